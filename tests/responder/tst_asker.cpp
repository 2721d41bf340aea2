// Gates' questions to servers that answer, and to servers that do not.
#include "../http/tls_files.h"
#include "asking.h"
#include "responder/asker.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace scepter;
using namespace scepter::responder;
using namespace scepter::test;
using namespace std::chrono_literals;
using challenge::CommandAsk;
using challenge::HttpAsk;
using challenge::Reply;
using challenge::Verdict;
using challenge::VerdictKind;
using Step = challenge::Conversation::Step;

namespace {

constexpr int kPatience = 20000;

class SetClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return TimePoint{Duration{m_now.load()}}; }
    void advance(Duration by) { m_now += by.count(); }
    static constexpr std::int64_t kStart = 1'795'352'400'000;

private:
    std::atomic<std::int64_t> m_now{kStart};
};

HttpAsk to(const std::string& url) {
    HttpAsk ask;
    ask.url = url;
    ask.retryDelay = 1ms;
    return ask;
}

Party::Answer status(unsigned code) {
    return [code](int, const http::Request&) { return http::Response::text(code, "so"); };
}

std::shared_ptr<const challenge::AskTls> trusting(const std::string& root) {
    auto tls = std::make_shared<challenge::AskTls>();
    tls->extraRootPems = {root};
    return tls;
}

QByteArray describe(const Verdict& verdict) {
    return QByteArray::fromStdString(std::string(challenge::toText(verdict.kind)) + " " +
                                     verdict.note +
                                     (verdict.error ? " " + toText(*verdict.error) : ""));
}

TargetStatus statusOf(const Asker& asker, const std::string& url) {
    for (const TargetStatus& status : asker.targets())
        if (status.target == targetOf(url)) return status;
    return {};
}

} // namespace

#define VERIFY_NOTE(verdict, expected)                                                             \
    do {                                                                                           \
        const Verdict& verdict_ = (verdict);                                                       \
        QVERIFY2(verdict_.kind == VerdictKind::Allow && verdict_.note == (expected),               \
                 describe(verdict_).constData());                                                  \
    } while (false)
#define VERIFY_ERROR(verdict, expected)                                                            \
    do {                                                                                           \
        const Verdict& verdict_ = (verdict);                                                       \
        QVERIFY2(verdict_.error&& verdict_.error->code == (expected),                              \
                 describe(verdict_).constData());                                                  \
    } while (false)

class TestAsker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void ask_bringsTheAnswerToTheVerdict();
    void ask_sendsWhatItIsGiven();
    void ask_goesOnUntilTheVerdict();
    void ask_withoutEndIsEnded();
    void verdict_withoutAQuestionIsTakenAtOnce();
    void status_ofAnyKindIsAnAnswer_data();
    void status_ofAnyKindIsAnAnswer();
    void redirect_isNotFollowed();

    void tls_trustsTheRootGiven();
    void tls_refusesAnUnknownRoot();
    void tls_refusesAnotherName();
    void timeout_isTheEndOfIt();
    void lostConnection_isAskedAgain();
    void halfAnAnswer_isAskedAgain();
    void noServer_isUnreachable();
    void serverError_isAskedAgain();
    void serverError_thatStaysIsTheAnswer();
    void otherStatus_isNotAskedAgain();
    void largeAnswer_isRefused();
    void place_thatIsNotAllowedIsNotAsked();
    void errorDetail_namesTheHostOnly();

    void sameKey_joins();
    void sameKey_asksAnewAfterTheVerdict();
    void emptyKey_neverJoins();
    void limits_perTargetAndInAll();
    void limits_ofThoseWhoJoin();
    void atOnce_restrictsWhatIsOnItsWay();

    void breaker_opensAndIsTriedAgain();
    void breaker_turnsAwayThoseWhoWait();
    void breaker_letsARetryKeepItsAnswer();
    void tryNow_asksAtOnce();

    void conversation_endsInTime();
    void command_isRun();
    void command_thatIsNotFitIsNotRun();
    void command_hasATargetOfItsOwn();
    void connections_areKeptAndDroppedWhenIdle();
    void finish_endsWhatIsUnderWay();
    void finish_answersLaterOnesAtOnce();
    void threads_allGetOneVerdictEach();

