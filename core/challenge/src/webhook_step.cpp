// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies as step-ca sends them: the JSON forms of its webhook package and of Go's x509 types, with
// the names and nulls that receivers know.
#include "webhook.h"

#include "asn1/oids.h"
#include "base/encoding.h"
#include "gate_talk_question.h"
#include "pki/certificate.h"

#include <array>

namespace scepter::challenge {

namespace {

namespace oids = asn1::oids;

struct NamedOid {
    asn1::Oid oid;
    const char* name;
};

// Attributes that may stand several times, and two of which the last counts.
constexpr std::array kLists{NamedOid{asn1::Oid("2.5.4.6"), "country"},
                            NamedOid{asn1::Oid("2.5.4.10"), "organization"},
                            NamedOid{asn1::Oid("2.5.4.11"), "organizationalUnit"},
                            NamedOid{asn1::Oid("2.5.4.7"), "locality"},
                            NamedOid{asn1::Oid("2.5.4.8"), "province"},
                            NamedOid{asn1::Oid("2.5.4.9"), "streetAddress"},
                            NamedOid{asn1::Oid("2.5.4.17"), "postalCode"}};
constexpr std::array kSingles{NamedOid{asn1::Oid("2.5.4.5"), "serialNumber"},
                              NamedOid{asn1::Oid("2.5.4.3"), "commonName"}};

constexpr std::array kExtendedUsages{
    NamedOid{asn1::Oid("2.5.29.37.0"), "any"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.1"), "serverAuth"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.2"), "clientAuth"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.3"), "codeSigning"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.4"), "emailProtection"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.5"), "ipsecEndSystem"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.6"), "ipsecTunnel"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.7"), "ipsecUser"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.8"), "timeStamping"},
    NamedOid{asn1::Oid("1.3.6.1.5.5.7.3.9"), "ocspSigning"},
    NamedOid{asn1::Oid("1.3.6.1.4.1.311.10.3.3"), "microsoftServerGatedCrypto"},
    NamedOid{asn1::Oid("2.16.840.1.113730.4.1"), "netscapeServerGatedCrypto"},
    NamedOid{asn1::Oid("1.3.6.1.4.1.311.2.1.22"), "microsoftCommercialCodeSigning"},
    NamedOid{asn1::Oid("1.3.6.1.4.1.311.61.1.1"), "microsoftKernelCodeSigning"}};

constexpr std::array<const char*, 9> kUsages = {
    "digitalSignature", "contentCommitment", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "certSign",         "crlSign",           "encipherOnly",    "decipherOnly"};

template <std::size_t N>
const char* nameIn(const std::array<NamedOid, N>& names, const asn1::Oid& oid) {
    const auto found = std::ranges::find(names, oid, &NamedOid::oid);
    return found == names.end() ? nullptr : found->name;
}

/// Go writes a list without items as null.
JsonOut listOrNull(std::vector<std::string> items) {
    if (items.empty()) return nullptr;
    return JsonOut(std::move(items));
}

JsonOut subjectJson(const pki::Name& name) {
    JsonOut subject = JsonOut::object();
    JsonOut others = JsonOut::array();
    for (const pki::Rdn& rdn : name.rdns())
        for (const pki::NameAttribute& attribute : rdn) {
            const std::string value = jsonText(attribute.value);
            if (const char* list = nameIn(kLists, attribute.type))
                subject[list].push_back(value);
            else if (const char* single = nameIn(kSingles, attribute.type))
                subject[single] = value;
            else
                others.push_back({{"type", attribute.type.toText()}, {"value", value}});
        }
    if (!others.empty()) subject["extraNames"] = std::move(others);
    return subject;
}

std::vector<std::string> namesOf(const std::vector<pki::GeneralName>& names,
                                 pki::GeneralNameType type) {
    std::vector<std::string> values;
    for (const pki::GeneralName& name : names)
        if (name.type == type) values.push_back(jsonText(name.value));
    return values;
}

JsonOut extensionsJson(const std::vector<pki::Extension>& extensions) {
    if (extensions.empty()) return nullptr;
    JsonOut list = JsonOut::array();
    for (const pki::Extension& extension : extensions)
        list.push_back({{"id", extension.id.toText()},
                        {"critical", extension.critical},
                        {"value", toBase64(extension.value)}});
    return list;
}

