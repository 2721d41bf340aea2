#include "target_table.h"

namespace scepter::responder {

Admission TargetTable::admit(const std::string& target) {
    const TimePoint now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    Row& row = rowOf(target, now);
    const Admission admission = row.breaker.admit(now);
    if (admission == Admission::Refused) {
        ++row.status.turnedAway;
    } else {
        ++row.status.asked;
        ++row.status.underWay;
    }
    return admission;
}

void TargetTable::record(const std::string& target, Admission how, Outcome outcome,
                         const std::string& error, Duration took) {
    constexpr int kWeight = 8;
    const TimePoint now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    Row& row = rowOf(target, now);
    TargetStatus& status = row.status;
    row.breaker.record(how, outcome, now);
    const bool first = status.lastDuration == Duration{0} && status.meanDuration == Duration{0};
    status.lastDuration = took;
    status.meanDuration =
        first ? took : status.meanDuration + (took - status.meanDuration) / kWeight;
    if (status.underWay > 0) --status.underWay;
    if (error.empty()) return;
    ++status.failed;
    status.lastError = error;
    status.lastFailureAt = now;
}

void TargetTable::tryNow(const std::string& target) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_rows.find(target); found != m_rows.end())
        found->second.breaker.tryNow(m_clock.now());
}

std::vector<TargetStatus> TargetTable::statuses() const {
    std::vector<TargetStatus> all;
    const std::lock_guard lock(m_mutex);
    all.reserve(m_rows.size());
    for (const auto& [target, row] : m_rows) {
        TargetStatus status = row.status;
        status.target = target;
        status.state = row.breaker.state();
        status.failuresInARow = row.breaker.failuresInARow();
        status.pausedUntil = row.breaker.pausedUntil();
        all.push_back(std::move(status));
    }
    return all;
}

std::optional<TimePoint> TargetTable::pausedUntil(const std::string& target) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_rows.find(target);
    return found == m_rows.end() ? std::nullopt : found->second.breaker.pausedUntil();
}

TargetTable::Row& TargetTable::rowOf(const std::string& target, TimePoint now) {
    if (!m_rows.contains(target) && m_rows.size() >= m_most) forgetOne();
    Row& row = m_rows.try_emplace(target, Row{Breaker(m_settings), {}, {}}).first->second;
    row.lastUsed = now;
    return row;
}

void TargetTable::forgetOne() {
    auto oldest = m_rows.end();
    for (auto row = m_rows.begin(); row != m_rows.end(); ++row)
        if (row->second.status.underWay == 0 &&
            (oldest == m_rows.end() || row->second.lastUsed < oldest->second.lastUsed))
            oldest = row;
    if (oldest != m_rows.end()) m_rows.erase(oldest);
}

} // namespace scepter::responder
