// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_json.h"

#include "base/shorten.h"
#include "base/text.h"

#include <bit>

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxRules = 100;
constexpr std::size_t kMaxNames = 100;
constexpr std::size_t kMaxUsages = 50;
constexpr std::size_t kMaxComparisons = 100;
constexpr std::size_t kMaxWord = 100;
constexpr std::size_t kMaxPattern = 1024;
constexpr std::size_t kMaxName = 4096;
constexpr std::size_t kMaxShown = 500;
constexpr unsigned kMaxRsaBits = 16384;
constexpr std::int64_t kMaxValidity = std::int64_t{3600} * 24 * 366 * 100; // seconds

std::optional<Pattern> readPattern(JsonObject& reader, const char* name, bool required) {
    const auto text = reader.text(name, kMaxPattern);
    if (!text) {
        if (required) reader.reject(name, "it is missing");
        return std::nullopt;
    }
    auto pattern = Pattern::fromText(*text);
    if (!pattern) return reader.reject(name, pattern.error().detail), std::nullopt;
    return std::move(*pattern);
}

Result<SubjectRule> readSubjectRule(const Json& item) {
    JsonObject reader(item, "constraints.subject");
    const std::string word = reader.text("attribute", kMaxWord).value_or("");
    const auto attribute = pki::attributeType(word);
    if (!attribute) reader.reject("attribute", "it is no subject attribute");
    auto pattern = readPattern(reader, "pattern", true);
    const bool required = reader.flag("required").value_or(true);
    reader.refuseOthers();
    SCEPTER_CHECK(reader.finish());
    return SubjectRule{*attribute, std::move(*pattern), required};
}

Result<SanRule> readSanRule(const Json& item) {
    JsonObject reader(item, "constraints.subjectAltNames");
    const auto type = nameTypeFromWord(reader.text("type", kMaxWord).value_or(""));
    if (!type) reader.reject("type", "it is no type of name");
    auto pattern = readPattern(reader, "pattern", true);
    reader.refuseOthers();
    SCEPTER_CHECK(reader.finish());
    return SanRule{*type, std::move(*pattern)};
}

template <class Rule>
void readRules(JsonObject& reader, const char* name, std::vector<Rule>& rules,
               Result<Rule> (*read)(const Json&)) {
    const auto items = reader.list(name, kMaxRules);
    if (!items) return;
    for (const Json* item : *items) {
        auto rule = read(*item);
        if (!rule) return reader.take(std::move(rule).error());
        rules.push_back(std::move(*rule));
    }
}

std::optional<std::vector<asn1::Oid>> readUsages(JsonObject& reader, const char* name) {
    const auto words = reader.texts(name, kMaxUsages, kMaxWord);
    if (!words) return std::nullopt;
    std::vector<asn1::Oid> usages;
    for (const std::string& word : *words) {
        const auto usage = pki::extendedKeyUsageFromText(word);
        if (!usage) return reader.reject(name, "an item is no extended key usage"), std::nullopt;
        usages.push_back(*usage);
    }
    return usages;
}

std::optional<std::uint16_t> readKeyUsage(JsonObject& reader, const char* name) {
    const auto words = reader.texts(name, kMaxUsages, kMaxWord);
    if (!words) return std::nullopt;
    std::uint16_t bits = 0;
    for (const std::string& word : *words) {
        const auto one = pki::keyUsageFromText(word);
        if (!one || !std::has_single_bit(*one))
            return reader.reject(name, "an item is no key usage"), std::nullopt;
        bits = static_cast<std::uint16_t>(bits | *one);
    }
    return bits;
}

void readKeyTypes(JsonObject& reader, std::vector<pki::KeyType>& types) {
    const auto words = reader.texts("keyTypes", kMaxUsages, kMaxWord);
    if (!words) return;
    for (const std::string& word : *words) {
        const auto type = keyTypeFromWord(word);
        if (!type) return reader.reject("keyTypes", "an item is no type of key");
        types.push_back(*type);
    }
}

Result<pki::GeneralName> readName(const Json& item) {
    JsonObject reader(item, "certificate.sans");
    const auto type = nameTypeFromWord(reader.text("type", kMaxWord).value_or(""));
    if (!type) reader.reject("type", "it is no type of name");
    const auto value = reader.text("value", kMaxName);
    if (!value) reader.reject("value", "it is missing");
    reader.refuseOthers();
    SCEPTER_CHECK(reader.finish());
    auto name = pki::makeGeneralName(*type, *value);
    if (!name)
        return fail(ErrorCode::EncodingMalformed, "certificate.sans: " + name.error().detail);
    return name;
}

