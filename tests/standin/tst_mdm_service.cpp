// The stand-in for an MDM, asked as our webhook asks.
#include "intune_lab.h"

#include "http/client.h"
#include "pki/crypto.h"
#include "standin/mdm_service.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

using namespace scepter;
using namespace scepter::standin;
using namespace scepter::test;
using challenge::AskAuthorization;
using challenge::WebhookDialect;

namespace {

constexpr std::string_view kCode = "K7QF-2M9D-XT4A-88PC";

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString base64(ByteView bytes) {
    return text(toBase64(bytes));
}

QByteArray dumped(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject stepQuestion(const pki::Csr& csr, std::string_view code = kCode) {
    return {{QStringLiteral("timestamp"), QStringLiteral("2026-11-26T09:00:00Z")},
            {QStringLiteral("provisionerName"), QStringLiteral("scep")},
            {QStringLiteral("x509CertificateRequest"),
             QJsonObject{{QStringLiteral("raw"), base64(csr.der())}}},
            {QStringLiteral("scepChallenge"), text(code)},
            {QStringLiteral("scepTransactionID"), QStringLiteral("AB12")}};
}

QJsonObject plainQuestion(const pki::Csr& csr, std::string_view code = kCode) {
    return {{QStringLiteral("version"), 1},
            {QStringLiteral("event"), QStringLiteral("authorize")},
            {QStringLiteral("transactionId"), QStringLiteral("AB12")},
            {QStringLiteral("challenge"), text(code)},
            {QStringLiteral("csr"), QJsonObject{{QStringLiteral("der"), base64(csr.der())}}}};
}

QByteArray devicesJson() {
    return QByteArray("[{'id':'xyz','code':'K7QF-2M9D-XT4A-88PC','subject':'CN=xyz',"
                      "'subjectAltNames':['DNS:xyz.example']},"
                      "{'id':'any','code':'other','validUntil':'2026-11-26T10:00:00Z'}]")
        .replace('\'', '"');
}

QByteArray errorOf(QByteArray json) {
    const auto devices = mdmDevicesFromJson(json.replace('\'', '"').toStdString());
    return devices ? QByteArray("none") : toQt(devices.error().detail);
}

} // namespace

class TestMdmService : public QObject {
    Q_OBJECT

    SetClock m_clock{at("2026-11-26T09:00:00Z")};
    std::unique_ptr<MdmService> m_service;

    void start(MdmServiceOptions options = {}) {
        m_service =
            MdmService::start(std::move(options),
                              mdmDevicesFromJson(devicesJson().toStdString()).value(), m_clock)
                .value();
    }

    Result<http::ClientResponse> post(const QByteArray& body,
                                      std::vector<http::Header> headers = {}) {
        http::ClientRequest request;
        request.method = "POST";
        request.url = m_service->url();
        request.body = fromQt(body);
        request.headers = std::move(headers);
        request.timeout = std::chrono::milliseconds(m_patience);
        return http::fetch(request);
    }
    QJsonObject ask(const QJsonObject& question) {
        const auto response = post(dumped(question));
        if (!response || response->status != 200) return {};
        return QJsonDocument::fromJson(toQt(response->body)).object();
    }
    /// "allow" or the reason.
    QByteArray stepAnswer(const pki::Csr& csr, std::string_view code = kCode) {
        const QJsonObject answer = ask(stepQuestion(csr, code));
        if (answer[QStringLiteral("allow")].toBool()) return "allow";
        return answer[QStringLiteral("error")]
            .toObject()[QStringLiteral("message")]
            .toString()
            .toUtf8();
    }

    static pki::Csr csr(const std::string& subject = "CN=xyz",
                        const std::string& dns = "dns:xyz.example",
                        const pki::PrivateKey& key = IntuneLab::key()) {
        Wish wish;
        wish.subject = subject;
        wish.sans = {dns};
        return IntuneLab::csr(std::string(kCode), wish, key);
    }

    int m_patience = 10'000;

private Q_SLOTS:
    void init() {
        m_patience = 10'000;
        start();
    }
    void cleanup() { m_service.reset(); }

