// What the recorder gets to see of a responder at work, and what it must not.
#include "base/encoding.h"
#include "base/text.h"
#include "device.h"
#include "responder/exchange_recorder.h"
#include "scep/get_message.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::test;
using responder::Exchange;
using responder::ExchangeRecorder;

namespace {

/// Every text and every byte of a record, to look for what must not be in it.
std::string everythingIn(const Exchange& exchange) {
    std::string all;
    for (const std::string* text :
         {&exchange.remoteAddress, &exchange.method, &exchange.target, &exchange.userAgent,
          &exchange.endpoint, &exchange.contentType, &exchange.transactionId,
          &exchange.failInfoText, &exchange.summary, &exchange.path, &exchange.operation,
          &exchange.sentTarget, &exchange.requestHeaders, &exchange.responseHead,
          &exchange.subject})
        all += *text + '\n';
    for (const auto& body : {exchange.request, exchange.response})
        if (body) all += textOf(*body);
    if (exchange.error) all += toText(*exchange.error);
    return all;
}

Bytes bytesIn(const std::shared_ptr<const Bytes>& body) {
    return body ? *body : Bytes{};
}

} // namespace

class TestExchanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void route_isRecorded_data();
    void route_isRecorded();
    void health_isNotRecorded();
    void garbage_isNotRecorded();
    void target_showsNothingElse_data();
    void target_showsNothingElse();
    void headers_areNotRecorded();
    void body_isKeptOfAPkiOperationOnly_data();
    void body_isKeptOfAPkiOperationOnly();
    void head_hasNoResponseBody();
    void enrollment_isRecordedWithItsOutcome();
    void enrollment_byGetHasItsMessageInTheBody();
    void poll_belongsToItsRequest();
    void refusal_hasTheRealReasonBesideWhatWasTold();
    void unreadable_hasAReasonAndNoStatus();
    void busy_isRecorded();

private:
    ExchangeRecorder::Kept only();
    Bytes enroll(const std::string& id, const std::string& challenge = {});

    ExchangeRecorder m_recorder; // outlives the lab
    Lab m_lab;
    std::optional<Device> m_device;
};

void TestExchanges::initTestCase() {
    QVERIFY(m_lab.start());
    responder::ResponderOptions options;
    options.recorder = &m_recorder;
    options.configurationDelay = Duration{0};
    QVERIFY(m_lab.serveWith(std::move(options)));
    QVERIFY(m_lab.addEndpoint("open", [](auto&) {}));
    m_device = Device::fromKey(QStringLiteral("strongswan-a"), m_lab.clock().now());
    QVERIFY(m_lab.isAlive());
}

void TestExchanges::init() {
    m_recorder.clear();
}

/// The one exchange since init(); null when there is none or more.
ExchangeRecorder::Kept TestExchanges::only() {
    const auto all = m_recorder.list(0);
    return all.size() == 1 ? all.front() : nullptr;
}

Bytes TestExchanges::enroll(const std::string& id, const std::string& challenge) {
    const Bytes envelope = sealFor(*m_lab.generation().ra, m_device->csr("CN=" + id, challenge));
    return m_device->build(requestMessage(19, id, Bytes(16, 7), envelope, m_device->signer));
}

void TestExchanges::route_isRecorded_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("endpoint");
    const auto row = [](const QByteArray& method, const QByteArray& target, int status,
                        const QByteArray& endpoint) {
        QTest::addRow("%s %s", method.constData(), target.constData())
            << method << target << status << endpoint;
    };
    row("GET", "/open?operation=GetCACaps", 200, "open");
    row("GET", "/open?operation=GetCACert", 200, "open");
    row("GET", "/open?operation=GetCACert&message=My%20CA", 200, "open");
    row("GET", "/open?operation=GetNextCACert", 404, "open");
    row("GET", "/open?operation=Dance", 400, "open");
    row("GET", "/open", 200, "open");
    row("PUT", "/open?operation=GetCACaps", 405, "open");
    row("GET", "/crl/lab.crl", 200, "");
    row("GET", "/ca/lab.cer", 200, "");
    row("GET", "/crl/nobody.crl", 404, "");
    row("GET", "/wrong?operation=GetCACaps", 404, "");
    row("GET", "/bad%zzpath", 400, "");
}

