// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP server that does to each connection what a test says, also what no HTTP server would do.
#pragma once

#include <QtGlobal>

#include <arpa/inet.h>
#include <atomic>
#include <cstdint>
#include <functional>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace scepter::test {

/// One accepted connection; blocking, closed when the script returns.
class Peer {
public:
    Peer(int descriptor, int number)
        : m_descriptor(descriptor)
        , m_number(number) {}

    /// 0 for the first connection of the server.
    [[nodiscard]] int number() const { return m_number; }
    /// Reads up to and with `mark`; false when the other side ended before.
    bool readTo(std::string_view mark) {
        while (m_input.find(mark) == std::string::npos)
            if (!more()) return false;
        m_input.erase(0, m_input.find(mark) + mark.size());
        return true;
    }
    /// Everything until the other side ends.
    std::string readAll() {
        while (more()) {
        }
        return std::exchange(m_input, {});
    }
    void send(std::string_view text) {
        while (!text.empty()) {
            const ssize_t sent = ::send(m_descriptor, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    /// A reset in place of an end.
    void breakOff() {
        const linger now{1, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }

private:
    bool more() {
        char buffer[4096];
        const ssize_t got = ::recv(m_descriptor, buffer, sizeof buffer, 0);
        if (got > 0) m_input.append(buffer, static_cast<std::size_t>(got));
        return got > 0;
    }

    int m_descriptor;
    int m_number;
    std::string m_input;
};

class ScriptedServer {
public:
    explicit ScriptedServer(std::function<void(Peer&)> script)
        : m_script(std::move(script))
        , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 64) != 0 ||
            ::getsockname(m_listener, generic, &size) != 0)
            qFatal("no listener");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~ScriptedServer() {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        for (std::thread& one : m_connections)
            one.join();
        ::close(m_listener);
    }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] int accepted() const { return m_accepted; }

private:
    void serve() {
        while (true) {
            const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (descriptor < 0) return;
            m_connections.emplace_back([this, descriptor, number = m_accepted++] {
                Peer peer(descriptor, number);
                m_script(peer);
                ::close(descriptor);
            });
        }
    }

    std::function<void(Peer&)> m_script;
    int m_listener;
    std::uint16_t m_port = 0;
    std::atomic<int> m_accepted = 0;
    std::vector<std::thread> m_connections;
    std::thread m_thread;
};

} // namespace scepter::test
