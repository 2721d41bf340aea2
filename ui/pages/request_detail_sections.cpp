// What the sections of a request's detail say.
#include "pages/request_detail.h"

#include "base/encoding.h"
#include "base/text.h"
#include "models/audit_model.h"
#include "pages/challenges_places.h"
#include "pages/request_plan_editor.h"
#include "pages/request_words.h"
#include "scep/ids.h"
#include "shell/navigator.h"
#include "widgets/comparison_table.h"
#include "widgets/field_list.h"
#include "widgets/inline_note.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"
#include "widgets/wrap_text.h"

#include <QLabel>

#include <algorithm>

namespace scepter::ui {

namespace {

using enrollment::RequestRecord;
using enrollment::RequestState;

constexpr std::size_t kShownDifferences = 12;

QString shown(std::string_view value) {
    return text(printable(value));
}

QString oneLine(const std::string& value) {
    QString line = text(value);
    const qsizetype end = line.indexOf(QLatin1Char('\n'));
    return end < 0 ? line : line.left(end) + QStringLiteral("…");
}

Tone toneOf(RequestState state) {
    return lookOf(state).tone;
}

/// Why it ended so, in the operator's words.
QString happened(const RequestRecord& record, TimePoint now) {
    QStringList parts;
    if (record.errorCode) {
        const Problem problem =
            problemOf(Error{*record.errorCode, record.reason, {}, record.toldFailInfo}, now);
        parts = {problem.summary, problem.why, problem.action};
    } else if (!record.reason.empty()) {
        parts = {shown(record.reason)};
    } else if (record.state == RequestState::Expired) {
        parts = {RequestDetail::tr("Nobody decided before its time was over.")};
    } else if (record.state == RequestState::Issued) {
        parts = {RequestDetail::tr("The certificate was issued.")};
    }
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

QString told(const RequestRecord& record) {
    QString words = toldWords(record);
    if (record.release != enrollment::Release::Free) return words;
    if (const auto collected = workbench::isCollected(record))
        words += QLatin1Char('\n') +
                 (*collected ? RequestDetail::tr("It has asked since, and got the certificate.")
                             : RequestDetail::tr("It has not asked since the decision: the "
                                                 "certificate waits for it."));
    return words;
}

} // namespace

void RequestDetail::showHeader() {
    const RequestRecord& record = m_data->view.record;
    const TimePoint now = m_context.session.clock().now();
    m_pill->setLook(lookOf(record.state));
    m_subject->setValue(record.subject.empty()
                            ? (record.san.empty() ? tr("(no subject)") : text(record.san))
                            : text(record.subject));
    m_kind->setValue(tr("%1, endpoint %2")
                         .arg(messageWords(record), m_data->view.endpoint.empty()
                                                        ? tr("(gone)")
                                                        : text(m_data->view.endpoint)));
    QStringList times{tr("received %1").arg(relativeTime(record.createdAt, now))};
    if (const QString polls = pollWords(record, now); !polls.isEmpty()) times.append(polls);
    if (record.state == RequestState::Pending && record.expiresAt)
        times.append(*record.expiresAt > now
                         ? tr("expires %1").arg(relativeTime(*record.expiresAt, now))
                         : tr("its time is over"));
    if (record.decidedAt)
        times.append(tr("decided %1 by %2")
                         .arg(relativeTime(*record.decidedAt, now), record.decidedBy == "policy"
                                                                        ? tr("policy")
                                                                        : text(record.decidedBy)));
    QString line = times.join(QStringLiteral(", "));
    if (!line.isEmpty()) line[0] = line.at(0).toUpper();
    m_times->setValue(line);
    m_transaction->setValue(text(scep::shownTransactionId(record.key.transactionId)),
                            tr("transactionID"));
    m_transaction->setToolTip(tr("transactionID: how the client names this enrollment"));
}

void RequestDetail::showConcerns() {
    const QStringList all = concerns();
    if (all.isEmpty()) {
        m_concerns->clear();
        return;
    }
    m_concerns->say(Tone::Warning, tr("Look at this before you approve:") + QStringLiteral("\n• ") +
                                       all.join(QStringLiteral("\n• ")));
}

void RequestDetail::showOutcome() {
    const RequestRecord& record = m_data->view.record;
    m_outcome->setVisible(record.state != RequestState::Pending);
    if (record.state == RequestState::Pending) return;
    m_happened->say(toneOf(record.state) == Tone::Neutral ? Tone::Info : toneOf(record.state),
                    happened(record, m_context.session.clock().now()));
    m_told->say(Tone::Info, told(record));
}

void RequestDetail::showChecks() {
    const RequestRecord& record = m_data->view.record;
    const bool any = !record.checks.empty();
    m_checksHeading->setVisible(any);
    m_checks->setVisible(any);
    m_checks->clear();
    for (const enrollment::Check& check : record.checks) {
        const QString word = check.passed ? tr("passed") : tr("failed");
        m_checks->add(
            {.name = shown(check.name),
             .value = check.detail.empty() ? word : tr("%1: %2").arg(word, shown(check.detail)),
             .tone = check.passed ? Tone::Ok : Tone::Error});
    }
    const bool compared = !record.comparisons.empty();
    m_comparisonHeading->setVisible(compared);
    m_comparison->setVisible(compared);
    m_comparison->setLines(record.comparisons);
    m_comparisonNote->say(m_comparison->differences() == 0 ? Tone::Ok : Tone::Error,
                          compared ? m_comparison->summary() : QString());
}

void RequestDetail::showNews() {
    const RequestRecord& record = m_data->view.record;
    const QString held =
        record.state == RequestState::Issued ? heldWords(record, m_data->news) : QString();
    m_held->say(record.release == enrollment::Release::Refused ? Tone::Error : Tone::Pending, held);
    m_newsHeading->setVisible(!m_data->news.empty());
    m_news->setVisible(!m_data->news.empty());
    m_news->clear();
    for (const NoticeRow& row : m_data->news) {
        const StateLook look = lookOf(row.record);
        const QString tries = row.record.attempts == 0 ? look.word
                                                       : tr("%1, %n attempt(s)", nullptr,
                                                            static_cast<int>(row.record.attempts))
                                                             .arg(look.word);
        m_news->add(
            {.name = whoWords(row),
             .value = tries,
             .open = [this, id = row.record.id] { m_context.navigator.open(noticeRef(id)); },
             .tone = look.tone,
             .toolTip = tr("Show it among the news")});
        if (!row.record.lastError.empty() && row.record.state != store::NoticeState::Accepted)
            m_news->add({.name = tr("Last error"), .value = shown(row.record.lastError)});
    }
}

void RequestDetail::showIssued() {
    const auto& all = m_data->issued;
    m_issuedHeading->setVisible(!all.empty());
    m_issued->setVisible(!all.empty());
    m_issued->clear();
    std::size_t changed = 0;
    const auto added =
        std::ranges::count_if(all, [](const auto& one) { return one.left.empty() && !one.equal; });
    for (const workbench::FactDifference& one : all) {
        if (one.equal || one.left.empty() || ++changed > kShownDifferences) continue;
        m_issued->add({.name = QStringLiteral("%1, %2").arg(text(one.group), text(one.name)),
                       .value = tr("asked for %1, issued %2")
                                    .arg(oneLine(one.left),
                                         one.right.empty() ? tr("nothing") : oneLine(one.right)),
                       .tone = Tone::Warning});
    }
    m_issued->add({.name = tr("Requested"),
                   .value = changed == 0 ? tr("All that was asked for was issued as asked.")
                                         : tr("%n field(s) differ from what was asked for.",
                                              nullptr, static_cast<int>(changed)),
                   .tone = changed == 0 ? Tone::Ok : Tone::Warning});
    m_issued->add({.name = tr("Added"),
                   .value = tr("%n field(s) come from the template and the CA.", nullptr,
                               static_cast<int>(added)),
                   .tone = Tone::Info});
}

void RequestDetail::showFacts() {
    const RequestRecord& record = m_data->view.record;
    Navigator& navigator = m_context.navigator;
    m_facts->clear();
    m_facts->add({.name = tr("Number"), .value = locale().toString(qint64{record.id})});
    Field endpoint{.name = tr("Endpoint"), .value = text(m_data->view.endpoint)};
    if (m_data->view.endpoint.empty())
        endpoint.value = tr("gone");
    else
        endpoint.open = [&navigator, name = text(m_data->view.endpoint)] {
            navigator.open(ObjectRef::endpoint(name));
        };
    m_facts->add(endpoint);
    if (!record.san.empty())
        m_facts->add(
            {.name = tr("Alternative names"), .value = text(record.san), .copyable = true});
    m_facts->add({.name = tr("Key"), .value = text(record.keyText)});
    m_facts->add({.name = tr("Address"), .value = text(record.remoteAddress), .copyable = true});
    m_facts->add(
        {.name = tr("Signer"),
         .value = record.signerText.empty() ? QStringLiteral("—") : text(record.signerText),
         .toolTip = tr("Subject of the certificate that signed the message")});
    m_facts->add({.name = tr("Received"), .value = absoluteTime(record.createdAt, locale())});
    if (record.state == RequestState::Pending && record.expiresAt)
        m_facts->add({.name = tr("Expires"), .value = absoluteTime(*record.expiresAt, locale())});
    if (record.lastPolledAt)
        m_facts->add(
            {.name = tr("Last poll"), .value = absoluteTime(*record.lastPolledAt, locale())});
    if (record.decidedAt) {
        m_facts->add({.name = tr("Decided"), .value = absoluteTime(*record.decidedAt, locale())});
        m_facts->add({.name = tr("Decided by"),
                      .value = record.decidedBy == "policy" ? tr("policy, nobody had to look")
                                                            : text(record.decidedBy)});
    }
    const auto certificate = [&](const QString& name, std::int64_t id, const auto& row) {
        if (id == 0) return;
        const QString value = row ? tr("number %1, serial %2")
                                        .arg(id)
                                        .arg(shortId(text(toHex(row->serial)).toUpper()))
                                  : tr("number %1").arg(id);
        m_facts->add({.name = name, .value = value, .open = [&navigator, id] {
                          navigator.open(ObjectRef::certificate(id));
                      }});
    };
    certificate(tr("Certificate"), record.certificateId, m_data->certificate);
    certificate(tr("Renews"), record.renewedCertificateId, m_data->renewed);
    if (record.codeId != 0)
        m_facts->add(
            {.name = tr("One-time code"),
             .value = tr("#%1").arg(record.codeId),
             .open = [&navigator, id = record.codeId] { navigator.open(ObjectRef::code(id)); }});
}

void RequestDetail::showTrail() {
    m_trailHeading->setVisible(!m_data->trail.empty());
    m_trail->setVisible(!m_data->trail.empty());
    m_trail->clear();
    for (const enrollment::AuditRecord& line : m_data->trail)
        m_trail->add(
            {.name = absoluteTime(line.at, locale()).section(QLatin1Char('('), 0, 0),
             .value = tr("%1, by %2").arg(actionWords(line.action), text(line.actor)),
             .open = [this, id = line.id] { m_context.navigator.open(ObjectRef::auditLine(id)); },
             .toolTip = tr("Open the audit trail at this line")});
}

} // namespace scepter::ui
