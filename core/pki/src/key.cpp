#include "pki/key.h"

#include "asn1/writer.h"
#include "evp.h"
#include "key_data.h"
#include "pki/crypto.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include <array>

namespace scepter::pki {

namespace {

struct GenerationWatch {
    const std::function<bool()>* goOn = nullptr;
    bool cancelled = false;
};

// Returning 0 ends the generation and leaves an empty error queue: the watch remembers why.
int onGenerationStep(EVP_PKEY_CTX* context) {
    auto* watch = static_cast<GenerationWatch*>(EVP_PKEY_CTX_get_app_data(context));
    if ((*watch->goOn)()) return 1;
    watch->cancelled = true;
    return 0;
}

Result<EvpKey> generateRsa(unsigned bits, const std::function<bool()>& goOn) {
    const EvpKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    if (!context || EVP_PKEY_keygen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), static_cast<int>(bits)) != 1)
        return failOpenSsl(ErrorCode::KeyUnsupported, "RSA keys cannot be made here");
    GenerationWatch watch{&goOn};
    if (goOn) {
        EVP_PKEY_CTX_set_app_data(context.get(), &watch);
        EVP_PKEY_CTX_set_cb(context.get(), onGenerationStep);
    }
    EVP_PKEY* key = nullptr;
    const bool made = EVP_PKEY_generate(context.get(), &key) == 1;
    EvpKey owned(key);
    if (watch.cancelled) {
        forgetOpenSslErrors();
        return fail(ErrorCode::Cancelled, "key generation was cancelled");
    }
    if (!made) return failOpenSsl(ErrorCode::Internal, "RSA key generation");
    return owned;
}

Result<EvpKey> generateNamed(KeyType type) {
    EVP_PKEY* key = nullptr;
    switch (type) {
    case KeyType::EcP256:
        key = EVP_EC_gen("prime256v1");
        break;
    case KeyType::EcP384:
        key = EVP_EC_gen("secp384r1");
        break;
    case KeyType::EcP521:
        key = EVP_EC_gen("secp521r1");
        break;
    case KeyType::Ed25519:
        key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        break;
    default:
        return fail(ErrorCode::InvalidArgument, "no kind of key that can be made");
    }
    if (!key) return failOpenSsl(ErrorCode::Internal, "key generation");
    return EvpKey(key);
}

/// `size` bytes that only depend on the key and on what was sent, so that sending the same thing
/// again teaches nothing either.
Bytes rejectionBytes(ByteView seed, ByteView encrypted, std::size_t size) {
    Bytes output;
    for (std::uint8_t block = 0; output.size() < size; ++block) {
        asn1::Writer input;
        input.integer(block).integer(static_cast<std::int64_t>(size)).raw(encrypted);
        const Bytes part = hmacSha256(seed, input.bytes());
        output.insert(output.end(), part.begin(), part.end());
    }
    output.resize(size);
    return output;
}

/// Constant-time choice of whole buffers: `mask` is 0xFF to take `yes`, 0 to take `no`.
SecretBytes choose(std::uint8_t mask, ByteView yes, ByteView no) {
    SecretBytes chosen = SecretBytes::ofSize(no.size());
    for (std::size_t i = 0; i < no.size(); ++i)
        chosen.data()[i] = static_cast<std::uint8_t>((yes[i] & mask) | (no[i] & ~mask));
    return chosen;
}

/// 0xFF when both are equal, else 0, without a branch.
std::uint8_t equalMask(std::size_t a, std::size_t b) {
    const std::uint64_t difference = std::uint64_t{a} ^ std::uint64_t{b};
    const std::uint64_t nonZero = (difference | (~difference + 1)) >> 63;
    return static_cast<std::uint8_t>(nonZero - 1);
}

} // namespace

Result<PrivateKey> PrivateKey::generate(const KeySpec& spec, const std::function<bool()>& goOn) {
    if (spec.type == KeyType::Rsa && (spec.rsaBits < 2048 || spec.rsaBits > 4096))
        return fail(ErrorCode::InvalidArgument, "RSA keys have 2048 to 4096 bits");
    SCEPTER_TRY(key, spec.type == KeyType::Rsa ? generateRsa(spec.rsaBits, goOn)
                                               : generateNamed(spec.type));
    SCEPTER_TRY(spki, spkiOf(key.get()));
    SCEPTER_TRY(publicHalf, PublicKey::fromSpki(spki));
    return PrivateKey(std::make_shared<Data>(std::move(key), std::move(publicHalf)));
}

PublicKey PrivateKey::publicKey() const {
    return m_data->pub;
}

