// Small text helpers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace scepter {

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
/// ASCII only.
std::string toLower(std::string_view text);
bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// True for well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool isUtf8(std::string_view text);

/// For logs and terminals: control characters, DEL, invalid UTF-8 and bidirectional overrides are
/// written as \xNN or \u{...}, so that text from outside cannot break a line or forge one.
std::string printable(std::string_view text);

} // namespace scepter
