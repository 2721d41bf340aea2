#include "store/store.h"

#include "base/encoding.h"
#include "filters.h"
#include "head.h"
#include "json_text.h"
#include "list_query.h"
#include "rows.h"
#include "store_private.h"

namespace scepter::store {

namespace {

using challenge::CodeRecord;

std::string codeObject(std::int64_t id) {
    return "code:" + std::to_string(id);
}

std::string auditDetail(const CodeRecord& code) {
    return JsonText()
        .beginObject()
        .member("endpoint", code.endpoint)
        .member("uses", std::int64_t{code.usesAllowed})
        .name("expiresAt")
        .value(toIsoText(code.expiresAt))
        .member("note", code.note)
        .endObject()
        .take();
}

Result<void> checkNew(Connection& connection, const CodeRecord& code) {
    if (code.hash.empty() || code.usesAllowed == 0 || code.usesLeft > code.usesAllowed)
        return fail(ErrorCode::InvalidArgument, "a code has a hash and at least one use");
    auto same = connection.statement("SELECT id FROM codes WHERE hash_key = ? AND hash = ?");
    SCEPTER_TRY(found, same.bind(hashKey(code.hash)).bind(code.hash).next());
    if (found) return fail(ErrorCode::AlreadyExists, "there is such a code already");
    return {};
}

Result<CodeRecord> requireCode(Connection& connection, std::int64_t id) {
    SCEPTER_TRY(found, findCode(connection, id));
    if (!found) return fail(ErrorCode::NotFound, "there is no code " + std::to_string(id));
    return std::move(*found);
}

} // namespace

Result<std::int64_t> mintCode(WriteSession& session, CodeRecord code, TimePoint at,
                              const std::string& actor) {
    SCEPTER_CHECK(checkNew(session.connection(), code));
    code.id = ++session.head().codes;
    SCEPTER_CHECK(insertCode(session, code));
    SCEPTER_CHECK(session.audit(at, actor, "code.minted", codeObject(code.id), auditDetail(code)));
    return code.id;
}

std::int64_t CodeCounts::of(challenge::CodeState state) const {
    switch (state) {
    case challenge::CodeState::Unused:
        return unused;
    case challenge::CodeState::Used:
        return used;
    case challenge::CodeState::Expired:
        return expired;
    case challenge::CodeState::Withdrawn:
        return withdrawn;
    }
    return 0;
}

Result<CodeCounts> Store::codeCounts(TimePoint now) {
    // As CodeRecord::stateAt.
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query = connection->statement(
        "SELECT COUNT(*), COALESCE(SUM(withdrawn <> 0), 0), "
        "COALESCE(SUM(withdrawn = 0 AND uses_left = 0), 0), "
        "COALESCE(SUM(withdrawn = 0 AND uses_left <> 0 AND expires_at <= ?), 0) FROM codes");
    SCEPTER_TRY(found, query.bind(now).next());
    if (!found) return fail(ErrorCode::Internal, "counting gave no row");
    CodeCounts counts;
    counts.withdrawn = query.integer(1);
    counts.used = query.integer(2);
    counts.expired = query.integer(3);
    counts.unused = query.integer(0) - counts.withdrawn - counts.used - counts.expired;
    return counts;
}

Result<std::vector<std::int64_t>> Store::addCodes(const std::vector<CodeRecord>& codes,
                                                  const std::string& actor) {
    std::vector<std::int64_t> ids;
    const auto work = [&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        ids.clear();
        for (const CodeRecord& code : codes) {
            SCEPTER_TRY(id, mintCode(session, code, m_p->clock.now(), actor));
            ids.push_back(id);
        }
        return {};
    };
    SCEPTER_CHECK(m_p->writer.call(work));
    return ids;
}

Result<CodeRecord> Store::code(std::int64_t id) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return requireCode(*connection, id);
}

Result<std::vector<CodeRecord>> Store::codes(const CodeFilter& filter) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(head, readHead(*connection));
    SCEPTER_TRY(conditions, conditionsOf(*m_p->dialect, filter));
    ListQuery list(kSelectCode, "id", std::move(conditions));
    list.after(filter.after).before(filter.before).limit(filter.limit);
    if (!filter.text.empty()) list.newestOf(head.codes);
    return readList(*connection, list, readCode);
}

Result<void> Store::withdrawCode(std::int64_t id, const std::string& actor) {
    return m_p->writer.call([&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        SCEPTER_TRY(code, requireCode(session.connection(), id));
        if (code.withdrawn || code.usesLeft == 0)
            return fail(ErrorCode::Conflict, code.withdrawn ? "the code is withdrawn already"
                                                            : "the code is used up already");
        auto update = session.statement("UPDATE codes SET withdrawn = 1 WHERE id = ?");
        SCEPTER_CHECK(update.bind(id).run());
        return session.audit(m_p->clock.now(), actor, "code.withdrawn", codeObject(id), "{}");
    });
}

} // namespace scepter::store
