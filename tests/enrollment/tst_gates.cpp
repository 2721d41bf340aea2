// SPDX-License-Identifier: GPL-3.0-or-later
// Gates: who judges a request, alone and together; what is asked of others, and told to them.
#include "enrollment/answer.h"
#include "enrollment/approval.h"
#include "enrollment/notice.h"
#include "playbook.h"

#include <QTest>

#include <memory>

using namespace scepter;
using namespace scepter::test;
using challenge::GateKind;
using challenge::GateRule;
using challenge::Verdict;
using enrollment::Decision;
using enrollment::GateVerdict;
using enrollment::RecordRequest;

namespace {

const Keys& keys() {
    static const Keys all;
    return all;
}

challenge::Gate webhook(const std::string& name = "mdm") {
    challenge::Gate gate;
    gate.name = name;
    challenge::WebhookGate settings;
    settings.dialect = challenge::WebhookDialect::Plain;
    settings.url = "https://mdm.example/check";
    gate.settings = settings;
    return gate;
}

QByteArray codeOf(const Decision& decision) {
    if (!decision.reason) return "ok";
    return QByteArray::fromStdString(std::string(toText(decision.reason->code)));
}

/// A lab whose gates ask somebody, and the answers that it has got.
class Asking {
public:
    explicit Asking(std::vector<challenge::Gate> gates)
        : lab(keys()) {
        lab.settings.gates = std::move(gates);
        apply();
    }

    void apply() {
        lab.apply();
        setting = lab.setting();
        auto tools = std::make_shared<enrollment::GateToolbox>();
        for (const auto& gate : lab.settings.gates)
            if (gate.asks()) tools->emplace(gate.name, challenge::makeTools(gate, {}));
        setting.tools = tools;
    }

    /// Decides about one message, again and again, until nothing is left to ask. `answers` by gate.
    Decision decide(const Wish& wish, const std::map<std::string, Verdict>& answers) {
        asked.clear();
        const auto recipients = enrollment::recipientKeys(lab.settings, lab.authority);
        decoded = lab.engine.decode(setting, recipients, lab.message(wish), lab.arrival());
        std::vector<GateVerdict> verdicts;
        while (true) {
            auto decision = lab.engine.decide(setting, decoded, lab.arrival(), verdicts);
            if (!decision.question) return decision;
            asked.push_back(decision.question->gate);
            const auto answer = answers.find(decision.question->gate);
            if (answer == answers.end() || asked.size() > 9) return decision;
            verdicts.push_back({answer->first, decision.question->csrHash, answer->second});
        }
    }
    Decision send(const Wish& wish, const std::map<std::string, Verdict>& answers) {
        return lab.settle(decoded, decide(wish, answers));
    }

    Lab lab;
    enrollment::Setting setting;
    scep::Decoded decoded;
    std::vector<std::string> asked;
};

challenge::Constraints subjectIs(const char* text) {
    challenge::Constraints constraints;
    if (!challenge::addSubjectConstraint(constraints, text)) qFatal("bad constraint");
    return constraints;
}

const RecordRequest& recordIn(const Decision& decision) {
    return std::get<RecordRequest>(decision.change.value());
}

} // namespace

class GatesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void static_eachSecretHasItsOwnConstraints();
    void static_rotationAcceptsBothWhileTheyOverlap();
    void static_withoutRulesIsOpenAmongOthers();
    void all_needsEveryGate();
    void all_asksNobodyAfterAWrongSecret();
    void any_takesTheFirstThatAllows();
    void any_isNoDefiniteNoWhileOneCouldNotBeAsked();
    void any_keepsWhatEachHasSaid();
    void verdict_ofAnotherCsrIsNotTaken();
    void unreachable_isNoFailure();
    void denial_isToldWithItsFailInfo();
    void hold_leavesItToTheOperator();
    void grant_isWhatIsIssued();
    void grant_isKeptForTheApproval();
    void constraintsOfAVerdict_bind();
    void sid_needsAGateThatVouches();
    void token_isConsumedWithTheRequest();
    void notices_areWrittenWithTheOutcome();
    void notices_holdTheCertificateBack();
    void question_isTheSameForARepeat();
    void renewal_isAskedOnlyWhereItShouldBe();
    void failedAnswers_countAsTries();
};

