// Gates that run a program, as playbooks; openssl reads what the program would get.
#include "csr_maker.h"

#include "challenge/gate.h"

#include <QObject>

#include <map>

using namespace scepter;
using namespace scepter::challenge;
using namespace scepter::test;

namespace {

using Environment = std::map<std::string, std::string>;

Environment environmentOf(const CommandAsk& ask) {
    Environment environment(ask.environment.begin(), ask.environment.end());
    if (environment.size() != ask.environment.size()) qFatal("a variable stands twice");
    return environment;
}

Reply exited(unsigned status, std::string errors = {}) {
    return Told{status, {}, {}, std::move(errors)};
}

QByteArray word(const Verdict& verdict) {
    QByteArray text = toQt(toText(verdict.kind));
    if (verdict.error) text += QByteArray(" " + toQt(toText(verdict.error->code)));
    return text;
}

QByteArray shown(const Verdict& verdict) {
    return toQt(verdict.error ? verdict.error->detail : verdict.note);
}

} // namespace

class TestCommandGate : public QObject {
    Q_OBJECT

    OpenSslTool m_tool;
    Gate m_gate{"program", CommandGate{"/usr/lib/check", {"--strict", "a b"}, Duration(3000), true},
                true};
    GateRequest m_request;
    Bytes m_certificate;

    std::shared_ptr<const pki::Csr> csrWith(std::string_view challenge,
                                            const std::vector<pki::GeneralName>& names = {}) const {
        const SecretBytes secret(challenge);
        pki::CsrFields fields;
        fields.subject = pki::Name::fromText("CN=kiosk-1,O=Example").value();
        fields.challengePassword = &secret;
        if (!names.empty()) fields.extensions = {pki::makeSubjectAltName(names)};
        return std::make_shared<pki::Csr>(
            pki::signCsr(fields, m_tool.key("key.pem"), pki::Digest::Sha256).value());
    }

    Conversation::Step step(const GateRequest& request) const {
        return askAbout(m_gate, makeTools(m_gate, {}), request)->next(nullptr, request.now);
    }
    Verdict judge(const Reply& reply) const {
        const auto talk = askAbout(m_gate, makeTools(m_gate, {}), m_request);
        (void)talk->next(nullptr, m_request.now);
        return std::get<Verdict>(talk->next(&reply, m_request.now));
    }

    GateOutcome outcome(bool issued) const {
        GateOutcome made;
        made.csr = copyOf(m_request.csr->der());
        made.endpoint = "devices";
        made.transactionId = "T-1";
        if (issued) {
            made.certificate = m_certificate;
            made.issuerCertificate = m_certificate;
        } else {
            made.code = ErrorCode::SubjectRejected;
            made.reason = "no CN\nat all";
        }
        return made;
    }
    Conversation::Step notice(bool issued) const {
        return tellOutcome(m_gate, makeTools(m_gate, {}), outcome(issued))
            ->next(nullptr, m_request.now);
    }

private Q_SLOTS:
    void initTestCase() {
        m_tool.run(QStringLiteral("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 "
                                  "-out key.pem"));
        m_tool.write("config", "[req]\ndistinguished_name=dn\n[dn]\n");
        m_tool.run(QStringLiteral("req -x509 -key key.pem -config config -subj /CN=x -days 9 "
                                  "-out cert.pem"));
        m_certificate = m_tool.certificate("cert.pem").der();
        m_request.endpoint = "devices";
        m_request.messageType = "PKCSReq";
        m_request.transactionId = "T-1";
        m_request.remoteAddress = "192.0.2.7";
        m_request.now = at("2026-11-26T10:00:00Z");
        m_request.csr =
            csrWith("swordfish-4711",
                    {pki::makeGeneralName(pki::GeneralNameType::Dns, "a.test").value(),
                     pki::makeGeneralName(pki::GeneralNameType::Upn, "u@a.test").value()});
    }

