// Which addresses count as one.
#pragma once

#include <string>
#include <string_view>

namespace scepter::challenge {

/// What limits count an address under: IPv4 as it is, IPv6 as its /64 ("2001:db8:0:1::/64"), which
/// is what one host commonly has. Any other text stands for itself.
std::string addressGroup(std::string_view address);

} // namespace scepter::challenge
