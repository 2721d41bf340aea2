// SPDX-License-Identifier: GPL-3.0-or-later
#include "slow_hook.h"

#include "load.h"

#include <cstdio>
#include <cstdlib>

namespace scepter::bench {

SlowHook::SlowHook(std::chrono::milliseconds pause)
    : m_pause(pause) {
    auto server = http::Server::listen(
        "127.0.0.1", 0, {}, {}, 1, m_clock, [this](http::Request, http::Reply reply) {
            const std::lock_guard lock(m_mutex);
            m_held.push_back({std::chrono::steady_clock::now() + m_pause, std::move(reply)});
            m_changed.notify_all();
        });
    if (!server) {
        std::fprintf(stderr, "%s\n", toText(server.error()).c_str());
        std::abort();
    }
    m_server = std::move(*server);
    m_thread = std::thread([this] { run(); });
}

SlowHook::~SlowHook() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
    m_held.clear();
}

std::size_t SlowHook::held() const {
    const std::lock_guard lock(m_mutex);
    return m_held.size();
}

void SlowHook::run() {
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        if (m_held.empty()) {
            m_changed.wait(lock);
            continue;
        }
        const auto due = m_held.front().due;
        if (std::chrono::steady_clock::now() < due) {
            m_changed.wait_until(lock, due, [this] { return m_ending; });
            continue;
        }
        http::Reply reply = std::move(m_held.front().reply);
        m_held.pop_front();
        lock.unlock();
        reply(http::Response::text(200, R"({"decision":"deny","reason":"slow"})"));
        lock.lock();
    }
}

StandingLoad::StandingLoad(std::uint16_t port, const std::vector<Bytes>& requests) {
    for (const Bytes& request : requests)
        m_threads.emplace_back([this, port, request] {
            while (!m_ending)
                runLoad(port, {request}, 1);
        });
}

StandingLoad::~StandingLoad() {
    m_ending = true;
    for (auto& thread : m_threads)
        thread.join();
}

} // namespace scepter::bench