    void ask_runsTheProgramWithTheContext() {
        const Conversation::Step asked = step(m_request);
        const auto& ask = std::get<CommandAsk>(asked);
        QCOMPARE(toQt(ask.program), QByteArray("/usr/lib/check"));
        QCOMPARE(ask.arguments, (std::vector<std::string>{"--strict", "a b"}));
        QCOMPARE(ask.timeout, Duration(3000));
        const Environment expected{{"PATH", "/usr/bin:/bin"},
                                   {"LC_ALL", "C.UTF-8"},
                                   {"SCEPTER_EVENT", "authorize"},
                                   {"SCEPTER_ENDPOINT", "devices"},
                                   {"SCEPTER_MESSAGE_TYPE", "PKCSReq"},
                                   {"SCEPTER_TRANSACTION_ID", "T-1"},
                                   {"SCEPTER_REMOTE_ADDRESS", "192.0.2.7"},
                                   {"SCEPTER_SUBJECT", "CN=kiosk-1,O=Example"},
                                   {"SCEPTER_SANS", "DNS:a.test\nUPN:u@a.test"},
                                   {"SCEPTER_KEY", "p256 256"},
                                   {"SCEPTER_CHALLENGE", "swordfish-4711"}};
        Environment found = environmentOf(ask);
        const std::string hash = found["SCEPTER_CSR_SHA256"];
        found.erase("SCEPTER_CSR_SHA256");
        QCOMPARE(found, expected);
        m_tool.write("csr.pem", toQt(ask.input.view()));
        const QByteArray read =
            m_tool.run(QStringLiteral("req -in csr.pem -verify -noout -subject -nameopt RFC2253"));
        QVERIFY2(read.contains("CN=kiosk-1,O=Example") && read.contains("OK"), read.constData());
        m_tool.run(QStringLiteral("req -in csr.pem -outform der -out csr.der"));
        QCOMPARE(m_tool.run(QStringLiteral("dgst -sha256 -r csr.der")).left(64), toQt(hash));
    }

    // No argument may hold it: any user of the machine can read those.
    void ask_tellsTheChallengeInNoArgument() {
        const Conversation::Step asked = step(m_request);
        for (const std::string& argument : std::get<CommandAsk>(asked).arguments)
            QVERIFY(!argument.contains("swordfish"));
    }

    void ask_keepsHostileValuesInTheirPlace() {
        GateRequest request = m_request;
        request.transactionId = std::string("a\nSCEPTER_CHALLENGE=x\0y", 23);
        request.csr = csrWith(
            "c\nd", {pki::makeGeneralName(pki::GeneralNameType::Upn, "u\nDNS:b.test").value()});
        const Conversation::Step asked = step(request);
        Environment found = environmentOf(std::get<CommandAsk>(asked));
        QCOMPARE(toQt(found["SCEPTER_TRANSACTION_ID"]),
                 QByteArray("a\\x0ASCEPTER_CHALLENGE=x\\x00y"));
        QVERIFY(!found["SCEPTER_SANS"].contains('\n'));
        QCOMPARE(toQt(found["SCEPTER_CHALLENGE"]), QByteArray("c\nd"));
    }

    void ask_refusesWhatAnEnvironmentCannotHold() {
        GateRequest request = m_request;
        request.csr = csrWith(std::string_view("good\0bad", 8));
        QCOMPARE(word(std::get<Verdict>(step(request))), QByteArray("deny challengeWrong"));
        request.csr = csrWith(std::string(70000, 'x'));
        QCOMPARE(word(std::get<Verdict>(step(request))), QByteArray("deny gateDenied"));
    }

    void ask_leavesOutAChallengeThatIsNotThere() {
        GateRequest request = m_request;
        pki::CsrFields fields;
        request.csr = std::make_shared<pki::Csr>(
            pki::signCsr(fields, m_tool.key("key.pem"), pki::Digest::Sha256).value());
        const Conversation::Step asked = step(request);
        QVERIFY(!environmentOf(std::get<CommandAsk>(asked)).contains("SCEPTER_CHALLENGE"));
    }