void TestExchanges::route_isRecorded() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, endpoint);
    const TimePoint before = m_lab.clock().now();
    const RawResponse response = m_lab.ask(method, target);
    QCOMPARE(response.status, status);
    const auto kept = only();
    QVERIFY(kept);
    QCOMPARE(kept->method, method.toStdString());
    QCOMPARE(kept->target, target.toStdString());
    QVERIFY(kept->sentTarget.find("(hidden)") == std::string::npos);
    QCOMPARE(kept->endpoint, endpoint.toStdString());
    QCOMPARE(kept->status, static_cast<unsigned>(status));
    QCOMPARE(kept->contentType, response.header("Content-Type").toStdString());
    QVERIFY(sameBytes(bytesIn(kept->response), toBytes(response.body)));
    QVERIFY(!kept->request);
    QCOMPARE(kept->remoteAddress, std::string("127.0.0.1"));
    QVERIFY(kept->remotePort != 0);
    QVERIFY(!kept->tls);
    QVERIFY(kept->receivedAt >= before && kept->receivedAt <= m_lab.clock().now());
    QVERIFY(kept->duration.count() >= 0 && kept->duration < std::chrono::minutes{1});
    QVERIFY(!kept->pkiStatus && !kept->messageType && kept->requestId == 0);
}

void TestExchanges::health_isNotRecorded() {
    QVERIFY(m_lab.isAlive());
    QCOMPARE(m_recorder.state().count, std::size_t{0});
}

void TestExchanges::garbage_isNotRecorded() {
    RawClient client(m_lab.port());
    QCOMPARE(client.ask("no HTTP at all\r\n\r\n").status, 400);
    QCOMPARE(m_recorder.state().count, std::size_t{0});
}

// "sesame" stands for whatever somebody put where it does not belong.
void TestExchanges::target_showsNothingElse_data() {
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<int>("hidden");
    const auto row = [](const QByteArray& target, const QByteArray& shown, int hidden) {
        QTest::newRow(target.left(80).constData()) << target << shown << hidden;
    };
    row("/open?operation=GetCACaps&challenge=sesame", "/open?operation=GetCACaps", 1);
    row("/open?sesame&operation=GetCACaps", "/open?operation=GetCACaps", 1);
    row("/open?sesame=1&a=sesame&operation=GetCACaps", "/open?operation=GetCACaps", 2);
    row("/open?operation=GetCACaps&operation=sesame", "/open?operation=GetCACaps", 1);
    row("/open?operation=GetCACert&message=a&message=sesame", "/open?operation=GetCACert&message=a",
        1);
    row("/open?operation=Login&message=sesame", "/open?operation=Login", 1);
    row("/open?message=sesame", "/open", 1);
    row("/nowhere?password=sesame", "/nowhere", 1);
    row("/crl/lab.crl?token=sesame", "/crl/lab.crl", 1);
    row("http://user:sesame@host/open?operation=GetCACaps", "/open?operation=GetCACaps", 0);
    row("ftp://user:sesame@host/open", "", 1);
    row("/open%zz?password=sesame", "/open%zz", 0);
    row("/open?operation=GetCACaps#sesame", "/open", 0);
    row("/o?operation=GetCACaps&message=" + QByteArray(5000, 'x'),
        "/o?operation=GetCACaps&message=" + QByteArray(128, 'x') + "...", 0);
}

void TestExchanges::target_showsNothingElse() {
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, shown);
    QFETCH(int, hidden);
    QVERIFY(m_lab.get(target).status != 0);
    const auto kept = only();
    QVERIFY(kept);
    QCOMPARE(QByteArray::fromStdString(kept->target), shown);
    QCOMPARE(QByteArray::fromStdString(kept->sentTarget).count("(hidden)"), qsizetype{hidden});
    QVERIFY(everythingIn(*kept).find("sesame") == std::string::npos);
}

void TestExchanges::headers_areNotRecorded() {
    RawClient client(m_lab.port());
    QCOMPARE(
        client
            .ask("GET /open?operation=GetCACaps HTTP/1.1\r\nHost: lab\r\nUser-Agent: agent/1\r\n"
                 "Authorization: Basic c2VzYW1l\r\nCookie: c2VzYW1l\r\nX-Any: c2VzYW1l\r\n\r\n")
            .status,
        200);
    const auto kept = only();
    QVERIFY(kept);
    QCOMPARE(kept->userAgent, std::string("agent/1"));
    QVERIFY(everythingIn(*kept).find("c2VzYW1l") == std::string::npos);
}

