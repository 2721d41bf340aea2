#include "sql.h"

#include "base/encoding.h"
#include "base/text.h"
#include "dialect.h"

#include <QSqlError>
#include <QVariant>

#include <array>

namespace scepter::store {

namespace {

constexpr std::string_view kHexMark = "\x01x";

// More than any statement has.
constexpr std::size_t kMaxPlaceholders = 32;

/// ":p0", ":p1", ... QtSql finds a value's place by name either way; for '?' it makes the name up
/// anew at each bind, which costs as much as the rest of it.
const QString& placeholder(std::size_t index) {
    static const auto names = [] {
        std::array<QString, kMaxPlaceholders> made;
        for (std::size_t i = 0; i < made.size(); ++i)
            made[i] = QStringLiteral(":p%1").arg(i);
        return made;
    }();
    return names.at(index);
}

/// With '?' as named placeholders. No literal of ours has one.
QString named(std::string_view sql) {
    QString text;
    std::size_t index = 0;
    for (const char c : sql) {
        if (c == '?')
            text += placeholder(index++);
        else
            text += QLatin1Char(c);
    }
    return text;
}

/// Printable ASCII, as almost every text here is.
bool isPlain(std::string_view text) {
    unsigned odd = 0;
    for (const char c : text)
        odd |= static_cast<unsigned char>(c - 0x20) > 0x5E ? 1U : 0U;
    return odd == 0;
}

} // namespace

QString storedText(std::string_view text) {
    if (text.empty()) return QStringLiteral("");
    if (isPlain(text)) return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
    const bool clean =
        text.find('\0') == std::string_view::npos && !text.starts_with(kHexMark) && isUtf8(text);
    if (clean) return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return QString::fromStdString(std::string(kHexMark) + toHex(bytesOf(text)));
}

std::string textFromStored(const QString& stored) {
    std::string text = stored.toStdString();
    if (!text.starts_with(kHexMark)) return text;
    const auto bytes = fromHex(std::string_view(text).substr(kHexMark.size()));
    return bytes ? std::string(textOf(*bytes)) : text;
}

Statement::~Statement() {
    if (m_query && m_ran) m_query->finish();
}

void Statement::bindValue(const QVariant& value) {
    if (m_query) m_query->bindValue(placeholder(m_bound++), value);
}

Statement& Statement::bind(std::int64_t value) {
    bindValue(QVariant(static_cast<qlonglong>(value)));
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    bindValue(QVariant(storedText(text)));
    return *this;
}

Statement& Statement::bind(ByteView blob) {
    // An empty QByteArray over a null pointer would be bound as NULL.
    bindValue(blob.empty()
                  ? QVariant(QByteArray(""))
                  : QVariant(QByteArray::fromRawData(reinterpret_cast<const char*>(blob.data()),
                                                     static_cast<qsizetype>(blob.size()))));
    return *this;
}

Statement& Statement::bind(TimePoint time) {
    return bind(static_cast<std::int64_t>(time.time_since_epoch().count()));
}

Statement& Statement::bind(std::optional<TimePoint> time) {
    return time ? bind(*time) : bindNull();
}

Statement& Statement::bindNull() {
    bindValue(QVariant(QMetaType(QMetaType::LongLong)));
    return *this;
}

Result<void> Statement::run() {
    if (!m_query) return std::unexpected(m_connection.m_prepareError);
    m_ran = true;
    if (!m_query->exec()) return m_connection.failure(m_query->lastError());
    return {};
}

std::int64_t Statement::changes() const {
    return m_query ? m_query->numRowsAffected() : 0;
}

Result<bool> Statement::next() {
    if (!m_ran) SCEPTER_CHECK(run());
    if (m_query->next()) return true;
    if (m_query->lastError().isValid()) return m_connection.failure(m_query->lastError());
    return false;
}

bool Statement::isNull(int column) const {
    return m_query->isNull(column);
}

std::int64_t Statement::integer(int column) const {
    return m_query->value(column).toLongLong();
}

std::string Statement::text(int column) const {
    return textFromStored(m_query->value(column).toString());
}

Bytes Statement::blob(int column) const {
    const QByteArray bytes = m_query->value(column).toByteArray();
    return {bytes.begin(), bytes.end()};
}

TimePoint Statement::time(int column) const {
    return TimePoint(Duration(integer(column)));
}

std::optional<TimePoint> Statement::optionalTime(int column) const {
    if (isNull(column)) return std::nullopt;
    return time(column);
}

Connection::Connection(const Dialect& dialect, std::string location)
    : m_dialect(dialect)
    , m_location(std::move(location))
    // Unique among those that exist: the address is ours until the name is given back.
    , m_name(QStringLiteral("scepter-%1").arg(reinterpret_cast<quintptr>(this), 0, 16)) {
}

Result<std::unique_ptr<Connection>> Connection::open(const Dialect& dialect,
                                                     const std::string& location, Role role) {
    std::unique_ptr<Connection> connection(new Connection(dialect, location));
    connection->m_database = QSqlDatabase::addDatabase(dialect.driver(), connection->m_name);
    if (!connection->m_database.isValid())
        return fail(ErrorCode::StoreUnavailable,
                    "Qt has no SQL driver " + dialect.driver().toStdString());
    dialect.locate(connection->m_database, location);
    if (!connection->m_database.open())
        return connection->failure(connection->m_database.lastError());
    SCEPTER_CHECK(dialect.configure(*connection, role));
    return connection;
}

Connection::~Connection() {
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Statement Connection::statement(std::string_view sql) {
    if (const auto found = m_statements.find(sql); found != m_statements.end())
        return {*this, found->second.get()};
    auto query = std::make_unique<QSqlQuery>(m_database);
    query->setForwardOnly(true);
    if (!query->prepare(named(sql))) {
        m_prepareError = failure(query->lastError()).error();
        return {*this, nullptr};
    }
    QSqlQuery* const raw = query.get();
    m_statements.emplace(sql, std::move(query));
    return {*this, raw};
}

Result<void> Connection::execute(std::string_view sql) {
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(QString::fromUtf8(sql.data(), static_cast<qsizetype>(sql.size()))))
        return failure(query.lastError());
    return {};
}

std::unexpected<Error> Connection::failure(const QSqlError& error) {
    m_failed = true;
    return std::unexpected(m_dialect.classify(error, m_location));
}

} // namespace scepter::store
