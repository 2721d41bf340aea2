#include "store/store.h"

#include "migrations.h"
#include "store_private.h"

namespace scepter::store {

Result<std::optional<std::string>> Store::setting(const std::string& key) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query = connection->statement("SELECT value FROM settings WHERE name = ?");
    SCEPTER_TRY(found, query.bind(key).next());
    return found ? std::optional(query.text(0)) : std::nullopt;
}

Result<void> Store::setSetting(const std::string& key, const std::string& value,
                               const std::string& actor) {
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        // ON CONFLICT: SQLite and PostgreSQL speak it alike.
        auto put = session.statement("INSERT INTO settings(name, value) VALUES (?, ?) "
                                     "ON CONFLICT(name) DO UPDATE SET value = excluded.value");
        SCEPTER_CHECK(put.bind(key).bind(value).run());
        // The value stays out of the trail: some settings are tokens of other services.
        return session.audit(m_p->clock.now(), actor, "setting.changed", "setting:" + key, "{}");
    });
}

int Store::schemaVersion() {
    return kSchemaVersion;
}

Result<std::string> Store::engineVersion() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query = connection->statement("SELECT sqlite_version()");
    SCEPTER_TRY(found, query.next());
    return found ? query.text(0) : std::string();
}

} // namespace scepter::store
