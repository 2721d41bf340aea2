// Keeps the exchanges of a responder on disk, beside its workspace.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "responder/exchange.h"
#include "responder/statistics.h"
#include "store/traffic_store.h"

#include <condition_variable>
#include <mutex>
#include <span>
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
store::TrafficEntry trafficEntryOf(Exchange exchange, TrafficMode mode);

/// Takes exchanges from any thread without waiting and writes them in groups, several times a
/// second, on a thread of its own. When more come than can be written, they are dropped and
/// counted. A damaged file is moved out of the way, and a new one begun; that and all other trouble
/// goes to the log when it begins.
class TrafficRecorder {
public:
    /// How much may wait or be on its way to the disk.
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
    void write(std::span<Exchange> exchanges);
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
    std::vector<Exchange> m_waiting;
    std::size_t m_waitingBytes = 0;
    std::size_t m_writing = 0;
    std::size_t m_bytes = 0; ///< of what waits and what is being written
    std::uint64_t m_taken = 0;
    std::uint64_t m_done = 0; ///< of those taken, written or lost
    std::uint64_t m_recorded = 0;
    std::uint64_t m_dropped = 0;
    std::uint64_t m_droppedUntold = 0; ///< of those, what the file does not know yet
    std::optional<Error> m_trouble;
    unsigned m_hurried = 0; ///< how many wait in flush()
    bool m_stopping = false;
    std::thread m_thread; ///< last: it uses all of the above
};

} // namespace scepter::responder
