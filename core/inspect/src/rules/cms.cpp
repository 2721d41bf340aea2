// The signed message: encoding, signer, digest, signature (RFC 5652 section 5).
#include "rule.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;

template <class Body> void eachSigner(const Check& check, Body&& body) {
    for (const SignedFacts& data : check.facts.signedData)
        for (const SignerFacts& signer : data.signers)
            body(data, signer);
}

NodeId or2(NodeId first, NodeId second) {
    return first == kNoNode ? second : first;
}

void ber(Check& check) {
    for (const SignedFacts& data : check.facts.signedData)
        if (!data.encoding.der) {
            check.say(data.node, "The message is BER, not DER.",
                      "Apple, jscep and BouncyCastle write it so. Servers must accept it; some do "
                      "not.");
            return; // what is inside was written by the same program
        }
}

void md5(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        if (signer.info.digest == pki::Digest::Md5)
            check.say(or2(signer.digestNode, signer.node), "The message is signed with MD5.",
                      "MD5 is forbidden. Let GetCACaps list SHA-256, and the client use it.");
    });
}

void sha1(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        if (signer.info.digest == pki::Digest::Sha1)
            check.say(or2(signer.digestNode, signer.node), "The message is signed with SHA-1.",
                      "Use SHA-256; servers may refuse SHA-1 as badAlg.");
    });
}

void digestUnknown(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        if (!signer.info.digest)
            check.say(or2(signer.digestNode, signer.node),
                      "The digest algorithm " + asn1::shownOid(signer.info.digestOid) +
                          " is not spoken here.",
                      "SCEP peers share SHA-256.");
    });
}

void contentChanged(Check& check) {
    eachSigner(check, [&check](const SignedFacts& data, const SignerFacts& signer) {
        if (!signer.signature || signer.signature->has_value() ||
            signer.signature->error().code != ErrorCode::DigestMismatch || !data.data ||
            !data.data->hasContent)
            return;
        check.say(or2(data.contentNode, signer.node),
                  "The content is not what was signed: " +
                      shownText(signer.signature->error().detail) + ".",
                  "It was changed on the way, or the client signed something else.");
    });
}

void detached(Check& check) {
    eachSigner(check, [&check](const SignedFacts& data, const SignerFacts& signer) {
        if (signer.signature && !signer.signature->has_value() &&
            signer.signature->error().code == ErrorCode::DigestMismatch && data.data &&
            !data.data->hasContent)
            check.say(signer.node, "The signature is over content that is not in the message.",
                      "SCEP messages carry their content.");
    });
}

void signatureInvalid(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        if (!signer.signature || signer.signature->has_value()) return;
        const Error& error = signer.signature->error();
        if (error.code == ErrorCode::SignatureInvalid)
            check.say(signer.node, "The signature does not hold: " + shownText(error.detail) + ".",
                      "It was made with another key than the certificate's, or the attributes were "
                      "changed.");
    });
}

void signatureUnknown(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        if (!signer.info.signatureAlgorithm && signer.info.digest &&
            signer.info.signatureOid != oids::kMd5WithRsa)
            check.say(or2(signer.signatureAlgorithmNode, signer.node),
                      "The signature algorithm " + asn1::shownOid(signer.info.signatureOid) +
                          " is not spoken here.");
    });
}

void signerUnknown(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        if (!signer.certificate)
            check.say(signer.node,
                      "The signer's certificate is not in the message and not known: the signature "
                      "could not be checked.",
                      "Requests must include it; for a reply, load the answer of GetCACert.");
    });
}

void signerAbsent(Check& check) {
    if (!isRequest(check.inspection)) return;
    const SignerFacts* signer = signerOf(check.inspection);
    if (signer != nullptr && !signer->certificateEmbedded)
        check.say(signer->node, "The request does not include its signer's certificate.",
                  "A server needs it to check the signature and to encrypt the reply.");
}

void signerCount(Check& check) {
    const SignedFacts* outer = outerOf(check.inspection);
    if (outer != nullptr && outer->signers.size() != 1)
        check.say(outer->node,
                  "A SCEP message has one signer, this one has " +
                      std::to_string(outer->signers.size()) + ".",
                  "Servers must refuse it.");
}

void attributesUnsorted(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        if (!signer.attributesSorted)
            check.say(signer.node, "The signed attributes are not sorted as DER wants a SET OF.",
                      "Peers that check the signature over the DER form refuse it; sort before "
                      "signing.");
    });
}

void attributeTwice(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        const auto& all = signer.attributes;
        for (std::size_t i = 1; i < std::min<std::size_t>(all.size(), 64); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (all[i].type == all[j].type) {
                    check.say(all[i].node,
                              "The attribute " + asn1::shownOid(all[i].type) +
                                  " is there more than once.",
                              "Which one counts is not defined: peers refuse it.");
                    break;
                }
    });
}

