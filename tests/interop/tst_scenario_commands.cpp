// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios by the command line, against a server of our own: every one that is built in passes,
// and what fails is told.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

namespace {

const QByteArray kPassword = "an account's password";

/// The MDM's side, as long as it lives.
class Mdm {
public:
    explicit Mdm(const Serve& serve) {
        writeTo(serve.path("mdm.json"),
                "[{\"id\": \"d1\", \"code\": \"code-of-xyz\", \"subject\": \"CN=xyz\"}]");
        m_process.setProcessEnvironment(serve.environment());
        m_process.start(q(SCEPTER_BINARY_DIR "/scepterctl"),
                        {q("standin"), q("mdm"), q("--devices"), serve.path("mdm.json"),
                         q("--listen"), q("127.0.0.1:0")});
        QByteArray line;
        while (!line.contains('\n') && m_process.waitForReadyRead(30'000))
            line += m_process.readAllStandardOutput();
        if (line.startsWith("listening on "))
            url = QString::fromUtf8(line.mid(13, line.indexOf('\n') - 13));
    }
    ~Mdm() {
        m_process.terminate();
        m_process.waitForFinished();
    }
    QString url;

private:
    QProcess m_process;
};

QByteArray verdictsOf(const Ran& ran) {
    QByteArray text;
    for (const auto& step : ran.json()[q("steps")].toArray())
        text += step.toObject()[q("verdict")].toString().toLatin1() + ' ' +
                step.toObject()[q("name")].toString().toLatin1() + ": " +
                step.toObject()[q("found")].toString().toLatin1() + '\n';
    return text;
}

} // namespace

class TestScenarioCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void builtIn_passes_data();
    void builtIn_passes();
    void pendingAndPoll_passesOnceApproved();
    void mdmDecides_passes();
    void misbehavior_isRefusedAsExpected();
    void persona_enrolls_data();
    void persona_enrolls();
    void ndesPage_givesTheCode();
    void ndesPage_refusalIsTold();
    void failure_isTold();
    void unreachable_isTold();
    void interrupted_saysWhatWasDone();
    void traffic_isSavedRedacted();
    void traffic_isSavedAsItWas();
    void check_tellsGoodFromBad();
    void list_andShowAgreeWithRun();
    void options_thatDoNotFitAreRefused();
    void rollover_passes();
    void nothingSecretIsSaid();

private:
    /// A file with this many new codes.
    QString codes(int count);
    Ran run(const QStringList& arguments) {
        Ran ran = m_serve.bare(QStringList{q("--json"), q("scenario"), q("run")} + arguments);
        m_said += ran.out + ran.err;
        return ran;
    }
    QStringList at(const char* path) const { return {q("--url"), m_serve.url(path)}; }

    Serve m_serve;
    QString m_admin;
    QByteArray m_said;
    QByteArrayList m_secrets{"code-of-xyz", kPassword};
};

void TestScenarioCommands::initTestCase() {
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start({q("--admin-listen"), q("127.0.0.1:0")}));
    m_admin = m_serve.adminUrl();
    QVERIFY(!m_admin.isEmpty());
    for (const char* line : {"endpoint add open --path /open --challenge none",
                             "endpoint add hand --path /hand --challenge none --approval manual"})
        QVERIFY(m_serve.ctl(words(line)).code == 0);
    QVERIFY(Serve::eventually(
        [&] { return m_serve.curl(m_serve.url("/hand?operation=GetCACaps")).code == 0; }));
}

QString TestScenarioCommands::codes(int count) {
    const Ran minted = m_serve.ctl({q("code"), q("mint"), q("--count"), QString::number(count)});
    for (const QByteArray& line : minted.out.split('\n'))
        if (!line.trimmed().isEmpty()) m_secrets += line.trimmed();
    writeTo(m_serve.path("codes"), minted.out);
    return m_serve.path("codes");
}

void TestScenarioCommands::builtIn_passes_data() {
    QTest::addColumn<int>("codes");
    for (const char* name : {"first-enrollment", "renewal", "rekey", "get-cert", "get-crl"})
        QTest::newRow(name) << 1;
    QTest::newRow("many-devices") << 10;
}

void TestScenarioCommands::builtIn_passes() {
    QFETCH(int, codes);
    const Ran ran =
        run(QStringList{q(QTest::currentDataTag()), q("--codes-file"), this->codes(codes)} +
            at("/scep"));
    QVERIFY2(ran.code == 0 && ran.json()[q("passed")].toBool(), ran.text().constData());
    QCOMPARE(ran.json()[q("counts")][q("skipped")].toInt(), 0);
}

