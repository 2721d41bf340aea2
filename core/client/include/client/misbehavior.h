// SPDX-License-Identifier: GPL-3.0-or-later
// What a client does wrong on purpose.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::client {

/// Each changes one request. Those that repeat something of an earlier request (its challenge, its
/// nonce, its transactionID) take it from RequestPlan; a scenario fills that in.
enum class MisbehaviorKind {
    WrongChallenge,         ///< another challenge than the one given
    NoChallenge,            ///< none, although one was given
    BadSignature,           ///< one bit of the outer signature is flipped
    BadCsrSignature,        ///< one bit of the CSR's signature is flipped
    OtherKeyThanCsr,        ///< signed by a self-signed certificate over another key
    ChangedTransactionId,   ///< a random transactionID (of a poll: another than the request's)
    WrongRecipient,         ///< encrypted for a certificate that the service never had
    WeakDigest,             ///< argument "md5" (default) or "sha1"
    WeakCipher,             ///< argument "des" (default) or "des3"
    Truncated,              ///< the last quarter of the message is missing
    TrailingBytes,          ///< 64 bytes after the message
    Ber,                    ///< indefinite lengths and constructed OCTET STRINGs (allowed)
    TwoSigners,             ///< two SignerInfos, the second by another key
    UnsortedAttributes,     ///< signed attributes out of DER order, signed as encoded
    MissingAttribute,       ///< argument "messageType", "transactionID", "senderNonce" (default)
    RepeatedAttribute,      ///< the transactionID attribute twice
    NoSignedAttributes,     ///< a signature over the content alone
    UnknownMessageType,     ///< argument: the number (default 99)
    ShortNonce,             ///< argument: bytes (default 8)
    EmptyEnvelope,          ///< an eContent of length zero
    GarbagePayload,         ///< the envelope opens to random bytes
    ExpiredSigner,          ///< the signer's certificate ended a year ago
    RenewalByStranger,      ///< a renewal signed by a self-signed certificate
    SidExtension,           ///< asks for Microsoft's SID extension (1.3.6.1.4.1.311.25.2)
    CaExtension,            ///< asks for basicConstraints CA:TRUE
    OversizedField,         ///< argument: bytes of a CN (default 65536)
    OversizedTransactionId, ///< argument: characters (default 65536)
    SmallKey,               ///< a CSR over RSA 1024
    SlowBody,               ///< argument: milliseconds between pieces of 64 bytes (default 50)
};

struct Misbehavior {
    MisbehaviorKind kind = MisbehaviorKind::WrongChallenge;
    std::string argument{}; ///< empty: the default

    bool operator==(const Misbehavior&) const = default;
};

/// What people choose from.
struct MisbehaviorInfo {
    MisbehaviorKind kind;
    std::string_view id;       ///< "wrong-challenge"
    std::string_view what;     ///< a sentence without a period, in English
    std::string_view argument; ///< what the argument is, "" for none
    bool harmless = false;     ///< a server ought to accept it
};
const std::vector<MisbehaviorInfo>& misbehaviors();
const MisbehaviorInfo& infoOf(MisbehaviorKind kind);

/// "weak-digest" or "weak-digest:sha1". InvalidArgument for what is not known, and for an argument
/// that does not fit.
Result<Misbehavior> misbehaviorFromText(std::string_view text);
std::string toText(const Misbehavior& misbehavior);

} // namespace scepter::client
