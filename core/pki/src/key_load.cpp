// Private keys in files: PKCS#8, traditional forms, passphrases.
#include "asn1/oids.h"
#include "asn1/values.h"
#include "key_data.h"
#include "password_kdf.h"
#include "pki/crypto.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <algorithm>
#include <climits>

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

constexpr asn1::Oid kPbes2{"1.2.840.113549.1.5.13"};
constexpr asn1::Oid kScrypt{"1.3.6.1.4.1.11591.4.11"};

constexpr std::uint32_t kMaxIterations = 10'000'000;
constexpr std::size_t kMaxFile = std::size_t{1} << 20;
constexpr unsigned kMinRsaBits = 1024;

constexpr std::uint64_t kScryptN = 16384;
constexpr std::uint32_t kScryptR = 8;
constexpr std::uint32_t kScryptP = 1;
constexpr std::size_t kSaltSize = 16;

using Pkcs8 = Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using EncryptedPkcs8 = Handle<X509_SIG, X509_SIG_free>;
using Bio = Handle<BIO, BIO_free>;

Error wrongPassphrase() {
    forgetOpenSslErrors();
    return {ErrorCode::PassphraseWrong, "the key does not open with this passphrase", {}, {}};
}

/// Shows that both halves of a key belong together; the file may say anything.
Result<void> checkHalves(const PrivateKey& key) {
    const ByteView probe = bytesOf("scepter");
    const auto algorithm = key.signatureAlgorithm(Digest::Sha256);
    const auto signature = key.sign(algorithm, probe);
    if (!signature || !key.publicKey().verify(algorithm, probe, *signature))
        return fail(ErrorCode::KeyMalformed, "the halves of the key do not belong together");
    return {};
}

bool hasExplicitCurve(EVP_PKEY* key) {
    int isExplicit = 0;
    const bool told = EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS,
                                             &isExplicit) == 1;
    forgetOpenSslErrors();
    return told && isExplicit == 1;
}

Result<EvpKey> decodeKey(ByteView der) {
    if (der.size() > kMaxFile) return fail(ErrorCode::LimitExceeded, "a key file over 1 MiB");
    SCEPTER_CHECK(asn1::Tree::parse(der));
    const unsigned char* position = der.data();
    EvpKey key(
        d2i_AutoPrivateKey_ex(nullptr, &position, static_cast<long>(der.size()), nullptr, nullptr));
    if (!key) return failOpenSsl(ErrorCode::KeyMalformed, "no private key");
    forgetOpenSslErrors();
    return key;
}

struct Pbes2 {
    asn1::Oid kdf;
    asn1::Element kdfParameters;
    Cipher cipher = Cipher::Aes256Cbc;
    Bytes iv;
};

/// Nothing when the cipher is one that we have no name for.
Result<std::optional<Pbes2>> readPbes2(asn1::Element parameters) {
    const auto kdf = parameters.child(0);
    const auto scheme = parameters.child(1);
    SCEPTER_TRY(kdfOid, readAlgorithmOid(kdf));
    SCEPTER_TRY(cipherOid, readAlgorithmOid(scheme));
    const auto cipher = cipherOf(cipherOid);
    if (!cipher || (kdfOid != oids::kPbkdf2 && kdfOid != kScrypt)) return std::nullopt;
    SCEPTER_TRY(iv, asn1::octetStringValue(scheme.child(1)));
    return Pbes2{kdfOid, kdf.child(1), *cipher, std::move(iv)};
}

Result<SecretBytes> derive(const Pbes2& pbes2, ByteView passphrase) {
    const std::size_t size = keySizeOf(pbes2.cipher);
    if (pbes2.kdf == oids::kPbkdf2) {
        SCEPTER_TRY(parameters, readPbkdf2(pbes2.kdfParameters));
        if (parameters.iterations > kMaxIterations)
            return fail(ErrorCode::LimitExceeded, "PBKDF2 with more than 10 million rounds");
        return pbkdf2(parameters.prf, passphrase, parameters.salt, parameters.iterations, size);
    }
    SCEPTER_TRY(salt, asn1::octetStringValue(pbes2.kdfParameters.child(0)));
    SCEPTER_TRY(n, asn1::integerValue(pbes2.kdfParameters.child(1)));
    SCEPTER_TRY(r, asn1::integerValue(pbes2.kdfParameters.child(2)));
    SCEPTER_TRY(p, asn1::integerValue(pbes2.kdfParameters.child(3)));
    if (n < 2 || r < 1 || p < 1) return fail(ErrorCode::KeyMalformed, "scrypt parameters");
    if (r > INT_MAX || p > INT_MAX)
        return fail(ErrorCode::LimitExceeded, "scrypt asks for more than 64 MiB");
    return scrypt(passphrase, salt, static_cast<std::uint64_t>(n), static_cast<std::uint32_t>(r),
                  static_cast<std::uint32_t>(p), size);
}

