// The admin listener: Jamf's webhook and the REST calls.
#include "admin_lab.h"

#include <QTest>

using namespace scepter;
using namespace scepter::test;

class AdminDoorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jamf_answersWithTheBareCode();
    void jamf_bindsToTheDevice();
    void jamf_readsXml();
    void jamf_refusesWhatIsNoEvent_data();
    void jamf_refusesWhatIsNoEvent();
    void jamf_saysNothingToOtherEvents();
    void jamf_takesTokenInAHeader();
    void jamf_openIsForThisMachineAlone();
    void rest_mintsReadsAndWithdraws();
    void rest_narrowsAndNeverWidens();
    void rest_refusesWhatItDoesNotKnow_data();
    void rest_refusesWhatItDoesNotKnow();
    void rest_mintsAllOrNone();
    void rest_keepsAccountsApart();
    void rest_needsATokenAndJson();
    void rest_servesItsDescription();
    void log_holdsNoSecret();
};

void AdminDoorsTest::jamf_answersWithTheBareCode() {
    START(lab);
    QVERIFY(lab.add("jamf"));
    const RawResponse response =
        lab.ask("POST", kHook, basic("jamf", kPassword) + "Content-Type: application/json\r\n",
                hookBody({{QStringLiteral("serialNumber"), QStringLiteral("C02ABC")},
                          {QStringLiteral("deviceName"), QStringLiteral("Ann's\nMac")}}));
    QCOMPARE(response.status, 200);
    QVERIFY(response.header("Content-Type").startsWith("text/plain"));
    static const QRegularExpression kCode(QStringLiteral("^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$"));
    QVERIFY(kCode.match(QString::fromLatin1(response.body)).hasMatch());
    QVERIFY(!response.body.endsWith('\n'));
    QCOMPARE(lab.newest().note, std::string("Jamf Ann's\\x0AMac C02ABC"));
    QCOMPARE(lab.ask("POST", kHook, {}, hookBody({})).status, 401);
    QCOMPARE(lab.ask("GET", kHook, basic("jamf", kPassword)).status, 405);
    QCOMPARE(lab.codeCount(), std::size_t{1});
}

void AdminDoorsTest::jamf_bindsToTheDevice() {
    START(lab);
    QVERIFY(lab.add("jamf", [](AccountSettings& settings) {
        settings.deviceSubject = "CN={serialNumber},OU=mac-{udid},O=Example";
        settings.rateCount = 0;
    }));
    const auto ask = [&](const QJsonObject& device) {
        return lab.ask("POST", kHook, basic("jamf", kPassword), hookBody(device));
    };
    // What would be a pattern elsewhere is text here.
    QCOMPARE(ask({{QStringLiteral("serialNumber"), QStringLiteral("re:.*")},
                  {QStringLiteral("udid"), QStringLiteral("*")}})
                 .status,
             200);
    const challenge::Constraints bound = lab.newest().constraints;
    QCOMPARE(bound.subject.size(), std::size_t{3});
    QVERIFY(bound.onlyListedSubjectAttributes && bound.onlyListedSans);
    for (const auto& rule : bound.subject)
        QCOMPARE(rule.pattern.kind(), challenge::PatternKind::Exact);
    QVERIFY(*bound.subject[0].pattern.matches("re:.*"));
    QVERIFY(!*bound.subject[0].pattern.matches("anything"));
    QVERIFY(*bound.subject[1].pattern.matches("mac-*"));
    QVERIFY(!*bound.subject[1].pattern.matches("mac-1"));
    // Without a value the code would be bound to less.
    QCOMPARE(ask({{QStringLiteral("serialNumber"), QStringLiteral("C02")}}).status, 400);
    QCOMPARE(ask({{QStringLiteral("serialNumber"), QStringLiteral("C02")},
                  {QStringLiteral("udid"), QString()}})
                 .status,
             400);
    QCOMPARE(ask({{QStringLiteral("serialNumber"), QString(300, u'x')},
                  {QStringLiteral("udid"), QStringLiteral("1")}})
                 .status,
             400);
    QCOMPARE(lab.codeCount(), std::size_t{1});
    for (const char* bad : {"CN={serialNumber", "CN={a}*", "re:CN={a}", "CN={}", "nonsense"})
        QVERIFY2(!responder::checkDeviceSubject(bad), bad);
}

