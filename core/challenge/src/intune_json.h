// Reading what Intune, Entra and Graph answer.
#pragma once

#include "base/bytes.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace scepter::challenge {

/// A JSON object; nothing for anything else. Never throws.
std::optional<nlohmann::json> readObject(ByteView bytes);
/// The text of a member; empty when it is missing, null, or no text.
std::string textOf(const nlohmann::json& object, std::string_view member);
/// JSON text. What is no UTF-8 is replaced.
std::string write(const nlohmann::json& json);
/// A text from outside, on one line and short enough to be shown.
std::string shown(std::string_view text);

} // namespace scepter::challenge
