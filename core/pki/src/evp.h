// Algorithms fetched once from OpenSSL. Not seen outside core/pki.
#pragma once

#include "base/bytes.h"
#include "pki/algorithms.h"

#include <openssl/evp.h>

namespace scepter::pki {

/// The fetched digest or cipher; null where the provider has none. Lives as long as the process.
const EVP_MD* fetched(Digest digest);
const EVP_CIPHER* fetched(Cipher cipher);
/// Where the bytes are, never null: some of OpenSSL takes a null for a missing argument.
inline const std::uint8_t* pointerTo(ByteView bytes) {
    static constexpr std::uint8_t kNothing = 0;
    return bytes.empty() ? &kNothing : bytes.data();
}

} // namespace scepter::pki
