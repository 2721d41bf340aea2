// strongSwan's pki as the client of `scepterctl serve`, and openssl as the judge of what it gets.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

class TestStrongswan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void scepca_fetchesCaAndRa();
    void scepca_readByOpensslAsPkcs7();
    void scep_enrollsByCode();
    void scep_codeBoundToNamesIsGoodForNoOther();
    void scep_usedCodeIsRefused();
    void scep_enrollsByStaticChallenge();
    void scep_wrongChallengeIsRefused();
    void scep_speaksItsAlgorithms_data();
    void scep_speaksItsAlgorithms();
    void scep_tripleDesNeedsTheSwitch();
    void scep_asksForNames();
    void scep_waitsForApproval();
    void scep_waitsAndIsDenied();
    void scep_renews_data();
    void scep_renews();
    void scep_revokedCertificateDoesNotRenew();
    void scep_foreignCertificateDoesNotRenew();
    void crl_isGoodForOpenssl();
    void certRep_isGoodForOpenssl();
    void ledger_isConsistentAndHasNoSecret();

private:
    Ran pki(const QStringList& arguments, const char* settings = "");
    QStringList enrollment(const char* endpoint, const QString& key, const QString& subject) const;
    bool isGood(const Ran& ran, const QString& name, const QString& key);
    QString freshKey();
    QJsonObject newest() const;
    QJsonObject pendingRequest() const;
    QString serialOf(const QString& certificate) const;
    bool enrollNamed(const QString& name, const QString& key, const QString& subject);

    Serve m_serve;
    QString m_secret;
    QByteArrayList m_codes;
    int m_keys = 0;
};

void TestStrongswan::initTestCase() {
    QVERIFY2(m_serve.run("pki", {q("--help")}).code == 0, "strongswan-pki is not installed");
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start());
    QVERIFY(m_serve.exportCa());
    m_secret = m_serve.ask({q("endpoint"), q("show"), q("static")})[q("secret")].toString();
    QVERIFY(m_secret.size() >= 16);
    const Ran fetched =
        pki({q("--scepca"), q("--url"), m_serve.url("/scep"), q("--caout"), m_serve.path("c.pem"),
             q("--raout"), m_serve.path("ra.pem"), q("--outform"), q("pem")});
    QVERIFY2(fetched.code == 0, fetched.text().constData());
}

void TestStrongswan::cleanup() {
    QVERIFY(m_serve.isRunning());
    QCOMPARE(m_serve.curl(m_serve.url("/healthz")).out, QByteArray("ok\n"));
}

Ran TestStrongswan::pki(const QStringList& arguments, const char* settings) {
    writeTo(m_serve.path("strongswan.conf"), settings);
    auto environment = m_serve.environment();
    environment.insert(q("STRONGSWAN_CONF"), m_serve.path("strongswan.conf"));
    return runProgram(q("pki"), arguments, environment);
}

QString TestStrongswan::freshKey() {
    static const char* const kNames[] = {
        "strongswan-a", "strongswan-b", "strongswan-c", "strongswan-e", "strongswan-f",
        "strongswan-g", "strongswan-h", "strongswan-i", "strongswan-j", "sscep-a",
        "sscep-b",      "sscep-c",      "sscep-d",      "sscep-e",      "sscep-f",
        "sscep-g",      "sscep-h",      "sscep-i",      "certmonger-a", "certmonger-b",
        "certmonger-c", "certmonger-d", "ca",           "ca-next"};
    if (m_keys >= static_cast<int>(std::size(kNames))) qFatal("no key is left");
    return keyFile(q(kNames[m_keys++]));
}

QStringList TestStrongswan::enrollment(const char* endpoint, const QString& key,
                                       const QString& subject) const {
    return {q("--scep"),
            q("--url"),
            m_serve.url(endpoint),
            q("--in"),
            key,
            q("--dn"),
            subject,
            q("--cacert-enc"),
            m_serve.path("ra.pem"),
            q("--cacert-sig"),
            m_serve.path("ca.pem"),
            q("--outform"),
            q("pem")};
}

