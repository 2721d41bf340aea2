#include "signed_parts.h"

#include "asn1/values.h"
#include "asn1/writer.h"
#include "base/secret.h"

#include <string>

namespace scepter::pki {
namespace {

// No certificate has that many; look-ups and the search for duplicates are quadratic in it.
constexpr std::size_t kMaxExtensions = 512;

} // namespace

std::unexpected<Error> failPart(ErrorCode whole, std::string_view name, Error error) {
    switch (error.code) {
    case ErrorCode::Asn1Malformed:
    case ErrorCode::Asn1Truncated:
    case ErrorCode::Asn1TrailingBytes:
    case ErrorCode::NameMalformed:
    case ErrorCode::InvalidArgument:
        error.code = whole;
        break;
    default:
        break;
    }
    error.detail = error.detail.empty() ? std::string(name)
                                        : std::string(name).append(": ").append(error.detail);
    return std::unexpected(std::move(error));
}

Result<SignedParts> readSigned(const asn1::Tree& tree, ErrorCode whole) {
    const asn1::Element root = tree.root();
    if (!root.is(asn1::tag::kSequence) || root.childCount() != 3)
        return fail(whole, "not a sequence of content, algorithm and signature");
    const asn1::Element toBeSigned = root.child(0);
    const asn1::Element algorithm = root.child(1);
    if (!toBeSigned.is(asn1::tag::kSequence)) return fail(whole, "the content is not a sequence");
    SCEPTER_TRY(oid, partOf(whole, "signatureAlgorithm", readAlgorithmOid(algorithm)));
    const asn1::Element bits = root.child(2);
    if (!bits.is(asn1::tag::kBitString)) return fail(whole, "the signature is not a bit string");
    SCEPTER_TRY(value, partOf(whole, "signature", asn1::bitStringBytes(bits)));
    return SignedParts{
        toBeSigned, algorithm, {oid, readSignatureAlgorithm(algorithm), std::move(value)}};
}

Result<void> verifySigned(const PublicKey& key, const Result<SignatureAlgorithm>& algorithm,
                          ByteView toBeSigned, ByteView signature) {
    if (!algorithm) return std::unexpected(algorithm.error());
    auto asEncoded = key.verify(*algorithm, toBeSigned, signature);
    if (asEncoded || asEncoded.error().code != ErrorCode::SignatureInvalid) return asEncoded;
    const auto tree = asn1::Tree::parse(toBeSigned);
    if (!tree || tree->looksLikeDer()) return asEncoded;
    auto der = asn1::toDer(tree->root());
    if (!der) return asEncoded;
    const SecretBytes kept(std::move(*der)); // a CSR's content holds the challenge
    if (key.verify(*algorithm, kept.view(), signature)) return {};
    return asEncoded;
}

Result<Bytes> signAndWrap(ByteView toBeSigned, const PrivateKey& key,
                          const SignatureAlgorithm& algorithm) {
    SCEPTER_TRY(signature, key.sign(algorithm, toBeSigned));
    asn1::Writer writer;
    writer.sequence([&] {
        writer.raw(toBeSigned);
        writeSignatureAlgorithm(writer, algorithm);
        writer.bitString(signature);
    });
    return writer.take();
}

Result<SignatureAlgorithm> algorithmToSign(const PrivateKey& key, Digest digest) {
    if (digest == Digest::Md5) return fail(ErrorCode::AlgorithmForbidden, "signing with MD5");
    return key.signatureAlgorithm(digest);
}

Result<std::vector<Extension>> readFewExtensions(asn1::Element extensions) {
    if (extensions.childCount() > kMaxExtensions)
        return fail(ErrorCode::LimitExceeded,
                    "more than " + std::to_string(kMaxExtensions) + " extensions");
    return readExtensions(extensions);
}

Result<PublicKey> readPublicKey(asn1::Element spki) {
    if (!spki.is(asn1::tag::kSequence))
        return fail(ErrorCode::KeyMalformed, "the public key is not a sequence");
    // A key is small, and only that of a BER sender is not DER already.
    const auto tree = asn1::Tree::parse(spki.encoded());
    if (!tree) return std::unexpected(tree.error());
    if (tree->looksLikeDer()) return PublicKey::fromSpki(spki.encoded());
    SCEPTER_TRY(der, asn1::toDer(spki));
    return PublicKey::fromSpki(der);
}

Result<Bytes> derOf(asn1::Element element, bool treeIsDer) {
    if (treeIsDer) return copyOf(element.encoded());
    return asn1::toDer(element);
}

ByteView withoutLeadingZeros(ByteView magnitude) {
    while (magnitude.size() > 1 && magnitude.front() == 0)
        magnitude = magnitude.subspan(1);
    return magnitude;
}

} // namespace scepter::pki
