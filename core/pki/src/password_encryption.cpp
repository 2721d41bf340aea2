#include "pki/password_encryption.h"

#include "asn1/reader.h"
#include "pkcs12_cost.h"
#include "pkcs12_handles.h"

#include <climits>

namespace scepter::pki {
namespace {

using AlgorithmHandle = Handle<X509_ALGOR, X509_ALGOR_free>;

Result<SecretBytes> openOnce(const X509_ALGOR* algorithm, ByteView encrypted,
                             const Pkcs12Passphrase& password) {
    unsigned char* plain = nullptr;
    int size = 0;
    const bool opened =
        PKCS12_pbe_crypt(algorithm, password.text(), password.size(), encrypted.data(),
                         static_cast<int>(encrypted.size()), &plain, &size, 0) != nullptr;
    forgetOpenSslErrors();
    if (!opened || size < 0) {
        OPENSSL_free(plain);
        return fail(ErrorCode::PassphraseWrong, "it does not open with this password");
    }
    SecretBytes content(ByteView(plain, static_cast<std::size_t>(size)));
    OPENSSL_clear_free(plain, static_cast<std::size_t>(size));
    return content;
}

} // namespace

Result<std::int64_t> passwordCost(ByteView algorithm) {
    Pkcs12Budget budget;
    SCEPTER_CHECK(budget.chargeEncryption(algorithm));
    return budget.spent();
}

Result<SecretBytes> openWithPassword(ByteView algorithm, ByteView encrypted, ByteView password) {
    SCEPTER_CHECK(passwordCost(algorithm));
    if (encrypted.size() > INT_MAX) return fail(ErrorCode::LimitExceeded, "too much to decrypt");
    SCEPTER_TRY(text, Pkcs12Passphrase::from(password));
    const unsigned char* at = algorithm.data();
    const AlgorithmHandle handle(d2i_X509_ALGOR(nullptr, &at, static_cast<long>(algorithm.size())));
    if (!handle) return failOpenSsl(ErrorCode::Pkcs12Malformed, "encryption algorithm");
    auto opened = openOnce(handle.get(), encrypted, text);
    if (opened || !text.empty()) return opened;
    text.useNone(true);
    return openOnce(handle.get(), encrypted, text);
}

Result<std::int64_t> macCost(ByteView pkcs12) {
    Pkcs12Budget budget;
    SCEPTER_CHECK(budget.chargeFile(pkcs12));
    return budget.spent();
}

Result<void> checkMac(ByteView pkcs12, ByteView password) {
    SCEPTER_CHECK(macCost(pkcs12));
    SCEPTER_TRY(text, Pkcs12Passphrase::from(password));
    const unsigned char* at = pkcs12.data();
    const Pkcs12Handle file(d2i_PKCS12(nullptr, &at, static_cast<long>(pkcs12.size())));
    if (!file) return failOpenSsl(ErrorCode::Pkcs12Malformed, "not a PKCS#12 file");
    if (PKCS12_mac_present(file.get()) != 1) return {};
    bool right = PKCS12_verify_mac(file.get(), text.text(), text.size()) == 1;
    if (!right && text.empty()) {
        text.useNone(true);
        right = PKCS12_verify_mac(file.get(), text.text(), text.size()) == 1;
    }
    forgetOpenSslErrors();
    if (right) return {};
    return fail(ErrorCode::PassphraseWrong, "the MAC does not match with this password");
}

} // namespace scepter::pki
