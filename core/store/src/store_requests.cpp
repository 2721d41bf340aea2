#include "store/store.h"

#include "changes.h"
#include "filters.h"
#include "head.h"
#include "list_query.h"
#include "rows.h"
#include "store_private.h"

namespace scepter::store {

namespace {

using enrollment::RequestRecord;

// One durable transaction must not keep the others waiting for long.
constexpr std::int64_t kExpiredAtOnce = 500;

} // namespace

Result<RequestRecord> Store::request(std::int64_t id) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(found, findRequest(*connection, id));
    if (!found) return fail(ErrorCode::NotFound, "there is no request " + std::to_string(id));
    return std::move(*found);
}

Result<std::vector<RequestRecord>> Store::requests(const RequestFilter& filter) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(head, readHead(*connection));
    SCEPTER_TRY(conditions, conditionsOf(filter));
    ListQuery list(kSelectRequest, "r.id", std::move(conditions));
    list.after(filter.after).before(filter.before).limit(filter.limit);
    if (!filter.text.empty()) list.newestOf(head.requests);
    return readList(*connection, list, readRequest);
}

Result<std::int64_t> Store::expirePending(TimePoint now) {
    std::int64_t total = 0;
    std::int64_t count = 0;
    do {
        const auto work = [&](WriteSession& session) -> Result<void> {
            SCEPTER_TRY(expired, applyExpiry(session, now, kExpiredAtOnce));
            count = expired;
            return {};
        };
        SCEPTER_CHECK(m_p->writer.call(work));
        total += count;
    } while (count == kExpiredAtOnce);
    return total;
}

} // namespace scepter::store
