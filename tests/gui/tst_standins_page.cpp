// SPDX-License-Identifier: GPL-3.0-or-later
// The other party in a lab, by clicks: it runs, knows devices, fails on purpose, and decides.
#include "challenges_support.h"

#include "models/standin_call_model.h"
#include "pages/standin_tab.h"
#include "shell/list_page.h"
#include "shell/main_window.h"
#include "widgets/comparison_table.h"
#include "widgets/config_table.h"
#include "widgets/filter_row.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"
#include "widgets/state_pill.h"
#include "widgets/wrap_text.h"
#include "workbench/admin_settings.h"
#include "workbench/standins.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTcpServer>

#include <algorithm>

using namespace scepter;
using namespace scepter::test;
using ui::PageId;
using workbench::StandInKind;
using State = workbench::StandInView::State;

namespace {

constexpr int kPatience = 30'000;

QString q(const char* text) {
    return QString::fromUtf8(text);
}

class ChosenPath final : public ui::Desktop {
public:
    void chooseSaveFile(QWidget*, const QString&, const QString&, const QStringList&,
                        Chosen chosen) override {
        chosen(path);
    }
    void chooseOpenFile(QWidget*, const QString&, const QStringList&, Chosen chosen) override {
        chosen(path);
    }
    void openUrl(const QUrl&) override {}

    QString path;
};

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// The window on a workspace of its own, on the Stand-ins page.
class Stage {
public:
    Stage()
        : m_settings(file("settings.ini"), QSettings::IniFormat)
        , m_theme(*qApp)
        , m_clipboard(*QApplication::clipboard()) {
        m_theme.apply(ui::ColorMode::Light);
    }
    ~Stage() { m_window.reset(); }

    [[nodiscard]] bool open(bool serve = false) {
        static const MadeOnce made{{pki::KeyType::Rsa, 2048}}; // strongSwan knows no other here
        if (!made.copyTo(file("lab.scepter"))) return false;
        m_window = std::make_unique<ui::MainWindow>(
            ui::WindowParts{m_theme, m_settings, m_clipboard, desktop, m_clock, "operator:ann"});
        m_window->resize(1280, 800);
        m_window->show();
        responder::ResponderOptions options;
        options.port = 0;
        m_window->openWorkspace(file("lab.scepter"), serve, std::move(options));
        if (!QTest::qWaitFor([this] { return m_window->session() != nullptr; }, kPatience))
            return false;
        m_window->showPage(PageId::StandIns);
        if (!QTest::qWaitFor([this] { return standIns().isKnown(); }, kPatience)) return false;
        return QTest::qWaitFor(
            [this, serve] {
                return session().status().has_value() &&
                       (!serve || !session().responder().url.empty());
            },
            kPatience);
    }

