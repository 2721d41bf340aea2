// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/encoding.h"
#include "pki/crypto.h"
#include "scenario_device.h"
#include "service_url.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace scepter::client {

namespace {

Result<void> checkRun(const Scenario& scenario, const ScenarioRun& run) {
    SCEPTER_CHECK(checkScenario(scenario));
    SCEPTER_CHECK(checkServiceUrl(scenario.url.empty() ? run.service.url : scenario.url));
    if (scenario.challenge == ChallengeSource::NdesPage) {
        if (scenario.ndesUrl.empty())
            return fail(ErrorCode::InvalidArgument, "the scenario needs the URL of an NDES page");
        return {};
    }
    const bool enrolls = std::ranges::any_of(scenario.steps, [](const ScenarioStep& step) {
        return step.kind == StepKind::Enroll && !step.reuse.contains(std::string(kReuseChallenge));
    });
    if (scenario.challenge == ChallengeSource::Value && enrolls && !run.challenge &&
        !run.nextChallenge)
        return fail(ErrorCode::InvalidArgument, "the scenario needs a challenge");
    return {};
}

/// What a run keeps of the bytes that went over the wire; a thousand enrollments are some 5 MiB.
constexpr std::size_t kMostKept = std::size_t{128} << 20;

/// Lets go of the bytes of what passed, once there are more than anybody will look at.
class Keeper {
public:
    void look(std::vector<StepReport>& steps) {
        for (StepReport& step : steps) {
            m_kept += sizeOf(step);
            if (m_kept <= kMostKept || step.verdict == StepVerdict::Failed) continue;
            m_kept -= sizeOf(step);
            step.answer = nullptr;
            for (Step& one : step.transcript)
                one.exchange = nullptr;
        }
    }

private:
    static std::size_t sizeOf(const StepReport& step) {
        std::size_t size = 0;
        for (const Step& one : step.transcript)
            if (one.exchange) size += one.exchange->request.size() + one.exchange->response.size();
        return size;
    }

    std::atomic<std::size_t> m_kept = 0;
};

Result<std::vector<std::string>> randomNames(unsigned devices) {
    std::vector<std::string> names;
    for (unsigned i = 0; i < devices; ++i) {
        SCEPTER_TRY(bytes, pki::randomBytes(4));
        names.push_back(toHex(bytes));
    }
    return names;
}

} // namespace

std::size_t ScenarioReport::count(StepVerdict verdict) const {
    return static_cast<std::size_t>(std::ranges::count(steps, verdict, &StepReport::verdict));
}

bool ScenarioReport::passed() const {
    return !cancelled && count(StepVerdict::Failed) == 0 && count(StepVerdict::Passed) > 0;
}

Result<ScenarioReport> runScenario(const Scenario& scenario, const ScenarioRun& run,
                                   const Clock& clock, const ScenarioWatch& watch) {
    SCEPTER_CHECK(checkRun(scenario, run));
    SCEPTER_TRY(names, randomNames(scenario.devices));
    ScenarioReport report;
    report.name = scenario.name;
    report.url = withoutUser(scenario.url.empty() ? run.service.url : scenario.url);
    report.persona = scenario.persona;
    report.startedAt = clock.now();
    const auto start = std::chrono::steady_clock::now();
    ScenarioShared shared(scenario, run, clock, watch);
    std::vector<std::vector<StepReport>> devices(scenario.devices);
    std::atomic<unsigned> next = 0;
    Keeper keeper;
    const auto work = [&] {
        for (unsigned i = next++; i < scenario.devices; i = next++) {
            devices[i] = ScenarioDevice(shared, i + 1, names[i]).run();
            keeper.look(devices[i]);
        }
    };
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < std::min(scenario.parallel, scenario.devices); ++i)
            threads.emplace_back(work);
    }
    for (auto& steps : devices)
        std::ranges::move(steps, std::back_inserter(report.steps));
    report.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    // Whoever asked for the end when all was done has not cut anything short.
    report.cancelled = run.stop.stop_requested() && report.count(StepVerdict::Skipped) > 0;
    return report;
}

} // namespace scepter::client
