// Which values and bytes of a message are hidden.
#pragma once

#include "inspect/tree.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace scepter::ui {

/// Dots in place of a secret: as many for each, so that not even its length is told.
QString hiddenText();

/// Some bytes of a buffer.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0; ///< behind the last one

    bool operator==(const ByteRange&) const = default;
};

/// The secrets of a tree and which of them are shown. Nodes that stand for the same bytes are one
/// secret. It also covers what the bytes of a secret were made of: the base64 of a private key is
/// hidden with it, the ciphertext around a decrypted challenge is not. Object identifiers stay
/// visible.
class SecretMask {
public:
    SecretMask() = default;
    explicit SecretMask(const inspect::Tree& tree);

    /// Whether the value of a node or any of its bytes are hidden now.
    [[nodiscard]] bool hides(inspect::BufferId buffer, std::size_t offset, std::size_t size) const;
    [[nodiscard]] bool hides(inspect::NodeId id) const; ///< its own value
    /// The same, no matter what is shown.
    [[nodiscard]] bool covers(inspect::BufferId buffer, std::size_t offset, std::size_t size) const;
    [[nodiscard]] bool covers(inspect::NodeId id) const;

    /// Shows or hides every secret that the node is, or that has bytes in the range.
    void setShown(inspect::NodeId id, bool shown);
    void setShown(inspect::BufferId buffer, std::size_t offset, std::size_t size, bool shown);
    /// What is hidden of a buffer, in order, without overlaps.
    [[nodiscard]] const std::vector<ByteRange>& hidden(inspect::BufferId buffer) const;
    [[nodiscard]] bool isEmpty() const { return m_units == 0; }

private:
    struct Range {
        inspect::BufferId buffer = 0;
        ByteRange bytes;
        std::size_t unit = 0;
    };
    void findUnits();
    void addOuter(const inspect::Tree& tree);
    void addRanges(inspect::NodeId id, std::size_t unit);
    void refresh();

    inspect::Tree m_tree;
    std::size_t m_units = 0;
    std::vector<std::size_t> m_unitOf; ///< of each node; kNone: it is no secret
    std::vector<Range> m_ranges;
    std::vector<bool> m_shown;                    ///< by unit
    std::vector<std::vector<ByteRange>> m_hidden; ///< by buffer
    std::vector<std::vector<ByteRange>> m_covered;
};

} // namespace scepter::ui