// Keeps what pki printed as NAME.pem and lets openssl judge it.
bool TestStrongswan::isGood(const Ran& ran, const QString& name, const QString& key) {
    const QString file = m_serve.path(name + q(".pem"));
    writeTo(file, ran.out);
    const Ran verified = m_serve.verify(file, {q("-purpose"), q("sslclient")});
    if (ran.code != 0 || verified.code != 0) {
        qWarning("%s%s", ran.text().constData(), verified.text().constData());
        return false;
    }
    const QString wanted = m_serve.publicKeyOfKey(key);
    return wanted.contains(q("BEGIN PUBLIC KEY")) && m_serve.publicKeyOf(file) == wanted;
}

QJsonObject TestStrongswan::newest() const {
    return m_serve.ask({q("request"), q("list"), q("--limit"), q("1")})[q("requests")]
        .toArray()
        .first()
        .toObject();
}

QJsonObject TestStrongswan::pendingRequest() const {
    return m_serve.ask({q("request"), q("list"), q("--state"), q("pending")})[q("requests")]
        .toArray()
        .first()
        .toObject();
}

QString TestStrongswan::serialOf(const QString& certificate) const {
    const Ran ran = m_serve.openssl({q("x509"), q("-noout"), q("-serial"), q("-in"), certificate});
    return QString::fromLatin1(ran.out).trimmed().section(QLatin1Char('='), 1);
}

bool TestStrongswan::enrollNamed(const QString& name, const QString& key, const QString& subject) {
    const QString code = m_serve.mint();
    m_codes.append(code.toLatin1());
    const Ran ran = pki(enrollment("/scep", key, subject) + QStringList{q("--password"), code});
    return isGood(ran, name, key);
}

void TestStrongswan::scepca_fetchesCaAndRa() {
    const QByteArray ours = m_serve.openssl({q("x509"), q("-in"), m_serve.path("ca.pem")}).out;
    QVERIFY(ours.contains("BEGIN CERTIFICATE"));
    QCOMPARE(m_serve.openssl({q("x509"), q("-in"), m_serve.path("c.pem")}).out, ours);
    const Ran verified = m_serve.verify(m_serve.path("ra.pem"));
    QVERIFY2(verified.code == 0, verified.text().constData());
    const Ran ra =
        m_serve.openssl({q("x509"), q("-noout"), q("-text"), q("-in"), m_serve.path("ra.pem")});
    QVERIFY(ra.out.contains("Digital Signature, Key Encipherment"));
    QVERIFY(ra.out.contains("CA:FALSE"));
    // The other two endpoints have the same authority.
    for (const char* endpoint : {"/scep/manual/pkiclient.exe", "/certsrv/mscep/mscep.dll"}) {
        const Ran again = pki({q("--scepca"), q("--url"), m_serve.url(endpoint), q("--caout"),
                               m_serve.path("c2.pem"), q("--raout"), m_serve.path("r2.pem"),
                               q("--outform"), q("pem"), q("--force")});
        QVERIFY2(again.code == 0, again.text().constData());
        QCOMPARE(contentOf(m_serve.path("c2.pem")), contentOf(m_serve.path("c.pem")));
    }
}

void TestStrongswan::scepca_readByOpensslAsPkcs7() {
    const Ran body = m_serve.curl(
        m_serve.url("/scep?operation=GetCACert"),
        {q("--output"), m_serve.path("ca.p7b"), q("--write-out"), q("%{content_type}")});
    QCOMPARE(body.out, QByteArray("application/x-x509-ca-ra-cert"));
    const Ran printed = m_serve.openssl(
        {q("pkcs7"), q("-inform"), q("der"), q("-print_certs"), q("-in"), m_serve.path("ca.p7b")});
    QCOMPARE(printed.code, 0);
    QVERIFY(
        printed.out.contains(m_serve.openssl({q("x509"), q("-in"), m_serve.path("ca.pem")}).out));
    QVERIFY(
        printed.out.contains(m_serve.openssl({q("x509"), q("-in"), m_serve.path("ra.pem")}).out));
}

