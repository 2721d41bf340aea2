#include "x509.h"

#include "asn1/values.h"

namespace scepter::inspect {

namespace {

namespace tag = asn1::tag;

void addValidity(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "validity", part);
    Fields fields(part);
    std::string text;
    std::vector<TimePoint> times;
    for (const std::string_view name : {"notBefore", "notAfter"})
        if (const Part time = fields.takeTime()) {
            addTime(decoding, id, name, time);
            const auto value = asn1::timeValue(time.element);
            text += (text.empty() ? "" : " to ") + (value ? toIsoText(*value) : "unreadable");
            if (value) times.push_back(*value);
        }
    fields.addRest(decoding, id);
    const TimePoint now = decoding.options.now;
    if (times.size() == 2 && now != TimePoint{}) {
        if (now < times[0]) text += ", not yet valid";
        // RFC 5280 section 4.1.2.5: through notAfter, inclusive, which has whole seconds.
        if (now >= times[1] + std::chrono::seconds(1)) text += ", expired";
    }
    decoding.builder.setValue(id, text);
}

void addToBeSigned(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "tbsCertificate", part);
    if (id == kNoNode) return;
    Fields fields(part);
    if (const Part version = fields.takeExplicit(0))
        addVersion(decoding, id, version);
    else
        addNote(decoding, id, "version", "v1 (default)");
    if (const Part serial = fields.takeIf(tag::kInteger))
        addSerial(decoding, id, "serialNumber", serial);
    if (const Part algorithm = fields.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "signature", algorithm);
    if (const Part issuer = fields.takeIf(tag::kSequence)) addName(decoding, id, "issuer", issuer);
    if (const Part validity = fields.takeIf(tag::kSequence)) addValidity(decoding, id, validity);
    if (const Part subject = fields.takeIf(tag::kSequence))
        addName(decoding, id, "subject", subject);
    if (const Part key = fields.takeIf(tag::kSequence))
        addPublicKey(decoding, id, "subjectPublicKeyInfo", key);
    if (const Part unique = fields.takeIfContext(1))
        addBytes(decoding, id, "issuerUniqueID", unique);
    if (const Part unique = fields.takeIfContext(2))
        addBytes(decoding, id, "subjectUniqueID", unique);
    if (const Part extensions = fields.takeExplicit(3)) addExtensions(decoding, id, extensions);
    fields.addRest(decoding, id);
}

void addSelfSigned(Decoding& decoding, NodeId id, const pki::Certificate& certificate) {
    if (!certificate.issuer().matches(certificate.subject())) {
        addNote(decoding, id, "selfSigned", "no", Kind::Flag);
        addIssuerCheck(
            decoding, id, certificate.issuer(),
            [&certificate](const pki::PublicKey& key) { return certificate.verifySignedBy(key); });
        return;
    }
    if (decoding.redacted) {
        addNote(decoding, id, "selfSigned", "by its names; not checked: it is redacted",
                Kind::Flag);
        return;
    }
    const auto outcome = certificate.verifySignedBy(certificate.publicKey());
    addNote(decoding, id, "selfSigned",
            (outcome ? "yes, " : "by its names, but with its own key ") + shownOutcome(outcome),
            Kind::Flag);
}

} // namespace

CertificateFacts addCertificate(Decoding& decoding, NodeId parent, std::string_view name,
                                const Part& part) {
    CertificateFacts facts;
    facts.encoding = encodingOf(part);
    facts.node = addGroup(decoding, parent, name, part);
    if (facts.node == kNoNode) return facts;
    const NodeId id = facts.node;
    Fields fields(part);
    if (const Part inner = fields.takeIf(tag::kSequence)) addToBeSigned(decoding, id, inner);
    if (const Part algorithm = fields.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "signatureAlgorithm", algorithm);
    if (const Part signature = fields.takeIf(tag::kBitString))
        addSignature(decoding, id, "signatureValue", signature);
    fields.addRest(decoding, id);
    addFingerprints(decoding, id, part.element.encoded());

    auto read = pki::Certificate::fromDer(part.element.encoded());
    if (!read) {
        addProblem(decoding, id, read.error());
        return facts;
    }
    const std::string subject = read->subject().toDisplayText();
    decoding.builder.setValue(id, shownText(subject.empty() ? "(empty subject)" : subject));
    addSelfSigned(decoding, id, *read);
    facts.certificate = std::move(*read);
    return facts;
}

} // namespace scepter::inspect
