// scepterctl inspect --follow: the traffic of a workspace as it comes, from another process.
#include "serve.h"

#include <QTest>

using namespace scepter::test;

namespace {

/// A running `inspect --follow`.
class Follow {
public:
    Follow(const Serve& serve, const QStringList& more) {
        m_process.setProcessEnvironment(serve.environment());
        m_process.start(
            q(SCEPTER_BINARY_DIR "/scepterctl"),
            QStringList{q("--workspace"), serve.path("lab.scepter"), q("inspect"), q("--follow")} +
                more);
    }
    ~Follow() {
        if (m_process.state() == QProcess::NotRunning) return;
        m_process.kill();
        m_process.waitForFinished();
    }

    /// The next line, without its end; empty when none comes.
    QByteArray line() {
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(20'000)) return {};
        return m_process.readLine().trimmed();
    }
    /// Exit code after a signal; -1 when it did not end well.
    int end(int signal) {
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
        return finished(m_process, 20'000).code;
    }
    bool hasMore() { return m_process.canReadLine() || m_process.waitForReadyRead(2'000); }

private:
    QProcess m_process;
};

} // namespace

class TestFollow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void lines_comeAsTheyHappen();
    void json_isOneObjectALine();
    void last_printsEarlierOnesFirst();
    void filter_holdsForOldAndNew();
    void ends_bySignal_data();
    void ends_bySignal();
    void ends_whenNobodyReads();
    void wrongUse_isRefused_data();
    void wrongUse_isRefused();
    void secret_isNeverPrinted();
    void serve_takesWhatToRecord();
    void file_isSoundForSqlite();

private:
    bool ask(const char* target) { return m_serve.curl(m_serve.url(target)).code == 0; }

    Serve m_serve;
};

void TestFollow::initTestCase() {
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start());
}

void TestFollow::cleanupTestCase() {
    QCOMPARE(m_serve.stop(), 0);
}

void TestFollow::lines_comeAsTheyHappen() {
    QVERIFY(ask("/scep?operation=GetCACaps"));
    Follow follow(m_serve, {q("--last"), q("1")});
    const QByteArray first = follow.line();
    QVERIFY2(first.contains("GetCACaps") && first.contains("127.0.0.1") &&
                 first.contains("HTTP 200") && first.endsWith(" ms"),
             first.constData());
    QVERIFY(!first.contains('\x1B')); // no terminal
    QVERIFY(ask("/scep?operation=GetCACert"));
    const QByteArray second = follow.line();
    QVERIFY2(second.contains("GetCACert"), second.constData());
    QCOMPARE(follow.end(SIGINT), 0);
}

void TestFollow::json_isOneObjectALine() {
    Follow follow(m_serve, {q("--format"), q("json"), q("--last"), q("1")});
    QVERIFY(!follow.line().isEmpty());
    QVERIFY(ask("/scep?operation=GetCACaps&message=x"));
    const auto document = QJsonDocument::fromJson(follow.line());
    QVERIFY(document.isObject());
    const QJsonObject object = document.object();
    QCOMPARE(object[q("operation")].toString(), q("GetCACaps"));
    QCOMPARE(object[q("method")].toString(), q("GET"));
    QCOMPARE(object[q("path")].toString(), q("/scep"));
    QCOMPARE(object[q("httpStatus")].toInt(), 200);
    QVERIFY(object[q("id")].toInt() > 0);
    QVERIFY(object[q("milliseconds")].toDouble() > 0);
    QVERIFY(object[q("findings")].isArray());
    QCOMPARE(follow.end(SIGTERM), 0);
}

void TestFollow::last_printsEarlierOnesFirst() {
    for (const char* target :
         {"/scep?operation=GetCACaps", "/scep?operation=GetCACert", "/crl/lab.crl"})
        QVERIFY(ask(target));
    // The responder writes some moments after it has answered.
    QVERIFY(Serve::eventually([&] {
        Follow follow(m_serve, {q("--last"), q("1"), q("--format"), q("json")});
        return QJsonDocument::fromJson(follow.line())[q("path")].toString() == q("/crl/lab.crl");
    }));
    Follow follow(m_serve, {q("--last"), q("3")});
    QVERIFY(follow.line().contains("GetCACaps"));
    QVERIFY(follow.line().contains("GetCACert"));
    QVERIFY(follow.line().contains("GET /crl/lab.crl"));
    QCOMPARE(follow.end(SIGINT), 0);
}

void TestFollow::filter_holdsForOldAndNew() {
    Follow follow(m_serve, {q("--filter"), q("http:404"), q("--format"), q("json")});
    QVERIFY(ask("/scep?operation=GetCACaps"));
    QVERIFY(!ask("/nowhere"));
    const auto document = QJsonDocument::fromJson(follow.line());
    QCOMPARE(document[q("httpStatus")].toInt(), 404);
    QCOMPARE(document[q("path")].toString(), q("/nowhere"));
    QCOMPARE(follow.end(SIGINT), 0);
}

void TestFollow::ends_bySignal_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestFollow::ends_bySignal() {
    QFETCH(int, signal);
    QVERIFY(ask("/scep?operation=GetCACaps"));
    Follow follow(m_serve, {});
    QVERIFY(!follow.line().isEmpty());
    QCOMPARE(follow.end(signal), 0);
}

// bash waits for all of a pipeline; under pipefail the exit code is that of the first that failed.
void TestFollow::ends_whenNobodyReads() {
    QVERIFY(ask("/scep?operation=GetCACaps"));
    const Ran ran =
        m_serve.run("bash", {q("-o"), q("pipefail"), q("-c"),
                             q("\"$0\" --workspace \"$1\" inspect --follow --last 1 | head -n 1"),
                             q(SCEPTER_BINARY_DIR "/scepterctl"), m_serve.path("lab.scepter")});
    QVERIFY2(ran.code == 0 && ran.out.contains("127.0.0.1"), ran.text());
}

void TestFollow::wrongUse_isRefused_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("neither") << QStringList{};
    QTest::newRow("both") << QStringList{q("--follow"), q("file.der")};
    QTest::newRow("asn1") << QStringList{q("--follow"), q("--format"), q("asn1")};
    QTest::newRow("filter") << QStringList{q("--follow"), q("--filter"), q("color:red")};
    QTest::newRow("last alone") << QStringList{q("--last"), q("3"), q("file.der")};
    QTest::newRow("last of what") << QStringList{q("--follow"), q("--last"), q("many")};
}

void TestFollow::wrongUse_isRefused() {
    QFETCH(QStringList, arguments);
    const Ran ran = m_serve.ctl(QStringList{q("inspect")} + arguments);
    QVERIFY2(ran.code == 2 && !ran.err.isEmpty(), ran.text());
}

void TestFollow::secret_isNeverPrinted() {
    const QByteArray secret = "open-sesame-4711";
    Follow follow(m_serve, {q("--last"), q("0"), q("--format"), q("json")});
    QVERIFY(Serve::eventually([&] {
        const QString target =
            m_serve.url("/scep?operation=GetCACaps&password=") + QString::fromLatin1(secret);
        return m_serve.curl(target, {q("--user"), q("admin:") + QString::fromLatin1(secret)})
                       .code == 0 &&
               follow.hasMore();
    }));
    QVERIFY(!follow.line().contains(secret));
    QCOMPARE(follow.end(SIGINT), 0);
    QCOMPARE(m_serve.stop(), 0);
    const QByteArray basic = QByteArray("admin:" + secret).toBase64();
    for (const char* suffix : {"", "-journal"}) {
        const QByteArray content = contentOf(m_serve.path("lab.scepter-traffic") + q(suffix));
        QVERIFY(!content.contains(secret));
        QVERIFY(!content.contains(basic));
    }
    QVERIFY(m_serve.start());
}

void TestFollow::serve_takesWhatToRecord() {
    const auto last = [&] {
        const Ran ran = m_serve.run(
            "sqlite3", {m_serve.path("lab.scepter-traffic"), q("SELECT last_id FROM state")});
        return ran.out.trimmed().toInt();
    };
    QCOMPARE(m_serve.stop(), 0);
    const int before = last();
    QVERIFY(before > 0);
    QVERIFY(m_serve.start({q("--traffic"), q("record=off")}));
    QVERIFY(ask("/scep?operation=GetCACaps"));
    QCOMPARE(m_serve.stop(), 0);
    QCOMPARE(last(), before);
    QVERIFY(m_serve.start({q("--traffic"), q("record=headers"), q("--traffic"), q("count=2")}));
    QVERIFY(ask("/scep?operation=GetCACaps"));
    QCOMPARE(m_serve.stop(), 0); // a graceful end writes what waits
    QCOMPARE(last(), before + 1);
    QVERIFY(m_serve.start());
    const Ran refused = m_serve.ctl({q("serve"), q("--traffic"), q("record=maybe")});
    QVERIFY2(refused.code == 2, refused.text());
}

void TestFollow::file_isSoundForSqlite() {
    const auto sqlite = [&](const char* sql) {
        return m_serve.run("sqlite3", {m_serve.path("lab.scepter-traffic"), q(sql)}).out.trimmed();
    };
    QCOMPARE(sqlite("PRAGMA integrity_check"), QByteArray("ok"));
    QCOMPARE(sqlite("SELECT count(*) = last_id - first_id + 1 FROM exchanges, state"),
             QByteArray("1"));
    QCOMPARE(sqlite("SELECT count(*) FROM exchanges WHERE id NOT IN (SELECT id FROM bodies)"),
             QByteArray("0"));
    const Ran mode = m_serve.run("stat", {q("--format=%a"), m_serve.path("lab.scepter-traffic")});
    QCOMPARE(mode.out.trimmed(), QByteArray("600"));
}

QTEST_GUILESS_MAIN(TestFollow)
#include "tst_follow.moc"
