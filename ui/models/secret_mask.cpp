#include "models/secret_mask.h"

#include <algorithm>

namespace scepter::ui {

using inspect::BufferId;
using inspect::kNoNode;
using inspect::NodeId;

namespace {

constexpr int kDots = 8;
constexpr auto kNone = static_cast<std::size_t>(-1);

ByteRange contentOf(const inspect::Place& place) {
    return {place.offset + place.header, place.offset + place.size};
}

bool meets(const ByteRange& range, std::size_t offset, std::size_t size) {
    return range.begin < offset + size && offset < range.end;
}

bool anyMeets(const std::vector<ByteRange>& ranges, std::size_t offset, std::size_t size) {
    const auto next = std::ranges::upper_bound(ranges, offset, {}, &ByteRange::end);
    return next != ranges.end() && meets(*next, offset, size);
}

/// In order, touching ones as one.
void merge(std::vector<ByteRange>& ranges) {
    std::ranges::sort(ranges, {}, &ByteRange::begin);
    std::vector<ByteRange> merged;
    for (const ByteRange& range : ranges) {
        if (range.begin >= range.end) continue;
        if (!merged.empty() && range.begin <= merged.back().end)
            merged.back().end = std::max(merged.back().end, range.end);
        else
            merged.push_back(range);
    }
    ranges = std::move(merged);
}

} // namespace

QString hiddenText() {
    return QString(kDots, QChar(0x2022));
}

SecretMask::SecretMask(const inspect::Tree& tree)
    : m_tree(tree)
    , m_unitOf(tree.nodes().size(), kNone) {
    findUnits();
    addOuter(tree);
    m_shown.assign(m_units, false);
    m_covered.assign(tree.buffers().size(), {});
    for (const Range& range : m_ranges)
        m_covered[range.buffer].push_back(range.bytes);
    std::ranges::for_each(m_covered, merge);
    refresh();
}

// Secrets whose bytes overlap are one: whoever has seen the one has seen the other.
void SecretMask::findUnits() {
    const auto& nodes = m_tree.nodes();
    std::vector<NodeId> placed;
    for (NodeId id = 0; id < nodes.size(); ++id) {
        if (!nodes[id].secret) continue;
        if (nodes[id].place.size == 0)
            m_unitOf[id] = m_units++;
        else
            placed.push_back(id);
    }
    std::ranges::stable_sort(placed, [&nodes](NodeId a, NodeId b) {
        const inspect::Place& one = nodes[a].place;
        const inspect::Place& other = nodes[b].place;
        return one.buffer != other.buffer ? one.buffer < other.buffer : one.offset < other.offset;
    });
    BufferId buffer = 0;
    std::size_t end = 0;
    for (const NodeId id : placed) {
        const inspect::Place& place = nodes[id].place;
        const bool together = m_units > 0 && place.buffer == buffer && place.offset < end;
        if (!together) {
            ++m_units;
            end = 0;
        }
        buffer = place.buffer;
        end = std::max(end, place.offset + place.size);
        m_unitOf[id] = m_units - 1;
        addRanges(id, m_units - 1);
    }
}

// Its content without the object identifiers below it, which say what it is.
void SecretMask::addRanges(NodeId id, std::size_t unit) {
    const inspect::Node& node = m_tree.node(id);
    const BufferId buffer = node.place.buffer;
    ByteRange rest = contentOf(node.place);
    NodeId child = node.firstChild;
    while (child != kNoNode) {
        const inspect::Node& below = m_tree.node(child);
        if (below.kind == inspect::Kind::Oid && !below.secret && below.place.buffer == buffer &&
            below.place.size > 0 && below.place.offset >= rest.begin &&
            below.place.offset + below.place.size <= rest.end) {
            m_ranges.push_back({buffer, {rest.begin, below.place.offset}, unit});
            rest.begin = below.place.offset + below.place.size;
        }
        child = below.nextSibling;
    }
    m_ranges.push_back({buffer, rest, unit});
}

// Inner buffers come after those that they were made of.
void SecretMask::addOuter(const inspect::Tree& tree) {
    const auto& buffers = tree.buffers();
    std::vector<std::vector<std::size_t>> units(buffers.size());
    for (const Range& range : m_ranges)
        units[range.buffer].push_back(range.unit);
    for (std::size_t i = buffers.size(); i-- > 1;) {
        const NodeId from = buffers[i].from;
        if (from == kNoNode) continue;
        const inspect::Place& place = tree.node(from).place;
        // What was encrypted tells nothing.
        if (place.size == 0 || place.buffer >= i ||
            buffers[i].secret != buffers[place.buffer].secret)
            continue;
        std::ranges::sort(units[i]);
        const auto repeated = std::ranges::unique(units[i]);
        units[i].erase(repeated.begin(), repeated.end());
        for (const std::size_t unit : units[i]) {
            m_ranges.push_back({place.buffer, contentOf(place), unit});
            units[place.buffer].push_back(unit);
        }
    }
}

void SecretMask::refresh() {
    m_hidden.assign(m_tree.buffers().size(), {});
    for (const Range& range : m_ranges)
        if (!m_shown[range.unit]) m_hidden[range.buffer].push_back(range.bytes);
    std::ranges::for_each(m_hidden, merge);
}

const std::vector<ByteRange>& SecretMask::hidden(BufferId buffer) const {
    static const std::vector<ByteRange> kNothing;
    return buffer < m_hidden.size() ? m_hidden[buffer] : kNothing;
}

bool SecretMask::hides(BufferId buffer, std::size_t offset, std::size_t size) const {
    return anyMeets(hidden(buffer), offset, size);
}

bool SecretMask::covers(BufferId buffer, std::size_t offset, std::size_t size) const {
    return buffer < m_covered.size() && anyMeets(m_covered[buffer], offset, size);
}

bool SecretMask::covers(NodeId id) const {
    if (id >= m_unitOf.size() || m_units == 0) return false;
    if (m_unitOf[id] != kNone) return true;
    // What only groups others has no value of its own that could tell.
    const inspect::Node& node = m_tree.node(id);
    const bool groups = node.kind == inspect::Kind::Group && node.firstChild != kNoNode;
    return !groups && node.kind != inspect::Kind::Oid &&
           covers(node.place.buffer, node.place.offset, node.place.size);
}

bool SecretMask::hides(NodeId id) const {
    if (!covers(id)) return false;
    if (m_unitOf[id] != kNone) return !m_shown[m_unitOf[id]];
    const inspect::Place& place = m_tree.node(id).place;
    return hides(place.buffer, place.offset, place.size);
}

void SecretMask::setShown(NodeId id, bool shown) {
    if (id >= m_unitOf.size()) return;
    if (m_unitOf[id] != kNone) {
        m_shown[m_unitOf[id]] = shown;
        refresh();
        return;
    }
    const inspect::Place& place = m_tree.node(id).place;
    setShown(place.buffer, place.offset, place.size, shown);
}

void SecretMask::setShown(BufferId buffer, std::size_t offset, std::size_t size, bool shown) {
    for (const Range& range : m_ranges)
        if (range.buffer == buffer && meets(range.bytes, offset, size)) m_shown[range.unit] = shown;
    refresh();
}

} // namespace scepter::ui