/// Old schemes (PKCS#5 v1.5, PKCS#12): left to OpenSSL once their cost is known.
Result<SecretBytes> decryptOldScheme(ByteView der, asn1::Element parameters, ByteView passphrase) {
    SCEPTER_TRY(iterations, asn1::integerValue(parameters.child(1)));
    if (iterations > kMaxIterations)
        return fail(ErrorCode::LimitExceeded, "a key with more than 10 million rounds");
    const unsigned char* position = der.data();
    const EncryptedPkcs8 encrypted(d2i_X509_SIG(nullptr, &position, static_cast<long>(der.size())));
    if (!encrypted) return failOpenSsl(ErrorCode::KeyMalformed, "no encrypted key");
    const Pkcs8 key(PKCS8_decrypt(encrypted.get(), textOf(passphrase).data(),
                                  static_cast<int>(passphrase.size())));
    unsigned char* buffer = nullptr;
    const int size = key ? i2d_PKCS8_PRIV_KEY_INFO(key.get(), &buffer) : -1;
    if (size <= 0) return failWith(wrongPassphrase());
    SecretBytes plain(ByteView(buffer, static_cast<std::size_t>(size)));
    OPENSSL_clear_free(buffer, static_cast<std::size_t>(size));
    return plain;
}

Result<SecretBytes> decryptPkcs8(ByteView der, ByteView passphrase) {
    if (der.size() > kMaxFile || passphrase.size() > kMaxFile)
        return fail(ErrorCode::LimitExceeded, "a key file over 1 MiB");
    SCEPTER_TRY(tree, asn1::Tree::parse(der));
    const auto algorithm = tree.root().child(0);
    if (!tree.root().is(asn1::tag::kSequence) || tree.root().childCount() != 2)
        return fail(ErrorCode::KeyMalformed, "no EncryptedPrivateKeyInfo");
    SCEPTER_TRY(oid, readAlgorithmOid(algorithm));
    if (oid != kPbes2) return decryptOldScheme(der, algorithm.child(1), passphrase);
    SCEPTER_TRY(pbes2, readPbes2(algorithm.child(1)));
    if (!pbes2) return fail(ErrorCode::KeyUnsupported, "a key encrypted with an unknown cipher");
    SCEPTER_TRY(encrypted, asn1::octetStringValue(tree.root().child(1)));
    SCEPTER_TRY(key, derive(*pbes2, passphrase));
    auto plain = decryptCbc(pbes2->cipher, key.view(), pbes2->iv, encrypted);
    if (!plain && plain.error().code == ErrorCode::DecryptFailed)
        return failWith(wrongPassphrase());
    return plain;
}

Error asKeyError(Error error) {
    if (error.code == ErrorCode::Asn1Malformed || error.code == ErrorCode::Asn1Truncated ||
        error.code == ErrorCode::Asn1TrailingBytes)
        error.code = ErrorCode::KeyMalformed;
    return error;
}

/// One PEM block as OpenSSL's reader gives it.
struct RawPem {
    std::string label;
    std::string header;
    SecretBytes content;
};

std::optional<RawPem> nextPem(BIO* bio) {
    char* label = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (PEM_read_bio(bio, &label, &header, &data, &size) != 1) {
        forgetOpenSslErrors();
        return std::nullopt;
    }
    RawPem block{label, header, SecretBytes(ByteView(data, static_cast<std::size_t>(size)))};
    OPENSSL_free(label);
    OPENSSL_free(header);
    OPENSSL_clear_free(data, static_cast<std::size_t>(size));
    return block;
}

int givePassphrase(char* buffer, int size, int, void* user) {
    const auto& passphrase = *static_cast<const ByteView*>(user);
    if (size < 0 || passphrase.size() > static_cast<std::size_t>(size)) return -1;
    std::copy(passphrase.begin(), passphrase.end(), buffer);
    return static_cast<int>(passphrase.size());
}

/// Opens the traditional encryption of RFC 1421 headers in place.
Result<void> openHeader(RawPem& block, ByteView passphrase) {
    if (block.header.empty()) return {};
    EVP_CIPHER_INFO cipher{};
    long size = static_cast<long>(block.content.size());
    if (PEM_get_EVP_CIPHER_INFO(block.header.data(), &cipher) != 1)
        return failOpenSsl(ErrorCode::KeyUnsupported, "a PEM key with an unknown encryption");
    if (PEM_do_header(&cipher, block.content.data(), &size, givePassphrase, &passphrase) != 1)
        return failWith(wrongPassphrase());
    block.content = SecretBytes(block.content.view().first(static_cast<std::size_t>(size)));
    return {};
}

} // namespace