    [[nodiscard]] QString file(const char* name) const { return m_folder.filePath(q(name)); }
    void write(const char* name, const QByteArray& content) const {
        QFile target(file(name));
        QVERIFY(target.open(QIODevice::WriteOnly));
        target.write(content);
    }
    [[nodiscard]] workbench::Session& session() const { return *m_window->session(); }
    [[nodiscard]] workbench::StandIns& standIns() const { return session().standIns(); }
    [[nodiscard]] ui::MainWindow& window() const { return *m_window; }
    [[nodiscard]] QAction& action(const char* id) const {
        return *m_window->actionCollection().action(q(id));
    }
    template <class T = QWidget> [[nodiscard]] T& get(const QString& name) const {
        auto* found = m_window->findChild<T*>(name);
        if (found == nullptr) qFatal("nothing is named %s", qPrintable(name));
        return *found;
    }
    template <class T = QWidget> [[nodiscard]] T& get(const char* name) const {
        return get<T>(q(name));
    }
    void type(const char* name, const QString& text) const {
        auto& edit = get<QLineEdit>(name);
        edit.setFocus();
        edit.selectAll();
        QTest::keyClicks(&edit, text);
    }
    void click(const char* name) const {
        auto& button = get<QAbstractButton>(name);
        QVERIFY2(button.isEnabled(), name);
        button.click();
    }
    void choose(const char* name, const QVariant& data) const {
        auto& combo = get<QComboBox>(name);
        const int at = combo.findData(data);
        QVERIFY2(at >= 0, name);
        combo.setCurrentIndex(at);
    }
    /// "intune", "mdm" or "jamf", and a part of it.
    void show(const char* tab, const char* part = nullptr) const {
        const QStringList names{q("intune"), q("mdm"), q("jamf")};
        get<QTabWidget>("standInTabs").setCurrentIndex(static_cast<int>(names.indexOf(q(tab))));
        if (part == nullptr) return;
        auto& parts = get<QTabWidget>(q(tab) + q("Parts"));
        for (int i = 0; i < parts.count(); ++i)
            if (parts.tabText(i) == q(part)) parts.setCurrentIndex(i);
        QCOMPARE(parts.tabText(parts.currentIndex()), q(part));
    }
    /// At a free port, by the settings.
    void useFreePort(const char* tab) const {
        show(tab, "Settings");
        get<QSpinBox>(q(tab) + q("Port")).setValue(0);
        get<QPushButton>(q(tab) + q("SettingsApply")).click();
    }
    [[nodiscard]] bool start(StandInKind kind) const {
        action("standins.start").trigger();
        return QTest::qWaitFor(
            [this, kind] { return standIns().view(kind).state == State::Running; }, kPatience);
    }
    [[nodiscard]] QString sentence(const char* list) const {
        auto& stack = *get<ui::ConfigTable>(list).parentWidget();
        for (const auto* one : stack.findChildren<ui::Placeholder*>())
            if (one->isVisible()) return one->sentence();
        return {};
    }
    [[nodiscard]] QString cell(const char* list, int row, int column) const {
        return get<ui::ConfigTable>(list).model()->index(row, column).data().toString();
    }
    [[nodiscard]] int rows(const char* list) const {
        return get<ui::ConfigTable>(list).model()->rowCount();
    }
    /// Whether the chosen device's request must ask for this.
    [[nodiscard]] bool expects(const QString& value) const {
        const auto texts = get("standInExpected").findChildren<ui::WrapText*>();
        return std::ranges::count(texts, value, &ui::WrapText::value) > 0;
    }
    /// The window goes on meanwhile: it is who answers.
    [[nodiscard]] Ran run(const QString& program, const QStringList& arguments) const {
        QProcess process;
        process.start(program, arguments);
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, kPatience))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    static QString clipboardText() { return QApplication::clipboard()->text(); }

    ChosenPath desktop;

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    QSettings m_settings;
    ui::Theme m_theme;
    ui::Clipboard m_clipboard;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace

class StandInsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void page_startsAndStopsAStandIn() {
        Stage stage;
        QVERIFY(stage.open());
        stage.useFreePort("intune");
        stage.show("intune", "Calls");
        QCOMPARE(stage.sentence("intuneCallList"), q("The stand-in does not run."));
        QVERIFY(!stage.action("standins.stop").isVisible());
        QVERIFY(!stage.action("standins.use").isEnabled());
        QVERIFY(stage.start(StandInKind::Intune));
        QCOMPARE(stage.get<ui::StatePill>("intuneState").look().word, q("Running"));
        QCOMPARE(stage.sentence("intuneCallList"), q("Nobody has asked yet."));
        stage.click("intuneUrlCopy");
        QCOMPARE(Stage::clipboardText().toStdString(),
                 stage.standIns().view(StandInKind::Intune).url);
        QVERIFY(!stage.action("standins.start").isVisible());
        stage.action("standins.stop").trigger();
        QTRY_COMPARE(stage.get<ui::StatePill>("intuneState").look().word, q("Stopped"));
    }

    void page_saysWhyAStandInWasNotStarted() {
        Stage stage;
        QVERIFY(stage.open());
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        stage.show("mdm", "Settings");
        stage.get<QSpinBox>("mdmPort").setValue(taken.serverPort());
        stage.click("mdmSettingsApply");
        stage.action("standins.start").trigger();
        QTRY_COMPARE(stage.get<ui::StatePill>("mdmState").look().word, q("Failed"));
        QVERIFY(stage.get<ui::InlineNote>("mdmNote").text().startsWith(q("It was not started.")));
        QVERIFY(stage.action("standins.start").isEnabled());
        taken.close();
        QVERIFY(stage.start(StandInKind::Mdm));
        QVERIFY(stage.get<ui::InlineNote>("mdmNote").text().isEmpty());
    }

