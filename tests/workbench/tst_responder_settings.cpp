// What a workspace keeps about its responder; what a backup is checked for.
#include "bench.h"

#include "workbench/passphrase.h"

using namespace scepter;
using namespace scepter::test;
using workbench::Workbench;

class ResponderSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settings_areTheDefaultsAtFirst();
    void settings_comeBackAsTheyWereSaved();
    void setText_refusesWhatCannotBeMeant_data();
    void setText_refusesWhatCannotBeMeant();
    void options_tryTheTlsFiles();
    void backup_isCheckedAfterItWasWritten();
    void storage_namesTheKeptCopies();

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

void ResponderSettingsTest::settings_areTheDefaultsAtFirst() {
    const Lab lab;
    QCOMPARE(lab.made, QByteArray("ok"));
    const auto bench = lab.open();
    QVERIFY(bench);
    const auto settings = bench->responderSettings();
    NEED(settings);
    QVERIFY(workbench::toTexts(*settings) == workbench::toTexts({}));
    QCOMPARE(settings->port, std::uint16_t{8080});
}

void ResponderSettingsTest::settings_comeBackAsTheyWereSaved() {
    const Lab lab;
    {
        const auto bench = lab.open();
        QVERIFY(bench);
        workbench::ResponderSettings settings;
        settings.address = "::1";
        settings.port = 9443;
        settings.limits.maxBodyBytes = 4096;
        settings.limits.idleTimeout = std::chrono::milliseconds{1500};
        settings.traffic.mode = responder::TrafficMode::Headers;
        settings.traffic.caps.count = 300;
        settings.traffic.caps.age = std::chrono::hours{36};
        const auto before = bench->marks();
        NEED(bench->setResponderSettings(settings));
        const auto after = bench->marks();
        NEED(before);
        NEED(after);
        // One line for each of the seven that changed, none for the others.
        QCOMPARE(after->auditLines - before->auditLines, std::int64_t{7});
    }
    const auto bench = lab.open();
    QVERIFY(bench);
    const auto settings = bench->responderSettings();
    NEED(settings);
    QCOMPARE(settings->address, std::string("::1"));
    QCOMPARE(settings->port, std::uint16_t{9443});
    QCOMPARE(settings->limits.maxBodyBytes, std::size_t{4096});
    QVERIFY(settings->limits.idleTimeout == std::chrono::milliseconds{1500});
    QVERIFY(settings->traffic.mode == responder::TrafficMode::Headers);
    QCOMPARE(settings->traffic.caps.count, std::size_t{300});
    QCOMPARE(settings->traffic.caps.bytes, std::size_t{256} << 20);
    QVERIFY(settings->traffic.caps.age == std::chrono::hours{36});
    // What sqlite3 itself finds in the file.
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"),
                 {lab.folder.file("lab.scepter"),
                  QStringLiteral("SELECT value FROM settings WHERE name = 'responder.port'")});
    if (!sqlite.waitForStarted()) QSKIP("no sqlite3 here");
    QVERIFY(sqlite.waitForFinished());
    QCOMPARE(sqlite.readAllStandardOutput().trimmed(), QByteArray("9443"));
}

void ResponderSettingsTest::setText_refusesWhatCannotBeMeant_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("port beyond") << QByteArray("responder.port") << QByteArray("65536");
    QTest::newRow("port negative") << QByteArray("responder.port") << QByteArray("-1");
    QTest::newRow("port text") << QByteArray("responder.port") << QByteArray("80a");
    QTest::newRow("port empty") << QByteArray("responder.port") << QByteArray("");
    QTest::newRow("host name") << QByteArray("responder.address") << QByteArray("ca.example");
    QTest::newRow("address empty") << QByteArray("responder.address") << QByteArray("");
    QTest::newRow("limit zero") << QByteArray("responder.limit.maxBodyBytes") << QByteArray("0");
    QTest::newRow("limit unknown") << QByteArray("responder.limit.none") << QByteArray("1");
    QTest::newRow("time without unit's sense")
        << QByteArray("responder.limit.idleTimeout") << QByteArray("soon");
    QTest::newRow("recording") << QByteArray("traffic.record") << QByteArray("some");
    QTest::newRow("no exchanges") << QByteArray("traffic.count") << QByteArray("0");
    QTest::newRow("exchanges") << QByteArray("traffic.count") << QByteArray("10000001");
    QTest::newRow("few bytes") << QByteArray("traffic.bytes") << QByteArray("1000");
    QTest::newRow("bytes") << QByteArray("traffic.bytes") << QByteArray("1 GB");
    QTest::newRow("age") << QByteArray("traffic.age") << QByteArray("0");
    QTest::newRow("age text") << QByteArray("traffic.age") << QByteArray("long");
    QTest::newRow("traffic unknown") << QByteArray("traffic.color") << QByteArray("1");
    QTest::newRow("unknown") << QByteArray("responder.colour") << QByteArray("1");
    QTest::newRow("bare limit") << QByteArray("limit.maxBodyBytes") << QByteArray("1");
    QTest::newRow("zero byte") << QByteArray("responder.tlsKeyFile") << QByteArray("a\0b", 3);
}

