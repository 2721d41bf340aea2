// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/step_list.h"

#include "errors/problem.h"
#include "models/list_model.h"
#include "theme/tinted_icon.h"
#include "widgets/pill_delegate.h"
#include "widgets/texts.h"
#include "widgets/wrap_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kExchangeRole = Qt::UserRole + 60;
constexpr int kPad = 24;
constexpr int kLeastWhat = 120;

bool sameStep(const client::Step& a, const client::Step& b) {
    return a.name == b.name && a.what == b.what && a.elapsed == b.elapsed && a.state == b.state &&
           a.exchange == b.exchange;
}

QString timeText(Duration elapsed, const QLocale& locale) {
    return elapsed.count() >= 10'000
               ? StepList::tr("%1 s").arg(
                     locale.toString(static_cast<double>(elapsed.count()) / 1000.0, 'f', 1))
               : StepList::tr("%1 ms").arg(
                     locale.toString(static_cast<qlonglong>(elapsed.count())));
}

// The words of a failure, not its code; its details are in the tool tip.
QString whatOf(const client::Step& step) {
    if (!step.error) return text(step.what);
    const QString summary = problemOf(*step.error, {}).summary;
    if (step.what.empty() || step.what == toText(*step.error)) return summary;
    return text(step.what) + QLatin1Char('\n') + summary;
}

} // namespace

StateLook lookOf(client::StepState state) {
    switch (state) {
    case client::StepState::Note:
        return {StepList::tr("Done"), Icon::Info, Tone::Neutral};
    case client::StepState::Passed:
        return {StepList::tr("OK"), Icon::Ok, Tone::Ok};
    case client::StepState::Failed:
        return {StepList::tr("Failed"), Icon::Failed, Tone::Error};
    }
    return {};
}

StepList::StepList(const Theme& theme, QWidget* parent)
    : QTreeWidget(parent)
    , m_theme(theme) {
    setObjectName(QStringLiteral("steps"));
    setAccessibleName(tr("Steps"));
    setColumnCount(ColumnCount);
    setHeaderLabels({tr("How"), tr("Step"), tr("Time"), tr("What"), {}});
    headerItem()->setToolTip(Open, tr("Open in the Inspector"));
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    setRootIsDecorated(false);
    setIndentation(16);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setUniformRowHeights(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setItemDelegateForColumn(What, new WrapDelegate(theme, this));
    connect(this, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item, int column) {
        if (column == Open) choose(item);
    });
    connect(this, &QTreeWidget::itemDoubleClicked, this,
            [this](QTreeWidgetItem* item, int) { choose(item); });
    connect(this, &QTreeWidget::currentItemChanged, this, &StepList::currentExchangeChanged);
    fit();
}

void StepList::setSteps(const client::Transcript& steps, const QStringList& planned) {
    const bool goesOn = steps.size() >= m_steps.size() &&
                        std::equal(m_steps.begin(), m_steps.end(), steps.begin(), sameStep);
    if (goesOn && steps.size() == m_steps.size() && planned == m_planned) return;
    for (qsizetype i = 0; i < m_planned.size(); ++i)
        delete takeTopLevelItem(topLevelItemCount() - 1);
    if (!goesOn) {
        clear();
        m_steps.clear();
        m_exchanges.clear();
    }
    const std::size_t before = m_steps.size();
    for (std::size_t i = before; i < steps.size(); ++i)
        addStep(steps[i]);
    QTreeWidgetItem* last = steps.size() > before ? topLevelItem(topLevelItemCount() - 1) : nullptr;
    m_steps = steps;
    m_planned = planned;
    for (const QString& name : planned)
        addPlanned(name);
    fit();
    if (last != nullptr) scrollToItem(last);
}

void StepList::dress(QTreeWidgetItem& item, const StateLook& look) {
    item.setText(State, look.word);
    item.setIcon(State, m_theme.icon(look.icon, look.tone));
}

