// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_faults_tab.h"

#include "models/standin_call_model.h"
#include "pages/endpoint_fields.h"
#include "theme/tinted_icon.h"
#include "widgets/flow_layout.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using standin::Fault;
using standin::FaultKind;
using workbench::StandInFault;

constexpr int kLongestDelay = 600; // seconds
constexpr int kMostTimes = 1000;

template <class Widget> Widget* named(Widget* widget, const QString& name, const QString& said) {
    widget->setObjectName(name);
    widget->setAccessibleName(said);
    return widget;
}

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::StandInFaults)
};

QString faultWords(const Fault& fault) {
    switch (fault.kind) {
    case FaultKind::Code:
        return Words::tr("answers %1").arg(text(fault.code));
    case FaultKind::Timeout:
        return Words::tr("does not answer");
    case FaultKind::Reset:
        return Words::tr("breaks the connection");
    case FaultKind::Status:
        return Words::tr("answers with status %1").arg(fault.status);
    case FaultKind::BadJson:
        return Words::tr("answers with broken JSON");
    case FaultKind::Slow:
        break;
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(fault.delay).count();
    return Words::tr("answers after %n second(s)", nullptr, static_cast<int>(seconds));
}

QString timesWords(unsigned left) {
    return left == 0 ? Words::tr("until it is cleared")
                     : Words::tr("for %n more call(s)", nullptr, static_cast<int>(left));
}

} // namespace

