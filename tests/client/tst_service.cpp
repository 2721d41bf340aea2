// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a conversation: steps, bytes, checks, and what ends it.
#include "client/service.h"
#include "fake_service.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace scepter;
using namespace scepter::client;
using scepter::test::FakeService;

namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return time; }
    TimePoint time{std::chrono::milliseconds{1'800'000'000'000}};
};

const pki::PrivateKey& deviceKey() {
    static const pki::PrivateKey key = *pki::PrivateKey::generate({});
    return key;
}

EnrollmentRequest wanted(const char* challenge = nullptr) {
    EnrollmentRequest request{
        deviceKey(), *pki::Name::fromText("CN=device"), {}, {}, {}, {}, {}, {},
        {},          pki::KeyTransport::RsaPkcs1,       {}};
    if (challenge != nullptr) request.challenge = SecretBytes(std::string_view(challenge));
    return request;
}

ServiceOptions at(std::string url = "http://ca.example/scep") {
    ServiceOptions options;
    options.url = std::move(url);
    return options;
}

std::vector<std::string> namesOf(const Transcript& transcript) {
    std::vector<std::string> names;
    for (const Step& step : transcript)
        names.push_back(step.name);
    return names;
}

std::set<std::string> failedIn(const Answer& answer) {
    std::set<std::string> ids;
    for (const scep::ReplyCheck& check : answer.report.checks)
        if (!check.passed) ids.emplace(check.id);
    return ids;
}

using Names = std::vector<std::string>;
using Ids = std::set<std::string>;

} // namespace

class TestService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void steps_areKeptInOrder();
    void steps_haveTheirBytes();
    void steps_areToldAsTheyHappen();
    void request_isOpenedForTheInspector();
    void reply_thatRepeatsTheChallengeIsToldWithoutIt();
    void request_canBeSentAgain();
    void answer_ofAFailureIsNoProblem();
    void answer_thatIsNoCertRepHasOneFault();
    void answer_tellsDatesAndChain();
    void status_otherThan200IsAProblem();
    void retries_areForSilenceAlone();
    void stop_endsIt();
    void persona_asksInItsOrder();
    void fingerprint_isHeldAgainstGetCaCert();

private:
    Answer enroll(Service& service, const EnrollmentRequest& request,
                  std::vector<Misbehavior> misbehaviors = {});
    [[nodiscard]] Service::Exchange exchange() {
        return [this](const http::ClientRequest& request) { return (*m_fake)(request); };
    }
    void issueWith(TimePoint from, const pki::PrivateKey& by);

    FixedClock m_clock;
    std::unique_ptr<FakeService> m_fake;
};

void TestService::init() {
    m_fake = std::make_unique<FakeService>();
    issueWith(m_clock.now(), m_fake->caKey);
}

void TestService::issueWith(TimePoint from, const pki::PrivateKey& by) {
    m_fake->respond = [this, from, by](const scep::Request& request) {
        scep::ReplyFields fields;
        fields.status = scep::PkiStatus::Success;
        fields.certificates = {m_fake->issue(request.csr->publicKey(), from, by).der()};
        return fields;
    };
}

Answer TestService::enroll(Service& service, const EnrollmentRequest& request,
                           std::vector<Misbehavior> misbehaviors) {
    RequestPlan plan;
    plan.enrollment = &request;
    plan.misbehaviors = std::move(misbehaviors);
    auto prepared = service.prepare(plan);
    if (!prepared) qFatal("%s", toText(prepared.error()).c_str());
    return service.send(*prepared);
}

void TestService::steps_areKeptInOrder() {
    Service service(at(), m_clock, exchange());
    const Answer answer = enroll(service, wanted());
    QVERIFY(answer.problem() == nullptr);
    QCOMPARE(answer.status(), std::optional(scep::PkiStatus::Success));
    QVERIFY(answer.certificate);
    QCOMPARE(answer.certificate->publicKey(), deviceKey().publicKey());
    QCOMPARE(namesOf(service.transcript()), (Names{"GetCACaps", "capabilities", "GetCACert", "CA",
                                                   "PKCSReq", "CertRep", "certificate"}));
    // What was asked once is known.
    service.takeTranscript();
    enroll(service, wanted());
    QCOMPARE(namesOf(service.transcript()), (Names{"PKCSReq", "CertRep", "certificate"}));
}

