#include "account_rows.h"
#include "json_text.h"
#include "pki/crypto.h"
#include "store/json.h"
#include "store/store.h"
#include "store_private.h"

#include "base/encoding.h"

#include <QJsonDocument>

namespace scepter::store {

namespace {

constexpr std::size_t kHashSize = 32;
constexpr std::size_t kSaltSize = 32;
constexpr std::size_t kTokenSize = 32;
constexpr std::string_view kTokenPrefix = "sct_";
constexpr std::size_t kMinPassword = 8;
constexpr std::size_t kMaxPassword = 1024;

const std::string kSelect =
    "SELECT id, body, created_at, mark, n, r, p, salt, password, token IS NOT NULL, failures, "
    "locked_until, single_code, single_sealed FROM accounts ";

Result<AccountRow> readRow(const Statement& row) {
    AccountRow found;
    SCEPTER_TRY(body, jsonObjectFromText(QByteArray::fromStdString(row.text(1))));
    SCEPTER_TRY(settings, accountFromJson(body));
    Account& account = found.account;
    account.id = row.integer(0);
    account.settings = std::move(settings);
    account.createdAt = row.time(2);
    account.mark = row.integer(3);
    account.hasPassword = !row.isNull(8);
    account.hasToken = row.integer(9) != 0;
    account.failures = static_cast<unsigned>(row.integer(10));
    account.lockedUntil = row.optionalTime(11);
    if (account.hasPassword)
        found.password =
            PasswordHash{row.integer(4), row.integer(5), row.integer(6), row.blob(7), row.blob(8)};
    if (!row.isNull(12)) found.singleCode = row.integer(12);
    if (!row.isNull(13)) found.singleSealed = row.blob(13);
    return found;
}

Result<std::optional<AccountRow>> readOne(Statement& query) {
    SCEPTER_TRY(found, query.next());
    if (!found) return std::optional<AccountRow>();
    SCEPTER_TRY(row, readRow(query));
    return std::optional<AccountRow>(std::move(row));
}

std::string bodyOf(const AccountSettings& settings) {
    return QJsonDocument(toJson(settings)).toJson(QJsonDocument::Compact).toStdString();
}

Result<void> checkEndpointThere(Connection& connection, const std::string& endpoint) {
    if (endpoint.empty()) return {};
    auto query = connection.statement("SELECT id FROM endpoints WHERE name = ?");
    SCEPTER_TRY(found, query.bind(endpoint).next());
    if (!found) return fail(ErrorCode::InvalidArgument, "there is no endpoint " + endpoint);
    return {};
}

std::string detailOf(const AccountSettings& settings) {
    JsonText text;
    text.beginObject().member("name", settings.name).member("role", toText(settings.role));
    text.member("endpoint", settings.endpoint);
    text.name("enabled").value(settings.enabled);
    return text.endObject().take();
}

std::string nameDetail(const std::string& name) {
    return JsonText().beginObject().member("name", name).endObject().take();
}

Result<PasswordHash> scryptOf(ByteView password, PasswordHash costs) {
    SCEPTER_TRY(key, pki::scrypt(password, costs.salt, static_cast<std::uint64_t>(costs.n),
                                 static_cast<std::uint32_t>(costs.r),
                                 static_cast<std::uint32_t>(costs.p), kHashSize));
    costs.hash = copyOf(key.view());
    return costs;
}

bool isBearable(const PasswordHash& hash) {
    return hash.n >= 2 && hash.n <= (1 << 18) && (hash.n & (hash.n - 1)) == 0 && hash.r >= 1 &&
           hash.r <= 16 && hash.p >= 1 && hash.p <= 16;
}

Result<void> dropSingleCode(WriteSession& session, const AccountRow& row, TimePoint at,
                            const std::string& actor) {
    if (row.singleCode == 0) return {};
    SCEPTER_CHECK(withdrawIfUsable(session, row.singleCode, at, actor));
    auto drop = session.statement(
        "UPDATE accounts SET single_code = NULL, single_sealed = NULL WHERE id = ?");
    return drop.bind(row.account.id).run();
}

Result<void> checkPasswordSize(ByteView password) {
    if (password.size() >= kMinPassword && password.size() <= kMaxPassword) return {};
    return fail(ErrorCode::InvalidArgument, "a password has 8 to 1024 bytes");
}

/// A new password also ends a lock.
Result<void> keepPassword(WriteSession& session, std::int64_t id, const PasswordHash& made) {
    auto update = session.statement(
        "UPDATE accounts SET n = ?, r = ?, p = ?, salt = ?, password = ?, failures = 0, "
        "locked_until = NULL, mark = mark + 1 WHERE id = ?");
    update.bind(made.n).bind(made.r).bind(made.p).bind(made.salt).bind(made.hash);
    return update.bind(id).run();
}

} // namespace

Result<PasswordHash> hashPassword(ByteView password) {
    PasswordHash costs;
    SCEPTER_TRY(salt, pki::randomBytes(kSaltSize));
    costs.salt = std::move(salt);
    return scryptOf(password, std::move(costs));
}

Result<bool> isPassword(ByteView password, const PasswordHash& hash) {
    if (!isBearable(hash) || hash.hash.size() != kHashSize)
        return fail(ErrorCode::StoreCorrupt, "a password is kept in an unknown way");
    SCEPTER_TRY(made, scryptOf(password, hash));
    return equalConstantTime(made.hash, hash.hash);
}

std::string accountObject(std::int64_t id) {
    return "account:" + std::to_string(id);
}

std::string accountActor(const AccountSettings& settings) {
    return "account:" + settings.name;
}

Result<std::optional<AccountRow>> findAccount(Connection& connection, const std::string& name) {
    static const std::string kSql = kSelect + "WHERE name = ?";
    auto query = connection.statement(kSql);
    query.bind(name);
    return readOne(query);
}

Result<std::optional<AccountRow>> findAccount(Connection& connection, std::int64_t id) {
    static const std::string kSql = kSelect + "WHERE id = ?";
    auto query = connection.statement(kSql);
    query.bind(id);
    return readOne(query);
}

Result<std::optional<AccountRow>> findAccountByToken(Connection& connection, ByteView tokenHash) {
    static const std::string kSql = kSelect + "WHERE token = ?";
    auto query = connection.statement(kSql);
    query.bind(tokenHash);
    return readOne(query);
}

Result<std::vector<Account>> readAccounts(Connection& connection) {
    static const std::string kSql = kSelect + "ORDER BY name";
    std::vector<Account> all;
    auto query = connection.statement(kSql);
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return all;
        SCEPTER_TRY(row, readRow(query));
        all.push_back(std::move(row.account));
    }
}

