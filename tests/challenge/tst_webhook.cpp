// Webhook gates as playbooks: what is asked, and what each answer means. Qt reads our JSON, and
// openssl checks our signatures.
#include "csr_maker.h"

#include "challenge/gate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

using namespace scepter;
using namespace scepter::challenge;
using namespace scepter::test;

namespace {

constexpr const char* kNow = "2026-11-26T10:00:00Z";
constexpr std::string_view kChallenge = "swordfish-4711";
const QByteArray kSecret("a key of some bytes \x01\xFF for the webhook");

QJsonObject objectOf(const Bytes& body) {
    return QJsonDocument::fromJson(toQt(body)).object();
}

QByteArray headerOf(const HttpAsk& ask, std::string_view name) {
    for (const AskHeader& header : ask.headers)
        if (header.name == name) return toQt(header.value.view());
    return "(absent)";
}

Reply answer(unsigned status, const QByteArray& body = {}) {
    return Told{status, "application/json", fromQt(body), {}};
}

QByteArray word(const Verdict& verdict) {
    QByteArray text = toQt(toText(verdict.kind));
    if (verdict.error) text += QByteArray(" " + toQt(toText(verdict.error->code)));
    return text;
}

/// All that an operator may get to see of a verdict.
QByteArray shown(const Verdict& verdict) {
    QByteArray text = toQt(verdict.note);
    if (verdict.error) text += toQt(toText(*verdict.error));
    for (const Comparison& line : verdict.comparisons)
        text += QByteArray(toQt(line.field) + toQt(line.expected) + toQt(line.found));
    return text;
}

QJsonArray list(std::initializer_list<const char*> items) {
    QJsonArray array;
    for (const char* item : items)
        array.append(QString::fromUtf8(item));
    return array;
}

QString fromHex64(const Bytes& der) {
    return QString::fromLatin1(toQt(der).toBase64());
}

} // namespace

class TestWebhook : public QObject {
    Q_OBJECT

    OpenSslTool m_tool;
    GateRequest m_request;
    Bytes m_certificate;

    void makeRequest() {
        m_tool.run(QStringLiteral("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 "
                                  "-out key.pem"));
        m_tool.write(
            "config",
            "[req]\nprompt=no\ndistinguished_name=dn\nattributes=at\nreq_extensions=ext\n"
            "[dn]\nC=DE\n0.O=Example\n1.O=Other\nCN=kiosk-1\nUID=u1\nemailAddress=a@b.test\n"
            "[at]\nchallengePassword=swordfish-4711\n"
            "[ext]\nsubjectAltName=DNS:a.test,DNS:b.test,email:a@b.test,IP:192.0.2.1,"
            "URI:urn:x:1\nkeyUsage=critical,digitalSignature,keyCertSign\n"
            "extendedKeyUsage=clientAuth,1.2.3.4\nbasicConstraints=CA:FALSE\n");
        const QByteArray made = m_tool.run(
            QStringLiteral("req -new -key key.pem -config config -outform der -out csr.der"));
        QVERIFY2(!made.startsWith("FAILED"), made.constData());
        m_tool.run(
            QStringLiteral("req -x509 -key key.pem -config config -days 30 -set_serial 0x1A2B "
                           "-out cert.pem"));
        m_certificate = m_tool.certificate("cert.pem").der();
        m_request.endpoint = "devices";
        m_request.messageType = "PKCSReq";
        m_request.transactionId = "T-1";
        m_request.remoteAddress = "192.0.2.7";
        m_request.csr =
            std::make_shared<pki::Csr>(pki::Csr::fromDer(fromQt(m_tool.read("csr.der"))).value());
        m_request.now = at(kNow);
    }

    static Gate gateOf(WebhookDialect dialect) {
        WebhookGate settings;
        settings.dialect = dialect;
        settings.url = "https://hook.example/scep?tenant=1";
        settings.webhookId = "hook-1";
        settings.allowedHosts = {"hook.example"};
        settings.timeout = std::chrono::seconds(7);
        settings.retries = 1;
        settings.notifies = true;
        return {"hook", settings, false};
    }
    static WebhookGate& settingsOf(Gate& gate) { return std::get<WebhookGate>(gate.settings); }

    static GateTools toolsOf(const Gate& gate) {
        std::vector<GateSecret> secrets;
        const auto add = [&](const char* of, const char* name, const QByteArray& value) {
            secrets.push_back({of, name, SecretBytes(fromQt(value))});
        };
        add("other", "bearer", "not-this-one");
        add("hook", "hmac", kSecret.toBase64());
        add("hook", "bearer", "token-1");
        add("hook", "password", "p\xC3\xA4ss:word");
        add("hook", "clientKey", "PEM of a key");
        return makeTools(gate, secrets);
    }

