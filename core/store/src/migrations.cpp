#include "migrations.h"

#include "dialect.h"
#include "migration_accounts.h"
#include "rows.h"
#include "transaction.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace scepter::store {

namespace {

struct Migration {
    int number;
    std::string_view name;
    std::span<const std::string_view> statements;
    std::span<const std::string_view> appendOnlyTables;
    Result<void> (*fill)(Connection&) = nullptr; ///< what SQL alone cannot do
};

// Times are milliseconds since 1970, UTC. Keys are given by the program (counted in `head` and
// `counters`), so that none is ever used twice. Large values lie beside the rows that lists walk
// over. A `..._key` is 64 bits of a hash or serial number: the index stays small, and the full
// value in the row decides.
constexpr std::string_view kFirst[] = {
    "CREATE TABLE migrations(number @ID, name @TEXT NOT NULL, applied_at @INT NOT NULL)",

    // One row: what every writing transaction reads and advances, the lock of all writers at once.
    "CREATE TABLE head(id @ID, schema @INT NOT NULL, requests @INT NOT NULL, "
    "certificates @INT NOT NULL, codes @INT NOT NULL, configuration @INT NOT NULL, "
    "pending @INT NOT NULL, issued @INT NOT NULL, refused @INT NOT NULL, failed @INT NOT NULL, "
    "expired @INT NOT NULL, revoked @INT NOT NULL, "
    "audit_lines @INT NOT NULL, audit_hash @BYTES NOT NULL, audit_seal @BYTES NOT NULL)",
    "CREATE TABLE counters(name @TEXT PRIMARY KEY, value @INT NOT NULL)",
    "INSERT INTO counters(name, value) VALUES ('endpoint', 0), ('template', 0), ('authority', 0), "
    "('generation', 0)",

    "CREATE TABLE workspace_key(id @ID, kdf @TEXT NOT NULL, n @INT NOT NULL, r @INT NOT NULL, "
    "p @INT NOT NULL, salt @BYTES NOT NULL, sealed @BYTES NOT NULL)",
    "CREATE TABLE settings(name @TEXT PRIMARY KEY, value @TEXT NOT NULL)",
    "CREATE TABLE endpoints(id @ID, name @TEXT NOT NULL UNIQUE, body @TEXT NOT NULL)",
    "CREATE TABLE endpoint_secrets(endpoint_id @INT NOT NULL, position @INT NOT NULL, "
    "sealed @BYTES NOT NULL, PRIMARY KEY(endpoint_id, position))",
    "CREATE TABLE templates(id @ID, name @TEXT NOT NULL UNIQUE, body @TEXT NOT NULL)",

    "CREATE TABLE authorities(id @ID, name @TEXT NOT NULL UNIQUE, crl_lifetime @INT NOT NULL)",
    "CREATE TABLE generations(id @ID, authority_id @INT NOT NULL, number @INT NOT NULL, "
    "state @TEXT NOT NULL, ca_certificate @BYTES NOT NULL, ca_key @BYTES NOT NULL, "
    "csr @BYTES NOT NULL, chain @TEXT NOT NULL, ra_certificate @BYTES, ra_key @BYTES, "
    "created_at @INT NOT NULL, crl_number @INT NOT NULL, UNIQUE(authority_id, number))",
    "CREATE TABLE crls(generation_id @INT NOT NULL, number @INT NOT NULL, "
    "this_update @INT NOT NULL, next_update @INT NOT NULL, der @BYTES NOT NULL, "
    "PRIMARY KEY(generation_id, number))",

    // NULL stands for what most requests do not have: cheaper to write than empty values.
    "CREATE TABLE requests(id @ID, endpoint_id @INT NOT NULL, transaction_key @INT, "
    "sticky_until @INT NOT NULL, transaction_id @TEXT NOT NULL, public_key_hash @BYTES NOT NULL, "
    "renewed_serial @BYTES, message_type @INT NOT NULL, state @INT NOT NULL, "
    "subject @TEXT NOT NULL, san @TEXT NOT NULL, key_text @TEXT NOT NULL, "
    "signer_key_hash @BYTES NOT NULL, signer_text @TEXT NOT NULL, remote_address @TEXT NOT NULL, "
    "created_at @INT NOT NULL, expires_at @INT, decided_at @INT, decided_by @TEXT, "
    "error_code @TEXT, reason @TEXT, told_fail_info @INT, told_text @TEXT, certificate_id @INT, "
    "renewed_certificate_id @INT, code_id @INT, polls @INT NOT NULL DEFAULT 0, "
    "last_polled_at @INT)",
    // Only what is alive is looked for: a client that always sends the same transactionID costs no
    // walk over its past.
    "CREATE INDEX requests_transaction ON requests(transaction_key, sticky_until) "
    "WHERE transaction_key IS NOT NULL",
    "CREATE INDEX requests_not_issued ON requests(state, id) WHERE state <> 1",
    "CREATE TABLE request_parts(request_id @ID, csr @BYTES NOT NULL, sealed_challenge @BYTES, "
    "details @TEXT NOT NULL)",
    "CREATE INDEX request_parts_sealed ON request_parts(request_id) "
    "WHERE sealed_challenge IS NOT NULL",

    "CREATE TABLE certificates(id @ID, authority_id @INT NOT NULL, generation_id @INT NOT NULL, "
    "request_id @INT NOT NULL, serial_key @INT NOT NULL, serial @TEXT NOT NULL, "
    "subject @TEXT NOT NULL, san @TEXT NOT NULL, key_text @TEXT NOT NULL, not_before @INT NOT "
    "NULL, "
    "not_after @INT NOT NULL, issued_at @INT NOT NULL, revoked_at @INT, "
    "reason @INT NOT NULL DEFAULT 0, "
    "invalid_since @INT)",
    "CREATE UNIQUE INDEX certificates_serial ON certificates(serial_key, authority_id)",
    "CREATE INDEX certificates_end ON certificates(not_after)",
    "CREATE INDEX certificates_revoked ON certificates(id) WHERE revoked_at IS NOT NULL",
    "CREATE TABLE certificate_parts(certificate_id @ID, der @BYTES NOT NULL)",

    "CREATE TABLE codes(id @ID, hash_key @INT NOT NULL, hash @BYTES NOT NULL, note @TEXT NOT NULL, "
    "endpoint @TEXT NOT NULL, constraints @TEXT NOT NULL, created_at @INT NOT NULL, "
    "expires_at @INT NOT NULL, uses_allowed @INT NOT NULL, uses_left @INT NOT NULL, "
    "withdrawn @INT NOT NULL, last_used_at @INT, created_by @TEXT NOT NULL)",
    "CREATE INDEX codes_hash ON codes(hash_key)",

    "CREATE TABLE audit(id @ID, at @INT NOT NULL, actor @TEXT NOT NULL, action @TEXT NOT NULL, "
    "object @TEXT NOT NULL, detail @TEXT NOT NULL, hash @BYTES NOT NULL)",
};
constexpr std::string_view kFirstAppendOnly[] = {"audit"};

constexpr std::string_view kSecond[] = {
    // SHA-1 and SHA-256 of each certificate, to find it by what people have of it.
    "CREATE TABLE fingerprints(print_key @INT NOT NULL, certificate_id @INT NOT NULL, "
    "PRIMARY KEY(print_key, certificate_id)) @CLUSTERED",
    "CREATE INDEX requests_code ON requests(code_id) WHERE code_id IS NOT NULL",
    "CREATE INDEX requests_renewed ON requests(renewed_certificate_id) "
    "WHERE renewed_certificate_id IS NOT NULL",
};

constexpr std::string_view kThird[] = {
    "ALTER TABLE endpoint_secrets ADD COLUMN gate @TEXT NOT NULL DEFAULT 'static'",
    "ALTER TABLE endpoint_secrets ADD COLUMN name @TEXT NOT NULL DEFAULT ''",
    "UPDATE endpoint_secrets SET name = CAST(position + 1 AS @TEXT)",

    // NULL: the certificate may leave; else enrollment::Release.
    "ALTER TABLE requests ADD COLUMN release @INT",
    "ALTER TABLE request_parts ADD COLUMN sealed_csr @BYTES",
    "CREATE TABLE notices(id @ID, request_id @INT NOT NULL, gate @TEXT NOT NULL, "
    "before_delivery @INT NOT NULL, state @INT NOT NULL, attempts @INT NOT NULL, "
    "created_at @INT NOT NULL, next_at @INT NOT NULL, done_at @INT, last_error @TEXT)",
    "CREATE INDEX notices_due ON notices(next_at) WHERE state = 0",
    "CREATE INDEX notices_request ON notices(request_id)",
    "INSERT INTO counters(name, value) VALUES ('notice', 0)",

    "CREATE TABLE used_tokens(hash_key @INT NOT NULL, hash @BYTES NOT NULL, until @INT NOT NULL)",
    "CREATE INDEX used_tokens_hash ON used_tokens(hash_key)",
    "CREATE INDEX used_tokens_until ON used_tokens(until)",
};

/// The keys of up to `limit` certificates after `last`, which moves on; in the order of the table,
/// which makes writing a million of them several times cheaper.
Result<std::vector<std::pair<std::int64_t, std::int64_t>>>
readFingerprints(Connection& connection, std::int64_t& last, std::int64_t limit) {
    std::vector<std::pair<std::int64_t, std::int64_t>> keys;
    auto query = connection.statement("SELECT certificate_id, der FROM certificate_parts WHERE "
                                      "certificate_id > ? ORDER BY certificate_id LIMIT ?");
    query.bind(last).bind(limit);
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) break;
        last = query.integer(0);
        const Bytes der = query.blob(1);
        for (const pki::Digest digest : kFingerprints)
            keys.emplace_back(fingerprintKey(digest, der), last);
    }
    std::ranges::sort(keys);
    return keys;
}

