#include "store/store.h"

#include "json_text.h"
#include "store/json.h"
#include "store_private.h"

#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace scepter::store {

namespace {

using enrollment::EndpointSettings;

std::string purposeOf(std::int64_t endpointId) {
    return "endpoint secret " + std::to_string(endpointId);
}

std::string bodyOf(const EndpointSettings& settings) {
    return QJsonDocument(toJson(settings)).toJson(QJsonDocument::Compact).toStdString();
}

Result<EndpointSettings> readEndpoint(const Statement& row) {
    SCEPTER_TRY(object, jsonObjectFromText(QByteArray::fromStdString(row.text(1))));
    SCEPTER_TRY(settings, endpointFromJson(object));
    settings.id = row.integer(0);
    return settings;
}

Result<std::vector<EndpointSettings>> readEndpoints(Connection& connection) {
    std::vector<EndpointSettings> all;
    auto query = connection.statement("SELECT id, body FROM endpoints ORDER BY id");
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return all;
        SCEPTER_TRY(settings, readEndpoint(query));
        all.push_back(std::move(settings));
    }
}

std::set<std::string> pathsOf(const EndpointSettings& settings) {
    std::set<std::string> paths(settings.aliases.begin(), settings.aliases.end());
    paths.insert(settings.path);
    return paths;
}

/// Names and paths are unique, and what it names exists.
Result<void> checkFits(Connection& connection, const EndpointSettings& settings) {
    SCEPTER_CHECK(enrollment::checkEndpoint(settings));
    auto recipe = connection.statement("SELECT id FROM templates WHERE name = ?");
    SCEPTER_TRY(found, recipe.bind(settings.templateName).next());
    if (!found) return fail(ErrorCode::NotFound, "there is no template " + settings.templateName);
    SCEPTER_TRY(others, readEndpoints(connection));
    const std::set<std::string> paths = pathsOf(settings);
    for (const EndpointSettings& other : others) {
        if (other.id == settings.id) continue;
        if (other.name == settings.name)
            return fail(ErrorCode::AlreadyExists, "there is an endpoint " + other.name);
        for (const std::string& path : pathsOf(other))
            if (paths.contains(path))
                return fail(ErrorCode::AlreadyExists,
                            "endpoint " + other.name + " answers at " + path);
    }
    return {};
}

Result<void> putSecrets(WriteSession& session, const KeyHolder& keys, std::int64_t id,
                        const std::vector<challenge::GateSecret>& secrets) {
    auto clear = session.statement("DELETE FROM endpoint_secrets WHERE endpoint_id = ?");
    SCEPTER_CHECK(clear.bind(id).run());
    std::int64_t position = 0;
    for (const challenge::GateSecret& secret : secrets) {
        SCEPTER_TRY(sealed, keys.seal(secret.value.view(), purposeOf(id)));
        auto insert = session.statement("INSERT INTO endpoint_secrets(endpoint_id, position, gate, "
                                        "name, sealed) VALUES (?, ?, ?, ?, ?)");
        insert.bind(id).bind(position++).bind(secret.gate).bind(secret.name);
        SCEPTER_CHECK(insert.bind(sealed).run());
    }
    return {};
}

Result<EndpointSettings> endpointByName(Connection& connection, const std::string& name) {
    auto query = connection.statement("SELECT id, body FROM endpoints WHERE name = ?");
    SCEPTER_TRY(found, query.bind(name).next());
    if (!found) return fail(ErrorCode::NotFound, "there is no endpoint " + name);
    return readEndpoint(query);
}

Result<void> auditEndpoint(WriteSession& session, TimePoint at, const std::string& actor,
                           std::string_view action, const EndpointSettings& settings) {
    JsonText detail;
    detail.beginObject()
        .name("name")
        .value(settings.name)
        .member("path", settings.path)
        .member("template", settings.templateName)
        .member("challenge", settings.gatesText())
        .member("approval", toText(settings.approval))
        .endObject();
    return session.audit(at, actor, action, "endpoint:" + std::to_string(settings.id),
                         detail.take());
}

} // namespace

Result<std::optional<EndpointSettings>> endpointById(Connection& connection, std::int64_t id) {
    auto query = connection.statement("SELECT id, body FROM endpoints WHERE id = ?");
    SCEPTER_TRY(found, query.bind(id).next());
    if (!found) return std::nullopt;
    return readEndpoint(query);
}

Result<std::vector<EndpointSettings>> Store::endpoints() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return readEndpoints(*connection);
}

Result<enrollment::Endpoint> Store::endpoint(const std::string& name) {
    SCEPTER_CHECK(m_p->keys.require());
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(settings, endpointByName(*connection, name));
    enrollment::Endpoint endpoint{std::move(settings), {}};
    auto query = connection->statement(
        "SELECT sealed, gate, name FROM endpoint_secrets WHERE endpoint_id = ? ORDER BY position");
    query.bind(endpoint.settings.id);
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return endpoint;
        SCEPTER_TRY(secret, m_p->keys.unseal(query.blob(0), purposeOf(endpoint.settings.id)));
        endpoint.secrets.push_back({query.text(1), query.text(2), std::move(secret)});
    }
}

Result<std::int64_t> Store::addEndpoint(const EndpointSettings& settings,
                                        const std::vector<challenge::GateSecret>& secrets,
                                        const std::string& actor) {
    EndpointSettings added = settings;
    const auto work = [&](WriteSession& session) -> Result<void> {
        added.id = 0;
        SCEPTER_CHECK(checkFits(session.connection(), added));
        SCEPTER_TRY(id, session.takeId("endpoint"));
        added.id = id;
        auto insert = session.statement("INSERT INTO endpoints(id, name, body) VALUES (?, ?, ?)");
        SCEPTER_CHECK(insert.bind(id).bind(added.name).bind(bodyOf(added)).run());
        SCEPTER_CHECK(putSecrets(session, m_p->keys, id, secrets));
        return auditEndpoint(session, m_p->clock.now(), actor, "endpoint.added", added);
    };
    SCEPTER_CHECK(m_p->configure(work));
    return added.id;
}

Result<void> Store::updateEndpoint(const EndpointSettings& settings,
                                   const std::vector<challenge::GateSecret>* secrets,
                                   const std::string& actor) {
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(checkFits(session.connection(), settings));
        auto update = session.statement("UPDATE endpoints SET name = ?, body = ? WHERE id = ?");
        SCEPTER_CHECK(update.bind(settings.name).bind(bodyOf(settings)).bind(settings.id).run());
        if (update.changes() == 0)
            return fail(ErrorCode::NotFound, "there is no endpoint " + settings.name);
        if (secrets) SCEPTER_CHECK(putSecrets(session, m_p->keys, settings.id, *secrets));
        return auditEndpoint(session, m_p->clock.now(), actor, "endpoint.changed", settings);
    });
}

Result<void> Store::removeEndpoint(const std::string& name, const std::string& actor) {
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(settings, endpointByName(session.connection(), name));
        SCEPTER_CHECK(putSecrets(session, m_p->keys, settings.id, {}));
        auto remove = session.statement("DELETE FROM endpoints WHERE id = ?");
        SCEPTER_CHECK(remove.bind(settings.id).run());
        return auditEndpoint(session, m_p->clock.now(), actor, "endpoint.removed", settings);
    });
}

} // namespace scepter::store
