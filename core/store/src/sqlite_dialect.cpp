#include "dialect.h"

#include "files.h"

#include <QSqlError>

#include <array>

namespace scepter::store {

namespace {

// "Scep", as `file` and sqlite3 show it.
constexpr std::int64_t kApplicationId = 0x53636570;
// "ScTr": recorded traffic.
constexpr std::int64_t kTrafficId = 0x53635472;

// How long a statement waits for another process before the workspace counts as busy.
constexpr int kBusyMilliseconds = 5000;

// Primary result codes (sqlite.org/rescode.html); an extended one has them in its low byte.
enum Primary {
    kError = 1,
    kPerm = 3,
    kBusy = 5,
    kLocked = 6,
    kReadOnly = 8,
    kIoError = 10,
    kCorrupt = 11,
    kFull = 13,
    kCantOpen = 14,
    kConstraint = 19,
    kNotADatabase = 26,
};

/// Extended codes of what needs room: writing, syncing, and making the shared memory file.
bool needsRoom(int native) {
    constexpr int kWrite = kIoError | (3 << 8);
    constexpr int kFsync = kIoError | (4 << 8);
    constexpr int kShmSize = kIoError | (19 << 8);
    return native == kWrite || native == kFsync || native == kShmSize;
}

ErrorCode codeOf(int native, const std::string& location) {
    switch (native & 0xFF) {
    case kBusy:
    case kLocked:
        return ErrorCode::StoreBusy;
    case kPerm:
    case kReadOnly:
        return ErrorCode::StoreReadOnly;
    case kFull:
        return ErrorCode::StoreFull;
    case kError: // "no such table": our SQL is tested, so the schema is not ours
    case kCorrupt:
    case kNotADatabase:
        return ErrorCode::StoreCorrupt;
    case kConstraint:
        return ErrorCode::Conflict;
    case kIoError:
        // SQLite calls only ENOSPC full; a quota and a limit on file sizes are the same to us.
        return needsRoom(native) && cannotGrow(location) ? ErrorCode::StoreFull
                                                         : ErrorCode::StoreUnavailable;
    default:
        return ErrorCode::StoreUnavailable;
    }
}

class SqliteDialect : public Dialect {
public:
    QString driver() const override { return QStringLiteral("QSQLITE"); }

    void locate(QSqlDatabase& database, const std::string& location) const override {
        database.setDatabaseName(QString::fromStdString(location));
        database.setConnectOptions(
            QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(kBusyMilliseconds));
    }

    Result<void> configure(Connection& connection, Role role) const override {
        const bool writer = role == Role::Writer;
        // FULL: what was committed survives a power cut; NORMAL may lose an issued certificate.
        for (const std::string_view pragma :
             {"PRAGMA synchronous = FULL", "PRAGMA trusted_schema = OFF",
              "PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0",
              writer ? "PRAGMA cache_size = -6144" : "PRAGMA cache_size = -1024",
              // The writer moves pages home itself, after its answers are out; this is the limit
              // for one very large transaction. Negative journal_size_limit: overwriting the log is
              // several times cheaper than growing it again, so it is never truncated.
              writer ? "PRAGMA wal_autocheckpoint = 16000" : "PRAGMA wal_autocheckpoint = 0",
              "PRAGMA journal_size_limit = -1"})
            SCEPTER_CHECK(connection.execute(pragma));
        return {};
    }

    Error classify(const QSqlError& error, const std::string& location) const override {
        bool isNumber = false;
        const int native = error.nativeErrorCode().toInt(&isNumber);
        const ErrorCode code = isNumber ? codeOf(native, location) : ErrorCode::StoreUnavailable;
        return {code,
                std::string(what()) + ": " + error.databaseText().toStdString(),
                {},
                std::nullopt};
    }

    std::string_view beginWrite() const override { return "BEGIN IMMEDIATE"; }
    std::string_view beginRead() const override { return "BEGIN"; }

    std::string translate(std::string_view sql) const override {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTypes{
            {{"@ID", "INTEGER PRIMARY KEY"},
             {"@INT", "INTEGER"},
             {"@BYTES", "BLOB"},
             {"@TEXT", "TEXT"},
             {"@CLUSTERED", "WITHOUT ROWID"}}};
        std::string text(sql);
        for (const auto& [token, type] : kTypes)
            for (auto at = text.find(token); at != std::string::npos; at = text.find(token, at))
                text.replace(at, token.size(), type);
        return text;
    }

    std::vector<std::string> appendOnly(std::string_view table) const override {
        std::vector<std::string> statements;
        for (const std::string event : {"UPDATE", "DELETE"})
            statements.push_back("CREATE TRIGGER " + std::string(table) + "_no_" +
                                 (event == "UPDATE" ? "update" : "delete") + " BEFORE " + event +
                                 " ON " + std::string(table) +
                                 " BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); "
                                 "END");
        return statements;
    }

    Result<void> claim(Connection& connection) const override {
        SCEPTER_CHECK(connection.execute("PRAGMA journal_mode = WAL"));
        return writeClaim(connection);
    }