    void anotherSubject_isRefusedTheRightOneIssued() {
        QVERIFY(stepAnswer(csr("CN=abc")).contains("Subject"));
        const MdmCall refused = m_service->calls().back();
        QCOMPARE(toQt(refused.deviceId), "xyz");
        QCOMPARE(toQt(refused.decision), "deny");
        QCOMPARE(toQt(refused.comparisons.at(0).expected), "CN=xyz");
        QCOMPARE(toQt(refused.comparisons.at(0).found), "CN=abc");
        QCOMPARE(stepAnswer(csr("CN=xyz")), "allow");
        const MdmCall allowed = m_service->calls().back();
        QCOMPARE(toQt(allowed.transactionId), "AB12");
        QVERIFY(allowed.dialect == WebhookDialect::StepCa);
        QVERIFY(challenge::allEqual(allowed.comparisons));
    }

    void plainDialect_bringsComparisons() {
        QJsonObject answer = ask(plainQuestion(csr("CN=xyz", "dns:evil.example")));
        QCOMPARE(answer[QStringLiteral("decision")].toString(), QStringLiteral("deny"));
        const QJsonArray list = answer[QStringLiteral("comparisons")].toArray();
        QCOMPARE(list.size(), 2);
        QVERIFY(list[0].toObject()[QStringLiteral("equal")].toBool());
        QVERIFY(!list[1].toObject()[QStringLiteral("equal")].toBool());
        answer = ask(plainQuestion(csr()));
        QCOMPARE(answer[QStringLiteral("decision")].toString(), QStringLiteral("allow"));
    }

    void codes_areSomebodysAndEnd() {
        QCOMPARE(stepAnswer(csr(), "wrong"), "no device has this code");
        QCOMPARE(stepAnswer(csr(), ""), "no device has this code");
        QCOMPARE(stepAnswer(csr("CN=anything"), "other"), "allow");
        m_clock.advance(std::chrono::hours(1));
        QCOMPARE(stepAnswer(csr("CN=anything"), "other"), "the code has expired");
        m_clock.advance(-std::chrono::hours(1));
    }

    void code_isGoodForOneKey() {
        QCOMPARE(stepAnswer(csr()), "allow");
        QCOMPARE(stepAnswer(csr()), "allow");
        const pki::Csr other = csr("CN=xyz", "dns:xyz.example", IntuneLab::otherKey());
        QCOMPARE(stepAnswer(other), "the code has been used with another key");
        MdmServiceOptions options;
        options.singleUse = false;
        start(std::move(options));
        QCOMPARE(stepAnswer(csr()), "allow");
        QCOMPARE(stepAnswer(other), "allow");
    }

    void outcomes_areRecorded() {
        QJsonObject notice = stepQuestion(csr());
        notice.remove(QStringLiteral("scepChallenge"));
        notice.remove(QStringLiteral("provisionerName"));
        notice.insert(QStringLiteral("x509Certificate"), QJsonObject());
        ask(notice);
        QCOMPARE(toQt(m_service->calls().back().decision), "issued");
        notice.remove(QStringLiteral("x509Certificate"));
        notice.insert(QStringLiteral("scepErrorDescription"), QStringLiteral("no"));
        ask(notice);
        QCOMPARE(toQt(m_service->calls().back().decision), "refused");
        QCOMPARE(toQt(m_service->calls().back().reason), "no");
        ask({{QStringLiteral("version"), 1},
             {QStringLiteral("event"), QStringLiteral("outcome")},
             {QStringLiteral("result"), QStringLiteral("issued")}});
        QCOMPARE(toQt(m_service->calls().back().decision), "issued");
        QCOMPARE(m_service->count(MdmActionKind::Outcome), std::size_t{3});
        QCOMPARE(m_service->count(MdmActionKind::Authorize), std::size_t{0});
    }

    void signature_isChecked_data() {
        QTest::addColumn<bool>("isStep");
        QTest::newRow("step-ca") << true;
        QTest::newRow("plain") << false;
    }
    void signature_isChecked() {
        QFETCH(bool, isStep);
        MdmServiceOptions options;
        options.hmacSecret = SecretBytes(std::string_view("c2VjcmV0"));
        start(std::move(options));
        const QByteArray body = dumped(isStep ? stepQuestion(csr()) : plainQuestion(csr()));
        const char* name = isStep ? "X-Smallstep-Signature" : "X-Scepter-Signature";
        const OpenSslTool tool;
        tool.write("body", body);
        const QByteArray mac =
            tool.run(QStringLiteral("dgst -sha256 -hmac secret -r body")).left(64);
        QCOMPARE(post(body, {{name, mac.toStdString()}})->status, 200U);
        QCOMPARE(post(body)->status, 401U);
        QCOMPARE(post(body + " ", {{name, mac.toStdString()}})->status, 401U);
        QCOMPARE(post(body, {{name, "zz"}})->status, 401U);
        options = {};
        options.hmacSecret = SecretBytes(std::string_view("no base64!"));
        QCOMPARE(outcome(MdmService::start(std::move(options), {}, m_clock)), "invalidArgument");
    }

