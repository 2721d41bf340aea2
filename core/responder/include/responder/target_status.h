// What is known of somebody whom gates ask.
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace scepter::responder {

/// Closed: it is asked. Open: it failed too often and is left alone. HalfOpen: one question is on
/// its way to see whether it is back.
enum class CircuitState { Closed, Open, HalfOpen };
std::string_view toText(CircuitState state); ///< "closed", "open", "halfOpen"

/// One server or program that was asked, as a value. Counts are since the start of the process.
struct TargetStatus {
    std::string target; ///< "https://mdm.example:443", or the path of a program
    CircuitState state = CircuitState::Closed;
    unsigned failuresInARow = 0;
    std::uint64_t asked = 0;      ///< tries that were begun, each retry too
    std::uint64_t failed = 0;     ///< of them: no answer, or one that is an error
    std::uint64_t turnedAway = 0; ///< questions that were not asked, because the circuit was open
    std::size_t underWay = 0;     ///< tries now
    std::string lastError;        ///< names the host only
    std::optional<TimePoint> lastFailureAt;
    std::optional<TimePoint> pausedUntil; ///< while open
    Duration lastDuration{0};
    Duration meanDuration{0}; ///< of tries that came to an end, the last eight count most

    bool operator==(const TargetStatus&) const = default;
};

/// "https://mdm.example:443" for "https://MDM.example/path": how TargetStatus names it. The text
/// as it is when it is no URL.
std::string targetOf(const std::string& url);

} // namespace scepter::responder
