// SPDX-License-Identifier: GPL-3.0-or-later
// Whom a client encrypts to when it is told: OpenSSL makes the answer to GetCACert and reads the
// request.
#include "client/service.h"

#include "openssl_judge.h"
#include "request_support.h"

#include <QRegularExpression>
#include <QTest>

using namespace scepter;
using namespace scepter::client;

namespace {

QString q(const char* text) {
    return QString::fromLatin1(text);
}

} // namespace

class TestRecipient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void request_isForTheOneNamed_data();
    void request_isForTheOneNamed();
    void roles_goWithTheRecipient();
    void persona_isOverruled();
    void fingerprint_ofNobodyEndsIt();
    void fingerprint_ofNoDigestIsWrong();

private:
    /// An RA certificate with the two usual bits, unless told otherwise.
    void makeRa(const char* name, const char* serial, const char* usage);
    [[nodiscard]] pki::Certificate certificate(const char* name) const {
        return pki::readCertificates(m_openSsl.read(name))->front();
    }
    Service serviceFor(Bytes encryptTo, const char* persona = "scepter");

    SystemClock m_clock;
    test::FakeService m_fake;
    test::OpenSslJudge m_openSsl;
};

void TestRecipient::makeRa(const char* name, const char* serial, const char* usage) {
    const QString base = q(name);
    m_openSsl.write("usage", bytesOf(std::string("basicConstraints=CA:FALSE\nkeyUsage=") + usage));
    m_openSsl.run({q("req"), q("-newkey"), q("rsa:2048"), q("-noenc"), q("-keyout"),
                   base + q(".key"), q("-subj"), q("/CN=") + base, q("-out"), base + q(".csr")});
    QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
    m_openSsl.run({q("x509"), q("-req"), q("-in"), base + q(".csr"), q("-CA"), q("ca.pem"),
                   q("-CAkey"), q("ca.key"), q("-set_serial"), q(serial), q("-days"), q("2"),
                   q("-extfile"), q("usage"), q("-out"), base + q(".pem")});
    QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
}

void TestRecipient::initTestCase() {
    m_openSsl.write("ca.pem", test::captured("keys/ca.cert.pem"));
    m_openSsl.write("ca.key", test::captured("keys/ca.key.pem"));
    makeRa("first", "1001", "digitalSignature,keyEncipherment");
    makeRa("second", "2002", "digitalSignature,keyEncipherment");
    makeRa("third", "3003", "keyEncipherment");
    m_openSsl.run("crl2pkcs7 -nocrl -certfile ca.pem -certfile first.pem -certfile second.pem "
                  "-certfile third.pem -outform DER -out all.p7b");
    QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
    m_fake.bodies["GetCACert"] = m_openSsl.read("all.p7b");
}

Service TestRecipient::serviceFor(Bytes encryptTo, const char* persona) {
    ServiceOptions options;
    options.url = "http://ca.example/scep";
    options.encryptTo = std::move(encryptTo);
    options.persona = findPersona(persona);
    return {std::move(options), m_clock,
            [this](const http::ClientRequest& request) { return m_fake(request); }};
}

void TestRecipient::request_isForTheOneNamed_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("digest"); // as openssl calls it; empty: nobody is named
    QTest::addColumn<QString>("serial");
    QTest::newRow("nobody") << q("first") << QString() << q("1001");
    QTest::newRow("first") << q("first") << q("-sha256") << q("1001");
    QTest::newRow("second, SHA-1") << q("second") << q("-sha1") << q("2002");
    QTest::newRow("second, SHA-256") << q("second") << q("-sha256") << q("2002");
    QTest::newRow("second, SHA-384") << q("second") << q("-sha384") << q("2002");
    QTest::newRow("second, SHA-512") << q("second") << q("-sha512") << q("2002");
    QTest::newRow("third") << q("third") << q("-sha256") << q("3003");
}

void TestRecipient::request_isForTheOneNamed() {
    QFETCH(QString, name);
    QFETCH(QString, digest);
    QFETCH(QString, serial);
    Bytes fingerprint;
    if (!digest.isEmpty()) {
        const QString told = m_openSsl.run(
            {q("x509"), q("-noout"), q("-fingerprint"), digest, q("-in"), name + q(".pem")});
        fingerprint = *fingerprintFromText(told.section(u'=', 1).trimmed().toStdString());
    }
    Service service = serviceFor(fingerprint);
    const EnrollmentRequest request = test::enrollment(test::captureKey("sscep-a.key.pem"));
    RequestPlan plan;
    plan.enrollment = &request;
    const auto prepared = service.prepare(plan);
    QVERIFY2(prepared, prepared ? "" : toText(prepared.error()).c_str());
    m_openSsl.write("message", prepared->message);
    m_openSsl.run("cms -verify -noverify -binary -inform DER -in message -out envelope");
    QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
    const QString shown = m_openSsl.run("cms -cmsout -print -noout -inform DER -in envelope");
    QCOMPARE(shown.count(q("d.ktri")), 1);
    const QRegularExpression recipient(q("serialNumber: (\\d+)"));
    QCOMPARE(recipient.match(shown).captured(1), serial);
    // And it is his key, too.
    m_openSsl.run({q("cms"), q("-decrypt"), q("-inform"), q("DER"), q("-in"), q("envelope"),
                   q("-inkey"), name + q(".key"), q("-binary"), q("-out"), q("csr")});
    m_openSsl.run("req -verify -noout -inform DER -in csr");
    QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
}

void TestRecipient::roles_goWithTheRecipient() {
    const auto rolesWith = [&](const char* name) {
        return serviceFor(certificate(name).fingerprint(pki::Digest::Sha256)).view()->roles;
    };
    const auto second = rolesWith("second.pem");
    QVERIFY(second.encryption == certificate("second.pem"));
    QVERIFY(second.signing == second.encryption);
    QVERIFY(second.ca == m_fake.ca);
    // It does not sign: the other RA of this CA does.
    const auto third = rolesWith("third.pem");
    QVERIFY(third.encryption == certificate("third.pem"));
    QVERIFY(third.signing == certificate("first.pem"));
    QVERIFY(third.ca == m_fake.ca);
    const auto ca = rolesWith("ca.pem");
    QVERIFY(ca.encryption == m_fake.ca && ca.signing == m_fake.ca && ca.ca == m_fake.ca);
}

void TestRecipient::persona_isOverruled() {
    Service apple = serviceFor(certificate("third.pem").fingerprint(pki::Digest::Sha1), "apple");
    QVERIFY(apple.view()->roles.encryption == certificate("third.pem"));
}

void TestRecipient::fingerprint_ofNobodyEndsIt() {
    Bytes wrong = certificate("second.pem").fingerprint(pki::Digest::Sha256);
    wrong.front() ^= 1;
    const auto view = serviceFor(wrong).view();
    QVERIFY(!view);
    QCOMPARE(view.error().code, ErrorCode::NotFound);
    QVERIFY(view.error().detail.contains(toColonHex(wrong)));
}

void TestRecipient::fingerprint_ofNoDigestIsWrong() {
    QCOMPARE(serviceFor(Bytes(16, 1)).view().error().code, ErrorCode::InvalidArgument);
    for (const char* text : {"", "AB:CD", "otter", "00112233445566778899aabbccddeeff"})
        QCOMPARE(fingerprintFromText(text).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(fingerprintFromText(toColonHex(Bytes(48, 0xA5))), Bytes(48, 0xA5));
}

QTEST_GUILESS_MAIN(TestRecipient)
#include "tst_recipient.moc"
