#include "head.h"

#include "migrations.h"

namespace scepter::store {

namespace {

using enrollment::RequestState;

static_assert(static_cast<int>(RequestState::Pending) == 0);
static_assert(static_cast<int>(RequestState::Issued) == 1);
static_assert(static_cast<int>(RequestState::Refused) == 2);
static_assert(static_cast<int>(RequestState::Failed) == 3);
static_assert(static_cast<int>(RequestState::Expired) == 4);

constexpr std::size_t kHashSize = 32;

void bindHead(Statement& statement, const Head& head) {
    statement.bind(head.requests).bind(head.certificates).bind(head.codes);
    statement.bind(head.configuration);
    for (const std::int64_t count : head.byState)
        statement.bind(count);
    statement.bind(head.revoked).bind(head.auditLines).bind(head.auditHash).bind(head.auditSeal);
}

/// Another process may have migrated the workspace while we had it open.
Result<void> checkSchema(std::int64_t schema) {
    if (schema <= kSchemaVersion) return {};
    return fail(ErrorCode::StoreNewer, "a newer program has changed the workspace meanwhile");
}

} // namespace

Result<Head> readHead(Connection& connection) {
    auto query = connection.statement(
        "SELECT schema, requests, certificates, codes, configuration, pending, issued, refused, "
        "failed, expired, revoked, audit_lines, audit_hash, audit_seal FROM head WHERE id = 1");
    SCEPTER_TRY(found, query.next());
    if (!found) return fail(ErrorCode::StoreCorrupt, "the workspace has no head row");
    SCEPTER_CHECK(checkSchema(query.integer(0)));
    Head head;
    int column = 1;
    for (std::int64_t* value :
         {&head.requests, &head.certificates, &head.codes, &head.configuration})
        *value = query.integer(column++);
    for (std::int64_t& count : head.byState)
        count = query.integer(column++);
    head.revoked = query.integer(column++);
    head.auditLines = query.integer(column++);
    head.auditHash = query.blob(column++);
    head.auditSeal = query.blob(column++);
    return head;
}

Result<Bytes> readHeadSeal(Connection& connection) {
    auto query = connection.statement("SELECT schema, audit_seal FROM head WHERE id = 1");
    SCEPTER_TRY(found, query.next());
    if (!found) return fail(ErrorCode::StoreCorrupt, "the workspace has no head row");
    SCEPTER_CHECK(checkSchema(query.integer(0)));
    return query.blob(1);
}

Result<void> writeHead(Connection& connection, const Head& head) {
    auto update = connection.statement(
        "UPDATE head SET requests = ?, certificates = ?, codes = ?, configuration = ?, "
        "pending = ?, issued = ?, refused = ?, failed = ?, expired = ?, revoked = ?, "
        "audit_lines = ?, audit_hash = ?, audit_seal = ? WHERE id = 1");
    bindHead(update, head);
    return update.run();
}

Result<void> insertHead(Connection& connection, const Keyring& keyring) {
    Head head;
    head.auditHash.assign(kHashSize, 0);
    head.auditSeal = sealOf(head, keyring);
    auto insert = connection.statement(
        "INSERT INTO head(id, schema, requests, certificates, codes, configuration, pending, "
        "issued, refused, failed, expired, revoked, audit_lines, audit_hash, audit_seal) "
        "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(std::int64_t{kSchemaVersion});
    bindHead(insert, head);
    return insert.run();
}

Bytes sealOf(const Head& head, const Keyring& keyring) {
    constexpr std::string_view kLabel = "head";
    Bytes data(kLabel.begin(), kLabel.end());
    for (int shift = 56; shift >= 0; shift -= 8)
        data.push_back(static_cast<std::uint8_t>(head.auditLines >> shift));
    data.insert(data.end(), head.auditHash.begin(), head.auditHash.end());
    return keyring.auditMac(data);
}

} // namespace scepter::store
