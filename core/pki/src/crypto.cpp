#include "pki/crypto.h"

#include "evp.h"
#include "openssl_error.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <climits>
#include <cstdlib>

namespace scepter::pki {

namespace {

constexpr std::array kDigestNames{"MD5", "SHA1", "SHA2-224", "SHA2-256", "SHA2-384", "SHA2-512"};
constexpr std::array<const char*, 5> kCipherNames{nullptr, "DES-EDE3-CBC", "AES-128-CBC",
                                                  "AES-192-CBC", "AES-256-CBC"};

constexpr std::uint64_t kScryptMaxMemory = std::uint64_t{64} << 20;

// More than any message; keeps every size inside OpenSSL's int.
constexpr std::size_t kMaxCipherInput = std::size_t{1} << 30;

struct Digests {
    std::array<const EVP_MD*, kDigestNames.size()> handles{};
    Digests() {
        for (std::size_t i = 0; i < handles.size(); ++i)
            handles[i] = EVP_MD_fetch(nullptr, kDigestNames[i], nullptr);
        forgetOpenSslErrors();
    }
};

struct Ciphers {
    std::array<const EVP_CIPHER*, kCipherNames.size()> handles{};
    Ciphers() {
        for (std::size_t i = 0; i < handles.size(); ++i)
            if (kCipherNames[i]) handles[i] = EVP_CIPHER_fetch(nullptr, kCipherNames[i], nullptr);
        forgetOpenSslErrors();
    }
};

using CipherContext = Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

enum class Direction { Decrypt = 0, Encrypt = 1 };
enum class Padding { None = 0, Pkcs7 = 1 };

Result<void> checkCipher(Cipher cipher, ByteView key, ByteView iv, std::size_t inputSize) {
    if (cipher == Cipher::DesCbc) return fail(ErrorCode::AlgorithmForbidden, "single DES");
    if (!fetched(cipher))
        return fail(ErrorCode::NotSupported, "this OpenSSL has no " + std::string(toText(cipher)));
    if (key.size() != keySizeOf(cipher) || iv.size() != blockSizeOf(cipher))
        return fail(ErrorCode::InvalidArgument, "key or IV size does not fit the cipher");
    if (inputSize > kMaxCipherInput) return fail(ErrorCode::LimitExceeded, "too much to encrypt");
    return {};
}

/// Runs the cipher into `output`, which has room for one block more than the input. The number of
/// bytes written, or nothing.
std::optional<std::size_t> runCipher(Cipher cipher, ByteView key, ByteView iv, ByteView input,
                                     Direction direction, Padding padding, std::uint8_t* output) {
    const CipherContext context(EVP_CIPHER_CTX_new());
    int updated = 0;
    int finished = 0;
    const bool ok = context &&
                    EVP_CipherInit_ex2(context.get(), fetched(cipher), key.data(), iv.data(),
                                       static_cast<int>(direction), nullptr) == 1 &&
                    EVP_CIPHER_CTX_set_padding(context.get(), static_cast<int>(padding)) == 1 &&
                    EVP_CipherUpdate(context.get(), output, &updated, pointerTo(input),
                                     static_cast<int>(input.size())) == 1 &&
                    EVP_CipherFinal_ex(context.get(), output + updated, &finished) == 1;
    if (!ok) return std::nullopt;
    return static_cast<std::size_t>(updated) + static_cast<std::size_t>(finished);
}

Result<Bytes> encryptWith(Cipher cipher, ByteView key, ByteView iv, ByteView plain,
                          Padding padding) {
    SCEPTER_CHECK(checkCipher(cipher, key, iv, plain.size()));
    Bytes output(plain.size() + blockSizeOf(cipher));
    const auto size = runCipher(cipher, key, iv, plain, Direction::Encrypt, padding, output.data());
    if (!size) return failOpenSsl(ErrorCode::EncryptFailed, "the cipher refused its input");
    output.resize(*size);
    return output;
}

Result<SecretBytes> decryptWith(Cipher cipher, ByteView key, ByteView iv, ByteView encrypted,
                                Padding padding) {
    SCEPTER_CHECK(checkCipher(cipher, key, iv, encrypted.size()));
    SecretBytes buffer = SecretBytes::ofSize(encrypted.size() + blockSizeOf(cipher));
    const auto size =
        runCipher(cipher, key, iv, encrypted, Direction::Decrypt, padding, buffer.data());
    forgetOpenSslErrors();
    if (!size) return fail(ErrorCode::DecryptFailed, "the content does not decrypt");
    return SecretBytes(buffer.view().first(*size));
}

} // namespace

const EVP_MD* fetched(Digest digest) {
    static const Digests kFetched;
    return kFetched.handles[static_cast<std::size_t>(digest)];
}

const EVP_CIPHER* fetched(Cipher cipher) {
    static const Ciphers kFetched;
    return kFetched.handles[static_cast<std::size_t>(cipher)];
}

std::string libraryVersion() {
    return OpenSSL_version(OPENSSL_VERSION);
}

Result<Bytes> randomBytes(std::size_t size) {
    Bytes bytes(size);
    if (size > INT_MAX || (size > 0 && RAND_bytes(bytes.data(), static_cast<int>(size)) != 1))
        return failOpenSsl(ErrorCode::RandomUnavailable, "no random bytes");
    return bytes;
}

Result<SecretBytes> randomSecret(std::size_t size) {
    SecretBytes bytes = SecretBytes::ofSize(size);
    if (size > INT_MAX || (size > 0 && RAND_priv_bytes(bytes.data(), static_cast<int>(size)) != 1))
        return failOpenSsl(ErrorCode::RandomUnavailable, "no random bytes");
    return bytes;
}

// A digest that cannot be had must not turn into a value that compares equal to another one:
// without SHA-2 or memory the process ends. MD5 alone may be missing (FIPS) and is empty then.
Bytes digestOf(Digest digest, ByteView data) {
    const EVP_MD* md = fetched(digest);
    if (!md && digest == Digest::Md5) return {};
    Bytes value(sizeOf(digest));
    unsigned size = 0;
    if (!md || EVP_Digest(pointerTo(data), data.size(), value.data(), &size, md, nullptr) != 1 ||
        size != value.size())
        std::abort();
    return value;
}

Bytes hmacSha256(ByteView key, ByteView data) {
    return hmacOf(Digest::Sha256, key, data);
}

Bytes hmacOf(Digest digest, ByteView key, ByteView data) {
    Bytes value(sizeOf(digest));
    unsigned size = 0;
    if (key.size() > INT_MAX ||
        !HMAC(fetched(digest), pointerTo(key), static_cast<int>(key.size()), pointerTo(data),
              data.size(), value.data(), &size) ||
        size != value.size())
        std::abort(); // as in digestOf
    return value;
}

Result<Bytes> encryptCbc(Cipher cipher, ByteView key, ByteView iv, ByteView plain) {
    return encryptWith(cipher, key, iv, plain, Padding::Pkcs7);
}

Result<SecretBytes> decryptCbc(Cipher cipher, ByteView key, ByteView iv, ByteView encrypted) {
    return decryptWith(cipher, key, iv, encrypted, Padding::Pkcs7);
}

Result<Bytes> encryptCbcRaw(Cipher cipher, ByteView key, ByteView iv, ByteView plain) {
    return encryptWith(cipher, key, iv, plain, Padding::None);
}

Result<SecretBytes> decryptCbcRaw(Cipher cipher, ByteView key, ByteView iv, ByteView encrypted) {
    return decryptWith(cipher, key, iv, encrypted, Padding::None);
}

Result<SecretBytes> pbkdf2(Digest hmacDigest, ByteView password, ByteView salt,
                           std::uint32_t iterations, std::size_t size) {
    if (iterations == 0 || iterations > INT_MAX || size == 0 || size > INT_MAX ||
        password.size() > INT_MAX || salt.size() > INT_MAX)
        return fail(ErrorCode::InvalidArgument, "PBKDF2 parameters");
    SecretBytes derived = SecretBytes::ofSize(size);
    if (PKCS5_PBKDF2_HMAC(textOf(password).data(), static_cast<int>(password.size()), salt.data(),
                          static_cast<int>(salt.size()), static_cast<int>(iterations),
                          fetched(hmacDigest), static_cast<int>(size), derived.data()) != 1)
        return failOpenSsl(ErrorCode::Internal, "PBKDF2");
    return derived;
}

Result<SecretBytes> scrypt(ByteView password, ByteView salt, std::uint64_t n, std::uint32_t r,
                           std::uint32_t p, std::size_t size) {
    if (n < 2 || (n & (n - 1)) != 0 || r == 0 || p == 0 || size == 0)
        return fail(ErrorCode::InvalidArgument, "scrypt parameters");
    // 128 N r bytes are held, and the work is that times p: both are bounded by the same product.
    constexpr std::uint64_t kMaxProduct = kScryptMaxMemory / 128;
    if (n > kMaxProduct || r > kMaxProduct / n || p > kMaxProduct / (n * r))
        return fail(ErrorCode::LimitExceeded, "scrypt asks for more than 64 MiB");
    SecretBytes derived = SecretBytes::ofSize(size);
    if (EVP_PBE_scrypt(textOf(password).data(), password.size(), salt.data(), salt.size(), n, r, p,
                       kScryptMaxMemory + kScryptMaxMemory / 8, derived.data(), size) != 1)
        return failOpenSsl(ErrorCode::InvalidArgument, "scrypt");
    return derived;
}

} // namespace scepter::pki
