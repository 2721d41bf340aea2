// SPDX-License-Identifier: GPL-3.0-or-later
// Each conformance check against a responder that is sound, and against one that is broken for it.
#include "client/conformance.h"
#include "conformance_defects.h"
#include "inspect/exchange.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>
#include <QtTest>

#include <set>

using namespace scepter;
using namespace scepter::client;
using namespace scepter::test;

namespace {

const CheckInfo* infoOfCheck(const std::string& id) {
    const auto& all = conformanceChecks();
    const auto found = std::ranges::find(all, id, &CheckInfo::id);
    return found == all.end() ? nullptr : &*found;
}

QByteArray described(const CheckResult& result) {
    return QByteArray::fromStdString(std::string(result.info->id) + ": " +
                                     std::string(toText(result.verdict)) + "; sent " + result.sent +
                                     "; came " + result.came + "; " + result.reason);
}

/// The results that are not skipped where they ought to be, or else have not passed.
QByteArray notAsWanted(const ConformanceReport& report, const std::set<std::string_view>& skipped) {
    QByteArray text;
    for (const CheckResult& result : report.results) {
        const auto wanted =
            skipped.contains(result.info->id) ? CheckVerdict::Skipped : CheckVerdict::Pass;
        if (result.verdict != wanted) text += described(result) + '\n';
    }
    return text;
}

} // namespace

class TestConformance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void checks_areWellDescribed();
    void checks_haveADefectEach();
    void soundResponder_passesAll();
    void brokenResponder_isFound_data();
    void brokenResponder_isFound();
    void control_failingSkipsTheRest();
    void control_unreachableIsTold();
    void run_stopsWhenAsked();
    void run_judgesNothingThatWasCutOff();
    void run_takesANewChallengeWhereARefusalUsedOneUp();
    void run_withoutAbuseLeavesLimitsAlone();
    void run_isPolite();
    void run_endsWithoutChallenges();
    void run_isFairToAKeyThatCannotDecrypt();
    void run_asksWithTheCaIdentifierThroughout();
    void run_keepsTheQueryOfTheAddress();
    void transcripts_openWithoutAKey();
    void run_judgesNothingByAnHttpErrorOfAnotherKind_data();
    void run_judgesNothingByAnHttpErrorOfAnotherKind();

    void json_isReadBack();
    void json_refusesWhatIsNone();
    void compare_listsWhatChanged();
    void reports_escapeWhatComesFromOutside();
    void junit_isXmlWithAFailureForEachFail();
    void html_loadsNothing();
    void markdown_isOneTableARow();

private:
    ConformanceOptions optionsFor(BrokenResponder& responder);
    ConformanceReport runOn(BrokenResponder& responder, std::vector<std::string> only);
    static ConformanceReport invented();

    std::unique_ptr<Keys> m_keys;
    std::vector<pki::PrivateKey> m_clientKeys;
    std::size_t m_nextKey = 0;
    unsigned m_minted = 0;
};

void TestConformance::initTestCase() {
    m_keys = std::make_unique<Keys>();
    for (int i = 0; i < 6; ++i)
        m_clientKeys.push_back(*pki::PrivateKey::generate({}));
}

ConformanceOptions TestConformance::optionsFor(BrokenResponder& responder) {
    ConformanceOptions options;
    options.service.url = responder.url();
    options.http.proxyUse = http::ProxyUse::None;
    options.abuse = true;
    options.nextChallenge = [&]() -> Result<SecretBytes> {
        ++m_minted;
        return responder.mint();
    };
    options.makeKey = [this]() -> Result<pki::PrivateKey> {
        return m_clientKeys[m_nextKey++ % m_clientKeys.size()];
    };
    return options;
}

ConformanceReport TestConformance::runOn(BrokenResponder& responder,
                                         std::vector<std::string> only) {
    ConformanceOptions options = optionsFor(responder);
    options.only = std::move(only);
    return runConformance(options, responder.lab.clock);
}

