// What the recorder keeps, drops and finds.
#include "responder/exchange_recorder.h"

#include <QTest>

#include <set>
#include <thread>

using namespace scepter;
using namespace scepter::responder;

namespace {

Exchange exchangeOf(std::size_t bodyBytes, std::string transactionId = {},
                    std::int64_t requestId = 0) {
    Exchange exchange;
    exchange.request = std::make_shared<const Bytes>(bodyBytes, std::uint8_t{7});
    exchange.transactionId = std::move(transactionId);
    exchange.requestId = requestId;
    return exchange;
}

std::vector<std::int64_t> idsOf(const std::vector<ExchangeRecorder::Kept>& list) {
    std::vector<std::int64_t> ids;
    for (const auto& one : list)
        ids.push_back(one->id);
    return ids;
}

using Ids = std::vector<std::int64_t>;

} // namespace

class TestExchangeRecorder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void record_numbersFromOne();
    void record_dropsTheOldestBeyondTheCount();
    void record_dropsTheOldestBeyondTheBytes();
    void record_countsUnusedRoomOfBodies();
    void record_keepsNothingLargerThanItself();
    void list_isByIds();
    void list_outlivesWhatIsDropped();
    void find_isNullForWhatIsNotThere();
    void ofRequest_andOfTransaction();
    void clear_forgetsAndCountsOn();
    void setLimits_dropsAtOnce();
    void mark_growsWithEachChange();
    void threads_shareIt();
};

void TestExchangeRecorder::record_numbersFromOne() {
    ExchangeRecorder recorder;
    QCOMPARE(recorder.state().firstId, std::int64_t{0});
    QCOMPARE(recorder.record(exchangeOf(1)), std::int64_t{1});
    QCOMPARE(recorder.record(exchangeOf(1)), std::int64_t{2});
    QCOMPARE(recorder.find(2)->id, std::int64_t{2});
    QCOMPARE(recorder.limits().count, std::size_t{5000});
    QCOMPARE(recorder.limits().bytes, std::size_t{67108864});
}

void TestExchangeRecorder::record_dropsTheOldestBeyondTheCount() {
    ExchangeRecorder recorder({3, 1 << 20});
    for (int i = 0; i < 10; ++i)
        recorder.record(exchangeOf(10));
    QCOMPARE(idsOf(recorder.list(0)), (Ids{8, 9, 10}));
    const auto state = recorder.state();
    QCOMPARE(state.count, std::size_t{3});
    QCOMPARE(state.dropped, std::uint64_t{7});
    QCOMPARE(state.firstId, std::int64_t{8});
    QCOMPARE(state.lastId, std::int64_t{10});
}

