// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/test_scenario.h"

#include "gathered.h"
#include "workbench/session.h"

#include <utility>

namespace scepter::workbench {

ScenarioTest::ScenarioTest(Session& session)
    : TestJob(session) {
}

namespace {

// A file may come from anywhere: what an endpoint of this workspace takes is not for the server
// that the file names.
Result<void> mayHaveChallenge(const client::Scenario& scenario, const TestChallenge& challenge) {
    if (scenario.url.empty() || scenario.challenge != client::ChallengeSource::Value ||
        challenge.kind != TestChallengeKind::Endpoint)
        return {};
    return fail(ErrorCode::InvalidArgument,
                "the scenario names a server of its own; type the challenge for it");
}

} // namespace

void ScenarioTest::start(const client::Scenario& scenario, const TestServer& server,
                         const TestChallenge& challenge, const QString& title) {
    if (isRunning()) return;
    m_report = client::ScenarioReport{.name = scenario.name, .startedAt = session().clock().now()};
    launch(title,
           [this, scenario, server, challenge, here = servedHere(session()),
            &clock = session().clock()](Workbench& workbench, const std::stop_token& stop,
                                        const Post& post) -> Result<void> {
               client::ScenarioRun run;
               if (scenario.url.empty()) {
                   SCEPTER_TRY(target, testServiceFor(workbench, server, here));
                   run.service = std::move(target.service);
                   run.http = std::move(target.http);
               }
               SCEPTER_CHECK(mayHaveChallenge(scenario, challenge));
               if (scenario.challenge == client::ChallengeSource::Value)
                   run.nextChallenge = testChallenges(workbench, server, challenge, stop);
               if (scenario.ndesUrl == challenge.ndesUrl) {
                   run.ndesUser = challenge.ndesUser;
                   run.ndesPassword = challenge.ndesPassword;
               }
               run.stop = stop;
               Gathered<client::StepReport> ended(
                   post, [this](std::vector<client::StepReport> steps) {
                       for (client::StepReport& step : steps)
                           m_report->steps.push_back(std::move(step));
                       Q_EMIT changed();
                   });
               client::ScenarioWatch watch;
               watch.finished = [&ended](const client::StepReport& step) { ended.add(step); };
               SCEPTER_TRY(report, client::runScenario(scenario, run, clock, watch));
               post([this, report = std::move(report)] { m_report = report; });
               return {};
           });
}

} // namespace scepter::workbench
