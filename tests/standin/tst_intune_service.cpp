// Our asking side against the stand-in, over real connections.
#include "intune_lab.h"
#include "talk.h"

#include "challenge/intune.h"
#include "standin/intune_service.h"

#include <QElapsedTimer>
#include <QObject>

using namespace scepter;
using namespace scepter::standin;
using namespace scepter::test;
using challenge::GateTools;
using challenge::IntuneCode;
using challenge::Verdict;
using challenge::VerdictKind;

namespace {

constexpr std::string_view kAppKey = "an app key & more+";

/// The stand-in, and a gate that asks it.
class Cloud {
public:
    explicit Cloud(IntuneLab& lab, Duration tokenLife = std::chrono::hours(1), bool tls = false)
        : clock(lab.now) {
        IntuneServiceOptions options;
        options.appKey = SecretBytes(kAppKey);
        options.tokenLife = tokenLife;
        auto trust = std::make_shared<challenge::AskTls>();
        if (tls) {
            // Made by the real clock: the TLS library reads that one.
            auto identity = makeServerIdentity({}, SystemClock().now()).value();
            trust->extraRootPems = {identity.rootPem};
            options.tls = std::move(identity.tls);
        }
        service = IntuneService::start(std::move(options), lab.state, clock).value();
        gate = service->gate();
        gate.timeout = std::chrono::seconds(10);
        tools.secrets.push_back({"intune", "appKey", SecretBytes(kAppKey)});
        tools.tls = trust;
        tools.intune = challenge::makeIntuneAccess(gate);
    }

    Verdict ask(const pki::Csr& csr, const char* transaction = "AB12") {
        challenge::GateRequest request;
        request.transactionId = transaction;
        request.csr = std::make_shared<const pki::Csr>(csr);
        return talk(*challenge::askIntune(gate, tools, request), clock.now());
    }
    Verdict tell(const challenge::GateOutcome& outcome) {
        return talk(*challenge::tellIntune(gate, tools, outcome), clock.now());
    }
    std::size_t count(IntuneActionKind action) const { return service->count(action); }
    IntuneCall last() const { return service->calls().back(); }

    SetClock clock;
    std::unique_ptr<IntuneService> service;
    challenge::IntuneGate gate;
    GateTools tools;
};

QByteArray noteOf(const Verdict& verdict) {
    return toQt(verdict.note);
}

QByteArray detailOf(const Verdict& verdict) {
    return verdict.error ? toQt(verdict.error->detail) : QByteArray("no error");
}

/// A request to the stand-in without our asking side.
http::ClientResponse post(const std::string& url, const std::string& body,
                          std::vector<http::Header> headers = {}) {
    http::ClientRequest request;
    request.method = "POST";
    request.url = url;
    request.body = copyOf(bytesOf(body));
    request.headers = std::move(headers);
    return http::fetch(request).value();
}

std::string tokenFrom(const Cloud& cloud, const char* scope) {
    const auto response = post(cloud.service->url() + "/lab.example/oauth2/v2.0/token",
                               "grant_type=client_credentials&client_id=" + cloud.gate.appId +
                                   "&client_secret=an+app+key+%26+more%2B&scope=" + scope);
    const QByteArray body = toQt(response.body);
    const qsizetype start = body.indexOf("access_token\": \"") + 16;
    return body.mid(start, body.indexOf('"', start) - start).toStdString();
}

} // namespace

class TestIntuneService : public QObject {
    Q_OBJECT

    IntuneLab m_lab;
    std::unique_ptr<Cloud> m_cloud;

    static challenge::GateOutcome issued(const pki::Csr& csr) {
        const TimePoint now = at("2026-11-26T09:00:00Z");
        challenge::GateOutcome outcome;
        outcome.csr = copyOf(csr.der());
        outcome.transactionId = "AB12";
        outcome.certificate =
            makeIdentity("issued", pki::key_usage::kDigitalSignature, now)->certificate.der();
        return outcome;
    }

    /// The code for a challenge that says something else.
    template <class Change> QByteArray codeFor(Change change) {
        IntuneChallenge said = m_lab.said();
        change(said);
        return noteOf(m_cloud->ask(m_lab.csr(m_lab.seal(said))));
    }

private Q_SLOTS:
    void init() {
        m_lab.fill(*m_lab.state);
        m_cloud = std::make_unique<Cloud>(m_lab);
    }
    void cleanup() { m_cloud.reset(); }

