#include "models/layer_model.h"

#include "widgets/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace scepter::ui {

using inspect::kNoNode;
using inspect::NodeId;

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

QString severityWord(inspect::Severity severity) {
    switch (severity) {
    case inspect::Severity::Error:
        return LayerModel::tr("Error");
    case inspect::Severity::Warning:
        return LayerModel::tr("Warning");
    case inspect::Severity::Advice:
        return LayerModel::tr("Advice");
    case inspect::Severity::Info:
        break;
    }
    return LayerModel::tr("Note");
}

LayerModel::LayerModel(const Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
    , m_mask(std::make_shared<SecretMask>()) {
}

void LayerModel::setTree(const inspect::Tree& tree, const std::vector<inspect::Finding>& findings,
                         std::shared_ptr<const SecretMask> mask) {
    beginResetModel();
    m_tree = tree;
    m_mask = std::move(mask);
    m_plain = false;
    index();
    for (const inspect::Finding& finding : findings)
        if (finding.place < m_known.size())
            m_known[finding.place].severity =
                std::max(m_known[finding.place].severity, static_cast<int>(finding.severity));
    endResetModel();
}

void LayerModel::setStructure(const inspect::Tree& tree, inspect::BufferId buffer,
                              std::shared_ptr<const SecretMask> mask) {
    beginResetModel();
    m_tree = tree;
    m_mask = std::move(mask);
    m_plain = true;
    m_buffer = buffer;
    index();
    endResetModel();
}

void LayerModel::index() {
    const auto& nodes = m_tree.nodes();
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
}

void LayerModel::noteMask() {
    // Any value may have changed; only those in sight are asked for again.
    for (NodeId id = 0; id < m_known.size(); ++id) {
        if (!isSecret(id)) continue;
        const QModelIndex changed = indexOf(id);
        if (changed.isValid()) Q_EMIT dataChanged(changed, indexOf(id, Value));
    }
}

NodeId LayerModel::nodeOf(const QModelIndex& index) {
    return index.isValid() ? static_cast<NodeId>(index.internalId()) : 0;
}

QModelIndex LayerModel::indexOf(NodeId id, int column) const {
    if (id == 0 || id >= m_known.size()) return {};
    return createIndex(m_known[id].row, column, quintptr{id});
}

inspect::BufferId LayerModel::bufferOf(NodeId id) const {
    return m_plain ? m_buffer : m_tree.node(id).place.buffer;
}

bool LayerModel::isSecret(NodeId id) const {
    if (m_tree.empty() || m_mask->isEmpty()) return false;
    if (!m_plain) return m_mask->covers(id);
    const inspect::Node& node = m_tree.node(id);
    return node.kind != inspect::Kind::Group &&
           m_mask->covers(m_buffer, node.place.offset, node.place.size);
}

bool LayerModel::isHidden(NodeId id) const {
    if (!isSecret(id)) return false;
    if (!m_plain) return m_mask->hides(id);
    const inspect::Place& place = m_tree.node(id).place;
    return m_mask->hides(m_buffer, place.offset, place.size);
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
    if (isHidden(id)) return hiddenText();
    return text(m_tree.node(id).value);
}

/// The first node of what was encrypted.
bool LayerModel::startsDecrypted(NodeId id) const {
    if (m_plain) return false;
    const inspect::Node& node = m_tree.node(id);
    const auto& buffers = m_tree.buffers();
    if (node.place.size == 0 || node.place.buffer >= buffers.size() ||
        !buffers[node.place.buffer].secret || node.parent == kNoNode)
        return false;
    const inspect::BufferId above = m_tree.node(node.parent).place.buffer;
    return above < buffers.size() && !buffers[above].secret;
}

QVariant LayerModel::decoration(NodeId id, int column) const {
    if (column == Name) {
        if (m_known[id].severity < 0) return {};
        const Tone tone = toneOf(static_cast<inspect::Severity>(m_known[id].severity));
        return m_theme.icon(iconOf(tone), tone);
    }
    if (isSecret(id)) return m_theme.icon(isHidden(id) ? Icon::Lock : Icon::Unlock, Tone::Secret);
    if (startsDecrypted(id)) return m_theme.icon(Icon::Lock, Tone::Secret);
    return {};
}

QString LayerModel::spoken(NodeId id) const {
    const inspect::Node& node = m_tree.node(id);
    QString said = text(node.name);
    if (isHidden(id))
        said = tr("%1: hidden secret").arg(said);
    else if (!node.value.empty())
        said = QStringLiteral("%1: %2").arg(said, text(node.value));
    if (startsDecrypted(id)) said = tr("%1, was encrypted").arg(said);
    if (node.cut) said = tr("%1, there is more than the limits show").arg(said);
    if (m_known[id].severity >= 0)
        said = QStringLiteral("%1: %2").arg(
            severityWord(static_cast<inspect::Severity>(m_known[id].severity)), said);
    return said;
}

QString LayerModel::toolTip(NodeId id, int column) const {
    if (column == Name) return text(m_tree.path(id));
    if (isHidden(id)) return tr("A secret. Choose Show to see it.");
    if (startsDecrypted(id)) return tr("Was encrypted, and opened with a key at hand.");
    return valueOf(id);
}

QVariant LayerModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const NodeId id = nodeOf(index);
    const inspect::Node& node = m_tree.node(id);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name) return text(node.name);
        if (node.cut) {
            const QString more = tr("there is more than the limits show");
            return node.value.empty() ? more : QStringLiteral("%1 (%2)").arg(valueOf(id), more);
        }
        return valueOf(id);
    case Qt::ToolTipRole:
        return toolTip(id, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Name ? spoken(id) : valueOf(id);
    case Qt::DecorationRole:
        return decoration(id, index.column());
    case Qt::FontRole:
        return index.column() == Value && node.kind == inspect::Kind::Bytes && !isHidden(id)
                   ? QVariant(Theme::monospace())
                   : QVariant();
    case HiddenRole:
        return isHidden(id);
    default:
        return {};
    }
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Name ? tr("Field") : tr("Value");
}

} // namespace scepter::ui
