// SPDX-License-Identifier: GPL-3.0-or-later
// Test enrollments of a session, against its own responder.
#include "bench.h"

#include "inspect/exchange.h"
#include "pki/pem.h"
#include "workbench/file_traffic.h"
#include "workbench/identity_file.h"
#include "workbench/session.h"
#include "workbench/test_enrollment.h"

#include <algorithm>
#include <atomic>

using namespace scepter;
using namespace scepter::test;
using workbench::JobLane;
using workbench::ResponderView;
using workbench::Session;
using workbench::TestChallengeKind;
using workbench::TestRun;
using workbench::TestSpec;
using workbench::TestState;
using workbench::Workbench;

namespace {

constexpr int kPatienceMs = 60'000;

/// A session whose responder runs.
struct Lab {
    Folder folder;
    SystemClock clock;
    std::unique_ptr<Session> session;
    bool runs = false;

    Lab() {
        workbench::SetupOptions options;
        options.path = folder.path("w.scepter");
        options.caKey = {pki::KeyType::EcP256, 0};
        options.raKey = {pki::KeyType::Rsa, 2048};
        if (!workbench::makeWorkspace(options, clock)) return;
        auto opened = Workbench::open(options.path, {}, "operator:one", clock);
        if (!opened) return;
        session = std::make_unique<Session>(std::shared_ptr<Workbench>(std::move(*opened)), clock);
        responder::ResponderOptions serving;
        serving.port = 0;
        session->setResponderOptions(std::move(serving));
        runs = start();
    }
    bool start() {
        session->startResponder();
        return reaches(ResponderView::State::Running);
    }
    bool stop() {
        session->stopResponder();
        return reaches(ResponderView::State::Stopped);
    }
    bool reaches(ResponderView::State state) {
        return QTest::qWaitFor([&] { return session->responder().state == state; }, kPatienceMs);
    }
    workbench::TestEnrollments& tests() { return session->testEnrollments(); }
    /// Null when it does not come to its end.
    const TestRun* run(const TestSpec& spec) {
        const int id = tests().start(spec, QStringLiteral("a test"));
        const bool over = QTest::qWaitFor([&] { return tests().run(id)->isOver(); }, kPatienceMs);
        return over ? tests().run(id) : nullptr;
    }
};

TestSpec specFor(const char* endpoint) {
    TestSpec spec;
    spec.server.endpoint = endpoint;
    spec.challenge.kind = TestChallengeKind::Endpoint;
    spec.subject = "CN=test-1,O=Lab";
    return spec;
}

} // namespace

class TestEnrollmentsTest : public QObject {
    Q_OBJECT

    template <class T> static Result<T> answerOf(const workbench::Answer<Result<T>>& asked) {
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, kPatienceMs))
            return fail(ErrorCode::TimedOut, "no answer");
        return asked.result();
    }

