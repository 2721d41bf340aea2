// The settings page and what hangs on it: staging, shortcuts, backup, passphrase, lock.
#include "settings_support.h"

#include "http/client.h"
#include "pages/settings_shortcuts.h"
#include "pages/settings_staged.h"
#include "shell/settings_file.h"
#include "shell/settings_table.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTableView>
#include <QTcpServer>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

#include <atomic>
#include <thread>

using namespace scepter;
using namespace scepter::test;
using ui::PageId;

class SettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void table_hasARowForEverySettingOfTheResponder();
    void table_readsNonsenseAsTheDefault();
    void upgrade_namesTheColors();
    void file_comesBackWithoutWhatCannotBeMeant();
    void search_findsLabelHelpAndKey();
    void look_actsAtOnce();
    void staged_changesNothingUntilApplied();
    void staged_applyAndRestartMovesThePort();
    void staged_keepsWhatIsTypedWhileItIsApplied();
    void staged_changesTheListenerForAccounts();
    void staged_isRefusedWhereItCannotBeMeant();
    void opening_takesThePortOfTheWorkspace();
    void shortcut_conflictIsNamedAndNotTaken();
    void shortcutModel_keepsItsPromises();
    void backup_isMadeWhileRequestsComeIn();
    void passphrase_oldOneIsRefusedAfterwards();
    void idle_locksAndHidesDialogs();
    void help_tellsOfThePageAndItsKeys();

private:
    static int freePort() {
        QTcpServer probe;
        return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
    }
    static Result<http::ClientResponse> get(const std::string& url) {
        http::ClientRequest request;
        request.url = url + "/scep?operation=GetCACaps";
        return http::fetch(request);
    }
    static void type(QLineEdit* field, const QString& text) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
};

void SettingsTest::table_hasARowForEverySettingOfTheResponder() {
    std::size_t ofWorkspace = 0;
    for (const ui::Setting& setting : ui::allSettings()) {
        QVERIFY2(!setting.label.isEmpty() && !setting.help.isEmpty(), qPrintable(setting.key));
        QVERIFY2(ui::acceptedValue(setting, setting.standard), qPrintable(setting.key));
        if (setting.scope == ui::SettingScope::Workspace) ++ofWorkspace;
    }
    auto texts = workbench::toTexts({});
    for (workbench::SettingText& text : workbench::adminTexts({}))
        texts.push_back(std::move(text));
    QCOMPARE(ofWorkspace, texts.size());
    for (const auto& text : texts) {
        const auto setting = ui::settingOf(QString::fromStdString(text.key));
        QVERIFY2(setting, text.key.c_str());
        QCOMPARE(setting->standard.toString(), QString::fromStdString(text.value));
    }
}

void SettingsTest::table_readsNonsenseAsTheDefault() {
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
    const QString days = QStringLiteral("certificates/warnDays");
    settings.setValue(days, QStringLiteral("45"));
    QCOMPARE(ui::settingNumber(settings, days), 45);
    for (const char* wrong : {"soon", "-3", "0", "99999999999"}) {
        settings.setValue(days, QLatin1String(wrong));
        QCOMPARE(ui::settingNumber(settings, days), 30);
    }
    settings.setValue(QStringLiteral("appearance/colors"), QStringLiteral("pink"));
    QCOMPARE(ui::settingText(settings, QStringLiteral("appearance/colors")),
             QStringLiteral("system"));
}

void SettingsTest::upgrade_namesTheColors() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.ini"));
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("[appearance]\ncolors=2\n[window]\neventLog=true\n");
    old.close();
    QSettings settings(path, QSettings::IniFormat);
    ui::upgradeSettings(settings);
    QCOMPARE(settings.value(QStringLiteral("appearance/colors")).toString(),
             QStringLiteral("dark"));
    QCOMPARE(settings.value(QStringLiteral("settings/version")).toInt(), ui::kSettingsVersion);
    QVERIFY(settings.value(QStringLiteral("window/eventLog")).toBool());
    // What a newer program wrote stays.
    settings.setValue(QStringLiteral("settings/version"), ui::kSettingsVersion + 1);
    settings.setValue(QStringLiteral("appearance/colors"), 2);
    ui::upgradeSettings(settings);
    QCOMPARE(settings.value(QStringLiteral("appearance/colors")).toInt(), 2);
}

