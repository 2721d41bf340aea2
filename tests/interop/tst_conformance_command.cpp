// SPDX-License-Identifier: GPL-3.0-or-later
// scepterctl conformance against scepterctl serve: our own responder passes every check.
#include "serve.h"

#include <QTcpServer>
#include <QXmlStreamReader>
#include <QtTest>

using namespace scepter::test;

namespace {

/// "check: verdict, why" of all results with none of these verdicts.
QByteArray othersThan(const QJsonObject& report, const QStringList& verdicts) {
    QByteArray text;
    for (const QJsonValue& value : report[q("results")].toArray()) {
        const QJsonObject one = value.toObject();
        if (verdicts.contains(one[q("verdict")].toString())) continue;
        text += one[q("id")].toString().toUtf8() + ": " + one[q("verdict")].toString().toUtf8() +
                ", came " + one[q("came")].toString().toUtf8() + "; " +
                one[q("reason")].toString().toUtf8() + '\n';
    }
    return text;
}

QStringList skippedIn(const QJsonObject& report) {
    QStringList ids;
    for (const QJsonValue& value : report[q("results")].toArray())
        if (value[q("verdict")].toString() == q("skipped")) ids.append(value[q("id")].toString());
    return ids;
}

} // namespace

class TestConformanceCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void ownResponder_passesAllWithCodes();
    void ownResponder_passesAllWithAStaticChallenge();
    void ownResponder_passesAllWhileItHoldsRequests();
    void ownResponder_passesWithALegacyEndpoint();
    void ownResponder_failsNothingForAKeyThatCannotDecrypt();
    void report_hasFiveForms();
    void report_isComparedWithAnEarlierOne();
    void report_holdsNoSecret();
    void exitCode_tellsAFailure();
    void exitCode_tellsWhatCannotBeReached();
    void only_makesWhatIsChosen();
    void list_needsNoService();
    void wrongWords_areRefused_data();
    void wrongWords_areRefused();

private:
    [[nodiscard]] QString codes(int count);
    [[nodiscard]] Ran judge(const QStringList& arguments) const {
        return m_serve.bare(QStringList{q("conformance")} + arguments);
    }

    Serve m_serve;
    QString m_secret;
    int m_files = 0;
};

void TestConformanceCommand::initTestCase() {
    QVERIFY(m_serve.init());
    QCOMPARE(m_serve.ctl(words("endpoint add open --path /open --challenge none")).code, 0);
    QCOMPARE(m_serve
                 .ctl(words("endpoint add legacy --path /legacy --challenge none --compat "
                            "cisco-legacy"))
                 .code,
             0);
    QCOMPARE(m_serve.ctl(words("authority rollover")).code, 0);
    QVERIFY(m_serve.start());
    m_secret = m_serve.ask(words("endpoint show static"))[q("secret")].toString();
    QVERIFY(!m_secret.isEmpty());
}

QString TestConformanceCommand::codes(int count) {
    const Ran minted = m_serve.ctl({q("code"), q("mint"), q("--count"), QString::number(count)});
    const QString path = m_serve.path(QStringLiteral("codes-%1").arg(++m_files));
    writeTo(path, minted.out);
    return path;
}

void TestConformanceCommand::ownResponder_passesAllWithCodes() {
    const Ran ran = judge({m_serve.url("/scep"), q("--codes-file"), codes(30), q("--abuse"),
                           q("--format"), q("json")});
    const QByteArray bad = othersThan(ran.json(), {q("pass"), q("skipped")});
    QVERIFY2(bad.isEmpty() && ran.code == 0, QByteArray(bad + ran.err).constData());
    // It issues at once: nothing is pending.
    const QStringList skipped = skippedIn(ran.json());
    QVERIFY2(skipped == QStringList{q("transaction.poll-pending")},
             qPrintable(skipped.join(QLatin1Char(' '))));
    QVERIFY(ran.json()[q("results")].toArray().size() >= 80);
}