void TestConformance::checks_areWellDescribed() {
    std::set<std::string_view> ids;
    QVERIFY(conformanceChecks().size() >= 80);
    QCOMPARE(conformanceChecks().front().id, std::string_view("control.enrollment"));
    for (const CheckInfo& info : conformanceChecks()) {
        QVERIFY2(ids.insert(info.id).second, info.id.data());
        QVERIFY2(info.what.ends_with('.') && !info.section.empty() && !info.group.empty(),
                 info.id.data());
        QVERIFY2(info.client.empty() == (info.level != CheckLevel::Interoperability),
                 info.id.data());
        QVERIFY2(info.abuse == (info.group == "limits"), info.id.data());
    }
}

void TestConformance::checks_haveADefectEach() {
    for (const CheckInfo& info : conformanceChecks())
        QVERIFY2(conformanceDefects().contains(std::string(info.id)), info.id.data());
    for (const auto& [id, defect] : conformanceDefects())
        QVERIFY2(infoOfCheck(id) != nullptr, id.c_str());
}

void TestConformance::soundResponder_passesAll() {
    BrokenResponder responder(*m_keys);
    responder.start();
    m_minted = 0;
    const ConformanceReport report = runOn(responder, {});
    QVERIFY(report.controlPassed && !report.unreached);
    QCOMPARE(report.results.size(), conformanceChecks().size());
    QCOMPARE(report.product, std::string("Lab/1"));
    // That one needs a responder that holds requests.
    const QByteArray others = notAsWanted(report, {"transaction.poll-pending"});
    QVERIFY2(others.isEmpty(), others.constData());
    QVERIFY2(m_minted <= 25, QByteArray::number(m_minted).constData());
}

void TestConformance::brokenResponder_isFound_data() {
    QTest::addColumn<QString>("id");
    for (const CheckInfo& info : conformanceChecks())
        QTest::newRow(info.id.data()) << QString::fromUtf8(info.id.data());
}

void TestConformance::brokenResponder_isFound() {
    QFETCH(QString, id);
    const std::string check = id.toStdString();
    const Defect& defect = conformanceDefects().at(check);
    const auto judge = [&](bool broken) {
        BrokenResponder responder(*m_keys);
        if (defect.prepare) defect.prepare(responder);
        if (broken) defect.breakIt(responder);
        responder.start();
        const ConformanceReport report = runOn(responder, {check});
        if (check != "control.enrollment" && !report.controlPassed)
            qWarning("%s", described(report.results.front()).constData());
        for (const CheckResult& result : report.results)
            if (result.info->id == check) return result;
        return CheckResult{};
    };
    if (defect.prepare) {
        const CheckResult sound = judge(false);
        QVERIFY2(sound.verdict == CheckVerdict::Pass, described(sound).constData());
    }
    const CheckResult found = judge(true);
    const CheckLevel level = found.info->level;
    const bool firm = level == CheckLevel::Must || level == CheckLevel::Interoperability;
    QVERIFY2(found.verdict == (firm ? CheckVerdict::Fail : CheckVerdict::Finding),
             described(found).constData());
    QVERIFY2(!found.sent.empty() && !found.came.empty() && !found.reason.empty(),
             described(found).constData());
}

void TestConformance::control_failingSkipsTheRest() {
    BrokenResponder responder(*m_keys);
    conformanceDefects().at("control.enrollment").breakIt(responder);
    responder.start();
    const ConformanceReport report = runOn(responder, {});
    QVERIFY(!report.controlPassed && !report.unreached);
    QCOMPARE(report.count(CheckVerdict::Fail), std::size_t{1});
    QCOMPARE(report.count(CheckVerdict::Skipped), report.results.size() - 1);
    QVERIFY(report.results.back().reason.find("control") != std::string::npos);
}

