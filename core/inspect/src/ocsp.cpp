// OCSP requests and responses (RFC 6960 section 4).
#include "x509.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "extension_values.h"
#include "pki/crypto.h"

#include <array>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

constexpr asn1::Oid kBasic{"1.3.6.1.5.5.7.48.1.1"};
constexpr auto kStatuses =
    std::to_array<std::string_view>({"successful", "malformedRequest", "internalError", "tryLater",
                                     "", "sigRequired", "unauthorized"});

using Certificates = std::vector<pki::Certificate>;

/// The certificate at hand whose issuer a CertID names, for its text.
std::string issuerOf(const Decoding& decoding, asn1::Element id) {
    const Keyring* keys = decoding.options.keys;
    const auto digest = pki::readDigestAlgorithm(id.child(0));
    const auto names = asn1::octetStringValue(id.child(1));
    if (!keys || !digest || !names) return {};
    for (const pki::Certificate& known : keys->known)
        if (pki::digestOf(*digest, known.subject().der()) == *names)
            return known.subject().toDisplayText();
    return {};
}

std::string addCertId(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    if (id == kNoNode) return {};
    Fields fields(part);
    std::string text;
    if (const Part algorithm = fields.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "hashAlgorithm", algorithm);
    if (const Part hash = fields.takeIf(tag::kOctetString))
        addOctets(decoding, id, "issuerNameHash", hash);
    if (const Part hash = fields.takeIf(tag::kOctetString))
        addOctets(decoding, id, "issuerKeyHash", hash);
    if (const Part serial = fields.takeIf(tag::kInteger)) {
        addSerial(decoding, id, "serialNumber", serial);
        text = shownText(serialText(serial.element.content()));
    }
    fields.addRest(decoding, id);
    if (const std::string issuer = issuerOf(decoding, part.element); !issuer.empty())
        addNote(decoding, id, "issuer", issuer, Kind::Name);
    decoding.builder.setValue(id, text);
    return text;
}

Certificates addCertificates(Decoding& decoding, NodeId parent, const Part& sequence) {
    const NodeId id = addGroup(decoding, parent, "certs", sequence,
                               std::to_string(sequence.element.childCount()));
    Certificates certificates;
    Fields fields(sequence);
    for (std::size_t i = 0; id != kNoNode && !decoding.builder.node(id).cut; ++i) {
        const Part each = fields.take();
        if (!each) break;
        auto facts = addCertificate(decoding, id, "[" + std::to_string(i) + "]", each);
        if (facts.certificate) certificates.push_back(*facts.certificate);
    }
    return certificates;
}

/// Says of whom the signature is; the certificates inside are tried before those at hand.
void addSignerCheck(Decoding& decoding, NodeId id, const SignedElements& elements,
                    Certificates signers) {
    if (!elements.toBeSigned || !elements.algorithm || !elements.signature) return;
    if (decoding.redacted) return;
    if (const Keyring* keys = decoding.options.keys) {
        signers.insert(signers.end(), keys->known.begin(), keys->known.end());
        for (const HeldKey& held : keys->keys)
            if (held.certificate) signers.push_back(*held.certificate);
    }
    std::string refused;
    constexpr std::size_t kMostTries = 32;
    for (std::size_t i = 0; i < signers.size() && i < kMostTries; ++i) {
        const auto outcome = verifyElements(elements, signers[i].publicKey());
        const std::string text = "with the key of " + signers[i].subject().toDisplayText() + ": " +
                                 shownOutcome(outcome);
        if (outcome) {
            addNote(decoding, id, "signatureCheck", text, Kind::Flag);
            return;
        }
        if (refused.empty()) refused = text;
    }
    addNote(decoding, id, "signatureCheck",
            refused.empty() ? "no certificate is at hand to check with" : refused, Kind::Flag);
}

// ---- request

