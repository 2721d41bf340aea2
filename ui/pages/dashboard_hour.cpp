#include "pages/dashboard_hour.h"

#include "models/hour_model.h"
#include "pages/dashboard_parts.h"
#include "theme/tinted_icon.h"
#include "widgets/flow_layout.h"
#include "widgets/texts.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kGap = 6;
constexpr int kHeight = 170;

QString decisionTime(Duration time) {
    if (time < std::chrono::milliseconds{1}) return HourCard::tr("under 1 ms");
    return time < std::chrono::seconds{1} ? HourCard::tr("%1 ms").arg(time.count())
                                          : lengthText(time);
}

} // namespace

/// How the bars of one state look, its icon, its word and its number.
class LegendItem : public QWidget {
public:
    LegendItem(const Theme& theme, enrollment::RequestState state, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_state(state) {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
        setCount(0);
    }

    void setCount(std::int64_t count) {
        const QString text = QStringLiteral("%1 %2").arg(
            lookOf(m_state).word, locale().toString(static_cast<qlonglong>(count)));
        if (text == m_text) return;
        m_text = text;
        setAccessibleName(text);
        updateGeometry();
        update();
    }
    [[nodiscard]] const QString& text() const { return m_text; }

    [[nodiscard]] QSize sizeHint() const override {
        const int side = fontMetrics().height();
        return {2 * (side + kGap) + fontMetrics().horizontalAdvance(m_text) + 2, side + 2};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        const int side = fontMetrics().height();
        const auto place = [this](const QRect& area) {
            return QStyle::visualRect(layoutDirection(), rect(), area);
        };
        const QBrush brush = HourChart::brushOf(m_theme, m_state);
        painter.setPen(brush.color());
        painter.setBrush(brush);
        painter.drawRect(place(QRect(0, 1, side - 1, side - 1)));
        tintedIcon(lookOf(m_state).icon, brush.color())
            .paint(&painter, place(QRect(side + kGap, 1, side, side)));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(
            place(rect().adjusted(2 * (side + kGap), 0, 0, 0)),
            static_cast<int>(Qt::AlignVCenter | (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft)),
            m_text);
    }

private:
    const Theme& m_theme;
    enrollment::RequestState m_state;
    QString m_text;
};

HourCard::HourCard(const Theme& theme, QAction* asTable, QWidget* parent)
    : Card(theme, tr("Last hour"), parent)
    , m_asTable(asTable)
    , m_total(new QLabel(this))
    , m_median(new QLabel(this))
    , m_incomplete(new QLabel(tr("There were so many that only the newest are counted."), this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new QLabel(tr("No traffic in the last hour."), this))
    , m_chart(new HourChart(theme, this))
    , m_table(new QTableView(this))
    , m_model(new HourModel(this)) {
    setObjectName(QStringLiteral("cardHour"));
    m_chart->setObjectName(QStringLiteral("hourChart"));
    m_total->setObjectName(QStringLiteral("hourTotal"));
    m_total->setFont(Theme::strongFont());
    m_median->setObjectName(QStringLiteral("hourMedian"));
    m_median->setToolTip(tr("From a request to its decision."));
    auto* button = cardButton(QStringLiteral("hourAsTable"), tr("As a table"), Icon::Details, this);
    button->setCheckable(true);
    connect(button, &QToolButton::clicked, asTable, &QAction::trigger);
    connect(asTable, &QAction::toggled, button, &QToolButton::setChecked);
    connect(asTable, &QAction::toggled, this, &HourCard::choose);
    addToHeader(button);
    auto* totals = new FlowLayout;
    totals->addWidget(m_total);
    for (std::size_t i = 0; i < kHourStates.size(); ++i) {
        m_legend.at(i) = new LegendItem(theme, kHourStates.at(i), this);
        m_legend.at(i)->setObjectName(QStringLiteral("legend-%1").arg(i));
        totals->addWidget(m_legend.at(i));
    }
    totals->addWidget(m_median);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setObjectName(QStringLiteral("hourEmpty"));
    makeTable();
    for (QWidget* widget : {static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_chart),
                            static_cast<QWidget*>(m_table)})
        m_stack->addWidget(widget);
    body()->addLayout(totals);
    body()->addWidget(m_incomplete);
    body()->addWidget(m_stack);
    m_incomplete->hide();
    setHour({}, {});
}

void HourCard::makeTable() {
    m_table->setObjectName(QStringLiteral("hourTable"));
    m_table->setAccessibleName(tr("Requests of the last hour, minute by minute"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + 8));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
}

void HourCard::setHour(const store::LastHour& hour, TimePoint end) {
    m_requests = totalOf(hour);
    setLabelText(m_total, tr("Requests %1").arg(locale().toString(qlonglong{m_requests})));
    for (std::size_t i = 0; i < kHourStates.size(); ++i) {
        const std::int64_t count = countOf(hour, kHourStates.at(i));
        m_legend.at(i)->setCount(count);
        // Hardly ever within the hour: not worth a place while there is none.
        if (kHourStates.at(i) == enrollment::RequestState::Expired)
            m_legend.at(i)->setVisible(count > 0);
    }
    setLabelText(m_median, hour.medianDecision
                               ? tr("median %1").arg(decisionTime(*hour.medianDecision))
                               : QString());
    m_median->setVisible(hour.medianDecision.has_value());
    m_incomplete->setVisible(!hour.complete);
    m_chart->setHour(hour, end);
    m_model->setHour(hour, end);
    choose();
}

void HourCard::choose() {
    const int line = fontMetrics().height();
    m_stack->setFixedHeight(m_requests == 0 ? line * 3 : std::max(kHeight, line * 10));
    m_stack->setCurrentWidget(m_requests == 0          ? static_cast<QWidget*>(m_empty)
                              : m_asTable->isChecked() ? static_cast<QWidget*>(m_table)
                                                       : static_cast<QWidget*>(m_chart));
}

} // namespace scepter::ui
