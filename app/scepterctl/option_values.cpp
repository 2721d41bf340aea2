#include "option_values.h"

#include <charconv>

namespace scepter::app {

std::unexpected<Error> wrongOption(std::string_view option, std::string_view takes) {
    return fail(ErrorCode::InvalidArgument, std::string(option) + " takes " + std::string(takes));
}

Result<void> setSwitch(std::string_view option, const std::string& text, bool& target) {
    if (text.empty()) return {};
    if (text != "on" && text != "off") return wrongOption(option, "on or off");
    target = text == "on";
    return {};
}

Result<void> setListen(std::string_view option, const std::string& text, std::string& address,
                       std::uint16_t& port) {
    const auto colon = text.rfind(':');
    unsigned number = 0;
    if (colon != std::string::npos) {
        const char* begin = text.data() + colon + 1;
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(begin, end, number);
        if (error == std::errc{} && stop == end && begin != end && number <= 65535 && colon > 0) {
            address = text.substr(0, colon);
            port = static_cast<std::uint16_t>(number);
            return {};
        }
    }
    return wrongOption(option, "ADDRESS:PORT, as in 127.0.0.1:8080 or [::1]:8080, not " + text);
}

Result<void> setDuration(std::string_view option, const std::string& text, Duration& target) {
    if (text.empty()) return {};
    const auto duration = durationFromText(text);
    if (!duration) return wrongOption(option, "a time as in 30s, 30m, 12h or 7d");
    target = *duration;
    return {};
}

} // namespace scepter::app
