// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki_draft/cms_draft.h"

#include "asn1/writer.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::pki_draft {

namespace {

namespace oids = asn1::oids;
using pki::Digest;

constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kSet = 0x31;
constexpr std::uint8_t kSignedAttributes = 0xA0;
constexpr asn1::Oid kAlgorithmProtection{"1.2.840.113549.1.9.52"};

bool isModern(Digest digest) {
    return digest != Digest::Md5 && digest != Digest::Sha1;
}

void writeDigest(asn1::Writer& writer, Digest digest, DigestParameters parameters) {
    const bool withNull = parameters == DigestParameters::Null ||
                          (parameters == DigestParameters::Modern && !isModern(digest));
    writer.sequence([&] {
        writer.oid(pki::oidOf(digest));
        if (withNull) writer.null();
    });
}

// RFC 8419 section 3.1: with Ed25519 the message digest is SHA-512.
Digest digestOf(const SignerDraft& signer) {
    return signer.key.type() == pki::KeyType::Ed25519 ? Digest::Sha512 : signer.digest;
}

Bytes encodedSignature(const SignerDraft& signer, SignatureName name,
                       std::optional<unsigned> contextTag = {}) {
    const Digest digest = digestOf(signer);
    const bool bare = name == SignatureName::BareKey;
    const bool keyOnly = signer.key.type() == pki::KeyType::Rsa &&
                         (bare || name == SignatureName::Key ||
                          (name == SignatureName::WithModernDigest && !isModern(digest)));
    asn1::Writer writer;
    if (keyOnly)
        writer.sequence([&] {
            writer.oid(oids::kRsaEncryption);
            if (!bare) writer.null();
        });
    else
        pki::writeSignatureAlgorithm(writer, signer.key.signatureAlgorithm(digest));
    Bytes encoded = writer.take();
    if (contextTag) encoded.front() = static_cast<std::uint8_t>(0xA0 | *contextTag);
    return encoded;
}

Bytes encodedAttribute(const asn1::Oid& type, const std::vector<Bytes>& values) {
    asn1::Writer writer;
    writer.sequence([&] { writer.oid(type).setOf(values); });
    return writer.take();
}

Bytes algorithmProtection(const SignerDraft& signer, const SignedDraft& draft) {
    asn1::Writer writer;
    writer.sequence([&] {
        writeDigest(writer, digestOf(signer), draft.digestParameters);
        writer.raw(encodedSignature(signer, draft.signatureName, 1));
    });
    return writer.take();
}

// The members of the SET, in the order in which they are written and signed.
std::vector<Bytes> attributesOf(const SignerDraft& signer, const SignedDraft& draft) {
    std::vector<Bytes> members;
    members.push_back(
        encodedAttribute(oids::kContentType, {asn1::Writer().oid(oids::kData).take()}));
    members.push_back(encodedAttribute(
        oids::kMessageDigest,
        {asn1::Writer().octetString(pki::digestOf(digestOf(signer), draft.content)).take()}));
    if (signer.protectsAlgorithms)
        members.push_back(
            encodedAttribute(kAlgorithmProtection, {algorithmProtection(signer, draft)}));
    for (const pki::CmsAttribute& attribute : signer.attributes)
        members.push_back(encodedAttribute(attribute.type, attribute.values));
    std::ranges::sort(members);
    if (!signer.inDerOrder) std::ranges::reverse(members);
    return members;
}

Bytes encodedSet(std::uint8_t identifier, const std::vector<Bytes>& members) {
    asn1::Writer writer;
    writer.constructed(identifier, [&] {
        for (const Bytes& member : members)
            writer.raw(member);
    });
    return writer.take();
}

Result<Bytes> encodedSigner(const SignerDraft& signer, const SignedDraft& draft) {
    std::vector<Bytes> attributes;
    if (signer.withAttributes) attributes = attributesOf(signer, draft);
    const Bytes asSet = encodedSet(kSet, attributes);
    SCEPTER_TRY(signature, sign(signer.key, digestOf(signer),
                                signer.withAttributes ? ByteView(asSet) : draft.content));
    if (signer.brokenSignature) signature.back() ^= 1;
    asn1::Writer writer;
    writer.sequence([&] {
        writer.integer(1); // issuerAndSerialNumber
        writer.sequence([&] {
            writer.raw(signer.certificate.issuer().der());
            writer.primitive(kInteger, signer.certificate.serial());
        });
        writeDigest(writer, digestOf(signer), draft.digestParameters);
        if (signer.withAttributes) writer.raw(encodedSet(kSignedAttributes, attributes));
        writer.raw(encodedSignature(signer, draft.signatureName));
        writer.octetString(signature);
    });
    return writer.take();
}

std::vector<Bytes> digestsOf(const SignedDraft& draft) {
    std::vector<Bytes> digests;
    for (const SignerDraft& signer : draft.signers) {
        asn1::Writer writer;
        writeDigest(writer, digestOf(signer), draft.digestParameters);
        if (std::ranges::find(digests, writer.bytes()) == digests.end())
            digests.push_back(writer.take());
    }
    return digests;
}

} // namespace

Result<Bytes> writeSigned(const SignedDraft& draft) {
    std::vector<Bytes> signers;
    for (const SignerDraft& signer : draft.signers) {
        SCEPTER_TRY(encoded, encodedSigner(signer, draft));
        signers.push_back(std::move(encoded));
    }
    asn1::Writer writer;
    const auto content = [&] {
        writer.integer(1);
        writer.setOf(digestsOf(draft));
        writer.sequence([&] {
            writer.oid(oids::kData);
            writer.context(0, [&] { writer.octetString(draft.content); });
        });
        writer.raw(encodedSet(0xA0, draft.certificates));
        writer.setOf(signers);
    };
    writer.sequence([&] {
        writer.oid(oids::kSignedData);
        writer.context(0, [&] { writer.sequence(content); });
    });
    return writer.take();
}

} // namespace scepter::pki_draft
