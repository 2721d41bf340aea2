#include "har.h"

#include "../any.h"
#include "../http_head.h"

#include "base/encoding.h"
#include "base/text.h"
#include "http_target/target.h"
#include "json.h"
#include "pairing.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxBody = std::size_t{64} << 20;

/// JSON is UTF-8; bytes that are none are shown escaped, and `_raw` has them.
std::string jsonText(std::string_view text) {
    return isUtf8(text) ? std::string(text) : printable(text);
}

Json headersOf(const HttpHead& head) {
    Json headers = Json::array();
    for (const HttpField& field : head.fields)
        headers.push_back({{"name", jsonText(field.name)}, {"value", jsonText(field.value)}});
    return headers;
}

/// Of what the head says, without chunks and compression where those can be undone.
struct Body {
    Bytes bytes;
    std::size_t sent = 0; ///< as it was on the wire
};

Body bodyOf(const HttpHead& head, ByteView message) {
    Body body;
    const ByteView raw = message.subspan(head.size);
    body.sent = raw.size();
    const BodyFraming framing = framingOf(head);
    body.bytes =
        framing.kind == Framing::Chunked ? undoChunks(textOf(raw), kMaxBody).body : copyOf(raw);
    const std::string coding = toLower(head.field("Content-Encoding"));
    if (coding == "gzip" || coding == "x-gzip" || coding == "deflate") {
        Inflated inflated = inflateAll(body.bytes, kMaxBody);
        if (inflated.whole) body.bytes = std::move(inflated.bytes);
    }
    return body;
}

void setText(Json& content, const Bytes& bytes, const char* encodingName) {
    const std::string_view text = textOf(bytes);
    if (looksLikeText(text)) {
        content["text"] = text;
    } else {
        content["text"] = toBase64(bytes);
        content[encodingName] = "base64";
    }
}

std::string hostText(const RawExchange& exchange, const HttpHead& head) {
    const std::string_view host = head.field("Host");
    if (!host.empty()) return jsonText(host);
    const bool v6 = exchange.server.address.find(':') != std::string::npos;
    std::string text = v6 ? "[" + exchange.server.address + "]" : exchange.server.address;
    if (text.empty()) text = "unknown";
    const std::uint16_t usual = exchange.tls ? 443 : 80;
    if (exchange.server.port != 0 && exchange.server.port != usual)
        text += ":" + std::to_string(exchange.server.port);
    return text;
}

Json queryOf(std::string_view target) {
    Json query = Json::array();
    if (const auto parsed = http::parseTarget(target))
        for (const http::QueryItem& item : parsed->query)
            query.push_back({{"name", jsonText(item.name)},
                             {"value", jsonText(http::percentDecode(item.rawValue, false))}});
    return query;
}

Json emptyMessage() {
    return {{"httpVersion", "HTTP/1.1"},
            {"cookies", Json::array()},
            {"headers", Json::array()},
            {"headersSize", -1},
            {"bodySize", -1}};
}

Json requestOf(const RawExchange& exchange) {
    Json request = emptyMessage();
    request["method"] = "";
    request["url"] = "";
    request["queryString"] = Json::array();
    const auto head = parseHttpHead(textOf(exchange.request));
    if (!head || !head->request) return request;
    const bool absolute =
        head->target.find("://") != std::string_view::npos && !head->target.starts_with('/');
    request["method"] = jsonText(head->method);
    request["url"] = absolute ? jsonText(head->target)
                              : (exchange.tls ? "https://" : "http://") +
                                    hostText(exchange, *head) + jsonText(head->target);
    request["httpVersion"] = head->version.empty() ? "HTTP/1.0" : jsonText(head->version);
    request["headers"] = headersOf(*head);
    request["queryString"] = queryOf(head->target);
    request["headersSize"] = head->size;
    const Body body = bodyOf(*head, exchange.request);
    request["bodySize"] = body.sent;
    if (body.sent > 0) {
        Json posted = {{"mimeType", jsonText(head->field("Content-Type"))},
                       {"params", Json::array()}};
        setText(posted, body.bytes, "_encoding");
        request["postData"] = std::move(posted);
    }
    return request;
}

Json responseOf(const RawExchange& exchange) {
    Json response = emptyMessage();
    response["status"] = 0;
    response["statusText"] = "";
    response["redirectURL"] = "";
    response["content"] = {{"size", 0}, {"mimeType", "x-unknown"}};
    const auto head = parseHttpHead(textOf(exchange.response));
    if (!head || head->request) return response;
    response["status"] = head->status;
    response["statusText"] = jsonText(head->reason);
    response["httpVersion"] = jsonText(head->version);
    response["headers"] = headersOf(*head);
    response["redirectURL"] = jsonText(head->field("Location"));
    response["headersSize"] = head->size;
    const Body body = bodyOf(*head, exchange.response);
    response["bodySize"] = body.sent;
    Json content = {{"size", body.bytes.size()},
                    {"mimeType", jsonText(head->field("Content-Type"))}};
    setText(content, body.bytes, "encoding");
    response["content"] = std::move(content);
    return response;
}

Json entryOf(const RawExchange& exchange) {
    const auto duration =
        std::max<std::int64_t>((exchange.receivedAt - exchange.sentAt).count(), 0);
    Json entry = {
        {"startedDateTime", jsonTimeText(exchange.sentAt)},
        {"time", duration},
        {"request", requestOf(exchange)},
        {"response", responseOf(exchange)},
        {"cache", Json::object()},
        {"timings", {{"send", 0}, {"wait", duration}, {"receive", 0}}},
    };
    if (!exchange.server.address.empty())
        entry["serverIPAddress"] = jsonText(exchange.server.address);
    if (exchange.client.port != 0) {
        entry["connection"] = std::to_string(exchange.client.port);
        entry["_clientPort"] = exchange.client.port;
    }
    if (!exchange.client.address.empty())
        entry["_clientIPAddress"] = jsonText(exchange.client.address);
    if (exchange.redacted) entry["_redacted"] = true;
    // What a reader would make of the fields decides what they cannot say.
    const RawExchange read = harExchange(entry);
    if (!exchange.request.empty() && read.request != exchange.request)
        entry["request"]["_raw"] = toBase64(exchange.request);
    if (!exchange.response.empty() && read.response != exchange.response)
        entry["response"]["_raw"] = toBase64(exchange.response);
    if (!exchange.notes.empty()) {
        entry["_notes"] = Json::array();
        for (const std::string& note : exchange.notes)
            entry["_notes"].push_back(jsonText(note));
    }
    return entry;
}

} // namespace

std::string writeHar(const std::vector<RawExchange>& exchanges) {
    Json entries = Json::array();
    for (const RawExchange& exchange : exchanges)
        entries.push_back(entryOf(exchange));
    Json document;
    document["log"] = {{"version", "1.2"},
                       {"creator", {{"name", "Scepter"}, {"version", "1"}}},
                       {"entries", std::move(entries)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace scepter::inspect
