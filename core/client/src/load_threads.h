// SPDX-License-Identifier: GPL-3.0-or-later
// The threads of a load beside the one that sends.
#pragma once

#include "client/load.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace scepter::client {

/// Writes and checks messages. Destroying it drops what has not begun.
class LoadWorkers {
public:
    explicit LoadWorkers(unsigned threads);
    ~LoadWorkers();
    LoadWorkers(const LoadWorkers&) = delete;
    LoadWorkers& operator=(const LoadWorkers&) = delete;

    void add(std::function<void()> job);
    [[nodiscard]] double cpuSeconds();

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_jobs;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

/// Tells of progress on a thread of its own: the newest report when the one before was taken.
class LoadTeller {
public:
    using Told = std::function<void(const LoadReport&)>;

    explicit LoadTeller(Told told);
    /// Nothing is told any more.
    ~LoadTeller();
    LoadTeller(const LoadTeller&) = delete;
    LoadTeller& operator=(const LoadTeller&) = delete;

    [[nodiscard]] bool isListening() const { return static_cast<bool>(m_told); }
    void publish(LoadReport report);

private:
    void work();

    Told m_told;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<LoadReport> m_newest;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace scepter::client
