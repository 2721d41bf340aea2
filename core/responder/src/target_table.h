// Everybody who is asked, each with a circuit breaker.
#pragma once

#include "breaker.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace scepter::responder {

/// Thread-safe. Holds at most `most` targets: others may come from outside, by service discovery.
/// Beyond, the one unused for longest is forgotten.
class TargetTable {
public:
    TargetTable(const Clock& clock, const BreakerSettings& settings, std::size_t most = 256)
        : m_clock(clock)
        , m_settings(settings)
        , m_most(most) {}

    Admission admit(const std::string& target);
    /// The end of what was admitted; `error` is empty when it was no failure.
    void record(const std::string& target, Admission how, Outcome outcome, const std::string& error,
                Duration took);
    void tryNow(const std::string& target);
    [[nodiscard]] std::vector<TargetStatus> statuses() const;
    [[nodiscard]] std::optional<TimePoint> pausedUntil(const std::string& target) const;

private:
    struct Row {
        Breaker breaker;
        TargetStatus status;
        TimePoint lastUsed;
    };
    Row& rowOf(const std::string& target, TimePoint now);
    void forgetOne();

    const Clock& m_clock;
    const BreakerSettings m_settings;
    const std::size_t m_most;
    mutable std::mutex m_mutex; // around the rows
    std::map<std::string, Row> m_rows;
};

} // namespace scepter::responder
