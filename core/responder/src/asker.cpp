#include "responder/asker.h"

#include "ask_desk.h"
#include "worker_pool.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>

namespace scepter::responder {

namespace {

using challenge::Verdict;
using Steady = std::chrono::steady_clock;

constexpr unsigned kWorkers = 2;
constexpr unsigned kMostSteps = 32;

/// A conversation under way. Handed from the desk to a worker and back, never used by both.
struct Talk {
    std::string key;
    std::string target;
    std::unique_ptr<challenge::Conversation> conversation;
    Steady::time_point until;
    std::vector<Asker::Done> waiting; ///< under the mutex of all talks
    std::atomic<bool> isOver = false;
    unsigned steps = 0;
    std::optional<challenge::Reply> reply;
};
using TalkPtr = std::shared_ptr<Talk>;

BreakerSettings breakerOf(const AskerLimits& limits) {
    return {limits.failuresToOpen, limits.firstPause, limits.longestPause};
}

/// Answers may hold tokens.
void wipe(std::optional<challenge::Reply>& reply) {
    if (reply && *reply) wipeMemory((*reply)->body.data(), (*reply)->body.size());
    reply.reset();
}

} // namespace

class Asker::Impl {
public:
    Impl(const Clock& clock, const AskerLimits& limits)
        : m_clock(clock)
        , m_limits(limits)
        , m_table(clock, breakerOf(limits))
        , m_pool(kWorkers, limits.inAll, false)
        , m_desk(limits, m_table, [this] { return endOverdue(); }) {}

    void run(std::string key, std::string target,
             std::unique_ptr<challenge::Conversation> conversation, Done done);
    void finish();
    TargetTable& table() { return m_table; }
    std::size_t underWay() const;

private:
    enum class Taken { Begun, Joined, TooMany, Finished };
    Taken take(const TalkPtr& talk, Done& done);
    void post(const TalkPtr& talk);
    void step(const TalkPtr& talk);
    void ask(const TalkPtr& talk, std::variant<challenge::HttpAsk, challenge::CommandAsk> what);
    void conclude(const TalkPtr& talk, Verdict verdict);
    void forget(const TalkPtr& talk);
    bool endOverdue();
    void endAll();