Result<AccountRow> requireAccount(Connection& connection, const std::string& name) {
    SCEPTER_TRY(found, findAccount(connection, name));
    if (!found) return fail(ErrorCode::NotFound, "there is no account " + name);
    return std::move(*found);
}

Result<void> auditAccount(WriteSession& session, TimePoint at, const std::string& actor,
                          std::string_view action, std::int64_t id, std::string detail) {
    return session.audit(at, actor, action, accountObject(id), std::move(detail));
}

Result<void> withdrawIfUsable(WriteSession& session, std::int64_t codeId, TimePoint at,
                              const std::string& actor) {
    auto update = session.statement(
        "UPDATE codes SET withdrawn = 1 WHERE id = ? AND withdrawn = 0 AND uses_left > 0");
    SCEPTER_CHECK(update.bind(codeId).run());
    if (update.changes() == 0) return {};
    return session.audit(at, actor, "code.withdrawn", "code:" + std::to_string(codeId), "{}");
}

Result<std::vector<Account>> Store::accounts() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return readAccounts(*connection);
}

Result<Account> Store::account(const std::string& name) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(row, requireAccount(*connection, name));
    return std::move(row.account);
}

Result<void> Store::addAccount(const AccountSettings& settings, const SecretBytes* password,
                               const std::string& actor) {
    SCEPTER_CHECK(checkAccount(settings));
    std::optional<PasswordHash> made;
    if (password != nullptr) {
        SCEPTER_CHECK(checkPasswordSize(password->view()));
        SCEPTER_TRY(hashed, hashPassword(password->view()));
        made = std::move(hashed);
    }
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(existing, findAccount(session.connection(), settings.name));
        if (existing) return fail(ErrorCode::AlreadyExists, "there is an account " + settings.name);
        SCEPTER_CHECK(checkEndpointThere(session.connection(), settings.endpoint));
        SCEPTER_TRY(id, session.takeId("account"));
        auto insert = session.statement(
            "INSERT INTO accounts(id, name, body, created_at, mark, n, r, p, failures) "
            "VALUES (?, ?, ?, ?, 1, 0, 0, 0, 0)");
        const TimePoint now = m_p->clock.now();
        insert.bind(id).bind(settings.name).bind(bodyOf(settings)).bind(now);
        SCEPTER_CHECK(insert.run());
        if (made) SCEPTER_CHECK(keepPassword(session, id, *made));
        return auditAccount(session, now, actor, "account.added", id, detailOf(settings));
    });
}

