// Crowds, repeats and renewals: one certificate for one transaction, whoever asks how often.
#include "../store/raw_database.h"
#include "device.h"

#include <QtTest>

#include <sys/resource.h>

using namespace scepter;
using namespace scepter::test;
using namespace std::chrono_literals;
namespace oids = asn1::oids;

namespace {

QString q(const char* text) {
    return QString::fromLatin1(text);
}

} // namespace

class TestHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void repeat_getsTheSameCertificate();
    void repeat_withAnotherKeyIsRefused();
    void repeat_ofAHeldRequestIsAPoll();
    void repeat_isANewRequestAfterItsTime();
    void crowd_ofCopiesGetsOneCertificate_data();
    void crowd_ofCopiesGetsOneCertificate();
    void crowd_onOneCodeGetsOneCertificate();
    void crowd_ofHalfOpenConnectionsIsClosed();
    void tries_areLimitedByAddress();
    void poll_isForTheOneWhoAsked();
    void poll_ofADeniedRequestTellsWhy();
    void poll_ofAnExpiredRequestTellsSo();
    void renewal_worksWithBothTypes_data();
    void renewal_worksWithBothTypes();
    void renewal_byARevokedCertificateIsRefused();
    void renewal_byAnExpiredCertificateIsRefused();
    void renewal_byAForeignCertificateIsRefused_data();
    void renewal_byAForeignCertificateIsRefused();
    void renewal_forAnotherNameIsRefused();
    void renewal_byTheRaIsNone();
    void lookup_needsACertificateOfThisCa();
    void fault_ofTheStoreIsNoRefusal();
    void ledger_isConsistentAfterwards();

private:
    Device device(const char* key) { return Device::fromKey(q(key), m_lab.clock().now()); }
    Bytes message(const Device& from, const std::string& id, ByteView csr, int type = 19) const {
        return from.build(requestMessage(type, id, Bytes(16, 5), sealFor(*m_ra, csr), from.signer));
    }
    std::optional<Device> enrolled(const char* key, const std::string& subject);
    std::vector<Answer> sendAtOnce(const QByteArray& path, const std::vector<Bytes>& messages);
    bool isRefusedFor(const Answer& answer, ErrorCode code, FailInfo told = FailInfo::BadRequest);

    Lab m_lab;
    std::optional<pki::Certificate> m_ra;
    int m_enrolled = 0;
};

void TestHostile::initTestCase() {
    QVERIFY(m_lab.start());
    m_ra = m_lab.generation().ra;
    QVERIFY(m_ra.has_value());
    QVERIFY(m_lab.addEndpoint("open", [](auto&) {}));
    QVERIFY(m_lab.addEndpoint("held", [](enrollment::EndpointSettings& settings) {
        settings.approval = enrollment::Approval::Manual;
        settings.pendingLifetime = 24h;
    }));
    QVERIFY(m_lab.addEndpoint("code", [](enrollment::EndpointSettings& settings) {
        settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    }));
    QVERIFY(m_lab.addEndpoint(
        "tries",
        [](enrollment::EndpointSettings& settings) {
            settings.gates = challenge::gatesOf(challenge::GateKind::Static);
            settings.tryLimit = {3, 10min, 20};
        },
        "lantern-17"));
}

void TestHostile::cleanup() {
    QVERIFY(m_lab.isAlive());
}

// The device's certificate of this CA, with its key.
std::optional<Device> TestHostile::enrolled(const char* key, const std::string& subject) {
    const Device first = device(key);
    const Answer answer =
        post(m_lab, "/open",
             message(first, "enrolled " + std::to_string(++m_enrolled), first.csr(subject)));
    const auto issued = issuedIn(answer, first.key);
    if (issued.empty()) {
        qWarning("%s", answer.text().constData());
        return std::nullopt;
    }
    return Device{first.key, issued.front()};
}

