// SPDX-License-Identifier: GPL-3.0-or-later
// Envelopes in ciphers that core/pki does not seal with.
#include "asn1/writer.h"
#include "pki/crypto.h"
#include "pki_draft/cms_draft.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

namespace scepter::pki_draft {

namespace {

namespace oids = asn1::oids;

constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kImplicitContent = 0x80;
constexpr std::size_t kGcmKey = 16;
constexpr std::size_t kGcmNonce = 12;
constexpr std::size_t kGcmTag = 16;

/// Of an (Auth)EnvelopedData for one RSA recipient.
struct Sealed {
    asn1::Oid contentType;
    Bytes cipher; ///< AlgorithmIdentifier
    Bytes encryptedKey;
    Bytes encrypted;
    Bytes tag{}; ///< empty: none
};

void writeTransport(asn1::Writer& writer, pki::KeyTransport transport) {
    writer.sequence([&] {
        if (transport == pki::KeyTransport::RsaPkcs1)
            writer.oid(oids::kRsaEncryption).null();
        else
            writer.oid(oids::kRsaesOaep).sequence([] {});
    });
}

Bytes write(const Sealed& sealed, const pki::Certificate& recipient, pki::KeyTransport transport) {
    asn1::Writer writer;
    const auto recipientInfo = [&] {
        writer.integer(0); // issuerAndSerialNumber
        writer.sequence([&] {
            writer.raw(recipient.issuer().der());
            writer.primitive(kInteger, recipient.serial());
        });
        writeTransport(writer, transport);
        writer.octetString(sealed.encryptedKey);
    };
    const auto enveloped = [&] {
        writer.integer(0);
        writer.set([&] { writer.sequence(recipientInfo); });
        writer.sequence([&] {
            writer.oid(oids::kData).raw(sealed.cipher);
            writer.primitive(kImplicitContent, sealed.encrypted);
        });
        if (!sealed.tag.empty()) writer.octetString(sealed.tag);
    };
    writer.sequence([&] {
        writer.oid(sealed.contentType);
        writer.context(0, [&] { writer.sequence(enveloped); });
    });
    return writer.take();
}

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

Result<void> encryptGcm(ByteView key, ByteView nonce, ByteView content, Sealed& into) {
    const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
    into.encrypted.resize(content.size());
    into.tag.resize(kGcmTag);
    int size = 0;
    const bool done =
        context &&
        EVP_EncryptInit_ex2(context.get(), EVP_aes_128_gcm(), key.data(), nonce.data(), nullptr) ==
            1 &&
        EVP_EncryptUpdate(context.get(), into.encrypted.data(), &size, content.data(),
                          static_cast<int>(content.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), into.tag.data(), &size) == 1 && size == 0 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kGcmTag),
                            into.tag.data()) == 1;
    ERR_clear_error();
    if (!done) return fail(ErrorCode::EncryptFailed, "encrypting with AES-GCM");
    return {};
}

} // namespace

Result<Bytes> sealWithDes(ByteView content, const pki::Certificate& recipient,
                          pki::KeyTransport transport) {
    SCEPTER_TRY(key, pki::randomSecret(pki::keySizeOf(pki::Cipher::DesCbc)));
    SCEPTER_TRY(iv, pki::randomBytes(pki::blockSizeOf(pki::Cipher::DesCbc)));
    // DES is 3DES with three equal keys, and OpenSSL 3 has only that one without its legacy part.
    SecretBytes tripled = SecretBytes::ofSize(3 * key.size());
    for (std::size_t i = 0; i < tripled.size(); ++i)
        tripled.data()[i] = key.view()[i % key.size()];
    SCEPTER_TRY(encrypted, pki::encryptCbc(pki::Cipher::TripleDesCbc, tripled.view(), iv, content));
    SCEPTER_TRY(encryptedKey, recipient.publicKey().encrypt(transport, key.view()));
    asn1::Writer cipher;
    cipher.sequence([&] { cipher.oid(oids::kDesCbc).octetString(iv); });
    return write(
        {oids::kEnvelopedData, cipher.take(), std::move(encryptedKey), std::move(encrypted)},
        recipient, transport);
}

Result<Bytes> sealWithGcm(ByteView content, const pki::Certificate& recipient) {
    SCEPTER_TRY(key, pki::randomSecret(kGcmKey));
    SCEPTER_TRY(nonce, pki::randomBytes(kGcmNonce));
    SCEPTER_TRY(encryptedKey,
                recipient.publicKey().encrypt(pki::KeyTransport::RsaPkcs1, key.view()));
    asn1::Writer cipher;
    cipher.sequence([&] {
        cipher.oid(oids::kAes128Gcm).sequence([&] {
            cipher.octetString(nonce).integer(static_cast<int>(kGcmTag));
        });
    });
    Sealed sealed{oids::kAuthEnvelopedData, cipher.take(), std::move(encryptedKey), {}};
    SCEPTER_CHECK(encryptGcm(key.view(), nonce, content, sealed));
    return write(sealed, recipient, pki::KeyTransport::RsaPkcs1);
}

} // namespace scepter::pki_draft
