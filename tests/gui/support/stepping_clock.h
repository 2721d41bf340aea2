// Time that stands still until a test moves it.
#pragma once

#include "base/clock.h"

#include <atomic>

namespace scepter::test {

/// Thread-safe: a test moves it while workers read it.
class SteppingClock final : public Clock {
public:
    explicit SteppingClock(TimePoint start = kStart)
        : m_now(start.time_since_epoch().count()) {}

    [[nodiscard]] TimePoint now() const override { return TimePoint{Duration{m_now.load()}}; }
    void advance(Duration by) { m_now += by.count(); }
    void set(TimePoint to) { m_now = to.time_since_epoch().count(); }

    /// 2026-11-22 13:00 UTC.
    static constexpr TimePoint kStart{std::chrono::seconds{1'795'352'400}};

private:
    std::atomic<std::int64_t> m_now;
};

} // namespace scepter::test