    void rightRequest_isAllowed() {
        const Verdict verdict = m_cloud->ask(m_lab.csr(m_lab.challenge()));
        QVERIFY2(verdict.kind == VerdictKind::Allow, detailOf(verdict).constData());
        const IntuneCall call = m_cloud->last();
        QCOMPARE(call.action, IntuneActionKind::Validate);
        QCOMPARE(toQt(call.deviceId), "d1");
        QCOMPARE(toQt(call.code), "Success");
        QCOMPARE(toQt(call.caller), "Scepter");
        QCOMPARE(call.activityId.size(), std::size_t{36});
        QVERIFY(call.comparisons.size() == 6 && challenge::allEqual(call.comparisons));
    }

    void anotherSubject_isRefusedTheRightOneIssued() {
        const std::string sealed = m_lab.challenge();
        Wish wish;
        wish.subject = "CN=abc,O=Example";
        const Verdict refused = m_cloud->ask(m_lab.csr(sealed, wish));
        QCOMPARE(refused.kind, VerdictKind::Deny);
        QCOMPARE(noteOf(refused), "SubjectNameMismatch");
        QCOMPARE(toQt(refused.comparisons.at(0).found), "CN=abc,O=Example");
        const challenge::Comparison seen = m_cloud->last().comparisons.at(0);
        QCOMPARE(toQt(seen.expected), "CN=xyz,O=Example");
        QCOMPARE(toQt(seen.found), "CN=abc,O=Example");
        wish.subject = "CN=xyz,O=Example";
        QCOMPARE(m_cloud->ask(m_lab.csr(sealed, wish)).kind, VerdictKind::Allow);
    }