void SettingsTest::file_comesBackWithoutWhatCannotBeMeant() {
    ui::SettingsFile file;
    file.window.insert(QStringLiteral("certificates/warnDays"), 60);
    file.workspace.push_back({"responder.port", "9090"});
    file.shortcuts.insert(QStringLiteral("file.lock"), QStringLiteral("Ctrl+Alt+L"));
    const auto back = ui::settingsFromJson(ui::toJson(file));
    QVERIFY(back);
    QVERIFY(back->window == file.window);
    QVERIFY(back->workspace == file.workspace);
    QVERIFY(back->shortcuts == file.shortcuts);
    QVERIFY(back->ignored.isEmpty());
    const std::string wrong = R"({"format":"scepter-settings","version":2,
        "window":{"certificates/warnDays":0,"none":1,"responder.port":"1"},
        "workspace":{"responder.port":"99999","appearance/colors":"dark"}})";
    const auto read = ui::settingsFromJson(bytesOf(wrong));
    QVERIFY(read);
    QVERIFY(read->window.isEmpty());
    QVERIFY(read->workspace.empty());
    QCOMPARE(read->ignored.size(), 5);
    QVERIFY(!ui::settingsFromJson(bytesOf("[]")));
    QVERIFY(!ui::settingsFromJson(bytesOf(R"({"format":"scepter-settings","version":3})")));
    QVERIFY(!ui::settingsFromJson(bytesOf(R"({"format":"other","version":2})")));
}

void SettingsTest::search_findsLabelHelpAndKey() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    auto* search = lab.find<QLineEdit>("settingsSearch");
    lab.action("edit.filter")->trigger();
    QCOMPARE(lab.window().focusWidget(), search);
    type(search, QStringLiteral("idleTimeout"));
    QVERIFY(lab.find("row:responder.limit.idleTimeout")->isVisible());
    QVERIFY(!lab.find("row:responder.port")->isVisible());
    type(search, QStringLiteral("special rights"));
    QVERIFY(lab.find("row:responder.port")->isVisible());
    QVERIFY(!lab.find("row:responder.limit.idleTimeout")->isVisible());
    type(search, QStringLiteral("qqqq"));
    QVERIFY(!lab.find("settingsScroll")->isVisible());
    lab.action("view.escape")->trigger();
    QVERIFY(search->text().isEmpty());
    QVERIFY(lab.find("settingsScroll")->isVisible());
}

void SettingsTest::look_actsAtOnce() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    auto* colors = lab.find<QComboBox>("appearance/colors");
    QVERIFY(lab.theme().scheme() == ui::Scheme::Light);
    colors->setCurrentIndex(colors->findData(QStringLiteral("dark")));
    QVERIFY(lab.theme().scheme() == ui::Scheme::Dark);
    QCOMPARE(lab.settings().value(QStringLiteral("appearance/colors")).toString(),
             QStringLiteral("dark"));
    const double before = QApplication::font().pointSizeF();
    lab.find<QSpinBox>("appearance/textPercent")->setValue(150);
    QVERIFY(qAbs(QApplication::font().pointSizeF() - 1.5 * before) < 0.1);
    lab.window().showPage(PageId::Settings);
    lab.find<QListWidget>("settingsCategories")->setCurrentRow(6);
    QTest::mouseClick(lab.find<QToolButton>("reset:appearance/textPercent"), Qt::LeftButton);
    QVERIFY(qAbs(QApplication::font().pointSizeF() - before) < 0.1);
    // The default is not kept.
    QVERIFY(!lab.settings().contains(QStringLiteral("appearance/textPercent")));
    lab.find<QSpinBox>("capture/count")->setValue(7);
    QCOMPARE(lab.session().recorder().limits().count, std::size_t{7});
    lab.find<QCheckBox>("appearance/reducedMotion")->setChecked(true);
    QVERIFY(lab.theme().reducedMotion());
}

