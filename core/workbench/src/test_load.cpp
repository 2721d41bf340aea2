// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/test_load.h"

#include "workbench/session.h"

#include <utility>

namespace scepter::workbench {

LoadTest::LoadTest(Session& session)
    : TestJob(session) {
}

void LoadTest::start(const LoadOrder& order, const TestServer& server,
                     const TestChallenge& challenge, const QString& title) {
    if (isRunning()) return;
    m_report = client::LoadReport{};
    m_report->startedAt = session().clock().now();
    launch(title,
           [this, order, server, challenge, here = servedHere(session()),
            &clock = session().clock()](Workbench& workbench, const std::stop_token& stop,
                                        const Post& post) -> Result<void> {
               SCEPTER_TRY(target, testServiceFor(workbench, server, here));
               client::LoadOptions options;
               options.service = std::move(target.service);
               options.http = std::move(target.http);
               options.messages = order.messages;
               options.clients = order.clients;
               options.requests = order.requests;
               options.time = order.time;
               options.rate = order.rate;
               options.ramp = order.ramp;
               options.key = order.key;
               options.nextChallenge = testChallenges(workbench, server, challenge, stop);
               options.stop = stop;
               const auto show = [this, post](const client::LoadReport& report) {
                   post([this, report] {
                       m_report = report;
                       Q_EMIT changed();
                   });
               };
               SCEPTER_TRY(report, client::runLoad(options, clock, show));
               show(report);
               return {};
           });
}

} // namespace scepter::workbench
