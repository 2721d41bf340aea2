#include "base/text.h"
#include "responder/traffic_recorder.h"
#include "scep/ids.h"

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

store::TrafficEntry trafficEntryOf(const Exchange& exchange, TrafficMode mode) {
    const bool full = mode == TrafficMode::Full;
    store::TrafficEntry entry;
    store::TrafficFacts& facts = entry.facts;
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
    facts.peer = exchange.remoteAddress;
    facts.local = exchange.localAddress;
    facts.tlsProtocol = exchange.tlsProtocol;
    facts.tlsCipher = exchange.tlsCipher;
    facts.method = exchange.method;
    facts.path = exchange.path;
    facts.operation = exchange.operation;
    facts.endpoint = exchange.endpoint;
    facts.contentType = exchange.contentType;
    facts.userAgent = exchange.userAgent;
    if (exchange.messageType) facts.messageType = toText(*exchange.messageType);
    if (exchange.pkiStatus) facts.pkiStatus = toText(*exchange.pkiStatus);
    if (exchange.failInfo) facts.failInfo = toText(*exchange.failInfo);
    facts.failInfoText = printable(exchange.failInfoText);
    facts.transactionId = scep::shownTransactionId(exchange.transactionId);
    facts.subject = exchange.subject;
    if (exchange.error) facts.reason = printable(toText(*exchange.error));
    facts.summary = exchange.summary;
    // `target` has no pkiMessage in it.
    entry.bytes.requestHead = requestHead(exchange, full ? exchange.sentTarget : exchange.target);
    entry.bytes.responseHead = exchange.responseHead;
    if (full) {
        entry.bytes.request = exchange.request;
        entry.bytes.response = exchange.response;
    }
    return entry;
}

} // namespace scepter::responder
