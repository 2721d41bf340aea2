// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_run.h"

#include <algorithm>

namespace scepter::client {

namespace {

constexpr std::chrono::milliseconds kTellEvery{100};
constexpr std::chrono::milliseconds kRest{100};

SteadyTime steadyNow() {
    return std::chrono::steady_clock::now();
}

} // namespace

LoadRun::LoadRun(const Parts& parts, LoadReport base)
    : m_options(parts.options)
    , m_clock(parts.clock)
    , m_writer(parts.writer)
    , m_requests(parts.requests)
    , m_http(parts.http)
    , m_teller(parts.teller)
    , m_schedule(parts.options)
    , m_meter(base, parts.options.serverPid)
    , m_limit(base.planned)
    , m_clients(parts.options.clients) {
    if (isLive())
        m_workers =
            std::make_unique<LoadWorkers>(std::max(1U, std::thread::hardware_concurrency()));
    m_http.onAnswer(
        [this](unsigned client, const http::LoadAnswer& answer) { answered(client, answer); });
}

Result<LoadReport> LoadRun::run() {
    m_cpuBefore = threadCpu(::pthread_self());
    m_start = steadyNow();
    m_meter.start(m_start, m_clock.now());
    m_http.post([this] { begin(); });
    m_http.run();
    const SteadyTime end = steadyNow();
    LoadReport result = report(end);
    m_workers.reset();
    if (m_error) return failWith(*m_error);
    result.cancelled = m_cancelled;
    return result;
}

void LoadRun::cancel() {
    m_http.post([this] {
        m_cancelled = !m_finished;
        m_http.stop();
    });
}

void LoadRun::begin() {
    m_nextTell = m_start + kTellEvery;
    onTimer();
}

void LoadRun::onTimer() {
    if (m_finished) return;
    const SteadyTime now = steadyNow();
    m_meter.advance(now);
    startClients(now);
    wakeResting(now);
    if (m_schedule.isOpenLoop()) sendDue(now);
    if (now >= m_nextTell) tell(now);
    maybeFinish(now);
    schedule();
}

void LoadRun::startClients(SteadyTime now) {
    while (m_started < m_clients.size() && now >= at(m_schedule.clientStart(m_started))) {
        m_meter.setClients(m_started + 1);
        prepare(m_started++);
    }
}

void LoadRun::wakeResting(SteadyTime now) {
    for (unsigned i = 0; i < m_clients.size(); ++i)
        if (m_clients[i].state == State::Resting && now >= m_clients[i].restsUntil) prepare(i);
}

/// Sets the timer to what comes next.
void LoadRun::schedule() {
    m_timerAt = m_nextTell;
    const SteadyTime now = steadyNow();
    if (m_started < m_clients.size())
        m_timerAt = std::min(m_timerAt, at(m_schedule.clientStart(m_started)));
    if (m_schedule.isOpenLoop() && !m_ready.empty() && !isAllSent() && !isTimeUp(now))
        m_timerAt = std::min(m_timerAt, at(m_schedule.due(m_sent)));
    if (m_options.time > Duration{0} && !isTimeUp(now))
        m_timerAt = std::min(m_timerAt, at(m_options.time));
    m_http.at(m_timerAt, [this] { onTimer(); });
}

/// Gets a client its next message.
void LoadRun::prepare(unsigned client) {
    if (!isLive()) {
        ready(client);
        return;
    }
    if (isTimeUp(steadyNow()) || (m_limit > 0 && m_taken == m_limit)) {
        m_clients[client].state = State::Done;
        return;
    }
    m_clients[client].state = State::Writing;
    m_workers->add([this, client, number = ++m_taken] {
        auto message = std::make_shared<Result<LoadMessage>>(m_writer.write(number, true));
        m_http.post([this, client, message] { written(client, std::move(*message)); });
    });
}

void LoadRun::written(unsigned client, Result<LoadMessage> message) {
    if (!message) {
        m_error = message.error();
        m_http.stop();
        return;
    }
    m_clients[client].message = std::move(*message);
    ++m_meter.base().prepared;
    ready(client);
}

void LoadRun::ready(unsigned client) {
    const SteadyTime now = steadyNow();
    if (isAllSent() || isTimeUp(now)) {
        m_clients[client].state = State::Done;
        return;
    }
    if (!m_schedule.isOpenLoop()) {
        send(client, now, now);
        return;
    }
    m_clients[client].state = State::Ready;
    m_ready.push_back(client);
    sendDue(now);
    if (!m_ready.empty() && !isAllSent() && at(m_schedule.due(m_sent)) < m_timerAt) schedule();
}

/// With a rate: what is due by now, however late, as far as clients are free.
void LoadRun::sendDue(SteadyTime now) {
    while (!m_ready.empty() && !isAllSent() && !isTimeUp(now)) {
        const SteadyTime due = at(m_schedule.due(m_sent));
        if (due > now) return;
        const unsigned client = m_ready.back();
        m_ready.pop_back();
        send(client, now, due);
    }
}

void LoadRun::send(unsigned client, SteadyTime now, SteadyTime due) {
    Client& one = m_clients[client];
    one.state = State::Sending;
    one.due = due;
    ++m_busy;
    m_meter.sent(now);
    const std::uint64_t number = m_sent++;
    m_http.send(client,
                isLive() ? one.message.bytes : m_requests[static_cast<std::size_t>(number)]);
}

void LoadRun::answered(unsigned client, const http::LoadAnswer& answer) {
    const SteadyTime now = steadyNow();
    const bool failed = answer.failure.has_value();
    const bool timed = !failed || answer.failure == http::LoadFailure::TimedOut;
    if (isLive() && !failed)
        check(client, answer, now);
    else
        judged(client, outcomeByStatus(answer), now, failed, timed);
}

void LoadRun::check(unsigned client, const http::LoadAnswer& answer, SteadyTime at) {
    m_clients[client].state = State::Checking;
    m_workers->add([this, client, at, status = answer.status, body = copyOf(answer.body),
                    prepared = m_clients[client].message.prepared] {
        const LoadOutcome outcome = outcomeByCheck({std::nullopt, status, body}, *prepared,
                                                   m_writer.service(), m_clock.now());
        m_http.post([this, client, at, outcome] { judged(client, outcome, at, false, true); });
    });
}

void LoadRun::judged(unsigned client, const LoadOutcome& outcome, SteadyTime at, bool failed,
                     bool timed) {
    Client& one = m_clients[client];
    m_meter.answered(at, one.due, outcome, timed);
    one.message = {};
    --m_busy;
    if (failed && !isAllSent()) {
        // Where nothing listens, as fast as possible would be a busy loop.
        one.state = State::Resting;
        one.restsUntil = at + kRest;
    } else {
        prepare(client);
    }
    maybeFinish(at);
}

void LoadRun::maybeFinish(SteadyTime now) {
    if (m_busy > 0 || m_finished || !(isAllSent() || isTimeUp(now))) return;
    m_finished = true;
    m_http.stop();
}

bool LoadRun::isTimeUp(SteadyTime now) const {
    return m_options.time > Duration{0} && now >= at(m_options.time);
}

void LoadRun::tell(SteadyTime now) {
    m_nextTell = std::max(m_nextTell + kTellEvery, now);
    if (m_teller.isListening()) m_teller.publish(report(now));
}

LoadReport LoadRun::report(SteadyTime now) {
    LoadReport report = m_meter.report(now);
    report.connects = m_http.connects();
    report.ownCpuSeconds = threadCpu(::pthread_self()) - m_cpuBefore;
    if (m_workers) report.ownCpuSeconds += m_workers->cpuSeconds();
    if (m_schedule.isOpenLoop()) {
        const SteadyTime until =
            m_options.time > Duration{0} ? std::min(now, at(m_options.time)) : now;
        std::uint64_t due = m_schedule.dueBefore(until - m_start);
        if (m_limit > 0) due = std::min(due, m_limit);
        report.missed = due > m_sent ? due - m_sent : 0;
    }
    return report;
}

} // namespace scepter::client
