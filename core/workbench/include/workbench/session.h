// An open workspace as a window uses it: nothing blocks, everything that moves is told.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "responder/exchange_recorder.h"
#include "responder/responder.h"
#include "workbench/answer.h"
#include "workbench/event_log.h"
#include "workbench/jobs.h"
#include "workbench/workbench.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace scepter::workbench {

/// What has moved since the last notice.
struct Moves {
    bool requests = false; ///< new ones, decisions, polls
    bool certificates = false;
    bool codes = false;
    bool configuration = false; ///< endpoints, templates, authorities, settings
    bool audit = false;
    bool exchanges = false; ///< of this process's responder, or recorded by any

    [[nodiscard]] bool any() const { return *this != Moves{}; }
    bool operator==(const Moves&) const = default;
};

/// The responder of this process.
struct ResponderView {
    enum class State { Stopped, Starting, Running, Stopping, Failed };
    State state = State::Stopped;
    std::string url;     ///< while Running: "http://127.0.0.1:8080"
    std::string address; ///< where it listens, or would
    std::uint16_t port = 0;
    bool exposed = false; ///< listens on another address than loopback
    std::optional<TimePoint> since;
    std::optional<Error> error;        ///< of Failed
    std::string adminUrl;              ///< while accounts are let in: "http://127.0.0.1:8090"
    std::optional<Error> adminProblem; ///< why they are not, although it runs

    bool operator==(const ResponderView&) const = default;
};

/// Whether only this machine can reach an address: 127.0.0.0/8, ::1.
bool isLoopback(const std::string& address);

class TestEnrollments;
class StandIns;
class Watcher;
struct Seen;

/// Lives on the GUI thread; every function returns at once. Work is done on threads of its own,
/// which the destructor waits for; it also stops the responder. Whoever cannot wait calls close()
/// and destroys it after closed().
class Session : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)

public:
    /// Opens and unlocks a workspace on another thread (scrypt: some 50 ms). An empty `passphrase`
    /// takes the workspace's key file. Errors of Workbench::open.
    static Answer<Result<std::shared_ptr<Workbench>>>
    openWorkbench(const std::string& path, std::shared_ptr<const SecretBytes> passphrase,
                  const std::string& actor, const Clock& clock);

    /// The clock must outlive it.
    Session(std::shared_ptr<Workbench> workbench, const Clock& clock, QObject* parent = nullptr);
    ~Session() override;

    /// Ends all of it without waiting: cancels the jobs that can be, lets the others and what was
    /// asked come to their end, stops the responder as stopResponder() does, and closes the
    /// workspace. After that only the destructor may be called, which is quick after closed().
    void close();

    [[nodiscard]] const std::string& path() const;
    [[nodiscard]] const Clock& clock() const { return m_clock; }

    /// Runs `question(Workbench&)`, which gives a Result, on a reading thread. The future has one
    /// result, unless it is cancelled before its turn comes. For what takes seconds use run().
    template <class Question>
    auto ask(Question question) -> Answer<std::invoke_result_t<Question, Workbench&>> {
        using Given = std::invoke_result_t<Question, Workbench&>;
        auto promise = std::make_shared<QPromise<Given>>();
        promise->start();
        const Answer<Given> future(promise->future());
        m_pool.start([workbench = m_workbench, promise, question = std::move(question)]() mutable {
            if (!promise->isCanceled())
                promise->addResult(Jobs::guarded<Given>([&] { return question(*workbench); }));
            promise->finish();
        });
        return future;
    }

    /// Runs `work(Workbench&, JobControl&)` as a job that is listed under `title`.
    template <class Work>
    auto run(const QString& title, Work work, bool cancellable = true,
             JobLane lane = JobLane::Usual)
        -> Answer<std::invoke_result_t<Work, Workbench&, JobControl&>> {
        return m_jobs.start(
            title,
            [workbench = m_workbench, work = std::move(work)](JobControl& control) mutable {
                return work(*workbench, control);
            },
            cancellable, lane);
    }
    [[nodiscard]] Jobs& jobs() { return m_jobs; }

    /// This program as a client of any service.
    [[nodiscard]] TestEnrollments& testEnrollments() { return *m_tests; }

    /// The state of everything at the last notice; nothing before the first one.
    [[nodiscard]] const std::optional<Status>& status() const { return m_status; }
    /// The counters at the last notice.
    [[nodiscard]] const std::optional<store::Marks>& marks() const { return m_marks; }
    /// Why the last attempt to read the state failed.
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }
    /// Reads the state anew, soon.
    void refreshStatus();
    /// How long before its end the status warns of a CA.
    void setWarnBefore(Duration time);

    [[nodiscard]] const ResponderView& responder() const { return m_responder; }
    [[nodiscard]] std::optional<responder::ResponderStatistics> statistics() const;
    /// Whom the gates of the running responder have asked; empty while it does not run.
    [[nodiscard]] std::vector<responder::TargetStatus> targets() const;
    void tryTargetNow(const std::string& target);
    /// Where the responder would listen. While it runs, this holds for the next start. The
    /// listener for accounts comes and goes with it, when Workbench::adminSettings() has one.
    void setResponderOptions(responder::ResponderOptions options);
    [[nodiscard]] const responder::ResponderOptions& responderOptions() const { return m_options; }
    void startResponder();
    /// Finishes what is in flight, at most ten seconds.
    void stopResponder();
    void restartResponder();

    /// The other party in a lab; made at the first call.
    [[nodiscard]] StandIns& standIns();

    [[nodiscard]] EventLog& eventLog() { return m_eventLog; }
    /// Where others write into the event log.
    [[nodiscard]] Log& log() { return m_log; }
    [[nodiscard]] responder::ExchangeRecorder& recorder() { return m_recorder; }

