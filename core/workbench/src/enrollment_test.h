// SPDX-License-Identifier: GPL-3.0-or-later
// One test enrollment from its first question to its end.
#pragma once

#include "workbench/test_enrollment.h"
#include "workbench/workbench.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>

namespace scepter::workbench {

/// Waits between polls, until it is told not to.
class PollWait {
public:
    /// False: stopped.
    bool wait(Duration time, const std::stop_token& stop);
    void cutShort();

private:
    std::mutex m_mutex;
    std::condition_variable_any m_told;
    bool m_cut = false;
};

/// Told on the thread of the run.
struct TestWatch {
    std::function<void(client::Step)> step;
    std::function<void()> waiting; ///< the run has `nextPoll`
};

/// Blocks. Takes what `run` asks for and writes down what came of it.
class EnrollmentTest {
public:
    EnrollmentTest(Workbench& workbench, TestRun& run, ServedHere here, const Clock& clock,
                   std::stop_token stop, PollWait& pollWait, TestWatch watch);

    void enroll();
    /// Goes on with one that was left PENDING.
    void poll();

private:
    Result<void> connect();
    Result<void> makeKey();
    Result<client::PreparedRequest> write();
    Result<pki::PrivateKey> keyOf();
    void send(const client::PreparedRequest& request);
    void pollUntilDone();
    Result<client::PreparedRequest> nextPoll();
    void stayPending();
    void take(const client::Answer& answer);
    void takeSuccess(const client::Answer& answer);
    void judgeCertificate(const pki::Certificate& certificate);
    void end(const Error& error);
    void note(client::Step step);

    Workbench& m_workbench;
    TestRun& m_run;
    ServedHere m_here;
    const Clock& m_clock;
    std::stop_token m_stop;
    PollWait& m_wait;
    TestWatch m_watch;
    unsigned m_polls;
    std::optional<client::Service> m_service;
    std::string m_authority;
    bool m_connected = false; ///< and the CA was looked at
};

} // namespace scepter::workbench