void TestStrongswan::scep_enrollsByCode() {
    const QString key = freshKey();
    QVERIFY(enrollNamed(q("by-code"), key, q("C=DE, O=Example, CN=moon")));
    const QJsonObject request = newest();
    QCOMPARE(request[q("state")].toString(), q("Issued"));
    QCOMPARE(request[q("messageType")].toString(), q("PKCSReq"));
    QCOMPARE(request[q("subject")].toString(), q("CN=moon,O=Example,C=DE"));
    QVERIFY(request[q("codeId")].toInt() > 0);
}

void TestStrongswan::scep_codeBoundToNamesIsGoodForNoOther() {
    const QString code = m_serve.mint({q("--subject"), q("CN=kiosk-*"), q("--san"),
                                       q("dns:*.lab.example"), q("--note"), q("kiosks")});
    m_codes.append(code.toLatin1());
    const QString key = freshKey();
    const QStringList wrong = enrollment("/scep", key, q("CN=moon")) +
                              QStringList{q("--password"), code, q("--san"), q("a.lab.example")};
    QVERIFY(pki(wrong).code != 0);
    QCOMPARE(newest()[q("errorCode")].toString(), q("constraintViolated"));
    const QStringList other = enrollment("/scep", key, q("CN=kiosk-1")) +
                              QStringList{q("--password"), code, q("--san"), q("a.evil.example")};
    QVERIFY(pki(other).code != 0);
    // Neither has used it up.
    const Ran right = pki(enrollment("/scep", key, q("CN=kiosk-1")) +
                          QStringList{q("--password"), code, q("--san"), q("a.lab.example")});
    QVERIFY(isGood(right, q("kiosk"), key));
}

void TestStrongswan::scep_usedCodeIsRefused() {
    const QString code = m_serve.mint();
    m_codes.append(code.toLatin1());
    const QString first = freshKey();
    const QString second = freshKey();
    QVERIFY(
        isGood(pki(enrollment("/scep", first, q("CN=first")) + QStringList{q("--password"), code}),
               q("first"), first));
    const Ran refused =
        pki(enrollment("/scep", second, q("CN=second")) + QStringList{q("--password"), code});
    QVERIFY(refused.code != 0);
    QVERIFY2(refused.err.contains("badRequest"), refused.text().constData());
    QVERIFY(refused.out.isEmpty());
    const QJsonObject request = newest();
    QCOMPARE(request[q("state")].toString(), q("Refused"));
    QCOMPARE(request[q("errorCode")].toString(), q("codeUsed"));
    // The operator sees which code; the client only that it was not accepted.
    QVERIFY(request[q("reason")].toString().contains(q("code #")));
    QCOMPARE(request[q("toldText")].toString(), q("The challenge was not accepted."));
    QCOMPARE(request[q("failInfo")].toString(), q("badRequest"));
    QCOMPARE(
        m_serve.ask({q("certificate"), q("list"), q("--text"), q("CN=second")})[q("certificates")]
            .toArray()
            .size(),
        0);
}

void TestStrongswan::scep_enrollsByStaticChallenge() {
    const QString key = freshKey();
    const Ran ran = pki(enrollment("/scep/static", key, q("CN=static")) +
                        QStringList{q("--password"), m_secret});
    QVERIFY(isGood(ran, q("static"), key));
}

void TestStrongswan::scep_wrongChallengeIsRefused() {
    const QString key = freshKey();
    for (const char* endpoint : {"/scep", "/scep/static"}) {
        const Ran refused = pki(enrollment(endpoint, key, q("CN=wrong")) +
                                QStringList{q("--password"), q("not-the-right-one-4711")});
        QVERIFY(refused.code != 0);
        QVERIFY2(refused.err.contains("badRequest"), refused.text().constData());
        QCOMPARE(newest()[q("errorCode")].toString(), q("challengeWrong"));
        const Ran none = pki(enrollment(endpoint, key, q("CN=wrong")));
        QVERIFY(none.code != 0);
        QCOMPARE(newest()[q("errorCode")].toString(), q("challengeMissing"));
    }
    const Ran listed = m_serve.ctl({q("request"), q("list")});
    QVERIFY(!listed.out.contains("4711"));
    QVERIFY(listed.out.contains("Refused"));
}

