#include "base/encoding.h"

#include <array>

namespace scepter {

namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::int8_t kSkip = -2;
constexpr std::int8_t kBad = -1;

constexpr std::array<std::int8_t, 256> kDecode = [] {
    std::array<std::int8_t, 256> table{};
    table.fill(kBad);
    for (std::size_t i = 0; i < 64; ++i) {
        table[static_cast<std::uint8_t>(kStandard[i])] = static_cast<std::int8_t>(i);
        table[static_cast<std::uint8_t>(kUrl[i])] = static_cast<std::int8_t>(i);
    }
    for (const char space : {' ', '\t', '\r', '\n'})
        table[static_cast<std::uint8_t>(space)] = kSkip;
    return table;
}();

std::string hexWith(ByteView bytes, std::string_view alphabet) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(alphabet[byte >> 4]);
        text.push_back(alphabet[byte & 15]);
    }
    return text;
}

std::string base64With(ByteView bytes, std::string_view alphabet, bool padded) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        const std::uint32_t group = (std::uint32_t{bytes[i]} << 16) |
                                    (left > 1 ? std::uint32_t{bytes[i + 1]} << 8 : 0u) |
                                    (left > 2 ? std::uint32_t{bytes[i + 2]} : 0u);
        text.push_back(alphabet[group >> 18]);
        text.push_back(alphabet[(group >> 12) & 63]);
        if (left > 1) text.push_back(alphabet[(group >> 6) & 63]);
        if (left > 2) text.push_back(alphabet[group & 63]);
        if (padded && left < 3) text.append(3 - left, '=');
    }
    return text;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

std::string toHex(ByteView bytes) {
    return hexWith(bytes, "0123456789abcdef");
}
std::string toUpperHex(ByteView bytes) {
    return hexWith(bytes, "0123456789ABCDEF");
}

std::string toColonHex(ByteView bytes) {
    const std::string plain = toUpperHex(bytes);
    std::string text;
    for (std::size_t i = 0; i < plain.size(); i += 2) {
        if (i > 0) text.push_back(':');
        text.append(plain, i, 2);
    }
    return text;
}

Result<Bytes> fromHex(std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    int high = -1;
    for (const char c : text) {
        const int digit = hexDigit(c);
        if (digit < 0) {
            const bool separator =
                c == ':' || c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (separator && high < 0) continue;
            return fail(ErrorCode::EncodingMalformed, "not hexadecimal");
        }
        if (high < 0) {
            high = digit;
        } else {
            bytes.push_back(static_cast<std::uint8_t>(high * 16 + digit));
            high = -1;
        }
    }
    if (high >= 0) return fail(ErrorCode::EncodingMalformed, "odd number of hexadecimal digits");
    return bytes;
}

std::string toBase64(ByteView bytes) {
    return base64With(bytes, kStandard, true);
}
std::string toBase64Url(ByteView bytes) {
    return base64With(bytes, kUrl, false);
}

Result<Bytes> fromBase64(std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t group = 0;
    unsigned count = 0;
    unsigned padding = 0;
    for (const char c : text) {
        if (c == '=') {
            ++padding;
            continue;
        }
        const std::int8_t value = kDecode[static_cast<std::uint8_t>(c)];
        if (value == kSkip) continue;
        if (value == kBad) return fail(ErrorCode::EncodingMalformed, "not base64");
        if (padding > 0) return fail(ErrorCode::EncodingMalformed, "base64 goes on after padding");
        group = (group << 6) | static_cast<std::uint32_t>(value);
        if (++count == 4) {
            bytes.push_back(static_cast<std::uint8_t>(group >> 16));
            bytes.push_back(static_cast<std::uint8_t>(group >> 8));
            bytes.push_back(static_cast<std::uint8_t>(group));
            group = 0;
            count = 0;
        }
    }
    if (count == 1 || padding > 2 || (padding > 0 && (count + padding) % 4 != 0))
        return fail(ErrorCode::EncodingMalformed, "base64 ends inside a byte");
    if (count == 2) bytes.push_back(static_cast<std::uint8_t>(group >> 4));
    if (count == 3) {
        bytes.push_back(static_cast<std::uint8_t>(group >> 10));
        bytes.push_back(static_cast<std::uint8_t>(group >> 2));
    }
    return bytes;
}

} // namespace scepter
