#include "asn1/oids.h"
#include "asn1/values.h"
#include "evp.h"
#include "key_data.h"
#include "pki/crypto.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <array>
#include <bit>

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

constexpr unsigned kMinRsaBits = 512;
constexpr unsigned kMaxRsaBits = 16384;    // OpenSSL's own limit
constexpr unsigned kMaxExponentBits = 256; // FIPS 186-5; more only costs time
constexpr std::size_t kEd25519Size = 32;

} // namespace

struct CurveRow {
    asn1::Oid oid;
    KeyType type;
    const char* group;
    std::string_view text;
    unsigned bits;
};

namespace {

constexpr std::array kCurves{
    CurveRow{oids::kP256, KeyType::EcP256, "prime256v1", "EC P-256", 256},
    CurveRow{oids::kP384, KeyType::EcP384, "secp384r1", "EC P-384", 384},
    CurveRow{oids::kP521, KeyType::EcP521, "secp521r1", "EC P-521", 521},
};

const CurveRow* curveOf(KeyType type) {
    for (const auto& curve : kCurves)
        if (curve.type == type) return &curve;
    return nullptr;
}

unsigned bitLength(ByteView magnitude) {
    if (magnitude.empty()) return 0;
    return static_cast<unsigned>((magnitude.size() - 1) * 8) +
           static_cast<unsigned>(std::bit_width(magnitude.front()));
}

/// The magnitude of a positive INTEGER without leading zeros.
Result<Bytes> positiveMagnitude(asn1::Element element) {
    SCEPTER_TRY(content, asn1::integerContent(element));
    if ((content.front() & 0x80) != 0)
        return fail(ErrorCode::KeyMalformed, "a negative number in an RSA key");
    const auto first = std::find_if(content.begin(), content.end(), [](auto b) { return b != 0; });
    return Bytes(first, content.end());
}

// OSSL_PARAM numbers are in the machine's byte order.
Bytes nativeOrder(ByteView bigEndian) {
    if constexpr (std::endian::native == std::endian::little)
        return Bytes(bigEndian.rbegin(), bigEndian.rend());
    else
        return copyOf(bigEndian);
}

EvpKey keyFromParameters(const char* algorithm, OSSL_PARAM* parameters) {
    const EvpKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, algorithm, nullptr));
    EVP_PKEY* key = nullptr;
    const bool ok = context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) == 1;
    EvpKey made(key);
    forgetOpenSslErrors();
    return ok ? std::move(made) : EvpKey{};
}

EvpKey makeRsa(ByteView modulus, ByteView exponent) {
    Bytes n = nativeOrder(modulus);
    Bytes e = nativeOrder(exponent);
    std::array parameters{OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, n.data(), n.size()),
                          OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_E, e.data(), e.size()),
                          OSSL_PARAM_construct_end()};
    return keyFromParameters("RSA", parameters.data());
}

EvpKey makeEc(const CurveRow& curve, ByteView point) {
    std::string group = curve.group;
    Bytes bytes = copyOf(point);
    std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, bytes.data(), bytes.size()),
        OSSL_PARAM_construct_end()};
    return keyFromParameters("EC", parameters.data());
}

Bytes makeSpki(const asn1::Oid& algorithm, const asn1::Oid* parameters, ByteView keyBits) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.sequence([&] {
            writer.oid(algorithm);
            if (parameters) writer.oid(*parameters);
            if (algorithm == oids::kRsaEncryption) writer.null();
        });
        writer.bitString(keyBits);
    });
    return writer.take();
}

Result<Bytes> bigNumber(EVP_PKEY* key, const char* name) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1)
        return failOpenSsl(ErrorCode::KeyUnsupported, "a key does not tell its numbers");
    const Handle<BIGNUM, BN_free> owned(number);
    Bytes magnitude(static_cast<std::size_t>(BN_num_bytes(number)));
    BN_bn2bin(number, magnitude.data());
    return magnitude;
}

