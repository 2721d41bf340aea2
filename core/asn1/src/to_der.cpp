#include "asn1/values.h"

#include "segments.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace scepter::asn1 {

namespace {

/// True for a string, which DER wants in one piece.
bool isString(const Node& node) {
    return node.tagClass == TagClass::Universal &&
           (node.tagNumber == tag::kBitString || node.tagNumber == tag::kOctetString ||
            node.tagNumber == tag::kUtf8String ||
            (node.tagNumber >= tag::kNumericString && node.tagNumber <= tag::kBmpString));
}

std::size_t lengthSize(std::size_t content) {
    std::size_t size = 1;
    if (content >= 0x80)
        for (std::size_t rest = content; rest > 0; rest >>= 8)
            ++size;
    return size;
}

/// Walks over the nodes of one element, none of them recursive: segmented strings are joined, sizes
/// are summed from the last node to the first (what is below comes before what is above), the
/// output is written from the first to the last, and SETs are sorted from the last to the first
/// again.
class DerMaker {
public:
    explicit DerMaker(Element element)
        : m_tree(*element.tree())
        , m_first(element.index())
        , m_items(countOf(element)) {}

    Result<Bytes> make(bool sortSets) {
        SCEPTER_CHECK(joinStrings());
        measure();
        for (std::size_t i = 0; i < m_items.size(); ++i)
            if (!m_items[i].swallowed) write(i);
        if (sortSets)
            for (std::size_t i = m_items.size(); i-- > 0;)
                sortIfSet(i);
        return std::move(m_out);
    }

private:
    struct Item {
        std::size_t contentSize = 0; ///< in the output
        std::size_t start = 0;       ///< where it begins in the output
        std::size_t joined = kNone;  ///< index into m_joined
        bool swallowed = false;      ///< a segment of a joined string
    };
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    static std::size_t countOf(Element element) {
        const std::vector<Node>& nodes = element.tree()->nodes();
        const std::size_t end = element.offset() + element.size();
        std::size_t last = element.index();
        while (last < nodes.size() && nodes[last].offset < end)
            ++last;
        return last - element.index();
    }

    [[nodiscard]] const Node& node(std::size_t i) const { return m_tree.nodes()[m_first + i]; }
    [[nodiscard]] std::size_t totalSize(std::size_t i) const;
    /// Calls visit(i) for each child, in order.
    template <class Visit> void eachChild(std::size_t i, Visit visit) const {
        for (std::size_t child = node(i).firstChild; child != 0;
             child = m_tree.nodes()[child].nextSibling)
            visit(child - m_first);
    }

    Result<void> joinStrings();
    Result<Bytes> join(std::size_t i) const;
    void measure();
    void write(std::size_t i);
    void writeIdentifier(const Node& n, bool constructed);
    void writeLength(std::size_t size);
    void sortIfSet(std::size_t i);

    const Tree& m_tree;
    std::size_t m_first;
    std::vector<Item> m_items;
    std::vector<Bytes> m_joined;
    Bytes m_out;
};

std::size_t DerMaker::totalSize(std::size_t i) const {
    std::size_t identifier = 1;
    if (node(i).tagNumber >= 0x1F)
        for (std::uint32_t rest = node(i).tagNumber; rest > 0; rest >>= 7)
            ++identifier;
    return identifier + lengthSize(m_items[i].contentSize) + m_items[i].contentSize;
}

Result<void> DerMaker::joinStrings() {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].swallowed || !node(i).constructed || detail::mayBeConstructed(node(i)))
            continue;
        SCEPTER_TRY(content, join(i));
        m_items[i].joined = m_joined.size();
        m_joined.push_back(std::move(content));
        const std::size_t end = node(i).contentOffset + node(i).contentSize;
        for (std::size_t j = i + 1; j < m_items.size() && node(j).offset < end; ++j)
            m_items[j].swallowed = true;
    }
    return {};
}

