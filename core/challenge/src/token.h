// SPDX-License-Identifier: GPL-3.0-or-later
// Claims of a signed token (RFC 7519) that is a challenge:
//   iss, aud                as the gate's settings want them
//   exp                     required; nbf, iat
//   jti                     required: what makes it good for one use
//   sub                     "CN=kiosk-*,O=Example" or "re:EXPRESSION" as for `subject`; any other
//                           text is the one CN that may be asked for
//   subject                 what the subject must fit, as the command line takes it
//   sans                    list of "TYPE:PATTERN"; other types of names are refused then
//   key                     "rsa", "rsa:3072" (at least), "p256", "p384", "p521", "ed25519", or a
//                           list of them
//   keyUsage, eku           lists of what may be asked for
//   keySha256               hex SHA-256 of the DER SubjectPublicKeyInfo
//   csrSha256               hex SHA-256 of the DER CertificationRequestInfo without its
//                           challengePassword, which the token itself is
// All others are passed over.
#pragma once

#include "challenge/gate.h"
#include "gate_json.h"
#include "pki/certificate.h"
#include "pki/key.h"

namespace scepter::challenge {

struct TokenKeys {
    std::vector<pki::PublicKey> keys;
    std::optional<SecretBytes> shared;
    bool someOutdated = false; ///< a certificate was left out
};

/// Public keys ("PUBLIC KEY") and certificates of a gate; InvalidArgument for others, a private
/// key, more than 32, or one that signs no token.
struct SignerKey {
    pki::PublicKey key;
    std::optional<pki::Certificate> certificate;
};
Result<std::vector<SignerKey>> readSignerKeys(const std::vector<std::string>& pems);

/// A shared key as it was typed: its bytes, or base64 behind "base64:". InvalidArgument for base64
/// that is none.
Result<SecretBytes> sharedKeyOf(const SecretBytes& typed);

/// The keys that count at a time: a certificate must be valid then.
Result<TokenKeys> tokenKeysAt(const TokenGate& gate, const SecretBytes* typedKey, TimePoint now);

/// What a token says, its signature having been verified. TokenInvalid for a claim of the wrong
/// form.
struct TokenClaims {
    std::string issuer;
    std::vector<std::string> audience;
    std::string id;
    std::optional<TimePoint> expires;
    std::optional<TimePoint> notBefore;
    std::optional<TimePoint> issuedAt;
    Constraints constraints;
    std::optional<std::string> keySha256; ///< lower-case hex
    std::optional<std::string> csrSha256;
};
Result<TokenClaims> readTokenClaims(ByteView payload);

} // namespace scepter::challenge
