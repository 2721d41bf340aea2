// SPDX-License-Identifier: GPL-3.0-or-later
// Stand-ins as a window runs them: they start, answer, fail on purpose, and are kept.
#include "bench.h"

#include "workbench/endpoints.h"
#include "workbench/session.h"
#include "workbench/standins.h"

#include <QSignalSpy>
#include <QTcpServer>

using namespace scepter;
using namespace scepter::test;
using workbench::Session;
using workbench::StandInKind;
using workbench::StandIns;
using workbench::StandInSettings;
using workbench::StandInView;
using workbench::Workbench;
using State = StandInView::State;

namespace {

constexpr StandInKind kIntune = StandInKind::Intune;
constexpr StandInKind kMdm = StandInKind::Mdm;

/// A workspace that is made once in a process, since making its RSA key takes a while.
class Made {
public:
    Made() {
        workbench::SetupOptions options;
        options.path = m_folder.path("w.scepter");
        options.caKey = {pki::KeyType::EcP256, 0};
        options.raKey = {pki::KeyType::Rsa, 2048};
        m_made = workbench::makeWorkspace(options, SystemClock()).has_value();
    }
    [[nodiscard]] bool copyTo(const Folder& target) const {
        bool copied = m_made;
        for (const QString& file : m_folder.names()) {
            const QByteArray name = file.toUtf8();
            copied = copied && QFile::copy(m_folder.file(name), target.file(name));
        }
        return copied;
    }

private:
    Folder m_folder;
    bool m_made = false;
};

/// A session on a workspace, which can be closed and opened again.
struct Lab {
    Folder folder;
    SystemClock clock;
    std::shared_ptr<Workbench> bench;
    std::unique_ptr<Session> session;

    Lab() {
        static const Made made;
        if (made.copyTo(folder)) open();
    }
    void open() {
        auto opened = Workbench::open(folder.path("w.scepter"), {}, "operator:one", clock);
        if (!opened) return;
        bench = std::move(*opened);
        session = std::make_unique<Session>(bench, clock);
    }
    void close() {
        session.reset();
        bench.reset();
    }
    [[nodiscard]] StandIns& standIns() const { return session->standIns(); }
    [[nodiscard]] bool known() const {
        return session && QTest::qWaitFor([this] { return standIns().isKnown(); });
    }
    /// Both at free ports.
    [[nodiscard]] bool useFreePorts(bool tls = false) const {
        if (!known()) return false;
        StandInSettings settings = standIns().settings();
        settings.intune.place = {"127.0.0.1", 0, tls};
        settings.mdm.place = {"127.0.0.1", 0, tls};
        standIns().setSettings(settings);
        return true;
    }
    [[nodiscard]] bool reaches(StandInKind kind, State state) const {
        return QTest::qWaitFor([&] { return standIns().view(kind).state == state; }, 20'000);
    }
    [[nodiscard]] bool start(StandInKind kind) const {
        standIns().start(kind);
        return reaches(kind, State::Running);
    }
};

/// What came of a question.
template <class T> T answerOf(const workbench::Answer<T>& answer) {
    if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }, 20'000))
        return T(std::unexpected(Error{}));
    return answer.result();
}

/// The HTTP status that curl got; "000" when there was no answer.
QByteArray curl(const QString& url, const QStringList& more = {}) {
    QProcess process;
    process.start(QStringLiteral("curl"),
                  QStringList{QStringLiteral("-s"), QStringLiteral("-o"),
                              QStringLiteral("/dev/null"), QStringLiteral("-w"),
                              QStringLiteral("%{http_code}"), QStringLiteral("--max-time"),
                              QStringLiteral("20"), QStringLiteral("-d"), QStringLiteral("{}")} +
                      more + QStringList{url});
    // The stand-in answers on threads of its own.
    if (!process.waitForFinished()) return "none";
    return process.readAllStandardOutput();
}

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

standin::Device device() {
    standin::Device made;
    made.id = "d-1";
    made.values["AAD_Device_ID"] = "xyz";
    return made;
}

standin::MdmDevice mdmDevice(const char* code) {
    standin::MdmDevice made;
    made.id = "xyz";
    made.codeHash = standin::hashOfCode(bytesOf(code));
    made.subject = "CN=xyz";
    return made;
}

} // namespace

class StandInsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settings_areKeptWithoutSecretsInTheClear();
    void settings_thatCannotBeKeptAreSaid();
    void start_listensAndListsWhatIsAsked();
    void start_saysThatItsPortIsTaken();
    void start_makesASecretOnceAndAnotherOneOnDemand();
    void start_servesTlsUnderItsOwnRoot();
    void stop_whileItIsStarting();
    void faults_areCountedAndOutliveARestart();
    void faults_thatHoldAnAnswerEndWithIt();
    void calls_canBeForgotten();
    void mint_saysWhatTheDeviceMustAskFor();
    void preview_namesAVariableThatIsMissing();
    void useFor_setsUpAGate_data();
    void useFor_setsUpAGate();
    void useFor_wantsARunningStandIn();
    void revocations_areAskedForWhileItRuns();
    void jamf_tellsWhyThereIsNoCode();
    void close_takesOneThatIsJustStarting();
};

void StandInsTest::settings_areKeptWithoutSecretsInTheClear() {
    Lab lab;
    QVERIFY(lab.useFreePorts(true));
    StandInSettings settings = lab.standIns().settings();
    settings.intune.devices = {device()};
    settings.intune.tenant = "tenant.example";
    settings.intune.profiles.front().subjectAltNames = {
        {pki::GeneralNameType::Dns, "{{DeviceName}}.example"}};
    settings.mdm.singleUse = false;
    standin::MdmDevice other = mdmDevice("code-of-the-second-device");
    other.id = "abc";
    other.subjectAltNames = std::vector{*pki::generalNameFromText("DNS:abc.example")};
    other.validUntil = std::chrono::floor<std::chrono::seconds>(lab.clock.now());
    settings.mdm.devices = {mdmDevice("code-of-a-device"), other};
    lab.standIns().setSettings(settings);
    QVERIFY(lab.start(kMdm));
    const std::string secret(lab.standIns().secret(kMdm)->text());
    lab.close();

    const QByteArray file = lab.folder.read("w.scepter") + lab.folder.read("w.scepter-wal");
    QVERIFY(file.contains("tenant.example"));
    QVERIFY(!file.contains("code-of-a-device"));
    QVERIFY(!file.contains(secret.c_str()));
    QVERIFY(!file.contains("PRIVATE KEY"));

    lab.open();
    QVERIFY(lab.known());
    QVERIFY(lab.standIns().settings() == settings);
    QCOMPARE(qt(std::string(lab.standIns().secret(kMdm)->text())), qt(secret));
}

void StandInsTest::settings_thatCannotBeKeptAreSaid() {
    Lab lab;
    QVERIFY(lab.known());
    const QSignalSpy failed(&lab.standIns(), &StandIns::settingsFailed);
    StandInSettings settings = lab.standIns().settings();
    settings.intune.devices = {device(), device()};
    lab.standIns().setSettings(settings);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().value<Error>().code == ErrorCode::InvalidArgument);
}

void StandInsTest::start_listensAndListsWhatIsAsked() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    for (const StandInKind kind : {kIntune, kMdm}) {
        QVERIFY(lab.start(kind));
        const StandInView view = lab.standIns().view(kind);
        QVERIFY(!view.exposed);
        const QString url = kind == kIntune
                                ? qt(view.url) + QStringLiteral("/lab.example/oauth2/v2.0/token")
                                : qt(view.url);
        const QByteArray status = curl(url); // nothing of what it wants
        QVERIFY2(status.startsWith('4'), status.constData());
        QTRY_COMPARE(lab.standIns().calls(kind).size(), std::size_t{1});
        QCOMPARE(lab.standIns().calls(kind).front().status, status.toUInt());
        QCOMPARE(qt(lab.standIns().calls(kind).front().remoteAddress), QStringLiteral("127.0.0.1"));
        lab.standIns().stop(kind);
        QVERIFY(lab.reaches(kind, State::Stopped));
        QCOMPARE(curl(url), QByteArray("000"));
        QCOMPARE(lab.standIns().calls(kind).size(), std::size_t{1}); // still to be read
    }
}

