// SPDX-License-Identifier: GPL-3.0-or-later
// Scenario files: what is read, what is refused, and that the schema says the same.
#include "client/scenario.h"
#include "scenario_lab.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace scepter;
using namespace scepter::client;
using namespace scepter::test;

namespace {

/// A file in single quotes, with members in front of its one step and others in the step.
std::string fileOf(const char* members, const char* step) {
    return jsonOf(std::string("{'format': 'scepter-scenario', 'version': 1, 'name': 'x', ") +
                  members + "'steps': [" + step + "]}");
}

struct Wrong {
    const char* name;
    std::string json;
    const char* detail; ///< the beginning of what is said
    bool inSchema;      ///< the schema can tell
};

std::vector<Wrong> wrongMembers() {
    const char* const enroll = "{'kind': 'enroll'}";
    return {
        {"no object", "[1]", "it is no JSON object", true},
        {"no format", jsonOf("{'version': 1, 'name': 'x', 'steps': [{'kind': 'caps'}]}"),
         "format must be", true},
        {"another version",
         jsonOf("{'format': 'scepter-scenario', 'version': 2, 'name': 'x', 'steps': []}"),
         "version takes", true},
        {"no name",
         jsonOf("{'format': 'scepter-scenario', 'version': 1, "
                "'steps': [{'kind': 'caps'}]}"),
         "name is missing", true},
        {"no steps", jsonOf("{'format': 'scepter-scenario', 'version': 1, 'name': 'x'}"),
         "steps is missing", true},
        {"empty steps", fileOf("", ""), "steps is empty", true},
        {"unknown member", fileOf("'challange': 'none', ", enroll), "challange is not known", true},
        {"a challenge", fileOf("'challenge': 'otter', ", enroll), "challenge takes none", true},
        {"persona", fileOf("'persona': 'nokia', ", enroll), "persona is not known", true},
        {"url", fileOf("'url': 'ftp://ca.example/', ", enroll), "url is not right", false},
        {"subject", fileOf("'subject': 'nobody', ", enroll), "subject is no subject", false},
        {"key", fileOf("'key': 'dsa:1024', ", enroll), "key takes", true},
        {"small key", fileOf("'key': 'rsa:1024', ", enroll), "key takes", false},
        {"cipher", fileOf("'cipher': 'des', ", enroll), "cipher takes", true},
        {"digest", fileOf("'digest': 'md5', ", enroll), "digest takes", true},
        {"fingerprint", fileOf("'caFingerprint': 'AB:CD', ", enroll), "caFingerprint takes", false},
        {"devices", fileOf("'devices': 0, ", enroll), "devices takes", true},
        {"too many devices", fileOf("'devices': 10001, ", enroll), "devices takes", true},
        {"parallel", fileOf("'parallel': 65, ", enroll), "parallel takes", true},
        {"negative", fileOf("'devices': -1, ", enroll), "devices takes", true},
        {"a text for a number", fileOf("'devices': '1', ", enroll), "devices takes", true},
        {"ndes URL alone", fileOf("'ndesUrl': 'https://a/', ", enroll), "ndesUrl means", false},
        {"a list for a flag", fileOf("'goOn': [], ", enroll), "goOn is neither", true},
    };
}

std::vector<Wrong> wrongSteps() {
    const auto step = [](const char* text) { return fileOf("", text); };
    const auto second = [](const char* text) {
        return fileOf("", (std::string("{'kind': 'enroll', 'name': 'a'}, ") + text).c_str());
    };
    return {
        {"kind", step("{'kind': 'dance'}"), "steps[0].kind takes", true},
        {"no kind", step("{'name': 'a'}"), "steps[0].kind is missing", true},
        {"step is no object", step("'enroll'"), "steps[0] is no JSON object", true},
        {"step member", step("{'kind': 'enroll', 'poll': 1}"), "steps[0].poll is not known", true},
        {"misbehavior", step("{'kind': 'enroll', 'misbehaviors': ['lie']}"),
         "steps[0].misbehaviors is not right: no such misbehavior: lie", true},
        {"argument", step("{'kind': 'enroll', 'misbehaviors': ['weak-digest:sha512']}"),
         "steps[0].misbehaviors is not right", false},
        {"subject of a question", step("{'kind': 'caps', 'subject': 'CN=a'}"),
         "steps[0].subject means nothing for caps", false},
        {"names of a question", step("{'kind': 'next-ca', 'subjectAltNames': []}"),
         "steps[0].subjectAltNames means nothing for next-ca", false},
        {"polls of a question", step("{'kind': 'ca-cert', 'polls': 1}"),
         "steps[0].polls means nothing for ca-cert", false},
        {"delay of a lookup", second("{'kind': 'get-crl', 'pollDelay': '1s'}"),
         "steps[1].pollDelay means nothing for get-crl", false},
        {"of of an enrollment", second("{'kind': 'enroll', 'of': 'a'}"),
         "steps[1].of means nothing for enroll", false},
        {"life of an enrollment", step("{'kind': 'enroll', 'atLife': 0.5}"),
         "steps[0].atLife means nothing for enroll", false},
        {"misbehavior of a question", step("{'kind': 'caps', 'misbehaviors': ['truncated']}"),
         "steps[0].misbehaviors means nothing for caps", false},
        {"reuse", second("{'kind': 'enroll', 'reuse': {'nonce': 'a'}}"),
         "steps[1].reuse.nonce is not known", true},
        {"reuse of nobody", second("{'kind': 'enroll', 'reuse': {'replay-nonce': 'b'}}"),
         "steps[1].reuse.replay-nonce names no earlier step", false},
        {"reuse of itself", second("{'kind': 'enroll', 'name': 'b', 'reuse': {'same-key': 'b'}}"),
         "steps[1].reuse.same-key names no earlier step", false},
        {"challenge for a poll", second("{'kind': 'poll', 'reuse': {'reuse-challenge': 'a'}}"),
         "steps[1].reuse.reuse-challenge cannot be taken by poll from enroll", false},
        {"two of a name", second("{'kind': 'caps', 'name': 'a'}"),
         "steps[1].name is that of an earlier step", false},
        {"of nobody", second("{'kind': 'poll', 'of': 'b'}"), "steps[1].of names no earlier", false},
        {"of a question", fileOf("", "{'kind': 'caps', 'name': 'a'}, {'kind': 'renew', 'of': 'a'}"),
         "steps[1].of names a step that yields no certificate", false},
        {"of nothing before", step("{'kind': 'renew'}"), "steps[0].of has no earlier", false},
        {"type", second("{'kind': 'renew', 'type': 20}"), "steps[1].type takes", true},
        {"type of an enrollment", step("{'kind': 'enroll', 'type': 19}"),
         "steps[0].type means nothing", false},
        {"polls", step("{'kind': 'enroll', 'polls': 1001}"), "steps[0].polls takes", true},
        {"delay", step("{'kind': 'enroll', 'pollDelay': 'soon'}"), "steps[0].pollDelay takes",
         true},
        {"long delay", step("{'kind': 'enroll', 'pollDelay': '25h'}"), "steps[0].pollDelay takes",
         false},
        {"life", second("{'kind': 'renew', 'atLife': 2}"), "steps[1].atLife takes", true},
        {"no wait", step("{'kind': 'wait'}"), "steps[0].wait is missing", true},
        {"wait elsewhere", step("{'kind': 'caps', 'wait': '1s'}"), "steps[0].wait means", false},
    };
}

std::vector<Wrong> wrongExpectations() {
    const auto step = [](const char* text) { return fileOf("", text); };
    const auto second = [](const char* text) {
        return fileOf("", (std::string("{'kind': 'enroll', 'name': 'a'}, ") + text).c_str());
    };
    return {
        {"status", step("{'kind': 'enroll', 'expect': {'status': 'OK'}}"),
         "steps[0].expect.status takes", true},
        {"failInfo", step("{'kind': 'enroll', 'expect': {'failInfo': ['badLuck']}}"),
         "steps[0].expect.failInfo has an item", true},
        {"failInfo and SUCCESS",
         step("{'kind': 'enroll', 'expect': {'status': 'SUCCESS', 'failInfo': ['badAlg']}}"),
         "steps[0].expect expects a failInfo", false},
        {"failInfo of a question", step("{'kind': 'caps', 'expect': {'failInfo': ['badAlg']}}"),
         "steps[0].expect expects what only", false},
        {"HTTP status", step("{'kind': 'enroll', 'expect': {'httpStatus': [42]}}"),
         "steps[0].expect.httpStatus is no", true},
        {"error", step("{'kind': 'enroll', 'expect': {'error': 'bad luck'}}"),
         "steps[0].expect.error takes", true},
        {"certificate member", step("{'kind': 'enroll', 'expect': {'certificate': {'x': 'y'}}}"),
         "steps[0].expect.certificate.x is not known", true},
        {"certificate days",
         step("{'kind': 'enroll', 'expect': {'certificate': {'days': 'many'}}}"),
         "steps[0].expect.certificate.days takes", true},
        {"certificate usage",
         step("{'kind': 'enroll', 'expect': {'certificate': {'keyUsage': 'all'}}}"),
         "steps[0].expect.certificate.keyUsage takes", false},
        {"certificate of a CRL",
         second("{'kind': 'get-crl', 'expect': {'certificate': {'san': ''}}}"),
         "steps[1].expect.certificate is expected of", false},
    };
}

std::vector<Wrong> wrongFiles() {
    std::vector<Wrong> all = wrongMembers();
    for (const auto& more : {wrongSteps(), wrongExpectations()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// One file for each thing that may be said.
std::vector<std::string> goodFiles() {
    std::vector<std::string> files;
    for (const BuiltInScenario& one : builtInScenarios())
        files.push_back(toJson(*builtInScenario(one.id)));
    for (const MisbehaviorInfo& info : misbehaviors())
        files.push_back(fileOf(
            "", ("{'kind': 'enroll', 'misbehaviors': ['" + std::string(info.id) + "']}").c_str()));
    files.push_back(fileOf(
        "'description': 'two\\nlines', 'url': 'https://ca.example/scep', 'caIdentifier': 'a b', "
        "'caFingerprint': 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709', 'persona': 'apple', "
        "'method': 'get', 'subject': 'CN={n}-{random},O=a', 'subjectAltNames': "
        "['DNS:{n}.example'], "
        "'key': 'rsa:3072', 'cipher': 'des3', 'digest': 'sha512', 'keyTransport': 'oaep', "
        "'challenge': 'ndes', 'ndesUrl': 'https://ndes.example/certsrv/mscep_admin/', "
        "'devices': 10000, 'parallel': 64, 'goOn': true, ",
        "{'kind': 'caps', 'expect': {'error': 'httpStatus'}}, {'kind': 'wait', 'wait': '250ms'}, "
        "{'kind': 'enroll', 'name': 'a', 'subject': 'CN=b', 'subjectAltNames': [], 'polls': 3, "
        "'pollDelay': '10m', 'expect': {'status': 'SUCCESS', 'httpStatus': [404], 'error': "
        "'timedOut', 'certificate': {'subject': 'CN=b', 'san': '', 'keyUsage': "
        "'digitalSignature, keyEncipherment', 'eku': 'clientAuth, 1.2.3.4', 'days': 365}}}, "
        "{'kind': 'renew', 'of': 'a', 'type': 18, 'atLife': 0.25}, "
        "{'kind': 'enroll', 'misbehaviors': ['weak-digest:sha1', 'truncated'], 'reuse': "
        "{'reuse-challenge': 'a', 'replay-nonce': 'a', 'same-transaction-id': 'a', 'same-key': "
        "'a'}, 'expect': {'failInfo': ['badAlg', 'badTime'], 'failInfoTextContains': 'no'}}"));
    return files;
}

} // namespace

class TestScenarioFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void builtIn_areAllThere();
    void builtIn_ofAnUnknownNameIsNotFound();
    void builtIn_misbehaviorLeavesNothingOut();
    void json_saysTheSameAfterwards();
    void json_thatIsWrongSaysWhere_data();
    void json_thatIsWrongSaysWhere();
    void json_isLimited();
    void json_namesWhatStandsTwice();
    void schema_agrees();
};

void TestScenarioFile::builtIn_areAllThere() {
    std::vector<std::string_view> ids;
    for (const BuiltInScenario& one : builtInScenarios()) {
        ids.push_back(one.id);
        QVERIFY(!one.name.empty() && !one.description.empty());
    }
    QCOMPARE(ids, (std::vector<std::string_view>{"first-enrollment", "pending-and-poll", "renewal",
                                                 "rekey", "get-cert", "get-crl", "rollover",
                                                 "many-devices", "mdm-decides", "misbehavior"}));
}

void TestScenarioFile::builtIn_ofAnUnknownNameIsNotFound() {
    QCOMPARE(builtInScenario("nothing").error().code, ErrorCode::NotFound);
}

void TestScenarioFile::builtIn_misbehaviorLeavesNothingOut() {
    std::set<MisbehaviorKind> there;
    const auto scenario = builtInScenario("misbehavior");
    QVERIFY(scenario.has_value());
    for (const ScenarioStep& step : scenario->steps)
        for (const Misbehavior& one : step.misbehaviors)
            there.insert(one.kind);
    for (const MisbehaviorInfo& info : misbehaviors())
        QVERIFY2(there.contains(info.kind), std::string(info.id).c_str());
}

void TestScenarioFile::json_saysTheSameAfterwards() {
    for (const std::string& file : goodFiles()) {
        const auto scenario = scenarioFromJson(file);
        QVERIFY2(scenario.has_value(), file.c_str());
        const auto again = scenarioFromJson(toJson(*scenario));
        QVERIFY2(again && *again == *scenario, toJson(*scenario).c_str());
    }
}

void TestScenarioFile::json_thatIsWrongSaysWhere_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("detail");
    for (const Wrong& wrong : wrongFiles())
        QTest::newRow(wrong.name) << QByteArray::fromStdString(wrong.json)
                                  << QByteArray(wrong.detail);
}

void TestScenarioFile::json_thatIsWrongSaysWhere() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, detail);
    const auto scenario = scenarioFromJson(json.toStdString());
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, ErrorCode::EncodingMalformed);
    QVERIFY2(scenario.error().detail.starts_with(detail.toStdString()),
             scenario.error().detail.c_str());
}

