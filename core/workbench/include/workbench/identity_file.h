// SPDX-License-Identifier: GPL-3.0-or-later
// A key with its certificate as a file for other programs.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "pki/certificate.h"
#include "pki/key.h"

#include <vector>

namespace scepter::workbench {

enum class IdentityFormat {
    Pkcs12, ///< under the passphrase, which may be empty
    Pem     ///< the key (encrypted unless the passphrase is empty), the certificate, its chain
};

/// `chain`: issuers, lowest first. The bytes are a secret: wipe them.
Result<Bytes> identityFile(IdentityFormat format, const pki::PrivateKey& key,
                           const pki::Certificate& certificate,
                           const std::vector<pki::Certificate>& chain, ByteView passphrase);

} // namespace scepter::workbench