void StandInsTest::start_saysThatItsPortIsTaken() {
    Lab lab;
    QVERIFY(lab.known());
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    StandInSettings settings = lab.standIns().settings();
    settings.mdm.place.port = taken.serverPort();
    lab.standIns().setSettings(settings);
    lab.standIns().start(kMdm);
    QVERIFY(lab.reaches(kMdm, State::Failed));
    QVERIFY(lab.standIns().view(kMdm).error.has_value());
    taken.close();
    QVERIFY(lab.start(kMdm));
}

void StandInsTest::start_makesASecretOnceAndAnotherOneOnDemand() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    QVERIFY(lab.standIns().secret(kIntune) == nullptr);
    QVERIFY(lab.start(kIntune));
    const std::string first(lab.standIns().secret(kIntune)->text());
    QVERIFY(first.size() >= 32);
    lab.standIns().stop(kIntune);
    QVERIFY(lab.reaches(kIntune, State::Stopped));
    QVERIFY(lab.start(kIntune));
    QVERIFY(lab.standIns().secret(kIntune)->text() == first);
    lab.standIns().stop(kIntune);
    QVERIFY(lab.reaches(kIntune, State::Stopped));
    lab.standIns().renewSecret(kIntune);
    QVERIFY(lab.standIns().secret(kIntune) == nullptr);
    QVERIFY(lab.start(kIntune));
    QVERIFY(lab.standIns().secret(kIntune)->text() != first);
}

void StandInsTest::start_servesTlsUnderItsOwnRoot() {
    Lab lab;
    QVERIFY(lab.useFreePorts(true));
    QVERIFY(lab.start(kMdm));
    const StandInView view = lab.standIns().view(kMdm);
    QVERIFY(view.url.starts_with("https://"));
    lab.folder.write("root.pem", QByteArray::fromStdString(view.rootPem));
    QCOMPARE(curl(qt(view.url)), QByteArray("000"));
    QCOMPARE(curl(qt(view.url), {QStringLiteral("--cacert"), lab.folder.file("root.pem")}),
             QByteArray("400"));
    lab.standIns().stop(kMdm);
    QVERIFY(lab.reaches(kMdm, State::Stopped));
    QVERIFY(lab.start(kMdm));
    QVERIFY(lab.standIns().view(kMdm).rootPem == view.rootPem); // those who trust it go on
}

void StandInsTest::stop_whileItIsStarting() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    lab.standIns().start(kIntune);
    lab.standIns().stop(kIntune);
    QVERIFY(lab.reaches(kIntune, State::Stopped));
}

void StandInsTest::faults_areCountedAndOutliveARestart() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    const auto set = [&lab](const char* kind, unsigned times) {
        lab.standIns().setFault(kMdm, "authorize", *standin::faultFromText(kind), times);
    };
    set("503", 2);
    QVERIFY(lab.start(kMdm));
    QCOMPARE(curl(qt(lab.standIns().view(kMdm).url)), QByteArray("503"));
    QTRY_COMPARE(lab.standIns().faults(kMdm).front().left, 1U);
    lab.standIns().stop(kMdm);
    QVERIFY(lab.reaches(kMdm, State::Stopped));
    QVERIFY(lab.start(kMdm));
    QCOMPARE(curl(qt(lab.standIns().view(kMdm).url)), QByteArray("503"));
    QTRY_VERIFY(lab.standIns().faults(kMdm).empty());
    QCOMPARE(curl(qt(lab.standIns().view(kMdm).url)), QByteArray("400"));
    set("reset", 0);
    QCOMPARE(curl(qt(lab.standIns().view(kMdm).url)), QByteArray("000"));
    QCOMPARE(curl(qt(lab.standIns().view(kMdm).url)), QByteArray("000"));
    lab.standIns().clearFault(kMdm, "authorize");
    QCOMPARE(curl(qt(lab.standIns().view(kMdm).url)), QByteArray("400"));
    QTRY_COMPARE(lab.standIns().calls(kMdm).size(), std::size_t{6});
    QCOMPARE(qt(lab.standIns().calls(kMdm).at(1).fault), QStringLiteral("reset"));
}