Result<void> Store::updateAccount(const AccountSettings& settings, const std::string& actor) {
    SCEPTER_CHECK(checkAccount(settings));
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(row, requireAccount(session.connection(), settings.name));
        SCEPTER_CHECK(checkEndpointThere(session.connection(), settings.endpoint));
        const TimePoint now = m_p->clock.now();
        const std::int64_t id = row.account.id;
        SCEPTER_CHECK(dropSingleCode(session, row, now, actor));
        auto update =
            session.statement("UPDATE accounts SET body = ?, mark = mark + 1 WHERE id = ?");
        SCEPTER_CHECK(update.bind(bodyOf(settings)).bind(id).run());
        return auditAccount(session, now, actor, "account.changed", id, detailOf(settings));
    });
}

Result<void> Store::removeAccount(const std::string& name, const std::string& actor) {
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(row, requireAccount(session.connection(), name));
        const TimePoint now = m_p->clock.now();
        const std::int64_t id = row.account.id;
        std::vector<std::int64_t> codes;
        {
            auto query = session.statement(
                "SELECT code_id FROM account_codes WHERE account_id = ? AND expires_at > ?");
            query.bind(id).bind(now);
            while (true) {
                SCEPTER_TRY(found, query.next());
                if (!found) break;
                codes.push_back(query.integer(0));
            }
        }
        if (row.singleCode != 0) codes.push_back(row.singleCode);
        for (const std::int64_t code : codes)
            SCEPTER_CHECK(withdrawIfUsable(session, code, now, actor));
        auto forget = session.statement("DELETE FROM account_codes WHERE account_id = ?");
        SCEPTER_CHECK(forget.bind(id).run());
        auto remove = session.statement("DELETE FROM accounts WHERE id = ?");
        SCEPTER_CHECK(remove.bind(id).run());
        return auditAccount(session, now, actor, "account.removed", id, nameDetail(name));
    });
}

Result<void> Store::unlockAccount(const std::string& name, const std::string& actor) {
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(row, requireAccount(session.connection(), name));
        auto update =
            session.statement("UPDATE accounts SET failures = 0, locked_until = NULL WHERE id = ?");
        SCEPTER_CHECK(update.bind(row.account.id).run());
        return auditAccount(session, m_p->clock.now(), actor, "account.unlocked", row.account.id,
                            nameDetail(name));
    });
}

Result<void> Store::setAccountPassword(const std::string& name, ByteView password,
                                       const std::string& actor) {
    SCEPTER_CHECK(checkPasswordSize(password));
    // Before the lock of all writers is taken.
    SCEPTER_TRY(made, hashPassword(password));
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(row, requireAccount(session.connection(), name));
        SCEPTER_CHECK(keepPassword(session, row.account.id, made));
        return auditAccount(session, m_p->clock.now(), actor, "account.passwordSet", row.account.id,
                            nameDetail(name));
    });
}

Result<SecretBytes> Store::makeAccountToken(const std::string& name, const std::string& actor) {
    SCEPTER_TRY(random, pki::randomSecret(kTokenSize));
    std::string text = std::string(kTokenPrefix) + toBase64Url(random.view());
    SecretBytes token{std::string_view(text)};
    wipeMemory(text.data(), text.size());
    SCEPTER_CHECK(m_p->keys.require());
    const Bytes hash = m_p->keys.hashCode(token.view());
    const auto work = [&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(row, requireAccount(session.connection(), name));
        auto update =
            session.statement("UPDATE accounts SET token = ?, mark = mark + 1 WHERE id = ?");
        SCEPTER_CHECK(update.bind(hash).bind(row.account.id).run());
        return auditAccount(session, m_p->clock.now(), actor, "account.tokenMade", row.account.id,
                            nameDetail(name));
    };
    SCEPTER_CHECK(m_p->configure(work));
    return token;
}

Result<void> Store::dropAccountToken(const std::string& name, const std::string& actor) {
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(row, requireAccount(session.connection(), name));
        auto update =
            session.statement("UPDATE accounts SET token = NULL, mark = mark + 1 WHERE id = ?");
        SCEPTER_CHECK(update.bind(row.account.id).run());
        return auditAccount(session, m_p->clock.now(), actor, "account.tokenDropped",
                            row.account.id, nameDetail(name));
    });
}

} // namespace scepter::store