void GatesTest::static_eachSecretHasItsOwnConstraints() {
    Lab lab(keys());
    lab.secrets = {"phones", "printers"};
    challenge::StaticGate gate;
    gate.challenges = {{"1", subjectIs("CN=phone-*"), {}, {}},
                       {"2", subjectIs("CN=printer-*"), {}, {}}};
    lab.settings.gates.front().settings = gate;
    lab.apply();
    QCOMPARE(
        codeOf(lab.send({.transactionId = "a", .subject = "CN=phone-1", .challenge = "phones"})),
        QByteArray("ok"));
    const auto refused = lab.send({.transactionId = "b",
                                   .subject = "CN=phone-2",
                                   .challenge = "printers",
                                   .key = &lab.keys.other});
    QCOMPARE(codeOf(refused), QByteArray("constraintViolated"));
    QCOMPARE(codeOf(lab.send({.transactionId = "c",
                              .subject = "CN=printer-2",
                              .challenge = "printers",
                              .key = &lab.keys.other})),
             QByteArray("ok"));
    const auto& comparisons = lab.ledger.requests.rbegin()->second.comparisons;
    QVERIFY(!comparisons.empty());
    QCOMPARE(comparisons.front().expected, std::string("printer-*"));
}

void GatesTest::static_rotationAcceptsBothWhileTheyOverlap() {
    Lab lab(keys());
    lab.secrets = {"old", "new"};
    const TimePoint now = lab.clock.now();
    challenge::StaticGate gate;
    gate.challenges = {{"1", {}, {}, now + std::chrono::hours{2}},
                       {"2", {}, now + std::chrono::hours{1}, {}}};
    lab.settings.gates.front().settings = gate;
    lab.apply();
    int turn = 0;
    const auto outcome = [&](const char* secret) {
        return codeOf(
            lab.send({.transactionId = "t" + std::to_string(++turn), .challenge = secret}));
    };
    QCOMPARE(outcome("old"), QByteArray("ok"));
    QCOMPARE(outcome("new"), QByteArray("challengeNotYetValid"));
    lab.clock.time += std::chrono::minutes{90};
    QCOMPARE(outcome("old"), QByteArray("ok"));
    QCOMPARE(outcome("new"), QByteArray("ok"));
    lab.clock.time += std::chrono::hours{1};
    QCOMPARE(outcome("old"), QByteArray("challengeExpired"));
    QCOMPARE(outcome("new"), QByteArray("ok"));
}

void GatesTest::static_withoutRulesIsOpenAmongOthers() {
    enrollment::Endpoint endpoint;
    endpoint.settings.gates = challenge::gatesOf(GateKind::Static);
    std::vector<SecretBytes> texts;
    texts.emplace_back(std::string_view("phones"));
    texts.emplace_back(std::string_view("anything"));
    endpoint.secrets = challenge::staticGateSecrets(std::move(texts));
    QVERIFY(endpoint.hasOpenStaticChallenge());
    challenge::StaticGate gate;
    gate.challenges = {{"1", subjectIs("CN=phone-*"), {}, {}}};
    endpoint.settings.gates.front().settings = gate;
    QVERIFY(endpoint.hasOpenStaticChallenge()); // the other is not among the rules
    endpoint.secrets.pop_back();
    QVERIFY(!endpoint.hasOpenStaticChallenge());
}

void GatesTest::all_needsEveryGate() {
    auto gates = challenge::gatesOf(GateKind::Static);
    gates.push_back(webhook());
    Asking asking(gates);
    asking.lab.secrets = {"right"};
    asking.apply();
    QCOMPARE(codeOf(asking.send({.challenge = "right"}, {{"mdm", Verdict::allow()}})),
             QByteArray("ok"));
    const auto refused =
        asking.send({.transactionId = "2", .challenge = "right", .key = &keys().other},
                    {{"mdm", Verdict::deny(ErrorCode::GateDenied, "unknown device")}});
    QCOMPARE(codeOf(refused), QByteArray("gateDenied"));
    QCOMPARE(refused.reason->detail, std::string("unknown device"));
    QCOMPARE(refused.reply.status, scep::PkiStatus::Failure);
}

