// SPDX-License-Identifier: GPL-3.0-or-later
// Many enrollments at once against one service.
#pragma once

#include "client/load.h"
#include "workbench/test_job.h"

namespace scepter::workbench {

/// How much, and how.
struct LoadOrder {
    client::LoadMessages messages = client::LoadMessages::Prebuilt;
    unsigned clients = 8;
    std::uint64_t requests = 1000; ///< 0: until the time is up
    Duration time{0};              ///< 0: until the requests are done
    double rate = 0;               ///< a second; 0: as fast as answers come
    Duration ramp{0};
    pki::KeySpec key;
};

class LoadTest final : public TestJob {
    Q_OBJECT

public:
    explicit LoadTest(Session& session);

    /// Not while it runs.
    void start(const LoadOrder& order, const TestServer& server, const TestChallenge& challenge,
               const QString& title);
    /// As far as it has come; nothing before the first run.
    [[nodiscard]] const std::optional<client::LoadReport>& report() const { return m_report; }

private:
    std::optional<client::LoadReport> m_report;
};

} // namespace scepter::workbench
