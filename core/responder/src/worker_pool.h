// Threads for crypto.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace scepter::responder {

/// A fixed number of threads and one queue. Work that finishes something already begun goes first,
/// so that an answer whose commit is done does not wait behind new requests. Thread-safe.
class WorkerPool {
public:
    using Work = std::function<void()>;

    /// `yielding` threads run at a lower priority than the others of the process (Linux only).
    WorkerPool(unsigned threads, std::size_t maxQueued, bool yielding);
    /// Runs what is queued to its end.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False when the queue is full: the work was not taken.
    bool post(Work work);
    /// For the second half of something that was taken: always taken, and first in line.
    void postFirst(Work work);
    /// Ends the threads after the queue is empty. Later work is run by the caller.
    void finish();
    /// Work that no thread has begun.
    [[nodiscard]] std::size_t queued() const;
    [[nodiscard]] unsigned threads() const { return m_threadCount; }

private:
    void run();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Work> m_queue;
    std::deque<Work> m_first;
    std::size_t m_maxQueued;
    bool m_finishing = false;
    const unsigned m_threadCount;
    std::vector<std::thread> m_threads;
};

} // namespace scepter::responder
