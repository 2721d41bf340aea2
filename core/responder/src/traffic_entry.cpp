#include "base/text.h"
#include "responder/traffic_recorder.h"
#include "scep/ids.h"

#include <utility>

namespace scepter::responder {

namespace {

constexpr std::string_view kLineEnd = "\r\n";

std::int64_t sizeOf(const std::shared_ptr<const Bytes>& body) {
    return body ? static_cast<std::int64_t>(body->size()) : 0;
}

std::string requestHead(const Exchange& exchange, const std::string& target) {
    std::string head = exchange.method + ' ' + target;
    head.append(exchange.version == 10 ? " HTTP/1.0" : " HTTP/1.1").append(kLineEnd);
    head.append(exchange.requestHeaders).append(kLineEnd);
    return head;
}

} // namespace

store::TrafficEntry trafficEntryOf(Exchange exchange, TrafficMode mode) {
    const bool full = mode == TrafficMode::Full;
    store::TrafficEntry entry;
    store::TrafficFacts& facts = entry.facts;
    // `target` has no pkiMessage in it.
    entry.bytes.requestHead = requestHead(exchange, full ? exchange.sentTarget : exchange.target);
    facts.at = exchange.receivedAt;
    facts.duration = exchange.duration;
    facts.status = exchange.status;
    facts.requestSize = exchange.bodySize > 0 ? static_cast<std::int64_t>(exchange.bodySize)
                                              : sizeOf(exchange.request);
    facts.responseSize = sizeOf(exchange.response);
    facts.requestId = exchange.requestId;
    facts.certificateId = exchange.certificateId;
    facts.peerPort = exchange.remotePort;
    facts.localPort = exchange.localPort;
    facts.tls = exchange.tls;
    facts.hasBytes = full;
    facts.peer = std::move(exchange.remoteAddress);
    facts.local = std::move(exchange.localAddress);
    facts.tlsProtocol = std::move(exchange.tlsProtocol);
    facts.tlsCipher = std::move(exchange.tlsCipher);
    facts.method = std::move(exchange.method);
    facts.path = std::move(exchange.path);
    facts.operation = std::move(exchange.operation);
    facts.endpoint = std::move(exchange.endpoint);
    facts.contentType = std::move(exchange.contentType);
    facts.userAgent = std::move(exchange.userAgent);
    if (exchange.messageType) facts.messageType = toText(*exchange.messageType);
    if (exchange.pkiStatus) facts.pkiStatus = toText(*exchange.pkiStatus);
    if (exchange.failInfo) facts.failInfo = toText(*exchange.failInfo);
    facts.failInfoText = printable(exchange.failInfoText);
    facts.transactionId = scep::shownTransactionId(exchange.transactionId);
    facts.subject = std::move(exchange.subject);
    if (exchange.error) facts.reason = printable(toText(*exchange.error));
    facts.summary = std::move(exchange.summary);
    entry.bytes.responseHead = std::move(exchange.responseHead);
    if (full) {
        entry.bytes.request = std::move(exchange.request);
        entry.bytes.response = std::move(exchange.response);
    }
    return entry;
}

} // namespace scepter::responder
