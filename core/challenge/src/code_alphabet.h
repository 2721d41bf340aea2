// The characters of codes and secrets that people type.
#pragma once

#include <cstdint>
#include <string_view>

namespace scepter::challenge {

/// 32 letters and digits that look like no other: 5 bits each.
inline constexpr std::string_view kCodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
static_assert(kCodeAlphabet.size() == 32);

/// The character for the low 5 bits.
constexpr std::uint8_t codeCharacter(unsigned bits) {
    return static_cast<std::uint8_t>(kCodeAlphabet[bits & 31U]);
}

} // namespace scepter::challenge
