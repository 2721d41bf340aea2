// The client against a service without a network, and against recorded answers.
#include "client/scep_client.h"
#include "fake_service.h"
#include "pki/crypto.h"
#include "scep/ids.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::client;
using namespace scepter::test;
using scep::MessageType;
using scep::PkiStatus;

namespace {

struct FixedClock final : Clock {
    [[nodiscard]] TimePoint now() const override {
        return TimePoint{std::chrono::seconds(1'796'000'000)};
    }
};

pki::PrivateKey keyNamed(const char* name) {
    return *pki::PrivateKey::fromPem(textOf(captured(name)));
}

} // namespace

class TestScepClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void capabilities_areWhatTheServiceSays();
    void capabilities_missingAreNotAnError();
    void capabilities_ofAnUnreachableServiceAreAnError();
    void caCertificates_areComparedWithTheFingerprint();
    void nextCaCertificates_areReadFromTheRecording();
    void enroll_yieldsACheckedCertificate();
    void enroll_goesByGetWherePostIsNotListed();
    void enroll_choosesWhatTheServiceLists_data();
    void enroll_choosesWhatTheServiceLists();
    void enroll_sendsTheReadyCsr();
    void enroll_refusesWhatWasNotAskedFor();
    void enroll_refusesAReplayedAnswer();
    void enroll_reportsAFailureAsAResult();
    void enroll_keepsTheTranscriptOfWhatWentWrong();
    void enroll_withASignOnlyKeyUsesTheChallenge();
    void poll_collectsWhatWasPending();
    void poll_misbehaves();
    void renew_isSignedWithTheOldCertificate_data();
    void renew_isSignedWithTheOldCertificate();
    void renew_isOfTheThreeTypesOnly();
    void getCert_returnsTheOneAskedFor();
    void getCrl_isVerified();
    void lookups_misbehave();
    void url_keepsItsQueryAndEscapesTheIdentifier();
    void url_mustBeHttp_data();
    void url_mustBeHttp();

private:
    [[nodiscard]] ScepClient clientFor(ServiceOptions options = {});
    [[nodiscard]] EnrollmentRequest request() const;
    void issueTo(const pki::PrivateKey& by, int startsIn = 0);

