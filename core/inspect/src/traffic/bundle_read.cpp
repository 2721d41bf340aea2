#include "bundle.h"
#include "json.h"
#include "pairing.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kFormat = "\"scepter-redacted-bundle\"";
constexpr std::size_t kLookedAt = 4096;
constexpr int kNewest = 1;

TrafficPeer peerOf(const Json& member) {
    const double port = numberOfMember(member, "port");
    return {printable(textOfMember(member, "address")),
            port > 0 && port < 65536 ? static_cast<std::uint16_t>(port) : std::uint16_t{0}};
}

/// What a limit or a broken text leaves out is noted.
Bytes bytesOfMember(const Json& object, const char* name, std::size_t most, RawExchange& exchange) {
    const Json& member = memberOf(object, name);
    if (!member.is_string()) return {};
    auto bytes = fromBase64(member.get_ref<const std::string&>());
    if (!bytes) {
        exchange.notes.push_back(std::string(name) + ": the bundle has no base64 there");
        return {};
    }
    if (bytes->size() > most) {
        bytes->resize(most);
        exchange.notes.push_back(std::string(name) + ": cut at the limit");
    }
    return std::move(*bytes);
}

void readLayers(const Json& layers, std::size_t most, RawExchange& exchange) {
    constexpr std::size_t kMostLayers = 256;
    if (!layers.is_array()) return;
    for (const Json& each : layers) {
        if (exchange.opened.size() == kMostLayers) {
            exchange.notes.emplace_back("more was opened than is read");
            return;
        }
        OpenedLayer layer;
        if (auto digest = fromHex(textOfMember(each, "digest"))) layer.digest = std::move(*digest);
        layer.content = bytesOfMember(each, "content", most, exchange);
        if (!layer.digest.empty()) exchange.opened.push_back(std::move(layer));
    }
}

RawExchange exchangeOf(const Json& entry, const TrafficLimits& limits) {
    RawExchange exchange;
    exchange.redacted = true;
    if (const auto time = timeFromIsoText(textOfMember(entry, "sentAt"))) exchange.sentAt = *time;
    exchange.receivedAt = exchange.sentAt;
    if (const auto time = timeFromIsoText(textOfMember(entry, "receivedAt")))
        exchange.receivedAt = std::max(*time, exchange.sentAt);
    exchange.client = peerOf(memberOf(entry, "client"));
    exchange.server = peerOf(memberOf(entry, "server"));
    const Json& tls = memberOf(entry, "tls");
    exchange.tls = tls.is_boolean() && tls.get<bool>();
    exchange.request = bytesOfMember(entry, "request", limits.message, exchange);
    exchange.response = bytesOfMember(entry, "response", limits.message, exchange);
    readLayers(memberOf(entry, "opened"), limits.message, exchange);
    return exchange;
}

} // namespace

bool looksLikeBundle(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()), kLookedAt);
    if (!text.starts_with('{')) return false;
    const std::size_t name = text.find("\"format\"");
    if (name == std::string_view::npos) return false;
    std::string_view rest = trimmed(text.substr(name + 8));
    if (!rest.starts_with(':')) return false;
    return trimmed(rest.substr(1)).starts_with(kFormat);
}

Result<Traffic> readBundle(ByteView file, const TrafficLimits& limits) {
    std::string_view text = textOf(file);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    SCEPTER_CHECK(checkShape(text, limits.values));
    const Json document = Json::parse(text.begin(), text.end(), nullptr, false);
    if (document.is_discarded())
        return fail(ErrorCode::EncodingMalformed, "the bundle is no well-formed JSON");
    const double version = numberOfMember(document, "version");
    if (version > kNewest)
        return fail(ErrorCode::NotSupported, "the bundle was made by a newer version");
    const Json& entries = memberOf(document, "exchanges");
    if (!entries.is_array())
        return fail(ErrorCode::EncodingMalformed, "the bundle has no list of exchanges");
    Traffic traffic;
    traffic.notes.emplace_back(
        "the messages are redacted: names, numbers, keys and secrets were replaced, and signatures "
        "do not hold");
    std::size_t bytes = 0;
    for (const Json& entry : entries) {
        if (traffic.exchanges.size() == limits.exchanges || bytes > limits.bytes) {
            traffic.notes.push_back("only the first " + std::to_string(traffic.exchanges.size()) +
                                    " exchanges are read");
            break;
        }
        traffic.exchanges.push_back(exchangeOf(entry, limits));
        bytes += traffic.exchanges.back().request.size() + traffic.exchanges.back().response.size();
    }
    sortExchanges(traffic.exchanges);
    return traffic;
}

} // namespace scepter::inspect
