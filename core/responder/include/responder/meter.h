// Counts answers and their times.
#pragma once

#include "base/error.h"
#include "responder/statistics.h"
#include "scep/types.h"

#include <array>
#include <atomic>
#include <optional>

namespace scepter::responder {

/// What a PKIOperation came to.
struct Conclusion {
    std::optional<scep::PkiStatus> told; ///< nothing without a CertRep
    std::optional<ErrorCode> reason;     ///< of a refusal
};

/// Thread-safe, without locks.
class Meter {
public:
    void countAnswer(unsigned httpStatus, const std::optional<Conclusion>& operation);
    void countBusy() { m_busy.fetch_add(1, std::memory_order_relaxed); }
    void addTime(std::chrono::microseconds time);

    void fill(ResponderStatistics& statistics) const;

private:
    using Counter = std::atomic<std::uint64_t>;
    Counter& counterOf(unsigned httpStatus, const std::optional<scep::PkiStatus>& told);
    void fillTimes(ResponderStatistics& statistics) const;

    static constexpr std::size_t kTimes = 1024;
    Counter m_success = 0;
    Counter m_pending = 0;
    Counter m_failure = 0;
    Counter m_other = 0;
    Counter m_clientErrors = 0;
    Counter m_serverErrors = 0;
    Counter m_busy = 0;
    Counter m_tooManyTries = 0;
    Counter m_tooManyPending = 0;
    Counter m_timed = 0;                                      // ever
    std::array<std::atomic<std::uint32_t>, kTimes> m_times{}; // microseconds, the newest
};

} // namespace scepter::responder