    FixedClock m_clock;
    std::unique_ptr<FakeService> m_service;
    std::optional<pki::PrivateKey> m_key;
    std::optional<pki::PrivateKey> m_otherKey;
};

void TestScepClient::init() {
    m_service = std::make_unique<FakeService>();
    m_key = keyNamed("keys/sscep-a.key.pem");
    m_otherKey = keyNamed("keys/sscep-b.key.pem");
    issueTo(m_service->caKey);
}

void TestScepClient::issueTo(const pki::PrivateKey& by, int startsIn) {
    m_service->respond = [this, by, startsIn](const scep::Request& asked) {
        scep::ReplyFields fields;
        fields.status = PkiStatus::Success;
        const pki::PublicKey key = asked.csr ? asked.csr->publicKey() : m_key->publicKey();
        const TimePoint start = m_clock.now() + std::chrono::hours(startsIn);
        fields.certificates = {m_service->ca.der(), m_service->issue(key, start, by).der()};
        return fields;
    };
}

ScepClient TestScepClient::clientFor(ServiceOptions options) {
    if (options.url.empty()) options.url = "http://ca.example/scep";
    return {std::move(options), m_clock,
            [this](const http::ClientRequest& sent) { return (*m_service)(sent); }};
}

EnrollmentRequest TestScepClient::request() const {
    EnrollmentRequest made{.key = *m_key,
                           .subject = *pki::Name::fromText("CN=device,O=Example"),
                           .subjectAltNames = {*pki::generalNameFromText("dns:device.example")},
                           .extensions = {},
                           .challenge = SecretBytes(std::string_view("otter")),
                           .csr = {},
                           .transactionId = {},
                           .cipher = {},
                           .digest = {}};
    return made;
}

void TestScepClient::capabilities_areWhatTheServiceSays() {
    ScepClient client = clientFor();
    const auto result = client.capabilities();
    QVERIFY(result && result->answered);
    QVERIFY(result->capabilities.aes && result->capabilities.renewal);
    QVERIFY(!result->capabilities.des3);
    QCOMPARE(result->transcript.front().name, std::string("GetCACaps"));
    QVERIFY(result->transcript.front().what.contains("HTTP 200"));
    // Asked anew each time that it is asked for by name.
    QVERIFY(client.capabilities().has_value());
    QCOMPARE(m_service->requests.size(), std::size_t{2});
    QCOMPARE(client.transcript().size(), result->transcript.size());
}

void TestScepClient::capabilities_missingAreNotAnError() {
    m_service->bodies.erase("GetCACaps");
    const auto result = clientFor().capabilities();
    QVERIFY(result && !result->answered);
    QVERIFY(result->capabilities == scep::Capabilities{});
    QVERIFY(result->refusal && result->refusal->code == ErrorCode::HttpStatus);
}

void TestScepClient::capabilities_ofAnUnreachableServiceAreAnError() {
    m_service->unreachable = true;
    ScepClient client = clientFor();
    QCOMPARE(client.capabilities().error().code, ErrorCode::Unreachable);
    QCOMPARE(client.transcript().size(), std::size_t{1});
    QVERIFY(client.transcript().front().what.contains("no route"));
}

void TestScepClient::caCertificates_areComparedWithTheFingerprint() {
    for (const pki::Digest digest : {pki::Digest::Sha1, pki::Digest::Sha256, pki::Digest::Sha512}) {
        ServiceOptions options;
        options.caFingerprint = m_service->ca.fingerprint(digest);
        const auto result = clientFor(options).caCertificates();
        QVERIFY(result && result->certificates.front() == m_service->ca);
        QVERIFY(result->roles && result->roles->ca == m_service->ca);
        options.caFingerprint.back() ^= 1;
        QCOMPARE(clientFor(options).caCertificates().error().code, ErrorCode::ChainUntrusted);
    }
    ServiceOptions options;
    options.caFingerprint = Bytes(16, 1); // MD5
    QCOMPARE(clientFor(options).caCertificates().error().code, ErrorCode::InvalidArgument);
    m_service->status = 500;
    QCOMPARE(clientFor().caCertificates().error().code, ErrorCode::HttpStatus);
}

void TestScepClient::nextCaCertificates_areReadFromTheRecording() {
    m_service->bodies["GetNextCACert"] = capturedBody("32-sscep-getnextcacert.response");
    const auto result = clientFor().nextCaCertificates();
    QVERIFY2(result.has_value(), result ? "" : toText(result.error()).c_str());
    QCOMPARE(result->certificates.size(), std::size_t{1});
    QVERIFY(result->certificates.front() ==
            pki::readCertificates(captured("keys/ca-next.cert.pem"))->front());
    m_service->bodies.erase("GetNextCACert");
    QCOMPARE(clientFor().nextCaCertificates().error().code, ErrorCode::HttpStatus);
}

void TestScepClient::enroll_yieldsACheckedCertificate() {
    ScepClient client = clientFor();
    const auto result = client.enroll(request());
    QVERIFY2(result.has_value(), result ? "" : toText(result.error()).c_str());
    QCOMPARE(result->status, PkiStatus::Success);
    QVERIFY(result->certificate && result->certificate->publicKey() == m_key->publicKey());
    QCOMPARE(result->chain.size(), std::size_t{1});
    QVERIFY(result->chain.front() == m_service->ca);
    QCOMPARE(result->transaction.transactionId,
             scep::deriveTransactionId(m_key->publicKey(), scep::TransactionIdStyle::Sha256OfSpki));

    const scep::Request& seen = m_service->seen.front();
    QCOMPARE(seen.type, MessageType::PkcsReq);
    QVERIFY(seen.csr && seen.csr->verify().has_value());
    QCOMPARE(seen.csr->subjectAltNames().front().value, std::string("device.example"));
    QVERIFY(seen.csr->challengePassword()->text() == "otter");
    QVERIFY(seen.signer->publicKey() == m_key->publicKey());
    const http::ClientRequest& sent = m_service->requests.back();
    QCOMPARE(sent.method, std::string("POST"));
    QCOMPARE(sent.url, std::string("http://ca.example/scep?operation=PKIOperation"));
    QCOMPARE(http::findHeader(sent.headers, "content-type"),
             std::optional(std::string("application/x-pki-message")));
    // GetCACaps and GetCACert are remembered.
    QVERIFY(client.enroll(request()).has_value());
    QCOMPARE(m_service->requests.size(), std::size_t{4});
    for (const Step& step : result->transcript)
        QVERIFY(!step.what.contains("otter"));
}

void TestScepClient::enroll_goesByGetWherePostIsNotListed() {
    m_service->setCapabilities("AES\nSHA-256\n");
    QVERIFY(clientFor().enroll(request()).has_value());
    QCOMPARE(m_service->requests.back().method, std::string("GET"));
    QVERIFY(m_service->requests.back().body.empty());
    ServiceOptions post;
    post.method = Method::Post;
    QVERIFY(clientFor(post).enroll(request()).has_value());
    QCOMPARE(m_service->requests.back().method, std::string("POST"));
    m_service->setCapabilities("SCEPStandard");
    ServiceOptions get;
    get.method = Method::Get;
    QVERIFY(clientFor(get).enroll(request()).has_value());
    QCOMPARE(m_service->requests.back().method, std::string("GET"));
}

void TestScepClient::enroll_choosesWhatTheServiceLists_data() {
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<int>("cipher");
    QTest::addColumn<int>("digest");
    using pki::Cipher, pki::Digest;
    const auto row = [](const char* text, Cipher cipher, Digest digest) {
        QTest::newRow(QByteArray(text).replace('\n', ' ').constData())
            << QByteArray(text) << static_cast<int>(cipher) << static_cast<int>(digest);
    };
    row("nothing known", Cipher::Aes128Cbc, Digest::Sha256);
    row("SCEPStandard", Cipher::Aes128Cbc, Digest::Sha256);
    row("AES\nDES3\nSHA-1\nSHA-256\nSHA-512", Cipher::Aes128Cbc, Digest::Sha256);
    row("DES3\nSHA-1", Cipher::TripleDesCbc, Digest::Sha1);
    row("AES\nSHA-512\nSHA-1", Cipher::Aes128Cbc, Digest::Sha512);
    row("AES\nSHA-384", Cipher::Aes128Cbc, Digest::Sha384);
}

void TestScepClient::enroll_choosesWhatTheServiceLists() {
    QFETCH(QByteArray, capabilities);
    QFETCH(int, cipher);
    QFETCH(int, digest);
    m_service->setCapabilities(capabilities.toStdString());
    QVERIFY(clientFor().enroll(request()).has_value());
    QCOMPARE(static_cast<int>(m_service->context.cipher), cipher);
    QCOMPARE(static_cast<int>(m_service->context.digest), digest);
    EnrollmentRequest own = request();
    own.cipher = pki::Cipher::Aes256Cbc;
    own.digest = pki::Digest::Sha512;
    own.transactionId = "my own";
    own.transport = pki::KeyTransport::RsaOaep;
    QVERIFY(clientFor().enroll(own).has_value());
    QCOMPARE(m_service->context.cipher, pki::Cipher::Aes256Cbc);
    QCOMPARE(m_service->context.digest, pki::Digest::Sha512);
    QCOMPARE(m_service->context.transport, pki::KeyTransport::RsaOaep);
    QCOMPARE(m_service->context.transactionId, std::string("my own"));
}

void TestScepClient::enroll_sendsTheReadyCsr() {
    EnrollmentRequest ready = request();
    ready.csr = *pki::signCsr({*pki::Name::fromText("CN=from a file"), {}, nullptr, {}}, *m_key,
                              pki::Digest::Sha256);
    QVERIFY(clientFor().enroll(ready).has_value());
    QVERIFY(sameBytes(m_service->seen.back().csr->der(), ready.csr->der()));
    ready.key = *m_otherKey;
    QCOMPARE(clientFor().enroll(ready).error().code, ErrorCode::KeyMismatch);
}

void TestScepClient::enroll_refusesWhatWasNotAskedFor() {
    // Issued under the CA's name by another key.
    issueTo(*m_otherKey);
    QCOMPARE(clientFor().enroll(request()).error().code, ErrorCode::ChainUntrusted);
    issueTo(m_service->caKey, -24 * 40);
    QCOMPARE(clientFor().enroll(request()).error().code, ErrorCode::CertificateExpired);
    issueTo(m_service->caKey, 2);
    QCOMPARE(clientFor().enroll(request()).error().code, ErrorCode::CertificateNotYetValid);
    // The CA's clock may be a little ahead.
    issueTo(m_service->caKey, 1);
    QVERIFY(clientFor().enroll(request()).has_value());
    m_service->respond = [this](const scep::Request&) {
        scep::ReplyFields fields;
        fields.status = PkiStatus::Success;
        fields.certificates = {
            m_service->issue(m_otherKey->publicKey(), m_clock.now(), m_service->caKey).der()};
        return fields;
    };
    QCOMPARE(clientFor().enroll(request()).error().code, ErrorCode::KeyMismatch);
}

void TestScepClient::enroll_refusesAReplayedAnswer() {
    m_service->replay = capturedBody("17-sscep-enroll-post-aes256-sha512.response");
    QCOMPARE(clientFor().enroll(request()).error().code, ErrorCode::TransactionConflict);
    EnrollmentRequest same = request();
    same.transactionId =
        scep::deriveTransactionId(m_key->publicKey(), scep::TransactionIdStyle::SscepMd5OfSpki);
    QCOMPARE(clientFor().enroll(same).error().code, ErrorCode::NonceMismatch);
}

void TestScepClient::enroll_reportsAFailureAsAResult() {
    m_service->respond = [](const scep::Request&) {
        return scep::ReplyFields{PkiStatus::Failure, FailInfo::BadTime, "not today", {}, {}};
    };
    const auto result = clientFor().enroll(request());
    QVERIFY2(result.has_value(), result ? "" : toText(result.error()).c_str());
    QCOMPARE(result->status, PkiStatus::Failure);
    QCOMPARE(result->failInfo, std::optional(FailInfo::BadTime));
    QCOMPARE(result->failInfoText, std::string("not today"));
    QVERIFY(!result->certificate && result->chain.empty());
    QVERIFY(result->transcript.back().what.contains("FAILURE badTime: not today"));
}

void TestScepClient::enroll_keepsTheTranscriptOfWhatWentWrong() {
    m_service->replay = copyOf(bytesOf("<html>oops</html>"));
    ScepClient client = clientFor();
    QVERIFY(!client.enroll(request()));
    QCOMPARE(client.transcript().back().name, std::string("CertRep"));
    QVERIFY(client.transcript().size() >= 4);
}

void TestScepClient::enroll_withASignOnlyKeyUsesTheChallenge() {
    EnrollmentRequest ec = request();
    ec.key = *pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    const auto result = clientFor().enroll(ec);
    QVERIFY2(result.has_value(), result ? "" : toText(result.error()).c_str());
    QVERIFY(result->certificate->publicKey() == ec.key.publicKey());
}

void TestScepClient::poll_collectsWhatWasPending() {
    m_service->respond = [](const scep::Request&) {
        return scep::ReplyFields{PkiStatus::Pending, {}, {}, {}, {}};
    };
    ScepClient client = clientFor();
    const auto pending = client.enroll(request());
    QVERIFY(pending && pending->status == PkiStatus::Pending && !pending->certificate);
    const auto again = client.poll(pending->transaction);
    QVERIFY(again && again->status == PkiStatus::Pending);
    issueTo(m_service->caKey);
    // Another process goes on from what was kept.
    const auto result = clientFor().poll(again->transaction);
    QVERIFY2(result.has_value(), result ? "" : toText(result.error()).c_str());
    QVERIFY(result->certificate && result->certificate->publicKey() == m_key->publicKey());
    const scep::Request& seen = m_service->seen.back();
    QCOMPARE(seen.type, MessageType::CertPoll);
    QCOMPARE(seen.transactionId, pending->transaction.transactionId);
    QVERIFY(seen.signer == pending->transaction.signer.certificate);
    QCOMPARE(seen.poll->issuer.toText(), m_service->ca.subject().toText());
    QCOMPARE(seen.poll->subject.toText(), request().subject.toText());
}

void TestScepClient::poll_misbehaves() {
    m_service->respond = [](const scep::Request&) {
        return scep::ReplyFields{PkiStatus::Pending, {}, {}, {}, {}};
    };
    ScepClient client = clientFor();
    const auto pending = client.enroll(request());
    QVERIFY(pending.has_value());
    const Misbehavior changed{MisbehaviorKind::ChangedTransactionId, {}};
    const auto polled = client.poll(pending->transaction, nullptr, {changed});
    QVERIFY2(polled.has_value(), polled ? "" : toText(polled.error()).c_str());
    QVERIFY(m_service->seen.back().transactionId != pending->transaction.transactionId);
    // With what is kept it can be asked for as it should be.
    QCOMPARE(polled->transaction.transactionId, pending->transaction.transactionId);
    const auto unfit =
        client.poll(pending->transaction, nullptr, {{MisbehaviorKind::NoChallenge, {}}});
    QCOMPARE(unfit.error().code, ErrorCode::InvalidArgument);
    QVERIFY(unfit.error().detail.contains("it has no CSR"));
}

void TestScepClient::renew_isSignedWithTheOldCertificate_data() {
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("sent");
    QTest::newRow("listed") << QByteArray("AES\nRenewal") << 0 << 17;
    QTest::newRow("not listed") << QByteArray("AES") << 0 << 19;
    QTest::newRow("19 asked for") << QByteArray("AES\nRenewal") << 19 << 19;
    QTest::newRow("17 asked for") << QByteArray("AES") << 17 << 17;
}

void TestScepClient::renew_isSignedWithTheOldCertificate() {
    QFETCH(QByteArray, capabilities);
    QFETCH(int, asked);
    QFETCH(int, sent);
    m_service->setCapabilities(capabilities.toStdString());
    const Identity old{m_service->issue(m_otherKey->publicKey(), m_clock.now(), m_service->caKey),
                       *m_otherKey};
    std::optional<MessageType> type;
    if (asked != 0) type = static_cast<MessageType>(asked);
    const auto result = clientFor().renew(request(), old, type);
    QVERIFY2(result.has_value(), result ? "" : toText(result.error()).c_str());
    QVERIFY(result->certificate->publicKey() == m_key->publicKey());
    QCOMPARE(static_cast<int>(m_service->seen.back().type), sent);
    QVERIFY(m_service->seen.back().signer == old.certificate);
}

void TestScepClient::renew_isOfTheThreeTypesOnly() {
    const Identity old{m_service->issue(m_otherKey->publicKey(), m_clock.now(), m_service->caKey),
                       *m_otherKey};
    QCOMPARE(clientFor().renew(request(), old, MessageType::GetCert).error().code,
             ErrorCode::InvalidArgument);
    QVERIFY(m_service->requests.empty());
}

void TestScepClient::getCert_returnsTheOneAskedFor() {
    const pki::Certificate own =
        m_service->issue(m_key->publicKey(), m_clock.now(), m_service->caKey);
    const Identity signer{own, *m_key};
    const auto result = clientFor().getCert(own.serial(), signer);
    QVERIFY2(result.has_value(), result ? "" : toText(result.error()).c_str());
    QVERIFY(result->certificate && result->certificate->serial() == own.serial() && !result->crl);
    QCOMPARE(m_service->seen.back().lookup->serial, own.serial());
    QCOMPARE(clientFor().getCert(Bytes{0x52}, signer).error().code, ErrorCode::CertificateUnknown);
    m_service->respond = [](const scep::Request&) {
        return scep::ReplyFields{PkiStatus::Failure, FailInfo::BadCertId, {}, {}, {}};
    };
    const auto unknown = clientFor().getCert(Bytes{0x52}, signer);
    QVERIFY(unknown && unknown->failInfo == FailInfo::BadCertId && !unknown->certificate);
}

void TestScepClient::getCrl_isVerified() {
    const Identity signer{m_service->issue(m_key->publicKey(), m_clock.now(), m_service->caKey),
                          *m_key};
    QCOMPARE(clientFor().getCrl(Bytes{0x51}, signer).error().code, ErrorCode::MessageMalformed);
    // The CRL of the recording, opened with its client's key, is signed by the same CA.
    const auto recorded = scep::decodeReply(capturedBody("31-sscep-getcrl.response"),
                                            {"SSCEP transactionId",
                                             *[&] {
                                                 const auto request = scep::decodeRequest(
                                                     capturedBody("31-sscep-getcrl.request"),
                                                     {{m_service->ca, m_service->caKey}}, {});
                                                 return request.request->senderNonce;
                                             }(),
                                             {m_service->ca}},
                                            *m_key);
    QVERIFY2(recorded.has_value(), recorded ? "" : toText(recorded.error()).c_str());
    Bytes crl = recorded->crls.front();
    m_service->respond = [&](const scep::Request&) {
        return scep::ReplyFields{PkiStatus::Success, {}, {}, {}, {crl}};
    };
    const auto result = clientFor().getCrl(Bytes{0x51}, signer);
    QVERIFY2(result.has_value(), result ? "" : toText(result.error()).c_str());
    QVERIFY(result->crl && result->crl->der == crl);
    crl.back() ^= 1;
    QVERIFY(!clientFor().getCrl(Bytes{0x51}, signer));
}

void TestScepClient::lookups_misbehave() {
    const Identity signer{m_service->issue(m_key->publicKey(), m_clock.now(), m_service->caKey),
                          *m_key};
    m_service->respond = [](const scep::Request&) {
        return scep::ReplyFields{PkiStatus::Failure, FailInfo::BadAlg, {}, {}, {}};
    };
    const std::vector<Misbehavior> weak{{MisbehaviorKind::WeakDigest, "sha1"}};
    ScepClient client = clientFor();
    QVERIFY(client.getCert(Bytes{0x51}, signer, weak).has_value());
    QCOMPARE(m_service->context.digest, pki::Digest::Sha1);
    QVERIFY(client.getCert(Bytes{0x51}, signer).has_value());
    QCOMPARE(m_service->context.digest, pki::Digest::Sha256);
    QVERIFY(client.getCrl(Bytes{0x51}, signer, weak).has_value());
    QCOMPARE(m_service->context.digest, pki::Digest::Sha1);
    const std::vector<Misbehavior> unfit{{MisbehaviorKind::ExpiredSigner, {}}};
    QCOMPARE(client.getCert(Bytes{0x51}, signer, unfit).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(client.getCrl(Bytes{0x51}, signer, unfit).error().code, ErrorCode::InvalidArgument);
}

void TestScepClient::url_keepsItsQueryAndEscapesTheIdentifier() {
    ServiceOptions options;
    options.url = "https://ca.example:8443/a/pkiclient.exe?tenant=7";
    options.caIdentifier = "Capture CA&x=\xC3\xA4";
    QVERIFY(clientFor(options).enroll(request()).has_value());
    QCOMPARE(m_service->requests[1].url,
             options.url + "&operation=GetCACert&message=Capture%20CA%26x%3D%C3%A4");
    QCOMPARE(m_service->requests[2].url, options.url + "&operation=PKIOperation");
}

void TestScepClient::url_mustBeHttp_data() {
    QTest::addColumn<QByteArray>("url");
    for (const char* url :
         {"ca.example/scep", "ftp://ca.example/", "file:///etc", "http://", "http://ca.example/#x"})
        QTest::newRow(url) << QByteArray(url);
}

void TestScepClient::url_mustBeHttp() {
    QFETCH(QByteArray, url);
    ServiceOptions options;
    options.url = url.toStdString();
    QCOMPARE(clientFor(options).capabilities().error().code, ErrorCode::InvalidArgument);
    QVERIFY(m_service->requests.empty());
}

QTEST_GUILESS_MAIN(TestScepClient)
#include "tst_scep_client.moc"
