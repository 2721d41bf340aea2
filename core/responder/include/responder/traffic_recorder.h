// Keeps the exchanges of a responder on disk, beside its workspace.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "responder/exchange.h"
#include "responder/statistics.h"
#include "store/traffic_store.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace scepter::responder {

enum class TrafficMode {
    Off,
    Headers, ///< what is known of it and the heads, without any message
    Full
};

struct TrafficSettings {
    TrafficMode mode = TrafficMode::Full;
    store::TrafficCaps caps;

    bool operator==(const TrafficSettings&) const = default;
};

/// What is written of an exchange; with Headers without its bodies, and without a message in the
/// request line.
store::TrafficEntry trafficEntryOf(const Exchange& exchange, TrafficMode mode);

/// Takes exchanges from any thread without waiting and writes them in groups, several times a
/// second, on a thread of its own. When more come than can be written, they are dropped and
/// counted. A damaged file is moved out of the way, and a new one begun; that and all other trouble
/// goes to the log when it begins.
class TrafficRecorder {
public:
    /// How much may wait to be written.
    struct Queue {
        std::size_t count = 4096;
        std::size_t bytes = std::size_t{32} << 20;
    };

    /// Clock and log must outlive it.
    TrafficRecorder(std::string path, const TrafficSettings& settings, const Clock& clock,
                    Log& log);
    TrafficRecorder(std::string path, const TrafficSettings& settings, const Clock& clock, Log& log,
                    const Queue& queue);
    /// Writes what waits.
    ~TrafficRecorder();
    TrafficRecorder(const TrafficRecorder&) = delete;
    TrafficRecorder& operator=(const TrafficRecorder&) = delete;

    void record(Exchange exchange);
    /// Blocks until all that was recorded before is written, or could not be.
    void flush();
    [[nodiscard]] TrafficStatistics statistics() const;

private:
    void run();
    void write(const std::vector<Exchange>& exchanges);
    Result<void> tryToWrite(const std::vector<store::TrafficEntry>& entries, std::int64_t dropped);
    void noteOutcome(std::size_t count, std::uint64_t dropped, const Result<void>& outcome);

    const TrafficSettings m_settings;
    const Clock& m_clock;
    Log& m_log;
    const Queue m_limits;
    store::TrafficStore m_store;

    mutable std::mutex m_mutex; // around all below
    std::condition_variable m_wake;
    std::condition_variable m_idle;
    std::deque<Exchange> m_waiting;
    std::size_t m_waitingBytes = 0;
    std::size_t m_writing = 0;
    std::uint64_t m_recorded = 0;
    std::uint64_t m_dropped = 0;
    std::uint64_t m_droppedUntold = 0; ///< of those, what the file does not know yet
    std::optional<Error> m_trouble;
    bool m_hurry = false; ///< somebody waits in flush()
    bool m_stopping = false;
    std::thread m_thread; ///< last: it uses all of the above
};

} // namespace scepter::responder
