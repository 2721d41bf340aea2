// The wizard that makes a workspace, in the window, with real files.
#include "dialogs/setup_wizard.h"
#include "http/local_address.h"
#include "support/test_window.h"
#include "widgets/inline_note.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTcpServer>
#include <QtTest>

using namespace scepter;
using namespace scepter::test;

namespace {

constexpr int kPatienceMs = 30000;

/// A window at its start screen, with a data folder of its own.
class Stage {
public:
    Stage()
        : window(clock) {
        qputenv("XDG_DATA_HOME", m_data.path().toUtf8());
        ready = window.show();
        window.window().showStart();
    }

    [[nodiscard]] QString file(const char* name) const {
        return m_folder.filePath(QString::fromUtf8(name));
    }
    [[nodiscard]] QString data(const char* name) const {
        return m_data.filePath(QString::fromUtf8(name));
    }
    [[nodiscard]] QStringList names() const {
        return QDir(m_folder.path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }
    template <class Widget = QWidget> Widget* find(const char* name) {
        return window.find<Widget>(QString::fromUtf8(name));
    }
    void click(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void choose(const char* name) { find<QAbstractButton>(name)->click(); }
    void type(const char* name, const QString& text) {
        auto* field = find<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    [[nodiscard]] QString note(const char* name) { return find<ui::InlineNote>(name)->text(); }
    [[nodiscard]] bool mayGoOn() { return find<QPushButton>("setupNext")->isEnabled(); }
    /// Waits until one may go on, and goes.
    [[nodiscard]] bool next() {
        if (!QTest::qWaitFor([this] { return mayGoOn(); }, kPatienceMs)) return false;
        click("setupNext");
        return true;
    }
    /// Opens the wizard, names the file and goes to the page of the CA.
    [[nodiscard]] bool startAt(const QString& path) {
        click("startNew");
        type("setupPath", path);
        return next();
    }
    void useEcKey() { find<QComboBox>("setupKey")->setCurrentIndex(3); }
    [[nodiscard]] bool isOpen() {
        auto* session = window.window().session();
        return session != nullptr && session->status().has_value();
    }
    [[nodiscard]] QString openssl(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments);
        process.waitForFinished(kPatienceMs);
        return process.exitCode() == 0
                   ? QString::fromUtf8(process.readAllStandardOutput())
                   : QStringLiteral("FAILED: ") + QString::fromUtf8(process.readAllStandardError());
    }

    SteppingClock clock;
    TestWindow window;
    bool ready = false;

private:
    QTemporaryDir m_folder;
    QTemporaryDir m_data;
};

} // namespace

class SetupWizardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wizard_makesAWorkspaceAndServes();
    void wizard_writesNothingBeforeTheLastPage();
    void wizard_keepsWhatWasTypedWhenClosed();
    void cancel_leavesNothingBehind();
    void place_isJudgedWhileTyping();
    void passphrase_mustBeTypedTwiceAndLongEnough();
    void passphrase_keptByTheOperatorMakesNoKeyFile();
    void import_saysWhatIsWrongAndWhatItFound();
    void outsideRoot_givesACsrThatOpensslReads();
    void ra_missingWithAnEcKeyIsWarnedOf();
    void port_inUseIsSaid();
    void address_ofANetworkIsExposed();
    void lab_isMadeAtOneClickAndOpenedAtTheNext();
    void failure_isToldAndCanBeMended();
};

void SetupWizardTest::wizard_makesAWorkspaceAndServes() {
    Stage stage;
    QVERIFY(stage.ready);
    QVERIFY(stage.startAt(stage.file("new/ca.scepter")));
    stage.type("setupName", QStringLiteral("Test CA"));
    QCOMPARE(stage.note("setupNameNote"), QStringLiteral("Subject of the certificate: CN=Test CA"));
    stage.useEcKey();
    QVERIFY(stage.next());
    stage.choose("setupByHand");
    QVERIFY(stage.next());
    const auto sentences = stage.find("setupSentences")->findChildren<QLabel*>();
    QString all;
    for (const QLabel* label : sentences)
        all += label->text() + QLatin1Char('\n');
    QVERIFY(all.contains(stage.file("new/ca.scepter")));
    QVERIFY(all.contains(QStringLiteral("CN=Test CA")));
    QVERIFY(all.contains(QStringLiteral("waits until you approve")));
    QVERIFY(stage.next());
    QTRY_VERIFY_WITH_TIMEOUT(stage.isOpen(), kPatienceMs);
    const auto& status = stage.window.session().status();
    QCOMPARE(status->endpoints.size(), std::size_t{1});
    QCOMPARE(status->endpoints.front().path, std::string("/scep/manual"));
    QCOMPARE(status->authorities.front().name, std::string("test-ca"));
    using State = workbench::ResponderView::State;
    QTRY_COMPARE_WITH_TIMEOUT(stage.window.session().responder().state, State::Running,
                              kPatienceMs);
    QVERIFY(stage.names() == QStringList{QStringLiteral("new")});
    QVERIFY(QFile::exists(stage.file("new/ca.scepter.key")));
}

void SetupWizardTest::wizard_writesNothingBeforeTheLastPage() {
    Stage stage;
    QVERIFY(stage.startAt(stage.file("ca.scepter")));
    QCOMPARE(stage.names(), QStringList());
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QVERIFY(stage.find("setupReviewPage")->isVisible());
    QCOMPARE(stage.names(), QStringList());
    for (const char* page : {"setupResponderPage", "setupCaPage", "setupWorkspacePage"}) {
        stage.click("setupBack");
        QVERIFY2(stage.find(page)->isVisible(), page);
    }
    QVERIFY(!stage.find<QPushButton>("setupBack")->isEnabled());
}

void SetupWizardTest::wizard_keepsWhatWasTypedWhenClosed() {
    Stage stage;
    QVERIFY(stage.startAt(stage.file("ca.scepter")));
    stage.type("setupName", QStringLiteral("Half typed"));
    QTest::keyClick(stage.find("setupWizard"), Qt::Key_Escape);
    QVERIFY(!stage.find("setupWizard")->isVisible());
    stage.click("startNew");
    QVERIFY(stage.find("setupWizard")->isVisible());
    QCOMPARE(stage.find<QLineEdit>("setupName")->text(), QStringLiteral("Half typed"));
}

void SetupWizardTest::cancel_leavesNothingBehind() {
    Stage stage;
    QVERIFY(stage.startAt(stage.file("a/b/ca.scepter")));
    stage.find<QComboBox>("setupKey")->setCurrentIndex(2); // RSA 4096: takes long enough
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QVERIFY(stage.find<ui::SetupWizard>("setupWizard")->isRunning());
    stage.click("setupCancel");
    QTRY_VERIFY_WITH_TIMEOUT(!stage.find<ui::SetupWizard>("setupWizard")->isRunning(), kPatienceMs);
    QVERIFY(stage.find("setupMessages")->isVisible());
    QCOMPARE(stage.names(), QStringList());
    QVERIFY(stage.window.window().session() == nullptr);
    QVERIFY(stage.find<QPushButton>("setupBack")->isEnabled());
}

void SetupWizardTest::place_isJudgedWhileTyping() {
    Stage stage;
    QFile taken(stage.file("taken.scepter"));
    QVERIFY(taken.open(QIODevice::WriteOnly));
    QFile lone(stage.file("lone.scepter.key"));
    QVERIFY(lone.open(QIODevice::WriteOnly));
    stage.click("startNew");
    const auto says = [&stage](const char* name, const char* words) {
        stage.type("setupPath", stage.file(name));
        return QTest::qWaitFor(
            [&] { return stage.note("setupPlaceNote").contains(QString::fromUtf8(words)); },
            kPatienceMs);
    };
    QVERIFY(says("taken.scepter", "is there already"));
    QVERIFY(!stage.mayGoOn());
    QVERIFY(says("lone.scepter", "without its workspace"));
    QVERIFY(!stage.mayGoOn());
    QVERIFY(says("taken.scepter/x", "a part of it is a file"));
    QVERIFY(!stage.mayGoOn());
    QVERIFY(says("sub/new.scepter", "will be made"));
    QTRY_VERIFY(stage.mayGoOn());
    QVERIFY(says("new.scepter", "can be made there"));
    QTRY_VERIFY(stage.mayGoOn());
    stage.find<QLineEdit>("setupPath")->clear();
    stage.type("setupPath", QStringLiteral(" "));
    QTRY_VERIFY(stage.note("setupPlaceNote").contains(QStringLiteral("name")));
    QVERIFY(!stage.mayGoOn());
}

void SetupWizardTest::passphrase_mustBeTypedTwiceAndLongEnough() {
    Stage stage;
    stage.click("startNew");
    stage.choose("setupOwnPassphrase");
    QVERIFY(!stage.mayGoOn());
    stage.type("setupPassphrase", QStringLiteral("short"));
    QVERIFY(stage.note("setupPassphraseNote").contains(QStringLiteral("at least 8")));
    QVERIFY(!stage.mayGoOn());
    stage.type("setupPassphrase", QStringLiteral("correct horse battery"));
    QVERIFY(stage.note("setupPassphraseNote").contains(QStringLiteral("once more")));
    stage.type("setupPassphraseAgain", QStringLiteral("correct horse batterz"));
    QVERIFY(stage.note("setupPassphraseNote").contains(QStringLiteral("not the same")));
    QVERIFY(!stage.mayGoOn());
    stage.type("setupPassphraseAgain", QStringLiteral("correct horse battery"));
    QTRY_VERIFY(stage.mayGoOn());
    // A window that is closed keeps no passphrase.
    QTest::keyClick(stage.find("setupWizard"), Qt::Key_Escape);
    QVERIFY(stage.find<QLineEdit>("setupPassphrase")->text().isEmpty());
}

void SetupWizardTest::passphrase_keptByTheOperatorMakesNoKeyFile() {
    Stage stage;
    stage.click("startNew");
    stage.type("setupPath", stage.file("ca.scepter"));
    stage.choose("setupOwnPassphrase");
    stage.type("setupPassphrase", QStringLiteral("correct horse battery"));
    stage.type("setupPassphraseAgain", QStringLiteral("correct horse battery"));
    QVERIFY(stage.next());
    stage.useEcKey();
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QTRY_VERIFY_WITH_TIMEOUT(stage.isOpen(), kPatienceMs);
    QVERIFY(!QFile::exists(stage.file("ca.scepter.key")));
    SystemClock clock;
    QVERIFY(workbench::Workbench::openWith(stage.file("ca.scepter").toStdString(),
                                           SecretBytes(std::string_view("correct horse battery")),
                                           "operator:ann", clock));
}

void SetupWizardTest::import_saysWhatIsWrongAndWhatItFound() {
    Stage stage;
    const auto split = [](const char* text) {
        return QString::fromUtf8(text).split(QLatin1Char(' '));
    };
    QVERIFY(!stage
                 .openssl(split("req -x509 -newkey rsa:2048 -noenc -keyout key.pem -out ca.pem "
                                "-days 3650 -subj /O=Example/CN=Imported"))
                 .startsWith(QStringLiteral("FAILED")));
    QVERIFY(!stage
                 .openssl(split("pkcs12 -export -in ca.pem -inkey key.pem -out ca.p12 -passout "
                                "pass:secret"))
                 .startsWith(QStringLiteral("FAILED")));
    stage.clock.set(SystemClock().now()); // by which openssl has dated the certificate
    QVERIFY(stage.startAt(stage.file("ca.scepter")));
    stage.choose("setupImport");
    QVERIFY(!stage.mayGoOn());
    QFile letter(stage.file("letter"));
    QVERIFY(letter.open(QIODevice::WriteOnly) && letter.write("Dear Sir") == 8);
    letter.close();
    stage.type("setupImportFile", letter.fileName());
    QTRY_VERIFY(stage.note("setupImportNote").contains(QStringLiteral("neither PEM nor PKCS#12")));
    stage.type("setupImportFile", stage.file("ca.pem"));
    QTRY_VERIFY(stage.note("setupImportNote").contains(QStringLiteral("no private key")));
    stage.window.desktop().answer(stage.file("ca.p12"));
    stage.click("setupImportFileBrowse");
    QTRY_VERIFY(stage.note("setupImportNote").contains(QStringLiteral("is protected")));
    stage.type("setupImportPassphrase", QStringLiteral("guess"));
    QTRY_VERIFY(stage.note("setupImportNote").contains(QStringLiteral("does not open")));
    QVERIFY(!stage.mayGoOn());
    stage.type("setupImportPassphrase", QStringLiteral("secret"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.mayGoOn(), kPatienceMs);
    QVERIFY(stage.find("setupImportFacts")->isVisible());
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QTRY_VERIFY_WITH_TIMEOUT(stage.isOpen(), kPatienceMs);
    const auto* current = stage.window.session().status()->authorities.front().current();
    QVERIFY(current != nullptr);
    QCOMPARE(current->ca->subject().toText(), std::string("CN=Imported,O=Example"));
}

void SetupWizardTest::outsideRoot_givesACsrThatOpensslReads() {
    Stage stage;
    QVERIFY(stage.startAt(stage.file("ca.scepter")));
    stage.choose("setupOutsideRoot");
    stage.type("setupName", QStringLiteral("CN=Sub CA,O=Example"));
    stage.useEcKey();
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("setupCsr")->isVisible(), kPatienceMs);
    QVERIFY(stage.window.window().session() == nullptr);
    stage.window.desktop().answer(stage.file("request.pem"));
    stage.click("setupCsrSave");
    QTRY_VERIFY(stage.note("setupCsrNote").contains(QStringLiteral("request.pem")));
    const QString said = stage.openssl({QStringLiteral("req"), QStringLiteral("-in"),
                                        QStringLiteral("request.pem"), QStringLiteral("-noout"),
                                        QStringLiteral("-verify"), QStringLiteral("-subject")});
    QVERIFY2(said.contains(QStringLiteral("O = Example, CN = Sub CA")), qPrintable(said));
    stage.click("setupNext");
    QTRY_VERIFY_WITH_TIMEOUT(stage.isOpen(), kPatienceMs);
    QVERIFY(stage.window.session().status()->authorities.front().current() == nullptr);
}

void SetupWizardTest::ra_missingWithAnEcKeyIsWarnedOf() {
    Stage stage;
    QVERIFY(stage.startAt(stage.file("ca.scepter")));
    stage.choose("setupRa");
    QCOMPARE(stage.find<ui::InlineNote>("setupRaNote")->tone(), ui::Tone::Info);
    stage.useEcKey();
    QCOMPARE(stage.find<ui::InlineNote>("setupRaNote")->tone(), ui::Tone::Warning);
    QVERIFY(stage.next());
    QVERIFY(stage.note("setupEnrollNote").contains(QStringLiteral("Nobody could enroll")));
    stage.choose("setupStatic");
    QVERIFY(stage.note("setupEnrollNote").contains(QStringLiteral("Only the static challenge")));
}

void SetupWizardTest::port_inUseIsSaid() {
    Stage stage;
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QVERIFY(stage.startAt(stage.file("ca.scepter")));
    QVERIFY(stage.next());
    auto* port = stage.find<QSpinBox>("setupPort");
    port->setValue(other.serverPort());
    QTRY_VERIFY(stage.note("setupPortNote").contains(QStringLiteral("Used by another program")));
    QVERIFY(port->value() == other.serverPort()); // what the operator typed stays
    other.close();
    stage.choose("setupByBoth"); // looks again
    QTRY_VERIFY(stage.note("setupPortNote").contains(QStringLiteral("Free")));
}

void SetupWizardTest::address_ofANetworkIsExposed() {
    Stage stage;
    QVERIFY(stage.startAt(stage.file("ca.scepter")));
    QVERIFY(stage.next());
    auto* address = stage.find<QComboBox>("setupAddress");
    QTRY_VERIFY(address->findData(QStringLiteral("0.0.0.0")) >= 0);
    QCOMPARE(address->currentData().toString(), QStringLiteral("127.0.0.1"));
    address->setCurrentIndex(address->findData(QStringLiteral("0.0.0.0")));
    QCOMPARE(stage.find<ui::InlineNote>("setupAddressNote")->tone(), ui::Tone::Warning);
    QVERIFY(stage.next());
    bool told = false;
    const auto sentences = stage.find("setupSentences")->findChildren<QLabel*>();
    for (const QLabel* label : sentences)
        told = told || label->text().contains(QStringLiteral("Exposed"));
    QVERIFY(told);
}

void SetupWizardTest::lab_isMadeAtOneClickAndOpenedAtTheNext() {
    Stage stage;
    stage.click("startLab");
    QTRY_VERIFY_WITH_TIMEOUT(stage.isOpen(), 4 * kPatienceMs);
    QVERIFY(QFile::exists(stage.data("scepter/lab.scepter")));
    QCOMPARE(stage.window.session().status()->endpoints.size(), std::size_t{3});
    stage.window.action(QStringLiteral("file.close"))->trigger();
    QVERIFY(stage.window.window().session() == nullptr);
    stage.click("startLab");
    QTRY_VERIFY_WITH_TIMEOUT(stage.isOpen(), kPatienceMs);
}

void SetupWizardTest::failure_isToldAndCanBeMended() {
    Stage stage;
    QVERIFY(stage.startAt(stage.file("ca.scepter")));
    stage.useEcKey();
    QVERIFY(stage.next());
    QVERIFY(stage.next());
    // Somebody takes the name after it was looked at.
    QFile taken(stage.file("ca.scepter"));
    QVERIFY(taken.open(QIODevice::WriteOnly));
    QVERIFY(stage.next());
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("setupMessages")->isVisible(), kPatienceMs);
    QVERIFY(taken.remove());
    QVERIFY(stage.next());
    QTRY_VERIFY_WITH_TIMEOUT(stage.isOpen(), kPatienceMs);
}

QTEST_MAIN(SetupWizardTest)

#include "tst_setup_wizard.moc"