void TestScenarioCommands::pendingAndPoll_passesOnceApproved() {
    QByteArray scenario = m_serve.bare(words("scenario show pending-and-poll")).out;
    QVERIFY(scenario.contains("\"3s\""));
    writeTo(m_serve.path("pending.json"), scenario.replace("\"3s\"", "\"100ms\""));
    QProcess process;
    process.setProcessEnvironment(m_serve.environment());
    process.start(
        q(SCEPTER_BINARY_DIR "/scepterctl"),
        QStringList{q("scenario"), q("run"), m_serve.path("pending.json"), q("--no-challenge")} +
            at("/hand"));
    QJsonArray pending;
    QVERIFY(Serve::eventually([&] {
        pending = m_serve.ask(words("request list --state pending"))[q("requests")].toArray();
        return !pending.isEmpty();
    }));
    const QString id = QString::number(pending.first().toObject()[q("id")].toInt());
    QCOMPARE(m_serve.ctl({q("request"), q("approve"), id}).code, 0);
    const Ran ran = finished(process);
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY2(ran.out.contains("2 passed, 0 failed, 0 skipped"), ran.text().constData());
}

void TestScenarioCommands::mdmDecides_passes() {
    const Mdm mdm(m_serve);
    QVERIFY(!mdm.url.isEmpty());
    QVERIFY(m_serve.ctl(words("endpoint add mdm --path /mdm --challenge none")).code == 0);
    QVERIFY(m_serve
                .ctl({q("gate"), q("add"), q("mdm"), q("gate"), q("--kind"), q("webhook"),
                      q("--dialect"), q("plain"), q("--url"), mdm.url + q("/webhook")})
                .code == 0);
    writeTo(m_serve.path("challenge"), "code-of-xyz\n");
    const Ran ran =
        run(QStringList{q("mdm-decides"), q("--challenge-file"), m_serve.path("challenge")} +
            at("/mdm"));
    QVERIFY2(ran.code == 0, ran.text().constData());
    const QJsonArray steps = ran.json()[q("steps")].toArray();
    QVERIFY(steps[0].toObject()[q("found")].toString().startsWith(q("FAILURE badRequest")));
    QVERIFY(steps[1].toObject()[q("found")].toString().startsWith(q("SUCCESS")));
    // Where nobody decides, another subject is granted: the scenario says so.
    const Ran open =
        run(QStringList{q("mdm-decides"), q("--challenge-file"), m_serve.path("challenge")} +
            at("/open"));
    QCOMPARE(open.code, 1);
    QCOMPARE(open.json()[q("counts")][q("failed")].toInt(), 1);
    QCOMPARE(open.json()[q("counts")][q("skipped")].toInt(), 1);
}

void TestScenarioCommands::misbehavior_isRefusedAsExpected() {
    const Ran ran = run(QStringList{q("misbehavior"), q("--codes-file"), codes(12)} + at("/scep"));
    QVERIFY2(ran.code == 0, verdictsOf(ran).constData());
    QCOMPARE(ran.json()[q("counts")][q("skipped")].toInt(), 0);
}

void TestScenarioCommands::persona_enrolls_data() {
    QTest::addColumn<bool>("passes");
    for (const char* id : {"scepter", "apple", "windows", "cisco-ios", "android", "strongswan",
                           "sscep", "jscep", "certmonger"})
        QTest::newRow(id) << true;
    // It takes single DES for whoever offers AES, and is refused for that.
    QTest::newRow("scepclient") << false;
}

void TestScenarioCommands::persona_enrolls() {
    QFETCH(bool, passes);
    const QString id = q(QTest::currentDataTag());
    const Ran ran =
        run(QStringList{q("first-enrollment"), q("--persona"), id, q("--codes-file"), codes(1)} +
            at("/scep"));
    QVERIFY2(ran.code == (passes ? 0 : 1), ran.text().constData());
    QCOMPARE(ran.out.contains("FAILURE badAlg"), !passes);
    QCOMPARE(ran.json()[q("persona")].toString(), id);
}

void TestScenarioCommands::ndesPage_givesTheCode() {
    const Ran added =
        m_serve.ctl(words("account add fleet --endpoint scep --password-stdin"), kPassword + '\n');
    QVERIFY2(added.code == 0, added.text().constData());
    writeTo(m_serve.path("password"), kPassword + '\n');
    const Ran ran =
        run(QStringList{q("first-enrollment"), q("--ndes-url"),
                        m_admin + q("/certsrv/mscep_admin/"), q("--ndes-user"), q("fleet"),
                        q("--ndes-password-file"), m_serve.path("password")} +
            at("/scep"));
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY2(ran.out.contains("a code, good once and for 60 minutes"), ran.out.constData());
}