void GatesTest::all_asksNobodyAfterAWrongSecret() {
    std::vector<challenge::Gate> gates{webhook()};
    gates.push_back(challenge::gatesOf(GateKind::Static).front());
    Asking asking(gates);
    const auto refused = asking.send({.challenge = "wrong"}, {{"mdm", Verdict::allow()}});
    QCOMPARE(codeOf(refused), QByteArray("challengeWrong"));
    QVERIFY(asking.asked.empty());
}

void GatesTest::any_takesTheFirstThatAllows() {
    std::vector<challenge::Gate> gates{webhook()};
    gates.push_back(challenge::gatesOf(GateKind::Code).front());
    Asking asking(gates);
    asking.lab.settings.gateRule = GateRule::Any;
    asking.apply();
    const std::string code = asking.lab.mint();
    QCOMPARE(codeOf(asking.send({.challenge = code}, {})), QByteArray("ok"));
    QVERIFY(asking.asked.empty()); // the code was enough
    QCOMPARE(asking.lab.ledger.codes.begin()->second.usesLeft, 0U);
    QCOMPARE(codeOf(asking.send({.transactionId = "2", .challenge = "x", .key = &keys().other},
                                {{"mdm", Verdict::allow()}})),
             QByteArray("ok"));
    QCOMPARE(codeOf(asking.send({.transactionId = "3", .challenge = "x", .key = &keys().foreign},
                                {{"mdm", Verdict::deny(ErrorCode::GateDenied, "no")}})),
             QByteArray("gateDenied"));
}

void GatesTest::any_isNoDefiniteNoWhileOneCouldNotBeAsked() {
    Asking asking({webhook("first"), webhook("second")});
    asking.lab.settings.gateRule = GateRule::Any;
    asking.apply();
    const auto decision =
        asking.send({.challenge = "x"}, {{"first", Verdict::later("it did not answer")},
                                         {"second", Verdict::deny(ErrorCode::GateDenied, "no")}});
    QCOMPARE(codeOf(decision), QByteArray("gateUnreachable"));
    QVERIFY(asking.lab.ledger.requests.empty());
}

void GatesTest::any_keepsWhatEachHasSaid() {
    Asking asking({webhook("first"), webhook("second")});
    asking.lab.settings.gateRule = GateRule::Any;
    asking.apply();
    Verdict first = Verdict::deny(ErrorCode::GateDenied, "no");
    first.comparisons = {{"Subject CN", "xyz", "device-1", false}};
    // Of those that refuse nothing counts when another allows.
    QCOMPARE(
        codeOf(asking.send({.challenge = "x"}, {{"first", first}, {"second", Verdict::allow()}})),
        QByteArray("ok"));
    QCOMPARE(codeOf(asking.send(
                 {.transactionId = "2", .challenge = "x", .key = &keys().other},
                 {{"first", first}, {"second", Verdict::deny(ErrorCode::GateDenied, "nor I")}})),
             QByteArray("gateDenied"));
    const auto& record = asking.lab.ledger.requests.rbegin()->second;
    QCOMPARE(record.reason, std::string("nor I"));
    QCOMPARE(record.comparisons, first.comparisons);
    QCOMPARE(std::ranges::count_if(record.checks,
                                   [](const auto& one) {
                                       return one.name.starts_with("Challenge, gate ") &&
                                              !one.passed;
                                   }),
             2);
}

void GatesTest::verdict_ofAnotherCsrIsNotTaken() {
    Asking asking({webhook()});
    const auto recipients = enrollment::recipientKeys(asking.lab.settings, asking.lab.authority);
    const auto first = asking.lab.engine.decode(
        asking.setting, recipients, asking.lab.message({.subject = "CN=a"}), asking.lab.arrival());
    const auto question = asking.lab.engine.decide(asking.setting, first, asking.lab.arrival());
    QVERIFY(question.question);
    const std::vector<GateVerdict> verdicts{{"mdm", question.question->csrHash, Verdict::allow()}};
    const auto second = asking.lab.engine.decode(
        asking.setting, recipients, asking.lab.message({.subject = "CN=b"}), asking.lab.arrival());
    const auto decision =
        asking.lab.engine.decide(asking.setting, second, asking.lab.arrival(), verdicts);
    QCOMPARE(codeOf(decision), QByteArray("internal"));
    QVERIFY(!decision.change);
    QCOMPARE(
        codeOf(asking.lab.engine.decide(asking.setting, first, asking.lab.arrival(), verdicts)),
        QByteArray("ok"));
}

