#include "pki/pkcs12.h"

#include "pkcs12_cost.h"
#include "pkcs12_handles.h"

#include <algorithm>

namespace scepter::pki {
namespace {

constexpr auto kWhole = ErrorCode::Pkcs12Malformed;
constexpr unsigned kMaxNesting = 4;
constexpr std::size_t kMaxCertificates = 1000;

// Takes the bags out of a file that is known to be affordable so far.
class Reader {
public:
    Reader(PKCS12* file, Pkcs12Passphrase& passphrase, Pkcs12Budget& budget)
        : m_file(file)
        , m_passphrase(passphrase)
        , m_budget(budget) {}

    Result<Pkcs12> read() {
        SCEPTER_CHECK(readAll());
        return pair();
    }
    Result<Pkcs12Content> content() {
        SCEPTER_CHECK(readAll());
        if (m_keys.empty() && m_keyError) return std::unexpected(std::move(*m_keyError));
        return Pkcs12Content{std::move(m_keys), std::move(m_certificates)};
    }

private:
    Result<void> readAll() {
        SCEPTER_CHECK(checkMac());
        const SafesHandle safes(PKCS12_unpack_authsafes(m_file));
        if (!safes) return failOpenSsl(kWhole, "the content cannot be read");
        for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i)
            SCEPTER_CHECK(readSafe(sk_PKCS7_value(safes.get(), i)));
        return {};
    }

    Result<void> checkMac() {
        m_hasMac = PKCS12_mac_present(m_file) == 1;
        if (!m_hasMac) return {};
        for (const bool none : {false, true}) {
            if (none && !m_passphrase.empty()) break;
            m_passphrase.useNone(none);
            if (PKCS12_verify_mac(m_file, m_passphrase.text(), m_passphrase.size()) == 1) return {};
        }
        return failOpenSsl(ErrorCode::PassphraseWrong,
                           "the passphrase does not open the file (its MAC does not match)");
    }

    // With a right MAC the passphrase is right, and the file is to blame.
    [[nodiscard]] std::unexpected<Error> failDecrypt() const {
        if (m_hasMac) return failOpenSsl(kWhole, "a part of the file does not decrypt");
        return failOpenSsl(ErrorCode::PassphraseWrong, "the passphrase does not open the file");
    }

    Result<void> readSafe(PKCS7* safe) {
        if (PKCS7_type_is_data(safe)) {
            const BagsHandle bags(PKCS12_unpack_p7data(safe));
            if (!bags) return failOpenSsl(kWhole, "a part of the file cannot be read");
            return readBags(bags.get(), 0);
        }
        if (!PKCS7_type_is_encrypted(safe) || !safe->d.encrypted || !safe->d.encrypted->enc_data ||
            !safe->d.encrypted->enc_data->algorithm)
            return fail(ErrorCode::NotSupported, "a part of the file is encrypted for a key");
        SCEPTER_CHECK(m_budget.chargeEncryption(
            encoded(safe->d.encrypted->enc_data->algorithm, i2d_X509_ALGOR)));
        const BagsHandle bags(
            PKCS12_unpack_p7encdata(safe, m_passphrase.text(), m_passphrase.size()));
        if (!bags) return failDecrypt();
        return readBags(bags.get(), 0);
    }

    Result<void> readBags(const STACK_OF(PKCS12_SAFEBAG) * bags, unsigned nesting) {
        if (nesting > kMaxNesting) return fail(ErrorCode::LimitExceeded, "nested too deeply");
        for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i)
            SCEPTER_CHECK(readBag(sk_PKCS12_SAFEBAG_value(bags, i), nesting));
        return {};
    }

    Result<void> readBag(const PKCS12_SAFEBAG* bag, unsigned nesting) {
        switch (PKCS12_SAFEBAG_get_nid(bag)) {
        case NID_keyBag:
            return takeKey(PKCS12_SAFEBAG_get0_p8inf(bag));
        case NID_pkcs8ShroudedKeyBag:
            return readShroudedKey(bag);
        case NID_certBag:
            return readCertificate(bag);
        case NID_safeContentsBag:
            return readBags(PKCS12_SAFEBAG_get0_safes(bag), nesting + 1);
        default:
            return {}; // CRLs and secrets are of no use here
        }
    }

