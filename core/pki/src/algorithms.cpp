#include "pki/algorithms.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"

#include <array>
#include <charconv>

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

struct DigestRow {
    Digest digest;
    std::string_view text;
    std::string_view dashed; ///< as standards write it
    asn1::Oid oid;
    std::size_t size;
};

constexpr std::array kDigests{
    DigestRow{Digest::Md5, "md5", "MD5", oids::kMd5, 16},
    DigestRow{Digest::Sha1, "sha1", "SHA-1", oids::kSha1, 20},
    DigestRow{Digest::Sha224, "sha224", "SHA-224", oids::kSha224, 28},
    DigestRow{Digest::Sha256, "sha256", "SHA-256", oids::kSha256, 32},
    DigestRow{Digest::Sha384, "sha384", "SHA-384", oids::kSha384, 48},
    DigestRow{Digest::Sha512, "sha512", "SHA-512", oids::kSha512, 64},
};

struct CipherRow {
    Cipher cipher;
    std::string_view text;
    std::string_view alias;
    asn1::Oid oid;
    std::size_t keySize;
    std::size_t blockSize;
};

constexpr std::array kCiphers{
    CipherRow{Cipher::DesCbc, "des", "des-cbc", oids::kDesCbc, 8, 8},
    CipherRow{Cipher::TripleDesCbc, "des3", "3des", oids::kTripleDesCbc, 24, 8},
    CipherRow{Cipher::Aes128Cbc, "aes128", "aes-128", oids::kAes128Cbc, 16, 16},
    CipherRow{Cipher::Aes192Cbc, "aes192", "aes-192", oids::kAes192Cbc, 24, 16},
    CipherRow{Cipher::Aes256Cbc, "aes256", "aes-256", oids::kAes256Cbc, 32, 16},
};

struct SignatureRow {
    asn1::Oid oid;
    SignatureScheme scheme;
    Digest digest;
    std::string_view text;
};

constexpr std::array kSignatures{
    SignatureRow{oids::kMd5WithRsa, SignatureScheme::RsaPkcs1, Digest::Md5, "md5WithRSAEncryption"},
    SignatureRow{oids::kSha1WithRsa, SignatureScheme::RsaPkcs1, Digest::Sha1,
                 "sha1WithRSAEncryption"},
    SignatureRow{oids::kSha224WithRsa, SignatureScheme::RsaPkcs1, Digest::Sha224,
                 "sha224WithRSAEncryption"},
    SignatureRow{oids::kSha256WithRsa, SignatureScheme::RsaPkcs1, Digest::Sha256,
                 "sha256WithRSAEncryption"},
    SignatureRow{oids::kSha384WithRsa, SignatureScheme::RsaPkcs1, Digest::Sha384,
                 "sha384WithRSAEncryption"},
    SignatureRow{oids::kSha512WithRsa, SignatureScheme::RsaPkcs1, Digest::Sha512,
                 "sha512WithRSAEncryption"},
    SignatureRow{oids::kEcdsaSha1, SignatureScheme::Ecdsa, Digest::Sha1, "ecdsa-with-SHA1"},
    SignatureRow{oids::kEcdsaSha224, SignatureScheme::Ecdsa, Digest::Sha224, "ecdsa-with-SHA224"},
    SignatureRow{oids::kEcdsaSha256, SignatureScheme::Ecdsa, Digest::Sha256, "ecdsa-with-SHA256"},
    SignatureRow{oids::kEcdsaSha384, SignatureScheme::Ecdsa, Digest::Sha384, "ecdsa-with-SHA384"},
    SignatureRow{oids::kEcdsaSha512, SignatureScheme::Ecdsa, Digest::Sha512, "ecdsa-with-SHA512"},
    // The OIW name of SHA-1 with RSA, still written by old Microsoft tools.
    SignatureRow{asn1::Oid{"1.3.14.3.2.29"}, SignatureScheme::RsaPkcs1, Digest::Sha1,
                 "sha1WithRSAEncryption"},
};

const DigestRow& row(Digest digest) {
    return kDigests[static_cast<std::size_t>(digest)];
}
const CipherRow& row(Cipher cipher) {
    return kCiphers[static_cast<std::size_t>(cipher)];
}

constexpr int kPssDefaultSalt = 20;
constexpr std::int64_t kPssMaxSalt = 2048;

/// The one element inside an explicit [number], or an empty one.
asn1::Element explicitContent(asn1::Element tagged) {
    return tagged.childCount() == 1 ? tagged.firstChild() : asn1::Element{};
}

