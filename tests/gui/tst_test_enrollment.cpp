// SPDX-License-Identifier: GPL-3.0-or-later
// The Test enrollment page in the real window, against the window's own responder and others.
#include "support/test_window.h"

#include "base/encoding.h"
#include "dialogs/traffic_window.h"
#include "models/list_model.h"
#include "pages/test_enrollment_page.h"
#include "support/lab_workspace.h"
#include "widgets/exchange_detail.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/state_pill.h"
#include "widgets/step_list.h"
#include "widgets/traffic_view.h"
#include "workbench/test_enrollment.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStringConverter>
#include <QTableView>
#include <QTcpServer>
#include <QTcpSocket>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using ui::ObjectRef;
using ui::PageId;
using workbench::TestRun;
using workbench::TestState;

namespace {

constexpr int kPatienceMs = 60'000;

/// Takes connections and never answers.
class Silent {
public:
    Silent() {
        if (!m_server.listen(QHostAddress::LocalHost)) qFatal("no port to listen on");
    }
    [[nodiscard]] QString url(const char* scheme = "http") const {
        return QStringLiteral("%1://127.0.0.1:%2/scep")
            .arg(QLatin1String(scheme))
            .arg(m_server.serverPort());
    }
    [[nodiscard]] bool wasAsked() { return m_server.hasPendingConnections(); }

private:
    QTcpServer m_server;
};

/// The admin page of an NDES as Windows serves it, with this code: UTF-16LE, for a user with Basic.
class NdesServer {
public:
    NdesServer(const std::string& code, const QByteArray& login)
        : m_login("Authorization: Basic " + login.toBase64() + "\r\n") {
        QFile file(QStringLiteral(SCEPTER_TEST_DATA "/ndes/one-time.html"));
        if (!file.open(QIODevice::ReadOnly) || !m_server.listen(QHostAddress::LocalHost))
            qFatal("no page, or no port to listen on");
        QString page = QString::fromUtf8(file.readAll());
        page.replace(QStringLiteral("1ED0DD50F7459D6E"), QString::fromStdString(code));
        QStringEncoder encode(QStringConverter::Utf16LE);
        m_page = encode(page);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { take(); });
    }
    [[nodiscard]] QString url() const {
        return QStringLiteral("http://127.0.0.1:%1/certsrv/mscep_admin/")
            .arg(m_server.serverPort());
    }
    [[nodiscard]] int handedOut() const { return m_handedOut; }

private:
    void take() {
        QTcpSocket* const socket = m_server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            const QByteArray head = socket->peek(socket->bytesAvailable());
            if (!head.contains("\r\n\r\n")) return;
            socket->readAll();
            if (head.contains(m_login)) {
                ++m_handedOut;
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " +
                              QByteArray::number(m_page.size()) + "\r\n\r\n" + m_page);
            } else {
                socket->write("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"ndes\""
                              "\r\nContent-Length: 0\r\n\r\n");
            }
        });
    }

    QTcpServer m_server;
    QByteArray m_login;
    QByteArray m_page;
    int m_handedOut = 0;
};

} // namespace

class TestEnrollmentTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SteppingClock> m_clock;
    std::unique_ptr<LabWorkspace> m_workspace;
    std::unique_ptr<TestWindow> m_window;

    template <class Widget = QWidget> Widget* find(const char* name) {
        return m_window->find<Widget>(QLatin1String(name));
    }
    QAction* action(const char* id) { return m_window->action(QLatin1String(id)); }
    workbench::TestEnrollments& tests() { return m_window->session().testEnrollments(); }
    const TestRun& last() {
        if (tests().runs().empty()) qFatal("nothing was run");
        return tests().runs().back();
    }
    void chooseEndpoint(const QString& name) {
        find<QRadioButton>("testHere")->setChecked(true);
        auto* endpoints = find<QComboBox>("testEndpoint");
        const int at = endpoints->findData(name);
        if (at < 0) qFatal("no endpoint %s", qPrintable(name));
        endpoints->setCurrentIndex(at);
    }
    void chooseUrl(const QString& url) {
        find<QRadioButton>("testOther")->setChecked(true);
        find<QLineEdit>("testUrl")->setText(url);
    }
    void typeChallenge(const QString& challenge) {
        auto* kinds = find<QComboBox>("testChallengeKind");
        kinds->setCurrentIndex(
            kinds->findData(static_cast<int>(workbench::TestChallengeKind::Typed)));
        find<QLineEdit>("testChallenge")->setText(challenge);
    }
    void askNdes(const NdesServer& ndes, const QString& password) {
        auto* kinds = find<QComboBox>("testChallengeKind");
        kinds->setCurrentIndex(
            kinds->findData(static_cast<int>(workbench::TestChallengeKind::NdesPage)));
        find<QLineEdit>("testNdesUrl")->setText(ndes.url());
        find<QLineEdit>("testNdesUser")->setText(QStringLiteral("mdm"));
        find<QLineEdit>("testNdesPassword")->setText(password);
    }
    [[nodiscard]] bool waitFor(TestState state) {
        return QTest::qWaitFor([&] { return last().state == state; }, kPatienceMs);
    }
    [[nodiscard]] bool waitUntilOver() {
        return QTest::qWaitFor([&] { return last().isOver(); }, kPatienceMs);
    }
    /// Runs what the form says to its end.
    [[nodiscard]] bool run() {
        if (!action("test.run")->isEnabled()) return false;
        action("test.run")->trigger();
        return waitUntilOver();
    }
    QString word() { return find<ui::StatePill>("testState")->look().word; }
    QStringList steps() {
        QStringList names;
        const auto* list = find<ui::StepList>("steps");
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            names.append(list->topLevelItem(i)->text(1));
        return names;
    }