    Conversation::Step question(const Gate& gate) const {
        return askAbout(gate, toolsOf(gate), m_request)->next(nullptr, m_request.now);
    }
    HttpAsk ask(const Gate& gate) const {
        Conversation::Step step = question(gate);
        if (!std::holds_alternative<HttpAsk>(step)) qFatal("no question");
        return std::get<HttpAsk>(std::move(step));
    }
    Verdict judge(const Gate& gate, const Reply& reply) const {
        const auto talk = askAbout(gate, toolsOf(gate), m_request);
        (void)talk->next(nullptr, m_request.now);
        Verdict verdict = std::get<Verdict>(talk->next(&reply, m_request.now));
        if (shown(verdict).contains(toQt(kChallenge))) qFatal("the challenge is shown");
        return verdict;
    }

    GateOutcome outcome(bool issued) const {
        GateOutcome made;
        made.csr = copyOf(m_request.csr->der());
        made.endpoint = "devices";
        made.transactionId = "T-1";
        made.remoteAddress = "192.0.2.7";
        if (issued) {
            made.certificate = m_certificate;
            made.issuerCertificate = m_certificate;
        } else {
            made.code = ErrorCode::ConstraintViolated;
            made.reason = "Subject CN: expected x, found y.";
        }
        return made;
    }
    HttpAsk notice(const Gate& gate, bool issued) const {
        const auto talk = tellOutcome(gate, toolsOf(gate), outcome(issued));
        return std::get<HttpAsk>(talk->next(nullptr, at("2026-11-26T12:00:00Z")));
    }

private Q_SLOTS:
    void initTestCase() { makeRequest(); }

    void step_asksAsStepCaDoes() {
        const HttpAsk asked = ask(gateOf(WebhookDialect::StepCa));
        QCOMPARE(toQt(asked.method), QByteArray("POST"));
        QCOMPARE(toQt(asked.url), QByteArray("https://hook.example/scep?tenant=1"));
        QCOMPARE(toQt(asked.contentType), QByteArray());
        QCOMPARE(asked.allowedHosts, std::vector<std::string>{"hook.example"});
        QCOMPARE(asked.timeout, Duration(7000));
        QCOMPARE(asked.retries, 1U);
        QCOMPARE(headerOf(asked, "X-Smallstep-Webhook-ID"), QByteArray("hook-1"));

        const QJsonObject body = objectOf(asked.body);
        QCOMPARE(body.keys(),
                 (QStringList{QStringLiteral("provisionerName"), QStringLiteral("scepChallenge"),
                              QStringLiteral("scepTransactionID"), QStringLiteral("timestamp"),
                              QStringLiteral("x509CertificateRequest")}));
        QCOMPARE(body[u"provisionerName"].toString(), QStringLiteral("devices"));
        QCOMPARE(body[u"scepChallenge"].toString(), QStringLiteral("swordfish-4711"));
        QCOMPARE(body[u"scepTransactionID"].toString(), QStringLiteral("T-1"));
        QCOMPARE(body[u"timestamp"].toString(), QString::fromLatin1(kNow));
    }

    void step_writesTheCsrAsGoDoes() {
        const QJsonObject csr =
            objectOf(ask(gateOf(WebhookDialect::StepCa)).body)[u"x509CertificateRequest"]
                .toObject();
        const QJsonObject subject{
            {QStringLiteral("country"), list({"DE"})},
            {QStringLiteral("organization"), list({"Example", "Other"})},
            {QStringLiteral("commonName"), QStringLiteral("kiosk-1")},
            {QStringLiteral("extraNames"),
             QJsonArray{
                 QJsonObject{{QStringLiteral("type"), QStringLiteral("0.9.2342.19200300.100.1.1")},
                             {QStringLiteral("value"), QStringLiteral("u1")}},
                 QJsonObject{{QStringLiteral("type"), QStringLiteral("1.2.840.113549.1.9.1")},
                             {QStringLiteral("value"), QStringLiteral("a@b.test")}}}}};
        QCOMPARE(csr[u"subject"].toObject(), subject);
        QCOMPARE(csr[u"dnsNames"].toArray(), list({"a.test", "b.test"}));
        QCOMPARE(csr[u"emailAddresses"].toArray(), list({"a@b.test"}));
        QCOMPARE(csr[u"ipAddresses"].toArray(), list({"192.0.2.1"}));
        QCOMPARE(csr[u"uris"].toArray(), list({"urn:x:1"}));
        QCOMPARE(csr[u"keyUsage"].toArray(), list({"digitalSignature", "certSign"}));
        QCOMPARE(csr[u"extKeyUsage"].toArray(), list({"clientAuth"}));
        QCOMPARE(csr[u"unknownExtKeyUsage"].toArray(), list({"1.2.3.4"}));
        QCOMPARE(
            csr[u"basicConstraints"].toObject(),
            (QJsonObject{{QStringLiteral("isCA"), false}, {QStringLiteral("maxPathLen"), -1}}));
        QCOMPARE(csr[u"extensions"].toArray().size(), 4);
        QVERIFY(csr[u"sans"].isNull());
        QCOMPARE(csr[u"signatureAlgorithm"], QJsonValue(QString()));
        QCOMPARE(csr[u"publicKeyAlgorithm"].toString(), QStringLiteral("ECDSA"));
        const QByteArray spki = m_tool.run(QStringLiteral("pkey -in key.pem -pubout -outform der"));
        QCOMPARE(csr[u"publicKey"].toString().toLatin1(), spki.toBase64());
        QCOMPARE(csr[u"raw"].toString().toLatin1(), m_tool.read("csr.der").toBase64());
    }