Result<void> readWishes(const Json& certificate, Grant& grant) {
    JsonObject reader(certificate, "certificate");
    if (const auto text = reader.text("subject", kMaxName)) {
        auto subject = pki::Name::fromText(*text);
        if (subject)
            grant.subject = std::move(*subject);
        else
            reader.reject("subject", "it is no name as RFC 4514 writes them");
    }
    if (const auto items = reader.list("sans", kMaxNames)) {
        grant.subjectAltNames.emplace();
        for (const Json* item : *items) {
            auto name = readName(*item);
            if (!name) return failWith(std::move(name));
            grant.subjectAltNames->push_back(std::move(*name));
        }
    }
    grant.extendedKeyUsage = readUsages(reader, "extendedKeyUsage");
    if (const auto seconds = reader.whole("validitySeconds", 1, kMaxValidity))
        grant.validity = std::chrono::seconds(*seconds);
    if (const auto vouched = reader.flag("sidVouched")) grant.sidVouched = *vouched;
    reader.refuseOthers();
    return reader.finish();
}

Result<Comparison> readComparison(const Json& item) {
    JsonObject reader(item, "comparisons");
    const auto shown = [&](const char* name) {
        return shortened(printable(reader.text(name, kMaxName).value_or("")), kMaxShown);
    };
    Comparison line{shown("field"), shown("expected"), shown("found"), false};
    if (line.field.empty()) reader.reject("field", "it is missing");
    const auto equal = reader.flag("equal");
    if (!equal) reader.reject("equal", "it is missing");
    line.equal = equal.value_or(false);
    SCEPTER_CHECK(reader.finish());
    return line;
}

} // namespace

std::optional<pki::GeneralNameType> nameTypeFromWord(std::string_view word) {
    using enum pki::GeneralNameType;
    for (const auto type : {Email, Dns, Uri, Ip, DirectoryName, RegisteredId, Upn, Other})
        if (pki::toText(type) == word) return type;
    return std::nullopt;
}

std::optional<pki::KeyType> keyTypeFromWord(std::string_view word) {
    using enum pki::KeyType;
    for (const auto type : {Rsa, EcP256, EcP384, EcP521, Ed25519, Other})
        if (pki::toText(type) == word) return type;
    return std::nullopt;
}

Result<Constraints> readConstraints(const Json& object) {
    JsonObject reader(object, "constraints");
    Constraints constraints;
    (void)reader.whole("version", 1, 1);
    constraints.subjectText = readPattern(reader, "subjectText", false);
    readRules(reader, "subject", constraints.subject, readSubjectRule);
    constraints.onlyListedSubjectAttributes =
        reader.flag("onlyListedSubjectAttributes").value_or(false);
    readRules(reader, "subjectAltNames", constraints.subjectAltNames, readSanRule);
    constraints.onlyListedSans = reader.flag("onlyListedSans").value_or(false);
    constraints.sanRequired = reader.flag("sanRequired").value_or(false);
    readKeyTypes(reader, constraints.keyTypes);
    if (const auto bits = reader.whole("minRsaBits", 0, kMaxRsaBits))
        constraints.minRsaBits = static_cast<unsigned>(*bits);
    constraints.keyUsage = readKeyUsage(reader, "keyUsage");
    constraints.extendedKeyUsage = readUsages(reader, "extendedKeyUsage");
    reader.refuseOthers();
    SCEPTER_CHECK(reader.finish());
    return constraints;
}

Result<Grant> readGrant(const Json* certificate, const Json* constraints, bool vouched) {
    Grant grant;
    grant.sidVouched = vouched;
    if (certificate) SCEPTER_CHECK(readWishes(*certificate, grant));
    if (constraints) {
        SCEPTER_TRY(read, readConstraints(*constraints));
        grant.constraints = std::move(read);
    }
    return grant;
}

Result<std::vector<Comparison>> readComparisons(const Json& list) {
    if (!list.is_array() || list.size() > kMaxComparisons)
        return fail(ErrorCode::EncodingMalformed, "comparisons: it is no list, or too long");
    std::vector<Comparison> lines;
    for (const Json& item : list) {
        SCEPTER_TRY(line, readComparison(item));
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace scepter::challenge
