// Decoders that show plain ASN.1 until they are written.
#include "decoder.h"

#include "base/text.h"

namespace scepter::inspect {

<<<<<<< HEAD
NodeId addContentInfo(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return addPlain(decoding, parent, name, part);
}

std::optional<LookupFacts> addLookup(Decoding& /*decoding*/, NodeId /*parent*/,
                                     const Part& /*part*/) {
    return std::nullopt;
=======
CertificateFacts addCertificate(Decoding& decoding, NodeId parent, std::string_view name,
                                const Part& part) {
    CertificateFacts facts;
    facts.node = addPlain(decoding, parent, name, part);
    if (auto read = pki::Certificate::fromDer(part.element.encoded()))
        facts.certificate = std::move(*read);
    return facts;
}

void addExtensions(Decoding& decoding, NodeId parent, const Part& sequence,
                   std::vector<std::pair<asn1::Oid, NodeId>>* /*found*/) {
    addPlain(decoding, parent, "extensions", sequence);
}

CsrFacts addCsr(Decoding& decoding, NodeId parent, const Part& part) {
    CsrFacts facts;
    facts.node = addPlain(decoding, parent, "CSR", part);
    if (auto read = pki::Csr::fromDer(part.element.encoded())) {
        facts.csr = std::move(*read);
        facts.possession = facts.csr->verify();
    }
    return facts;
}

CrlFacts addCrl(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    CrlFacts facts;
    facts.node = addPlain(decoding, parent, name, part);
    if (auto read = pki::Crl::fromDer(part.element.encoded())) facts.crl = std::move(*read);
    return facts;
}

NodeId addPublicKey(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return addPlain(decoding, parent, name, part);
}

NodeId addOcsp(Decoding& decoding, NodeId parent, const Part& part) {
    return addPlain(decoding, parent, "OCSP", part);
}

NodeId addPrivateKey(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addPlain(decoding, parent, "private key", part, 0);
    decoding.builder.setSecret(id);
    return id;
}

NodeId addPkcs12(Decoding& decoding, NodeId parent, const Part& part) {
    return addPlain(decoding, parent, "PKCS#12", part);
>>>>>>> h-icms
}

void decodeAny(Decoding& decoding, NodeId parent, BufferId buffer, Hint /*hint*/) {
    decodeAsn1(decoding, parent, buffer);
}

std::string HttpFacts::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (equalsIgnoringCase(key, name)) return value;
    return {};
}

} // namespace scepter::inspect
