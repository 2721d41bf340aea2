#include "challenge/code.h"

#include "code_alphabet.h"
#include "pki/crypto.h"

namespace scepter::challenge {

namespace {

constexpr std::size_t kCodeCharacters = 16;
constexpr std::size_t kGroupSize = 4;
constexpr std::size_t kRandomBytes = kCodeCharacters * 5 / 8;

bool isPassedOver(std::uint8_t c) {
    return c == ' ' || c == '-' || (c >= '\t' && c <= '\r');
}

} // namespace

std::string_view toText(CodeState state) {
    switch (state) {
    case CodeState::Unused:
        return "unused";
    case CodeState::Used:
        return "used";
    case CodeState::Expired:
        return "expired";
    case CodeState::Withdrawn:
        break;
    }
    return "withdrawn";
}

CodeState CodeRecord::stateAt(TimePoint now) const {
    if (withdrawn) return CodeState::Withdrawn;
    if (usesLeft == 0) return CodeState::Used;
    if (now >= expiresAt) return CodeState::Expired;
    return CodeState::Unused;
}

Result<SecretBytes> makeCode() {
    SCEPTER_TRY(random, pki::randomSecret(kRandomBytes));
    SecretBytes code = SecretBytes::ofSize(kCodeCharacters + kCodeCharacters / kGroupSize - 1);
    unsigned pool = 0;
    unsigned bits = 0;
    std::size_t read = 0;
    std::size_t written = 0;
    for (std::size_t i = 0; i < kCodeCharacters; ++i) {
        if (i > 0 && i % kGroupSize == 0) code.data()[written++] = '-';
        if (bits < 5) {
            pool = (pool << 8U) | random.view()[read++];
            bits += 8;
        }
        bits -= 5;
        code.data()[written++] = codeCharacter(pool >> bits);
        pool &= (1U << bits) - 1U;
    }
    return code;
}

SecretBytes normalizedCode(ByteView typed) {
    SecretBytes code = SecretBytes::ofSize(kCodeCharacters);
    std::size_t size = 0;
    for (std::uint8_t c : typed) {
        if (isPassedOver(c)) continue;
        if (c >= 'a' && c <= 'z') c = static_cast<std::uint8_t>(c - 'a' + 'A');
        if (size == kCodeCharacters || !kCodeAlphabet.contains(static_cast<char>(c)))
            return SecretBytes(typed);
        code.data()[size++] = c;
    }
    return size == kCodeCharacters ? std::move(code) : SecretBytes(typed);
}

Bytes hashOf(ByteView code, ByteView codeKey) {
    return pki::hmacSha256(codeKey, normalizedCode(code).view());
}

Result<void> checkUsable(const CodeRecord& code, const std::string& endpoint, TimePoint now) {
    switch (code.stateAt(now)) {
    case CodeState::Withdrawn:
        return fail(ErrorCode::CodeWithdrawn, "the code was withdrawn");
    case CodeState::Used:
        return fail(ErrorCode::CodeUsed, "the code has no uses left");
    case CodeState::Expired:
        return fail(ErrorCode::CodeExpired, "the code expired at " + toIsoText(code.expiresAt));
    case CodeState::Unused:
        break;
    }
    if (!code.endpoint.empty() && code.endpoint != endpoint)
        return fail(ErrorCode::CodeOtherEndpoint,
                    "the code is for the endpoint \"" + code.endpoint + '"');
    return {};
}

} // namespace scepter::challenge
