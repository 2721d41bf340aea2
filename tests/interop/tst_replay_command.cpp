// SPDX-License-Identifier: GPL-3.0-or-later
// scepterctl replay: what it recorded itself, to our server, to another CA, to another program, and
// to nobody; recordings of other programs; and recordings that nobody should send.
#include "judge.h"

#include <QtTest>

#include <algorithm>

using namespace scepter::test;

namespace {

const QByteArray kSecret = "secret-of-a-url";

QByteArray harOf(const QByteArray& url, const QByteArray& more = {}) {
    return R"({"log":{"version":"1.2","creator":{},"entries":[{"request":{"method":"GET","url":")" +
           url + R"(","headers":[]},"response":{"status":200})" + more + "}]}}";
}

} // namespace

class TestReplayCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void own_isAnsweredTheSame();
    void own_textIsALineEach();
    void only_sendsThese();
    void otherCa_isToldApart();
    void otherProgram_isAskedAgain();
    void otherProgram_thatHasForgotten();
    void capture_ofOthersIsTaken();
    void traffic_isSavedAgain();
    void redacted_isRefused_data();
    void redacted_isRefused();
    void nobody_isToldWith4();
    void usage_isToldWith2_data();
    void usage_isToldWith2();
    void hostile_isRefused_data();
    void hostile_isRefused();
    void login_isNotPrinted();

private:
    [[nodiscard]] Ran replay(const QStringList& arguments) const {
        return m_serve.bare(QStringList{q("--json"), q("replay")} + arguments);
    }
    [[nodiscard]] QJsonObject one(const Ran& ran, int number) const {
        for (const QJsonValue& each : ran.json()[q("exchanges")].toArray())
            if (each[q("number")].toInt() == number) return each.toObject();
        qWarning("%s", ran.text().constData());
        return {};
    }
    static QString differences(const QJsonObject& exchange) {
        QStringList all;
        for (const QJsonValue& each : exchange[q("differences")].toArray())
            all.append(each[q("what")].toString() + q(": ") + each[q("recorded")].toString() +
                       q(" > ") + each[q("now")].toString());
        return all.join(q("; "));
    }
    void checkSchema(const Ran& ran) const;
    int certificates() const {
        return static_cast<int>(
            m_serve.ask(words("certificate list"))[q("certificates")].toArray().size());
    }

    Serve m_serve;
    QString m_har; ///< GetCACaps, GetCACert, PKCSReq
    QString m_key;
    QByteArray m_serial;
};

void TestReplayCommand::initTestCase() {
    QVERIFY(m_serve.init({q("--ca-key"), q("rsa:2048"), q("--ca-subject"), q("CN=First CA")}));
    QVERIFY(m_serve.start());
    m_har = m_serve.path("own.har");
    const QString code = m_serve.mint();
    const Ran enrolled = m_serve.bare(
        {q("enroll"), m_serve.url("/scep"), q("--subject"), q("CN=device"), q("--key"),
         keyFile(q("strongswan-a")), q("--challenge"), code, q("--out"), m_serve.path("device"),
         q("--save-traffic"), m_har, q("--with-secrets"), q("--no-proxy")});
    QVERIFY2(enrolled.code == 0, enrolled.text().constData());
    m_key = m_serve.path("device/key.pem");
    m_serial = m_serve
                   .openssl({q("x509"), q("-noout"), q("-serial"), q("-in"),
                             m_serve.path("device/cert.pem")})
                   .out.trimmed()
                   .split('=')
                   .last();
    QVERIFY(!m_serial.isEmpty());
}

void TestReplayCommand::init() {
    QVERIFY(m_serve.isRunning() || m_serve.start());
}

void TestReplayCommand::checkSchema(const Ran& ran) const {
    const Ran checked =
        m_serve.run(SCEPTER_PYTHON,
                    {q("-c"),
                     q("import json,sys,jsonschema\n"
                       "jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))"
                       ".validate(json.load(sys.stdin))"),
                     q(SCEPTER_SCHEMA)},
                    ran.out);
    QVERIFY2(checked.code == 0, QByteArray(checked.text() + ran.out).constData());
}

