// SPDX-License-Identifier: GPL-3.0-or-later
// scepterctl as client of a service that shares no line with it: judge/judge.py, which does all
// cryptography with openssl's command line and tells every fault of a message by its name.
// strongSwan's pki says that the judge is right, judge/check_judge.py that it finds what is wrong.
#include "judge.h"
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

class TestJudge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void cacert_ofEveryKind_data();
    void cacert_ofEveryKind();
    void everyOperation_data();
    void everyOperation();
    void enroll_speaksEveryAlgorithm_data();
    void enroll_speaksEveryAlgorithm();
    void enroll_asksForNames();
    void keysThatCannotDecrypt_data();
    void keysThatCannotDecrypt();
    void caThatCannotDecrypt();
    void poll_untilIssued_data();
    void poll_untilIssued();
    void poll_untilDenied();
    void refusal_isTold();
    void refusal_ofOldAlgorithms();
    void refusal_ofARevokedCertificate();
    void index_isGoodForOcsp();
    void wrongReply_isRefused_data();
    void wrongReply_isRefused();
    void wrongLookup_isRefused_data();
    void wrongLookup_isRefused();
    void strongswan_isContent();

private:
    Ran client(const QStringList& arguments) const {
        return m_files.bare(QStringList{q("--json")} + arguments);
    }
    Ran enroll(const char* folder, const char* key, const QStringList& more = {}) const;
    bool isGood(const Ran& ran, const char* folder) const;
    bool isRefusedWith(const Ran& ran, const char* failInfo) const;
    bool isClean(const char* messageType, const char* answer = "SUCCESS");
    Ran pki(const char* subject, const char* key, const QStringList& more) const;

    Serve m_files;
    Judge m_judge{m_files};
};

void TestJudge::initTestCase() {
    QVERIFY2(m_files.run(SCEPTER_PYTHON, {q("--version")}).code == 0, "there is no python3");
    QVERIFY2(m_files.openssl({q("version")}).code == 0, "there is no openssl");
}

// Whatever a test did not expect to be told is a fault of ours.
void TestJudge::cleanup() {
    m_judge.readLog();
    QCOMPARE(m_judge.findings(), QStringList());
    QVERIFY(!contentOf(m_files.path("judge.log")).contains(kJudgeChallenge));
}

Ran TestJudge::enroll(const char* folder, const char* key, const QStringList& more) const {
    const QString named = q(key);
    return client(QStringList{q("enroll"), m_judge.url(), q("--key"),
                              named.contains(QLatin1Char(':')) ? named : keyFile(named),
                              q("--challenge"), q(kJudgeChallenge), q("--out"),
                              m_files.path(folder)} +
                  (more.contains(q("--subject")) ? more : more + words("--subject CN=device")));
}

// openssl takes the certificate, by the judge's root and by the chain that was written alone, and
// every certificate of the chain; the key is that of the certificate.
bool TestJudge::isGood(const Ran& ran, const char* folder) const {
    const QString certificate = m_files.path(folder) + q("/cert.pem");
    const QString chain = m_files.path(folder) + q("/chain.pem");
    const QStringList strict = words("verify -x509_strict");
    const Ran byRoot = m_files.openssl(
        strict + QStringList{q("-CAfile"), m_judge.root(), q("-untrusted"), chain, certificate});
    const Ran byChain = m_files.openssl(strict + QStringList{q("-CAfile"), chain, certificate});
    const Ran ofChain = m_files.openssl(
        strict + QStringList{q("-CAfile"), m_judge.root(), q("-untrusted"), chain, chain});
    const QString key = m_files.publicKeyOfKey(m_files.path(folder) + q("/key.pem"));
    if (ran.code == 0 && byRoot.code == 0 && byChain.code == 0 && ofChain.code == 0 &&
        !key.isEmpty() && m_files.publicKeyOf(certificate) == key)
        return true;
    for (const Ran& one : {ran, byRoot, byChain, ofChain})
        qWarning("%s", one.text().constData());
    return false;
}

bool TestJudge::isRefusedWith(const Ran& ran, const char* failInfo) const {
    return isRefused(ran, "refusedByServer") &&
           ran.json()[q("error")][q("why")].toString().startsWith(q(failInfo));
}

