// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios run against a service without a network.
#include "scenario_lab.h"

#include "client/persona.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

using namespace scepter;
using namespace scepter::client;
using namespace scepter::test;
using scep::PkiStatus;

namespace {

QByteArray describe(const Result<ScenarioReport>& report) {
    return QByteArray::fromStdString(report ? toText(*report) : toText(report.error()));
}

std::vector<StepVerdict> verdicts(const ScenarioReport& report) {
    std::vector<StepVerdict> all;
    for (const StepReport& step : report.steps)
        all.push_back(step.verdict);
    return all;
}

constexpr auto kPassed = StepVerdict::Passed;
constexpr auto kFailed = StepVerdict::Failed;
constexpr auto kSkipped = StepVerdict::Skipped;

} // namespace

class TestScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void enroll_passesAndIsTold();
    void enroll_expectsTheCertificateAskedFor_data();
    void enroll_expectsTheCertificateAskedFor();
    void enroll_refusedIsAFailure();
    void poll_goesOnUntilItIsIssued();
    void poll_givesUpAfterItsNumber();
    void poll_asAStepGoesOnWithTheEnrollment();
    void renew_keepsTheKeyAndRekeyDoesNot();
    void renew_tooEarlyInLifeFails();
    void getCert_looksUpWhatWasIssued();
    void reuse_takesWhatTheEarlierStepHad();
    void failure_endsTheDevicesRun();
    void failure_isGoneOnAfterWhenAskedFor();
    void stop_endsAWaitAtOnce();
    void stop_endsAPollAtOnce();
    void devices_haveNamesOfTheirOwn();
    void challenges_areAskedForOneByOne();
    void challenges_thatAreMissingAreSaid();
    void ndesPage_givesEachEnrollmentItsCode();
    void verdict_isByExpectation_data();
    void verdict_isByExpectation();
    void verdict_seesAReplyThatIsNotRight();
    void report_isTheSameInAllForms();
    void report_holdsNoSecret();

private:
    Result<ScenarioReport> play(const Scenario& scenario) {
        return runScenario(scenario, m_lab->run(), m_lab->clock, m_watch);
    }

    std::unique_ptr<ScenarioLab> m_lab;
    ScenarioWatch m_watch;
};

void TestScenario::init() {
    m_lab = std::make_unique<ScenarioLab>();
    m_watch = {};
}

void TestScenario::enroll_passesAndIsTold() {
    std::vector<std::string> told;
    m_watch.started = [&](unsigned device, const ScenarioStep& step) {
        told.push_back(std::to_string(device) + " " + std::string(toText(step.kind)));
    };
    m_watch.note = [&](const Step& step) { told.push_back(step.name); };
    m_watch.finished = [&](const StepReport& report) { told.push_back(report.found); };
    const auto report = play(scenarioOf("{'kind': 'caps'}, {'kind': 'enroll'}"));
    QVERIFY2(report && report->passed(), describe(report).constData());
    QCOMPARE(verdicts(*report), (std::vector{kPassed, kPassed}));
    QCOMPARE(told.front(), std::string("1 caps"));
    QVERIFY(std::ranges::find(told, "PKCSReq") != told.end());
    QVERIFY(told.back().starts_with("SUCCESS, serial number 51"));
    const StepReport& step = report->steps.back();
    QVERIFY(step.answer && step.answer->certificate && step.transaction);
    QCOMPARE(step.expected, std::string("SUCCESS"));
    QVERIFY(!step.transcript.empty());
    QCOMPARE(report->url, std::string("http://ca.example/scep"));
    // Each step has its own part of the transcript.
    QCOMPARE(report->steps.front().transcript.front().name, std::string("GetCACaps"));
    for (const Step& one : step.transcript)
        QVERIFY(one.name != "GetCACaps");
}

