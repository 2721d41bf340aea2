// When a target that fails is left alone, and for how long.
#include "breaker.h"
#include "target_table.h"

#include <QTest>

#include <atomic>

using namespace scepter;
using namespace scepter::responder;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint kStart{std::chrono::seconds{1'795'352'400}};

class SetClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return time; }
    TimePoint time = kStart;
};

void failTimes(Breaker& breaker, int times, TimePoint now) {
    for (int i = 0; i < times; ++i)
        breaker.record(breaker.admit(now), Outcome::Bad, now);
}

/// One that has just opened.
Breaker opened() {
    Breaker breaker;
    failTimes(breaker, 5, kStart);
    return breaker;
}

} // namespace

class TestBreaker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closed_opensAfterFiveFailuresInARow();
    void closed_aSuccessInBetweenCountsAnew();
    void closed_whatSaysNothingCountsNothing();
    void open_refusesUntilThePauseIsOver();
    void open_ignoresLateAnswers();
    void open_lastsNoLongerWhenTheClockIsSetBack();
    void halfOpen_letsOneThrough();
    void halfOpen_closesAfterASuccess();
    void halfOpen_doublesThePauseAfterAFailureUpToFiveMinutes();
    void halfOpen_letsAnotherThroughWhenTheFirstSaysNothing();
    void tryNow_endsThePause();
    void state_hasNames();
    void table_countsWhatWasAsked();
    void table_weighsDurations();
    void table_forgetsWhoWasNotUsedForLongest();
};

void TestBreaker::closed_opensAfterFiveFailuresInARow() {
    Breaker breaker;
    failTimes(breaker, 4, kStart);
    QCOMPARE(breaker.state(), CircuitState::Closed);
    QCOMPARE(breaker.failuresInARow(), 4U);
    QVERIFY(!breaker.pausedUntil());
    failTimes(breaker, 1, kStart);
    QCOMPARE(breaker.state(), CircuitState::Open);
    QCOMPARE(breaker.failuresInARow(), 5U);
    QVERIFY(breaker.pausedUntil() == kStart + 30s);
}

void TestBreaker::closed_aSuccessInBetweenCountsAnew() {
    Breaker breaker;
    failTimes(breaker, 4, kStart);
    breaker.record(breaker.admit(kStart), Outcome::Good, kStart);
    QCOMPARE(breaker.failuresInARow(), 0U);
    failTimes(breaker, 4, kStart);
    QCOMPARE(breaker.state(), CircuitState::Closed);
}

void TestBreaker::closed_whatSaysNothingCountsNothing() {
    Breaker breaker;
    failTimes(breaker, 4, kStart);
    breaker.record(breaker.admit(kStart), Outcome::Unknown, kStart);
    QCOMPARE(breaker.failuresInARow(), 4U);
    QCOMPARE(breaker.state(), CircuitState::Closed);
}

void TestBreaker::open_refusesUntilThePauseIsOver() {
    Breaker breaker = opened();
    QCOMPARE(breaker.admit(kStart), Admission::Refused);
    QCOMPARE(breaker.admit(kStart + 30s - 1ms), Admission::Refused);
    QCOMPARE(breaker.state(), CircuitState::Open);
    QCOMPARE(breaker.admit(kStart + 30s), Admission::Probe);
    QCOMPARE(breaker.state(), CircuitState::HalfOpen);
}

void TestBreaker::open_ignoresLateAnswers() {
    Breaker breaker = opened();
    breaker.record(Admission::Normal, Outcome::Good, kStart + 1s);
    QCOMPARE(breaker.state(), CircuitState::Open);
    breaker.record(Admission::Normal, Outcome::Bad, kStart + 20s);
    QCOMPARE(breaker.failuresInARow(), 5U);
    QVERIFY(breaker.pausedUntil() == kStart + 30s);
}

void TestBreaker::open_lastsNoLongerWhenTheClockIsSetBack() {
    Breaker breaker = opened();
    const TimePoint back = kStart - 24h;
    QCOMPARE(breaker.admit(back), Admission::Refused);
    QVERIFY(breaker.pausedUntil() == back + 30s);
    QCOMPARE(breaker.admit(back + 30s), Admission::Probe);
}

void TestBreaker::halfOpen_letsOneThrough() {
    Breaker breaker = opened();
    QCOMPARE(breaker.admit(kStart + 1min), Admission::Probe);
    QCOMPARE(breaker.admit(kStart + 1min), Admission::Refused);
    QCOMPARE(breaker.admit(kStart + 1h), Admission::Refused);
}

void TestBreaker::halfOpen_closesAfterASuccess() {
    Breaker breaker = opened();
    breaker.record(breaker.admit(kStart + 30s), Outcome::Good, kStart + 31s);
    QCOMPARE(breaker.state(), CircuitState::Closed);
    QCOMPARE(breaker.failuresInARow(), 0U);
    QCOMPARE(breaker.admit(kStart + 31s), Admission::Normal);
    failTimes(breaker, 5, kStart + 32s);
    QVERIFY2(breaker.pausedUntil() == kStart + 62s, "the first pause is short again");
}

