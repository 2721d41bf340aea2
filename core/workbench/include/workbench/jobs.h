// Long work in the background: progress, cancel, and a list of what runs.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "workbench/answer.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <vector>

namespace scepter::workbench {

/// One job as a list shows it.
struct JobView {
    enum class State { Queued, Running, Done, Failed, Cancelled };
    int id = 0;
    QString title; ///< already in the operator's language
    State state = State::Queued;
    bool cancellable = true;
    bool cancelling = false;
    int done = 0;
    int total = 0; ///< 0: not known
    std::optional<Error> error;

    [[nodiscard]] bool isOver() const {
        return state == State::Done || state == State::Failed || state == State::Cancelled;
    }
    bool operator==(const JobView&) const = default;
};

/// What a running job sees of its list. Thread-safe.
class JobControl {
public:
    /// False once the job was cancelled: stop soon, leave nothing half-made, answer Cancelled.
    [[nodiscard]] bool goOn() const { return !m_stop.stop_requested(); }
    /// The same for what waits.
    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }
    void setProgress(int done, int total) {
        m_done = done;
        m_total = total;
    }
    /// For functions that ask before each step.
    [[nodiscard]] std::function<bool()> asker() {
        return [this] { return goOn(); };
    }

private:
    friend class Jobs;
    std::stop_source m_stop;
    std::atomic<int> m_done{0};
    std::atomic<int> m_total{0};
};

/// Which threads a job takes.
enum class JobLane {
    Usual,
    Waiting ///< it waits for others most of its time, and must not hold up the usual ones
};

/// Starts jobs on threads of its own and lists them. Lives on the GUI thread; the destructor
/// cancels what runs and waits for it.
class Jobs : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Jobs)

public:
    explicit Jobs(QObject* parent = nullptr);
    ~Jobs() override;

    /// Runs `work(JobControl&)`, which gives a Result. The future has exactly one result; a foreign
    /// exception becomes Internal.
    template <class Work>
    auto start(const QString& title, Work work, bool cancellable = true,
               JobLane lane = JobLane::Usual) -> Answer<std::invoke_result_t<Work, JobControl&>> {
        using Given = std::invoke_result_t<Work, JobControl&>;
        auto promise = std::make_shared<QPromise<Given>>();
        promise->start();
        const Answer<Given> future(promise->future());
        const auto entry = add(title, cancellable);
        poolOf(lane).start([this, entry, promise, work = std::move(work)]() mutable {
            begin(entry);
            Given answer = guarded<Given>(
                [&] { return entry->control.goOn() ? work(entry->control) : cancelled<Given>(); });
            const std::optional<Error> error =
                answer ? std::nullopt : std::optional<Error>(answer.error());
            promise->addResult(std::move(answer));
            finish(entry, error);
            promise->finish();
        });
        return future;
    }

    /// Newest last; what is over stays until there are more than twenty.
    [[nodiscard]] std::vector<JobView> list() const;
    [[nodiscard]] int running() const;
    void cancel(int id);
    /// Those that can be; the others run to their end.
    void cancelAll();
    /// Blocks until nothing runs: not for the GUI thread.
    void waitForDone() {
        m_pool.waitForDone();
        m_waiting.waitForDone();
    }
    /// Forgets what is over.
    void clear();

    /// Runs a function that gives a Result, and turns a foreign exception into Internal.
    template <class Given, class Function> static Given guarded(Function&& function) {
        try {
            return std::forward<Function>(function)();
        } catch (const std::exception& error) {
            return fail(ErrorCode::Internal, error.what());
        }
    }

Q_SIGNALS:
    /// Something in the list moved; at most 20 times a second.
    void changed();
    void finished(int id);

private:
    struct Entry {
        JobView view;
        JobControl control;
    };
    template <class Given> static Given cancelled() {
        return fail(ErrorCode::Cancelled, "cancelled before it began");
    }
    [[nodiscard]] QThreadPool& poolOf(JobLane lane) {
        return lane == JobLane::Waiting ? m_waiting : m_pool;
    }
    void cancelThose(const std::function<bool(const JobView&)>& which);
    std::shared_ptr<Entry> add(const QString& title, bool cancellable);
    void begin(const std::shared_ptr<Entry>& entry);
    void finish(const std::shared_ptr<Entry>& entry, const std::optional<Error>& error);
    void notify();

    mutable std::mutex m_mutex; // around the entries' views
    std::deque<std::shared_ptr<Entry>> m_entries;
    int m_lastId = 0;
    QThreadPool m_pool;
    QThreadPool m_waiting;
    bool m_notified = false;
};

} // namespace scepter::workbench