void TestConformance::control_unreachableIsTold() {
    std::string url;
    {
        BrokenResponder gone(*m_keys);
        gone.start();
        url = gone.url();
    }
    ConformanceOptions options;
    options.service.url = url;
    options.http.proxyUse = http::ProxyUse::None;
    options.makeKey = [this]() -> Result<pki::PrivateKey> { return m_clientKeys.front(); };
    const ManualClock clock;
    const ConformanceReport report = runConformance(options, clock);
    QVERIFY(report.unreached && report.unreached->code == ErrorCode::Unreachable);
    QVERIFY(!report.controlPassed);
}

void TestConformance::run_stopsWhenAsked() {
    BrokenResponder responder(*m_keys);
    responder.start();
    std::stop_source stop;
    ConformanceOptions options;
    options.service.url = responder.url();
    options.http.proxyUse = http::ProxyUse::None;
    options.nextChallenge = [&]() -> Result<SecretBytes> { return responder.mint(); };
    options.makeKey = [this]() -> Result<pki::PrivateKey> { return m_clientKeys.front(); };
    options.stop = stop.get_token();
    unsigned told = 0;
    const auto report = runConformance(options, responder.lab.clock, [&](const CheckResult&) {
        if (++told == 3) stop.request_stop();
    });
    QVERIFY(report.cancelled);
    QCOMPARE(std::size_t{told}, report.results.size());
    QCOMPARE(report.count(CheckVerdict::Skipped), report.results.size() - 3);
}

void TestConformance::run_judgesNothingThatWasCutOff() {
    BrokenResponder responder(*m_keys);
    responder.start();
    std::stop_source stop;
    ConformanceOptions options;
    options.service.url = responder.url();
    options.http.proxyUse = http::ProxyUse::None;
    int asked = 0;
    options.nextChallenge = [&]() -> Result<SecretBytes> {
        if (++asked == 2) stop.request_stop(); // a check is under way
        return responder.mint();
    };
    options.makeKey = [this]() -> Result<pki::PrivateKey> { return m_clientKeys.front(); };
    options.stop = stop.get_token();
    const auto report = runConformance(options, responder.lab.clock);
    QVERIFY(report.cancelled);
    QCOMPARE(report.count(CheckVerdict::Fail), std::size_t{0});
    QCOMPARE(report.count(CheckVerdict::Finding), std::size_t{0});
}

void TestConformance::run_takesANewChallengeWhereARefusalUsedOneUp() {
    BrokenResponder responder(*m_keys);
    std::set<std::string> burnt;
    responder.defects.refuses = [&burnt](const Heard& heard) {
        if (heard.csr() == nullptr || heard.csr()->challengePassword() == nullptr) return false;
        const std::string code(heard.csr()->challengePassword()->text());
        if (burnt.contains(code)) return true;
        if (!heard.csr()->verify()) burnt.insert(code); // and refused as ever
        return false;
    };
    responder.start();
    ConformanceOptions options;
    options.service.url = responder.url();
    options.http.proxyUse = http::ProxyUse::None;
    options.nextChallenge = [&]() -> Result<SecretBytes> { return responder.mint(); };
    std::size_t made = 0;
    options.makeKey = [&]() -> Result<pki::PrivateKey> {
        return m_clientKeys[made++ % m_clientKeys.size()];
    };
    options.only = {"policy.csr-signature", "client.apple"};
    const auto report = runConformance(options, responder.lab.clock);
    QVERIFY(!burnt.empty());
    for (const CheckResult& result : report.results)
        QVERIFY2(result.verdict != CheckVerdict::Fail, result.info->id.data());
    QVERIFY(report.count(CheckVerdict::Pass) >= 3);
}

void TestConformance::run_withoutAbuseLeavesLimitsAlone() {
    BrokenResponder responder(*m_keys);
    responder.start();
    ConformanceOptions options;
    options.service.url = responder.url();
    options.http.proxyUse = http::ProxyUse::None;
    options.only = {"limits"};
    options.nextChallenge = [&]() -> Result<SecretBytes> { return responder.mint(); };
    options.makeKey = [this]() -> Result<pki::PrivateKey> { return m_clientKeys.front(); };
    const ConformanceReport report = runConformance(options, responder.lab.clock);
    QVERIFY(report.controlPassed);
    QCOMPARE(report.count(CheckVerdict::Pass), std::size_t{1});
}

