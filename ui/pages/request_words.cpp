#include "pages/request_words.h"

#include "base/text.h"
#include "scep/ids.h"
#include "widgets/texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace scepter::ui {

namespace {

using enrollment::RequestRecord;
using enrollment::RequestState;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::RequestWords)
};

QString shown(std::string_view value) {
    return text(printable(value));
}

// Differences in these are the operator's to decide; what the template adds or leaves out beside
// them stands in the table and needs no thought.
constexpr auto kToKnow = std::to_array<std::string_view>(
    {"Subject", "SAN", "SID", "EKU", "Validity", "Basic constraints"});
constexpr auto kWildcard = std::string_view("(with a wildcard)");

void addPlanConcerns(QStringList& concerns, const std::vector<authority::PlanLine>& plan) {
    for (const authority::PlanLine& line : plan) {
        if (line.field == "SAN" && line.issued.ends_with(kWildcard))
            concerns.append(
                Words::tr("The certificate will hold for every name under a domain "
                          "(wildcard): %1")
                    .arg(text(trimmed(std::string_view(line.issued)
                                          .substr(0, line.issued.size() - kWildcard.size())))));
        const bool known = std::ranges::find(kToKnow, line.field) != kToKnow.end();
        if (!line.changed || !known) continue;
        if (line.field == "Validity")
            concerns.append(Words::tr("The certificate will end earlier than the template says: "
                                      "%1")
                                .arg(text(line.issued)));
        else if (line.issued.empty())
            concerns.append(Words::tr("%1: asked for %2, will be left out")
                                .arg(fieldWords(line.field), text(line.requested)));
        else if (line.requested.empty())
            concerns.append(Words::tr("%1: not asked for, will be %2")
                                .arg(fieldWords(line.field), text(line.issued)));
        else
            concerns.append(
                Words::tr("%1: asked for %2, will be %3")
                    .arg(fieldWords(line.field), text(line.requested), text(line.issued)));
    }
}

void addLine(QString& all, const QString& name, const QString& value) {
    if (!value.isEmpty()) all += QStringLiteral("%1: %2\n").arg(name, value);
}

void addChecks(QString& all, const RequestRecord& record) {
    for (const enrollment::Check& check : record.checks)
        addLine(all, check.passed ? Words::tr("Check passed") : Words::tr("Check failed"),
                shown(check.name) + (check.detail.empty()
                                         ? QString()
                                         : QStringLiteral(": ") + shown(check.detail)));
    for (const challenge::Comparison& one : record.comparisons)
        addLine(all, one.equal ? Words::tr("Check passed") : Words::tr("Check failed"),
                Words::tr("%1: expected %2, found %3")
                    .arg(shown(one.field), shown(one.expected), shown(one.found)));
}

} // namespace

QString messageWords(const RequestRecord& record) {
    using scep::MessageType;
    const QString name = text(toText(record.messageType));
    switch (record.messageType) {
    case MessageType::RenewalReq:
        return Words::tr("Renewal (%1)").arg(name);
    case MessageType::UpdateReq:
        return Words::tr("Renewal (%1, as in older drafts)").arg(name);
    case MessageType::PkcsReq:
        return record.renewedCertificateId != 0
                   ? Words::tr("Renewal (%1 signed by the old certificate)").arg(name)
                   : Words::tr("First enrollment (%1)").arg(name);
    default:
        return name;
    }
}

QString failInfoWords(FailInfo failInfo) {
    switch (failInfo) {
    case FailInfo::BadAlg:
        return Words::tr("algorithm not known or not allowed");
    case FailInfo::BadMessageCheck:
        return Words::tr("the message or its challenge did not hold");
    case FailInfo::BadRequest:
        return Words::tr("not permitted or not supported");
    case FailInfo::BadTime:
        return Words::tr("the clocks are too far apart");
    case FailInfo::BadCertId:
        return Words::tr("no such certificate");
    }
    return Words::tr("a number that the RFC does not know");
}

QString fieldWords(const std::string& field) {
    if (field == "SAN") return Words::tr("Alternative names (SAN)");
    if (field == "EKU") return Words::tr("Purposes (EKU)");
    if (field == "Subject") return Words::tr("Subject");
    if (field == "Key") return Words::tr("Key");
    if (field == "Key usage") return Words::tr("Key usage");
    if (field == "Validity") return Words::tr("Validity");
    return text(field);
}

QString usageWords(const asn1::Oid& usage) {
    const std::string name = pki::extendedKeyUsageName(usage);
    QString words;
    if (name == "clientAuth") words = Words::tr("Client authentication");
    if (name == "serverAuth") words = Words::tr("Server authentication");
    if (name == "emailProtection") words = Words::tr("Protected e-mail");
    if (name == "codeSigning") words = Words::tr("Signing of programs");
    if (name == "timeStamping") words = Words::tr("Time stamps");
    return words.isEmpty() ? text(name) : QStringLiteral("%1 (%2)").arg(words, text(name));
}

