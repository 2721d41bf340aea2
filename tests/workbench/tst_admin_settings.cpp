// What a workspace keeps about its admin listener, and the accounts' façade.
#include "bench.h"

#include "workbench/admin_settings.h"

using namespace scepter;
using namespace scepter::test;
using workbench::AdminSettings;
using workbench::Workbench;

class AdminSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settings_areOffAtFirst();
    void settings_comeBackAsTheyWereSaved();
    void settings_thatCannotServeAreNotSaved();
    void setText_refusesWhatCannotBeMeant_data();
    void setText_refusesWhatCannotBeMeant();
    void options_readTheTlsFiles();
    void accounts_areCheckedBeforeTheyAreSaved();

private:
    struct Lab {
        Lab() { made = outcome(workbench::makeWorkspace(quickSetup(folder), clock)); }
        [[nodiscard]] std::unique_ptr<Workbench> open() const {
            auto opened = Workbench::open(folder.path("lab.scepter"), {}, "operator:ann", clock);
            return opened ? std::move(*opened) : nullptr;
        }
        Folder folder;
        SystemClock clock;
        QByteArray made;
    };
};

void AdminSettingsTest::settings_areOffAtFirst() {
    const Lab lab;
    QCOMPARE(lab.made, QByteArray("ok"));
    const auto bench = lab.open();
    QVERIFY(bench);
    const auto settings = bench->adminSettings();
    NEED(settings);
    QVERIFY(!settings->isOn());
    QVERIFY(!workbench::adminOptions(*settings));
}

void AdminSettingsTest::settings_comeBackAsTheyWereSaved() {
    const Lab lab;
    AdminSettings settings;
    settings.address = "::1";
    settings.port = 9443;
    settings.hostNames = {"scep.example", "mdm.example"};
    settings.jamfPath = "/hooks/jamf";
    settings.jamfHeader = "X-Secret";
    settings.jamfOpenAccount = "jamf";
    {
        const auto bench = lab.open();
        QVERIFY(bench);
        NEED(bench->setAdminSettings(settings));
    }
    const auto bench = lab.open();
    QVERIFY(bench);
    const auto read = bench->adminSettings();
    NEED(read);
    QVERIFY(*read == settings);
    const auto options = workbench::adminOptions(*read);
    NEED(options);
    QCOMPARE(options->address, std::string("::1"));
    QCOMPARE(options->hostNames.size(), std::size_t{2});
    QVERIFY(!options->tls);
}

void AdminSettingsTest::settings_thatCannotServeAreNotSaved() {
    const Lab lab;
    const auto bench = lab.open();
    QVERIFY(bench);
    AdminSettings settings;
    settings.address = "0.0.0.0";
    QVERIFY(!bench->setAdminSettings(settings));
    settings.tlsCertificateFile = "cert.pem";
    QVERIFY(!bench->setAdminSettings(settings)); // without its key
    settings.tlsKeyFile = "key.pem";
    NEED(bench->setAdminSettings(settings));
    settings.jamfOpenAccount = "jamf";
    QVERIFY(!bench->setAdminSettings(settings));
}

void AdminSettingsTest::setText_refusesWhatCannotBeMeant_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addRow("unknown") << QStringLiteral("admin.x") << QStringLiteral("1");
    QTest::addRow("port") << QStringLiteral("admin.port") << QStringLiteral("65536");
    QTest::addRow("no port") << QStringLiteral("admin.port") << QString();
    QTest::addRow("names") << QStringLiteral("admin.hostNames") << QStringLiteral("a b");
    QTest::addRow("long") << QStringLiteral("admin.jamfPath") << QString(5000, u'/');
}

void AdminSettingsTest::setText_refusesWhatCannotBeMeant() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    AdminSettings settings;
    const auto set = workbench::setText(settings, key.toStdString(), value.toStdString());
    QVERIFY(!set);
    QCOMPARE(set.error().code, ErrorCode::InvalidArgument);
    QVERIFY(settings == AdminSettings{});
}

void AdminSettingsTest::options_readTheTlsFiles() {
    AdminSettings settings;
    settings.address = "0.0.0.0";
    settings.tlsCertificateFile = "/nowhere/cert.pem";
    settings.tlsKeyFile = "/nowhere/key.pem";
    const auto options = workbench::adminOptions(settings);
    QVERIFY(!options);
    QCOMPARE(options.error().code, ErrorCode::FileUnreadable);
}

void AdminSettingsTest::accounts_areCheckedBeforeTheyAreSaved() {
    const Lab lab;
    const auto bench = lab.open();
    QVERIFY(bench);
    workbench::Accounts& accounts = bench->accounts();
    store::AccountSettings settings;
    settings.name = "fleet";
    settings.endpoint = "scep";
    settings.deviceSubject = "CN={serialNumber";
    QVERIFY(!accounts.check(settings));
    QVERIFY(!accounts.add(settings, nullptr));
    settings.deviceSubject = "CN={serialNumber}";
    NEED(accounts.add(settings, nullptr));
    settings.deviceSubject = "CN=*{a}";
    QVERIFY(!accounts.update(settings));
    const auto views = accounts.list();
    NEED(views);
    QCOMPARE(views->size(), std::size_t{1});
    QCOMPARE(views->front().outstanding, std::int64_t{0});
    QVERIFY(!views->front().isLocked && !views->front().account.hasPassword);
}

QTEST_GUILESS_MAIN(AdminSettingsTest)
#include "tst_admin_settings.moc"
