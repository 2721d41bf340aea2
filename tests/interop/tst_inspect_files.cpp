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

QTEST_GUILESS_MAIN(TestInspectFiles)
#include "tst_inspect_files.moc"
