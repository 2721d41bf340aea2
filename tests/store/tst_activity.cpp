// Whether something has changed, and what came in of late.
#include "raw_database.h"
#include "workspace.h"

#include <thread>

using namespace scepter;
using namespace scepter::test;
using std::chrono::minutes;
using std::chrono::seconds;

class ActivityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changeMark_staysWhileNothingHappens();
    void changeMark_movesWithEverything();
    void changeMark_movesWithAnotherProcess();
    void changeMark_missesNothingBetweenThreads();
    void marks_tellWhichListMoved();
    void lastHour_countsByMinuteAndOutcome();
    void lastHour_ofNothingIsEmpty();
    void lastHour_saysWhenItCouldNotSeeAll();
};

void ActivityTest::changeMark_staysWhileNothingHappens() {
    Workspace w;
    const auto first = w.store->changeMark();
    NEED(first);
    NEED(w.store->marks());
    NEED(w.store->requests({}));
    QCOMPARE(*w.store->changeMark(), *first);
    QCOMPARE(*w.store->changeMark(), *first);
}

void ActivityTest::changeMark_movesWithEverything() {
    Workspace w;
    std::int64_t mark = *w.store->changeMark();
    const auto moved = [&] {
        const std::int64_t before = std::exchange(mark, *w.store->changeMark());
        return before != mark && mark == *w.store->changeMark();
    };
    const auto ids = w.store->addCodes({codeRecord(*w.store, "a", 2)}, "op");
    NEED(ids);
    QVERIFY(moved());
    NEED(w.store->commit(issued("a", ids->front())));
    QVERIFY(moved());
    NEED(w.store->commit(pending("b")));
    QVERIFY(moved());
    NEED(w.store->commit(enrollment::NotePoll{2, kNow}));
    QVERIFY(moved());
    NEED(w.store->revoke(1, pki::RevocationReason::Superseded, kNow, {}, "op"));
    QVERIFY(moved());
    NEED(w.store->setSetting("x", "y", "op"));
    QVERIFY(moved());
    // What is refused changes nothing.
    REFUSED(w.store->revoke(1, pki::RevocationReason::Superseded, kNow, {}, "op"),
            ErrorCode::AlreadyRevoked);
    const std::int64_t now = *w.store->changeMark();
    QCOMPARE(*w.store->changeMark(), now);
}

void ActivityTest::changeMark_movesWithAnotherProcess() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    const std::int64_t mark = *w.store->changeMark();
    NEED(second->commit(pending("a")));
    const std::int64_t later = *w.store->changeMark();
    QVERIFY(later != mark);
    {
        RawDatabase raw(w.path());
        QCOMPARE(raw.run(QStringLiteral("UPDATE requests SET polls = 5")), QString());
    }
    QVERIFY(*w.store->changeMark() != later);
}

void ActivityTest::changeMark_missesNothingBetweenThreads() {
    Workspace w;
    // Each thread has a connection of its own, whose versions say nothing to the others.
    std::int64_t mine = *w.store->changeMark();
    for (int round = 0; round < 5; ++round) {
        NEED(w.store->commit(pending(std::to_string(round))));
        std::int64_t theirs = 0;
        std::jthread([&] { theirs = *w.store->changeMark(); }).join();
        QVERIFY(theirs != mine);
        NEED(w.store->commit(pending("more" + std::to_string(round))));
        mine = *w.store->changeMark();
        QVERIFY(mine != theirs);
    }
}

void ActivityTest::marks_tellWhichListMoved() {
    Workspace w;
    const auto before = w.store->marks();
    NEED(before);
    QVERIFY(*before == *w.store->marks());
    NEED(w.store->commit(issued("a")));
    NEED(w.store->commit(pending("b")));
    NEED(w.store->addCodes({codeRecord(*w.store, "a")}, "op"));
    NEED(w.store->revoke(1, pki::RevocationReason::Superseded, kNow, {}, "op"));
    store::Marks expected = *before;
    expected.requests += 2;
    expected.certificates += 1;
    expected.codes += 1;
    expected.issued += 1;
    expected.pending += 1;
    expected.revoked += 1;
    expected.configuration += 1;
    expected.auditLines += 4;
    QVERIFY(*w.store->marks() == expected);
}

