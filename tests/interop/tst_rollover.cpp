// What a generation has issued outlives it: openssl judges certificates by the CRL and the CA
// certificate at the addresses that stand in them, after the next generation has taken over.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

class TestRollover : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void leaf_isJudgedByItsOwnGeneration();
    void show_namesWhatIsServed();
    void crl_isMadeForARetiredGeneration();
    void drop_removesARetiredGeneration();

private:
    QString enroll(const char* name, const char* key);
    QString addressIn(const QString& certificate, const char* label) const;
    Ran judge(const QString& certificate) const;

    Serve m_serve;
};

namespace {

QStringList words(const QString& line) {
    return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

void TestRollover::initTestCase() {
    QVERIFY(m_serve.init({q("--ca-key"), q("ec:p256")}));
    QVERIFY(m_serve.start());
    const QString crl = m_serve.url("/crl/{authority}-g{generation}.crl");
    const QString ca = m_serve.url("/ca/{authority}-g{generation}.cer");
    QCOMPARE(
        m_serve
            .ctl(words(q("template add addressed --crl-uri ") + crl + q(" --ca-issuers-uri ") + ca))
            .code,
        0);
    QCOMPARE(m_serve
                 .ctl(words(q("endpoint add leaves --path /leaves --challenge none --template "
                              "addressed")))
                 .code,
             0);
    QVERIFY(Serve::eventually(
        [&] { return m_serve.curl(m_serve.url("/leaves?operation=GetCACaps")).code == 0; }));
}

/// The file of a new certificate; empty when there is none.
QString TestRollover::enroll(const char* name, const char* key) {
    const QString folder = m_serve.path(name);
    const Ran ran = m_serve.bare({q("enroll"), m_serve.url("/leaves"), q("--key"), keyFile(q(key)),
                                  q("--subject"), q("CN=") + q(name), q("--out"), folder});
    if (ran.code != 0) qWarning("%s", ran.text().constData());
    return ran.code == 0 ? folder + q("/cert.pem") : QString();
}

/// The first address that openssl shows in an extension.
QString TestRollover::addressIn(const QString& certificate, const char* label) const {
    const Ran text = m_serve.openssl({q("x509"), q("-noout"), q("-in"), certificate, q("-ext"),
                                      q("crlDistributionPoints,authorityInfoAccess")});
    const QRegularExpression address(q(label) + q("URI:(\\S+)"));
    return address.match(QString::fromLatin1(text.out)).captured(1);
}

/// openssl's judgement by nothing but what lies at the certificate's own addresses.
Ran TestRollover::judge(const QString& certificate) const {
    const Ran ca = m_serve.curl(addressIn(certificate, "CA Issuers - "));
    const Ran crl = m_serve.curl(addressIn(certificate, "Full Name:\\s+"));
    if (ca.code != 0 || crl.code != 0) return {-1, "nothing at " + ca.err + crl.err, {}};
    const auto toPem = [this](const char* command, const QByteArray& der, const char* file) {
        return m_serve
            .openssl({q(command), q("-inform"), q("DER"), q("-out"), m_serve.path(file)}, der)
            .code;
    };
    if (toPem("x509", ca.out, "issuer.pem") != 0 || toPem("crl", crl.out, "issuer.crl") != 0)
        return {-1, "not readable", {}};
    return m_serve.openssl({q("verify"), q("-x509_strict"), q("-crl_check"), q("-CAfile"),
                            m_serve.path("issuer.pem"), q("-CRLfile"), m_serve.path("issuer.crl"),
                            certificate});
}

void TestRollover::leaf_isJudgedByItsOwnGeneration() {
    const QString kept = enroll("kept", "strongswan-a");
    const QString revoked = enroll("revoked", "strongswan-b");
    QVERIFY(!kept.isEmpty() && !revoked.isEmpty());
    QCOMPARE(addressIn(kept, "Full Name:\\s+"), m_serve.url("/crl/lab-g1.crl"));
    QCOMPARE(addressIn(kept, "CA Issuers - "), m_serve.url("/ca/lab-g1.cer"));
    QCOMPARE(judge(revoked).code, 0);

    QCOMPARE(m_serve.ctl(words(q("authority rollover"))).code, 0);
    QCOMPARE(m_serve.ctl(words(q("authority rollover --switch"))).code, 0);
    QVERIFY(Serve::eventually([&] {
        const Ran next = m_serve.curl(m_serve.url("/ca/lab-g2.cer"));
        return next.code == 0 && m_serve.curl(m_serve.url("/ca/lab.cer")).out == next.out;
    }));
    const QByteArray serial =
        m_serve.openssl({q("x509"), q("-noout"), q("-serial"), q("-in"), revoked}).out;
    QCOMPARE(m_serve
                 .ctl({q("certificate"), q("revoke"),
                       QString::fromLatin1(serial.trimmed().split('=').value(1)), q("--reason"),
                       q("keyCompromise")})
                 .code,
             0);
    const QString fresh = enroll("fresh", "strongswan-c");
    QCOMPARE(addressIn(fresh, "Full Name:\\s+"), m_serve.url("/crl/lab-g2.crl"));
    for (const QString& good : {kept, fresh}) {
        const Ran judged = judge(good);
        QVERIFY2(judged.code == 0, judged.text().constData());
    }
    const Ran judged = judge(revoked);
    QVERIFY2(judged.code != 0 && judged.err.contains("certificate revoked"),
             judged.text().constData());
}

void TestRollover::show_namesWhatIsServed() {
    const QJsonArray generations =
        m_serve.ask(words(q("authority show lab")))[q("generations")].toArray();
    QCOMPARE(generations.size(), 2);
    const Ran text = m_serve.ctl(words(q("authority show lab")));
    for (const QJsonValue& one : generations) {
        const QString ca = one[q("caPath")].toString();
        const QString crl = one[q("crlPath")].toString();
        const Ran served = m_serve.curl(m_serve.url() + ca);
        const Ran shown = m_serve.openssl(
            {q("x509"), q("-inform"), q("DER"), q("-noout"), q("-fingerprint"), q("-sha256")},
            served.out);
        QCOMPARE(QString::fromLatin1(shown.out.trimmed().split('=').value(1)),
                 one[q("ca")][q("sha256")].toString());
        QCOMPARE(m_serve.curl(m_serve.url() + crl).code, 0);
        QVERIFY(text.out.contains(ca.toLatin1()) && text.out.contains(crl.toLatin1()));
    }
    for (const char* none : {"/ca/lab-g3.cer", "/ca/lab-g.cer", "/ca/lab-g01.cer", "/ca/-g1.cer"})
        QVERIFY(m_serve.curl(m_serve.url(none)).code != 0);
}

void TestRollover::crl_isMadeForARetiredGeneration() {
    const QString file = m_serve.path("retired.crl");
    const QJsonObject made =
        m_serve.ask({q("authority"), q("crl"), q("--generation"), q("1"), q("--out"), file});
    const Ran issuer = m_serve.curl(m_serve.url("/ca/lab-g1.cer"));
    QCOMPARE(m_serve
                 .openssl({q("x509"), q("-inform"), q("DER"), q("-out"), m_serve.path("g1.pem")},
                          issuer.out)
                 .code,
             0);
    const Ran checked = m_serve.openssl({q("crl"), q("-in"), file, q("-CAfile"),
                                         m_serve.path("g1.pem"), q("-noout"), q("-crlnumber")});
    QVERIFY2(checked.err.contains("verify OK"), checked.text().constData());
    QCOMPARE(checked.out.trimmed().mid(12).toInt(nullptr, 16), made[q("number")].toInt());
    const Ran unknown = m_serve.tryJson(words(q("authority crl --generation 3")));
    QCOMPARE(unknown.code, 1);
    QCOMPARE(unknown.json()[q("error")][q("code")].toString(), q("notFound"));
}

void TestRollover::drop_removesARetiredGeneration() {
    const auto codeOf = [this](const char* command) {
        return m_serve.tryJson(words(q(command))).json()[q("error")][q("code")].toString();
    };
    QCOMPARE(codeOf("authority rollover --drop 2 --yes"), q("conflict"));
    QCOMPARE(codeOf("authority rollover --drop 3 --yes"), q("notFound"));
    // Two of its certificates have not ended.
    QCOMPARE(codeOf("authority rollover --drop 1 --yes"), q("conflict"));
    const QJsonObject after = m_serve.ask(words(q("authority rollover --drop 1 --yes --force")));
    const QJsonValue dropped = after[q("generations")][0];
    QCOMPARE(dropped[q("state")].toString(), q("dropped"));
    QVERIFY(!dropped[q("ca")][q("sha256")].toString().isEmpty());
    QVERIFY(dropped[q("crlPath")].isUndefined());
    QVERIFY(
        Serve::eventually([&] { return m_serve.curl(m_serve.url("/ca/lab-g1.cer")).code != 0; }));
    QCOMPARE(codeOf("authority crl --generation 1"), q("notFound"));
    QVERIFY(!enroll("after", "strongswan-e").isEmpty());
}

QTEST_GUILESS_MAIN(TestRollover)
#include "tst_rollover.moc"