void AdminDoorsTest::jamf_readsXml() {
    START(lab);
    QVERIFY(lab.add("jamf", [](auto& settings) { settings.deviceSubject = "CN={serialnumber}"; }));
    const QByteArray good =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><JSSEvent><webhook><id>1</id>"
        "<webhookEvent>SCEPChallenge</webhookEvent></webhook><event><payloadIdentifier>p"
        "</payloadIdentifier><targetDevice><serialNumber>C02&amp;X</serialNumber></targetDevice>"
        "</event></JSSEvent>";
    const QByteArray login = basic("jamf", kPassword) + "Content-Type: application/xml\r\n";
    QCOMPARE(lab.ask("POST", kHook, login, good).status, 200);
    QVERIFY(*lab.newest().constraints.subject[0].pattern.matches("C02&X"));
    const QByteArray doctype = "<!DOCTYPE x [<!ENTITY a \"SCEPChallenge\">]>"
                               "<JSSEvent><webhook><webhookEvent>&a;</webhookEvent></webhook>"
                               "</JSSEvent>";
    QCOMPARE(lab.ask("POST", kHook, login, doctype).status, 400);
    QCOMPARE(lab.ask("POST", kHook, login, good.left(good.size() - 5)).status, 400);
    QByteArray deep;
    for (int i = 0; i < 1000; ++i)
        deep += "<a>";
    QCOMPARE(lab.ask("POST", kHook, login, deep).status, 400);
}

void AdminDoorsTest::jamf_refusesWhatIsNoEvent_data() {
    QTest::addColumn<QByteArray>("body");
    for (const char* body : {"", "x", "{}", "[]", "null", "{\"webhook\":{}}",
                             "{\"webhook\":{\"webhookEvent\":17}}", "<a/>", "<"})
        QTest::addRow("%s", body) << QByteArray(body);
}

