// Serial numbers in decimal.
#pragma once

#include "base/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::challenge {

/// An unsigned number, big-endian, in decimal: "0", "18446744073709551616".
std::string toDecimal(ByteView magnitude);
/// The inverse, without leading zero octets; nothing for other characters than digits, or more
/// than 60 of them.
std::optional<Bytes> fromDecimal(std::string_view text);

} // namespace scepter::challenge