    void exitCode_decides_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QByteArray>("text");
        const QByteArray denied("deny gateDenied");
        QTest::newRow("0") << 0 << QByteArray() << QByteArray("allow") << QByteArray("exit code 0");
        QTest::newRow("0 with a note")
            << 0 << QByteArray("device 7\nmore") << QByteArray("allow") << QByteArray("device 7");
        QTest::newRow("1") << 1 << QByteArray("\nunknown device\nmore\n") << denied
                           << QByteArray("the program refused: unknown device");
        QTest::newRow("1 with printable lines")
            << 1 << QByteArray("unknown device\\x0Amore") << denied
            << QByteArray("the program refused: unknown device");
        QTest::newRow("1 without a word")
            << 1 << QByteArray() << denied << QByteArray("the program refused the request");
        QTest::newRow("1 that repeats the challenge")
            << 1 << QByteArray("no code swordfish-4711") << denied
            << QByteArray("the program refused: no code ...");
        QTest::newRow("2") << 2 << QByteArray("ask Ann") << QByteArray("hold")
                           << QByteArray("ask Ann");
        QTest::newRow("75") << 75 << QByteArray("database down")
                            << QByteArray("retryLater gateUnreachable")
                            << QByteArray(
                                   "the program asks to be asked again later: database down");
        for (const int status : {3, 64, 126, 127, 137, 255})
            QTest::addRow("%d", status) << status << QByteArray("x") << denied
                                        << QByteArray("the program ended with exit code " +
                                                      QByteArray::number(status) + ": x");
    }
    void exitCode_decides() {
        QFETCH(const int, status);
        QFETCH(const QByteArray, errors);
        QFETCH(const QByteArray, expected);
        QFETCH(const QByteArray, text);
        const Verdict verdict = judge(exited(static_cast<unsigned>(status), errors.toStdString()));
        QCOMPARE(word(verdict), expected);
        QCOMPARE(shown(verdict), text);
        QCOMPARE(verdict.grant.sidVouched, verdict.kind == VerdictKind::Allow);
    }

    void crashAndTimeOut_areNoAnswer() {
        for (const auto code :
             {ErrorCode::TimedOut, ErrorCode::Unreachable, ErrorCode::LimitExceeded,
              ErrorCode::InvalidArgument, ErrorCode::TargetPaused}) {
            const Verdict verdict = judge(fail(code, "killed"));
            QCOMPARE(word(verdict), QByteArray("retryLater gateUnreachable"));
            QVERIFY(shown(verdict).contains("killed"));
        }
    }

    void notice_tellsTheOutcome() {
        const Conversation::Step good = notice(true);
        const auto& issued = std::get<CommandAsk>(good);
        Environment environment = environmentOf(issued);
        QCOMPARE(toQt(environment["SCEPTER_EVENT"]), QByteArray("outcome"));
        QCOMPARE(toQt(environment["SCEPTER_RESULT"]), QByteArray("issued"));
        QVERIFY(!environment.contains("SCEPTER_CHALLENGE"));
        QVERIFY(!environment.contains("SCEPTER_REASON"));
        m_tool.write("told.pem", toQt(issued.input.view()));
        const auto told = pki::readPem(issued.input.text()).value();
        QCOMPARE(told.size(), std::size_t{3});
        QCOMPARE(told[1].der, m_certificate);
        const QByteArray read = m_tool.run(QStringLiteral("x509 -in told.pem -noout -subject"));
        QVERIFY2(read.contains("CN = x"), read.constData());

        const Conversation::Step bad = notice(false);
        environment = environmentOf(std::get<CommandAsk>(bad));
        QCOMPARE(toQt(environment["SCEPTER_RESULT"]), QByteArray("refused"));
        QCOMPARE(toQt(environment["SCEPTER_ERROR_CODE"]), QByteArray("subjectRejected"));
        QCOMPARE(toQt(environment["SCEPTER_REASON"]), QByteArray("no CN\\x0Aat all"));
    }

    void notice_isAcceptedOrNot() {
        const auto told = [&](const Reply& reply) {
            const auto talk = tellOutcome(m_gate, makeTools(m_gate, {}), outcome(true));
            (void)talk->next(nullptr, m_request.now);
            return word(std::get<Verdict>(talk->next(&reply, m_request.now)));
        };
        QCOMPARE(told(exited(0)), QByteArray("allow"));
        QCOMPARE(told(exited(1)), QByteArray("deny noticeRefused"));
        QCOMPARE(told(exited(75)), QByteArray("retryLater gateUnreachable"));
        QCOMPARE(told(fail(ErrorCode::TimedOut, "slow")), QByteArray("retryLater gateUnreachable"));
    }
};

QTEST_GUILESS_MAIN(TestCommandGate)
#include "tst_command_gate.moc"