    void wrongRequests_haveTheirCodes_data() {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* change, const char* code) {
            QTest::newRow(change) << QByteArray(change) << QByteArray(code);
        };
        row("no subject", "SubjectNameMissing");
        row("subject case", "SubjectNameMismatch");
        row("subject order", "SubjectNameMismatch");
        row("no SAN", "SubjectAltNameMissing");
        row("one SAN", "SubjectAltNameMismatch");
        row("one SAN more", "SubjectAltNameMismatch");
        row("SAN order", "Success");
        row("no key usage", "KeyUsageMismatch");
        row("less key usage", "KeyUsageMismatch");
        row("no EKU", "EnhancedKeyUsageMissing");
        row("more EKU", "EnhancedKeyUsageMismatch");
        row("sha1", "Unknown");
        row("sha512", "Success");
    }
    void wrongRequests_haveTheirCodes() {
        QFETCH(QByteArray, change);
        QFETCH(QByteArray, code);
        Wish wish;
        if (change == "no subject") wish.subject.clear();
        if (change == "subject case") wish.subject = "CN=Xyz,O=Example";
        if (change == "subject order") wish.subject = "O=Example,CN=xyz";
        if (change == "no SAN") wish.sans.clear();
        if (change == "one SAN") wish.sans.pop_back();
        if (change == "one SAN more") wish.sans.emplace_back("dns:evil.example");
        if (change == "SAN order") std::swap(wish.sans[0], wish.sans[1]);
        if (change == "no key usage") wish.keyUsage = 0;
        if (change == "less key usage") wish.keyUsage = pki::key_usage::kDigitalSignature;
        if (change == "no EKU") wish.clientAuth = false;
        if (change == "more EKU") wish.serverAuth = true;
        if (change == "sha1") wish.digest = pki::Digest::Sha1;
        if (change == "sha512") wish.digest = pki::Digest::Sha512;
        const Verdict verdict = m_cloud->ask(m_lab.csr(m_lab.challenge(), wish));
        QCOMPARE(noteOf(verdict), code);
    }

    void keys_mustFit() {
        const std::string sealed = m_lab.challenge();
        QCOMPARE(noteOf(m_cloud->ask(m_lab.csr(sealed, {}, IntuneLab::longKey()))),
                 "KeyLengthMismatch");
        QCOMPARE(noteOf(m_cloud->ask(m_lab.csr(sealed))), "Success");
        QCOMPARE(noteOf(m_cloud->ask(m_lab.csr(sealed))), "Success");
        QCOMPARE(noteOf(m_cloud->ask(m_lab.csr(sealed, {}, IntuneLab::otherKey()))),
                 "RegisteredKeyMismatch");
    }

    void wrongChallenges_haveTheirCodes() {
        const auto ask = [&](const std::string& sealed) {
            return noteOf(m_cloud->ask(m_lab.csr(sealed)));
        };
        QCOMPARE(ask(""), "ChallengePasswordMissing");
        QCOMPARE(ask("K7QF-2M9D-XT4A-88PC"), "ChallengeDecodingError");
        const ChallengeKeys others = makeChallengeKeys(m_lab.now).value();
        const ChallengeKeys& keys = m_lab.state->keys();
        QCOMPARE(ask(sealChallenge(bytesOf("x"), others).value()), "SignatureValidationFailed");
        QCOMPARE(ask(sealChallenge(bytesOf("x"), {keys.signer, others.recipient}).value()),
                 "ChallengeDecryptionError");
        QCOMPARE(ask(sealChallenge(bytesOf("<a/>"), keys).value()),
                 "ChallengeDeserializationError");
        using C = IntuneChallenge;
        QCOMPARE(codeFor([](C& said) { said.issuedAt += std::chrono::minutes(6); }),
                 "ChallengeInvalidTimestamp");
        QCOMPARE(codeFor([](C& said) { said.expiresAt = said.issuedAt; }),
                 "ChallengeInvalidTimestamp");
        QCOMPARE(codeFor([](C& said) { said.requestId = "00000000-0000-4000-8000-000000000000"; }),
                 "BadCertificateRequestIdInChallenge");
        QCOMPARE(codeFor([](C& said) { said.deviceId = "d2"; }), "BadDeviceIdInChallenge");
        QCOMPARE(codeFor([](C& said) { said.userId = "u2"; }), "BadUserIdInChallenge");
        QCOMPARE(codeFor([](C&) {}), "Success");
        const std::string sealed = m_lab.challenge();
        m_cloud->clock.advance(std::chrono::minutes(60));
        QCOMPARE(ask(sealed), "ChallengeExpired");
    }

    void profileTakenAway_isNoLongerTargeted() {
        const std::string sealed = m_lab.challenge();
        ScepProfile elsewhere = m_lab.profile;
        elsewhere.devices = {"d9"};
        QVERIFY(m_lab.state->setProfiles({elsewhere}));
        QCOMPARE(noteOf(m_cloud->ask(m_lab.csr(sealed))), "ScepProfileNoLongerTargetedToTheClient");
        QVERIFY(m_lab.state->setProfiles({}));
        QCOMPARE(noteOf(m_cloud->ask(m_lab.csr(sealed))), "ScepProfileNoLongerTargetedToTheClient");
    }

    void everyCode_canBeAnswered() {
        const pki::Csr csr = m_lab.csr(m_lab.challenge());
        const challenge::GateOutcome outcome = issued(csr);
        challenge::GateOutcome failed;
        failed.csr = outcome.csr;
        failed.transactionId = "AB12";
        for (std::size_t i = 0; i < challenge::kIntuneCodes; ++i) {
            const std::string word(challenge::toText(static_cast<IntuneCode>(i)));
            const Fault canned{FaultKind::Code, word, 0, {}};
            const VerdictKind wanted = i == 0 ? VerdictKind::Allow : VerdictKind::Deny;
            m_cloud->service->setFault(IntuneActionKind::Validate, canned, 1);
            const Verdict verdict = m_cloud->ask(csr);
            QCOMPARE(verdict.kind, wanted);
            QCOMPARE(verdict.note, word);
            m_cloud->service->setFault(IntuneActionKind::Success, canned, 1);
            QCOMPARE(m_cloud->tell(outcome).kind, wanted);
            m_cloud->service->setFault(IntuneActionKind::Failure, canned, 1);
            QCOMPARE(m_cloud->tell(failed).kind, wanted);
        }
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
    }

    void everyFault_isRetriedLater_data() {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QByteArray>("fault");
        for (const char* action : {"token", "discovery", "validate"})
            for (const char* fault :
                 {"timeout", "reset", "bad-json", "slow:30s", "401", "403", "500", "503", "302"})
                QTest::addRow("%s %s", action, fault) << QByteArray(action) << QByteArray(fault);
    }
    void everyFault_isRetriedLater() {
        QFETCH(QByteArray, action);
        QFETCH(QByteArray, fault);
        const auto kind = intuneActionFromText(action.toStdString()).value();
        const pki::Csr csr = m_lab.csr(m_lab.challenge());
        m_cloud->gate.timeout = std::chrono::milliseconds(
            fault == "timeout" || fault.startsWith("slow") ? 200 : 10'000);
        m_cloud->service->setFault(kind, faultFromText(fault.toStdString()).value());
        const Verdict verdict = m_cloud->ask(csr);
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        QCOMPARE(verdict.error->code, ErrorCode::GateUnreachable);
        QVERIFY(!detailOf(verdict).contains("app key &"));
        QVERIFY(m_cloud->count(kind) >= (fault.startsWith("slow") ? 0 : 1));
        m_cloud->gate.timeout = std::chrono::seconds(10);
        m_cloud->service->clearFault(kind);
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
    }

    void faultOnNotification_isRetriedLater() {
        const pki::Csr csr = m_lab.csr(m_lab.challenge());
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
        const challenge::GateOutcome outcome = issued(csr);
        for (const char* fault : {"reset", "500", "bad-json"}) {
            // For all calls: the network library sends a request again after a reset.
            m_cloud->service->setFault(IntuneActionKind::Success, faultFromText(fault).value());
            QCOMPARE(m_cloud->tell(outcome).kind, VerdictKind::RetryLater);
            m_cloud->service->clearFault(IntuneActionKind::Success);
        }
        QCOMPARE(m_cloud->tell(outcome).kind, VerdictKind::Allow);
    }

    void slowAnswer_stillCounts() {
        m_cloud->service->setFault(IntuneActionKind::Validate,
                                   {FaultKind::Slow, {}, 0, std::chrono::milliseconds(50)}, 1);
        QCOMPARE(m_cloud->ask(m_lab.csr(m_lab.challenge())).kind, VerdictKind::Allow);
        QVERIFY(toQt(m_cloud->last().fault).startsWith("slow"));
    }

    void tokens_areKeptAndExpire() {
        const auto ask = [&] { return m_cloud->ask(m_lab.csr(m_lab.challenge())).kind; };
        QCOMPARE(ask(), VerdictKind::Allow);
        QCOMPARE(ask(), VerdictKind::Allow);
        QCOMPARE(m_cloud->count(IntuneActionKind::Token), std::size_t{2});
        QCOMPARE(m_cloud->count(IntuneActionKind::Discovery), std::size_t{1});
        m_cloud->clock.advance(std::chrono::minutes(61));
        m_lab.fill(*m_lab.state);
        const std::string sealed(
            m_lab.state->makeChallenge("d1", "wifi", m_cloud->clock.now())->text());
        QCOMPARE(m_cloud->ask(m_lab.csr(sealed)).kind, VerdictKind::Allow);
        QCOMPARE(m_cloud->count(IntuneActionKind::Token), std::size_t{3});
    }

    void revokedToken_isFetchedOnceMore() {
        const pki::Csr csr = m_lab.csr(m_lab.challenge());
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
        m_cloud->service->revokeTokens();
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
        QCOMPARE(m_cloud->count(IntuneActionKind::Token), std::size_t{3});
        m_cloud->service->setFault(IntuneActionKind::Validate, *faultFromText("401"));
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::RetryLater);
        QCOMPARE(m_cloud->count(IntuneActionKind::Token), std::size_t{4});
    }

    void brokenService_isLookedUpAnew() {
        const pki::Csr csr = m_lab.csr(m_lab.challenge());
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
        for (const char* fault : {"500", "reset"}) {
            const std::size_t before = m_cloud->count(IntuneActionKind::Discovery);
            m_cloud->service->setFault(IntuneActionKind::Validate, *faultFromText(fault));
            QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::RetryLater);
            m_cloud->service->clearFault(IntuneActionKind::Validate);
            QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
            QCOMPARE(m_cloud->count(IntuneActionKind::Discovery), before + 1);
        }
    }

    void placeOutsideTheAllowList_isNotAsked() {
        m_cloud->gate.allowedHosts = {"*.manage.microsoft.com"};
        const Verdict verdict = m_cloud->ask(m_lab.csr(m_lab.challenge()));
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        QVERIFY(detailOf(verdict).contains("may not ask"));
        QCOMPARE(m_cloud->count(IntuneActionKind::Validate), std::size_t{0});
    }

    void wrongAppKey_isExplained() {
        m_cloud->tools.secrets.clear();
        m_cloud->tools.secrets.push_back(
            {"intune", "appKey", SecretBytes(std::string_view("wrong"))});
        const Verdict verdict = m_cloud->ask(m_lab.csr(m_lab.challenge()));
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        QCOMPARE(detailOf(verdict), "Entra refused the app key: invalid_client");
    }

    void unreachableService_isRetriedLater() {
        const pki::Csr csr = m_lab.csr(m_lab.challenge());
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
        m_cloud->service.reset();
        const Verdict verdict = m_cloud->ask(csr);
        QCOMPARE(verdict.kind, VerdictKind::RetryLater);
        QVERIFY(detailOf(verdict).startsWith("Intune was not reached"));
    }

    void notifications_areAboutValidatedRequests() {
        const pki::Csr csr = m_lab.csr(m_lab.challenge());
        challenge::GateOutcome outcome = issued(csr);
        QCOMPARE(m_cloud->tell(outcome).kind, VerdictKind::Deny);
        QCOMPARE(m_cloud->ask(csr).kind, VerdictKind::Allow);
        QCOMPARE(m_cloud->tell(outcome).kind, VerdictKind::Allow);
        QCOMPARE(m_cloud->last().action, IntuneActionKind::Success);
        outcome.certificate.reset();
        outcome.code = ErrorCode::KeyRejected;
        outcome.reason = "too short";
        QCOMPARE(m_cloud->tell(outcome).kind, VerdictKind::Allow);
        QCOMPARE(m_cloud->last().action, IntuneActionKind::Failure);
        outcome.transactionId = "other";
        QCOMPARE(m_cloud->tell(outcome).kind, VerdictKind::Deny);
    }

    void revocations_arePulledAndReported() {
        using challenge::IntuneRevocationError;
        m_cloud->service->requestRevocation("256", "CN=ca");
        m_cloud->service->requestRevocation("257");
        const auto pull = challenge::pullRevocations(m_cloud->gate, m_cloud->tools);
        QCOMPARE(talk(*pull, m_cloud->clock.now()).kind, VerdictKind::Allow);
        QCOMPARE(pull->revocations().size(), std::size_t{2});
        QCOMPARE(toQt(pull->revocations()[0].issuerName), "CN=ca");
        const std::string first = pull->revocations()[0].requestContext;
        const std::string second = pull->revocations()[1].requestContext;
        const auto report = [&](std::vector<challenge::IntuneRevocationResult> results) {
            return talk(*challenge::tellRevocations(m_cloud->gate, m_cloud->tools, results),
                        m_cloud->clock.now())
                .kind;
        };
        QCOMPARE(report({{first, {}, {}},
                         {second, IntuneRevocationError::ServiceTooBusyException, "later"}}),
                 VerdictKind::Allow);
        QCOMPARE(m_cloud->service->openRevocations().size(), std::size_t{1});
        QCOMPARE(report({{second, IntuneRevocationError::CertificateNotFoundError, "none"}}),
                 VerdictKind::Allow);
        QVERIFY(m_cloud->service->openRevocations().empty());
        QCOMPARE(m_cloud->service->revocationResults().size(), std::size_t{3});
        QCOMPARE(report({{"moon", {}, {}}}), VerdictKind::Deny);
    }

    void requestsWithoutRights_areRefused() {
        const std::string base = m_cloud->service->url() + "/ScepRequestValidationFEService";
        const std::string url = base + "/ScepActions/validateRequest";
        const http::Header version{"api-version", "2018-02-20"};
        const std::string body = R"({"request":{"transactionId":"a","certificateRequest":"AA=="}})";
        QCOMPARE(post(url, body, {version}).status, 401U);
        const std::string graph = tokenFrom(*m_cloud, "https://graph.microsoft.com/.default");
        QVERIFY(graph.size() > 40);
        QCOMPARE(post(url, body, {version, {"Authorization", "Bearer " + graph}}).status, 401U);
        const std::string token = tokenFrom(*m_cloud, "https://api.manage.microsoft.com/.default");
        const http::Header bearer{"Authorization", "Bearer " + token};
        QCOMPARE(post(url, body, {bearer}).status, 400U);
        QCOMPARE(post(url, body, {bearer, {"api-version", "2019-01-01"}}).status, 400U);
        QCOMPARE(post(url, "{", {bearer, version}).status, 400U);
        QCOMPARE(post(url, "{\"request\":1}", {bearer, version}).status, 400U);
        const auto response = post(url, body, {bearer, version});
        QCOMPARE(response.status, 200U);
        QVERIFY(toQt(response.body).contains("CertificateRequestDecodingFailed"));
        QCOMPARE(post(base + "/ScepActions/moon", body, {bearer, version}).status, 404U);
    }

    void clientLibraries_findTheTokenEndpoint() {
        http::ClientRequest request;
        request.url =
            m_cloud->service->url() + "/lab.example/v2.0/.well-known/openid-configuration";
        const auto response = http::fetch(request).value();
        QCOMPARE(response.status, 200U);
        QVERIFY(toQt(response.body).contains("/lab.example/oauth2/v2.0/token"));
        request.url = m_cloud->service->url() + "/common/discovery/instance?api-version=1.1";
        QVERIFY(toQt(http::fetch(request)->body).contains("tenant_discovery_endpoint"));
    }

    void tls_isVerified() {
        Cloud cloud(m_lab, std::chrono::hours(1), true);
        QVERIFY(toQt(cloud.service->url()).startsWith("https://"));
        const pki::Csr csr = m_lab.csr(m_lab.challenge());
        const Verdict verdict = cloud.ask(csr);
        QVERIFY2(verdict.kind == VerdictKind::Allow, detailOf(verdict).constData());
        cloud.tools.tls = std::make_shared<const challenge::AskTls>();
        cloud.tools.intune = challenge::makeIntuneAccess(cloud.gate);
        const std::size_t before = cloud.count(IntuneActionKind::Token);
        const Verdict untrusted = cloud.ask(csr);
        QCOMPARE(untrusted.kind, VerdictKind::RetryLater);
        QCOMPARE(noteOf(untrusted), "tlsFailed");
        QCOMPARE(cloud.count(IntuneActionKind::Token), before);
    }

    void csrByOpenssl_isAllowed() {
        const OpenSslTool tool;
        tool.write("key.pem", toQt(IntuneLab::key().toPem()->view()));
        tool.write("c", "[req]\nprompt=no\nutf8=yes\ndistinguished_name=d\nattributes=a\n"
                        "req_extensions=e\nstring_mask=utf8only\n[d]\nO=Example\nCN=xyz\n"
                        "[a]\nchallengePassword=" +
                            toQt(m_lab.challenge()) +
                            "\n[e]\nkeyUsage=digitalSignature,keyEncipherment\n"
                            "extendedKeyUsage=clientAuth\nsubjectAltName=@s\n[s]\n"
                            "otherName=1.3.6.1.4.1.311.20.2.3;UTF8:ann@example.com\n"
                            "URI=tag:example.com,2026:id:d1\n");
        const QByteArray done =
            tool.run(QStringLiteral("req -new -config c -key key.pem -outform DER -out csr.der"));
        QVERIFY2(!done.startsWith("FAILED"), done.constData());
        const auto csr = pki::Csr::fromDer(fromQt(tool.read("csr.der")));
        QVERIFY(csr);
        const Verdict verdict = m_cloud->ask(*csr);
        QVERIFY2(verdict.kind == VerdictKind::Allow, detailOf(verdict).constData());
    }
};

QTEST_GUILESS_MAIN(TestIntuneService)
#include "tst_intune_service.moc"
