#include "asn1/reader.h"

#include "segments.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace scepter::asn1 {

namespace {

constexpr Node kNoNode{};

/// Reads one element and everything below it, in one pass and without recursion, into nodes in
/// preorder.
class Parser {
public:
    Parser(ByteView bytes, bool cut, const Limits& limits, std::vector<Node>& nodes)
        : m_bytes(bytes)
        , m_cut(cut)
        , m_limits(limits)
        , m_nodes(nodes) {}

    Result<void> run();
    /// Gives the elements that are open still the size that is there. Where the one began that
    /// could not be read.
    std::size_t closeOpen();
    /// Elements that are too long are cut to fit, and reading goes on inside.
    void setPartial() { m_partial = true; }
    [[nodiscard]] const std::optional<Error>& firstError() const { return m_firstError; }

private:
    /// A constructed element whose content is being read.
    struct Frame {
        std::uint32_t node;
        std::uint32_t lastChild; ///< 0 when there is none yet
        std::size_t end; ///< content must not reach past it; for a definite one it ends there
        bool open;       ///< `end` is the end of the buffer, not one that a length gave
    };

    bool readElement();
    bool readIdentifier(Node& node);
    bool readLength(Node& node);
    bool link(const Node& node);
    void closeFinished();
    bool closeAtEndOfContents();

    [[nodiscard]] std::size_t end() const {
        return m_frames.empty() ? m_bytes.size() : m_frames.back().end;
    }
    [[nodiscard]] bool open() const { return m_frames.empty() || m_frames.back().open; }
    /// These leave an error behind and answer false: a Result for each step would cost more than
    /// the step itself.
    bool refuse(ErrorCode code, std::string detail) {
        m_error = Error{code, std::move(detail), {}, std::nullopt};
        return false;
    }
    bool malformed(std::string_view what) {
        return refuse(ErrorCode::Asn1Malformed,
                      std::string(what).append(" at offset ").append(std::to_string(m_at)));
    }
    bool pastEnd();
    bool cutToFit(Node& node);

    ByteView m_bytes;
    bool m_cut; ///< there is more than the limit lets us see
    const Limits& m_limits;
    std::vector<Node>& m_nodes;
    std::vector<Frame> m_frames;
    std::size_t m_at = 0;
    std::size_t m_begun = 0; ///< where the element begins that is being read
    Error m_error;
    bool m_partial = false;
    std::optional<Error> m_firstError; ///< of an element that was cut to fit
};

bool Parser::pastEnd() {
    if (!open()) return malformed("element reaches past the end of the one around it");
    if (m_cut) return refuse(ErrorCode::LimitExceeded, "ASN.1 element is longer than the limit");
    return refuse(ErrorCode::Asn1Truncated,
                  "data ends inside an element at offset " + std::to_string(m_at));
}

Result<void> Parser::run() {
    // Certificates and messages have about one element for every 20 to 30 bytes.
    m_nodes.reserve(std::min({m_bytes.size() / 16 + 8, std::size_t{1024}, m_limits.nodes}));
    m_frames.reserve(16);
    do {
        if (!readElement()) return failWith(std::move(m_error));
        closeFinished();
    } while (!m_frames.empty());
    return {};
}

bool Parser::readElement() {
    Node node;
    m_begun = m_at;
    node.offset = m_at;
    if (!readIdentifier(node) || !readLength(node)) return false;
    node.contentOffset = m_at;
    if (!node.indefinite) {
        if (node.contentSize > end() - m_at && !cutToFit(node)) return pastEnd();
        node.totalSize = m_at - node.offset + node.contentSize;
    }
    if (!link(node)) return false;
    if (!node.constructed) {
        m_at += node.contentSize;
        return true;
    }
    if (m_frames.size() >= m_limits.depth)
        return refuse(ErrorCode::LimitExceeded, "ASN.1 nested deeper than the limit");
    const auto index = static_cast<std::uint32_t>(m_nodes.size() - 1);
    if (node.indefinite)
        m_frames.push_back({index, 0, end(), open()});
    else
        m_frames.push_back({index, 0, m_at + node.contentSize, false});
    return true;
}

bool Parser::readIdentifier(Node& node) {
    if (m_at >= end()) return pastEnd();
    const std::uint8_t first = m_bytes[m_at++];
    node.tagClass = static_cast<TagClass>(first >> 6);
    node.constructed = (first & 0x20) != 0;
    node.tagNumber = first & 0x1F;
    if (node.tagNumber == 0x1F) {
        std::uint32_t number = 0;
        std::uint8_t octet = 0x80;
        for (bool start = true; (octet & 0x80) != 0; start = false) {
            if (m_at >= end()) return pastEnd();
            octet = m_bytes[m_at++];
            if (start && octet == 0x80) return malformed("tag number with a leading zero");
            if (number > (std::numeric_limits<std::uint32_t>::max() >> 7))
                return malformed("tag number too large");
            number = (number << 7) | (octet & 0x7Fu);
        }
        if (number < 0x1F) return malformed("low tag number in the long form");
        node.tagNumber = number;
    }
    if (node.tagClass == TagClass::Universal && node.tagNumber == 0) {
        if (m_at >= end()) return pastEnd();
        return malformed("misplaced end-of-contents");
    }
    return true;
}

bool Parser::readLength(Node& node) {
    if (m_at >= end()) return pastEnd();
    const std::uint8_t first = m_bytes[m_at++];
    if (first < 0x80) {
        node.contentSize = first;
        return true;
    }
    if (first == 0x80) {
        if (!node.constructed) return malformed("primitive element of indefinite length");
        node.indefinite = true;
        return true;
    }
    if (first == 0xFF) return malformed("reserved length octet");
    const std::size_t count = first & 0x7F;
    if (count > end() - m_at) return pastEnd();
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (size > (std::numeric_limits<std::size_t>::max() >> 8)) return pastEnd();
        size = (size << 8) | m_bytes[m_at++];
    }
    node.minimalLength = size >= 0x80 && m_bytes[m_at - count] != 0;
    node.contentSize = size;
    return true;
}

