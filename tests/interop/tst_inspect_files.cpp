// inspect --save and --compare, as an operator runs them.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

class TestInspectFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void save_writesWhatOthersRead();
    void save_redactsForABugReport();
    void save_takesTheExchangesAskedFor();
    void save_refusesWhatItCannotMean_data();
    void save_refusesWhatItCannotMean();
    void compare_saysWhatDiffers();
    void compare_showsSecretsWhenAsked();
    void options_thatMeanNothingAreRefused_data();
    void options_thatMeanNothingAreRefused();
    void exchange_isShownWithFieldsAndPlaces();
    void passwords_areTriedForEachKey();

private:
    [[nodiscard]] Ran inspect(const QStringList& arguments) const {
        return m_serve.ctl(QStringList{q("inspect")} + arguments);
    }

    Serve m_serve;
    const QString m_request =
        q(SCEPTER_TEST_DATA "/captures/03-strongswan-enroll-post-aes128-sha256.request");
    const QString m_archive = q(SCEPTER_TEST_DATA "/traffic/sample.har");
    const QString m_ca = q(SCEPTER_TEST_DATA "/captures/keys/ca.cert.pem");
    const QString m_next = q(SCEPTER_TEST_DATA "/captures/keys/ca-next.cert.pem");
};

void TestInspectFiles::initTestCase() {
    QVERIFY(m_serve.init());
}

void TestInspectFiles::save_writesWhatOthersRead() {
    const Ran har = inspect({m_request, q("--save"), m_serve.path("one.har")});
    QVERIFY2(har.code == 0, har.text().constData());
    QVERIFY(QJsonDocument::fromJson(contentOf(m_serve.path("one.har"))).isObject());
    const Ran packets = inspect({m_archive, q("--save"), m_serve.path("three.pcapng")});
    QVERIFY2(packets.code == 0, packets.text().constData());
    QVERIFY(contentOf(m_serve.path("three.pcapng")).startsWith("\x0A\x0D\x0D\x0A"));
    const Ran again = inspect({q("--format"), q("json"), m_serve.path("three.pcapng")});
    QCOMPARE(again.json()[q("exchanges")].toArray().size(), qsizetype{3});
}

void TestInspectFiles::save_redactsForABugReport() {
    const QString out = m_serve.path("bundle.json");
    const Ran ran = m_serve.ctl({q("--json"), q("inspect"), m_request, q("--key"),
                                 q(SCEPTER_TEST_DATA "/captures/keys/ca.key.pem"), q("--save"), out,
                                 q("--redact")});
    QVERIFY2(ran.code == 0, ran.text().constData());
    QCOMPARE(ran.json()[q("exchanges")].toInt(), 1);
    QCOMPARE(ran.json()[q("replaced")].toObject()[q("challenge")].toInt(), 1);
    const QByteArray bundle = contentOf(out);
    QVERIFY(bundle.contains("scepter-redacted-bundle"));
    QVERIFY(!bundle.contains("otter") && !bundle.contains("swan-a"));
    // Read again, with what was in the envelope, and no signature is called wrong.
    const Ran read = inspect({out, q("--exchange"), q("1"), q("--show-secrets")});
    QVERIFY2(read.out.contains("challengePassword: ") && read.out.contains("input.redacted"),
             read.text().constData());
    QVERIFY(!read.out.contains("cms.signature.invalid") && !read.out.contains("otter-lamp-77"));
    // Once is enough.
    QCOMPARE(inspect({out, q("--save"), m_serve.path("twice.json"), q("--redact")}).code, 2);
}

void TestInspectFiles::save_takesTheExchangesAskedFor() {
    const QString out = m_serve.path("some.har");
    const auto count = [&out] {
        return QJsonDocument::fromJson(contentOf(out))
            .object()[q("log")]
            .toObject()[q("entries")]
            .toArray()
            .size();
    };
    QCOMPARE(inspect({m_archive, q("--save"), out, q("--filter"), q("op:GetCACaps")}).code, 0);
    QCOMPARE(count(), qsizetype{1});
    QCOMPARE(inspect({m_archive, m_request, q("--save"), out}).code, 0);
    QCOMPARE(count(), qsizetype{4});
    QCOMPARE(inspect({m_archive, q("--save"), out, q("--exchange"), q("2")}).code, 0);
    QCOMPARE(count(), qsizetype{1});
    const Ran none = inspect({m_archive, q("--save"), out, q("--filter"), q("op:GetNextCACert")});
    QCOMPARE(none.code, 1);
    QVERIFY(hasThreeParts(none));
}

