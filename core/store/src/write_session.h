// What a change works with inside a writing transaction.
#pragma once

#include "head.h"
#include "keyring.h"
#include "sql.h"

#include <optional>
#include <string_view>

namespace scepter::store {

/// One writing transaction of the writer. Ids, counters and the audit chain advance in memory and
/// are written once, before the commit.
class WriteSession {
public:
    WriteSession(Connection& connection, const KeyHolder& keys)
        : m_connection(connection)
        , m_keys(keys) {}

    Result<void> begin();
    Result<void> commit();
    void rollBack();

    /// A point to come back to when a change fails half-way.
    Result<void> setSavepoint();
    Result<void> releaseSavepoint();
    Result<void> rollBackToSavepoint();

    [[nodiscard]] Connection& connection() { return m_connection; }
    Statement statement(std::string_view sql) { return m_connection.statement(sql); }
    [[nodiscard]] Head& head() { return m_head; }

    /// AuthorityNotReady while locked: what leaves no audit line must not happen.
    [[nodiscard]] Result<void> requireUnlocked() const;
    /// Appends a line to the audit trail. `detail` is a JSON object.
    Result<void> audit(TimePoint at, std::string_view actor, std::string_view action,
                       std::string object, std::string detail);
    /// The next id of a kind of configuration object; never given twice.
    Result<std::int64_t> takeId(std::string_view kind);
    void touchConfiguration() { ++m_head.configuration; }

private:
    Connection& m_connection;
    const KeyHolder& m_keys;
    const Keyring* m_keyring = nullptr;
    Head m_head;
    Head m_headAtSavepoint;
    /// What was last known to be durable: spares reading it again while nobody else writes.
    std::optional<Head> m_durable;
};

} // namespace scepter::store