void AdminDoorsTest::jamf_refusesWhatIsNoEvent() {
    QFETCH(QByteArray, body);
    START(lab);
    QVERIFY(lab.add("jamf"));
    QCOMPARE(lab.ask("POST", kHook, basic("jamf", kPassword), body).status, 400);
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminDoorsTest::jamf_saysNothingToOtherEvents() {
    START(lab);
    QVERIFY(lab.add("jamf"));
    const RawResponse response = lab.ask("POST", kHook, basic("jamf", kPassword),
                                         hookBody({}, QStringLiteral("ComputerAdded")));
    QCOMPARE(response.status, 204);
    QVERIFY(response.body.isEmpty());
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminDoorsTest::jamf_takesTokenInAHeader() {
    responder::AdminOptions options;
    options.jamfHeader = "X-Jamf-Secret";
    options.jamfPath = "/hooks/jamf";
    AdminLab lab;
    QVERIFY(lab.start(std::move(options)));
    QVERIFY(lab.add("jamf"));
    const QByteArray token = lab.token("jamf");
    QCOMPARE(
        lab.ask("POST", "/hooks/jamf", "X-Jamf-Secret: " + token + "\r\n", hookBody({})).status,
        200);
    QCOMPARE(lab.ask("POST", "/hooks/jamf", "X-Jamf-Secret: wrong\r\n", hookBody({})).status, 401);
    QCOMPARE(
        lab.ask("POST", "/hooks/jamf", "X-Scepter-Token: " + token + "\r\n", hookBody({})).status,
        401);
    QCOMPARE(lab.ask("POST", kHook, "X-Jamf-Secret: " + token + "\r\n", hookBody({})).status, 404);
}

void AdminDoorsTest::jamf_openIsForThisMachineAlone() {
    responder::AdminOptions options;
    options.jamfOpenAccount = "jamf";
    options.hostNames = {"scep.example"};
    AdminLab lab;
    QVERIFY(lab.start(std::move(options)));
    QVERIFY(lab.add("jamf"));
    QCOMPARE(lab.ask("POST", kHook, {}, hookBody({})).status, 200);
    // A wrong password is not the same as none.
    QCOMPARE(lab.ask("POST", kHook, basic("jamf", "wrong password"), hookBody({})).status, 401);
    QCOMPARE(lab.ask("POST", kHook, "X-Forwarded-For: 192.0.2.1\r\n", hookBody({})).status, 401);
    QCOMPARE(lab.ask("POST", kHook, {}, hookBody({}), "scep.example").status, 401);
    // The other doors stay shut.
    QCOMPARE(lab.ask("GET", kPage).status, 401);
    QCOMPARE(lab.ask("POST", kCodes, "Content-Type: application/json\r\n", "{}").status, 401);
    QCOMPARE(lab.codeCount(), std::size_t{1});
}

void AdminDoorsTest::rest_mintsReadsAndWithdraws() {
    START(lab);
    QVERIFY(lab.add("mdm", [](AccountSettings& settings) {
        settings.uses = 3;
        settings.notePrefix = "MDM ";
    }));
    const QByteArray token = lab.token("mdm");
    const RawResponse minted =
        lab.rest(token, "POST", kCodes,
                 "{\"count\":2,\"ttlSeconds\":600,\"uses\":2,\"note\":\"for a\\nb\"}");
    QCOMPARE(minted.status, 201);
    QCOMPARE(minted.header("Content-Type"), QByteArray("application/json"));
    const QJsonArray codes = json(minted)[QStringLiteral("codes")].toArray();
    QCOMPARE(codes.size(), 2);
    const int id = codes[1].toObject()[QStringLiteral("id")].toInt();
    const QByteArray path = kCodes + '/' + QByteArray::number(id);
    const RawResponse read = lab.rest(token, "GET", path);
    QCOMPARE(read.status, 200);
    QVERIFY(!read.body.contains(codes[1].toObject()[QStringLiteral("code")].toString().toLatin1()));
    QCOMPARE(json(read)[QStringLiteral("state")].toString(), QStringLiteral("unused"));
    QCOMPARE(json(read)[QStringLiteral("usesLeft")].toInt(), 2);
    QCOMPARE(json(read)[QStringLiteral("note")].toString(), QStringLiteral("MDM for a\\x0Ab"));
    QCOMPARE(lab.rest(token, "DELETE", path).status, 204);
    QCOMPARE(lab.rest(token, "DELETE", path).status, 409);
    QCOMPARE(json(lab.rest(token, "GET", path))[QStringLiteral("state")].toString(),
             QStringLiteral("withdrawn"));
    const challenge::CodeRecord code = lab.newest();
    QVERIFY(code.expiresAt - code.createdAt == std::chrono::minutes{10});
}

void AdminDoorsTest::rest_narrowsAndNeverWidens() {
    START(lab);
    QVERIFY(lab.add("mdm", [](AccountSettings& settings) {
        auto& constraints = settings.constraints;
        static_cast<void>(challenge::addSubjectConstraint(constraints, "CN=kiosk-*"));
        static_cast<void>(challenge::addSanConstraint(constraints, "dns:*.lab.example"));
        constraints.onlyListedSans = true;
        constraints.onlyListedSubjectAttributes = true;
        settings.rateCount = 0;
        settings.maxOutstanding = 0;
    }));
    const QByteArray token = lab.token("mdm");
    const auto status = [&](const QByteArray& body) {
        return lab.rest(token, "POST", kCodes, body).status;
    };
    QCOMPARE(status("{}"), 201);
    QVERIFY(lab.newest().constraints.subject.size() == 1);
    QCOMPARE(status("{\"constraints\":{\"subject\":[{\"attribute\":\"2.5.4.3\",\"pattern\":"
                    "\"kiosk-7\"}]}}"),
             201);
    const challenge::Constraints narrow = lab.newest().constraints;
    QCOMPARE(narrow.subject.size(), std::size_t{2}); // both must hold
    QVERIFY(narrow.subjectAltNames.empty() && narrow.onlyListedSans);
    QCOMPARE(status("{\"constraints\":{\"subjectAltNames\":[{\"type\":\"dns\",\"pattern\":"
                    "\"a.lab.example\"}]}}"),
             201);
    QCOMPARE(lab.newest().constraints.subjectAltNames.size(), std::size_t{1});
    QCOMPARE(lab.newest().constraints.subjectAltNames[0].pattern.text(),
             std::string("a.lab.example"));
    for (const char* body :
         {"{\"ttlSeconds\":3601}", "{\"uses\":2}", "{\"endpoint\":\"manual\"}",
          "{\"constraints\":{\"subject\":[{\"attribute\":\"2.5.4.10\",\"pattern\":\"*\"}]}}",
          "{\"constraints\":{\"subjectAltNames\":[{\"type\":\"dns\",\"pattern\":\"*.example\"}]}}",
          "{\"constraints\":{\"subjectAltNames\":[{\"type\":\"dns\",\"pattern\":\"a.example\"}]}}",
          "{\"constraints\":{\"subjectAltNames\":[{\"type\":\"upn\",\"pattern\":\"a\"}]}}"}) {
        const RawResponse response = lab.rest(token, "POST", kCodes, body);
        QVERIFY2(response.status == 422, body);
        QCOMPARE(json(response)[QStringLiteral("code")].toString(),
                 QStringLiteral("constraintViolated"));
    }
    // Switches that would open what the account has closed do nothing.
    QCOMPARE(status("{\"constraints\":{\"onlyListedSans\":false,"
                    "\"onlyListedSubjectAttributes\":false}}"),
             201);
    QVERIFY(lab.newest().constraints.onlyListedSans);
    QVERIFY(lab.newest().constraints.onlyListedSubjectAttributes);
}

void AdminDoorsTest::rest_refusesWhatItDoesNotKnow_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addRow("no JSON") << QByteArray("x") << 400;
    QTest::addRow("no object") << QByteArray("[]") << 400;
    QTest::addRow("empty") << QByteArray() << 400;
    for (const char* body :
         {"{\"counts\":1}", "{\"count\":0}", "{\"count\":101}", "{\"count\":1.5}",
          "{\"count\":\"1\"}", "{\"ttlSeconds\":-1}", "{\"uses\":0}", "{\"note\":17}",
          "{\"endpoint\":{}}", "{\"constraints\":[]}", "{\"constraints\":{\"x\":1}}",
          "{\"constraints\":{\"subjectText\":\"re:(\"}}", "{\"constraints\":{\"version\":2}}"})
        QTest::addRow("%s", body) << QByteArray(body) << 422;
}

void AdminDoorsTest::rest_refusesWhatItDoesNotKnow() {
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    START(lab);
    QVERIFY(lab.add("mdm"));
    const RawResponse response = lab.rest(lab.token("mdm"), "POST", kCodes, body);
    QCOMPARE(response.status, status);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/problem+json"));
    QCOMPARE(json(response)[QStringLiteral("status")].toInt(), status);
    QVERIFY(!json(response)[QStringLiteral("detail")].toString().isEmpty());
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminDoorsTest::rest_mintsAllOrNone() {
    START(lab);
    QVERIFY(lab.add("mdm"));
    const QByteArray token = lab.token("mdm");
    const RawResponse response = lab.rest(token, "POST", kCodes, "{\"count\":6}");
    QCOMPARE(response.status, 429);
    QVERIFY(!response.header("Retry-After").isEmpty());
    QCOMPARE(json(response)[QStringLiteral("code")].toString(), QStringLiteral("tooManyCodes"));
    QCOMPARE(lab.codeCount(), std::size_t{0});
    QCOMPARE(lab.rest(token, "POST", kCodes, "{\"count\":5}").status, 201);
}

void AdminDoorsTest::rest_keepsAccountsApart() {
    START(lab);
    QVERIFY(lab.add("one"));
    QVERIFY(lab.add("two"));
    QVERIFY(lab.add("boss", [](AccountSettings& settings) {
        settings.role = AccountRole::Admin;
        settings.endpoint.clear();
    }));
    const QByteArray one = lab.token("one");
    const QByteArray two = lab.token("two");
    const QByteArray boss = lab.token("boss");
    QCOMPARE(lab.rest(one, "POST", kCodes, "{}").status, 201);
    QCOMPARE(lab.rest(one, "GET", kCodes + "/1").status, 200);
    QCOMPARE(lab.rest(two, "GET", kCodes + "/1").status, 404);
    QCOMPARE(lab.rest(two, "DELETE", kCodes + "/1").status, 404);
    QCOMPARE(lab.rest(boss, "GET", kCodes + "/1").status, 200);
    QCOMPARE(lab.rest(boss, "DELETE", kCodes + "/1").status, 204);
    QCOMPARE(lab.rest(boss, "GET", kCodes + "/17").status, 404);
    QCOMPARE(lab.rest(boss, "POST", kCodes, "{\"endpoint\":\"manual\"}").status, 201);
    QCOMPARE(lab.newest().endpoint, std::string("manual"));
    QCOMPARE(lab.rest(boss, "POST", kCodes, "{\"endpoint\":\"nowhere\"}").status, 404);
}

void AdminDoorsTest::rest_needsATokenAndJson() {
    START(lab);
    QVERIFY(lab.add("mdm"));
    const QByteArray token = lab.token("mdm");
    const QByteArray type = "Content-Type: application/json\r\n";
    const std::vector<QByteArray> wrong{basic("mdm", kPassword), "Authorization: Bearer x\r\n",
                                        "Authorization: Bearer \r\n",
                                        "X-Scepter-Token: " + token + "\r\n", QByteArray()};
    for (const QByteArray& shown : wrong) {
        const QByteArray headers = type + shown;
        const RawResponse response = lab.ask("POST", kCodes, headers, "{}");
        QCOMPARE(response.status, 401);
        QVERIFY(response.header("WWW-Authenticate").startsWith("Bearer"));
    }
    QCOMPARE(lab.ask("POST", kCodes, "Authorization: Bearer " + token + "\r\n", "{}").status, 415);
    QVERIFY(lab.workbench().accounts().dropToken("mdm").has_value());
    QCOMPARE(lab.rest(token, "POST", kCodes, "{}").status, 401);
}

void AdminDoorsTest::rest_servesItsDescription() {
    START(lab);
    const RawResponse response = lab.ask("GET", "/api/v1/openapi.json");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/json"));
    const QJsonObject document = json(response);
    QCOMPARE(document[QStringLiteral("openapi")].toString(), QStringLiteral("3.0.3"));
    QVERIFY(document[QStringLiteral("paths")].toObject().contains(QString::fromLatin1(kCodes)));
}

void AdminDoorsTest::log_holdsNoSecret() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    const QByteArray token = lab.token("fleet");
    const QByteArray password = passwordOn(lab.page());
    const QByteArray hooked = lab.ask("POST", kHook, basic("fleet", kPassword), hookBody({})).body;
    const RawResponse minted = lab.rest(token, "POST", kCodes, "{}");
    const QByteArray code = json(minted)[QStringLiteral("codes")]
                                .toArray()[0]
                                .toObject()[QStringLiteral("code")]
                                .toString()
                                .toLatin1();
    static_cast<void>(lab.page("wrong password"));
    const QByteArray log = QByteArray::fromStdString(lab.logged());
    QVERIFY(log.contains("codes minted over HTTP") && log.contains("loginWrong"));
    for (const QByteArray& secret : {kPassword, token, password, hooked, code,
                                     QByteArray("wrong password"), basic("fleet", kPassword)}) {
        QVERIFY(secret.size() > 8);
        QVERIFY(!log.contains(secret));
    }
}

QTEST_GUILESS_MAIN(AdminDoorsTest)
#include "tst_admin_doors.moc"
