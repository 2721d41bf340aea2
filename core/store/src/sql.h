// Connections and prepared statements: the one place that speaks to QtSql.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace scepter::store {

class Connection;
class Dialect;

/// A prepared statement of a connection, borrowed; reset when this goes. Values are bound in the
/// order of their placeholders; blobs are not copied and must live until the last next().
class Statement {
public:
    Statement(Connection& connection, QSqlQuery* query)
        : m_connection(connection)
        , m_query(query) {}
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view text);
    Statement& bind(ByteView blob);
    Statement& bind(TimePoint time);
    Statement& bind(std::optional<TimePoint> time);
    Statement& bindNull();

    /// Runs it; `changes` tells how many rows an UPDATE or DELETE touched.
    Result<void> run();
    [[nodiscard]] std::int64_t changes() const;
    /// Runs it at the first call, then steps; false after the last row.
    Result<bool> next();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes blob(int column) const;
    [[nodiscard]] TimePoint time(int column) const;
    [[nodiscard]] std::optional<TimePoint> optionalTime(int column) const;

private:
    void bindValue(const QVariant& value);

    Connection& m_connection;
    QSqlQuery* m_query; // null: it could not be prepared, the connection knows why
    std::size_t m_bound = 0;
    bool m_ran = false;
};

enum class Role { Reader, Writer };

/// One database connection with its prepared statements. Used by one thread at a time.
class Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const Dialect& dialect,
                                                    const std::string& location, Role role);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Prepares once and keeps; the same text must not be in use twice at a time.
    Statement statement(std::string_view sql);
    /// Runs a statement that is not worth keeping.
    Result<void> execute(std::string_view sql);

    /// True since a statement failed; what is open must be rolled back.
    [[nodiscard]] bool failed() const { return m_failed; }
    void forgetFailure() { m_failed = false; }
    /// Whether the database has another version than when this was asked last; true at first.
    bool noteVersion(std::int64_t version) {
        return std::exchange(m_seenVersion, version) != version;
    }
    [[nodiscard]] const Dialect& dialect() const { return m_dialect; }
    [[nodiscard]] const std::string& location() const { return m_location; }

private:
    friend class Statement;
    struct TextHash {
        using is_transparent = void; // NOLINT(readability-identifier-naming): its standard name
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    Connection(const Dialect& dialect, std::string location);
    std::unexpected<Error> failure(const QSqlError& error);

    const Dialect& m_dialect;
    std::string m_location;
    QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<std::string, std::unique_ptr<QSqlQuery>, TextHash, std::equal_to<>>
        m_statements;
    Error m_prepareError;
    std::optional<std::int64_t> m_seenVersion;
    bool m_failed = false;
};

/// Text as it is stored: exact for any bytes. What is not clean UTF-8 is kept as hex behind a mark,
/// because a transactionID is compared byte by byte and comes from outside.
QString storedText(std::string_view text);
std::string textFromStored(const QString& stored);

} // namespace scepter::store
