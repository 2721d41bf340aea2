// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/compare_answers.h"

#include "views.h"

#include "base/text.h"

#include <algorithm>
#include <map>

namespace scepter::inspect {

namespace {

constexpr std::size_t kMostDifferences = 64;
constexpr std::size_t kShown = 160;

bool isThere(const Inspection& reply) {
    return reply.facts.http.has_value();
}

std::string statusOf(const Inspection& reply) {
    return isThere(reply) ? std::to_string(reply.facts.http->status) : std::string();
}

std::string mediaTypeOf(const Inspection& reply) {
    const std::string header = reply.facts.http->header("Content-Type");
    return shownText(toLower(trimmed(std::string_view(header).substr(0, header.find(';')))),
                     kShown);
}

std::string contentOf(const Inspection& reply) {
    const Facts& facts = reply.facts;
    if (isReply(reply)) return "CertRep";
    if (isScep(reply)) return summarize(reply).messageType + " message";
    if (facts.capabilities) return "capabilities";
    if (!facts.certificates.empty() || !facts.signedData.empty()) return "certificates";
    return facts.http->bodySize == 0 ? "" : "something else";
}

/// What stands in a list, by what tells it from others, with what is shown of it.
using Listed = std::map<std::string, std::string>;

Listed capabilitiesOf(const Inspection& reply) {
    Listed list;
    if (reply.facts.capabilities)
        for (const std::string& word : reply.facts.capabilities->capabilities.keywords())
            list.emplace(toLower(word), shownText(word, kShown));
    return list;
}

void add(Listed& list, const Inspection& reply, const std::vector<CertificateFacts>& certificates) {
    for (const CertificateFacts& each : certificates) {
        const Tree& tree = reply.tree;
        const ByteView bytes = each.certificate       ? ByteView(each.certificate->der())
                               : each.node == kNoNode ? ByteView()
                                                      : tree.bytes(tree.node(each.node).place);
        list.emplace(textOf(bytes), each.certificate ? shownCertificate(*each.certificate)
                                                     : "(one that cannot be read)");
    }
}

Listed certificatesOf(const Inspection& reply) {
    Listed list;
    if (isScep(reply)) return list;
    for (const SignedFacts& data : reply.facts.signedData)
        add(list, reply, data.certificates);
    add(list, reply, reply.facts.certificates);
    return list;
}

/// How a value of the reply goes with that of the request.
template <class Value>
std::string relation(const std::optional<Value>& asked, const std::optional<Value>& answered) {
    if (!answered) return {};
    return answered == asked ? "that of the request" : "another";
}

std::optional<std::string> transactionOf(const Inspection& message) {
    if (!message.facts.scep || message.facts.scep->attributes.transactionId.empty())
        return std::nullopt;
    return message.facts.scep->attributes.transactionId;
}

std::string nonceRelation(const ExchangeReading& reading) {
    const auto& asked = reading.request.facts.scep;
    return relation(asked ? asked->attributes.senderNonce : std::nullopt,
                    reading.reply.facts.scep->attributes.recipientNonce);
}

const pki::Certificate* issuedIn(const Inspection& reply) {
    const SignedFacts* delivered = deliveredOf(reply);
    const CertificateFacts* issued = delivered == nullptr ? nullptr : issuedOf(*delivered);
    return issued == nullptr ? nullptr : &*issued->certificate;
}

std::string crlIn(const Inspection& reply) {
    const SignedFacts* delivered = deliveredOf(reply);
    if (delivered == nullptr || delivered->crls.empty()) return {};
    return shownText(delivered->crls.front().issuer.toDisplayText(), kShown);
}

/// One comparison in the making.
class Answers {
public:
    Answers(const ExchangeReading& before, const ExchangeReading& now)
        : m_before(before)
        , m_now(now) {}

