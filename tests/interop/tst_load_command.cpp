// SPDX-License-Identifier: GPL-3.0-or-later
// scepterctl load against a server of our own.
#include "serve.h"

#include <QTcpServer>
#include <QtTest>

using namespace scepter::test;

class TestLoadCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void prebuilt_areIssuedAndReported();
    void live_areIssuedAtTheirRate();
    void get_isSentWhereAsked();
    void codes_areUsedOnceEach();
    void codes_areFetchedFromAPage();
    void refusals_areCountedAndFail();
    void interrupt_endsWithTheReport();
    void unreachableServer_isTold();
    void wrongUsage_isRefused_data();
    void wrongUsage_isRefused();

private:
    [[nodiscard]] Ran load(const char* path, const QStringList& more) const {
        return m_serve.bare(QStringList{q("--json"), q("load"), m_serve.url(path)} + more +
                            (more.contains(q("--keys")) ? QStringList() : words("--keys 1")));
    }
    [[nodiscard]] int issuedTo(const char* text) const {
        return static_cast<int>(m_serve
                                    .ask(words("request list --limit 1000 --state issued --text") +
                                         QStringList{q(text)})[q("requests")]
                                    .toArray()
                                    .size());
    }
    static bool isGood(const Ran& ran, int issued) {
        const QJsonObject report = ran.json();
        if (ran.code == 0 && report[q("issued")].toInt() == issued &&
            report[q("errors")].toObject().isEmpty())
            return true;
        qWarning("%s", ran.text().constData());
        return false;
    }

    Serve m_serve;
    QString m_admin;
};

void TestLoadCommand::initTestCase() {
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start({q("--admin-listen"), q("127.0.0.1:0")}));
    m_admin = m_serve.adminUrl();
    const QString secret = m_serve.ask(words("endpoint show static"))[q("secret")].toString();
    QVERIFY(!secret.isEmpty());
    writeTo(m_serve.path("challenge"), secret.toLatin1() + "\n");
}

void TestLoadCommand::prebuilt_areIssuedAndReported() {
    const Ran ran =
        load("/scep/static",
             words("--requests 40 --clients 4 --keys 2 --subject CN=prebuilt-{n}") +
                 QStringList{q("--challenge-file"), m_serve.path("challenge"), q("--csv"),
                             m_serve.path("load.csv"), q("--svg"), m_serve.path("load.svg"),
                             q("--pid"), QString::number(m_serve.processId())});
    QVERIFY(isGood(ran, 40));
    QCOMPARE(issuedTo("CN=prebuilt-"), 40);
    const QJsonObject report = ran.json();
    QCOMPARE(report[q("sent")].toInt(), 40);
    QCOMPARE(report[q("connections")].toInt(), 4);
    QCOMPARE(report[q("messages")].toString(), q("prebuilt"));
    QCOMPARE(report[q("latencyMilliseconds")][q("count")].toInt(), 40);
    QVERIFY(report[q("latencyMilliseconds")][q("p50")].toDouble() > 0);
    QVERIFY(report[q("serverCpu")][q("seconds")].isDouble());
    QCOMPARE(report[q("cancelled")].toBool(true), false);
    const QList<QByteArray> csv = contentOf(m_serve.path("load.csv")).trimmed().split('\n');
    QCOMPARE(csv.size(), report[q("seconds")].toArray().size() + 1);
    int issued = 0;
    for (const QByteArray& line : csv.mid(1))
        issued += line.split(',').value(3).toInt();
    QCOMPARE(issued, 40);
    const Ran checked = m_serve.run("xmllint", {q("--noout"), m_serve.path("load.svg")});
    QVERIFY2(checked.code == 0, checked.text().constData());
}

void TestLoadCommand::live_areIssuedAtTheirRate() {
    const Ran good =
        m_serve.bare(QStringList{q("load"), m_serve.url("/scep/static"), q("--challenge-file"),
                                 m_serve.path("challenge")} +
                     words("--live --requests 20 --rate 40 --clients 4 --keys 1 --subject "
                           "CN=live-{n}"));
    QVERIFY2(good.code == 0, good.text().constData());
    for (const char* part : {"4 clients, live messages, 40.0 requests a second",
                             "issued          20 (100.0 %)", "latency, ms", "generator CPU"})
        QVERIFY2(good.out.contains(part), good.text().constData());
    // No progress where nobody sits.
    QVERIFY2(!good.err.contains('\r'), good.text().constData());
    QCOMPARE(issuedTo("CN=live-"), 20);
}

void TestLoadCommand::get_isSentWhereAsked() {
    const Ran ran =
        load("/scep/static", words("--get --requests 5 --clients 2 --subject CN=get-{n} "
                                   "--persona sscep") +
                                 QStringList{q("--challenge-file"), m_serve.path("challenge")});
    QVERIFY(isGood(ran, 5));
    QCOMPARE(issuedTo("CN=get-"), 5);
}

