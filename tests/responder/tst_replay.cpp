// What strongSwan, sscep and certmonger once sent to another server, sent to ours: it must answer
// each request as that server did, and openssl must be able to read every answer.
#include "base/encoding.h"
#include "client/replay.h"
#include "device.h"
#include "enrollment/approval.h"
#include "store/store.h"
#include "workbench/passphrase.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::test;

namespace {

QString q(const char* text) {
    return QString::fromLatin1(text);
}

} // namespace

class TestReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void pkiOperation_isAnsweredAsTheOtherServerDid_data();
    void pkiOperation_isAnsweredAsTheOtherServerDid();
    void pkiOperation_sentTwiceGivesOneCertificate();
    void pkiOperation_isSentAgainByTheClient_data();
    void pkiOperation_isSentAgainByTheClient();
    void pkiOperation_oldAlgorithmsNeedTheirSwitch_data();
    void pkiOperation_oldAlgorithmsNeedTheirSwitch();
    void other_requestsAreAnswered_data();
    void other_requestsAreAnswered();
    void ledger_isConsistentAfterwards();

private:
    QByteArray requestFor(const QString& file, const QByteArray& path) const;
    RawResponse replay(const QString& file, const QByteArray& path) const;
    void learnIssued(const QJsonObject& capture);
    void approve(const QString& transactionId);
    void checkWithOpenssl(const QJsonObject& capture, const Answer& answer);
    QString file(const char* name) const { return m_folder.filePath(q(name)); }

    Lab m_lab;
    QTemporaryDir m_folder;
    QStringList m_held; ///< transactions that the other server kept PENDING
    QStringList m_issued;
    std::unique_ptr<store::Store> m_store;
};

void TestReplay::initTestCase() {
    workbench::SetupOptions setup;
    setup.withRa = false;
    const auto ca = loadCertificate(q("keys/ca.cert.pem"));
    setup.imported = workbench::ImportedCa{ca, loadKey(q("keys/ca.key.pem")), {}};
    QVERIFY(m_lab.start(std::move(setup)));
    const std::string secret = readFile(dataPath(q("keys/challenge.txt"))).trimmed().toStdString();
    const auto lenient = [](enrollment::EndpointSettings& settings) {
        settings.gates = challenge::gatesOf(challenge::GateKind::Static);
        settings.compatibility = *enrollment::compatibilityPreset("cisco-legacy");
    };
    QVERIFY(m_lab.addEndpoint("auto", lenient, secret));
    QVERIFY(m_lab.addEndpoint(
        "held",
        [&](enrollment::EndpointSettings& settings) {
            lenient(settings);
            settings.approval = enrollment::Approval::Manual;
        },
        secret));
    QVERIFY(m_lab.addEndpoint(
        "modern",
        [](enrollment::EndpointSettings& settings) {
            settings.gates = challenge::gatesOf(challenge::GateKind::Static);
        },
        secret));
    // That server left the SANs out of its certificates; their renewals ask for them again.
    auto recipe = *m_lab.workbench().endpoints().showTemplate("lab");
    recipe.renewalMayChangeIdentity = true;
    QVERIFY(m_lab.workbench().endpoints().updateTemplate(recipe).has_value());
    auto store = store::Store::open(m_lab.workbench().status()->path, m_lab.clock());
    QVERIFY(store.has_value());
    m_store = std::move(*store);
    const auto passphrase = workbench::findPassphrase(m_store->path(), {});
    QVERIFY(passphrase && m_store->unlock(passphrase->view()));
    for (const QJsonObject& capture : captures()) {
        if (capture[q("pkiStatus")].toString() == q("PENDING"))
            m_held.append(capture[q("transactionID")].toString());
        if (capture[q("response")][q("content")].toString() == q("envelope")) learnIssued(capture);
    }
    // Certificates of 18 answers; that of GetCert is one of the others.
    QVERIFY2(m_issued.size() >= 17, QByteArray::number(m_issued.size()).constData());
}

void TestReplay::cleanup() {
    QVERIFY(m_lab.isAlive());
}