void TestStrongswan::scep_speaksItsAlgorithms_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("SHA-256") << QStringList{q("--digest"), q("sha256")};
    QTest::newRow("SHA-384") << QStringList{q("--digest"), q("sha384")};
    QTest::newRow("SHA-512") << QStringList{q("--digest"), q("sha512")};
    QTest::newRow("AES, named") << QStringList{q("--cipher"), q("aes")};
}

void TestStrongswan::scep_speaksItsAlgorithms() {
    QFETCH(QStringList, options);
    const QString key = freshKey();
    const Ran ran = pki(enrollment("/scep/static", key, q("CN=algorithms")) +
                        QStringList{q("--password"), m_secret} + options);
    QVERIFY(isGood(ran, q("algorithms"), key));
}

void TestStrongswan::scep_tripleDesNeedsTheSwitch() {
    const QStringList old{q("--cipher"), q("des3"), q("--digest"), q("sha1")};
    const QString key = freshKey();
    const QStringList here =
        enrollment("/scep/static", key, q("CN=old")) + QStringList{q("--password"), m_secret};
    const Ran refused = pki(here + old);
    QVERIFY(refused.code != 0);
    QVERIFY(refused.out.isEmpty());
    const Ran added = m_serve.ctl({q("endpoint"), q("add"), q("legacy"), q("--path"),
                                   q("/scep/legacy"), q("--challenge"), q("static:old-otter-lamp"),
                                   q("--compat"), q("cisco-legacy")});
    QVERIFY2(added.code == 0, added.text().constData());
    const Ran ran = pki(enrollment("/scep/legacy", key, q("CN=old")) +
                        QStringList{q("--password"), q("old-otter-lamp")} + old);
    QVERIFY(isGood(ran, q("old"), key));
}

void TestStrongswan::scep_asksForNames() {
    const QString key = freshKey();
    const Ran ran = pki(enrollment("/scep/static", key, q("C=DE, O=Example, CN=names")) +
                        QStringList{q("--password"), m_secret, q("--san"), q("names.example"),
                                    q("--san"), q("192.0.2.7"), q("--san"), q("names@example.org"),
                                    q("--san"), q("2001:db8::7")});
    QVERIFY(isGood(ran, q("names"), key));
    const Ran text = m_serve.openssl({q("x509"), q("-noout"), q("-ext"), q("subjectAltName"),
                                      q("-in"), m_serve.path("names.pem")});
    for (const char* name : {"DNS:names.example", "IP Address:192.0.2.7", "email:names@example.org",
                             "IP Address:2001:DB8:0:0:0:0:0:7"})
        QVERIFY2(text.out.contains(name), text.text().constData());
}