void StepList::addStep(const client::Step& step) {
    auto* item = new QTreeWidgetItem(this);
    StateLook look = lookOf(step.state);
    const auto failed = std::ranges::count(step.checks, false, &scep::ReplyCheck::passed);
    if (failed > 0 && look.tone == Tone::Ok) look = {tr("Odd"), Icon::Warning, Tone::Warning};
    dress(*item, look);
    item->setText(Name, text(step.name));
    item->setText(Time, timeText(step.elapsed, locale()));
    item->setTextAlignment(Time, Qt::AlignTrailing | Qt::AlignVCenter);
    const QString what = whatOf(step);
    item->setText(What, what);
    item->setToolTip(What, step.error ? what + QLatin1Char('\n') + text(step.error->detail) : what);
    int exchange = 0;
    if (step.exchange) {
        if (!m_exchanges.contains(step.exchange.get())) m_exchanges.append(step.exchange.get());
        exchange = static_cast<int>(m_exchanges.indexOf(step.exchange.get())) + 1;
        item->setIcon(Open, tintedIcon(Icon::ChevronRight));
        item->setToolTip(Open, tr("Open in the Inspector (Enter)"));
        item->setData(Open, Qt::AccessibleTextRole, tr("Open in the Inspector"));
    }
    item->setData(State, kExchangeRole, exchange);
    item->setData(
        State, Qt::AccessibleTextRole,
        tr("%1: %2, %3, %4").arg(item->text(Name), look.word, item->text(Time), what.simplified()));
    for (const scep::ReplyCheck& check : step.checks) {
        if (check.passed) continue;
        auto* below = new QTreeWidgetItem(item);
        dress(*below, {tr("Not kept"), Icon::Warning, Tone::Warning});
        below->setText(Name, text(check.id));
        below->setText(What, text(check.detail) + QStringLiteral("\n") + text(check.section));
        below->setToolTip(Name, text(check.id));
        below->setData(State, kExchangeRole, exchange);
        below->setData(State, Qt::AccessibleTextRole,
                       tr("Not kept: %1, %2").arg(text(check.detail), text(check.section)));
    }
    item->setExpanded(true);
}

void StepList::addPlanned(const QString& name) {
    auto* item = new QTreeWidgetItem(this);
    dress(*item, {tr("To come"), Icon::Clock, Tone::Neutral});
    item->setText(Name, name);
    item->setForeground(Name, m_theme.color(Surface::MutedText));
    item->setForeground(State, m_theme.color(Surface::MutedText));
    item->setData(State, Qt::AccessibleTextRole, tr("%1: to come").arg(name));
}

void StepList::fit() {
    const int letter = fontMetrics().averageCharWidth();
    const int icon = fontMetrics().height() + 8;
    const int state = fontMetrics().horizontalAdvance(tr("Not kept")) + icon + kPad + indentation();
    const int time = letter * 10 + 8;
    int name = fontMetrics().horizontalAdvance(QStringLiteral("GetCACaps")) + kPad;
    for (const client::Step& step : m_steps)
        name = std::max(name, fontMetrics().horizontalAdvance(text(step.name)) + kPad);
    const int room = viewport()->width();
    name = std::min(name, std::max(letter * 12, room / 4));
    header()->resizeSection(State, state);
    header()->resizeSection(Name, name);
    header()->resizeSection(Time, time);
    header()->resizeSection(Open, icon);
    header()->resizeSection(What, std::max(kLeastWhat, room - state - name - time - icon));
    scheduleDelayedItemsLayout();
}

int StepList::currentExchange() const {
    return currentItem() == nullptr ? 0 : currentItem()->data(State, kExchangeRole).toInt();
}

void StepList::choose(const QTreeWidgetItem* item) {
    if (item == nullptr) return;
    if (const int exchange = item->data(State, kExchangeRole).toInt(); exchange > 0)
        Q_EMIT exchangeChosen(exchange);
}

void StepList::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        choose(currentItem());
        event->accept();
        return;
    }
    QTreeWidget::keyPressEvent(event);
}

void StepList::resizeEvent(QResizeEvent* event) {
    QTreeWidget::resizeEvent(event);
    fit();
}

void StepList::changeEvent(QEvent* event) {
    QTreeWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

} // namespace scepter::ui