void TestScenario::enroll_expectsTheCertificateAskedFor_data() {
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<bool>("passes");
    const auto row = [](const char* name, const char* certificate, bool passes) {
        QTest::newRow(name) << QByteArray(certificate) << passes;
    };
    row("subject", "'subject': 'cn=A,O=B'", true);
    row("other subject", "'subject': 'CN=a'", false);
    row("san", "'san': 'IP:10.0.0.1, dns:a.example'", true);
    row("fewer names", "'san': 'DNS:a.example'", false);
    row("no names", "'san': ''", false);
    row("key usage", "'keyUsage': 'digitalSignature'", true);
    row("more key usage", "'keyUsage': 'digitalSignature,keyEncipherment'", false);
    row("no key usage", "'keyUsage': ''", false);
    row("no eku", "'eku': ''", true);
    row("eku", "'eku': 'clientAuth'", false);
    row("days", "'days': 30", true);
    row("about those days", "'days': 31", true);
    row("other days", "'days': 32", false);
}

void TestScenario::enroll_expectsTheCertificateAskedFor() {
    QFETCH(QByteArray, certificate);
    QFETCH(bool, passes);
    const auto report =
        play(scenarioOf("{'kind': 'enroll', 'subject': 'CN=a,O=b', 'subjectAltNames': "
                        "['DNS:a.example', 'IP:10.0.0.1'], 'expect': {'certificate': {" +
                        certificate.toStdString() + "}}}"));
    QVERIFY(report.has_value());
    QVERIFY2(report->passed() == passes, describe(report).constData());
}

void TestScenario::enroll_refusedIsAFailure() {
    m_lab->challenges.clear();
    const auto report = play(scenarioOf("{'kind': 'enroll'}"));
    QVERIFY(report && !report->passed());
    QCOMPARE(report->steps.front().found,
             std::string("FAILURE badRequest: The challenge is not accepted."));
    QCOMPARE(report->steps.front().why, std::string("another outcome was expected"));
}

void TestScenario::poll_goesOnUntilItIsIssued() {
    m_lab->pending = 3;
    const auto report = play(scenarioOf("{'kind': 'enroll', 'polls': 5, 'pollDelay': '0s'}"));
    QVERIFY2(report && report->passed(), describe(report).constData());
    QCOMPARE(m_lab->service.seen.size(), std::size_t{4});
    QCOMPARE(m_lab->service.seen.back().type, scep::MessageType::CertPoll);
}

void TestScenario::poll_givesUpAfterItsNumber() {
    m_lab->pending = 9;
    const auto report = play(scenarioOf(
        "{'kind': 'enroll', 'polls': 2, 'pollDelay': '0s', 'expect': {'status': 'PENDING'}}"));
    QVERIFY2(report && report->passed(), describe(report).constData());
    QCOMPARE(m_lab->service.seen.size(), std::size_t{3});
}

void TestScenario::poll_asAStepGoesOnWithTheEnrollment() {
    m_lab->pending = 1;
    const auto report =
        play(scenarioOf("{'kind': 'enroll', 'name': 'first', 'expect': {'status': 'PENDING'}}, "
                        "{'kind': 'poll', 'of': 'first'}, {'kind': 'get-cert', 'of': 'first'}, "
                        "{'kind': 'renew'}",
                        "'key': 'rsa:2048', "));
    QVERIFY2(report && report->passed(), describe(report).constData());
    QCOMPARE(m_lab->service.seen[1].transactionId, m_lab->service.seen[0].transactionId);
}

void TestScenario::renew_keepsTheKeyAndRekeyDoesNot() {
    const auto report = play(
        scenarioOf("{'kind': 'enroll'}, {'kind': 'renew', 'name': 'second'}, "
                   "{'kind': 'rekey', 'of': 'second', 'type': 19, 'subjectAltNames': []}",
                   "'key': 'rsa:2048', 'subject': 'CN=a', 'subjectAltNames': ['DNS:a.example'],"));
    QVERIFY2(report && report->passed(), describe(report).constData());
    const auto& seen = m_lab->service.seen;
    QCOMPARE(seen[1].type, scep::MessageType::RenewalReq);
    QVERIFY(seen[1].csr->publicKey() == seen[0].csr->publicKey());
    QVERIFY(seen[1].csr->subject() == seen[0].csr->subject());
    QVERIFY(seen[1].csr->subjectAltNames() == seen[0].csr->subjectAltNames());
    // A renewal is authorized by its signature.
    QVERIFY(seen[0].csr->challengePassword() && !seen[1].csr->challengePassword());
    QCOMPARE(seen[2].type, scep::MessageType::PkcsReq);
    QVERIFY(!(seen[2].csr->publicKey() == seen[0].csr->publicKey()));
    QVERIFY(seen[2].csr->subjectAltNames().empty());
    QVERIFY(*seen[2].signer == *report->steps[1].answer->certificate);
}