Result<PrivateKey> PrivateKey::fromDer(ByteView der) {
    auto key = decodeKey(der);
    if (!key) return failWith(asKeyError(std::move(key).error()));
    if (hasExplicitCurve(key->get()))
        return fail(ErrorCode::KeyUnsupported, "an EC key without a named curve");
    SCEPTER_TRY(spki, spkiOf(key->get()));
    SCEPTER_TRY(publicHalf, PublicKey::fromSpki(spki));
    if (publicHalf.type() == KeyType::Rsa && publicHalf.bits() < kMinRsaBits)
        return fail(ErrorCode::KeyUnsupported, "an RSA key under 1024 bits");
    PrivateKey made(std::make_shared<Data>(std::move(*key), std::move(publicHalf)));
    SCEPTER_CHECK(checkHalves(made));
    return made;
}

Result<PrivateKey> PrivateKey::fromEncryptedDer(ByteView der, ByteView passphrase) {
    auto plain = decryptPkcs8(der, passphrase);
    if (!plain) return failWith(asKeyError(std::move(plain).error()));
    auto key = fromDer(plain->view());
    // One wrong passphrase in 256 leaves a padding that looks right, and noise before it.
    if (!key && key.error().code == ErrorCode::KeyMalformed) return failWith(wrongPassphrase());
    return key;
}

Result<PrivateKey> PrivateKey::fromPem(std::string_view pem, ByteView passphrase) {
    if (pem.size() > kMaxFile || passphrase.size() > kMaxFile)
        return fail(ErrorCode::LimitExceeded, "a key file over 1 MiB");
    const Bio bio(BIO_new_mem_buf(pem.empty() ? "" : pem.data(), static_cast<int>(pem.size())));
    if (!bio) return failOpenSsl(ErrorCode::Internal, "reading PEM");
    while (auto block = nextPem(bio.get())) {
        if (block->label == "ENCRYPTED PRIVATE KEY")
            return fromEncryptedDer(block->content.view(), passphrase);
        if (block->label != "PRIVATE KEY" && block->label != "RSA PRIVATE KEY" &&
            block->label != "EC PRIVATE KEY")
            continue;
        SCEPTER_CHECK(openHeader(*block, passphrase));
        auto key = fromDer(block->content.view());
        if (!key && key.error().code == ErrorCode::KeyMalformed && !block->header.empty())
            return failWith(wrongPassphrase());
        return key;
    }
    return fail(ErrorCode::KeyMalformed, "no private key in the text");
}

Result<SecretBytes> PrivateKey::toPkcs8() const {
    const Pkcs8 key(EVP_PKEY2PKCS8(m_data->evp.get()));
    unsigned char* buffer = nullptr;
    const int size = key ? i2d_PKCS8_PRIV_KEY_INFO(key.get(), &buffer) : -1;
    if (size <= 0) return failOpenSsl(ErrorCode::Internal, "writing a key");
    SecretBytes der(ByteView(buffer, static_cast<std::size_t>(size)));
    OPENSSL_clear_free(buffer, static_cast<std::size_t>(size));
    return der;
}

Result<Bytes> PrivateKey::toEncryptedPkcs8(ByteView passphrase) const {
    SCEPTER_TRY(plain, toPkcs8());
    SCEPTER_TRY(salt, randomBytes(kSaltSize));
    SCEPTER_TRY(iv, randomBytes(blockSizeOf(Cipher::Aes256Cbc)));
    SCEPTER_TRY(
        key, scrypt(passphrase, salt, kScryptN, kScryptR, kScryptP, keySizeOf(Cipher::Aes256Cbc)));
    SCEPTER_TRY(encrypted, encryptCbc(Cipher::Aes256Cbc, key.view(), iv, plain.view()));
    asn1::Writer writer;
    writer.sequence([&] {
        writer.sequence([&] {
            writer.oid(kPbes2);
            writer.sequence([&] {
                writer.sequence([&] {
                    writer.oid(kScrypt);
                    writer.sequence([&] {
                        writer.octetString(salt).integer(kScryptN).integer(kScryptR);
                        writer.integer(kScryptP);
                    });
                });
                writer.sequence([&] { writer.oid(oids::kAes256Cbc).octetString(iv); });
            });
        });
        writer.octetString(encrypted);
    });
    return writer.take();
}

Result<SecretBytes> PrivateKey::toPem() const {
    SCEPTER_TRY(der, toPkcs8());
    const Bio bio(BIO_new(BIO_s_secmem()));
    if (!bio || PEM_write_bio(bio.get(), "PRIVATE KEY", "", der.view().data(),
                              static_cast<long>(der.size())) <= 0)
        return failOpenSsl(ErrorCode::Internal, "writing PEM");
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return SecretBytes(std::string_view(text, static_cast<std::size_t>(size)));
}

} // namespace scepter::pki
