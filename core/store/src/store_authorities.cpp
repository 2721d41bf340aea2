#include "store/store.h"

#include "base/encoding.h"
#include "json_reader.h"
#include "json_text.h"
#include "store_private.h"
#include "transaction.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace scepter::store {

namespace {

using authority::GenerationState;

std::string chainText(const std::vector<Bytes>& chain) {
    JsonText json;
    json.beginArray();
    for (const Bytes& der : chain)
        json.value(toBase64(der));
    return json.endArray().take();
}

Result<std::vector<Bytes>> readChain(const std::string& text) {
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    if (!document.isArray()) return fail(ErrorCode::StoreCorrupt, "a chain is not readable");
    std::vector<Bytes> chain;
    for (const QJsonValue& item : document.array()) {
        SCEPTER_TRY(der, fromBase64(item.toString().toStdString()));
        chain.push_back(std::move(der));
    }
    return chain;
}

Result<StoredGeneration> readGeneration(const Statement& row) {
    StoredGeneration generation;
    generation.id = row.integer(0);
    generation.number = static_cast<unsigned>(row.integer(1));
    const auto state = authority::generationStateFromText(row.text(2));
    if (!state) return fail(ErrorCode::StoreCorrupt, "a generation has an unknown state");
    generation.state = *state;
    generation.ca = {row.blob(3), row.blob(4)};
    generation.csr = row.blob(5);
    SCEPTER_TRY(chain, readChain(row.text(6)));
    generation.chain = std::move(chain);
    if (!row.isNull(7)) generation.ra = StoredIdentity{row.blob(7), row.blob(8)};
    generation.createdAt = row.time(9);
    return generation;
}

Result<std::vector<StoredGeneration>> readGenerations(Connection& connection, std::int64_t id) {
    std::vector<StoredGeneration> generations;
    auto query = connection.statement(
        "SELECT id, number, state, ca_certificate, ca_key, csr, chain, ra_certificate, ra_key, "
        "created_at FROM generations WHERE authority_id = ? ORDER BY number");
    query.bind(id);
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return generations;
        SCEPTER_TRY(generation, readGeneration(query));
        generations.push_back(std::move(generation));
    }
}

Result<void> checkAuthority(const StoredAuthority& value) {
    constexpr std::string_view kNameCharacters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    if (value.name.empty() || value.name.front() == '.' ||
        value.name.find_first_not_of(kNameCharacters) != std::string::npos)
        return fail(ErrorCode::InvalidArgument,
                    "an authority's name has letters, digits, '-', '_' and '.' only");
    for (const auto state : {GenerationState::Current, GenerationState::Next})
        if (std::ranges::count(value.generations, state, &StoredGeneration::state) > 1)
            return fail(ErrorCode::Conflict, "an authority has one " +
                                                 std::string(authority::toText(state)) +
                                                 " generation at most");
    return {};
}

Result<void> checkNameFree(Connection& connection, const StoredAuthority& value) {
    auto query = connection.statement("SELECT id FROM authorities WHERE name = ? AND id <> ?");
    SCEPTER_TRY(found, query.bind(value.name).bind(value.id).next());
    if (found) return fail(ErrorCode::AlreadyExists, "there is an authority " + value.name);
    return {};
}

void bindIdentities(Statement& row, const StoredGeneration& generation, const std::string& chain) {
    row.bind(authority::toText(generation.state)).bind(generation.ca.certificate);
    row.bind(generation.ca.encryptedKey).bind(generation.csr).bind(chain);
    if (generation.ra)
        row.bind(generation.ra->certificate).bind(generation.ra->encryptedKey);
    else
        row.bindNull().bindNull();
}

Result<void> insertGeneration(WriteSession& session, std::int64_t authorityId,
                              const StoredGeneration& generation) {
    SCEPTER_TRY(id, session.takeId("generation"));
    // Two processes may have made the same next generation.
    auto taken =
        session.statement("SELECT id FROM generations WHERE authority_id = ? AND number = ?");
    SCEPTER_TRY(found, taken.bind(authorityId).bind(std::int64_t{generation.number}).next());
    if (found)
        return fail(ErrorCode::Conflict,
                    "there is a generation " + std::to_string(generation.number) + " already");
    const std::string chain = chainText(generation.chain);
    auto row = session.statement(
        "INSERT INTO generations(id, authority_id, number, state, ca_certificate, ca_key, csr, "
        "chain, ra_certificate, ra_key, created_at, crl_number) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)");
    row.bind(id).bind(authorityId).bind(std::int64_t{generation.number});
    bindIdentities(row, generation, chain);
    return row.bind(generation.createdAt).run();
}