void TestStrongswan::scep_waitsForApproval() {
    const QString key = freshKey();
    QProcess client;
    auto environment = m_serve.environment();
    writeTo(m_serve.path("strongswan.conf"), "");
    environment.insert(q("STRONGSWAN_CONF"), m_serve.path("strongswan.conf"));
    client.setProcessEnvironment(environment);
    client.start(q("pki"), enrollment("/scep/manual", key, q("CN=patient")) +
                               QStringList{q("--interval"), q("1"), q("--maxpolltime"), q("60")});
    QVERIFY(client.waitForStarted());
    QJsonObject waiting;
    QVERIFY(Serve::eventually([&] { return !(waiting = pendingRequest()).isEmpty(); }));
    const QString id = QString::number(waiting[q("id")].toInt());
    QCOMPARE(waiting[q("subject")].toString(), q("CN=patient"));
    const QJsonObject shown = m_serve.ask({q("request"), q("show"), id});
    QVERIFY(!shown[q("plan")].toArray().isEmpty());
    QCOMPARE(shown[q("endpoint")].toString(), q("manual"));
    // It has asked again at least once before it gets what it wants.
    QVERIFY(Serve::eventually(
        [&] { return m_serve.ask({q("request"), q("show"), id})[q("polls")].toInt() > 0; }));
    const Ran approved = m_serve.ctl({q("request"), q("approve"), id});
    QVERIFY2(approved.code == 0, approved.text().constData());
    QVERIFY(isGood(finished(client), q("patient"), key));
    // Nobody can decide it twice.
    const Ran again =
        m_serve.ctl({q("--json"), q("request"), q("deny"), id, q("--reason"), q("x")});
    QCOMPARE(again.code, 1);
    QCOMPARE(again.json()[q("error")][q("code")].toString(), q("conflict"));
}

void TestStrongswan::scep_waitsAndIsDenied() {
    const QString key = freshKey();
    QProcess client;
    client.setProcessEnvironment(m_serve.environment());
    client.start(q("pki"), enrollment("/scep/manual", key, q("CN=unwanted")) +
                               QStringList{q("--interval"), q("1"), q("--maxpolltime"), q("60")});
    QVERIFY(client.waitForStarted());
    QJsonObject waiting;
    QVERIFY(Serve::eventually([&] { return !(waiting = pendingRequest()).isEmpty(); }));
    const Ran denied = m_serve.ctl(
        {q("request"), q("deny"), QString::number(waiting[q("id")].toInt()), q("--reason"),
         q("We do not know this device."), q("--fail-info"), q("badCertId")});
    QVERIFY2(denied.code == 0, denied.text().constData());
    const Ran ran = finished(client);
    QVERIFY(ran.code != 0);
    QVERIFY(ran.out.isEmpty());
    QVERIFY2(ran.err.contains("badCertId"), ran.text().constData());
    const QJsonObject request = newest();
    QCOMPARE(request[q("state")].toString(), q("Refused"));
    QCOMPARE(request[q("decidedBy")].toString(), q("operator:") + m_serve.user());
    QCOMPARE(request[q("toldText")].toString(), q("We do not know this device."));
}

void TestStrongswan::scep_renews_data() {
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QString>("type");
    QTest::newRow("17") << QByteArray() << q("RenewalReq");
    QTest::newRow("19") << QByteArray("pki {\n scep {\n renewal_via_pkcs_req = yes\n }\n}\n"
                                      "scep {\n renewal_via_pkcs_req = yes\n}\n")
                        << q("PKCSReq");
}

void TestStrongswan::scep_renews() {
    QFETCH(QByteArray, settings);
    QFETCH(QString, type);
    const QString oldKey = freshKey();
    const QString newKey = freshKey();
    QVERIFY(enrollNamed(q("before"), oldKey, q("C=DE, CN=renewed")));
    const Ran ran =
        pki(enrollment("/scep", newKey, q("C=DE, CN=renewed")) +
                QStringList{q("--cert"), m_serve.path("before.pem"), q("--key"), oldKey},
            settings.constData());
    QVERIFY(isGood(ran, q("after"), newKey));
    const QJsonObject request = newest();
    QCOMPARE(request[q("messageType")].toString(), type);
    QCOMPARE(request[q("renews")].toString(), serialOf(m_serve.path("before.pem")));
    QVERIFY(serialOf(m_serve.path("after.pem")) != serialOf(m_serve.path("before.pem")));
    // A renewal for another name is none.
    const Ran other =
        pki(enrollment("/scep", oldKey, q("C=DE, CN=somebody else")) +
                QStringList{q("--cert"), m_serve.path("after.pem"), q("--key"), newKey},
            settings.constData());
    QVERIFY(other.code != 0);
    QCOMPARE(newest()[q("errorCode")].toString(), q("renewalIdentityChanged"));
}

