// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/test_conformance.h"

#include "gathered.h"
#include "workbench/session.h"

#include <utility>

namespace scepter::workbench {

ConformanceTest::ConformanceTest(Session& session)
    : TestJob(session) {
}

void ConformanceTest::start(const TestServer& server, const TestChallenge& challenge, bool abuse,
                            const QString& title) {
    if (isRunning()) return;
    m_report = client::ConformanceReport{};
    m_report->startedAt = session().clock().now();
    launch(
        title,
        [this, server, challenge, abuse, here = servedHere(session()), &clock = session().clock()](
            Workbench& workbench, const std::stop_token& stop, const Post& post) -> Result<void> {
            SCEPTER_TRY(target, testServiceFor(workbench, server, here));
            client::ConformanceOptions options;
            options.service = std::move(target.service);
            options.http = std::move(target.http);
            options.nextChallenge = testChallenges(workbench, server, challenge, stop);
            options.abuse = abuse;
            options.stop = stop;
            post([this, url = options.service.url] { m_report->url = url; });
            Gathered<client::CheckResult> made(
                post, [this](std::vector<client::CheckResult> results) {
                    for (client::CheckResult& result : results)
                        m_report->results.push_back(std::move(result));
                    Q_EMIT changed();
                });
            client::ConformanceReport report = client::runConformance(
                options, clock, [&made](const client::CheckResult& result) { made.add(result); });
            post([this, report = std::move(report)] { m_report = report; });
            return {};
        });
}

} // namespace scepter::workbench
