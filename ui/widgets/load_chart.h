// SPDX-License-Identifier: GPL-3.0-or-later
// Throughput and latency of a load test, second by second.
#pragma once

#include "client/load.h"
#include "theme/theme.h"

#include <QWidget>

#include <vector>

class QAbstractAxis;
class QChart;
class QLineSeries;
class QValueAxis;

namespace scepter::ui {

/// Issued and others a second at the left scale; the median and the slowest hundredth in
/// milliseconds at the right one. Lines are told apart by their dashes too. The figures are in the
/// accessible description.
class LoadChart : public QWidget {
    Q_OBJECT

public:
    explicit LoadChart(const Theme& theme, QWidget* parent = nullptr);

    void setSeconds(const std::vector<client::LoadSecond>& seconds);
    /// How many points a line has.
    [[nodiscard]] int points() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void addLine(QLineSeries* line, const QString& name, QAbstractAxis* scale);
    void dress();
    void describe(const std::vector<client::LoadSecond>& seconds);

    const Theme& m_theme;
    QChart* m_chart;
    QLineSeries* m_issued;
    QLineSeries* m_other;
    QLineSeries* m_median;
    QLineSeries* m_slow;
    QValueAxis* m_time;
    QValueAxis* m_counts;
    QValueAxis* m_latency;
};

} // namespace scepter::ui
