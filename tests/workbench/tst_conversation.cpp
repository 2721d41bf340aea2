// One transaction as steps.
#include "workbench/conversation.h"

#include <QTest>

using namespace scepter;
using enrollment::AuditRecord;
using enrollment::RequestRecord;
using enrollment::RequestState;
using workbench::Conversation;
using workbench::conversationOf;
using workbench::ConversationStep;
using workbench::Participant;
using workbench::StepKind;
using workbench::Tone;
using workbench::TrafficRow;

namespace {

TimePoint at(int seconds) {
    return *timeFromIsoText("2026-11-22T12:00:00Z") + std::chrono::seconds(seconds);
}

TrafficRow rowAt(std::int64_t id, int seconds, const char* type, const char* status) {
    TrafficRow row;
    row.id = id;
    row.requestId = 17;
    row.fields.time = at(seconds);
    row.fields.operation = "PKIOperation";
    row.fields.messageType = type;
    row.fields.status = status;
    row.fields.transactionId = "77C0";
    row.fields.subject = "CN=kiosk";
    row.fields.client = "Apple";
    row.fields.peer = "10.0.0.9";
    row.fields.httpStatus = 200;
    row.duration = std::chrono::milliseconds(40);
    return row;
}

RequestRecord record(RequestState state) {
    RequestRecord request;
    request.id = 17;
    request.key.transactionId = "77C0";
    request.subject = "CN=kiosk-19";
    request.state = state;
    request.createdAt = at(0) + std::chrono::milliseconds(20);
    request.remoteAddress = "10.0.0.9";
    request.checks = {{"CSR signature", true, ""}, {"Challenge", true, "code 5"}};
    return request;
}

/// "request client>responder PKCSReq", one a step.
QStringList stepsOf(const Conversation& conversation) {
    QStringList steps;
    for (const ConversationStep& step : conversation.steps) {
        const std::string text =
            std::string(toText(step.kind)) + " " + std::string(toText(step.from)) + ">" +
            std::string(toText(step.to)) + " " + step.what + " " + std::string(toText(step.tone));
        steps << QString::fromStdString(text).simplified();
    }
    return steps;
}

const ConversationStep* stepOf(const Conversation& conversation, StepKind kind) {
    const auto found = std::ranges::find(conversation.steps, kind, &ConversationStep::kind);
    return found == conversation.steps.end() ? nullptr : &*found;
}

} // namespace

class TestConversation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void automatic_isChecksThenTheCertificate();
    void manual_waitsForTheOperator();
    void denied_saysByWhomAndWhy();
    void refused_saysTheRealReason();
    void pending_isOpen();
    void expired_endsUndecided();
    void trafficAlone_isEnough();
    void ledgerAlone_isEnough();
    void proxy_standsBetween();
    void revoked_comesLast();
    void collected_isSaidWhereNoAnswerShowsIt();
    void order_isKeptWithinOneMillisecond();
    void nothing_isEmpty();
};

void TestConversation::automatic_isChecksThenTheCertificate() {
    auto request = record(RequestState::Issued);
    request.decidedBy = "policy";
    request.decidedAt = request.createdAt;
    request.codeId = 5;
    const std::vector<AuditRecord> audit{
        {1,
         request.createdAt,
         "responder",
         "request.issued",
         "request:17",
         R"({"serial":"0A3F"})",
         {}},
        {2, request.createdAt, "responder", "code.used", "code:5", R"({"request":17})", {}},
        {3,
         request.createdAt,
         "responder",
         "request.issued",
         "request:18",
         R"({"serial":"FF"})",
         {}}};
    const auto conversation =
        conversationOf({rowAt(2, 0, "PKCSReq (19)", "SUCCESS (0)")}, request, audit);
    QCOMPARE(stepsOf(conversation),
             (QStringList{QStringLiteral("request client>responder PKCSReq neutral"),
                          QStringLiteral("check responder>responder CSR signature good"),
                          QStringLiteral("check responder>gate Challenge good"),
                          QStringLiteral("codeUsed gate>gate 5 neutral"),
                          QStringLiteral("issued responder>responder 0A3F good"),
                          QStringLiteral("answer responder>client SUCCESS good")}));
    QCOMPARE(conversation.participants,
             (std::vector{Participant::Client, Participant::Responder, Participant::Gate}));
    QCOMPARE(conversation.transactionId, std::string("77C0"));
    QCOMPARE(conversation.subject, std::string("CN=kiosk-19"));
    QCOMPARE(conversation.client, std::string("Apple"));
    QCOMPARE(conversation.requestId, std::int64_t{17});
    QCOMPARE(conversation.steps.back().exchangeId, std::int64_t{2});
    QCOMPARE(conversation.steps.back().time, at(0) + std::chrono::milliseconds(40));
    QVERIFY(conversation.steps.back().duration == std::chrono::milliseconds(40));
    QVERIFY(!conversation.steps[1].exactTime && conversation.steps[0].exactTime);
}