void TestBreaker::halfOpen_doublesThePauseAfterAFailureUpToFiveMinutes() {
    Breaker breaker = opened();
    TimePoint now = kStart;
    for (const Duration pause : {30s, 60s, 120s, 240s, 300s, 300s}) {
        QVERIFY(breaker.pausedUntil() == now + pause);
        now += pause;
        const Admission admission = breaker.admit(now);
        QCOMPARE(admission, Admission::Probe);
        breaker.record(admission, Outcome::Bad, now);
        QCOMPARE(breaker.state(), CircuitState::Open);
    }
    QCOMPARE(breaker.failuresInARow(), 11U);
}

void TestBreaker::halfOpen_letsAnotherThroughWhenTheFirstSaysNothing() {
    Breaker breaker = opened();
    breaker.record(breaker.admit(kStart + 30s), Outcome::Unknown, kStart + 31s);
    QCOMPARE(breaker.state(), CircuitState::Open);
    QCOMPARE(breaker.admit(kStart + 31s), Admission::Probe);
}

void TestBreaker::tryNow_endsThePause() {
    Breaker breaker = opened();
    breaker.tryNow(kStart + 1s);
    QCOMPARE(breaker.admit(kStart + 1s), Admission::Probe);
    breaker.tryNow(kStart + 1s);
    QCOMPARE(breaker.admit(kStart + 1s), Admission::Refused);
    breaker.record(Admission::Probe, Outcome::Bad, kStart + 2s);
    QVERIFY(breaker.pausedUntil() == kStart + 62s);

    Breaker closed;
    closed.tryNow(kStart);
    QCOMPARE(closed.admit(kStart), Admission::Normal);
}

void TestBreaker::state_hasNames() {
    QCOMPARE(toText(CircuitState::Closed), std::string_view("closed"));
    QCOMPARE(toText(CircuitState::Open), std::string_view("open"));
    QCOMPARE(toText(CircuitState::HalfOpen), std::string_view("halfOpen"));
}

void TestBreaker::table_countsWhatWasAsked() {
    SetClock clock;
    TargetTable table(clock, {2, 30s, 5min});
    QCOMPARE(table.admit("b"), Admission::Normal);
    QCOMPARE(table.admit("a"), Admission::Normal);
    QCOMPARE(table.statuses().front().underWay, 1U);
    table.record("a", Admission::Normal, Outcome::Good, {}, 10ms);
    clock.time += 1s;
    for (int i = 0; i < 2; ++i)
        table.record("a", table.admit("a"), Outcome::Bad, "a: no", 20ms);
    QCOMPARE(table.admit("a"), Admission::Refused);

    const auto all = table.statuses();
    QCOMPARE(all.size(), 2U);
    TargetStatus expected;
    expected.target = "a";
    expected.state = CircuitState::Open;
    expected.failuresInARow = 2;
    expected.asked = 3;
    expected.failed = 2;
    expected.turnedAway = 1;
    expected.lastError = "a: no";
    expected.lastFailureAt = kStart + 1s;
    expected.pausedUntil = kStart + 31s;
    expected.lastDuration = 20ms;
    expected.meanDuration = all.front().meanDuration;
    QVERIFY(all.front() == expected);
    QCOMPARE(all.back().target, std::string("b"));
    QCOMPARE(all.back().underWay, 1U);

    table.tryNow("a");
    table.tryNow("nobody");
    QCOMPARE(table.admit("a"), Admission::Probe);
    QCOMPARE(table.statuses().size(), 2U);
}

void TestBreaker::table_weighsDurations() {
    SetClock clock;
    TargetTable table(clock, {});
    const auto took = [&](Duration time) {
        table.record("a", table.admit("a"), Outcome::Good, {}, time);
        return table.statuses().front();
    };
    QVERIFY(took(80ms).meanDuration == 80ms);
    const TargetStatus second = took(160ms);
    QVERIFY(second.lastDuration == 160ms);
    QVERIFY(second.meanDuration == 90ms);
}

void TestBreaker::table_forgetsWhoWasNotUsedForLongest() {
    SetClock clock;
    TargetTable table(clock, {}, 2);
    table.admit("busy");
    clock.time += 1s;
    table.record("old", table.admit("old"), Outcome::Good, {}, 1ms);
    clock.time += 1s;
    table.record("new", table.admit("new"), Outcome::Good, {}, 1ms);
    const auto all = table.statuses();
    QCOMPARE(all.size(), 2U);
    QCOMPARE(all[0].target, std::string("busy"));
    QCOMPARE(all[1].target, std::string("new"));
}

QTEST_GUILESS_MAIN(TestBreaker)
#include "tst_breaker.moc"
