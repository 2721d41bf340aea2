// The SCEP message around everything (RFC 8894 section 3).
#include "cms_parts.h"
#include "scep_words.h"

#include "asn1/oids.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;

constexpr auto kScepAttributes =
    std::to_array<asn1::Oid>({oids::kMessageType, oids::kPkiStatus, oids::kFailInfo,
                              oids::kSenderNonce, oids::kRecipientNonce, oids::kTransactionId});

bool isScepAttribute(const asn1::Oid& type) {
    return std::ranges::find(kScepAttributes, type) != kScepAttributes.end();
}

NodeId nodeOf(const SignerFacts& signer, const asn1::Oid& type) {
    const auto found = std::ranges::find(signer.attributes, type, &AttributeFacts::type);
    return found == signer.attributes.end() ? kNoNode : found->node;
}

/// Keys that a transactionID may have been made of: of the CSR, of who signs, of what was issued.
std::vector<pki::PublicKey> candidateKeys(const Facts& facts, const SignerFacts& signer) {
    constexpr std::size_t kMost = 8;
    std::vector<pki::PublicKey> keys;
    for (const CsrFacts& csr : facts.csrs)
        if (csr.csr && keys.size() < kMost) keys.push_back(csr.csr->publicKey());
    if (signer.certificate) keys.push_back(signer.certificate->publicKey());
    for (const SignedFacts& data : facts.signedData)
        for (const CertificateFacts& certificate : data.certificates)
            if (certificate.certificate && keys.size() < kMost)
                keys.push_back(certificate.certificate->publicKey());
    return keys;
}

void noteDerivation(Decoding& decoding, ScepFacts& scep, const SignerFacts& signer) {
    std::optional<Derivation> derivation = constantTransactionId(scep.attributes.transactionId);
    if (!scep.attributes.transactionId.empty())
        for (const pki::PublicKey& key : candidateKeys(decoding.facts, signer))
            if (!derivation) derivation = derivationOf(scep.attributes.transactionId, key);
    if (!derivation) return;
    scep.derivation = derivation->how;
    scep.client = derivation->client;
    std::string text = derivation->how;
    if (!derivation->client.empty()) text += ", as " + derivation->client + " makes it";
    decoding.builder.add(scep.transactionIdNode, "derivation", Kind::Text, std::move(text));
}

} // namespace

void noteScepMessage(Decoding& decoding, std::size_t index) {
    Facts& facts = decoding.facts;
    const SignedFacts& outer = facts.signedData[index];
    // What is inside is noted first; the outermost message is the one that counts.
    if ((facts.scep && facts.scep->outer < index) || outer.signers.empty()) return;
    const SignerFacts& signer = outer.signers.front();
    if (std::ranges::none_of(signer.info.signedAttributes, isScepAttribute,
                             &pki::CmsAttribute::type))
        return;
    ScepFacts scep;
    scep.node = outer.node;
    scep.outer = index;
    if (auto read = scep::readAttributes(signer.info.signedAttributes, scep.attributes); !read)
        scep.attributeError = read.error();
    scep.messageTypeNode = nodeOf(signer, oids::kMessageType);
    scep.transactionIdNode = nodeOf(signer, oids::kTransactionId);
    scep.pkiStatusNode = nodeOf(signer, oids::kPkiStatus);
    scep.failInfoNode = nodeOf(signer, oids::kFailInfo);
    scep.senderNonceNode = nodeOf(signer, oids::kSenderNonce);
    scep.recipientNonceNode = nodeOf(signer, oids::kRecipientNonce);
    noteDerivation(decoding, scep, signer);
    facts.scep = std::move(scep);
    if (facts.subject == Subject::Cms || facts.subject == Subject::Unknown)
        facts.subject = Subject::ScepMessage;
}

} // namespace scepter::inspect