std::vector<Answer> TestHostile::sendAtOnce(const QByteArray& path,
                                            const std::vector<Bytes>& messages) {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (std::size_t i = 0; i < messages.size(); ++i)
        clients.push_back(std::make_unique<RawClient>(m_lab.port()));
    for (std::size_t i = 0; i < messages.size(); ++i)
        clients[i]->send("POST " + path + "?operation=PKIOperation HTTP/1.1\r\nHost: h\r\n" +
                         "Content-Length: " + QByteArray::number(messages[i].size()) + "\r\n\r\n" +
                         toArray(messages[i]));
    std::vector<Answer> answers;
    for (const auto& client : clients)
        answers.push_back(readAnswer(client->read()));
    return answers;
}

bool TestHostile::isRefusedFor(const Answer& answer, ErrorCode code, FailInfo told) {
    const auto request = m_lab.newestRequest();
    if (answer.isCertRep && answer.isFailure(told) && request.errorCode == code) return true;
    qWarning("%s; the ledger has %s", answer.text().constData(),
             request.errorCode ? std::string(toText(*request.errorCode)).c_str() : "no error");
    return false;
}

void TestHostile::repeat_getsTheSameCertificate() {
    const Device one = device("strongswan-a");
    const Bytes bytes = message(one, "repeat", one.csr("CN=repeat"));
    const auto before = m_lab.certificateCount();
    const auto first = issuedIn(post(m_lab, "/open", bytes), one.key);
    const auto again = issuedIn(post(m_lab, "/open", bytes), one.key);
    // Encrypted and signed anew, with another CSR of the same key: still the same transaction.
    const auto other =
        issuedIn(post(m_lab, "/open", message(one, "repeat", one.csr("CN=other"))), one.key);
    QVERIFY(!first.empty());
    QVERIFY(first == again && first == other);
    QCOMPARE(m_lab.certificateCount(), before + 1);
}

void TestHostile::repeat_withAnotherKeyIsRefused() {
    const Device one = device("strongswan-a");
    const Device two = device("strongswan-b");
    QVERIFY(post(m_lab, "/open", message(one, "taken", one.csr("CN=one"))).isSuccess());
    const Answer answer = post(m_lab, "/open", message(two, "taken", two.csr("CN=two")));
    QVERIFY(isRefusedFor(answer, ErrorCode::TransactionConflict));
    // Another endpoint has its own transactions.
    QCOMPARE(post(m_lab, "/held", message(two, "taken", two.csr("CN=two"))).attributes.pkiStatus,
             3);
}

void TestHostile::repeat_ofAHeldRequestIsAPoll() {
    const Device one = device("strongswan-c");
    const Bytes bytes = message(one, "held", one.csr("CN=held"));
    QCOMPARE(post(m_lab, "/held", bytes).attributes.pkiStatus, 3);
    const auto request = m_lab.newestRequest();
    QCOMPARE(post(m_lab, "/held", bytes).attributes.pkiStatus, 3);
    QCOMPARE(m_lab.newestRequest().id, request.id);
    // Polls are written a little later. Those of before the decision collect nothing.
    QTRY_VERIFY(m_lab.newestRequest().lastPolledAt.has_value());
    QCOMPARE(workbench::isCollected(m_lab.newestRequest()), std::nullopt);
    m_lab.clock().advance(1s);
    QVERIFY(m_lab.workbench().requests().approve(request.id, {}).has_value());
    QCOMPARE(workbench::isCollected(m_lab.newestRequest()), std::optional(false));
    m_lab.clock().advance(1s);
    const auto issued = issuedIn(post(m_lab, "/held", bytes), one.key);
    QVERIFY(!issued.empty() && issued.front().subject().commonName() == "held");
    QTRY_COMPARE(workbench::isCollected(m_lab.newestRequest()), std::optional(true));
}

void TestHostile::repeat_isANewRequestAfterItsTime() {
    const Device one = device("strongswan-e");
    const Bytes bytes = message(one, "later", one.csr("CN=later"));
    const auto first = issuedIn(post(m_lab, "/open", bytes), one.key);
    m_lab.clock().advance(23h);
    QVERIFY(issuedIn(post(m_lab, "/open", bytes), one.key) == first);
    m_lab.clock().advance(2h);
    const auto later = issuedIn(post(m_lab, "/open", bytes), one.key);
    QVERIFY(!first.empty() && !later.empty() && first != later);
}