void attributeValues(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        for (const AttributeFacts& attribute : signer.attributes)
            if (attribute.values != 1)
                check.say(attribute.node, "The attribute " + asn1::shownOid(attribute.type) +
                                              " has " + std::to_string(attribute.values) +
                                              " values, not one.");
    });
}

void attributesMissing(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        if (!signer.info.hasSignedAttributes)
            check.say(signer.node, "The signature is over the content alone: no signed attributes.",
                      "Every SCEP message has them.");
    });
}

void algorithmProtection(Check& check) {
    eachSigner(check, [&check](const SignedFacts&, const SignerFacts& signer) {
        const auto& algorithm = signer.info.signatureAlgorithm;
        if (algorithm && signer.info.digest && algorithm->scheme != pki::SignatureScheme::Ed25519 &&
            algorithm->digest != *signer.info.digest)
            check.say(or2(signer.signatureAlgorithmNode, signer.node),
                      "digestAlgorithm and signatureAlgorithm name two different digests.");
    });
}

void combinedAlgorithm(Check& check) {
    const SignerFacts* signer = signerOf(check.inspection);
    if (signer == nullptr || !isReply(check.inspection)) return;
    const auto& algorithm = signer->info.signatureAlgorithm;
    if (algorithm && algorithm->scheme == pki::SignatureScheme::RsaPkcs1 &&
        signer->info.signatureOid != oids::kRsaEncryption)
        check.say(or2(signer->signatureAlgorithmNode, signer->node),
                  "The signature algorithm is " + asn1::shownOid(signer->info.signatureOid) +
                      ", not rsaEncryption.",
                  "strongSwan and older Cisco devices accept rsaEncryption alone.");
}

void pss(Check& check) {
    const SignerFacts* signer = signerOf(check.inspection);
    if (signer != nullptr && signer->info.signatureAlgorithm &&
        signer->info.signatureAlgorithm->scheme == pki::SignatureScheme::RsaPss)
        check.say(or2(signer->signatureAlgorithmNode, signer->node),
                  "The message is signed with RSASSA-PSS.",
                  "Most SCEP peers know PKCS#1 v1.5 alone.");
}

void keyIdentifier(Check& check) {
    const SignerFacts* signer = signerOf(check.inspection);
    if (signer != nullptr && signer->info.subjectKeyIdentifier)
        check.say(signer->node, "The signer is named by its key identifier.",
                  "Most SCEP peers look for issuer and serial number.");
}

constexpr std::string_view kAttributes = "RFC 5652 section 5.3";
constexpr Rule kRules[] = {
    {"cms.ber", Severity::Info, "RFC 5652 section 5.1", ber},
    {"cms.digest.md5", Severity::Error, "RFC 8894 section 2.9", md5, 72},
    {"cms.digest.sha1", Severity::Warning, "RFC 8894 section 2.9", sha1},
    {"cms.digest.unknown", Severity::Error, "RFC 8894 section 2.9", digestUnknown, 72},
    {"cms.digest.content", Severity::Error, "RFC 5652 section 5.4", contentChanged, 92},
    {"cms.detached", Severity::Warning, "RFC 8894 section 3.1", detached},
    {"cms.signature.invalid", Severity::Error, "RFC 5652 section 5.6", signatureInvalid, 91},
    {"cms.signature.unknown", Severity::Error, "RFC 8894 section 2.9", signatureUnknown, 72},
    {"cms.signature.digests", Severity::Error, "RFC 5652 section 5.3", algorithmProtection, 73},
    {"cms.signature.combined", Severity::Advice, "strongSwan", combinedAlgorithm},
    {"cms.signature.pss", Severity::Warning, "RFC 8894 section 2.9", pss},
    {"cms.signer.unknown", Severity::Warning, "RFC 8894 section 3.1", signerUnknown},
    {"cms.signer.absent", Severity::Error, "RFC 8894 section 3.1", signerAbsent, 74},
    {"cms.signer.count", Severity::Error, "RFC 8894 section 3.1", signerCount, 76},
    {"cms.signer.key-identifier", Severity::Advice, "RFC 8894 section 3.1", keyIdentifier},
    {"cms.attributes.missing", Severity::Warning, kAttributes, attributesMissing},
    {"cms.attributes.order", Severity::Warning, kAttributes, attributesUnsorted},
    {"cms.attribute.twice", Severity::Error, "RFC 5652 section 11", attributeTwice, 66},
    {"cms.attribute.values", Severity::Error, "RFC 5652 section 11", attributeValues, 66},
};

} // namespace

std::span<const Rule> cmsRules() {
    return kRules;
}

} // namespace scepter::inspect