    void credentials_areChecked() {
        const QByteArray body = dumped(stepQuestion(csr()));
        MdmServiceOptions options;
        options.authorization = AskAuthorization::Bearer;
        options.credential = SecretBytes(std::string_view("t0ken"));
        options.webhookId = "hook-1";
        start(std::move(options));
        const http::Header id{"X-Smallstep-Webhook-ID", "hook-1"};
        QCOMPARE(post(body, {{"Authorization", "Bearer t0ken"}, id})->status, 200U);
        QCOMPARE(post(body, {{"Authorization", "Bearer t0ken"}})->status, 401U);
        QCOMPARE(post(body, {{"Authorization", "Bearer other"}, id})->status, 401U);
        QCOMPARE(post(body, {id})->status, 401U);
        options = {};
        options.authorization = AskAuthorization::Basic;
        options.user = "ann";
        options.credential = SecretBytes(std::string_view("pass"));
        start(std::move(options));
        QCOMPARE(post(body, {{"Authorization", "Basic YW5uOnBhc3M="}})->status, 200U);
        QCOMPARE(post(body, {{"Authorization", "Basic YW5uOnBhc3N4"}})->status, 401U);
    }

    void faults_arePlayed() {
        const QByteArray body = dumped(stepQuestion(csr()));
        const auto set = [&](const char* fault) {
            m_service->setFault(MdmActionKind::Authorize, *faultFromText(fault));
        };
        set("503");
        QCOMPARE(post(body)->status, 503U);
        set("reset");
        QVERIFY(!post(body));
        set("bad-json");
        QCOMPARE(post(body)->status, 200U);
        QVERIFY(QJsonDocument::fromJson(toQt(post(body)->body)).isNull());
        set("code:deny");
        QCOMPARE(stepAnswer(csr()), "as the stand-in was told");
        set("code:hold");
        QCOMPARE(ask(plainQuestion(csr()))[QStringLiteral("decision")].toString(),
                 QStringLiteral("hold"));
        set("timeout");
        m_patience = 200;
        const auto late = post(body);
        QVERIFY(!late && late.error().code == ErrorCode::TimedOut);
        m_service->clearFault(MdmActionKind::Authorize);
        m_patience = 10'000;
        QCOMPARE(stepAnswer(csr()), "allow");
    }

    void garbage_isRefused() {
        QCOMPARE(post("")->status, 400U);
        QCOMPARE(post("[]")->status, 400U);
        QCOMPARE(post("{\"version\":2}")->status, 400U);
        QCOMPARE(post("{\"x509CertificateRequest\":{\"raw\":\"AA==\"}}")->status, 400U);
        QCOMPARE(post(QByteArray(100000, '['))->status, 400U);
        http::ClientRequest get;
        get.url = m_service->url();
        QCOMPARE(http::fetch(get)->status, 405U);
    }

    void devices_comeFromJson() {
        QCOMPARE(errorOf(devicesJson()), "none");
        QCOMPARE(errorOf("[{'id':'a'}]"), "device 1: \"code\" is missing");
        QCOMPARE(errorOf("[{'id':'a','code':'c','moon':1}]"), "device 1: \"moon\" is not known");
        QCOMPARE(errorOf("[{'id':'a','code':'c'},{'id':'b','code':'c'}]"),
                 "device b has the code of another");
        QVERIFY(errorOf("[{'id':'a','code':'c','subject':'CN'}]").contains("subject"));
        QVERIFY(errorOf("[{'id':'a','code':'c','subjectAltNames':['x']}]").contains("subjectAlt"));
    }
};

QTEST_GUILESS_MAIN(TestMdmService)
#include "tst_mdm_service.moc"
