#include "responder/traffic_recorder.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace scepter::responder {

namespace {

constexpr auto kGatherFor = std::chrono::milliseconds{200};
constexpr std::size_t kGroup = 256;
constexpr int kTriesWhenBusy = 3;
// Without traffic, what is too old goes as well.
constexpr auto kPruneEvery = std::chrono::minutes{1};

/// About, of what waits.
std::size_t sizeOf(const Exchange& exchange) {
    std::size_t size = sizeof(Exchange) + exchange.requestHeaders.size() +
                       exchange.responseHead.size() + exchange.sentTarget.size();
    if (exchange.request) size += exchange.request->size();
    if (exchange.response) size += exchange.response->size();
    return size;
}

bool isUnusable(const Error& error) {
    return error.code == ErrorCode::StoreCorrupt || error.code == ErrorCode::StoreForeign;
}

} // namespace

TrafficRecorder::TrafficRecorder(std::string path, const TrafficSettings& settings,
                                 const Clock& clock, Log& log)
    : TrafficRecorder(std::move(path), settings, clock, log, Queue{}) {
}

TrafficRecorder::TrafficRecorder(std::string path, const TrafficSettings& settings,
                                 const Clock& clock, Log& log, const Queue& queue)
    : m_settings(settings)
    , m_clock(clock)
    , m_log(log)
    , m_limits(queue)
    , m_store(std::move(path), clock)
    , m_thread([this] { run(); }) {
}

TrafficRecorder::~TrafficRecorder() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void TrafficRecorder::record(Exchange exchange) {
    const std::size_t size = sizeOf(exchange);
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() + m_writing >= m_limits.count || m_bytes + size > m_limits.bytes) {
            ++m_dropped;
            ++m_droppedUntold;
            return;
        }
        m_waiting.push_back(std::move(exchange));
        m_bytes += size;
        m_waitingBytes += size;
        ++m_taken;
        // The writer sleeps until the first one, and then until a group is whole.
        wake = m_waiting.size() == 1 || m_waiting.size() == kGroup;
    }
    if (wake) m_wake.notify_one();
}

void TrafficRecorder::flush() {
    std::unique_lock lock(m_mutex);
    const std::uint64_t until = m_taken;
    ++m_hurried;
    m_wake.notify_all();
    m_idle.wait(lock, [&] { return m_done >= until; });
    --m_hurried;
}

TrafficStatistics TrafficRecorder::statistics() const {
    const std::lock_guard lock(m_mutex);
    return {true, m_recorded, m_dropped, m_waiting.size() + m_writing, m_trouble};
}

void TrafficRecorder::run() {
    std::vector<Exchange> taken;
    std::unique_lock lock(m_mutex);
    while (true) {
        const bool any =
            m_wake.wait_for(lock, kPruneEvery, [this] { return m_stopping || !m_waiting.empty(); });
        if (!any) {
            lock.unlock();
            static_cast<void>(m_store.prune(m_settings.caps)); // the next write tells of trouble
            lock.lock();
            continue;
        }
        m_wake.wait_for(lock, kGatherFor, [this] {
            return m_stopping || m_hurried > 0 || m_waiting.size() >= kGroup;
        });
        if (m_waiting.empty()) return;
        taken.swap(m_waiting);
        m_writing = taken.size();
        const std::size_t bytes = std::exchange(m_waitingBytes, 0);
        lock.unlock();
        for (std::span rest(taken); !rest.empty();
             rest = rest.subspan(std::min(rest.size(), kGroup)))
            write(rest.first(std::min(rest.size(), kGroup)));
        const std::size_t count = taken.size();
        taken.clear();
        lock.lock();
        m_bytes -= bytes;
        m_writing = 0;
        m_done += count;
        m_idle.notify_all();
    }
}

void TrafficRecorder::write(std::span<Exchange> exchanges) {
    std::uint64_t dropped = 0;
    {
        const std::lock_guard lock(m_mutex);
        dropped = m_droppedUntold;
    }
    Result<void> outcome;
    try {
        std::vector<store::TrafficEntry> entries;
        entries.reserve(exchanges.size());
        for (Exchange& exchange : exchanges)
            entries.push_back(trafficEntryOf(std::move(exchange), m_settings.mode));
        // Who holds the file longer than the store waits is slow, not broken.
        for (int tries = 0; tries < kTriesWhenBusy; ++tries) {
            outcome = tryToWrite(entries, static_cast<std::int64_t>(dropped));
            if (outcome || outcome.error().code != ErrorCode::StoreBusy) break;
        }
    } catch (const std::exception& error) {
        outcome = fail(ErrorCode::Internal, error.what());
    }
    noteOutcome(exchanges.size(), dropped, outcome);
}

Result<void> TrafficRecorder::tryToWrite(const std::vector<store::TrafficEntry>& entries,
                                         std::int64_t dropped) {
    auto written = m_store.append(entries, m_settings.caps, dropped);
    if (!written && isUnusable(written.error())) {
        SCEPTER_TRY(aside, m_store.setAside());
        if (!aside.empty())
            m_log.warning("recorded traffic damaged, begun anew",
                          {{"reason", toText(written.error())}, {"kept", aside}});
        written = m_store.append(entries, m_settings.caps, dropped);
    }
    if (!written) return failWith(std::move(written));
    return {};
}

void TrafficRecorder::noteOutcome(std::size_t count, std::uint64_t dropped,
                                  const Result<void>& outcome) {
    bool begins = false;
    {
        const std::lock_guard lock(m_mutex);
        if (outcome) {
            m_recorded += count;
            m_droppedUntold -= dropped;
            m_trouble.reset();
        } else {
            m_dropped += count;
            m_droppedUntold += count;
            begins = !m_trouble.has_value();
            m_trouble = outcome.error();
        }
    }
    if (begins)
        m_log.write(LogLevel::Error, "traffic not recorded", {{"reason", toText(outcome.error())}});
}

} // namespace scepter::responder