// The judge has seen one message of this type, has answered so, and has nothing to say against it.
bool TestJudge::isClean(const char* messageType, const char* answer) {
    m_judge.readLog();
    if (m_judge.findings().isEmpty() && m_judge.messages().size() == 1 &&
        m_judge.last("messageType") == q(messageType) && m_judge.last("answer") == q(answer))
        return true;
    qWarning() << m_judge.findings() << m_judge.messages();
    return false;
}

void TestJudge::cacert_ofEveryKind_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("certificates");
    QTest::newRow("RA") << q("ra") << 2;
    QTest::newRow("RA of two certificates") << q("split") << 3;
    QTest::newRow("CA below a root") << q("sub") << 3;
    QTest::newRow("CA alone") << q("ca") << 1;
    QTest::newRow("EC CA alone") << q("ec") << 1;
    QTest::newRow("EC CA with an RA") << q("ec-ra") << 2;
}

void TestJudge::cacert_ofEveryKind() {
    QFETCH(QString, kind);
    QFETCH(int, certificates);
    QVERIFY(m_judge.start(kind, {q("--kind"), kind}));
    const Ran caps = client({q("caps"), m_judge.url()});
    QVERIFY2(caps.code == 0, caps.text().constData());
    QVERIFY(caps.json()[q("capabilities")].toArray().contains(q("SHA-512")));
    const QString file = m_files.path("cas.pem");
    const Ran cas = client({q("cacert"), m_judge.url(), q("--out"), file});
    QVERIFY2(cas.code == 0, cas.text().constData());
    QCOMPARE(cas.json()[q("certificates")].toArray().size(), certificates);
    QVERIFY(contentOf(file).contains(contentOf(m_judge.file("ca.pem"))));
    const Ran verified =
        m_files.openssl({q("verify"), q("-x509_strict"), q("-CAfile"), m_judge.root(),
                         q("-untrusted"), m_judge.file("ca.pem"), file});
    QVERIFY2(verified.code == 0, verified.text().constData());
    const QString nextFile = m_files.path("next.pem");
    const Ran next = client({q("nextca"), m_judge.url(), q("--out"), nextFile});
    QVERIFY2(next.code == 0, next.text().constData());
    QCOMPARE(contentOf(nextFile), contentOf(m_judge.file("next.pem")));
}

void TestJudge::everyOperation_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QStringList>("how");
    QTest::newRow("RA, POST") << q("ra") << QStringList();
    QTest::newRow("RA of two certificates, GET") << q("split") << words("--get");
    QTest::newRow("CA below a root, POST") << q("sub") << QStringList();
    QTest::newRow("CA alone, GET") << q("ca") << words("--get");
    QTest::newRow("EC CA with an RA, POST") << q("ec-ra") << QStringList();
}