    Result<void> readShroudedKey(const PKCS12_SAFEBAG* bag) {
        const X509_SIG* shrouded = PKCS12_SAFEBAG_get0_pkcs8(bag);
        const X509_ALGOR* algorithm = nullptr;
        if (shrouded) X509_SIG_get0(shrouded, &algorithm, nullptr);
        if (!algorithm) return fail(kWhole, "a key without its encryption");
        SCEPTER_CHECK(m_budget.chargeEncryption(encoded(algorithm, i2d_X509_ALGOR)));
        const KeyInfoHandle info(
            PKCS12_decrypt_skey(bag, m_passphrase.text(), m_passphrase.size()));
        if (!info) return failDecrypt();
        return takeKey(info.get());
    }

    Result<void> takeKey(const PKCS8_PRIV_KEY_INFO* info) {
        const SecretBytes der(info ? encoded(info, i2d_PKCS8_PRIV_KEY_INFO) : Bytes{});
        if (der.empty()) return failOpenSsl(kWhole, "a key cannot be read");
        if (auto key = PrivateKey::fromDer(der.view()))
            m_keys.push_back(std::move(*key));
        else if (!m_keyError)
            m_keyError = std::move(key).error(); // another key may be the one that counts
        return {};
    }

    Result<void> readCertificate(const PKCS12_SAFEBAG* bag) {
        if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate) return {};
        if (m_certificates.size() >= kMaxCertificates)
            return fail(ErrorCode::LimitExceeded, "too many certificates");
        const X509Handle x509(PKCS12_SAFEBAG_get1_cert(bag));
        if (!x509) return failOpenSsl(kWhole, "a certificate cannot be read");
        auto certificate = Certificate::fromDer(encoded(x509.get(), i2d_X509));
        if (!certificate) return std::unexpected(std::move(certificate).error());
        m_certificates.push_back(std::move(*certificate));
        return {};
    }

    // The first key that has its certificate in the file.
    Result<Pkcs12> pair() {
        if (m_keys.empty() && m_keyError) return std::unexpected(std::move(*m_keyError));
        if (m_keys.empty()) return fail(kWhole, "the file holds no private key");
        for (const PrivateKey& key : m_keys) {
            const PublicKey half = key.publicKey();
            const auto own = std::find_if(
                m_certificates.begin(), m_certificates.end(),
                [&](const Certificate& certificate) { return certificate.publicKey() == half; });
            if (own == m_certificates.end()) continue;
            const Certificate certificate = *own;
            m_certificates.erase(own);
            return Pkcs12{key, certificate, std::move(m_certificates)};
        }
        return fail(kWhole, "the file holds no certificate for its private key");
    }

    PKCS12* m_file;
    Pkcs12Passphrase& m_passphrase;
    Pkcs12Budget& m_budget;
    bool m_hasMac = false;
    std::vector<PrivateKey> m_keys;
    std::vector<Certificate> m_certificates;
    std::optional<Error> m_keyError;
};

template <class Content>
Result<Content> readFile(ByteView der, ByteView passphrase, Result<Content> (Reader::*read)()) {
    SCEPTER_TRY(text, Pkcs12Passphrase::from(passphrase));
    Pkcs12Budget budget;
    SCEPTER_CHECK(budget.chargeFile(der));
    const unsigned char* at = der.data();
    const Pkcs12Handle file(d2i_PKCS12(nullptr, &at, static_cast<long>(der.size())));
    if (!file) return failOpenSsl(kWhole, "not a PKCS#12 file");
    Reader reader(file.get(), text, budget);
    auto content = (reader.*read)();
    forgetOpenSslErrors(); // also of tries that another one made up for
    return content;
}

} // namespace

Result<Pkcs12> readPkcs12(ByteView der, ByteView passphrase) {
    return readFile(der, passphrase, &Reader::read);
}

Result<Pkcs12Content> readPkcs12Content(ByteView der, ByteView passphrase) {
    return readFile(der, passphrase, &Reader::content);
}

} // namespace scepter::pki