private:
    Verdict run(Asker& asker, HttpAsk ask);

    SetClock m_clock;
    TlsFiles m_files;
};

void TestAsker::initTestCase() {
    QVERIFY(m_files.make());
}

Verdict TestAsker::run(Asker& asker, HttpAsk ask) {
    Ear ear;
    const std::string target = targetOf(ask.url);
    asker.run({}, target, asking(std::move(ask)), ear.done());
    [&] { QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 1U, kPatience); }();
    if (ear.count() != 1) asker.finish(); // it must not speak to an ear that is gone
    return ear.last();
}

void TestAsker::ask_bringsTheAnswerToTheVerdict() {
    const Party party([](int, const http::Request&) {
        http::Response response = http::Response::text(200, "{\"allow\":true}");
        response.contentType = "application/json";
        return response;
    });
    Asker asker(m_clock);
    VERIFY_NOTE(run(asker, to(party.url())), "200 application/json {\"allow\":true}");
    const TargetStatus status = statusOf(asker, party.url());
    QCOMPARE(status.asked, 1U);
    QCOMPARE(status.failed, 0U);
    QCOMPARE(status.underWay, 0U);
    QCOMPARE(asker.underWay(), 0U);
}

void TestAsker::ask_sendsWhatItIsGiven() {
    const Party party(status(200));
    HttpAsk ask = to(party.url("/hook?id=1"));
    ask.method = "PUT";
    ask.headers.push_back({"Authorization", SecretBytes(std::string_view("Bearer abc"))});
    ask.headers.push_back({"X-Id", SecretBytes(std::string_view("7"))});
    ask.contentType = "application/json";
    ask.body = copyOf(bytesOf("{\"a\":1}"));
    Asker asker(m_clock);
    VERIFY_NOTE(run(asker, std::move(ask)), "200 text/plain; charset=utf-8 so");
    const http::Request request = party.last();
    QCOMPARE(request.method, std::string("PUT"));
    QCOMPARE(request.target, std::string("/hook?id=1"));
    QCOMPARE(request.header("Authorization").value_or(""), std::string("Bearer abc"));
    QCOMPARE(request.header("X-Id").value_or(""), std::string("7"));
    QCOMPARE(request.header("Content-Type").value_or(""), std::string("application/json"));
    QCOMPARE(textOf(request.body), std::string_view("{\"a\":1}"));
}

void TestAsker::ask_goesOnUntilTheVerdict() {
    const Party party([](int number, const http::Request& request) {
        return http::Response::text(200, request.target + std::to_string(number));
    });
    Ear ear;
    Asker asker(m_clock);
    std::string heard;
    asker.run({}, "party", std::make_unique<Script>([&](const Reply* reply) -> Step {
                  if (reply != nullptr) heard += std::string(textOf((*reply)->body)) + " ";
                  if (party.asked() == 3) return Verdict::hold("three times");
                  HttpAsk ask = to(party.url(party.asked() == 1 ? "/again" : "/first"));
                  ask.method = "GET";
                  return ask;
              }),
              ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 1U, kPatience);
    QCOMPARE(ear.last().kind, VerdictKind::Hold);
    QCOMPARE(heard, std::string("/first1 /again2 /first3 "));
}

void TestAsker::ask_withoutEndIsEnded() {
    const Party party(status(200));
    Ear ear;
    Asker asker(m_clock);
    asker.run({}, "party",
              std::make_unique<Script>([&](const Reply*) -> Step { return to(party.url()); }),
              ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 1U, kPatience);
    QCOMPARE(ear.last().kind, VerdictKind::RetryLater);
    QVERIFY(party.asked() > 1 && party.asked() < 100);
}

void TestAsker::verdict_withoutAQuestionIsTakenAtOnce() {
    Ear ear;
    Asker asker(m_clock);
    asker.run({}, "nobody", std::make_unique<Script>([](const Reply* reply) -> Step {
                  return reply == nullptr ? Verdict::allow("known") : Verdict::hold("asked");
              }),
              ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 1U, kPatience);
    VERIFY_NOTE(ear.last(), "known");
    QVERIFY(asker.targets().empty());
}