    const Clock& m_clock;
    const AskerLimits m_limits;
    TargetTable m_table;
    mutable std::mutex m_mutex; // around the talks and who waits for them
    std::set<TalkPtr> m_talks;
    std::map<std::string, TalkPtr> m_byKey;
    std::map<std::string, std::size_t> m_byTarget;
    bool m_finishing = false;
    std::once_flag m_finished;
    WorkerPool m_pool;
    AskDesk m_desk;
};

void Asker::Impl::run(std::string key, std::string target,
                      std::unique_ptr<challenge::Conversation> conversation, Done done) {
    const auto talk = std::make_shared<Talk>();
    talk->key = std::move(key);
    talk->target = std::move(target);
    talk->conversation = std::move(conversation);
    talk->until = Steady::now() + m_limits.conversation;
    switch (take(talk, done)) {
    case Taken::Begun:
        m_desk.wake();
        post(talk);
        break;
    case Taken::Joined:
        break;
    case Taken::TooMany:
        m_pool.postFirst(
            [done = std::move(done)] { done(Verdict::later("too many questions are waiting")); });
        break;
    case Taken::Finished:
        done(Verdict::later("the service is stopping"));
        break;
    }
}

Asker::Impl::Taken Asker::Impl::take(const TalkPtr& talk, Done& done) {
    const std::lock_guard lock(m_mutex);
    if (m_finishing) return Taken::Finished;
    if (const auto same = talk->key.empty() ? m_byKey.end() : m_byKey.find(talk->key);
        same != m_byKey.end()) {
        auto& waiting = same->second->waiting;
        if (waiting.size() >= m_limits.joined) return Taken::TooMany;
        waiting.push_back(std::move(done));
        return Taken::Joined;
    }
    const auto count = m_byTarget.find(talk->target);
    if (m_talks.size() >= m_limits.inAll ||
        (count != m_byTarget.end() && count->second >= m_limits.perTarget))
        return Taken::TooMany;
    talk->waiting.push_back(std::move(done));
    m_talks.insert(talk);
    ++m_byTarget[talk->target];
    if (!talk->key.empty()) m_byKey[talk->key] = talk;
    return Taken::Begun;
}

void Asker::Impl::post(const TalkPtr& talk) {
    if (!m_pool.post([this, talk] { step(talk); }))
        conclude(talk, Verdict::later("too many questions are waiting"));
}

void Asker::Impl::step(const TalkPtr& talk) {
    if (talk->isOver) return;
    if (++talk->steps > kMostSteps) {
        conclude(talk, Verdict::later("there is no end of questions"));
        return;
    }
    auto next = talk->conversation->next(talk->reply ? &*talk->reply : nullptr, m_clock.now());
    wipe(talk->reply);
    if (auto* verdict = std::get_if<Verdict>(&next))
        conclude(talk, std::move(*verdict));
    else if (auto* http = std::get_if<challenge::HttpAsk>(&next))
        ask(talk, std::move(*http));
    else
        ask(talk, std::move(std::get<challenge::CommandAsk>(next)));
}

void Asker::Impl::ask(const TalkPtr& talk,
                      std::variant<challenge::HttpAsk, challenge::CommandAsk> what) {
    const auto question = std::make_shared<Question>();
    question->what = std::move(what);
    question->until = talk->until;
    question->isWanted = [talk] { return !talk->isOver; };
    question->done = [this, talk](challenge::Reply reply) {
        talk->reply = std::move(reply);
        post(talk);
    };
    m_desk.ask(question);
}

void Asker::Impl::conclude(const TalkPtr& talk, Verdict verdict) {
    std::vector<Done> waiting;
    {
        const std::lock_guard lock(m_mutex);
        if (talk->isOver.exchange(true)) return;
        waiting.swap(talk->waiting);
        forget(talk);
    }
    for (const Done& done : waiting)
        done(verdict);
}

void Asker::Impl::forget(const TalkPtr& talk) {
    m_talks.erase(talk);
    if (!talk->key.empty()) m_byKey.erase(talk->key);
    if (const auto count = m_byTarget.find(talk->target); --count->second == 0)
        m_byTarget.erase(count);
}

bool Asker::Impl::endOverdue() {
    const auto now = Steady::now();
    std::vector<TalkPtr> overdue;
    {
        const std::lock_guard lock(m_mutex);
        std::ranges::copy_if(m_talks, std::back_inserter(overdue),
                             [&](const TalkPtr& talk) { return talk->until <= now; });
    }
    for (const TalkPtr& talk : overdue)
        conclude(talk, Verdict::later("there was no verdict in time"));
    const std::lock_guard lock(m_mutex);
    return !m_talks.empty();
}

std::size_t Asker::Impl::underWay() const {
    const std::lock_guard lock(m_mutex);
    return m_talks.size();
}

void Asker::Impl::endAll() {
    std::set<TalkPtr> talks;
    {
        const std::lock_guard lock(m_mutex);
        m_finishing = true;
        talks = m_talks;
    }
    for (const TalkPtr& talk : talks)
        conclude(talk, Verdict::later("the service is stopping"));
}

void Asker::Impl::finish() {
    std::call_once(m_finished, [this] {
        endAll();
        m_desk.stop();
        m_pool.finish();
    });
}

Asker::Asker(const Clock& clock, const AskerLimits& limits)
    : m_impl(std::make_unique<Impl>(clock, limits)) {
}

Asker::~Asker() {
    m_impl->finish();
}

void Asker::run(std::string key, std::string target,
                std::unique_ptr<challenge::Conversation> conversation, Done done) {
    m_impl->run(std::move(key), std::move(target), std::move(conversation), std::move(done));
}

std::vector<TargetStatus> Asker::targets() const {
    return m_impl->table().statuses();
}

void Asker::tryNow(const std::string& target) {
    m_impl->table().tryNow(target);
}

std::size_t Asker::underWay() const {
    return m_impl->underWay();
}

void Asker::finish() {
    m_impl->finish();
}

} // namespace scepter::responder
