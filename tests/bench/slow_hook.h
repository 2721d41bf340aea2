// SPDX-License-Identifier: GPL-3.0-or-later
// A webhook that takes its time.
#pragma once

#include "base/clock.h"
#include "http/server.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace scepter::bench {

/// Refuses each question of the plain dialect, after a pause.
class SlowHook {
public:
    explicit SlowHook(std::chrono::milliseconds pause);
    ~SlowHook();
    SlowHook(const SlowHook&) = delete;
    SlowHook& operator=(const SlowHook&) = delete;

    [[nodiscard]] std::string url() const { return m_server->url() + "/check"; }
    [[nodiscard]] std::size_t held() const;

private:
    struct Held {
        std::chrono::steady_clock::time_point due;
        http::Reply reply;
    };
    void run();

    const std::chrono::milliseconds m_pause;
    SystemClock m_clock;
    mutable std::mutex m_mutex; // around all below
    std::condition_variable m_changed;
    std::deque<Held> m_held;
    bool m_ending = false;
    std::thread m_thread;
    std::unique_ptr<http::Server> m_server;
};

/// Keeps so many enrollments on their way at once, each sent again when it was answered.
class StandingLoad {
public:
    StandingLoad(std::uint16_t port, const std::vector<Bytes>& requests);
    ~StandingLoad();
    StandingLoad(const StandingLoad&) = delete;
    StandingLoad& operator=(const StandingLoad&) = delete;

private:
    std::atomic<bool> m_ending{false};
    std::vector<std::thread> m_threads;
};

} // namespace scepter::bench