void TestConversation::manual_waitsForTheOperator() {
    auto request = record(RequestState::Issued);
    request.decidedBy = "operator:anna";
    request.decidedAt = at(60);
    request.lastPolledAt = at(90);
    request.polls = 2;
    const auto conversation = conversationOf({rowAt(3, 90, "CertPoll (20)", "SUCCESS (0)"),
                                              rowAt(1, 0, "PKCSReq (19)", "PENDING (3)"),
                                              rowAt(2, 30, "CertPoll (20)", "PENDING (3)")},
                                             request, {});
    QCOMPARE(stepsOf(conversation),
             (QStringList{QStringLiteral("request client>responder PKCSReq neutral"),
                          QStringLiteral("check responder>responder CSR signature good"),
                          QStringLiteral("check responder>gate Challenge good"),
                          QStringLiteral("held responder>operator waiting"),
                          QStringLiteral("answer responder>client PENDING waiting"),
                          QStringLiteral("request client>responder CertPoll neutral"),
                          QStringLiteral("answer responder>client PENDING waiting"),
                          QStringLiteral("approved operator>responder good"),
                          QStringLiteral("issued responder>responder good"),
                          QStringLiteral("request client>responder CertPoll neutral"),
                          QStringLiteral("answer responder>client SUCCESS good")}));
    const ConversationStep* approved = stepOf(conversation, StepKind::Approved);
    QCOMPARE(approved->by, std::string("anna"));
    QCOMPARE(approved->label, std::string("approved by anna"));
    QCOMPARE(approved->time, at(60));
    QVERIFY(stepOf(conversation, StepKind::Held)->duration == std::chrono::milliseconds(59'980));
    QCOMPARE(conversation.participants.back(), Participant::Operator);
}

void TestConversation::denied_saysByWhomAndWhy() {
    auto request = record(RequestState::Refused);
    request.decidedBy = "operator:anna";
    request.decidedAt = at(60);
    request.reason = "not one of ours";
    request.errorCode = ErrorCode::DeniedByOperator;
    const auto conversation = conversationOf(
        {rowAt(1, 0, "PKCSReq (19)", "PENDING (3)"), rowAt(2, 70, "CertPoll (20)", "FAILURE (2)")},
        request, {});
    const ConversationStep* denied = stepOf(conversation, StepKind::Denied);
    QVERIFY(denied != nullptr);
    QCOMPARE(denied->by, std::string("anna"));
    QCOMPARE(denied->detail, std::string("not one of ours"));
    QVERIFY(denied->tone == Tone::Bad);
    QVERIFY(stepOf(conversation, StepKind::Refused) == nullptr);
    QVERIFY(conversation.steps.back().tone == Tone::Bad);
}

void TestConversation::refused_saysTheRealReason() {
    auto request = record(RequestState::Refused);
    request.checks = {{"Challenge", false, "the code is used up"}};
    request.decidedBy = "policy";
    request.decidedAt = request.createdAt;
    request.errorCode = ErrorCode::CodeUsed;
    request.reason = "the code is used up";
    auto row = rowAt(1, 0, "PKCSReq (19)", "FAILURE (2)");
    row.fields.failInfo = "badRequest (2)";
    row.reason = "code #5 was already used";
    const auto conversation = conversationOf({row}, request, {});
    QCOMPARE(stepsOf(conversation),
             (QStringList{QStringLiteral("request client>responder PKCSReq neutral"),
                          QStringLiteral("check responder>gate Challenge bad"),
                          QStringLiteral("refused responder>responder codeUsed bad"),
                          QStringLiteral("answer responder>client FAILURE badRequest bad")}));
    QCOMPARE(conversation.steps.back().detail, std::string("code #5 was already used"));
    QCOMPARE(conversation.steps[2].detail, std::string("the code is used up"));
}

void TestConversation::pending_isOpen() {
    const auto conversation = conversationOf({rowAt(1, 0, "PKCSReq (19)", "PENDING (3)")},
                                             record(RequestState::Pending), {});
    const ConversationStep* held = stepOf(conversation, StepKind::Held);
    QVERIFY(held != nullptr && held->duration.count() < 0);
    QVERIFY(stepOf(conversation, StepKind::Issued) == nullptr);
}

void TestConversation::expired_endsUndecided() {
    auto request = record(RequestState::Expired);
    request.decidedBy = "policy";
    request.decidedAt = at(600);
    const auto conversation =
        conversationOf({rowAt(1, 0, "PKCSReq (19)", "PENDING (3)")}, request, {});
    QVERIFY(conversation.steps.back().kind == StepKind::Expired);
    QCOMPARE(conversation.steps.back().time, at(600));
    QVERIFY(stepOf(conversation, StepKind::Held) != nullptr);
}

void TestConversation::trafficAlone_isEnough() {
    auto caps = rowAt(1, 0, "", "");
    caps.fields.operation = "GetCACaps";
    auto broken = rowAt(2, 1, "PKCSReq", "");
    broken.fields.httpStatus = 500;
    auto silent = rowAt(3, 2, "PKCSReq", "");
    silent.fields.httpStatus = 0;
    const auto conversation = conversationOf({silent, broken, caps}, std::nullopt, {});
    QCOMPARE(stepsOf(conversation),
             (QStringList{QStringLiteral("request client>responder GetCACaps neutral"),
                          QStringLiteral("answer responder>client HTTP 200 good"),
                          QStringLiteral("request client>responder PKCSReq neutral"),
                          QStringLiteral("answer responder>client HTTP 500 bad"),
                          QStringLiteral("request client>responder PKCSReq neutral"),
                          QStringLiteral("answer responder>client no answer bad")}));
    QCOMPARE(conversation.participants, (std::vector{Participant::Client, Participant::Responder}));
    QCOMPARE(conversation.subject, std::string("CN=kiosk"));
}

void TestConversation::ledgerAlone_isEnough() {
    auto request = record(RequestState::Issued);
    request.decidedBy = "operator:anna";
    request.decidedAt = at(60);
    const auto conversation = conversationOf({}, request, {});
    QCOMPARE(stepsOf(conversation),
             (QStringList{QStringLiteral("check responder>responder CSR signature good"),
                          QStringLiteral("check responder>gate Challenge good"),
                          QStringLiteral("held responder>operator waiting"),
                          QStringLiteral("approved operator>responder good"),
                          QStringLiteral("issued responder>responder good")}));
    QCOMPARE(conversation.transactionId, std::string("77C0"));
    QCOMPARE(conversation.peer, std::string("10.0.0.9"));
}

void TestConversation::proxy_standsBetween() {
    const auto conversation =
        conversationOf({rowAt(1, 0, "PKCSReq", "SUCCESS")}, std::nullopt, {}, true);
    QCOMPARE(stepsOf(conversation),
             (QStringList{QStringLiteral("request client>proxy PKCSReq neutral"),
                          QStringLiteral("request proxy>responder PKCSReq neutral"),
                          QStringLiteral("answer responder>proxy SUCCESS good"),
                          QStringLiteral("answer proxy>client SUCCESS good")}));
    QCOMPARE(conversation.participants,
             (std::vector{Participant::Client, Participant::Proxy, Participant::Responder}));
}

void TestConversation::revoked_comesLast() {
    auto request = record(RequestState::Issued);
    request.decidedBy = "policy";
    request.decidedAt = request.createdAt;
    request.certificateId = 8;
    const std::vector<AuditRecord> audit{{9,
                                          at(5000),
                                          "operator:ben",
                                          "certificate.revoked",
                                          "certificate:8",
                                          R"({"reason":"keyCompromise"})",
                                          {}}};
    const auto conversation = conversationOf({rowAt(1, 0, "PKCSReq", "SUCCESS")}, request, audit);
    const ConversationStep& last = conversation.steps.back();
    QVERIFY(last.kind == StepKind::Revoked);
    QCOMPARE(last.by, std::string("ben"));
    QCOMPARE(last.detail, std::string("keyCompromise"));
    QVERIFY(last.from == Participant::Operator);
}

void TestConversation::collected_isSaidWhereNoAnswerShowsIt() {
    auto request = record(RequestState::Issued);
    request.decidedBy = "operator:anna";
    request.decidedAt = at(60);
    request.polls = 1;
    request.lastPolledAt = at(90);
    const auto first = rowAt(1, 0, "PKCSReq", "PENDING");
    const auto without = conversationOf({first}, request, {});
    QVERIFY(without.steps.back().kind == StepKind::Collected);
    QCOMPARE(without.steps.back().time, at(90));
    const auto with = conversationOf({first, rowAt(2, 90, "CertPoll", "SUCCESS")}, request, {});
    QVERIFY(stepOf(with, StepKind::Collected) == nullptr);
}

/// Clocks of milliseconds: everything may happen within one.
void TestConversation::order_isKeptWithinOneMillisecond() {
    auto request = record(RequestState::Issued);
    request.createdAt = at(0);
    request.decidedBy = "policy";
    request.decidedAt = at(0);
    auto first = rowAt(1, 0, "PKCSReq", "SUCCESS");
    auto second = rowAt(2, 0, "PKCSReq", "SUCCESS");
    first.duration = second.duration = std::chrono::microseconds(0);
    const auto conversation = conversationOf({second, first}, request, {});
    QStringList kinds;
    for (const ConversationStep& step : conversation.steps)
        kinds << QString::fromLatin1(toText(step.kind).data());
    QCOMPARE(kinds, (QStringList{QStringLiteral("request"), QStringLiteral("check"),
                                 QStringLiteral("check"), QStringLiteral("issued"),
                                 QStringLiteral("answer"), QStringLiteral("request"),
                                 QStringLiteral("answer")}));
}

void TestConversation::nothing_isEmpty() {
    QCOMPARE(conversationOf({}, std::nullopt, {}), Conversation{});
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