void TestExchangeRecorder::record_dropsTheOldestBeyondTheBytes() {
    ExchangeRecorder recorder({1000, 40'000});
    for (int i = 0; i < 20; ++i) {
        recorder.record(exchangeOf(10'000));
        QVERIFY(recorder.state().bytes <= 40'000);
    }
    QCOMPARE(idsOf(recorder.list(0)), (Ids{18, 19, 20}));
    QCOMPARE(recorder.state().dropped, std::uint64_t{17});
    QVERIFY(recorder.state().bytes >= 30'000);
}

void TestExchangeRecorder::record_countsUnusedRoomOfBodies() {
    ExchangeRecorder recorder;
    Bytes roomy;
    roomy.reserve(100'000);
    Exchange exchange;
    exchange.request = std::make_shared<const Bytes>(std::move(roomy));
    recorder.record(std::move(exchange));
    QVERIFY(recorder.state().bytes >= 100'000);
}

void TestExchangeRecorder::record_keepsNothingLargerThanItself() {
    ExchangeRecorder recorder({10, 10'000});
    recorder.record(exchangeOf(100));
    recorder.record(exchangeOf(20'000));
    QCOMPARE(recorder.state().count, std::size_t{0});
    QCOMPARE(recorder.state().bytes, std::size_t{0});
    QCOMPARE(recorder.state().dropped, std::uint64_t{2});
    QCOMPARE(recorder.record(exchangeOf(100)), std::int64_t{3});
    QCOMPARE(idsOf(recorder.list(0)), Ids{3});
}

void TestExchangeRecorder::list_isByIds() {
    ExchangeRecorder recorder({5, 1 << 20});
    for (int i = 0; i < 8; ++i)
        recorder.record(exchangeOf(1));
    QCOMPARE(idsOf(recorder.list(0)), (Ids{4, 5, 6, 7, 8}));
    QCOMPARE(idsOf(recorder.list(6)), (Ids{6, 7, 8}));
    QCOMPARE(idsOf(recorder.list(1, 5)), (Ids{4, 5}));
    QCOMPARE(idsOf(recorder.list(6, 6)), Ids{6});
    QCOMPARE(idsOf(recorder.list(7, 6)), Ids{});
    QCOMPARE(idsOf(recorder.list(9)), Ids{});
    QCOMPARE(idsOf(recorder.list(std::numeric_limits<std::int64_t>::min(), 4)), Ids{4});
}

void TestExchangeRecorder::list_outlivesWhatIsDropped() {
    ExchangeRecorder recorder({1, 1 << 20});
    recorder.record(exchangeOf(5, "first"));
    const auto kept = recorder.list(1);
    recorder.record(exchangeOf(1));
    QCOMPARE(kept.front()->transactionId, std::string("first"));
    QCOMPARE(kept.front()->request->size(), std::size_t{5});
}

void TestExchangeRecorder::find_isNullForWhatIsNotThere() {
    ExchangeRecorder recorder({1, 1 << 20});
    QVERIFY(!recorder.find(1));
    recorder.record(exchangeOf(1));
    recorder.record(exchangeOf(1));
    QVERIFY(!recorder.find(0));
    QVERIFY(!recorder.find(1));
    QVERIFY(recorder.find(2));
    QVERIFY(!recorder.find(3));
}

void TestExchangeRecorder::ofRequest_andOfTransaction() {
    ExchangeRecorder recorder;
    recorder.record(exchangeOf(1, "a", 17));
    recorder.record(exchangeOf(1, "b", 18));
    recorder.record(exchangeOf(1));
    recorder.record(exchangeOf(1, "a", 19));
    recorder.record(exchangeOf(1, "a", 17));
    QCOMPARE(idsOf(recorder.ofRequest(17)), (Ids{1, 5}));
    QCOMPARE(idsOf(recorder.ofRequest(20)), Ids{});
    QCOMPARE(idsOf(recorder.ofRequest(0)), Ids{});
    QCOMPARE(idsOf(recorder.ofTransaction("a")), (Ids{1, 4, 5}));
    QCOMPARE(idsOf(recorder.ofTransaction("A")), Ids{});
    QCOMPARE(idsOf(recorder.ofTransaction("")), Ids{});
}

void TestExchangeRecorder::clear_forgetsAndCountsOn() {
    ExchangeRecorder recorder;
    recorder.record(exchangeOf(1));
    recorder.clear();
    QCOMPARE(recorder.state().count, std::size_t{0});
    QCOMPARE(recorder.state().bytes, std::size_t{0});
    QCOMPARE(recorder.state().dropped, std::uint64_t{0});
    QCOMPARE(recorder.record(exchangeOf(1)), std::int64_t{2});
    QCOMPARE(idsOf(recorder.list(0)), Ids{2});
}

void TestExchangeRecorder::setLimits_dropsAtOnce() {
    ExchangeRecorder recorder;
    for (int i = 0; i < 10; ++i)
        recorder.record(exchangeOf(1));
    recorder.setLimits({4, 1 << 20});
    QCOMPARE(idsOf(recorder.list(0)), (Ids{7, 8, 9, 10}));
    recorder.setLimits({4, 0});
    QCOMPARE(recorder.state().count, std::size_t{0});
    QCOMPARE(recorder.state().dropped, std::uint64_t{10});
}

void TestExchangeRecorder::mark_growsWithEachChange() {
    ExchangeRecorder recorder;
    std::uint64_t before = recorder.mark();
    const auto grew = [&] {
        const std::uint64_t last = std::exchange(before, recorder.mark());
        return before > last;
    };
    recorder.record(exchangeOf(1));
    QVERIFY(grew());
    QVERIFY(!grew());
    recorder.setLimits({});
    QVERIFY(grew());
    recorder.clear();
    QVERIFY(grew());
}

void TestExchangeRecorder::threads_shareIt() {
    constexpr std::size_t kThreads = 6;
    constexpr std::size_t kEach = 3000;
    ExchangeRecorder recorder({500, 1 << 20});
    std::vector<std::vector<std::int64_t>> given(kThreads);
    std::atomic<bool> done = false;
    std::atomic<bool> inOrder = true;
    std::thread reader([&] {
        while (!done) {
            const Ids ids = idsOf(recorder.list(0));
            for (std::size_t i = 1; i < ids.size(); ++i)
                if (ids[i] != ids[i - 1] + 1) inOrder = false;
            if (ids.size() > 500) inOrder = false;
        }
    });
    std::vector<std::thread> writers;
    for (std::size_t t = 0; t < kThreads; ++t)
        writers.emplace_back([&, t] {
            for (std::size_t i = 0; i < kEach; ++i)
                given[t].push_back(recorder.record(exchangeOf(100)));
        });
    for (std::thread& writer : writers)
        writer.join();
    done = true;
    reader.join();
    QVERIFY(inOrder);
    std::set<std::int64_t> all;
    for (const auto& ids : given)
        all.insert(ids.begin(), ids.end());
    QCOMPARE(all.size(), kThreads * kEach);
    QCOMPARE(*all.rbegin(), static_cast<std::int64_t>(kThreads * kEach));
    const auto state = recorder.state();
    QCOMPARE(state.count + state.dropped, kThreads * kEach);
}

QTEST_APPLESS_MAIN(TestExchangeRecorder)
#include "tst_exchange_recorder.moc"
