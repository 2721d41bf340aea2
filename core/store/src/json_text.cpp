#include "json_text.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::store {

void JsonText::separate() {
    if (m_needsComma) m_text += ',';
    m_needsComma = true;
}

JsonText& JsonText::open(char bracket) {
    separate();
    m_text += bracket;
    m_needsComma = false;
    return *this;
}

JsonText& JsonText::close(char bracket) {
    m_text += bracket;
    m_needsComma = true;
    return *this;
}

void JsonText::quote(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    m_text += '"';
    const bool plain = std::ranges::all_of(text, [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
    });
    if (plain) {
        m_text += text;
        m_text += '"';
        return;
    }
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            m_text += '\\';
            m_text += c;
        } else if (byte < 0x20) {
            m_text += "\\u00";
            m_text += kHex[byte >> 4];
            m_text += kHex[byte & 0xF];
        } else {
            m_text += c;
        }
    }
    m_text += '"';
}

JsonText& JsonText::name(std::string_view name) {
    separate();
    quote(name);
    m_text += ':';
    m_needsComma = false;
    return *this;
}

JsonText& JsonText::value(std::string_view text) {
    separate();
    // JSON is UTF-8; what is not is written as one reads it in a log.
    if (isUtf8(text))
        quote(text);
    else
        quote(printable(text));
    return *this;
}

JsonText& JsonText::value(std::int64_t number) {
    separate();
    m_text += std::to_string(number);
    return *this;
}

JsonText& JsonText::value(bool flag) {
    separate();
    m_text += flag ? "true" : "false";
    return *this;
}

JsonText& JsonText::member(std::string_view key, std::string_view text) {
    return text.empty() ? *this : name(key).value(text);
}

JsonText& JsonText::member(std::string_view key, std::int64_t number) {
    return number == 0 ? *this : name(key).value(number);
}

} // namespace scepter::store