void GatesTest::unreachable_isNoFailure() {
    Asking asking({webhook()});
    const auto decision =
        asking.send({.challenge = "x"}, {{"mdm", Verdict::later("mdm.example did not answer")}});
    QCOMPARE(codeOf(decision), QByteArray("gateUnreachable"));
    // No CertRep: the device is asked to come again, and nothing is in the ledger.
    QVERIFY(enrollment::wireAnswer(*decision.reason).retryAfter);
    QVERIFY(!decision.change);
    QVERIFY(asking.lab.ledger.requests.empty());
    QCOMPARE(codeOf(asking.send({.challenge = "x"}, {{"mdm", Verdict::allow()}})),
             QByteArray("ok"));
}

void GatesTest::denial_isToldWithItsFailInfo() {
    Asking asking({webhook()});
    Verdict verdict = Verdict::deny(ErrorCode::GateDenied, "subject", FailInfo::BadCertId);
    verdict.comparisons = {{"Subject CN", "xyz", "abc", false}};
    const auto refused = asking.send({.challenge = "x"}, {{"mdm", verdict}});
    QCOMPARE(refused.reply.failInfo, FailInfo::BadCertId);
    const auto& record = asking.lab.ledger.requests.begin()->second;
    QCOMPARE(record.comparisons, verdict.comparisons);
    QCOMPARE(record.reason, std::string("subject"));
    QVERIFY(record.toldText.find("subject") == std::string::npos);
}

void GatesTest::hold_leavesItToTheOperator() {
    Asking asking({webhook()});
    const auto held = asking.send({.challenge = "x"}, {{"mdm", Verdict::hold("ask the owner")}});
    QCOMPARE(held.reply.status, scep::PkiStatus::Pending);
    const auto& record = asking.lab.ledger.requests.begin()->second;
    QCOMPARE(record.state, enrollment::RequestState::Pending);
    QVERIFY(std::ranges::any_of(record.checks,
                                [](const auto& one) { return one.detail == "ask the owner"; }));
}

void GatesTest::grant_isWhatIsIssued() {
    Asking asking({webhook()});
    Verdict verdict = Verdict::allow();
    verdict.grant.subject = *pki::Name::fromText("CN=xyz,O=Given");
    verdict.grant.subjectAltNames = {*pki::generalNameFromText("dns:xyz.example")};
    verdict.grant.validity = std::chrono::hours{48};
    const auto decision =
        asking.send({.subject = "CN=whatever", .challenge = "x"}, {{"mdm", verdict}});
    QCOMPARE(codeOf(decision), QByteArray("ok"));
    const auto certificate = asking.lab.certificateIn(decision);
    QCOMPARE(certificate.subject().toText(), std::string("CN=xyz,O=Given"));
    QCOMPARE(authority::sanText(certificate.subjectAltNames()), std::string("DNS:xyz.example"));
    QVERIFY(certificate.notAfter() <= asking.lab.clock.now() + std::chrono::hours{48});
}

void GatesTest::grant_isKeptForTheApproval() {
    Asking asking({webhook()});
    asking.lab.settings.approval = enrollment::Approval::Manual;
    asking.apply();
    Verdict verdict = Verdict::allow();
    verdict.grant.subject = *pki::Name::fromText("CN=xyz");
    QCOMPARE(
        asking.send({.subject = "CN=whatever", .challenge = "x"}, {{"mdm", verdict}}).reply.status,
        scep::PkiStatus::Pending);
    const auto& record = asking.lab.ledger.requests.begin()->second;
    const auto decision = enrollment::approve(asking.lab.ledger, asking.setting, record, {},
                                              "operator:ann", asking.lab.clock.now());
    QVERIFY(decision);
    QCOMPARE(decision->certificate->subject, std::string("CN=xyz"));
    authority::Adjustments own;
    own.subject = *pki::Name::fromText("CN=mine");
    const auto changed = enrollment::approve(asking.lab.ledger, asking.setting, record, own,
                                             "operator:ann", asking.lab.clock.now());
    QVERIFY(changed);
    QCOMPARE(changed->certificate->subject, std::string("CN=mine"));
}