void StandInsTest::faults_thatHoldAnAnswerEndWithIt() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    QVERIFY(lab.start(kMdm));
    lab.standIns().setFault(kMdm, "authorize", *standin::faultFromText("timeout"), 0);
    QProcess held;
    held.start(QStringLiteral("curl"), {QStringLiteral("-s"), QStringLiteral("-d"),
                                        QStringLiteral("{}"), qt(lab.standIns().view(kMdm).url)});
    QTRY_COMPARE(lab.standIns().calls(kMdm).size(), std::size_t{1});
    lab.standIns().stop(kMdm);
    QVERIFY(lab.reaches(kMdm, State::Stopped));
    QTRY_COMPARE_WITH_TIMEOUT(held.state(), QProcess::NotRunning, 20'000);
}

void StandInsTest::calls_canBeForgotten() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    QVERIFY(lab.start(kMdm));
    curl(qt(lab.standIns().view(kMdm).url));
    lab.standIns().forgetCalls(kMdm); // also what is still on its way
    QVERIFY(lab.standIns().calls(kMdm).empty());
    curl(qt(lab.standIns().view(kMdm).url));
    QTRY_COMPARE(lab.standIns().calls(kMdm).size(), std::size_t{1});
    QVERIFY(lab.standIns().calls(kMdm).front().id > 1);
}

void StandInsTest::mint_saysWhatTheDeviceMustAskFor() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    StandInSettings settings = lab.standIns().settings();
    settings.intune.devices = {device()};
    lab.standIns().setSettings(settings);
    const auto minted = answerOf(lab.standIns().mint("d-1", {})); // it need not run
    QCOMPARE(outcome(minted), "ok");
    QCOMPARE(qt(minted->expected.subject), QStringLiteral("CN=xyz"));
    QVERIFY(minted->challenge->size() > 1000);
    const auto second = answerOf(lab.standIns().mint("d-1", "default"));
    QVERIFY(second->challenge->text() != minted->challenge->text());
    QCOMPARE(outcome(answerOf(lab.standIns().mint("d-2", {}))), name(ErrorCode::NotFound));
    QCOMPARE(outcome(answerOf(lab.standIns().mint("d-1", "other"))), name(ErrorCode::NotFound));
}

void StandInsTest::preview_namesAVariableThatIsMissing() {
    Lab lab;
    QVERIFY(lab.known());
    StandInSettings settings = lab.standIns().settings();
    settings.intune.devices = {device()};
    settings.intune.profiles.front().subjectName = "CN={{SerialNumber}}";
    lab.standIns().setSettings(settings);
    const auto wrong = answerOf(lab.standIns().preview("d-1", {}));
    QCOMPARE(outcome(wrong), name(ErrorCode::InvalidArgument));
    QVERIFY(wrong.error().detail.contains("SerialNumber"));
    settings.intune.devices.front().values["SerialNumber"] = "S-1";
    lab.standIns().setSettings(settings);
    const auto good = answerOf(lab.standIns().preview("d-1", {}));
    QCOMPARE(outcome(good), "ok");
    QCOMPARE(qt(good->subject), QStringLiteral("CN=S-1"));
}

void StandInsTest::useFor_setsUpAGate_data() {
    QTest::addColumn<bool>("alone");
    QTest::newRow("alone") << true;
    QTest::newRow("beside") << false;
}

