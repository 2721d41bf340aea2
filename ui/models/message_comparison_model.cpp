#include "models/message_comparison_model.h"

#include "models/secret_mask.h"
#include "widgets/texts.h"

#include <algorithm>
#include <utility>

namespace scepter::ui {

using inspect::Difference;

namespace {

Tone toneOf(Difference difference) {
    switch (difference) {
    case Difference::Equal:
        return Tone::Ok;
    case Difference::Changed:
        return Tone::Warning;
    case Difference::OnlyLeft:
    case Difference::OnlyRight:
        break;
    }
    return Tone::Info;
}

Icon iconFor(Difference difference) {
    switch (difference) {
    case Difference::Equal:
        return Icon::Check;
    case Difference::Changed:
        return Icon::Compare;
    case Difference::OnlyLeft:
        return Icon::Remove;
    case Difference::OnlyRight:
        break;
    }
    return Icon::Add;
}

} // namespace

MessageComparisonModel::MessageComparisonModel(const Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
    , m_lines(1) {
}

void MessageComparisonModel::set(inspect::Comparison comparison, const QString& left,
                                 const QString& right) {
    beginResetModel();
    m_comparison = std::move(comparison);
    m_left = left;
    m_right = right;
    m_lines.assign(m_comparison.rows.size() + 1, {});
    std::vector<std::size_t> above{0}; // the open lines, by depth
    for (std::size_t i = 0; i < m_comparison.rows.size(); ++i) {
        const std::size_t depth =
            std::min<std::size_t>(m_comparison.rows[i].depth, above.size() - 1);
        above.resize(depth + 1);
        Line& line = m_lines[i + 1];
        line.parent = above.back();
        line.row = static_cast<int>(m_lines[line.parent].children.size());
        m_lines[line.parent].children.push_back(i + 1);
        above.push_back(i + 1);
    }
    endResetModel();
}

const MessageComparisonModel::Line& MessageComparisonModel::lineOf(const QModelIndex& index) const {
    return m_lines[index.isValid() ? static_cast<std::size_t>(index.internalId()) : 0];
}

const inspect::CompareRow& MessageComparisonModel::rowOf(const QModelIndex& index) const {
    return m_comparison.rows[static_cast<std::size_t>(index.internalId()) - 1];
}

QModelIndex MessageComparisonModel::index(int row, int column, const QModelIndex& parent) const {
    const auto& children = lineOf(parent).children;
    if (row < 0 || column < 0 || column >= ColumnCount ||
        static_cast<std::size_t>(row) >= children.size())
        return {};
    return createIndex(row, column, quintptr{children[static_cast<std::size_t>(row)]});
}

QModelIndex MessageComparisonModel::indexOfRow(qsizetype number) const {
    if (number < 0 || static_cast<std::size_t>(number) + 1 >= m_lines.size()) return {};
    const auto line = static_cast<std::size_t>(number) + 1;
    return createIndex(m_lines[line].row, 0, quintptr{line});
}

QModelIndex MessageComparisonModel::parent(const QModelIndex& child) const {
    if (!child.isValid()) return {};
    const std::size_t parent = lineOf(child).parent;
    return parent == 0 ? QModelIndex() : createIndex(m_lines[parent].row, 0, quintptr{parent});
}

int MessageComparisonModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(lineOf(parent).children.size());
}

int MessageComparisonModel::columnCount(const QModelIndex& /*parent*/) const {
    return ColumnCount;
}

QString MessageComparisonModel::valueOf(const inspect::CompareRow& row, int side) {
    const bool left = side == Left;
    if ((left ? row.left : row.right) == inspect::kNoNode) return {};
    if (row.secret) return hiddenText();
    return text(left ? row.leftValue : row.rightValue);
}

QString MessageComparisonModel::word(Difference difference) {
    switch (difference) {
    case Difference::Equal:
        return tr("same");
    case Difference::Changed:
        return tr("differs");
    case Difference::OnlyLeft:
        return tr("only left");
    case Difference::OnlyRight:
        break;
    }
    return tr("only right");
}

QVariant MessageComparisonModel::decoration(const inspect::CompareRow& row, int column) const {
    if (column == Verdict) return m_theme.icon(iconFor(row.difference), toneOf(row.difference));
    const bool there = column == Left    ? row.left != inspect::kNoNode
                       : column == Right ? row.right != inspect::kNoNode
                                         : false;
    return row.secret && there ? QVariant(m_theme.icon(Icon::Lock, Tone::Secret)) : QVariant();
}

QString MessageComparisonModel::spoken(const inspect::CompareRow& row) {
    QString said = QStringLiteral("%1, %2").arg(text(row.name), word(row.difference));
    if (row.secret) return tr("%1, a hidden secret").arg(said);
    if (const QString left = valueOf(row, Left); !left.isEmpty())
        said += QStringLiteral(", ") + tr("left: %1").arg(left);
    if (const QString right = valueOf(row, Right); !right.isEmpty())
        said += QStringLiteral(", ") + tr("right: %1").arg(right);
    return said;
}

QVariant MessageComparisonModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const inspect::CompareRow& row = rowOf(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Field) return text(row.name);
        return index.column() == Verdict ? word(row.difference) : valueOf(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Field) return text(row.path);
        if (index.column() == Verdict)
            return row.difference == Difference::Equal && !row.sameBytes && !row.group
                       ? tr("They mean the same, and are written in another way.")
                       : word(row.difference);
        return valueOf(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Field ? spoken(row) : data(index, Qt::DisplayRole);
    case Qt::DecorationRole:
        return decoration(row, index.column());
    case Qt::FontRole:
        return row.difference != Difference::Equal && index.column() == Field
                   ? QVariant(Theme::strongFont())
                   : QVariant();
    case DifferenceRole:
        return static_cast<int>(row.difference);
    case LeftNodeRole:
        return row.left;
    case RightNodeRole:
        return row.right;
    default:
        return {};
    }
}

QVariant MessageComparisonModel::headerData(int section, Qt::Orientation orientation,
                                            int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Field:
        return tr("Field");
    case Verdict:
        return tr("Verdict");
    case Left:
        return m_left;
    default:
        return m_right;
    }
}

MessageComparisonFilter::MessageComparisonFilter(QObject* parent)
    : QSortFilterProxyModel(parent) {
}

void MessageComparisonFilter::setOnlyDifferences(bool only) {
    if (only == m_onlyDifferences) return;
    m_onlyDifferences = only;
    invalidateFilter();
}

// A group differs when anything below it does, so that it need not be asked for.
bool MessageComparisonFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (!m_onlyDifferences) return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return index.data(MessageComparisonModel::DifferenceRole).toInt() !=
           static_cast<int>(Difference::Equal);
}

} // namespace scepter::ui
