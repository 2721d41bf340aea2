// SPDX-License-Identifier: GPL-3.0-or-later
#include "token.h"

#include "asn1/oids.h"
#include "base/encoding.h"
#include "base/text.h"
#include "jws.h"

#include <charconv>
#include <cmath>

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxText = 1024;
constexpr std::size_t kMaxItems = 100;
constexpr std::size_t kSha256HexSize = 64;
constexpr double kLatest = 253402300799.0; // 9999-12-31T23:59:59Z

/// NumericDate: seconds, fractions allowed.
std::optional<TimePoint> readTime(JsonObject& reader, const char* name) {
    const Json* value = reader.find(name);
    if (!value) return std::nullopt;
    const double seconds = value->is_number() ? value->get<double>() : -1;
    if (!std::isfinite(seconds) || seconds < 0 || seconds > kLatest)
        return reader.reject(name, "it is no time in seconds since 1970"), std::nullopt;
    return TimePoint(Duration(static_cast<std::int64_t>(seconds * 1000)));
}

/// One text or a list of them.
std::optional<std::vector<std::string>> readTexts(JsonObject& reader, const char* name) {
    const Json* value = reader.find(name);
    if (value && value->is_string()) {
        auto text = reader.text(name, kMaxText);
        if (!text) return std::nullopt;
        return std::vector<std::string>{std::move(*text)};
    }
    return reader.texts(name, kMaxItems, kMaxText);
}

std::optional<std::string> readHash(JsonObject& reader, const char* name) {
    const auto text = reader.text(name, kMaxText);
    if (!text) return std::nullopt;
    const auto bytes = fromHex(*text);
    if (text->size() != kSha256HexSize || !bytes || toHex(*bytes) != toLower(*text))
        return reader.reject(name, "it is no SHA-256 in hex"), std::nullopt;
    return toLower(*text);
}

void readSubjects(JsonObject& reader, Constraints& constraints) {
    for (const char* name : {"subject", "sub"}) {
        const auto text = reader.text(name, kMaxText);
        if (!text) continue;
        const bool isPattern = text->starts_with("re:") || text->contains('=');
        if (isPattern || std::string_view(name) == "subject") {
            if (!addSubjectConstraint(constraints, *text))
                reader.reject(name, "it is no constraint on a subject");
            continue;
        }
        auto pattern = Pattern::fromText("exact:" + *text);
        if (!pattern) return reader.reject(name, "it is too long");
        constraints.subject.push_back({asn1::oids::kCommonName, std::move(*pattern), true});
    }
}

void readSans(JsonObject& reader, Constraints& constraints) {
    const auto texts = readTexts(reader, "sans");
    if (!texts) return;
    constraints.onlyListedSans = true;
    for (const std::string& text : *texts)
        if (!addSanConstraint(constraints, text))
            return reader.reject("sans", "an item is not TYPE:PATTERN");
}

bool addKey(Constraints& constraints, std::string_view word) {
    constexpr std::string_view kSized = "rsa:";
    if (word.starts_with(kSized)) {
        const std::string_view digits = word.substr(kSized.size());
        unsigned bits = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (error != std::errc() || end != digits.data() + digits.size()) return false;
        constraints.minRsaBits = std::max(constraints.minRsaBits.value_or(0), bits);
        word = "rsa";
    } else if (word.starts_with("ec:")) {
        word.remove_prefix(3);
    }
    const auto type = keyTypeFromWord(word);
    if (!type || *type == pki::KeyType::Other) return false;
    constraints.keyTypes.push_back(*type);
    return true;
}

void readKeys(JsonObject& reader, Constraints& constraints) {
    const auto words = readTexts(reader, "key");
    if (!words) return;
    if (words->empty()) return reader.reject("key", "it is an empty list");
    for (const std::string& word : *words)
        if (!addKey(constraints, word)) return reader.reject("key", "an item is no kind of key");
}

void readUsages(JsonObject& reader, Constraints& constraints) {
    if (const auto words = readTexts(reader, "keyUsage")) {
        std::uint16_t all = 0;
        for (const std::string& word : *words) {
            const auto bits = pki::keyUsageFromText(word);
            if (!bits) return reader.reject("keyUsage", "an item is no key usage");
            all = static_cast<std::uint16_t>(all | *bits);
        }
        constraints.keyUsage = all;
    }
    if (const auto words = readTexts(reader, "eku")) {
        constraints.extendedKeyUsage.emplace();
        for (const std::string& word : *words) {
            const auto usage = pki::extendedKeyUsageFromText(word);
            if (!usage) return reader.reject("eku", "an item is no extended key usage");
            constraints.extendedKeyUsage->push_back(*usage);
        }
    }
}

} // namespace

Result<TokenClaims> readTokenClaims(ByteView payload) {
    const auto json = parseJsonObject(textOf(payload));
    if (!json) return fail(ErrorCode::TokenInvalid, "the token's content: " + json.error().detail);
    JsonObject reader(*json, {});
    TokenClaims claims;
    claims.issuer = reader.text("iss", kMaxText).value_or("");
    claims.audience = readTexts(reader, "aud").value_or(std::vector<std::string>());
    claims.id = reader.text("jti", kMaxText).value_or("");
    claims.expires = readTime(reader, "exp");
    claims.notBefore = readTime(reader, "nbf");
    claims.issuedAt = readTime(reader, "iat");
    readSubjects(reader, claims.constraints);
    readSans(reader, claims.constraints);
    readKeys(reader, claims.constraints);
    readUsages(reader, claims.constraints);
    claims.keySha256 = readHash(reader, "keySha256");
    claims.csrSha256 = readHash(reader, "csrSha256");
    if (auto read = reader.finish(); !read)
        return fail(ErrorCode::TokenInvalid, "the token's claim " + read.error().detail);
    return claims;
}

} // namespace scepter::challenge
