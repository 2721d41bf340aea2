// Sealing of small secrets at rest under a symmetric key (AES-256-GCM).
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <string_view>

namespace scepter::pki {

/// version(1) || nonce(12) || ciphertext || tag(16). `purpose` is authenticated, so that a sealed
/// value cannot be moved to another place. Key: 32 bytes.
Result<Bytes> seal(ByteView key, ByteView secret, std::string_view purpose);
/// DecryptFailed when the key, the purpose or any byte is not the right one.
Result<SecretBytes> unseal(ByteView key, ByteView sealed, std::string_view purpose);

} // namespace scepter::pki