// The code is used up; the request gets its certificate once more, and no other.
void TestReplayCommand::own_isAnsweredTheSame() {
    const int before = certificates();
    const Ran ran = replay({m_har, q("--key"), m_key});
    QVERIFY2(ran.code == 0, ran.text().constData());
    checkSchema(ran);
    QVERIFY(ran.json()[q("same")].toBool());
    const QStringList what{q("GetCACaps"), q("GetCACert"), q("PKCSReq")};
    QCOMPARE(ran.json()[q("exchanges")].toArray().size(), what.size());
    for (int i = 0; i < what.size(); ++i) {
        const QJsonObject exchange = one(ran, i + 1);
        QCOMPARE(exchange[q("what")].toString(), what[i]);
        QCOMPARE(exchange[q("state")].toString(), q("same"));
        QCOMPARE(exchange[q("url")].toString(), m_serve.url("/scep"));
    }
    QCOMPARE(one(ran, 3)[q("sameCertificate")].toString().remove(QLatin1Char(':')).toUpper(),
             QString::fromLatin1(m_serial));
    QCOMPARE(certificates(), before);
}

void TestReplayCommand::own_textIsALineEach() {
    const Ran ran = m_serve.bare({q("replay"), m_har});
    QVERIFY2(ran.code == 0, ran.text().constData());
    const QByteArrayList lines = ran.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 4); // with the headings
    QVERIFY2(lines[1].contains(" GetCACaps ") && lines[1].endsWith(" same"), lines[1].constData());
    QVERIFY2(lines[3].contains(" PKCSReq ") && lines[3].endsWith(" same"), lines[3].constData());
    const Ran help = m_serve.bare({q("replay"), q("--help")});
    QVERIFY(help.out.simplified().contains("a request is answered again, a code is used up"));
}

void TestReplayCommand::only_sendsThese() {
    const Ran ran = replay({m_har, q("--only"), q("2,1")});
    QVERIFY2(ran.code == 0, ran.text().constData());
    const QJsonArray exchanges = ran.json()[q("exchanges")].toArray();
    QCOMPARE(exchanges.size(), 2);
    QCOMPARE(exchanges[0].toObject()[q("number")].toInt(), 1); // in their order
    for (const QStringList& order :
         {QStringList{q("--key"), m_key, q("--only"), q("3,1"), m_har},
          QStringList{q("--only"), q("1"), q("--only"), q("3"), q("--key"), m_key, m_har}}) {
        const Ran both = replay(order);
        QVERIFY2(both.code == 0, both.text().constData());
        QCOMPARE(both.json()[q("exchanges")].toArray().size(), 2);
        QVERIFY(!one(both, 3)[q("sameCertificate")].toString().isEmpty());
    }
    QCOMPARE(replay({m_har, q("--only"), q("3")}).json()[q("exchanges")].toArray().size(), 1);
}

void TestReplayCommand::otherCa_isToldApart() {
    Serve other;
    QVERIFY(other.init({q("--ca-key"), q("rsa:2048"), q("--ca-subject"), q("CN=Other CA")}));
    QVERIFY(other.start());
    const Ran ran = replay({m_har, q("--url"), other.url("/scep"), q("--key"), m_key});
    QVERIFY2(ran.code == 1, ran.text().constData());
    checkSchema(ran);
    QVERIFY(!ran.json()[q("same")].toBool(true));
    QCOMPARE(one(ran, 1)[q("state")].toString(), q("same"));
    QCOMPARE(one(ran, 2)[q("state")].toString(), q("differs"));
    QVERIFY2(differences(one(ran, 2)).contains(q("certificate: CN=First CA")) &&
                 differences(one(ran, 2)).contains(q("> CN=Other CA")),
             qPrintable(differences(one(ran, 2))));
    QCOMPARE(one(ran, 3)[q("state")].toString(), q("differs"));
    QVERIFY2(differences(one(ran, 3)).startsWith(q("pkiStatus: SUCCESS > FAILURE; failInfo:  > ")),
             qPrintable(differences(one(ran, 3))));
    QCOMPARE(one(ran, 3)[q("url")].toString(), other.url("/scep"));
    // Nobody but the other one was asked.
    QVERIFY(!ran.out.contains(m_serve.url("/scep").toLatin1()));
}