void TestJudge::everyOperation() {
    QFETCH(QString, kind);
    QFETCH(QStringList, how);
    QVERIFY(m_judge.start(kind, {q("--kind"), kind}));
    QDir(m_files.path("device")).removeRecursively();
    const QString method = how.isEmpty() ? q("POST") : q("GET");
    QVERIFY(isGood(enroll("device", "sscep-a", how + words("--subject CN=device,O=Lab,C=DE")),
                   "device"));
    QVERIFY(isClean("PKCSReq"));
    QCOMPARE(m_judge.last("method"), method);
    QCOMPARE(m_judge.last("signer"), q("self-signed"));
    const QByteArray chain = contentOf(m_files.path("device/chain.pem"));
    QCOMPARE(chain.count("BEGIN CERTIFICATE"), kind == q("sub") ? 2 : 1);
    const QString folder = m_files.path("device");
    const std::pair<const char*, const char*> renewals[] = {{"17", "sscep-b"}, {"19", "sscep-c"}};
    for (const auto& [type, key] : renewals) {
        const QByteArray old = contentOf(folder + q("/cert.pem"));
        const Ran renewed = client(
            QStringList{q("renew"), folder, q("--type"), q(type), q("--key"), keyFile(q(key))} +
            how);
        QVERIFY(isGood(renewed, "device"));
        QVERIFY(contentOf(folder + q("/cert.pem")) != old);
        QVERIFY(isClean(q(type) == q("17") ? "RenewalReq" : "PKCSReq"));
        QCOMPARE(m_judge.last("signer"), q("issued"));
        QCOMPARE(m_judge.last("method"), method);
    }
    const QByteArray ours = contentOf(folder + q("/cert.pem"));
    const QByteArray serial =
        m_files.openssl({q("x509"), q("-noout"), q("-serial"), q("-in"), folder + q("/cert.pem")})
            .out.trimmed()
            .split('=')
            .value(1);
    const QStringList signer = QStringList{q("--signer"), folder} + how;
    const Ran found = m_files.bare(
        QStringList{q("getcert"), m_judge.url(), QString::fromLatin1(serial)} + signer);
    QCOMPARE(found.out, ours);
    QVERIFY(isClean("GetCert"));
    const Ran crl = m_files.bare(QStringList{q("getcrl"), m_judge.url()} + signer);
    const Ran checked =
        m_files.openssl({q("crl"), q("-noout"), q("-CAfile"), m_judge.file("ca.pem")}, crl.out);
    QVERIFY2(checked.code == 0 && checked.err.contains("verify OK"), checked.text().constData());
    QVERIFY(isClean("GetCRL"));
}

void TestJudge::enroll_speaksEveryAlgorithm_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("cipher");
    QTest::addColumn<QString>("digest");
    QTest::addColumn<QString>("key");
    const auto row = [](const char* line, const char* cipher, const char* digest, const char* key) {
        QTest::addRow("%s, %s", line, key) << words(line) << q(cipher) << q(digest) << q(key);
    };
    row("--cipher des3 --digest sha1", "des-ede3-cbc", "sha1", "sscep-a");
    row("--cipher aes128 --digest sha256 --get", "aes-128-cbc", "sha256", "sscep-b");
    row("--cipher aes192 --digest sha384", "aes-192-cbc", "sha384", "sscep-c");
    row("--cipher aes256 --digest sha512", "aes-256-cbc", "sha512", "sscep-d");
    row("--cipher aes256 --digest sha512 --get", "aes-256-cbc", "sha512", "rsa:3072");
}

// The replies come with RSAES-OAEP here; everywhere else with PKCS#1.
void TestJudge::enroll_speaksEveryAlgorithm() {
    QFETCH(QStringList, options);
    QFETCH(QString, cipher);
    QFETCH(QString, digest);
    QFETCH(QString, key);
    QVERIFY(m_judge.start(q("ra"), {q("--oaep")}));
    QDir(m_files.path("algorithms")).removeRecursively();
    QVERIFY(isGood(enroll("algorithms", qPrintable(key), options), "algorithms"));
    QVERIFY(isClean("PKCSReq"));
    QCOMPARE(m_judge.last("cipher"), cipher);
    QCOMPARE(m_judge.last("digest"), digest);
}

void TestJudge::enroll_asksForNames() {
    QVERIFY(m_judge.start(q("ra")));
    QVERIFY(isGood(enroll("names", "sscep-a",
                          {q("--subject"), QString::fromUtf8("CN=Gerät \\, 1,OU=A\\+B,O=Lab,C=DE"),
                           q("--san"), q("dns:names.example"), q("--san"), q("email:a@b.example"),
                           q("--san"), q("ip:2001:db8::7"), q("--san"), q("uri:urn:x:1")}),
                   "names"));
    QVERIFY(isClean("PKCSReq"));
    const Ran text =
        m_files.openssl({q("x509"), q("-noout"), q("-subject"), q("-nameopt"), q("RFC2253,utf8"),
                         q("-ext"), q("subjectAltName"), q("-in"), m_files.path("names/cert.pem")});
    for (const char* name : {"DNS:names.example", "email:a@b.example",
                             "IP Address:2001:DB8:0:0:0:0:0:7", "URI:urn:x:1"})
        QVERIFY2(text.out.contains(name), text.text().constData());
}

void TestJudge::keysThatCannotDecrypt_data() {
    QTest::addColumn<QString>("key");
    QTest::newRow("P-256") << q("ec:p256");
    QTest::newRow("P-384") << q("ec:p384");
}