void TestHostile::crowd_ofCopiesGetsOneCertificate_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("issued") << QByteArray("/open") << 0;
    QTest::newRow("held") << QByteArray("/held") << 3;
}

void TestHostile::crowd_ofCopiesGetsOneCertificate() {
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    const Device one = device("sscep-a");
    const Bytes bytes = message(one, "crowd", one.csr("CN=crowd"));
    const auto before = m_lab.certificateCount();
    const auto newest = m_lab.newestRequest().id;
    const auto answers = sendAtOnce(path, std::vector<Bytes>(200, bytes));
    std::vector<pki::Certificate> first;
    for (const Answer& answer : answers) {
        QVERIFY2(answer.attributes.pkiStatus == status, answer.text().constData());
        if (status != 0) continue;
        const auto issued = issuedIn(answer, one.key);
        QCOMPARE(issued.size(), std::size_t{1});
        if (first.empty()) first = issued;
        QVERIFY(first == issued);
    }
    QCOMPARE(m_lab.certificateCount(), before + (status == 0 ? 1 : 0));
    QCOMPARE(m_lab.newestRequest().id, newest + 1);
}

void TestHostile::crowd_onOneCodeGetsOneCertificate() {
    const auto minted = m_lab.workbench().codes().mint({});
    QVERIFY(minted.has_value());
    const Device one = device("sscep-b");
    std::vector<Bytes> messages;
    for (int i = 0; i < 50; ++i)
        messages.push_back(
            message(one, "code " + std::to_string(i),
                    one.csr("CN=code " + std::to_string(i), minted->front().code.text())));
    const auto before = m_lab.certificateCount();
    int issued = 0;
    for (const Answer& answer : sendAtOnce("/code", messages)) {
        QVERIFY2(answer.isSuccess() || answer.isFailure(FailInfo::BadRequest),
                 answer.text().constData());
        issued += answer.isSuccess() ? 1 : 0;
    }
    QCOMPARE(issued, 1);
    QCOMPARE(m_lab.certificateCount(), before + 1);
    QCOMPARE(m_lab.workbench().codes().list({})->front().usesLeft, 0U);
}

void TestHostile::crowd_ofHalfOpenConnectionsIsClosed() {
    constexpr int kConnections = 1000;
    rlimit files{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
    const rlimit wanted{std::max<rlim_t>(files.rlim_cur, 2 * kConnections + 200), files.rlim_max};
    if (wanted.rlim_cur > files.rlim_max) QSKIP("too few files may be open here");
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &wanted), 0);
    http::ServerLimits limits;
    limits.headerTimeout = 500ms;
    limits.bodyTimeout = 500ms;
    limits.lingerTimeout = 500ms;
    QVERIFY(m_lab.serve(limits));
    std::vector<std::unique_ptr<RawClient>> silent;
    const char* const kBeginnings[] = {"", "G", "POST /open?operation=PKIOperation HTTP/1.1\r\nH",
                                       "POST /open?operation=PKIOperation HTTP/1.1\r\nHost: h\r\n"
                                       "Content-Length: 3000\r\n\r\n0"};
    for (int i = 0; i < kConnections; ++i) {
        silent.push_back(std::make_unique<RawClient>(m_lab.port()));
        QVERIFY(silent.back()->isGood());
        if (i % 4 != 0) silent.back()->send(kBeginnings[i % 4]);
    }
    // It answers others meanwhile, and then is rid of them all.
    QVERIFY(m_lab.isAlive());
    for (const auto& client : silent)
        QVERIFY(client->ends());
    QTRY_COMPARE(m_lab.responder().statistics().server.open, std::size_t{0});
    QVERIFY(m_lab.responder().statistics().server.timedOut >= kConnections);
    silent.clear();
    ::setrlimit(RLIMIT_NOFILE, &files);
    QVERIFY(m_lab.serve({}));
}