void TestAsker::status_ofAnyKindIsAnAnswer_data() {
    QTest::addColumn<unsigned>("code");
    for (const unsigned code : {200U, 202U, 400U, 401U, 403U, 404U, 409U, 429U, 500U, 503U})
        QTest::addRow("%u", code) << code;
}

void TestAsker::status_ofAnyKindIsAnAnswer() {
    QFETCH(unsigned, code);
    const Party party(status(code));
    Asker asker(m_clock);
    VERIFY_NOTE(run(asker, to(party.url())),
                std::to_string(code) + " text/plain; charset=utf-8 so");
    const TargetStatus status = statusOf(asker, party.url());
    QCOMPARE(status.failuresInARow, code < 500 ? 0U : 1U);
    QCOMPARE(status.failed, code < 500 ? 0U : 1U);
    QCOMPARE(status.lastError,
             code < 500 ? std::string() : "127.0.0.1: HTTP status " + std::to_string(code));
}

void TestAsker::redirect_isNotFollowed() {
    const Party other(status(200));
    const Party party([&](int, const http::Request&) {
        http::Response response = http::Response::text(307, "there");
        response.headers = {{"Location", other.url()}};
        return response;
    });
    Asker asker(m_clock);
    VERIFY_NOTE(run(asker, to(party.url())), "307 text/plain; charset=utf-8 there");
    QCOMPARE(other.asked(), 0);
}

void TestAsker::tls_trustsTheRootGiven() {
    const Party party(
        status(200),
        http::TlsOptions{m_files.path("server.pem"), SecretBytes(m_files.path("server.key")), {}});
    QVERIFY(party.url().starts_with("https://"));
    HttpAsk ask = to(party.url());
    ask.tls = trusting(m_files.read("root.pem"));
    Asker asker(m_clock);
    VERIFY_NOTE(run(asker, std::move(ask)), "200 text/plain; charset=utf-8 so");
}

void TestAsker::tls_refusesAnUnknownRoot() {
    const Party party(
        status(200),
        http::TlsOptions{m_files.path("server.pem"), SecretBytes(m_files.path("server.key")), {}});
    HttpAsk ask = to(party.url());
    ask.retries = 3;
    Asker asker(m_clock);
    VERIFY_ERROR(run(asker, std::move(ask)), ErrorCode::TlsFailed);
    QCOMPARE(party.asked(), 0);
    const TargetStatus status = statusOf(asker, party.url());
    QCOMPARE(status.asked, 1U);
    QCOMPARE(status.failuresInARow, 1U);
}

void TestAsker::tls_refusesAnotherName() {
    // It is for "localhost" and the loopback addresses, this is another of those.
    const Party party(
        status(200),
        http::TlsOptions{m_files.path("server.pem"), SecretBytes(m_files.path("server.key")), {}});
    std::string url = party.url();
    url.replace(url.find("127.0.0.1"), 9, "127.1.2.3");
    HttpAsk ask = to(url);
    ask.tls = trusting(m_files.read("root.pem"));
    Asker asker(m_clock);
    const Verdict verdict = run(asker, std::move(ask));
    QVERIFY2(verdict.error, describe(verdict).constData());
    QCOMPARE(party.asked(), 0);
}

void TestAsker::timeout_isTheEndOfIt() {
    const Party party;
    HttpAsk ask = to(party.url());
    ask.timeout = 100ms;
    ask.retries = 3;
    Asker asker(m_clock);
    VERIFY_ERROR(run(asker, std::move(ask)), ErrorCode::TimedOut);
    QCOMPARE(party.asked(), 1);
    QCOMPARE(statusOf(asker, party.url()).failuresInARow, 1U);
}

void TestAsker::lostConnection_isAskedAgain() {
    const RudeServer server;
    HttpAsk ask = to(server.url());
    ask.retries = 2;
    Asker asker(m_clock);
    VERIFY_ERROR(run(asker, std::move(ask)), ErrorCode::Unreachable);
    QCOMPARE(statusOf(asker, server.url()).asked, 3U);
    QCOMPARE(statusOf(asker, server.url()).failuresInARow, 3U);
    // Qt itself may send a request once more when a connection is lost before the answer began.
    QVERIFY(server.asked() >= 3);
}

