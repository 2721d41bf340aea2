// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_json.h"

#include "base/shorten.h"
#include "base/text.h"

namespace scepter::challenge {

using Json = nlohmann::json;

std::optional<Json> readObject(ByteView bytes) {
    Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_object()) return std::nullopt;
    return json;
}

std::string textOf(const Json& object, std::string_view member) {
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string write(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string shown(std::string_view text) {
    constexpr std::size_t kMost = 120;
    return printable(shortened(text, kMost));
}

} // namespace scepter::challenge
