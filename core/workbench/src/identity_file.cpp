// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/identity_file.h"

#include "base/append.h"
#include "pki/pem.h"
#include "pki/pkcs12.h"

namespace scepter::workbench {

namespace {

Result<SecretBytes> keyPem(const pki::PrivateKey& key, ByteView passphrase) {
    if (passphrase.empty()) return key.toPem();
    SCEPTER_TRY(der, key.toEncryptedPkcs8(passphrase));
    return SecretBytes(std::string_view(pki::toPem("ENCRYPTED PRIVATE KEY", der)));
}

} // namespace

Result<Bytes> identityFile(IdentityFormat format, const pki::PrivateKey& key,
                           const pki::Certificate& certificate,
                           const std::vector<pki::Certificate>& chain, ByteView passphrase) {
    if (format == IdentityFormat::Pkcs12)
        return pki::writePkcs12(key, certificate, chain, passphrase,
                                certificate.subject().commonName().value_or("Scepter"));
    SCEPTER_TRY(pem, keyPem(key, passphrase));
    std::string rest = pki::toPem("CERTIFICATE", certificate.der());
    for (const pki::Certificate& issuer : chain)
        rest += pki::toPem("CERTIFICATE", issuer.der());
    Bytes file;
    // Growing would leave copies of the key behind in freed memory.
    file.reserve(pem.size() + rest.size());
    append(file, pem.view());
    append(file, rest);
    return file;
}

} // namespace scepter::workbench
