// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare_request.h"

#include "asn1/oids.h"
#include "pki/extensions.h"

#include <algorithm>

namespace scepter::standin {

namespace {

namespace oids = asn1::oids;

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text.append(text.empty() ? "" : ", ").append(part);
    return text;
}

std::string textOf(const std::vector<pki::GeneralName>& names) {
    std::vector<std::string> texts;
    for (const pki::GeneralName& name : names)
        texts.push_back(pki::toText(name));
    std::ranges::sort(texts);
    return joined(texts);
}

std::string textOf(const std::vector<asn1::Oid>& usages) {
    std::vector<std::string> texts;
    for (const asn1::Oid& usage : usages)
        texts.push_back(pki::extendedKeyUsageName(usage));
    std::ranges::sort(texts);
    return joined(texts);
}

Comparison comparison(const char* field, std::string expected, std::string found) {
    const bool equal = expected == found;
    return {field, std::move(expected), std::move(found), equal};
}

} // namespace

Comparison compareSubject(std::string_view expected, const pki::Csr& csr) {
    return comparison("Subject", std::string(expected), csr.subject().toText());
}

Comparison compareSans(const std::vector<pki::GeneralName>& expected, const pki::Csr& csr) {
    return comparison("SAN", textOf(expected), textOf(csr.subjectAltNames()));
}

Comparison compareKeyUsage(std::uint16_t expected, const pki::Csr& csr) {
    const auto* extension = pki::findExtension(csr.requestedExtensions(), oids::kKeyUsage);
    const auto bits = extension != nullptr ? pki::readKeyUsage(extension->value)
                                           : Result<std::uint16_t>(std::uint16_t{0});
    return comparison("Key usage", joined(pki::keyUsageNames(expected)),
                      bits ? joined(pki::keyUsageNames(*bits)) : "not readable");
}

Comparison compareKeySize(unsigned expectedBits, const pki::Csr& csr) {
    return comparison("Key", "RSA " + std::to_string(expectedBits), csr.publicKey().toText());
}

Comparison compareExtendedKeyUsage(const std::vector<asn1::Oid>& expected, const pki::Csr& csr) {
    const auto* extension = pki::findExtension(csr.requestedExtensions(), oids::kExtendedKeyUsage);
    const auto usages = extension != nullptr ? pki::readExtendedKeyUsage(extension->value)
                                             : Result<std::vector<asn1::Oid>>();
    return comparison("EKU", textOf(expected), usages ? textOf(*usages) : "not readable");
}

Comparison compareHash(const std::vector<pki::Digest>& expected, const pki::Csr& csr) {
    std::vector<std::string> names;
    for (const pki::Digest digest : expected)
        names.emplace_back(pki::toText(digest));
    const pki::SignatureAlgorithm* algorithm = csr.signatureAlgorithm();
    if (algorithm == nullptr) return {"Hash", joined(names), "unknown", false};
    const bool equal =
        expected.empty() || std::ranges::find(expected, algorithm->digest) != expected.end();
    return {"Hash", joined(names), std::string(pki::toText(algorithm->digest)), equal};
}

} // namespace scepter::standin
