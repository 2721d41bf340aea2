#include "models/sequence_words.h"

#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace scepter::ui {

namespace {

using workbench::Conversation;
using workbench::ConversationStep;
using workbench::Participant;
using workbench::StepKind;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Sequence)
};

QString laneOf(Participant participant) {
    switch (participant) {
    case Participant::Client:
        return Words::tr("Client");
    case Participant::Proxy:
        return Words::tr("Proxy");
    case Participant::Responder:
        return Words::tr("Responder");
    case Participant::Gate:
        return Words::tr("Gate");
    case Participant::Operator:
        return Words::tr("Operator");
    }
    return {};
}

Tone toneOf(workbench::Tone tone) {
    switch (tone) {
    case workbench::Tone::Good:
        return Tone::Ok;
    case workbench::Tone::Waiting:
        return Tone::Pending;
    case workbench::Tone::Warning:
        return Tone::Warning;
    case workbench::Tone::Bad:
        return Tone::Error;
    case workbench::Tone::Neutral:
        break;
    }
    return Tone::Neutral;
}

QString labelOf(const ConversationStep& step, bool hidden) {
    const QString what = text(step.what);
    const QString by = hidden ? Words::tr("(hidden)") : text(step.by);
    switch (step.kind) {
    case StepKind::Request:
    case StepKind::Answer:
        return what;
    case StepKind::Check:
        return Words::tr("checks: %1").arg(what);
    case StepKind::Held:
        return Words::tr("waits for a decision");
    case StepKind::Approved:
        return step.by.empty() ? Words::tr("approved") : Words::tr("approved by %1").arg(by);
    case StepKind::Denied:
        return step.by.empty() ? Words::tr("denied") : Words::tr("denied by %1").arg(by);
    case StepKind::Issued:
        return what.isEmpty() || hidden ? Words::tr("certificate issued")
                                        : Words::tr("issued %1").arg(shortId(what));
    case StepKind::Refused:
        return Words::tr("refused");
    case StepKind::Failed:
        return Words::tr("failed");
    case StepKind::Expired:
        return Words::tr("expired");
    case StepKind::CodeUsed:
        return Words::tr("code #%1 used").arg(what);
    case StepKind::Revoked:
        return Words::tr("revoked");
    case StepKind::Collected:
        return Words::tr("collected");
    }
    return what;
}

QString noteOf(const ConversationStep& step) {
    if (step.duration.count() < 0) return {};
    const auto length = std::chrono::duration_cast<Duration>(step.duration);
    if (length >= std::chrono::seconds{10}) return lengthText(length);
    const double ms = static_cast<double>(step.duration.count()) / 1000.0;
    return Words::tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

int laneNumber(const Conversation& conversation, Participant who) {
    const auto found = std::ranges::find(conversation.participants, who);
    return found == conversation.participants.end()
               ? 0
               : static_cast<int>(found - conversation.participants.begin());
}

Sequence::Step stepOf(const Conversation& conversation, const ConversationStep& step, bool hidden) {
    Sequence::Step shown;
    shown.from = laneNumber(conversation, step.from);
    shown.to = laneNumber(conversation, step.to);
    if (step.exactTime)
        shown.time = toDateTime(step.time).toLocalTime().toString(QStringLiteral("HH:mm:ss"));
    shown.label = labelOf(step, hidden);
    shown.note = noteOf(step);
    shown.tone = toneOf(step.tone);
    shown.exchangeId = step.exchangeId;
    shown.sentence =
        step.from == step.to
            ? Words::tr("%1: %2").arg(laneOf(step.from), shown.label)
            : Words::tr("%1 to %2: %3").arg(laneOf(step.from), laneOf(step.to), shown.label);
    if (!step.detail.empty() && !hidden) shown.sentence += QStringLiteral(". ") + text(step.detail);
    if (!shown.note.isEmpty()) shown.sentence += QStringLiteral(", ") + shown.note;
    if (step.exactTime) shown.sentence += QLatin1Char('\n') + absoluteTime(step.time, QLocale());
    return shown;
}

} // namespace

Sequence sequenceOf(const Conversation& conversation, bool hidden) {
    Sequence sequence;
    sequence.title =
        hidden || conversation.subject.empty()
            ? text(conversation.transactionId)
            : Words::tr("%1, transaction %2")
                  .arg(text(conversation.subject), shortId(text(conversation.transactionId)));
    for (const Participant who : conversation.participants)
        sequence.lanes.append(laneOf(who));
    for (const ConversationStep& step : conversation.steps)
        sequence.steps.push_back(stepOf(conversation, step, hidden));
    return sequence;
}

} // namespace scepter::ui
