// Copies of a workspace, and what makes one fit for use.
#include "store/store.h"

#include "files.h"
#include "head.h"
#include "json_text.h"
#include "store_private.h"
#include "transaction.h"

#include <algorithm>
#include <chrono>

namespace scepter::store {

namespace {

// More CRLs than are made between a copy and its use: one a second, and this many beyond.
constexpr std::int64_t kCrlNumbersLeftOut = 1'000'000;

Result<std::int64_t> countUnusedCodes(WriteSession& session, TimePoint now) {
    auto query = session.statement("SELECT COUNT(*) FROM codes WHERE withdrawn = 0 AND "
                                   "uses_left > 0 AND expires_at > ?");
    SCEPTER_TRY(found, query.bind(now).next());
    return found ? query.integer(0) : std::int64_t{0};
}

Result<TimePoint> lastChange(WriteSession& session) {
    auto query = session.statement("SELECT at FROM audit ORDER BY id DESC LIMIT 1");
    SCEPTER_TRY(found, query.next());
    return found ? query.time(0) : TimePoint();
}

/// Relying parties may have seen every number since, and must not see one twice.
Result<void> leaveOutCrlNumbers(WriteSession& session, Duration gap) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(gap).count();
    auto update = session.statement("UPDATE generations SET crl_number = crl_number + ?");
    SCEPTER_CHECK(update.bind(kCrlNumbersLeftOut + std::max<std::int64_t>(seconds, 0)).run());
    return session.statement("DELETE FROM crls").run();
}

Result<std::int64_t> withdrawAll(WriteSession& session, TimePoint now) {
    auto update = session.statement("UPDATE codes SET withdrawn = 1 WHERE withdrawn = 0 AND "
                                    "uses_left > 0 AND expires_at > ?");
    SCEPTER_CHECK(update.bind(now).run());
    return update.changes();
}

std::string auditDetail(const RestoreFacts& facts) {
    return JsonText()
        .beginObject()
        .name("lastChange")
        .value(toIsoText(facts.lastChange))
        .name("lastLine")
        .value(facts.auditLines)
        .member("codesUnused", facts.codesUnused)
        .member("codesWithdrawn", facts.codesWithdrawn)
        .endObject()
        .take();
}

/// From a copy that SQLite wrote to a workspace like any other.
Result<void> complete(const Dialect& dialect, const std::string& path) {
    {
        SCEPTER_TRY(connection, Connection::open(dialect, path, Role::Writer));
        SCEPTER_CHECK(dialect.checkClaim(*connection));
        SCEPTER_CHECK(dialect.settle(*connection));
    }
    return syncFile(path);
}

} // namespace

Result<void> Store::backupTo(const std::string& path) {
    if (fileExists(path))
        return fail(ErrorCode::AlreadyExists, "there is a file " + path + " already");
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(temporary, temporaryBeside(path));
    const auto write = [&]() -> Result<void> {
        SCEPTER_CHECK(m_p->dialect->backup(*connection, temporary));
        SCEPTER_CHECK(complete(*m_p->dialect, temporary));
        return publishFile(temporary, path);
    };
    auto written = write();
    removeWithLog(temporary);
    return written;
}

Result<RestoreFacts> Store::markRestored(const std::string& actor, bool withdrawCodes) {
    RestoreFacts facts;
    const auto work = [&](WriteSession& session) -> Result<void> {
        const TimePoint now = m_p->clock.now();
        SCEPTER_TRY(last, lastChange(session));
        facts.lastChange = last;
        facts.auditLines = session.head().auditLines;
        facts.certificates = session.head().certificates;
        facts.pending = session.head().count(enrollment::RequestState::Pending);
        SCEPTER_TRY(unused, countUnusedCodes(session, now));
        facts.codesUnused = unused;
        SCEPTER_CHECK(leaveOutCrlNumbers(session, now - last));
        if (withdrawCodes) {
            SCEPTER_TRY(withdrawn, withdrawAll(session, now));
            facts.codesWithdrawn = withdrawn;
        }
        return session.audit(now, actor, "workspace.restored", "workspace", auditDetail(facts));
    };
    SCEPTER_CHECK(m_p->configure(work));
    return facts;
}

Result<void> Store::fold(const std::string& path) {
    SCEPTER_CHECK(checkDatabaseFile(path));
    const auto dialect = makeSqliteDialect();
    SCEPTER_TRY(connection, Connection::open(*dialect, path, Role::Writer));
    SCEPTER_CHECK(dialect->checkClaim(*connection));
    return dialect->fold(*connection);
}

} // namespace scepter::store