void SettingsTest::staged_changesNothingUntilApplied() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    auto* port = lab.find<QSpinBox>("responder.port");
    auto* bar = lab.find("applyBar");
    QVERIFY(!bar->isVisible());
    QTRY_VERIFY(!lab.find<QComboBox>("responder.address")->currentText().isEmpty());
    QTRY_VERIFY(lab.session().status().has_value());
    QTRY_VERIFY(port->isEnabled());
    port->setValue(9191);
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(lab.find<QLabel>("stagedChanges")->text().contains(QStringLiteral("8080 → 9191")));
    QCOMPARE(lab.session().responderOptions().port, std::uint16_t{8080});
    // Nobody leaves without being told.
    lab.window().showPage(PageId::Audit);
    QVERIFY(lab.window().currentPage()->id() == PageId::Settings);
    lab.action("settings.discard")->trigger();
    QCOMPARE(port->value(), 8080);
    QVERIFY(!bar->isVisible());
    auto* address = lab.find<QComboBox>("responder.address");
    address->setEditText(QStringLiteral("0.0.0.0"));
    QVERIFY(lab.find<QLabel>("stagedWarning")->text().contains(QStringLiteral("Exposed")));
    QVERIFY(lab.action("settings.apply")->text().contains(QStringLiteral("expose")));
    lab.action("settings.discard")->trigger();
}

void SettingsTest::staged_applyAndRestartMovesThePort() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(true));
    const std::string before = lab.session().responder().url;
    QVERIFY(get(before));
    const int port = freePort();
    QVERIFY(port > 0);
    auto* box = lab.find<QSpinBox>("responder.port");
    QTRY_COMPARE(box->value(), 8080);
    QTRY_VERIFY(!lab.find<QComboBox>("responder.address")->currentText().isEmpty());
    const auto staged = [&] {
        box->setValue(port);
        return lab.action("settings.applyRestart")->isEnabled();
    };
    QTRY_VERIFY(staged());
    lab.action("settings.applyRestart")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(lab.isRunning() && lab.session().responder().port == port, 20000);
    QVERIFY(get("http://127.0.0.1:" + std::to_string(port)));
    QVERIFY(!get(before));
    QVERIFY(!lab.find("applyBar")->isVisible());
}

void SettingsTest::staged_changesTheListenerForAccounts() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    auto* address = lab.find<QComboBox>("admin.address");
    QTRY_VERIFY(address->isEnabled());
    QVERIFY(address->currentText().isEmpty());
    address->setEditText(QStringLiteral("0.0.0.0"));
    QVERIFY(!lab.action("settings.apply")->isEnabled());
    QVERIFY(lab.action("settings.apply")->toolTip().contains(QStringLiteral("TLS")));
    address->setEditText(QStringLiteral("127.0.0.1"));
    lab.find<QSpinBox>("admin.port")->setValue(9190);
    auto* names = lab.find<QLineEdit>("admin.hostNames");
    names->setFocus();
    QTest::keyClicks(names, QStringLiteral("scep.example,mdm.example"));
    QVERIFY(lab.action("settings.apply")->isEnabled());
    lab.action("settings.apply")->trigger();
    const auto kept = [&lab] {
        const auto opened = workbench::Workbench::open(lab.path(), {}, "operator:bob", lab.clock());
        const auto settings =
            opened ? (*opened)->adminSettings() : Result<workbench::AdminSettings>();
        return settings ? *settings : workbench::AdminSettings{};
    };
    QTRY_VERIFY(kept().isOn());
    QCOMPARE(kept().port, std::uint16_t{9190});
    QVERIFY((kept().hostNames == std::vector<std::string>{"scep.example", "mdm.example"}));
    QTRY_VERIFY(!lab.find("applyBar")->isVisible());
    address->setEditText({});
    lab.action("settings.apply")->trigger();
    QTRY_VERIFY(!kept().isOn());
}