// Their replies are encrypted under the challenge.
void TestJudge::keysThatCannotDecrypt() {
    QFETCH(QString, key);
    QVERIFY(m_judge.start(q("ra")));
    QDir(m_files.path("ec")).removeRecursively();
    QVERIFY(isGood(enroll("ec", qPrintable(key)), "ec"));
    QVERIFY(isClean("PKCSReq"));
    const QStringList renewal{q("renew"),   m_files.path("ec"), q("--key"),
                              q("ec:p256"), q("--type"),        q("17")};
    const Ran renewed = client(renewal + QStringList{q("--challenge"), q(kJudgeChallenge)});
    QVERIFY(isGood(renewed, "ec"));
    QVERIFY(isClean("RenewalReq"));
    // Without one there is nothing to encrypt under.
    QVERIFY(isRefusedWith(client(renewal), "badAlg"));
    QVERIFY(isClean("RenewalReq", "FAILURE badAlg"));
    const QString waiting = m_files.path("ec-waiting");
    QDir(waiting).removeRecursively();
    QCOMPARE(enroll("ec-waiting", qPrintable(key), {q("--subject"), q("CN=poll1 ec")}).code, 3);
    QVERIFY(isClean("PKCSReq", "PENDING"));
    QVERIFY(
        isGood(client({q("poll"), waiting, q("--challenge"), q(kJudgeChallenge)}), "ec-waiting"));
    QVERIFY(isClean("CertPoll"));
}

// Here it is the request that is encrypted under the challenge.
void TestJudge::caThatCannotDecrypt() {
    QVERIFY(m_judge.start(q("ec"), {q("--kind"), q("ec")}));
    const std::pair<const char*, const char*> devices[] = {{"ec-rsa", "sscep-a"},
                                                           {"ec-ec", "ec:p256"}};
    for (const auto& [folder, key] : devices) {
        QVERIFY(isGood(enroll(folder, key), folder));
        QVERIFY(isClean("PKCSReq"));
        QCOMPARE(m_judge.last("transport"), q("password"));
        const Ran renewed = client({q("renew"), m_files.path(folder), q("--key"), q("ec:p256"),
                                    q("--type"), q("19"), q("--challenge"), q(kJudgeChallenge)});
        QVERIFY(isGood(renewed, folder));
        QVERIFY(isClean("PKCSReq"));
        QCOMPARE(m_judge.last("signer"), q("issued"));
    }
}

void TestJudge::poll_untilIssued_data() {
    QTest::addColumn<QStringList>("how");
    QTest::newRow("POST") << QStringList();
    QTest::newRow("GET") << words("--get");
}

void TestJudge::poll_untilIssued() {
    QFETCH(QStringList, how);
    QVERIFY(m_judge.start(q("ra")));
    QDir(m_files.path("poll")).removeRecursively();
    const Ran asked =
        enroll("poll", "sscep-a", how + QStringList{q("--subject"), q("CN=poll2 device,O=Lab")});
    QCOMPARE(asked.code, 3);
    QVERIFY(isClean("PKCSReq", "PENDING"));
    const QStringList poll = QStringList{q("poll"), m_files.path("poll")} + how;
    QCOMPARE(client(poll).code, 3);
    QVERIFY(isClean("CertPoll", "PENDING"));
    QVERIFY(isGood(client(poll), "poll"));
    QVERIFY(isClean("CertPoll"));
    QCOMPARE(m_judge.last("method"), how.isEmpty() ? q("POST") : q("GET"));
    // A renewal may have to wait as well; it is the old certificate that asks.
    const Ran renewed = client(QStringList{q("renew"), m_files.path("poll"), q("--type"), q("17"),
                                           q("--key"), keyFile(q("sscep-b"))} +
                               how);
    QCOMPARE(renewed.code, 3);
    QVERIFY(isClean("RenewalReq", "PENDING"));
    QCOMPARE(client(poll).code, 3);
    QVERIFY(isClean("CertPoll", "PENDING"));
    QCOMPARE(m_judge.last("signer"), q("issued"));
    QVERIFY(isGood(client(poll), "poll"));
}

