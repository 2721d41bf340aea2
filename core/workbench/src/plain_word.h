// Values of the inspector without their numbers.
#pragma once

#include <string>

namespace scepter::workbench {

/// "PKCSReq (19)" -> "PKCSReq".
inline std::string plainWord(const std::string& text) {
    const std::size_t number = text.rfind(" (");
    return number == std::string::npos || !text.ends_with(')') ? text : text.substr(0, number);
}

} // namespace scepter::workbench
