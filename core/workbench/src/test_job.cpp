// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/test_job.h"

#include "mailbox.h"
#include "workbench/session.h"

#include <utility>

namespace scepter::workbench {

struct TestJob::Link : Mailbox<TestJob> {
    using Mailbox::Mailbox;
};

TestJob::TestJob(Session& session)
    : m_session(session)
    , m_link(std::make_shared<Link>(this)) {
}

// Whoever closes the session waits for the thread; here nobody does.
TestJob::~TestJob() {
    m_link->close();
    cancel();
}

void TestJob::cancel() {
    if (m_stop) m_stop->request_stop();
}

void TestJob::launch(const QString& title, Work work) {
    cancel();
    m_stop = std::make_shared<std::stop_source>();
    m_error.reset();
    m_running = true;
    const int generation = ++m_generation;
    Post post = [link = m_link, generation](std::function<void()> call) {
        link->post([generation, call = std::move(call)](TestJob& to) {
            if (to.m_generation == generation) call();
        });
    };
    m_session
        .run(
            title,
            [stop = m_stop, work = std::move(work), post](Workbench& workbench,
                                                          JobControl& control) -> Result<bool> {
                const std::stop_callback cancelled(control.stopToken(),
                                                   [&stop] { stop->request_stop(); });
                SCEPTER_CHECK(work(workbench, stop->get_token(), post));
                if (stop->stop_requested())
                    return fail(ErrorCode::Cancelled, "the test was cancelled");
                return true;
            },
            true, JobLane::Waiting)
        .then(this, [this, generation](const Result<bool>& answer) {
            if (generation != m_generation) return;
            m_running = false;
            if (!answer && answer.error().code != ErrorCode::Cancelled) m_error = answer.error();
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

} // namespace scepter::workbench
