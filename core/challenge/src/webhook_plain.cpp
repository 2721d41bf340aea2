// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies of the plain dialect: resources/schemas/webhook-request.schema.json.
#include "webhook.h"

#include "base/encoding.h"
#include "gate_talk_question.h"
#include "pki/certificate.h"
#include "pki/crypto.h"

namespace scepter::challenge {

namespace {

constexpr int kVersion = 1;
constexpr std::size_t kIdSize = 16;

/// The same for the same question, so that a receiver knows a repeat.
std::string idOf(std::initializer_list<std::string_view> parts) {
    Bytes all;
    for (const std::string_view part : parts) {
        const Bytes digest = pki::digestOf(pki::Digest::Sha256, bytesOf(part));
        all.insert(all.end(), digest.begin(), digest.end());
    }
    Bytes id = pki::digestOf(pki::Digest::Sha256, all);
    id.resize(kIdSize);
    return toHex(id);
}

JsonOut namesJson(const std::vector<pki::GeneralName>& names) {
    JsonOut list = JsonOut::array();
    for (const pki::GeneralName& name : names)
        list.push_back({{"type", pki::toText(name.type)}, {"value", jsonText(name.value)}});
    return list;
}

JsonOut usagesJson(const std::vector<asn1::Oid>& usages) {
    JsonOut list = JsonOut::array();
    for (const asn1::Oid& usage : usages)
        list.push_back(pki::extendedKeyUsageName(usage));
    return list;
}

JsonOut csrJson(const pki::Csr& csr) {
    return {{"subject", jsonText(csr.subject().toText())},
            {"sans", namesJson(csr.subjectAltNames())},
            {"keyType", pki::toText(csr.publicKey().type())},
            {"keySize", csr.publicKey().bits()},
            {"keyUsage", pki::keyUsageNames(askedKeyUsage(csr).value_or(0))},
            {"extendedKeyUsage", usagesJson(askedExtendedKeyUsage(csr))},
            {"sha256", toHex(pki::digestOf(pki::Digest::Sha256, csr.der()))}};
}

JsonOut certificateJson(const pki::Certificate& certificate) {
    return {{"subject", jsonText(certificate.subject().toText())},
            {"serial", certificate.serialText()},
            {"notBefore", toIsoText(certificate.notBefore())},
            {"notAfter", toIsoText(certificate.notAfter())},
            {"sha256", toHex(certificate.fingerprint())},
            {"der", toBase64(certificate.der())}};
}

} // namespace

Result<JsonOut> plainQuestion(const GateRequest& request) {
    SCEPTER_TRY(challenge, challengeText(*request.csr));
    const std::string time = toIsoText(request.now);
    JsonOut body;
    body["version"] = kVersion;
    body["event"] = "authorize";
    body["id"] = idOf({request.endpoint, request.transactionId, textOf(request.csr->der()), time});
    body["time"] = time;
    body["endpoint"] = jsonText(request.endpoint);
    body["messageType"] = jsonText(request.messageType);
    body["transactionId"] = jsonText(request.transactionId);
    body["remoteAddress"] = jsonText(request.remoteAddress);
    if (request.csr->challengePassword()) body["challenge"] = challenge;
    body["csr"] = csrJson(*request.csr);
    body["csr"]["der"] = toBase64(request.csr->der());
    if (request.signerCertificate) body["signer"] = toBase64(*request.signerCertificate);
    return body;
}

Result<JsonOut> plainNotice(const GateOutcome& outcome, const pki::Csr& csr, TimePoint now) {
    JsonOut body;
    body["version"] = kVersion;
    body["event"] = "outcome";
    body["id"] = idOf({outcome.endpoint, outcome.transactionId, textOf(outcome.csr),
                       outcome.certificate ? textOf(*outcome.certificate) : std::string_view(),
                       outcome.certificate ? std::string_view() : toText(outcome.code)});
    body["time"] = toIsoText(now);
    body["endpoint"] = jsonText(outcome.endpoint);
    body["transactionId"] = jsonText(outcome.transactionId);
    body["remoteAddress"] = jsonText(outcome.remoteAddress);
    // Without its DER: that would say the challenge again.
    body["csr"] = csrJson(csr);
    body["result"] = outcome.certificate ? "issued" : "refused";
    if (outcome.certificate) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(*outcome.certificate));
        body["certificate"] = certificateJson(certificate);
        body["issuer"] = toBase64(outcome.issuerCertificate);
    } else {
        body["error"] = {{"code", toText(outcome.code)}, {"reason", jsonText(outcome.reason)}};
    }
    return body;
}

} // namespace scepter::challenge