Result<void> fillFingerprints(Connection& connection) {
    constexpr std::int64_t kBatch = 500'000;
    std::int64_t last = 0;
    while (true) {
        SCEPTER_TRY(keys, readFingerprints(connection, last, kBatch));
        if (keys.empty()) return {};
        for (const auto& [key, id] : keys) {
            auto insert = connection.statement("INSERT INTO fingerprints(print_key, "
                                               "certificate_id) VALUES (?, ?)");
            SCEPTER_CHECK(insert.bind(key).bind(id).run());
        }
    }
}

constexpr Migration kMigrations[] = {
    {1, "the first schema", kFirst, kFirstAppendOnly},
    {2, "fingerprints; what came of codes and certificates", kSecond, {}, fillFingerprints},
    {3, "secrets of gates; notices; used tokens", kThird, {}},
    {kAccountsMigration, "accounts", kAccountTables, {}},
};
static_assert(kMigrations[std::size(kMigrations) - 1].number == kSchemaVersion);

Result<void> run(Connection& connection, const Migration& migration, TimePoint now) {
    const Dialect& dialect = connection.dialect();
    for (const std::string_view sql : migration.statements)
        SCEPTER_CHECK(connection.execute(dialect.translate(sql)));
    for (const std::string_view table : migration.appendOnlyTables)
        for (const std::string& sql : dialect.appendOnly(table))
            SCEPTER_CHECK(connection.execute(sql));
    if (migration.fill != nullptr) SCEPTER_CHECK(migration.fill(connection));
    auto note = connection.statement("INSERT INTO migrations(number, name, applied_at) "
                                     "VALUES (?, ?, ?)");
    SCEPTER_CHECK(note.bind(std::int64_t{migration.number}).bind(migration.name).bind(now).run());
    return dialect.setSchemaVersion(connection, migration.number);
}