void TestInspectFiles::save_refusesWhatItCannotMean_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("not redacted") << QStringList{q("--save"), q("x.json")};
    QTest::newRow("no bundle") << QStringList{q("--save"), q("x.har"), q("--redact")};
    QTest::newRow("nothing to save") << QStringList{q("--redact")};
    QTest::newRow("another kind") << QStringList{q("--save"), q("x.txt")};
    QTest::newRow("both") << QStringList{q("--save"), q("x.har"), q("--compare"), q("y")};
}

void TestInspectFiles::save_refusesWhatItCannotMean() {
    QFETCH(QStringList, arguments);
    const Ran ran = inspect(QStringList{m_archive} + arguments);
    QVERIFY2(ran.code == 2, ran.text().constData());
}

void TestInspectFiles::compare_saysWhatDiffers() {
    const Ran same = inspect({m_ca, q("--compare"), m_ca});
    QCOMPARE(same.code, 0);
    QVERIFY(same.out.isEmpty());
    const Ran other = inspect({m_ca, q("--compare"), m_next});
    QCOMPARE(other.code, 1);
    QVERIFY2(other.out.contains("serialNumber: 0A -> 0B"), other.text().constData());
    const Ran json = inspect({q("--format"), q("json"), m_ca, q("--compare"), m_next, q("--all")});
    QCOMPARE(json.code, 1);
    QCOMPARE(json.json()[q("equal")].toBool(true), false);
    const QJsonArray rows = json.json()[q("rows")].toArray();
    bool serial = false;
    bool equal = false;
    for (const QJsonValue& row : rows) {
        serial |= row[q("name")] == q("serialNumber") && row[q("left")] == q("0A") &&
                  row[q("right")] == q("0B") && row[q("difference")] == q("changed");
        equal |= row[q("difference")] == q("equal");
    }
    QVERIFY(serial && equal);
    QCOMPARE(inspect({m_ca, m_next, q("--compare"), m_ca}).code, 2);
}

void TestInspectFiles::compare_showsSecretsWhenAsked() {
    const QString key = q(SCEPTER_TEST_DATA "/captures/keys/ca.key.pem");
    const QString other =
        q(SCEPTER_TEST_DATA "/captures/11-strongswan-enroll-wrong-challenge.request");
    const QStringList both{m_request, q("--compare"), other, q("--key"), key};
    const Ran hidden = inspect(both);
    QVERIFY2(hidden.code == 1 && hidden.out.contains("challengePassword"),
             hidden.text().constData());
    QVERIFY(!hidden.out.contains("otter-lamp-77"));
    QVERIFY(inspect(both + QStringList{q("--show-secrets")}).out.contains("otter-lamp-77"));
    const Ran json = inspect(both + QStringList{q("--show-secrets"), q("--format"), q("json")});
    QVERIFY(json.out.contains("otter-lamp-77") && json.out.contains("\"secret\""));
}