// RSASSA-PSS-params, RFC 4055 section 3.1.
Result<SignatureAlgorithm> readPss(asn1::Element parameters) {
    SignatureAlgorithm algorithm{SignatureScheme::RsaPss, Digest::Sha1, kPssDefaultSalt};
    if (!parameters.is(asn1::tag::kSequence))
        return fail(ErrorCode::Asn1Malformed, "RSASSA-PSS without parameters");
    Digest mgfDigest = Digest::Sha1;
    asn1::Cursor cursor(parameters);
    if (auto hash = cursor.takeIfContext(0)) {
        SCEPTER_TRY(digest, readDigestAlgorithm(explicitContent(hash)));
        algorithm.digest = digest;
    }
    if (auto mgf = cursor.takeIfContext(1)) {
        SCEPTER_TRY(oid, readAlgorithmOid(explicitContent(mgf)));
        if (oid != oids::kMgf1)
            return fail(ErrorCode::AlgorithmUnknown, "mask generation " + oid.toText());
        SCEPTER_TRY(digest, readDigestAlgorithm(explicitContent(mgf).child(1)));
        mgfDigest = digest;
    }
    if (auto salt = cursor.takeIfContext(2)) {
        SCEPTER_TRY(size, asn1::integerValue(explicitContent(salt)));
        if (size < 0 || size > kPssMaxSalt)
            return fail(ErrorCode::Asn1Malformed, "RSASSA-PSS salt size");
        algorithm.pssSaltSize = static_cast<int>(size);
    }
    if (auto trailer = cursor.takeIfContext(3)) {
        SCEPTER_TRY(field, asn1::integerValue(explicitContent(trailer)));
        if (field != 1) return fail(ErrorCode::AlgorithmUnknown, "RSASSA-PSS trailer field");
    }
    if (!cursor.atEnd()) return fail(ErrorCode::Asn1Malformed, "RSASSA-PSS parameters");
    if (mgfDigest != algorithm.digest)
        return fail(ErrorCode::AlgorithmUnknown, "RSASSA-PSS with two different digests");
    return algorithm;
}

// RFC 4055 gives digests inside PSS parameters a NULL, unlike RFC 5754 elsewhere.
void writePssDigest(asn1::Writer& writer, Digest digest) {
    writer.sequence([&] { writer.oid(oidOf(digest)).null(); });
}

void writePss(asn1::Writer& writer, const SignatureAlgorithm& algorithm) {
    const auto salt = algorithm.pssSaltSize >= 0 ? algorithm.pssSaltSize
                                                 : static_cast<int>(sizeOf(algorithm.digest));
    writer.sequence([&] {
        writer.oid(oids::kRsaPss);
        writer.sequence([&] {
            if (algorithm.digest != Digest::Sha1) {
                writer.context(0, [&] { writePssDigest(writer, algorithm.digest); });
                writer.context(1, [&] {
                    writer.sequence([&] {
                        writer.oid(oids::kMgf1);
                        writePssDigest(writer, algorithm.digest);
                    });
                });
            }
            if (salt != kPssDefaultSalt) writer.context(2, [&] { writer.integer(salt); });
        });
    });
}

Result<SignatureAlgorithm> readBare(SignatureScheme scheme, std::optional<Digest> digestElsewhere) {
    if (!digestElsewhere)
        return fail(ErrorCode::AlgorithmUnknown, "a signature algorithm that names no digest");
    return SignatureAlgorithm{scheme, *digestElsewhere, -1};
}

Result<SignatureAlgorithm> readByOid(const asn1::Oid& oid, asn1::Element parameters,
                                     std::optional<Digest> digestElsewhere) {
    if (oid == oids::kRsaEncryption) return readBare(SignatureScheme::RsaPkcs1, digestElsewhere);
    if (oid == oids::kEcPublicKey) return readBare(SignatureScheme::Ecdsa, digestElsewhere);
    if (oid == oids::kEd25519) return SignatureAlgorithm{SignatureScheme::Ed25519};
    if (oid == oids::kRsaPss) return readPss(parameters);
    for (const auto& known : kSignatures)
        if (known.oid == oid) return SignatureAlgorithm{known.scheme, known.digest, -1};
    return fail(ErrorCode::AlgorithmUnknown, "signature algorithm " + oid.toText());
}

Result<unsigned> rsaBitsFromText(std::string_view text) {
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (error != std::errc{} || end != text.data() + text.size() || bits < 2048 || bits > 4096 ||
        bits % 8 != 0)
        return fail(ErrorCode::InvalidArgument, "an RSA size is 2048 to 4096 in steps of 8");
    return bits;
}

} // namespace

std::string_view toText(Digest digest) {
    return row(digest).text;
}
std::string_view toText(Cipher cipher) {
    return row(cipher).text;
}

std::string_view toText(KeyType type) {
    switch (type) {
    case KeyType::Rsa:
        return "rsa";
    case KeyType::EcP256:
        return "p256";
    case KeyType::EcP384:
        return "p384";
    case KeyType::EcP521:
        return "p521";
    case KeyType::Ed25519:
        return "ed25519";
    case KeyType::Other:
        break;
    }
    return "other";
}

std::optional<Digest> digestFromText(std::string_view text) {
    for (const auto& known : kDigests)
        if (equalsIgnoringCase(text, known.text) || equalsIgnoringCase(text, known.dashed))
            return known.digest;
    return std::nullopt;
}

std::optional<Cipher> cipherFromText(std::string_view text) {
    for (const auto& known : kCiphers)
        if (equalsIgnoringCase(text, known.text) || equalsIgnoringCase(text, known.alias))
            return known.cipher;
    return std::nullopt;
}