void TestConformanceCommand::ownResponder_passesAllWithAStaticChallenge() {
    writeTo(m_serve.path("secret"), m_secret.toUtf8());
    const Ran ran = judge({m_serve.url("/scep/static"), q("--challenge-file"),
                           m_serve.path("secret"), q("--format"), q("json")});
    const QByteArray bad = othersThan(ran.json(), {q("pass"), q("skipped")});
    QVERIFY2(bad.isEmpty() && ran.code == 0, QByteArray(bad + ran.err).constData());
    for (const QString& id : skippedIn(ran.json()))
        QVERIFY2(id.startsWith(q("limit.")) || id == q("transaction.poll-pending") ||
                     id == q("challenge.used-again") || id == q("challenge.not-burnt"),
                 qPrintable(id));
}

void TestConformanceCommand::ownResponder_passesAllWhileItHoldsRequests() {
    const Ran ran = judge({m_serve.url("/scep/manual"), q("--format"), q("json")});
    const QByteArray bad = othersThan(ran.json(), {q("pass"), q("skipped")});
    QVERIFY2(bad.isEmpty() && ran.code == 0, QByteArray(bad + ran.err).constData());
    const QStringList skipped = skippedIn(ran.json());
    QVERIFY(!skipped.contains(q("transaction.poll-pending")));
    QVERIFY(skipped.contains(q("renewal.type-17")));
}

void TestConformanceCommand::ownResponder_passesWithALegacyEndpoint() {
    const Ran ran = judge({m_serve.url("/legacy"), q("--only"), q("algorithms"), q("--only"),
                           q("clients"), q("--format"), q("json")});
    const QByteArray bad = othersThan(ran.json(), {q("pass"), q("skipped")});
    QVERIFY2(bad.isEmpty() && ran.code == 0, QByteArray(bad + ran.err).constData());
    QVERIFY(!skippedIn(ran.json()).contains(q("algorithm.des3-as-listed")));
}

void TestConformanceCommand::ownResponder_failsNothingForAKeyThatCannotDecrypt() {
    writeTo(m_serve.path("secret"), m_secret.toUtf8());
    const Ran many = judge({m_serve.url("/scep"), q("--codes-file"), codes(40), q("--abuse"),
                            q("--key"), q("ec:p256"), q("--format"), q("json")});
    const Ran same =
        judge({m_serve.url("/scep/static"), q("--challenge-file"), m_serve.path("secret"),
               q("--key"), q("ec:p384"), q("--format"), q("json")});
    for (const Ran* ran : {&many, &same}) {
        const QByteArray bad = othersThan(ran->json(), {q("pass"), q("skipped")});
        QVERIFY2(bad.isEmpty() && ran->code == 0, QByteArray(bad + ran->err).constData());
        const QStringList skipped = skippedIn(ran->json());
        QVERIFY(skipped.contains(q("renewal.type-17")) && !skipped.contains(q("renewal.stranger")));
    }
}

void TestConformanceCommand::report_hasFiveForms() {
    const QStringList base{m_serve.url("/open"), q("--only"), q("capabilities")};
    const auto written = [&](const char* format) {
        const QString path = m_serve.path(QStringLiteral("report.") + q(format));
        const Ran ran = judge(base + QStringList{q("--format"), q(format), q("--out"), path});
        if (ran.code != 0 || !ran.out.isEmpty()) qWarning("%s", ran.text().constData());
        return contentOf(path);
    };
    const QByteArray text = written("text");
    QVERIFY2(text.contains("caps.answered") && text.contains("No check failed."), text.constData());
    QVERIFY(written("markdown").startsWith("# SCEP conformance of http"));
    QVERIFY(written("html").startsWith("<!DOCTYPE html>"));
    QVERIFY(QJsonDocument::fromJson(written("json"))[q("controlPassed")].toBool());
    QXmlStreamReader xml(written("junit"));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    // Under --json it is the JSON one, on standard output.
    QVERIFY(m_serve.bare(QStringList{q("--json"), q("conformance")} + base)
                .json()[q("controlPassed")]
                .toBool());
}