void TestStrongswan::scep_revokedCertificateDoesNotRenew() {
    const QString key = keyFile(q("certmonger-a2"));
    QVERIFY(enrollNamed(q("revoked"), key, q("CN=revoked")));
    const QString serial = serialOf(m_serve.path("revoked.pem"));
    const Ran revoked =
        m_serve.ctl({q("certificate"), q("revoke"), serial, q("--reason"), q("keyCompromise")});
    QVERIFY2(revoked.code == 0, revoked.text().constData());
    const Ran ran = pki(enrollment("/scep", freshKey(), q("CN=revoked")) +
                        QStringList{q("--cert"), m_serve.path("revoked.pem"), q("--key"), key});
    QVERIFY(ran.code != 0);
    QCOMPARE(newest()[q("errorCode")].toString(), q("certificateRevoked"));
}

void TestStrongswan::scep_foreignCertificateDoesNotRenew() {
    const QString key = freshKey();
    const Ran made =
        m_serve.openssl({q("req"), q("-x509"), q("-key"), key, q("-subj"), q("/CN=foreign"),
                         q("-days"), q("30"), q("-out"), m_serve.path("foreign.pem")});
    QVERIFY2(made.code == 0, made.text().constData());
    const Ran ran = pki(enrollment("/scep", keyFile(q("certmonger-a2")), q("CN=foreign")) +
                        QStringList{q("--cert"), m_serve.path("foreign.pem"), q("--key"), key});
    QVERIFY(ran.code != 0);
    QVERIFY2(ran.err.contains("badRequest"), ran.text().constData());
    QCOMPARE(newest()[q("errorCode")].toString(), q("signerUnknown"));
}

void TestStrongswan::crl_isGoodForOpenssl() {
    const Ran fetched =
        m_serve.curl(m_serve.url("/crl/lab.crl"), {q("--output"), m_serve.path("lab.crl")});
    QVERIFY2(fetched.code == 0, fetched.text().constData());
    const Ran checked = m_serve.openssl(
        {q("crl"), q("-inform"), q("der"), q("-in"), m_serve.path("lab.crl"), q("-CAfile"),
         m_serve.path("ca.pem"), q("-text"), q("-out"), m_serve.path("crl.pem")});
    QCOMPARE(checked.code, 0);
    QVERIFY2(checked.err.contains("verify OK"), checked.text().constData());
    const QByteArray text = contentOf(m_serve.path("crl.pem"));
    QVERIFY(text.contains("Key Compromise"));
    QVERIFY(text.contains("X509v3 CRL Number"));
    const QStringList check{q("-crl_check"), q("-CRLfile"), m_serve.path("crl.pem")};
    const Ran revoked = m_serve.verify(m_serve.path("revoked.pem"), check);
    QVERIFY(revoked.code != 0);
    QVERIFY2(revoked.err.contains("certificate revoked"), revoked.text().constData());
    const Ran good = m_serve.verify(m_serve.path("by-code.pem"), check);
    QVERIFY2(good.code == 0, good.text().constData());
}

