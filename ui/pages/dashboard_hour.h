// The card of the last hour: totals, chart, table.
#pragma once

#include "pages/dashboard_data.h"
#include "widgets/card.h"
#include "widgets/hour_chart.h"

#include <QAction>

#include <array>

class QLabel;
class QStackedWidget;
class QTableView;

namespace scepter::ui {

class HourModel;
class LegendItem;

class HourCard : public Card {
    Q_OBJECT

public:
    /// `asTable` (checkable) gets a button and decides between chart and table.
    HourCard(const Theme& theme, QAction* asTable, QWidget* parent = nullptr);

    void setHour(const store::LastHour& hour, TimePoint end);
    [[nodiscard]] HourChart& chart() const { return *m_chart; }
    [[nodiscard]] HourModel& model() const { return *m_model; }

private:
    void makeTable();
    void choose();

    QAction* m_asTable;
    QLabel* m_total;
    std::array<LegendItem*, kHourStates.size()> m_legend{};
    QLabel* m_median;
    QLabel* m_incomplete;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    HourChart* m_chart;
    QTableView* m_table;
    HourModel* m_model;
    std::int64_t m_requests = 0;
};

} // namespace scepter::ui
