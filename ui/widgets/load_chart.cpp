// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/load_chart.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

constexpr int kLowest = 180;
constexpr int kTicks = 5;

/// A scale that ends at a round number.
void fit(QValueAxis& axis, double highest) {
    axis.setRange(0, std::max(1.0, highest));
    axis.applyNiceNumbers();
}

double milliseconds(std::chrono::microseconds time) {
    return static_cast<double>(time.count()) / 1000.0;
}

} // namespace

LoadChart::LoadChart(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_chart(new QChart)
    , m_issued(new QLineSeries(this))
    , m_other(new QLineSeries(this))
    , m_median(new QLineSeries(this))
    , m_slow(new QLineSeries(this))
    , m_time(new QValueAxis(this))
    , m_counts(new QValueAxis(this))
    , m_latency(new QValueAxis(this)) {
    setObjectName(QStringLiteral("loadChart"));
    setAccessibleName(tr("Throughput and latency"));
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->legend()->setAlignment(Qt::AlignTop);
    m_chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_counts, Qt::AlignLeft);
    m_chart->addAxis(m_latency, Qt::AlignRight);
    m_time->setLabelFormat(QStringLiteral("%d"));
    m_time->setTitleText(tr("Seconds"));
    m_counts->setLabelFormat(QStringLiteral("%d"));
    m_counts->setTitleText(tr("A second"));
    m_latency->setLabelFormat(QStringLiteral("%d"));
    m_latency->setTitleText(tr("Milliseconds"));
    m_latency->setGridLineVisible(false);
    addLine(m_issued, tr("Issued"), m_counts);
    addLine(m_other, tr("Refused, pending or failed"), m_counts);
    addLine(m_median, tr("Median"), m_latency);
    addLine(m_slow, tr("99 of 100 faster than"), m_latency);
    auto* view = new QChartView(m_chart, this);
    view->setFocusPolicy(Qt::NoFocus);
    view->setFrameShape(QFrame::NoFrame);
    view->setRenderHint(QPainter::Antialiasing);
    view->setBackgroundBrush(Qt::NoBrush);
    view->setAccessibleName(accessibleName());
    view->setMinimumHeight(kLowest);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view);
    connect(&theme, &Theme::changed, this, &LoadChart::dress);
    dress();
    setSeconds({});
}

void LoadChart::addLine(QLineSeries* line, const QString& name, QAbstractAxis* scale) {
    line->setName(name);
    line->setPointsVisible(true); // one second alone is no line
    m_chart->addSeries(line);
    line->attachAxis(m_time);
    line->attachAxis(scale);
}

void LoadChart::dress() {
    struct Look {
        QLineSeries* line;
        Tone tone;
        Qt::PenStyle dashes;
    };
    const std::array looks{
        Look{m_issued, Tone::Ok, Qt::SolidLine}, Look{m_other, Tone::Error, Qt::DashLine},
        Look{m_median, Tone::Info, Qt::DotLine}, Look{m_slow, Tone::Warning, Qt::DashDotLine}};
    for (const Look& look : looks)
        look.line->setPen(QPen(m_theme.tone(look.tone).strong, 2, look.dashes));
    const QColor muted = m_theme.color(Surface::MutedText);
    for (QValueAxis* axis : {m_time, m_counts, m_latency}) {
        axis->setLabelsFont(font());
        axis->setTitleFont(font());
        axis->setLabelsBrush(muted);
        axis->setTitleBrush(muted);
        axis->setGridLinePen(QPen(m_theme.color(Surface::Grid), 1));
        axis->setLinePen(QPen(m_theme.color(Surface::Border), 1));
        axis->setTickCount(kTicks);
    }
    m_chart->legend()->setFont(font());
    m_chart->legend()->setLabelBrush(muted);
}

void LoadChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) dress();
}

int LoadChart::points() const {
    return static_cast<int>(m_issued->count());
}

void LoadChart::setSeconds(const std::vector<client::LoadSecond>& seconds) {
    QList<QPointF> issued;
    QList<QPointF> other;
    QList<QPointF> median;
    QList<QPointF> slow;
    double counts = 0;
    double latency = 0;
    for (const client::LoadSecond& second : seconds) {
        const double at = second.second;
        issued.append({at, static_cast<double>(second.issued)});
        other.append({at, static_cast<double>(second.other)});
        median.append({at, milliseconds(second.median)});
        slow.append({at, milliseconds(second.p99)});
        counts = std::max({counts, issued.last().y(), other.last().y()});
        latency = std::max({latency, median.last().y(), slow.last().y()});
    }
    m_issued->replace(issued);
    m_other->replace(other);
    m_median->replace(median);
    m_slow->replace(slow);
    // Five marks of whole seconds at least.
    m_time->setRange(0, seconds.empty() ? 4 : std::max(4.0, double(seconds.back().second)));
    fit(*m_counts, counts);
    fit(*m_latency, latency);
    describe(seconds);
}

void LoadChart::describe(const std::vector<client::LoadSecond>& seconds) {
    if (seconds.empty()) {
        setAccessibleDescription(tr("Nothing was sent yet."));
        return;
    }
    const client::LoadSecond& last = seconds.back();
    setAccessibleDescription(
        tr("In second %1: %2 issued, %3 others, median %4 ms, 99 of 100 faster than %5 ms.")
            .arg(last.second)
            .arg(last.issued)
            .arg(last.other)
            .arg(milliseconds(last.median), 0, 'f', 1)
            .arg(milliseconds(last.p99), 0, 'f', 1));
}

} // namespace scepter::ui
