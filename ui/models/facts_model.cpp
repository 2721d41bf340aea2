#include "models/facts_model.h"

#include "widgets/texts.h"
#include "widgets/wrap_delegate.h"

namespace scepter::ui {

FactsModel::FactsModel(QObject* parent)
    : QAbstractItemModel(parent) {
}

void FactsModel::setFacts(const workbench::Facts& facts) {
    if (facts == m_facts) return;
    beginResetModel();
    m_facts = facts;
    m_groups.clear();
    const std::string* name = nullptr;
    for (const workbench::Fact& fact : m_facts) {
        if (name == nullptr || *name != fact.group) {
            name = &fact.group;
            const QString title = text(fact.group);
            m_groups.append({fact.critical ? tr("%1 (critical)").arg(title) : title, {}});
        }
        m_groups.last().lines.append(
            {text(fact.name), text(fact.value), text(fact.note), fact.monospace});
    }
    endResetModel();
}

QString FactsModel::allText() const {
    return QString::fromStdString(workbench::toText(m_facts));
}

QModelIndex FactsModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    // A group is 0, a fact the number of its group.
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr{0});
}

QModelIndex FactsModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0) return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr{0});
}

int FactsModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return static_cast<int>(m_groups.size());
    if (parent.internalId() != 0 || parent.column() != 0) return 0;
    return static_cast<int>(m_groups.at(parent.row()).lines.size());
}

int FactsModel::columnCount(const QModelIndex& /*parent*/) const {
    return ColumnCount;
}

QVariant FactsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (index.internalId() != 0) {
        const Group& group = m_groups.at(static_cast<qsizetype>(index.internalId()) - 1);
        return lineData(group, group.lines.at(index.row()), index.column(), role);
    }
    if (role == WrapDelegate::StrongRole) return true;
    if (role == Qt::DisplayRole && index.column() == Name) return m_groups.at(index.row()).title;
    return {};
}

QVariant FactsModel::lineData(const Group& group, const Line& line, int column, int role) {
    switch (role) {
    case Qt::DisplayRole:
        return column == Name ? line.name : line.value;
    case Qt::AccessibleTextRole:
        return line.note.isEmpty()
                   ? tr("%1, %2: %3").arg(group.title, line.name, line.value)
                   : tr("%1, %2: %3. %4").arg(group.title, line.name, line.value, line.note);
    case WrapDelegate::NoteRole:
        return column == Value && !line.note.isEmpty() ? QVariant(line.note) : QVariant();
    case WrapDelegate::FixedRole:
        return column == Value && line.monospace;
    default:
        return {};
    }
}

QVariant FactsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Name ? tr("Field") : tr("Value");
}

} // namespace scepter::ui
