// Recorded exchanges without what is private: to attach to a bug report.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "inspect/keyring.h"
#include "inspect/traffic.h"
#include "inspect/tree.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scepter::inspect {

struct RedactOptions {
    const Keyring* keys = nullptr; ///< opens what is encrypted, so that it can be shown redacted
    TimePoint now{};               ///< when the bundle is made
    std::string generator = "Scepter";
    /// Envelopes for RSA recipients alone keep their encrypted bytes, so that whoever has the key
    /// can open them: then nothing in them is redacted. Those with a password recipient never do:
    /// a password can be guessed without asking anybody.
    bool keepCiphertext = false;
    Limits limits;
};

/// A bundle and what was done for it.
struct Bundle {
    std::string document; ///< JSON; see writeBundle
    /// How many values were replaced, by kind: {"challenge", 1}, {"text", 20}, ...
    std::vector<std::pair<std::string, std::size_t>> replaced;
};

/// Called with how many exchanges are done; false cancels.
using RedactProgress = std::function<bool(std::size_t done, std::size_t of)>;

/// Every string, number, key, digest, signature and encrypted byte in the messages is replaced by
/// one of the same length and type, drawn with a key that is random for each bundle and kept
/// nowhere: the same value becomes the same everywhere in it. Kept are tags and lengths, object
/// identifiers that have a name, times, algorithms, small numbers, the numbers of SCEP, known words
/// of HTTP, sizes and ports. Signatures hold no more, and the bundle says so. What the keys open
/// stands beside each message in a redacted form; encrypted bytes become random ones.
///
/// The document has `format` "scepter-redacted-bundle", `version` 1, `generator`, `created`,
/// `notes` (sentences), `replaced` (counts), and `exchanges`: `sentAt`, `receivedAt`, `client` and
/// `server` (`address`, `port`), `tls`, `request` and `response` (base64 of the HTTP messages),
/// `opened` (`digest`: SHA-256 in hex of the encrypted bytes as they stand in the message,
/// `content`: base64 of what was in them) and `summary` (`operation`, `messageType`, `pkiStatus`,
/// `failInfo`, `client`).
///
/// Before it is given out it is searched for what was replaced, see leftoversIn(): Internal where
/// anything is found. RandomUnavailable, Cancelled.
Result<Bundle> writeBundle(const std::vector<RawExchange>& exchanges, const RedactOptions& options,
                           const RedactProgress& progress = {});

/// Where a bundle holds any of these values, as they are or in UTF-16, base64 (at each of the three
/// offsets), hex or percent-encoding, letters in any case: "exchange 3, request". Values under six
/// bytes are not looked for. EncodingMalformed for what is no bundle.
Result<std::vector<std::string>> leftoversIn(std::string_view document,
                                             const std::vector<SecretBytes>& values);

} // namespace scepter::inspect
