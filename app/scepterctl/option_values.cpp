#include "option_values.h"

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

Result<void> setDuration(std::string_view option, const std::string& text, Duration& target) {
    if (text.empty()) return {};
    const auto duration = durationFromText(text);
    if (!duration) return wrongOption(option, "a time as in 30s, 30m, 12h or 7d");
    target = *duration;
    return {};
}

} // namespace scepter::app