void TestHostile::tries_areLimitedByAddress() {
    const Device one = device("sscep-c");
    const auto attempt = [&](const char* id, std::string_view challenge) {
        return post(m_lab, "/tries", message(one, id, one.csr("CN=tries", challenge)));
    };
    for (const char* id : {"try 1", "try 2", "try 3"})
        QVERIFY(isRefusedFor(attempt(id, "wrong"), ErrorCode::ChallengeWrong));
    // The right one does not help now, and nobody learns that it is right.
    const Answer locked = attempt("try 4", "lantern-17");
    QVERIFY(isRefusedFor(locked, ErrorCode::TooManyTries));
    QCOMPARE(locked.attributes.failInfoText, attempt("try 5", "wrong").attributes.failInfoText);
    m_lab.clock().advance(11min);
    QVERIFY(attempt("try 6", "lantern-17").isSuccess());
}

void TestHostile::poll_isForTheOneWhoAsked() {
    const Device one = device("sscep-d");
    const Device two = device("sscep-e");
    QCOMPARE(post(m_lab, "/held", message(one, "mine", one.csr("CN=mine"))).attributes.pkiStatus,
             3);
    const Bytes names =
        scep::IssuerAndSubject{m_ra->issuer(), *pki::Name::fromText("CN=mine")}.toDer();
    QCOMPARE(post(m_lab, "/held", message(one, "mine", names, 20)).attributes.pkiStatus, 3);
    QVERIFY(post(m_lab, "/held", message(two, "mine", names, 20)).isFailure(FailInfo::BadCertId));
    QVERIFY(post(m_lab, "/held", message(one, "other", names, 20)).isFailure(FailInfo::BadCertId));
    QVERIFY(post(m_lab, "/open", message(one, "mine", names, 20)).isFailure(FailInfo::BadCertId));
    const auto request = m_lab.newestRequest();
    QVERIFY(m_lab.workbench().requests().approve(request.id, {}).has_value());
    QVERIFY(post(m_lab, "/held", message(two, "mine", names, 20)).isFailure(FailInfo::BadCertId));
    QVERIFY(!issuedIn(post(m_lab, "/held", message(one, "mine", names, 20)), one.key).empty());
}

void TestHostile::poll_ofADeniedRequestTellsWhy() {
    const Device one = device("sscep-f");
    QCOMPARE(post(m_lab, "/held", message(one, "no", one.csr("CN=no"))).attributes.pkiStatus, 3);
    const auto request = m_lab.newestRequest();
    const std::string reason = "Ask the help desk \xE2\x80\x93 room 5.";
    QVERIFY(m_lab.workbench().requests().deny(request.id, reason, FailInfo::BadTime).has_value());
    const Bytes names =
        scep::IssuerAndSubject{m_ra->issuer(), *pki::Name::fromText("CN=no")}.toDer();
    const Answer answer = post(m_lab, "/held", message(one, "no", names, 20));
    QVERIFY2(answer.isFailure(FailInfo::BadTime), answer.text().constData());
    QCOMPARE(*answer.attributes.failInfoText, reason);
    const auto approved = m_lab.workbench().requests().approve(request.id, {});
    QVERIFY(!approved && approved.error().code == ErrorCode::Conflict);
}

void TestHostile::poll_ofAnExpiredRequestTellsSo() {
    const Device one = device("sscep-g");
    QCOMPARE(post(m_lab, "/held", message(one, "slow", one.csr("CN=slow"))).attributes.pkiStatus,
             3);
    const auto request = m_lab.newestRequest();
    m_lab.clock().advance(25h);
    const Bytes names =
        scep::IssuerAndSubject{m_ra->issuer(), *pki::Name::fromText("CN=slow")}.toDer();
    const Answer answer = post(m_lab, "/held", message(one, "slow", names, 20));
    QVERIFY2(answer.isFailure(FailInfo::BadRequest), answer.text().constData());
    QVERIFY(!m_lab.workbench().requests().approve(request.id, {}).has_value());
}

void TestHostile::renewal_worksWithBothTypes_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("sameKey");
    for (const int type : {17, 18, 19})
        for (const bool sameKey : {false, true})
            QTest::addRow("%d, %s key", type, sameKey ? "same" : "new") << type << sameKey;
}

