// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_number.h"

#include <algorithm>

namespace scepter::challenge {

std::string toDecimal(ByteView magnitude) {
    std::string digits = "0"; // least significant first
    for (const std::uint8_t byte : magnitude) {
        unsigned carry = byte;
        for (char& digit : digits) {
            carry += static_cast<unsigned>(digit - '0') * 256;
            digit = static_cast<char>('0' + carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10)
            digits += static_cast<char>('0' + carry % 10);
    }
    std::ranges::reverse(digits);
    return digits;
}

std::optional<Bytes> fromDecimal(std::string_view text) {
    constexpr std::size_t kMostDigits = 60;
    if (text.empty() || text.size() > kMostDigits) return std::nullopt;
    Bytes bytes; // least significant first
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        auto carry = static_cast<unsigned>(c - '0');
        for (std::uint8_t& byte : bytes) {
            carry += byte * 10U;
            byte = static_cast<std::uint8_t>(carry & 0xFF);
            carry >>= 8;
        }
        if (carry > 0) bytes.push_back(static_cast<std::uint8_t>(carry));
    }
    std::ranges::reverse(bytes);
    return bytes;
}

} // namespace scepter::challenge
