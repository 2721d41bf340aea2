// SPDX-License-Identifier: GPL-3.0-or-later
// What core/pki refuses: signatures with MD5 and small keys.
#include "pki_draft/cms_draft.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace scepter::pki_draft {

namespace {

constexpr unsigned kSmallBits = 1024;

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(PKCS8_PRIV_KEY_INFO* info) const { PKCS8_PRIV_KEY_INFO_free(info); }
};
template <class T> using Handle = std::unique_ptr<T, Free>;

// What OpenSSL says of it is nobody's business later.
std::unexpected<Error> failed(std::string detail) {
    ERR_clear_error();
    return fail(ErrorCode::Internal, std::move(detail));
}

Result<Bytes> signWithMd5(const pki::PrivateKey& key, ByteView data) {
    if (key.type() != pki::KeyType::Rsa)
        return fail(ErrorCode::InvalidArgument, "MD5 signs with RSA keys only");
    SCEPTER_TRY(encoded, key.toPkcs8());
    const unsigned char* at = encoded.view().data();
    const Handle<EVP_PKEY> loaded(
        d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(encoded.size())));
    const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
    std::size_t size =
        loaded ? static_cast<std::size_t>(EVP_PKEY_get_size(loaded.get())) : std::size_t{0};
    Bytes signature(size);
    if (!loaded || !context ||
        EVP_DigestSignInit(context.get(), nullptr, EVP_md5(), nullptr, loaded.get()) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &size, data.data(), data.size()) != 1)
        return failed("signing with MD5");
    signature.resize(size);
    return signature;
}

} // namespace

Result<pki::PrivateKey> makeSmallKey() {
    const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY* made = nullptr;
    if (!context || EVP_PKEY_keygen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), kSmallBits) != 1 ||
        EVP_PKEY_generate(context.get(), &made) != 1)
        return failed("a small key could not be made");
    const Handle<EVP_PKEY> key(made);
    const Handle<PKCS8_PRIV_KEY_INFO> info(EVP_PKEY2PKCS8(key.get()));
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr) : -1;
    if (size <= 0) return failed("a small key could not be written");
    SecretBytes encoded = SecretBytes::ofSize(static_cast<std::size_t>(size));
    unsigned char* at = encoded.data();
    if (i2d_PKCS8_PRIV_KEY_INFO(info.get(), &at) != size)
        return failed("a small key could not be written");
    return pki::PrivateKey::fromDer(encoded.view());
}

Result<Bytes> sign(const pki::PrivateKey& key, pki::Digest digest, ByteView data) {
    if (digest == pki::Digest::Md5) return signWithMd5(key, data);
    return key.sign(key.signatureAlgorithm(digest), data);
}

} // namespace scepter::pki_draft
