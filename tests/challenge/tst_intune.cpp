// Talks with Intune as playbooks: what is sent, what comes back, what the verdict is.
#include "csr_maker.h"

#include "challenge/intune.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>
#include <QRegularExpression>

using namespace scepter;
using namespace scepter::challenge;
using namespace scepter::test;

namespace {

const TimePoint kNow = at("2026-11-26T09:00:00Z");

std::string_view headerOf(const HttpAsk& ask, std::string_view name) {
    for (const AskHeader& header : ask.headers)
        if (header.name == name) return header.value.text();
    return {};
}

/// JSON, written with single quotes here.
QByteArray json(QByteArray text) {
    return text.replace('\'', '"');
}

Reply answer(unsigned status, const QByteArray& body) {
    return Told{status, "application/json", fromQt(json(body)), {}};
}

Reply token(const char* text = "first-token", const char* life = "3600") {
    const QByteArray body = QByteArray("{'token_type':'Bearer','expires_in':") + life +
                            ",'access_token':'" + text + "'}";
    return answer(200, body);
}

Reply places(const char* uri = "https://fef.manage.microsoft.com/Scep/") {
    const QByteArray body =
        QByteArray("{'value':[{'providerName':'other','uri':'https://a.microsoft.com'},") +
        "{'providerName':'sCEPrequestvalidationfeservice','uri':'" + uri + "'}," +
        "{'providerName':'PkiConnectorFEService','uri':'https://pki.manage.microsoft.com'}]}";
    return answer(200, body);
}

/// A gate with its tools, and a talk under way.
class Book {
public:
    Book() {
        gate.tenant = "example.onmicrosoft.com";
        gate.appId = "11111111-2222-3333-4444-555555555555";
        gate.provider = "Scepter 0.1";
        tools.secrets.push_back({"intune", "appKey", SecretBytes(std::string_view("s3cr&t+key"))});
        tools.intune = makeIntuneAccess(gate);
    }

    void ask(const pki::Csr& csr) {
        GateRequest request;
        request.transactionId = "AB12";
        request.messageType = "PKCSReq";
        request.csr = std::make_shared<const pki::Csr>(csr);
        m_talk = askIntune(gate, tools, request);
    }
    void tell(const GateOutcome& outcome) { m_talk = tellIntune(gate, tools, outcome); }
    void take(std::unique_ptr<Conversation> talk) { m_talk = std::move(talk); }

    /// The next question; a verdict fails the test.
    HttpAsk question() { return std::get<HttpAsk>(m_talk->next(nullptr, now)); }
    HttpAsk question(const Reply& reply) { return std::get<HttpAsk>(m_talk->next(&reply, now)); }
    Verdict verdict(const Reply& reply) { return std::get<Verdict>(m_talk->next(&reply, now)); }
    Verdict verdict() { return std::get<Verdict>(m_talk->next(nullptr, now)); }

    /// Up to the action.
    HttpAsk action() {
        question();
        question(token());
        question(places());
        return question(token("second-token"));
    }

    IntuneGate gate;
    GateTools tools;
    TimePoint now = kNow;

private:
    std::unique_ptr<Conversation> m_talk;
};

QJsonObject bodyOf(const HttpAsk& ask) {
    return QJsonDocument::fromJson(toQt(ask.body)).object();
}

QByteArray detailOf(const Verdict& verdict) {
    return verdict.error ? toQt(verdict.error->detail) : QByteArray("no error");
}

} // namespace

class TestIntune : public QObject {
    Q_OBJECT

    CsrMaker m_maker;
    std::optional<pki::Csr> m_csr;

    const pki::Csr& csr() {
        if (!m_csr)
            m_csr =
                m_maker.make(QStringLiteral("/CN=xyz"),
                             {QStringLiteral("subjectAltName=DNS:xyz.example,email:a@b.example"),
                              QStringLiteral("keyUsage=digitalSignature,keyEncipherment"),
                              QStringLiteral("extendedKeyUsage=clientAuth")});
        return *m_csr;
    }

private Q_SLOTS:
    void codes_areTheWordsOnTheWire() {
        std::size_t known = 0;
        for (std::size_t i = 0; i < kIntuneCodes; ++i) {
            const auto code = static_cast<IntuneCode>(i);
            if (intuneCodeFromText(toText(code)) == code && !explain(code).empty()) ++known;
        }
        QCOMPARE(known, std::size_t{25});
        QCOMPARE(toQt(toText(IntuneCode::BadUserIdInChallenge)), "BadUserIdInChallenge");
        QVERIFY(!intuneCodeFromText("success"));
    }