std::string addRequestItem(Decoding& decoding, NodeId parent, std::string_view name,
                           const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    Fields fields(part);
    std::string text;
    if (const Part certId = fields.takeIf(tag::kSequence))
        text = addCertId(decoding, id, "reqCert", certId);
    if (const Part extensions = fields.takeExplicit(0)) addExtensions(decoding, id, extensions);
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

std::string addRequestBody(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "tbsRequest", part);
    if (id == kNoNode) return {};
    Fields fields(part);
    std::string text;
    if (const Part version = fields.takeExplicit(0)) addVersion(decoding, id, version);
    if (const Part requestor = fields.takeExplicit(1)) {
        const NodeId node = addGroup(decoding, id, "requestorName", requestor);
        addNamedGeneralName(decoding, node, requestor);
    }
    if (const Part list = fields.takeIf(tag::kSequence)) {
        const NodeId node = addGroup(decoding, id, "requestList", list);
        text = addEach(decoding, node, list, addRequestItem);
        decoding.builder.setValue(node, text);
    }
    if (const Part extensions = fields.takeExplicit(2)) addExtensions(decoding, id, extensions);
    fields.addRest(decoding, id);
    return text;
}

NodeId addRequest(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "OCSPRequest", part);
    if (id == kNoNode) return id;
    Fields fields(part);
    const Part body = fields.takeIf(tag::kSequence);
    std::string text;
    if (body) text = addRequestBody(decoding, id, body);
    if (const Part signature = fields.takeExplicit(0)) {
        const NodeId node = addGroup(decoding, id, "optionalSignature", signature);
        Fields parts(signature);
        const Part algorithm = parts.takeIf(tag::kSequence);
        if (algorithm) addAlgorithm(decoding, node, "signatureAlgorithm", algorithm);
        const Part bits = parts.takeIf(tag::kBitString);
        if (bits) addSignature(decoding, node, "signature", bits);
        Certificates certificates;
        if (const Part list = parts.takeExplicit(0))
            certificates = addCertificates(decoding, node, list);
        parts.addRest(decoding, node);
        addSignerCheck(decoding, node, {body, algorithm, bits}, std::move(certificates));
    }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, "for " + text);
    return id;
}

// ---- response