void TestAsker::halfAnAnswer_isAskedAgain() {
    const RudeServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", false);
    HttpAsk ask = to(server.url());
    ask.retries = 1;
    Asker asker(m_clock);
    VERIFY_ERROR(run(asker, std::move(ask)), ErrorCode::HttpMalformed);
    QCOMPARE(statusOf(asker, server.url()).asked, 2U);
}

void TestAsker::noServer_isUnreachable() {
    std::string url;
    {
        const Party party;
        url = party.url();
    }
    HttpAsk ask = to(url);
    ask.retries = 1;
    Asker asker(m_clock);
    VERIFY_ERROR(run(asker, std::move(ask)), ErrorCode::Unreachable);
    const TargetStatus status = statusOf(asker, url);
    QCOMPARE(status.asked, 2U);
    QCOMPARE(status.failed, 2U);
    QVERIFY(status.lastFailureAt == m_clock.now());
    QVERIFY(status.lastError.starts_with("127.0.0.1: "));
}

void TestAsker::serverError_isAskedAgain() {
    const Party party([](int number, const http::Request&) {
        return http::Response::text(number == 1 ? 500 : 200, std::to_string(number));
    });
    HttpAsk ask = to(party.url());
    ask.body = copyOf(bytesOf("the same"));
    ask.retries = 2;
    Asker asker(m_clock);
    VERIFY_NOTE(run(asker, std::move(ask)), "200 text/plain; charset=utf-8 2");
    QCOMPARE(party.asked(), 2);
    QCOMPARE(textOf(party.last().body), std::string_view("the same"));
    const TargetStatus status = statusOf(asker, party.url());
    QCOMPARE(status.failed, 1U);
    QCOMPARE(status.failuresInARow, 0U);
}

void TestAsker::serverError_thatStaysIsTheAnswer() {
    const Party party(status(503));
    HttpAsk ask = to(party.url());
    ask.retries = 2;
    Asker asker(m_clock);
    VERIFY_NOTE(run(asker, std::move(ask)), "503 text/plain; charset=utf-8 so");
    QCOMPARE(party.asked(), 3);
}

void TestAsker::otherStatus_isNotAskedAgain() {
    const Party party(status(404));
    HttpAsk ask = to(party.url());
    ask.retries = 3;
    Asker asker(m_clock);
    VERIFY_NOTE(run(asker, std::move(ask)), "404 text/plain; charset=utf-8 so");
    QCOMPARE(party.asked(), 1);
}

