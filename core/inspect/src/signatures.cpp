// Who signed, and whether that holds.
#include "cms_parts.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;

/// A signature over the content itself, which CMS allows and SCEP does not.
Result<void> verifyContent(const pki::SignedData& data, const pki::SignerInfo& signer,
                           const pki::PublicKey& key) {
    if (!signer.digest)
        return fail(ErrorCode::AlgorithmUnknown, "digest algorithm " + signer.digestOid.toText());
    if (*signer.digest == pki::Digest::Md5)
        return fail(ErrorCode::AlgorithmForbidden, "a signature with MD5");
    if (!signer.signatureAlgorithm)
        return fail(ErrorCode::AlgorithmUnknown,
                    "signature algorithm " + signer.signatureOid.toText());
    return key.verify(*signer.signatureAlgorithm, data.content, signer.signature);
}

void findCertificate(Decoding& decoding, const SignedFacts& facts, SignerFacts& signer) {
    for (const CertificateFacts& embedded : facts.certificates) {
        if (!embedded.certificate || !signer.info.names(*embedded.certificate)) continue;
        signer.certificate = embedded.certificate;
        signer.certificateEmbedded = true;
        signer.certificateNode = embedded.node;
        return;
    }
    const auto* known =
        knownCertificate(decoding.options.keys, [&signer](const pki::Certificate& certificate) {
            return signer.info.names(certificate);
        });
    if (known != nullptr) signer.certificate = *known;
}

/// The messageDigest attribute beside the digest of what is there.
void compareDigest(Decoding& decoding, const pki::SignedData& data, const SignerFacts& signer) {
    const auto attribute =
        std::ranges::find(signer.attributes, oids::kMessageDigest, &AttributeFacts::type);
    const auto read = std::ranges::find(signer.info.signedAttributes, oids::kMessageDigest,
                                        &pki::CmsAttribute::type);
    if (attribute == signer.attributes.end() || read == signer.info.signedAttributes.end() ||
        read->values.empty() || !signer.info.digest)
        return;
    const auto tree = asn1::Tree::parse(read->values.front());
    if (!tree) return;
    const auto stated = asn1::octetStringValue(tree->root());
    if (!stated) return;
    const bool same = *stated == pki::digestOf(*signer.info.digest, data.content);
    std::string text = shownBytes(*stated, 64);
    if (same)
        text += " (matches the content)";
    else if (!data.hasContent)
        text += " (of content that is not in the message)";
    else
        text += " (does not match the content)";
    decoding.builder.setValue(attribute->node, std::move(text));
}

void showSigner(Decoding& decoding, const SignerFacts& signer) {
    TreeBuilder& builder = decoding.builder;
    std::string who = "not in the message and not known";
    if (signer.certificate) {
        const std::string subject = signer.certificate->subject().toDisplayText();
        who = shownText(subject.empty() ? "(empty subject)" : subject) +
              (signer.certificateEmbedded ? ", in the message" : ", known from elsewhere");
    }
    builder.add(signer.node, "signer certificate", Kind::Name, who);
    std::string check = "not checked: the signer's certificate is not here";
    if (decoding.redacted)
        check = "not checked: the message is redacted";
    else if (signer.signature && *signer.signature)
        check = "the signature holds";
    else if (signer.signature)
        check = "the signature does not hold: " + signer.signature->error().detail;
    else if (signer.certificate)
        check = "not checked: too many signers";
    builder.add(signer.node, "verification", Kind::Text, check);
    builder.setValue(signer.node, shownText(who) + ": " + shownText(check));
}

} // namespace

void checkSigners(Decoding& decoding, std::size_t index) {
    SignedFacts& facts = decoding.facts.signedData[index];
    if (!facts.data) {
        facts.signers.clear(); // nodes without what they say are no facts
        return;
    }
    const std::size_t count = std::min(facts.signers.size(), facts.data->signers.size());
    facts.signers.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        SignerFacts& signer = facts.signers[i];
        signer.info = facts.data->signers[i];
        if (KeyWork::take(decoding.keyWork.signatures)) {
            findCertificate(decoding, facts, signer);
            if (!decoding.redacted) compareDigest(decoding, *facts.data, signer);
            if (signer.certificate && !decoding.redacted) {
                const pki::PublicKey& key = signer.certificate->publicKey();
                signer.signature = signer.info.hasSignedAttributes
                                       ? pki::verifySigner(*facts.data, signer.info, key)
                                       : verifyContent(*facts.data, signer.info, key);
            }
        }
        showSigner(decoding, signer);
    }
}

} // namespace scepter::inspect