Result<void> checkKnown(int version) {
    if (version > kSchemaVersion)
        return fail(ErrorCode::StoreNewer, "the workspace has schema " + std::to_string(version) +
                                               ", this program knows up to " +
                                               std::to_string(kSchemaVersion));
    if (version < 0) return fail(ErrorCode::StoreCorrupt, "the schema version is negative");
    return {};
}

/// One step, under the write lock; another process may have taken it meanwhile.
Result<void> step(Connection& connection, const Migration& migration, TimePoint now) {
    return inTransaction(connection, [&]() -> Result<void> {
        SCEPTER_TRY(version, connection.dialect().schemaVersion(connection));
        SCEPTER_CHECK(checkKnown(version));
        if (version >= migration.number) return {};
        SCEPTER_CHECK(run(connection, migration, now));
        if (migration.number == 1) return {}; // the head row is not there yet
        auto head = connection.statement("UPDATE head SET schema = ?");
        return head.bind(std::int64_t{migration.number}).run();
    });
}

} // namespace

Result<void> migrate(Connection& connection, TimePoint now,
                     const std::function<Result<void>(int fromVersion)>& beforeUpgrade) {
    SCEPTER_TRY(version, connection.dialect().schemaVersion(connection));
    SCEPTER_CHECK(checkKnown(version));
    if (version > 0 && version < kSchemaVersion) SCEPTER_CHECK(beforeUpgrade(version));
    for (const Migration& migration : kMigrations)
        if (migration.number > version) SCEPTER_CHECK(step(connection, migration, now));
    return {};
}

} // namespace scepter::store
