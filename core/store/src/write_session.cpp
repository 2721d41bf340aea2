#include "write_session.h"

#include "audit_chain.h"
#include "dialect.h"
#include "transaction.h"

namespace scepter::store {

Result<void> WriteSession::begin() {
    m_keyring = m_keys.get();
    SCEPTER_CHECK(m_connection.statement(m_connection.dialect().beginWrite()).run());
    SCEPTER_TRY(seal, readHeadSeal(m_connection));
    if (!m_durable || m_durable->auditSeal != seal) {
        SCEPTER_TRY(head, readHead(m_connection));
        // Going on from a forged end would seal it: the trail would look whole again.
        if (m_keyring && sealOf(head, *m_keyring) != head.auditSeal)
            return fail(ErrorCode::StoreCorrupt,
                        "the end of the audit trail was changed from outside; see audit verify");
        // Locked, nothing is sealed, so a head that nobody has checked is not kept.
        if (m_keyring) m_durable = head;
        m_head = std::move(head);
        return {};
    }
    m_head = *m_durable;
    return {};
}

Result<void> WriteSession::commit() {
    const bool advanced = !m_durable || m_head.auditLines != m_durable->auditLines;
    if (advanced && m_keyring) {
        m_head.auditSeal = sealOf(m_head, *m_keyring);
        SCEPTER_CHECK(writeHead(m_connection, m_head));
    }
    SCEPTER_CHECK(m_connection.statement("COMMIT").run());
    if (m_keyring) m_durable = m_head;
    return {};
}

void WriteSession::rollBack() {
    store::rollBack(m_connection);
    m_durable.reset();
}

Result<void> WriteSession::setSavepoint() {
    m_headAtSavepoint = m_head;
    return statement("SAVEPOINT change").run();
}

Result<void> WriteSession::releaseSavepoint() {
    return statement("RELEASE SAVEPOINT change").run();
}

Result<void> WriteSession::rollBackToSavepoint() {
    m_head = m_headAtSavepoint;
    SCEPTER_CHECK(statement("ROLLBACK TO SAVEPOINT change").run());
    return releaseSavepoint();
}

Result<void> WriteSession::requireUnlocked() const {
    if (m_keyring) return {};
    SCEPTER_CHECK(m_keys.require());
    // Unlocked since this transaction began.
    return fail(ErrorCode::AuthorityNotReady, "the workspace is just being unlocked");
}

Result<void> WriteSession::audit(TimePoint at, std::string_view actor, std::string_view action,
                                 std::string object, std::string detail) {
    SCEPTER_CHECK(requireUnlocked());
    enrollment::AuditRecord line{
        m_head.auditLines + 1, at, std::string(actor), std::string(action), std::move(object),
        std::move(detail),     {}};
    line.hash = auditHash(*m_keyring, m_head.auditHash, line);
    auto insert = statement("INSERT INTO audit(id, at, actor, action, object, detail, hash) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(line.id).bind(line.at).bind(line.actor).bind(line.action).bind(line.object);
    insert.bind(line.detail).bind(line.hash);
    if (auto inserted = insert.run(); !inserted) {
        Error error = std::move(inserted).error();
        // The id is ours by the head row: who has it did not write through us.
        if (error.code == ErrorCode::Conflict) error.code = ErrorCode::StoreCorrupt;
        return failWith(std::move(error));
    }
    m_head.auditLines = line.id;
    m_head.auditHash = std::move(line.hash);
    return {};
}

Result<std::int64_t> WriteSession::takeId(std::string_view kind) {
    auto update = statement("UPDATE counters SET value = value + 1 WHERE name = ?");
    SCEPTER_CHECK(update.bind(kind).run());
    auto query = statement("SELECT value FROM counters WHERE name = ?");
    SCEPTER_TRY(found, query.bind(kind).next());
    if (!found) return fail(ErrorCode::StoreCorrupt, "a counter of the workspace is missing");
    return query.integer(0);
}

} // namespace scepter::store
