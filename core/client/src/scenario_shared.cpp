// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ndes_code.h"
#include "scenario_device.h"

namespace scepter::client {

ScenarioShared::ScenarioShared(const Scenario& scenario, const ScenarioRun& run, const Clock& clock,
                               const ScenarioWatch& watch)
    : m_scenario(scenario)
    , m_run(run)
    , m_clock(clock)
    , m_watch(watch) {
}

Service ScenarioShared::makeService() const {
    ServiceOptions options = m_run.service;
    if (!m_scenario.url.empty()) options.url = m_scenario.url;
    if (!m_scenario.caIdentifier.empty()) options.caIdentifier = m_scenario.caIdentifier;
    if (!m_scenario.caFingerprint.empty()) options.caFingerprint = m_scenario.caFingerprint;
    if (m_scenario.method != Method::Auto) options.method = m_scenario.method;
    options.persona = findPersona(m_scenario.persona);
    if (m_run.exchange) return {std::move(options), m_clock, m_run.exchange, m_run.stop};
    return {std::move(options), m_clock, m_run.http.clone(), m_run.stop};
}

Result<SecretBytes> ScenarioShared::askNdes(Service& device) {
    const NdesQuestion question{m_scenario.ndesUrl, m_run.service.timeout};
    const auto start = std::chrono::steady_clock::now();
    auto page = m_run.exchange
                    ? askNdesCode(question, m_run.exchange)
                    : askNdesCode(question,
                                  {m_run.http, m_run.ndesUser,
                                   m_run.ndesPassword ? m_run.ndesPassword.get() : nullptr},
                                  m_run.stop);
    // The page is a secret, and stays out of the transcript.
    Step step;
    step.name = "NDES page";
    step.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    step.state = page ? StepState::Passed : StepState::Failed;
    step.what = page ? describe(*page) : scepter::toText(page.error());
    if (!page) step.error = page.error();
    device.note(std::move(step));
    if (!page) return failWith(std::move(page));
    return std::move(page->code);
}

Result<std::shared_ptr<const SecretBytes>> ScenarioShared::challenge(Service& device) {
    const auto shared =
        [](Result<SecretBytes> secret) -> Result<std::shared_ptr<const SecretBytes>> {
        if (!secret) return failWith(std::move(secret));
        return std::make_shared<const SecretBytes>(std::move(*secret));
    };
    switch (m_scenario.challenge) {
    case ChallengeSource::None:
        return std::shared_ptr<const SecretBytes>();
    case ChallengeSource::NdesPage:
        return shared(askNdes(device));
    case ChallengeSource::Value:
        break;
    }
    if (!m_run.nextChallenge) return m_run.challenge;
    const std::lock_guard lock(m_asking);
    return shared(m_run.nextChallenge());
}

void ScenarioShared::started(unsigned device, const ScenarioStep& step) {
    const std::lock_guard lock(m_telling);
    if (m_watch.started) m_watch.started(device, step);
}

void ScenarioShared::noted(const Step& step) {
    const std::lock_guard lock(m_telling);
    if (m_watch.note) m_watch.note(step);
}

void ScenarioShared::finished(const StepReport& report) {
    const std::lock_guard lock(m_telling);
    if (m_watch.finished) m_watch.finished(report);
}

} // namespace scepter::client