// Counted, since it is what owners of other servers are promised.
void TestConformance::run_isPolite() {
    BrokenResponder responder(*m_keys);
    const auto requests = std::make_shared<unsigned>(0);
    responder.defects.before = [requests](const http::Request&, const http::Target&) {
        ++*requests;
        return 0U;
    };
    responder.start();
    ConformanceOptions options;
    options.service.url = responder.url();
    options.http.proxyUse = http::ProxyUse::None;
    options.nextChallenge = [&]() -> Result<SecretBytes> { return responder.mint(); };
    options.makeKey = [this]() -> Result<pki::PrivateKey> {
        return m_clientKeys[m_nextKey++ % m_clientKeys.size()];
    };
    QVERIFY(runConformance(options, responder.lab.clock).controlPassed);
    QVERIFY2(*requests <= 150, QByteArray::number(*requests).constData());
}

// One code alone: the control is made, and what would cost another is skipped.
void TestConformance::run_endsWithoutChallenges() {
    BrokenResponder responder(*m_keys);
    responder.start();
    ConformanceOptions options;
    options.service.url = responder.url();
    options.http.proxyUse = http::ProxyUse::None;
    unsigned left = 1;
    options.nextChallenge = [&]() -> Result<SecretBytes> {
        if (left == 0) return fail(ErrorCode::NotFound, "no code is left");
        --left;
        return responder.mint();
    };
    options.makeKey = [this]() -> Result<pki::PrivateKey> {
        return m_clientKeys[m_nextKey++ % m_clientKeys.size()];
    };
    const ConformanceReport report = runConformance(options, responder.lab.clock);
    QVERIFY(report.controlPassed);
    QCOMPARE(report.count(CheckVerdict::Fail), std::size_t{0});
    QCOMPARE(report.count(CheckVerdict::Finding), std::size_t{0});
    QVERIFY(report.count(CheckVerdict::Pass) > 60);
}

// Nothing but the challenge can carry a reply to such a key.
void TestConformance::run_isFairToAKeyThatCannotDecrypt() {
    BrokenResponder responder(*m_keys);
    responder.start();
    ConformanceOptions options = optionsFor(responder);
    options.key = {pki::KeyType::EcP256, 0};
    options.makeKey = {};
    const ConformanceReport report = runConformance(options, responder.lab.clock);
    QVERIFY2(report.controlPassed, described(report.results.front()).constData());
    const std::set<std::string_view> unfair{"transaction.poll-pending",
                                            "transaction.poll-issued",
                                            "enroll.encrypted-to-signer",
                                            "renewal.type-17",
                                            "renewal.type-19",
                                            "renewal.new-certificate",
                                            "renewal.other-identity",
                                            "renewal.encrypted-to-signer",
                                            "failinfo.bad-cert-id",
                                            "getcert.own",
                                            "getcert.unknown",
                                            "getcrl.answered",
                                            "getcrl.signed",
                                            "getcrl.current",
                                            "getcrl.only-crl"};
    const QByteArray others = notAsWanted(report, unfair);
    QVERIFY2(others.isEmpty(), others.constData());
}

// There is nothing at the address itself, as on servers of several CAs.
void TestConformance::run_asksWithTheCaIdentifierThroughout() {
    BrokenResponder responder(*m_keys);
    responder.defects.before = [](const http::Request&, const http::Target& target) {
        const std::string operation = toLower(target.rawValue("operation").value_or(""));
        return operation.starts_with("getca") && target.rawValue("message") != "lab" ? 404U : 0U;
    };
    responder.start();
    ConformanceOptions options = optionsFor(responder);
    options.service.caIdentifier = "lab";
    const ConformanceReport report = runConformance(options, responder.lab.clock);
    const std::set<std::string_view> unfair{"caps.message-parameter", "cacert.message-parameter",
                                            "client.strongswan",      "client.sscep",
                                            "client.certmonger",      "transaction.poll-pending"};
    const QByteArray others = notAsWanted(report, unfair);
    QVERIFY2(others.isEmpty(), others.constData());
}