void TestAsker::largeAnswer_isRefused() {
    const Party party([](int, const http::Request&) {
        return http::Response::text(200, std::string(100'000, 'x'));
    });
    HttpAsk ask = to(party.url());
    ask.maxResponseBytes = 99'999;
    ask.retries = 3;
    Asker asker(m_clock);
    VERIFY_ERROR(run(asker, std::move(ask)), ErrorCode::LimitExceeded);
    QCOMPARE(party.asked(), 1);
    QCOMPARE(statusOf(asker, party.url()).failuresInARow, 0U);
    HttpAsk enough = to(party.url());
    enough.maxResponseBytes = 100'000;
    QCOMPARE(run(asker, std::move(enough)).kind, VerdictKind::Allow);
}

void TestAsker::place_thatIsNotAllowedIsNotAsked() {
    const Party party(status(200));
    HttpAsk ask = to(party.url());
    ask.allowedHosts = {"mdm.example"};
    Asker asker(m_clock);
    VERIFY_ERROR(run(asker, std::move(ask)), ErrorCode::InvalidArgument);
    QCOMPARE(party.asked(), 0);
    QVERIFY(asker.targets().empty());
}

void TestAsker::errorDetail_namesTheHostOnly() {
    const RudeServer resetting;
    const RudeServer garbage("this is no HTTP\r\n\r\n", false);
    const Party silent;
    const Party proxy(status(407)); // which Qt takes for an error of its own
    const Party large([](int, const http::Request&) { return http::Response::text(200, "large"); });
    Asker asker(m_clock);
    for (const std::string& url : {resetting.url(), garbage.url(), silent.url(), large.url(),
                                   proxy.url(), std::string("https://mdm.example\\/ask")}) {
        HttpAsk ask = to(url + "?marker=1");
        ask.headers.push_back({"X-Marker", SecretBytes(std::string_view("marker"))});
        ask.body = copyOf(bytesOf("marker"));
        ask.timeout = 200ms;
        ask.maxResponseBytes = 4;
        const Verdict verdict = run(asker, std::move(ask));
        QVERIFY2(verdict.error, describe(verdict).constData());
        const std::string text = toText(*verdict.error) + statusOf(asker, url).lastError;
        QVERIFY2(!text.contains("marker") && !text.contains("/ask"), text.c_str());
    }
}

void TestAsker::sameKey_joins() {
    Party party;
    Ear ear;
    Asker asker(m_clock);
    for (int i = 0; i < 64; ++i)
        asker.run("transaction", "party", asking(to(party.url())), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(party.held(), 1U, kPatience);
    QCOMPARE(asker.underWay(), 1U);
    QCOMPARE(ear.count(), 0U);
    party.release();
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(VerdictKind::Allow), 64U, kPatience);
    QCOMPARE(party.asked(), 1);
}

void TestAsker::sameKey_asksAnewAfterTheVerdict() {
    const Party party(status(200));
    Asker asker(m_clock);
    for (int i = 1; i <= 2; ++i) {
        Ear ear;
        asker.run("transaction", "party", asking(to(party.url())), ear.done());
        QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 1U, kPatience);
        QCOMPARE(party.asked(), i);
    }
}

void TestAsker::emptyKey_neverJoins() {
    Party party;
    Ear ear;
    Asker asker(m_clock);
    for (int i = 0; i < 3; ++i)
        asker.run({}, "party", asking(to(party.url())), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(party.held(), 3U, kPatience);
    party.release();
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 3U, kPatience);
}

void TestAsker::limits_perTargetAndInAll() {
    AskerLimits limits;
    limits.perTarget = 2;
    limits.inAll = 3;
    Party party;
    Ear ear;
    Asker asker(m_clock, limits);
    for (const char* target : {"a", "a", "a", "b", "c"})
        asker.run({}, target, asking(to(party.url())), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 2U, kPatience);
    QCOMPARE(ear.count(VerdictKind::RetryLater), 2U);
    QCOMPARE(ear.last().error->detail, std::string("too many questions are waiting"));
    QTRY_COMPARE_WITH_TIMEOUT(party.held(), 3U, kPatience);
    party.release();
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(VerdictKind::Allow), 3U, kPatience);

    asker.run({}, "a", asking(to(party.url())), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(party.held(), 1U, kPatience);
    party.release();
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(VerdictKind::Allow), 4U, kPatience);
}

void TestAsker::limits_ofThoseWhoJoin() {
    AskerLimits limits;
    limits.joined = 2;
    Party party;
    Ear ear;
    Asker asker(m_clock, limits);
    for (int i = 0; i < 3; ++i)
        asker.run("key", "party", asking(to(party.url())), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(VerdictKind::RetryLater), 1U, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(party.held(), 1U, kPatience);
    party.release();
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(VerdictKind::Allow), 2U, kPatience);
}

void TestAsker::atOnce_restrictsWhatIsOnItsWay() {
    Party party;
    Ear ear;
    Asker asker(m_clock);
    for (int i = 0; i < 40; ++i)
        asker.run({}, "party", asking(to(party.url())), ear.done());
    for (const std::size_t held : {16U, 16U, 8U}) {
        QTRY_COMPARE_WITH_TIMEOUT(party.held(), held, kPatience);
        QCOMPARE(statusOf(asker, party.url()).underWay, held);
        party.release();
    }
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(VerdictKind::Allow), 40U, kPatience);
    QCOMPARE(party.asked(), 40);
    QVERIFY(party.open() <= 16);
}

