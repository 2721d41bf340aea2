// SPDX-License-Identifier: GPL-3.0-or-later
// The sending of a load.
#pragma once

#include "http/load_client.h"
#include "load_messages.h"
#include "load_meter.h"
#include "load_schedule.h"
#include "load_threads.h"

#include <optional>

namespace scepter::client {

/// Clients that send, each when its last request was answered or, with a rate, when the next is
/// due. Everything but the workers' jobs is on the thread that is in run().
class LoadRun {
public:
    struct Parts {
        const LoadOptions& options;
        const Clock& clock;
        const LoadWriter& writer;
        const std::vector<Bytes>& requests; ///< of pre-built messages
        http::LoadClient& http;
        LoadTeller& teller;
    };

    LoadRun(const Parts& parts, LoadReport base);

    Result<LoadReport> run();
    /// From any thread.
    void cancel();

private:
    enum class State { Later, Writing, Ready, Sending, Checking, Resting, Done };
    struct Client {
        State state = State::Later;
        LoadMessage message{}; ///< live
        SteadyTime due{};
        SteadyTime restsUntil{};
    };

    void begin();
    void onTimer();
    void startClients(SteadyTime now);
    void wakeResting(SteadyTime now);
    void schedule();
    void prepare(unsigned client);
    void written(unsigned client, Result<LoadMessage> message);
    void ready(unsigned client);
    void sendDue(SteadyTime now);
    void send(unsigned client, SteadyTime now, SteadyTime due);
    void answered(unsigned client, const http::LoadAnswer& answer);
    void check(unsigned client, const http::LoadAnswer& answer, SteadyTime at);
    void judged(unsigned client, const LoadOutcome& outcome, SteadyTime at, bool failed,
                bool timed);
    void maybeFinish(SteadyTime now);
    void tell(SteadyTime now);
    [[nodiscard]] LoadReport report(SteadyTime now);
    [[nodiscard]] bool isTimeUp(SteadyTime now) const;
    [[nodiscard]] bool isAllSent() const { return m_limit > 0 && m_sent == m_limit; }
    [[nodiscard]] bool isLive() const { return m_options.messages == LoadMessages::Live; }
    [[nodiscard]] SteadyTime at(LoadSchedule::Time time) const {
        return m_start + std::chrono::duration_cast<SteadyTime::duration>(time);
    }

    const LoadOptions& m_options;
    const Clock& m_clock;
    const LoadWriter& m_writer;
    const std::vector<Bytes>& m_requests;
    http::LoadClient& m_http;
    LoadTeller& m_teller;
    LoadSchedule m_schedule;
    LoadMeter m_meter;
    const std::uint64_t m_limit; ///< of requests; 0: none

    std::vector<Client> m_clients;
    std::vector<unsigned> m_ready; ///< with a rate: those that wait for the next due time
    unsigned m_started = 0;
    unsigned m_busy = 0;       ///< that send, or whose answer is checked
    std::uint64_t m_taken = 0; ///< live: numbers given to writers
    std::uint64_t m_sent = 0;
    SteadyTime m_start{};
    SteadyTime m_nextTell{};
    SteadyTime m_timerAt{};
    bool m_finished = false;
    bool m_cancelled = false;
    double m_cpuBefore = 0;
    std::optional<Error> m_error;
    std::unique_ptr<LoadWorkers> m_workers; ///< last: ends before what its jobs use
};

} // namespace scepter::client
