// What scepterctl says and how it exits when something is wrong.
#include "expect.h"
#include "lab.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <csignal>
#include <sys/stat.h>

using namespace scepter;
using namespace scepter::faults;

namespace {

QStringList words(const char* text) {
    return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts);
}

bool writeText(const QString& path, const QByteArray& text) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// Changes a workspace behind its back.
bool sqlite(const QString& path, const char* sql) {
    return runProgram(QStringLiteral("sqlite3"), {path, QString::fromUtf8(sql)}).exitCode == 0;
}

/// An error as it must be: three texts on stderr, one document on stdout, this code.
QByteArray complaint(const Outcome& outcome, int exitCode, const QString& code) {
    if (outcome.exitCode != exitCode) return "wrong exit code: " + outcome.text();
    if (outcome.errorCode() != code) return "wrong error: " + outcome.text();
    const QJsonObject error = outcome.json().value(QLatin1String("error")).toObject();
    for (const char* part : {"summary", "why", "action"})
        if (error.value(QLatin1String(part)).toString().isEmpty())
            return QByteArray("no ") + part + ": " + outcome.text();
    if (!outcome.err.contains("scepterctl: ")) return "nothing on stderr: " + outcome.text();
    return {};
}

} // namespace

class CommandErrorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void usage_exitsWith2_data();
    void usage_exitsWith2();
    void usage_namesTheWordThatIsNoCommand();
    void status_saysWhatIsWrong();
    void audit_saysWhatIsWrong();
    void caps_ofAnotherUrlAreAnError();
    void refusal_exitsWith1_data();
    void refusal_exitsWith1();
    void workspace_thatIsNoneExitsWith4_data();
    void workspace_thatIsNoneExitsWith4();
    void passphrase_mustBeTheRightOne();
    void passphrase_fileMustBePrivate();
    void json_isOneDocumentAlsoForSeveralErrors();
    void serve_saysThatThePortIsTaken();
    void client_saysThatNobodyAnswers();
    void init_leavesAnExistingWorkspaceAlone();
    void init_interruptedLeavesNothing();
    void cleanupTestCase();

private:
    [[nodiscard]] Outcome json(const QStringList& arguments) const {
        return m_lab->run(QStringList{QStringLiteral("--json")} + arguments);
    }

    std::unique_ptr<Lab> m_lab;
};

void CommandErrorsTest::initTestCase() {
    m_lab = std::make_unique<Lab>();
    QVERIFY2(m_lab->error().empty(), m_lab->error().c_str());
}

void CommandErrorsTest::usage_exitsWith2_data() {
    QTest::addColumn<QStringList>("arguments");
    for (const char* line :
         {"",
          "nonsense",
          "status --nonsense",
          "request",
          "request show",
          "request show five",
          "request deny 1",
          "request list --state odd",
          "request deny 1 --reason x --fail-info odd",
          "code mint --ttl soon",
          "code mint --count 0",
          "code mint --count 1001",
          "code mint --uses 0",
          "code mint --ttl 0s",
          "code mint --ttl 900d",
          "code mint --san nonsense",
          "code list --state odd",
          "code withdraw x",
          "certificate list --status odd",
          "certificate export 01 --format odd",
          "certificate revoke 01 --reason odd",
          "certificate revoke 01 --invalid-since yesterday",
          "endpoint add a",
          "endpoint add a --path noslash",
          "endpoint add a --path /a --challenge odd",
          "endpoint set scep --try-limit many",
          "template add a --validity forever",
          "template add a --key rsa:1024",
          "authority export --format odd",
          "authority rollover --switch --csr file",
          "serve --listen here",
          "serve --listen :80:",
          "serve --listen 127.0.0.1:65536",
          "serve --tls-cert file",
          "serve --log odd",
          "bogus",
          "serve --limit foo=1",
          "serve --limit maxConnections",
          "serve --limit maxConnections=0",
          "serve --limit maxConnections=-1",
          "serve --limit idleTimeout=never",
          "request list --limit -1",
          "request list --limit 0",
          "code list --limit 0",
          "certificate list --limit 10001",
          "audit list --limit -1",
          "certificate show zz",
          "certificate export zz",
          "certificate revoke zz",
          "authority export --format der --chain",
          "enroll http://127.0.0.1:1/scep --subject bad --out DIR",
          "enroll http://127.0.0.1:1/scep --subject CN=a --san bad --out DIR",
          "enroll http://127.0.0.1:1/scep --subject CN=a --fingerprint zz --out DIR",
          "caps http://127.0.0.1:1/scep --fingerprint zz",
          "--workspace DIR init --ca-subject bad",
          "enroll",
          "enroll http://127.0.0.1:1/scep --subject CN=a",
          "enroll http://127.0.0.1:1/scep --subject CN=a --out DIR --key rsa:77"})
        QTest::newRow(line) << words(line);
}