void TestAsker::breaker_opensAndIsTriedAgain() {
    std::atomic<unsigned> code = 500;
    const Party party([&](int, const http::Request&) { return http::Response::text(code, "so"); });
    Asker asker(m_clock);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(run(asker, to(party.url())).kind, VerdictKind::Allow);
    TargetStatus status = statusOf(asker, party.url());
    QCOMPARE(status.state, CircuitState::Open);
    QVERIFY(status.pausedUntil == m_clock.now() + 30s);

    const Verdict paused = run(asker, to(party.url()));
    VERIFY_ERROR(paused, ErrorCode::TargetPaused);
    QVERIFY2(paused.error->detail.contains(toIsoText(m_clock.now() + 30s)),
             describe(paused).constData());
    QCOMPARE(party.asked(), 5);
    QCOMPARE(statusOf(asker, party.url()).turnedAway, 1U);

    m_clock.advance(30s);
    QCOMPARE(run(asker, to(party.url())).kind, VerdictKind::Allow);
    QVERIFY(statusOf(asker, party.url()).pausedUntil == m_clock.now() + 60s);
    VERIFY_ERROR(run(asker, to(party.url())), ErrorCode::TargetPaused);
    QCOMPARE(party.asked(), 6);

    m_clock.advance(60s);
    code = 200;
    QCOMPARE(run(asker, to(party.url())).kind, VerdictKind::Allow);
    status = statusOf(asker, party.url());
    QCOMPARE(status.state, CircuitState::Closed);
    QCOMPARE(status.failuresInARow, 0U);
    QCOMPARE(status.failed, 6U);
}

void TestAsker::breaker_turnsAwayThoseWhoWait() {
    AskerLimits limits;
    limits.atOnce = 1;
    limits.failuresToOpen = 1;
    Party party;
    Ear ear;
    Asker asker(m_clock, limits);
    for (int i = 0; i < 8; ++i) {
        HttpAsk ask = to(party.url());
        ask.timeout = 200ms;
        asker.run({}, "party", asking(std::move(ask)), ear.done());
    }
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 8U, kPatience);
    QCOMPARE(ear.count(ErrorCode::TimedOut), 1U);
    QCOMPARE(ear.count(ErrorCode::TargetPaused), 7U);
    QCOMPARE(party.asked(), 1);
    QCOMPARE(statusOf(asker, party.url()).turnedAway, 7U);
}

void TestAsker::breaker_letsARetryKeepItsAnswer() {
    AskerLimits limits;
    limits.failuresToOpen = 2;
    const Party party(status(502));
    HttpAsk ask = to(party.url());
    ask.retries = 5;
    Asker asker(m_clock, limits);
    VERIFY_NOTE(run(asker, std::move(ask)), "502 text/plain; charset=utf-8 so");
    QCOMPARE(party.asked(), 2);
}

void TestAsker::tryNow_asksAtOnce() {
    AskerLimits limits;
    limits.failuresToOpen = 1;
    const Party party([](int number, const http::Request&) {
        return http::Response::text(number == 1 ? 500 : 200, "so");
    });
    Asker asker(m_clock, limits);
    run(asker, to(party.url()));
    VERIFY_ERROR(run(asker, to(party.url())), ErrorCode::TargetPaused);
    asker.tryNow(targetOf(party.url()));
    QCOMPARE(run(asker, to(party.url())).kind, VerdictKind::Allow);
    QCOMPARE(statusOf(asker, party.url()).state, CircuitState::Closed);
}

void TestAsker::conversation_endsInTime() {
    AskerLimits limits;
    limits.conversation = 300ms;
    limits.atOnce = 1;
    Party party;
    Ear ear;
    Asker asker(m_clock, limits);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 3; ++i)
        asker.run({}, "party", asking(to(party.url())), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 3U, kPatience);
    QVERIFY(timer.elapsed() < 8000); // a question alone may take ten seconds
    QCOMPARE(asker.underWay(), 0U);
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(asker, party.url()).underWay, 0U, kPatience);
    QCOMPARE(party.asked(), 1);
    QCOMPARE(statusOf(asker, party.url()).failuresInARow, 0U);
}

void TestAsker::command_isRun() {
    CommandAsk ask;
    ask.program = "/bin/cat";
    ask.input = SecretBytes(std::string_view("a CSR"));
    Ear ear;
    Asker asker(m_clock);
    asker.run({}, ask.program, asking(std::move(ask)), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 1U, kPatience);
    VERIFY_NOTE(ear.last(), "0  a CSR");
}

