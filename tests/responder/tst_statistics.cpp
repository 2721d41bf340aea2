// What a responder at work says of itself, also while it stops, and how its threads give way.
#include "../store/raw_database.h"
#include "device.h"

#include <QDir>
#include <QFile>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <future>

using namespace scepter;
using namespace scepter::test;
using responder::ResponderStatistics;

namespace {

/// The nice values of this process' threads (proc(5): field 19 of stat).
std::vector<int> niceValues() {
    std::vector<int> values;
    const QDir tasks(QStringLiteral("/proc/self/task"));
    for (const QString& task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + QStringLiteral("/stat")));
        if (!file.open(QIODevice::ReadOnly)) continue; // just ended
        const QByteArray line = file.readAll();
        // The second field is a name in parentheses, with whatever in it.
        values.push_back(line.mid(line.lastIndexOf(')') + 2).split(' ').value(16).toInt());
    }
    return values;
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answers_areCountedByOutcome();
    void busy_isCounted();
    void limits_areCounted();
    void times_areOfOperations();
    void stop_showsWhatIsStillOpen();
    void stop_letsASecondCallerWait();
    void workers_giveWayWhenAsked_data();
    void workers_giveWayWhenAsked();

private:
    Bytes enroll(const std::string& id, const std::string& challenge = {});
    [[nodiscard]] ResponderStatistics statistics() { return m_lab->responder().statistics(); }
    bool serve(responder::ResponderOptions options);

    std::unique_ptr<Lab> m_lab;
    std::optional<Device> m_device;
};

void TestStatistics::init() {
    m_lab = std::make_unique<Lab>();
    QVERIFY(m_lab->start());
    QVERIFY(m_lab->addEndpoint("open", [](auto&) {}));
    m_device = Device::fromKey(QStringLiteral("strongswan-a"), m_lab->clock().now());
}

void TestStatistics::cleanup() {
    m_lab.reset();
}

Bytes TestStatistics::enroll(const std::string& id, const std::string& challenge) {
    const Bytes envelope = sealFor(*m_lab->generation().ra, m_device->csr("CN=" + id, challenge));
    return m_device->build(requestMessage(19, id, Bytes(16, 7), envelope, m_device->signer));
}

bool TestStatistics::serve(responder::ResponderOptions options) {
    options.configurationDelay = Duration{0};
    return m_lab->serveWith(std::move(options));
}

void TestStatistics::answers_areCountedByOutcome() {
    const ResponderStatistics before = statistics();
    QCOMPARE(before.outcomes.total(), std::uint64_t{0});
    QVERIFY(!before.stopping);
    QVERIFY(before.runningSince >= LabClock::kStart);
    QVERIFY(before.runningSince <= m_lab->clock().now());
    QVERIFY(before.workers >= 1);

    QVERIFY(post(*m_lab, "/open", enroll("one")).isSuccess());
    QCOMPARE(post(*m_lab, "/scep/manual", enroll("two")).attributes.pkiStatus,
             std::optional<int>(3));
    QVERIFY(!post(*m_lab, "/scep", enroll("three")).isSuccess());
    QCOMPARE(m_lab->get("/open?operation=GetCACaps").status, 200);
    QCOMPARE(m_lab->get("/open?operation=GetCACert").status, 200);
    QCOMPARE(m_lab->get("/nowhere").status, 404);
    QCOMPARE(m_lab->ask("POST", "/open?operation=PKIOperation", "garbage").status, 400);

    const ResponderStatistics after = statistics();
    QVERIFY((after.outcomes == responder::OutcomeCounts{1, 1, 1, 2, 2, 0}));
    QCOMPARE(after.server.requests, after.outcomes.total());
    QCOMPARE(after.runningSince, before.runningSince);
    QCOMPARE(after.queued, std::size_t{0});
    QTRY_COMPARE(statistics().operations, std::size_t{0});
}

void TestStatistics::busy_isCounted() {
    responder::ResponderOptions options;
    options.maxQueuedOperations = 0;
    QVERIFY(serve(std::move(options)));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_lab->ask("POST", "/open?operation=PKIOperation", toArray(enroll("busy"))).status,
                 503);
    QCOMPARE(statistics().busy, std::uint64_t{3});
    QCOMPARE(statistics().outcomes.serverErrors, std::uint64_t{3});
    QCOMPARE(statistics().timed, std::size_t{0});
}

void TestStatistics::limits_areCounted() {
    QVERIFY(m_lab->addEndpoint(
        "limited",
        [](enrollment::EndpointSettings& settings) {
            settings.gates = challenge::gatesOf(challenge::GateKind::Static);
            settings.tryLimit.tries = 2;
        },
        "the right challenge"));
    for (int i = 0; i < 4; ++i)
        QVERIFY(!post(*m_lab, "/limited", enroll("try " + std::to_string(i), "wrong")).isSuccess());
    QVERIFY(statistics().tooManyTries >= 1);
    QVERIFY(statistics().tooManyTries < 4);
    QCOMPARE(statistics().outcomes.failure, std::uint64_t{4});

    http::ServerLimits limits;
    limits.maxBodyBytes = 1000;
    QVERIFY(m_lab->serve(limits));
    QCOMPARE(m_lab->ask("POST", "/open?operation=PKIOperation", QByteArray(1001, 'x')).status, 413);
    QCOMPARE(statistics().server.rejected, std::uint64_t{1});
    QCOMPARE(statistics().outcomes.total(), std::uint64_t{0});
}