/// Uncompressed point 04 || x || y of an EC key.
Result<Bytes> uncompressedPoint(EVP_PKEY* key, const CurveRow& curve) {
    SCEPTER_TRY(x, bigNumber(key, OSSL_PKEY_PARAM_EC_PUB_X));
    SCEPTER_TRY(y, bigNumber(key, OSSL_PKEY_PARAM_EC_PUB_Y));
    const std::size_t size = (curve.bits + 7) / 8;
    if (x.size() > size || y.size() > size)
        return fail(ErrorCode::KeyMalformed, "a coordinate beyond the field");
    Bytes point(1 + 2 * size);
    point[0] = 4;
    std::copy(x.begin(), x.end(), point.begin() + static_cast<std::ptrdiff_t>(1 + size - x.size()));
    std::copy(y.rbegin(), y.rend(), point.rbegin());
    return point;
}

Bytes rsaKeyBits(ByteView modulus, ByteView exponent) {
    asn1::Writer writer;
    writer.sequence([&] { writer.unsignedInteger(modulus).unsignedInteger(exponent); });
    return writer.take();
}

} // namespace

const EVP_MD* digestToUse(const SignatureAlgorithm& algorithm) {
    return algorithm.scheme == SignatureScheme::Ed25519 ? nullptr : fetched(algorithm.digest);
}

Result<void> PublicKey::Data::readRsa(asn1::Element parameters) {
    if (parameters && !parameters.is(asn1::tag::kNull))
        return fail(ErrorCode::KeyMalformed, "an RSA key with algorithm parameters");
    SCEPTER_TRY(tree, asn1::Tree::parse(keyBits));
    const auto root = tree.root();
    if (!root.is(asn1::tag::kSequence) || root.childCount() != 2)
        return fail(ErrorCode::KeyMalformed, "an RSA key is a modulus and an exponent");
    SCEPTER_TRY(n, positiveMagnitude(root.child(0)));
    SCEPTER_TRY(e, positiveMagnitude(root.child(1)));
    const unsigned size = bitLength(n);
    if (size < kMinRsaBits || size > kMaxRsaBits || (n.back() & 1) == 0)
        return fail(ErrorCode::KeyMalformed, "no RSA modulus");
    const unsigned exponentBits = bitLength(e);
    if (exponentBits < 2 || exponentBits > kMaxExponentBits || (e.back() & 1) == 0)
        return fail(ErrorCode::KeyMalformed, "no RSA exponent");
    type = KeyType::Rsa;
    bits = size;
    keyBits = rsaKeyBits(n, e);
    spki = makeSpki(oids::kRsaEncryption, nullptr, keyBits);
    modulus = std::move(n);
    publicExponent = std::move(e);
    return {};
}

/// A point must be on its curve before anything else is done with it, so the EVP_PKEY is made
/// at once.
Result<void> PublicKey::Data::readEc(const CurveRow& curve) {
    const bool infinite = keyBits.empty() || keyBits.front() == 0;
    EvpKey key = infinite ? EvpKey{} : makeEc(curve, keyBits);
    if (!key) return fail(ErrorCode::KeyMalformed, "no point on the curve");
    type = curve.type;
    bits = curve.bits;
    const std::size_t uncompressedSize = 1 + 2 * std::size_t{(curve.bits + 7) / 8};
    if (keyBits.size() != uncompressedSize || keyBits.front() != 4) {
        SCEPTER_TRY(point, uncompressedPoint(key.get(), curve));
        keyBits = std::move(point);
    }
    spki = makeSpki(oids::kEcPublicKey, &curve.oid, keyBits);
    evpKey = std::move(key);
    return {};
}

Result<void> PublicKey::Data::readEd25519(asn1::Element parameters) {
    if (parameters || keyBits.size() != kEd25519Size)
        return fail(ErrorCode::KeyMalformed, "no Ed25519 key");
    type = KeyType::Ed25519;
    bits = 256;
    spki = makeSpki(oids::kEd25519, nullptr, keyBits);
    return {};
}

Result<void> PublicKey::Data::readOther(const asn1::Oid& oid, asn1::Element root) {
    algorithm = oid.toText();
    SCEPTER_TRY(der, asn1::toDer(root));
    spki = std::move(der);
    return {};
}