void TestAsker::command_thatIsNotFitIsNotRun() {
    CommandAsk ask;
    ask.program = "cat";
    Ear ear;
    Asker asker(m_clock);
    asker.run({}, ask.program, asking(std::move(ask)), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(ear.count(), 1U, kPatience);
    VERIFY_ERROR(ear.last(), ErrorCode::InvalidArgument);
    QVERIFY(asker.targets().empty());
}

void TestAsker::command_hasATargetOfItsOwn() {
    AskerLimits limits;
    limits.failuresToOpen = 2;
    Ear ear;
    Asker asker(m_clock, limits);
    for (std::size_t i = 1; i <= 4; ++i) {
        CommandAsk ask;
        ask.program = "/bin/sh";
        ask.arguments = {"-c", i == 1 ? "exit 7" : "kill -9 $$"};
        asker.run({}, ask.program, asking(std::move(ask)), ear.done());
        QTRY_COMPARE_WITH_TIMEOUT(ear.count(), i, kPatience);
    }
    VERIFY_ERROR(ear.last(), ErrorCode::TargetPaused);
    const auto all = asker.targets();
    QCOMPARE(all.size(), 1U);
    QCOMPARE(all.front().target, std::string("/bin/sh"));
    QCOMPARE(all.front().state, CircuitState::Open);
    QCOMPARE(all.front().asked, 3U);
    QCOMPARE(all.front().failed, 2U);
    QCOMPARE(all.front().lastError, std::string("sh: the program was ended by signal 9"));
}

void TestAsker::connections_areKeptAndDroppedWhenIdle() {
    AskerLimits limits;
    limits.idle = 200ms;
    const Party party(status(200));
    Asker asker(m_clock, limits);
    const auto tls = std::make_shared<const challenge::AskTls>();
    for (int i = 0; i < 3; ++i) {
        HttpAsk ask = to(party.url());
        ask.tls = tls;
        QCOMPARE(run(asker, std::move(ask)).kind, VerdictKind::Allow);
    }
    QCOMPARE(party.asked(), 3);
    // Sooner than the server's own patience with idle connections.
    QTRY_COMPARE_WITH_TIMEOUT(party.open(), 0U, 10000);
    QTRY_COMPARE_WITH_TIMEOUT(tls.use_count(), 1L, 10000);
}

void TestAsker::finish_endsWhatIsUnderWay() {
    Party party;
    Ear ear;
    Asker asker(m_clock);
    for (int i = 0; i < 20; ++i)
        asker.run({}, "party", asking(to(party.url())), ear.done());
    CommandAsk ask;
    ask.program = "/bin/sleep";
    ask.arguments = {"600"};
    asker.run("program", ask.program, asking(std::move(ask)), ear.done());
    QTRY_COMPARE_WITH_TIMEOUT(party.held(), 16U, kPatience);
    QElapsedTimer timer;
    timer.start();
    asker.finish();
    QVERIFY(timer.elapsed() < 8000);
    QCOMPARE(ear.count(VerdictKind::RetryLater), 21U);
    party.release();
    asker.finish();
    QCOMPARE(ear.count(), 21U);
    QCOMPARE(asker.underWay(), 0U);
}

void TestAsker::finish_answersLaterOnesAtOnce() {
    Asker asker(m_clock);
    asker.finish();
    Ear ear;
    asker.run("key", "party", asking(to("https://mdm.example/")), ear.done());
    QCOMPARE(ear.count(VerdictKind::RetryLater), 1U);
}

void TestAsker::threads_allGetOneVerdictEach() {
    const Party party(status(200));
    Ear ear;
    {
        Asker asker(m_clock);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 100; ++i)
                    asker.run(i % 3 == 0 ? std::string() : std::to_string(i / 4), std::to_string(t),
                              asking(to(party.url())), ear.done());
            });
        for (std::thread& thread : threads)
            thread.join();
        QTRY_VERIFY_WITH_TIMEOUT(ear.count() > 100, kPatience);
    } // some may be under way here
    QCOMPARE(ear.count(), 400U);
    QCOMPARE(ear.count(VerdictKind::Allow) + ear.count(VerdictKind::RetryLater), 400U);
}

QTEST_GUILESS_MAIN(TestAsker)
#include "tst_asker.moc"