void TestHostile::renewal_worksWithBothTypes() {
    QFETCH(int, type);
    QFETCH(bool, sameKey);
    const auto old = enrolled("certmonger-a", "CN=renewed,O=Example");
    QVERIFY(old.has_value());
    const Device next = sameKey ? *old : device("certmonger-b");
    const std::string id = "renewal " + std::to_string(type) + (sameKey ? "s" : "n");
    const Bytes bytes = message(*old, id, next.csr("CN=renewed,O=Example"), type);
    const Answer answer = post(m_lab, "/open", bytes);
    QVERIFY2(answer.isSuccess(), answer.text().constData());
    const auto issued = issuedIn(answer, old->key);
    QVERIFY(!issued.empty() && !(issued.front() == old->signer));
    QVERIFY(issued.front().publicKey() == next.key.publicKey());
    QVERIFY(issuedIn(post(m_lab, "/open", bytes), old->key) == issued);
    QCOMPARE(m_lab.newestRequest().key.renewedSerial.empty(), false);
}

void TestHostile::renewal_byARevokedCertificateIsRefused() {
    const auto old = enrolled("certmonger-c", "CN=revoked");
    QVERIFY(old.has_value());
    QVERIFY(m_lab.workbench()
                .certificates()
                .revoke(old->signer.serialText(), pki::RevocationReason::Superseded, {})
                .has_value());
    for (const int type : {17, 19}) {
        const std::string id = "revoked " + std::to_string(type);
        QVERIFY(isRefusedFor(post(m_lab, "/open", message(*old, id, old->csr("CN=revoked"), type)),
                             ErrorCode::CertificateRevoked));
    }
    const auto again = m_lab.workbench().certificates().revoke(
        old->signer.serialText(), pki::RevocationReason::Superseded, {});
    QVERIFY(!again && again.error().code == ErrorCode::AlreadyRevoked);
}

void TestHostile::renewal_byAnExpiredCertificateIsRefused() {
    const auto old = enrolled("certmonger-d", "CN=expired");
    QVERIFY(old.has_value());
    m_lab.clock().advance(std::chrono::days{366});
    for (const int type : {17, 19}) {
        const std::string id = "expired " + std::to_string(type);
        QVERIFY(isRefusedFor(post(m_lab, "/open", message(*old, id, old->csr("CN=expired"), type)),
                             ErrorCode::CertificateExpired));
    }
}

void TestHostile::renewal_byAForeignCertificateIsRefused_data() {
    QTest::addColumn<bool>("forged");
    QTest::newRow("of another CA") << false;
    QTest::newRow("with our name as issuer") << true;
}

void TestHostile::renewal_byAForeignCertificateIsRefused() {
    QFETCH(bool, forged);
    const Device one = device("strongswan-f");
    const pki::PrivateKey otherKey = loadKey(q("keys/ca-next.key.pem"));
    const auto now = m_lab.clock().now();
    const auto foreign = pki::signCertificate(
        {*pki::randomSerial(),
         forged ? m_lab.generation().ca->subject() : *pki::Name::fromText("CN=Other CA"),
         *pki::Name::fromText("CN=foreign"),
         std::chrono::floor<std::chrono::seconds>(now - 1h),
         std::chrono::floor<std::chrono::seconds>(now + 1h),
         one.key.publicKey().spki(),
         {}},
        otherKey, pki::Digest::Sha256);
    QVERIFY(foreign.has_value());
    const Device with{one.key, *foreign};
    const Device next = device("strongswan-g");
    const std::string id = forged ? "forged" : "foreign";
    QVERIFY(isRefusedFor(post(m_lab, "/open", message(with, id, next.csr("CN=foreign"), 17)),
                         ErrorCode::SignerUnknown));
    // As a PKCSReq it is a first request by a signer whose key is not the CSR's.
    QVERIFY(isRefusedFor(post(m_lab, "/open", message(with, id, next.csr("CN=foreign"), 19)),
                         ErrorCode::SignerKeyMismatch));
}

