#include "gcm.h"

#include "asn1/oids.h"
#include "evp.h"
#include "openssl_error.h"

#include <openssl/crypto.h>

#include <array>

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

struct GcmRow {
    asn1::Oid oid;
    std::size_t keySize = 0;
    const char* name = nullptr;
};

constexpr std::array kRows{
    GcmRow{oids::kAes128Gcm, 16, "AES-128-GCM"},
    GcmRow{oids::kAes192Gcm, 24, "AES-192-GCM"},
    GcmRow{oids::kAes256Gcm, 32, "AES-256-GCM"},
};

// More than any message; keeps every size inside OpenSSL's int.
constexpr std::size_t kMaxInput = std::size_t{1} << 30;

using CipherContext = Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

struct Ciphers {
    std::array<const EVP_CIPHER*, kRows.size()> handles{};
    Ciphers() {
        for (std::size_t i = 0; i < handles.size(); ++i)
            handles[i] = EVP_CIPHER_fetch(nullptr, kRows[i].name, nullptr);
        forgetOpenSslErrors();
    }
};

const EVP_CIPHER* fetchedGcm(std::size_t row) {
    static const Ciphers kFetched;
    return kFetched.handles[row];
}

bool start(EVP_CIPHER_CTX* context, const EVP_CIPHER* cipher, ByteView key, const GcmInput& input) {
    Bytes tag = copyOf(input.tag); // OpenSSL takes it by a pointer to what may be changed
    return EVP_DecryptInit_ex2(context, cipher, nullptr, nullptr, nullptr) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN,
                               static_cast<int>(input.nonce.size()), nullptr) == 1 &&
           EVP_DecryptInit_ex2(context, nullptr, key.data(), input.nonce.data(), nullptr) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()),
                               tag.data()) == 1;
}

/// Into `output`, which has room for the input. True when the tag holds.
bool decryptInto(std::uint8_t* output, const EVP_CIPHER* cipher, ByteView key,
                 const GcmInput& input) {
    const CipherContext context(EVP_CIPHER_CTX_new());
    if (!context || !start(context.get(), cipher, key, input)) return false;
    int size = 0;
    if (!input.additional.empty() &&
        EVP_DecryptUpdate(context.get(), nullptr, &size, input.additional.data(),
                          static_cast<int>(input.additional.size())) != 1)
        return false;
    if (!input.encrypted.empty() &&
        EVP_DecryptUpdate(context.get(), output, &size, input.encrypted.data(),
                          static_cast<int>(input.encrypted.size())) != 1)
        return false;
    std::array<std::uint8_t, EVP_MAX_BLOCK_LENGTH> rest{};
    return EVP_DecryptFinal_ex(context.get(), rest.data(), &size) == 1 && size == 0;
}

} // namespace

std::optional<std::size_t> gcmKeySizeOf(const asn1::Oid& cipher) {
    for (const GcmRow& row : kRows)
        if (row.oid == cipher) return row.keySize;
    return std::nullopt;
}

Result<SecretBytes> decryptGcm(ByteView key, const GcmInput& input) {
    std::size_t row = 0;
    while (row < kRows.size() && kRows[row].keySize != key.size())
        ++row;
    if (row == kRows.size() || input.nonce.empty() || input.nonce.size() > kMaxGcmNonce ||
        input.tag.empty() || input.tag.size() > 16)
        return fail(ErrorCode::InvalidArgument, "key, nonce or tag size does not fit AES-GCM");
    if (input.encrypted.size() > kMaxInput || input.additional.size() > kMaxInput)
        return fail(ErrorCode::LimitExceeded, "too much to decrypt");
    const EVP_CIPHER* cipher = fetchedGcm(row);
    if (!cipher)
        return fail(ErrorCode::NotSupported, std::string("this OpenSSL has no ") + kRows[row].name);
    SecretBytes content = SecretBytes::ofSize(input.encrypted.size());
    const bool holds = decryptInto(content.data(), cipher, key, input);
    forgetOpenSslErrors();
    if (!holds) return fail(ErrorCode::DecryptFailed, "the tag does not hold");
    return content;
}

} // namespace scepter::pki