void TestExchanges::body_isKeptOfAPkiOperationOnly_data() {
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("PKIOperation") << QByteArray("/open?operation=PKIOperation") << true;
    QTest::newRow("at a wrong path") << QByteArray("/wrong?operation=pkioperation") << true;
    QTest::newRow("another operation") << QByteArray("/open?operation=GetCACaps") << false;
    QTest::newRow("no operation") << QByteArray("/open") << false;
    QTest::newRow("elsewhere") << QByteArray("/certsrv/mscep_admin") << false;
    QTest::newRow("CRL") << QByteArray("/crl/lab.crl") << false;
}

void TestExchanges::body_isKeptOfAPkiOperationOnly() {
    QFETCH(QByteArray, target);
    QFETCH(bool, isKept);
    const QByteArray form = "user=me&password=sesame";
    QVERIFY(m_lab.ask("POST", target, form).status != 0);
    const auto kept = only();
    QVERIFY(kept);
    QCOMPARE(kept->bodySize, static_cast<std::size_t>(form.size()));
    QCOMPARE(kept->request != nullptr, isKept);
    QVERIFY(sameBytes(bytesIn(kept->request), isKept ? toBytes(form) : Bytes{}));
}

void TestExchanges::head_hasNoResponseBody() {
    QCOMPARE(m_lab.ask("HEAD", "/open?operation=GetCACert").status, 200);
    const auto kept = only();
    QVERIFY(kept);
    QVERIFY(!kept->response);
    QCOMPARE(kept->status, 200U);
}

void TestExchanges::enrollment_isRecordedWithItsOutcome() {
    const Bytes message = enroll("recorded");
    const Answer answer = post(m_lab, "/open", message);
    QVERIFY2(answer.isSuccess(), answer.text().constData());
    const auto kept = only();
    QVERIFY(kept);
    QCOMPARE(kept->endpoint, std::string("open"));
    QCOMPARE(kept->target, std::string("/open?operation=PKIOperation"));
    QVERIFY(sameBytes(*kept->request, message));
    QVERIFY(sameBytes(*kept->response, answer.body));
    QCOMPARE(kept->contentType, std::string("application/x-pki-message"));
    QCOMPARE(kept->messageType, std::optional(scep::MessageType::PkcsReq));
    QCOMPARE(kept->transactionId, std::string("recorded"));
    QVERIFY(sameBytes(kept->senderNonce, Bytes(16, 7)));
    QCOMPARE(kept->pkiStatus, std::optional(scep::PkiStatus::Success));
    QVERIFY(!kept->failInfo && !kept->error);
    QVERIFY(kept->requestId != 0);
    QCOMPARE(kept->requestId, m_lab.newestRequest().id);
    QCOMPARE(kept->summary, std::string("issued CN=recorded"));
    QVERIFY(kept->duration.count() > 0);
    // A repeat gets the same outcome, of the same request.
    QVERIFY(post(m_lab, "/open", message).isSuccess());
    QCOMPARE(m_recorder.ofRequest(kept->requestId).size(), std::size_t{2});
    QCOMPARE(m_recorder.ofTransaction("recorded").size(), std::size_t{2});
}

void TestExchanges::enrollment_byGetHasItsMessageInTheBody() {
    const Bytes message = enroll("by get");
    const auto text = QByteArray::fromStdString(scep::encodeGetMessage(message));
    QCOMPARE(m_lab.get("/open?operation=PKIOperation&message=" + text).status, 200);
    auto kept = only();
    QVERIFY(kept);
    QCOMPARE(kept->target, std::string("/open?operation=PKIOperation"));
    QVERIFY(kept->sentTarget.find("(hidden)") == std::string::npos);
    QVERIFY(sameBytes(*kept->request, message));
    QCOMPARE(kept->pkiStatus, std::optional(scep::PkiStatus::Success));

    m_recorder.clear(); // also where nobody took it
    QCOMPARE(m_lab.get("/wrong?operation=PKIOperation&message=" + text).status, 404);
    kept = only();
    QVERIFY(kept);
    QVERIFY(sameBytes(*kept->request, message));

    m_recorder.clear();
    QCOMPARE(m_lab.get("/open?operation=PKIOperation&message=*no*base64*").status, 400);
    kept = only();
    QVERIFY(kept);
    QVERIFY(sameBytes(*kept->request, bytesOf("*no*base64*")));
}

