#include "inspect/tree.h"

#include "base/encoding.h"
#include "base/shorten.h"
#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

const Node kNothing{};
constexpr std::size_t kMaxValue = 4096;
constexpr std::string_view kEllipsis = "…";

std::string cutText(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    text.resize(cutPoint(text, most));
    return text += kEllipsis;
}

} // namespace

const std::vector<Node>& Tree::nodes() const {
    static const std::vector<Node> kNone;
    return m_data ? m_data->nodes : kNone;
}

const std::vector<Buffer>& Tree::buffers() const {
    static const std::vector<Buffer> kNone;
    return m_data ? m_data->buffers : kNone;
}

const Node& Tree::node(NodeId id) const {
    return id < nodes().size() ? nodes()[id] : kNothing;
}

ByteView Tree::bytes(const Place& place) const {
    if (place.size == 0 || place.buffer >= buffers().size()) return {};
    const ByteView all = buffers()[place.buffer].bytes->view();
    if (place.offset > all.size() || place.size > all.size() - place.offset) return {};
    return all.subspan(place.offset, place.size);
}

ByteView Tree::content(const Place& place) const {
    const ByteView all = bytes(place);
    return place.header > all.size() ? ByteView() : all.subspan(place.header);
}

std::vector<NodeId> Tree::children(NodeId id) const {
    std::vector<NodeId> found;
    for (NodeId child = node(id).firstChild; child != kNoNode; child = node(child).nextSibling)
        found.push_back(child);
    return found;
}

std::string Tree::path(NodeId id) const {
    std::string path;
    for (; id != kNoNode; id = node(id).parent) {
        if (node(id).parent == kNoNode && !path.empty()) break; // the root names no field
        path = path.empty() ? node(id).name : node(id).name + " > " + path;
    }
    return path;
}

NodeId Tree::deepestAt(BufferId buffer, std::size_t offset) const {
    NodeId deepest = kNoNode;
    std::size_t smallest = 0;
    for (NodeId id = 0; id < nodes().size(); ++id) {
        const Place& place = nodes()[id].place;
        if (place.buffer != buffer || place.size == 0 || offset < place.offset ||
            offset - place.offset >= place.size)
            continue;
        // Of several with the same bytes the later one is the deeper one.
        if (deepest == kNoNode || place.size <= smallest) {
            deepest = id;
            smallest = place.size;
        }
    }
    return deepest;
}

NodeId Tree::find(std::string_view name, NodeId id) const {
    if (id >= nodes().size()) return kNoNode;
    if (node(id).name == name) return id;
    for (NodeId child = node(id).firstChild; child != kNoNode; child = node(child).nextSibling)
        if (const NodeId found = find(name, child); found != kNoNode) return found;
    return kNoNode;
}

TreeBuilder::TreeBuilder(const Limits& limits)
    : m_limits(limits)
    , m_data(std::make_shared<Tree::Data>()) {
}

BufferId TreeBuilder::addBuffer(std::string name, SecretBytes bytes, NodeId from, bool secret) {
    const bool tooDeep =
        from != kNoNode && layersOf(node(from).place.buffer) + 1 >= m_limits.layers;
    if (tooDeep || bytes.size() > m_limits.bytes || bytes.size() > m_limits.allBytes - m_allBytes) {
        setCut(from);
        return kNoNode;
    }
    m_allBytes += bytes.size();
    m_data->buffers.push_back(Buffer{
        std::move(name), std::make_shared<const SecretBytes>(std::move(bytes)), from, secret});
    return static_cast<BufferId>(m_data->buffers.size() - 1);
}

NodeId TreeBuilder::add(NodeId parent, std::string_view name, Kind kind, std::string value,
                        const Place& place) {
    auto& nodes = m_data->nodes;
    const bool first = nodes.empty();
    if (parent == kNoNode && !first) return kNoNode; // below what a limit left out
    if (nodes.size() >= m_limits.nodes) {
        setCut(parent);
        return kNoNode;
    }
    const auto id = static_cast<NodeId>(nodes.size());
    Node made;
    made.name = name;
    made.value = cutText(std::move(value), kMaxValue);
    made.kind = kind;
    made.place = place;
    made.parent = parent;
    nodes.push_back(std::move(made));
    if (parent == kNoNode) return id;
    Node& above = nodes[parent];
    if (above.firstChild == kNoNode)
        above.firstChild = id;
    else
        nodes[above.lastChild].nextSibling = id;
    above.lastChild = id;
    return id;
}

void TreeBuilder::setValue(NodeId id, std::string value) {
    if (id != kNoNode) m_data->nodes.at(id).value = cutText(std::move(value), kMaxValue);
}

void TreeBuilder::setSecret(NodeId id) {
    if (id != kNoNode) m_data->nodes.at(id).secret = true;
}

void TreeBuilder::setCut(NodeId id) {
    if (id != kNoNode) m_data->nodes.at(id).cut = true;
}

ByteView TreeBuilder::bytes(BufferId id) const {
    return id < m_data->buffers.size() ? m_data->buffers[id].bytes->view() : ByteView();
}

unsigned TreeBuilder::layersOf(BufferId id) const {
    unsigned layers = 0;
    for (NodeId from = buffer(id).from; from != kNoNode;
         from = buffer(node(from).place.buffer).from)
        ++layers;
    return layers;
}

Tree TreeBuilder::finish() && {
    Tree tree;
    tree.m_data = std::move(m_data);
    return tree;
}

std::string shownText(std::string_view text, std::size_t most) {
    // What cannot be shown any more need not be escaped.
    const bool cut = text.size() > most;
    if (cut) text = text.substr(0, cutPoint(text, most));
    std::string shown = printable(text);
    return cut ? shown += kEllipsis : shown;
}

std::string shownBytes(ByteView bytes, std::size_t most) {
    const bool cut = bytes.size() > most;
    std::string shown = toColonHex(cut ? bytes.first(most) : bytes);
    std::ranges::replace(shown, ':', ' ');
    return cut ? shown += " …" : shown;
}

} // namespace scepter::inspect
