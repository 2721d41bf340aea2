// What pages and objects are called when one leads to another.
#pragma once

#include <QString>

namespace scepter::ui {

enum class PageId {
    Dashboard,
    Requests,
    Certificates,
    Challenges,
    Endpoints,
    Authorities,
    Audit,
    Settings,
    Inspector,
    TestEnrollment,
    StandIns ///< the last one: the numbers name what is kept in settings
};

/// A page, or an object on its page. Certificates, requests, codes, exchanges and audit lines are
/// named by their id; endpoints, templates, authorities, transactions and settings by their name.
struct ObjectRef {
    enum class Kind {
        Page,
        Request,
        Certificate,
        Code,
        Endpoint,
        Template,
        Authority,
        AuditLine,
        Setting,
        Exchange,
        Transaction
    };
    Kind kind = Kind::Page;
    PageId page = PageId::Dashboard;
    qint64 id = 0;
    QString name;

    static ObjectRef ofPage(PageId page) { return {Kind::Page, page, 0, {}}; }
    static ObjectRef request(qint64 id) { return {Kind::Request, PageId::Requests, id, {}}; }
    static ObjectRef certificate(qint64 id) {
        return {Kind::Certificate, PageId::Certificates, id, {}};
    }
    static ObjectRef code(qint64 id) { return {Kind::Code, PageId::Challenges, id, {}}; }
    static ObjectRef endpoint(const QString& name) {
        return {Kind::Endpoint, PageId::Endpoints, 0, name};
    }
    static ObjectRef certificateTemplate(const QString& name) {
        return {Kind::Template, PageId::Endpoints, 0, name};
    }
    static ObjectRef authority(const QString& name) {
        return {Kind::Authority, PageId::Authorities, 0, name};
    }
    static ObjectRef auditLine(qint64 id) { return {Kind::AuditLine, PageId::Audit, id, {}}; }
    static ObjectRef setting(const QString& name) {
        return {Kind::Setting, PageId::Settings, 0, name};
    }
    static ObjectRef exchange(qint64 id) { return {Kind::Exchange, PageId::Inspector, id, {}}; }
    /// `name`: the transactionID as shown.
    static ObjectRef transaction(const QString& name) {
        return {Kind::Transaction, PageId::Inspector, 0, name};
    }

    bool operator==(const ObjectRef&) const = default;
};

} // namespace scepter::ui
