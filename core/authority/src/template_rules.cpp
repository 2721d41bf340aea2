#include "template_rules.h"

#include "asn1/oids.h"
#include "base/encoding.h"
#include "base/text.h"
#include "placeholders.h"

#include <algorithm>
#include <array>

namespace scepter::authority {

namespace {

using pki::GeneralName;
using pki::GeneralNameType;
namespace oids = asn1::oids;

constexpr asn1::Oid kPolicyMappings{"2.5.29.33"};
constexpr asn1::Oid kPolicyConstraints{"2.5.29.36"};
constexpr asn1::Oid kFreshestCrl{"2.5.29.46"};
constexpr asn1::Oid kInhibitAnyPolicy{"2.5.29.54"};
constexpr asn1::Oid kSubjectDirectoryAttributes{"2.5.29.9"};
// The poison and the timestamp list of RFC 6962 are a CA's to write.
constexpr asn1::Oid kCtPoison{"1.3.6.1.4.1.11129.2.4.3"};
constexpr asn1::Oid kCtTimestamps{"1.3.6.1.4.1.11129.2.4.2"};
// Takes OCSP checking of a delegated responder away (RFC 6960 section 4.2.2.2.1).
constexpr asn1::Oid kOcspNoCheck{"1.3.6.1.5.5.7.48.1.5"};

constexpr std::array kNeverCopied{oids::kSubjectKeyIdentifier,
                                  oids::kKeyUsage,
                                  oids::kSubjectAltName,
                                  oids::kIssuerAltName,
                                  oids::kBasicConstraints,
                                  oids::kNameConstraints,
                                  oids::kCrlDistributionPoints,
                                  oids::kCertificatePolicies,
                                  oids::kAuthorityKeyIdentifier,
                                  oids::kExtendedKeyUsage,
                                  oids::kAuthorityInfoAccess,
                                  oids::kMicrosoftSid,
                                  kPolicyMappings,
                                  kPolicyConstraints,
                                  kFreshestCrl,
                                  kInhibitAnyPolicy,
                                  kSubjectDirectoryAttributes,
                                  kCtPoison,
                                  kCtTimestamps,
                                  kOcspNoCheck};

bool isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string percentEncoded(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (isAlphanumeric(c) || std::string_view("-._~").contains(c))
            text += c;
        else
            text += '%' + toUpperHex(bytesOf(std::string_view(&c, 1)));
    }
    return text;
}

std::unexpected<Error> unusable(std::string_view value, GeneralNameType type) {
    return fail(ErrorCode::SanRejected, "\"" + printable(value) +
                                            "\" cannot be put into a SAN of type " +
                                            std::string(pki::toText(type)));
}

/// Each type has characters with a meaning of their own, which a value from a CSR must not bring.
Result<std::string> safeFor(GeneralNameType type, std::string_view value) {
    const auto onlyOf = [&](std::string_view others) {
        return std::ranges::all_of(value,
                                   [&](char c) { return isAlphanumeric(c) || others.contains(c); });
    };
    switch (type) {
    case GeneralNameType::Uri:
        return percentEncoded(value);
    case GeneralNameType::Dns:
        if (!onlyOf("-._")) return unusable(value, type);
        break;
    case GeneralNameType::Email:
        if (!onlyOf("-._+@=~'!#$%&*/?^`{|}")) return unusable(value, type);
        break;
    case GeneralNameType::Ip:
        if (!onlyOf(".:")) return unusable(value, type);
        break;
    case GeneralNameType::RegisteredId:
        if (!onlyOf(".")) return unusable(value, type);
        break;
    default:
        break;
    }
    return std::string(value);
}

Result<std::string> fillSanValue(const SanPattern& pattern, const pki::Name& subject) {
    // A directory name is filled in attribute by attribute, where nothing needs escaping.
    if (pattern.type == GeneralNameType::DirectoryName) {
        SCEPTER_TRY(name, fillSubjectPattern(pattern.value, subject));
        return name.toText();
    }
    SCEPTER_TRY(value, fillPlaceholders(pattern.value, subject, [&](std::string_view raw) {
                    return safeFor(pattern.type, raw);
                }));
    const bool address =
        pattern.type == GeneralNameType::Email || pattern.type == GeneralNameType::Upn;
    if (address && std::ranges::count(value, '@') != 1)
        return fail(ErrorCode::SanRejected,
                    "\"" + printable(value) + "\" would not have exactly one '@'");
    return value;
}

bool isPrintableAscii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

/// What counts against a name; empty when nothing does.
std::string_view faultOf(const GeneralName& name) {
    switch (name.type) {
    case GeneralNameType::Dns:
        // RFC 1035 section 2.3.4: a name has at most 253 characters when written out.
        if (name.value.empty() || name.value.size() > 253) return "its length";
        [[fallthrough]];
    case GeneralNameType::Email:
    case GeneralNameType::Uri:
        if (name.value.empty()) return "its length";
        if (!isPrintableAscii(name.value)) return "a character that is not printable ASCII";
        return {};
    case GeneralNameType::Ip:
        // RFC 5280 section 4.2.1.6: 4 or 16 octets, under a header of two.
        return name.der.size() == 6 || name.der.size() == 18 ? "" : "the size of an address";
    case GeneralNameType::Upn:
        if (name.value.empty()) return "its length";
        return isPlainText(name.value) ? "" : "a control character";
    default:
        return {};
    }
}

} // namespace

