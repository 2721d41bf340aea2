#include "base/text.h"

#include <cstdint>
#include <cstdio>

namespace scepter {

namespace {

constexpr std::string_view kSpaces = " \t\r\n\f\v";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Length of the well-formed UTF-8 sequence at the start of the text, 0 when there is none.
std::size_t sequenceLength(std::string_view text, std::uint32_t& codePoint) {
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = at(0);
    if (first < 0x80) {
        codePoint = first;
        return 1;
    }
    std::size_t length = 0;
    std::uint32_t least = 0;
    if ((first & 0xE0) == 0xC0) {
        length = 2, least = 0x80, codePoint = first & 0x1Fu;
    } else if ((first & 0xF0) == 0xE0) {
        length = 3, least = 0x800, codePoint = first & 0x0Fu;
    } else if ((first & 0xF8) == 0xF0) {
        length = 4, least = 0x10000, codePoint = first & 0x07u;
    } else {
        return 0;
    }
    if (text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((at(i) & 0xC0) != 0x80) return 0;
        codePoint = (codePoint << 6) | (at(i) & 0x3Fu);
    }
    const bool surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    return codePoint < least || codePoint > 0x10FFFF || surrogate ? 0 : length;
}

bool changesDirectionOrLine(std::uint32_t c) {
    return (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x061C || c == 0x200E || c == 0x200F || c == 0xFEFF;
}

} // namespace

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kSpaces);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string toLower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        c = lower(c);
    return result;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        std::uint32_t codePoint = 0;
        const std::size_t length = sequenceLength(text, codePoint);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    char escape[16];
    while (!text.empty()) {
        std::uint32_t codePoint = 0;
        std::size_t length = sequenceLength(text, codePoint);
        if (length == 0 || codePoint < 0x20 || codePoint == 0x7F) {
            length = 1;
            std::snprintf(escape, sizeof escape, "\\x%02X",
                          static_cast<unsigned>(static_cast<std::uint8_t>(text[0])));
            result += escape;
        } else if (changesDirectionOrLine(codePoint)) {
            std::snprintf(escape, sizeof escape, "\\u{%X}", static_cast<unsigned>(codePoint));
            result += escape;
        } else {
            result.append(text.substr(0, length));
        }
        text.remove_prefix(length);
    }
    return result;
}

} // namespace scepter