    Result<void> checkClaim(Connection& connection) const override {
        SCEPTER_CHECK(compareClaim(connection));
        // A copy that SQLite made, or what fold() left, is not in this mode; in it, it costs
        // nothing.
        return connection.execute("PRAGMA journal_mode = WAL");
    }

    Result<int> schemaVersion(Connection& connection) const override {
        SCEPTER_TRY(version, single(connection, "PRAGMA user_version"));
        return static_cast<int>(version);
    }

    Result<void> setSchemaVersion(Connection& connection, int version) const override {
        return connection.execute("PRAGMA user_version = " + std::to_string(version));
    }

    Result<std::int64_t> dataVersion(Connection& connection) const override {
        return single(connection, "PRAGMA data_version");
    }

    std::string jsonTextLike(std::string_view column) const override {
        const std::string name(column);
        return "(" + name + " <> '' AND EXISTS (SELECT 1 FROM json_tree(" + name +
               ") j WHERE j.type = 'text' AND lower(j.atom) LIKE ? ESCAPE '\\'))";
    }

    Result<void> backup(Connection& connection, const std::string& target) const override {
        SCEPTER_CHECK(makePrivateFile(target));
        auto copy = connection.statement("VACUUM INTO ?");
        copy.bind(target);
        return copy.run();
    }

    Result<void> settle(Connection& connection) const override {
        SCEPTER_TRY(busy, single(connection, "PRAGMA wal_checkpoint(TRUNCATE)"));
        if (busy != 0) return fail(ErrorCode::StoreBusy, "somebody has the new workspace open");
        return {};
    }

    Result<void> fold(Connection& connection) const override {
        auto leave = connection.statement("PRAGMA journal_mode = DELETE");
        SCEPTER_TRY(found, leave.next());
        if (!found || leave.text(0) != "delete")
            return fail(ErrorCode::StoreBusy, "another process has the workspace open");
        return {};
    }

    void checkpoint(Connection& connection) const override {
        auto passive = connection.statement("PRAGMA wal_checkpoint(PASSIVE)");
        // A failure here loses nothing: the log stays, and the next one tries again.
        static_cast<void>(passive.run());
        connection.forgetFailure();
    }

    Result<std::vector<std::string>> integrity(Connection& connection) const override {
        std::vector<std::string> found;
        auto check = connection.statement("PRAGMA integrity_check(100)");
        while (true) {
            SCEPTER_TRY(more, check.next());
            if (!more) return found;
            if (std::string line = check.text(0); line != "ok") found.push_back(std::move(line));
        }
    }

protected:
    [[nodiscard]] virtual std::int64_t applicationId() const { return kApplicationId; }
    /// What it is called in errors.
    [[nodiscard]] virtual std::string_view what() const { return "the workspace"; }
    Result<void> writeClaim(Connection& connection) const {
        return connection.execute("PRAGMA application_id = " + std::to_string(applicationId()));
    }
    Result<void> compareClaim(Connection& connection) const {
        SCEPTER_TRY(id, single(connection, "PRAGMA application_id"));
        if (id == applicationId()) return {};
        return fail(ErrorCode::StoreForeign, "this SQLite file belongs to another program");
    }

private:
    static Result<std::int64_t> single(Connection& connection, std::string_view sql) {
        auto query = connection.statement(sql);
        SCEPTER_TRY(found, query.next());
        return found ? query.integer(0) : std::int64_t{0};
    }
};

class TrafficDialect final : public SqliteDialect {
public:
    Result<void> configure(Connection& connection, Role) const override {
        // A rollback journal holds but the few pages that change, where a write-ahead log is a
        // second copy of all that is added; large pages are fewer calls. NORMAL: a power cut may
        // cost the last moments. secure_delete, where it is on by default, would write each record
        // a second time when it goes; clear() does it by itself.
        for (const std::string_view pragma :
             {"PRAGMA page_size = 32768", "PRAGMA journal_mode = TRUNCATE",
              "PRAGMA synchronous = NORMAL", "PRAGMA trusted_schema = OFF",
              "PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0", "PRAGMA cache_size = -4096",
              "PRAGMA secure_delete = FAST"})
            SCEPTER_CHECK(connection.execute(pragma));
        return {};
    }

    Result<void> claim(Connection& connection) const override { return writeClaim(connection); }
    Result<void> checkClaim(Connection& connection) const override {
        return compareClaim(connection);
    }
    /// Nobody has looked at its first bytes before.
    Error classify(const QSqlError& error, const std::string& location) const override {
        Error told = SqliteDialect::classify(error, location);
        if ((error.nativeErrorCode().toInt() & 0xFF) == kNotADatabase)
            told.code = ErrorCode::StoreForeign;
        return told;
    }

    /// Nothing waits beside the file.
    Result<void> settle(Connection&) const override { return {}; }

protected:
    [[nodiscard]] std::int64_t applicationId() const override { return kTrafficId; }
    [[nodiscard]] std::string_view what() const override { return "the recorded traffic"; }
};

} // namespace

std::unique_ptr<Dialect> makeSqliteDialect() {
    return std::make_unique<SqliteDialect>();
}

std::unique_ptr<Dialect> makeTrafficDialect() {
    return std::make_unique<TrafficDialect>();
}

} // namespace scepter::store
