#include "pkcs12_cost.h"

#include "asn1/oids.h"
#include "asn1/reader.h"
#include "asn1/values.h"
#include "pki/algorithms.h"
#include "signed_parts.h"

#include <algorithm>
#include <array>

namespace scepter::pki {
namespace {

constexpr auto kWhole = ErrorCode::Pkcs12Malformed;
constexpr std::int64_t kMaxIterations = 10'000'000;
// scrypt: N * r * p, in units of 128 bytes of mixing; 2^22 takes seconds.
constexpr std::int64_t kMaxScryptCost = std::int64_t{1} << 22;

constexpr asn1::Oid kPbes2{"1.2.840.113549.1.5.13"};
constexpr asn1::Oid kScrypt{"1.3.6.1.4.1.11591.4.11"};
constexpr asn1::Oid kPbmac1{"1.2.840.113549.1.5.14"};
constexpr asn1::Oid kPbeSha1TripleDes{"1.2.840.113549.1.12.1.3"};
constexpr asn1::Oid kPbeSha1TwoKeyTripleDes{"1.2.840.113549.1.12.1.4"};

struct Outdated {
    asn1::Oid oid;
    std::string_view name;
};
constexpr std::array kOutdated{
    Outdated{asn1::Oid("1.2.840.113549.1.12.1.1"), "128-bit RC4"},
    Outdated{asn1::Oid("1.2.840.113549.1.12.1.2"), "40-bit RC4"},
    Outdated{asn1::Oid("1.2.840.113549.1.12.1.5"), "128-bit RC2"},
    Outdated{asn1::Oid("1.2.840.113549.1.12.1.6"), "40-bit RC2"},
    Outdated{asn1::Oid("1.2.840.113549.1.5.1"), "DES"},
    Outdated{asn1::Oid("1.2.840.113549.1.5.3"), "DES"},
    Outdated{asn1::Oid("1.2.840.113549.1.5.4"), "RC2"},
    Outdated{asn1::Oid("1.2.840.113549.1.5.6"), "RC2"},
    Outdated{asn1::Oid("1.2.840.113549.1.5.10"), "DES"},
    Outdated{asn1::Oid("1.2.840.113549.1.5.11"), "RC2"},
    Outdated{asn1::Oid("1.2.840.113549.3.2"), "RC2"},
    Outdated{asn1::Oid("1.3.14.3.2.7"), "DES"},
};

Result<void> checkNotOutdated(const asn1::Oid& oid) {
    const auto known = std::find_if(kOutdated.begin(), kOutdated.end(),
                                    [&](const Outdated& o) { return o.oid == oid; });
    if (known == kOutdated.end()) return {};
    return fail(ErrorCode::NotSupported,
                "the file is encrypted with " + std::string(known->name) +
                    ", which OpenSSL 3 keeps in its legacy provider only; export it anew with AES "
                    "(openssl pkcs12 -legacy -in old.p12 -nodes -out all.pem, then openssl pkcs12 "
                    "-export -in all.pem -out new.p12)");
}

// The cost of PBKDF2-params or scrypt-params, in iterations.
Result<std::int64_t> scryptCost(asn1::Element parameters) {
    std::int64_t cost = 1;
    for (std::size_t i = 1; i <= 3; ++i) {
        SCEPTER_TRY(factor, partOf(kWhole, "scrypt", asn1::integerValue(parameters.child(i))));
        if (factor < 1) return fail(kWhole, "scrypt: a parameter is not positive");
        if (factor > kMaxScryptCost / cost)
            return fail(ErrorCode::LimitExceeded, "the scrypt cost is too high");
        cost *= factor;
    }
    return cost;
}

// PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme } (RFC 8018 appendix A.4).
Result<std::int64_t> pbes2Cost(asn1::Element parameters) {
    const asn1::Element derivation = parameters.child(0);
    SCEPTER_TRY(kdf, partOf(kWhole, "key derivation", readAlgorithmOid(derivation)));
    SCEPTER_TRY(cipher, partOf(kWhole, "encryption", readAlgorithmOid(parameters.child(1))));
    SCEPTER_CHECK(checkNotOutdated(cipher));
    const asn1::Element inner = derivation.child(1);
    if (kdf == kScrypt) return scryptCost(inner);
    if (kdf != asn1::oids::kPbkdf2)
        return fail(ErrorCode::NotSupported, "key derivation " + kdf.toText());
    return partOf(kWhole, "iterations", asn1::integerValue(inner.child(1)));
}

} // namespace

Result<void> Pkcs12Budget::charge(std::int64_t iterations) {
    if (iterations < 1) return fail(kWhole, "an iteration count is not positive");
    if (iterations > kMaxIterations - m_spent)
        return fail(ErrorCode::LimitExceeded, "opening the file takes over 10 million iterations");
    m_spent += iterations;
    return {};
}

// PFX ::= SEQUENCE { version, authSafe, macData OPTIONAL } (RFC 7292 section 4).
Result<void> Pkcs12Budget::chargeFile(ByteView der) {
    SCEPTER_TRY(tree, partOf(kWhole, "PKCS#12", asn1::Tree::parse(der)));
    const asn1::Element root = tree.root();
    if (!root.is(asn1::tag::kSequence) || root.childCount() < 2 || root.childCount() > 3)
        return fail(kWhole, "not a version, content and MAC");
    SCEPTER_TRY(version, partOf(kWhole, "version", asn1::integerValue(root.child(0))));
    if (version != 3) return fail(kWhole, "version " + std::to_string(version) + " is not known");
    SCEPTER_TRY(type, partOf(kWhole, "authSafe", asn1::oidValue(root.child(1).child(0))));
    if (type == asn1::oids::kSignedData)
        return fail(ErrorCode::NotSupported, "the file is protected by a signature");
    if (type != asn1::oids::kData) return fail(kWhole, "authSafe is not data");
    const asn1::Element mac = root.child(2);
    if (!mac) return {};
    SCEPTER_TRY(algorithm, partOf(kWhole, "macData", readAlgorithmOid(mac.child(0).child(0))));
    if (algorithm == kPbmac1)
        return fail(ErrorCode::NotSupported,
                    "the file's MAC is PBMAC1 (RFC 9579), which OpenSSL 3.0 cannot check");
    if (!mac.child(2)) return charge(1);
    SCEPTER_TRY(iterations, partOf(kWhole, "macData", asn1::integerValue(mac.child(2))));
    return charge(iterations);
}

Result<void> Pkcs12Budget::chargeEncryption(ByteView algorithmIdentifier) {
    SCEPTER_TRY(tree, partOf(kWhole, "encryption", asn1::Tree::parse(algorithmIdentifier)));
    SCEPTER_TRY(oid, partOf(kWhole, "encryption", readAlgorithmOid(tree.root())));
    SCEPTER_CHECK(checkNotOutdated(oid));
    const asn1::Element parameters = tree.root().child(1);
    if (oid == kPbes2) {
        SCEPTER_TRY(cost, pbes2Cost(parameters));
        return charge(cost);
    }
    if (oid != kPbeSha1TripleDes && oid != kPbeSha1TwoKeyTripleDes)
        return fail(ErrorCode::NotSupported, "encryption " + oid.toText());
    SCEPTER_TRY(iterations, partOf(kWhole, "iterations", asn1::integerValue(parameters.child(1))));
    return charge(iterations);
}

} // namespace scepter::pki
