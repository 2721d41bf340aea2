#include "utf16.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

std::uint32_t unitAt(ByteView bytes, std::size_t at) {
    return static_cast<std::uint32_t>(bytes[at]) | static_cast<std::uint32_t>(bytes[at + 1]) << 8U;
}

bool isHigh(std::uint32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}

bool isLow(std::uint32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

} // namespace

bool looksLikeUtf16Le(ByteView bytes) {
    constexpr std::size_t kLookedAt = 100;
    if (bytes.size() < 4) return false;
    if (bytes[0] == 0xFF && bytes[1] == 0xFE) return true;
    if (bytes[0] == '<' && bytes[1] == 0) return true;
    const std::size_t size = std::min(bytes.size(), kLookedAt) / 2 * 2;
    std::size_t zeros = 0;
    std::size_t others = 0;
    for (std::size_t i = 0; i < size; i += 2) {
        if (bytes[i] == 0) ++others;
        if (bytes[i + 1] == 0) ++zeros;
    }
    return others == 0 && zeros * 10 >= size / 2 * 9;
}

void appendUtf8(std::string& text, std::uint32_t codePoint) {
    const auto push = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (codePoint < 0x80) return push(codePoint);
    if (codePoint < 0x800) {
        push(0xC0U | codePoint >> 6U);
        return push(0x80U | (codePoint & 0x3FU));
    }
    if (codePoint < 0x10000) {
        push(0xE0U | codePoint >> 12U);
    } else {
        push(0xF0U | codePoint >> 18U);
        push(0x80U | (codePoint >> 12U & 0x3FU));
    }
    push(0x80U | (codePoint >> 6U & 0x3FU));
    push(0x80U | (codePoint & 0x3FU));
}

std::string utf8FromUtf16Le(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size());
    const bool marked = bytes.size() >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE;
    std::size_t at = marked ? 2 : 0;
    for (; bytes.size() - at >= 2; at += 2) {
        const std::uint32_t unit = unitAt(bytes, at);
        const bool pair = isHigh(unit) && bytes.size() - at >= 4 && isLow(unitAt(bytes, at + 2));
        if (pair) {
            at += 2;
            appendUtf8(text, 0x10000 + ((unit - 0xD800) << 10U) + (unitAt(bytes, at) - 0xDC00));
        } else {
            appendUtf8(text, isHigh(unit) || isLow(unit) ? kReplacement : unit);
        }
    }
    if (at < bytes.size()) appendUtf8(text, kReplacement);
    return text;
}

} // namespace scepter::inspect