void TestJudge::poll_untilDenied() {
    QVERIFY(m_judge.start(q("ra")));
    const QStringList poll{q("poll"), m_files.path("denied")};
    QCOMPARE(enroll("denied", "sscep-a", {q("--subject"), q("CN=polldeny device")}).code, 3);
    QVERIFY(isRefusedWith(client(poll), "badRequest: The operator has denied this."));
    m_judge.readLog();
    // One that forgets what it was asked knows no such transaction.
    QCOMPARE(enroll("forgotten", "sscep-b", {q("--subject"), q("CN=poll1 device")}).code, 3);
    const QString url = m_judge.url();
    QVERIFY(m_judge.start(q("ra")));
    const QString document = m_files.path("forgotten/transaction.json");
    writeTo(document, contentOf(document).replace(url.toLatin1(), m_judge.url().toLatin1()));
    QVERIFY(isRefusedWith(client({q("poll"), m_files.path("forgotten")}), "badCertId"));
    QVERIFY(isClean("CertPoll", "FAILURE badCertId"));
}

void TestJudge::refusal_isTold() {
    QVERIFY(m_judge.start(q("ra")));
    const QString out = m_files.path("refused");
    const QStringList request{q("enroll"),    m_judge.url(),  q("--key"), keyFile(q("sscep-a")),
                              q("--subject"), q("CN=device"), q("--out"), out};
    QVERIFY(isRefusedWith(client(request + words("--challenge another-one")), "badRequest"));
    m_judge.readLog();
    QCOMPARE(m_judge.findings(), QStringList{q("challenge.right")});
    QVERIFY(isRefusedWith(client(request), "badRequest"));
    m_judge.readLog();
    QCOMPARE(m_judge.findings(), QStringList{q("challenge.present")});
    QVERIFY(!QFile::exists(out + q("/cert.pem")));
    // The same transactionID for another key is another's.
    const QStringList same = words("--transaction-id ours");
    QVERIFY(isGood(enroll("first", "sscep-a", same), "first"));
    QVERIFY(isClean("PKCSReq"));
    QVERIFY(isRefusedWith(enroll("second", "sscep-b", same), "badRequest"));
    m_judge.readLog();
    QCOMPARE(m_judge.findings(), QStringList{q("transaction.key")});
    const Ran unknown =
        client({q("getcert"), m_judge.url(), q("DEADBEEF"), q("--signer"), m_files.path("first")});
    QVERIFY(isRefusedWith(unknown, "badCertId"));
    QVERIFY(isClean("GetCert", "FAILURE badCertId"));
}

void TestJudge::refusal_ofOldAlgorithms() {
    QVERIFY(m_judge.start(q("ra"), {q("--modern")}));
    QVERIFY(!client({q("caps"), m_judge.url()}).out.contains("SHA-1\""));
    const std::pair<const char*, const char*> rows[] = {{"--digest sha1", "digest.allowed"},
                                                        {"--cipher des3", "cipher.allowed"}};
    for (const auto& [options, finding] : rows) {
        QVERIFY(isRefusedWith(enroll("modern", "sscep-a", words(options)), "badAlg"));
        m_judge.readLog();
        QCOMPARE(m_judge.findings(), QStringList{q(finding)});
    }
    QVERIFY(isGood(enroll("modern", "sscep-a"), "modern"));
    QVERIFY(isClean("PKCSReq"));
}

void TestJudge::refusal_ofARevokedCertificate() {
    QVERIFY(m_judge.start(q("ra")));
    QVERIFY(
        isGood(enroll("revoked", "sscep-a", {q("--subject"), q("CN=revoked device")}), "revoked"));
    QVERIFY(isClean("PKCSReq"));
    const Ran renewed =
        client({q("renew"), m_files.path("revoked"), q("--key"), keyFile(q("sscep-b"))});
    QVERIFY(isRefusedWith(renewed, "badCertId"));
    QVERIFY(isClean("RenewalReq", "FAILURE badCertId"));
}