void TestScenario::renew_tooEarlyInLifeFails() {
    const Scenario scenario =
        scenarioOf("{'kind': 'enroll'}, {'kind': 'renew', 'atLife': 0.5}", "'key': 'rsa:2048', ");
    const auto early = play(scenario);
    QCOMPARE(verdicts(*early), (std::vector{kPassed, kFailed}));
    QVERIFY2(early->steps[1].found.contains("0 % of the certificate's life"),
             describe(early).constData());
    m_watch.finished = [&](const StepReport&) {
        m_lab->clock.forward(std::chrono::hours(24 * 15));
    };
    const auto late = play(scenario);
    QVERIFY2(late->passed(), describe(late).constData());
}

void TestScenario::getCert_looksUpWhatWasIssued() {
    const auto report = play(scenarioOf(
        "{'kind': 'enroll'}, {'kind': 'get-cert', 'expect': {'certificate': {'subject': 'CN=a'}}}",
        "'subject': 'CN=a',"));
    QVERIFY2(report && report->passed(), describe(report).constData());
    QVERIFY(*report->steps[0].answer->certificate == *report->steps[1].answer->certificate);
}

void TestScenario::reuse_takesWhatTheEarlierStepHad() {
    int asked = 0;
    ScenarioRun run = m_lab->run();
    run.nextChallenge = [&]() -> Result<SecretBytes> {
        ++asked;
        return SecretBytes(std::string_view("otter"));
    };
    const auto report =
        runScenario(scenarioOf("{'kind': 'enroll', 'name': 'first'}, "
                               "{'kind': 'enroll', 'reuse': {'reuse-challenge': 'first'}}, "
                               "{'kind': 'enroll', 'reuse': {'replay-nonce': 'first'}}, "
                               "{'kind': 'enroll', 'reuse': {'same-transaction-id': 'first'}}, "
                               "{'kind': 'enroll', 'reuse': {'same-key': 'first'}}"),
                    run, m_lab->clock);
    QVERIFY2(report && report->passed(), describe(report).constData());
    const auto& seen = m_lab->service.seen;
    QCOMPARE(asked, 4);
    QVERIFY(seen[2].senderNonce == seen[0].senderNonce);
    QVERIFY(seen[1].senderNonce != seen[0].senderNonce);
    QCOMPARE(seen[3].transactionId, seen[0].transactionId);
    QVERIFY(seen[1].transactionId != seen[0].transactionId);
    QVERIFY(!(seen[3].csr->publicKey() == seen[0].csr->publicKey()));
    QVERIFY(seen[4].csr->publicKey() == seen[0].csr->publicKey());
}

void TestScenario::failure_endsTheDevicesRun() {
    const auto report = play(scenarioOf("{'kind': 'enroll', 'expect': {'status': 'PENDING'}}, "
                                        "{'kind': 'caps'}"));
    QCOMPARE(verdicts(*report), (std::vector{kFailed, kSkipped}));
    QCOMPARE(report->steps[1].why, std::string("an earlier step failed"));
    QVERIFY(!report->cancelled);
}

void TestScenario::failure_isGoneOnAfterWhenAskedFor() {
    const auto report =
        play(scenarioOf("{'kind': 'enroll', 'name': 'first', 'expect': {'status': 'PENDING'}}, "
                        "{'kind': 'caps'}, {'kind': 'renew', 'of': 'first'}, "
                        "{'kind': 'enroll', 'reuse': {'reuse-challenge': 'first'}}",
                        "'goOn': true,"));
    QCOMPARE(verdicts(*report), (std::vector{kFailed, kPassed, kSkipped, kSkipped}));
    QCOMPARE(report->steps[2].why, std::string("it needs the step first, which did not pass"));
    QVERIFY(!report->passed());
}

