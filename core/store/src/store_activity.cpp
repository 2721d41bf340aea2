// What is going on: whether something has changed, and what came in of late.
#include "store/store.h"

#include "dialect.h"
#include "head.h"
#include "store_private.h"
#include "transaction.h"

#include <algorithm>
#include <chrono>

namespace scepter::store {

namespace {

using enrollment::RequestState;

constexpr std::chrono::minutes kMinute{1};
constexpr std::chrono::hours kHour{1};
// Requests get their ids a little after their times, and clocks are set back now and then.
constexpr std::chrono::minutes kSlack{1};
constexpr std::int64_t kLookedAt = 200'000;

/// Whether a request came in before `since`; true also when there is none up to this id.
Result<bool> isBefore(Connection& connection, std::int64_t id, TimePoint since) {
    auto query = connection.statement("SELECT created_at FROM requests WHERE id <= ? "
                                      "ORDER BY id DESC LIMIT 1");
    SCEPTER_TRY(found, query.bind(id).next());
    return !found || query.time(0) < since;
}

/// An id from which on everything since then lies, not many times further back than needed.
Result<std::int64_t> findStart(Connection& connection, std::int64_t highest, TimePoint since) {
    const std::int64_t furthest = std::max<std::int64_t>(highest - kLookedAt, 0);
    for (std::int64_t back = 256; highest - back > furthest; back *= 2) {
        SCEPTER_TRY(older, isBefore(connection, highest - back, since));
        if (older) return highest - back;
    }
    return furthest;
}

void count(MinuteCounts& minute, std::int64_t state, std::int64_t requests) {
    switch (static_cast<RequestState>(state)) {
    case RequestState::Pending:
        minute.pending += requests;
        break;
    case RequestState::Issued:
        minute.issued += requests;
        break;
    case RequestState::Refused:
        minute.refused += requests;
        break;
    case RequestState::Failed:
        minute.failed += requests;
        break;
    case RequestState::Expired:
        minute.expired += requests;
        break;
    }
}

Result<void> countMinutes(Connection& connection, std::int64_t start, TimePoint now,
                          LastHour& hour) {
    // One that was stamped a moment after `now` was taken belongs to the last minute.
    auto query = connection.statement(
        "SELECT (created_at - ?) / ?, state, COUNT(*) FROM requests WHERE id > ? AND "
        "created_at >= ? AND created_at < ? GROUP BY 1, 2");
    query.bind(now - kHour).bind(std::int64_t{Duration(kMinute).count()}).bind(start);
    query.bind(now - kHour).bind(now + kSlack);
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return {};
        const auto minute = std::clamp<std::int64_t>(query.integer(0), 0, LastHour::kMinutes - 1);
        count(hour.minutes[static_cast<std::size_t>(minute)], query.integer(1), query.integer(2));
    }
}

Result<std::optional<Duration>> medianDecision(Connection& connection, std::int64_t start,
                                               TimePoint now) {
    std::vector<std::int64_t> times;
    auto query = connection.statement(
        "SELECT decided_at - created_at FROM requests WHERE id > ? AND created_at >= ? AND "
        "created_at < ? AND decided_at IS NOT NULL");
    query.bind(start).bind(now - kHour).bind(now + kSlack);
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) break;
        times.push_back(std::max<std::int64_t>(query.integer(0), 0));
    }
    if (times.empty()) return std::optional<Duration>();
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    return std::optional(Duration(*middle));
}

Result<LastHour> readLastHour(Connection& connection, TimePoint now) {
    SCEPTER_TRY(head, readHead(connection));
    const TimePoint since = now - kHour - kSlack;
    SCEPTER_TRY(start, findStart(connection, head.requests, since));
    LastHour hour;
    if (start > 0) {
        SCEPTER_TRY(older, isBefore(connection, start, since));
        hour.complete = older;
    }
    SCEPTER_CHECK(countMinutes(connection, start, now, hour));
    SCEPTER_TRY(median, medianDecision(connection, start, now));
    hour.medianDecision = median;
    return hour;
}

} // namespace

Result<std::int64_t> Store::changeMark() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(version, m_p->dialect->dataVersion(*connection));
    // Versions of different connections cannot be compared. Who sees his own move moves the mark of
    // all: several threads may each count one change once, but none is missed.
    if (connection->noteVersion(version)) ++m_p->changes;
    return m_p->changes.load();
}

Result<Marks> Store::marks() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(head, readHead(*connection));
    Marks marks;
    marks.requests = head.requests;
    marks.certificates = head.certificates;
    marks.codes = head.codes;
    marks.configuration = head.configuration;
    marks.pending = head.count(RequestState::Pending);
    marks.issued = head.count(RequestState::Issued);
    marks.refused = head.count(RequestState::Refused);
    marks.failed = head.count(RequestState::Failed);
    marks.expired = head.count(RequestState::Expired);
    marks.revoked = head.revoked;
    marks.auditLines = head.auditLines;
    return marks;
}

Result<LastHour> Store::lastHour(TimePoint now) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] { return readLastHour(*connection, now); });
}

} // namespace scepter::store
