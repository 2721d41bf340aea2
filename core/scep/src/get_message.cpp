#include "scep/get_message.h"

#include "base/encoding.h"

#include <optional>

namespace scepter::scep {

namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The character at `position`, percent-decoded; moves the position past it. Nothing for a broken
// escape.
std::optional<char> nextCharacter(std::string_view raw, std::size_t& position) {
    const char c = raw[position++];
    if (c != '%') return c;
    if (raw.size() - position < 2) return std::nullopt;
    const int high = hexDigit(raw[position]);
    const int low = hexDigit(raw[position + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    position += 2;
    return static_cast<char>(high * 16 + low);
}

} // namespace

Result<Bytes> decodeGetMessage(std::string_view rawValue, std::size_t maxBytes) {
    std::string base64;
    std::size_t digits = 0;
    for (std::size_t position = 0; position < rawValue.size();) {
        const std::optional<char> c = nextCharacter(rawValue, position);
        if (!c) return fail(ErrorCode::EncodingMalformed, "broken percent escape in the message");
        if (*c == '\r' || *c == '\n' || *c == '\t') continue;
        // Four digits are three bytes: 3/4 of the digits, compared without overflow.
        if (*c != '=' && digits++ / 4 * 3 > maxBytes)
            return fail(ErrorCode::LimitExceeded, "the message is too long");
        // A form decoder made it of an unescaped '+' (jscep, macOS).
        base64.push_back(*c == ' ' ? '+' : *c);
    }
    SCEPTER_TRY(message, fromBase64(base64));
    if (message.empty()) return fail(ErrorCode::EncodingMalformed, "the message is empty");
    if (message.size() > maxBytes) return fail(ErrorCode::LimitExceeded, "the message is too long");
    return message;
}

std::string encodeGetMessage(ByteView message) {
    std::string text;
    for (const char c : toBase64(message)) {
        if (c == '+')
            text.append("%2B");
        else if (c == '/')
            text.append("%2F");
        else if (c == '=')
            text.append("%3D");
        else
            text.push_back(c);
    }
    return text;
}

} // namespace scepter::scep
