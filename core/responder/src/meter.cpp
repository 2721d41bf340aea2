#include "responder/meter.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace scepter::responder {

namespace {

/// The nearest rank: the smallest of the sorted times that `percent` of them do not exceed.
std::chrono::microseconds percentile(const std::vector<std::uint32_t>& sorted,
                                     std::size_t percent) {
    const std::size_t rank = (sorted.size() * percent + 99) / 100;
    return std::chrono::microseconds{sorted[rank - 1]};
}

} // namespace

Meter::Counter& Meter::counterOf(unsigned httpStatus, const std::optional<scep::PkiStatus>& told) {
    if (told) switch (*told) {
        case scep::PkiStatus::Success:
            return m_success;
        case scep::PkiStatus::Pending:
            return m_pending;
        case scep::PkiStatus::Failure:
            return m_failure;
        }
    if (httpStatus >= 500) return m_serverErrors;
    return httpStatus >= 400 ? m_clientErrors : m_other;
}

void Meter::countAnswer(unsigned httpStatus, const std::optional<Conclusion>& operation) {
    counterOf(httpStatus, operation ? operation->told : std::nullopt)
        .fetch_add(1, std::memory_order_relaxed);
    if (!operation || !operation->reason) return;
    if (*operation->reason == ErrorCode::TooManyTries)
        m_tooManyTries.fetch_add(1, std::memory_order_relaxed);
    if (*operation->reason == ErrorCode::TooManyPending)
        m_tooManyPending.fetch_add(1, std::memory_order_relaxed);
}

void Meter::addTime(std::chrono::microseconds time) {
    constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
    const auto capped = std::clamp<std::int64_t>(time.count(), 0, kMost);
    const std::uint64_t at = m_timed.fetch_add(1, std::memory_order_relaxed);
    m_times[at % kTimes].store(static_cast<std::uint32_t>(capped), std::memory_order_relaxed);
}

void Meter::fill(ResponderStatistics& statistics) const {
    statistics.outcomes = {m_success, m_pending,      m_failure,
                           m_other,   m_clientErrors, m_serverErrors};
    statistics.busy = m_busy;
    statistics.tooManyTries = m_tooManyTries;
    statistics.tooManyPending = m_tooManyPending;
    fillTimes(statistics);
}

void Meter::fillTimes(ResponderStatistics& statistics) const {
    statistics.timed = static_cast<std::size_t>(std::min<std::uint64_t>(m_timed, kTimes));
    if (statistics.timed == 0) return;
    std::vector<std::uint32_t> times;
    times.reserve(statistics.timed);
    for (std::size_t i = 0; i < statistics.timed; ++i)
        times.push_back(m_times[i].load(std::memory_order_relaxed));
    std::sort(times.begin(), times.end());
    statistics.median = percentile(times, 50);
    statistics.percentile99 = percentile(times, 99);
}

} // namespace scepter::responder