// The ledger shall know the certificates that the other server had issued, so that they can renew.
void TestReplay::learnIssued(const QJsonObject& capture) {
    Answer answer;
    answer.body = toBytes(bodyOf(capture[q("file")].toString() + q(".response")));
    const auto issued = issuedIn(answer, loadKey(capture[q("keyFiles")][q("response")].toString()));
    if (issued.empty()) return; // a CRL
    const QString serial = QString::fromStdString(issued.front().serialText());
    if (m_issued.contains(serial)) return;
    m_issued.append(serial);
    const auto authority = *m_lab.workbench().authorities().show({});
    enrollment::RecordRequest change;
    change.certificate = enrollment::recordOf(issued.front(), authority.id, authority.current()->id,
                                              m_lab.clock().now());
    change.request.key = {m_lab.workbench().endpoints().show("auto")->settings.id,
                          "recorded " + serial.toStdString(),
                          issued.front().publicKey().fingerprint(),
                          {}};
    change.request.state = enrollment::RequestState::Issued;
    change.request.sticky = false;
    change.request.createdAt = change.request.stickyUntil = m_lab.clock().now();
    change.request.decidedAt = m_lab.clock().now();
    change.request.subject = issued.front().subject().toText();
    const auto stored = m_store->commit(std::move(change));
    QVERIFY2(stored.has_value(), stored ? "" : toText(stored.error()).c_str());
}

// The bytes as they were recorded, but for the path.
QByteArray TestReplay::requestFor(const QString& name, const QByteArray& path) const {
    QByteArray request = readFile(dataPath(name + q(".request")));
    return request.replace(request.indexOf("/scep"), 5, path);
}

RawResponse TestReplay::replay(const QString& name, const QByteArray& path) const {
    RawClient client(m_lab.port());
    return client.ask(requestFor(name, path));
}

void TestReplay::approve(const QString& transactionId) {
    store::RequestFilter filter;
    filter.text = transactionId.toStdString();
    filter.state = enrollment::RequestState::Pending;
    const auto waiting = m_lab.workbench().requests().list(filter);
    QVERIFY(waiting.has_value());
    QCOMPARE(waiting->size(), std::size_t{1});
    const auto done = m_lab.workbench().requests().approve(waiting->front().id, {});
    QVERIFY2(done.has_value(), done ? "" : toText(done.error()).c_str());
}

void TestReplay::checkWithOpenssl(const QJsonObject& capture, const Answer& answer) {
    const QString ca = dataPath(q("keys/ca.cert.pem"));
    writeFile(file("reply.der"), answer.body);
    // The CA signs replies itself, and openssl wants an e-mail purpose of it unless told otherwise.
    const Ran verified =
        runOpenssl({q("cms"), q("-verify"), q("-binary"), q("-inform"), q("der"), q("-purpose"),
                    q("any"), q("-CAfile"), ca, q("-attime"), q("1795352400"), q("-in"),
                    file("reply.der"), q("-out"), file("content.der")});
    QVERIFY2(verified.exitCode == 0, verified.output.constData());
    const QByteArray content = readFile(file("content.der"));
    if (!answer.isSuccess()) {
        QVERIFY(content.isEmpty());
        // certmonger fails on an absent eContent; it must be there and empty.
        const auto data = pki::SignedData::fromDer(answer.body);
        QVERIFY(data && data->hasContent && data->content.empty());
        return;
    }
    const Ran opened = runOpenssl({q("cms"), q("-decrypt"), q("-binary"), q("-inform"), q("der"),
                                   q("-in"), file("content.der"), q("-inkey"),
                                   dataPath(capture[q("keyFiles")][q("signer")].toString()),
                                   q("-out"), file("p7.der")});
    QVERIFY2(opened.exitCode == 0, opened.output.constData());
    const Ran printed = runOpenssl({q("pkcs7"), q("-inform"), q("der"), q("-print_certs"), q("-in"),
                                    file("p7.der"), q("-out"), file("issued.pem")});
    QVERIFY2(printed.exitCode == 0, printed.output.constData());
    const int type = capture[q("messageType")].toInt();
    if (type == 22) QVERIFY(readFile(file("issued.pem")).contains("BEGIN X509 CRL"));
    // GetCert gives one of the other server's, which are not strict.
    if (type >= 21) return;
    const Ran trusted = runOpenssl({q("verify"), q("-x509_strict"), q("-attime"), q("1795352400"),
                                    q("-CAfile"), ca, file("issued.pem")});
    QVERIFY2(trusted.exitCode == 0, trusted.output.constData());
}

