// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_threads.h"

#include "load_meter.h"

namespace scepter::client {

LoadWorkers::LoadWorkers(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

LoadWorkers::~LoadWorkers() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_jobs.clear();
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void LoadWorkers::add(std::function<void()> job) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_changed.notify_one();
}

double LoadWorkers::cpuSeconds() {
    double seconds = 0;
    for (std::thread& thread : m_threads)
        seconds += threadCpu(thread.native_handle());
    return seconds;
}

void LoadWorkers::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
        if (m_ending) return;
        const std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

LoadTeller::LoadTeller(Told told)
    : m_told(std::move(told)) {
    if (m_told) m_thread = std::thread([this] { work(); });
}

LoadTeller::~LoadTeller() {
    if (!m_told) return;
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void LoadTeller::publish(LoadReport report) {
    if (!m_told) return;
    {
        const std::lock_guard lock(m_mutex);
        m_newest = std::move(report);
    }
    m_changed.notify_all();
}

void LoadTeller::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || m_newest.has_value(); });
        if (m_ending) return;
        const LoadReport report = std::move(*m_newest);
        m_newest.reset();
        lock.unlock();
        m_told(report);
        lock.lock();
    }
}

} // namespace scepter::client
