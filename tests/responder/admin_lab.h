// A workspace with an admin listener, and what a test asks it.
#pragma once

#include "lab.h"
#include "responder/admin.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace scepter::test {

using store::AccountRole;
using store::AccountSettings;
using store::Door;

inline const QByteArray kPassword = "an account's password";
inline const QByteArray kPage = "/certsrv/mscep_admin/";
inline const QByteArray kCodes = "/api/v1/codes";
inline const QByteArray kHook = "/jamf/SCEPChallenge";

inline QByteArray basic(const QByteArray& name, const QByteArray& password) {
    return "Authorization: Basic " + QByteArray(name + ':' + password).toBase64() + "\r\n";
}

inline QByteArray passwordOn(const RawResponse& response) {
    QByteArray text;
    for (qsizetype i = 0; i < response.body.size(); i += 2)
        text.append(response.body[i]);
    static const QRegularExpression kPattern(
        QStringLiteral("The enrollment challenge password is: <B> (\\S+) </B>"));
    return kPattern.match(QString::fromLatin1(text)).captured(1).toLatin1();
}

inline QByteArray wordsOf(const RawResponse& response) {
    QByteArray text = response.body;
    return text.replace('\0', "");
}

inline QByteArray hookBody(const QJsonObject& device,
                           const QString& name = QStringLiteral("SCEPChallenge")) {
    return QJsonDocument(
               QJsonObject{
                   {QStringLiteral("webhook"),
                    QJsonObject{{QStringLiteral("id"), 1},
                                {QStringLiteral("name"), QStringLiteral("scep")},
                                {QStringLiteral("webhookEvent"), name},
                                {QStringLiteral("eventTimestamp"), 1795352400000.0}}},
                   {QStringLiteral("event"),
                    QJsonObject{{QStringLiteral("scepServerUrl"), QStringLiteral("http://lab/")},
                                {QStringLiteral("payloadTypes"),
                                 QJsonArray{QStringLiteral("com.apple.security.scep")}},
                                {QStringLiteral("targetDevice"), device}}}})
        .toJson(QJsonDocument::Compact);
}

inline QJsonObject json(const RawResponse& response) {
    return QJsonDocument::fromJson(response.body).object();
}

/// A workspace that is made once, since its keys take time; each test gets a copy.
inline QString freshCopy(const QTemporaryDir& folder) {
    static const QTemporaryDir kOriginal;
    const QString name = QStringLiteral("lab.scepter");
    if (!QFile::exists(kOriginal.filePath(name))) {
        SystemClock clock;
        workbench::SetupOptions setup;
        setup.path = kOriginal.filePath(name).toStdString();
        setup.caKey = {pki::KeyType::Rsa, 2048};
        setup.withRa = false;
        if (const auto made = workbench::makeWorkspace(setup, clock); !made)
            qWarning("%s", toText(made.error()).c_str());
    }
    for (const QString& file : QDir(kOriginal.path()).entryList(QDir::Files))
        QFile::copy(kOriginal.filePath(file), folder.filePath(file));
    return folder.filePath(name);
}

/// A workspace with an admin listener.
class AdminLab {
public:
    bool start(responder::AdminOptions options = {}) {
        auto opened = workbench::Workbench::open(freshCopy(m_folder).toStdString(), {},
                                                 "operator:test", m_clock);
        if (!opened) {
            qWarning("%s", toText(opened.error()).c_str());
            return false;
        }
        m_workbench = std::move(*opened);
        return serve(std::move(options));
    }
    bool serve(responder::AdminOptions options = {}) {
        m_admin.reset();
        options.port = 0;
        auto started = workbench().serveAdmin(std::move(options), m_log);
        if (!started) {
            qWarning("%s", toText(started.error()).c_str());
            return false;
        }
        m_admin = std::move(*started);
        return true;
    }
    template <class Change> bool add(const std::string& name, Change change) {
        AccountSettings settings;
        settings.name = name;
        settings.endpoint = "scep";
        settings.doors = {Door::Ndes, Door::Jamf, Door::Rest};
        change(settings);
        const SecretBytes password{
            std::string_view(kPassword.data(), std::size_t(kPassword.size()))};
        const auto added = workbench().accounts().add(settings, &password);
        if (!added) qWarning("%s", toText(added.error()).c_str());
        return added.has_value();
    }
    bool add(const std::string& name) {
        return add(name, [](auto&) {});
    }
    QByteArray token(const std::string& name) {
        const auto made = workbench().accounts().makeToken(name);
        return QByteArray(made->text().data(), qsizetype(made->size()));
    }

    [[nodiscard]] RawResponse ask(const QByteArray& method, const QByteArray& target,
                                  const QByteArray& headers = {}, const QByteArray& body = {},
                                  const QByteArray& host = {}) const {
        RawClient client(m_admin->port());
        QByteArray request =
            method + ' ' + target + " HTTP/1.1\r\nHost: " +
            (host.isEmpty() ? "127.0.0.1:" + QByteArray::number(m_admin->port()) : host) + "\r\n" +
            headers;
        if (!body.isEmpty() || method == "POST")
            request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        client.send(request + "\r\n" + body);
        return client.read(method == "HEAD");
    }
    [[nodiscard]] RawResponse page(const QByteArray& password = kPassword) const {
        return ask("GET", kPage, basic("fleet", password));
    }
    [[nodiscard]] RawResponse rest(const QByteArray& token, const QByteArray& method,
                                   const QByteArray& target, const QByteArray& body = {}) const {
        return ask(method, target,
                   "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\n",
                   body);
    }

    /// The newest code.
    challenge::CodeRecord newest() {
        const auto list = workbench().codes().list({});
        return list && !list->empty() ? list->front() : challenge::CodeRecord{};
    }
    std::size_t codeCount() { return workbench().codes().list({})->size(); }
    std::string logged() {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }
    workbench::Workbench& workbench() { return *m_workbench; }
    LabClock& clock() { return m_clock; }
    quint16 port() const { return m_admin->port(); }

private:
    QTemporaryDir m_folder;
    LabClock m_clock;
    std::mutex m_mutex;
    std::string m_lines;
    Log m_log{m_clock, LogFormat::Json, LogLevel::Debug, [this](std::string_view line) {
                  const std::lock_guard lock(m_mutex);
                  m_lines.append(line).push_back('\n');
              }};
    std::unique_ptr<workbench::Workbench> m_workbench;
    std::unique_ptr<responder::AdminServer> m_admin;
};

} // namespace scepter::test

#define START(lab)                                                                                 \
    AdminLab lab;                                                                                  \
    QVERIFY(lab.start())
