// The last hour as a table: the chart in numbers.
#pragma once

#include "base/clock.h"
#include "enrollment/records.h"
#include "store/lists.h"

#include <QAbstractTableModel>

#include <vector>

namespace scepter::ui {

/// One row for each minute with traffic, the newest first. GUI thread.
class HourModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { When, Total, FirstState }; ///< then the states, as kHourStates has them

    using QAbstractTableModel::QAbstractTableModel;

    /// `end` is the end of the last minute.
    void setHour(const store::LastHour& hour, TimePoint end);
    /// The number of a cell, for tests and totals; 0 for a minute without a row.
    [[nodiscard]] std::int64_t count(int minute, enrollment::RequestState state) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        int minute = 0;
        TimePoint start;
        store::MinuteCounts counts;

        bool operator==(const Row&) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace scepter::ui