// A server over OpenSSL's command line, which remembers nonces: it sees that these are the same
// bytes, and finds nothing else wrong with them.
void TestReplayCommand::otherProgram_isAskedAgain() {
    Judge judge(m_serve);
    QVERIFY(judge.start(q("judge")));
    const QString har = m_serve.path("judge.har");
    const Ran enrolled = m_serve.bare(
        {q("enroll"), judge.url(), q("--subject"), q("CN=judged"), q("--key"),
         keyFile(q("sscep-a")), q("--challenge"), q(kJudgeChallenge), q("--out"),
         m_serve.path("judged"), q("--save-traffic"), har, q("--with-secrets"), q("--no-proxy")});
    QVERIFY2(enrolled.code == 0, enrolled.text().constData());
    judge.readLog();
    QCOMPARE(judge.findings(), QStringList());
    const QString transaction = judge.last("transactionID");
    const Ran ran = replay({har, q("--key"), m_serve.path("judged/key.pem")});
    QVERIFY2(ran.code == 1, ran.text().constData());
    QCOMPARE(one(ran, 1)[q("state")].toString(), q("same"));
    QCOMPARE(one(ran, 2)[q("state")].toString(), q("same"));
    QCOMPARE(differences(one(ran, 3)), q("pkiStatus: SUCCESS > FAILURE; failInfo:  > badRequest"));
    judge.readLog();
    QCOMPARE(judge.findings(), QStringList{q("nonce.fresh")});
    QCOMPARE(judge.last("transactionID"), transaction);
    // To our server its messages are for somebody else.
    const Ran here = replay({har, q("--url"), m_serve.url("/scep"), q("--only"), q("3")});
    QVERIFY2(here.code == 1, here.text().constData());
    QVERIFY(differences(one(here, 3)).startsWith(q("pkiStatus: SUCCESS > FAILURE")));
}

// The same CA that has lost its nonces and transactions issues another certificate.
void TestReplayCommand::otherProgram_thatHasForgotten() {
    Judge judge(m_serve);
    QVERIFY(judge.start(q("judge")));
    const Ran ran = replay({m_serve.path("judge.har"), q("--url"), judge.url(), q("--key"),
                            m_serve.path("judged/key.pem"), q("--only"), q("3")});
    QVERIFY2(ran.code == 1, ran.text().constData());
    QVERIFY2(differences(one(ran, 3)).startsWith(q("issued certificate: CN=judged, serial")),
             qPrintable(differences(one(ran, 3))));
}

// What tcpdump saw of curl: questions without a message go to any server, by any path.
void TestReplayCommand::capture_ofOthersIsTaken() {
    for (const char* name : {"lo-ethernet.pcapng", "any-sll2.pcap", "lo-ethernet.pcap"}) {
        const Ran ran = replay({q(SCEPTER_TEST_DATA "/traffic/") + q(name), q("--url"),
                                m_serve.url("/scep"), q("--only"), q("1,2")});
        QVERIFY2(ran.code == 1, ran.text().constData());
        QCOMPARE(one(ran, 1)[q("what")].toString(), q("GetCACaps"));
        QVERIFY2(differences(one(ran, 2)).contains(q("> CN=First CA")), ran.text().constData());
    }
}

void TestReplayCommand::traffic_isSavedAgain() {
    const QString again = m_serve.path("again.har");
    const Ran ran = replay({m_har, q("--save-traffic"), again, q("--with-secrets")});
    QVERIFY2(ran.code == 0, ran.text().constData());
    const QJsonArray exchanges =
        m_serve.bare({q("--json"), q("inspect"), again}).json()[q("exchanges")].toArray();
    QCOMPARE(exchanges.size(), 3);
    QCOMPARE(exchanges[2].toObject()[q("pkiStatus")].toString(), q("SUCCESS"));
    QCOMPARE(replay({again, q("--key"), m_key}).code, 0);
}

void TestReplayCommand::redacted_isRefused_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("archive") << q("redacted.har");
    QTest::newRow("bundle") << q("redacted.json");
}

void TestReplayCommand::redacted_isRefused() {
    QFETCH(const QString, name);
    const QString file = m_serve.path(name);
    QCOMPARE(replay({m_har, q("--save-traffic"), file}).code, 0);
    const Ran message = replay({file, q("--url"), m_serve.url("/scep"), q("--only"), q("3")});
    QVERIFY(isRefused(message, "notSupported"));
    QVERIFY2(message.err.contains("the recording is redacted"), message.err.constData());
    const Ran nowhere = replay({file});
    QVERIFY(isRefused(nowhere, "notSupported"));
    // Questions without a message are whole.
    const Ran rest = replay({file, q("--url"), m_serve.url("/scep")});
    QCOMPARE(rest.code, 1);
    checkSchema(rest);
    QCOMPARE(one(rest, 1)[q("state")].toString(), q("same"));
    QCOMPARE(one(rest, 3)[q("state")].toString(), q("notSent"));
    QVERIFY(one(rest, 3)[q("reason")].toString().contains(q("redacted")));
}

