// The numbers of SCEP in words.
#pragma once

#include "pki/key.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::inspect {

/// "PKCSReq", "ClaimChallengeAnswer"; "unknown" for one that nobody uses.
std::string_view messageTypeWord(int number);
/// "SUCCESS", "PendingChallenge"; "unknown".
std::string_view pkiStatusWord(int number);
/// "badRequest"; "unknown".
std::string_view failInfoWord(int number);
/// "PKCSReq (19)".
std::string withNumber(std::string_view word, int number);

/// A way to make a transactionID that a client is known for.
struct Derivation {
    std::string how;    ///< "SHA-1 of the SubjectPublicKeyInfo in upper-case hex"
    std::string client; ///< "strongSwan"
};
/// The way in which this transactionID was made of this key; nothing when it is none of the known.
std::optional<Derivation> derivationOf(std::string_view transactionId, const pki::PublicKey& key);
/// The client that uses this constant for messages that belong to no key; or nothing.
std::optional<Derivation> constantTransactionId(std::string_view transactionId);

} // namespace scepter::inspect
