// Where questions of gates wait for their turn, go out, and come back.
#pragma once

#include "challenge/ask.h"
#include "command_runner.h"
#include "http_asker.h"
#include "responder/asker.h"
#include "target_table.h"

#include <QThread>
#include <QTimer>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <variant>

namespace scepter::responder {

/// One question with its retries.
struct Question {
    Question() = default;
    ~Question();
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

    std::variant<challenge::HttpAsk, challenge::CommandAsk> what;
    std::chrono::steady_clock::time_point until; ///< when its conversation ends at the latest
    std::function<bool()> isWanted;              ///< false: nobody waits any more
    /// Called at most once, on the desk's thread; never after the desk has stopped.
    std::function<void(challenge::Reply)> done;

    AskPlace place; ///< from here on the desk's own
    unsigned triesLeft = 0;
    std::optional<challenge::Reply> last; ///< of the try before
};
using QuestionPtr = std::shared_ptr<Question>;

/// Owns the thread with the sockets and programs.
class AskDesk {
public:
    /// Called some times a second on the desk's thread, until it answers false.
    using Tick = std::function<bool()>;

    AskDesk(const AskerLimits& limits, TargetTable& table, Tick tick);
    /// stop()
    ~AskDesk();
    AskDesk(const AskDesk&) = delete;
    AskDesk& operator=(const AskDesk&) = delete;

    /// From any thread.
    void ask(QuestionPtr question);
    /// From any thread: begins to tick.
    void wake();
    /// Drops all questions and ends the thread. Not from the desk's thread.
    void stop();

private:
    using Steady = std::chrono::steady_clock;
    struct Lane {
        unsigned underWay = 0;
        std::deque<QuestionPtr> waiting;
    };
    /// One try under way.
    struct Try {
        QuestionPtr question;
        Admission admission = Admission::Normal;
        bool isShortened = false; ///< it had less time than it was meant to have
        Steady::time_point begun;
    };
    /// What only the thread may touch.
    struct Desk {
        HttpAsker http;
        CommandRunner commands;
        std::map<std::string, Lane> lanes;
        QTimer ticking;
        QTimer idle;
        QObject retries; ///< owns the timers of questions that are asked again
    };

    /// What is posted while the desk stops may still be run: it looks at m_desk.
    void onThread(std::function<void()> work);
    void open();
    void enqueue(const QuestionPtr& question);
    void pump(const std::string& target);
    void turnAway(Question& question);
    void begin(const QuestionPtr& question, Admission admission);
    void send(Question& question, Duration timeout, HttpAsker::Done done);
    void finish(Try& made, challenge::Reply reply);
    void record(const Try& made, const Question& question, const challenge::Reply& reply);
    bool retry(const QuestionPtr& question, challenge::Reply& reply);

    const AskerLimits m_limits;
    TargetTable& m_table;
    const Tick m_tick;
    std::unique_ptr<Desk> m_desk;
    QObject m_context; ///< lives on the thread
    QThread m_thread;
};

} // namespace scepter::responder
