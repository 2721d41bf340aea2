#include "decoder.h"
#include "shape.h"

namespace scepter::inspect {

namespace {

void note(Decoding& decoding, Subject subject) {
    if (decoding.facts.subject == Subject::Unknown) decoding.facts.subject = subject;
}

void decodeShape(Decoding& decoding, NodeId parent, const Part& part) {
    Facts& facts = decoding.facts;
    switch (shapeOf(part.element)) {
    case Shape::ContentInfo:
        note(decoding, Subject::Cms); // a SCEP message says so itself
        addContentInfo(decoding, parent, "ContentInfo", part);
        return;
    case Shape::Certificate:
        note(decoding, Subject::Certificate);
        facts.certificates.push_back(addCertificate(decoding, parent, "certificate", part));
        return;
    case Shape::Csr:
        note(decoding, Subject::Csr);
        facts.csrs.push_back(addCsr(decoding, parent, part));
        return;
    case Shape::Crl:
        note(decoding, Subject::Crl);
        facts.crls.push_back(addCrl(decoding, parent, "CRL", part));
        return;
    case Shape::PublicKey:
        note(decoding, Subject::PublicKey);
        addPublicKey(decoding, parent, "subjectPublicKeyInfo", part);
        return;
    case Shape::PrivateKey:
    case Shape::EncryptedPrivateKey:
        note(decoding, Subject::PrivateKey);
        addPrivateKey(decoding, parent, part);
        return;
    case Shape::Pkcs12:
        note(decoding, Subject::Pkcs12);
        addPkcs12(decoding, parent, part);
        return;
    case Shape::OcspRequest:
    case Shape::OcspResponse:
        note(decoding, Subject::Ocsp);
        addOcsp(decoding, parent, part);
        return;
    case Shape::Lookup:
        note(decoding, Subject::Lookup);
        if (auto lookup = addLookup(decoding, parent, part)) {
            facts.lookups.push_back(std::move(*lookup));
            return;
        }
        break;
    case Shape::Unknown:
        break;
    }
    note(decoding, Subject::Asn1);
    addPlain(decoding, parent, tagName(part.element.node()), part);
}

} // namespace

void decodeAsn1(Decoding& decoding, NodeId parent, BufferId buffer) {
    if (buffer == kNoNode) return;
    const ByteView bytes = decoding.builder.bytes(buffer);
    // The elements borrow the tree only while they are decoded.
    const auto partial = asn1::Tree::parsePartial(bytes, asn1Limits(decoding.options.limits));
    if (partial.tree.root()) decodeShape(decoding, parent, {buffer, partial.tree.root()});
    if (!partial.error && partial.stoppedAt >= bytes.size()) return;
    const Error why =
        partial.error
            ? *partial.error
            : Error{ErrorCode::Asn1TrailingBytes,
                    std::to_string(bytes.size() - partial.stoppedAt) + " bytes after the element",
                    {},
                    std::nullopt};
    const NodeId rest =
        decoding.builder.add(parent, "rest", Kind::Bytes, shownText(why.detail),
                             Place{buffer, partial.stoppedAt, 0, bytes.size() - partial.stoppedAt});
    if (rest != kNoNode) decoding.facts.failures.emplace_back(rest, why);
}

} // namespace scepter::inspect