void GatesTest::constraintsOfAVerdict_bind() {
    Asking asking({webhook()});
    Verdict verdict = Verdict::allow();
    verdict.grant.constraints = subjectIs("CN=xyz");
    QCOMPARE(codeOf(asking.send({.subject = "CN=abc", .challenge = "x"}, {{"mdm", verdict}})),
             QByteArray("constraintViolated"));
    QCOMPARE(codeOf(asking.send({.transactionId = "2", .subject = "CN=xyz", .challenge = "x"},
                                {{"mdm", verdict}})),
             QByteArray("ok"));
}

void GatesTest::sid_needsAGateThatVouches() {
    const std::string sid = "uri:tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-1105";
    for (const bool says : {false, true})
        for (const bool may : {false, true}) {
            Asking asking({webhook()});
            asking.lab.settings.gates.front().vouchesForSid = may;
            asking.apply();
            Verdict verdict = Verdict::allow();
            verdict.grant.sidVouched = says;
            const auto decision =
                asking.send({.sans = {sid, "dns:a.example"}, .challenge = "x"}, {{"mdm", verdict}});
            QCOMPARE(codeOf(decision), QByteArray("ok"));
            const auto names = asking.lab.certificateIn(decision).subjectAltNames();
            QCOMPARE(names.size(), says && may ? 2U : 1U);
        }
}

void GatesTest::token_isConsumedWithTheRequest() {
    Asking asking({webhook()});
    Verdict verdict = Verdict::allow();
    verdict.singleUseHash = Bytes(32, 5);
    verdict.singleUseUntil = asking.lab.clock.now() + std::chrono::hours{1};
    const auto decision = asking.decide({.challenge = "x"}, {{"mdm", verdict}});
    const std::vector<enrollment::TokenUse> expected{
        {*verdict.singleUseHash, verdict.singleUseUntil}};
    QCOMPARE(recordIn(decision).tokens, expected);
    // What the store answers when it was used before.
    const auto used =
        asking.lab.engine.settle(asking.setting, asking.decoded, asking.lab.arrival(),
                                 asking.decide({.challenge = "x"}, {{"mdm", verdict}}),
                                 fail(ErrorCode::TokenUsed, "the token was used before"));
    QCOMPARE(codeOf(used), QByteArray("tokenUsed"));
    QCOMPARE(used.reply.status, scep::PkiStatus::Failure);
}

void GatesTest::notices_areWrittenWithTheOutcome() {
    auto gate = webhook();
    std::get<challenge::WebhookGate>(gate.settings).notifies = true;
    Asking asking({gate});
    const auto issued = asking.decide({.challenge = "x"}, {{"mdm", Verdict::allow()}});
    const std::vector<enrollment::NoticeDraft> expected{{"mdm", false}};
    QCOMPARE(recordIn(issued).notices, expected);
    QCOMPARE(recordIn(issued).request.release, enrollment::Release::Free);
    // With the challenge, sealed.
    const auto csr = enrollment::csrForNotices(asking.lab.sealer, recordIn(issued).request);
    QVERIFY(csr);
    QCOMPARE(pki::Csr::fromDer(*csr)->challengePassword()->text(), std::string_view("x"));
    QVERIFY(pki::Csr::fromDer(recordIn(issued).request.csr)->challengePassword() == nullptr);
    // A held request keeps it until somebody decides.
    asking.lab.settings.gates = {gate};
    asking.lab.settings.approval = enrollment::Approval::Manual;
    asking.apply();
    QCOMPARE(asking
                 .send({.transactionId = "2", .challenge = "x", .key = &keys().other},
                       {{"mdm", Verdict::allow()}})
                 .reply.status,
             scep::PkiStatus::Pending);
    const auto& record = asking.lab.ledger.requests.rbegin()->second;
    const auto approved = enrollment::approve(asking.lab.ledger, asking.setting, record, {},
                                              "operator:ann", asking.lab.clock.now());
    QVERIFY(approved);
    QCOMPARE(approved->notices, expected);
    const auto denied = enrollment::deny(asking.setting, record, "no", FailInfo::BadRequest,
                                         "operator:ann", asking.lab.clock.now());
    QVERIFY(denied);
    QCOMPARE(denied->notices, expected);
}

