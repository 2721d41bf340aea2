// SPDX-License-Identifier: GPL-3.0-or-later
// Gates that ask, through a running responder: webhooks of both dialects, a program, Intune.
#include "device.h"

#include "http/server.h"
#include "standin/intune_service.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <deque>
#include <functional>
#include <thread>

using namespace scepter;
using namespace scepter::test;
using challenge::GateKind;

namespace {

constexpr const char* kTrouble = "trouble";

/// An MDM's webhook on this machine: answers what a test says, or holds the questions back.
class Hook {
public:
    Hook() {
        auto made = http::Server::listen("127.0.0.1", 0, {}, {}, 1, m_clock,
                                         [this](http::Request request, http::Reply reply) {
                                             const std::lock_guard lock(m_mutex);
                                             ++m_asked;
                                             m_bodies.emplace_back(textOf(request.body));
                                             if (m_holding)
                                                 m_held.push_back(std::move(reply));
                                             else
                                                 reply(answerTo(m_bodies.back()));
                                             m_changed.notify_all();
                                         });
        if (!made) qFatal("%s", toText(made.error()).c_str());
        m_server = std::move(*made);
    }

    using Judge = std::function<std::string(const std::string& body)>;
    void answer(Judge judge, unsigned status = 200) {
        const std::lock_guard lock(m_mutex);
        m_judge = std::move(judge);
        m_status = status;
    }
    void answer(const std::string& text, unsigned status = 200) {
        answer([text](const std::string&) { return text; }, status);
    }
    void hold() {
        const std::lock_guard lock(m_mutex);
        m_holding = true;
    }
    bool waitForHeld(std::size_t count) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds{20},
                                  [&] { return m_held.size() >= count; });
    }
    void release() {
        const std::lock_guard lock(m_mutex);
        m_holding = false;
        const std::string body = m_bodies.empty() ? std::string() : m_bodies.back();
        for (auto& reply : m_held)
            reply(answerTo(body));
        m_held.clear();
    }
    [[nodiscard]] std::size_t asked() const {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }
    [[nodiscard]] std::string lastBody() const {
        const std::lock_guard lock(m_mutex);
        return m_bodies.empty() ? std::string() : m_bodies.back();
    }
    [[nodiscard]] std::string url() const { return m_server->url() + "/check"; }

private:
    http::Response answerTo(const std::string& body) const {
        const std::string text = m_judge ? m_judge(body) : std::string();
        auto response = http::Response::text(text == kTrouble ? 503 : m_status, text);
        response.contentType = "application/json";
        return response;
    }

    SystemClock m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Judge m_judge;
    unsigned m_status = 200;
    bool m_holding = false;
    std::size_t m_asked = 0;
    std::vector<std::string> m_bodies;
    std::deque<http::Reply> m_held;
    std::unique_ptr<http::Server> m_server;
};

challenge::Gate webhookGate(const std::string& url,
                            challenge::WebhookDialect dialect = challenge::WebhookDialect::Plain) {
    challenge::Gate gate = challenge::gatesOf(GateKind::Webhook).front();
    auto& settings = std::get<challenge::WebhookGate>(gate.settings);
    settings.dialect = dialect;
    settings.url = url;
    settings.retries = 0;
    return gate;
}

constexpr int kPatience = 20'000; // ms
constexpr const char* kAllow = R"({"decision":"allow"})";

} // namespace

class ServedGatesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void plain_mdmSaysWhichNameADeviceHas();
    void plain_unreachableIsNotNo();
    void plain_garbageAndErrorsAreNotNo_data();
    void plain_garbageAndErrorsAreNotNo();
    void plain_slowHoldsNobodyElseUp();
    void plain_repeatsJoinTheQuestion();
    void plain_raceForOneCodeIssuesOnce();
    void plain_isToldTheOutcome();
    void plain_secretsAreNowhere();
    void stepCa_signsWhatItAsks();
    void command_judges();
    void pause_comesAfterFailuresAndEnds();
    void news_areToldAfterARestart();
    void intune_issuesAfterTheNewsIsAccepted();
    void intune_mismatchIsRefusedWithItsCode();
    void intune_refusedNewsRevokes();
    void intune_unreachableNewsKeepsTheCertificateBack();
    void intune_approvalIsToldToo();
    void intune_revokesWhatItWants();
    void finish_endsWhatIsAsked();
    void each_raceOf64IsOneTransaction_data();
    void each_raceOf64IsOneTransaction();
    void each_restartGivesTheSameAnswer_data();
    void each_restartGivesTheSameAnswer();