void TestConformance::run_keepsTheQueryOfTheAddress() {
    BrokenResponder responder(*m_keys);
    responder.defects.before = [](const http::Request&, const http::Target& target) {
        return target.rawValue("tenant") == "one" ? 0U : 404U;
    };
    responder.start();
    ConformanceOptions options = optionsFor(responder);
    options.service.url += "?tenant=one";
    const ConformanceReport report = runConformance(options, responder.lab.clock);
    const QByteArray others = notAsWanted(report, {"transaction.poll-pending"});
    QVERIFY2(others.isEmpty(), others.constData());
}

// What was encrypted goes with the exchange, since the keys are thrown away; and into no report.
void TestConformance::transcripts_openWithoutAKey() {
    BrokenResponder responder(*m_keys);
    responder.start();
    std::string challenge;
    ConformanceOptions options = optionsFor(responder);
    options.nextChallenge = [&]() -> Result<SecretBytes> {
        SecretBytes made = responder.mint();
        if (challenge.empty()) challenge = made.text();
        return made;
    };
    options.only = {"algorithm.ec-key", "getcert.own",     "http.get",      "http.chunked",
                    "client.jscep",     "limit.slow-body", "limit.replays", "form.truncated"};
    const ConformanceReport report = runConformance(options, responder.lab.clock);
    std::size_t checks = 0;
    for (const CheckResult& result : report.results) {
        if (result.verdict == CheckVerdict::Skipped) continue;
        ++checks;
        std::size_t envelopes = 0;
        for (const Step& step : result.transcript) {
            if (!step.exchange) continue;
            const auto reading = inspect::readExchange(*step.exchange, {});
            for (const auto* side : {&reading.request, &reading.reply})
                for (const inspect::EnvelopeFacts& envelope : side->facts.envelopes) {
                    QVERIFY2(!envelope.openedBy.empty(), described(result).constData());
                    ++envelopes;
                }
            QVERIFY(step.exchange->opened.size() <= 2);
        }
        const bool cut = result.info->id == "form.truncated";
        QVERIFY2(cut || envelopes >= 2, described(result).constData());
    }
    QCOMPARE(checks, options.only.size() + 1);
    for (const std::string& text :
         {toText(report), toJson(report), toJunit(report), toHtml(report), toMarkdown(report)})
        QVERIFY(text.find(challenge) == std::string::npos);
}

// What a gatekeeper before the service says is no word of the service on a message.
void TestConformance::run_judgesNothingByAnHttpErrorOfAnotherKind_data() {
    QTest::addColumn<unsigned>("status");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("wanted");
    const auto add = [](unsigned status, const char* id, CheckVerdict verdict) {
        QTest::addRow("%s, %u", id, status)
            << status << QString::fromUtf8(id) << static_cast<int>(verdict);
    };
    using enum CheckVerdict;
    for (const unsigned status : {400U, 403U, 422U})
        add(status, "form.bad-signature", Pass);
    for (const unsigned status : {405U, 406U, 408U, 410U})
        add(status, "form.bad-signature", Skipped);
    for (const unsigned status : {401U, 404U, 429U})
        for (const char* id : {"form.bad-signature",
                               "form.ber",
                               "form.garbage",
                               "policy.ca-extension",
                               "transaction.poll-unknown",
                               "transaction.poll-stranger",
                               "transaction.repeat",
                               "transaction.space-in-id",
                               "failinfo.uniform-decryption",
                               "nonce.short",
                               "challenge.not-burnt",
                               "challenge.not-repeated",
                               "client.apple",
                               "algorithm.ec-key",
                               "renewal.type-19",
                               "renewal.same-key",
                               "renewal.stranger",
                               "getcert.own",
                               "getcert.unknown",
                               "getcrl.answered",
                               "limit.replays"})
            add(status, id, Skipped);
    // These are about HTTP.
    for (const char* id : {"http.failure-is-200", "challenge.failure-not-http", "http.get",
                           "http.chunked", "enroll.mandatory-algorithms"}) {
        add(404, id, infoOfCheck(id)->level == CheckLevel::Leniency ? Finding : Fail);
        add(429, id, Skipped);
    }
    for (const char* id : {"http.bad-base64", "http.missing-operation", "http.unknown-operation",
                           "http.unknown-method"}) {
        add(404, id, Pass);
        add(429, id, Skipped);
    }
    for (const char* id : {"http.path-suffix", "http.operation-case", "http.version-1-0"})
        add(429, id, Skipped);
}

