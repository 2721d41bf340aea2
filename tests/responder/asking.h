// Conversations, servers and ears for tests of the asker.
#pragma once

#include "challenge/ask.h"
#include "http/server.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace scepter::test {

/// A conversation that does what a function says: null at first, then the answers.
class Script final : public challenge::Conversation {
public:
    using Next = std::function<Step(const challenge::Reply*)>;
    explicit Script(Next next)
        : m_next(std::move(next)) {}
    Step next(const challenge::Reply* reply, TimePoint) override { return m_next(reply); }

private:
    Next m_next;
};

/// What came back, as a verdict: Allow with "200 text/plain the body", or Deny with the error.
inline challenge::Verdict told(const challenge::Reply& reply) {
    challenge::Verdict verdict;
    if (!reply) {
        verdict.error = reply.error();
        return verdict;
    }
    return challenge::Verdict::allow(std::to_string(reply->status) + " " + reply->contentType +
                                     " " + std::string(textOf(reply->body)));
}

/// Asks once. `Ask` is HttpAsk or CommandAsk.
template <class Ask> std::unique_ptr<challenge::Conversation> asking(Ask ask) {
    const auto kept = std::make_shared<Ask>(std::move(ask));
    return std::make_unique<Script>(
        [kept](const challenge::Reply* reply) -> challenge::Conversation::Step {
            if (reply == nullptr) return std::move(*kept);
            return told(*reply);
        });
}

/// Hears verdicts, from any thread.
class Ear {
public:
    std::function<void(challenge::Verdict)> done() {
        return [this](challenge::Verdict verdict) {
            const std::lock_guard lock(m_mutex);
            m_verdicts.push_back(std::move(verdict));
        };
    }
    [[nodiscard]] std::size_t count() const {
        const std::lock_guard lock(m_mutex);
        return m_verdicts.size();
    }
    [[nodiscard]] std::size_t count(challenge::VerdictKind kind) const {
        const std::lock_guard lock(m_mutex);
        return static_cast<std::size_t>(std::ranges::count_if(
            m_verdicts, [&](const challenge::Verdict& verdict) { return verdict.kind == kind; }));
    }
    [[nodiscard]] std::size_t count(ErrorCode code) const {
        const std::lock_guard lock(m_mutex);
        return static_cast<std::size_t>(
            std::ranges::count_if(m_verdicts, [&](const challenge::Verdict& verdict) {
                return verdict.error && verdict.error->code == code;
            }));
    }
    [[nodiscard]] challenge::Verdict last() const {
        const std::lock_guard lock(m_mutex);
        return m_verdicts.empty() ? challenge::Verdict::hold("nothing came") : m_verdicts.back();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<challenge::Verdict> m_verdicts;
};

/// The other party: answers as a function says, which gets the number of the request, from 1 on.
/// Without one it keeps the requests until release().
class Party {
public:
    using Answer = std::function<http::Response(int, const http::Request&)>;
    explicit Party(Answer answer = {}, std::optional<http::TlsOptions> tls = {})
        : m_answer(std::move(answer)) {
        auto server = http::Server::listen(
            "127.0.0.1", 0, {}, std::move(tls), 1, m_clock,
            [this](const http::Request& request, http::Reply reply) { take(request, reply); });
        if (server) m_server = std::move(*server);
    }

    [[nodiscard]] std::string url(const char* target = "/ask") const {
        return m_server ? m_server->url() + target : std::string();
    }
    [[nodiscard]] int asked() const { return m_asked; }
    [[nodiscard]] std::size_t open() const { return m_server->statistics().open; }
    [[nodiscard]] std::size_t held() const {
        const std::lock_guard lock(m_mutex);
        return m_held.size();
    }
    [[nodiscard]] http::Request last() const {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }
    void release() {
        std::vector<http::Reply> held;
        {
            const std::lock_guard lock(m_mutex);
            held.swap(m_held);
        }
        for (const http::Reply& reply : held)
            reply(http::Response::text(200, "late"));
    }

private:
    void take(const http::Request& request, const http::Reply& reply) {
        const int number = ++m_asked;
        {
            const std::lock_guard lock(m_mutex);
            m_last = request;
            if (!m_answer) m_held.push_back(reply);
        }
        if (m_answer) reply(m_answer(number, request));
    }

    SystemClock m_clock;
    Answer m_answer;
    std::atomic<int> m_asked = 0;
    mutable std::mutex m_mutex;
    std::vector<http::Reply> m_held;
    http::Request m_last;
    std::unique_ptr<http::Server> m_server;
};

/// Writes some bytes to whoever has sent a whole head, then resets or closes the connection. Needs
/// the event loop of its thread.
class RudeServer final : public QObject {
public:
    explicit RudeServer(QByteArray bytes = {}, bool resets = true) {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this, bytes, resets] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, bytes, resets] {
                if (!socket->peek(64 * 1024).contains("\r\n\r\n")) return;
                ++m_asked;
                socket->write(bytes);
                socket->flush();
                if (resets)
                    socket->abort();
                else
                    socket->disconnectFromHost();
            });
        });
    }
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(m_server.serverPort()) + "/ask";
    }
    [[nodiscard]] int asked() const { return m_asked; }

private:
    QTcpServer m_server;
    int m_asked = 0;
};

} // namespace scepter::test
