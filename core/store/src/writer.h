// The one thread that writes.
#pragma once

#include "enrollment/change.h"
#include "keyring.h"
#include "write_session.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace scepter::store {

class Dialect;

/// Something to write. `apply` may be called again after a roll-back; all on the writer thread.
class Job {
public:
    virtual ~Job() = default;
    /// True when `apply` can fail after it has written something: then it gets a savepoint.
    [[nodiscard]] virtual bool mayFailHalfWay() const { return true; }
    virtual Result<void> apply(WriteSession& session) = 0;
    /// Called once: durable, or the error.
    virtual void finish(Result<void> outcome) = 0;
};

/// Takes everything that waits, makes it one durable transaction, tells the outcomes. When the
/// group fails as a whole (no room, say), each job gets a transaction of its own, so that it fails
/// for itself alone. The thread goes on after any error.
class Writer {
public:
    Writer(const Dialect& dialect, std::string location, const KeyHolder& keys);
    /// Finishes what is queued.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void submit(std::unique_ptr<Job> job);
    /// A job that is on its way; see Store::Expectation.
    void expect();
    void expectNoMore();
    /// Waits for the outcome. Not from the writer thread. `work` may run twice, see Job.
    using Work = std::function<Result<void>(WriteSession&)>;
    Result<void> call(Work work, bool mayFailHalfWay = true);
    /// Counts a poll; written with the next group, or after half a second.
    void notePoll(const enrollment::NotePoll& poll);

private:
    using Jobs = std::vector<std::unique_ptr<Job>>;
    struct Polls {
        std::int64_t count = 0;
        TimePoint last;
    };
    using PollsById = std::map<std::int64_t, Polls>;

    void run();
    bool takeWork(Jobs& jobs, PollsById& polls);
    void gather(std::unique_lock<std::mutex>& lock);
    void writeGroup(Jobs& jobs, const PollsById& polls);
    /// The outcome of each job, or the error of the whole transaction.
    Result<std::vector<Result<void>>> tryGroup(std::span<const std::unique_ptr<Job>> jobs,
                                               const PollsById& polls);
    Result<std::vector<Result<void>>> applyAll(std::span<const std::unique_ptr<Job>> jobs,
                                               const PollsById& polls);
    Result<void> applyOne(Job& job);
    Result<void> connect();

    const Dialect& m_dialect;
    std::string m_location;
    const KeyHolder& m_keys;

    // Used by the writer thread alone.
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<WriteSession> m_session;
    std::size_t m_sinceCheckpoint = 0;

    std::mutex m_mutex; // around what follows
    std::condition_variable m_wake;
    Jobs m_queue;
    PollsById m_polls;
    std::size_t m_expected = 0;
    bool m_stopping = false;

    std::thread m_thread;
};

} // namespace scepter::store