StandInFaultsTab::StandInFaultsTab(PageContext& context, MessageBar& messages,
                                   workbench::StandInKind kind, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_kind(kind) {
    auto* content = new QWidget;
    auto* lines = new QVBoxLayout(content);
    lines->setContentsMargins(0, 0, 8, 0);
    lines->setSpacing(12);
    lines->addWidget(new WrapLabel(
        tr("A fault lets you see how the other side copes: an answer of your choice, a status, "
           "a broken or missing answer. Each question can have one."),
        content));
    lines->addWidget(makeRow());
    m_state = new InlineNote(context.theme, Tone::Info, content);
    m_state->setObjectName(text(toText(kind)) + QStringLiteral("FaultState"));
    lines->addWidget(m_state);
    m_lines = new QVBoxLayout;
    m_lines->setSpacing(8);
    lines->addLayout(m_lines);
    lines->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(scrolled(content, text(toText(kind)) + QStringLiteral("FaultScroll")));
    watchEdits(this, this, [this] { reflect(); });
    reflect();
    follow();
}

QWidget* StandInFaultsTab::makeRow() {
    const QString prefix = text(toText(m_kind)) + QStringLiteral("Fault");
    auto* line = new QWidget;
    auto* flow = new FlowLayout(line, 8, 8);
    m_action = named(new QComboBox, prefix + QStringLiteral("Action"), tr("Question"));
    for (const std::string& one : workbench::standInActions(m_kind))
        m_action->addItem(questionWords(one), text(one));
    m_fault = named(new QComboBox, prefix + QStringLiteral("Kind"), tr("What goes wrong"));
    m_answer = named(new QComboBox, prefix + QStringLiteral("Answer"), tr("The answer"));
    m_status = named(new QComboBox, prefix + QStringLiteral("Status"), tr("HTTP status"));
    for (const int status : {401, 403, 429, 500, 503})
        m_status->addItem(QString::number(status), status);
    m_seconds = named(new QSpinBox, prefix + QStringLiteral("Seconds"), tr("Answers after"));
    m_seconds->setRange(1, kLongestDelay);
    m_seconds->setValue(3);
    m_seconds->setSuffix(tr(" s"));
    m_times = named(new QSpinBox, prefix + QStringLiteral("Times"), tr("For so many calls"));
    m_times->setRange(0, kMostTimes);
    m_times->setSpecialValueText(tr("all calls"));
    m_times->setPrefix(tr("calls: "));
    m_set = named(new QPushButton(tr("Set the fault")), prefix + QStringLiteral("Set"), {});
    m_set->setAutoDefault(false);
    for (QWidget* one : {static_cast<QWidget*>(m_action), static_cast<QWidget*>(m_fault),
                         static_cast<QWidget*>(m_answer), static_cast<QWidget*>(m_status),
                         static_cast<QWidget*>(m_seconds), static_cast<QWidget*>(m_times),
                         static_cast<QWidget*>(m_set)})
        flow->addWidget(one);
    connect(m_set, &QPushButton::clicked, this, &StandInFaultsTab::set);
    return line;
}

std::string StandInFaultsTab::action() const {
    return m_action->currentData().toString().toStdString();
}

StandInFaultsTab::Kind StandInFaultsTab::kind() const {
    return static_cast<Kind>(m_fault->currentData().toInt());
}

// Not every question can be answered by a code.
void StandInFaultsTab::reflect() {
    const std::vector<std::string> answers = workbench::standInAnswers(m_kind, action());
    const QSignalBlocker quietFault(m_fault);
    const QSignalBlocker quietAnswer(m_answer);
    const QVariant chosen = m_fault->currentData();
    m_fault->clear();
    if (!answers.empty()) m_fault->addItem(tr("Answers"), Answer);
    m_fault->addItem(tr("Answers with status"), Status);
    m_fault->addItem(tr("Does not answer"), Timeout);
    m_fault->addItem(tr("Breaks the connection"), Reset);
    m_fault->addItem(tr("Answers with broken JSON"), BadJson);
    m_fault->addItem(tr("Answers late"), Slow);
    if (const int at = m_fault->findData(chosen); at >= 0) m_fault->setCurrentIndex(at);
    const QVariant answer = m_answer->currentData();
    m_answer->clear();
    for (const std::string& one : answers)
        m_answer->addItem(text(one), text(one));
    if (const int at = m_answer->findData(answer); at >= 0) m_answer->setCurrentIndex(at);
    m_answer->setVisible(kind() == Answer);
    m_status->setVisible(kind() == Status);
    m_seconds->setVisible(kind() == Slow);
}

Fault StandInFaultsTab::fault() const {
    switch (kind()) {
    case Answer:
        return {FaultKind::Code, m_answer->currentData().toString().toStdString(), 0, {}};
    case Status:
        return {FaultKind::Status, {}, m_status->currentData().toUInt(), {}};
    case Timeout:
        return {FaultKind::Timeout, {}, 0, {}};
    case Reset:
        return {FaultKind::Reset, {}, 0, {}};
    case BadJson:
        return {FaultKind::BadJson, {}, 0, {}};
    case Slow:
        break;
    }
    return {FaultKind::Slow, {}, 0, std::chrono::seconds(m_seconds->value())};
}

void StandInFaultsTab::set() {
    m_context.session.standIns().setFault(m_kind, action(), fault(),
                                          static_cast<unsigned>(m_times->value()));
    m_messages.showSuccess(tr("The fault is set."));
}

void StandInFaultsTab::follow() {
    const std::vector<StandInFault>& faults = m_context.session.standIns().faults(m_kind);
    m_state->setText(faults.empty() ? tr("No fault is set: every question gets its right answer.")
                                    : QString());
    if (faults == m_shown && !faults.empty()) return;
    m_shown = faults;
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be the one that was clicked
        delete item;
    }
    for (const StandInFault& fault : faults)
        m_lines->addWidget(lineFor(fault));
}

QWidget* StandInFaultsTab::lineFor(const StandInFault& fault) {
    auto* line = new QWidget;
    line->setObjectName(QStringLiteral("faultLine-") + text(fault.action));
    auto* said = new InlineNote(m_context.theme, Tone::Warning, line);
    said->setText(
        tr("%1: %2, %3")
            .arg(questionWords(fault.action), faultWords(fault.fault), timesWords(fault.left)));
    auto* clear = new QPushButton(tintedIcon(Icon::Clear), tr("Clear"), line);
    clear->setObjectName(QStringLiteral("faultClear-") + text(fault.action));
    clear->setAccessibleName(tr("Clear the fault of “%1”").arg(questionWords(fault.action)));
    clear->setAutoDefault(false);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(said, 1);
    row->addWidget(clear);
    connect(clear, &QPushButton::clicked, this, [this, action = fault.action] {
        m_context.session.standIns().clearFault(m_kind, action);
        m_set->setFocus();
    });
    return line;
}

} // namespace scepter::ui