void TestScenarioCommands::ndesPage_refusalIsTold() {
    writeTo(m_serve.path("password"), "another password\n");
    const Ran ran =
        run(QStringList{q("first-enrollment"), q("--ndes-url"),
                        m_admin + q("/certsrv/mscep_admin/"), q("--ndes-user"), q("fleet"),
                        q("--ndes-password-file"), m_serve.path("password")} +
            at("/scep"));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.contains("loginWrong"), ran.out.constData());
}

void TestScenarioCommands::failure_isTold() {
    const QString report = m_serve.path("report.json");
    const QString junit = m_serve.path("junit.xml");
    const Ran ran =
        m_serve.bare(QStringList{q("scenario"), q("run"), q("first-enrollment"), q("--challenge"),
                                 q("wrong"), q("--report"), report, q("--junit"), junit} +
                     at("/scep"));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.contains("failed  enroll: FAILURE badRequest"), ran.out.constData());
    QVERIFY(ran.out.contains("2 passed, 1 failed, 0 skipped"));
    const QJsonObject kept = QJsonDocument::fromJson(contentOf(report)).object();
    QCOMPARE(kept[q("format")].toString(), q("scepter-scenario-report"));
    QCOMPARE(kept[q("passed")].toBool(true), false);
    // A reader that is not ours.
    const Ran read = m_serve.run(
        "python3", {q("-c"),
                    q("import sys, xml.etree.ElementTree as tree; suite = "
                      "tree.parse(sys.argv[1]).getroot(); print(suite.get('failures'), "
                      "suite.get('tests'), suite.find('testcase/failure').get('message'))"),
                    junit});
    QVERIFY2(read.out.startsWith("1 3 another outcome was expected"), read.text().constData());
}

void TestScenarioCommands::unreachable_isTold() {
    const Ran ran =
        run({q("first-enrollment"), q("--no-challenge"), q("--url"), q("http://127.0.0.1:1/scep")});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.contains("unreachable"), ran.out.constData());
}

