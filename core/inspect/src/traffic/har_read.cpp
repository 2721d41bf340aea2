// HAR 1.2 archives, as browsers, proxies and this program write them.
#include "pairing.h"

#include "../utf16.h"

#include "base/append.h"
#include "base/encoding.h"
#include "base/text.h"
#include "har.h"
#include "http_target/url.h"
#include "json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace scepter::inspect {

namespace {

using Json = nlohmann::json;

/// "2026-11-22T11:25:15.123+01:00": the zone is taken off, what is left is UTC.
std::optional<TimePoint> timeOf(std::string_view text) {
    if (text.size() < 20 || text.ends_with('Z')) return timeFromIsoText(text);
    std::string_view zone = text.substr(text.size() - 6);
    if (zone[0] != '+' && zone[0] != '-') {
        zone = text.substr(text.size() - 5); // without the colon
        if (zone[0] != '+' && zone[0] != '-') return std::nullopt;
    }
    const auto local =
        timeFromIsoText(std::string(text.substr(0, text.size() - zone.size())) + "Z");
    int hours = 0;
    int minutes = 0;
    const bool good =
        std::from_chars(zone.data() + 1, zone.data() + 3, hours).ec == std::errc() &&
        std::from_chars(zone.data() + zone.size() - 2, zone.data() + zone.size(), minutes).ec ==
            std::errc();
    if (!local || !good) return std::nullopt;
    const Duration offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return zone[0] == '+' ? *local - offset : *local + offset;
}

/// Text whose characters stand for one byte each; nothing when one does not.
std::optional<Bytes> latin1Of(std::string_view text) {
    Bytes bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        if (first < 0x80) {
            bytes.push_back(first);
            continue;
        }
        // U+0080 to U+00FF: two bytes, the first of them C2 or C3.
        if ((first & 0xFCU) != 0xC0 || i + 1 == text.size()) return std::nullopt;
        const auto second = static_cast<unsigned char>(text[++i]);
        bytes.push_back(static_cast<std::uint8_t>((first & 0x03U) << 6U | (second & 0x3FU)));
    }
    return bytes;
}

/// A body as an archive has it. Browsers write bytes as characters: as many as the size says.
Bytes bodyOf(const Json& content, double size, std::vector<std::string>& notes,
             std::string_view side) {
    const Json& member = memberOf(content, "text");
    if (!member.is_string()) return {};
    const auto& text = member.get_ref<const std::string&>();
    const std::string encoding =
        textOfMember(content, "encoding") + textOfMember(content, "_encoding");
    if (equalsIgnoringCase(encoding, "base64")) {
        auto bytes = fromBase64(text);
        if (bytes) return std::move(*bytes);
        notes.push_back(std::string(side) + ": the body is no base64, though the archive says so");
    }
    if (text.find("\xEF\xBF\xBD") != std::string::npos)
        notes.push_back(std::string(side) +
                        ": the body was damaged when the archive was written: bytes that are no "
                        "text are lost");
    if (const auto bytes = latin1Of(text);
        bytes && bytes->size() != text.size() && size >= 0 &&
        std::abs(size - static_cast<double>(bytes->size())) < 0.5)
        return *bytes;
    return copyOf(bytesOf(text));
}

/// Nothing that would break out of its line.
std::string lineOf(std::string text) {
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    return text;
}

std::string versionOf(const Json& message) {
    const std::string version = lineOf(textOfMember(message, "httpVersion"));
    // HTTP/2 and 3 have no text form: what they carried is shown as HTTP/1.1.
    return equalsIgnoringCase(version, "HTTP/1.0") ? "HTTP/1.0" : "HTTP/1.1";
}

/// The body has no codings any more, so the fields that say so are left out.
std::string fieldsOf(const Json& message, std::size_t bodySize, bool hasBody) {
    std::string text;
    const Json& headers = memberOf(message, "headers");
    bool length = false;
    for (const Json& header : headers.is_array() ? headers : Json::array()) {
        const std::string name = lineOf(textOfMember(header, "name"));
        if (name.empty() || name.starts_with(':') ||
            (hasBody && (equalsIgnoringCase(name, "Transfer-Encoding") ||
                         equalsIgnoringCase(name, "Content-Encoding"))))
            continue;
        std::string value = lineOf(textOfMember(header, "value"));
        if (equalsIgnoringCase(name, "Content-Length")) {
            if (hasBody) value = std::to_string(bodySize);
            length = true;
        }
        text.append(name).append(": ").append(value).append("\r\n");
    }
    if (hasBody && bodySize > 0 && !length)
        text += "Content-Length: " + std::to_string(bodySize) + "\r\n";
    return text + "\r\n";
}

/// Nothing is known of a target without its server. Of a scheme that is not HTTP's there is no
/// port, and nowhere to send it to.
http::UrlParts urlOf(std::string_view text) {
    http::UrlParts url = http::splitUrl(text);
    if (url.scheme.empty()) {
        url = {};
        url.target = text;
    }
    if (!url.tls && !equalsIgnoringCase(url.scheme, "http")) url.port = 0;
    return url;
}

