// scepterctl workspace backup, restore, passphrase: on a workspace that a server has open.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

class TestMaintenanceCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backup_whileServingRestoresElsewhere();
    void passphrase_changesUnderAServer();
    void serve_takesWhatTheWorkspaceSays();
    void refusals_haveThreeParts();
};

void TestMaintenanceCommands::backup_whileServingRestoresElsewhere() {
    Serve serve;
    QVERIFY(serve.init({q("--ca-key"), q("ec:p256")}));
    QVERIFY(serve.start());
    QVERIFY(!serve.mint().isEmpty());
    const QString copy = serve.path("copy.scepter");
    const Ran made = serve.tryJson({q("workspace"), q("backup"), copy, q("--with-key")});
    QVERIFY2(made.code == 0, made.text().constData());
    QCOMPARE(made.json()[q("path")].toString(), copy);
    QCOMPARE(made.json()[q("keyFile")].toString(), copy + q(".key"));
    QCOMPARE(serve.run("sqlite3", {copy, q("PRAGMA integrity_check")}).out, QByteArray("ok\n"));

    // The server has it open: nothing is taken away under it.
    QCOMPARE(serve.ctl({q("workspace"), q("restore"), copy, q("--replace")}).code, 4);
    QVERIFY(serve.isRunning());
    QCOMPARE(serve.stop(), 0);
    QCOMPARE(serve.ctl({q("workspace"), q("restore"), copy}).code, 1);
    const Ran restored =
        serve.tryJson({q("workspace"), q("restore"), copy, q("--replace"), q("--withdraw-codes")});
    QVERIFY2(restored.code == 0, restored.text().constData());
    QCOMPARE(restored.json()[q("codesUnused")].toInt(), 1);
    QCOMPARE(restored.json()[q("codesWithdrawn")].toInt(), 1);
    QVERIFY(QFile::exists(restored.json()[q("before")].toString()));
    QVERIFY(serve.ask(words("audit verify"))[q("intact")].toBool());
    QCOMPARE(serve.ask(words("audit list --limit 1"))[q("audit")].toArray()[0][q("action")],
             QJsonValue(q("workspace.restored")));
    QVERIFY(serve.ask(words("status"))[q("consistent")].toBool());
    QVERIFY(serve.start());
    QVERIFY(!serve.curl(serve.url("/crl/lab.crl")).out.isEmpty());
}

void TestMaintenanceCommands::passphrase_changesUnderAServer() {
    Serve serve;
    QVERIFY(serve.init({q("--ca-key"), q("ec:p256")}));
    QVERIFY(serve.start());
    const QByteArray old = contentOf(serve.path("lab.scepter.key"));
    const Ran changed = serve.tryJson(words("workspace passphrase --random"));
    QVERIFY2(changed.code == 0, changed.text().constData());
    QCOMPARE(changed.json()[q("keyFileIs")].toString(), q("written"));
    const QByteArray next = contentOf(serve.path("lab.scepter.key"));
    QVERIFY(next != old && next.size() > 16);
    QVERIFY(!changed.text().contains(next.trimmed()) && !changed.text().contains(old.trimmed()));
    // The server goes on: it answers and issues.
    const QString code = serve.mint();
    QVERIFY(!code.isEmpty());
    const Ran enrolled = serve.bare({q("enroll"), serve.url("/scep"), q("--subject"), q("CN=after"),
                                     q("--challenge"), code, q("--key"), q("rsa:2048"), q("--out"),
                                     serve.path("after")});
    QVERIFY2(enrolled.code == 0, enrolled.text().constData());
    QCOMPARE(serve.stop(), 0);
    QVERIFY(!serve.log().contains("not reloaded"));

    writeTo(serve.path("mine"), "a passphrase of my own\n");
    QVERIFY(QFile::setPermissions(serve.path("mine"), QFile::ReadOwner | QFile::WriteOwner));
    const Ran own = serve.ctl(
        {q("workspace"), q("passphrase"), q("--new-passphrase-file"), serve.path("mine")});
    QVERIFY2(own.code == 0, own.text().constData());
    QVERIFY(!QFile::exists(serve.path("lab.scepter.key")));
    QVERIFY(serve.ctl({q("status")}).code != 0);
    QCOMPARE(serve.ctl({q("--passphrase-file"), serve.path("mine"), q("status")}).code, 0);
}

void TestMaintenanceCommands::serve_takesWhatTheWorkspaceSays() {
    Serve serve;
    QVERIFY(serve.init({q("--ca-key"), q("ec:p256")}));
    const auto set = [&serve](const char* name, const char* value) {
        return serve
                   .run("sqlite3", {serve.path("lab.scepter"),
                                    q("INSERT OR REPLACE INTO settings VALUES('%1','%2')")
                                        .arg(q(name), q(value))})
                   .code == 0;
    };
    QVERIFY(set("responder.address", "127.0.0.2"));
    QVERIFY(set("responder.port", "0"));
    QVERIFY(serve.startAs({}));
    QVERIFY2(serve.url().startsWith(q("http://127.0.0.2:")), qPrintable(serve.url()));
    QCOMPARE(serve.curl(serve.url("/healthz")).out.trimmed(), QByteArray("ok"));
    QCOMPARE(serve.stop(), 0);
    QVERIFY(serve.start());
    QVERIFY2(serve.url().startsWith(q("http://127.0.0.1:")), qPrintable(serve.url()));
    QCOMPARE(serve.stop(), 0);
    QVERIFY(set("responder.port", "eighty"));
    QVERIFY(isRefused(serve.tryJson({q("serve")}), "invalidArgument", 2));
}

void TestMaintenanceCommands::refusals_haveThreeParts() {
    Serve serve;
    QVERIFY(serve.init({q("--ca-key"), q("ec:p256")}));
    writeTo(serve.path("short"), "short\n");
    QVERIFY(QFile::setPermissions(serve.path("short"), QFile::ReadOwner | QFile::WriteOwner));
    for (const auto& [command, code] :
         {std::pair{QStringList{q("backup"), serve.path("lab.scepter")}, 1},
          {QStringList{q("backup"), serve.path("no/where")}, 1},
          {QStringList{q("restore"), serve.path("nothing"), q("--replace")}, 1},
          {QStringList{q("restore"), serve.path("short"), q("--replace")}, 4},
          {QStringList{q("passphrase"), q("--new-passphrase-file"), serve.path("short")}, 2},
          {QStringList{q("passphrase"), q("--new-passphrase-file"), serve.path("nothing")}, 1}}) {
        const Ran ran = serve.ctl(QStringList{q("workspace")} + command);
        QVERIFY2(ran.code == code && hasThreeParts(ran), ran.text().constData());
    }
    QCOMPARE(serve.ctl(words("status")).code, 0);
}

QTEST_GUILESS_MAIN(TestMaintenanceCommands)
#include "tst_maintenance_commands.moc"
