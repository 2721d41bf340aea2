// Cutting texts from outside between their characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace scepter {

/// How much of a text to keep so that at most `most` bytes stay and no UTF-8 character is cut. In
/// what is no UTF-8 anyway it may cut anywhere.
std::size_t cutPoint(std::string_view text, std::size_t most);

/// The text, or `most` bytes of it at most with `ending` behind them: "CN=a long na...".
std::string shortened(std::string_view text, std::size_t most, std::string_view ending = "...");

} // namespace scepter