private:
    /// Puts a gate of the kind in front of this test's endpoint; a challenge that it accepts.
    QByteArray addEach(const QByteArray& kind);
    QByteArray addToken();
    QByteArray addCommand();

    Device device(const char* key) {
        return Device::fromKey(QString::fromLatin1(key), m_lab->clock().now());
    }
    Bytes message(const Device& from, const std::string& id, ByteView csr) {
        return from.build(requestMessage(19, id, Bytes(16, 5), sealFor(*m_ra, csr), from.signer));
    }
    [[nodiscard]] QByteArray path() const { return '/' + QByteArray::fromStdString(m_name); }
    Answer enrollAt(const QByteArray& path, const char* key, const std::string& id,
                    const std::string& subject, std::string_view challenge = "code") {
        const Device from = device(key);
        return post(*m_lab, path, message(from, id, from.csr(subject, challenge)));
    }
    Answer enroll(const char* key, const std::string& id, const std::string& subject,
                  std::string_view challenge = "code") {
        return enrollAt(path(), key, id, subject, challenge);
    }
    /// Since the test began.
    [[nodiscard]] std::int64_t requests() { return m_lab->newestRequest().id - m_before; }
    [[nodiscard]] responder::TargetStatus target() const {
        const std::string name = responder::targetOf(m_hook->url());
        for (const auto& one : m_lab->responder().targets())
            if (one.target == name) return one;
        return {};
    }
    bool add(challenge::Gate gate,
             const std::vector<std::pair<std::string, std::string>>& secrets = {},
             enrollment::Approval approval = enrollment::Approval::Automatic) {
        enrollment::EndpointSettings settings;
        settings.name = m_name;
        settings.path = "/" + m_name;
        settings.templateName = "lab";
        settings.tryLimit.tries = 0;
        settings.approval = approval;
        std::vector<challenge::GateSecret> all;
        for (const auto& [secret, text] : secrets)
            all.push_back({gate.name, secret, SecretBytes(std::string_view(text))});
        settings.gates = {std::move(gate)};
        const auto added = m_lab->workbench().endpoints().add(settings, all);
        if (!added) qWarning("%s", toText(added.error()).c_str());
        return added.has_value();
    }
    std::vector<store::NoticeRecord> notices() {
        return m_lab->workbench().notices().ofRequest(m_lab->newestRequest().id).value();
    }
    bool addIntune(bool manual = false);
    Answer enrollAtIntune(const char* key, const std::string& id, const std::string& subject);

    QTemporaryDir m_folder;
    std::unique_ptr<Lab> m_lab;
    std::string m_name;
    int m_endpoints = 0;
    std::int64_t m_before = 0; ///< the newest request when the test began
    std::optional<pki::Certificate> m_ra;
    std::unique_ptr<Hook> m_hook;
    std::shared_ptr<standin::IntuneState> m_intuneState;
    std::unique_ptr<standin::IntuneService> m_intune;
};

void ServedGatesTest::initTestCase() {
    m_lab = std::make_unique<Lab>();
    QVERIFY(m_lab->start());
    m_ra = m_lab->generation().ra;
    QVERIFY(m_ra);
}

// Each test has an endpoint of its own.
void ServedGatesTest::init() {
    m_intune.reset();
    m_hook = std::make_unique<Hook>();
    m_name = "e" + std::to_string(++m_endpoints);
    m_before = m_lab->newestRequest().id;
}

