// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/field_comparison_model.h"

#include "base/text.h"
#include "widgets/texts.h"
#include "widgets/wrap_delegate.h"

#include <algorithm>

namespace scepter::ui {

namespace {

QString shown(const std::string& value) {
    return text(printable(value));
}

} // namespace

FieldComparisonModel::FieldComparisonModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {
}

void FieldComparisonModel::set(std::vector<challenge::Comparison> lines) {
    if (lines == m_lines) return;
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int FieldComparisonModel::differences() const {
    return static_cast<int>(std::ranges::count(m_lines, false, &challenge::Comparison::equal));
}

QString FieldComparisonModel::allText() const {
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells.append(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(cells.join(QLatin1Char('\t')));
    for (int row = 0; row < rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < ColumnCount; ++column)
            cells.append(index(row, column).data().toString());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

int FieldComparisonModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int FieldComparisonModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FieldComparisonModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const challenge::Comparison& line = m_lines[static_cast<std::size_t>(index.row())];
    const QString verdict = line.equal ? tr("Equal") : tr("Differs");
    const QString found = line.found.empty() ? tr("nothing") : shown(line.found);
    switch (role) {
    case Qt::DecorationRole:
        if (index.column() != Verdict) return {};
        return line.equal ? m_theme.icon(Icon::Check, Tone::Ok)
                          : m_theme.icon(Icon::Error, Tone::Error);
    case WrapDelegate::StrongRole:
        return !line.equal && (index.column() == Verdict || index.column() == Field);
    case Qt::AccessibleTextRole:
        return tr("%1: %2. Expected: %3. Found: %4.")
            .arg(shown(line.field), verdict, shown(line.expected), found);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Verdict:
        return verdict;
    case Field:
        return shown(line.field);
    case Expected:
        return shown(line.expected);
    case Found:
        return found;
    default:
        return {};
    }
}

QVariant FieldComparisonModel::headerData(int section, Qt::Orientation orientation,
                                          int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Verdict:
        return tr("Result");
    case Field:
        return tr("Field");
    case Expected:
        return tr("Expected");
    case Found:
        return tr("Found");
    default:
        return {};
    }
}

} // namespace scepter::ui
