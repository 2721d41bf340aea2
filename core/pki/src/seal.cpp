#include "pki/seal.h"

#include "openssl_error.h"
#include "pki/crypto.h"

#include <openssl/evp.h>

namespace scepter::pki {

namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kKeySize = 32;
constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kTagSize = 16;
constexpr std::size_t kOverhead = 1 + kNonceSize + kTagSize;
constexpr std::size_t kMaxSize = std::size_t{1} << 26;

using Context = Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

const EVP_CIPHER* aesGcm() {
    static const EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    return kCipher;
}

/// Starts the cipher and feeds it what is authenticated only: version and purpose.
bool begin(EVP_CIPHER_CTX* context, ByteView key, ByteView nonce, std::string_view purpose,
           bool encrypt) {
    int written = 0;
    return context &&
           EVP_CipherInit_ex2(context, aesGcm(), key.data(), nonce.data(), encrypt ? 1 : 0,
                              nullptr) == 1 &&
           EVP_CipherUpdate(context, nullptr, &written, &kVersion, 1) == 1 &&
           (purpose.empty() || EVP_CipherUpdate(context, nullptr, &written, bytesOf(purpose).data(),
                                                static_cast<int>(purpose.size())) == 1);
}

/// Everything through the cipher and the tag checked; false for any failure.
bool decrypt(ByteView key, ByteView sealed, std::string_view purpose, SecretBytes& secret) {
    const Context context(EVP_CIPHER_CTX_new());
    Bytes tag = copyOf(sealed.last(kTagSize));
    const ByteView body = sealed.subspan(1 + kNonceSize, secret.size());
    int written = 0;
    return begin(context.get(), key, sealed.subspan(1, kNonceSize), purpose, false) &&
           (body.empty() || EVP_CipherUpdate(context.get(), secret.data(), &written, body.data(),
                                             static_cast<int>(body.size())) == 1) &&
           EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagSize),
                               tag.data()) == 1 &&
           EVP_CipherFinal_ex(context.get(), tag.data(), &written) == 1;
}

} // namespace

Result<Bytes> seal(ByteView key, ByteView secret, std::string_view purpose) {
    if (key.size() != kKeySize || secret.size() > kMaxSize || purpose.size() > kMaxSize)
        return fail(ErrorCode::InvalidArgument, "sealing wants a key of 32 bytes");
    SCEPTER_TRY(nonce, randomBytes(kNonceSize));
    Bytes sealed(secret.size() + kOverhead);
    sealed[0] = kVersion;
    std::copy(nonce.begin(), nonce.end(), sealed.begin() + 1);
    std::uint8_t* body = sealed.data() + 1 + kNonceSize;
    const Context context(EVP_CIPHER_CTX_new());
    int written = 0;
    const bool ok =
        begin(context.get(), key, nonce, purpose, true) &&
        (secret.empty() || EVP_CipherUpdate(context.get(), body, &written, secret.data(),
                                            static_cast<int>(secret.size())) == 1) &&
        EVP_CipherFinal_ex(context.get(), body + secret.size(), &written) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagSize),
                            body + secret.size()) == 1;
    if (!ok) return failOpenSsl(ErrorCode::EncryptFailed, "sealing a secret");
    return sealed;
}

Result<SecretBytes> unseal(ByteView key, ByteView sealed, std::string_view purpose) {
    if (key.size() != kKeySize || purpose.size() > kMaxSize)
        return fail(ErrorCode::InvalidArgument, "sealing wants a key of 32 bytes");
    if (sealed.size() < kOverhead || sealed.size() > kMaxSize + kOverhead || sealed[0] != kVersion)
        return fail(ErrorCode::DecryptFailed, "no sealed value");
    SecretBytes secret = SecretBytes::ofSize(sealed.size() - kOverhead);
    const bool ok = decrypt(key, sealed, purpose, secret);
    forgetOpenSslErrors();
    if (!ok) return fail(ErrorCode::DecryptFailed, "the sealed value does not open");
    return secret;
}

} // namespace scepter::pki