void TestService::steps_haveTheirBytes() {
    Service service(at(), m_clock, exchange());
    enroll(service, wanted());
    const auto step = std::ranges::find(service.transcript(), "PKCSReq", &Step::name);
    QVERIFY(step->exchange);
    const auto request = textOf(step->exchange->request);
    QVERIFY(request.starts_with("POST /scep?operation=PKIOperation HTTP/1.1\r\n"));
    QVERIFY(request.contains("\r\nHost: ca.example\r\n"));
    QVERIFY(request.contains("Content-Type: application/x-pki-message\r\n"));
    QVERIFY(textOf(step->exchange->response).starts_with("HTTP/1.1 200"));
    const auto reply = std::ranges::find(service.transcript(), "CertRep", &Step::name);
    QCOMPARE(reply->exchange, step->exchange);
    QVERIFY(reply->checks.size() > 10);
    QCOMPARE(reply->state, StepState::Passed);
}

void TestService::steps_areToldAsTheyHappen() {
    Service service(at(), m_clock, exchange());
    Names told;
    service.onStep([&](const Step& step) { told.push_back(step.name); });
    enroll(service, wanted());
    QCOMPARE(told, namesOf(service.transcript()));
}

// Nobody but the service has the key.
void TestService::request_isOpenedForTheInspector() {
    Service service(at(), m_clock, exchange());
    enroll(service, wanted("otter"));
    const auto step = std::ranges::find(service.transcript(), "PKCSReq", &Step::name);
    QCOMPARE(step->exchange->opened.size(), std::size_t{1});
    const auto csr = pki::Csr::fromDer(step->exchange->opened.front().content);
    QVERIFY(csr);
    QCOMPARE(csr->publicKey(), deviceKey().publicKey());
    QVERIFY(!textOf(step->exchange->request).contains("otter"));
    for (const Step& one : service.transcript())
        QVERIFY(!one.what.contains("otter"));
}

void TestService::reply_thatRepeatsTheChallengeIsToldWithoutIt() {
    m_fake->respond = [](const scep::Request&) {
        scep::ReplyFields fields;
        fields.status = scep::PkiStatus::Failure;
        fields.failInfo = FailInfo::BadRequest;
        fields.failInfoText = "otter is not known, otter";
        return fields;
    };
    Service service(at(), m_clock, exchange());
    const Answer answer = enroll(service, wanted("otter"));
    QCOMPARE(answer.report.reply->failInfoText,
             std::string("(challenge) is not known, (challenge)"));
    for (const Step& step : service.transcript())
        QVERIFY(!step.what.contains("otter"));
    QVERIFY(service.transcript().back().what.contains("(challenge) is not known"));
}

void TestService::request_canBeSentAgain() {
    Service service(at(), m_clock, exchange());
    const EnrollmentRequest request = wanted();
    RequestPlan plan;
    plan.enrollment = &request;
    const auto prepared = service.prepare(plan);
    QVERIFY(prepared);
    QVERIFY(service.send(*prepared).problem() == nullptr);
    QVERIFY(service.send(*prepared).problem() == nullptr);
    const auto& sent = m_fake->requests;
    QCOMPARE(sent.back().body, sent[sent.size() - 2].body);
}

void TestService::answer_ofAFailureIsNoProblem() {
    m_fake->respond = [](const scep::Request&) {
        scep::ReplyFields fields;
        fields.status = scep::PkiStatus::Failure;
        fields.failInfo = FailInfo::BadTime;
        return fields;
    };
    Service service(at(), m_clock, exchange());
    const Answer answer = enroll(service, wanted());
    QVERIFY(answer.problem() == nullptr);
    QCOMPARE(answer.status(), std::optional(scep::PkiStatus::Failure));
    QCOMPARE(answer.report.reply->failInfo, std::optional(FailInfo::BadTime));
    QVERIFY(!answer.certificate);
}

void TestService::answer_thatIsNoCertRepHasOneFault() {
    Service service(at(), m_clock, exchange());
    enroll(service, wanted());
    m_fake->replay = m_fake->bodies["GetCACert"];
    const Answer garbage = enroll(service, wanted());
    QCOMPARE(failedIn(garbage), (Ids{"reply.form"}));
    QVERIFY(garbage.problem() != nullptr);
    QVERIFY(!garbage.status());
}