Result<void> updateGeneration(WriteSession& session, std::int64_t authorityId,
                              const StoredGeneration& generation) {
    const std::string chain = chainText(generation.chain);
    auto row = session.statement(
        "UPDATE generations SET state = ?, ca_certificate = ?, ca_key = ?, csr = ?, chain = ?, "
        "ra_certificate = ?, ra_key = ? WHERE id = ? AND authority_id = ?");
    bindIdentities(row, generation, chain);
    SCEPTER_CHECK(row.bind(generation.id).bind(authorityId).run());
    if (row.changes() > 0) return {};
    return fail(ErrorCode::NotFound, "there is no generation " + std::to_string(generation.id));
}

Result<void> putGenerations(WriteSession& session, std::int64_t authorityId,
                            const std::vector<StoredGeneration>& generations) {
    for (const StoredGeneration& generation : generations)
        SCEPTER_CHECK(generation.id == 0 ? insertGeneration(session, authorityId, generation)
                                         : updateGeneration(session, authorityId, generation));
    // What was not passed along counts too.
    SCEPTER_TRY(all, readGenerations(session.connection(), authorityId));
    return checkAuthority({authorityId, "all", {}, std::move(all), 0});
}

std::string auditDetail(const StoredAuthority& value) {
    JsonText json;
    json.beginObject().name("name").value(value.name).name("generations").beginArray();
    for (const StoredGeneration& generation : value.generations)
        json.beginObject()
            .name("number")
            .value(std::int64_t{generation.number})
            .name("state")
            .value(authority::toText(generation.state))
            .endObject();
    return json.endArray().endObject().take();
}

Result<std::vector<StoredAuthority>> readAuthorities(Connection& connection) {
    SCEPTER_TRY(keyMark, readKeyMark(connection));
    std::vector<StoredAuthority> all;
    {
        auto query =
            connection.statement("SELECT id, name, crl_lifetime FROM authorities ORDER BY id");
        while (true) {
            SCEPTER_TRY(found, query.next());
            if (!found) break;
            all.push_back(
                {query.integer(0), query.text(1), Duration(query.integer(2)), {}, keyMark});
        }
    }
    for (StoredAuthority& authority : all) {
        SCEPTER_TRY(generations, readGenerations(connection, authority.id));
        authority.generations = std::move(generations);
    }
    return all;
}

} // namespace

Result<std::vector<StoredAuthority>> Store::authorities() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] { return readAuthorities(*connection); });
}

Result<std::int64_t> Store::addAuthority(const StoredAuthority& value, const std::string& actor) {
    SCEPTER_CHECK(checkAuthority(value));
    std::int64_t added = 0;
    const auto work = [&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(m_p->checkKeyMark(session.connection(), value));
        SCEPTER_CHECK(checkNameFree(session.connection(), value));
        SCEPTER_TRY(id, session.takeId("authority"));
        added = id;
        auto insert =
            session.statement("INSERT INTO authorities(id, name, crl_lifetime) VALUES (?, ?, ?)");
        SCEPTER_CHECK(
            insert.bind(id).bind(value.name).bind(std::int64_t{value.crlLifetime.count()}).run());
        SCEPTER_CHECK(putGenerations(session, id, value.generations));
        return session.audit(m_p->clock.now(), actor, "authority.added",
                             "authority:" + std::to_string(id), auditDetail(value));
    };
    SCEPTER_CHECK(m_p->configure(work));
    return added;
}

Result<void> Store::updateAuthority(const StoredAuthority& value, const std::string& actor,
                                    const std::string& action) {
    SCEPTER_CHECK(checkAuthority(value));
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(m_p->checkKeyMark(session.connection(), value));
        SCEPTER_CHECK(checkNameFree(session.connection(), value));
        auto update =
            session.statement("UPDATE authorities SET name = ?, crl_lifetime = ? WHERE id = ?");
        update.bind(value.name).bind(std::int64_t{value.crlLifetime.count()}).bind(value.id);
        SCEPTER_CHECK(update.run());
        if (update.changes() == 0)
            return fail(ErrorCode::NotFound, "there is no authority " + value.name);
        SCEPTER_CHECK(putGenerations(session, value.id, value.generations));
        return session.audit(m_p->clock.now(), actor, action,
                             "authority:" + std::to_string(value.id), auditDetail(value));
    });
}

} // namespace scepter::store
