#include "watcher.h"

#include <chrono>
#include <utility>

namespace scepter::workbench {

namespace {

constexpr auto kBusyPause = std::chrono::milliseconds{50};
constexpr auto kQuietPause = std::chrono::milliseconds{200};
// Looks without a change until all counts as quiet: five seconds.
constexpr int kQuietAfter = 100;

} // namespace

Watcher::Watcher(Workbench& workbench, const responder::ExchangeRecorder& recorder,
                 std::function<void(const Seen&)> notice)
    : m_workbench(workbench)
    , m_recorder(recorder)
    , m_notice(std::move(notice))
    , m_thread([this] { run(); }) {
}

Watcher::~Watcher() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Watcher::consumed() {
    {
        const std::scoped_lock lock(m_mutex);
        m_pending = false;
    }
    m_wake.notify_all();
}

void Watcher::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        look();
        lock.lock();
        m_wake.wait(lock, [this] { return m_stopping || !m_pending; });
        m_wake.wait_for(lock, m_quiet < kQuietAfter ? kBusyPause : kQuietPause,
                        [this] { return m_stopping; });
    }
}

void Watcher::look() {
    // What was recorded on disk shows some moments after the same in memory. A file that cannot be
    // read moves nothing; whoever lists it is told why.
    m_trafficMark = m_workbench.traffic()->mark().value_or(m_trafficMark);
    const std::uint64_t exchanges = m_recorder.mark() + m_trafficMark;
    const auto mark = m_workbench.changeMark();
    // A workspace that cannot be read now is read again; the status says what is wrong.
    if (!mark) return;
    const bool committed = *mark != m_changeMark;
    if (!committed && exchanges == m_exchangeMark) {
        ++m_quiet;
        return;
    }
    const auto marks = m_workbench.marks();
    if (!marks) return;
    m_quiet = 0;
    m_changeMark = *mark;
    m_exchangeMark = exchanges;
    {
        const std::scoped_lock lock(m_mutex);
        m_pending = true;
    }
    m_notice(Seen{*marks, committed, exchanges});
}

} // namespace scepter::workbench
