// One-time codes: how they look, and how they are kept.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "challenge/constraints.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scepter::challenge {

enum class CodeState { Unused, Used, Expired, Withdrawn };
std::string_view toText(CodeState state);

/// A code as the store keeps it: never its text.
struct CodeRecord {
    std::int64_t id = 0;
    Bytes hash; ///< hashOf(code) under the workspace's code key
    std::string note;
    std::string endpoint; ///< empty: good for every endpoint with codes
    Constraints constraints;
    TimePoint createdAt;
    TimePoint expiresAt;
    unsigned usesAllowed = 1;
    unsigned usesLeft = 1;
    bool withdrawn = false;
    std::optional<TimePoint> lastUsedAt;
    std::string createdBy;

    [[nodiscard]] CodeState stateAt(TimePoint now) const;
};

/// A new code: 16 characters of A-Z and 2-9 without 0, O, 1 and I, in groups of four, 80 random
/// bits: "K7QF-2M9D-XT4A-88PC".
Result<SecretBytes> makeCode();

/// The form that is hashed: letters upper case, white space and '-' dropped. A text that could not
/// be one of our codes normalizes to itself, so that codes of other forms work too.
SecretBytes normalizedCode(ByteView typed);

/// HMAC-SHA-256 of the normalized code under the workspace's code key.
Bytes hashOf(ByteView code, ByteView codeKey);

/// Whether a code may be used now, here: CodeWithdrawn, CodeUsed, CodeExpired, CodeOtherEndpoint.
/// The store asks the same again when it consumes the code.
Result<void> checkUsable(const CodeRecord& code, const std::string& endpoint, TimePoint now);

} // namespace scepter::challenge
