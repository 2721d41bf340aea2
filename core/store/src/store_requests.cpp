#include "store/store.h"

#include "changes.h"
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
    ListQuery list(kSelectRequest, "r.id");
    list.before(filter.before).limit(filter.limit);
    if (filter.state) {
        list.where("r.state = ?", static_cast<std::int64_t>(*filter.state));
        // Names the condition of the index that all states but the usual one have.
        if (*filter.state != enrollment::RequestState::Issued) list.where("r.state <> 1");
    }
    list.containing(filter.text, {"r.subject", "r.san", "r.transaction_id", "r.remote_address"},
                    head.requests);
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