    void page_warnsOfAnExposedAddress() {
        Stage stage;
        QVERIFY(stage.open());
        stage.useFreePort("mdm");
        stage.get<QComboBox>("mdmAddress").setEditText(q("nonsense"));
        QVERIFY(!stage.get<QPushButton>("mdmSettingsApply").isEnabled());
        stage.get<QComboBox>("mdmAddress").setEditText(q("0.0.0.0"));
        stage.click("mdmSettingsApply");
        QVERIFY(stage.start(StandInKind::Mdm));
        QCOMPARE(stage.get<ui::StatePill>("mdmState").look().word, q("Exposed"));
        QCOMPARE(stage.get<ui::InlineNote>("mdmNote").tone(), ui::Tone::Warning);
    }

    void secret_isHiddenAndCanBeCopied() {
        Stage stage;
        QVERIFY(stage.open());
        stage.useFreePort("mdm");
        QVERIFY(stage.get<QLineEdit>("mdmSecret").text().isEmpty());
        QVERIFY(stage.start(StandInKind::Mdm));
        QCOMPARE(stage.get<QLineEdit>("mdmSecret").echoMode(), QLineEdit::Password);
        stage.click("mdmSecretCopy");
        QVERIFY(Stage::clipboardText().toStdString() ==
                stage.standIns().secret(StandInKind::Mdm)->text());
        stage.click("mdmSecretRenew");
        stage.click("renewConfirm");
        QVERIFY(stage.get<QLineEdit>("mdmSecret").text().isEmpty());
    }

    void intune_makesAChallengeForADevice() {
        Stage stage;
        QVERIFY(stage.open());
        stage.show("intune", "Devices");
        QCOMPARE(stage.sentence("intuneDeviceList"), q("There is no device yet."));
        stage.action("standins.newDevice").trigger();
        stage.type("intuneDeviceId", q("d-1"));
        stage.type("intuneDevice-AAD_Device_ID", q("xyz"));
        QVERIFY(!stage.action("standins.mint").isEnabled());
        stage.click("intuneDeviceApply");
        QTRY_COMPARE(stage.cell("intuneDeviceList", 0, 0), q("d-1"));
        QTRY_VERIFY(stage.get<QPushButton>("standInMint").isEnabled());
        QTRY_VERIFY(stage.expects(q("CN=xyz")));
        stage.click("standInMint");
        QTRY_VERIFY(!stage.get<QLineEdit>("standInChallenge").text().isEmpty());
        QCOMPARE(stage.get<QLineEdit>("standInChallenge").echoMode(), QLineEdit::Password);
        const QString challenge = stage.get<QLineEdit>("standInChallenge").text();
        stage.click("standInChallengeCopy");
        QVERIFY(Stage::clipboardText() == challenge);
        stage.click("standInChallengeDone");
        QVERIFY(stage.get<QLineEdit>("standInChallenge").text().isEmpty());
    }

    void intune_saysWhatADeviceLacks() {
        Stage stage;
        QVERIFY(stage.open());
        stage.action("standins.newDevice").trigger();
        stage.type("intuneDeviceId", q("d-1"));
        stage.click("intuneDeviceApply");
        QTRY_VERIFY(stage.get<ui::InlineNote>("standInExpectedProblem")
                        .text()
                        .contains(q("AAD_Device_ID")));
        QVERIFY(!stage.get<QPushButton>("standInMint").isEnabled());
    }

    void devices_areImportedAndRemoved() {
        Stage stage;
        QVERIFY(stage.open());
        stage.show("mdm", "Devices");
        stage.desktop.path = stage.file("mdm.json");
        const auto json = [](QByteArray text) { return text.replace('\'', '"'); };
        stage.write("mdm.json", json("[{'id': 'xyz', 'code': 'code-of-xyz', 'subject': 'CN=xyz'},"
                                     " {'id': 'abc', 'code': 'code-of-abc'}]"));
        stage.action("standins.import").trigger();
        QTRY_COMPARE(stage.rows("mdmDeviceList"), 2);
        stage.write("mdm.json", json("[{'id': 'third', 'code': 'code-of-abc'}]"));
        stage.action("standins.import").trigger();
        QTRY_VERIFY(stage.window().currentPage()->messages().count() > 0);
        stage.write("mdm.json", "no JSON");
        stage.action("standins.import").trigger();
        QTRY_VERIFY(stage.window().currentPage()->messages().count() > 1);
        QCOMPARE(stage.rows("mdmDeviceList"), 2);
        stage.action("standins.removeDevice").trigger();
        stage.click("removeConfirm");
        QTRY_COMPARE(stage.rows("mdmDeviceList"), 1);
        QTRY_COMPARE(stage.standIns().settings().mdm.devices.size(), std::size_t{1});
    }

