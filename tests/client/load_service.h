// SPDX-License-Identifier: GPL-3.0-or-later
// A FakeService behind a real server, for loads.
#pragma once

#include "fake_service.h"
#include "http/server.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace scepter::test {

/// Issues to everybody, unless told otherwise. Requests are answered one at a time.
class LoadService {
public:
    explicit LoadService(const Clock& clock, std::optional<http::TlsOptions> tls = {}) {
        m_fake.respond = [this, &clock](const scep::Request& request) {
            scep::ReplyFields fields;
            fields.status = scep::PkiStatus::Success;
            fields.certificates = {
                copyOf(m_fake.issue(request.csr->publicKey(), clock.now(), m_fake.caKey).der())};
            return fields;
        };
        auto server = http::Server::listen("127.0.0.1", 0, {}, std::move(tls), 2, clock,
                                           [this](http::Request request, http::Reply reply) {
                                               handle(std::move(request), std::move(reply));
                                           });
        if (!server) qFatal("no server: %s", toText(server.error()).c_str());
        m_server = std::move(*server);
    }
    LoadService(const LoadService&) = delete;
    LoadService& operator=(const LoadService&) = delete;

    [[nodiscard]] std::string url() const { return m_server->url() + "/scep"; }
    [[nodiscard]] http::Server::Statistics statistics() const { return m_server->statistics(); }
    FakeService& fake() { return m_fake; }

    /// Changes a PKIOperation's response, by its number from 0; false keeps it from being sent.
    std::function<bool(int number, http::Response& response)> change{};

    /// PKIOperations so far.
    [[nodiscard]] int asked() {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }
    /// Sends what was kept.
    void release() {
        std::vector<std::pair<http::Reply, http::Response>> held;
        {
            const std::lock_guard lock(m_mutex);
            held.swap(m_held);
        }
        for (auto& [reply, response] : held)
            reply(std::move(response));
    }

private:
    void handle(http::Request request, http::Reply reply) {
        const std::lock_guard lock(m_mutex);
        http::ClientRequest asked;
        asked.method = request.method;
        asked.url = request.target;
        asked.body = std::move(request.body);
        const auto answered = m_fake(asked);
        http::Response response;
        response.status = answered ? answered->status : 500;
        if (answered) {
            response.contentType = answered->contentType;
            response.body = answered->body;
        }
        const bool isOperation = request.target.find("PKIOperation") != std::string::npos;
        const int number = isOperation ? m_asked++ : -1;
        if (isOperation && change && !change(number, response))
            m_held.emplace_back(std::move(reply), std::move(response));
        else
            reply(std::move(response));
    }

    FakeService m_fake;
    std::mutex m_mutex;
    int m_asked = 0;
    std::vector<std::pair<http::Reply, http::Response>> m_held;
    std::unique_ptr<http::Server> m_server;
};

} // namespace scepter::test