asn1::Oid oidOf(Digest digest) {
    return row(digest).oid;
}
asn1::Oid oidOf(Cipher cipher) {
    return row(cipher).oid;
}

std::optional<Digest> digestOf(const asn1::Oid& oid) {
    for (const auto& known : kDigests)
        if (known.oid == oid) return known.digest;
    return std::nullopt;
}

std::optional<Cipher> cipherOf(const asn1::Oid& oid) {
    for (const auto& known : kCiphers)
        if (known.oid == oid) return known.cipher;
    return std::nullopt;
}

std::size_t sizeOf(Digest digest) {
    return row(digest).size;
}
std::size_t keySizeOf(Cipher cipher) {
    return row(cipher).keySize;
}
std::size_t blockSizeOf(Cipher cipher) {
    return row(cipher).blockSize;
}

Result<KeySpec> keySpecFromText(std::string_view text) {
    const std::string lower = toLower(trimmed(text));
    if (lower == "ec:p256" || lower == "p256") return KeySpec{KeyType::EcP256, 0};
    if (lower == "ec:p384" || lower == "p384") return KeySpec{KeyType::EcP384, 0};
    if (lower == "ec:p521" || lower == "p521") return KeySpec{KeyType::EcP521, 0};
    if (lower == "ed25519") return KeySpec{KeyType::Ed25519, 0};
    if (!lower.starts_with("rsa:"))
        return fail(ErrorCode::InvalidArgument,
                    "a key is rsa:2048, rsa:3072, rsa:4096, ec:p256, ec:p384, ec:p521 or ed25519");
    SCEPTER_TRY(bits, rsaBitsFromText(std::string_view(lower).substr(4)));
    return KeySpec{KeyType::Rsa, bits};
}

std::string toText(const KeySpec& spec) {
    if (spec.type == KeyType::Rsa) return "rsa:" + std::to_string(spec.rsaBits);
    if (spec.type == KeyType::Ed25519 || spec.type == KeyType::Other)
        return std::string(toText(spec.type));
    return "ec:" + std::string(toText(spec.type));
}

Result<asn1::Oid> readAlgorithmOid(asn1::Element element) {
    if (!element.is(asn1::tag::kSequence) || element.childCount() > 2)
        return fail(ErrorCode::Asn1Malformed, "an AlgorithmIdentifier is no such SEQUENCE");
    return asn1::oidValue(element.firstChild());
}

Result<SignatureAlgorithm> readSignatureAlgorithm(asn1::Element element,
                                                  std::optional<Digest> digestElsewhere) {
    SCEPTER_TRY(oid, readAlgorithmOid(element));
    SCEPTER_TRY(algorithm, readByOid(oid, element.child(1), digestElsewhere));
    if (algorithm.scheme != SignatureScheme::Ed25519 && algorithm.digest == Digest::Md5)
        return fail(ErrorCode::AlgorithmForbidden, "a signature with MD5");
    return algorithm;
}

void writeSignatureAlgorithm(asn1::Writer& writer, const SignatureAlgorithm& algorithm) {
    if (algorithm.scheme == SignatureScheme::RsaPss) return writePss(writer, algorithm);
    writer.sequence([&] {
        if (algorithm.scheme == SignatureScheme::Ed25519) {
            writer.oid(oids::kEd25519);
            return;
        }
        for (const auto& known : kSignatures) {
            if (known.scheme != algorithm.scheme || known.digest != algorithm.digest) continue;
            writer.oid(known.oid);
            // RFC 4055 section 5 wants NULL with RSA, RFC 5758 section 3.2 nothing with ECDSA.
            if (known.scheme == SignatureScheme::RsaPkcs1) writer.null();
            return;
        }
    });
}

Result<Digest> readDigestAlgorithm(asn1::Element element) {
    SCEPTER_TRY(oid, readAlgorithmOid(element));
    const auto parameters = element.child(1);
    if (parameters && !parameters.is(asn1::tag::kNull))
        return fail(ErrorCode::Asn1Malformed, "a digest algorithm with parameters");
    if (const auto digest = digestOf(oid)) return *digest;
    return fail(ErrorCode::AlgorithmUnknown, "digest algorithm " + oid.toText());
}

void writeDigestAlgorithm(asn1::Writer& writer, Digest digest) {
    writer.sequence([&] {
        writer.oid(oidOf(digest));
        // RFC 5754 section 2: no parameters with SHA-2; before it NULL was usual.
        if (digest == Digest::Md5 || digest == Digest::Sha1) writer.null();
    });
}

std::string toText(const SignatureAlgorithm& algorithm) {
    if (algorithm.scheme == SignatureScheme::Ed25519) return "Ed25519";
    if (algorithm.scheme == SignatureScheme::RsaPss)
        return "RSASSA-PSS with " + std::string(row(algorithm.digest).dashed);
    for (const auto& known : kSignatures)
        if (known.scheme == algorithm.scheme && known.digest == algorithm.digest)
            return std::string(known.text);
    return "unknown";
}

} // namespace scepter::pki
