// failInfo of RFC 8894 section 3.2.1.4.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace scepter {

enum class FailInfo : std::uint8_t {
    BadAlg = 0,
    BadMessageCheck = 1,
    BadRequest = 2,
    BadTime = 3,
    BadCertId = 4,
};

/// The RFC's spelling: "badAlg", "badMessageCheck", "badRequest", "badTime", "badCertId"; "unknown"
/// for a number that the RFC does not know.
std::string_view toText(FailInfo failInfo);

/// The inverse of toText; nothing for any other text.
std::optional<FailInfo> failInfoFromText(std::string_view text);

} // namespace scepter