bool Parser::link(const Node& node) {
    if (m_nodes.size() >= m_limits.nodes ||
        m_nodes.size() >= std::numeric_limits<std::uint32_t>::max())
        return refuse(ErrorCode::LimitExceeded, "ASN.1 with more elements than the limit");
    const auto index = static_cast<std::uint32_t>(m_nodes.size());
    if (!m_frames.empty()) {
        Frame& parent = m_frames.back();
        if (parent.lastChild == 0)
            m_nodes[parent.node].firstChild = index;
        else
            m_nodes[parent.lastChild].nextSibling = index;
        ++m_nodes[parent.node].childCount;
        parent.lastChild = index;
    }
    m_nodes.push_back(node);
    return true;
}

/// Of an element that is longer than what is there, its children may still be read.
bool Parser::cutToFit(Node& node) {
    if (!m_partial || !node.constructed) return false;
    const std::size_t there = end() - m_at;
    if (!m_firstError)
        m_firstError =
            Error{open() && !m_cut ? ErrorCode::Asn1Truncated
                  : open()         ? ErrorCode::LimitExceeded
                                   : ErrorCode::Asn1Malformed,
                  "the element at offset " + std::to_string(node.offset) + " should have " +
                      std::to_string(node.contentSize) + " bytes inside, but " +
                      std::to_string(there) + (m_cut ? " are looked at" : " are there"),
                  {},
                  std::nullopt};
    node.contentSize = there;
    return true;
}

/// Leaves every constructed element that ends here.
void Parser::closeFinished() {
    while (!m_frames.empty()) {
        const bool indefinite = m_nodes[m_frames.back().node].indefinite;
        if (indefinite ? !closeAtEndOfContents() : m_at != m_frames.back().end) return;
        m_frames.pop_back();
    }
}

bool Parser::closeAtEndOfContents() {
    const Frame& frame = m_frames.back();
    if (frame.end - m_at < 2 || m_bytes[m_at] != 0 || m_bytes[m_at + 1] != 0) return false;
    Node& node = m_nodes[frame.node];
    node.contentSize = m_at - node.contentOffset;
    m_at += 2;
    node.totalSize = m_at - node.offset;
    return true;
}