void TestScenario::stop_endsAWaitAtOnce() {
    std::stop_source stop;
    ScenarioRun run = m_lab->run();
    run.stop = stop.get_token();
    m_watch.started = [&](unsigned, const ScenarioStep& step) {
        if (step.kind == StepKind::Wait) stop.request_stop();
    };
    const auto report = runScenario(
        scenarioOf("{'kind': 'caps'}, {'kind': 'wait', 'wait': '10h'}, {'kind': 'caps'}"), run,
        m_lab->clock, m_watch);
    QVERIFY(report && report->cancelled && !report->passed());
    QCOMPARE(verdicts(*report), (std::vector{kPassed, kSkipped, kSkipped}));
    QCOMPARE(report->steps[1].why, std::string("cancelled"));
}

void TestScenario::stop_endsAPollAtOnce() {
    std::stop_source stop;
    ScenarioRun run = m_lab->run();
    run.stop = stop.get_token();
    m_lab->pending = 9;
    m_watch.note = [&](const Step& step) {
        if (step.name == "CertRep") stop.request_stop();
    };
    const auto report =
        runScenario(scenarioOf("{'kind': 'enroll', 'polls': 9, 'pollDelay': '10h'}"), run,
                    m_lab->clock, m_watch);
    QVERIFY(report && report->cancelled);
    QCOMPARE(m_lab->service.seen.size(), std::size_t{1});
}

void TestScenario::devices_haveNamesOfTheirOwn() {
    const auto report = play(scenarioOf(
        "{'kind': 'enroll', 'name': 'device {n}', 'expect': {'certificate': "
        "{'subject': 'CN=d-{n},O={random}', 'san': 'DNS:{n}.example'}}}, {'kind': 'get-cert'}",
        "'subject': 'CN=d-{n},O={random}', 'subjectAltNames': ['DNS:{n}.example'], "
        "'devices': 5, 'parallel': 3,"));
    QVERIFY2(report && report->passed(), describe(report).constData());
    QCOMPARE(report->steps.size(), std::size_t{10});
    for (std::size_t i = 0; i < 5; ++i) {
        QCOMPARE(report->steps[2 * i].device, static_cast<unsigned>(i + 1));
        QCOMPARE(report->steps[2 * i].name, "device " + std::to_string(i + 1));
    }
    std::set<std::string> subjects;
    for (const scep::Request& one : m_lab->service.seen)
        if (one.csr) subjects.insert(one.csr->subject().toText());
    QCOMPARE(subjects.size(), std::size_t{5});
}

void TestScenario::challenges_areAskedForOneByOne() {
    ScenarioRun run = m_lab->run();
    unsigned asked = 0;
    run.nextChallenge = [&]() -> Result<SecretBytes> {
        if (++asked > 3) return fail(ErrorCode::NotFound, "no more codes");
        m_lab->challenges.push_back("code-" + std::to_string(asked));
        return SecretBytes(std::string_view(m_lab->challenges.back()));
    };
    const auto report = runScenario(
        scenarioOf("{'kind': 'enroll'}", "'key': 'rsa:2048', 'devices': 4,"), run, m_lab->clock);
    QVERIFY(report.has_value());
    QCOMPARE(report->count(kPassed), std::size_t{3});
    QVERIFY(report->steps.back().found.contains("no more codes"));
}

void TestScenario::challenges_thatAreMissingAreSaid() {
    ScenarioRun run = m_lab->run();
    run.challenge = nullptr;
    const Scenario scenario = scenarioOf("{'kind': 'enroll'}");
    const auto report = runScenario(scenario, run, m_lab->clock);
    QVERIFY(!report && report.error().code == ErrorCode::InvalidArgument);
    // Those that need none are not asked for one.
    QVERIFY(runScenario(scenarioOf("{'kind': 'caps'}"), run, m_lab->clock).has_value());
    Scenario without = scenario;
    without.challenge = ChallengeSource::None;
    QVERIFY(runScenario(without, run, m_lab->clock).has_value());
    QVERIFY(!m_lab->service.seen.back().csr->challengePassword());
    run.service.url.clear();
    QCOMPARE(runScenario(without, run, m_lab->clock).error().code, ErrorCode::InvalidArgument);
    Scenario wrong = scenario;
    wrong.parallel = 65;
    QCOMPARE(runScenario(wrong, m_lab->run(), m_lab->clock).error().code,
             ErrorCode::InvalidArgument);
}