void GatesTest::notices_holdTheCertificateBack() {
    challenge::Gate gate = challenge::gatesOf(GateKind::Intune).front();
    auto& intune = std::get<challenge::IntuneGate>(gate.settings);
    intune.tenant = "contoso";
    intune.appId = "app";
    intune.provider = "Scepter test";
    Asking asking({gate});
    const auto issued = asking.send({.challenge = "x"}, {{"intune", Verdict::allow()}});
    QCOMPARE(codeOf(issued), QByteArray("ok"));
    auto& record = asking.lab.ledger.requests.begin()->second;
    QCOMPARE(record.release, enrollment::Release::Waiting);
    // A repeat and a poll wait as well.
    for (const auto type : {scep::MessageType::PkcsReq, scep::MessageType::CertPoll}) {
        Wish repeat{.type = type, .challenge = "x"};
        if (type == scep::MessageType::CertPoll) {
            repeat.payload = scep::IssuerAndSubject{*pki::Name::fromText("CN=Test CA"),
                                                    *pki::Name::fromText("CN=device-1,O=Example")}
                                 .toDer();
        }
        const auto waits = asking.send(repeat, {});
        QCOMPARE(codeOf(waits), QByteArray("gateUnreachable"));
        QVERIFY(waits.reply.certificates.empty());
    }
    record.release = enrollment::Release::Free;
    QCOMPARE(codeOf(asking.send({.challenge = "x"}, {})), QByteArray("ok"));
    // Without waiting the news goes out beside.
    intune.waitForSuccessNotification = false;
    asking.lab.settings.gates = {gate};
    asking.apply();
    const auto fast = asking.decide({.transactionId = "2", .challenge = "x", .key = &keys().other},
                                    {{"intune", Verdict::allow()}});
    QCOMPARE(recordIn(fast).request.release, enrollment::Release::Free);
    QCOMPARE(recordIn(fast).notices.size(), 1U);
}

void GatesTest::question_isTheSameForARepeat() {
    Asking asking({webhook()});
    const auto recipients = enrollment::recipientKeys(asking.lab.settings, asking.lab.authority);
    const auto keyOf = [&](const Wish& wish) {
        const auto decoded = asking.lab.engine.decode(
            asking.setting, recipients, asking.lab.message(wish), asking.lab.arrival());
        auto decision = asking.lab.engine.decide(asking.setting, decoded, asking.lab.arrival());
        return decision.question ? decision.question->key : std::string();
    };
    const std::string first = keyOf({.challenge = "x"});
    QVERIFY(!first.empty());
    QCOMPARE(keyOf({.challenge = "x"}), first);
    QVERIFY(keyOf({.transactionId = "2", .challenge = "x"}) != first);
    QVERIFY(keyOf({.challenge = "y"}) != first);
    QVERIFY(first.find('x') == std::string::npos); // no challenge in it
}

void GatesTest::renewal_isAskedOnlyWhereItShouldBe() {
    for (const bool asks : {true, false}) {
        auto gate = webhook();
        std::get<challenge::WebhookGate>(gate.settings).asksForRenewals = asks;
        Asking asking({gate});
        const auto first = asking.send({.challenge = "x"}, {{"mdm", Verdict::allow()}});
        QCOMPARE(codeOf(first), QByteArray("ok"));
        Wish renewal{.type = scep::MessageType::RenewalReq,
                     .transactionId = "2",
                     .key = &keys().other,
                     .signerKey = &keys().device,
                     .signer = asking.lab.certificateIn(first)};
        const auto renewed = asking.send(renewal, {{"mdm", Verdict::allow()}});
        QCOMPARE(codeOf(renewed), QByteArray("ok"));
        QCOMPARE(asking.asked.size(), asks ? 1U : 0U);
    }
}

void GatesTest::failedAnswers_countAsTries() {
    Asking asking({webhook()});
    asking.lab.settings.tryLimit = {.tries = 3, .window = std::chrono::minutes{10}};
    asking.apply();
    const Verdict no = Verdict::deny(ErrorCode::GateDenied, "no");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(codeOf(asking.send({.transactionId = std::to_string(i), .challenge = "x"},
                                    {{"mdm", no}})),
                 QByteArray("gateDenied"));
    QCOMPARE(codeOf(asking.send({.transactionId = "9", .challenge = "x"}, {{"mdm", no}})),
             QByteArray("tooManyTries"));
    QVERIFY(asking.asked.empty());
}

QTEST_GUILESS_MAIN(GatesTest)
#include "tst_gates.moc"