void ResponderSettingsTest::setText_refusesWhatCannotBeMeant() {
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    workbench::ResponderSettings settings;
    REFUSED(workbench::setText(settings, key.toStdString(), value.toStdString()), InvalidArgument);
    QVERIFY(workbench::toTexts(settings) == workbench::toTexts({}));
}

void ResponderSettingsTest::options_tryTheTlsFiles() {
    const Lab lab;
    const auto request = [&](const char* name, const char* key) {
        return lab.folder.openssl(
            (std::string("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                         "-subj /CN=localhost -out ") +
             name + " -keyout " + key)
                .c_str());
    };
    QVERIFY(!request("one.pem", "one.key").startsWith("FAILED"));
    QVERIFY(!request("two.pem", "two.key").startsWith("FAILED"));
    workbench::ResponderSettings settings;
    settings.tlsCertificateFile = lab.folder.path("one.pem");
    settings.tlsKeyFile = lab.folder.path("one.key");
    const auto options = workbench::responderOptions(settings, lab.clock);
    NEED(options);
    QVERIFY(options->tls.has_value());
    settings.tlsKeyFile = lab.folder.path("two.key");
    REFUSED(workbench::responderOptions(settings, lab.clock), TlsFailed);
    settings.tlsKeyFile = lab.folder.path("missing.key");
    REFUSED(workbench::responderOptions(settings, lab.clock), FileUnreadable);
    auto texts = workbench::toTexts(settings);
    texts.push_back({"responder.tlsKeyFile", ""});
    REFUSED(workbench::responderSettingsOf(texts), InvalidArgument);
}

void ResponderSettingsTest::backup_isCheckedAfterItWasWritten() {
    const Lab lab;
    const auto bench = lab.open();
    QVERIFY(bench);
    const std::string path = lab.folder.path("copy.scepter");
    NEED(bench->maintenance().backup(path, false));
    const QStringList names = lab.folder.names();
    const auto facts = bench->maintenance().verifyBackup(path);
    NEED(facts);
    QVERIFY(facts->bytes > 4096);
    QVERIFY(facts->auditLines > 0);
    // It leaves nothing beside the copy.
    QCOMPARE(lab.folder.names(), names);
    QByteArray content = lab.folder.read("copy.scepter");
    content.replace(2048, content.size() - 4096, QByteArray(content.size() - 4096, 'x'));
    lab.folder.write("copy.scepter", content);
    QVERIFY(!bench->maintenance().verifyBackup(path));
    REFUSED(bench->maintenance().verifyBackup(lab.folder.path("none.scepter")), NotFound);
}

void ResponderSettingsTest::storage_namesTheKeptCopies() {
    const Lab lab;
    const auto bench = lab.open();
    QVERIFY(bench);
    for (const char* name : {"lab.scepter.v1-20260101-000000", "lab.scepter.v1-20260101-000000-wal",
                             "lab.scepter.before-restore-20260101-000000", "lab.scepter2",
                             "lab.scepter.vault", "other.scepter.v1-20260101-000000"})
        lab.folder.write(name, "x");
    const auto facts = bench->storageFacts();
    QVERIFY(facts.hasKeyFile);
    QVERIFY(facts.bytes > 0);
    QCOMPARE(facts.copies.size(), std::size_t{2});
    QCOMPARE(facts.copies.at(0), lab.folder.path("lab.scepter.before-restore-20260101-000000"));
    QCOMPARE(facts.copies.at(1), lab.folder.path("lab.scepter.v1-20260101-000000"));
    const auto versions = bench->partVersions();
    QVERIFY(versions.openssl.starts_with("OpenSSL 3."));
    QVERIFY(versions.sqlite.starts_with("3."));
}

QTEST_GUILESS_MAIN(ResponderSettingsTest)
#include "tst_responder_settings.moc"
