// A tolerant BER and DER reader that keeps the byte range of everything it read.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace scepter::asn1 {

enum class TagClass : std::uint8_t { Universal = 0, Application = 1, Context = 2, Private = 3 };

/// Universal tag numbers (X.680).
namespace tag {
inline constexpr std::uint32_t kBoolean = 1;
inline constexpr std::uint32_t kInteger = 2;
inline constexpr std::uint32_t kBitString = 3;
inline constexpr std::uint32_t kOctetString = 4;
inline constexpr std::uint32_t kNull = 5;
inline constexpr std::uint32_t kOid = 6;
inline constexpr std::uint32_t kEnumerated = 10;
inline constexpr std::uint32_t kUtf8String = 12;
inline constexpr std::uint32_t kSequence = 16;
inline constexpr std::uint32_t kSet = 17;
inline constexpr std::uint32_t kNumericString = 18;
inline constexpr std::uint32_t kPrintableString = 19;
inline constexpr std::uint32_t kT61String = 20;
inline constexpr std::uint32_t kIa5String = 22;
inline constexpr std::uint32_t kUtcTime = 23;
inline constexpr std::uint32_t kGeneralizedTime = 24;
inline constexpr std::uint32_t kVisibleString = 26;
inline constexpr std::uint32_t kUniversalString = 28;
inline constexpr std::uint32_t kBmpString = 30;
} // namespace tag

/// What a reader is willing to look at.
struct Limits {
    std::size_t bytes = std::size_t{4} << 20;
    std::size_t nodes = 100'000;
    unsigned depth = 64;
};

/// One element as read. Offsets are in bytes from the start of the buffer that was read.
struct Node {
    std::size_t offset = 0;        ///< of the identifier octets
    std::size_t contentOffset = 0; ///< of the first content octet
    std::size_t contentSize = 0;   ///< content octets, without end-of-contents octets
    std::size_t totalSize = 0;     ///< header, content and, if indefinite, end-of-contents octets
    std::uint32_t tagNumber = 0;
    TagClass tagClass = TagClass::Universal;
    bool constructed = false;
    bool indefinite = false;
    bool minimalLength = true; ///< the length octets are as short as DER wants them
    std::uint32_t childCount = 0;
    std::uint32_t firstChild = 0;  ///< index into Tree::nodes, 0 when there is none
    std::uint32_t nextSibling = 0; ///< index into Tree::nodes, 0 when there is none
};

class Element;
struct Partial;

/// One parsed element with everything below it. Borrows the buffer: it must outlive the tree and
/// everything taken from it. Primitive content is not looked into. Movable; Elements point to the
/// Tree and must not outlive it or its move.
class Tree {
public:
    /// Reads exactly one element that fills the buffer. Errors: Asn1Malformed, Asn1Truncated,
    /// Asn1TrailingBytes, LimitExceeded.
    static Result<Tree> parse(ByteView bytes, const Limits& limits = {});
    /// Reads one element at the start of the buffer; what follows is left alone (see
    /// Element::size).
    static Result<Tree> parsePrefix(ByteView bytes, const Limits& limits = {});
    /// Reads as far as it goes: for people who look at what is broken. Elements that the end cut
    /// off reach to the end of what is there.
    static Partial parsePartial(ByteView bytes, const Limits& limits = {});

    [[nodiscard]] Element root() const;
    [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }
    [[nodiscard]] ByteView buffer() const { return m_buffer; }
    /// True when no element is indefinite, no length longer than needed and no string constructed.
    [[nodiscard]] bool looksLikeDer() const;

private:
    ByteView m_buffer;
    std::vector<Node> m_nodes;
};

/// What could be read of one element at the start of a buffer.
struct Partial {
    Tree tree;                  ///< without a root when not even the first element could be read
    std::optional<Error> error; ///< why reading ended; nothing: the element is whole
    std::size_t stoppedAt = 0;  ///< offset of the first element that is not in the tree; or the end
};

/// A handle to one element of a Tree: cheap to copy. A default-made one is empty; every question to
/// an empty one is answered with "no", zero or nothing, so chains of look-ups need one check at the
/// end.
class Element {
public:
    Element() = default;
    Element(const Tree* tree, std::uint32_t index)
        : m_tree(tree)
        , m_index(index) {}

    explicit operator bool() const { return m_tree != nullptr; }
    [[nodiscard]] const Node& node() const; ///< of an empty element: a node of zeros
    [[nodiscard]] const Tree* tree() const { return m_tree; }
    /// Into Tree::nodes. Everything below an element follows it there, before its next sibling.
    [[nodiscard]] std::uint32_t index() const { return m_index; }

    /// Of this universal type. SEQUENCE and SET count only when constructed.
    [[nodiscard]] bool is(std::uint32_t universalTag) const;
    [[nodiscard]] bool isContext(std::uint32_t number) const;
    [[nodiscard]] bool isConstructed() const;

    [[nodiscard]] std::size_t offset() const;
    [[nodiscard]] std::size_t size() const; ///< total, header included
    [[nodiscard]] ByteView encoded() const; ///< header and content, as in the buffer
    [[nodiscard]] ByteView content() const;

    [[nodiscard]] std::size_t childCount() const;
    [[nodiscard]] Element child(std::size_t position) const; ///< empty when there is none
    [[nodiscard]] Element firstChild() const;
    [[nodiscard]] Element nextSibling() const;

private:
    const Tree* m_tree = nullptr;
    std::uint32_t m_index = 0;
};

/// Walks the children of an element from first to last:
/// `for (auto e = parent.firstChild(); e; e = e.nextSibling())`, or with optional and default
/// fields: a Cursor takes the next child when it fits and leaves it otherwise.
class Cursor {
public:
    explicit Cursor(Element parent)
        : m_next(parent.firstChild()) {}
    [[nodiscard]] Element peek() const { return m_next; }
    [[nodiscard]] bool atEnd() const { return !m_next; }
    Element take();                             ///< the next child, whatever it is
    Element takeIf(std::uint32_t universalTag); ///< empty when the next child is not one
    Element takeIfContext(std::uint32_t number);

private:
    Element m_next;
};

} // namespace scepter::asn1
