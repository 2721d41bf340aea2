// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Web Signature in compact form (RFC 7515) with the algorithms of RFC 7518 and RFC 8037.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "gate_json.h"
#include "pki/key.h"

#include <string_view>
#include <vector>

namespace scepter::challenge {

inline constexpr std::size_t kMaxTokenSize = 8 * 1024;

/// What is read before the signature is known to be good.
struct Jws {
    std::string algorithm;         ///< "alg", as it came
    std::string_view signingInput; ///< into the text that was read
    Bytes payload;
    Bytes signature;
};

/// ChallengeWrong for a text that is none at all, TokenInvalid for one that says what we do not
/// take: "crit", a header that is no JSON, over kMaxTokenSize bytes. Base64url is taken as RFC 7515
/// writes it only: no padding, no white space, no stray bits. No error repeats the text.
Result<Jws> parseJws(std::string_view text);

/// TokenInvalid when no key made the signature. RS and PS need an RSA key of 2048 bits, ES a key on
/// its own curve, EdDSA an Ed25519 key, HS `sharedKey` (null: none) of at least the digest's size:
/// the header never chooses the kind of a key. "none" is taken from nobody.
Result<void> verifyJws(const Jws& jws, const std::vector<pki::PublicKey>& keys,
                       const SecretBytes* sharedKey);

inline constexpr unsigned kLeastRsaBits = 2048;
inline constexpr std::size_t kLeastSharedKey = 32; ///< of HS256

} // namespace scepter::challenge