void TestScenarioCommands::interrupted_saysWhatWasDone() {
    writeTo(m_serve.path("wait.json"),
            "{\"format\": \"scepter-scenario\", \"version\": 1, \"name\": \"x\", \"steps\": "
            "[{\"kind\": \"caps\"}, {\"kind\": \"wait\", \"wait\": \"10h\"}]}");
    QProcess process;
    process.setProcessEnvironment(m_serve.environment());
    process.setReadChannel(QProcess::StandardError);
    process.start(q(SCEPTER_BINARY_DIR "/scepterctl"),
                  QStringList{q("-v"), q("scenario"), q("run"), m_serve.path("wait.json")} +
                      at("/open"));
    QByteArray told;
    while (!told.contains("capabilities") && process.waitForReadyRead(20'000))
        told += process.readAllStandardError();
    QVERIFY2(told.contains("capabilities"), told.constData());
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const Ran ran = finished(process);
    QCOMPARE(ran.code, 130);
    QVERIFY2(ran.out.contains("passed  caps") && ran.out.contains("It was cancelled."),
             ran.text().constData());
}

void TestScenarioCommands::traffic_isSavedRedacted() {
    for (const char* name : {"saved.har", "saved.pcapng", "saved.json"}) {
        const QString file = m_serve.path(name);
        const Ran ran =
            run(QStringList{q("first-enrollment"), q("--no-challenge"), q("--save-traffic"), file} +
                at("/open"));
        QVERIFY2(ran.code == 0, ran.text().constData());
        const Ran read = m_serve.bare({q("--json"), q("inspect"), file});
        const QJsonArray exchanges = read.json()[q("exchanges")].toArray();
        QVERIFY2(exchanges.size() == 3, read.text().constData());
        QCOMPARE(exchanges[2].toObject()[q("pkiStatus")].toString(), q("SUCCESS"));
        // The transactionID is replaced, as everything is.
        const QString id = ran.json()[q("steps")][2][q("transactionID")].toString();
        QVERIFY(!id.isEmpty());
        QVERIFY(exchanges[2].toObject()[q("transactionID")].toString() != id);
    }
}

void TestScenarioCommands::traffic_isSavedAsItWas() {
    for (const char* name : {"whole.har", "whole.pcapng"}) {
        const QString file = m_serve.path(name);
        const Ran ran = run(QStringList{q("first-enrollment"), q("--no-challenge"),
                                        q("--save-traffic"), file, q("--with-secrets")} +
                            at("/open"));
        QVERIFY2(ran.code == 0, ran.text().constData());
        const QJsonArray exchanges =
            m_serve.bare({q("--json"), q("inspect"), file}).json()[q("exchanges")].toArray();
        QCOMPARE(exchanges.size(), 3);
        QCOMPARE(exchanges[2].toObject()[q("transactionID")].toString(),
                 ran.json()[q("steps")][2][q("transactionID")].toString());
    }
}

void TestScenarioCommands::check_tellsGoodFromBad() {
    const QString good = m_serve.path("good.json");
    const QString bad = m_serve.path("bad.json");
    writeTo(good, m_serve.bare(words("scenario show renewal")).out);
    writeTo(bad, "{\"format\": \"scepter-scenario\", \"version\": 1, \"name\": \"x\", "
                 "\"steps\": [{\"kind\": \"dance\"}]}");
    const Ran one = m_serve.bare({q("scenario"), q("check"), good});
    QVERIFY2(one.code == 0 && one.out.contains("Renewal, 3 steps"), one.text().constData());
    const Ran both = m_serve.bare({q("--json"), q("scenario"), q("check"), good, bad});
    QCOMPARE(both.code, 2);
    QVERIFY(hasThreeParts(both));
    const QJsonArray list = both.json()[q("scenarios")].toArray();
    QCOMPARE(list[0].toObject()[q("good")].toBool(), true);
    QVERIFY(list[1].toObject()[q("wrong")].toString().contains(q("steps[0].kind takes")));
    QVERIFY(isRefused(run(QStringList{bad} + at("/open")), "invalidArgument", 2));
    QVERIFY(isRefused(run(QStringList{q("no-such")} + at("/open")), "invalidArgument", 2));
}

void TestScenarioCommands::list_andShowAgreeWithRun() {
    const QJsonArray list =
        m_serve.bare(words("--json scenario list")).json()[q("scenarios")].toArray();
    QCOMPARE(list.size(), 10);
    for (const auto& one : list) {
        const QString id = one.toObject()[q("id")].toString();
        const Ran shown = m_serve.bare({q("scenario"), q("show"), id});
        QCOMPARE(shown.json()[q("name")], one.toObject()[q("name")]);
        const Ran checked = m_serve.bare({q("scenario"), q("check"), q("-")}, shown.out);
        QVERIFY2(checked.code == 0, checked.text().constData());
    }
    QVERIFY(isRefused(m_serve.bare(words("--json scenario show nothing")), "notFound"));
}

void TestScenarioCommands::options_thatDoNotFitAreRefused() {
    const auto refused = [this](const char* options) {
        const Ran ran = m_serve.bare(words("scenario run first-enrollment") + words(options));
        if (ran.code != 2) qWarning("%s", ran.text().constData());
        return ran.code == 2;
    };
    QVERIFY(refused("--no-challenge"));                // no URL
    QVERIFY(refused("--url http://127.0.0.1:1/scep")); // no challenge
    QVERIFY(refused("--url ftp://127.0.0.1/scep --no-challenge"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --challenge a --no-challenge"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --no-challenge --persona nokia"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --no-challenge --timeout soon"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --no-challenge --save-traffic a.txt"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --no-challenge --save-traffic a.json "
                    "--with-secrets"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --no-challenge --with-secrets"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --challenge a --ndes-user b"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --no-challenge --client-cert a.pem"));
    QVERIFY(refused("--url http://127.0.0.1:1/ --no-challenge --devices 0"));
}

void TestScenarioCommands::rollover_passes() {
    QCOMPARE(run(QStringList{q("rollover"), q("--no-challenge")} + at("/open")).code, 1);
    QCOMPARE(m_serve.ctl(words("authority rollover")).code, 0);
    QVERIFY(Serve::eventually([&] {
        return m_serve.bare({q("caps"), m_serve.url("/open")}).out.contains("GetNextCACert");
    }));
    const Ran ran = run(QStringList{q("rollover"), q("--no-challenge")} + at("/open"));
    QVERIFY2(ran.code == 0, ran.text().constData());
}

void TestScenarioCommands::nothingSecretIsSaid() {
    QVERIFY(m_secrets.size() > 20);
    for (const QByteArray& secret : m_secrets)
        QVERIFY(!m_said.contains(secret) && !m_serve.log().contains(secret));
}

QTEST_GUILESS_MAIN(TestScenarioCommands)
#include "tst_scenario_commands.moc"
