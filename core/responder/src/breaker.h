// The circuit breaker: leaves alone for a while what fails again and again.
#pragma once

#include "base/clock.h"
#include "responder/target_status.h"

#include <optional>

namespace scepter::responder {

struct BreakerSettings {
    unsigned failuresToOpen = 5; ///< in a row
    Duration firstPause = std::chrono::seconds(30);
    Duration longestPause = std::chrono::minutes(5);
};

/// Whether a question may go out. Probe: the one that finds out whether the target is back.
enum class Admission { Refused, Normal, Probe };

/// How an admitted question ended. Unknown: it says nothing about the target.
enum class Outcome { Good, Bad, Unknown };

/// For one target. Each Normal and each Probe must be recorded. Not thread-safe.
class Breaker {
public:
    explicit Breaker(const BreakerSettings& settings = {})
        : m_settings(settings) {}

    Admission admit(TimePoint now);
    /// Answers to questions from before the circuit opened do not change it.
    void record(Admission how, Outcome outcome, TimePoint now);
    /// Ends a pause; the next question is a probe.
    void tryNow(TimePoint now);

    [[nodiscard]] CircuitState state() const { return m_state; }
    [[nodiscard]] unsigned failuresInARow() const { return m_failures; }
    /// While open.
    [[nodiscard]] std::optional<TimePoint> pausedUntil() const;

private:
    void open(Duration pause, TimePoint now);

    BreakerSettings m_settings;
    CircuitState m_state = CircuitState::Closed;
    unsigned m_failures = 0;
    Duration m_pause{0};
    TimePoint m_until;
};

} // namespace scepter::responder
