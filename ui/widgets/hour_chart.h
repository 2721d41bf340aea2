// The requests of the last hour as bars, one a minute.
#pragma once

#include "enrollment/records.h"
#include "store/lists.h"
#include "theme/theme.h"

#include <QBrush>
#include <QHash>
#include <QWidget>

#include <array>

class QBarSet;
class QCategoryAxis;
class QChart;
class QStackedBarSeries;
class QValueAxis;

namespace scepter::ui {

/// The states in the order in which they are stacked, from below.
constexpr std::array kHourStates{
    enrollment::RequestState::Issued, enrollment::RequestState::Pending,
    enrollment::RequestState::Refused, enrollment::RequestState::Failed,
    enrollment::RequestState::Expired};

std::int64_t countOf(const store::MinuteCounts& minute, enrollment::RequestState state);
std::int64_t countOf(const store::LastHour& hour, enrollment::RequestState state);
std::int64_t totalOf(const store::MinuteCounts& minute);
std::int64_t totalOf(const store::LastHour& hour);

/// Stacked bars, told apart by their pattern as well as by their color; nothing moves but what has
/// changed. The numbers are in the accessible description.
class HourChart : public QWidget {
    Q_OBJECT

public:
    explicit HourChart(const Theme& theme, QWidget* parent = nullptr);

    /// `end` is the end of the last minute.
    void setHour(const store::LastHour& hour, TimePoint end);
    /// What a bar shows; `minute` from 0 (an hour ago) to 59.
    [[nodiscard]] std::int64_t shown(enrollment::RequestState state, int minute) const;
    /// How bars of a state are filled, for a legend.
    [[nodiscard]] static QBrush brushOf(const Theme& theme, enrollment::RequestState state);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeAxes();
    void dress();
    void fitHeight(std::int64_t highest);
    void describe(const store::LastHour& hour);
    void showMinute(bool entered, int minute);

    const Theme& m_theme;
    QChart* m_chart;
    QStackedBarSeries* m_series;
    QCategoryAxis* m_times;
    QValueAxis* m_counts;
    std::array<QBarSet*, kHourStates.size()> m_sets{};
    TimePoint m_end;
};

} // namespace scepter::ui