    void devices_needACodeOfTheirOwn() {
        Stage stage;
        QVERIFY(stage.open());
        stage.show("mdm", "Devices");
        stage.action("standins.newDevice").trigger();
        QVERIFY(!stage.get<QLineEdit>("mdmDeviceCode").text().isEmpty()); // a random one
        QVERIFY(stage.get<QPushButton>("mdmDeviceApply").isEnabled());
        stage.get<QLineEdit>("mdmDeviceCode").clear();
        QVERIFY(!stage.get<QPushButton>("mdmDeviceApply").isEnabled());
        stage.type("mdmDeviceCode", q("code-of-xyz"));
        stage.type("mdmDeviceSubject", q("no subject"));
        QVERIFY(!stage.get<QPushButton>("mdmDeviceApply").isEnabled());
        stage.type("mdmDeviceSubject", q("CN=xyz"));
        stage.click("mdmDeviceApply");
        QTRY_COMPARE(stage.rows("mdmDeviceList"), 1);
        QVERIFY(stage.get<QLineEdit>("mdmDeviceCode").text().isEmpty()); // not kept
        const Bytes hash = stage.standIns().settings().mdm.devices.front().codeHash;
        stage.type("mdmDeviceSubject", q("CN=abc"));
        stage.click("mdmDeviceApply");
        QVERIFY(stage.standIns().settings().mdm.devices.front().codeHash == hash);
        QCOMPARE(stage.cell("mdmDeviceList", 0, 1), q("CN=abc"));
    }

    void profile_isEditedAsJson() {
        Stage stage;
        QVERIFY(stage.open());
        stage.show("intune", "Profiles");
        auto& json = stage.get<QPlainTextEdit>("standInProfileJson");
        QVERIFY(json.toPlainText().contains(q("CN={{AAD_Device_ID}}")));
        json.setPlainText(q("{"));
        QVERIFY(!stage.get<ui::InlineNote>("standInProfileProblem").text().isEmpty());
        QVERIFY(!stage.get<QPushButton>("standInProfileApply").isEnabled());
        json.setPlainText(q("{'id': 'second', 'subjectName': 'CN={{SerialNumber}}'}")
                              .replace(QLatin1Char('\''), QLatin1Char('"')));
        stage.click("standInProfileApply");
        QCOMPARE(stage.get<QComboBox>("standInProfiles").count(), 2);
        QCOMPARE(stage.get<QComboBox>("standInProfiles").currentText(), q("second"));
        QCOMPARE(stage.standIns().settings().intune.profiles.size(), std::size_t{2});
        stage.click("standInProfileRemove");
        stage.click("profileRemoveConfirm");
        QCOMPARE(stage.standIns().settings().intune.profiles.size(), std::size_t{1});
        QVERIFY(!stage.get<QPushButton>("standInProfileRemove").isEnabled());
    }

    void faults_areSetAndCleared() {
        Stage stage;
        QVERIFY(stage.open());
        stage.show("intune", "Faults");
        stage.choose("intuneFaultAction", q("validate"));
        stage.choose("intuneFaultKind", 0);
        stage.choose("intuneFaultAnswer", q("ChallengeExpired"));
        stage.get<QSpinBox>("intuneFaultTimes").setValue(2);
        stage.click("intuneFaultSet");
        QCOMPARE(stage.standIns().faults(StandInKind::Intune).size(), std::size_t{1});
        QVERIFY(stage.standIns().faults(StandInKind::Intune).front().fault ==
                *standin::faultFromText("code:ChallengeExpired"));
        QCOMPARE(stage.standIns().faults(StandInKind::Intune).front().left, 2U);
        stage.choose("intuneFaultAction", q("token")); // which has no codes
        QCOMPARE(stage.get<QComboBox>("intuneFaultKind").findData(0), -1);
        stage.click("intuneFaultSet");
        QCOMPARE(stage.standIns().faults(StandInKind::Intune).size(), std::size_t{2});
        stage.click("faultClear-validate");
        QCOMPARE(stage.standIns().faults(StandInKind::Intune).size(), std::size_t{1});
        QVERIFY(stage.standIns().faults(StandInKind::Intune).front().action == "token");
    }

