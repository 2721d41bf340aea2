#include "writer.h"

#include "dialect.h"

#include <chrono>
#include <future>
#include <optional>

namespace scepter::store {

namespace {

constexpr std::size_t kMaxGroup = 256;
constexpr std::size_t kMaxPolls = 1000;
constexpr std::chrono::milliseconds kPollDelay{500};
constexpr std::chrono::milliseconds kGatherFor{5};
// A change leaves some eight pages in the log: about 16 MB of it is used over and over.
constexpr std::size_t kChangesPerCheckpoint = 512;

/// A call that somebody waits for.
class CallJob final : public Job {
public:
    CallJob(Writer::Work work, bool mayFailHalfWay)
        : m_work(std::move(work))
        , m_mayFailHalfWay(mayFailHalfWay) {}

    std::future<Result<void>> outcome() { return m_outcome.get_future(); }
    bool mayFailHalfWay() const override { return m_mayFailHalfWay; }
    Result<void> apply(WriteSession& session) override { return m_work(session); }
    void finish(Result<void> outcome) override { m_outcome.set_value(std::move(outcome)); }

private:
    Writer::Work m_work;
    bool m_mayFailHalfWay;
    std::promise<Result<void>> m_outcome;
};

/// Errors after which a fresh connection may do better.
bool wantsNewConnection(ErrorCode code) {
    return code == ErrorCode::StoreUnavailable || code == ErrorCode::StoreCorrupt ||
           code == ErrorCode::StoreReadOnly;
}

} // namespace

Writer::Writer(const Dialect& dialect, std::string location, const KeyHolder& keys)
    : m_dialect(dialect)
    , m_location(std::move(location))
    , m_keys(keys)
    , m_thread([this] { run(); }) {
}

Writer::~Writer() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Writer::submit(std::unique_ptr<Job> job) {
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(job));
        wake = m_queue.size() == 1 || m_queue.size() == kMaxGroup;
    }
    if (wake) m_wake.notify_one();
}

void Writer::expect() {
    const std::lock_guard lock(m_mutex);
    ++m_expected;
}

void Writer::expectNoMore() {
    bool last = false;
    {
        const std::lock_guard lock(m_mutex);
        last = --m_expected == 0 && !m_queue.empty();
    }
    if (last) m_wake.notify_one();
}

/// Waits for the changes that are being made just now: a commit costs far more than a change, so
/// one had better serve them all. Nobody waits for nothing: alone, a change is written at once.
void Writer::gather(std::unique_lock<std::mutex>& lock) {
    m_wake.wait_for(lock, kGatherFor, [this] {
        return m_expected == 0 || m_queue.size() >= kMaxGroup || m_stopping;
    });
}

Result<void> Writer::call(Work work, bool mayFailHalfWay) {
    auto job = std::make_unique<CallJob>(std::move(work), mayFailHalfWay);
    auto outcome = job->outcome();
    submit(std::move(job));
    return outcome.get();
}

void Writer::notePoll(const enrollment::NotePoll& poll) {
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        wake = m_polls.empty() || m_polls.size() >= kMaxPolls;
        Polls& polls = m_polls[poll.requestId];
        ++polls.count;
        polls.last = std::max(polls.last, poll.at);
    }
    if (wake) m_wake.notify_one();
}

bool Writer::takeWork(Jobs& jobs, PollsById& polls) {
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [&] { return !m_queue.empty() || !m_polls.empty() || m_stopping; });
    if (m_queue.empty() && !m_stopping)
        m_wake.wait_for(lock, kPollDelay, [&] {
            return !m_queue.empty() || m_polls.size() > kMaxPolls || m_stopping;
        });
    if (m_expected > 0 && !m_queue.empty() && !m_stopping) gather(lock);
    const std::size_t count = std::min(m_queue.size(), kMaxGroup);
    const auto end = m_queue.begin() + static_cast<std::ptrdiff_t>(count);
    jobs.assign(std::move_iterator(m_queue.begin()), std::move_iterator(end));
    m_queue.erase(m_queue.begin(), end);
    polls = std::exchange(m_polls, {});
    return !jobs.empty() || !polls.empty();
}

void Writer::run() {
    Jobs jobs;
    PollsById polls;
    while (takeWork(jobs, polls)) {
        writeGroup(jobs, polls);
        m_sinceCheckpoint += jobs.size();
        jobs.clear();
        // After the answers are out: this syncs, and nobody should wait for it.
        if (m_connection && m_sinceCheckpoint >= kChangesPerCheckpoint) {
            m_dialect.checkpoint(*m_connection);
            m_sinceCheckpoint = 0;
        }
    }
    m_session.reset();
    m_connection.reset();
}

void Writer::writeGroup(Jobs& jobs, const PollsById& polls) {
    auto outcomes = tryGroup(jobs, polls);
    if (outcomes) {
        for (std::size_t i = 0; i < jobs.size(); ++i)
            jobs[i]->finish(std::move((*outcomes)[i]));
        return;
    }
    // A busy workspace has cost its patience already; one job alone would fail the same way.
    const bool alone = jobs.size() <= 1 || outcomes.error().code == ErrorCode::StoreBusy;
    for (const auto& job : jobs) {
        auto single = alone ? outcomes : tryGroup({&job, 1}, {});
        job->finish(single ? std::move(single->front()) : failWith(std::move(single)));
    }
}

Result<std::vector<Result<void>>> Writer::tryGroup(std::span<const std::unique_ptr<Job>> jobs,
                                                   const PollsById& polls) {
    SCEPTER_CHECK(connect());
    auto outcomes = applyAll(jobs, polls);
    if (outcomes) return outcomes;
    m_session->rollBack();
    if (wantsNewConnection(outcomes.error().code)) {
        m_session.reset();
        m_connection.reset();
    }
    return outcomes;
}

Result<std::vector<Result<void>>> Writer::applyAll(std::span<const std::unique_ptr<Job>> jobs,
                                                   const PollsById& polls) {
    SCEPTER_CHECK(m_session->begin());
    std::vector<Result<void>> outcomes;
    outcomes.reserve(jobs.size());
    for (const auto& job : jobs) {
        Result<void> outcome = applyOne(*job);
        // A statement that failed leaves the transaction in doubt; a refusal does not.
        if (m_connection->failed())
            return outcome ? fail(ErrorCode::Internal, "a change went on over a failed statement")
                           : failWith(std::move(outcome));
        outcomes.push_back(std::move(outcome));
    }
    for (const auto& [id, noted] : polls) {
        auto update = m_session->statement(
            "UPDATE requests SET polls = polls + ?, last_polled_at = ? WHERE id = ?");
        SCEPTER_CHECK(update.bind(noted.count).bind(noted.last).bind(id).run());
    }
    SCEPTER_CHECK(m_session->commit());
    return outcomes;
}

Result<void> Writer::applyOne(Job& job) {
    if (!job.mayFailHalfWay()) return job.apply(*m_session);
    SCEPTER_CHECK(m_session->setSavepoint());
    auto outcome = job.apply(*m_session);
    if (m_connection->failed()) return outcome;
    SCEPTER_CHECK(outcome ? m_session->releaseSavepoint() : m_session->rollBackToSavepoint());
    return outcome;
}

Result<void> Writer::connect() {
    if (m_session) return {};
    SCEPTER_TRY(connection, Connection::open(m_dialect, m_location, Role::Writer));
    m_connection = std::move(connection);
    m_session = std::make_unique<WriteSession>(*m_connection, m_keys);
    return {};
}

} // namespace scepter::store
