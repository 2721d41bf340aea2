// SPDX-License-Identifier: GPL-3.0-or-later
// One device's way through a scenario.
#pragma once

#include "scenario_verdict.h"

#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace scepter::client {

/// What all devices of a run share. Its functions are called from their threads.
class ScenarioShared {
public:
    ScenarioShared(const Scenario& scenario, const ScenarioRun& run, const Clock& clock,
                   const ScenarioWatch& watch);

    /// The challenge of one enrollment; null where there is none to have. `device` is told how it
    /// was come by.
    Result<std::shared_ptr<const SecretBytes>> challenge(Service& device);
    [[nodiscard]] Service makeService() const;

    void started(unsigned device, const ScenarioStep& step);
    void noted(const Step& step);
    void finished(const StepReport& report);

    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] const std::stop_token& stop() const { return m_run.stop; }

private:
    Result<SecretBytes> askNdes(Service& device);

    const Scenario& m_scenario;
    const ScenarioRun& m_run;
    const Clock& m_clock;
    const ScenarioWatch& m_watch;
    std::mutex m_asking;  // around nextChallenge
    std::mutex m_telling; // around the watch
};

/// Runs on one thread.
class ScenarioDevice {
public:
    ScenarioDevice(ScenarioShared& shared, unsigned number, std::string random);
    std::vector<StepReport> run();

private:
    /// What later steps may take from one.
    struct Past {
        StepVerdict verdict = StepVerdict::Skipped;
        std::shared_ptr<const SecretBytes> challenge;
        std::shared_ptr<const Transaction> transaction;
        Bytes senderNonce;
        std::optional<pki::Certificate> certificate;
        std::shared_ptr<const Answer> answer;
    };

    StepReport runStep(std::size_t index);
    /// Why it cannot be tried; empty: it can.
    [[nodiscard]] std::string obstacle(std::size_t index) const;
    Found perform(std::size_t index);
    Found askCapabilities();
    Found askCaCertificates(bool next);
    Found wait(Duration duration);
    Found enroll(std::size_t index);
    Found poll(std::size_t index);
    Found lookUp(std::size_t index);
    /// Sends it, and polls as often as the step says while it is pending.
    Found carry(std::size_t index, RequestPlan& plan);
    Found pollOn(std::size_t index, const RequestPlan& plan, Found found);
    Found exchange(std::size_t index, const RequestPlan& plan);

    Result<pki::PrivateKey> keyFor(std::size_t index) const;
    Result<std::shared_ptr<const SecretBytes>> challengeFor(std::size_t index);
    Result<EnrollmentRequest> requestFor(std::size_t index, pki::PrivateKey key) const;
    Result<void> takeSigner(std::size_t index, RequestPlan& plan);
    void takeReused(std::size_t index, RequestPlan& plan) const;
    [[nodiscard]] const ScenarioStep& step(std::size_t index) const {
        return m_shared.scenario().steps[index];
    }
    /// The step that another one reuses something of; null: it reuses no such thing.
    [[nodiscard]] const Past* reused(std::size_t index, std::string_view what) const;
    [[nodiscard]] const Past& outcomeOf(std::size_t index) const;

    ScenarioShared& m_shared;
    DeviceNames m_names;
    Service m_service;
    std::vector<Past> m_past;
    bool m_failed = false;
};

} // namespace scepter::client