void CommandErrorsTest::usage_exitsWith2() {
    QFETCH(QStringList, arguments);
    arguments.replaceInStrings(QStringLiteral("DIR"), m_lab->folder() + QStringLiteral("/client"));
    const Outcome outcome = m_lab->run(arguments);
    QVERIFY2(outcome.exitCode == 2, outcome.text().constData());
    QVERIFY2(!outcome.err.isEmpty(), "nothing on stderr");
    QVERIFY2(!QFile::exists(m_lab->folder() + QStringLiteral("/client")), "something was written");
}

void CommandErrorsTest::usage_namesTheWordThatIsNoCommand() {
    for (const char* line : {"bogus", "bogus 1 --json", "endpoint bogus", "status bogus"}) {
        const Outcome outcome = m_lab->run(words(line));
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("bogus"), outcome.text().constData());
    }
    QVERIFY(m_lab->run({}).err.contains("subcommand is required"));
}

// An answer that is itself an error: the document, and beside it the error.
void CommandErrorsTest::status_saysWhatIsWrong() {
    const Lab lab;
    QVERIFY2(lab.error().empty(), lab.error().c_str());
    QVERIFY(sqlite(lab.path(), "UPDATE head SET revoked = revoked + 1"));
    const Outcome outcome = lab.run(words("--json status"));
    const QByteArray wrong = complaint(outcome, 1, QStringLiteral("storeCorrupt"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QCOMPARE(outcome.json().value(QLatin1String("consistent")).toBool(true), false);
    QVERIFY2(outcome.err.contains("revocations"), outcome.err.constData());
    const Outcome text = lab.run(words("status"));
    QCOMPARE(text.exitCode, 1);
    QVERIFY2(text.out.contains("!! ") && text.err.contains("revocations"), text.text().constData());
}

void CommandErrorsTest::audit_saysWhatIsWrong() {
    const Lab lab;
    QVERIFY2(lab.error().empty(), lab.error().c_str());
    QVERIFY(sqlite(lab.path(), "DROP TRIGGER audit_no_update; "
                               "UPDATE audit SET actor = 'nobody' WHERE id = 2"));
    const Outcome outcome = lab.run(words("--json audit verify"));
    const QByteArray wrong = complaint(outcome, 1, QStringLiteral("storeCorrupt"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QCOMPARE(outcome.json().value(QLatin1String("intact")).toBool(true), false);
    QCOMPARE(outcome.json().value(QLatin1String("firstBadLine")).toInt(), 2);
    QVERIFY2(outcome.err.contains("line 2"), outcome.err.constData());
    const Outcome text = lab.run(words("audit verify"));
    QCOMPARE(text.exitCode, 1);
    QVERIFY2(text.out.startsWith("The audit trail was changed at line 2") &&
                 text.err.contains("line 2"),
             text.text().constData());
}

void CommandErrorsTest::caps_ofAnotherUrlAreAnError() {
    Server server(m_lab->path());
    QVERIFY2(server.isReady(), server.log().constData());
    const QString url =
        QStringLiteral("http://127.0.0.1:%1/nope").arg(static_cast<int>(server.port()));
    const Outcome outcome = json({QStringLiteral("caps"), url});
    const QByteArray wrong = complaint(outcome, 1, QStringLiteral("httpStatus"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QCOMPARE(outcome.json().value(QLatin1String("answered")).toBool(true), false);
    QVERIFY2(outcome.err.contains("404"), outcome.err.constData());
    QCOMPARE(server.end(true), 0);
}

void CommandErrorsTest::refusal_exitsWith1_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* line, const char* code) {
        QTest::newRow(line) << words(line) << QString::fromUtf8(code);
    };
    row("request show 999", "notFound");
    row("request approve 999", "notFound");
    row("request deny 999 --reason no", "notFound");
    row("code withdraw 999", "notFound");
    row("code mint --endpoint odd", "notFound");
    row("certificate show ABCDEF", "notFound");
    row("certificate export ABCDEF", "notFound");
    row("certificate revoke ABCDEF", "notFound");
    row("endpoint show odd", "notFound");
    row("endpoint set odd --approval manual", "notFound");
    row("endpoint remove odd", "notFound");
    row("endpoint add scep --path /other", "alreadyExists");
    row("endpoint add other --path /scep", "alreadyExists");
    row("endpoint add other --path /certsrv/mscep", "alreadyExists");
    row("endpoint add other --path /other --template odd", "notFound");
    row("template show odd", "notFound");
    row("template add lab", "alreadyExists");
    row("template remove odd", "notFound");
    row("template remove lab", "conflict");
    row("authority show odd", "notFound");
    row("authority rollover --switch", "noNextGeneration");
    row("authority install FOLDER/absent.pem", "fileUnreadable");
    row("authority install KEY", "certificateMalformed");
    row("authority export --out FOLDER/absent/ca.pem", "fileUnwritable");
    row("authority crl --out FOLDER/absent/ca.crl", "fileUnwritable");
    row("init", "alreadyExists");
    row("serve --listen 127.0.0.1:0 --tls-cert FOLDER/absent --tls-key FOLDER/absent",
        "fileUnreadable");
    row("serve --listen 192.0.2.1:0", "addressNotHere");
    row("poll FOLDER/absent", "fileUnreadable");
    row("renew FOLDER/absent", "fileUnreadable");
}

void CommandErrorsTest::refusal_exitsWith1() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, code);
    arguments.replaceInStrings(QStringLiteral("FOLDER"), m_lab->folder());
    arguments.replaceInStrings(QStringLiteral("KEY"), m_lab->path() + QStringLiteral(".key"));
    const QByteArray wrong = complaint(json(arguments), 1, code);
    QVERIFY2(wrong.isEmpty(), wrong.constData());
}

void CommandErrorsTest::workspace_thatIsNoneExitsWith4_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* what, const char* code) {
        QTest::newRow(what) << QString::fromUtf8(what) << QString::fromUtf8(code);
    };
    row("absent", "storeUnavailable");
    row("folder", "storeForeign");
    row("empty", "storeForeign");
    row("text", "storeForeign");
    row("database", "storeForeign");
    row("newer", "storeNewer");
    row("truncated", "storeCorrupt");
}

