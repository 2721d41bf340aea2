// Time, passed in so that tests decide what it is.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace scepter {

/// UTC, milliseconds since 1970.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

/// The source of the current time. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override;
};

/// ISO 8601 in UTC with seconds: "2026-11-22T15:58:24Z".
std::string toIsoText(TimePoint time);

/// The inverse of toIsoText, fraction of a second allowed; nothing for any other form.
std::optional<TimePoint> timeFromIsoText(std::string_view text);

/// "90", "90s", "15m", "1h", "7d", "2w"; plain numbers are seconds. Nothing when malformed or
/// negative.
std::optional<Duration> durationFromText(std::string_view text);

} // namespace scepter
