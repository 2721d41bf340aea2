#include "raw_exchange.h"

#include "base/append.h"
#include "base/text.h"

#include <chrono>

namespace scepter::workbench {

namespace {

constexpr std::string_view kLineEnd = "\r\n";

std::string_view nameOf(std::string_view line) {
    return line.substr(0, line.find(':'));
}

/// With a Content-Length instead of the transfer coding, where there is one.
std::string withoutCoding(std::string_view head, std::size_t bodySize) {
    std::string text;
    bool coded = false;
    while (!head.empty()) {
        const std::size_t end = head.find(kLineEnd);
        if (end == std::string_view::npos) return text.append(head);
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end + kLineEnd.size());
        if (equalsIgnoringCase(nameOf(line), "Transfer-Encoding")) {
            coded = true;
            continue;
        }
        if (line.empty() && coded)
            text.append("Content-Length: ").append(std::to_string(bodySize)).append(kLineEnd);
        text.append(line).append(kLineEnd);
    }
    return text;
}

/// Whether the recorder left a value out, of the request line or of a header.
bool hidesSomething(std::string_view head) {
    return head.find("(hidden)") != std::string_view::npos;
}

bool isSentInBody(const store::TrafficFactsView& facts) {
    return facts.method == "POST";
}

} // namespace

bool hasWholeRequest(const store::TrafficFactsView& facts, const store::TrafficBytes& bytes) {
    if (!facts.hasBytes) return false;
    return bytes.request != nullptr || facts.requestSize == 0;
}

inspect::RawExchange toRawExchange(const store::TrafficFactsView& facts,
                                   const store::TrafficBytes& bytes) {
    inspect::RawExchange raw;
    raw.sentAt = facts.at;
    raw.receivedAt = facts.at + std::chrono::duration_cast<Duration>(facts.duration);
    raw.client = {std::string(facts.peer), facts.peerPort};
    raw.server = {std::string(facts.local), facts.localPort};
    raw.tls = facts.tls;
    raw.recordedHere = true;
    const std::string head =
        bytes.request ? withoutCoding(bytes.requestHead, bytes.request->size()) : bytes.requestHead;
    append(raw.request, bytesOf(head));
    // The message of a GET is in its request line.
    if (bytes.request && isSentInBody(facts)) append(raw.request, *bytes.request);
    append(raw.response, bytesOf(bytes.responseHead));
    if (bytes.response) append(raw.response, *bytes.response);
    if (head != bytes.requestHead)
        raw.notes.emplace_back("the request came in chunks, which are joined here");
    if (hidesSomething(head) || hidesSomething(bytes.responseHead))
        raw.notes.emplace_back("values that may be secret were not kept");
    if (!facts.hasBytes)
        raw.notes.emplace_back("the bodies were not kept: traffic.record is headers");
    else if (!hasWholeRequest(facts, bytes))
        raw.notes.emplace_back("the body of the request is no SCEP message and was not kept");
    if (bytes.responseHead.empty())
        raw.notes.emplace_back("the client had left, or had been answered, before this answer");
    return raw;
}

} // namespace scepter::workbench