void CommandErrorsTest::workspace_thatIsNoneExitsWith4() {
    QFETCH(QString, what);
    QFETCH(QString, code);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.scepter"));
    if (what == u"folder") QVERIFY(QDir().mkdir(path));
    if (what == u"empty") QVERIFY(writeText(path, {}));
    if (what == u"text") QVERIFY(writeText(path, QByteArray(5000, 'x')));
    if (what == u"database") QVERIFY(sqlite(path, "CREATE TABLE t(a)"));
    if (what == u"newer" || what == u"truncated") QVERIFY(QFile::copy(m_lab->path(), path));
    if (what == u"newer") QVERIFY(sqlite(path, "PRAGMA user_version = 9999"));
    if (what == u"truncated") QVERIFY(QFile::resize(path, QFileInfo(path).size() / 2));
    for (const char* command : {"status", "serve --listen 127.0.0.1:0", "audit verify"}) {
        const QStringList global{QStringLiteral("--json"), QStringLiteral("--workspace"), path,
                                 QStringLiteral("--passphrase-file"),
                                 m_lab->path() + QStringLiteral(".key")};
        const QByteArray wrong =
            complaint(runProgram(scepterctl(), global + words(command)), 4, code);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
}

void CommandErrorsTest::passphrase_mustBeTheRightOne() {
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("passphrase"));
    QVERIFY(writeText(file, "hunter2-but-longer\n"));
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
    const QStringList named{QStringLiteral("--passphrase-file"), file, QStringLiteral("status")};
    const Outcome outcome = json(named);
    QByteArray wrong = complaint(outcome, 1, QStringLiteral("passphraseWrong"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY(!outcome.text().contains("hunter2"));
    QVERIFY(writeText(file, "\n"));
    wrong = complaint(json(named), 2, QStringLiteral("invalidArgument"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY(QFile::remove(file));
    wrong = complaint(json(named), 1, QStringLiteral("fileUnreadable"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    // And without any: it is said how to name one.
    const QString key = m_lab->path() + QStringLiteral(".key");
    QVERIFY(QFile::rename(key, key + QStringLiteral(".away")));
    const Outcome none = json({QStringLiteral("status")});
    QVERIFY(QFile::rename(key + QStringLiteral(".away"), key));
    wrong = complaint(none, 1, QStringLiteral("fileUnreadable"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY2(none.err.contains("--passphrase-file") && none.err.contains(key.toUtf8()),
             none.text().constData());
    QVERIFY2(!none.err.contains("init"), none.text().constData());
}

void CommandErrorsTest::passphrase_fileMustBePrivate() {
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("passphrase"));
    QVERIFY(QFile::copy(m_lab->path() + QStringLiteral(".key"), file));
    const QStringList named{QStringLiteral("--passphrase-file"), file, QStringLiteral("status")};
    QCOMPARE(json(named).exitCode, 0);
    QVERIFY(::chmod(file.toStdString().c_str(), 0640) == 0);
    const Outcome outcome = json(named);
    const QByteArray wrong = complaint(outcome, 2, QStringLiteral("invalidArgument"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY2(outcome.err.contains("chmod 600"), outcome.err.constData());
}

void CommandErrorsTest::json_isOneDocumentAlsoForSeveralErrors() {
    for (const char* line :
         {"request approve 998 999", "request deny 998 999 --reason no", "code withdraw 998 999"}) {
        const Outcome outcome = json(words(line));
        QCOMPARE(outcome.exitCode, 1);
        QJsonParseError error;
        QJsonDocument::fromJson(outcome.out, &error);
        QVERIFY2(error.error == QJsonParseError::NoError, outcome.text().constData());
    }
}

void CommandErrorsTest::serve_saysThatThePortIsTaken() {
    Server first(m_lab->path());
    QVERIFY2(first.isReady(), first.log().constData());
    const QString listen = QStringLiteral("127.0.0.1:") + QString::number(first.port());
    const Outcome outcome = json({QStringLiteral("serve"), QStringLiteral("--listen"), listen});
    const QByteArray wrong = complaint(outcome, 1, QStringLiteral("addressInUse"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY2(outcome.err.contains(QByteArray::number(first.port())), outcome.err.constData());
    QCOMPARE(first.end(true), 0);
}

void CommandErrorsTest::client_saysThatNobodyAnswers() {
    QString url;
    {
        Server gone(m_lab->path());
        QVERIFY2(gone.isReady(), gone.log().constData());
        url = QStringLiteral("http://127.0.0.1:") + QString::number(gone.port()) +
              QStringLiteral("/scep");
        QCOMPARE(gone.end(true), 0);
    }
    for (const char* command : {"caps", "cacert"}) {
        const QByteArray wrong =
            complaint(json({QString::fromUtf8(command), url}), 4, QStringLiteral("unreachable"));
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }
}

void CommandErrorsTest::init_leavesAnExistingWorkspaceAlone() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine"));
    QVERIFY(writeText(path, "precious"));
    const Outcome outcome =
        runProgram(scepterctl(), {QStringLiteral("--json"), QStringLiteral("--workspace"), path,
                                  QStringLiteral("init")});
    const QByteArray wrong = complaint(outcome, 1, QStringLiteral("alreadyExists"));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("precious"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

// Ctrl+C while the keys are made.
void CommandErrorsTest::init_interruptedLeavesNothing() {
    for (const int signal : {SIGINT, SIGTERM}) {
        const Lab lab(false);
        QProcess init;
        init.setReadChannel(QProcess::StandardError);
        init.start(scepterctl(), {QStringLiteral("--workspace"), lab.path(), QStringLiteral("init"),
                                  QStringLiteral("--ca-key"), QStringLiteral("rsa:4096")});
        // It says so before it begins.
        QVERIFY(init.waitForStarted());
        QByteArray said;
        while (!said.contains("Making the keys") && init.waitForReadyRead(30000))
            said += init.readAllStandardError();
        QVERIFY(said.contains("Making the keys"));
        ::kill(static_cast<pid_t>(init.processId()), signal);
        QVERIFY(init.waitForFinished(60000));
        QCOMPARE(init.exitStatus(), QProcess::NormalExit);
        QCOMPARE(init.exitCode(), 130);
        QCOMPARE(lab.files(), QStringList());
    }
}

void CommandErrorsTest::cleanupTestCase() {
    QCOMPARE(m_lab->complaints(), QString());
}

QTEST_GUILESS_MAIN(CommandErrorsTest)

#include "tst_command_errors.moc"