void TestConformance::run_judgesNothingByAnHttpErrorOfAnotherKind() {
    QFETCH(unsigned, status);
    QFETCH(QString, id);
    QFETCH(int, wanted);
    bool first = true; // the control is let through
    BrokenResponder responder(*m_keys);
    responder.defects.before = [&](const http::Request& request, const http::Target& target) {
        const std::string_view operation = target.rawValue("operation").value_or("");
        const bool usual = request.version == 11 && target.path == "/scep" &&
                           (operation == "GetCACaps" || operation == "GetCACert");
        if (usual || (operation == "PKIOperation" && std::exchange(first, false))) return 0U;
        return status;
    };
    responder.start();
    const std::string check = id.toStdString();
    const ConformanceReport report = runOn(responder, {check});
    QVERIFY(report.controlPassed);
    for (const CheckResult& result : report.results) {
        if (result.info->id != check) continue;
        QVERIFY2(static_cast<int>(result.verdict) == wanted, described(result).constData());
        QVERIFY(result.verdict == CheckVerdict::Pass || !result.reason.empty());
    }
}

// A report with all verdicts and hostile texts.
ConformanceReport TestConformance::invented() {
    ConformanceReport report;
    report.url = "http://ca.example/<scep>?a&b";
    report.product = "<script>alert(1)</script>";
    report.startedAt = TimePoint{std::chrono::seconds(1'796'000'000)};
    report.elapsed = Duration{1234};
    report.controlPassed = true;
    const auto& all = conformanceChecks();
    const CheckVerdict verdicts[] = {CheckVerdict::Pass, CheckVerdict::Fail, CheckVerdict::Finding,
                                     CheckVerdict::Skipped};
    for (std::size_t i = 0; i < 4; ++i) {
        CheckResult result;
        result.info = &all[i];
        result.verdict = verdicts[i];
        result.sent = "a | \"b\" 'c'";
        result.came = "<img src=x onerror=alert(1)>\x1b[31m\n]]>";
        result.reason = "because & so";
        result.elapsed = Duration{15};
        report.results.push_back(std::move(result));
    }
    return report;
}

void TestConformance::json_isReadBack() {
    const ConformanceReport report = invented();
    const auto kept = keptReportFromJson(toJson(report));
    QVERIFY2(kept.has_value(), kept ? "" : toText(kept.error()).c_str());
    QCOMPARE(kept->url, report.url);
    QVERIFY(kept->startedAt == report.startedAt);
    QCOMPARE(kept->results.size(), report.results.size());
    for (std::size_t i = 0; i < report.results.size(); ++i) {
        QCOMPARE(kept->results[i].id, std::string(report.results[i].info->id));
        QCOMPARE(kept->results[i].verdict, report.results[i].verdict);
        QCOMPARE(kept->results[i].came, report.results[i].came);
        QCOMPARE(kept->results[i].reason, report.results[i].reason);
    }
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(report)));
    QCOMPARE(document[QStringLiteral("counts")][QStringLiteral("fail")].toInt(), 1);
}