Result<void> PublicKey::Data::read(asn1::Element root) {
    if (!root.is(asn1::tag::kSequence) || root.childCount() != 2)
        return fail(ErrorCode::KeyMalformed, "a SubjectPublicKeyInfo has two members");
    SCEPTER_TRY(oid, readAlgorithmOid(root.child(0)));
    SCEPTER_TRY(content, asn1::bitStringBytes(root.child(1)));
    keyBits = std::move(content);
    const auto parameters = root.child(0).child(1);
    if (oid == oids::kRsaEncryption) return readRsa(parameters);
    if (oid == oids::kEd25519) return readEd25519(parameters);
    if (oid == oids::kEcPublicKey && parameters.is(asn1::tag::kOid)) {
        SCEPTER_TRY(curve, asn1::oidValue(parameters));
        for (const auto& known : kCurves)
            if (known.oid == curve) return readEc(known);
    }
    return readOther(oid, root);
}

EVP_PKEY* PublicKey::Data::evp() const {
    evpOnce([this] {
        if (evpKey || type == KeyType::Other) return;
        if (type == KeyType::Rsa)
            evpKey = makeRsa(modulus, publicExponent);
        else
            evpKey.reset(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, keyBits.data(),
                                                        keyBits.size()));
        forgetOpenSslErrors();
    });
    return evpKey.get();
}

Result<PublicKey> PublicKey::fromSpki(ByteView der) {
    auto data = std::make_shared<Data>();
    auto tree = asn1::Tree::parse(der);
    if (!tree) return fail(ErrorCode::KeyMalformed, tree.error().detail);
    auto read = data->read(tree->root());
    if (!read) {
        Error error = std::move(read).error();
        error.code = ErrorCode::KeyMalformed;
        return failWith(std::move(error));
    }
    return PublicKey(std::move(data));
}

const Bytes& PublicKey::spki() const {
    return m_data->spki;
}
KeyType PublicKey::type() const {
    return m_data->type;
}
unsigned PublicKey::bits() const {
    return m_data->bits;
}
bool PublicKey::canEncrypt() const {
    return m_data->type == KeyType::Rsa;
}

std::string PublicKey::toText() const {
    if (m_data->type == KeyType::Rsa) return "RSA " + std::to_string(m_data->bits);
    if (const auto* curve = curveOf(m_data->type)) return std::string(curve->text);
    if (m_data->type == KeyType::Ed25519) return "Ed25519";
    return "key of algorithm " + m_data->algorithm;
}

const Bytes& PublicKey::fingerprint() const {
    m_data->fingerprintOnce(
        [this] { m_data->fingerprintBytes = digestOf(Digest::Sha256, m_data->spki); });
    return m_data->fingerprintBytes;
}

Bytes PublicKey::keyIdentifier() const {
    return digestOf(Digest::Sha1, m_data->keyBits);
}

bool PublicKey::operator==(const PublicKey& other) const {
    return m_data == other.m_data || m_data->spki == other.m_data->spki;
}

Result<void> PublicKey::verify(const SignatureAlgorithm& algorithm, ByteView data,
                               ByteView signature) const {
    SCEPTER_CHECK(checkScheme(m_data->type, algorithm));
    EVP_PKEY* key = m_data->evp();
    if (!key) return fail(ErrorCode::KeyUnsupported, toText() + " cannot verify");
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* keyContext = nullptr;
    const bool ok = context &&
                    EVP_DigestVerifyInit(context.get(), &keyContext, digestToUse(algorithm),
                                         nullptr, key) == 1 &&
                    setPssParameters(keyContext, algorithm) &&
                    EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                                     pointerTo(data), data.size()) == 1;
    if (!ok) return failOpenSsl(ErrorCode::SignatureInvalid, "the signature does not match");
    return {};
}

namespace {

Result<Bytes> encryptRsa(EVP_PKEY* key, int padding, const OaepDigests& oaep, ByteView plain) {
    const EvpKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    bool ok = context && EVP_PKEY_encrypt_init(context.get()) == 1 &&
              EVP_PKEY_CTX_set_rsa_padding(context.get(), padding) == 1;
    if (padding == RSA_PKCS1_OAEP_PADDING)
        ok = ok && EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), fetched(oaep.hash)) == 1 &&
             EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), fetched(oaep.mgf)) == 1;
    std::size_t size = ok ? static_cast<std::size_t>(EVP_PKEY_get_size(key)) : 0;
    Bytes encrypted(size);
    if (!ok ||
        EVP_PKEY_encrypt(context.get(), encrypted.data(), &size, plain.data(), plain.size()) != 1)
        return failOpenSsl(ErrorCode::EncryptFailed, "RSA key transport");
    encrypted.resize(size);
    return encrypted;
}

} // namespace

