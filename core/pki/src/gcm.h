// AES-GCM, as AuthEnvelopedData has it (RFC 5084). Not seen outside core/pki.
#pragma once

#include "asn1/oid.h"
#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

#include <optional>

namespace scepter::pki {

inline constexpr std::size_t kMaxGcmNonce = 128; ///< bytes; more than that OpenSSL does not take

/// Key size in bytes; nothing for what is no AES-GCM.
std::optional<std::size_t> gcmKeySizeOf(const asn1::Oid& cipher);

struct GcmInput {
    ByteView nonce;
    ByteView additional; ///< authenticated, not encrypted
    ByteView encrypted;
    ByteView tag;
};

/// Gives nothing away before the tag holds: DecryptFailed when it does not. InvalidArgument for a
/// key that is not of 16, 24 or 32 bytes, and for an empty nonce.
Result<SecretBytes> decryptGcm(ByteView key, const GcmInput& input);

} // namespace scepter::pki