    void ask_walksFromTokenToAction() {
        Book book;
        book.ask(csr());
        HttpAsk ask = book.question();
        QCOMPARE(toQt(ask.url), "https://login.microsoftonline.com/example.onmicrosoft.com"
                                "/oauth2/v2.0/token");
        QCOMPARE(toQt(ask.contentType), "application/x-www-form-urlencoded");
        QCOMPARE(toQt(ask.body),
                 "grant_type=client_credentials&client_id=11111111-2222-3333-4444-555555555555"
                 "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
                 "&client_secret=s3cr%26t%2Bkey");
        QVERIFY(ask.headers.empty());

        ask = book.question(token());
        QCOMPARE(toQt(ask.method), "GET");
        QCOMPARE(toQt(ask.url), "https://graph.microsoft.com/v1.0/servicePrincipals/"
                                "appId=0000000a-0000-0000-c000-000000000000/endpoints");
        QCOMPARE(toQt(headerOf(ask, "Authorization")), "Bearer first-token");

        ask = book.question(places());
        QVERIFY(
            toQt(ask.body).contains("scope=https%3A%2F%2Fapi.manage.microsoft.com%2F%2F.default&"));

        ask = book.question(token("second-token"));
        QCOMPARE(toQt(ask.method), "POST");
        QCOMPARE(toQt(ask.url),
                 "https://fef.manage.microsoft.com/Scep/ScepActions/validateRequest");
        QCOMPARE(toQt(headerOf(ask, "Authorization")), "Bearer second-token");
        QCOMPARE(toQt(headerOf(ask, "api-version")), "2018-02-20");
        QVERIFY(QRegularExpression(
                    QStringLiteral(
                        "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"))
                    .match(QString::fromUtf8(toQt(headerOf(ask, "client-request-id"))))
                    .hasMatch());
        QCOMPARE(ask.allowedHosts, book.gate.allowedHosts);
        const QJsonObject request = bodyOf(ask)[QStringLiteral("request")].toObject();
        QCOMPARE(request.size(), 3);
        QCOMPARE(request[QStringLiteral("transactionId")].toString(), QStringLiteral("AB12"));
        QCOMPARE(request[QStringLiteral("callerInfo")].toString(), QStringLiteral("Scepter 0.1"));
        QCOMPARE(request[QStringLiteral("certificateRequest")].toString().toUtf8(),
                 toQt(csr().der()).toBase64());

        const Verdict verdict = book.verdict(answer(200, "{'code':'Success'}"));
        QCOMPARE(verdict.kind, VerdictKind::Allow);
        QCOMPARE(toQt(verdict.note), "Success");
        QVERIFY(!verdict.grant.sidVouched);
    }

    void secondTalk_knowsTokenAndPlace() {
        Book book;
        book.ask(csr());
        book.action();
        book.ask(csr());
        QCOMPARE(toQt(headerOf(book.question(), "Authorization")), "Bearer second-token");
        book.now = kNow + std::chrono::minutes(59);
        book.ask(csr());
        QVERIFY(toQt(book.question().url).endsWith("/token"));
    }

    void everyOtherCode_denies() {
        for (std::size_t i = 1; i < kIntuneCodes; ++i) {
            Book book;
            book.ask(csr());
            book.action();
            const std::string word(toText(static_cast<IntuneCode>(i)));
            const std::string body = "{'code':'" + word + "','errorDescription':'no'}";
            const Verdict verdict = book.verdict(answer(200, QByteArray::fromStdString(body)));
            QCOMPARE(verdict.kind, VerdictKind::Deny);
            QCOMPARE(verdict.error->code, ErrorCode::GateDenied);
            QCOMPARE(verdict.note, word);
            QVERIFY(detailOf(verdict).contains(word.c_str()));
        }
    }

