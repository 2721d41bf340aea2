// What a key is made of. Not seen outside core/pki.
#pragma once

#include "asn1/reader.h"
#include "openssl_error.h"
#include "pki/key.h"

#include <openssl/evp.h>

#include <atomic>
#include <mutex>

namespace scepter::pki {

using EvpKey = Handle<EVP_PKEY, EVP_PKEY_free>;
using EvpKeyContext = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

struct CurveRow;

/// Runs something the first time it is asked. As std::call_once, which makes a system call for each
/// object, where a server has several new keys with every request.
class Once {
public:
    template <class Make> void operator()(Make make) {
        if (m_done.load(std::memory_order_acquire)) return;
        const std::lock_guard lock(m_mutex);
        if (m_done.load(std::memory_order_relaxed)) return;
        make();
        m_done.store(true, std::memory_order_release);
    }

private:
    std::mutex m_mutex;
    std::atomic<bool> m_done = false;
};

/// Canonical pieces of a public key. The EVP_PKEY and the fingerprint are made when first asked
/// for, so that reading and comparing keys costs no OpenSSL call.
struct PublicKey::Data {
    KeyType type = KeyType::Other;
    unsigned bits = 0;
    std::string algorithm; ///< dotted OID, for KeyType::Other
    Bytes spki;
    Bytes keyBits; ///< content of subjectPublicKey
    Bytes modulus; ///< RSA: big-endian magnitude
    Bytes publicExponent;

    /// Fills in everything from a SubjectPublicKeyInfo.
    Result<void> read(asn1::Element root);
    Result<void> readRsa(asn1::Element parameters);
    Result<void> readEc(const CurveRow& curve);
    Result<void> readEd25519(asn1::Element parameters);
    Result<void> readOther(const asn1::Oid& oid, asn1::Element root);

    /// Null when OpenSSL cannot use the key.
    [[nodiscard]] EVP_PKEY* evp() const;

    mutable Once evpOnce;
    mutable EvpKey evpKey;
    mutable Once fingerprintOnce;
    mutable Bytes fingerprintBytes;
};

struct PrivateKey::Data {
    Data(EvpKey key, PublicKey publicHalf)
        : evp(std::move(key))
        , pub(std::move(publicHalf)) {}

    EvpKey evp;
    PublicKey pub;
    /// Seeds the answers to wrong PKCS#1 padding (decryptPkcs1); made when first needed.
    [[nodiscard]] Result<ByteView> rejectionSeed() const;

    mutable Once rejectionOnce;
    mutable SecretBytes rejection;
};

/// AlgorithmForbidden for MD5, SignatureInvalid when the key is of another kind.
Result<void> checkScheme(KeyType type, const SignatureAlgorithm& algorithm);
/// The digest for EVP_DigestSign and EVP_DigestVerify; null for Ed25519.
const EVP_MD* digestToUse(const SignatureAlgorithm& algorithm);
/// Sets padding and salt for RSA-PSS; nothing for the others.
bool setPssParameters(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm);

/// DER SubjectPublicKeyInfo of an OpenSSL key; KeyUnsupported for types that we do not use.
Result<Bytes> spkiOf(EVP_PKEY* key);

} // namespace scepter::pki
