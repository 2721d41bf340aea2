#include "models/layer_model.h"

#include "theme/theme.h"

#include <algorithm>

namespace scepter::ui {

using inspect::kNoNode;
using inspect::NodeId;

namespace {

constexpr int kDots = 8;

Tone toneOf(inspect::Severity severity) {
    switch (severity) {
    case inspect::Severity::Error:
        return Tone::Error;
    case inspect::Severity::Warning:
        return Tone::Warning;
    case inspect::Severity::Advice:
    case inspect::Severity::Info:
        break;
    }
    return Tone::Info;
}

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

LayerModel::LayerModel(const Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_theme(theme) {
}

void LayerModel::setTree(const inspect::Tree& tree, const std::vector<inspect::Finding>& findings) {
    beginResetModel();
    m_tree = tree;
    m_revealed.clear();
    const auto& nodes = tree.nodes();
    m_known.assign(nodes.size(), {});
    for (NodeId id = 0; id < nodes.size(); ++id)
        if (const NodeId parent = nodes[id].parent; parent != kNoNode)
            m_known[id].row = m_known[parent].children++;
    std::size_t first = 0;
    for (Known& known : m_known) {
        known.first = first;
        first += static_cast<std::size_t>(known.children);
    }
    m_children.assign(first, kNoNode);
    for (NodeId id = 0; id < nodes.size(); ++id)
        if (const NodeId parent = nodes[id].parent; parent != kNoNode)
            m_children[m_known[parent].first + static_cast<std::size_t>(m_known[id].row)] = id;
    for (const inspect::Finding& finding : findings)
        if (finding.place < m_known.size())
            m_known[finding.place].severity =
                std::max(m_known[finding.place].severity, static_cast<int>(finding.severity));
    endResetModel();
}

void LayerModel::setRevealed(NodeId id, bool revealed) {
    if (id >= m_known.size() || !m_tree.node(id).secret) return;
    if (revealed)
        m_revealed.insert(id);
    else
        m_revealed.remove(id);
    Q_EMIT dataChanged(indexOf(id, Name), indexOf(id, Value));
}

NodeId LayerModel::nodeOf(const QModelIndex& index) {
    return index.isValid() ? static_cast<NodeId>(index.internalId()) : 0;
}

QModelIndex LayerModel::indexOf(NodeId id, int column) const {
    if (id == 0 || id >= m_known.size()) return {};
    return createIndex(m_known[id].row, column, quintptr{id});
}

QString LayerModel::layerOf(NodeId id) const {
    const auto& buffers = m_tree.buffers();
    const inspect::BufferId buffer = m_tree.node(id).place.buffer;
    if (buffer >= buffers.size()) return {};
    const QString name = textOf(buffers[buffer].name);
    return buffers[buffer].secret ? tr("%1 (was encrypted)").arg(name) : name;
}

QModelIndex LayerModel::index(int row, int column, const QModelIndex& parent) const {
    if (m_tree.empty() || row < 0 || column < 0 || column >= ColumnCount) return {};
    const Known& above = m_known[nodeOf(parent)];
    if (row >= above.children) return {};
    return createIndex(row, column,
                       quintptr{m_children[above.first + static_cast<std::size_t>(row)]});
}

QModelIndex LayerModel::parent(const QModelIndex& child) const {
    if (!child.isValid()) return {};
    return indexOf(m_tree.node(nodeOf(child)).parent);
}

int LayerModel::rowCount(const QModelIndex& parent) const {
    if (m_tree.empty() || parent.column() > 0) return 0;
    return m_known[nodeOf(parent)].children;
}

int LayerModel::columnCount(const QModelIndex& /*parent*/) const {
    return ColumnCount;
}

QString LayerModel::valueOf(NodeId id) const {
    const inspect::Node& node = m_tree.node(id);
    if (node.secret && !m_revealed.contains(id)) return QString(kDots, QChar(0x2022));
    return textOf(node.value);
}

QVariant LayerModel::decoration(NodeId id) const {
    if (m_known[id].severity >= 0) {
        const Tone tone = toneOf(static_cast<inspect::Severity>(m_known[id].severity));
        return m_theme.icon(iconOf(tone), tone);
    }
    if (m_tree.node(id).secret) return m_theme.icon(Icon::Lock, Tone::Secret);
    return {};
}

QVariant LayerModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const NodeId id = nodeOf(index);
    const inspect::Node& node = m_tree.node(id);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name) return textOf(node.name);
        return node.cut ? tr("%1 (there is more than the limits show)").arg(valueOf(id))
                        : valueOf(id);
    case Qt::ToolTipRole:
        return index.column() == Name ? textOf(m_tree.path(id)) : valueOf(id);
    case Qt::AccessibleTextRole:
        return valueOf(id).isEmpty() ? textOf(node.name)
                                     : tr("%1: %2").arg(textOf(node.name), valueOf(id));
    case Qt::DecorationRole:
        return index.column() == Name ? decoration(id) : QVariant();
    case Qt::FontRole:
        return index.column() == Value && node.kind == inspect::Kind::Bytes
                   ? QVariant(Theme::monospace())
                   : QVariant();
    case NodeRole:
        return id;
    case SecretRole:
        return node.secret && !m_revealed.contains(id);
    default:
        return {};
    }
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Name ? tr("Field") : tr("Value");
}

} // namespace scepter::ui
