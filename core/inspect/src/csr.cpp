#include "x509.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "csr_attributes.h"

namespace scepter::inspect {

namespace {

namespace tag = asn1::tag;

void addInfo(Decoding& decoding, NodeId parent, const Part& part, CsrFacts& facts) {
    const NodeId id = addGroup(decoding, parent, "certificationRequestInfo", part);
    if (id == kNoNode) return;
    Fields fields(part);
    if (const Part version = fields.takeIf(tag::kInteger)) addVersion(decoding, id, version);
    if (const Part subject = fields.takeIf(tag::kSequence))
        facts.subjectNode = addName(decoding, id, "subject", subject);
    if (const Part key = fields.takeIf(tag::kSequence))
        facts.keyNode = addPublicKey(decoding, id, "subjectPKInfo", key);
    if (const Part attributes = fields.takeIfContext(0))
        addCsrAttributes(decoding, id, attributes, facts);
    fields.addRest(decoding, id);
}

/// Proof of possession where the whole could not be read strictly.
std::optional<Result<void>> checkLoosely(const Part& part) {
    const Part inner = part.with(part.element.firstChild());
    const auto key = pki::PublicKey::fromSpki(inner.element.child(2).encoded());
    if (!key || part.element.childCount() < 3) return std::nullopt;
    return verifyElements(
        {inner, part.with(part.element.child(1)), part.with(part.element.child(2))}, *key);
}

} // namespace

CsrFacts addCsr(Decoding& decoding, NodeId parent, const Part& part) {
    CsrFacts facts;
    facts.encoding = encodingOf(part);
    facts.node = addGroup(decoding, parent, "CSR", part);
    if (facts.node == kNoNode) return facts;
    const NodeId id = facts.node;
    Fields fields(part);
    if (const Part info = fields.takeIf(tag::kSequence)) addInfo(decoding, id, info, facts);
    if (const Part algorithm = fields.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "signatureAlgorithm", algorithm);
    if (const Part signature = fields.takeIf(tag::kBitString))
        addSignature(decoding, id, "signature", signature);
    fields.addRest(decoding, id);

    auto read = pki::Csr::fromDer(part.element.encoded());
    if (read) {
        const std::string subject = read->subject().toDisplayText();
        decoding.builder.setValue(id, shownText(subject.empty() ? "(empty subject)" : subject));
        if (!decoding.redacted) facts.possession = read->verify();
        facts.csr = std::move(*read);
    } else {
        addProblem(decoding, id, read.error());
        if (!decoding.redacted) facts.possession = checkLoosely(part);
    }
    if (facts.possession)
        addNote(decoding, id, "proofOfPossession", shownOutcome(*facts.possession), Kind::Flag);
    else if (decoding.redacted)
        addNote(decoding, id, "proofOfPossession", "not checked: the CSR is redacted", Kind::Flag);
    return facts;
}

} // namespace scepter::inspect