    void revocations_areAskedFor() {
        Stage stage;
        QVERIFY(stage.open());
        stage.useFreePort("intune");
        stage.show("intune", "Revocations");
        stage.type("standInRevokeSerial", q("0A1B"));
        QVERIFY(!stage.get<QPushButton>("standInRevoke").isEnabled());
        QVERIFY(stage.start(StandInKind::Intune));
        stage.type("standInRevokeSerial", q("xyz"));
        QVERIFY(!stage.get<QPushButton>("standInRevoke").isEnabled());
        stage.type("standInRevokeSerial", q("0A1B"));
        stage.click("standInRevoke");
        QCOMPARE(stage.standIns().openRevocations().size(), std::size_t{1});
    }

    void jamf_getsACodeOfThisWorkspace() {
        Stage stage;
        QVERIFY(stage.open(true));
        auto done = stage.session().ask([](workbench::Workbench& bench) -> Result<bool> {
            store::AccountSettings account;
            account.name = "jamf";
            account.doors = {store::Door::Jamf};
            SCEPTER_TRY(endpoints, bench.endpoints().list());
            account.endpoint = endpoints.front().name;
            const SecretBytes password{std::string_view("a long password")};
            SCEPTER_CHECK(bench.accounts().add(account, &password));
            workbench::AdminSettings settings;
            settings.address = "127.0.0.1";
            settings.port = 0;
            SCEPTER_CHECK(bench.setAdminSettings(settings));
            return true;
        });
        QTRY_VERIFY(done.isFinished());
        QVERIFY(done.result().has_value());
        stage.session().restartResponder();
        QTRY_VERIFY(!stage.session().responder().adminUrl.empty());
        stage.show("jamf");
        QTRY_VERIFY(stage.get<QPushButton>("jamfOwn").isEnabled());
        stage.click("jamfOwn");
        stage.choose("jamfAuthentication", static_cast<int>(standin::JamfAuthentication::Basic));
        stage.type("jamfName", q("jamf"));
        stage.type("jamfSecret", q("a wrong password"));
        stage.type("jamfSerial", q("C02XYZ"));
        stage.action("standins.ask").trigger();
        QTRY_COMPARE(stage.get<ui::InlineNote>("jamfOutcome").tone(), ui::Tone::Error);
        QVERIFY(stage.get<QLineEdit>("jamfCode").text().isEmpty());
        stage.type("jamfSecret", q("a long password"));
        stage.click("jamfAsk");
        QTRY_VERIFY(!stage.get<QLineEdit>("jamfCode").text().isEmpty());
        stage.click("jamfCopy");
        QVERIFY(Stage::clipboardText() == stage.get<QLineEdit>("jamfCode").text());
        stage.click("jamfDone");
        QVERIFY(stage.get<QLineEdit>("jamfCode").text().isEmpty());
    }

    void calls_areAddedOnTopAndForgottenAtTheEnd() {
        ui::StandInCallModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        std::deque<workbench::StandInCall> calls;
        const auto add = [&calls](std::int64_t id) {
            workbench::StandInCall call;
            call.id = id;
            call.action = "authorize";
            call.subject = "CN=" + std::to_string(id);
            calls.push_front(call);
        };
        const auto subjects = [&model] {
            QStringList texts;
            for (int row = 0; row < model.rowCount(); ++row)
                texts.append(model.index(row, ui::StandInCallModel::Subject).data().toString());
            return texts;
        };
        add(1);
        add(2);
        model.follow(calls);
        QCOMPARE(subjects(), (QStringList{q("CN=2"), q("CN=1")}));
        const QPersistentModelIndex second = model.index(0, 0);
        add(3);
        calls.pop_back(); // there are too many
        model.follow(calls);
        QCOMPARE(subjects(), (QStringList{q("CN=3"), q("CN=2")}));
        QCOMPARE(second.row(), 1); // what is chosen stays chosen
        QVERIFY(model.call(q("2")) != nullptr && model.call(q("1")) == nullptr);
        calls.clear();
        model.follow(calls);
        QCOMPARE(model.rowCount(), 0);
        add(9);
        model.follow(calls);
        QCOMPARE(subjects(), QStringList{q("CN=9")});
    }

    void leaving_asksAboutADraft() {
        Stage stage;
        QVERIFY(stage.open());
        stage.show("mdm", "Settings");
        stage.get<QSpinBox>("mdmPort").setValue(0);
        stage.show("intune");
        stage.window().showPage(PageId::Audit);
        QCOMPARE(stage.window().currentPage()->id(), PageId::StandIns);
        QCOMPARE(stage.get<QTabWidget>("standInTabs").currentIndex(), 1);
        stage.click("settingsStay");
        QCOMPARE(stage.window().currentPage()->id(), PageId::StandIns);
        stage.window().showPage(PageId::Audit);
        stage.click("settingsLeave");
        QTRY_COMPARE(stage.window().currentPage()->id(), PageId::Audit);
    }

