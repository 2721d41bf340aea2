// A server whose handler does what the path says.
#pragma once

#include "http/server.h"

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace scepter::test {

/// "/echo" the body; "/hold" until release(); "/drop" no answer; "/throw"; "/twice"; "/big" 4 MiB;
/// "/evil" headers that must not go out; "/empty" 204; "/bye" closes; "/reset" breaks off;
/// "/thread" from another thread; else what the request was.
class EchoServer {
public:
    /// Null when the server does not listen.
    static std::unique_ptr<EchoServer> start(const http::ServerLimits& limits = {},
                                             std::optional<http::TlsOptions> tls = {},
                                             const char* address = "127.0.0.1") {
        auto echo = std::make_unique<EchoServer>();
        auto server = http::Server::listen(
            address, 0, limits, std::move(tls), 2, echo->m_clock,
            [e = echo.get()](http::Request request, http::Reply reply) {
                e->handle(std::move(request), std::move(reply));
            },
            [e = echo.get()](const Error&) { ++e->m_troubles; });
        if (!server) return nullptr;
        echo->m_server = std::move(*server);
        return echo;
    }

    ~EchoServer() {
        m_server.reset();
        for (std::thread& thread : m_threads)
            thread.join();
    }

    http::Server& server() { return *m_server; }
    void destroyServer() { m_server.reset(); }
    [[nodiscard]] std::uint16_t port() const { return m_server->port(); }
    [[nodiscard]] http::Server::Statistics statistics() const { return m_server->statistics(); }
    [[nodiscard]] int troubles() const { return m_troubles; }

    [[nodiscard]] std::size_t held() {
        const std::lock_guard lock(m_mutex);
        return m_held.size();
    }
    /// Answers the held requests, the last one first.
    void release() {
        std::vector<std::pair<std::string, http::Reply>> held;
        {
            const std::lock_guard lock(m_mutex);
            held.swap(m_held);
        }
        for (auto one = held.rbegin(); one != held.rend(); ++one)
            one->second(http::Response::text(200, one->first));
    }
    [[nodiscard]] http::Request last() {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }

private:
    void handle(http::Request request, http::Reply reply) {
        const std::lock_guard lock(m_mutex);
        m_last = request;
        const std::string& target = request.target;
        if (target.starts_with("/hold"))
            m_held.emplace_back(target, std::move(reply));
        else if (target == "/thread")
            m_threads.emplace_back([reply] { reply(http::Response::text(200, "thread")); });
        else if (target == "/throw")
            throw std::runtime_error("a handler's bug");
        else if (target != "/drop")
            answer(request, reply);
    }

    static void answer(const http::Request& request, const http::Reply& reply) {
        http::Response response = http::Response::text(
            200, request.method + " " + request.target + " " + std::to_string(request.version));
        if (request.target == "/echo") response.body = request.body;
        if (request.target == "/big") response.body.assign(4 * 1024 * 1024, 'b');
        if (request.target == "/empty") response.status = 204;
        if (request.target == "/bye") response.close = true;
        if (request.target == "/reset") response.reset = true;
        if (request.target == "/evil")
            response.headers = {{"X-Good", "yes"},
                                {"X-Bad", "a\r\nX-Smuggled: 1"},
                                {"Bad Name", "x"},
                                {"Content-Length", "0"},
                                {"Connection", "upgrade"}};
        reply(response);
        if (request.target == "/twice") reply(http::Response::text(500, "second"));
    }

    SystemClock m_clock;
    std::unique_ptr<http::Server> m_server;
    std::mutex m_mutex;
    std::vector<std::pair<std::string, http::Reply>> m_held;
    std::vector<std::thread> m_threads;
    http::Request m_last;
    std::atomic<int> m_troubles = 0;
};

} // namespace scepter::test