void StandInsTest::useFor_setsUpAGate() {
    QFETCH(bool, alone);
    Lab lab;
    QVERIFY(lab.useFreePorts(true));
    QVERIFY(lab.start(kIntune));
    QVERIFY(lab.start(kMdm));
    const std::string endpoint = lab.bench->endpoints().list()->front().name;
    QCOMPARE(outcome(answerOf(lab.standIns().useFor(kMdm, endpoint, alone))), "ok");
    auto stored = lab.bench->endpoints().show(endpoint);
    QCOMPARE(stored->settings.gates.size(), std::size_t{alone ? 1U : 2U});
    const challenge::Gate gate = stored->settings.gates.back();
    const auto& webhook = std::get<challenge::WebhookGate>(gate.settings);
    QCOMPARE(qt(webhook.url), qt(lab.standIns().view(kMdm).url));
    QVERIFY(webhook.rootPems == std::vector{lab.standIns().view(kMdm).rootPem});
    const SecretBytes* secret = challenge::findSecret(stored->secrets, gate.name, "hmac");
    QVERIFY(secret != nullptr && secret->text() == lab.standIns().secret(kMdm)->text());

    // Once more: the same gate, set up anew.
    QCOMPARE(outcome(answerOf(lab.standIns().useFor(kMdm, endpoint, alone))), "ok");
    stored = lab.bench->endpoints().show(endpoint);
    QCOMPARE(stored->settings.gates.size(), std::size_t{alone ? 1U : 2U});

    QCOMPARE(outcome(answerOf(lab.standIns().useFor(kIntune, endpoint, true))), "ok");
    stored = lab.bench->endpoints().show(endpoint);
    QCOMPARE(stored->settings.gates.size(), std::size_t{1});
    const auto& intune = std::get<challenge::IntuneGate>(stored->settings.gates.front().settings);
    QCOMPARE(qt(intune.authorityUrl), qt(lab.standIns().view(kIntune).url));
    QCOMPARE(stored->secrets.size(), std::size_t{1});
    QCOMPARE(outcome(answerOf(lab.standIns().useFor(kMdm, "no-endpoint", true))),
             name(ErrorCode::NotFound));
}

void StandInsTest::useFor_wantsARunningStandIn() {
    Lab lab;
    QVERIFY(lab.known());
    const std::string endpoint = lab.bench->endpoints().list()->front().name;
    QCOMPARE(outcome(answerOf(lab.standIns().useFor(kMdm, endpoint, true))),
             name(ErrorCode::Conflict));
}

void StandInsTest::revocations_areAskedForWhileItRuns() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    lab.standIns().requestRevocation("0A");
    QVERIFY(lab.standIns().openRevocations().empty());
    QVERIFY(lab.start(kIntune));
    lab.standIns().requestRevocation("0A");
    QCOMPARE(lab.standIns().openRevocations().size(), std::size_t{1});
    QCOMPARE(qt(lab.standIns().openRevocations().front().serialNumber), QStringLiteral("0A"));
    QVERIFY(lab.standIns().revocationResults().empty());
}

void StandInsTest::jamf_tellsWhyThereIsNoCode() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    QVERIFY(lab.start(kMdm));
    auto question = std::make_shared<standin::JamfQuestion>();
    question->url = lab.standIns().view(kMdm).url; // another kind of webhook
    const auto answer = answerOf(lab.standIns().askJamf(QStringLiteral("Asking"), question));
    QCOMPARE(outcome(answer), name(ErrorCode::HttpStatus));
}

void StandInsTest::close_takesOneThatIsJustStarting() {
    Lab lab;
    QVERIFY(lab.useFreePorts());
    lab.standIns().start(kIntune);
    const QSignalSpy closed(lab.session.get(), &Session::closed);
    lab.session->close();
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 20'000);
    lab.close();
}

QTEST_GUILESS_MAIN(StandInsTest)
#include "tst_standins.moc"