void TestInspectFiles::options_thatMeanNothingAreRefused_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("told");
    const QStringList filter{q("--filter"), q("status:FAILURE")};
    const QStringList first{q("--exchange"), q("1")};
    const QStringList asn1{q("--format"), q("asn1")};
    const QStringList save{q("--save"), q("x.har")};
    const QStringList compare{q("--compare"), m_next};
    const QStringList places{q("--places")};
    const QStringList secrets{q("--show-secrets")};
    const QStringList message{m_request};
    const QStringList archive{m_archive};
    const QByteArray excluded = "excludes";
    QTest::newRow("filter, no traffic") << message + filter << QByteArray("no capture");
    QTest::newRow("exchange, no traffic") << message + first << QByteArray("no capture");
    QTest::newRow("one of two is no traffic")
        << archive + message + filter << QByteArray("no capture");
    QTest::newRow("filter and exchange") << archive + filter + first << excluded;
    QTest::newRow("exchange 0") << archive + QStringList{q("--exchange"), q("0")}
                                << QByteArray("--exchange");
    QTest::newRow("asn1 of a list") << archive + asn1 << QByteArray("go with --exchange");
    QTest::newRow("places of a list") << archive + places << QByteArray("go with --exchange");
    QTest::newRow("secrets of a list") << archive + secrets << QByteArray("go with --exchange");
    QTest::newRow("save as asn1") << archive + save + asn1 << QByteArray("--format asn1");
    QTest::newRow("save with places") << archive + save + places << excluded;
    QTest::newRow("save with secrets") << archive + save + secrets << excluded;
    QTest::newRow("compare as asn1")
        << QStringList{m_ca} + compare + asn1 << QByteArray("--format asn1");
    QTest::newRow("compare with places") << QStringList{m_ca} + compare + places << excluded;
    QTest::newRow("compare with filter") << QStringList{m_ca} + compare + filter << excluded;
    QTest::newRow("compare with exchange") << QStringList{m_ca} + compare + first << excluded;
    QTest::newRow("places in asn1") << message + asn1 + places << QByteArray("--places");
    QTest::newRow("places in json")
        << message + places + QStringList{q("--format"), q("json")} << QByteArray("--places");
    QTest::newRow("follow with places") << QStringList{q("--follow")} + places << excluded;
    QTest::newRow("follow with secrets") << QStringList{q("--follow")} + secrets << excluded;
}

void TestInspectFiles::options_thatMeanNothingAreRefused() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, told);
    const Ran ran = inspect(arguments);
    QVERIFY2(ran.code == 2 && ran.out.isEmpty() && ran.err.contains(told), ran.text().constData());
    const Ran json = m_serve.ctl(QStringList{q("--json"), q("inspect")} + arguments);
    QVERIFY2(json.code == 2, json.text().constData());
}

void TestInspectFiles::exchange_isShownWithFieldsAndPlaces() {
    const QStringList third{q(SCEPTER_TEST_DATA "/traffic/lo-ethernet.pcapng"), q("--exchange"),
                            q("3")};
    const Ran plain = inspect(third);
    QVERIFY2(plain.out.contains("EnvelopedData"), plain.text().constData());
    const Ran places = inspect(third + QStringList{q("--places")});
    QVERIFY(places.out.size() > plain.out.size());
    const Ran asn1 = inspect(third + QStringList{q("--format"), q("asn1")});
    QVERIFY2(asn1.out.contains("SEQUENCE"), asn1.text().constData());
    // A message beside traffic has fields, and so the flag has a meaning.
    QVERIFY(inspect({m_archive, m_ca, q("--places")}).code != 2);
}

void TestInspectFiles::passwords_areTriedForEachKey() {
    const auto encrypted = [this](const char* name, const char* password) {
        const QString out = m_serve.path(name);
        QProcess openssl;
        openssl.start(q("openssl"), {q("pkcs8"), q("-topk8"), q("-in"),
                                     q(SCEPTER_TEST_DATA "/captures/keys/ca.key.pem"),
                                     q("-passout"), q("pass:") + q(password), q("-out"), out});
        return openssl.waitForFinished(60000) && openssl.exitCode() == 0 ? out : QString();
    };
    const QStringList arguments{m_request,
                                q("--key"),
                                encrypted("one.pem", "first"),
                                q("--key"),
                                encrypted("two.pem", "second"),
                                q("--password"),
                                q("first")};
    const Ran wrong = inspect(arguments);
    QVERIFY2(wrong.code == 1 && wrong.out.isEmpty() && hasThreeParts(wrong),
             wrong.text().constData());
    const Ran opened = inspect(arguments + QStringList{q("--password"), q("second")});
    QVERIFY2(opened.out.contains("opened by one.pem"), opened.text().constData());
}

QTEST_GUILESS_MAIN(TestInspectFiles)
#include "tst_inspect_files.moc"
