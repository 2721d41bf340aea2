#include "pages/request_table.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr qsizetype kShownLength = 300;

QString firstLine(const QString& text) {
    const qsizetype end = text.indexOf(QLatin1Char('\n'));
    if (end < 0 && text.size() <= kShownLength) return text;
    return text.left(end < 0 ? kShownLength : std::min(end, kShownLength)) + QStringLiteral("…");
}

} // namespace

TextTable::TextTable(const Theme& theme, const QStringList& headers, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_headers(headers) {
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

void TextTable::setRows(std::vector<TextRow> rows) {
    if (rows == m_rows) return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TextTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant TextTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TextRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const QString cell = row.cells.value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return firstLine(cell);
    case Qt::ToolTipRole:
    case WholeRole:
        return cell;
    case Qt::AccessibleTextRole:
        return row.cells.join(QStringLiteral(", "));
    case Qt::DecorationRole:
        return index.column() == 0 && row.tone != Tone::Neutral
                   ? QVariant(m_theme.icon(iconOf(row.tone), row.tone))
                   : QVariant();
    case ToneRole:
        return static_cast<int>(row.tone);
    default:
        return {};
    }
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return m_headers.value(section);
}

void styleTable(QTableView& view) {
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setShowGrid(false);
    view.setWordWrap(false);
    view.setTabKeyNavigation(false);
    view.setCornerButtonEnabled(false);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setDefaultSectionSize(std::max(24, view.fontMetrics().height() + 8));
    view.horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    view.horizontalHeader()->setHighlightSections(false);
    view.horizontalHeader()->setTextElideMode(Qt::ElideRight);
    view.horizontalHeader()->setStretchLastSection(true);
}

} // namespace scepter::ui
