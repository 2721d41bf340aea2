// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_meter.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace scepter::client {

std::optional<double> processCpu(std::int64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line)) return std::nullopt;
    // The name is in parentheses and may hold anything; utime and stime are the 12th and 13th word
    // after it.
    const std::size_t end = line.rfind(')');
    if (end == std::string::npos) return std::nullopt;
    std::istringstream words(line.substr(end + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i)
        words >> skipped;
    double user = 0;
    double system = 0;
    if (!(words >> user >> system)) return std::nullopt;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double threadCpu(pthread_t thread) {
    clockid_t clock{};
    timespec time{};
    if (::pthread_getcpuclockid(thread, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
        return 0;
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

LoadMeter::LoadMeter(LoadReport base, std::optional<std::int64_t> serverPid)
    : m_report(std::move(base))
    , m_serverPid(serverPid) {
}

void LoadMeter::start(SteadyTime now, TimePoint clock) {
    m_start = now;
    m_report.startedAt = clock;
    if (m_serverPid) m_serverCpuBefore = processCpu(*m_serverPid).value_or(0);
}

void LoadMeter::sent(SteadyTime now) {
    advance(now);
    ++m_report.sent;
    ++m_second.sent;
}

void LoadMeter::answered(SteadyTime now, SteadyTime due, const LoadOutcome& outcome, bool timed) {
    advance(now);
    if (timed) {
        const auto latency = std::chrono::duration_cast<std::chrono::microseconds>(now - due);
        m_report.latencies.add(latency);
        m_secondLatencies.add(latency);
    }
    if (outcome.kind == LoadOutcome::Kind::Issued) {
        ++m_report.issued;
        ++m_second.issued;
        return;
    }
    ++m_second.other;
    if (outcome.kind == LoadOutcome::Kind::Pending)
        ++m_report.pending;
    else
        ++m_report.errors[outcome.error];
}

void LoadMeter::advance(SteadyTime now) {
    while (now - m_start >= std::chrono::seconds(m_second.second + 1)) {
        m_report.seconds.push_back(current(std::chrono::seconds(1)));
        m_second = {.second = m_second.second + 1};
        m_secondLatencies = {};
    }
}

LoadSecond LoadMeter::current(Duration length) const {
    LoadSecond second = m_second;
    second.length = length;
    second.median = m_secondLatencies.percentile(0.5);
    second.p99 = m_secondLatencies.percentile(0.99);
    second.clients = m_clients;
    return second;
}

LoadReport LoadMeter::report(SteadyTime now) const {
    LoadReport report = m_report;
    report.elapsed = std::chrono::duration_cast<Duration>(now - m_start);
    const Duration rest = report.elapsed - std::chrono::duration_cast<Duration>(
                                               std::chrono::seconds(m_second.second));
    if (m_second.sent + m_second.issued + m_second.other > 0)
        report.seconds.push_back(current(std::max(rest, Duration(1))));
    if (m_serverPid)
        if (const auto cpu = processCpu(*m_serverPid))
            report.serverCpuSeconds = *cpu - m_serverCpuBefore;
    return report;
}

double LoadReport::perSecond() const {
    if (elapsed <= Duration{0}) return 0;
    return static_cast<double>(issued) * 1000 / static_cast<double>(elapsed.count());
}

std::uint64_t LoadReport::answered() const {
    std::uint64_t all = issued + pending;
    for (const auto& [text, count] : errors)
        all += count;
    return all;
}

} // namespace scepter::client