void TestScenario::ndesPage_givesEachEnrollmentItsCode() {
    ScenarioRun run = m_lab->run();
    int pages = 0;
    run.exchange = [&, service = run.exchange](const http::ClientRequest& request) {
        if (!request.url.starts_with("https://ndes.example/")) return service(request);
        m_lab->challenges = {"C0DE000" + std::to_string(++pages)};
        http::ClientResponse page;
        page.status = 200;
        page.body = copyOf(bytesOf("<P> The enrollment challenge password is: <B> " +
                                   m_lab->challenges.front() + " </B>"));
        return Result<http::ClientResponse>(page);
    };
    const Scenario scenario =
        scenarioOf("{'kind': 'enroll'}, {'kind': 'enroll'}",
                   "'key': 'rsa:2048', 'challenge': 'ndes', 'ndesUrl': 'https://ndes.example/',");
    const auto report = runScenario(scenario, run, m_lab->clock);
    QVERIFY2(report && report->passed(), describe(report).constData());
    QCOMPARE(pages, 2);
    // The page is told of and not kept.
    bool noted = false;
    for (const Step& step : report->steps.front().transcript)
        if (step.name == "NDES page") noted = !step.exchange && step.what == "a code, good once";
    QVERIFY(noted);
}

void TestScenario::verdict_isByExpectation_data() {
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<int>("status");   // of the HTTP response; 0: unreachable
    QTest::addColumn<int>("failInfo"); // -1: SUCCESS
    QTest::addColumn<bool>("passes");
    const auto row = [](const char* name, const char* step, int status, int failInfo, bool passes) {
        QTest::newRow(name) << QByteArray(step) << status << failInfo << passes;
    };
    const char* const wrong = "'misbehaviors': ['wrong-challenge']";
    const char* const odd = "'misbehaviors': ['ber']";
    row("harmful, refused", wrong, 200, 1, true);
    row("harmful, refused by HTTP", wrong, 400, -1, true);
    row("harmful, an error of the server", wrong, 500, -1, true);
    row("harmful, try later", wrong, 503, -1, false);
    row("harmful, unreachable", wrong, 0, -1, false);
    row("harmless, granted", odd, 200, -1, true);
    row("harmless, refused", odd, 200, 2, false);
    row("one of two", "'expect': {'failInfo': ['badAlg', 'badRequest']}", 200, 2, true);
    row("none of two", "'expect': {'failInfo': ['badAlg', 'badTime']}", 200, 2, false);
    row("text", "'expect': {'failInfoTextContains': 'not accepted'}", 200, 2, true);
    row("other text", "'expect': {'failInfoTextContains': 'too late'}", 200, 2, false);
    row("granted, and a failure expected", "'expect': {'status': 'FAILURE'}", 200, -1, false);
    row("HTTP status", "'expect': {'httpStatus': [403, 404]}", 404, -1, true);
    row("other HTTP status", "'expect': {'httpStatus': [403, 404]}", 400, -1, false);
    row("HTTP 200 says nothing of a reply", "'expect': {'status': 'FAILURE', 'httpStatus': [200]}",
        200, -1, false);
    row("HTTP status or success", "'expect': {'status': 'SUCCESS', 'httpStatus': [404]}", 200, -1,
        true);
    row("error", "'expect': {'error': 'unreachable'}", 0, -1, true);
    row("other error", "'expect': {'error': 'timedOut'}", 0, -1, false);
    row("error, and an answer", "'expect': {'error': 'unreachable'}", 200, -1, false);
}

