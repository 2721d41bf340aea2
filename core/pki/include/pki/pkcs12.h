// PKCS#12 files.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "pki/certificate.h"
#include "pki/key.h"

#include <optional>
#include <string_view>
#include <vector>

namespace scepter::pki {

struct Pkcs12 {
    PrivateKey key;
    Certificate certificate;         ///< the one that belongs to the key
    std::vector<Certificate> others; ///< in the file's order
};

/// All keys and certificates of a file, in its order.
struct Pkcs12Content {
    std::vector<PrivateKey> keys;
    std::vector<Certificate> certificates;
};

/// As readPkcs12, but takes a file without a key too, or without certificates.
Result<Pkcs12Content> readPkcs12Content(ByteView der, ByteView passphrase);

/// PassphraseWrong, Pkcs12Malformed (also a file without a key or its certificate), LimitExceeded
/// for iteration counts over 10 million.
Result<Pkcs12> readPkcs12(ByteView der, ByteView passphrase);
/// AES-256, PBKDF2 with SHA-256.
Result<Bytes> writePkcs12(const PrivateKey& key, const Certificate& certificate,
                          const std::vector<Certificate>& others, ByteView passphrase,
                          std::string_view friendlyName);

} // namespace scepter::pki