void TestReplay::pkiOperation_isAnsweredAsTheOtherServerDid_data() {
    QTest::addColumn<QJsonObject>("capture");
    for (const QJsonObject& capture : captures())
        if (capture[q("operation")].toString() == q("PKIOperation"))
            QTest::newRow(qPrintable(capture[q("file")].toString())) << capture;
}

void TestReplay::pkiOperation_isAnsweredAsTheOtherServerDid() {
    QFETCH(QJsonObject, capture);
    const QString name = capture[q("file")].toString();
    const QString id = capture[q("transactionID")].toString();
    // That server did not know type 17 and answered 500; the request itself is good.
    const bool unknownThere = capture[q("httpStatus")].toInt() == 500;
    const QString status = unknownThere ? q("SUCCESS") : capture[q("pkiStatus")].toString();
    const bool held = m_held.contains(id);
    if (held && status == q("SUCCESS")) approve(id);

    const Answer answer = readAnswer(replay(name, held ? "/held" : "/auto"));
    QCOMPARE(answer.http, 200);
    QCOMPARE(answer.contentType, QByteArray("application/x-pki-message"));
    QVERIFY(answer.isCertRep);
    QCOMPARE(QString::fromStdString(answer.attributes.transactionId), id);
    QCOMPARE(toHex(*answer.attributes.recipientNonce),
             capture[q("senderNonce")].toString().toStdString());
    QCOMPARE(answer.attributes.senderNonce->size(), std::size_t{16});
    const int expected = status == q("SUCCESS") ? 0 : status == q("PENDING") ? 3 : 2;
    QVERIFY2(answer.attributes.pkiStatus == expected, answer.text().constData());
    if (expected == 2) {
        const auto info = failInfoFromText(capture[q("failInfo")].toString().toStdString());
        QVERIFY2(info && answer.isFailure(*info), answer.text().constData());
        QVERIFY(!answer.attributes.failInfoText->empty());
    }
    QVERIFY(answer.body.size() < 16 * 1024);
    checkWithOpenssl(capture, answer);
    // Number 13 is number 09 once more.
    if (expected != 0 || capture[q("messageType")].toInt() >= 21 || unknownThere) return;
    // The certificate is a new one, for the key of the CSR.
    const QString keyFile = capture[q("keyFiles")][q("csr")].toString();
    const auto issued = issuedIn(answer, loadKey(capture[q("keyFiles")][q("signer")].toString()));
    QVERIFY(!issued.empty());
    QVERIFY(!m_issued.contains(QString::fromStdString(issued.front().serialText())));
    m_issued.append(QString::fromStdString(issued.front().serialText()));
    if (!keyFile.isEmpty()) QVERIFY(issued.front().publicKey() == loadKey(keyFile).publicKey());
}

void TestReplay::pkiOperation_sentTwiceGivesOneCertificate() {
    const auto before = m_lab.certificateCount();
    for (const char* name : {"03-strongswan-enroll-post-aes128-sha256",
                             "17-sscep-enroll-post-aes256-sha512", "36-certmonger-enroll-get",
                             "37-certmonger-resubmit-renewal", "09-strongswan-renewal-type17"})
        QVERIFY2(readAnswer(replay(q(name), "/auto")).isSuccess(), name);
    QCOMPARE(m_lab.certificateCount(), before);
}

void TestReplay::pkiOperation_isSentAgainByTheClient_data() {
    QTest::addColumn<QJsonObject>("capture");
    // What an operator decides has another answer each time.
    for (const QJsonObject& capture : captures())
        if (capture[q("operation")].toString() == q("PKIOperation") &&
            !m_held.contains(capture[q("transactionID")].toString()))
            QTest::newRow(qPrintable(capture[q("file")].toString())) << capture;
}