void TestLoadCommand::codes_areUsedOnceEach() {
    QByteArray codes;
    for (int i = 0; i < 3; ++i)
        codes += m_serve.mint().toLatin1() + "\n\n";
    writeTo(m_serve.path("codes"), codes);
    const QStringList file{q("--codes-file"), m_serve.path("codes")};
    QVERIFY(isRefused(load("/scep", words("--requests 4") + file), "invalidArgument", 2));
    // As many requests as codes.
    QVERIFY(isGood(load("/scep", words("--clients 2 --subject CN=coded-{n}") + file), 3));
    const Ran again = load("/scep", words("--clients 2 --subject CN=again-{n}") + file);
    QCOMPARE(again.code, 1);
    QCOMPARE(again.json()[q("errors")][q("FAILURE badRequest")].toInt(), 3);
    QCOMPARE(issuedTo("CN=again-"), 0);
    for (const QByteArray& code : codes.split('\n'))
        QVERIFY(code.isEmpty() || !again.text().contains(code));
}

void TestLoadCommand::codes_areFetchedFromAPage() {
    const QByteArray password = "a long enough password";
    const Ran added =
        m_serve.ctl(words("account add fleet --endpoint scep --password-stdin"), password + '\n');
    QVERIFY2(added.code == 0, added.text().constData());
    writeTo(m_serve.path("password"), password);
    const QStringList page{q("--ndes-url"),           m_admin + q("/certsrv/mscep_admin/"),
                           q("--ndes-user"),          q("fleet"),
                           q("--ndes-password-file"), m_serve.path("password")};
    QVERIFY(
        isGood(load("/scep", words("--clients 2 --requests 4 --subject CN=page-{n}") + page), 4));
    QCOMPARE(issuedTo("CN=page-"), 4);
    QCOMPARE(load("/scep", page + words("--challenge a")).code, 2);
}

void TestLoadCommand::refusals_areCountedAndFail() {
    const Ran ran = load("/scep/static", words("--live --requests 6 --challenge wrong"));
    QCOMPARE(ran.code, 1);
    QCOMPARE(ran.json()[q("issued")].toInt(-1), 0);
    QCOMPARE(ran.json()[q("errors")][q("FAILURE badRequest")].toInt(), 6);
    // What waits for an operator is no error.
    const Ran pending = load("/scep/manual", words("--live --requests 3"));
    QCOMPARE(pending.code, 0);
    QCOMPARE(pending.json()[q("pending")].toInt(), 3);
}

void TestLoadCommand::interrupt_endsWithTheReport() {
    QProcess process;
    process.setProcessEnvironment(m_serve.environment());
    process.start(q(SCEPTER_BINARY_DIR "/scepterctl"),
                  QStringList{q("--json"), q("load"), m_serve.url("/scep/static"),
                              q("--challenge-file"), m_serve.path("challenge")} +
                      words("--live --seconds 3600 --clients 2 --keys 1 --subject CN=endless-{n}"));
    QVERIFY(process.waitForStarted());
    QVERIFY(Serve::eventually([&] { return issuedTo("CN=endless-") > 0; }));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const Ran ran = finished(process);
    QCOMPARE(ran.code, 130);
    QVERIFY(ran.json()[q("cancelled")].toBool());
    QVERIFY(ran.json()[q("issued")].toInt() > 0);
}

void TestLoadCommand::unreachableServer_isTold() {
    QTcpServer placeholder;
    QVERIFY(placeholder.listen(QHostAddress::LocalHost));
    const QString nobody = q("http://127.0.0.1:%1/scep").arg(placeholder.serverPort());
    placeholder.close();
    QVERIFY(isRefused(m_serve.bare({q("--json"), q("load"), nobody}), "unreachable", 4));
}

void TestLoadCommand::wrongUsage_isRefused_data() {
    QTest::addColumn<QString>("arguments");
    for (const char* line :
         {"--seconds 5", "--ramp 200ms", "--key rsa:1024", "--subject none", "--timeout 0s",
          "--persona nobody", "--ca-root /nowhere", "--fingerprint zz", "--pid 99999999"})
        QTest::newRow(line) << q(line);
}

void TestLoadCommand::wrongUsage_isRefused() {
    QFETCH(QString, arguments);
    const Ran ran = load("/scep/static", arguments.split(QLatin1Char(' ')));
    QVERIFY2(ran.code == 2 || ran.code == 1, ran.text().constData());
    QVERIFY(hasThreeParts(ran));
}

QTEST_GUILESS_MAIN(TestLoadCommand)
#include "tst_load_command.moc"