void TestScenarioFile::json_isLimited() {
    QCOMPARE(scenarioFromJson(std::string(300'000, ' ')).error().code, ErrorCode::LimitExceeded);
    QCOMPARE(scenarioFromJson(std::string(100'000, '[')).error().code,
             ErrorCode::EncodingMalformed);
    std::string steps = "{'kind': 'caps'}";
    for (int i = 0; i < 200; ++i)
        steps += ", {'kind': 'caps'}";
    const auto many = scenarioFromJson(fileOf("", steps.c_str()));
    QCOMPARE(many.error().detail, std::string("steps has more than 200 items"));
}

void TestScenarioFile::json_namesWhatStandsTwice() {
    const auto scenario =
        scenarioFromJson(fileOf("", "{'kind': 'enroll', 'subject': 'CN=a', 'subject': 'CN=b'}"));
    QCOMPARE(scenario.error().detail, std::string("\"subject\" stands twice in one object"));
}

void TestScenarioFile::schema_agrees() {
    const QTemporaryDir folder;
    int number = 0;
    const auto write = [&](const char* kind, const std::string& json) {
        QFile file(folder.filePath(
            QStringLiteral("%1-%2.json").arg(QString::fromLatin1(kind)).arg(number++)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(json.data(), static_cast<qint64>(json.size()));
    };
    for (const std::string& file : goodFiles())
        write("good", file);
    for (const Wrong& wrong : wrongFiles())
        if (wrong.inSchema) write("bad", wrong.json);
    QVERIFY(QFile::copy(QStringLiteral(SCEPTER_SCENARIOS "/mdm-decides.json"),
                        folder.filePath(QStringLiteral("good-file.json"))));
    QProcess python;
    python.start(QStringLiteral(SCEPTER_PYTHON),
                 {QStringLiteral("-B"), QStringLiteral(SCEPTER_SCHEMA_CHECK),
                  QStringLiteral(SCEPTER_SCHEMA), folder.path()});
    QVERIFY(python.waitForFinished(60'000));
    const QByteArray output = python.readAllStandardOutput() + python.readAllStandardError();
    QVERIFY2(python.exitCode() == 0, output.constData());
    QVERIFY2(output.contains(QByteArray(QByteArray::number(number + 1) + " files")),
             output.constData());
}

QTEST_GUILESS_MAIN(TestScenarioFile)
#include "tst_scenario_file.moc"
