// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/test_scenario.h"

#include "gathered.h"
#include "workbench/session.h"

#include <utility>

namespace scepter::workbench {

ScenarioTest::ScenarioTest(Session& session)
    : TestJob(session) {
}

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
               if (scenario.challenge == client::ChallengeSource::Value)
                   run.nextChallenge = testChallenges(workbench, server, challenge, stop);
               run.ndesUser = challenge.ndesUser;
               run.ndesPassword = challenge.ndesPassword;
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