Q_SIGNALS:
    /// Something was committed, here or by another process; at most 20 times a second.
    void moved(const scepter::workbench::Moves& moves);
    void statusChanged();
    void responderChanged();
    /// Keys or passwords of the inspector were added or forgotten: messages may open now, or not
    /// any more. Told by whoever did it.
    void inspectorKeysChanged();
    /// What close() began is done.
    void closed();

private:
    void noteMarks(const Seen& seen);
    void setResponder(ResponderView view);
    /// The responder, and who lets accounts in.
    struct Served {
        std::shared_ptr<responder::Responder> responder;
        std::shared_ptr<responder::AdminServer> admin; ///< null: nobody does
        std::optional<Error> adminProblem;

        void stop(Duration grace) const;
    };
    static Result<Served> serve(Workbench& workbench, responder::ResponderOptions options,
                                Log& log);
    void finishStart(Result<Served> started);
    void finishStop();
    void finishClosing();

    const Clock& m_clock;
    std::shared_ptr<Workbench> m_workbench;
    EventLog m_eventLog;
    Log m_log;
    responder::ExchangeRecorder m_recorder;
    responder::ResponderOptions m_options;
    ResponderView m_responder;
    Served m_running; ///< empty while it does not run
    bool m_startAgain = false;
    bool m_closing = false;
    std::optional<Status> m_status;
    Duration m_warnBefore = std::chrono::days{30};
    std::optional<Error> m_problem;
    bool m_reading = false;
    bool m_readAgain = false;
    QTimer m_statusSoon;
    std::optional<store::Marks> m_marks;
    std::uint64_t m_exchangeMark = 0;
    QThreadPool m_pool;
    QThreadPool m_service; ///< starts and stops the responder, one after the other
    Jobs m_jobs;
    std::unique_ptr<TestEnrollments> m_tests;
    std::unique_ptr<StandIns> m_standIns; ///< null until somebody asks for it
    QThreadPool m_closer;                 ///< waits for the others
    std::unique_ptr<Watcher> m_watcher;   ///< the first to go: it calls the rest
};

} // namespace scepter::workbench