// The client's own replay: it sees what the other tests see, and the same as before the second
// time.
void TestReplay::pkiOperation_isSentAgainByTheClient() {
    QFETCH(QJsonObject, capture);
    const QString name = capture[q("file")].toString();
    inspect::RawExchange recorded;
    recorded.server = {"127.0.0.1", 19510};
    recorded.request = toBytes(readFile(dataPath(name + q(".request"))));
    recorded.response = toBytes(readFile(dataPath(name + q(".response"))));
    inspect::Keyring keys;
    const QString keyFile = capture[q("keyFiles")][q("signer")].toString();
    keys.keys.push_back({"the client", loadKey(keyFile), std::nullopt});
    client::ServiceOptions options;
    options.url = "http://127.0.0.1:" + std::to_string(m_lab.port()) + "/auto";
    http::ClientOptions direct;
    direct.proxyUse = http::ProxyUse::None;
    client::Service service(std::move(options), m_lab.clock(), std::move(direct));

    const auto first = client::sendAgain(service, recorded, &keys);
    QVERIFY2(first && first->comparison, first ? "no answer" : toText(first.error()).c_str());
    std::vector<std::string> differing;
    for (const inspect::AnswerDifference& difference : first->comparison->differences)
        differing.push_back(difference.what);
    std::vector<std::string> expected;
    const int type = capture[q("messageType")].toInt();
    const bool unknownThere = capture[q("httpStatus")].toInt() == 500;
    const bool issues = type < 21 && capture[q("pkiStatus")].toString() == q("SUCCESS");
    if (issues) expected = {"issued certificate"};
    if (unknownThere) expected = {"HTTP status", "Content-Type", "content"};
    QVERIFY2(differing == expected, toText(*first->comparison).c_str());

    const auto before = m_lab.certificateCount();
    const auto second = client::sendAgain(service, *first->step.exchange, &keys);
    QVERIFY2(second && second->same(), second ? second->step.what.c_str() : "");
    QCOMPARE(m_lab.certificateCount(), before);
    if (issues)
        QVERIFY(m_issued.contains(QString::fromStdString(second->comparison->sameCertificate)));
}

void TestReplay::pkiOperation_oldAlgorithmsNeedTheirSwitch_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"04-strongswan-enroll-post-3des-sha1", "13-strongswan-renewal-type17-http500",
          "18-sscep-enroll-post-3des-sha1"})
        QTest::newRow(name) << q(name);
}

void TestReplay::pkiOperation_oldAlgorithmsNeedTheirSwitch() {
    QFETCH(QString, name);
    const auto before = m_lab.certificateCount();
    const Answer answer = readAnswer(replay(name, "/modern"));
    QVERIFY2(answer.isFailure(FailInfo::BadAlg), answer.text().constData());
    QCOMPARE(m_lab.certificateCount(), before);
}

void TestReplay::other_requestsAreAnswered_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    for (const QJsonObject& capture : captures()) {
        const QString operation = capture[q("operation")].toString();
        if (operation == q("PKIOperation")) continue;
        const QString name = capture[q("file")].toString();
        // A raw space in the request line is no HTTP; there is no next CA here.
        int status = 200;
        if (operation == q("GetNextCACert")) status = 404;
        QByteArray type = operation == q("GetCACaps") ? "text/plain" : "application/x-x509-ca-cert";
        if (status != 200) type = "text/plain; charset=utf-8";
        QTest::newRow(qPrintable(name)) << name << status << type;
    }
}

void TestReplay::other_requestsAreAnswered() {
    QFETCH(QString, name);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    const RawResponse response = replay(name, "/auto");
    QCOMPARE(response.status, status);
    QCOMPARE(response.header("Content-Type"), type);
    if (type == "application/x-x509-ca-cert")
        QVERIFY(sameBytes(toBytes(response.body), loadCertificate(q("keys/ca.cert.pem")).der()));
}

void TestReplay::ledger_isConsistentAfterwards() {
    const auto problems = m_lab.workbench().checkConsistency();
    QVERIFY(problems.has_value());
    QVERIFY2(problems->empty(), problems->empty() ? "" : problems->front().c_str());
    QVERIFY(m_lab.workbench().verifyAudit()->intact);
    const std::string log = m_lab.logged();
    QVERIFY(log.find("otter-lamp-77") == std::string::npos);
    QVERIFY(log.find("not-the-challenge") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
