// Decoders that show plain ASN.1 until they are written.
#include "decoder.h"

namespace scepter::inspect {

CertificateFacts addCertificate(Decoding& decoding, NodeId parent, std::string_view name,
                                const Part& part) {
    return {addPlain(decoding, parent, name, part), {}, {}};
}

void addExtensions(Decoding& decoding, NodeId parent, const Part& sequence,
                   std::vector<std::pair<asn1::Oid, NodeId>>* /*found*/) {
    addPlain(decoding, parent, "extensions", sequence);
}

CsrFacts addCsr(Decoding& decoding, NodeId parent, const Part& part) {
    CsrFacts facts;
    facts.node = addPlain(decoding, parent, "CSR", part);
    return facts;
}

CrlFacts addCrl(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return {addPlain(decoding, parent, name, part), {}};
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
}

NodeId addContentInfo(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return addPlain(decoding, parent, name, part);
}

std::optional<LookupFacts> addLookup(Decoding& /*decoding*/, NodeId /*parent*/,
                                     const Part& /*part*/) {
    return std::nullopt;
}

std::string titleOf(const Inspection& /*inspection*/) {
    return {};
}

std::vector<Finding> applyRules(const Inspection& /*inspection*/, const Options& /*options*/) {
    return {};
}

} // namespace scepter::inspect