void TestService::answer_tellsDatesAndChain() {
    const auto stranger = *pki::PrivateKey::generate({});
    issueWith(m_clock.now() - std::chrono::hours(24 * 60), stranger);
    Service service(at(), m_clock, exchange());
    const Answer answer = enroll(service, wanted());
    QCOMPARE(failedIn(answer), (Ids{"issued.chain", "issued.dates"}));
    QVERIFY(answer.problem() != nullptr);
    QVERIFY(answer.certificate);
    QCOMPARE(service.transcript().back().state, StepState::Failed);
    // Another key, and nothing else can be said.
    m_fake->respond = [this](const scep::Request&) {
        scep::ReplyFields fields;
        fields.status = scep::PkiStatus::Success;
        fields.certificates = {m_fake->ca.der()};
        return fields;
    };
    const Answer other = enroll(service, wanted());
    QCOMPARE(failedIn(other), (Ids{"issued.key"}));
    QCOMPARE(other.problem()->code, ErrorCode::KeyMismatch);
}

void TestService::status_otherThan200IsAProblem() {
    Service service(at(), m_clock, exchange());
    QVERIFY(service.view());
    m_fake->status = 503;
    const Answer answer = enroll(service, wanted());
    QVERIFY(answer.response);
    QCOMPARE(answer.response->status, 503U);
    QCOMPARE(answer.problem()->code, ErrorCode::HttpStatus);
    QCOMPARE(service.transcript().back().state, StepState::Failed);
    QVERIFY(service.transcript().back().exchange);
}

void TestService::retries_areForSilenceAlone() {
    ServiceOptions options = at();
    options.retries = 2;
    int asked = 0;
    Service service(options, m_clock, [&](const http::ClientRequest& request) {
        if (++asked < 3) return Result<http::ClientResponse>(fail(ErrorCode::TimedOut, "slow"));
        return (*m_fake)(request);
    });
    QVERIFY(service.capabilities());
    QCOMPARE(asked, 3);
    QCOMPARE(namesOf(service.transcript()),
             (Names{"GetCACaps", "GetCACaps", "GetCACaps", "capabilities"}));
    m_fake->status = 500;
    asked = 3;
    const auto refused = service.capabilities();
    QVERIFY(refused && !refused->answered);
    QCOMPARE(asked, 4);
}

void TestService::stop_endsIt() {
    std::stop_source stop;
    Service service(at(), m_clock, exchange(), stop.get_token());
    QVERIFY(service.view());
    const EnrollmentRequest request = wanted();
    RequestPlan plan;
    plan.enrollment = &request;
    const auto prepared = service.prepare(plan);
    stop.request_stop();
    const std::size_t before = m_fake->requests.size();
    const Answer answer = service.send(*prepared);
    QCOMPARE(answer.problem()->code, ErrorCode::Cancelled);
    QCOMPARE(m_fake->requests.size(), before);
}

void TestService::persona_asksInItsOrder() {
    ServiceOptions options = at();
    options.persona = findPersona("certmonger");
    QVERIFY(options.persona != nullptr);
    Service service(options, m_clock, exchange());
    QVERIFY(service.view());
    Names operations;
    for (const auto& request : m_fake->requests)
        operations.push_back(FakeService::parameter(request.url, "operation"));
    Names wantedOrder;
    for (const FirstQuestion& question : questionsOf(*options.persona))
        wantedOrder.emplace_back(question.operation);
    QCOMPARE(operations, wantedOrder);
}

void TestService::fingerprint_isHeldAgainstGetCaCert() {
    ServiceOptions options = at();
    options.caFingerprint = m_fake->ca.fingerprint(pki::Digest::Sha256);
    Service right(options, m_clock, exchange());
    QVERIFY(right.view());
    options.caFingerprint.front() ^= 1;
    Service wrong(options, m_clock, exchange());
    const auto view = wrong.view();
    QVERIFY(!view);
    QCOMPARE(view.error().code, ErrorCode::ChainUntrusted);
}

QTEST_GUILESS_MAIN(TestService)
#include "tst_service.moc"