SignatureAlgorithm PrivateKey::signatureAlgorithm(Digest digest) const {
    switch (type()) {
    case KeyType::Rsa:
        return {SignatureScheme::RsaPkcs1, digest, -1};
    case KeyType::Ed25519:
        return {SignatureScheme::Ed25519};
    default:
        return {SignatureScheme::Ecdsa, digest, -1};
    }
}

Result<Bytes> PrivateKey::sign(const SignatureAlgorithm& algorithm, ByteView data) const {
    SCEPTER_CHECK(checkScheme(m_data->pub.type(), algorithm));
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* keyContext = nullptr;
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(m_data->evp.get()));
    Bytes signature(size);
    const bool ok =
        context &&
        EVP_DigestSignInit(context.get(), &keyContext, digestToUse(algorithm), nullptr,
                           m_data->evp.get()) == 1 &&
        setPssParameters(keyContext, algorithm) &&
        EVP_DigestSign(context.get(), signature.data(), &size, pointerTo(data), data.size()) == 1;
    if (!ok) return failOpenSsl(ErrorCode::Internal, "signing with " + toText(algorithm));
    signature.resize(size);
    return signature;
}

Result<ByteView> PrivateKey::Data::rejectionSeed() const {
    rejectionOnce([this] {
        BIGNUM* exponent = nullptr;
        if (EVP_PKEY_get_bn_param(evp.get(), OSSL_PKEY_PARAM_RSA_D, &exponent) != 1) return;
        const Handle<BIGNUM, BN_clear_free> owned(exponent);
        SecretBytes bytes = SecretBytes::ofSize(static_cast<std::size_t>(BN_num_bytes(exponent)));
        BN_bn2bin(exponent, bytes.data());
        rejection = SecretBytes(hmacSha256(bytes.view(), bytesOf("PKCS#1 v1.5 rejection")));
    });
    if (rejection.empty()) return failOpenSsl(ErrorCode::Internal, "no private exponent");
    return rejection.view();
}

// OpenSSL removes the padding in constant time and says so only in its return value (3.0: 0 for a
// wrong padding; later versions answer random bytes by themselves). That value and the size go into
// a mask here, never into a branch.
Result<SecretBytes> PrivateKey::decryptPkcs1(ByteView encrypted, std::size_t expectedSize) const {
    EVP_PKEY* key = m_data->evp.get();
    if (type() != KeyType::Rsa) return fail(ErrorCode::KeyUnsupported, "this key cannot decrypt");
    const std::size_t modulusSize = static_cast<std::size_t>(EVP_PKEY_get_size(key));
    if (expectedSize > modulusSize)
        return fail(ErrorCode::InvalidArgument, "more than the key can carry");
    SCEPTER_TRY(seed, m_data->rejectionSeed());
    const SecretBytes replacement(rejectionBytes(seed, encrypted, expectedSize));

    const EvpKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1)
        return failOpenSsl(ErrorCode::Internal, "RSA decryption");
    SecretBytes plain = SecretBytes::ofSize(modulusSize);
    std::size_t size = modulusSize;
    const int result =
        EVP_PKEY_decrypt(context.get(), plain.data(), &size, encrypted.data(), encrypted.size());
    forgetOpenSslErrors();
    const auto mask = static_cast<std::uint8_t>(equalMask(static_cast<std::size_t>(result), 1) &
                                                equalMask(size, expectedSize));
    return choose(mask, plain.view(), replacement.view());
}

Result<SecretBytes> PrivateKey::decryptOaep(Digest digest, Digest mgfDigest, ByteView label,
                                            ByteView encrypted) const {
    EVP_PKEY* key = m_data->evp.get();
    if (type() != KeyType::Rsa) return fail(ErrorCode::KeyUnsupported, "this key cannot decrypt");
    if (digest == Digest::Md5 || mgfDigest == Digest::Md5)
        return fail(ErrorCode::AlgorithmForbidden, "OAEP with MD5");
    const EvpKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    Bytes labelBytes = copyOf(label);
    std::array parameters{OSSL_PARAM_construct_octet_string(OSSL_ASYM_CIPHER_PARAM_OAEP_LABEL,
                                                            labelBytes.data(), labelBytes.size()),
                          OSSL_PARAM_construct_end()};
    if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), fetched(digest)) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), fetched(mgfDigest)) != 1 ||
        (!labelBytes.empty() && EVP_PKEY_CTX_set_params(context.get(), parameters.data()) != 1))
        return failOpenSsl(ErrorCode::Internal, "RSA-OAEP decryption");
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
    SecretBytes plain = SecretBytes::ofSize(size);
    const int result =
        EVP_PKEY_decrypt(context.get(), plain.data(), &size, encrypted.data(), encrypted.size());
    forgetOpenSslErrors();
    if (result != 1) return fail(ErrorCode::DecryptFailed, "the key transport does not open");
    return SecretBytes(plain.view().first(size));
}

} // namespace scepter::pki