void TestConformance::json_refusesWhatIsNone() {
    std::string broken = toJson(invented());
    const std::size_t at = broken.find("\"skipped\",");
    QVERIFY(at != std::string::npos);
    for (const std::string& text :
         {std::string("{"), std::string("[]"), std::string("{\"version\":2,\"results\":[]}"),
          std::string("{\"version\":1,\"results\":[{}]}"), std::string(5 << 20, ' '),
          broken.replace(at, 9, "\"maybe\"")}) {
        const auto kept = keptReportFromJson(text);
        QVERIFY(!kept && kept.error().code == ErrorCode::EncodingMalformed);
    }
}

void TestConformance::compare_listsWhatChanged() {
    const KeptReport before{"u",
                            {},
                            {{"a", CheckVerdict::Pass, {}, {}},
                             {"b", CheckVerdict::Fail, {}, {}},
                             {"c", CheckVerdict::Pass, {}, {}}}};
    const KeptReport after{"u",
                           {},
                           {{"a", CheckVerdict::Pass, {}, {}},
                            {"b", CheckVerdict::Pass, {}, {}},
                            {"d", CheckVerdict::Finding, {}, {}}}};
    const auto changed = compareReports(before, after);
    QCOMPARE(changed.size(), std::size_t{3});
    QVERIFY(changed[0].id == "b" && changed[0].before == CheckVerdict::Fail &&
            changed[0].after == CheckVerdict::Pass);
    QVERIFY(changed[1].id == "d" && !changed[1].before &&
            changed[1].after == CheckVerdict::Finding);
    QVERIFY(changed[2].id == "c" && changed[2].before == CheckVerdict::Pass && !changed[2].after);
}

void TestConformance::reports_escapeWhatComesFromOutside() {
    const ConformanceReport report = invented();
    for (const std::string& text : {toHtml(report), toJunit(report)}) {
        QVERIFY(text.find("<img") == std::string::npos);
        QVERIFY(text.find("<script") == std::string::npos);
        QVERIFY(text.find('\x1b') == std::string::npos);
    }
    for (const std::string& text : {toText(report), toMarkdown(report)})
        QVERIFY(text.find('\x1b') == std::string::npos);
    QVERIFY(toMarkdown(report).find("<img") == std::string::npos);
    QVERIFY(toText(report).find("1 failed, 1 finding, 1 passed, 1 skipped") != std::string::npos);
}

void TestConformance::junit_isXmlWithAFailureForEachFail() {
    QXmlStreamReader xml(QByteArray::fromStdString(toJunit(invented())));
    int cases = 0;
    int failures = 0;
    int skipped = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        cases += xml.name() == QLatin1String("testcase") ? 1 : 0;
        failures += xml.name() == QLatin1String("failure") ? 1 : 0;
        skipped += xml.name() == QLatin1String("skipped") ? 1 : 0;
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(cases, 4);
    QCOMPARE(failures, 1);
    QCOMPARE(skipped, 1);
}

void TestConformance::html_loadsNothing() {
    const std::string page = toHtml(invented());
    for (const char* outside : {"<link", "<iframe", "<img", "<script", "@import", "url(", "<a "})
        QVERIFY2(page.find(outside) == std::string::npos, outside);
    QVERIFY(page.find("prefers-color-scheme: dark") != std::string::npos);
    QVERIFY(page.find("default-src 'none'") != std::string::npos);
    QVERIFY(page.find("id=\"show-fail\" checked") != std::string::npos);
}

void TestConformance::markdown_isOneTableARow() {
    const QStringList lines =
        QString::fromStdString(toMarkdown(invented())).split(QLatin1Char('\n'));
    int rows = 0;
    for (const QString& line : lines)
        if (line.startsWith(QLatin1String("| control")) || line.startsWith(QLatin1String("| caps")))
            ++rows;
    QCOMPARE(rows, 4);
}

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
