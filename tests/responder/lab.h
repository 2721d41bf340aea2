// A workspace that is open and served in this process, and what a test asks it.
#pragma once

#include "../http/raw_client.h"
#include "workbench/setup.h"
#include "workbench/workbench.h"

#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

namespace scepter::test {

/// Runs from the day on which the captures were recorded, and can be set ahead.
class LabClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override {
        const auto elapsed = std::chrono::steady_clock::now() - m_begin;
        return kStart + std::chrono::duration_cast<Duration>(elapsed) + Duration{m_ahead.load()};
    }
    void advance(Duration by) { m_ahead += by.count(); }

    /// 2026-11-22 13:00 UTC.
    static constexpr TimePoint kStart{std::chrono::seconds{1'795'352'400}};

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::atomic<std::int64_t> m_ahead{0};
};

class Lab {
public:
    /// Makes the workspace and serves it; a failure is printed.
    bool start(workbench::SetupOptions setup = {}, const http::ServerLimits& limits = {}) {
        setup.path = m_dir.filePath(QStringLiteral("lab.scepter")).toStdString();
        setup.caKey = {pki::KeyType::Rsa, 2048};
        if (const auto made = workbench::makeWorkspace(setup, m_clock); !made)
            return complain(made.error());
        auto opened = workbench::Workbench::open(setup.path, {}, "operator:test", m_clock);
        if (!opened) return complain(opened.error());
        m_workbench = std::move(*opened);
        return serve(limits);
    }

    /// Serves anew, with other limits.
    bool serve(const http::ServerLimits& limits) {
        responder::ResponderOptions options;
        options.limits = limits;
        options.configurationDelay = Duration{0};
        return serveWith(std::move(options));
    }
    bool serveWith(responder::ResponderOptions options) {
        m_responder.reset();
        options.port = 0;
        auto served = m_workbench->serve(std::move(options), m_log);
        if (!served) return complain(served.error());
        m_responder = std::move(*served);
        return true;
    }

    /// An endpoint at "/NAME" that issues to anybody, but for what `change` says.
    template <class Change>
    bool addEndpoint(const std::string& name, Change change, std::string_view secret = {}) {
        enrollment::EndpointSettings settings;
        settings.name = name;
        settings.path = "/" + name;
        settings.templateName = "lab";
        settings.gates.clear();
        settings.tryLimit.tries = 0;
        change(settings);
        std::vector<SecretBytes> secrets;
        if (!secret.empty()) secrets.emplace_back(secret);
        const auto added = m_workbench->endpoints().add(
            settings, challenge::staticGateSecrets(std::move(secrets)));
        return added ? true : complain(added.error());
    }

    [[nodiscard]] quint16 port() const { return m_responder->port(); }

    /// One request on a connection of its own.
    [[nodiscard]] RawResponse ask(const QByteArray& method, const QByteArray& target,
                                  const QByteArray& body = {}) const {
        RawClient client(port());
        QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: lab\r\n";
        if (!body.isEmpty() || method == "POST")
            request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        client.send(request + "\r\n" + body);
        return client.read(method == "HEAD");
    }
    [[nodiscard]] RawResponse get(const QByteArray& target) const { return ask("GET", target); }

    [[nodiscard]] bool isAlive() const {
        const RawResponse response = get("/healthz");
        return response.status == 200 && response.body == "ok\n";
    }

    [[nodiscard]] QString folder() const { return m_dir.path(); }
    workbench::Workbench& workbench() { return *m_workbench; }
    responder::Responder& responder() { return *m_responder; }
    LabClock& clock() { return m_clock; }
    /// The current CA and, if there is one, the RA.
    [[nodiscard]] workbench::GenerationView generation() {
        return *m_workbench->authorities().show({})->current();
    }
    /// The newest request of the ledger.
    [[nodiscard]] enrollment::RequestRecord newestRequest() {
        const auto list = m_workbench->requests().list({});
        return list && !list->empty() ? list->front() : enrollment::RequestRecord{};
    }
    [[nodiscard]] std::int64_t certificateCount() {
        return m_workbench->status()->counts.certificates;
    }
    [[nodiscard]] std::string logged() {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }

private:
    static bool complain(const Error& error) {
        qWarning("%s", toText(error).c_str());
        return false;
    }

    QTemporaryDir m_dir;
    LabClock m_clock;
    std::mutex m_mutex; // around m_lines
    std::string m_lines;
    Log m_log{m_clock, LogFormat::Json, LogLevel::Debug, [this](std::string_view line) {
                  const std::lock_guard lock(m_mutex);
                  m_lines.append(line).push_back('\n');
              }};
    std::unique_ptr<workbench::Workbench> m_workbench;
    std::unique_ptr<responder::Responder> m_responder;
};

} // namespace scepter::test