    void mismatch_namesTheField_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* code, const char* field, const char* found) {
            QTest::newRow(code) << QByteArray(code) << QByteArray(field) << QByteArray(found);
        };
        row("SubjectNameMismatch", "Subject", "CN=xyz");
        row("SubjectAltNameMismatch", "SAN", "DNS:xyz.example, email:a@b.example");
        row("KeyUsageMismatch", "Key usage", "digitalSignature, keyEncipherment");
        row("KeyLengthMismatch", "Key", "EC P-256");
        row("EnhancedKeyUsageMismatch", "EKU", "clientAuth");
        row("SigningCertThumbprintMismatch", "Signer", "");
    }
    void mismatch_namesTheField() {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, found);
        Book book;
        book.ask(csr());
        book.action();
        const QByteArray body = "{'code':'" + code + "'}";
        const Verdict verdict = book.verdict(answer(200, body));
        QCOMPARE(verdict.comparisons.size(), std::size_t{1});
        const Comparison& comparison = verdict.comparisons.front();
        QCOMPARE(toQt(comparison.field), field);
        QCOMPARE(toQt(comparison.found).toLower(), found.toLower());
        QCOMPARE(toQt(comparison.expected), "(known to Intune only)");
        QVERIFY(!comparison.equal);
    }

    void unknownCode_deniesAndIsShownVerbatim() {
        Book book;
        book.ask(csr());
        book.action();
        const Verdict verdict = book.verdict(answer(200, "{'code':'MoonInWrongPhase'}"));
        QCOMPARE(verdict.kind, VerdictKind::Deny);
        QCOMPARE(toQt(verdict.note), "MoonInWrongPhase");
    }

    void badAnswers_areRetriedLater_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("500") << 500 << QByteArray("{'code':'SubjectNameMismatch'}");
        QTest::newRow("503") << 503 << QByteArray();
        QTest::newRow("403") << 403 << QByteArray("no");
        QTest::newRow("success with 400") << 400 << QByteArray("{'code':'Success'}");
        QTest::newRow("success with 302") << 302 << QByteArray("{'code':'Success'}");
        QTest::newRow("no JSON") << 200 << QByteArray("<html>Success</html>");
        QTest::newRow("cut JSON") << 200 << QByteArray("{'code':'Success'");
        QTest::newRow("list") << 200 << QByteArray("['Success']");
        QTest::newRow("no code") << 200 << QByteArray("{'errorDescription':''}");
        QTest::newRow("null code") << 200 << QByteArray("{'code':null}");
        QTest::newRow("number") << 200 << QByteArray("{'code':0}");
        QTest::newRow("empty code") << 200 << QByteArray("{'code':''}");
        QTest::newRow("nothing") << 200 << QByteArray();
        QTest::newRow("deep") << 200 << QByteArray(200000, '[');
    }
    void badAnswers_areRetriedLater() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Book book;
        book.ask(csr());
        book.action();
        const Verdict verdict = book.verdict(answer(static_cast<unsigned>(status), body));
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        QCOMPARE(verdict.error->code, ErrorCode::GateUnreachable);
        QVERIFY(detailOf(verdict).contains(QByteArray::number(status)));
    }

    void explicitCodeWith400_denies() {
        Book book;
        book.ask(csr());
        book.action();
        const Verdict verdict = book.verdict(answer(400, "{'code':'ChallengeExpired'}"));
        QCOMPARE(verdict.kind, VerdictKind::Deny);
        QCOMPARE(toQt(verdict.note), "ChallengeExpired");
    }

    void refusedToken_isExplained() {
        Book book;
        book.ask(csr());
        book.question();
        const Verdict verdict = book.verdict(
            answer(401, "{'error':'invalid_client','error_description':'AADSTS7000215'}"));
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        QCOMPARE(detailOf(verdict), "Entra refused the app key: invalid_client");
    }

    void refusedDiscovery_isExplained() {
        Book book;
        book.ask(csr());
        book.question();
        book.question(token());
        const Verdict verdict = book.verdict(answer(401, "{}"));
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        QCOMPARE(detailOf(verdict), "Application.Read.All is missing: discovery answered 401");
    }

    void badTokens_areRetriedLater_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("token");
        QTest::newRow("no token") << QByteArray("{'expires_in':3600}");
        QTest::newRow("number") << QByteArray("{'access_token':1}");
        QTest::newRow("line break") << QByteArray("{'access_token':'a\\r\\nX-Evil: 1'}");
        QTest::newRow("huge") << QByteArray("{'access_token':'") + QByteArray(20000, 'a') + "'}";
    }
    void badTokens_areRetriedLater() {
        QFETCH(QByteArray, body);
        Book book;
        book.ask(csr());
        book.question();
        QCOMPARE(book.verdict(answer(200, body)).kind, VerdictKind::RetryLater);
    }

    void discovery_mustNameAnAllowedHost_data() {
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<bool>("good");
        QTest::newRow("below") << QByteArray("https://a.b.manage.microsoft.com/x") << true;
        QTest::newRow("port") << QByteArray("https://a.manage.microsoft.com:8443") << true;
        QTest::newRow("case") << QByteArray("HTTPS://A.Manage.MICROSOFT.com/x") << true;
        QTest::newRow("elsewhere")
            << QByteArray("https://evil.example/manage.microsoft.com") << false;
        QTest::newRow("suffix alone") << QByteArray("https://evilmicrosoft.com") << false;
        QTest::newRow("user") << QByteArray("https://a.microsoft.com@evil.example/") << false;
        QTest::newRow("backslash")
            << QByteArray("https://evil.example\\\\.microsoft.com/") << false;
        QTest::newRow("plain") << QByteArray("http://a.manage.microsoft.com/") << false;
        QTest::newRow("query") << QByteArray("https://a.manage.microsoft.com/?x=") << false;
        QTest::newRow("loopback") << QByteArray("http://127.0.0.1:8080/") << false;
        QTest::newRow("space") << QByteArray("https://a.manage.microsoft.com /") << false;
        QTest::newRow("empty") << QByteArray("") << false;
    }
    void discovery_mustNameAnAllowedHost() {
        QFETCH(QByteArray, uri);
        QFETCH(bool, good);
        Book book;
        book.ask(csr());
        book.question();
        book.question(token());
        if (good) {
            QVERIFY(toQt(book.question(places(uri.constData())).url).endsWith("/token"));
            return;
        }
        const Verdict verdict = book.verdict(places(uri.constData()));
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        if (!uri.isEmpty()) QVERIFY(detailOf(verdict).contains("may not ask"));
    }

    void loopback_isAllowedByName() {
        Book book;
        book.gate.allowedHosts = {"127.0.0.1:8080"};
        book.ask(csr());
        book.question();
        book.question(token());
        book.question(places("http://127.0.0.1:8080/Scep"));
        QCOMPARE(toQt(book.question(token()).url),
                 "http://127.0.0.1:8080/Scep/ScepActions/validateRequest");
    }

    void noAllowList_meansGraphItself() {
        Book book;
        book.gate.allowedHosts.clear();
        book.ask(csr());
        book.question();
        book.question(token());
        book.question(places("https://graph.microsoft.com/Scep"));
        book.ask(csr());
        Book other;
        other.gate.allowedHosts.clear();
        other.ask(csr());
        other.question();
        other.question(token());
        QCOMPARE(other.verdict(places()).kind, VerdictKind::RetryLater);
    }

    void action401_fetchesOneNewToken() {
        Book book;
        book.ask(csr());
        book.action();
        book.ask(csr());
        book.question(); // the action, with the kept token
        QVERIFY(toQt(book.question(answer(401, "")).url).endsWith("/token"));
        const HttpAsk again = book.question(token("third-token"));
        QCOMPARE(toQt(headerOf(again, "Authorization")), "Bearer third-token");
        const Verdict verdict = book.verdict(answer(401, ""));
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        QVERIFY(detailOf(verdict).contains("scep_challenge_provider"));
    }

    void discovery401_fetchesOneNewToken() {
        Book book;
        book.ask(csr());
        book.action();
        book.verdict(answer(500, "")); // forgets the place, keeps the tokens
        book.ask(csr());
        book.question();
        QVERIFY(toQt(book.question(answer(401, "")).url).endsWith("/token"));
        QCOMPARE(toQt(headerOf(book.question(token("third-token")), "Authorization")),
                 "Bearer third-token");
        QCOMPARE(book.verdict(answer(401, "")).kind, VerdictKind::RetryLater);
    }

    void unreachable_forgetsThePlace() {
        for (const ErrorCode code :
             {ErrorCode::Unreachable, ErrorCode::TimedOut, ErrorCode::TlsFailed}) {
            Book book;
            book.ask(csr());
            book.action();
            const Verdict verdict = book.verdict(Reply(fail(code, "fef.manage.microsoft.com")));
            QCOMPARE(verdict.kind, VerdictKind::RetryLater);
            QVERIFY(detailOf(verdict).startsWith("Intune "));
            book.ask(csr());
            QVERIFY(toQt(book.question().url).endsWith("/endpoints"));
        }
    }

    void pausedTarget_keepsThePlace() {
        Book book;
        book.ask(csr());
        book.action();
        QCOMPARE(book.verdict(Reply(fail(ErrorCode::TargetPaused))).kind, VerdictKind::RetryLater);
        book.ask(csr());
        QVERIFY(toQt(book.question().url).endsWith("/validateRequest"));
    }

    void tokenWithoutLife_servesItsTalkOnly() {
        Book book;
        book.ask(csr());
        book.question();
        QVERIFY(toQt(book.question(token("a", "0")).url).endsWith("/endpoints"));
        QVERIFY(toQt(book.question(places()).url).endsWith("/token"));
        QVERIFY(toQt(book.question(token("b", "0")).url).endsWith("/validateRequest"));
        book.ask(csr());
        QVERIFY(toQt(book.question().url).endsWith("/token"));
    }

    void missingAppKey_asksNobody() {
        Book book;
        book.tools.secrets.clear();
        book.ask(csr());
        QCOMPARE(book.verdict().kind, VerdictKind::RetryLater);
    }

    void successNotification_saysWhatWasIssued() {
        const OpenSslTool& tool = m_maker.tool();
        QVERIFY(!tool.run(QStringLiteral("req -x509 -new -key key.pem -subj /O=Tests/CN=ca -days 9 "
                                         "-set_serial 18446744073709551616 -out crt.pem"))
                     .startsWith("FAILED"));
        const pki::Certificate certificate = tool.certificate("crt.pem");
        GateOutcome outcome;
        outcome.csr = copyOf(csr().der());
        outcome.transactionId = "AB12";
        outcome.certificate = certificate.der();
        Book book;
        book.tell(outcome);
        const HttpAsk ask = book.action();
        QVERIFY(toQt(ask.url).endsWith("/ScepActions/successNotification"));
        const QJsonObject notice = bodyOf(ask)[QStringLiteral("notification")].toObject();
        const auto text = [&](const char* name) {
            return notice[QString::fromUtf8(name)].toString().toUtf8();
        };
        QCOMPARE(text("certificateRequest"), toQt(csr().der()).toBase64());
        QCOMPARE("sha1 Fingerprint=" + text("certificateThumbprint"),
                 tool.run(QStringLiteral("x509 -in crt.pem -noout -fingerprint -sha1")).trimmed());
        QCOMPARE(text("certificateSerialNumber"), "18446744073709551616");
        QCOMPARE(text("certificateExpirationDateUtc"),
                 toQt(toIsoText(certificate.notAfter())).replace("Z", ".000Z"));
        QCOMPARE(text("issuingCertificateAuthority"), "CN=ca,O=Tests");
        QCOMPARE(text("callerInfo"), "Scepter 0.1");
        QVERIFY(notice[QStringLiteral("caConfiguration")].isNull());
        QCOMPARE(book.verdict(answer(200, "{'code':'Success'}")).kind, VerdictKind::Allow);

        book.tell(outcome);
        book.question();
        const Verdict refused = book.verdict(answer(200, "{'code':'ChallengeExpired'}"));
        QCOMPARE(refused.kind, VerdictKind::Deny);
        QCOMPARE(refused.error->code, ErrorCode::NoticeRefused);

        book.tell(outcome);
        book.question();
        QCOMPARE(book.verdict(answer(500, "")).kind, VerdictKind::RetryLater);
    }

    void failureNotification_saysWhy() {
        GateOutcome outcome;
        outcome.csr = copyOf(csr().der());
        outcome.transactionId = "AB12";
        outcome.code = ErrorCode::KeyRejected;
        outcome.reason = std::string(400, 'x');
        Book book;
        book.tell(outcome);
        const HttpAsk ask = book.action();
        QVERIFY(toQt(ask.url).endsWith("/ScepActions/failureNotification"));
        const QJsonObject notice = bodyOf(ask)[QStringLiteral("notification")].toObject();
        QCOMPARE(notice[QStringLiteral("hResult")].toDouble(), double(0x80094811));
        const QString text = notice[QStringLiteral("errorDescription")].toString();
        QVERIFY(text.startsWith(QStringLiteral("keyRejected: xxx")));
        QVERIFY(text.size() <= 255 && text.size() > 200);
    }

    void revocations_arePulledAndReported() {
        Book book;
        auto pull = pullRevocations(book.gate, book.tools, 9999);
        const IntuneRevocationPull& list = *pull;
        book.take(std::move(pull));
        const HttpAsk ask = book.action();
        QCOMPARE(toQt(ask.url), "https://pki.manage.microsoft.com/CertificateAuthorityRequests/"
                                "downloadRevocationRequests");
        QCOMPARE(toQt(headerOf(ask, "api-version")), "5019-05-05");
        QCOMPARE(toQt(ask.body),
                 json("{'downloadParameters':{'issuerName':null,'maxRequests':500}}"));
        const Verdict verdict = book.verdict(
            answer(200, "{'value':[{'requestContext':'c1','serialNumber':'0A1B','issuerName':null},"
                        "{'requestContext':'c2','serialNumber':'77','issuerName':'CN=a'}]}"));
        QCOMPARE(verdict.kind, VerdictKind::Allow);
        const std::vector<IntuneRevocation> expected = {{"c1", "0A1B", "", ""},
                                                        {"c2", "77", "CN=a", ""}};
        QCOMPARE(list.revocations(), expected);

        book.take(tellRevocations(
            book.gate, book.tools,
            {{"c1", {}, {}}, {"c2", IntuneRevocationError::ConflictError, "revoked already"}}));
        const HttpAsk report = book.question();
        QVERIFY(toQt(report.url).endsWith("/uploadRevocationResults"));
        QCOMPARE(
            toQt(report.body),
            json("{'results':[{'errorCode':'None','errorMessage':null,'requestContext':'c1',"
                 "'succeeded':true},{'errorCode':'ConflictError',"
                 "'errorMessage':'revoked already','requestContext':'c2','succeeded':false}]}"));
        QCOMPARE(book.verdict(answer(200, "{'value':true}")).kind, VerdictKind::Allow);
    }

    void revocationAnswers_mustBeWhole() {
        const auto read = [](const QByteArray& text) {
            return outcome(readIntuneRevocations(fromQt(json(text))));
        };
        QCOMPARE(read("{'value':[]}"), "ok");
        QCOMPARE(read("[]"), "encodingMalformed");
        QCOMPARE(read("{'value':{}}"), "encodingMalformed");
        QCOMPARE(read("{'value':[1]}"), "encodingMalformed");
        QCOMPARE(read("{'value':[{'requestContext':'c'}]}"), "encodingMalformed");
        QByteArray many = "0";
        for (int i = 0; i < 500; ++i)
            many += ",0";
        QCOMPARE(read(QByteArray("{'value':[" + many + "]}")), "limitExceeded");
        const auto receipt = [](const QByteArray& text) {
            return outcome(readIntuneRevocationReceipt(fromQt(json(text))));
        };
        QCOMPARE(receipt("{'value':true}"), "ok");
        QCOMPARE(receipt("{'value':false}"), "noticeRefused");
        QCOMPARE(receipt("{'value':'true'}"), "encodingMalformed");
    }

    void serials_areReadInBothForms() {
        QCOMPARE(serialsOf("0x0A1B"), (std::vector<Bytes>{{0x0A, 0x1B}}));
        QCOMPARE(serialsOf("a1b"), (std::vector<Bytes>{{0x0A, 0x1B}}));
        QCOMPARE(serialsOf("0A:1B"), (std::vector<Bytes>{{0x0A, 0x1B}}));
        QCOMPARE(serialsOf("256"), (std::vector<Bytes>{{0x02, 0x56}, {0x01, 0x00}}));
        QCOMPARE(serialsOf("7"), (std::vector<Bytes>{{0x07}}));
        QVERIFY(serialsOf("xyz").empty());
        QVERIFY(serialsOf("").empty());
    }

    void secrets_areInNoText() {
        Book book;
        book.ask(csr());
        const HttpAsk asked = book.question();
        QVERIFY(!toQt(asked.url).contains("s3cr"));
        book.question(token());
        book.question(places());
        const HttpAsk action = book.question(token("second-token"));
        QVERIFY(!toQt(action.url).contains("token") && !toQt(action.body).contains("token"));
        const Verdict verdict = book.verdict(answer(500, "second-token"));
        QVERIFY(!detailOf(verdict).contains("second") && !toQt(verdict.note).contains("second"));
    }
};

QTEST_GUILESS_MAIN(TestIntune)
#include "tst_intune.moc"