Bytes requestOf(const Json& request, const http::UrlParts& url, RawExchange& exchange) {
    const std::string method = lineOf(textOfMember(request, "method"));
    if (method.empty()) return {};
    const Json& posted = memberOf(request, "postData");
    const Bytes body =
        bodyOf(posted, numberOfMember(request, "bodySize"), exchange.notes, "request");
    Bytes bytes;
    append(bytes, method + " " + lineOf(url.target) + " " + versionOf(request) + "\r\n");
    append(bytes, fieldsOf(request, body.size(), posted.is_object()));
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

Bytes responseOf(const Json& response, RawExchange& exchange) {
    const double status = numberOfMember(response, "status");
    if (!(status >= 100 && status <= 999)) return {}; // 0: it was never answered
    const Json& content = memberOf(response, "content");
    const Bytes body = bodyOf(content, numberOfMember(content, "size"), exchange.notes, "response");
    const bool hasBody = memberOf(content, "text").is_string();
    if (!hasBody && numberOfMember(content, "size") > 0)
        exchange.notes.emplace_back("response: the archive has no body");
    Bytes bytes;
    append(bytes, versionOf(response) + " " + std::to_string(static_cast<int>(status)) + " " +
                      lineOf(textOfMember(response, "statusText")) + "\r\n");
    append(bytes, fieldsOf(response, body.size(), hasBody));
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

/// What our own archives hold where the fields cannot say it exactly.
void takeRaw(const Json& message, Bytes& bytes) {
    const std::string raw = textOfMember(message, "_raw");
    if (raw.empty()) return;
    if (auto exact = fromBase64(raw); exact && !exact->empty()) bytes = std::move(*exact);
}

void addOwnNotes(const Json& entry, std::vector<std::string>& notes) {
    const Json& own = memberOf(entry, "_notes");
    for (const Json& note : own.is_array() ? own : Json::array())
        if (note.is_string()) notes.push_back(printable(note.get_ref<const std::string&>()));
}

std::uint16_t portOf(const Json& entry, const char* name) {
    const double port = numberOfMember(entry, name);
    return port > 0 && port < 65536 ? static_cast<std::uint16_t>(port) : std::uint16_t{0};
}

} // namespace

RawExchange harExchange(const Json& entry) {
    RawExchange exchange;
    const Json& request = memberOf(entry, "request");
    const Json& response = memberOf(entry, "response");
    const std::string asked = textOfMember(request, "url");
    const http::UrlParts url = urlOf(asked);
    exchange.tls = url.tls;
    const std::string address = textOfMember(entry, "serverIPAddress");
    exchange.server = {address.empty() ? std::string(url.host) : address, url.port};
    if (exchange.server.address.starts_with('[') && exchange.server.address.size() > 2)
        exchange.server.address =
            exchange.server.address.substr(1, exchange.server.address.size() - 2);
    exchange.client = {textOfMember(entry, "_clientIPAddress"), portOf(entry, "_clientPort")};
    if (const auto time = timeOf(textOfMember(entry, "startedDateTime")))
        exchange.sentAt = *time;
    else
        exchange.notes.emplace_back("the archive does not say when");
    const double duration = numberOfMember(entry, "time");
    exchange.receivedAt =
        exchange.sentAt + Duration(duration > 0 && duration < 1e12
                                       ? static_cast<std::int64_t>(std::llround(duration))
                                       : 0);
    exchange.request = requestOf(request, url, exchange);
    exchange.response = responseOf(response, exchange);
    takeRaw(request, exchange.request);
    takeRaw(response, exchange.response);
    addOwnNotes(entry, exchange.notes);
    const Json& redacted = memberOf(entry, "_redacted");
    exchange.redacted = redacted.is_boolean() && redacted.get<bool>();
    return exchange;
}

Result<Traffic> readHar(ByteView file, const TrafficLimits& limits) {
    std::string_view text = textOf(file);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    SCEPTER_CHECK(checkShape(text, limits.values));
    const Json document = Json::parse(text.begin(), text.end(), nullptr, false);
    if (document.is_discarded())
        return fail(ErrorCode::EncodingMalformed, "the archive is no well-formed JSON");
    const Json& entries = memberOf(memberOf(document, "log"), "entries");
    if (!entries.is_array())
        return fail(ErrorCode::EncodingMalformed, "the archive has no list of entries");
    Traffic traffic;
    std::size_t empty = 0;
    for (const Json& entry : entries) {
        if (traffic.exchanges.size() == limits.exchanges) {
            traffic.notes.push_back("only the first " + std::to_string(limits.exchanges) +
                                    " exchanges are read");
            break;
        }
        RawExchange exchange = harExchange(entry);
        if (exchange.request.empty() && exchange.response.empty()) {
            ++empty;
            continue;
        }
        for (Bytes* message : {&exchange.request, &exchange.response})
            if (message->size() > limits.message) {
                message->resize(limits.message);
                exchange.notes.emplace_back("a message is cut at the limit");
            }
        traffic.exchanges.push_back(std::move(exchange));
    }
    if (empty > 0)
        traffic.notes.push_back(std::to_string(empty) +
                                " entries hold neither request nor response");
    sortExchanges(traffic.exchanges);
    return traffic;
}

} // namespace scepter::inspect
