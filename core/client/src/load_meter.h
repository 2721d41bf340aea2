// SPDX-License-Identifier: GPL-3.0-or-later
// Counts a load while it runs.
#pragma once

#include "client/load.h"
#include "load_outcome.h"

#include <pthread.h>
#include <vector>

namespace scepter::client {

using SteadyTime = std::chrono::steady_clock::time_point;

/// User and system time of a process so far, in seconds; of "/proc/PID/stat". Nothing: it is gone.
std::optional<double> processCpu(std::int64_t pid);
/// Of a thread of this process, zero when it cannot be told.
double threadCpu(pthread_t thread);

/// The report as it grows. Not thread-safe.
class LoadMeter {
public:
    /// `base` says what is known before.
    LoadMeter(LoadReport base, std::optional<std::int64_t> serverPid);

    void start(SteadyTime now, TimePoint clock);
    void sent(SteadyTime now);
    /// `due`: when it should have been sent, by which its latency is judged.
    void answered(SteadyTime now, SteadyTime due, const LoadOutcome& outcome, bool timed);
    void setClients(unsigned clients) { m_clients = clients; }
    /// Closes the seconds that are over.
    void advance(SteadyTime now);
    /// What is done so far, with the second that is not over.
    [[nodiscard]] LoadReport report(SteadyTime now) const;
    LoadReport& base() { return m_report; }

private:
    [[nodiscard]] LoadSecond current(Duration length) const;

    LoadReport m_report;
    std::optional<std::int64_t> m_serverPid;
    double m_serverCpuBefore = 0;
    SteadyTime m_start{};
    LoadSecond m_second;
    Latencies m_secondLatencies;
    unsigned m_clients = 0;
};

} // namespace scepter::client