QString pollWords(const RequestRecord& record, TimePoint now) {
    if (record.polls <= 0) return {};
    const QString times =
        Words::tr("client polled %n time(s)", nullptr,
                  static_cast<int>(std::min<std::int64_t>(record.polls, 1 << 30)));
    if (!record.lastPolledAt) return times;
    return Words::tr("%1, last %2").arg(times, relativeTime(*record.lastPolledAt, now));
}

QString toldWords(const RequestRecord& record) {
    switch (record.state) {
    case RequestState::Pending:
        return Words::tr("PENDING: ask again later");
    case RequestState::Issued:
        switch (record.release) {
        case enrollment::Release::Free:
            return Words::tr("SUCCESS, with the certificate");
        case enrollment::Release::Waiting:
            return Words::tr("Nothing yet: the certificate waits. Should it ask again meanwhile, "
                             "it is told to come back later.");
        case enrollment::Release::Refused:
            return Words::tr("FAILURE, without the certificate");
        }
        break;
    case RequestState::Refused:
    case RequestState::Failed:
    case RequestState::Expired:
        break;
    }
    if (!record.toldFailInfo) return Words::tr("Nothing yet");
    const QString status =
        Words::tr("FAILURE, %1 (%2)")
            .arg(text(toText(*record.toldFailInfo)), failInfoWords(*record.toldFailInfo));
    return record.toldText.empty() ? status
                                   : Words::tr("%1: “%2”").arg(status, shown(record.toldText));
}

QString heldWords(const RequestRecord& record, const std::vector<NoticeRow>& news) {
    const bool waits = record.release == enrollment::Release::Waiting;
    if (record.release == enrollment::Release::Free) return {};
    QStringList whom;
    for (const NoticeRow& row : news) {
        const bool matters = row.record.beforeDelivery &&
                             (row.record.state == store::NoticeState::Waiting) == waits &&
                             row.record.state != store::NoticeState::Accepted;
        if (const QString who = whoWords(row); matters && !whom.contains(who)) whom.append(who);
    }
    const QString all = QLocale().createSeparatedList(whom);
    if (waits)
        return whom.isEmpty()
                   ? Words::tr("The certificate leaves when the news of it was accepted.")
                   : Words::tr("The certificate leaves when %1 has accepted the news of it.")
                         .arg(all);
    return whom.isEmpty()
               ? Words::tr("The certificate was revoked and never left: the news of it was not "
                           "accepted.")
               : Words::tr("The certificate was revoked and never left: %1 has not accepted the "
                           "news of it.")
                     .arg(all);
}

QStringList concernsOf(const RequestRecord& record, const std::vector<authority::PlanLine>& plan) {
    QStringList concerns;
    for (const enrollment::Check& check : record.checks)
        if (!check.passed)
            concerns.append(check.detail.empty()
                                ? Words::tr("Check failed: %1").arg(shown(check.name))
                                : Words::tr("Check failed: %1, %2")
                                      .arg(shown(check.name), shown(check.detail)));
    for (const challenge::Comparison& one : record.comparisons)
        if (!one.equal)
            concerns.append(Words::tr("%1: expected %2, found %3")
                                .arg(shown(one.field), shown(one.expected),
                                     one.found.empty() ? Words::tr("nothing") : shown(one.found)));
    addPlanConcerns(concerns, plan);
    return concerns;
}

QString requestText(const workbench::RequestView& view) {
    const RequestRecord& record = view.record;
    QString all;
    const auto add = [&all](const QString& name, const QString& value) {
        addLine(all, name, value);
    };
    add(Words::tr("Request"), QString::number(record.id));
    add(Words::tr("State"), lookOf(record.state).word);
    add(Words::tr("Kind"), messageWords(record));
    add(Words::tr("Subject"), text(record.subject));
    add(Words::tr("Alternative names (SAN)"), text(record.san));
    add(Words::tr("Key"), text(record.keyText));
    add(Words::tr("Endpoint"), text(view.endpoint));
    add(Words::tr("transactionID"), text(scep::shownTransactionId(record.key.transactionId)));
    add(Words::tr("Signer"), text(record.signerText));
    add(Words::tr("Address"), text(record.remoteAddress));
    add(Words::tr("Received"), text(toIsoText(record.createdAt)));
    if (record.expiresAt) add(Words::tr("Expires"), text(toIsoText(*record.expiresAt)));
    if (record.decidedAt)
        add(Words::tr("Decided"),
            Words::tr("%1 by %2").arg(text(toIsoText(*record.decidedAt)), text(record.decidedBy)));
    add(Words::tr("Reason"), shown(record.reason));
    add(Words::tr("Client was told"), toldWords(record));
    addChecks(all, record);
    for (const authority::PlanLine& line : view.plan)
        add(fieldWords(line.field),
            Words::tr("requested %1, will be %2")
                .arg(line.requested.empty() ? QStringLiteral("-") : text(line.requested),
                     line.issued.empty() ? QStringLiteral("-") : text(line.issued)));
    if (view.planProblem)
        add(Words::tr("Cannot be issued as it stands"), shown(view.planProblem->detail));
    return all;
}

} // namespace scepter::ui