    void bodies_areSignedAsSent_data() {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("step-ca") << 0 << QByteArray("X-Smallstep-Signature");
        QTest::newRow("plain") << 1 << QByteArray("X-Scepter-Signature");
    }
    void bodies_areSignedAsSent() {
        QFETCH(const int, dialect);
        QFETCH(const QByteArray, header);
        const Gate gate = gateOf(static_cast<WebhookDialect>(dialect));
        for (const HttpAsk& sent : {ask(gate), notice(gate, true)}) {
            const QByteArray mac = m_tool.runList(
                {QStringLiteral("dgst"), QStringLiteral("-sha256"), QStringLiteral("-mac"),
                 QStringLiteral("HMAC"), QStringLiteral("-macopt"),
                 QStringLiteral("hexkey:") + QString::fromLatin1(kSecret.toHex()),
                 QStringLiteral("-binary")},
                toQt(sent.body));
            QCOMPARE(headerOf(sent, std::string_view(header.constData())), mac.toHex());
        }
    }

    void step_isNeverAskedUnsigned() {
        const Gate gate = gateOf(WebhookDialect::StepCa);
        const auto talk = askAbout(gate, makeTools(gate, {}), m_request);
        const Conversation::Step step = talk->next(nullptr, m_request.now);
        QCOMPARE(word(std::get<Verdict>(step)), QByteArray("retryLater gateUnreachable"));
        const Gate plain = gateOf(WebhookDialect::Plain);
        const auto unsignedTalk = askAbout(plain, makeTools(plain, {}), m_request);
        const Conversation::Step asked = unsignedTalk->next(nullptr, m_request.now);
        QCOMPARE(headerOf(std::get<HttpAsk>(asked), "X-Scepter-Signature"), QByteArray("(absent)"));
    }

    void ask_authorizes() {
        Gate gate = gateOf(WebhookDialect::StepCa);
        QCOMPARE(headerOf(ask(gate), "Authorization"), QByteArray("(absent)"));
        settingsOf(gate).authorization = AskAuthorization::Bearer;
        QCOMPARE(headerOf(ask(gate), "Authorization"), QByteArray("Bearer token-1"));
        settingsOf(gate).authorization = AskAuthorization::Basic;
        settingsOf(gate).user = "hook";
        QCOMPARE(headerOf(ask(gate), "Authorization"),
                 QByteArray("Basic " + QByteArray("hook:p\xC3\xA4ss:word").toBase64()));
    }

    void makeTools_holdsTheClientCertificate() {
        Gate gate = gateOf(WebhookDialect::Plain);
        settingsOf(gate).rootPems = {"a root"};
        QVERIFY(ask(gate).tls);
        QCOMPARE(ask(gate).tls->extraRootPems, std::vector<std::string>{"a root"});
        QVERIFY(ask(gate).tls->clientKeyPem.empty());
        settingsOf(gate).clientCertificatePem = "a certificate";
        QCOMPARE(toQt(ask(gate).tls->clientCertificatePem), QByteArray("a certificate"));
        QCOMPARE(toQt(ask(gate).tls->clientKeyPem.view()), QByteArray("PEM of a key"));
        const GateTools tools = toolsOf(gate);
        for (const GateSecret& secret : tools.secrets)
            QCOMPARE(toQt(secret.gate), QByteArray("hook"));
    }

    void ask_canLeaveRenewalsOut() {
        Gate gate = gateOf(WebhookDialect::StepCa);
        settingsOf(gate).asksForRenewals = false;
        QVERIFY(std::holds_alternative<HttpAsk>(question(gate)));
        GateRequest renewal = m_request;
        renewal.messageType = "RenewalReq";
        // What a message calls itself is no proof that it renews something.
        QVERIFY(std::holds_alternative<HttpAsk>(
            askAbout(gate, toolsOf(gate), renewal)->next(nullptr, renewal.now)));
        renewal.signerCertificate = m_certificate;
        const auto step = askAbout(gate, toolsOf(gate), renewal)->next(nullptr, renewal.now);
        QCOMPARE(word(std::get<Verdict>(step)), QByteArray("allow"));
        settingsOf(gate).asksForRenewals = true;
        QVERIFY(std::holds_alternative<HttpAsk>(
            askAbout(gate, toolsOf(gate), renewal)->next(nullptr, renewal.now)));
    }