// CertStatus: [0] good, [1] revoked with its time and reason, [2] unknown.
std::string addStatus(Decoding& decoding, NodeId parent, const Part& part) {
    if (!part.element.isContext(1)) {
        const std::string text = part.element.isContext(0)   ? "good"
                                 : part.element.isContext(2) ? "unknown"
                                                             : "unreadable";
        decoding.builder.add(parent, "certStatus", Kind::Flag, text, part.place());
        return text;
    }
    const NodeId id = addGroup(decoding, parent, "certStatus", part);
    Fields fields(part);
    std::string text = "revoked";
    if (const Part time = fields.takeTime()) {
        addTime(decoding, id, "revocationTime", time);
        if (const auto when = asn1::timeValue(time.element)) text += " " + toIsoText(*when);
    }
    if (const Part reason = fields.takeExplicit(0)) {
        const std::string why = reasonText(reason.element);
        decoding.builder.add(id, "revocationReason", Kind::Number, why, reason.place());
        text += ", " + why;
    }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

std::string addSingle(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    if (id == kNoNode) return {};
    Fields fields(part);
    std::string text;
    if (const Part certId = fields.takeIf(tag::kSequence))
        text = addCertId(decoding, id, "certID", certId);
    if (const Part status = fields.take()) text += " " + addStatus(decoding, id, status);
    if (const Part time = fields.takeTime()) addTime(decoding, id, "thisUpdate", time);
    if (const Part time = fields.takeExplicit(0)) addTime(decoding, id, "nextUpdate", time);
    if (const Part extensions = fields.takeExplicit(1)) addExtensions(decoding, id, extensions);
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

void addResponder(Decoding& decoding, NodeId parent, Fields& fields) {
    if (const Part name = fields.takeExplicit(1)) {
        const NodeId id = addName(decoding, parent, "responderID", name);
        (void)id;
    } else if (const Part key = fields.takeExplicit(2)) {
        const NodeId id = addOctets(decoding, parent, "responderID", key);
        if (id != kNoNode) decoding.builder.setValue(id, "key " + decoding.builder.node(id).value);
    }
}

std::string addResponseData(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "tbsResponseData", part);
    if (id == kNoNode) return {};
    Fields fields(part);
    std::string text;
    if (const Part version = fields.takeExplicit(0)) addVersion(decoding, id, version);
    addResponder(decoding, id, fields);
    if (const Part time = fields.takeTime()) addTime(decoding, id, "producedAt", time);
    if (const Part list = fields.takeIf(tag::kSequence)) {
        const NodeId node = addGroup(decoding, id, "responses", list);
        text = addEach(decoding, node, list, addSingle);
        decoding.builder.setValue(node, text);
    }
    if (const Part extensions = fields.takeExplicit(1)) addExtensions(decoding, id, extensions);
    fields.addRest(decoding, id);
    return text;
}

std::string addBasic(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "BasicOCSPResponse", part);
    if (id == kNoNode) return {};
    Fields fields(part);
    const Part data = fields.takeIf(tag::kSequence);
    std::string text;
    if (data) text = addResponseData(decoding, id, data);
    const Part algorithm = fields.takeIf(tag::kSequence);
    if (algorithm) addAlgorithm(decoding, id, "signatureAlgorithm", algorithm);
    const Part signature = fields.takeIf(tag::kBitString);
    if (signature) addSignature(decoding, id, "signature", signature);
    Certificates certificates;
    if (const Part list = fields.takeExplicit(0))
        certificates = addCertificates(decoding, id, list);
    fields.addRest(decoding, id);
    addSignerCheck(decoding, id, {data, algorithm, signature}, std::move(certificates));
    decoding.builder.setValue(id, text);
    return text;
}

std::string addResponseBytes(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "responseBytes", part);
    if (id == kNoNode) return {};
    Fields fields(part);
    const Part oid = fields.takeIf(tag::kOid);
    if (oid) addOid(decoding, id, "responseType", oid);
    const Part octets = fields.takeIf(tag::kOctetString);
    fields.addRest(decoding, id);
    const NodeId node = octets ? addOctets(decoding, id, "response", octets) : kNoNode;
    const auto type = asn1::oidValue(oid.element);
    if (node == kNoNode || !type || *type != kBasic) return {};
    const Inside inside(decoding, node, octets);
    std::string text;
    if (inside.root().element.is(tag::kSequence)) text = addBasic(decoding, node, inside.root());
    inside.addRest(decoding, node);
    return text;
}

NodeId addResponse(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "OCSPResponse", part);
    if (id == kNoNode) return id;
    Fields fields(part);
    std::string text;
    if (const Part status = fields.takeIf(tag::kEnumerated)) {
        const auto number = asn1::integerValue(status.element);
        const bool known = number && *number >= 0 &&
                           *number < static_cast<std::int64_t>(kStatuses.size()) &&
                           !kStatuses.at(static_cast<std::size_t>(*number)).empty();
        text = known ? std::string(kStatuses.at(static_cast<std::size_t>(*number))) : "undefined";
        if (number) text += " (" + std::to_string(*number) + ")";
        decoding.builder.add(id, "responseStatus", Kind::Number, text, status.place());
    }
    if (const Part bytes = fields.takeExplicit(0)) {
        const std::string answers = addResponseBytes(decoding, id, bytes);
        if (!answers.empty()) text += ": " + answers;
    }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return id;
}

} // namespace

NodeId addOcsp(Decoding& decoding, NodeId parent, const Part& part) {
    return part.element.firstChild().is(tag::kEnumerated) ? addResponse(decoding, parent, part)
                                                          : addRequest(decoding, parent, part);
}

} // namespace scepter::inspect