// `openssl ocsp` answers from the judge's index and checks its answer: one is good, one revoked.
void TestJudge::index_isGoodForOcsp() {
    QVERIFY(m_judge.start(q("ra")));
    QVERIFY(isGood(enroll("ocsp-good", "sscep-a"), "ocsp-good"));
    QVERIFY(
        isGood(enroll("ocsp-bad", "sscep-b", {q("--subject"), q("CN=revoked ocsp")}), "ocsp-bad"));
    const QString ca = m_judge.file("ca.pem");
    const QString request = m_files.path("ocsp.request");
    const QString answer = m_files.path("ocsp.answer");
    const Ran asked = m_files.openssl({q("ocsp"), q("-no_nonce"), q("-issuer"), ca, q("-cert"),
                                       m_files.path("ocsp-good/cert.pem"), q("-cert"),
                                       m_files.path("ocsp-bad/cert.pem"), q("-reqout"), request});
    QVERIFY2(asked.code == 0, asked.text().constData());
    const Ran answered = m_files.openssl(
        {q("ocsp"), q("-index"), m_judge.file("index.txt"), q("-CA"), ca, q("-rsigner"), ca,
         q("-rkey"), m_judge.file("ca.key"), q("-reqin"), request, q("-respout"), answer});
    QVERIFY2(answered.code == 0, answered.text().constData());
    const Ran read =
        m_files.openssl({q("ocsp"), q("-no_nonce"), q("-respin"), answer, q("-issuer"), ca,
                         q("-CAfile"), ca, q("-cert"), m_files.path("ocsp-good/cert.pem"),
                         q("-cert"), m_files.path("ocsp-bad/cert.pem")});
    const QByteArray text = read.out + read.err;
    QVERIFY2(text.contains("ocsp-good/cert.pem: good"), text.constData());
    QVERIFY2(text.contains("ocsp-bad/cert.pem: revoked"), text.constData());
}

void TestJudge::wrongReply_isRefused_data() {
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* wrong, const char* error) {
        QTest::newRow(wrong) << q(wrong) << q(error);
    };
    row("nonce", "nonceMismatch");
    row("nononce", "nonceMismatch");
    row("transaction", "transactionConflict");
    row("type", "messageTypeUnsupported");
    row("status", "messageMalformed");
    row("signature", "signatureInvalid");
    row("digest", "digestMismatch");
    row("signer", "signerUnknown");
    row("impostor", "signatureInvalid");
    row("recipient", "decryptFailed");
    row("empty", "messageMalformed");
    row("chain", "chainUntrusted");
    row("key", "keyMismatch");
    row("expired", "certificateExpired");
}

void TestJudge::wrongReply_isRefused() {
    QFETCH(QString, wrong);
    QFETCH(QString, error);
    QVERIFY(m_judge.start(q("ra"), {q("--wrong"), wrong}));
    const QString folder = m_files.path("wrong");
    QDir(folder).removeRecursively();
    QVERIFY(isRefused(enroll("wrong", "sscep-a"), qPrintable(error)));
    QVERIFY(!QFile::exists(folder + q("/cert.pem")));
    // It was a good request, and the judge says that it has answered it.
    QVERIFY(isClean("PKCSReq"));
}

void TestJudge::wrongLookup_isRefused_data() {
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("error");
    QTest::newRow("another certificate") << q("certificate") << q("certificateUnknown");
    QTest::newRow("CRL of another key") << q("crl") << q("signatureInvalid");
    QTest::newRow("next CA signed by another") << q("next") << q("signerUnknown");
}

void TestJudge::wrongLookup_isRefused() {
    QFETCH(QString, wrong);
    QFETCH(QString, error);
    QVERIFY(m_judge.start(q("ra")));
    const QString folder = m_files.path("lookup");
    QDir(folder).removeRecursively();
    const Ran ran = enroll("lookup", "sscep-a");
    QVERIFY(isGood(ran, "lookup"));
    m_judge.readLog();
    const QString serial = ran.json()[q("serial")].toString().remove(QLatin1Char(':'));
    const auto ask = [&]() -> Ran {
        const QStringList signer{q("--signer"), folder};
        if (wrong == q("next")) return client({q("nextca"), m_judge.url()});
        if (wrong == q("crl")) return client(QStringList{q("getcrl"), m_judge.url()} + signer);
        return client(QStringList{q("getcert"), m_judge.url(), serial} + signer);
    };
    const Ran right = ask();
    QVERIFY2(right.code == 0, right.text().constData());
    m_judge.readLog();
    QVERIFY(m_judge.findings().isEmpty());
    QVERIFY(m_judge.start(q("ra"), {q("--wrong"), wrong}));
    QVERIFY(isRefused(ask(), qPrintable(error)));
}

