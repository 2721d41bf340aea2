// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_calls_tab.h"

#include "base/text.h"
#include "shell/clipboard.h"
#include "widgets/comparison_table.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

namespace scepter::ui {

namespace {

using workbench::StandInCall;
using workbench::StandInKind;
using State = workbench::StandInView::State;

QString shown(const std::string& value) {
    return text(printable(value));
}

} // namespace

StandInCallsTab::StandInCallsTab(PageContext& pageContext, MessageBar& messageBar, StandInKind kind,
                                 QWidget* parent)
    : ListTab(pageContext, messageBar, parent)
    , m_kind(kind)
    , m_model(new StandInCallModel(this))
    , m_summary(new InlineNote(pageContext.theme, Tone::Neutral, this))
    , m_comparison(new ComparisonTable(pageContext.theme, this)) {
    const QString prefix = text(workbench::toText(kind)) + QStringLiteral("Call");
    setUp({.prefix = prefix,
           .stateKey = QStringLiteral("pages/standins/") + prefix,
           .listName = tr("Calls, the newest first"),
           .detailName = tr("The chosen call"),
           .nothingChosen = tr("Choose a call to see what was compared."),
           .filterHint = tr("Filter: device, subject, answer…"),
           .widths = {7, 17, 21, 10, 13}},
          m_model);
    m_summary->setObjectName(prefix + QStringLiteral("Summary"));
    m_comparison->setObjectName(prefix + QStringLiteral("Comparison"));
    addToDetail(m_summary);
    addToDetail(m_comparison);
    connect(this, &ListTab::stateChanged, this, &StandInCallsTab::showComparison);
    connect(m_comparison, &ComparisonTable::copyRequested, this, [this](const QString& lines) {
        context().clipboard.copy(lines);
        messages().showSuccess(tr("Copied: the comparison"));
    });
    follow();
}

void StandInCallsTab::follow() {
    m_model->follow(session().standIns().calls(m_kind));
    rowsChanged();
}

void StandInCallsTab::showComparison() {
    const StandInCall* call = m_model->call(key());
    const bool some = call != nullptr && !call->comparisons.empty();
    m_comparison->setVisible(some);
    m_comparison->setLines(some ? call->comparisons : std::vector<challenge::Comparison>{});
    const bool good = m_comparison->differences() == 0;
    m_summary->say(good ? Tone::Ok : Tone::Error, some ? m_comparison->summary() : QString());
}

DetailText StandInCallsTab::detail() const {
    const StandInCall* call = m_model->call(key());
    if (call == nullptr) return {};
    DetailText said{
        .title = questionWords(call->action), .state = lookOf(*call), .note = shown(call->reason)};
    said.noteTone = said.state.tone == Tone::Error || said.state.tone == Tone::Warning
                        ? said.state.tone
                        : Tone::Info;
    if (!call->transactionId.empty())
        said.links.append({.name = tr("Transaction"),
                           .value = shown(call->transactionId),
                           .target = ObjectRef::transaction(shown(call->transactionId)),
                           .toolTip = tr("Show its messages")});
    said.facts.append({.name = tr("When"), .value = absoluteTime(call->at, locale())});
    addMore(*call, said.facts);
    return said;
}

void StandInCallsTab::addMore(const StandInCall& call, QList<DetailLine>& facts) const {
    const auto add = [&facts](const QString& name, const std::string& value) {
        if (value.empty()) return;
        facts.append(
            {.name = name, .value = shown(value), .copyable = true, .anywhere = value.size() > 30});
    };
    add(tr("Device"), call.deviceId);
    add(tr("Profile"), call.profileId);
    add(tr("Subject"), call.subject);
    if (m_kind == StandInKind::Intune && !call.answer.empty()) {
        add(tr("Code"), call.answer);
        if (const auto code = challenge::intuneCodeFromText(call.answer))
            facts.append({.name = tr("Meaning"), .value = text(challenge::explain(*code))});
    }
    facts.append({.name = tr("HTTP status"), .value = locale().toString(call.status)});
    if (!call.fault.empty())
        facts.append({.name = tr("Fault"), .value = shown(call.fault), .tone = Tone::Warning});
    add(tr("From"), call.remoteAddress);
    add(tr("Caller"), call.caller);
    add(tr("Activity"), call.activityId);
}

std::optional<EmptyText> StandInCallsTab::empty() {
    const State state = session().standIns().view(m_kind).state;
    if (state == State::Running)
        return EmptyText{.icon = Icon::Message,
                         .sentence = tr("Nobody has asked yet."),
                         .hint = tr("Let an endpoint ask this stand-in, then enroll a device "
                                    "there."),
                         .buttonText = tr("Use it for an endpoint"),
                         .button = [this] { Q_EMIT useWanted(); }};
    EmptyText said{.icon = Icon::Stopped,
                   .sentence = state == State::Failed ? tr("The stand-in was not started.")
                                                      : tr("The stand-in does not run."),
                   .hint = tr("While it runs, every question and its answer is listed here.")};
    if (state == State::Stopped || state == State::Failed) {
        said.buttonText = tr("Start it");
        said.button = [this] { Q_EMIT startWanted(); };
    }
    return said;
}

} // namespace scepter::ui