void TestHostile::renewal_forAnotherNameIsRefused() {
    const auto old = enrolled("strongswan-h", "CN=plain");
    QVERIFY(old.has_value());
    QVERIFY(isRefusedFor(post(m_lab, "/open", message(*old, "name", old->csr("CN=admin"), 17)),
                         ErrorCode::RenewalIdentityChanged));
    const auto san = pki::makeSubjectAltName({*pki::generalNameFromText("dns:admin.example")});
    QVERIFY(isRefusedFor(
        post(m_lab, "/open", message(*old, "san", old->csr("CN=plain", {}, {san}), 19)),
        ErrorCode::RenewalIdentityChanged));
}

// The RA's certificate is of this CA and public: without its key it is worth nothing.
void TestHostile::renewal_byTheRaIsNone() {
    const Device thief{loadKey(q("keys/ca.key.pem")), *m_ra};
    const Answer answer =
        post(m_lab, "/open", message(thief, "thief", thief.csr("CN=Scepter Lab CA RA"), 17));
    QVERIFY2(answer.isFailure(FailInfo::BadMessageCheck), answer.text().constData());
}

void TestHostile::lookup_needsACertificateOfThisCa() {
    const auto one = enrolled("strongswan-i", "CN=asker");
    const auto two = enrolled("strongswan-j", "CN=asked");
    QVERIFY(one && two);
    const auto ca = m_lab.generation().ca->subject();
    const auto ask = [&](const Device& from, const Bytes& serial, int type) {
        return post(m_lab, "/open",
                    message(from, "lookup", scep::IssuerAndSerial{ca, serial}.toDer(), type));
    };
    const auto found = issuedIn(ask(*one, two->signer.serial(), 21), one->key);
    QVERIFY(!found.empty() && found.front() == two->signer);
    QVERIFY(ask(*one, Bytes{0x42, 0x42}, 21).isFailure(FailInfo::BadCertId));
    QVERIFY(ask(device("strongswan-i"), two->signer.serial(), 21).isFailure(FailInfo::BadRequest));
    QVERIFY(ask(*one, two->signer.serial(), 22).isSuccess());
    QVERIFY(m_lab.workbench()
                .certificates()
                .revoke(one->signer.serialText(), pki::RevocationReason::Unspecified, {})
                .has_value());
    QVERIFY(ask(*one, two->signer.serial(), 21).isFailure(FailInfo::BadRequest));
}

// Another process holds the write lock for longer than the store's patience. A FAILURE would end
// the transaction for the client; it is to try again.
void TestHostile::fault_ofTheStoreIsNoRefusal() {
    const Device from = device("strongswan-b");
    const Bytes request = message(from, "busy", from.csr("CN=busy"));
    RawDatabase other(m_lab.folder().toStdString() + "/lab.scepter");
    QCOMPARE(other.run(q("BEGIN IMMEDIATE")), QString());
    const RawResponse busy = m_lab.ask("POST", "/open?operation=PKIOperation", toArray(request));
    QCOMPARE(other.run(q("ROLLBACK")), QString());
    QCOMPARE(busy.status, 503);
    QVERIFY(busy.header("Retry-After").toInt() > 0);
    QCOMPARE(busy.body,
             QByteArray("The server cannot process the request now. Try again later.\n"));
    QTRY_VERIFY(m_lab.logged().find("storeBusy") != std::string::npos);
    const Answer again = post(m_lab, "/open", request);
    QVERIFY2(again.isSuccess(), again.text().constData());
    // It left in the answer: nobody has to ask for it.
    QCOMPARE(workbench::isCollected(m_lab.newestRequest()), std::nullopt);
}

void TestHostile::ledger_isConsistentAfterwards() {
    const auto problems = m_lab.workbench().checkConsistency();
    QVERIFY(problems.has_value());
    QVERIFY2(problems->empty(), problems->empty() ? "" : problems->front().c_str());
    QVERIFY(m_lab.workbench().verifyAudit()->intact);
    const std::string log = m_lab.logged();
    QVERIFY(log.find("lantern-17") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
