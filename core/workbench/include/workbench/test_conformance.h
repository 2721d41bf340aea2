// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a service does what it should.
#pragma once

#include "client/conformance.h"
#include "workbench/test_job.h"

namespace scepter::workbench {

class ConformanceTest final : public TestJob {
    Q_OBJECT

public:
    explicit ConformanceTest(Session& session);

    /// `abuse`: also what only an owner may do to a service. Not while it runs.
    void start(const TestServer& server, const TestChallenge& challenge, bool abuse,
               const QString& title);
    /// As far as it has come; nothing before the first run.
    [[nodiscard]] const std::optional<client::ConformanceReport>& report() const {
        return m_report;
    }

private:
    std::optional<client::ConformanceReport> m_report;
};

} // namespace scepter::workbench
