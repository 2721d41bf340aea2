#include "store/store.h"

#include "audit_chain.h"
#include "filters.h"
#include "head.h"
#include "list_query.h"
#include "rows.h"
#include "store_private.h"
#include "transaction.h"

namespace scepter::store {

namespace {

using enrollment::AuditRecord;

void markBad(AuditVerdict& verdict, std::int64_t line, std::string reason) {
    if (!verdict.intact) return;
    verdict.intact = false;
    verdict.firstBadLine = line;
    verdict.reason = std::move(reason);
}

void judgeLine(AuditVerdict& verdict, const Keyring& keyring, const AuditRecord& line) {
    const std::int64_t expected = verdict.lines + 1;
    if (line.id != expected)
        markBad(verdict, expected, "the line is missing");
    else if (auditHash(keyring, verdict.head, line) != line.hash)
        markBad(verdict, line.id, "the line does not fit its hash or the line before it");
}

void judgeEnd(AuditVerdict& verdict, const Keyring& keyring, const Head& head) {
    if (sealOf(head, keyring) != head.auditSeal)
        markBad(verdict, verdict.lines + 1, "the record of the last line was changed");
    else if (head.auditLines != verdict.lines)
        markBad(verdict, verdict.lines + 1,
                "the trail ends at line " + std::to_string(verdict.lines) + " of " +
                    std::to_string(head.auditLines));
    else if (head.auditHash != verdict.head)
        markBad(verdict, verdict.lines, "the last line is another one than was written");
}

/// Stops at the first line that is bad: what follows it proves nothing.
Result<AuditVerdict> walk(Connection& connection, const Keyring& keyring) {
    SCEPTER_TRY(head, readHead(connection));
    AuditVerdict verdict;
    verdict.head.assign(head.auditHash.size(), 0);
    auto query = connection.statement(std::string(kSelectAudit) + "ORDER BY id");
    while (verdict.intact) {
        SCEPTER_TRY(found, query.next());
        if (!found) break;
        SCEPTER_TRY(line, readAudit(query));
        judgeLine(verdict, keyring, line);
        if (!verdict.intact) return verdict;
        ++verdict.lines;
        verdict.head = std::move(line.hash);
    }
    judgeEnd(verdict, keyring, head);
    return verdict;
}

} // namespace

const std::string_view kSelectAudit =
    "SELECT id, at, actor, action, object, detail, hash FROM audit ";

Result<AuditRecord> readAudit(const Statement& row) {
    return AuditRecord{row.integer(0), row.time(1), row.text(2), row.text(3),
                       row.text(4),    row.text(5), row.blob(6)};
}

Result<void> Store::appendAudit(const std::string& actor, const std::string& action,
                                const std::string& object, const std::string& detailJson) {
    return m_p->writer.call([&](WriteSession& session) -> Result<void> {
        return session.audit(m_p->clock.now(), actor, action, object, detailJson);
    });
}

Result<std::vector<AuditRecord>> Store::audit(const AuditFilter& filter) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(head, readHead(*connection));
    SCEPTER_TRY(conditions, conditionsOf(filter));
    ListQuery list(kSelectAudit, "id", std::move(conditions));
    list.after(filter.after).before(filter.before).limit(filter.limit);
    if (!filter.text.empty()) list.newestOf(head.auditLines);
    return readList(*connection, list, readAudit);
}

Result<AuditVerdict> Store::verifyAudit() {
    SCEPTER_TRY(keyring, m_p->keys.require());
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] { return walk(*connection, *keyring); });
}

} // namespace scepter::store
