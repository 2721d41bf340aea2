// Public and private keys.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "pki/algorithms.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace scepter::pki {

/// An immutable public key; copies share it. Thread-safe.
class PublicKey {
public:
    /// From a DER SubjectPublicKeyInfo. Goes round OpenSSL's slow decoder for RSA and EC keys.
    /// Errors: KeyMalformed (also an RSA modulus over 16384 bits, an even or tiny exponent, a point
    /// that is not on the curve). An unknown algorithm reads as KeyType::Other: it can be compared
    /// and written, not used.
    static Result<PublicKey> fromSpki(ByteView der);

    [[nodiscard]] const Bytes& spki() const; ///< DER, parameters as canonical (RSA: NULL)
    [[nodiscard]] KeyType type() const;
    [[nodiscard]] unsigned bits() const;      ///< modulus or field size, 0 when not known
    [[nodiscard]] std::string toText() const; ///< "RSA 2048", "EC P-256"
    /// SHA-256 of spki().
    [[nodiscard]] const Bytes& fingerprint() const;
    /// SHA-1 of the subjectPublicKey bits (RFC 5280 section 4.2.1.2 method 1). For RSA these bits
    /// are the PKCS#1 RSAPublicKey, which Apple hashes for its transactionID.
    [[nodiscard]] Bytes keyIdentifier() const;
    /// True for keys that take RSA key transport.
    [[nodiscard]] bool canEncrypt() const;

    /// SignatureInvalid when it does not match; AlgorithmForbidden for MD5.
    [[nodiscard]] Result<void> verify(const SignatureAlgorithm& algorithm, ByteView data,
                                      ByteView signature) const;
    [[nodiscard]] Result<Bytes> encrypt(KeyTransport transport, ByteView plain) const;
    /// OAEP with other digests than SHA-1. AlgorithmForbidden for MD5, EncryptFailed when the key
    /// has no room for both.
    [[nodiscard]] Result<Bytes> encryptOaep(const OaepDigests& digests, ByteView plain) const;

    bool operator==(const PublicKey& other) const; ///< same key, however it was encoded

private:
    struct Data;
    friend class PrivateKey;
    explicit PublicKey(std::shared_ptr<const Data> data)
        : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

/// An immutable private key; copies share it. Thread-safe.
class PrivateKey {
public:
    /// Makes a key. `goOn` is asked now and then during RSA generation; returning false ends it
    /// with Cancelled. May take seconds: never on a GUI or I/O thread.
    static Result<PrivateKey> generate(const KeySpec& spec, const std::function<bool()>& goOn = {});
    /// From DER: PKCS#8, or traditional RSA and EC forms. RSA under 1024 bits: KeyUnsupported.
    static Result<PrivateKey> fromDer(ByteView der);
    /// From encrypted PKCS#8 DER. PassphraseWrong when it does not open; scrypt and PBKDF2 costs
    /// are capped first (LimitExceeded).
    static Result<PrivateKey> fromEncryptedDer(ByteView der, ByteView passphrase);
    /// From PEM text, encrypted or not; the first key in it counts.
    static Result<PrivateKey> fromPem(std::string_view pem, ByteView passphrase = {});

    [[nodiscard]] PublicKey publicKey() const;
    [[nodiscard]] KeyType type() const { return publicKey().type(); }

    [[nodiscard]] Result<SecretBytes> toPkcs8() const;
    /// EncryptedPrivateKeyInfo: PBES2, scrypt (N 16384, r 8, p 1), AES-256-CBC.
    [[nodiscard]] Result<Bytes> toEncryptedPkcs8(ByteView passphrase) const;
    /// "-----BEGIN PRIVATE KEY-----", for files that a client keeps.
    [[nodiscard]] Result<SecretBytes> toPem() const;

    /// The algorithm that this key signs with, for a digest (Ed25519 has its own).
    [[nodiscard]] SignatureAlgorithm signatureAlgorithm(Digest digest) const;
    [[nodiscard]] Result<Bytes> sign(const SignatureAlgorithm& algorithm, ByteView data) const;
    /// Opens RSA key transport. PKCS#1 v1.5: a wrong padding answers random-looking bytes of
    /// `expectedSize` rather than an error, so that nothing can be learned from the difference
    /// (RFC 3218, Bleichenbacher). OAEP: DecryptFailed.
    [[nodiscard]] Result<SecretBytes> decryptPkcs1(ByteView encrypted,
                                                   std::size_t expectedSize) const;
    [[nodiscard]] Result<SecretBytes> decryptOaep(Digest digest, Digest mgfDigest, ByteView label,
                                                  ByteView encrypted) const;

private:
    struct Data;
    explicit PrivateKey(std::shared_ptr<const Data> data)
        : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

} // namespace scepter::pki