private Q_SLOTS:
    void init() {
        m_clock = std::make_unique<SteppingClock>();
        m_workspace = std::make_unique<LabWorkspace>();
        m_window = std::make_unique<TestWindow>(*m_clock);
        QVERIFY(m_window->show());
        QVERIFY(m_window->open(m_workspace->path()));
        QVERIFY(m_window->serve());
        QVERIFY(m_window->go(PageId::TestEnrollment));
        auto* history = find<QTableView>("testHistory");
        new QAbstractItemModelTester(
            history->model(), QAbstractItemModelTester::FailureReportingMode::Fatal, history);
    }
    void cleanup() {
        m_window.reset();
        m_workspace.reset();
    }

    void run_enrollsHereStepByStep() {
        QVERIFY(run());
        QCOMPARE(word(), QStringLiteral("Issued"));
        QCOMPARE(last().passed(), std::optional(true));
        for (const char* name : {"GetCACaps", "GetCACert", "Key", "PKCSReq", "certificate"})
            QVERIFY2(steps().contains(QLatin1String(name)), name);
        QVERIFY(last().certificate.has_value());
        QVERIFY(last().certificate->publicKey() == last().key->publicKey());
        QCOMPARE(find<QTableView>("testHistory")->model()->rowCount(), 1);
        // The ledger has it too.
        action("test.certificate")->trigger();
        QTRY_COMPARE(m_window->window().navigator().current().kind, ObjectRef::Kind::Certificate);
    }

    void run_isBlockedWithAReason() {
        chooseUrl(QStringLiteral("nowhere"));
        QVERIFY(!action("test.run")->isEnabled());
        QVERIFY(action("test.run")->toolTip().contains(QStringLiteral("URL")));
        chooseEndpoint(QStringLiteral("static"));
        QVERIFY(action("test.run")->isEnabled());
        find<QLineEdit>("testSubject")->setText(QStringLiteral("no name"));
        QVERIFY(!action("test.run")->isEnabled());
        find<QLineEdit>("testSubject")->setText(QStringLiteral("CN=a"));
        m_window->session().stopResponder();
        QTRY_VERIFY(!action("test.run")->isEnabled());
        QTRY_VERIFY(find<QPushButton>("testStart")->isVisible());
    }

    void run_showsWhatWasSentBack() {
        typeChallenge(QStringLiteral("ABCD-EFGH"));
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Refused);
        QCOMPARE(last().passed(), std::optional(false));
        QCOMPARE(last().failInfo, std::optional(FailInfo::BadRequest));
        QVERIFY(find<QLabel>("testSentence")->text().contains(QStringLiteral("challenge")));
    }

    void misbehavior_passesWhenItIsRefused() {
        find<QCheckBox>("testMisbehave-bad-signature")->setChecked(true);
        QVERIFY(run());
        QCOMPARE(last().passed(), std::optional(true));
        QCOMPARE(word(), QStringLiteral("Refused, as expected"));
    }

    void pending_isApprovedHere() {
        chooseEndpoint(QStringLiteral("manual"));
        action("test.run")->trigger();
        QVERIFY(waitFor(TestState::Waiting));
        QCOMPARE(word(), QStringLiteral("Pending"));
        QVERIFY(find<ui::InlineNote>("testWait")->text().contains(QStringLiteral("Poll 1 of 10")));
        QVERIFY(action("test.approve")->isEnabled());
        action("test.approve")->trigger();
        QVERIFY(waitUntilOver());
        QCOMPARE(last().state, TestState::Issued);
        QVERIFY(steps().contains(QStringLiteral("CertPoll")));
    }

    void pending_canBePolledLater() {
        chooseEndpoint(QStringLiteral("manual"));
        find<QSpinBox>("testPolls")->setValue(0);
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Pending);
        QCOMPARE(last().passed(), std::nullopt);
        QVERIFY(!action("test.renew")->isEnabled());
    }

    void cancel_endsTheRun() {
        Silent silent;
        chooseUrl(silent.url());
        action("test.run")->trigger();
        QTRY_VERIFY(silent.wasAsked());
        QVERIFY(action("test.cancel")->isEnabled());
        action("test.cancel")->trigger();
        QVERIFY(waitUntilOver());
        QCOMPARE(last().state, TestState::Cancelled);
        QCOMPARE(last().passed(), std::nullopt);
        QCOMPARE(word(), QStringLiteral("Cancelled"));
    }

    void run_saysThatNobodyIsThere() {
        QString gone;
        {
            const Silent silent;
            gone = silent.url();
        }
        chooseUrl(gone);
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Failed);
        QCOMPARE(last().error->code, ErrorCode::Unreachable);
        QVERIFY(!find<QLabel>("testSentence")->text().isEmpty());
    }

    void run_saysThatTlsFailed() {
        // Plain HTTP where TLS was asked for.
        QString url = QString::fromStdString(m_window->session().responder().url);
        chooseUrl(url.replace(QStringLiteral("http:"), QStringLiteral("https:")) +
                  QStringLiteral("/scep"));
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Failed);
        QCOMPARE(last().error->code, ErrorCode::TlsFailed);
    }

    void run_comparesTheFingerprint() {
        chooseUrl(QString::fromStdString(m_window->session().responder().url) +
                  QStringLiteral("/scep"));
        find<QLineEdit>("testFingerprint")->setText(QStringLiteral("00").repeated(32));
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Failed);
        QCOMPARE(last().error->code, ErrorCode::ChainUntrusted);
    }

    void run_encryptsToWhomItIsTold() {
        find<QLineEdit>("testEncryptTo")->setText(QStringLiteral("9C:1B"));
        QVERIFY(!action("test.run")->isEnabled());
        find<QLineEdit>("testEncryptTo")->setText(QStringLiteral("00").repeated(32));
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Failed);
        QCOMPARE(last().error->code, ErrorCode::NotFound);
        const auto workbench = m_workspace->open(*m_clock);
        const auto authority = workbench->authorities().overview()->front();
        find<QLineEdit>("testEncryptTo")
            ->setText(QString::fromStdString(toHex(authority.current()->ra->fingerprint())));
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Issued);
    }

    void run_saysThatTheCaHasEnded() {
        m_clock->advance(std::chrono::days{365 * 40});
        QVERIFY(run());
        QVERIFY(last().state != TestState::Issued);
        QVERIFY(!last().remarks.empty());
        QCOMPARE(last().remarks.front(), std::string("The CA certificate is not valid now."));
    }

    void renew_usesTheCertificate() {
        QVERIFY(run());
        const pki::Certificate first = *last().certificate;
        action("test.renew")->trigger();
        QVERIFY(find("testRenews")->isVisible());
        QVERIFY(run());
        QVERIFY(last().spec.renewed != nullptr);
        QVERIFY(last().spec.renewed->certificate == first);
        QVERIFY(steps().contains(QStringLiteral("RenewalReq")));
        QCOMPARE(last().state, TestState::Issued);
    }

    void runAgain_repeatsTheSameRun() {
        QVERIFY(run());
        action("test.runAgain")->trigger();
        QTRY_COMPARE(tests().runs().size(), std::size_t{2});
        QVERIFY(waitUntilOver());
        QCOMPARE(last().state, TestState::Issued); // with a code of its own
        QCOMPARE(find<QTableView>("testHistory")->model()->rowCount(), 2);
    }

    void openStep_showsItDecodedWithTheKeyOfTheTest() {
        QVERIFY(run());
        auto* list = find<ui::StepList>("steps");
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            if (list->topLevelItem(i)->text(1) == QLatin1String("CertRep"))
                list->setCurrentItem(list->topLevelItem(i));
        QVERIFY(action("test.openStep")->isEnabled());
        action("test.openStep")->trigger();
        auto* opened = m_window->window().findChild<ui::TrafficWindow*>();
        QVERIFY(opened != nullptr);
        QTRY_VERIFY(opened->view() != nullptr);
        QTRY_VERIFY(opened->view()->detail().read() != nullptr);
        const auto& reply = opened->view()->detail().read()->reply;
        QVERIFY(!reply.facts.envelopes.empty());
        QVERIFY(!reply.facts.envelopes.front().openedBy.empty());
        opened->close();
    }

    void sendAgain_isOneMoreStepOfTheRun() {
        QVERIFY(!action("test.sendAgain")->isEnabled());
        action("test.run")->trigger();
        QVERIFY(!last().isOver());
        QVERIFY(!action("test.sendAgain")->isEnabled());
        QVERIFY(action("test.sendAgain")->toolTip().contains(QStringLiteral("not over")));
        QVERIFY(waitUntilOver());
        auto* list = find<ui::StepList>("steps");
        const auto choose = [list](QLatin1String name) {
            for (int i = 0; i < list->topLevelItemCount(); ++i)
                if (list->topLevelItem(i)->text(1) == name)
                    list->setCurrentItem(list->topLevelItem(i));
        };
        choose(QLatin1String("Key")); // it has no bytes
        QVERIFY(!action("test.sendAgain")->isEnabled());
        choose(QLatin1String("PKCSReq"));
        QVERIFY(action("test.sendAgain")->isEnabled());
        QVERIFY(list->actions().contains(action("test.sendAgain")));
        const int before = list->topLevelItemCount();
        action("test.sendAgain")->trigger();
        QVERIFY(!action("test.sendAgain")->isEnabled()); // one at a time
        QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), before + 1, kPatienceMs);
        const auto* step = list->topLevelItem(before);
        QCOMPARE(step->text(1), QStringLiteral("Sent again: PKCSReq"));
        QVERIFY2(step->text(3).contains(QStringLiteral(": same, certificate ")),
                 qPrintable(step->text(3)));
        QVERIFY(action("test.sendAgain")->isEnabled());
        QCOMPARE(last().state, TestState::Issued);
    }

    void save_writesWhatOpensslOpens() {
        QVERIFY(run());
        action("test.save")->trigger();
        find<QLineEdit>("testSavePassphrase")->setText(QStringLiteral("a passphrase"));
        const QString file = m_workspace->file(QStringLiteral("test.p12"));
        m_window->desktop().answer(file);
        find<QPushButton>("testSavePkcs12")->click();
        QTRY_VERIFY(QFile::exists(file));
        QVERIFY(m_window->waitIdle());
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("pkcs12"), QStringLiteral("-in"), file,
                       QStringLiteral("-passin"), QStringLiteral("pass:a passphrase"),
                       QStringLiteral("-nodes")});
        QVERIFY(openssl.waitForFinished());
        const QByteArray said = openssl.readAllStandardOutput();
        QCOMPARE(openssl.exitCode(), 0);
        QVERIFY(said.contains("BEGIN PRIVATE KEY"));
        QVERIFY(said.count("BEGIN CERTIFICATE") >= 2);
        QVERIFY(QFile::permissions(file).testFlag(QFile::ReadOwner));
        QVERIFY(!QFile::permissions(file).testFlag(QFile::ReadOther));
        QVERIFY(!find("testSavePanel")->isVisible());
    }

    void mintedCode_isTakenOver() {
        tests().offerChallenge(std::make_shared<const SecretBytes>(std::string_view("K7QF-2M9D")),
                               "static");
        QCOMPARE(find<QLineEdit>("testChallenge")->text(), QStringLiteral("K7QF-2M9D"));
        QCOMPARE(find<QLineEdit>("testChallenge")->echoMode(), QLineEdit::Password);
        QCOMPARE(find<QComboBox>("testEndpoint")->currentData().toString(),
                 QStringLiteral("static"));
        QVERIFY(!tests().takeOffer());
    }

    void mint_putsAFreshCodeIntoTheField() {
        typeChallenge({});
        find<QPushButton>("testMint")->click();
        QTRY_VERIFY(!find<QLineEdit>("testChallenge")->text().isEmpty());
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Issued);
    }

    void ndes_givesTheChallenge() {
        const NdesServer ndes(staticChallenge(*m_workspace->open(*m_clock)), "mdm:sesame");
        chooseEndpoint(QStringLiteral("static"));
        askNdes(ndes, QStringLiteral("sesame"));
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Issued);
        QCOMPARE(ndes.handedOut(), 1);
    }

    void ndes_refusesTheLogin() {
        const NdesServer ndes("unused", "mdm:sesame");
        chooseEndpoint(QStringLiteral("static"));
        askNdes(ndes, QStringLiteral("guessed"));
        QVERIFY(run());
        QCOMPARE(last().state, TestState::Failed);
        QCOMPARE(ndes.handedOut(), 0);
        QVERIFY2(find<QLabel>("testSentence")->text().contains(QStringLiteral("password")),
                 qPrintable(find<QLabel>("testSentence")->text()));
        QVERIFY(!find<QLabel>("testSentence")->text().contains(QStringLiteral("guessed")));
    }

    void workspace_closesWhileARunWaits() {
        chooseEndpoint(QStringLiteral("manual"));
        action("test.run")->trigger();
        QVERIFY(waitFor(TestState::Waiting));
        m_window->action(QStringLiteral("file.close"))->trigger();
        QTRY_VERIFY(m_window->window().session() == nullptr);
    }
};

QTEST_MAIN(TestEnrollmentTest)
#include "tst_test_enrollment.moc"
