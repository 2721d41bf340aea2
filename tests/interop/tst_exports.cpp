// What commands hand out as files, and what they answer instead under --json.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

class TestExports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void content_isOneDocument_data();
    void content_isOneDocument();
    void request_ofANewCaIsOneDocument();

private:
    Serve m_serve;
    QString m_serial;
};

namespace {

/// The one document, or nothing when there is anything else on stdout.
QJsonObject document(const Ran& ran) {
    QJsonParseError error;
    const auto read = QJsonDocument::fromJson(ran.out, &error);
    if (ran.code != 0 || error.error != QJsonParseError::NoError)
        qWarning("%s", ran.text().constData());
    return read.object();
}

} // namespace

void TestExports::initTestCase() {
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start());
    const Ran ran =
        m_serve.bare({q("--json"), q("enroll"), m_serve.url("/scep"), q("--subject"),
                      q("CN=device"), q("--key"), keyFile(q("strongswan-a")), q("--out"),
                      m_serve.path("device"), q("--challenge"), m_serve.mint()});
    QCOMPARE(ran.code, 0);
    m_serial = ran.json()[q("serial")].toString();
}

void TestExports::content_isOneDocument_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("member");
    QTest::newRow("certificate, PEM") << q("certificate export SERIAL") << q("pem") << q("pem");
    QTest::newRow("certificate, DER")
        << q("certificate export SERIAL --format der") << q("der") << q("base64");
    QTest::newRow("certificate, chain")
        << q("certificate export SERIAL --format chain") << q("chain") << q("pem");
    QTest::newRow("certificate, PKCS#7")
        << q("certificate export SERIAL --format p7b") << q("p7b") << q("base64");
    QTest::newRow("authority, PEM") << q("authority export") << q("pem") << q("pem");
    QTest::newRow("authority, chain") << q("authority export --chain") << q("pem") << q("pem");
    QTest::newRow("authority, DER")
        << q("authority export --format der") << q("der") << q("base64");
    QTest::newRow("getcert") << q("getcert URL SERIAL --signer DEVICE") << q("pem") << q("pem");
    QTest::newRow("getcrl") << q("getcrl URL --signer DEVICE") << q("pem") << q("pem");
}

void TestExports::content_isOneDocument() {
    QFETCH(QString, command);
    QFETCH(QString, format);
    QFETCH(QString, member);
    QStringList words = command.split(QLatin1Char(' '));
    words.replaceInStrings(q("SERIAL"), m_serial);
    words.replaceInStrings(q("URL"), m_serve.url("/scep"));
    words.replaceInStrings(q("DEVICE"), m_serve.path("device"));
    const Ran plain = m_serve.ctl(words);
    QCOMPARE(plain.code, 0);
    QVERIFY(!plain.out.isEmpty());
    const QJsonObject object = document(m_serve.tryJson(words));
    QCOMPARE(object.keys(), (member == q("pem") ? QStringList{q("format"), member}
                                                : QStringList{member, q("format")}));
    QCOMPARE(object[q("format")].toString(), format);
    const QByteArray content = object[member].toString().toUtf8();
    QCOMPARE(member == q("pem") ? content : QByteArray::fromBase64(content), plain.out);
    // Into a file: the document says which.
    const QString file = m_serve.path("exported");
    const QStringList out{q("--out"), file};
    const QJsonObject written = document(m_serve.tryJson(words + out));
    QCOMPARE(written.keys(), (QStringList{q("format"), q("path")}));
    QCOMPARE(written[q("path")].toString(), file);
    QCOMPARE(contentOf(file), plain.out);
    QVERIFY(QFile::remove(file));
    const Ran silent = m_serve.ctl(words + out);
    QVERIFY(silent.code == 0 && silent.out.isEmpty());
    QCOMPARE(contentOf(file), plain.out);
}

void TestExports::request_ofANewCaIsOneDocument() {
    const QStringList init{q("init"), q("--ca-key"), q("ec:p256"), q("--csr"), q("-")};
    Serve first;
    const Ran plain = first.ctl(init);
    QCOMPARE(plain.code, 0);
    QVERIFY(plain.out.startsWith("-----BEGIN CERTIFICATE REQUEST-----"));
    QVERIFY(plain.out.endsWith("-----END CERTIFICATE REQUEST-----\n"));
    Serve second;
    const QJsonObject object = document(second.tryJson(init));
    QVERIFY(object[q("pem")].toString().startsWith(q("-----BEGIN CERTIFICATE REQUEST-----")));
    const QJsonObject crl =
        document(m_serve.tryJson({q("authority"), q("crl"), q("--out"), q("-")}));
    QCOMPARE(crl[q("format")].toString(), q("pem"));
    QVERIFY(crl[q("number")].toInt() > 0 && !crl[q("pem")].toString().isEmpty());
}

QTEST_GUILESS_MAIN(TestExports)

#include "tst_exports.moc"