Result<Bytes> PublicKey::encrypt(KeyTransport transport, ByteView plain) const {
    if (transport == KeyTransport::RsaOaep) return encryptOaep({Digest::Sha1, Digest::Sha1}, plain);
    EVP_PKEY* key = canEncrypt() ? m_data->evp() : nullptr;
    if (!key) return fail(ErrorCode::KeyUnsupported, toText() + " cannot encrypt");
    return encryptRsa(key, RSA_PKCS1_PADDING, {}, plain);
}

Result<Bytes> PublicKey::encryptOaep(const OaepDigests& digests, ByteView plain) const {
    if (digests.hash == Digest::Md5 || digests.mgf == Digest::Md5)
        return fail(ErrorCode::AlgorithmForbidden, "OAEP with MD5");
    EVP_PKEY* key = canEncrypt() ? m_data->evp() : nullptr;
    if (!key) return fail(ErrorCode::KeyUnsupported, toText() + " cannot encrypt");
    return encryptRsa(key, RSA_PKCS1_OAEP_PADDING, digests, plain);
}

Result<void> checkScheme(KeyType type, const SignatureAlgorithm& algorithm) {
    if (algorithm.scheme != SignatureScheme::Ed25519 && algorithm.digest == Digest::Md5)
        return fail(ErrorCode::AlgorithmForbidden, "a signature with MD5");
    bool fits = false;
    switch (algorithm.scheme) {
    case SignatureScheme::RsaPkcs1:
    case SignatureScheme::RsaPss:
        fits = type == KeyType::Rsa;
        break;
    case SignatureScheme::Ecdsa:
        fits = curveOf(type) != nullptr;
        break;
    case SignatureScheme::Ed25519:
        fits = type == KeyType::Ed25519;
        break;
    }
    if (type == KeyType::Other)
        return fail(ErrorCode::KeyUnsupported, "a key of an unknown algorithm cannot be used");
    if (!fits)
        return fail(ErrorCode::SignatureInvalid,
                    toText(algorithm) + " is nothing for this kind of key");
    return {};
}

bool setPssParameters(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm) {
    if (algorithm.scheme != SignatureScheme::RsaPss) return true;
    const int salt = algorithm.pssSaltSize >= 0 ? algorithm.pssSaltSize : RSA_PSS_SALTLEN_DIGEST;
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, fetched(algorithm.digest)) == 1;
}

Result<Bytes> spkiOf(EVP_PKEY* key) {
    if (EVP_PKEY_is_a(key, "RSA") == 1) {
        SCEPTER_TRY(modulus, bigNumber(key, OSSL_PKEY_PARAM_RSA_N));
        SCEPTER_TRY(exponent, bigNumber(key, OSSL_PKEY_PARAM_RSA_E));
        return makeSpki(oids::kRsaEncryption, nullptr, rsaKeyBits(modulus, exponent));
    }
    if (EVP_PKEY_is_a(key, "ED25519") == 1) {
        Bytes bits(kEd25519Size);
        std::size_t size = bits.size();
        if (EVP_PKEY_get_raw_public_key(key, bits.data(), &size) != 1 || size != bits.size())
            return failOpenSsl(ErrorCode::KeyUnsupported, "an Ed25519 key does not tell itself");
        return makeSpki(oids::kEd25519, nullptr, bits);
    }
    std::array<char, 64> group{};
    if (EVP_PKEY_is_a(key, "EC") == 1 &&
        EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) == 1) {
        for (const auto& curve : kCurves) {
            if (std::string_view(curve.group) != group.data()) continue;
            SCEPTER_TRY(point, uncompressedPoint(key, curve));
            return makeSpki(oids::kEcPublicKey, &curve.oid, point);
        }
    }
    return failOpenSsl(ErrorCode::KeyUnsupported,
                       "only RSA, P-256, P-384, P-521 and Ed25519 keys are used");
}

} // namespace scepter::pki
