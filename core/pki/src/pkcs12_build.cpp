#include "pki/pkcs12.h"

#include "base/text.h"
#include "pkcs12_handles.h"

#include <openssl/evp.h>

#include <string>

namespace scepter::pki {
namespace {

constexpr int kIterations = 100'000;
constexpr int kSaltSize = 16;
constexpr std::size_t kMaxName = 1024;

std::unexpected<Error> failWrite() {
    return failOpenSsl(ErrorCode::EncryptFailed, "the PKCS#12 file cannot be written");
}

// Builds the two parts, certificates and key, as `openssl pkcs12 -export` does.
class Builder {
public:
    Builder(Pkcs12Passphrase passphrase, std::string_view friendlyName)
        : m_passphrase(std::move(passphrase))
        , m_friendlyName(friendlyName) {}
    Builder(const Builder&) = delete;
    Builder& operator=(const Builder&) = delete;
    ~Builder() {
        freeBags(m_bags);
        freeSafes(m_safes);
    }

    bool addCertificate(const Certificate& certificate, ByteView keyId) {
        const unsigned char* at = certificate.der().data();
        const X509Handle x509(d2i_X509(nullptr, &at, static_cast<long>(certificate.der().size())));
        PKCS12_SAFEBAG* bag = x509 ? PKCS12_add_cert(&m_bags, x509.get()) : nullptr;
        return bag && (keyId.empty() || label(bag, keyId));
    }

    bool closeCertificates() {
        const bool done =
            PKCS12_add_safe(&m_safes, m_bags, NID_aes_256_cbc, kIterations, text()) == 1;
        freeBags(m_bags);
        m_bags = nullptr;
        return done;
    }

    bool addKey(ByteView pkcs8, ByteView keyId) {
        const unsigned char* at = pkcs8.data();
        const KeyInfoHandle info(
            d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(pkcs8.size())));
        if (!info) return false;
        PKCS12_SAFEBAG* bag = PKCS12_SAFEBAG_create_pkcs8_encrypt(
            NID_aes_256_cbc, text(), size(), nullptr, 0, kIterations, info.get());
        if (!bag) return false;
        m_bags = sk_PKCS12_SAFEBAG_new_null();
        if (!m_bags || sk_PKCS12_SAFEBAG_push(m_bags, bag) == 0) {
            PKCS12_SAFEBAG_free(bag);
            return false;
        }
        // Its content is encrypted already.
        return label(bag, keyId) && PKCS12_add_safe(&m_safes, m_bags, -1, 0, nullptr) == 1;
    }

    Result<Bytes> finish() {
        const Pkcs12Handle file(PKCS12_add_safes(m_safes, 0));
        if (!file || PKCS12_set_mac(file.get(), text(), size(), nullptr, kSaltSize, kIterations,
                                    EVP_sha256()) != 1)
            return failWrite();
        Bytes der = encoded(file.get(), i2d_PKCS12);
        if (der.empty()) return failWrite();
        return der;
    }

private:
    // What ties the key to its certificate, and the name that key stores show.
    bool label(PKCS12_SAFEBAG* bag, ByteView keyId) {
        Bytes id = copyOf(keyId);
        return PKCS12_add_localkeyid(bag, id.data(), static_cast<int>(id.size())) == 1 &&
               (m_friendlyName.empty() ||
                PKCS12_add_friendlyname_utf8(bag, m_friendlyName.data(),
                                             static_cast<int>(m_friendlyName.size())) == 1);
    }
    [[nodiscard]] const char* text() const { return m_passphrase.text(); }
    [[nodiscard]] int size() const { return m_passphrase.size(); }

    Pkcs12Passphrase m_passphrase;
    std::string m_friendlyName;
    STACK_OF(PKCS12_SAFEBAG) * m_bags = nullptr;
    STACK_OF(PKCS7) * m_safes = nullptr;
};

Result<void> checkArguments(const PrivateKey& key, const Certificate& certificate,
                            std::string_view friendlyName) {
    if (!(key.publicKey() == certificate.publicKey()))
        return fail(ErrorCode::KeyMismatch, "the certificate is not for this key");
    if (friendlyName.size() > kMaxName || !isUtf8(friendlyName))
        return fail(ErrorCode::InvalidArgument, "the friendly name is too long or not UTF-8");
    return {};
}

} // namespace

Result<Bytes> writePkcs12(const PrivateKey& key, const Certificate& certificate,
                          const std::vector<Certificate>& others, ByteView passphrase,
                          std::string_view friendlyName) {
    SCEPTER_CHECK(checkArguments(key, certificate, friendlyName));
    SCEPTER_TRY(checkedPassphrase, Pkcs12Passphrase::from(passphrase));
    SCEPTER_TRY(pkcs8, key.toPkcs8());
    const Bytes keyId = certificate.fingerprint(Digest::Sha1);
    Builder builder(std::move(checkedPassphrase), friendlyName);
    bool done = builder.addCertificate(certificate, keyId);
    for (const Certificate& other : others)
        done = done && builder.addCertificate(other, {});
    done = done && builder.closeCertificates() && builder.addKey(pkcs8.view(), keyId);
    if (!done) return failWrite();
    return builder.finish();
}

} // namespace scepter::pki
