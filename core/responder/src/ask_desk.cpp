#include "ask_desk.h"

#include <algorithm>

namespace scepter::responder {

namespace {

constexpr Duration kTick = std::chrono::milliseconds(100);
constexpr Duration kLongestTry = std::chrono::seconds(15);
constexpr unsigned kMostRetries = 5;

bool isServerError(const challenge::Reply& reply, const Question& question) {
    constexpr unsigned kServerErrors = 500;
    return reply && std::holds_alternative<challenge::HttpAsk>(question.what) &&
           reply->status >= kServerErrors;
}

/// A connection that broke before, or in the middle of, an answer.
bool isLost(const challenge::Reply& reply) {
    return !reply && (reply.error().code == ErrorCode::Unreachable ||
                      reply.error().code == ErrorCode::HttpMalformed);
}

Outcome outcomeOf(const challenge::Reply& reply, const Question& question, bool isShortened) {
    if (reply) return isServerError(reply, question) ? Outcome::Bad : Outcome::Good;
    switch (reply.error().code) {
    case ErrorCode::TimedOut:
        return isShortened ? Outcome::Unknown : Outcome::Bad;
    case ErrorCode::LimitExceeded: // whoever may write the request must not open the circuit
        return Outcome::Good;
    case ErrorCode::InvalidArgument:
    case ErrorCode::Cancelled:
        return Outcome::Unknown;
    default:
        return Outcome::Bad;
    }
}

Duration timeoutOf(const Question& question) {
    const Duration asked = std::visit([](const auto& what) { return what.timeout; }, question.what);
    return std::clamp(asked, Duration{1}, kLongestTry);
}

std::string hostOf(const Question& question) {
    return question.place.host.empty() ? question.place.target : question.place.host;
}

Result<AskPlace> checkedPlace(const Question& question) {
    if (const auto* ask = std::get_if<challenge::HttpAsk>(&question.what)) return placeOf(*ask);
    const auto& command = std::get<challenge::CommandAsk>(question.what);
    SCEPTER_CHECK(CommandRunner::check(command));
    return AskPlace{command.program, {}};
}

} // namespace

Question::~Question() {
    // It may hold a challenge.
    if (auto* ask = std::get_if<challenge::HttpAsk>(&what))
        wipeMemory(ask->body.data(), ask->body.size());
}

AskDesk::AskDesk(const AskerLimits& limits, TargetTable& table, Tick tick)
    : m_limits(limits)
    , m_table(table)
    , m_tick(std::move(tick)) {
    m_thread.setObjectName(QStringLiteral("asker"));
    m_context.moveToThread(&m_thread);
    m_thread.start();
    onThread([this] { open(); });
}

AskDesk::~AskDesk() {
    stop();
}

void AskDesk::ask(QuestionPtr question) {
    onThread([this, question = std::move(question)] {
        if (m_desk) enqueue(question);
    });
}

void AskDesk::wake() {
    onThread([this] {
        if (m_desk && !m_desk->ticking.isActive()) m_desk->ticking.start(kTick);
    });
}

void AskDesk::stop() {
    if (m_thread.isFinished()) return;
    onThread([this] {
        m_desk.reset();
        m_thread.quit();
    });
    m_thread.wait();
}

void AskDesk::onThread(std::function<void()> work) {
    QMetaObject::invokeMethod(&m_context, std::move(work), Qt::QueuedConnection);
}

void AskDesk::open() {
    m_desk = std::make_unique<Desk>();
    QObject::connect(&m_desk->ticking, &QTimer::timeout, &m_context, [this] {
        if (!m_tick()) m_desk->ticking.stop();
    });
    QObject::connect(&m_desk->idle, &QTimer::timeout, &m_context, [this] {
        if (!m_desk->http.dropIdle(m_limits.idle)) m_desk->idle.stop();
    });
}

void AskDesk::enqueue(const QuestionPtr& question) {
    auto place = checkedPlace(*question);
    if (!place) {
        question->done(failWith(std::move(place)));
        return;
    }
    question->place = std::move(*place);
    if (const auto* ask = std::get_if<challenge::HttpAsk>(&question->what))
        question->triesLeft = std::min(ask->retries, kMostRetries);
    m_desk->lanes[question->place.target].waiting.push_back(question);
    pump(question->place.target);
}

void AskDesk::pump(const std::string& target) {
    const auto found = m_desk->lanes.find(target);
    if (found == m_desk->lanes.end()) return;
    Lane& lane = found->second;
    while (!lane.waiting.empty() && lane.underWay < m_limits.atOnce) {
        const QuestionPtr question = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        if (!question->isWanted() || Steady::now() >= question->until) continue;
        const Admission admission = m_table.admit(target);
        if (admission == Admission::Refused) {
            turnAway(*question);
        } else {
            ++lane.underWay;
            begin(question, admission);
        }
    }
    if (lane.waiting.empty() && lane.underWay == 0) m_desk->lanes.erase(found);
}

void AskDesk::turnAway(Question& question) {
    if (question.last) {
        question.done(std::move(*question.last));
        return;
    }
    const auto until = m_table.pausedUntil(question.place.target);
    question.done(
        fail(ErrorCode::TargetPaused, hostOf(question) + " failed too often and is left alone" +
                                          (until ? " until " + toIsoText(*until) : std::string())));
}

void AskDesk::begin(const QuestionPtr& question, Admission admission) {
    const auto now = Steady::now();
    const Duration left = std::chrono::ceil<Duration>(question->until - now);
    const Duration meant = timeoutOf(*question);
    Try made{question, admission, left < meant, now};
    send(*question, std::max(std::min(left, meant), Duration{1}),
         [this, made = std::move(made)](challenge::Reply reply) mutable {
             finish(made, std::move(reply));
         });
}

void AskDesk::send(Question& question, Duration timeout, HttpAsker::Done done) {
    if (const auto* command = std::get_if<challenge::CommandAsk>(&question.what)) {
        m_desk->commands.run(*command, timeout, std::move(done));
        return;
    }
    m_desk->http.send(std::get<challenge::HttpAsk>(question.what), question.place, timeout,
                      std::move(done));
    if (!m_desk->idle.isActive()) m_desk->idle.start(std::max(m_limits.idle / 2, Duration{1}));
}

void AskDesk::finish(Try& made, challenge::Reply reply) {
    const QuestionPtr question = std::move(made.question);
    record(made, *question, reply);
    --m_desk->lanes[question->place.target].underWay;
    if (!retry(question, reply)) question->done(std::move(reply));
    pump(question->place.target);
}

void AskDesk::record(const Try& made, const Question& question, const challenge::Reply& reply) {
    std::string error;
    if (!reply)
        error = reply.error().detail;
    else if (isServerError(reply, question))
        error = hostOf(question) + ": HTTP status " + std::to_string(reply->status);
    m_table.record(question.place.target, made.admission,
                   outcomeOf(reply, question, made.isShortened), error,
                   std::chrono::duration_cast<Duration>(Steady::now() - made.begun));
}

bool AskDesk::retry(const QuestionPtr& question, challenge::Reply& reply) {
    if (question->triesLeft == 0 || !(isLost(reply) || isServerError(reply, *question)))
        return false;
    const Duration delay =
        std::max(std::get<challenge::HttpAsk>(question->what).retryDelay, Duration{0});
    if (!question->isWanted() || Steady::now() + delay >= question->until) return false;
    --question->triesLeft;
    question->last = std::move(reply);
    auto* const timer = new QTimer(&m_desk->retries);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, &m_context, [this, timer, question] {
        timer->deleteLater();
        m_desk->lanes[question->place.target].waiting.push_back(question);
        pump(question->place.target);
    });
    timer->start(delay);
    return true;
}

} // namespace scepter::responder