void ActivityTest::lastHour_countsByMinuteAndOutcome() {
    Workspace w;
    const auto add = [&](const char* name, RequestState state, Duration ago) {
        RecordRequest change{requestRecord(name, state), {}};
        if (state == RequestState::Issued) change.certificate = certificateRecord(name);
        change.request.createdAt = kNow - ago;
        return w.store->commit(change);
    };
    NEED(add("old", RequestState::Issued, minutes{62}));
    NEED(add("edge", RequestState::Issued, minutes{60}));
    NEED(add("a", RequestState::Issued, minutes{59}));
    NEED(add("b", RequestState::Pending, minutes{30} + seconds{1}));
    NEED(add("c", RequestState::Refused, minutes{30} + seconds{1}));
    NEED(add("d", RequestState::Pending, minutes{30} + seconds{1}));
    NEED(add("late", RequestState::Failed, seconds{1}));
    NEED(add("ahead", RequestState::Failed, -seconds{2})); // stamped after `now` was taken
    // Approved after 10 minutes, by 20 minutes ago.
    auto approved = approval(6, "d");
    approved.at = kNow - minutes{20} - seconds{1};
    NEED(w.store->commit(approved));

    const auto hour = w.store->lastHour(kNow);
    NEED(hour);
    QVERIFY(hour->complete);
    store::MinuteCounts first;
    first.issued = 1;
    QVERIFY(hour->minutes[0] == first);
    QVERIFY(hour->minutes[1] == first);
    store::MinuteCounts middle;
    middle.pending = middle.refused = middle.issued = 1;
    QVERIFY(hour->minutes[29] == middle);
    store::MinuteCounts last;
    last.failed = 2;
    QVERIFY(hour->minutes[59] == last);
    std::int64_t all = 0;
    for (const auto& minute : hour->minutes)
        all += minute.issued + minute.pending + minute.refused + minute.failed + minute.expired;
    QCOMPARE(all, 7);
    QVERIFY(hour->medianDecision == Duration(minutes{10}));
    // Nothing of it is left two hours later.
    const auto later = w.store->lastHour(kNow + minutes{120});
    NEED(later);
    for (const auto& minute : later->minutes)
        QVERIFY(minute == store::MinuteCounts());
}

void ActivityTest::lastHour_ofNothingIsEmpty() {
    Workspace w;
    const auto hour = w.store->lastHour(kNow);
    NEED(hour);
    QVERIFY(hour->complete && !hour->medianDecision);
    for (const auto& minute : hour->minutes)
        QVERIFY(minute == store::MinuteCounts());
}

void ActivityTest::lastHour_saysWhenItCouldNotSeeAll() {
    Workspace w;
    NEED(w.store->commit(pending("first")));
    const auto grow = [&](const QString& from, const QString& to) -> QString {
        RawDatabase raw(w.path());
        return raw.run(
                   QStringLiteral("WITH RECURSIVE n(i) AS (SELECT ") + from +
                   QStringLiteral(" UNION ALL SELECT i + 1 FROM n WHERE i < ") + to +
                   QStringLiteral(
                       ") INSERT INTO requests SELECT i, endpoint_id, NULL, sticky_until, "
                       "transaction_id, public_key_hash, NULL, message_type, 2, 'x', '', '', "
                       "'', '', '', created_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
                       "NULL, NULL, NULL, 0, NULL, NULL FROM requests, n WHERE requests.id = 1")) +
               raw.run(QStringLiteral("UPDATE head SET requests = ") + to);
    };
    QCOMPARE(grow(QStringLiteral("2"), QStringLiteral("200000")), QString());
    auto hour = w.store->lastHour(kNow);
    NEED(hour);
    QVERIFY(hour->complete);
    QCOMPARE(hour->minutes[59].refused, 199'999);
    QCOMPARE(grow(QStringLiteral("200001"), QStringLiteral("200010")), QString());
    hour = w.store->lastHour(kNow);
    NEED(hour);
    QVERIFY(!hour->complete);
    QCOMPARE(hour->minutes[59].refused, 200'000);
}

QTEST_GUILESS_MAIN(ActivityTest)
#include "tst_activity.moc"