void SettingsTest::staged_keepsWhatIsTypedWhileItIsApplied() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    auto* port = lab.find<QSpinBox>("responder.port");
    QTRY_VERIFY(port->isEnabled());
    auto* bar = lab.find("applyBar");
    // The answers come by the event loop: what is typed here is typed before them.
    for (const int later : {9292, 8080}) {
        port->setValue(9191);
        lab.action("settings.apply")->trigger();
        port->setValue(later);
        QTRY_COMPARE(lab.session().responderOptions().port, std::uint16_t{9191});
        QTRY_VERIFY(lab.find<QLabel>("stagedChanges")
                        ->text()
                        .contains(QStringLiteral("9191 → %1").arg(later)));
        QCOMPARE(port->value(), later);
        QVERIFY(bar->isVisible());
        port->setValue(8080);
        lab.action("settings.apply")->trigger();
        QTRY_COMPARE(lab.session().responderOptions().port, std::uint16_t{8080});
        QTRY_VERIFY(!bar->isVisible());
    }
}

void SettingsTest::staged_isRefusedWhereItCannotBeMeant() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    lab.find<QListWidget>("settingsCategories")->setCurrentRow(1);
    auto* body = lab.find<QLineEdit>("responder.limit.maxBodyBytes");
    QTRY_COMPARE(body->text(), QStringLiteral("1048576"));
    QTRY_VERIFY(lab.session().status().has_value());
    type(body, QStringLiteral("none"));
    QTRY_VERIFY(lab.find("note:responder.limit.maxBodyBytes")->isVisible());
    QVERIFY(!lab.action("settings.apply")->isEnabled());
    type(body, QStringLiteral("2048"));
    QVERIFY(lab.action("settings.apply")->isEnabled());
    // A certificate without its key, then one that is no certificate.
    lab.find<QLineEdit>("responder.tlsCertificateFile")->setText(lab.file("lab.scepter.key"));
    QVERIFY(!lab.action("settings.apply")->isEnabled());
    lab.find<QLineEdit>("responder.tlsKeyFile")->setText(lab.file("lab.scepter.key"));
    QVERIFY(lab.action("settings.apply")->isEnabled());
    lab.action("settings.apply")->trigger();
    QTRY_VERIFY(lab.action("settings.apply")->isEnabled());
    QVERIFY(lab.find("applyBar")->isVisible());
    QVERIFY(!lab.session().responderOptions().tls.has_value());
}

void SettingsTest::opening_takesThePortOfTheWorkspace() {
    SettingsLab lab;
    QVERIFY(lab.made);
    const int port = freePort();
    {
        auto bench = workbench::Workbench::open(lab.path(), {}, "operator:ann", lab.clock());
        QVERIFY(bench);
        workbench::ResponderSettings settings;
        settings.port = static_cast<std::uint16_t>(port);
        QVERIFY((*bench)->setResponderSettings(settings));
    }
    QVERIFY(lab.open(false));
    QTRY_COMPARE(lab.session().responderOptions().port, static_cast<std::uint16_t>(port));
    QTRY_VERIFY(lab.session().status().has_value());
    lab.action("responder.start")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(lab.isRunning(), 20000);
    QCOMPARE(int{lab.session().responder().port}, port);
}

void SettingsTest::shortcut_conflictIsNamedAndNotTaken() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    lab.find<QListWidget>("settingsCategories")->setCurrentRow(8);
    auto* table = lab.find<QTableView>("shortcuts");
    QTRY_VERIFY(table->isVisible());
    auto* model = qobject_cast<ui::ShortcutModel*>(table->model());
    QVERIFY(model != nullptr);
    table->setCurrentIndex(model->index(model->rowOf(QStringLiteral("file.lock")), 0));
    auto* keys = lab.find<QKeySequenceEdit>("shortcutKeys");
    QAction* lock = lab.action("file.lock");
    const QKeySequence before = lock->shortcut();
    keys->setKeySequence(lab.action("go.palette")->shortcut());
    Q_EMIT keys->editingFinished();
    auto* conflict = lab.find<QLabel>("shortcutConflict");
    QVERIFY(conflict->isVisible());
    QVERIFY(conflict->text().contains(QStringLiteral("Go to")));
    QCOMPARE(lock->shortcut(), before);
    const QKeySequence other(QStringLiteral("Ctrl+Alt+Shift+L"));
    keys->setKeySequence(other);
    Q_EMIT keys->editingFinished();
    QCOMPARE(lock->shortcut(), other);
    QVERIFY(!conflict->isVisible());
    QVERIFY(lab.settings().contains(QStringLiteral("shortcuts/file.lock")));
    QTest::mouseClick(lab.find<QPushButton>("shortcutReset"), Qt::LeftButton);
    QCOMPARE(lock->shortcut(), before);
}