Ran TestJudge::pki(const char* subject, const char* key, const QStringList& more) const {
    const QStringList arguments{q("--scep"),
                                q("--url"),
                                m_judge.url(),
                                q("--in"),
                                keyFile(q(key)),
                                q("--dn"),
                                q(subject),
                                q("--cacert-enc"),
                                m_files.path("ra.pem"),
                                q("--cacert-sig"),
                                m_files.path("ca.pem"),
                                q("--outform"),
                                q("pem")};
    const Ran ran = m_files.run("pki", arguments + more);
    writeTo(m_files.path("strongswan.pem"), ran.out);
    const Ran verified = m_files.openssl({q("verify"), q("-x509_strict"), q("-CAfile"),
                                          m_judge.root(), m_files.path("strongswan.pem")});
    if (ran.code == 0 && verified.code != 0) return verified;
    return ran;
}

// Neither side knows the other, or us. It sends no Content-Type and does not sort the attributes of
// a CSR, which the judge tells, and forgives.
void TestJudge::strongswan_isContent() {
    QVERIFY2(m_files.run("pki", {q("--help")}).code == 0, "strongswan-pki is not installed");
    writeTo(m_files.path("ca.pem"), "");
    QVERIFY(m_judge.start(q("ra"), words("--forgive http.contentType --forgive csr.setOrder")));
    const Ran fetched = m_files.run(
        "pki", {q("--scepca"), q("--url"), m_judge.url(), q("--caout"), m_files.path("ca.pem"),
                q("--raout"), m_files.path("ra.pem"), q("--outform"), q("pem"), q("--force")});
    QVERIFY2(fetched.code == 0, fetched.text().constData());
    const auto answered = [&](const Ran& ran, const QStringList& told, const char* answer) {
        m_judge.readLog();
        QStringList findings = m_judge.findings();
        findings.removeAll(q("http.contentType"));
        if (findings == told && m_judge.last("answer") == q(answer)) return true;
        qWarning() << ran.text() << findings << m_judge.messages();
        return false;
    };
    const QStringList secret{q("--password"), q(kJudgeChallenge)};
    const char* const kSubject = "C=DE, O=Example, CN=moon";
    Ran ran = pki(kSubject, "strongswan-a", secret + words("--san moon.example"));
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY(answered(ran, {q("csr.setOrder")}, "SUCCESS"));
    writeTo(m_files.path("old.pem"), ran.out);
    ran = pki(kSubject, "strongswan-b",
              {q("--cert"), m_files.path("old.pem"), q("--key"), keyFile(q("strongswan-a"))});
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY(answered(ran, {}, "SUCCESS"));
    QCOMPARE(m_judge.last("messageType"), q("RenewalReq"));
    ran = pki("CN=poll1 moon", "strongswan-c", secret + words("--interval 1 --maxpolltime 30"));
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY(answered(ran, {}, "SUCCESS"));
    QCOMPARE(m_judge.last("messageType"), q("CertPoll"));
    ran = pki(kSubject, "strongswan-e", secret + words("--cipher des3 --digest sha1"));
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY(answered(ran, {}, "SUCCESS"));
    QCOMPARE(m_judge.last("cipher"), q("des-ede3-cbc"));
    ran = pki(kSubject, "strongswan-f", secret + words("--digest sha512"));
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY(answered(ran, {}, "SUCCESS"));
    QCOMPARE(m_judge.last("digest"), q("sha512"));
    ran = pki(kSubject, "strongswan-g", words("--password another-one"));
    QVERIFY(ran.code != 0 && ran.err.contains("badRequest"));
    QVERIFY(answered(ran, {q("challenge.right")}, "FAILURE badRequest"));
}

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
