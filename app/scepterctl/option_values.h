// What options are told in words: one that was not given leaves its target as it is.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace scepter::app {

/// InvalidArgument: "OPTION takes WHAT".
std::unexpected<Error> wrongOption(std::string_view option, std::string_view takes);
/// "on" or "off".
Result<void> setSwitch(std::string_view option, const std::string& text, bool& target);
/// "127.0.0.1:8080", "[::1]:8080".
Result<void> setListen(std::string_view option, const std::string& text, std::string& address,
                       std::uint16_t& port);
/// "10s", "30m", "12h", "7d".
Result<void> setDuration(std::string_view option, const std::string& text, Duration& target);

} // namespace scepter::app
