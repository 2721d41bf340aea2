#include "widgets/hour_chart.h"

#include "widgets/texts.h"

#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QEvent>
#include <QGraphicsLayout>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <numeric>

namespace scepter::ui {

namespace {

using enrollment::RequestState;

constexpr int kMinutes = static_cast<int>(store::LastHour::kMinutes);
constexpr int kLowest = 150;

Qt::BrushStyle patternOf(RequestState state) {
    switch (state) {
    case RequestState::Issued:
        return Qt::SolidPattern;
    case RequestState::Pending:
        return Qt::Dense5Pattern;
    case RequestState::Refused:
        return Qt::BDiagPattern;
    case RequestState::Failed:
        return Qt::DiagCrossPattern;
    case RequestState::Expired:
        return Qt::HorPattern;
    }
    return Qt::SolidPattern;
}

/// The least step of 1, 2 or 5 times a power of ten of which four reach `highest`.
std::int64_t stepFor(std::int64_t highest) {
    std::int64_t power = 1;
    while (true) {
        for (const std::int64_t factor : {1, 2, 5})
            if (factor * power * 4 >= highest) return factor * power;
        power *= 10;
    }
}

} // namespace

std::int64_t countOf(const store::MinuteCounts& minute, RequestState state) {
    switch (state) {
    case RequestState::Pending:
        return minute.pending;
    case RequestState::Issued:
        return minute.issued;
    case RequestState::Refused:
        return minute.refused;
    case RequestState::Failed:
        return minute.failed;
    case RequestState::Expired:
        return minute.expired;
    }
    return 0;
}

std::int64_t countOf(const store::LastHour& hour, RequestState state) {
    return std::accumulate(hour.minutes.begin(), hour.minutes.end(), std::int64_t{0},
                           [state](std::int64_t sum, const store::MinuteCounts& minute) {
                               return sum + countOf(minute, state);
                           });
}

std::int64_t totalOf(const store::MinuteCounts& minute) {
    return minute.issued + minute.pending + minute.refused + minute.failed + minute.expired;
}

std::int64_t totalOf(const store::LastHour& hour) {
    return std::accumulate(
        hour.minutes.begin(), hour.minutes.end(), std::int64_t{0},
        [](std::int64_t sum, const store::MinuteCounts& minute) { return sum + totalOf(minute); });
}

HourChart::HourChart(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_chart(new QChart)
    , m_series(new QStackedBarSeries)
    , m_times(new QCategoryAxis)
    , m_counts(new QValueAxis) {
    setAccessibleName(tr("Requests of the last hour, minute by minute"));
    for (std::size_t i = 0; i < kHourStates.size(); ++i) {
        m_sets.at(i) = new QBarSet(lookOf(kHourStates.at(i)).word);
        for (int minute = 0; minute < kMinutes; ++minute)
            m_sets.at(i)->append(0);
        m_series->append(m_sets.at(i));
    }
    m_series->setBarWidth(0.8);
    m_chart->addSeries(m_series);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->legend()->hide();
    // Half of the last label is beyond the last bar.
    m_chart->setMargins({0, 0, 2 * fontMetrics().height(), 0});
    m_chart->setBackgroundVisible(false);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    makeAxes();
    auto* view = new QChartView(m_chart, this);
    view->setFocusPolicy(Qt::NoFocus);
    view->setFrameShape(QFrame::NoFrame);
    view->setBackgroundBrush(Qt::NoBrush);
    view->viewport()->setAutoFillBackground(false);
    view->setMinimumHeight(kLowest);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view);
    connect(m_series, &QStackedBarSeries::hovered, this,
            [this](bool entered, int minute) { showMinute(entered, minute); });
    connect(&theme, &Theme::changed, this, &HourChart::dress);
    dress();
    describe({});
}

void HourChart::makeAxes() {
    m_times->setRange(-0.5, kMinutes - 0.5);
    m_times->setStartValue(-0.5);
    m_times->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    for (const int ago : {45, 30, 15})
        m_times->append(tr("%n min ago", nullptr, ago), kMinutes - 1 - ago);
    m_times->append(tr("now"), kMinutes - 1);
    m_times->setGridLineVisible(false);
    m_counts->setLabelFormat(QStringLiteral("%d"));
    m_counts->setLineVisible(false);
    fitHeight(0);
    m_chart->addAxis(m_times, Qt::AlignBottom);
    m_chart->addAxis(m_counts, Qt::AlignLeft);
    m_series->attachAxis(m_times);
    m_series->attachAxis(m_counts);
}

QBrush HourChart::brushOf(const Theme& theme, RequestState state) {
    return {theme.tone(lookOf(state).tone).strong, patternOf(state)};
}

void HourChart::dress() {
    for (std::size_t i = 0; i < kHourStates.size(); ++i) {
        const RequestState state = kHourStates.at(i);
        m_sets.at(i)->setBrush(brushOf(m_theme, state));
        m_sets.at(i)->setPen(QPen(m_theme.tone(lookOf(state).tone).strong, 1));
    }
    const QColor muted = m_theme.color(Surface::MutedText);
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(m_times), static_cast<QAbstractAxis*>(m_counts)}) {
        axis->setLabelsFont(font());
        axis->setLabelsBrush(muted);
        axis->setGridLinePen(QPen(m_theme.color(Surface::Grid), 1));
        axis->setLinePen(QPen(m_theme.color(Surface::Border), 1));
    }
}

void HourChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) dress();
}

void HourChart::fitHeight(std::int64_t highest) {
    const std::int64_t step = stepFor(highest);
    const std::int64_t lines = std::clamp<std::int64_t>((highest + step - 1) / step, 2, 4);
    const auto top = static_cast<qreal>(step * lines);
    if (m_counts->max() == top && m_counts->tickCount() == lines + 1) return;
    m_counts->setRange(0, top);
    m_counts->setTickCount(static_cast<int>(lines) + 1);
}

void HourChart::setHour(const store::LastHour& hour, TimePoint end) {
    m_end = end;
    std::int64_t highest = 0;
    for (int minute = 0; minute < kMinutes; ++minute) {
        const auto& counts = hour.minutes.at(static_cast<std::size_t>(minute));
        highest = std::max(highest, totalOf(counts));
        for (std::size_t i = 0; i < kHourStates.size(); ++i)
            if (const std::int64_t count = countOf(counts, kHourStates.at(i));
                shown(kHourStates.at(i), minute) != count)
                m_sets.at(i)->replace(minute, static_cast<qreal>(count));
    }
    fitHeight(highest);
    describe(hour);
}

std::int64_t HourChart::shown(RequestState state, int minute) const {
    const auto at = std::ranges::find(kHourStates, state) - kHourStates.begin();
    return qRound64(m_sets.at(static_cast<std::size_t>(at))->at(minute));
}

void HourChart::describe(const store::LastHour& hour) {
    QStringList parts;
    std::int64_t highest = 0;
    for (const auto& minute : hour.minutes)
        highest = std::max(highest, totalOf(minute));
    for (const RequestState state : kHourStates)
        parts.append(QStringLiteral("%1 %2").arg(lookOf(state).word).arg(countOf(hour, state)));
    setAccessibleDescription(tr("%1 requests in the last hour: %2. At most %3 in one minute.")
                                 .arg(totalOf(hour))
                                 .arg(parts.join(QStringLiteral(", ")))
                                 .arg(highest));
}

void HourChart::showMinute(bool entered, int minute) {
    if (!entered || minute < 0 || minute >= kMinutes) {
        QToolTip::hideText();
        return;
    }
    QStringList parts;
    for (const RequestState state : kHourStates)
        if (const std::int64_t count = shown(state, minute); count > 0)
            parts.append(QStringLiteral("%1 %2").arg(lookOf(state).word).arg(count));
    const TimePoint start = m_end - std::chrono::minutes{kMinutes - minute};
    QToolTip::showText(
        QCursor::pos(),
        tr("%1 to %2: %3", "two times of day, then counts")
            .arg(locale().toString(toDateTime(start).time(), QLocale::ShortFormat),
                 locale().toString(toDateTime(start + std::chrono::minutes{1}).time(),
                                   QLocale::ShortFormat),
                 parts.join(QStringLiteral(", "))),
        this);
}

} // namespace scepter::ui