bool mayBeCopied(const asn1::Oid& extension) {
    return std::ranges::find(kNeverCopied, extension) == kNeverCopied.end();
}

Result<SanPattern> readSanPattern(std::string_view pattern) {
    using enum GeneralNameType;
    const auto colon = pattern.find(':');
    const std::string_view prefix = pattern.substr(0, colon);
    for (const auto type : {Email, Dns, Uri, Ip, DirectoryName, RegisteredId, Upn}) {
        if (!equalsIgnoringCase(prefix, pki::toText(type))) continue;
        if (colon == std::string_view::npos || colon + 1 == pattern.size()) break;
        const std::string_view value = pattern.substr(colon + 1);
        SCEPTER_CHECK(checkPlaceholders(value));
        return SanPattern{type, value};
    }
    return fail(ErrorCode::InvalidArgument,
                "\"" + printable(pattern) + "\" is not TYPE:VALUE with a known type");
}

// The pattern is read as a name first and its values filled in after that: a value from a CSR never
// meets a parser, so it cannot bring another attribute with it.
Result<pki::Name> fillSubjectPattern(std::string_view pattern, const pki::Name& subject) {
    const auto name = pki::Name::fromText(pattern);
    if (!name)
        return fail(ErrorCode::InvalidArgument,
                    "the template's subject is malformed: " + name.error().detail);
    std::vector<pki::Rdn> rdns = name->rdns();
    for (pki::Rdn& rdn : rdns)
        for (pki::NameAttribute& attribute : rdn) {
            if (!hasPlaceholders(attribute.value)) continue;
            SCEPTER_TRY(value, fillPlaceholders(attribute.value, subject,
                                                [](std::string_view raw) -> Result<std::string> {
                                                    return std::string(raw);
                                                }));
            attribute = pki::NameAttribute{attribute.type, 0, std::move(value), {}};
        }
    auto filled = pki::Name::fromRdns(std::move(rdns));
    if (!filled)
        return fail(ErrorCode::SubjectRejected,
                    "the template's subject cannot be made: " + filled.error().detail);
    return filled;
}

Result<GeneralName> fillSanPattern(std::string_view pattern, const pki::Name& subject) {
    SCEPTER_TRY(read, readSanPattern(pattern));
    auto value = fillSanValue(read, subject);
    if (!value)
        return fail(value.error().code == ErrorCode::SubjectRejected ? ErrorCode::SanRejected
                                                                     : value.error().code,
                    value.error().detail);
    auto name = pki::makeGeneralName(read.type, *value);
    if (!name) return unusable(*value, read.type);
    SCEPTER_CHECK(checkSan(*name));
    return name;
}

Result<void> checkSan(const GeneralName& name) {
    const std::string_view fault = faultOf(name);
    if (fault.empty()) return {};
    return fail(ErrorCode::SanRejected, "the SAN \"" + printable(pki::toText(name)) +
                                            "\" is refused for " + std::string(fault));
}

} // namespace scepter::authority