void SettingsTest::shortcutModel_keepsItsPromises() {
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
    ui::ActionCollection actions(settings);
    actions.add(QStringLiteral("a.one"), QStringLiteral("&One"), ui::Icon::Info,
                QKeySequence(QStringLiteral("Ctrl+1")), this, [] {});
    ui::ShortcutModel model(actions);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    actions.add(QStringLiteral("a.two"), QStringLiteral("&Two"), ui::Icon::Info, {}, this, [] {});
    model.reload();
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("Two"));
    actions.setShortcut(actions.action(QStringLiteral("a.two")),
                        QKeySequence(QStringLiteral("Ctrl+2")));
    QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("Ctrl+2"));
}

void SettingsTest::backup_isMadeWhileRequestsComeIn() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(true));
    QTRY_VERIFY(lab.session().status().has_value());
    std::atomic<bool> goOn = true;
    std::atomic<int> answered = 0;
    std::atomic<int> failed = 0;
    std::thread devices([&, url = lab.session().responder().url] {
        while (goOn) {
            const auto answer = get(url);
            answer && answer->status == 200 ? ++answered : ++failed;
        }
    });
    QTRY_VERIFY(answered > 0);
    lab.action("file.backup")->trigger();
    const QString path = lab.file("copy.scepter");
    lab.find<QLineEdit>("backupPath")->setText(path);
    auto* withKey = lab.find<QCheckBox>("backupWithKey");
    QTRY_VERIFY(withKey->isEnabled());
    withKey->setChecked(true);
    const int before = answered;
    QTest::mouseClick(lab.find<QPushButton>("backupStart"), Qt::LeftButton);
    auto* result = lab.find<QLabel>("backupResult");
    QTRY_VERIFY_WITH_TIMEOUT(result->isVisible(), 20000);
    const bool sound = result->text().startsWith(QStringLiteral("Saved and checked"));
    QTRY_VERIFY(answered > before);
    goOn = false;
    devices.join();
    QVERIFY(sound);
    QCOMPARE(failed.load(), 0);
    QVERIFY(QFile::exists(path));
    QCOMPARE(QFile::permissions(path + QStringLiteral(".key")) &
                 (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    // What is there already is not overwritten.
    QTest::mouseClick(lab.find<QPushButton>("backupStart"), Qt::LeftButton);
    QTRY_VERIFY(result->isVisible() && result->text().startsWith(QStringLiteral("There is no")));
    lab.close();
    auto copy = workbench::Workbench::open(path.toStdString(), {}, "operator:ann", lab.clock());
    QVERIFY(copy);
}

void SettingsTest::passphrase_oldOneIsRefusedAfterwards() {
    SettingsLab lab;
    QVERIFY(lab.made);
    auto old = workbench::readPassphraseFile(lab.path() + ".key");
    QVERIFY(old);
    QVERIFY(lab.open(false));
    QTRY_VERIFY(lab.session().status().has_value());
    lab.action("file.passphrase")->trigger();
    auto* fromFile = lab.find<QRadioButton>("passphraseCurrentFile");
    QTRY_VERIFY(fromFile->isChecked());
    auto* start = lab.find<QPushButton>("passphraseStart");
    auto* next = lab.find<QLineEdit>("passphraseNew");
    auto* repeat = lab.find<QLineEdit>("passphraseRepeat");
    next->setText(QStringLiteral("short"));
    QVERIFY(!start->isEnabled());
    next->setText(QStringLiteral("four words in a row"));
    repeat->setText(QStringLiteral("four words in a rov"));
    QVERIFY(!start->isEnabled());
    repeat->setText(QStringLiteral("four words in a row"));
    QVERIFY(start->isEnabled());
    // A wrong current one first.
    lab.find<QRadioButton>("passphraseCurrentTyped")->setChecked(true);
    lab.find<QLineEdit>("passphraseCurrent")->setText(QStringLiteral("not this one"));
    QTest::mouseClick(start, Qt::LeftButton);
    auto* result = lab.find<QLabel>("passphraseResult");
    QTRY_VERIFY_WITH_TIMEOUT(result->isVisible(), 20000);
    QVERIFY(result->text().contains(QStringLiteral("wrong")));
    QVERIFY(next->text().isEmpty());
    fromFile->setChecked(true);
    next->setText(QStringLiteral("four words in a row"));
    repeat->setText(QStringLiteral("four words in a row"));
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        result->isVisible() && result->text().contains(QStringLiteral("was changed")), 20000);
    QVERIFY(!QFile::exists(QString::fromStdString(lab.path() + ".key")));
    lab.close();
    const auto with = [&](SecretBytes passphrase) {
        return workbench::Workbench::openWith(lab.path(), std::move(passphrase), "operator:ann",
                                              lab.clock());
    };
    const auto refused = with(std::move(*old));
    QVERIFY(!refused);
    QVERIFY(refused.error().code == ErrorCode::PassphraseWrong);
    QVERIFY(with(SecretBytes(std::string_view("four words in a row"))));
}