void TestStatistics::times_areOfOperations() {
    QCOMPARE(m_lab->get("/open?operation=GetCACaps").status, 200);
    QCOMPARE(statistics().timed, std::size_t{0});
    for (int i = 0; i < 5; ++i)
        QVERIFY(post(*m_lab, "/open", enroll("timed " + std::to_string(i))).isSuccess());
    const ResponderStatistics after = statistics();
    QCOMPARE(after.timed, std::size_t{5});
    // Two RSA operations by a private key: not done in no time.
    QVERIFY(after.median.count() > 100);
    QVERIFY(after.percentile99 >= after.median);
    QVERIFY(after.percentile99 < std::chrono::minutes{1});
}

// Another process holds the write lock, so that an operation stays open.
void TestStatistics::stop_showsWhatIsStillOpen() {
    QVERIFY(post(*m_lab, "/open", enroll("early")).isSuccess()); // and the housekeeping is over
    QTRY_COMPARE(statistics().operations, std::size_t{0});       // and it is written about
    const Bytes message = enroll("late");
    RawDatabase other(m_lab->folder().toStdString() + "/lab.scepter");
    QCOMPARE(other.run(QStringLiteral("BEGIN IMMEDIATE")), QString());
    RawClient client(m_lab->port());
    client.send("POST /open?operation=PKIOperation HTTP/1.1\r\nHost: lab\r\nContent-Length: " +
                QByteArray::number(message.size()) + "\r\n\r\n" + toArray(message));
    QTRY_VERIFY(statistics().server.open >= 1);
    QTRY_COMPARE(statistics().operations, std::size_t{1});

    auto stopped =
        std::async(std::launch::async, [&] { m_lab->responder().stop(std::chrono::minutes{1}); });
    QTRY_VERIFY(statistics().stopping);
    QCOMPARE(statistics().operations, std::size_t{1});
    QVERIFY(statistics().server.open >= 1);
    QCOMPARE(other.run(QStringLiteral("ROLLBACK")), QString());
    QCOMPARE(client.read().status, 200);
    client.socket().disconnectFromHost(); // else the server waits until the client has read
    stopped.get();
    QCOMPARE(statistics().operations, std::size_t{0});
    QCOMPARE(statistics().server.open, std::size_t{0});
    QCOMPARE(statistics().outcomes.success, std::uint64_t{2});
}

void TestStatistics::stop_letsASecondCallerWait() {
    QVERIFY(post(*m_lab, "/open", enroll("early")).isSuccess());
    const Bytes message = enroll("late");
    RawDatabase other(m_lab->folder().toStdString() + "/lab.scepter");
    QCOMPARE(other.run(QStringLiteral("BEGIN IMMEDIATE")), QString());
    RawClient client(m_lab->port());
    client.send("POST /open?operation=PKIOperation HTTP/1.1\r\nHost: lab\r\nContent-Length: " +
                QByteArray::number(message.size()) + "\r\n\r\n" + toArray(message));
    QTRY_COMPARE(statistics().operations, std::size_t{1});

    const auto stop = [&] { m_lab->responder().stop(Duration{0}); };
    auto first = std::async(std::launch::async, stop);
    QTRY_VERIFY(statistics().stopping);
    std::atomic<bool> released = false;
    std::atomic<bool> called = false;
    auto second = std::async(std::launch::async, [&] {
        called = true;
        stop();
        return released.load();
    });
    QTRY_VERIFY(called);
    QTRY_COMPARE(statistics().server.open, std::size_t{0});
    released = true;
    QCOMPARE(other.run(QStringLiteral("ROLLBACK")), QString());
    first.get();
    QVERIFY(second.get());
    QCOMPARE(statistics().operations, std::size_t{0});
}

void TestStatistics::workers_giveWayWhenAsked_data() {
    QTest::addColumn<bool>("yield");
    QTest::newRow("a window's") << true;
    QTest::newRow("a service's") << false;
}

void TestStatistics::workers_giveWayWhenAsked() {
#ifndef __linux__
    QSKIP("threads have no priority of their own here");
#endif
    QFETCH(bool, yield);
    responder::ResponderOptions options;
    options.workers = 3;
    options.yieldToWindow = yield;
    QVERIFY(serve(std::move(options)));
    const int own = niceValues().front();
    if (own >= 19) QSKIP("there is no lower priority than this process has");
    const auto lowered = [own] {
        return std::ranges::count_if(niceValues(), [own](int value) { return value > own; });
    };
    QTRY_COMPARE(lowered(), yield ? 3 : 0);

    // And all of them enroll at once.
    constexpr int kClients = 8;
    std::vector<Bytes> messages;
    for (int i = 0; i < kClients; ++i)
        messages.push_back(enroll("yield " + std::to_string(i)));
    std::vector<std::future<bool>> answers;
    for (const Bytes& message : messages)
        answers.push_back(std::async(std::launch::async, [this, &message] {
            return post(*m_lab, "/open", message).isSuccess();
        }));
    for (auto& answer : answers)
        QVERIFY(answer.get());
    QCOMPARE(statistics().outcomes.success, std::uint64_t{kClients});
    QCOMPARE(statistics().workers, 3U);
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