void TestConformanceCommand::report_isComparedWithAnEarlierOne() {
    const QString path = m_serve.path("before.json");
    const QStringList base{m_serve.url("/open"), q("--only"), q("capabilities")};
    QCOMPARE(judge(base + QStringList{q("--format"), q("json"), q("--out"), path}).code, 0);
    const Ran same = judge(base + QStringList{q("--compare"), path});
    QVERIFY2(same.err.contains("no verdict has changed"), same.text().constData());
    QByteArray report = contentOf(path);
    const qsizetype at = report.indexOf("\"caps.line-feed\"");
    const qsizetype verdict = report.indexOf("\"verdict\": \"pass\"", at);
    QVERIFY(at > 0 && verdict > 0);
    report.replace(verdict, 17, "\"verdict\": \"fail\"");
    writeTo(path, report);
    const Ran changed = judge(base + QStringList{q("--compare"), path});
    QVERIFY2(changed.err.contains("caps.line-feed: fail -> pass"), changed.text().constData());
    QVERIFY2(changed.err.contains("1 verdict has changed"), changed.text().constData());
}

void TestConformanceCommand::report_holdsNoSecret() {
    writeTo(m_serve.path("secret"), m_secret.toUtf8());
    for (const char* format : {"text", "json", "junit", "html", "markdown"}) {
        const Ran ran =
            judge({m_serve.url("/scep/static"), q("--challenge-file"), m_serve.path("secret"),
                   q("--only"), q("challenge.not-repeated"), q("--format"), q(format)});
        QCOMPARE(ran.code, 0);
        QVERIFY2(!ran.out.contains(m_secret.toUtf8()) && !ran.err.contains(m_secret.toUtf8()),
                 format);
    }
}

void TestConformanceCommand::exitCode_tellsAFailure() {
    // Without a code nothing is granted, so that the control does not pass.
    const Ran ran = judge({m_serve.url("/scep")});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.contains("control.enrollment") && ran.out.contains("1 failed"),
             ran.text().constData());
}

void TestConformanceCommand::exitCode_tellsWhatCannotBeReached() {
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QString url = QStringLiteral("http://127.0.0.1:%1/scep").arg(closed.serverPort());
    closed.close();
    const Ran ran = judge({url, q("--format"), q("json")});
    QVERIFY2(ran.code == 4 && hasThreeParts(ran), ran.text().constData());
    QVERIFY(!ran.json()[q("controlPassed")].toBool(true));
}

void TestConformanceCommand::only_makesWhatIsChosen() {
    const Ran ran =
        judge({m_serve.url("/open"), q("--only"), q("nonce.short"), q("--format"), q("json")});
    QVERIFY2(ran.code == 0, ran.text().constData());
    QCOMPARE(ran.json()[q("counts")][q("pass")].toInt(), 2);
}

void TestConformanceCommand::list_needsNoService() {
    const Ran text = judge({q("--list")});
    QVERIFY2(text.code == 0 && text.out.contains("failinfo.uniform-decryption"),
             text.text().constData());
    const Ran json = m_serve.bare({q("--json"), q("conformance"), q("--list")});
    QVERIFY(json.json()[q("checks")].toArray().size() >= 80);
}

void TestConformanceCommand::wrongWords_areRefused_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no URL") << QStringList{};
    QTest::newRow("format") << words("http://127.0.0.1:1/scep --format pdf");
    QTest::newRow("check") << words("http://127.0.0.1:1/scep --only nothing");
    QTest::newRow("key") << words("http://127.0.0.1:1/scep --key dsa:1024");
    QTest::newRow("key that cannot decrypt") << words("http://127.0.0.1:1/scep --key ec:p256");
    QTest::newRow("login without a page")
        << words("http://127.0.0.1:1/scep --ndes-user a --ndes-password-file /dev/null");
    QTest::newRow("subject") << words("http://127.0.0.1:1/scep --subject =");
    QTest::newRow("two challenges")
        << words("http://127.0.0.1:1/scep --challenge a --codes-file b");
    QTest::newRow("time") << words("http://127.0.0.1:1/scep --timeout soon");
}

void TestConformanceCommand::wrongWords_areRefused() {
    QFETCH(QStringList, arguments);
    const Ran ran = judge(arguments);
    QVERIFY2(ran.code == 2 && ran.out.isEmpty(), ran.text().constData());
}

QTEST_GUILESS_MAIN(TestConformanceCommand)
#include "tst_conformance_command.moc"
