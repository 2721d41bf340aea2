#include "worker_pool.h"

#include <utility>

#ifdef __linux__
#include <algorithm>
#include <cerrno>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace scepter::responder {

namespace {

/// Lets the process' other threads go first. Linux keeps the nice value for each thread, whatever
/// POSIX says of processes. Without the right to it, and elsewhere, all goes on as before.
void lowerPriority() {
#ifdef __linux__
    constexpr int kStep = 10;
    constexpr int kLowest = 19;
    const auto thread = static_cast<id_t>(::gettid());
    errno = 0;
    const int now = ::getpriority(PRIO_PROCESS, thread);
    if (errno == 0) ::setpriority(PRIO_PROCESS, thread, std::min(now + kStep, kLowest));
#endif
}

} // namespace

WorkerPool::WorkerPool(unsigned threads, std::size_t maxQueued, bool yielding)
    : m_maxQueued(maxQueued)
    , m_threadCount(threads) {
    m_threads.reserve(threads);
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this, yielding] {
            if (yielding) lowerPriority();
            run();
        });
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