private Q_SLOTS:
    void start_enrollsWithWhatTheEndpointTakes_data() {
        QTest::addColumn<QByteArray>("endpoint");
        QTest::newRow("a fresh code") << QByteArray("scep");
        QTest::newRow("its static challenge") << QByteArray("static");
    }
    void start_enrollsWithWhatTheEndpointTakes() {
        QFETCH(QByteArray, endpoint);
        Lab lab;
        QVERIFY(lab.runs);
        const TestRun* run = lab.run(specFor(endpoint.constData()));
        QVERIFY(run != nullptr);
        QVERIFY2(run->state == TestState::Issued,
                 run->error ? toText(*run->error).c_str() : run->failInfoText.c_str());
        QVERIFY(run->remarks.empty());
        // Somebody else's eyes on what was issued.
        const auto bytes = workbench::identityFile(workbench::IdentityFormat::Pem, *run->key,
                                                   *run->certificate, run->chain, {});
        NEED(bytes);
        lab.folder.write("all.pem", toQt(*bytes));
        QVERIFY(!run->chain.empty());
        lab.folder.write("ca.pem", QByteArray::fromStdString(
                                       pki::toPem("CERTIFICATE", run->chain.back().der())));
        QCOMPARE(lab.folder.openssl("verify -CAfile ca.pem all.pem"), "all.pem: OK\n");
        QCOMPARE(lab.folder.openssl("pkey -in all.pem -pubout"),
                 lab.folder.openssl("x509 -in all.pem -noout -pubkey"));
        const auto id = answerOf(lab.tests().certificateOf(run->id));
        NEED(id);
    }

    void start_saysWhatIsWrongWithAWish() {
        Lab lab;
        QVERIFY(lab.runs);
        TestSpec spec;
        const TestRun* run = lab.run(spec);
        QVERIFY(run != nullptr);
        QCOMPARE(run->state, TestState::Failed);
        QCOMPARE(run->error->code, ErrorCode::InvalidArgument);
        spec = specFor("nowhere");
        run = lab.run(spec);
        QVERIFY(run != nullptr);
        QCOMPARE(run->error->code, ErrorCode::NotFound);
    }

    void cancel_fromTheListOfJobsEndsARunThatWaits() {
        Lab lab;
        QVERIFY(lab.runs);
        const int id = lab.tests().start(specFor("manual"), QStringLiteral("a test"));
        QTRY_COMPARE_WITH_TIMEOUT(lab.tests().run(id)->state, TestState::Waiting, kPatienceMs);
        lab.session->jobs().cancelAll();
        QTRY_COMPARE(lab.tests().run(id)->state, TestState::Cancelled);
        QTRY_COMPARE(lab.session->jobs().running(), 0);
    }

    void sendAgain_addsAStepWithTheSameCertificate() {
        Lab lab;
        QVERIFY(lab.runs);
        const TestRun* run = lab.run(specFor("scep"));
        QVERIFY(run != nullptr && run->state == TestState::Issued);
        const int id = run->id;
        const std::size_t before = run->steps.size();
        // GetCACaps, GetCACert, PKCSReq: the code of this one is used up.
        lab.tests().sendAgain(id, 3, QStringLiteral("again"));
        QVERIFY(lab.tests().isSendingAgain(id));
        lab.tests().sendAgain(id, 1, QStringLiteral("one at a time"));
        QTRY_VERIFY_WITH_TIMEOUT(!lab.tests().isSendingAgain(id), kPatienceMs);
        run = lab.tests().run(id);
        QCOMPARE(run->steps.size(), before + 1);
        const client::Step& step = run->steps.back();
        QCOMPARE(step.name, std::string("Sent again: PKCSReq"));
        QVERIFY2(
            step.what.ends_with("same, certificate " + run->certificate->serialText() + " again"),
            step.what.c_str());
        QCOMPARE(step.state, client::StepState::Passed);
        QCOMPARE(run->state, TestState::Issued);
        // What was sent again can be sent again, and nothing else.
        lab.tests().sendAgain(id, 4, QStringLiteral("again"));
        QTRY_VERIFY_WITH_TIMEOUT(!lab.tests().isSendingAgain(id), kPatienceMs);
        QCOMPARE(lab.tests().run(id)->steps.back().name, std::string("Sent again: PKCSReq"));
        for (const int exchange : {0, 6, -1}) {
            lab.tests().sendAgain(id, exchange, QStringLiteral("none"));
            QVERIFY(!lab.tests().isSendingAgain(id));
        }
        lab.tests().sendAgain(id + 1, 1, QStringLiteral("no run"));
        QVERIFY(!lab.tests().isSendingAgain(id + 1));
        // Nobody there.
        lab.session->stopResponder();
        QTRY_COMPARE_WITH_TIMEOUT(lab.session->responder().state, ResponderView::State::Stopped,
                                  kPatienceMs);
        lab.tests().sendAgain(id, 1, QStringLiteral("again"));
        QTRY_VERIFY_WITH_TIMEOUT(!lab.tests().isSendingAgain(id), kPatienceMs);
        const client::Step& failed = lab.tests().run(id)->steps.back();
        QCOMPARE(failed.state, client::StepState::Failed);
        QCOMPARE(failed.error->code, ErrorCode::Unreachable);
    }

    void sendAgain_sendsTheSameBytes() {
        Lab lab;
        QVERIFY(lab.runs);
        TestSpec spec;
        spec.server.url = lab.session->responder().url + "/scep?tenant=7";
        spec.subject = "CN=test-1";
        const TestRun* run = lab.run(spec);
        QVERIFY(run != nullptr && run->state == TestState::Refused); // it has no challenge
        const int id = run->id;
        const auto isRequest = [](const client::Step& step) { return step.name == "PKCSReq"; };
        const Bytes before = std::ranges::find_if(run->steps, isRequest)->exchange->request;
        lab.tests().sendAgain(id, 3, QStringLiteral("again"));
        QTRY_VERIFY_WITH_TIMEOUT(!lab.tests().isSendingAgain(id), kPatienceMs);
        const client::Step& step = lab.tests().run(id)->steps.back();
        QVERIFY2(step.what.ends_with(": same"), step.what.c_str());
        QCOMPARE(step.exchange->request, before);
    }

    void sendAgain_waitsForTheEndOfTheRun() {
        Lab lab;
        QVERIFY(lab.runs);
        const int id = lab.tests().start(specFor("manual"), QStringLiteral("a test"));
        QTRY_COMPARE_WITH_TIMEOUT(lab.tests().run(id)->state, TestState::Waiting, kPatienceMs);
        lab.tests().sendAgain(id, 1, QStringLiteral("too early"));
        QVERIFY(!lab.tests().isSendingAgain(id));
        lab.tests().cancel(id);
        QTRY_COMPARE(lab.tests().run(id)->state, TestState::Cancelled);
    }

    void approve_issuesAndIsFetched() {
        Lab lab;
        QVERIFY(lab.runs);
        const int id = lab.tests().start(specFor("manual"), QStringLiteral("a test"));
        QTRY_COMPARE_WITH_TIMEOUT(lab.tests().run(id)->state, TestState::Waiting, kPatienceMs);
        NEED(answerOf(lab.tests().approve(id)));
        lab.tests().pollNow(id, {});
        QTRY_COMPARE_WITH_TIMEOUT(lab.tests().run(id)->state, TestState::Issued, kPatienceMs);
        QCOMPARE(lab.tests().run(id)->polled, 1U);
        // It waits no longer.
        REFUSED(answerOf(lab.tests().approve(id)), NotFound);
    }

    void pollNow_goesOnWithOneThatWasLeftPending() {
        Lab lab;
        QVERIFY(lab.runs);
        TestSpec spec = specFor("manual");
        spec.polls = 0;
        const TestRun* run = lab.run(spec);
        QVERIFY(run != nullptr);
        QCOMPARE(run->state, TestState::Pending);
        const int id = run->id;
        NEED(answerOf(lab.tests().approve(id)));
        // With no poll left it stays as it is.
        lab.tests().pollNow(id, {});
        QTRY_VERIFY(lab.tests().run(id)->isOver());
        QCOMPARE(lab.tests().run(id)->state, TestState::Issued);
    }

    void poll_withoutAnAnswerLeavesItPending() {
        Lab lab;
        QVERIFY(lab.runs);
        TestSpec spec = specFor("manual");
        spec.polls = 2;
        spec.pollDelay = std::chrono::hours(1);
        const int id = lab.tests().start(spec, QStringLiteral("a test"));
        const auto stateIs = [&](TestState state, unsigned polled) {
            return QTest::qWaitFor(
                [&] {
                    const TestRun* run = lab.tests().run(id);
                    return run->state == state && run->polled == polled;
                },
                kPatienceMs);
        };
        QVERIFY(stateIs(TestState::Waiting, 0));
        QVERIFY(lab.stop());
        lab.tests().pollNow(id, {});
        QVERIFY(stateIs(TestState::Waiting, 1));
        QCOMPARE(lab.tests().run(id)->error->code, ErrorCode::Unreachable);
        lab.tests().pollNow(id, {});
        QVERIFY(stateIs(TestState::Pending, 2));
        QCOMPARE(lab.tests().run(id)->steps.back().name, std::string("poll"));
        // Nothing can be asked where nobody serves, and it is pending still.
        lab.tests().pollNow(id, {});
        QVERIFY(stateIs(TestState::Waiting, 1));
        lab.tests().pollNow(id, {});
        QVERIFY(stateIs(TestState::Pending, 2));
        QVERIFY(lab.start());
        NEED(answerOf(lab.tests().approve(id)));
        lab.tests().pollNow(id, {});
        QVERIFY(stateIs(TestState::Issued, 1));
        QVERIFY(!lab.tests().run(id)->error);
    }

    void trafficOf_opensBothMessagesOfEachExchangeOnce() {
        Lab lab;
        QVERIFY(lab.runs);
        const TestRun* run = lab.run(specFor("scep"));
        QVERIFY(run != nullptr && run->state == TestState::Issued);
        const auto source =
            answerOf(lab.session->ask([steps = run->steps, key = *run->key](Workbench& workbench) {
                return workbench::trafficOf(workbench, steps, {key});
            }));
        NEED(source);
        const auto state = (*source)->state();
        NEED(state);
        QCOMPARE(state->count, std::size_t{3}); // GetCACaps, GetCACert, PKCSReq
        const auto raw = (*source)->raw(3);
        NEED(raw);
        const auto keys = (*source)->ownKeys();
        QVERIFY(keys != nullptr);
        inspect::Options options;
        options.keys = keys.get();
        const auto reading = inspect::readExchange(*raw, options);
        QVERIFY(!reading.request.facts.envelopes.empty());
        QVERIFY(!reading.request.facts.envelopes.front().openedBy.empty());
        QVERIFY(!reading.reply.facts.envelopes.empty());
        QVERIFY(!reading.reply.facts.envelopes.front().openedBy.empty());
    }

    void runs_areRememberedUpToTwoHundred() {
        Lab lab;
        QVERIFY(lab.runs);
        int last = 0;
        for (int i = 0; i < 205; ++i) {
            last = lab.tests().start(TestSpec{}, QStringLiteral("a test"));
            QVERIFY(QTest::qWaitFor([&] { return lab.tests().run(last)->isOver(); }));
        }
        QCOMPARE(lab.tests().runs().size(), std::size_t{200});
        QCOMPARE(lab.tests().runs().back().id, last);
        QVERIFY(lab.tests().run(1) == nullptr);
    }

    void session_endsWhileARunWaits() {
        Lab lab;
        QVERIFY(lab.runs);
        const int id = lab.tests().start(specFor("manual"), QStringLiteral("a test"));
        QTRY_COMPARE_WITH_TIMEOUT(lab.tests().run(id)->state, TestState::Waiting, kPatienceMs);
        bool closed = false;
        connect(lab.session.get(), &Session::closed, this, [&closed] { closed = true; });
        lab.session->close();
        QTRY_VERIFY(closed);
        lab.session.reset();
    }

    void jobs_thatWaitDoNotHoldUpOthers() {
        Lab lab;
        QVERIFY(lab.runs);
        for (int i = 0; i < 8; ++i)
            lab.session->run(
                QStringLiteral("waits"),
                [](Workbench&, workbench::JobControl& control) -> Result<bool> {
                    std::atomic<bool> ended{false};
                    const std::stop_callback told(control.stopToken(), [&ended] {
                        ended = true;
                        ended.notify_all();
                    });
                    ended.wait(false);
                    return fail(ErrorCode::Cancelled);
                },
                true, JobLane::Waiting);
        const auto usual = lab.session->run(
            QStringLiteral("usual"),
            [](Workbench&, workbench::JobControl&) -> Result<bool> { return true; });
        QTRY_VERIFY(usual.isFinished());
        lab.session->jobs().cancelAll();
        QTRY_COMPARE(lab.session->jobs().running(), 0);
    }

    void identityFile_isWhatOpensslOpens_data() {
        QTest::addColumn<bool>("pkcs12");
        QTest::addColumn<QByteArray>("passphrase");
        QTest::newRow("PKCS#12") << true << QByteArray("a-passphrase");
        QTest::newRow("PKCS#12 without") << true << QByteArray();
        QTest::newRow("PEM") << false << QByteArray("a-passphrase");
        QTest::newRow("PEM without") << false << QByteArray();
    }
    void identityFile_isWhatOpensslOpens() {
        QFETCH(bool, pkcs12);
        QFETCH(QByteArray, passphrase);
        const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
        NEED(key);
        const auto name = pki::Name::fromText("CN=a client");
        NEED(name);
        const auto certificate =
            scep::makeRequestSigner(*name, *key, SystemClock().now(), pki::Digest::Sha256);
        NEED(certificate);
        const auto file = workbench::identityFile(
            pkcs12 ? workbench::IdentityFormat::Pkcs12 : workbench::IdentityFormat::Pem, *key,
            *certificate, {},
            ByteView(reinterpret_cast<const std::uint8_t*>(passphrase.constData()),
                     static_cast<std::size_t>(passphrase.size())));
        NEED(file);
        const Folder folder;
        folder.write("identity", toQt(*file));
        const QByteArray how = pkcs12 ? QByteArray("pkcs12 -in identity -nodes -passin pass:")
                                      : QByteArray("pkey -in identity -passin pass:");
        const QByteArray given = how + passphrase;
        const QByteArray said = folder.openssl(given.constData());
        QVERIFY2(said.contains("BEGIN PRIVATE KEY"), said.left(40).constData());
        if (!passphrase.isEmpty()) {
            const QByteArray wrong = how + "no";
            QVERIFY(folder.openssl(wrong.constData()).startsWith("FAILED"));
        }
    }
};

QTEST_MAIN(TestEnrollmentsTest)
#include "tst_test_enrollments.moc"