// A recorded request is sent by curl to a server with the recorded CA; openssl opens the reply.
void TestStrongswan::certRep_isGoodForOpenssl() {
    Serve other;
    const QString data = q(SCEPTER_TEST_DATA "/captures/");
    QVERIFY(other.init({q("--import"), data + q("keys/ca.cert.pem"), q("--import-key"),
                        data + q("keys/ca.key.pem"), q("--no-ra")}));
    QVERIFY(other
                .ctl({q("endpoint"), q("set"), q("static"), q("--challenge"),
                      q("static:") +
                          QString::fromLatin1(contentOf(data + q("keys/challenge.txt")).trimmed())})
                .code == 0);
    QVERIFY(other.start());
    QVERIFY(other.exportCa());
    const QByteArray raw = contentOf(data + q("03-strongswan-enroll-post-aes128-sha256.request"));
    writeTo(other.path("message"), raw.mid(raw.indexOf("\r\n\r\n") + 4));
    const Ran sent = other.curl(other.url("/scep/static?operation=PKIOperation"),
                                {q("--data-binary"), q("@") + other.path("message"), q("--header"),
                                 q("Content-Type:"), q("--output"), other.path("reply"),
                                 q("--write-out"), q("%{content_type}")});
    QCOMPARE(sent.out, QByteArray("application/x-pki-message"));
    const Ran verified =
        other.openssl({q("cms"), q("-verify"), q("-binary"), q("-inform"), q("der"), q("-in"),
                       other.path("reply"), q("-CAfile"), other.path("ca.pem"), q("-purpose"),
                       q("any"), q("-out"), other.path("envelope")});
    QVERIFY2(verified.code == 0, verified.text().constData());
    const Ran printed = other.openssl({q("cms"), q("-cmsout"), q("-print"), q("-inform"), q("der"),
                                       q("-in"), other.path("reply")});
    // strongSwan refuses any other signature algorithm.
    const qsizetype signer = printed.out.indexOf("signerInfos:");
    QVERIFY(printed.out.indexOf("algorithm: rsaEncryption", signer) > signer);
    QVERIFY(printed.out.contains("313B1235AC253C7B6F33066C74177DA22A83963A"));
    const Ran opened = other.openssl({q("cms"), q("-decrypt"), q("-binary"), q("-inform"), q("der"),
                                      q("-in"), other.path("envelope"), q("-inkey"),
                                      keyFile(q("strongswan-a")), q("-out"), other.path("p7")});
    QVERIFY2(opened.code == 0, opened.text().constData());
    const Ran certificates =
        other.openssl({q("pkcs7"), q("-inform"), q("der"), q("-print_certs"), q("-in"),
                       other.path("p7"), q("-out"), other.path("issued.pem")});
    QVERIFY2(certificates.code == 0, certificates.text().constData());
    const Ran trusted = other.verify(other.path("issued.pem"));
    QVERIFY2(trusted.code == 0, trusted.text().constData());
    QCOMPARE(other.publicKeyOf(other.path("issued.pem")),
             other.publicKeyOfKey(keyFile(q("strongswan-a"))));
    QCOMPARE(other.stop(), 0);
}

void TestStrongswan::ledger_isConsistentAndHasNoSecret() {
    const QJsonObject status = m_serve.ask({q("status")});
    QVERIFY(status[q("consistent")].toBool());
    const QJsonObject audit = m_serve.ask({q("audit"), q("verify")});
    QVERIFY(audit[q("intact")].toBool());
    QVERIFY(audit[q("lines")].toInt() > 30);
    QByteArray everything = m_serve.log();
    QVERIFY(everything.contains("PKIOperation"));
    for (const QStringList& list :
         {QStringList{q("audit"), q("list"), q("--limit"), q("1000")},
          QStringList{q("request"), q("list"), q("--limit"), q("1000")},
          QStringList{q("code"), q("list"), q("--limit"), q("1000")},
          QStringList{q("endpoint"), q("list")}, QStringList{q("status")}})
        for (const bool json : {false, true}) {
            const Ran ran = m_serve.ctl(json ? QStringList{q("--json")} + list : list);
            QCOMPARE(ran.code, 0);
            everything += ran.out + ran.err;
        }
    QVERIFY(!m_codes.isEmpty());
    for (const QByteArray& code : m_codes)
        QVERIFY(!code.isEmpty() && !everything.contains(code));
    for (const char* secret : {"old-otter-lamp", "not-the-right-one-4711"})
        QVERIFY(!everything.contains(secret));
    QVERIFY(!everything.contains(m_secret.toLatin1()));
    QVERIFY(!everything.contains("PRIVATE KEY"));
    QCOMPARE(m_serve.stop(), 0);
    // cleanup() wants it running.
    QVERIFY(m_serve.start());
}

QTEST_GUILESS_MAIN(TestStrongswan)
#include "tst_strongswan.moc"
