// Recorded traffic on disk.
#include "raw_database.h"
#include "workspace.h"

#include "store/traffic_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <thread>

#include <sys/stat.h>

using namespace scepter;
using namespace scepter::test;
using store::TrafficCaps;
using store::TrafficEntry;
using store::TrafficStore;

namespace {

template <class T> QByteArray outcome(const Result<T>& result) {
    if (result) return "ok";
    const std::string_view code = toText(result.error().code);
    return {code.data(), static_cast<qsizetype>(code.size())};
}

TrafficEntry entryOf(const std::string& subject, std::size_t bodySize = 100, TimePoint at = kNow) {
    TrafficEntry entry;
    entry.facts.at = at;
    entry.facts.duration = std::chrono::microseconds{1234};
    entry.facts.status = 200;
    entry.facts.requestSize = static_cast<std::int64_t>(bodySize);
    entry.facts.responseSize = 3;
    entry.facts.requestId = 7;
    entry.facts.certificateId = 8;
    entry.facts.peerPort = 40'000;
    entry.facts.localPort = 8080;
    entry.facts.tls = true;
    entry.facts.hasBytes = true;
    entry.facts.peer = "10.0.0.9";
    entry.facts.operation = "PKIOperation";
    entry.facts.subject = subject;
    entry.facts.summary = "issued " + subject;
    entry.bytes.requestHead = "POST /scep?operation=PKIOperation HTTP/1.1\r\n\r\n";
    entry.bytes.request = std::make_shared<const Bytes>(bodySize, 0x5A);
    entry.bytes.responseHead = "HTTP/1.1 200 OK\r\n\r\n";
    entry.bytes.response = std::make_shared<const Bytes>(Bytes{1, 2, 3});
    return entry;
}

std::vector<TrafficEntry> entries(int count, std::size_t bodySize = 100) {
    std::vector<TrafficEntry> all;
    for (int i = 0; i < count; ++i)
        all.push_back(entryOf("CN=" + std::to_string(i), bodySize));
    return all;
}

class Folder {
public:
    [[nodiscard]] std::string path() const { return file("lab.scepter-traffic").toStdString(); }
    [[nodiscard]] QString file(const char* name) const {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QStringList names() const {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    /// What the sqlite3 program says.
    [[nodiscard]] QByteArray sqlite(const char* sql) const {
        QProcess process;
        process.start(QStringLiteral("sqlite3"),
                      {QString::fromStdString(path()), QString::fromLatin1(sql)});
        if (!process.waitForFinished(20'000)) return "did not end";
        return process.readAllStandardOutput().trimmed() + process.readAllStandardError();
    }
    void overwrite(qint64 at, const QByteArray& with) const {
        QFile target(QString::fromStdString(path()));
        QVERIFY(target.open(QIODevice::ReadWrite));
        QVERIFY(target.seek(at));
        QCOMPARE(target.write(with), with.size());
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TrafficStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void facts_comeBackAsTheyWerePacked();
    void unpacked_refusesWhatIsNone_data();
    void unpacked_refusesWhatIsNone();
    void file_isMadeByTheFirstAppendForItsOwnerAlone();
    void append_keepsEveryByte();
    void append_countsOnAcrossStores();
    void append_fromSeveralThreadsLosesNothing();
    void caps_dropTheOldest_data();
    void caps_dropTheOldest();
    void prune_dropsWhatIsTooOld();
    void clear_leavesNothingInTheFile();
    void mark_movesWithEachChange();
    void examinations_areSeenByOthersAndCountOnce();
    void open_refusesOtherFiles_data();
    void open_refusesOtherFiles();
    void setAside_keepsTheDamagedFile();
    void setAside_leavesAGoodFileAlone();
    void damageInside_isToldAndSetAside();
    void counters_thatMakeNoSenseAreDamage();
    void ids_thatAreThereAlreadyAreDamage();
    void open_keepsTheLocksOfThisProcess();
    void append_goesOnWhenTheFileWasTakenAway();

private:
    ManualClock m_clock;
};

void TrafficStoreTest::facts_comeBackAsTheyWerePacked() {
    store::TrafficFacts facts = entryOf("CN=ü").facts;
    facts.reason = "a\nforged\tline\x7F";
    const std::string packed = store::packed(facts);
    const auto back = store::unpacked(packed);
    QVERIFY(back);
    QVERIFY(back->at == facts.at && back->duration == facts.duration);
    QCOMPARE(back->status, 200U);
    QCOMPARE(back->peerPort, std::uint16_t{40'000});
    QVERIFY(back->tls && back->hasBytes);
    QCOMPARE(std::string(back->subject), std::string("CN=ü"));
    QCOMPARE(std::string(back->reason), std::string("a forged line "));
    QCOMPARE(std::string(back->summary), facts.summary);
}

void TrafficStoreTest::unpacked_refusesWhatIsNone_data() {
    QTest::addColumn<QByteArray>("text");
    const QByteArray good = QByteArray::fromStdString(store::packed(entryOf("CN=a").facts));
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << good.left(good.size() - 1);
    QTest::newRow("more") << good + '\n';
    QTest::newRow("no number") << QByteArray("x") + good;
    QTest::newRow("zeros") << QByteArray(400, '\0');
}

void TrafficStoreTest::unpacked_refusesWhatIsNone() {
    QFETCH(QByteArray, text);
    QCOMPARE(outcome(store::unpacked(text.toStdString())), QByteArray("storeCorrupt"));
}

void TrafficStoreTest::file_isMadeByTheFirstAppendForItsOwnerAlone() {
    const Folder folder;
    const auto store = TrafficStore::open(folder.path(), m_clock);
    QVERIFY(store);
    QCOMPARE((*store)->counts()->count(), std::size_t{0});
    QVERIFY((*store)->lines(0, 10)->empty());
    QCOMPARE(outcome((*store)->bytes(1)), QByteArray("notFound"));
    QVERIFY((*store)->clear() && (*store)->prune({}));
    QVERIFY(folder.names().isEmpty());
    constexpr auto kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                             QFileDevice::ReadOther | QFileDevice::WriteOther;
    const auto old = ::umask(0);
    const auto written = (*store)->append(entries(1), {});
    ::umask(old);
    QVERIFY(written);
    QCOMPARE(folder.names(), QStringList({QStringLiteral("lab.scepter-traffic"),
                                          QStringLiteral("lab.scepter-traffic-journal")}));
    for (const QString& name : folder.names())
        QVERIFY2(!(QFileInfo(folder.file(name.toLatin1().constData())).permissions() & kOthers),
                 qPrintable(name));
}

void TrafficStoreTest::append_keepsEveryByte() {
    const Folder folder;
    TrafficStore store(folder.path(), m_clock);
    Bytes all(256);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<std::uint8_t>(i);
    TrafficEntry entry = entryOf("CN=a");
    entry.bytes.request = std::make_shared<const Bytes>(all);
    entry.bytes.response = nullptr;
    QVERIFY(store.append({entry}, {}));
    const auto bytes = store.bytes(1);
    QVERIFY(bytes);
    QCOMPARE(bytes->requestHead, entry.bytes.requestHead);
    QCOMPARE(bytes->responseHead, entry.bytes.responseHead);
    QVERIFY(bytes->request && *bytes->request == all);
    QVERIFY(!bytes->response);
    QCOMPARE(folder.sqlite("PRAGMA integrity_check"), QByteArray("ok"));
    QCOMPARE(folder.sqlite("SELECT count(*), length(request) FROM bodies"), QByteArray("1|256"));
}

void TrafficStoreTest::append_countsOnAcrossStores() {
    const Folder folder;
    TrafficStore one(folder.path(), m_clock);
    TrafficStore other(folder.path(), m_clock);
    QCOMPARE(*one.append(entries(3), {}), std::int64_t{3});
    QCOMPARE(*other.append(entries(2), {}, 9), std::int64_t{5});
    const auto counts = one.counts();
    QVERIFY(counts);
    QCOMPARE(counts->firstId, std::int64_t{1});
    QCOMPARE(counts->lastId, std::int64_t{5});
    QCOMPARE(counts->dropped, std::int64_t{9});
    const auto lines = one.lines(3, 10);
    QVERIFY(lines);
    QCOMPARE(lines->size(), std::size_t{2});
    QCOMPARE(lines->front().id, std::int64_t{4});
    QCOMPARE(std::string(store::unpacked(lines->back().facts)->subject), std::string("CN=1"));
    QCOMPARE(one.lines(0, 2)->size(), std::size_t{2});
}

void TrafficStoreTest::append_fromSeveralThreadsLosesNothing() {
    const Folder folder;
    std::vector<std::thread> threads;
    std::atomic<int> failed{0};
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            TrafficStore store(folder.path(), m_clock);
            for (int round = 0; round < 20; ++round)
                if (!store.append(entries(5), {})) ++failed;
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(folder.sqlite("SELECT count(*), min(id), max(id) FROM exchanges"),
             QByteArray("300|1|300"));
}

void TrafficStoreTest::caps_dropTheOldest_data() {
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("hours");
    QTest::addColumn<QByteArray>("kept");
    // Ten of some 1 300 bytes; the first four are two hours old.
    QTest::newRow("nothing") << qint64{100} << qint64{1'000'000} << qint64{24}
                             << QByteArray("10|1|10");
    QTest::newRow("count") << qint64{3} << qint64{1'000'000} << qint64{24} << QByteArray("3|8|10");
    QTest::newRow("bytes") << qint64{100} << qint64{4'000} << qint64{24} << QByteArray("3|8|10");
    QTest::newRow("age") << qint64{100} << qint64{1'000'000} << qint64{1} << QByteArray("6|5|10");
    QTest::newRow("one alone is too large")
        << qint64{100} << qint64{100} << qint64{24} << QByteArray("0||");
}

void TrafficStoreTest::caps_dropTheOldest() {
    QFETCH(qint64, count);
    QFETCH(qint64, bytes);
    QFETCH(qint64, hours);
    QFETCH(QByteArray, kept);
    const Folder folder;
    TrafficStore store(folder.path(), m_clock);
    std::vector<TrafficEntry> all = entries(10, 1'000);
    for (std::size_t i = 0; i < 4; ++i)
        all[i].facts.at = kNow - std::chrono::hours{2};
    TrafficCaps caps;
    caps.count = static_cast<std::size_t>(count);
    caps.bytes = static_cast<std::size_t>(bytes);
    caps.age = std::chrono::hours{hours};
    QVERIFY(store.append(all, caps));
    QCOMPARE(folder.sqlite("SELECT count(*), min(id), max(id) FROM exchanges"), kept);
    QCOMPARE(folder.sqlite("SELECT count(*), min(id), max(id) FROM bodies"), kept);
    QCOMPARE(folder.sqlite("SELECT bytes = (SELECT coalesce(sum(size), 0) FROM exchanges) "
                           "FROM state"),
             QByteArray("1"));
    QCOMPARE(QByteArray::number(static_cast<int>(store.counts()->count())), kept.split('|')[0]);
    // The next one has the next id, whatever went.
    QCOMPARE(*store.append(entries(1), {}), std::int64_t{11});
}

void TrafficStoreTest::prune_dropsWhatIsTooOld() {
    const Folder folder;
    ManualClock clock;
    TrafficStore store(folder.path(), clock);
    QVERIFY(store.append(entries(3), {}));
    QVERIFY(store.prune({}));
    QCOMPARE(store.counts()->count(), std::size_t{3});
    clock.set(kNow + std::chrono::days{8});
    QVERIFY(store.prune({}));
    QCOMPARE(store.counts()->count(), std::size_t{0});
    QCOMPARE(store.counts()->bytes, std::int64_t{0});
}

void TrafficStoreTest::clear_leavesNothingInTheFile() {
    const Folder folder;
    TrafficStore store(folder.path(), m_clock);
    std::vector<TrafficEntry> all = entries(50, 3'000);
    for (TrafficEntry& entry : all)
        entry.bytes.request =
            std::make_shared<const Bytes>(copyOf(bytesOf("needle in a haystack")));
    QVERIFY(store.append(all, {}));
    QVERIFY(store.putExaminations({{1, "needle in a haystack", {}}}));
    QVERIFY(store.clear());
    QCOMPARE(store.counts()->count(), std::size_t{0});
    for (const QString& name : folder.names()) {
        QFile file(folder.file(name.toLatin1().constData()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("needle"), qPrintable(name));
    }
    QCOMPARE(*store.append(entries(1), {}), std::int64_t{51});
    QCOMPARE(folder.sqlite("PRAGMA integrity_check"), QByteArray("ok"));
}

void TrafficStoreTest::mark_movesWithEachChange() {
    const Folder folder;
    TrafficStore store(folder.path(), m_clock);
    TrafficStore other(folder.path(), m_clock);
    std::uint64_t mark = store.counts()->mark;
    QCOMPARE(store.counts()->mark, mark);
    const auto moved = [&] { return std::exchange(mark, store.counts()->mark) != mark; };
    QVERIFY(other.append(entries(1), {}));
    QVERIFY(moved());
    QVERIFY(!moved());
    QVERIFY(other.putExaminations({{1, "sscep", {{"error", "scep.nonce.missing"}}}}));
    QVERIFY(moved());
    QVERIFY(other.clear());
    QVERIFY(moved());
    QVERIFY(!moved());
    QVERIFY(QFile::remove(QString::fromStdString(folder.path())));
    QVERIFY(moved());
}

void TrafficStoreTest::examinations_areSeenByOthersAndCountOnce() {
    const Folder folder;
    TrafficStore store(folder.path(), m_clock);
    TrafficStore other(folder.path(), m_clock);
    QVERIFY(store.append(entries(3), {}));
    const store::TrafficExamination found{
        2, "sscep", {{"error", "scep.nonce.missing"}, {"info", "x.y"}}};
    // One of an exchange that is gone is dropped; the first one of each counts.
    QVERIFY(store.putExaminations({{99, "nobody", {}}, found, {1, "", {}}, {2, "other", {}}}));
    const auto seen = other.examinations(0, 10);
    QVERIFY(seen);
    QCOMPARE(seen->first.size(), std::size_t{2});
    QVERIFY(seen->first[0] == found);
    QVERIFY((seen->first[1] == store::TrafficExamination{1, "", {}}));
    QCOMPARE(seen->second, other.counts()->examinations);
    QVERIFY(other.examinations(seen->second, 10)->first.empty());
    TrafficCaps caps;
    caps.count = 1;
    QVERIFY(store.append(entries(1), caps));
    QCOMPARE(folder.sqlite("SELECT count(*) FROM examined"), QByteArray("0"));
}

void TrafficStoreTest::open_refusesOtherFiles_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no SQLite") << QByteArray() << QByteArray("storeForeign");
    QTest::newRow("somebody else's")
        << QByteArray("CREATE TABLE a(b)") << QByteArray("storeForeign");
    QTest::newRow("without tables")
        << QByteArray("PRAGMA application_id = 0x53635472; PRAGMA user_version = 1")
        << QByteArray("storeCorrupt");
    QTest::newRow("never completed")
        << QByteArray("PRAGMA application_id = 0x53635472; CREATE TABLE state(id, first_id, "
                      "last_id)")
        << QByteArray("storeCorrupt");
    QTest::newRow("newer") << QByteArray(
                                  "PRAGMA application_id = 0x53635472; PRAGMA user_version = 99")
                           << QByteArray("storeNewer");
}

void TrafficStoreTest::open_refusesOtherFiles() {
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, code);
    const Folder folder;
    if (sql.isEmpty()) {
        QFile file(QString::fromStdString(folder.path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
    } else {
        QCOMPARE(folder.sqlite(sql.constData()), QByteArray());
    }
    QCOMPARE(outcome(TrafficStore::open(folder.path(), m_clock)), code);
    TrafficStore store(folder.path(), m_clock);
    QCOMPARE(outcome(store.counts()), code);
    QCOMPARE(outcome(store.append(entries(1), {})), code);
    // A newer file is somebody's work: it is left where it is.
    const auto aside = store.setAside();
    QVERIFY(aside);
    QCOMPARE(aside->empty(), code == "storeNewer");
    if (aside->empty()) return;
    QVERIFY(QFile::exists(QString::fromStdString(*aside)));
    QVERIFY(store.append(entries(1), {}));
    QCOMPARE(folder.sqlite("SELECT count(*) FROM exchanges"), QByteArray("1"));
}

void TrafficStoreTest::setAside_keepsTheDamagedFile() {
    const Folder folder;
    const QByteArray content(5000, 'x');
    {
        QFile file(QString::fromStdString(folder.path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    TrafficStore one(folder.path(), m_clock);
    TrafficStore other(folder.path(), m_clock);
    QVERIFY(!one.counts() && !other.counts());
    const auto aside = one.setAside();
    QVERIFY(aside && aside->starts_with(folder.path() + ".damaged-"));
    QFile kept(QString::fromStdString(*aside));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), content);
    QVERIFY(one.append(entries(1), {}));
    // The other one comes late: the new file is good.
    const auto second = other.setAside();
    QVERIFY(second);
    QCOMPARE(*second, std::string());
    QCOMPARE(other.counts()->count(), std::size_t{1});
}

void TrafficStoreTest::setAside_leavesAGoodFileAlone() {
    const Folder folder;
    {
        TrafficStore store(folder.path(), m_clock);
        QVERIFY(store.append(entries(1), {}));
    }
    TrafficStore store(folder.path(), m_clock);
    QCOMPARE(*store.setAside(), std::string());
    QCOMPARE(store.counts()->count(), std::size_t{1});
}

void TrafficStoreTest::damageInside_isToldAndSetAside() {
    const Folder folder;
    {
        TrafficStore store(folder.path(), m_clock);
        QVERIFY(store.append(entries(2000), {}));
    }
    const qint64 size = QFileInfo(QString::fromStdString(folder.path())).size();
    QVERIFY(size > 100'000);
    folder.overwrite(8192, QByteArray(static_cast<int>(size - 8192), '\xA5'));
    TrafficStore store(folder.path(), m_clock);
    const auto written = store.append(entries(1), {});
    QCOMPARE(outcome(written), QByteArray("storeCorrupt"));
    const auto aside = store.setAside();
    QVERIFY(aside && !aside->empty());
    QCOMPARE(QFileInfo(QString::fromStdString(*aside)).size(), size);
    QCOMPARE(*store.append(entries(1), {}), std::int64_t{1});
    QCOMPARE(folder.sqlite("PRAGMA integrity_check"), QByteArray("ok"));
}

void TrafficStoreTest::counters_thatMakeNoSenseAreDamage() {
    const Folder folder;
    {
        TrafficStore store(folder.path(), m_clock);
        QVERIFY(store.append(entries(2), {}));
    }
    QCOMPARE(folder.sqlite("UPDATE state SET last_id = 9223372036854775807"), QByteArray());
    TrafficStore store(folder.path(), m_clock);
    QCOMPARE(outcome(store.counts()), QByteArray("storeCorrupt"));
    QCOMPARE(outcome(store.append(entries(1), {})), QByteArray("storeCorrupt"));
}

void TrafficStoreTest::ids_thatAreThereAlreadyAreDamage() {
    const Folder folder;
    TrafficStore store(folder.path(), m_clock);
    QVERIFY(store.append(entries(2), {}));
    QCOMPARE(folder.sqlite("UPDATE state SET last_id = 1"), QByteArray());
    QCOMPARE(outcome(store.append(entries(1), {})), QByteArray("storeCorrupt"));
    QVERIFY(!store.setAside()->empty());
    QCOMPARE(*store.append(entries(1), {}), std::int64_t{1});
}

// fcntl's locks of a process on a file are gone when it closes the file anywhere.
void TrafficStoreTest::open_keepsTheLocksOfThisProcess() {
    const Folder folder;
    QVERIFY(TrafficStore(folder.path(), m_clock).append(entries(1), {}));
    test::RawDatabase writer(folder.path());
    QCOMPARE(writer.run(QStringLiteral("BEGIN IMMEDIATE")), QString());
    QVERIFY(folder.sqlite("BEGIN IMMEDIATE").contains("locked"));
    TrafficStore other(folder.path(), m_clock);
    QCOMPARE(other.counts()->count(), std::size_t{1});
    QVERIFY(folder.sqlite("BEGIN IMMEDIATE").contains("locked"));
    QCOMPARE(writer.run(QStringLiteral("ROLLBACK")), QString());
    QVERIFY(!folder.sqlite("BEGIN IMMEDIATE").contains("locked"));
}

void TrafficStoreTest::append_goesOnWhenTheFileWasTakenAway() {
    const Folder folder;
    TrafficStore store(folder.path(), m_clock);
    QVERIFY(store.append(entries(2), {}));
    for (const char* name : {"lab.scepter-traffic", "lab.scepter-traffic-journal"})
        QVERIFY(QFile::remove(folder.file(name)));
    QCOMPARE(store.counts()->count(), std::size_t{0});
    QCOMPARE(*store.append(entries(1), {}), std::int64_t{1});
    QCOMPARE(folder.sqlite("PRAGMA integrity_check"), QByteArray("ok"));
}

QTEST_GUILESS_MAIN(TrafficStoreTest)
#include "tst_traffic_store.moc"
