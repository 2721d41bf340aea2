// Random numbers, digests, MACs and key derivation.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "pki/algorithms.h"

#include <string>

namespace scepter::pki {

/// The library that does it, as loaded: "OpenSSL 3.0.17 1 Jul 2025".
std::string libraryVersion();

/// Cryptographically strong random bytes. RandomUnavailable when the system has none.
Result<Bytes> randomBytes(std::size_t size);
Result<SecretBytes> randomSecret(std::size_t size);

/// The digest of some bytes. Fetches nothing per call; thread-safe.
Bytes digestOf(Digest digest, ByteView data);
Bytes hmacSha256(ByteView key, ByteView data);
/// HMAC (RFC 2104) with any digest.
Bytes hmacOf(Digest digest, ByteView key, ByteView data);

/// CBC with PKCS#7 padding. `decryptCbc` answers DecryptFailed for any bad padding or size.
Result<Bytes> encryptCbc(Cipher cipher, ByteView key, ByteView iv, ByteView plain);
Result<SecretBytes> decryptCbc(Cipher cipher, ByteView key, ByteView iv, ByteView encrypted);
/// CBC without padding: sizes must be whole blocks.
Result<Bytes> encryptCbcRaw(Cipher cipher, ByteView key, ByteView iv, ByteView plain);
Result<SecretBytes> decryptCbcRaw(Cipher cipher, ByteView key, ByteView iv, ByteView encrypted);

/// PBKDF2 with HMAC over the given digest.
Result<SecretBytes> pbkdf2(Digest hmacDigest, ByteView password, ByteView salt,
                           std::uint32_t iterations, std::size_t size);
/// scrypt (RFC 7914).
Result<SecretBytes> scrypt(ByteView password, ByteView salt, std::uint64_t n, std::uint32_t r,
                           std::uint32_t p, std::size_t size);

} // namespace scepter::pki
