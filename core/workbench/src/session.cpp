#include "workbench/session.h"

#include "responder/admin.h"
#include "watcher.h"
#include "workbench/admin_settings.h"
#include "workbench/standins.h"
#include "workbench/test_enrollment.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>

namespace scepter::workbench {

namespace {

// Each reading thread keeps a connection to the workspace.
constexpr int kReaders = 3;
constexpr int kStatusEveryMs = 200;
constexpr Duration kGrace = std::chrono::seconds{10};

} // namespace

bool isLoopback(const std::string& address) {
    return address.starts_with("127.") || address == "::1" || address == "[::1]" ||
           address == "localhost";
}

Answer<Result<std::shared_ptr<Workbench>>>
Session::openWorkbench(const std::string& path, std::shared_ptr<const SecretBytes> passphrase,
                       const std::string& actor, const Clock& clock) {
    using Given = Result<std::shared_ptr<Workbench>>;
    auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    Answer<Given> future(promise->future());
    QThreadPool::globalInstance()->start([=, &clock] {
        promise->addResult(Jobs::guarded<Given>([&]() -> Given {
            if (passphrase) {
                SCEPTER_TRY(opened, Workbench::openWith(path, passphrase->clone(), actor, clock));
                return std::shared_ptr<Workbench>(std::move(opened));
            }
            SCEPTER_TRY(opened, Workbench::open(path, {}, actor, clock));
            return std::shared_ptr<Workbench>(std::move(opened));
        }));
        promise->finish();
    });
    return future;
}

Session::Session(std::shared_ptr<Workbench> workbench, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_workbench(std::move(workbench))
    , m_log(clock, LogLevel::Info, [this](const LogEntry& entry) { m_eventLog.add(entry); }) {
    m_statusSoon.setSingleShot(true);
    m_statusSoon.setInterval(kStatusEveryMs);
    connect(&m_statusSoon, &QTimer::timeout, this, &Session::refreshStatus);
    m_pool.setMaxThreadCount(kReaders);
    m_pool.setExpiryTimeout(-1);
    m_service.setMaxThreadCount(1);
    m_closer.setMaxThreadCount(1);
    m_options.yieldToWindow = true;
    m_options.recorder = &m_recorder;
    m_responder.address = m_options.address;
    m_responder.port = m_options.port;
    m_watcher = std::make_unique<Watcher>(*m_workbench, m_recorder, [this](const Seen& seen) {
        QMetaObject::invokeMethod(
            this,
            [this, seen] {
                if (!m_watcher) return;
                noteMarks(seen);
                m_watcher->consumed();
            },
            Qt::QueuedConnection);
    });
    m_tests = std::make_unique<TestEnrollments>(*this);
    refreshStatus();
}

Session::~Session() {
    m_tests.reset();
    m_watcher.reset();
    m_standIns.reset();
    m_closer.waitForDone();
    m_service.waitForDone();
    // A responder that has just been started waits in a posted call, and uses what is freed below.
    QCoreApplication::removePostedEvents(this, QEvent::MetaCall);
    m_running.stop(Duration{0});
    m_running = {};
    m_pool.waitForDone();
}

void Session::close() {
    if (std::exchange(m_closing, true)) return;
    m_startAgain = false;
    m_statusSoon.stop();
    if (m_standIns) m_standIns->close();
    m_jobs.cancelAll();
    m_closer.start([this, watcher = std::shared_ptr<Watcher>(std::move(m_watcher))]() mutable {
        watcher.reset();
        m_service.waitForDone();
        // Behind the call that a start or a stop has posted: then it is known what runs.
        QMetaObject::invokeMethod(this, [this] { finishClosing(); }, Qt::QueuedConnection);
    });
}

void Session::finishClosing() {
    m_closer.start([this, running = std::exchange(m_running, {}),
                    workbench = std::exchange(m_workbench, nullptr)]() mutable {
        running.stop(kGrace);
        running = {};
        m_service.waitForDone();
        m_pool.waitForDone();
        m_jobs.waitForDone();
        workbench.reset();
        QMetaObject::invokeMethod(this, &Session::closed, Qt::QueuedConnection);
    });
}

const std::string& Session::path() const {
    return m_workbench->path();
}

StandIns& Session::standIns() {
    if (!m_standIns) m_standIns = std::make_unique<StandIns>(*this);
    return *m_standIns;
}

void Session::noteMarks(const Seen& seen) {
    Moves moves;
    if (m_marks) {
        const store::Marks& now = seen.marks;
        const store::Marks& then = *m_marks;
        const bool outcomes = now.pending != then.pending || now.issued != then.issued ||
                              now.refused != then.refused || now.failed != then.failed ||
                              now.expired != then.expired;
        moves.audit = now.auditLines != then.auditLines;
        // Polls and uses of a code move no counter of their own: any commit may hold them.
        moves.requests = outcomes || now.requests != then.requests || seen.committed;
        moves.certificates = now.certificates != then.certificates || now.revoked != then.revoked;
        moves.codes = now.codes != then.codes || seen.committed;
        moves.configuration = now.configuration != then.configuration;
    } else {
        moves = {true, true, true, true, true, true};
    }
    moves.exchanges = moves.exchanges || seen.exchangeMark != m_exchangeMark;
    m_marks = seen.marks;
    m_exchangeMark = seen.exchangeMark;
    if (!moves.any()) return;
    // Under load the state moves with every commit; it is read a few times a second.
    if (moves != Moves{.exchanges = true} && !m_statusSoon.isActive()) m_statusSoon.start();
    Q_EMIT moved(moves);
}

void Session::refreshStatus() {
    if (m_closing) return;
    if (std::exchange(m_reading, true)) {
        m_readAgain = true;
        return;
    }
    ask([warnBefore = m_warnBefore](Workbench& workbench) {
        return workbench.status(warnBefore);
    }).then(this, [this](const Result<Status>& answer) {
        m_reading = false;
        if (answer) {
            m_status = *answer;
            m_problem.reset();
        } else {
            m_problem = answer.error();
        }
        Q_EMIT statusChanged();
        if (std::exchange(m_readAgain, false)) refreshStatus();
    });
}

void Session::setWarnBefore(Duration time) {
    if (std::exchange(m_warnBefore, time) != time) refreshStatus();
}

std::optional<responder::ResponderStatistics> Session::statistics() const {
    if (!m_running.responder) return std::nullopt;
    return m_running.responder->statistics();
}

std::vector<responder::TargetStatus> Session::targets() const {
    return m_running.responder ? m_running.responder->targets()
                               : std::vector<responder::TargetStatus>{};
}

void Session::tryTargetNow(const std::string& target) {
    if (m_running.responder) m_running.responder->tryNow(target);
}

void Session::setResponderOptions(responder::ResponderOptions options) {
    options.recorder = &m_recorder;
    options.yieldToWindow = true;
    m_options = std::move(options);
    // A responder that runs, or is about to, listens where it was told before.
    const bool idle = m_responder.state == ResponderView::State::Stopped ||
                      m_responder.state == ResponderView::State::Failed;
    if (!idle) return;
    ResponderView view = m_responder;
    view.address = m_options.address;
    view.port = m_options.port;
    view.exposed = !isLoopback(m_options.address);
    setResponder(std::move(view));
}

void Session::setResponder(ResponderView view) {
    if (view == m_responder) return;
    m_responder = std::move(view);
    Q_EMIT responderChanged();
}

void Session::startResponder() {
    using State = ResponderView::State;
    if (m_closing) return;
    if (m_responder.state != State::Stopped && m_responder.state != State::Failed) return;
    ResponderView view;
    view.state = State::Starting;
    view.address = m_options.address;
    view.port = m_options.port;
    view.exposed = !isLoopback(m_options.address);
    setResponder(std::move(view));
    auto options = std::make_shared<responder::ResponderOptions>(m_options.clone());
    m_service.start([this, workbench = m_workbench, options] {
        auto started = Jobs::guarded<Result<Served>>(
            [&] { return serve(*workbench, std::move(*options), m_log); });
        QMetaObject::invokeMethod(
            this,
            [this, started = std::move(started)]() mutable { finishStart(std::move(started)); },
            Qt::QueuedConnection);
    });
}

void Session::Served::stop(Duration grace) const {
    if (admin) admin->stop(grace);
    if (responder) responder->stop(grace);
}

// Devices are served, too, when accounts cannot be let in.
Result<Session::Served> Session::serve(Workbench& workbench, responder::ResponderOptions options,
                                       Log& log) {
    SCEPTER_TRY(running, workbench.serve(std::move(options), log));
    Served served{std::move(running), nullptr, std::nullopt};
    const auto start = [&]() -> Result<void> {
        SCEPTER_TRY(settings, workbench.adminSettings());
        if (!settings.isOn()) return {};
        SCEPTER_TRY(wanted, adminOptions(settings));
        SCEPTER_TRY(admin, workbench.serveAdmin(std::move(wanted), log));
        served.admin = std::move(admin);
        return {};
    };
    if (auto started = start(); !started) served.adminProblem = std::move(started).error();
    return served;
}

void Session::finishStart(Result<Served> started) {
    ResponderView view = m_responder;
    if (started) {
        m_running = std::move(*started);
        view.state = ResponderView::State::Running;
        view.url = m_running.responder->url();
        view.port = m_running.responder->port();
        if (m_running.admin) view.adminUrl = m_running.admin->url();
        view.adminProblem = m_running.adminProblem;
        view.since = m_clock.now();
        m_log.info("responder listening", {{"url", view.url}});
        if (view.adminProblem)
            m_log.write(LogLevel::Error, "listener for accounts not started",
                        {{"reason", toText(*view.adminProblem)}});
        else if (!view.adminUrl.empty())
            m_log.info("accounts are let in", {{"url", view.adminUrl}});
    } else {
        view.state = ResponderView::State::Failed;
        view.error = started.error();
        m_log.write(LogLevel::Error, "responder not started", {{"reason", toText(*view.error)}});
    }
    const bool running = view.state == ResponderView::State::Running;
    setResponder(std::move(view));
    if (!m_startAgain) return;
    if (running)
        stopResponder();
    else if (std::exchange(m_startAgain, false))
        startResponder();
}

void Session::stopResponder() {
    if (m_closing) return;
    if (m_responder.state != ResponderView::State::Running) return;
    ResponderView view = m_responder;
    view.state = ResponderView::State::Stopping;
    setResponder(std::move(view));
    m_service.start([this, running = m_running]() mutable {
        running.stop(kGrace);
        running = {};
        QMetaObject::invokeMethod(this, [this] { finishStop(); }, Qt::QueuedConnection);
    });
}

void Session::finishStop() {
    m_log.info("responder stopped");
    // Its connections are closed: what is left is quickly gone, yet not on this thread.
    m_service.start([running = std::exchange(m_running, {})]() mutable { running = {}; });
    ResponderView view;
    view.address = m_options.address;
    view.port = m_options.port;
    view.exposed = !isLoopback(m_options.address);
    setResponder(std::move(view));
    if (std::exchange(m_startAgain, false)) startResponder();
}

void Session::restartResponder() {
    if (m_closing) return;
    using State = ResponderView::State;
    const State state = m_responder.state;
    if (state == State::Stopped || state == State::Failed) {
        startResponder();
        return;
    }
    m_startAgain = true;
    // While it starts or stops, what comes next follows from there.
    if (state == State::Running) stopResponder();
}

} // namespace scepter::workbench
