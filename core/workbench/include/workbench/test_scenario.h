// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios against a service.
#pragma once

#include "client/scenario.h"
#include "workbench/test_job.h"

namespace scepter::workbench {

class ScenarioTest final : public TestJob {
    Q_OBJECT

public:
    explicit ScenarioTest(Session& session);

    /// A scenario with a URL of its own goes there. Not while it runs.
    void start(const client::Scenario& scenario, const TestServer& server,
               const TestChallenge& challenge, const QString& title);
    /// As far as it has come; nothing before the first run. Steps of devices that run side by side
    /// stand in the order in which they ended until all is over.
    [[nodiscard]] const std::optional<client::ScenarioReport>& report() const { return m_report; }

private:
    std::optional<client::ScenarioReport> m_report;
};

} // namespace scepter::workbench
