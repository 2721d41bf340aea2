// A small writer of compact JSON objects, for the enrollment path: a tenth of what building and
// printing a document costs. Everything is read back by Qt's reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace scepter::store {

class JsonText {
public:
    JsonText& beginObject() { return open('{'); }
    JsonText& endObject() { return close('}'); }
    JsonText& beginArray() { return open('['); }
    JsonText& endArray() { return close(']'); }
    JsonText& name(std::string_view name);
    JsonText& value(std::string_view text);
    JsonText& value(std::int64_t number);
    JsonText& value(bool flag);

    /// A member, left out when its text is empty or its number 0.
    JsonText& member(std::string_view key, std::string_view text);
    JsonText& member(std::string_view key, std::int64_t number);

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    JsonText& open(char bracket);
    JsonText& close(char bracket);
    void separate();
    void quote(std::string_view text);

    std::string m_text;
    bool m_needsComma = false;
};

} // namespace scepter::store
