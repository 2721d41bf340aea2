#include "models/comparison_model.h"

#include "widgets/state_pill.h"
#include "widgets/texts.h"
#include "widgets/wrap_delegate.h"

#include <algorithm>

namespace scepter::ui {

namespace {

StateLook verdictOf(const workbench::FactDifference& line) {
    if (line.equal) return {ComparisonModel::tr("Same"), Icon::Check, Tone::Neutral};
    if (line.right.empty()) return {ComparisonModel::tr("Only left"), Icon::Remove, Tone::Warning};
    if (line.left.empty()) return {ComparisonModel::tr("Only right"), Icon::Add, Tone::Warning};
    return {ComparisonModel::tr("Different"), Icon::Compare, Tone::Warning};
}

} // namespace

ComparisonModel::ComparisonModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {
}

void ComparisonModel::set(std::vector<workbench::FactDifference> lines, const QString& left,
                          const QString& right) {
    beginResetModel();
    m_lines = std::move(lines);
    m_left = left;
    m_right = right;
    endResetModel();
}

int ComparisonModel::differences() const {
    return static_cast<int>(std::ranges::count(m_lines, false, &workbench::FactDifference::equal));
}

int ComparisonModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const workbench::FactDifference& line = m_lines[static_cast<std::size_t>(index.row())];
    const StateLook verdict = verdictOf(line);
    switch (role) {
    case EqualRole:
        return line.equal;
    case WrapDelegate::FixedRole:
        return index.column() == Left || index.column() == Right;
    case WrapDelegate::StrongRole:
        return !line.equal && index.column() == Verdict;
    case Qt::DecorationRole:
        return index.column() == Verdict ? m_theme.icon(verdict.icon, verdict.tone) : QVariant();
    case WrapDelegate::NoteRole:
        return index.column() == Field ? QVariant(text(line.group)) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3. Left: %4. Right: %5.")
            .arg(text(line.group), text(line.name), verdict.word, text(line.left),
                 text(line.right));
    case CopyRole:
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Verdict:
        return verdict.word;
    case Field:
        return role == CopyRole ? tr("%1: %2").arg(text(line.group), text(line.name))
                                : text(line.name);
    case Left:
        return text(line.left);
    case Right:
        return text(line.right);
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (section) {
    case Verdict:
        return tr("Comparison");
    case Field:
        return tr("Field");
    case Left:
        return m_left;
    case Right:
        return m_right;
    default:
        return {};
    }
}

void ComparisonFilter::setOnlyDifferences(bool only) {
    m_onlyDifferences = only;
    invalidateFilter();
}

bool ComparisonFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_onlyDifferences && index.data(ComparisonModel::EqualRole).toBool()) return false;
    const QString wanted = filterRegularExpression().pattern();
    if (wanted.isEmpty()) return true;
    for (int column = ComparisonModel::Field; column < ComparisonModel::ColumnCount; ++column)
        if (index.siblingAtColumn(column)
                .data(ComparisonModel::CopyRole)
                .toString()
                .contains(filterRegularExpression()))
            return true;
    return false;
}

} // namespace scepter::ui
