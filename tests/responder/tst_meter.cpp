// The counters and times of a responder, without one.
#include "responder/meter.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace scepter;
using namespace scepter::responder;
using std::chrono::microseconds;

namespace {

ResponderStatistics read(const Meter& meter) {
    ResponderStatistics statistics;
    meter.fill(statistics);
    return statistics;
}

} // namespace

class TestMeter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outcomes_areCountedOnceEach();
    void refusals_byLimitsAreCounted();
    void times_ofNoneAreNone();
    void times_areNearestRanks_data();
    void times_areNearestRanks();
    void times_areOfTheNewest();
    void times_outOfRangeAreCapped();
    void threads_shareIt();
};

void TestMeter::outcomes_areCountedOnceEach() {
    Meter meter;
    const auto told = [](scep::PkiStatus status) { return Conclusion{status, std::nullopt}; };
    meter.countAnswer(200, told(scep::PkiStatus::Success));
    for (int i = 0; i < 2; ++i)
        meter.countAnswer(200, told(scep::PkiStatus::Pending));
    for (int i = 0; i < 3; ++i)
        meter.countAnswer(200, told(scep::PkiStatus::Failure));
    for (int i = 0; i < 4; ++i)
        meter.countAnswer(200, std::nullopt);
    meter.countAnswer(400, Conclusion{std::nullopt, ErrorCode::MessageMalformed});
    meter.countAnswer(404, std::nullopt);
    meter.countAnswer(503, Conclusion{std::nullopt, ErrorCode::StoreFull});
    const auto outcomes = read(meter).outcomes;
    QVERIFY((outcomes == OutcomeCounts{1, 2, 3, 4, 2, 1}));
    QCOMPARE(outcomes.total(), std::uint64_t{13});
}

void TestMeter::refusals_byLimitsAreCounted() {
    Meter meter;
    const auto refuse = [&](ErrorCode reason) {
        meter.countAnswer(200, Conclusion{scep::PkiStatus::Failure, reason});
    };
    refuse(ErrorCode::TooManyTries);
    refuse(ErrorCode::TooManyPending);
    refuse(ErrorCode::TooManyPending);
    refuse(ErrorCode::ChallengeWrong);
    meter.countBusy();
    const auto statistics = read(meter);
    QCOMPARE(statistics.tooManyTries, std::uint64_t{1});
    QCOMPARE(statistics.tooManyPending, std::uint64_t{2});
    QCOMPARE(statistics.busy, std::uint64_t{1});
    QCOMPARE(statistics.outcomes.failure, std::uint64_t{4});
}

void TestMeter::times_ofNoneAreNone() {
    const Meter meter;
    QCOMPARE(read(meter).timed, std::size_t{0});
    QCOMPARE(read(meter).median.count(), 0);
}

void TestMeter::times_areNearestRanks_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("median");
    QTest::addColumn<int>("percentile99");
    QTest::newRow("1") << 1 << 1 << 1;
    QTest::newRow("2") << 2 << 1 << 2;
    QTest::newRow("3") << 3 << 2 << 3;
    QTest::newRow("100") << 100 << 50 << 99;
    QTest::newRow("101") << 101 << 51 << 100;
    QTest::newRow("1000") << 1000 << 500 << 990;
    QTest::newRow("1024") << 1024 << 512 << 1014;
}

void TestMeter::times_areNearestRanks() {
    QFETCH(int, count);
    QFETCH(int, median);
    QFETCH(int, percentile99);
    Meter meter;
    // 1 to count, in an order that is none.
    for (int i = 0, value = 0; i < count; ++i) {
        do
            value = (value + 617) % 1033;
        while (value == 0 || value > count);
        meter.addTime(microseconds{value});
    }
    const auto statistics = read(meter);
    QCOMPARE(statistics.timed, static_cast<std::size_t>(count));
    QCOMPARE(statistics.median.count(), median);
    QCOMPARE(statistics.percentile99.count(), percentile99);
}

void TestMeter::times_areOfTheNewest() {
    Meter meter;
    for (int i = 0; i < 1024; ++i)
        meter.addTime(microseconds{1'000'000});
    for (int i = 0; i < 1013; ++i)
        meter.addTime(microseconds{5});
    // 11 of the old ones are left: the slowest percent.
    QCOMPARE(read(meter).timed, std::size_t{1024});
    QCOMPARE(read(meter).median.count(), 5);
    QCOMPARE(read(meter).percentile99.count(), 1'000'000);
    meter.addTime(microseconds{5});
    QCOMPARE(read(meter).percentile99.count(), 5);
}

void TestMeter::times_outOfRangeAreCapped() {
    Meter meter;
    meter.addTime(std::chrono::hours{100});
    QCOMPARE(read(meter).median.count(), std::int64_t{0xFFFFFFFF});
    Meter other;
    other.addTime(microseconds{-1});
    QCOMPARE(read(other).median.count(), std::int64_t{0});
}

void TestMeter::threads_shareIt() {
    Meter meter;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 5000; ++i) {
                meter.countAnswer(200, Conclusion{scep::PkiStatus::Success, std::nullopt});
                meter.addTime(microseconds{7});
                if (i % 500 == 0) read(meter);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(read(meter).outcomes.success, std::uint64_t{20000});
    QCOMPARE(read(meter).percentile99.count(), 7);
}

QTEST_APPLESS_MAIN(TestMeter)
#include "tst_meter.moc"
