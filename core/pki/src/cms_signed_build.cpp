#include "asn1/oids.h"
#include "cms_common.h"
#include "pki/cms_signed.h"
#include "pki/crypto.h"

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

constexpr std::uint8_t kSignedAttributesIdentifier = 0xA0;

Bytes encodeAttribute(const asn1::Oid& type, std::vector<Bytes> values) {
    asn1::Writer writer;
    writer.sequence([&] { writer.oid(type).setOf(std::move(values)); });
    return writer.take();
}

std::vector<Bytes> encodeAttributes(const SignedDataFields& fields, Digest digest) {
    std::vector<Bytes> encoded;
    encoded.push_back(
        encodeAttribute(oids::kContentType, {asn1::Writer().oid(fields.contentType).take()}));
    encoded.push_back(
        encodeAttribute(oids::kMessageDigest,
                        {asn1::Writer().octetString(digestOf(digest, fields.content)).take()}));
    for (const auto& attribute : fields.attributes)
        encoded.push_back(encodeAttribute(attribute.type, attribute.values));
    return encoded;
}

// RSA by its key's OID alone: strongSwan and Cisco want rsaEncryption here, and RFC 3370
// section 3.2 has every reader accept it.
void writeSignerAlgorithm(asn1::Writer& writer, const SignatureAlgorithm& algorithm) {
    if (algorithm.scheme != SignatureScheme::RsaPkcs1)
        return writeSignatureAlgorithm(writer, algorithm);
    writer.sequence([&] { writer.oid(oids::kRsaEncryption).null(); });
}

void writeTaggedSet(asn1::Writer& writer, unsigned tagNumber, const std::vector<Bytes>& members) {
    if (members.empty()) return;
    writer.context(tagNumber, [&] {
        for (const auto& member : members)
            writer.raw(member);
    });
}

template <class Body> Bytes writeContentInfo(Body&& body) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.oid(oids::kSignedData);
        writer.context(0, [&] { writer.sequence([&] { body(writer); }); });
    });
    return writer.take();
}

/// RFC 5652 section 5.1: 1 for id-data with plain certificates, else 3.
int versionFor(const asn1::Oid& contentType) {
    return contentType == oids::kData ? 1 : 3;
}

} // namespace

Result<Bytes> buildSignedData(const SignedDataFields& fields, const Certificate& signer,
                              const PrivateKey& key, Digest digest) {
    if (signer.publicKey() != key.publicKey())
        return fail(ErrorCode::KeyMismatch, "the signer's certificate is of another key");
    if (digest == Digest::Md5) return fail(ErrorCode::AlgorithmForbidden, "a signature with MD5");
    // RFC 8419 section 3.1: with Ed25519 the message digest is SHA-512.
    const Digest used = key.type() == KeyType::Ed25519 ? Digest::Sha512 : digest;
    const auto algorithm = key.signatureAlgorithm(used);
    const auto attributes = encodeAttributes(fields, used);
    const Bytes toSign = asn1::Writer().setOf(attributes).take();
    SCEPTER_TRY(signature, key.sign(algorithm, toSign));

    return writeContentInfo([&](asn1::Writer& writer) {
        writer.integer(versionFor(fields.contentType));
        writer.set([&] { writeDigestAlgorithm(writer, used); });
        writer.sequence([&] {
            writer.oid(fields.contentType);
            if (fields.withContent) writer.context(0, [&] { writer.octetString(fields.content); });
        });
        writeTaggedSet(writer, 0, fields.certificates);
        writeTaggedSet(writer, 1, fields.crls);
        writer.set([&] {
            writer.sequence([&] {
                writer.integer(1); // issuerAndSerialNumber
                writeIssuerAndSerial(writer, signer);
                writeDigestAlgorithm(writer, used);
                writer.setOf(attributes, kSignedAttributesIdentifier);
                writeSignerAlgorithm(writer, algorithm);
                writer.octetString(signature);
            });
        });
    });
}

Bytes buildDegenerate(const std::vector<Bytes>& certificates, const std::vector<Bytes>& crls) {
    return writeContentInfo([&](asn1::Writer& writer) {
        writer.integer(1);
        writer.set([] {});
        writer.sequence([&] { writer.oid(oids::kData); });
        writeTaggedSet(writer, 0, certificates);
        writeTaggedSet(writer, 1, crls);
        writer.set([] {});
    });
}

} // namespace scepter::pki