void TestScenario::verdict_isByExpectation() {
    QFETCH(QByteArray, step);
    QFETCH(int, status);
    QFETCH(int, failInfo);
    QFETCH(bool, passes);
    ScenarioRun run = m_lab->run();
    if (failInfo >= 0) {
        m_lab->challenges.clear();
        const auto refuse = m_lab->service.respond;
        m_lab->service.respond = [refuse, failInfo](const scep::Request& asked) {
            scep::ReplyFields fields = refuse(asked);
            fields.failInfo = static_cast<FailInfo>(failInfo);
            return fields;
        };
    } else {
        m_lab->service.respond = [this](const scep::Request& asked) {
            const SecretBytes* given = asked.csr->challengePassword();
            m_lab->challenges = {std::string(given->text())};
            return m_lab->answer(asked);
        };
    }
    run.exchange = [&, service = run.exchange](const http::ClientRequest& request) {
        if (status == 200 || request.url.find("PKIOperation") == std::string::npos)
            return service(request);
        if (status == 0) return Result<http::ClientResponse>(fail(ErrorCode::Unreachable, "gone"));
        http::ClientResponse response;
        response.status = static_cast<unsigned>(status);
        return Result<http::ClientResponse>(response);
    };
    const auto report =
        runScenario(scenarioOf("{'kind': 'enroll'," + step.toStdString() + "}"), run, m_lab->clock);
    QVERIFY(report.has_value());
    QVERIFY2(report->passed() == passes, describe(report).constData());
}

void TestScenario::verdict_seesAReplyThatIsNotRight() {
    // Whoever issued this, it was not the CA of GetCACert.
    m_lab->service.respond = [this](const scep::Request& asked) {
        const auto stranger = pki::PrivateKey::fromPem(textOf(captured("keys/ca-next.key.pem")));
        return scep::ReplyFields{
            .status = PkiStatus::Success,
            .failInfo = {},
            .failInfoText = {},
            .certificates =
                {m_lab->service.issue(asked.csr->publicKey(), m_lab->clock.now(), *stranger).der()},
            .crls = {}};
    };
    const auto report = play(scenarioOf("{'kind': 'enroll'}"));
    QVERIFY(report && !report->passed());
    QCOMPARE(report->steps.front().why, std::string("the reply is not right"));
    const auto expected =
        play(scenarioOf("{'kind': 'enroll', 'expect': {'error': 'chainUntrusted'}}"));
    QVERIFY2(expected && expected->passed(), describe(expected).constData());
}

void TestScenario::report_isTheSameInAllForms() {
    const auto report = play(scenarioOf("{'kind': 'enroll', 'name': 'a <b> & \\u0022c\\u0022'}, "
                                        "{'kind': 'caps', 'expect': {'error': 'timedOut'}}, "
                                        "{'kind': 'renew'}"));
    QCOMPARE(verdicts(*report), (std::vector{kPassed, kFailed, kSkipped}));
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(toJson(*report))).object();
    QCOMPARE(json[QStringLiteral("steps")].toArray().size(), 3);
    QCOMPARE(json[QStringLiteral("passed")].toBool(), false);
    QCOMPARE(json[QStringLiteral("counts")][QStringLiteral("skipped")].toInt(), 1);
    QXmlStreamReader xml(QByteArray::fromStdString(toJunit(*report)));
    QStringList names;
    int cases = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        names.append(xml.name().toString());
        if (xml.name() == QLatin1String("testsuite")) {
            QCOMPARE(xml.attributes().value(QLatin1String("tests")), QLatin1String("3"));
            QCOMPARE(xml.attributes().value(QLatin1String("failures")), QLatin1String("1"));
            QCOMPARE(xml.attributes().value(QLatin1String("skipped")), QLatin1String("1"));
        }
        if (xml.name() == QLatin1String("testcase") && cases++ == 0)
            QCOMPARE(xml.attributes().value(QLatin1String("name")), QLatin1String("a <b> & \"c\""));
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(names.count(QStringLiteral("failure")), 1);
    QCOMPARE(names.count(QStringLiteral("skipped")), 1);
    QVERIFY(toText(*report).contains("1 passed, 1 failed, 1 skipped"));
}

void TestScenario::report_holdsNoSecret() {
    const auto report =
        play(scenarioOf("{'kind': 'enroll'}, {'kind': 'renew'}", "'key': 'rsa:2048', "));
    QVERIFY(report && report->passed());
    for (const std::string& text : {toJson(*report), toJunit(*report), toText(*report)})
        QVERIFY(!text.contains("otter"));
}

QTEST_GUILESS_MAIN(TestScenario)
#include "tst_scenario.moc"
