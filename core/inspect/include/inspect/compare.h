// Two readings side by side, aligned by what the fields mean.
#pragma once

#include "inspect/inspect.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::inspect {

enum class Difference : std::uint8_t { Equal, Changed, OnlyLeft, OnlyRight };
std::string_view toText(Difference difference); ///< "equal", "changed", "onlyLeft", "onlyRight"

/// One line of a comparison, in the order of both trees.
struct CompareRow {
    std::string name; ///< of the field, as in the tree; positions are those of the left tree
    std::string path; ///< below what is compared: "tbsCertificate > subject"
    unsigned depth = 0;
    NodeId left = kNoNode; ///< kNoNode: there is none on this side
    NodeId right = kNoNode;
    std::string leftValue; ///< as in the tree; empty for a secret
    std::string rightValue;
    /// Of a field with others below it: Changed when anything below differs.
    Difference difference = Difference::Equal;
    bool group = false;     ///< there are rows below it
    bool secret = false;    ///< its values are hidden: Tree::node has them
    bool sameBytes = false; ///< it is written alike too: not so for other string types, or BER

    bool operator==(const CompareRow&) const = default;
};

struct Comparison {
    std::vector<CompareRow> rows;
    std::size_t changed = 0; ///< fields without others below them
    std::size_t onlyLeft = 0;
    std::size_t onlyRight = 0;
    bool complete = true; ///< false: there was more than the limits let in

    [[nodiscard]] bool equal() const { return complete && changed + onlyLeft + onlyRight == 0; }
};

struct CompareOptions {
    std::size_t rows = 50'000;
    unsigned depth = 512;
    /// Signatures, digests of the whole and notes of the reader differ whenever anything does:
    /// false leaves them out.
    bool derived = true;
};

/// What is below the two nodes, and the nodes themselves. Fields are paired by name; where several
/// have the same name or only a position, by what they are: certificates by subject and serial
/// number, CRL entries by serial number, extensions and attributes by type, names by type and text.
/// Then those that are alike in kind only, in their order. Costs about what the trees hold.
Comparison compare(const Tree& left, NodeId leftNode, const Tree& right, NodeId rightNode,
                   const CompareOptions& options = {});
/// All of both; where one came in another wrapping than the other (PEM and DER, HTTP and a bare
/// message), what is inside.
Comparison compare(const Inspection& left, const Inspection& right,
                   const CompareOptions& options = {});

/// For reading: "  name: left -> right", "- name: left", "+ name: right", two spaces a level;
/// `everything` also has the lines that are equal.
std::string comparisonText(const Comparison& comparison, bool everything = false,
                           bool color = false);

} // namespace scepter::inspect
