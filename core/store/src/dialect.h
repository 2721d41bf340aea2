// What differs between databases. SQLite today; a shared workspace on PostgreSQL fits behind it.
#pragma once

#include "base/result.h"
#include "sql.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

class QSqlError;

namespace scepter::store {

/// Everything that is not in the SQL which both databases speak. Stateless and thread-safe.
class Dialect {
public:
    virtual ~Dialect() = default;

    [[nodiscard]] virtual QString driver() const = 0;
    virtual void locate(QSqlDatabase& database, const std::string& location) const = 0;
    /// Settings of a fresh connection.
    virtual Result<void> configure(Connection& connection, Role role) const = 0;
    /// What a failed statement means: Store..., or Conflict for a uniqueness that it would break.
    [[nodiscard]] virtual Error classify(const QSqlError& error,
                                         const std::string& location) const = 0;

    /// Starts a transaction that no other writer can overtake; one that only reads.
    [[nodiscard]] virtual std::string_view beginWrite() const = 0;
    [[nodiscard]] virtual std::string_view beginRead() const = 0;

    /// Fills in what a migration leaves open: the types @ID (a primary key given by us), @INT,
    /// @BYTES and @TEXT, and @CLUSTERED (a table that lies in the order of its primary key).
    [[nodiscard]] virtual std::string translate(std::string_view sql) const = 0;
    /// Statements that make a table refuse UPDATE and DELETE.
    [[nodiscard]] virtual std::vector<std::string> appendOnly(std::string_view table) const = 0;

    /// Marks an empty database as ours; StoreForeign when one is somebody else's.
    virtual Result<void> claim(Connection& connection) const = 0;
    virtual Result<void> checkClaim(Connection& connection) const = 0;
    virtual Result<int> schemaVersion(Connection& connection) const = 0;
    virtual Result<void> setSchemaVersion(Connection& connection, int version) const = 0;

    /// A number that changes on this connection when another one has committed something.
    virtual Result<std::int64_t> dataVersion(Connection& connection) const = 0;
    /// A condition: a text inside the JSON in `column` is like ? (which gets a pattern).
    [[nodiscard]] virtual std::string jsonTextLike(std::string_view column) const = 0;

    /// A consistent copy beside the workspace.
    virtual Result<void> backup(Connection& connection, const std::string& target) const = 0;
    /// Moves everything into the main file of a new workspace that nobody else has open.
    virtual Result<void> settle(Connection& connection) const = 0;
    /// The same for one that somebody could have open: StoreBusy. It must be opened by open()
    /// again.
    virtual Result<void> fold(Connection& connection) const = 0;
    /// Moves what is durable already to its place, without keeping anybody waiting.
    virtual void checkpoint(Connection& connection) const = 0;
    /// The database's own check of itself; empty when it is sound.
    virtual Result<std::vector<std::string>> integrity(Connection& connection) const = 0;
};

std::unique_ptr<Dialect> makeSqliteDialect();
/// SQLite for recorded traffic: another mark, less durable, quicker.
std::unique_ptr<Dialect> makeTrafficDialect();

} // namespace scepter::store