// The core case: the MDM says CN=xyz for device xyz.
void ServedGatesTest::plain_mdmSaysWhichNameADeviceHas() {
    m_hook->answer([](const std::string& body) -> std::string {
        if (body.find("\"challenge\":\"of xyz\"") == std::string::npos)
            return R"({"decision":"deny","reason":"no such code"})";
        return R"({"decision":"allow","constraints":{"version":1,"subject":[)"
               R"({"attribute":"2.5.4.3","pattern":"xyz","required":true}],)"
               R"("onlyListedSubjectAttributes":true}})";
    });
    QVERIFY(add(webhookGate(m_hook->url())));
    const auto other = enroll("sscep-a", "t1", "CN=abc", "of xyz");
    QVERIFY2(other.isFailure(FailInfo::BadRequest), other.text());
    const auto& refused = m_lab->newestRequest();
    QCOMPARE(refused.errorCode, ErrorCode::ConstraintViolated);
    QVERIFY(std::ranges::any_of(refused.comparisons, [](const auto& line) {
        return line.expected == "xyz" && line.found == "abc" && !line.equal;
    }));
    QVERIFY(enroll("sscep-a", "t2", "CN=xyz,O=More", "of xyz").isFailure(FailInfo::BadRequest));
    QVERIFY(enroll("sscep-a", "t3", "CN=xyz", "of another").isFailure(FailInfo::BadRequest));
    QCOMPARE(m_lab->newestRequest().errorCode, ErrorCode::GateDenied);
    const auto issued = enroll("sscep-a", "t4", "CN=xyz", "of xyz");
    QVERIFY2(issued.isSuccess(), issued.text());
    QCOMPARE(issuedIn(issued, device("sscep-a").key).front().subject().toText(),
             std::string("CN=xyz"));
}

void ServedGatesTest::plain_unreachableIsNotNo() {
    const std::string url = m_hook->url();
    m_hook.reset();
    QVERIFY(add(webhookGate(url)));
    const Device from = device("sscep-a");
    const Bytes sent = message(from, "t1", from.csr("CN=a", "code"));
    const auto raw = m_lab->ask("POST", path() + "?operation=PKIOperation", toArray(sent));
    QCOMPARE(raw.status, 503);
    QVERIFY(!raw.header("Retry-After").isEmpty());
    QCOMPARE(requests(), 0); // no outcome: nothing in the ledger
    // The operator sees why.
    QVERIFY(m_lab->logged().find("gateUnreachable") != std::string::npos);
    const auto targets = m_lab->responder().targets();
    const auto found =
        std::ranges::find(targets, responder::targetOf(url), &responder::TargetStatus::target);
    QVERIFY(found != targets.end());
    QVERIFY(!found->lastError.empty());
}

