// The key wrap of RFC 3211 section 2.3: CBC twice over a key with a length and check bytes.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "pki/algorithms.h"

namespace scepter::pki {

Result<Bytes> wrapWithPassword(Cipher kekCipher, ByteView kek, ByteView iv, ByteView key);
/// DecryptFailed when anything does not fit.
Result<SecretBytes> unwrapWithPassword(Cipher kekCipher, ByteView kek, ByteView iv,
                                       ByteView wrapped);

} // namespace scepter::pki
