// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts on the Challenges page.
#include "models/account_model.h"
#include "pages/account_access.h"
#include "pages/accounts_tab.h"
#include "pages/challenges_page.h"
#include "pages/challenges_places.h"
#include "support/seed.h"
#include "support/test_window.h"
#include "widgets/config_table.h"
#include "widgets/inline_note.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using ui::AccountModel;

namespace {

store::AccountSettings settingsOf(const std::string& name) {
    store::AccountSettings settings;
    settings.name = name;
    settings.endpoint = "scep";
    return settings;
}

SecretBytes secret(const char* text) {
    return SecretBytes(std::string_view(text));
}

struct Lab {
    SteppingClock clock;
    LabWorkspace workspace;
    std::unique_ptr<workbench::Workbench> beside;
    std::unique_ptr<TestWindow> window;

    // An answer must find who asked.
    ~Lab() {
        if (window) (void)window->waitIdle();
    }
    bool start() {
        beside = workspace.open(clock, "operator:ben");
        window = std::make_unique<TestWindow>(clock);
        return window->show() && window->open(workspace.path()) && window->go(ui::accountsRef());
    }
    void add(const std::string& name, const char* password = "correct horse") {
        const SecretBytes typed = secret(password);
        need("adding an account", beside->accounts().add(settingsOf(name), &typed));
    }
    workbench::AccountView stored(const std::string& name) {
        return need("showing an account", beside->accounts().show(name));
    }
    ui::ChallengesPage& page() { return *window->window().findChild<ui::ChallengesPage*>(); }
    ui::AccountsTab& tab() { return *page().findChild<ui::AccountsTab*>(); }
    template <class Widget> Widget& get(const char* name) {
        return *test::find<Widget>(&tab(), QLatin1String(name));
    }
    QAbstractItemModel& rows() { return *get<ui::ConfigTable>("accountList").model(); }
    QString cell(int row, AccountModel::Column column) {
        return rows().index(row, column).data().toString();
    }
    void click(const char* name) { get<QAbstractButton>(name).click(); }
    QAction& action(const char* id) { return *window->action(QLatin1String(id)); }
    QString question() { return tab().findChild<ui::InlineQuestion*>()->text(); }
};

} // namespace

class AccountsTabTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAccount_isAddedWithItsPassword() {
        Lab lab;
        QVERIFY(lab.start());
        QCOMPARE(lab.rows().rowCount(), 0);
        lab.action("accounts.new").trigger();
        lab.get<QLineEdit>("accountName").setText(QStringLiteral("ndes-proxy"));
        lab.get<QCheckBox>("accountDoor-rest").setChecked(true);
        lab.get<QSpinBox>("accountOutstanding").setValue(7);
        lab.get<QSpinBox>("accountUses").setValue(2);
        lab.get<QLineEdit>("accountPassword").setText(QStringLiteral("a long password"));
        QVERIFY(lab.get<QPushButton>("accountApply").isEnabled());
        lab.click("accountApply");
        QTRY_COMPARE(lab.rows().rowCount(), 1);
        const auto view = lab.stored("ndes-proxy");
        QVERIFY(view.account.hasPassword);
        QVERIFY(!view.account.hasToken);
        QCOMPARE(view.account.settings.endpoint, std::string("scep"));
        QCOMPARE(view.account.settings.maxOutstanding, 7U);
        QCOMPARE(view.account.settings.uses, 2U);
        QVERIFY(ui::hasDoor(view.account.settings, store::Door::Rest));
        QCOMPARE(lab.cell(0, AccountModel::State), QStringLiteral("Ready"));
        QCOMPARE(lab.cell(0, AccountModel::Doors), QStringLiteral("NDES page, REST"));
        QCOMPARE(lab.cell(0, AccountModel::Outstanding), QStringLiteral("0 of 7"));
        // What was typed is not kept in the window, and the name stays.
        QTRY_VERIFY(lab.get<QLineEdit>("accountPassword").text().isEmpty());
        QVERIFY(lab.get<QLineEdit>("accountName").isReadOnly());
        QVERIFY(!lab.tab().hasChanges());
        const QAbstractItemModelTester tester(
            lab.tab().findChild<AccountModel*>(),
            QAbstractItemModelTester::FailureReportingMode::Fatal);
        lab.add("another");
        QTRY_COMPARE(lab.rows().rowCount(), 2);
    }

    void problems_stopApply() {
        Lab lab;
        QVERIFY(lab.start());
        lab.add("taken");
        QTRY_COMPARE(lab.rows().rowCount(), 1);
        lab.action("accounts.new").trigger();
        auto& apply = lab.get<QPushButton>("accountApply");
        QVERIFY(apply.isEnabled());
        lab.get<QLineEdit>("accountName").setText(QStringLiteral("taken"));
        QVERIFY(!apply.isEnabled());
        lab.get<QLineEdit>("accountName").setText(QStringLiteral("a:b"));
        QVERIFY(!apply.isEnabled());
        lab.get<QLineEdit>("accountName").setText(QStringLiteral("fine"));
        QVERIFY(apply.isEnabled());
        lab.get<QCheckBox>("accountDoor-ndes").setChecked(false);
        QVERIFY(!apply.isEnabled());
        lab.get<QCheckBox>("accountDoor-jamf").setChecked(true);
        QVERIFY(apply.isEnabled());
        lab.get<QLineEdit>("accountDeviceSubject").setText(QStringLiteral("CN={"));
        QVERIFY(!apply.isEnabled());
        lab.get<QLineEdit>("accountDeviceSubject").setText(QStringLiteral("CN={serialNumber}"));
        QVERIFY(apply.isEnabled());
        // Any endpoint is for those who may have codes for all.
        auto& endpoint = lab.get<QComboBox>("accountEndpoint");
        endpoint.setCurrentIndex(endpoint.findData(QString()));
        QVERIFY(!apply.isEnabled());
        lab.get<QComboBox>("accountRole").setCurrentIndex(1);
        QVERIFY(apply.isEnabled());
        lab.get<QLineEdit>("accountPassword").setText(QStringLiteral("short"));
        QVERIFY(!apply.isEnabled());
    }

    void edits_areStagedAndKeepWhatOthersChange() {
        Lab lab;
        lab.beside = lab.workspace.open(lab.clock);
        lab.add("proxy");
        QVERIFY(lab.start());
        QTRY_COMPARE(lab.rows().rowCount(), 1);
        QTRY_COMPARE(lab.get<QLineEdit>("accountName").text(), QStringLiteral("proxy"));
        lab.get<QCheckBox>("accountEnabled").setChecked(false);
        QVERIFY(lab.tab().hasChanges());
        QVERIFY(lab.stored("proxy").account.settings.enabled);
        auto elsewhere = lab.stored("proxy").account.settings;
        elsewhere.uses = 9;
        need("updating", lab.beside->accounts().update(elsewhere));
        QTRY_VERIFY(lab.question().contains(QStringLiteral("Somebody else has changed")));
        lab.click("conflictLoad");
        QTRY_COMPARE(lab.get<QSpinBox>("accountUses").value(), 9);
        QVERIFY(lab.get<QCheckBox>("accountEnabled").isChecked());
        lab.get<QCheckBox>("accountEnabled").setChecked(false);
        lab.click("accountApply");
        QTRY_VERIFY(!lab.stored("proxy").account.settings.enabled);
        QTRY_COMPARE(lab.cell(0, AccountModel::State), QStringLiteral("Off"));
        QCOMPARE(lab.stored("proxy").account.settings.uses, 9U);
        // The doors stay, though nobody is let in.
        QCOMPARE(lab.cell(0, AccountModel::Doors), QStringLiteral("NDES page"));
    }

    void password_isReplaced() {
        Lab lab;
        lab.beside = lab.workspace.open(lab.clock);
        lab.add("proxy", "the old password");
        QVERIFY(lab.start());
        QTRY_COMPARE(lab.rows().rowCount(), 1);
        const auto mark = lab.stored("proxy").account.mark;
        auto& set = lab.get<QPushButton>("accountPasswordSet");
        QTRY_VERIFY(set.isVisible());
        QVERIFY(!set.isEnabled());
        lab.click("accountPasswordRandom");
        QVERIFY(set.isEnabled());
        QVERIFY(lab.get<QLineEdit>("accountPassword").text().size() >= 16);
        lab.click("accountPasswordCopy");
        QCOMPARE(QApplication::clipboard()->text(), lab.get<QLineEdit>("accountPassword").text());
        set.click();
        QTRY_VERIFY(lab.stored("proxy").account.mark != mark);
        QVERIFY(lab.get<QLineEdit>("accountPassword").text().isEmpty());
    }

    void token_isShownOnce() {
        Lab lab;
        lab.beside = lab.workspace.open(lab.clock);
        lab.add("api");
        lab.add("other");
        QVERIFY(lab.start());
        QTRY_COMPARE(lab.rows().rowCount(), 2);
        auto& fresh = lab.get<QWidget>("accountTokenFresh");
        QTRY_VERIFY(!fresh.isVisible());
        lab.click("accountTokenMake");
        QTRY_VERIFY(fresh.isVisible());
        auto& token = lab.get<QLineEdit>("accountToken");
        QCOMPARE(token.echoMode(), QLineEdit::Password);
        const QString first = token.text();
        QVERIFY(first.size() > 32);
        QTRY_VERIFY(lab.stored("api").account.hasToken);
        // Not yet taken: leaving asks.
        lab.window->window().showPage(ui::PageId::Dashboard);
        QVERIFY(lab.question().contains(QStringLiteral("shown only now")));
        lab.click("tokenStay");
        QCOMPARE(lab.window->window().currentPage(), &lab.page());
        lab.click("accountTokenCopy");
        QCOMPARE(QApplication::clipboard()->text(), first);
        lab.click("accountTokenDone");
        QVERIFY(!fresh.isVisible());
        QVERIFY(token.text().isEmpty());
        // Another one ends it, after a question.
        QTRY_COMPARE(lab.get<QPushButton>("accountTokenMake").text(),
                     QStringLiteral("Replace the token…"));
        lab.click("accountTokenMake");
        QVERIFY(lab.question().contains(QStringLiteral("not let in any more")));
        lab.click("tokenReplace");
        QTRY_VERIFY(fresh.isVisible());
        QVERIFY(token.text() != first);
        // Lost when another account is chosen: that is said.
        lab.get<ui::ConfigTable>("accountList").selectRow(1);
        QTRY_VERIFY(!fresh.isVisible());
        QCOMPARE(lab.page().messages().findChildren<QLabel*>().isEmpty(), false);
        lab.get<ui::ConfigTable>("accountList").selectRow(0);
        QTRY_VERIFY(lab.get<QPushButton>("accountTokenDrop").isVisible());
        lab.click("accountTokenDrop");
        QTRY_VERIFY(!lab.stored("api").account.hasToken);
    }

    void locked_isSaidAndUndone() {
        Lab lab;
        lab.beside = lab.workspace.open(lab.clock);
        lab.add("proxy");
        auto stricter = lab.stored("proxy").account.settings;
        stricter.lockTries = 2;
        need("updating", lab.beside->accounts().update(stricter));
        {
            auto store =
                need("opening", store::Store::open(lab.workspace.path().toStdString(), lab.clock));
            const QByteArray passphrase = lab.workspace.passphrase().toUtf8();
            need("unlocking", store->unlock(bytesOf(passphrase.toStdString())));
            for (int i = 0; i < 3; ++i)
                (void)store->checkPassword("proxy", bytesOf("a wrong password"));
        }
        QVERIFY(lab.start());
        QTRY_COMPARE(lab.rows().rowCount(), 1);
        QVERIFY(lab.cell(0, AccountModel::State).startsWith(QStringLiteral("Locked until ")));
        QTRY_VERIFY(lab.get<ui::InlineNote>("accountLocked").isVisible());
        lab.click("accountUnlock");
        QTRY_COMPARE(lab.cell(0, AccountModel::State), QStringLiteral("Ready"));
        QTRY_VERIFY(!lab.get<QPushButton>("accountUnlock").isVisible());
        QVERIFY(!lab.stored("proxy").account.lockedUntil);
    }

    void removal_namesWhatItTakes() {
        Lab lab;
        lab.beside = lab.workspace.open(lab.clock);
        lab.add("proxy");
        QVERIFY(lab.start());
        QTRY_COMPARE(lab.rows().rowCount(), 1);
        QTRY_VERIFY(lab.action("accounts.remove").isEnabled());
        lab.action("accounts.remove").trigger();
        QVERIFY(lab.question().contains(QStringLiteral("“proxy”")));
        lab.click("removeCancel");
        QCOMPARE(lab.rows().rowCount(), 1);
        lab.action("accounts.remove").trigger();
        lab.click("removeConfirm");
        QTRY_COMPARE(lab.rows().rowCount(), 0);
        QVERIFY(need("list", lab.beside->accounts().list()).empty());
    }

    void addresses_areThoseOfTheListener() {
        Lab lab;
        lab.beside = lab.workspace.open(lab.clock);
        lab.add("proxy", "correct horse");
        QVERIFY(lab.start());
        QTRY_COMPARE(lab.rows().rowCount(), 1);
        auto& state = lab.get<ui::InlineNote>("accountAddressState");
        QTRY_VERIFY(state.text().contains(QStringLiteral("is off")));
        workbench::AdminSettings settings;
        settings.address = "127.0.0.1";
        settings.port = 0;
        need("switching on", lab.beside->setAdminSettings(settings));
        QTRY_VERIFY(state.text().contains(QStringLiteral("together with the responder")));
        // The operator switches it off and on by hand, too.
        lab.click("accountListener");
        QTRY_VERIFY(!need("reading", lab.beside->adminSettings()).isOn());
        QTRY_VERIFY(state.text().contains(QStringLiteral("is off")));
        lab.click("accountListener");
        QTRY_VERIFY(need("reading", lab.beside->adminSettings()).isOn());
        QTRY_VERIFY(state.text().contains(QStringLiteral("together with the responder")));
        QVERIFY(lab.window->serve());
        const QString url = QString::fromStdString(lab.window->session().responder().adminUrl);
        QVERIFY(!url.isEmpty());
        QTRY_COMPARE(state.text(), QStringLiteral("Here it is let in:"));
        const auto shown = [&] {
            for (auto* label : lab.get<QWidget>("accountAddressList").findChildren<QLabel*>())
                if (label->isVisible() && label->text().startsWith(url)) return label->text();
            return QString();
        };
        QTRY_COMPARE(shown(), url + QStringLiteral("/certsrv/mscep_admin/"));
        // Who comes there gets a code, and the list counts it.
        QNetworkAccessManager network;
        QNetworkRequest request{QUrl(shown())};
        request.setRawHeader("Authorization",
                             "Basic " + QByteArray("proxy:correct horse").toBase64());
        std::unique_ptr<QNetworkReply> reply(network.get(request));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QTRY_COMPARE(lab.cell(0, AccountModel::Outstanding), QStringLiteral("1 of 5"));
        lab.window->session().stopResponder();
        QTRY_VERIFY(state.text().contains(QStringLiteral("together with the responder")));
    }
};

QTEST_MAIN(AccountsTabTest)
#include "tst_accounts_tab.moc"