    AnswerComparison compare() {
        if (!isThere(m_before.reply) || !isThere(m_now.reply)) {
            const auto shown = [](const Inspection& reply) {
                return isThere(reply) ? "HTTP " + statusOf(reply) : std::string();
            };
            value("answer", shown(m_before.reply), shown(m_now.reply));
            return std::move(m_result);
        }
        value("HTTP status", statusOf(m_before.reply), statusOf(m_now.reply));
        value("Content-Type", mediaTypeOf(m_before.reply), mediaTypeOf(m_now.reply));
        const std::string content = contentOf(m_before.reply);
        value("content", content, contentOf(m_now.reply));
        if (content != contentOf(m_now.reply)) return std::move(m_result);
        const bool redacted = m_before.reply.facts.redacted || m_now.reply.facts.redacted;
        list("capability", capabilitiesOf(m_before.reply), capabilitiesOf(m_now.reply));
        if (!redacted)
            list("certificate", certificatesOf(m_before.reply), certificatesOf(m_now.reply));
        if (isScep(m_before.reply) && isScep(m_now.reply)) compareMessages(redacted);
        return std::move(m_result);
    }

private:
    void compareMessages(bool redacted) {
        const Summary before = summarize(m_before.reply);
        const Summary now = summarize(m_now.reply);
        value("pkiStatus", before.pkiStatus, now.pkiStatus);
        value("failInfo", before.failInfo, now.failInfo);
        value("transactionID",
              relation(transactionOf(m_before.request), transactionOf(m_before.reply)),
              relation(transactionOf(m_now.request), transactionOf(m_now.reply)));
        value("recipientNonce", nonceRelation(m_before), nonceRelation(m_now));
        if (!redacted) compareDelivered();
    }

    void compareDelivered() {
        const pki::Certificate* before = issuedIn(m_before.reply);
        const pki::Certificate* now = issuedIn(m_now.reply);
        if (before != nullptr && now != nullptr) {
            if (*before == *now)
                m_result.sameCertificate = before->serialText();
            else
                add({AnswerChange::Changed, "issued certificate", shownCertificate(*before),
                     shownCertificate(*now)});
        }
        if (const std::string crl = crlIn(m_before.reply);
            !crl.empty() && !crlIn(m_now.reply).empty())
            value("CRL of", crl, crlIn(m_now.reply));
    }

    void value(std::string_view what, const std::string& before, const std::string& now) {
        if (before != now) add({AnswerChange::Changed, std::string(what), before, now});
    }
    void list(std::string_view what, const Listed& before, const Listed& now) {
        for (const auto& [key, shown] : before)
            if (!now.contains(key)) add({AnswerChange::Gone, std::string(what), shown, {}});
        for (const auto& [key, shown] : now)
            if (!before.contains(key)) add({AnswerChange::Added, std::string(what), {}, shown});
    }
    void add(AnswerDifference difference) {
        if (m_result.differences.size() == kMostDifferences)
            difference = {AnswerChange::Added, "more differences", {}, "not listed"};
        if (m_result.differences.size() <= kMostDifferences)
            m_result.differences.push_back(std::move(difference));
    }

    const ExchangeReading& m_before;
    const ExchangeReading& m_now;
    AnswerComparison m_result;
};

} // namespace

std::string_view toText(AnswerChange change) {
    switch (change) {
    case AnswerChange::Changed:
        return "changed";
    case AnswerChange::Gone:
        return "gone";
    case AnswerChange::Added:
        return "added";
    }
    return {};
}

std::string toText(const AnswerDifference& difference) {
    const auto shown = [](const std::string& value) {
        return value.empty() ? std::string("none") : value;
    };
    switch (difference.change) {
    case AnswerChange::Gone:
        return "without " + difference.what + " " + difference.before;
    case AnswerChange::Added:
        return "new " + difference.what + " " + difference.now;
    case AnswerChange::Changed:
        break;
    }
    return difference.what + " " + shown(difference.before) + " -> " + shown(difference.now);
}

std::string toText(const AnswerComparison& comparison) {
    if (comparison.same())
        return comparison.sameCertificate.empty()
                   ? "same"
                   : "same, certificate " + comparison.sameCertificate + " again";
    std::string text;
    for (const AnswerDifference& difference : comparison.differences)
        text += (text.empty() ? "differs: " : "; ") + toText(difference);
    return text;
}

AnswerComparison compareAnswers(const ExchangeReading& before, const ExchangeReading& now) {
    return Answers(before, now).compare();
}

} // namespace scepter::inspect