void ServedGatesTest::plain_garbageAndErrorsAreNotNo_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("no JSON") << QByteArray("<html>hello</html>") << 200;
    QTest::newRow("nothing") << QByteArray() << 200;
    QTest::newRow("unknown decision") << QByteArray(R"({"decision":"perhaps"})") << 200;
    QTest::newRow("cut off") << QByteArray(R"({"decision":"allow")") << 200;
    QTest::newRow("deep") << QByteArray(100'000, '[') << 200;
    QTest::newRow("401") << QByteArray(kAllow) << 401;
    QTest::newRow("500") << QByteArray(kAllow) << 500;
    QTest::newRow("redirect") << QByteArray(kAllow) << 302;
    QTest::newRow("too large") << QByteArray(400'000, ' ') << 200;
}

void ServedGatesTest::plain_garbageAndErrorsAreNotNo() {
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    m_hook->answer(body.toStdString(), static_cast<unsigned>(status));
    QVERIFY(add(webhookGate(m_hook->url())));
    const auto answer = enroll("sscep-a", "t1", "CN=a");
    QCOMPARE(answer.http, 503);
    m_hook->answer(kAllow);
    QVERIFY(enroll("sscep-a", "t1", "CN=a").isSuccess());
}

void ServedGatesTest::plain_slowHoldsNobodyElseUp() {
    m_hook->answer(kAllow);
    QVERIFY(add(webhookGate(m_hook->url())));
    QVERIFY(m_lab->addEndpoint("open", [](auto&) {}));
    m_hook->hold();
    std::vector<std::thread> slow;
    std::atomic<int> issued = 0;
    // More than there are workers, all waiting.
    for (int i = 0; i < 16; ++i)
        slow.emplace_back([this, i, &issued] {
            if (enroll("sscep-a", "slow" + std::to_string(i), "CN=a").isSuccess()) ++issued;
        });
    const bool held = m_hook->waitForHeld(16);
    const auto meanwhile = enrollAt("/open", "sscep-b", "t1", "CN=b", {});
    m_hook->release();
    for (auto& thread : slow)
        thread.join();
    QVERIFY(held);
    QVERIFY2(meanwhile.isSuccess(), meanwhile.text());
    QCOMPARE(issued.load(), 16);
}

void ServedGatesTest::plain_repeatsJoinTheQuestion() {
    m_hook->answer(kAllow);
    QVERIFY(add(webhookGate(m_hook->url())));
    m_hook->hold();
    const Device from = device("sscep-a");
    const Bytes csr = from.csr("CN=a", "code");
    std::vector<std::thread> repeats;
    std::mutex mutex;
    std::vector<Answer> answers;
    for (int i = 0; i < 8; ++i)
        repeats.emplace_back([&] {
            const auto answer = post(*m_lab, path(), message(from, "same", csr));
            const std::lock_guard lock(mutex);
            answers.push_back(answer);
        });
    QVERIFY(m_hook->waitForHeld(1));
    // All of them are taken before the answer comes.
    QTRY_COMPARE_WITH_TIMEOUT(m_lab->responder().statistics().operations, std::size_t{8},
                              kPatience);
    m_hook->release();
    for (auto& thread : repeats)
        thread.join();
    QCOMPARE(m_hook->asked(), 1U);
    for (const Answer& answer : answers)
        QVERIFY2(answer.isSuccess(), answer.text());
    QCOMPARE(requests(), 1);
}

void ServedGatesTest::plain_raceForOneCodeIssuesOnce() {
    std::atomic<bool> used = false;
    m_hook->answer([&used](const std::string&) -> std::string {
        return used.exchange(true) ? R"({"decision":"deny","reason":"used"})" : kAllow;
    });
    QVERIFY(add(webhookGate(m_hook->url())));
    const Device from = device("sscep-a");
    const Bytes csr = from.csr("CN=a", "code");
    std::vector<std::thread> racers;
    std::atomic<int> issued = 0;
    std::atomic<int> refused = 0;
    for (int i = 0; i < 64; ++i)
        racers.emplace_back([&, i] {
            const auto answer = post(*m_lab, path(), message(from, "r" + std::to_string(i), csr));
            if (answer.isSuccess()) ++issued;
            if (answer.isFailure(FailInfo::BadRequest)) ++refused;
        });
    for (auto& thread : racers)
        thread.join();
    QCOMPARE(issued.load(), 1);
    QCOMPARE(refused.load(), 63);
}

void ServedGatesTest::plain_isToldTheOutcome() {
    m_hook->answer(kAllow);
    auto gate = webhookGate(m_hook->url());
    std::get<challenge::WebhookGate>(gate.settings).notifies = true;
    QVERIFY(add(gate));
    QVERIFY(enroll("sscep-a", "t1", "CN=a").isSuccess());
    QTRY_COMPARE_WITH_TIMEOUT(notices().size(), std::size_t{1}, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(notices().front().state, store::NoticeState::Accepted, kPatience);
    QVERIFY(m_hook->lastBody().find("\"event\":\"outcome\"") != std::string::npos);
    QVERIFY(m_lab->newestRequest().sealedCsr.empty());
}

void ServedGatesTest::plain_secretsAreNowhere() {
    m_hook->answer(R"({"decision":"deny","reason":"I do not know open sesame"})");
    auto gate = webhookGate(m_hook->url());
    std::get<challenge::WebhookGate>(gate.settings).authorization =
        challenge::AskAuthorization::Bearer;
    QVERIFY(add(gate, {{"bearer", "bearer-token-1"}, {"hmac", "c2VjcmV0IGtleQ=="}}));
    QVERIFY(enroll("sscep-a", "t1", "CN=a", "open sesame").isFailure(FailInfo::BadRequest));
    std::string all = m_lab->logged();
    const auto trail = m_lab->workbench().audit({}).value();
    for (const auto& line : trail)
        all += line.detail;
    const auto request = m_lab->newestRequest();
    all += request.reason + request.toldText;
    for (const auto& check : request.checks)
        all += check.detail;
    for (const char* secret : {"open sesame", "bearer-token-1", "c2VjcmV0IGtleQ"})
        QVERIFY2(all.find(secret) == std::string::npos, secret);
    QVERIFY(all.find("the webhook refused") != std::string::npos);
}

void ServedGatesTest::stepCa_signsWhatItAsks() {
    m_hook->answer(R"({"allow":true})");
    QVERIFY(add(webhookGate(m_hook->url(), challenge::WebhookDialect::StepCa),
                {{"hmac", "c2VjcmV0IGtleQ=="}}));
    QVERIFY(enroll("sscep-a", "t1", "CN=a", "the code").isSuccess());
    QVERIFY(m_hook->lastBody().find("\"scepChallenge\":\"the code\"") != std::string::npos);
    m_hook->answer(R"({"allow":false,"error":{"code":"nope","message":"not this one"}})");
    QVERIFY(enroll("sscep-b", "t2", "CN=b", "x").isFailure(FailInfo::BadRequest));
    QVERIFY(m_lab->newestRequest().reason.find("not this one") != std::string::npos);
}

void ServedGatesTest::command_judges() {
    const QTemporaryDir folder;
    const QString program = folder.filePath(QStringLiteral("judge"));
    {
        QFile file(program);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nif [ \"$SCEPTER_CHALLENGE\" = right ]; then exit 0; fi\n"
                   "echo 'unknown device' >&2\nexit 1\n");
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
    challenge::Gate gate = challenge::gatesOf(GateKind::Command).front();
    std::get<challenge::CommandGate>(gate.settings).program = program.toStdString();
    QVERIFY(add(gate));
    QVERIFY(enroll("sscep-a", "t1", "CN=a", "right").isSuccess());
    QVERIFY(enroll("sscep-b", "t2", "CN=b", "wrong").isFailure(FailInfo::BadRequest));
    QVERIFY(m_lab->newestRequest().reason.find("unknown device") != std::string::npos);
}

void ServedGatesTest::pause_comesAfterFailuresAndEnds() {
    m_hook->answer("{}", 500);
    QVERIFY(add(webhookGate(m_hook->url())));
    for (int i = 0; i < 8; ++i)
        QCOMPARE(enroll("sscep-a", "t" + std::to_string(i), "CN=a").http, 503);
    const std::size_t asked = m_hook->asked();
    QVERIFY(asked < 8); // it is left alone
    const auto paused = target();
    QCOMPARE(paused.state, responder::CircuitState::Open);
    QVERIFY(paused.pausedUntil);
    m_hook->answer(kAllow);
    QCOMPARE(enroll("sscep-a", "t9", "CN=a").http, 503);
    QCOMPARE(m_hook->asked(), asked);
    m_lab->responder().tryNow(paused.target);
    QVERIFY(enroll("sscep-a", "t9", "CN=a").isSuccess());
    QCOMPARE(target().state, responder::CircuitState::Closed);
}

void ServedGatesTest::news_areToldAfterARestart() {
    m_hook->answer([](const std::string& body) -> std::string {
        return body.find("\"event\":\"outcome\"") == std::string::npos ? kAllow : kTrouble;
    });
    auto gate = webhookGate(m_hook->url());
    std::get<challenge::WebhookGate>(gate.settings).notifies = true;
    QVERIFY(add(gate));
    QVERIFY(enroll("sscep-a", "t1", "CN=a").isSuccess());
    QTRY_COMPARE_WITH_TIMEOUT(notices().size(), std::size_t{1}, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(notices().front().attempts, 1U, kPatience);
    QCOMPARE(notices().front().state, store::NoticeState::Waiting);
    m_lab->responder().stop(Duration{0});
    m_hook->answer(kAllow);
    m_lab->clock().advance(std::chrono::minutes{5});
    QVERIFY(m_lab->serve({}));
    QTRY_COMPARE_WITH_TIMEOUT(notices().front().state, store::NoticeState::Accepted, kPatience);
}

bool ServedGatesTest::addIntune(bool manual) {
    const TimePoint now = m_lab->clock().now();
    m_intuneState = standin::IntuneState::make(now).value();
    standin::Device device;
    device.id = "d1";
    device.userId = "u1";
    device.values = {{"DeviceName", "xyz"}};
    standin::ScepProfile profile;
    profile.id = "wifi";
    profile.subjectName = "CN={{DeviceName}}";
    profile.keyUsage = 0;
    if (!m_intuneState->setProfiles({profile}) || !m_intuneState->setDevices({device}))
        return false;
    standin::IntuneServiceOptions options;
    options.appKey = SecretBytes(std::string_view("app secret"));
    auto service = standin::IntuneService::start(std::move(options), m_intuneState, m_lab->clock());
    if (!service) return false;
    m_intune = std::move(*service);
    challenge::Gate gate;
    gate.name = "intune";
    gate.settings = m_intune->gate();
    return add(gate, {{"appKey", "app secret"}},
               manual ? enrollment::Approval::Manual : enrollment::Approval::Automatic);
}

Answer ServedGatesTest::enrollAtIntune(const char* key, const std::string& id,
                                       const std::string& subject) {
    const auto challenge = m_intuneState->makeChallenge("d1", "wifi", m_lab->clock().now()).value();
    return enroll(key, id, subject, challenge.text());
}

void ServedGatesTest::intune_issuesAfterTheNewsIsAccepted() {
    QVERIFY(addIntune());
    const auto issued = enrollAtIntune("sscep-a", "t1", "CN=xyz");
    QVERIFY2(issued.isSuccess(), issued.text());
    QCOMPARE(m_intune->count(standin::IntuneActionKind::Validate), 1U);
    QCOMPARE(m_intune->count(standin::IntuneActionKind::Success), 1U);
    QCOMPARE(m_intune->count(standin::IntuneActionKind::Failure), 0U);
    QCOMPARE(notices().front().state, store::NoticeState::Accepted);
    QCOMPARE(m_lab->newestRequest().release, enrollment::Release::Free);
    // One token for each scope, one discovery, for all that follow.
    QVERIFY(enrollAtIntune("sscep-b", "t2", "CN=xyz").isSuccess());
    QCOMPARE(m_intune->count(standin::IntuneActionKind::Token), 2U);
    QCOMPARE(m_intune->count(standin::IntuneActionKind::Discovery), 1U);
}

void ServedGatesTest::intune_mismatchIsRefusedWithItsCode() {
    QVERIFY(addIntune());
    const auto refused = enrollAtIntune("sscep-a", "t1", "CN=abc");
    QVERIFY2(refused.isFailure(FailInfo::BadRequest), refused.text());
    const auto request = m_lab->newestRequest();
    QCOMPARE(request.errorCode, ErrorCode::GateDenied);
    QVERIFY(std::ranges::any_of(request.checks, [](const auto& check) {
        return check.detail.find("SubjectNameMismatch") != std::string::npos;
    }));
    QCOMPARE(m_intune->count(standin::IntuneActionKind::Failure), 0U);
    QVERIFY(enrollAtIntune("sscep-a", "t2", "CN=xyz").isSuccess());
}

void ServedGatesTest::intune_refusedNewsRevokes() {
    QVERIFY(addIntune());
    m_intune->setFault(standin::IntuneActionKind::Success,
                       {standin::FaultKind::Code, "BadDeviceIdInChallenge", 200, {}});
    const auto answer = enrollAtIntune("sscep-a", "t1", "CN=xyz");
    QVERIFY2(answer.isFailure(FailInfo::BadRequest), answer.text());
    const auto request = m_lab->newestRequest();
    QVERIFY(request.certificateId != 0);
    QCOMPARE(request.release, enrollment::Release::Refused);
    const auto certificates = m_lab->workbench().certificates().list({}).value();
    QVERIFY(certificates.front().revokedAt);
    QCOMPARE(notices().front().state, store::NoticeState::Refused);
}

void ServedGatesTest::intune_unreachableNewsKeepsTheCertificateBack() {
    QVERIFY(addIntune());
    m_intune->setFault(standin::IntuneActionKind::Success,
                       {standin::FaultKind::Status, {}, 503, {}});
    const auto challenge = m_intuneState->makeChallenge("d1", "wifi", m_lab->clock().now()).value();
    const Device from = device("sscep-a");
    const Bytes csr = from.csr("CN=xyz", challenge.text());
    QCOMPARE(post(*m_lab, path(), message(from, "t1", csr)).http, 503);
    QCOMPARE(m_lab->newestRequest().release, enrollment::Release::Waiting);
    // A repeat does not get it either, and asks nobody again.
    QCOMPARE(post(*m_lab, path(), message(from, "t1", csr)).http, 503);
    QCOMPARE(m_intune->count(standin::IntuneActionKind::Validate), 1U);
    // A restart in between.
    m_lab->responder().stop(Duration{0});
    QVERIFY(m_lab->serve({}));
    QCOMPARE(post(*m_lab, path(), message(from, "t1", csr)).http, 503);
    m_intune->clearFault(standin::IntuneActionKind::Success);
    m_lab->clock().advance(std::chrono::minutes{1});
    QTRY_COMPARE_WITH_TIMEOUT(notices().front().state, store::NoticeState::Accepted, kPatience);
    const auto delivered = post(*m_lab, path(), message(from, "t1", csr));
    QVERIFY2(delivered.isSuccess(), delivered.text());
    QCOMPARE(requests(), 1);
}

void ServedGatesTest::intune_approvalIsToldToo() {
    QVERIFY(addIntune(true));
    const auto held = enrollAtIntune("sscep-a", "t1", "CN=xyz");
    QCOMPARE(held.attributes.pkiStatus, 3);
    QCOMPARE(m_intune->count(standin::IntuneActionKind::Success), 0U);
    QVERIFY(m_lab->workbench().requests().approve(m_lab->newestRequest().id, {}));
    QTRY_COMPARE_WITH_TIMEOUT(m_intune->count(standin::IntuneActionKind::Success), 1U, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(m_lab->newestRequest().release, enrollment::Release::Free, kPatience);
    // A denial after Intune has allowed it.
    QCOMPARE(enrollAtIntune("sscep-b", "t2", "CN=xyz").attributes.pkiStatus, 3);
    QVERIFY(m_lab->workbench().requests().deny(m_lab->newestRequest().id, "not today",
                                               FailInfo::BadRequest));
    QTRY_COMPARE_WITH_TIMEOUT(m_intune->count(standin::IntuneActionKind::Failure), 1U, kPatience);
}

void ServedGatesTest::intune_revokesWhatItWants() {
    QVERIFY(addIntune());
    auto endpoint = m_lab->workbench().endpoints().show(m_name).value();
    std::get<challenge::IntuneGate>(endpoint.settings.gates.front().settings).pullsRevocations =
        true;
    QVERIFY(m_lab->workbench().endpoints().update(endpoint.settings, nullptr));
    QVERIFY(enrollAtIntune("sscep-a", "t1", "CN=xyz").isSuccess());
    const auto certificate = m_lab->workbench().certificates().list({}).value().front();
    m_intune->requestRevocation(toHex(certificate.serial));
    m_intune->requestRevocation("0123456789ABCDEF");
    m_lab->clock().advance(std::chrono::minutes{6});
    QTRY_COMPARE_WITH_TIMEOUT(m_intune->revocationResults().size(), std::size_t{2}, kPatience);
    const auto results = m_intune->revocationResults();
    QCOMPARE(results.at(0).error, challenge::IntuneRevocationError::None);
    QCOMPARE(results.at(1).error, challenge::IntuneRevocationError::CertificateNotFoundError);
    QVERIFY(m_lab->workbench().certificates().list({}).value().front().revokedAt);
}

void ServedGatesTest::finish_endsWhatIsAsked() {
    m_hook->answer(kAllow);
    QVERIFY(add(webhookGate(m_hook->url())));
    m_hook->hold();
    int status = -1;
    std::thread asks([&] { status = enroll("sscep-a", "t1", "CN=a").http; });
    const bool held = m_hook->waitForHeld(1);
    m_lab->responder().stop(std::chrono::seconds{5});
    asks.join();
    m_hook->release();
    QVERIFY(held);
    QVERIFY2(status == 503 || status == 0, QByteArray::number(status));
    QVERIFY(m_lab->serve({}));
    QCOMPARE(requests(), 0);
}

QByteArray ServedGatesTest::addToken() {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/captures/keys/certmonger-a.key.pem"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const auto key = pki::PrivateKey::fromPem(file.readAll().toStdString()).value();
    challenge::Gate gate = challenge::gatesOf(GateKind::Token).front();
    std::get<challenge::TokenGate>(gate.settings).keyPems = {
        pki::toPem("PUBLIC KEY", key.publicKey().spki())};
    if (!add(gate)) return {};
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(m_lab->clock().now().time_since_epoch())
            .count();
    const std::string claims = R"({"jti":")" + m_name + R"(","aud":")" + m_name + R"(","iat":)" +
                               std::to_string(now) + R"(,"exp":)" + std::to_string(now + 3600) +
                               '}';
    const std::string text =
        toBase64Url(bytesOf(R"({"alg":"RS256"})")) + '.' + toBase64Url(bytesOf(claims));
    const auto signature =
        key.sign(key.signatureAlgorithm(pki::Digest::Sha256), bytesOf(text)).value();
    return QByteArray::fromStdString(text + '.' + toBase64Url(signature));
}

QByteArray ServedGatesTest::addCommand() {
    const QString program = m_folder.filePath(QString::fromStdString(m_name));
    QFile file(program);
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write("#!/bin/sh\n[ \"$SCEPTER_CHALLENGE\" = right ]\n");
    file.close();
    if (!file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) return {};
    challenge::Gate gate = challenge::gatesOf(GateKind::Command).front();
    std::get<challenge::CommandGate>(gate.settings).program = program.toStdString();
    return add(gate) ? QByteArray("right") : QByteArray();
}

QByteArray ServedGatesTest::addEach(const QByteArray& kind) {
    if (kind == "token") return addToken();
    if (kind == "command") return addCommand();
    if (kind == "intune") {
        if (!addIntune()) return {};
        const auto made = m_intuneState->makeChallenge("d1", "wifi", m_lab->clock().now());
        return QByteArray::fromStdString(std::string(made.value().text()));
    }
    if (kind == "static")
        return add(challenge::gatesOf(GateKind::Static).front(), {{"one", "otter lamp"}})
                   ? QByteArray("otter lamp")
                   : QByteArray();
    if (kind == "code") {
        if (!add(challenge::gatesOf(GateKind::Code).front())) return {};
        const auto minted = m_lab->workbench().codes().mint({});
        return QByteArray::fromStdString(std::string(minted.value().front().code.text()));
    }
    const bool plain = kind == "webhook";
    m_hook->answer(plain ? kAllow : R"({"allow":true})");
    const auto dialect =
        plain ? challenge::WebhookDialect::Plain : challenge::WebhookDialect::StepCa;
    return add(webhookGate(m_hook->url(), dialect),
               plain ? std::vector<std::pair<std::string, std::string>>{}
                     : std::vector<std::pair<std::string, std::string>>{{"hmac", "c2VjcmV0"}})
               ? QByteArray("code")
               : QByteArray();
}

void ServedGatesTest::each_raceOf64IsOneTransaction_data() {
    QTest::addColumn<QByteArray>("kind");
    for (const char* kind : {"static", "code", "webhook", "step-ca", "intune", "token", "command"})
        QTest::newRow(kind) << QByteArray(kind);
}

// One client that sends its request 64 times at once.
void ServedGatesTest::each_raceOf64IsOneTransaction() {
    QFETCH(QByteArray, kind);
    const QByteArray challenge = addEach(kind);
    QVERIFY(!challenge.isEmpty());
    const Device from = device("sscep-a");
    const Bytes sent = message(from, "race", from.csr("CN=xyz", challenge.toStdString()));
    std::vector<std::thread> racers;
    std::atomic<int> issued = 0;
    std::atomic<int> later = 0;
    for (int i = 0; i < 64; ++i)
        racers.emplace_back([&] {
            const Answer answer = post(*m_lab, path(), sent);
            if (answer.isSuccess()) ++issued;
            if (answer.attributes.pkiStatus == 3 || answer.http == 503) ++later;
        });
    for (auto& thread : racers)
        thread.join();
    QCOMPARE(issued.load() + later.load(), 64);
    // Until Intune has judged and accepted the news, whoever comes meanwhile is to come again.
    if (kind != "intune" && kind != "command") QCOMPARE(later.load(), 0);
    QVERIFY(post(*m_lab, path(), sent).isSuccess());
    QCOMPARE(requests(), std::int64_t{1});
    if (kind == "intune")
        QCOMPARE(m_intune->count(standin::IntuneActionKind::Success), std::size_t{1});
}

void ServedGatesTest::each_restartGivesTheSameAnswer_data() {
    each_raceOf64IsOneTransaction_data();
}

void ServedGatesTest::each_restartGivesTheSameAnswer() {
    QFETCH(QByteArray, kind);
    const QByteArray challenge = addEach(kind);
    QVERIFY(!challenge.isEmpty());
    const Device from = device("sscep-a");
    const Bytes sent = message(from, "again", from.csr("CN=xyz", challenge.toStdString()));
    QVERIFY(post(*m_lab, path(), sent).isSuccess());
    m_lab->responder().stop(Duration{0});
    QVERIFY(m_lab->serve({}));
    QVERIFY(post(*m_lab, path(), sent).isSuccess());
    QCOMPARE(requests(), std::int64_t{1});
    // What is good for one use was used, also for who did not see it.
    const bool once = kind == "code" || kind == "token" || kind == "intune";
    const auto other = enroll("sscep-b", "other", "CN=xyz", challenge.toStdString());
    QVERIFY2(once ? other.isFailure(FailInfo::BadRequest) : other.isSuccess(), other.text());
}

QTEST_GUILESS_MAIN(ServedGatesTest)
#include "tst_served_gates.moc"
