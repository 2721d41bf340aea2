// SPDX-License-Identifier: GPL-3.0-or-later
// A long test of a service, one at a time, on a thread of its own.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "workbench/test_service.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace scepter::workbench {

class Session;
class Workbench;

/// Runs as a job that is listed. Lives on the GUI thread; every function returns at once.
class TestJob : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TestJob)

public:
    ~TestJob() override;

    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Why the last run came to no end of its own; nothing while it runs.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

Q_SIGNALS:
    void changed();

protected:
    explicit TestJob(Session& session);

    /// Calls something on the GUI thread, unless this is gone or was started again by then.
    using Post = std::function<void(std::function<void()>)>;
    using Work = std::function<Result<void>(Workbench&, const std::stop_token&, const Post&)>;
    void launch(const QString& title, Work work);
    [[nodiscard]] Session& session() const { return m_session; }

private:
    struct Link;
    Session& m_session;
    std::shared_ptr<Link> m_link;
    std::shared_ptr<std::stop_source> m_stop;
    std::optional<Error> m_error;
    int m_generation = 0;
    bool m_running = false;
};

} // namespace scepter::workbench