    /// The MDM says CN=xyz for device xyz: another subject is refused, the same is issued.
    void coreCase_theMdmDecidesBySubject() {
        Stage stage;
        QVERIFY(stage.open(true));
        stage.useFreePort("mdm");
        stage.action("standins.newDevice").trigger();
        stage.type("mdmDeviceId", q("xyz"));
        stage.type("mdmDeviceSubject", q("CN=xyz"));
        stage.get<QLineEdit>("mdmDeviceCode").clear();
        stage.type("mdmDeviceCode", q("code-of-xyz"));
        stage.click("mdmDeviceApply");
        QVERIFY(stage.start(StandInKind::Mdm));
        stage.action("standins.use").trigger();
        stage.click("mdmUseSetUp");
        QTRY_VERIFY(!stage.get("mdmUse").isVisible());

        const QString url =
            QString::fromStdString(stage.session().responder().url) + endpoint(stage);
        const Ran fetched =
            stage.run(q("pki"), {q("--scepca"), q("--url"), url, q("--caout"), stage.file("ca.pem"),
                                 q("--raout"), stage.file("ra.pem"), q("--outform"), q("pem")});
        QVERIFY2(fetched.code == 0, fetched.err.constData());
        const auto enroll = [&](const char* subject, const char* key) {
            const Ran made = stage.run(q("openssl"), {q("genpkey"), q("-algorithm"), q("RSA"),
                                                      q("-out"), stage.file(key)});
            if (made.code != 0) return made;
            return stage.run(q("pki"),
                             {q("--scep"), q("--url"), url, q("--in"), stage.file(key), q("--dn"),
                              q(subject), q("--cacert-enc"), stage.file("ra.pem"),
                              q("--cacert-sig"), stage.file("ca.pem"), q("--outform"), q("pem"),
                              q("--password"), q("code-of-xyz")});
        };
        QVERIFY(enroll("CN=other", "other.key").code != 0);
        stage.show("mdm", "Calls");
        QTRY_COMPARE(stage.cell("mdmCallList", 0, 2), q("Denied"));
        QCOMPARE(stage.cell("mdmCallList", 0, 3), q("xyz"));
        auto& comparison = stage.get<ui::ComparisonTable>("mdmCallComparison");
        QTRY_VERIFY(comparison.isVisible());
        QCOMPARE(comparison.differences(), 1);
        QVERIFY(comparison.model()->index(0, 2).data().toString().contains(q("CN=xyz")));
        QVERIFY(comparison.model()->index(0, 3).data().toString().contains(q("CN=other")));

        stage.window().showPage(PageId::Requests);
        auto& requests = *stage.window().currentPage()->findChild<QTableView*>(q("list"));
        // It begins with what waits for a decision.
        qobject_cast<ui::ListPage*>(stage.window().currentPage())->filterRow().clear();
        QTRY_COMPARE(requests.model()->rowCount(), 1);
        requests.setCurrentIndex(requests.model()->index(0, 0));
        auto& shown = stage.get<ui::ComparisonTable>("fieldComparison");
        QTRY_COMPARE(shown.differences(), 1);

        const Ran issued = enroll("CN=xyz", "xyz.key");
        QVERIFY2(issued.code == 0, issued.err.constData());
        stage.write("xyz.pem", issued.out);
        const Ran verified = stage.run(
            q("openssl"), {q("verify"), q("-CAfile"), stage.file("ca.pem"), stage.file("xyz.pem")});
        QVERIFY2(verified.code == 0, verified.err.constData());
        const auto answered = [&stage] {
            const auto& calls = stage.standIns().calls(StandInKind::Mdm);
            return std::ranges::count(calls, "allow", &workbench::StandInCall::answer);
        };
        QTRY_COMPARE(answered(), 1);
        // Nobody else gets in with that code.
        QVERIFY(enroll("CN=xyz", "second.key").code != 0);
    }

private:
    static QString endpoint(const Stage& stage) {
        return QString::fromStdString(stage.session().status()->endpoints.front().path);
    }
};

QTEST_MAIN(StandInsPageTest)
#include "tst_standins_page.moc"
