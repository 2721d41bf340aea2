#include "store/store.h"

#include "json_text.h"
#include "store/json.h"
#include "store_private.h"

#include <QJsonDocument>

namespace scepter::store {

namespace {

using authority::Template;

std::string bodyOf(const Template& value) {
    return QJsonDocument(toJson(value)).toJson(QJsonDocument::Compact).toStdString();
}

Result<Template> readTemplate(const Statement& row) {
    SCEPTER_TRY(object, jsonObjectFromText(QByteArray::fromStdString(row.text(1))));
    return templateFromJson(object);
}

Result<std::int64_t> idOf(Connection& connection, const std::string& name) {
    auto query = connection.statement("SELECT id FROM templates WHERE name = ?");
    SCEPTER_TRY(found, query.bind(name).next());
    return found ? query.integer(0) : std::int64_t{0};
}

Result<std::int64_t> existingIdOf(Connection& connection, const std::string& name) {
    SCEPTER_TRY(id, idOf(connection, name));
    if (id == 0) return fail(ErrorCode::NotFound, "there is no template " + name);
    return id;
}

Result<void> auditTemplate(WriteSession& session, TimePoint at, const std::string& actor,
                           std::string_view action, std::int64_t id, const std::string& name) {
    return session.audit(at, actor, action, "template:" + std::to_string(id),
                         JsonText().beginObject().name("name").value(name).endObject().take());
}

} // namespace

Result<std::vector<Template>> Store::templates() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    std::vector<Template> all;
    auto query = connection->statement("SELECT id, body FROM templates ORDER BY id");
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return all;
        SCEPTER_TRY(value, readTemplate(query));
        all.push_back(std::move(value));
    }
}

Result<Template> Store::certificateTemplate(const std::string& name) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query = connection->statement("SELECT id, body FROM templates WHERE name = ?");
    SCEPTER_TRY(found, query.bind(name).next());
    if (!found) return fail(ErrorCode::NotFound, "there is no template " + name);
    return readTemplate(query);
}

Result<void> Store::addTemplate(const Template& value, const std::string& actor) {
    SCEPTER_CHECK(authority::checkTemplate(value));
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(existing, idOf(session.connection(), value.name));
        if (existing != 0)
            return fail(ErrorCode::AlreadyExists, "there is a template " + value.name);
        SCEPTER_TRY(id, session.takeId("template"));
        auto insert = session.statement("INSERT INTO templates(id, name, body) VALUES (?, ?, ?)");
        SCEPTER_CHECK(insert.bind(id).bind(value.name).bind(bodyOf(value)).run());
        return auditTemplate(session, m_p->clock.now(), actor, "template.added", id, value.name);
    });
}

Result<void> Store::updateTemplate(const Template& value, const std::string& actor) {
    SCEPTER_CHECK(authority::checkTemplate(value));
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(id, existingIdOf(session.connection(), value.name));
        auto update = session.statement("UPDATE templates SET body = ? WHERE id = ?");
        SCEPTER_CHECK(update.bind(bodyOf(value)).bind(id).run());
        return auditTemplate(session, m_p->clock.now(), actor, "template.changed", id, value.name);
    });
}

Result<void> Store::removeTemplate(const std::string& name, const std::string& actor) {
    return m_p->configure([&](WriteSession& session) -> Result<void> {
        SCEPTER_TRY(id, existingIdOf(session.connection(), name));
        // Endpoints name their template inside their JSON; there are few of them.
        auto query = session.statement("SELECT body, name FROM endpoints");
        while (true) {
            SCEPTER_TRY(found, query.next());
            if (!found) break;
            SCEPTER_TRY(body, jsonObjectFromText(QByteArray::fromStdString(query.text(0))));
            if (body.value(QLatin1String("template")).toString().toStdString() == name)
                return fail(ErrorCode::Conflict, "endpoint " + query.text(1) + " uses it");
        }
        auto remove = session.statement("DELETE FROM templates WHERE id = ?");
        SCEPTER_CHECK(remove.bind(id).run());
        return auditTemplate(session, m_p->clock.now(), actor, "template.removed", id, name);
    });
}

} // namespace scepter::store
