#include "authority/template.h"

#include "asn1/oids.h"
#include "base/text.h"
#include "placeholders.h"
#include "template_rules.h"

#include <algorithm>
#include <array>

namespace scepter::authority {

namespace {

constexpr Duration kMaxValidity = std::chrono::days{36525};
constexpr Duration kMaxBackdate = std::chrono::days{30};
constexpr unsigned kMinRsaBits = 2048;
constexpr unsigned kMaxRsaBits = 16384;
constexpr std::size_t kMaxNameSize = 255;
constexpr std::size_t kMaxUriSize = 2048;

std::unexpected<Error> wrong(std::string detail) {
    return fail(ErrorCode::InvalidArgument, std::move(detail));
}

Result<void> checkBasics(const Template& value) {
    if (trimmed(value.name).empty()) return wrong("a template needs a name");
    if (value.name.size() > kMaxNameSize || !isPlainText(value.name))
        return wrong("a template's name is plain text of at most 255 bytes");
    if (value.validity <= Duration::zero() || value.validity > kMaxValidity)
        return wrong("the validity must be positive and at most 100 years");
    if (value.backdate < Duration::zero() || value.backdate > kMaxBackdate)
        return wrong("the backdating must be between none and 30 days");
    if (value.renewalWindow < Duration::zero())
        return wrong("the renewal window cannot be negative");
    if (value.digest == pki::Digest::Md5 || value.digest == pki::Digest::Sha1)
        return wrong("certificates are not signed over " + std::string(pki::toText(value.digest)));
    return {};
}

Result<void> checkKeys(const std::vector<KeyRule>& keys) {
    if (keys.empty()) return wrong("a template must allow at least one kind of key");
    for (const KeyRule& rule : keys) {
        if (rule.type == pki::KeyType::Other)
            return wrong("only known kinds of key can be allowed");
        if (rule.type != pki::KeyType::Rsa) continue;
        if (rule.minBits < kMinRsaBits) return wrong("RSA keys must have 2048 bits or more");
        if (rule.maxBits < rule.minBits || rule.maxBits > kMaxRsaBits)
            return wrong("the largest RSA key must be between the smallest and 16384 bits");
    }
    return {};
}

Result<void> checkSubjectPattern(const Template& value) {
    if (value.subjectPolicy == SubjectPolicy::Restrict && value.subjectAttributes.empty() &&
        !value.allowEmptySubject)
        return wrong("no subject attribute is allowed, and the subject may not be empty");
    if (value.subjectPolicy != SubjectPolicy::Override) return {};
    const auto name = pki::Name::fromText(value.subjectPattern);
    if (!name) return wrong("the subject pattern is malformed: " + name.error().detail);
    if (name->empty() && !value.allowEmptySubject) return wrong("the subject pattern is empty");
    for (const pki::Rdn& rdn : name->rdns())
        for (const pki::NameAttribute& attribute : rdn)
            SCEPTER_CHECK(checkPlaceholders(attribute.value));
    return {};
}

Result<void> checkSanPatterns(const Template& value) {
    if (value.sanPolicy == SanPolicy::Restrict && value.sanTypes.empty())
        return wrong("no SAN type is allowed; drop the SANs instead");
    if (value.sanPolicy != SanPolicy::Override) return {};
    if (value.sanPatterns.empty()) return wrong("there is no SAN pattern");
    for (const std::string& text : value.sanPatterns) {
        SCEPTER_TRY(pattern, readSanPattern(text));
        if (pattern.type == pki::GeneralNameType::DirectoryName) {
            const auto name = pki::Name::fromText(pattern.value);
            if (!name) return wrong("\"" + printable(text) + "\": " + name.error().detail);
        } else if (!hasPlaceholders(pattern.value)) {
            const auto name = fillSanPattern(text, pki::Name());
            if (!name) return wrong("\"" + printable(text) + "\": " + name.error().detail);
        }
    }
    return {};
}

Result<void> checkUsages(const Template& value) {
    if ((value.keyUsage & ~kEndEntityUsage) != 0)
        return wrong("the key usages of a CA have no place in a template");
    for (const asn1::Oid& usage : value.extendedKeyUsage)
        if (usage.empty() || std::ranges::count(value.extendedKeyUsage, usage) > 1)
            return wrong("an extended key usage is empty or listed twice");
    return {};
}

Result<void> checkUris(const std::vector<std::string>& uris, std::string_view field) {
    constexpr std::array<std::string_view, 4> kSchemes{"http://", "https://", "ldap://",
                                                       "ldaps://"};
    for (const std::string& uri : uris) {
        const auto hasScheme = [&](std::string_view scheme) {
            return uri.size() > scheme.size() &&
                   equalsIgnoringCase(std::string_view(uri).substr(0, scheme.size()), scheme);
        };
        const auto isGraphic = [](char c) {
            return c > 0x20 && c < 0x7F && c != '"' && c != '<' && c != '>';
        };
        if (uri.size() > kMaxUriSize || !std::ranges::any_of(kSchemes, hasScheme) ||
            !std::ranges::all_of(uri, isGraphic))
            return wrong(std::string(field) + ": \"" + printable(uri) +
                         "\" is no http, https or ldap address");
    }
    return {};
}

Result<void> checkExtensions(const Template& value) {
    SCEPTER_CHECK(checkUris(value.crlDistributionPoints, "CRL distribution point"));
    SCEPTER_CHECK(checkUris(value.caIssuers, "CA issuers"));
    SCEPTER_CHECK(checkUris(value.ocsp, "OCSP"));
    for (const auto* uris : {&value.crlDistributionPoints, &value.caIssuers})
        for (const std::string& uri : *uris)
            SCEPTER_CHECK(checkIssuerPlaceholders(uri));
    for (const asn1::Oid& policy : value.policies)
        // RFC 5280 section 4.2.1.4: a policy must not appear twice.
        if (policy.empty() || std::ranges::count(value.policies, policy) > 1)
            return wrong("a certificate policy is empty or listed twice");
    for (const asn1::Oid& extension : value.copiedExtensions)
        if (extension.empty() || !mayBeCopied(extension))
            return wrong("the extension " + extension.toText() + " cannot be copied from a CSR");
    return {};
}

} // namespace

Template labTemplate() {
    Template lab;
    lab.description = "Subject and names as asked for; client and server authentication";
    lab.extendedKeyUsage = {asn1::oids::kEkuClientAuth, asn1::oids::kEkuServerAuth};
    lab.keys = {{pki::KeyType::Rsa, 2048, 4096},
                {pki::KeyType::EcP256},
                {pki::KeyType::EcP384},
                {pki::KeyType::EcP521}};
    return lab;
}

Result<void> checkTemplate(const Template& value) {
    SCEPTER_CHECK(checkBasics(value));
    SCEPTER_CHECK(checkKeys(value.keys));
    SCEPTER_CHECK(checkSubjectPattern(value));
    SCEPTER_CHECK(checkSanPatterns(value));
    SCEPTER_CHECK(checkUsages(value));
    return checkExtensions(value);
}

} // namespace scepter::authority
