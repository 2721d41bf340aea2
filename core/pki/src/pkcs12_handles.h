// OpenSSL's PKCS#12 objects and the passphrase as its functions take it. Not seen outside core/pki.
#pragma once

#include "base/secret.h"
#include "openssl_error.h"

#include <openssl/crypto.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <algorithm>

namespace scepter::pki {

inline void freeBags(STACK_OF(PKCS12_SAFEBAG) * bags) {
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}
inline void freeSafes(STACK_OF(PKCS7) * safes) {
    sk_PKCS7_pop_free(safes, PKCS7_free);
}
inline void freeEncoded(unsigned char* bytes) {
    OPENSSL_free(bytes);
}

using Pkcs12Handle = Handle<PKCS12, PKCS12_free>;
using BagsHandle = Handle<STACK_OF(PKCS12_SAFEBAG), freeBags>;
using SafesHandle = Handle<STACK_OF(PKCS7), freeSafes>;
using KeyInfoHandle = Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using X509Handle = Handle<X509, X509_free>;

/// DER of an OpenSSL object by its i2d function; empty on failure. OpenSSL's copy is wiped, since
/// it may be a private key.
template <class T, class Encode> Bytes encoded(const T* object, Encode encode) {
    unsigned char* raw = nullptr;
    const int size = encode(object, &raw);
    const Handle<unsigned char, freeEncoded> owned(raw);
    if (size <= 0) return {};
    Bytes bytes(raw, raw + size);
    OPENSSL_cleanse(raw, static_cast<std::size_t>(size));
    return bytes;
}

/// A passphrase with a NUL behind it. An empty one exists in two forms, no password and a password
/// of length zero, and writers differ: text() is null for the former.
class Pkcs12Passphrase {
public:
    static constexpr std::size_t kMaxSize = 1024;

    /// InvalidArgument when it is too long or holds a NUL, where OpenSSL would stop.
    static Result<Pkcs12Passphrase> from(ByteView passphrase) {
        if (passphrase.size() > kMaxSize ||
            std::find(passphrase.begin(), passphrase.end(), 0) != passphrase.end())
            return fail(ErrorCode::InvalidArgument, "the passphrase is too long or holds a NUL");
        return Pkcs12Passphrase(passphrase);
    }
    [[nodiscard]] const char* text() const { return m_none ? nullptr : m_text.text().data(); }
    [[nodiscard]] int size() const { return m_none ? 0 : static_cast<int>(m_text.size() - 1); }
    [[nodiscard]] bool empty() const { return m_text.size() == 1; }
    void useNone(bool none) { m_none = none; }

private:
    explicit Pkcs12Passphrase(ByteView passphrase)
        : m_text(SecretBytes::ofSize(passphrase.size() + 1)) {
        std::copy(passphrase.begin(), passphrase.end(), m_text.data());
    }

    SecretBytes m_text;
    bool m_none = false;
};

} // namespace scepter::pki
