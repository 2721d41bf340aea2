#include "inspect/exchange.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::size_t kMostKnown = 1000;

void addFindings(FilterRow& row, const std::vector<Finding>& findings) {
    for (const Finding& finding : findings)
        row.findings.emplace_back(toText(finding.severity), finding.rule);
}

} // namespace

Options optionsFor(const RawExchange& exchange, const Options& options) {
    Options made = options;
    if (exchange.sentAt != TimePoint{}) made.now = exchange.sentAt;
    made.sentHere = exchange.recordedHere;
    made.redacted = exchange.redacted;
    made.opened = exchange.opened.empty() ? nullptr : &exchange.opened;
    return made;
}

ExchangeReading readExchange(const RawExchange& exchange, const Options& options) {
    const Options then = optionsFor(exchange, options);
    ExchangeReading reading;
    if (!exchange.request.empty())
        reading.request = inspect(exchange.request, then, Hint::HttpRequest);
    if (!exchange.response.empty())
        reading.reply = inspect(exchange.response, then, Hint::HttpResponse);
    // Of a request whose reply is not there nothing can be said.
    if (!exchange.request.empty() && !exchange.response.empty())
        reading.pair = checkExchange(reading.request, reading.reply, then);
    return reading;
}

void addKnownCertificates(const ExchangeReading& reading, std::vector<pki::Certificate>& known) {
    const auto& http = reading.request.facts.http;
    if (!http || (http->operation != "GetCACert" && http->operation != "GetCACertChain")) return;
    const auto add = [&known](const CertificateFacts& facts) {
        if (facts.certificate && known.size() < kMostKnown &&
            std::ranges::find(known, *facts.certificate) == known.end())
            known.push_back(*facts.certificate);
    };
    for (const SignedFacts& each : reading.reply.facts.signedData)
        std::ranges::for_each(each.certificates, add);
    std::ranges::for_each(reading.reply.facts.certificates, add);
}

FilterRow filterRowOf(const RawExchange& exchange, const ExchangeReading& reading) {
    const Summary asked = summarize(reading.request);
    const Summary answered = summarize(reading.reply);
    FilterRow row;
    row.time = exchange.sentAt;
    row.operation = asked.operation;
    row.messageType = asked.messageType;
    row.status = answered.pkiStatus;
    row.failInfo = answered.failInfo;
    row.client = asked.client;
    row.subject = asked.subject.empty() ? answered.subject : asked.subject;
    row.transactionId = asked.transactionId.empty() ? answered.transactionId : asked.transactionId;
    row.peer = exchange.client.address;
    if (reading.request.facts.http) {
        row.method = reading.request.facts.http->method;
        row.path = reading.request.facts.http->path;
    }
    if (reading.reply.facts.http) row.httpStatus = reading.reply.facts.http->status;
    row.size = exchange.request.size() + exchange.response.size();
    if (!exchange.response.empty())
        row.duration = std::max(exchange.receivedAt - exchange.sentAt, Duration(0)).count();
    row.text = reading.request.title + " " + reading.reply.title;
    addFindings(row, reading.request.findings);
    addFindings(row, reading.reply.findings);
    for (const PairFinding& finding : reading.pair)
        row.findings.emplace_back(toText(finding.finding.severity), finding.finding.rule);
    return row;
}

} // namespace scepter::inspect
