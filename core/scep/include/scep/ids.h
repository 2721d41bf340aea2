// transactionIDs and nonces.
#pragma once

#include "base/result.h"
#include "pki/key.h"

#include <string>

namespace scepter::scep {

inline constexpr std::size_t kNonceSize = 16;

/// 16 random bytes (RFC 8894 section 3.2.1.5).
Result<Bytes> makeNonce();

/// How known clients derive the transactionID from the public key.
enum class TransactionIdStyle {
    AppleSha1OfKey,       ///< upper-case hex of SHA-1 over the PKCS#1 key
    StrongSwanSha1OfSpki, ///< upper-case hex of SHA-1 over the SubjectPublicKeyInfo
    SscepMd5OfSpki,       ///< upper-case hex of MD5 over the SubjectPublicKeyInfo
    Sha256OfSpki,         ///< upper-case hex of SHA-256 over the SubjectPublicKeyInfo: our own
};

std::string deriveTransactionId(const pki::PublicKey& key, TransactionIdStyle style);

/// For people and logs: control and non-ASCII characters escaped, long ones shortened in the
/// middle.
std::string shownTransactionId(std::string_view transactionId);

} // namespace scepter::scep