std::size_t Parser::closeOpen() {
    for (const Frame& frame : m_frames) {
        Node& node = m_nodes[frame.node];
        node.contentSize = frame.end - node.contentOffset;
        node.totalSize = frame.end - node.offset;
    }
    return m_begun;
}

} // namespace

Result<Tree> Tree::parse(ByteView bytes, const Limits& limits) {
    if (bytes.size() > limits.bytes)
        return fail(ErrorCode::LimitExceeded, "ASN.1 data is longer than the limit");
    SCEPTER_TRY(tree, parsePrefix(bytes, limits));
    const std::size_t size = tree.m_nodes.front().totalSize;
    if (size != bytes.size())
        return fail(ErrorCode::Asn1TrailingBytes,
                    std::to_string(bytes.size() - size).append(" bytes after the element"));
    return tree;
}

Result<Tree> Tree::parsePrefix(ByteView bytes, const Limits& limits) {
    Tree tree;
    tree.m_buffer = bytes;
    const std::size_t seen = std::min(bytes.size(), limits.bytes);
    SCEPTER_CHECK(Parser(bytes.first(seen), seen < bytes.size(), limits, tree.m_nodes).run());
    return tree;
}

Partial Tree::parsePartial(ByteView bytes, const Limits& limits) {
    Partial partial;
    partial.tree.m_buffer = bytes;
    const std::size_t seen = std::min(bytes.size(), limits.bytes);
    Parser parser(bytes.first(seen), seen < bytes.size(), limits, partial.tree.m_nodes);
    parser.setPartial();
    auto read = parser.run();
    if (!read) {
        partial.error = parser.firstError() ? parser.firstError() : std::move(read.error());
        partial.stoppedAt = parser.closeOpen();
    } else {
        partial.error = parser.firstError();
        partial.stoppedAt = partial.tree.m_nodes.front().totalSize;
    }
    return partial;
}

Element Tree::root() const {
    return m_nodes.empty() ? Element() : Element(this, 0);
}

bool Tree::looksLikeDer() const {
    return std::all_of(m_nodes.begin(), m_nodes.end(), [&](const Node& n) {
        return !n.indefinite && n.minimalLength && (!n.constructed || detail::mayBeConstructed(n));
    });
}

const Node& Element::node() const {
    return m_tree == nullptr ? kNoNode : m_tree->nodes()[m_index];
}

bool Element::is(std::uint32_t universalTag) const {
    const Node& n = node();
    if (m_tree == nullptr || n.tagClass != TagClass::Universal || n.tagNumber != universalTag)
        return false;
    return n.constructed || (universalTag != tag::kSequence && universalTag != tag::kSet);
}

bool Element::isContext(std::uint32_t number) const {
    return m_tree != nullptr && node().tagClass == TagClass::Context && node().tagNumber == number;
}

bool Element::isConstructed() const {
    return node().constructed;
}

std::size_t Element::offset() const {
    return node().offset;
}

std::size_t Element::size() const {
    return node().totalSize;
}

ByteView Element::encoded() const {
    return m_tree == nullptr ? ByteView()
                             : m_tree->buffer().subspan(node().offset, node().totalSize);
}

ByteView Element::content() const {
    return m_tree == nullptr ? ByteView()
                             : m_tree->buffer().subspan(node().contentOffset, node().contentSize);
}

std::size_t Element::childCount() const {
    return node().childCount;
}

Element Element::child(std::size_t position) const {
    if (position >= childCount()) return {};
    Element found = firstChild();
    for (; position > 0; --position)
        found = found.nextSibling();
    return found;
}

Element Element::firstChild() const {
    const std::uint32_t index = node().firstChild;
    return index == 0 ? Element() : Element(m_tree, index);
}

Element Element::nextSibling() const {
    const std::uint32_t index = node().nextSibling;
    return index == 0 ? Element() : Element(m_tree, index);
}

Element Cursor::take() {
    const Element taken = m_next;
    m_next = m_next.nextSibling();
    return taken;
}

Element Cursor::takeIf(std::uint32_t universalTag) {
    return m_next.is(universalTag) ? take() : Element();
}

Element Cursor::takeIfContext(std::uint32_t number) {
    return m_next.isContext(number) ? take() : Element();
}

} // namespace scepter::asn1