JsonOut keyUsageJson(const pki::Csr& csr) {
    const std::uint16_t bits = askedKeyUsage(csr).value_or(0);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kUsages.size(); ++i)
        if ((bits & (1U << i)) != 0) names.emplace_back(kUsages.at(i));
    return listOrNull(std::move(names));
}

void addExtendedUsages(JsonOut& request, const pki::Csr& csr) {
    JsonOut known = JsonOut::array();
    std::vector<std::string> unknown;
    for (const asn1::Oid& usage : askedExtendedKeyUsage(csr)) {
        if (const char* name = nameIn(kExtendedUsages, usage))
            known.push_back(name);
        else
            unknown.push_back(usage.toText());
    }
    request["extKeyUsage"] = std::move(known);
    request["unknownExtKeyUsage"] = listOrNull(std::move(unknown));
}

JsonOut basicConstraintsJson(const pki::Csr& csr) {
    const auto* extension = pki::findExtension(csr.requestedExtensions(), oids::kBasicConstraints);
    if (!extension) return nullptr;
    const auto read = pki::readBasicConstraints(extension->value);
    if (!read) return nullptr;
    const auto length = read->pathLength;
    return {{"isCA", read->ca}, {"maxPathLen", length ? static_cast<std::int64_t>(*length) : -1}};
}

const char* algorithmName(pki::KeyType type) {
    switch (type) {
    case pki::KeyType::Rsa:
        return "RSA";
    case pki::KeyType::EcP256:
    case pki::KeyType::EcP384:
    case pki::KeyType::EcP521:
        return "ECDSA";
    case pki::KeyType::Ed25519:
        return "Ed25519";
    case pki::KeyType::Other:
        break;
    }
    return "0";
}

JsonOut requestJson(const pki::Csr& csr) {
    using enum pki::GeneralNameType;
    const auto names = csr.subjectAltNames();
    JsonOut request;
    request["version"] = 0;
    request["subject"] = subjectJson(csr.subject());
    request["rawSubject"] = toBase64(csr.subject().der());
    request["dnsNames"] = listOrNull(namesOf(names, Dns));
    request["emailAddresses"] = listOrNull(namesOf(names, Email));
    request["ipAddresses"] = listOrNull(namesOf(names, Ip));
    request["uris"] = listOrNull(namesOf(names, Uri));
    request["sans"] = nullptr; // step-ca fills this only from its templates
    request["extensions"] = extensionsJson(csr.requestedExtensions());
    request["keyUsage"] = keyUsageJson(csr);
    addExtendedUsages(request, csr);
    request["basicConstraints"] = basicConstraintsJson(csr);
    request["signatureAlgorithm"] = "";
    request["publicKey"] = toBase64(csr.publicKey().spki());
    request["publicKeyAlgorithm"] = algorithmName(csr.publicKey().type());
    request["raw"] = toBase64(csr.der());
    return request;
}

} // namespace

Result<JsonOut> stepQuestion(const GateRequest& request) {
    SCEPTER_TRY(challenge, challengeText(*request.csr));
    JsonOut body;
    body["timestamp"] = toIsoText(request.now);
    body["provisionerName"] = jsonText(request.endpoint);
    body["x509CertificateRequest"] = requestJson(*request.csr);
    if (!challenge.empty()) body["scepChallenge"] = challenge;
    body["scepTransactionID"] = jsonText(request.transactionId);
    return body;
}

Result<JsonOut> stepNotice(const GateOutcome& outcome, const pki::Csr& csr, TimePoint now) {
    JsonOut body;
    body["timestamp"] = toIsoText(now);
    body["x509CertificateRequest"] = requestJson(csr);
    if (outcome.certificate) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(*outcome.certificate));
        body["x509Certificate"] = {
            {"publicKey", toBase64(certificate.publicKey().spki())},
            {"publicKeyAlgorithm", algorithmName(certificate.publicKey().type())},
            {"notBefore", toIsoText(certificate.notBefore())},
            {"notAfter", toIsoText(certificate.notAfter())},
            {"raw", toBase64(certificate.der())}};
    } else {
        body["scepErrorDescription"] = jsonText(outcome.reason);
    }
    body["scepTransactionID"] = jsonText(outcome.transactionId);
    return body;
}

} // namespace scepter::challenge