void SettingsTest::idle_locksAndHidesDialogs() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    QTRY_VERIFY(lab.session().status().has_value());
    lab.action("file.backup")->trigger();
    auto* dialog = lab.find<QDialog>("backupDialog");
    QVERIFY(dialog->isVisible());
    ui::IdleLock idle;
    int told = 0;
    connect(&idle, &ui::IdleLock::idle, this, [&] {
        ++told;
        lab.window().lock(true);
    });
    idle.setLimit(std::chrono::milliseconds(200));
    // Whoever types is there.
    QElapsedTimer typing;
    typing.start();
    QTRY_VERIFY_WITH_TIMEOUT(
        (QTest::keyClick(&lab.window(), Qt::Key_Shift), typing.elapsed() > 600), 5000);
    QCOMPARE(told, 0);
    QTRY_COMPARE(told, 1);
    QVERIFY(lab.find("lockScreen")->isVisible());
    QVERIFY(!dialog->isVisible());
    QVERIFY(!lab.action("file.backup")->isEnabled());
    idle.setLimit(std::chrono::milliseconds(0));
    auto passphrase = workbench::readPassphraseFile(lab.path() + ".key");
    QVERIFY(passphrase);
    auto* field = lab.find("lockScreen")->findChild<QLineEdit*>(QStringLiteral("passphrase"));
    field->setText(QString::fromStdString(std::string(passphrase->text())));
    QTest::mouseClick(lab.find("lockScreen")->findChild<QPushButton*>(QStringLiteral("unlock")),
                      Qt::LeftButton);
    QTRY_VERIFY(!lab.find("lockScreen")->isVisible());
    QVERIFY(dialog->isVisible());
}

void SettingsTest::help_tellsOfThePageAndItsKeys() {
    SettingsLab lab;
    QVERIFY(lab.made);
    QVERIFY(lab.open(false));
    lab.action("help.page")->trigger();
    auto* help = lab.find<QTextBrowser>("pageHelpText");
    QVERIFY(help->toPlainText().contains(QStringLiteral("Ctrl+Return")));
    lab.window().showPage(PageId::Audit);
    QTRY_VERIFY(help->toPlainText().contains(QStringLiteral("keyed hash")));
    lab.action("help.shortcuts")->trigger();
    auto* tree = lab.find<QTreeWidget>("shortcutsTree");
    QVERIFY(
        !tree->findItems(QStringLiteral("Lock"), Qt::MatchExactly | Qt::MatchRecursive).isEmpty());
    lab.action("help.about")->trigger();
    QTest::mouseClick(
        lab.find<QDialog>("aboutDialog")->findChild<QPushButton*>(QStringLiteral("aboutCopy")),
        Qt::LeftButton);
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("Qt 6")));
}

QTEST_MAIN(SettingsTest)
#include "tst_settings.moc"