Result<Bytes> DerMaker::join(std::size_t i) const {
    const Element element(&m_tree, static_cast<std::uint32_t>(m_first + i));
    if (!isString(node(i))) return detail::wrongElement(element, "primitive element");
    if (node(i).tagNumber != tag::kBitString)
        return detail::joinedContent(element, node(i).tagNumber);
    SCEPTER_TRY(bits, detail::bitsOf(element));
    bits.octets.insert(bits.octets.begin(), static_cast<std::uint8_t>(bits.unused));
    return std::move(bits.octets);
}

void DerMaker::measure() {
    for (std::size_t i = m_items.size(); i-- > 0;) {
        Item& item = m_items[i];
        if (item.swallowed) continue;
        if (item.joined != kNone)
            item.contentSize = m_joined[item.joined].size();
        else if (!node(i).constructed)
            item.contentSize = node(i).contentSize;
        else
            eachChild(i, [&](std::size_t child) { item.contentSize += totalSize(child); });
    }
    m_out.reserve(totalSize(0));
}

void DerMaker::write(std::size_t i) {
    const Node& n = node(i);
    Item& item = m_items[i];
    item.start = m_out.size();
    writeIdentifier(n, n.constructed && item.joined == kNone);
    writeLength(item.contentSize);
    if (item.joined != kNone) {
        const Bytes& content = m_joined[item.joined];
        m_out.insert(m_out.end(), content.begin(), content.end());
    } else if (!n.constructed) {
        const ByteView content = m_tree.buffer().subspan(n.contentOffset, n.contentSize);
        m_out.insert(m_out.end(), content.begin(), content.end());
    }
}

void DerMaker::writeIdentifier(const Node& n, bool constructed) {
    const unsigned first = (static_cast<unsigned>(n.tagClass) << 6) | (constructed ? 0x20u : 0u);
    if (n.tagNumber < 0x1F) {
        m_out.push_back(static_cast<std::uint8_t>(first | n.tagNumber));
        return;
    }
    m_out.push_back(static_cast<std::uint8_t>(first | 0x1F));
    unsigned shift = 0;
    while (shift < 28 && (n.tagNumber >> shift) > 0x7F)
        shift += 7;
    for (; shift > 0; shift -= 7)
        m_out.push_back(static_cast<std::uint8_t>(0x80 | ((n.tagNumber >> shift) & 0x7F)));
    m_out.push_back(static_cast<std::uint8_t>(n.tagNumber & 0x7F));
}

void DerMaker::writeLength(std::size_t size) {
    const std::size_t octets = lengthSize(size) - 1;
    if (octets == 0) {
        m_out.push_back(static_cast<std::uint8_t>(size));
        return;
    }
    m_out.push_back(static_cast<std::uint8_t>(0x80 | octets));
    for (std::size_t i = octets; i-- > 0;)
        m_out.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
}

/// X.690 sections 10.3 and 11.6. Members below have been sorted before, which moved none of ours.
void DerMaker::sortIfSet(std::size_t i) {
    const Node& n = node(i);
    if (n.tagClass != TagClass::Universal || n.tagNumber != tag::kSet || n.childCount < 2) return;
    std::vector<Bytes> members;
    members.reserve(n.childCount);
    std::size_t start = 0;
    eachChild(i, [&](std::size_t child) {
        const auto from = m_out.begin() + static_cast<std::ptrdiff_t>(m_items[child].start);
        if (members.empty()) start = m_items[child].start;
        members.emplace_back(from, from + static_cast<std::ptrdiff_t>(totalSize(child)));
    });
    std::sort(members.begin(), members.end());
    auto to = m_out.begin() + static_cast<std::ptrdiff_t>(start);
    for (const Bytes& member : members)
        to = std::copy(member.begin(), member.end(), to);
}

} // namespace

Result<Bytes> toDer(Element element, bool sortSets) {
    if (!element) return detail::malformed("element missing");
    return DerMaker(element).make(sortSets);
}

} // namespace scepter::asn1
