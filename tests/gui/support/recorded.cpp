#include "support/recorded.h"

#include "inspect/exchange.h"
#include "support/lab_workspace.h"

#include <QFile>

#include <algorithm>
#include <memory>

namespace scepter::test {

namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";

Bytes captured(const QByteArray& file) {
    QFile capture(QStringLiteral(SCEPTER_TEST_DATA "/captures/") + QString::fromLatin1(file));
    if (!capture.open(QIODevice::ReadOnly)) qFatal("no capture %s", file.constData());
    const QByteArray bytes = capture.readAll();
    return {bytes.cbegin(), bytes.cend()};
}

/// Head with its empty line, and body.
std::pair<std::string, std::shared_ptr<const Bytes>> split(const Bytes& message) {
    const auto end = std::ranges::search(message, kHeadEnd).end();
    return {std::string(message.begin(), end), std::make_shared<const Bytes>(end, message.end())};
}

} // namespace

store::TrafficEntry entryOf(const Recorded& recorded) {
    const Bytes request = captured(recorded.capture + ".request");
    const Bytes response = captured(recorded.capture + ".response");
    inspect::Options options;
    options.now = recorded.at;
    const auto asked = inspect::inspect(request, options, inspect::Hint::HttpRequest);
    const auto told = inspect::inspect(response, options, inspect::Hint::HttpResponse);
    const auto question = inspect::summarize(asked);
    const auto answer = inspect::summarize(told);
    store::TrafficEntry entry;
    std::tie(entry.bytes.requestHead, entry.bytes.request) = split(request);
    std::tie(entry.bytes.responseHead, entry.bytes.response) = split(response);
    store::TrafficFacts& facts = entry.facts;
    facts.at = recorded.at;
    facts.duration = std::chrono::microseconds{31'400};
    facts.requestSize = static_cast<std::int64_t>(entry.bytes.request->size());
    facts.responseSize = static_cast<std::int64_t>(entry.bytes.response->size());
    facts.hasBytes = true;
    facts.peer = recorded.peer;
    facts.peerPort = 40'000;
    facts.local = "192.0.2.1";
    facts.localPort = 8080;
    if (asked.facts.http) {
        facts.method = asked.facts.http->method;
        facts.path = asked.facts.http->path;
    }
    facts.status = told.facts.http ? told.facts.http->status : 0;
    facts.operation = question.operation;
    facts.endpoint = "scep";
    facts.messageType = question.messageType;
    facts.pkiStatus = answer.pkiStatus;
    facts.failInfo = answer.failInfo;
    facts.failInfoText = answer.failInfoText;
    facts.transactionId =
        recorded.transactionId.empty() ? question.transactionId : recorded.transactionId;
    facts.subject = recorded.subject.empty() ? question.subject : recorded.subject;
    facts.requestId = recorded.requestId;
    facts.reason = recorded.reason;
    return entry;
}

void recordTraffic(const std::string& workspace, const Clock& clock,
                   const std::vector<Recorded>& exchanges) {
    std::vector<store::TrafficEntry> entries;
    for (const Recorded& one : exchanges)
        entries.push_back(entryOf(one));
    store::TrafficCaps caps;
    caps.age = std::chrono::days{3650};
    store::TrafficStore store(store::trafficPathOf(workspace), clock);
    need("recording traffic", store.append(entries, caps));
}

} // namespace scepter::test
