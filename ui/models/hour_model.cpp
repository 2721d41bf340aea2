#include "models/hour_model.h"

#include "widgets/hour_chart.h"
#include "widgets/texts.h"

#include <QDateTime>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kMinutes = static_cast<int>(store::LastHour::kMinutes);

} // namespace

void HourModel::setHour(const store::LastHour& hour, TimePoint end) {
    std::vector<Row> rows;
    for (int minute = kMinutes - 1; minute >= 0; --minute) {
        const auto& counts = hour.minutes.at(static_cast<std::size_t>(minute));
        if (totalOf(counts) > 0)
            rows.push_back({minute, end - std::chrono::minutes{kMinutes - minute}, counts});
    }
    if (rows == m_rows) return;
    const bool sameShape = rows.size() == m_rows.size();
    if (!sameShape) beginResetModel();
    m_rows = std::move(rows);
    if (!sameShape)
        endResetModel();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

std::int64_t HourModel::count(int minute, enrollment::RequestState state) const {
    const auto found = std::ranges::find(m_rows, minute, &Row::minute);
    return found == m_rows.end() ? 0 : countOf(found->counts, state);
}

int HourModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HourModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstState + static_cast<int>(kHourStates.size());
}

QVariant HourModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows.at(static_cast<std::size_t>(index.row()));
    const QLocale locale;
    if (role == Qt::TextAlignmentRole && index.column() != When)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == When) return absoluteTime(row.start, locale);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case When:
        return locale.toString(toDateTime(row.start).time(), QLocale::ShortFormat);
    case Total:
        return locale.toString(static_cast<qlonglong>(totalOf(row.counts)));
    default:
        return locale.toString(static_cast<qlonglong>(countOf(
            row.counts, kHourStates.at(static_cast<std::size_t>(index.column() - FirstState)))));
    }
}

QVariant HourModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole && section != When)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    if (section == When) return tr("Minute from");
    if (section == Total) return tr("Requests");
    return lookOf(kHourStates.at(static_cast<std::size_t>(section - FirstState))).word;
}

} // namespace scepter::ui