void TestReplayCommand::nobody_isToldWith4() {
    m_serve.stop();
    const Ran ran = replay({m_har});
    QVERIFY(isRefused(ran, "unreachable", 4));
    checkSchema(ran);
    QCOMPARE(ran.json()[q("exchanges")].toArray().size(), 1); // the others were not tried
    QCOMPARE(one(ran, 1)[q("state")].toString(), q("noAnswer"));
}

void TestReplayCommand::usage_isToldWith2_data() {
    QTest::addColumn<QStringList>("more");
    for (const char* more : {"--only 4", "--only 0", "--only x", "--url ftp://127.0.0.1/scep",
                             "--url nowhere", "--timeout 0s", "--save-traffic x.txt"})
        QTest::newRow(more) << words(more);
}

void TestReplayCommand::usage_isToldWith2() {
    QFETCH(const QStringList, more);
    const Ran ran = m_serve.bare(QStringList{q("replay"), m_har} + more);
    QVERIFY2(ran.code == 2, ran.text().constData());
}

void TestReplayCommand::hostile_isRefused_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("a file") << harOf("file:///etc/passwd?operation=GetCACaps")
                            << QByteArray("does not say where it went");
    QTest::newRow("no SCEP") << harOf("http://127.0.0.1:1/index.html")
                             << QByteArray("it is no SCEP request");
    QTest::newRow("no entries") << QByteArray(R"({"log":{"version":"1.2","creator":{}}})")
                                << QByteArray("no list of entries");
    QTest::newRow("nothing") << QByteArray(R"({"log":{"creator":{},"entries":[]}})")
                             << QByteArray("no exchanges");
    QTest::newRow("no fields") << QByteArray(
                                      R"({"log":{"creator":{},"entries":[{},{"request":{}}]}})")
                               << QByteArray("no exchanges");
    QTest::newRow("no archive") << QByteArray("GET /scep?operation=GetCACaps HTTP/1.1\r\n\r\n")
                                << QByteArray("neither HAR nor pcap");
    QTest::newRow("a huge query") << harOf("http://127.0.0.1:1/scep?operation=GetCACert&message=" +
                                           QByteArray(70'000, 'a'))
                                  << QByteArray("the target has more than");
    QTest::newRow("too many") << QByteArray(R"({"log":{"creator":{},"entries":[)") +
                                     QByteArray(
                                         R"({"request":{"method":"GET","url":"http://a/"}},)")
                                         .repeated(1001)
                                         .chopped(1) +
                                     "]}}"
                              << QByteArray("more than 1000 exchanges");
    QTest::newRow("a huge file") << QByteArray((16 << 20) + 1, ' ')
                                 << QByteArray("larger than 16 MiB");
}

void TestReplayCommand::hostile_isRefused() {
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, why);
    const QString file = m_serve.path("hostile.har");
    writeTo(file, content);
    const Ran ran = replay({file});
    QVERIFY2(ran.code == 1, ran.text().left(2000).constData());
    QVERIFY2(ran.err.contains(why), ran.text().left(2000).constData());
    QVERIFY(hasThreeParts(ran));
}

void TestReplayCommand::login_isNotPrinted() {
    const QByteArray port = m_serve.url().toLatin1().split(':').last();
    writeTo(m_serve.path("login.har"),
            harOf("http://me:" + kSecret + "@127.0.0.1:" + port + "/scep?operation=GetCACaps"));
    const QString url =
        q("http://me:") + QString::fromLatin1(kSecret + "@127.0.0.1:" + port + "/scep");
    for (const QStringList& more :
         {QStringList{}, QStringList{q("--url"), url}, QStringList{q("--url"), url + q("#x")},
          QStringList{q("--url"), q("ftp") + url.mid(4)}}) {
        const Ran ran =
            m_serve.bare(QStringList{q("--json"), q("-v"), q("replay"), m_serve.path("login.har"),
                                     q("--no-proxy"), q("--save-traffic"),
                                     m_serve.path("login-out.har"), q("--with-secrets")} +
                         more);
        QVERIFY2(ran.code == 1 || ran.code == 2, ran.text().constData());
        QVERIFY2(!ran.text().contains(kSecret), ran.text().constData());
        QVERIFY(!contentOf(m_serve.path("login-out.har")).contains(kSecret));
    }
}

QTEST_GUILESS_MAIN(TestReplayCommand)
#include "tst_replay_command.moc"