void TestExchanges::poll_belongsToItsRequest() {
    const Bytes message = enroll("held");
    const Answer answer = post(m_lab, "/scep/manual", message);
    QCOMPARE(answer.attributes.pkiStatus, std::optional<int>(3));
    const auto kept = only();
    QVERIFY(kept);
    QCOMPARE(kept->pkiStatus, std::optional(scep::PkiStatus::Pending));
    const std::int64_t id = kept->requestId;
    QVERIFY(id != 0);
    QCOMPARE(id, m_lab.newestRequest().id);

    const scep::IssuerAndSubject asked{m_lab.generation().ca->subject(),
                                       *pki::Name::fromText("CN=held")};
    const Bytes poll = m_device->build(
        requestMessage(20, "held", Bytes(16, 9), sealFor(*m_lab.generation().ra, asked.toDer()),
                       m_device->signer));
    QCOMPARE(post(m_lab, "/scep/manual", poll).attributes.pkiStatus, std::optional<int>(3));
    const auto both = m_recorder.ofRequest(id);
    QCOMPARE(both.size(), std::size_t{2});
    QCOMPARE(both.back()->messageType, std::optional(scep::MessageType::CertPoll));
}

void TestExchanges::refusal_hasTheRealReasonBesideWhatWasTold() {
    const std::string challenge = "not-the-lamp-at-all";
    const Answer answer = post(m_lab, "/scep/static", enroll("refused", challenge));
    QCOMPARE(answer.attributes.pkiStatus, std::optional<int>(2));
    const auto kept = only();
    QVERIFY(kept);
    QCOMPARE(kept->status, 200U);
    QCOMPARE(kept->pkiStatus, std::optional(scep::PkiStatus::Failure));
    QVERIFY(kept->failInfo.has_value());
    QCOMPARE(static_cast<int>(*kept->failInfo), *answer.attributes.failInfo);
    QCOMPARE(kept->failInfoText, answer.attributes.failInfoText.value_or(""));
    QVERIFY(kept->error.has_value());
    QCOMPARE(kept->error->code, ErrorCode::ChallengeWrong);
    QCOMPARE(kept->requestId, m_lab.newestRequest().id);
    const std::string all = everythingIn(*kept);
    QVERIFY(all.find(challenge) == std::string::npos);
    const auto endpoint = *m_lab.workbench().endpoints().show("static");
    QVERIFY(all.find(endpoint.staticSecrets().front().text()) == std::string::npos);
}

void TestExchanges::unreadable_hasAReasonAndNoStatus() {
    QCOMPARE(m_lab.ask("POST", "/open?operation=PKIOperation", "garbage").status, 400);
    const auto kept = only();
    QVERIFY(kept);
    QCOMPARE(kept->status, 400U);
    QVERIFY(!kept->pkiStatus && !kept->messageType && !kept->failInfo);
    QVERIFY(kept->error.has_value());
    QVERIFY(kept->transactionId.empty());
    QVERIFY(sameBytes(*kept->request, bytesOf("garbage")));
}

// No room in the queue: refused before anybody looked at it.
void TestExchanges::busy_isRecorded() {
    Lab lab;
    ExchangeRecorder recorder;
    QVERIFY(lab.start());
    responder::ResponderOptions options;
    options.recorder = &recorder;
    options.maxQueuedOperations = 0;
    options.configurationDelay = std::chrono::hours{1};
    QVERIFY(lab.serveWith(std::move(options)));
    const Bytes message = enroll("busy");
    // The first request finds the configuration not looked at yet, which is work as well.
    QCOMPARE(lab.ask("POST", "/scep?operation=PKIOperation", toArray(message)).status, 503);
    const auto all = recorder.list(0);
    QCOMPARE(all.size(), std::size_t{1});
    QCOMPARE(all.front()->status, 503U);
    QVERIFY(sameBytes(*all.front()->request, message));
}

QTEST_GUILESS_MAIN(TestExchanges)
#include "tst_exchanges.moc"
