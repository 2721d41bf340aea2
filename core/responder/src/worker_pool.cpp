#include "worker_pool.h"

#include <utility>

namespace scepter::responder {

WorkerPool::WorkerPool(unsigned threads, std::size_t maxQueued)
    : m_maxQueued(maxQueued)
    , m_threadCount(threads) {
    m_threads.reserve(threads);
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
    finish();
}

bool WorkerPool::post(Work work) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_finishing || m_queue.size() >= m_maxQueued) return false;
        m_queue.push_back(std::move(work));
    }
    m_wake.notify_one();
    return true;
}

void WorkerPool::postFirst(Work work) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_finishing) {
            m_first.push_back(std::move(work));
            work = nullptr;
        }
    }
    if (work)
        work();
    else
        m_wake.notify_one();
}

void WorkerPool::finish() {
    {
        const std::lock_guard lock(m_mutex);
        m_finishing = true;
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads)
        if (thread.joinable()) thread.join();
}

std::size_t WorkerPool::queued() const {
    const std::lock_guard lock(m_mutex);
    return m_queue.size() + m_first.size();
}

void WorkerPool::run() {
    for (;;) {
        Work work;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock,
                        [this] { return m_finishing || !m_first.empty() || !m_queue.empty(); });
            std::deque<Work>& source = m_first.empty() ? m_queue : m_first;
            if (source.empty()) return;
            work = std::move(source.front());
            source.pop_front();
        }
        work();
    }
}

} // namespace scepter::responder