    void ask_refusesAChallengeThatIsNoText() {
        GateRequest request = m_request;
        const SecretBytes cut(std::string_view("good\0bad", 8));
        pki::CsrFields fields;
        fields.challengePassword = &cut;
        request.csr = std::make_shared<pki::Csr>(
            pki::signCsr(fields, m_tool.key("key.pem"), pki::Digest::Sha256).value());
        for (const auto dialect : {WebhookDialect::StepCa, WebhookDialect::Plain}) {
            const Gate gate = gateOf(dialect);
            const auto step = askAbout(gate, toolsOf(gate), request)->next(nullptr, request.now);
            QCOMPARE(word(std::get<Verdict>(step)), QByteArray("deny challengeWrong"));
        }
    }

    void step_answers_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QByteArray>("text");
        const QByteArray denied("deny gateDenied");
        const QByteArray later("retryLater gateUnreachable");
        const auto row = [](const char* name, int status, const QByteArray& body,
                            const QByteArray& expected, const QByteArray& text = {}) {
            QTest::newRow(name) << status << body << expected << text;
        };
        row("allow", 200, R"({"allow":true})", "allow", "200");
        row("allow with other things", 201, R"({"allow":true,"data":{"role":"x"},"more":[1]})",
            "allow");
        row("allow with data that is no object", 200, R"({"allow":true,"data":[1]})", "allow");
        row("deny", 200, R"({"allow":false})", denied, "refused");
        row("deny with nothing", 200, "{}", denied);
        row("deny with null", 200, R"({"allow":null})", denied);
        row("deny with a message", 200,
            R"({"allow":false,"error":{"code":"E7","message":"unknown device"}})", denied,
            "E7: unknown device");
        row("deny with a text", 200, R"({"allow":false,"error":"unknown device"})", denied,
            "unknown device");
        row("deny that repeats the challenge", 200,
            R"({"allow":false,"error":{"message":"no such code swordfish-4711!"}})", denied,
            "no such code ...!");
        row("deny with a forged line", 200, R"({"allow":false,"error":"a\nb\u202Ec"})", denied,
            "a\\x0Ab\\u{202E}c");
        row("allow as a text", 200, R"({"allow":"true"})", later, "cannot be read");
        row("allow as a number", 200, R"({"allow":1})", later);
        row("allow twice", 200, R"({"allow":false,"allow":true})", later, "twice");
        row("a list", 200, "[true]", later);
        row("no JSON", 200, "<html>sign in</html>", later, "no JSON");
        row("an empty body", 200, "", later);
        row("more behind it", 200, R"({"allow":true} x)", later);
        row("not UTF-8", 200, "{\"allow\":true,\"x\":\"\xFF\"}", later);
        row("nested too deep", 200,
            "{\"allow\":true,\"data\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + '}',
            later, "too deep");
        row("too many values", 200,
            "{\"allow\":true,\"data\":[0" + QByteArray(",0").repeated(20000) + "]}", later);
        row("too long", 200, "{\"allow\":true,\"x\":\"" + QByteArray(300000, 'x') + "\"}", later,
            "too long");
        row("bad constraints", 200, R"({"allow":true,"data":{"constraints":{"subjct":"x"}}})",
            later, "data.constraints.subjct");
        row("bad request", 400, R"({"allow":true})", later, "400");
        row("wrong secret", 401, {}, later, "check its secret");
        row("not found", 404, {}, later, "check its URL");
        row("a redirect", 302, {}, later, "redirects are not followed");
        row("too many", 429, {}, later, "too often");
        row("broken", 500, R"({"allow":true})", later, "500");
        row("not there", 503, {}, later, "503");
    }
    void step_answers() {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, expected);
        QFETCH(const QByteArray, text);
        const Verdict verdict =
            judge(gateOf(WebhookDialect::StepCa), answer(static_cast<unsigned>(status), body));
        QCOMPARE(word(verdict), expected);
        QVERIFY2(shown(verdict).contains(text), shown(verdict).constData());
    }

    void step_dataMayCarryWishes() {
        const Verdict verdict =
            judge(gateOf(WebhookDialect::StepCa),
                  answer(200, R"({"allow":true,"data":{"certificate":{"subject":"CN=x,O=Example"},
                "constraints":{"onlyListedSans":true}}})"));
        QCOMPARE(word(verdict), QByteArray("allow"));
        QCOMPARE(toQt(verdict.grant.subject->toText()), QByteArray("CN=x,O=Example"));
        QVERIFY(verdict.grant.constraints.onlyListedSans);
    }

    void ask_tellsWhyNobodyAnswered() {
        for (const auto code :
             {ErrorCode::Unreachable, ErrorCode::TimedOut, ErrorCode::TlsFailed,
              ErrorCode::LimitExceeded, ErrorCode::TargetPaused, ErrorCode::InvalidArgument}) {
            const Reply none = fail(code, "hook.example: some reason");
            const Verdict verdict = judge(gateOf(WebhookDialect::Plain), none);
            QCOMPARE(word(verdict), QByteArray("retryLater gateUnreachable"));
            QVERIFY(shown(verdict).contains("hook.example: some reason"));
            QVERIFY(shown(verdict).contains(toQt(toText(code))));
        }
    }

    void plain_asks() {
        GateRequest renewal = m_request;
        renewal.messageType = "RenewalReq";
        renewal.signerCertificate = m_certificate;
        const Gate gate = gateOf(WebhookDialect::Plain);
        const auto step = askAbout(gate, toolsOf(gate), renewal)->next(nullptr, renewal.now);
        const HttpAsk& asked = std::get<HttpAsk>(step);
        QCOMPARE(toQt(asked.contentType), QByteArray("application/json"));
        QCOMPARE(headerOf(asked, "X-Smallstep-Webhook-ID"), QByteArray("(absent)"));
        const QJsonObject body = objectOf(asked.body);
        QCOMPARE(body[u"version"].toInt(), 1);
        QCOMPARE(body[u"event"].toString(), QStringLiteral("authorize"));
        QCOMPARE(body[u"messageType"].toString(), QStringLiteral("RenewalReq"));
        QCOMPARE(body[u"transactionId"].toString(), QStringLiteral("T-1"));
        QCOMPARE(body[u"remoteAddress"].toString(), QStringLiteral("192.0.2.7"));
        QCOMPARE(body[u"challenge"].toString(), QStringLiteral("swordfish-4711"));
        QCOMPARE(body[u"signer"].toString(), fromHex64(m_certificate));
        const QJsonObject csr = body[u"csr"].toObject();
        QCOMPARE(csr[u"subject"].toString(),
                 QStringLiteral("emailAddress=a@b.test,UID=u1,CN=kiosk-1,O=Other,O=Example,C=DE"));
        QCOMPARE(csr[u"sans"].toArray().size(), 5);
        QCOMPARE(csr[u"sans"].toArray().at(0).toObject(),
                 (QJsonObject{{QStringLiteral("type"), QStringLiteral("dns")},
                              {QStringLiteral("value"), QStringLiteral("a.test")}}));
        QCOMPARE(csr[u"keyType"].toString(), QStringLiteral("p256"));
        QCOMPARE(csr[u"keySize"].toInt(), 256);
        QCOMPARE(csr[u"keyUsage"].toArray(), list({"digitalSignature", "keyCertSign"}));
        QCOMPARE(csr[u"extendedKeyUsage"].toArray(), list({"clientAuth", "1.2.3.4"}));
        QCOMPARE(csr[u"der"].toString().toLatin1(), m_tool.read("csr.der").toBase64());
        const QByteArray digest = m_tool.run(QStringLiteral("dgst -sha256 -r csr.der")).left(64);
        QCOMPARE(csr[u"sha256"].toString().toLatin1(), digest);
    }

    void plain_idIsThatOfTheQuestion() {
        const auto idOf = [](const HttpAsk& asked) {
            return objectOf(asked.body)[u"id"].toString();
        };
        const Gate gate = gateOf(WebhookDialect::Plain);
        const QString first = idOf(ask(gate));
        QCOMPARE(idOf(ask(gate)), first);
        GateRequest other = m_request;
        other.transactionId = "T-2";
        const auto step = askAbout(gate, toolsOf(gate), other)->next(nullptr, other.now);
        QVERIFY(idOf(std::get<HttpAsk>(step)) != first);
        QVERIFY(idOf(notice(gate, true)) != idOf(notice(gate, false)));
    }

    void plain_answers_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QByteArray>("text");
        const QByteArray later("retryLater gateUnreachable");
        const auto row = [](const char* name, const QByteArray& body, const QByteArray& expected,
                            const QByteArray& text = {}) {
            QTest::newRow(name) << body << expected << text;
        };
        row("allow", R"({"decision":"allow"})", "allow");
        row("allow with a reason", R"({"decision":"allow","reason":"device 7"})", "allow",
            "device 7");
        row("deny", R"({"decision":"deny","reason":"unknown device"})", "deny gateDenied",
            "unknown device");
        row("deny that repeats the challenge", R"({"decision":"deny","reason":"not swordfish-4711",
            "comparisons":[{"field":"Challenge","expected":"x","found":"swordfish-4711","equal":false}]})",
            "deny gateDenied", "not ...");
        row("hold", R"({"decision":"hold"})", "hold", "operator");
        row("retry", R"({"decision":"retry","reason":"booting"})", later, "booting");
        row("no decision", "{}", later, "decision");
        row("another decision", R"({"decision":"maybe"})", later, "not one of");
        row("decision in capitals", R"({"decision":"Allow"})", later);
        row("step-ca's answer", R"({"allow":true})", later);
        row("an unknown failInfo", R"({"decision":"deny","failInfo":"badLuck"})", later,
            "failInfo");
        row("an unknown member", R"({"decision":"allow","colour":"red"})", "allow");
        row("a misspelled constraint", R"({"decision":"allow","constraints":{"subjectTxt":"x"}})",
            later, "subjectTxt");
        row("the challenge as a name", R"({"decision":"allow","constraints":{"swordfish-4711":1}})",
            later, "constraints....: there is no such member");
        row("a misspelled wish", R"({"decision":"allow","certificate":{"san":[]}})", later,
            "certificate.san");
        row("a bad pattern", R"({"decision":"allow","constraints":{"subjectText":"re:*"}})", later);
        row("a bad name", R"({"decision":"allow","certificate":{"subject":"nonsense"}})", later);
        row("a bad address",
            R"({"decision":"allow","certificate":{"sans":[{"type":"ip","value":"x"}]}})", later);
        row("no validity", R"({"decision":"allow","certificate":{"validitySeconds":0}})", later);
        row("half a second", R"({"decision":"allow","certificate":{"validitySeconds":1.5}})",
            later);
        row("too many lines",
            "{\"decision\":\"deny\",\"comparisons\":[" +
                QByteArray(R"({"field":"a","equal":true},)").repeated(100) +
                R"({"field":"a","equal":true}]})",
            later);
    }
    void plain_answers() {
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, expected);
        QFETCH(const QByteArray, text);
        const Verdict verdict = judge(gateOf(WebhookDialect::Plain), answer(200, body));
        QCOMPARE(word(verdict), expected);
        QVERIFY2(shown(verdict).contains(text), shown(verdict).constData());
    }

    void plain_deniesWithItsFailInfo() {
        const Verdict verdict = judge(gateOf(WebhookDialect::Plain),
                                      answer(200, R"({"decision":"deny","failInfo":"badCertId"})"));
        QVERIFY(verdict.error->failInfo == FailInfo::BadCertId);
    }

    void plain_comparesFieldByField() {
        const Verdict verdict =
            judge(gateOf(WebhookDialect::Plain), answer(200, R"({"decision":"deny","comparisons":[
                {"field":"Subject CN","expected":"xyz","found":"kiosk-1","equal":false},
                {"field":"SAN dns","expected":"a.test","found":"a.test","equal":true,"note":"x"}]})"));
        QCOMPARE(verdict.comparisons,
                 (std::vector<Comparison>{{"Subject CN", "xyz", "kiosk-1", false},
                                          {"SAN dns", "a.test", "a.test", true}}));
    }

    void plain_grantsAndConstrains() {
        const Verdict verdict =
            judge(gateOf(WebhookDialect::Plain), answer(200, R"({"decision":"allow",
            "certificate":{"subject":"CN=x","sans":[{"type":"dns","value":"x.test"},
                {"type":"upn","value":"u@x.test"}],"extendedKeyUsage":["clientAuth","1.2.3"],
                "validitySeconds":86400},
            "constraints":{"version":1,"subject":[{"attribute":"CN","pattern":"kiosk-*"},
                {"attribute":"2.5.4.11","pattern":"exact:a*","required":false}],
                "onlyListedSubjectAttributes":true,"subjectAltNames":[{"type":"dns","pattern":"*.test"}],
                "sanRequired":true,"keyTypes":["rsa","p256"],"minRsaBits":3072,
                "keyUsage":["digitalSignature","keyEncipherment"],"extendedKeyUsage":[]}})"));
        QCOMPARE(word(verdict), QByteArray("allow"));
        Grant expected;
        expected.subject = pki::Name::fromText("CN=x").value();
        expected.subjectAltNames = {
            pki::makeGeneralName(pki::GeneralNameType::Dns, "x.test").value(),
            pki::makeGeneralName(pki::GeneralNameType::Upn, "u@x.test").value()};
        expected.extendedKeyUsage = {pki::extendedKeyUsageFromText("clientAuth").value(),
                                     asn1::Oid("1.2.3")};
        expected.validity = std::chrono::hours(24);
        Constraints& rules = expected.constraints;
        rules.subject = {{asn1::Oid("2.5.4.3"), Pattern::fromText("kiosk-*").value(), true},
                         {asn1::Oid("2.5.4.11"), Pattern::fromText("exact:a*").value(), false}};
        rules.onlyListedSubjectAttributes = true;
        rules.subjectAltNames = {{pki::GeneralNameType::Dns, Pattern::fromText("*.test").value()}};
        rules.sanRequired = true;
        rules.keyTypes = {pki::KeyType::Rsa, pki::KeyType::EcP256};
        rules.minRsaBits = 3072;
        rules.keyUsage = pki::key_usage::kDigitalSignature | pki::key_usage::kKeyEncipherment;
        rules.extendedKeyUsage.emplace();
        QVERIFY(verdict.grant == expected);
    }

    void allow_vouchesForTheSidAsItIsSet() {
        const auto vouched = [&](bool gateVouches, const char* certificate) {
            Gate gate = gateOf(WebhookDialect::Plain);
            gate.vouchesForSid = gateVouches;
            return judge(gate, answer(200, QByteArray(R"({"decision":"allow","certificate":)") +
                                               certificate + '}'))
                .grant.sidVouched;
        };
        QVERIFY(!vouched(false, "null"));
        QVERIFY(vouched(true, "{}"));
        QVERIFY(!vouched(true, R"({"sidVouched":false})"));
        QVERIFY(vouched(false, R"({"sidVouched":true})"));
    }

    void step_notifies() {
        Gate gate = gateOf(WebhookDialect::StepCa);
        const HttpAsk good = notice(gate, true);
        QCOMPARE(toQt(good.url), QByteArray("https://hook.example/scep?tenant=1"));
        const QJsonObject issued = objectOf(good.body);
        QCOMPARE(issued.keys(),
                 (QStringList{QStringLiteral("scepTransactionID"), QStringLiteral("timestamp"),
                              QStringLiteral("x509Certificate"),
                              QStringLiteral("x509CertificateRequest")}));
        QCOMPARE(issued[u"timestamp"].toString(), QStringLiteral("2026-11-26T12:00:00Z"));
        const QJsonObject certificate = issued[u"x509Certificate"].toObject();
        QCOMPARE(certificate[u"raw"].toString(), fromHex64(m_certificate));
        QCOMPARE(certificate[u"publicKeyAlgorithm"].toString(), QStringLiteral("ECDSA"));

        settingsOf(gate).notifyUrl = "https://hook.example/outcome";
        const HttpAsk bad = notice(gate, false);
        QCOMPARE(toQt(bad.url), QByteArray("https://hook.example/outcome"));
        const QJsonObject refused = objectOf(bad.body);
        QVERIFY(!refused.contains(u"x509Certificate"));
        QVERIFY(!refused.contains(u"scepChallenge"));
        QCOMPARE(refused[u"scepErrorDescription"].toString(),
                 QStringLiteral("Subject CN: expected x, found y."));
    }

    void plain_notifies() {
        const QJsonObject issued = objectOf(notice(gateOf(WebhookDialect::Plain), true).body);
        QCOMPARE(issued[u"event"].toString(), QStringLiteral("outcome"));
        QCOMPARE(issued[u"result"].toString(), QStringLiteral("issued"));
        QCOMPARE(issued[u"certificate"].toObject()[u"serial"].toString(), QStringLiteral("1A2B"));
        QCOMPARE(issued[u"issuer"].toString(), fromHex64(m_certificate));
        const HttpAsk bad = notice(gateOf(WebhookDialect::Plain), false);
        QVERIFY(!toQt(bad.body).contains(toQt(kChallenge)));
        const QJsonObject error = objectOf(bad.body)[u"error"].toObject();
        QCOMPARE(error[u"code"].toString(), QStringLiteral("constraintViolated"));
    }

    void notice_answers_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("expected");
        for (const int status : {200, 202, 204})
            QTest::addRow("%d", status) << status << QByteArray("allow");
        for (const int status : {400, 410, 413, 415, 422})
            QTest::addRow("%d", status) << status << QByteArray("deny noticeRefused");
        for (const int status : {302, 401, 403, 404, 408, 429, 500, 503})
            QTest::addRow("%d", status) << status << QByteArray("retryLater gateUnreachable");
        QTest::newRow("none") << 0 << QByteArray("retryLater gateUnreachable");
    }
    void notice_answers() {
        QFETCH(const int, status);
        QFETCH(const QByteArray, expected);
        const Gate gate = gateOf(WebhookDialect::StepCa);
        const auto talk = tellOutcome(gate, toolsOf(gate), outcome(true));
        (void)talk->next(nullptr, m_request.now);
        const Reply reply = status == 0 ? Reply(fail(ErrorCode::Unreachable, "gone"))
                                        : answer(static_cast<unsigned>(status), "not read");
        QCOMPARE(word(std::get<Verdict>(talk->next(&reply, m_request.now))), expected);
    }

    void noticeNeed_followsTheGate() {
        Gate gate = gateOf(WebhookDialect::StepCa);
        const auto need = [&](bool issued, bool afterAllow) {
            return noticeNeed(gate, issued, afterAllow);
        };
        QVERIFY(need(true, true) == NoticeNeed::BestEffort);
        QVERIFY(need(true, false) == NoticeNeed::BestEffort);
        QVERIFY(need(false, true) == NoticeNeed::BestEffort);
        QVERIFY(need(false, false) == NoticeNeed::None);
        settingsOf(gate).notifies = false;
        QVERIFY(need(true, true) == NoticeNeed::None);
        IntuneGate intune;
        gate.settings = intune;
        QVERIFY(need(true, true) == NoticeNeed::BeforeDelivery);
        QVERIFY(need(false, true) == NoticeNeed::BestEffort);
        QVERIFY(need(false, false) == NoticeNeed::None);
        QVERIFY(need(true, false) == NoticeNeed::None);
        intune.waitForSuccessNotification = false;
        gate.settings = intune;
        QVERIFY(need(true, true) == NoticeNeed::BestEffort);
        gate.settings = StaticGate{};
        QVERIFY(need(true, true) == NoticeNeed::None);
    }

    // What we send follows its schema, and what we take is what the other schema takes.
    void schemas_agreeWithTheProgram() {
        QTemporaryDir folder;
        const auto write = [&](const QString& name, const QByteArray& body) {
            QFile file(folder.filePath(name + QStringLiteral(".json")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(body), body.size());
        };
        const Gate gate = gateOf(WebhookDialect::Plain);
        write(QStringLiteral("request-authorize"), toQt(ask(gate).body));
        write(QStringLiteral("request-issued"), toQt(notice(gate, true).body));
        write(QStringLiteral("request-refused"), toQt(notice(gate, false).body));
        GateRequest renewal = m_request;
        renewal.signerCertificate = m_certificate;
        pki::CsrFields nothing;
        renewal.csr = std::make_shared<pki::Csr>(
            pki::signCsr(nothing, m_tool.key("key.pem"), pki::Digest::Sha256).value());
        const auto step = askAbout(gate, toolsOf(gate), renewal)->next(nullptr, renewal.now);
        write(QStringLiteral("request-renewal"), toQt(std::get<HttpAsk>(step).body));

        const QByteArrayList answers = {
            R"({"decision":"allow","reason":null,"comparisons":null,"certificate":null})",
            R"({"decision":"deny","reason":"x","failInfo":"badRequest","other":1})",
            R"({"decision":"hold","comparisons":[{"field":"a","equal":true}]})",
            R"({"decision":"allow","certificate":{"subject":"CN=x","sans":[],"sidVouched":true}})",
            R"({"decision":"allow","constraints":{"keyUsage":["contentCommitment"],"minRsaBits":2048}})",
            R"({"decision":"sure"})",
            R"({"reason":"x"})",
            R"({"decision":"deny","reason":7})",
            R"({"decision":"deny","failInfo":"badLuck"})",
            R"({"decision":"deny","comparisons":[{"equal":true}]})",
            R"({"decision":"deny","comparisons":[{"field":"","equal":true}]})",
            R"({"decision":"deny","comparisons":[{"field":"a"}]})",
            R"({"decision":"deny","comparisons":{}})",
            R"({"decision":"allow","certificate":[]})",
            R"({"decision":"allow","certificate":{"sans":[{"type":"DNS","value":"a"}]}})",
            R"({"decision":"allow","certificate":{"sans":[{"type":"dns"}]}})",
            R"({"decision":"allow","certificate":{"validitySeconds":0}})",
            R"({"decision":"allow","certificate":{"validitySeconds":99999999999}})",
            R"({"decision":"allow","certificate":{"nothing":1}})",
            R"({"decision":"allow","constraints":{"version":2}})",
            R"({"decision":"allow","constraints":{"subject":[{"attribute":"CN"}]}})",
            R"({"decision":"allow","constraints":{"subject":[{"attribute":"CN","pattern":"a","x":1}]}})",
            R"({"decision":"allow","constraints":{"keyTypes":["dsa"]}})",
            R"({"decision":"allow","constraints":{"keyUsage":["signing"]}})",
            R"({"decision":"allow","constraints":{"keyUsage":["digitalSignature,keyAgreement"]}})",
            R"({"decision":"allow","constraints":{"sanRequired":"yes"}})"};
        int number = 0;
        int taken = 0;
        for (const QByteArray& body : answers) {
            const Verdict verdict = judge(gate, answer(200, body));
            const bool good = !shown(verdict).contains("cannot be read");
            taken += good;
            write(QStringLiteral("%1-%2")
                      .arg(good ? QStringLiteral("good") : QStringLiteral("bad"))
                      .arg(number++),
                  body);
        }
        QCOMPARE(taken, 5);
        QProcess python;
        python.start(QStringLiteral(SCEPTER_PYTHON),
                     {QStringLiteral("-B"), QStringLiteral(SCEPTER_SCHEMA_CHECK),
                      QStringLiteral(SCEPTER_SCHEMAS), folder.path()});
        QVERIFY(python.waitForFinished(60000));
        const QByteArray output = python.readAllStandardOutput() + python.readAllStandardError();
        QVERIFY2(python.exitCode() == 0, output.constData());
        QVERIFY2(output.contains("30 files"), output.constData());
    }
};

QTEST_GUILESS_MAIN(TestWebhook)
#include "tst_webhook.moc"
