// Lists of what was recorded: filters, ids, and what changes under them.
#include "bench.h"

#include "store/traffic_store.h"
#include "workbench/recorded_traffic.h"

using namespace scepter;
using namespace scepter::test;
using workbench::RecordedTraffic;

namespace {

constexpr TimePoint kStart{std::chrono::seconds{1'795'352'400}};

inspect::Filter filterOf(const char* text) {
    const auto filter = inspect::Filter::parse(text);
    return filter ? *filter : inspect::Filter();
}

store::TrafficEntry entryOf(int number) {
    store::TrafficEntry entry;
    store::TrafficFacts& facts = entry.facts;
    facts.at = kStart + std::chrono::minutes{number};
    facts.duration = std::chrono::microseconds{2'500};
    facts.status = number % 5 == 0 ? 404 : 200;
    facts.requestSize = 10;
    facts.responseSize = 5;
    facts.requestId = number / 2;
    facts.hasBytes = true;
    facts.peer = "10.0.0." + std::to_string(number % 3);
    facts.method = "POST";
    facts.path = "/scep";
    facts.operation = number % 2 == 0 ? "PKIOperation" : "GetCACaps";
    facts.endpoint = "lab";
    facts.pkiStatus = number % 2 == 0 ? "SUCCESS" : "";
    facts.transactionId = number % 2 == 0 ? "77C0-" + std::to_string(number) : "";
    facts.subject = "CN=kiosk-" + std::to_string(number);
    entry.bytes.requestHead = "POST /scep HTTP/1.1\r\nContent-Length: 10\r\n\r\n";
    entry.bytes.request = std::make_shared<const Bytes>(10, 'r');
    entry.bytes.responseHead = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    entry.bytes.response = std::make_shared<const Bytes>(5, 'a');
    return entry;
}

} // namespace

class RecordedTrafficTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void nothing_isNoErrorAndMakesNoFile();
    void ids_areARangeWithoutAFilter();
    void ids_followTheFilter_data();
    void ids_followTheFilter();
    void ids_afterGiveOnlyWhatIsNew();
    void part_givesWhatIsKnownUntilAllIs();
    void ids_areCancelled();
    void rows_leaveOutWhatIsGone();
    void rows_followWhatOthersWriteAndDrop();
    void raw_isWhatWasSent();
    void raw_saysWhereValuesWereLeftOut_data();
    void raw_saysWhereValuesWereLeftOut();
    void transaction_isFoundOldestFirst();
    void words_areThoseThatWereSeen();
    void findings_ofOthersAreSeen();
    void anotherFile_isAnotherList();
    void damagedFile_isAnError();
    void clear_forgetsForEverybody();
    void mark_isThatOfTheState();
    void restore_movesItAlongWithTheOldWorkspace();

private:
    void record(int from, int to, const store::TrafficCaps& caps = {});
    std::vector<std::int64_t> idsOf(const char* filter, std::int64_t after = 0);

    SystemClock m_clock;
    std::unique_ptr<Folder> m_folder;
    std::unique_ptr<workbench::Workbench> m_bench;
    std::unique_ptr<store::TrafficStore> m_other; ///< as another process writes
    std::shared_ptr<RecordedTraffic> m_traffic;
};

void RecordedTrafficTest::initTestCase() {
    m_folder = std::make_unique<Folder>();
    QCOMPARE(outcome(workbench::makeWorkspace(quickSetup(*m_folder), m_clock)), QByteArray("ok"));
}

/// The same workspace, without traffic.
void RecordedTrafficTest::init() {
    m_traffic.reset();
    m_bench.reset();
    for (const char* name : {"lab.scepter-traffic", "lab.scepter-traffic-journal"})
        QFile::remove(m_folder->file(name));
    auto opened =
        workbench::Workbench::open(m_folder->path("lab.scepter"), {}, "operator:ann", m_clock);
    NEED(opened);
    m_bench = std::move(*opened);
    m_other = std::make_unique<store::TrafficStore>(m_folder->path("lab.scepter-traffic"), m_clock);
    m_traffic = m_bench->traffic();
}

void RecordedTrafficTest::record(int from, int to, const store::TrafficCaps& given) {
    store::TrafficCaps caps = given;
    caps.age = std::chrono::days{36'500};
    std::vector<store::TrafficEntry> entries;
    for (int i = from; i <= to; ++i)
        entries.push_back(entryOf(i));
    NEED(m_other->append(entries, caps));
}

std::vector<std::int64_t> RecordedTrafficTest::idsOf(const char* filter, std::int64_t after) {
    const auto list =
        m_traffic->ids(filterOf(filter), kStart + std::chrono::minutes{20}, after, {});
    std::vector<std::int64_t> ids;
    for (std::size_t i = 0; list && i < list->size(); ++i)
        ids.push_back(list->at(i));
    return ids;
}

void RecordedTrafficTest::nothing_isNoErrorAndMakesNoFile() {
    const auto state = m_traffic->state();
    NEED(state);
    QCOMPARE(state->count, std::size_t{0});
    QCOMPARE(state->lastId, std::int64_t{0});
    QVERIFY(idsOf("").empty() && idsOf("kiosk").empty());
    QVERIFY(m_traffic->words()->empty());
    REFUSED(m_traffic->raw(1), NotFound);
    NEED(m_traffic->clear());
    QVERIFY(!m_folder->names().contains(QStringLiteral("lab.scepter-traffic")));
}

void RecordedTrafficTest::ids_areARangeWithoutAFilter() {
    record(1, 10);
    const auto list = m_traffic->ids({}, kStart, 0, {});
    NEED(list);
    QVERIFY(list->isRange());
    QCOMPARE(list->size(), std::size_t{10});
    QCOMPARE(list->at(0), std::int64_t{10});
    QVERIFY(m_traffic->ids({}, kStart, 10, {})->empty());
}

void RecordedTrafficTest::ids_followTheFilter_data() {
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QList<qint64>>("ids");
    QTest::newRow("operation") << QByteArray("op:PKIOperation") << QList<qint64>{10, 8, 6, 4, 2};
    QTest::newRow("negated") << QByteArray("-op:PKIOperation") << QList<qint64>{9, 7, 5, 3, 1};
    QTest::newRow("status") << QByteArray("http:404") << QList<qint64>{10, 5};
    QTest::newRow("subject") << QByteArray("subject:~kiosk-1") << QList<qint64>{10, 1};
    QTest::newRow("transaction") << QByteArray("txn:77c0") << QList<qint64>{10, 8, 6, 4, 2};
    QTest::newRow("peer and pkiStatus")
        << QByteArray("peer:10.0.0.1 status:SUCCESS") << QList<qint64>{10, 4};
    QTest::newRow("since") << QByteArray("since:12m") << QList<qint64>{10, 9, 8};
    QTest::newRow("size") << QByteArray("size:15 ms:2 subject:=CN=kiosk-3") << QList<qint64>{3};
    QTest::newRow("word") << QByteArray("kiosk-7") << QList<qint64>{7};
    QTest::newRow("none") << QByteArray("endpoint:other") << QList<qint64>{};
}

void RecordedTrafficTest::ids_followTheFilter() {
    QFETCH(QByteArray, filter);
    QFETCH(QList<qint64>, ids);
    record(1, 10);
    const auto found = idsOf(filter.constData());
    QCOMPARE(QList<qint64>(found.begin(), found.end()), ids);
}

void RecordedTrafficTest::ids_afterGiveOnlyWhatIsNew() {
    record(1, 10);
    QCOMPARE(idsOf("op:PKIOperation", 6).size(), std::size_t{2});
    record(11, 12);
    const auto newer = idsOf("op:PKIOperation", 10);
    QCOMPARE(newer.size(), std::size_t{1});
    QCOMPARE(newer.front(), std::int64_t{12});
    // Nothing below is looked at: it is not even asked whether to go on.
    int asked = 0;
    QVERIFY(m_traffic->ids(filterOf("kiosk"), kStart, 12, [&] { return ++asked > 0; }));
    QCOMPARE(asked, 0);
}

void RecordedTrafficTest::part_givesWhatIsKnownUntilAllIs() {
    constexpr int kAll = 300; // more than are ever decoded at once
    record(1, kAll);
    const auto ask = [&] {
        return m_traffic->part(filterOf("-finding:nothing-of-the-kind"),
                               kStart + std::chrono::days{1}, 0, std::chrono::milliseconds{0}, {});
    };
    auto part = ask();
    NEED(part);
    QVERIFY(part->unexamined > 0 && !part->ids.empty());
    QCOMPARE(part->ids.at(0), std::int64_t{kAll});
    for (std::size_t before = kAll + 1; part->unexamined > 0;) {
        // What nobody has looked at is no match, though it has no finding yet.
        QCOMPARE(part->ids.size(), kAll - part->unexamined);
        QVERIFY(part->unexamined < before);
        before = part->unexamined;
        part = ask();
        NEED(part);
    }
    QCOMPARE(part->ids.size(), std::size_t{kAll});
    // Other filters wait for nothing.
    const auto quick = m_traffic->part(filterOf("kiosk-7"), kStart, 0, std::chrono::hours{1}, {});
    NEED(quick);
    QCOMPARE(quick->unexamined, std::size_t{0});
    QVERIFY(!quick->ids.empty());
}

void RecordedTrafficTest::ids_areCancelled() {
    record(1, 10);
    REFUSED(m_traffic->ids(filterOf("kiosk"), kStart, 0, [] { return false; }), Cancelled);
}

void RecordedTrafficTest::rows_leaveOutWhatIsGone() {
    record(1, 3);
    const auto rows = m_traffic->rows({3, 99, 1});
    NEED(rows);
    QCOMPARE(rows->size(), std::size_t{2});
    QCOMPARE(rows->front().id, std::int64_t{3});
    const workbench::TrafficRow& row = rows->back();
    QCOMPARE(row.id, std::int64_t{1});
    QVERIFY(row.fields.time == kStart + std::chrono::minutes{1});
    QCOMPARE(row.fields.subject, std::string("CN=kiosk-1"));
    QCOMPARE(row.fields.size, std::size_t{15});
    QCOMPARE(row.requestSize, std::size_t{10});
    QCOMPARE(row.responseSize, std::size_t{5});
    QVERIFY(row.duration == std::chrono::microseconds{2'500});
    QVERIFY(row.hasBytes && !row.examined);
}

void RecordedTrafficTest::rows_followWhatOthersWriteAndDrop() {
    record(1, 5);
    QCOMPARE(idsOf("kiosk").size(), std::size_t{5});
    store::TrafficCaps caps;
    caps.count = 3;
    record(6, 6, caps);
    QCOMPARE(idsOf("kiosk"), (std::vector<std::int64_t>{6, 5, 4}));
    const auto state = m_traffic->state();
    NEED(state);
    QCOMPARE(state->firstId, std::int64_t{4});
    QCOMPARE(state->lastId, std::int64_t{6});
    QCOMPARE(state->count, std::size_t{3});
    QVERIFY(m_traffic->rows({1})->empty());
}

void RecordedTrafficTest::raw_isWhatWasSent() {
    record(1, 1);
    const auto raw = m_traffic->raw(1);
    NEED(raw);
    QCOMPARE(toQt(raw->request),
             QByteArray("POST /scep HTTP/1.1\r\nContent-Length: 10\r\n\r\nrrrrrrrrrr"));
    QCOMPARE(toQt(raw->response), QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\naaaaa"));
    QVERIFY(raw->sentAt == kStart + std::chrono::minutes{1});
}

void RecordedTrafficTest::raw_saysWhereValuesWereLeftOut_data() {
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<bool>("hidden");
    const QByteArray request = "POST /scep HTTP/1.1\r\nContent-Length: 10\r\n";
    const QByteArray response = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n";
    QTest::newRow("nowhere") << request << response << false;
    QTest::newRow("request line") << QByteArray(
                                         "POST /scep?(hidden) HTTP/1.1\r\nContent-Length: 10\r\n")
                                  << response << true;
    QTest::newRow("request") << request + "Authorization: (hidden)\r\n" << response << true;
    QTest::newRow("response") << request << response + "Set-Cookie: (hidden)\r\n" << true;
}

void RecordedTrafficTest::raw_saysWhereValuesWereLeftOut() {
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    QFETCH(bool, hidden);
    store::TrafficEntry entry = entryOf(1);
    entry.bytes.requestHead = request.toStdString() + "\r\n";
    entry.bytes.responseHead = response.toStdString() + "\r\n";
    store::TrafficCaps caps;
    caps.age = std::chrono::days{36'500};
    NEED(m_other->append({entry}, caps));
    const auto ids = idsOf("");
    QCOMPARE(ids.size(), std::size_t{1});
    const auto raw = m_traffic->raw(ids.front());
    NEED(raw);
    QCOMPARE(raw->notes, hidden
                             ? std::vector<std::string>{"values that may be secret were not kept"}
                             : std::vector<std::string>());
}

void RecordedTrafficTest::transaction_isFoundOldestFirst() {
    record(1, 4);
    record(2, 2);
    const auto rows = m_traffic->ofTransaction("77C0-2");
    NEED(rows);
    QCOMPARE(rows->size(), std::size_t{2});
    QCOMPARE(rows->front().id, std::int64_t{2});
    QCOMPARE(rows->back().id, std::int64_t{5});
    QVERIFY(m_traffic->ofTransaction("")->empty());
    QCOMPARE(m_traffic->ofRequest(1)->size(), std::size_t{3});
    QVERIFY(m_traffic->ofRequest(0)->empty());
}

void RecordedTrafficTest::words_areThoseThatWereSeen() {
    record(1, 4);
    const auto words = m_traffic->words();
    NEED(words);
    const auto of = [&](const char* key) {
        for (const auto& [name, values] : *words)
            if (name == key) return values;
        return std::vector<std::string>{};
    };
    QCOMPARE(of("op"), (std::vector<std::string>{"GetCACaps", "PKIOperation"}));
    QCOMPARE(of("peer"), (std::vector<std::string>{"10.0.0.0", "10.0.0.1", "10.0.0.2"}));
    QVERIFY(of("client").empty());
}

void RecordedTrafficTest::findings_ofOthersAreSeen() {
    record(1, 3);
    QVERIFY(idsOf("kiosk").size() == 3);
    NEED(m_other->putExaminations({{1, "sscep", {{"error", "scep.nonce.missing"}}},
                                   {2, "Apple", {}},
                                   {3, "", {{"advice", "x.y"}}}}));
    QCOMPARE(idsOf("finding:error"), (std::vector<std::int64_t>{1}));
    QCOMPARE(idsOf("client:apple"), (std::vector<std::int64_t>{2}));
    QCOMPARE(idsOf("finding:x.y"), (std::vector<std::int64_t>{3}));
    const auto rows = m_traffic->rows({1});
    NEED(rows);
    QVERIFY(rows->front().examined);
    QCOMPARE(rows->front().fields.client, std::string("sscep"));
}

void RecordedTrafficTest::anotherFile_isAnotherList() {
    record(1, 5);
    QCOMPARE(idsOf("kiosk").size(), std::size_t{5});
    const auto before = m_traffic->state();
    for (const char* name : {"lab.scepter-traffic", "lab.scepter-traffic-journal"})
        QVERIFY(QFile::remove(m_folder->file(name)));
    record(7, 12);
    const auto after = m_traffic->state();
    NEED(after);
    QVERIFY(after->mark != before->mark);
    QCOMPARE(idsOf("kiosk").size(), std::size_t{6});
    QCOMPARE(m_traffic->rows({1})->front().fields.subject, std::string("CN=kiosk-7"));
}

void RecordedTrafficTest::damagedFile_isAnError() {
    m_folder->write("lab.scepter-traffic", "this is no database");
    REFUSED(m_traffic->state(), StoreForeign);
    REFUSED(m_traffic->ids({}, kStart, 0, {}), StoreForeign);
    // Only who records moves it out of the way.
    QCOMPARE(m_folder->read("lab.scepter-traffic"), QByteArray("this is no database"));
}

void RecordedTrafficTest::clear_forgetsForEverybody() {
    record(1, 5);
    NEED(m_bench->clearTraffic());
    QVERIFY(idsOf("").empty());
    QCOMPARE(m_other->counts()->count(), std::size_t{0});
    record(6, 6);
    QCOMPARE(idsOf(""), (std::vector<std::int64_t>{6}));
}

void RecordedTrafficTest::mark_isThatOfTheState() {
    record(1, 1);
    QCOMPARE(*m_traffic->mark(), m_traffic->state()->mark);
    const std::uint64_t before = *m_traffic->mark();
    record(2, 2);
    QVERIFY(*m_traffic->mark() != before);
    QCOMPARE(*m_traffic->mark(), m_traffic->state()->mark);
}

// Its links go to requests of the workspace that it was recorded for.
void RecordedTrafficTest::restore_movesItAlongWithTheOldWorkspace() {
    record(1, 3);
    NEED(m_bench->maintenance().backup(m_folder->path("copy"), true));
    m_traffic.reset();
    m_bench.reset();
    m_other.reset();
    workbench::RestoreOptions options;
    options.backup = m_folder->path("copy");
    options.target = m_folder->path("lab.scepter");
    options.replace = true;
    const auto restored = workbench::restore(options, m_clock);
    NEED(restored);
    QVERIFY(!m_folder->names().contains(QStringLiteral("lab.scepter-traffic")));
    store::TrafficStore old(store::trafficPathOf(restored->before), m_clock);
    const auto counts = old.counts();
    NEED(counts);
    QCOMPARE(counts->count(), std::size_t{3});
}

QTEST_GUILESS_MAIN(RecordedTrafficTest)
#include "tst_recorded_traffic.moc"
