#include "keys.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr auto kOperations =
    std::to_array<std::string_view>({"GetCACaps", "GetCACert", "GetNextCACert", "PKIOperation"});
constexpr auto kTypes = std::to_array<std::string_view>(
    {"CertRep", "RenewalReq", "PKCSReq", "CertPoll", "GetCert", "GetCRL"});
constexpr auto kStatuses = std::to_array<std::string_view>({"SUCCESS", "FAILURE", "PENDING"});
constexpr auto kFailInfos = std::to_array<std::string_view>(
    {"badAlg", "badMessageCheck", "badRequest", "badTime", "badCertId"});
constexpr auto kMethods = std::to_array<std::string_view>({"GET", "POST"});
constexpr auto kHttp = std::to_array<std::string_view>({"200", "4xx", "5xx"});
constexpr auto kSeverities =
    std::to_array<std::string_view>({"error", "warning", "advice", "info"});
constexpr auto kAgo = std::to_array<std::string_view>({"10m", "1h", "1d", "7d"});

constexpr auto kKeys = std::to_array<FilterKey>({
    {"op", FilterKind::Text, "operation of SCEP", &FilterRow::operation, kOperations},
    {"type", FilterKind::Text, "messageType", &FilterRow::messageType, kTypes},
    {"status", FilterKind::Text, "pkiStatus", &FilterRow::status, kStatuses},
    {"fail", FilterKind::Text, "failInfo", &FilterRow::failInfo, kFailInfos},
    {"client", FilterKind::Text, "program that sent it", &FilterRow::client, {}},
    {"subject", FilterKind::Text, "subject of the request or certificate", &FilterRow::subject, {}},
    {"txn", FilterKind::Identifier, "transactionID", &FilterRow::transactionId, {}},
    {"peer", FilterKind::Text, "address of the client", &FilterRow::peer, {}},
    {"endpoint", FilterKind::Text, "endpoint", &FilterRow::endpoint, {}},
    {"method", FilterKind::Text, "HTTP method", &FilterRow::method, kMethods},
    {"path", FilterKind::Text, "path of the URL", &FilterRow::path, {}},
    {"http", FilterKind::Number, "HTTP status", nullptr, kHttp},
    {"size", FilterKind::Number, "bytes of both messages", nullptr, {}},
    {"ms", FilterKind::Number, "milliseconds until the response", nullptr, {}},
    {"finding", FilterKind::Finding, "severity or rule of a finding", nullptr, kSeverities},
    {"since", FilterKind::Since, "not older than", nullptr, kAgo},
    {"until", FilterKind::Until, "older than", nullptr, kAgo},
});

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isKeyCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// One token at `at`, which is no space.
FilterToken tokenAt(std::string_view text, std::size_t at) {
    FilterToken token;
    token.offset = at;
    if (text[at] == '-') {
        token.negated = true;
        ++at;
    }
    token.keyOffset = at;
    std::size_t colon = at;
    while (colon < text.size() && isKeyCharacter(text[colon]))
        ++colon;
    if (colon > at && colon < text.size() && text[colon] == ':') {
        token.key = toLower(text.substr(at, colon - at));
        at = colon + 1;
    }
    token.valueOffset = at;
    bool quoted = false;
    for (; at < text.size() && (quoted || !isSpace(text[at])); ++at) {
        if (quoted && text[at] == '\\' && at + 1 < text.size())
            ++at;
        else if (text[at] == '"')
            quoted = !quoted;
    }
    token.openQuote = quoted;
    token.end = at;
    token.raw = text.substr(token.valueOffset, at - token.valueOffset);
    return token;
}

} // namespace

std::span<const FilterKey> filterKeys() {
    return kKeys;
}

const FilterKey* filterKeyNamed(std::string_view name) {
    const auto found =
        std::ranges::find_if(kKeys, [&](const FilterKey& key) { return key.name == name; });
    return found == kKeys.end() ? nullptr : &*found;
}

std::vector<FilterToken> filterTokens(std::string_view text) {
    std::vector<FilterToken> tokens;
    for (std::size_t at = 0; at < text.size();) {
        if (isSpace(text[at])) {
            ++at;
            continue;
        }
        tokens.push_back(tokenAt(text, at));
        at = tokens.back().end;
    }
    return tokens;
}

} // namespace scepter::inspect
