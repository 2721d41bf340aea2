// From the first start to an approved certificate: the program under Xvfb, driven by its keyboard,
// and strongSwan's pki as the device.
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>

namespace {

constexpr int kPatienceMs = 120000;
constexpr int kPollMs = 100;
constexpr int kMostControls = 10; // before and with the list
constexpr int kTries = 4;

QString q(const char* text) {
    return QString::fromUtf8(text);
}

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// Waits for something outside of this process.
bool eventually(const std::function<bool()>& isSo, int patienceMs = kPatienceMs) {
    const QDeadlineTimer deadline(patienceMs);
    while (!isSo()) {
        if (deadline.hasExpired()) return false;
        QTest::qWait(kPollMs);
    }
    return true;
}

void end(QProcess& process) {
    if (process.state() == QProcess::NotRunning) return;
    process.terminate();
    if (process.waitForFinished(kPatienceMs / 4)) return;
    process.kill();
    process.waitForFinished();
}

} // namespace

class FirstRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void wizard_leadsToARunningResponder();
    void device_getsItsCertificateWhenApproved();

private:
    Ran run(const QString& program, const QStringList& arguments) const;
    /// The id of a visible window whose title matches; empty: none.
    [[nodiscard]] QString windowNamed(const QString& pattern) const;
    [[nodiscard]] bool waitForWindow(const QString& pattern) const;
    void press(const char* keys) const;
    /// Presses keys until the window's title says so.
    [[nodiscard]] bool goTo(const QString& pattern, const char* keys = "Return") const;
    [[nodiscard]] QByteArray sql(const char* query) const;
    [[nodiscard]] QString path(const char* name) const { return m_home.filePath(q(name)); }
    [[nodiscard]] QString url() const;
    void startScreen();
    void keepPicture(const char* name) const;

    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
    QProcess m_server;
    QProcess m_manager;
    QProcess m_program;
};

void FirstRunTest::initTestCase() {
    for (const char* needed : {"Xvfb", "xdotool"})
        if (QStandardPaths::findExecutable(q(needed)).isEmpty())
            QSKIP(qPrintable(q("%1 is not installed").arg(q(needed))));
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"SCEPTER_WORKSPACE", "WAYLAND_DISPLAY", "QT_QPA_PLATFORMTHEME"})
        m_environment.remove(q(name));
    m_environment.insert(q("HOME"), m_home.path());
    m_environment.insert(q("XDG_CONFIG_HOME"), path("config"));
    m_environment.insert(q("XDG_DATA_HOME"), path("data"));
    m_environment.insert(q("XDG_CACHE_HOME"), path("cache"));
    m_environment.insert(q("XDG_RUNTIME_DIR"), path("run"));
    m_environment.insert(q("QT_QPA_PLATFORM"), q("xcb"));
    QVERIFY(QDir().mkpath(path("run")));
    QVERIFY(
        QFile::setPermissions(path("run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    startScreen();
}

void FirstRunTest::startScreen() {
    // Without -noreset the server starts anew when its last client goes, in the midst of the next.
    m_server.start(q("Xvfb"), {q("-displayfd"), q("1"), q("-noreset"), q("-screen"), q("0"),
                               q("1280x800x24"), q("-nolisten"), q("tcp")});
    QVERIFY(m_server.waitForStarted());
    QByteArray number;
    while (!number.contains('\n') && m_server.waitForReadyRead(kPatienceMs))
        number += m_server.readAllStandardOutput();
    QVERIFY2(number.contains('\n'), "Xvfb did not start");
    m_environment.insert(q("DISPLAY"), q(":") + QString::fromLatin1(number.trimmed()));
    for (const char* name : {"openbox", "metacity"}) {
        if (QStandardPaths::findExecutable(q(name)).isEmpty()) continue;
        m_manager.setProcessEnvironment(m_environment);
        m_manager.start(q(name), {});
        QVERIFY(m_manager.waitForStarted());
        // A window that is mapped while it takes over is lost to both.
        const bool isManaged =
            eventually([&] { return run(q("xdotool"), {q("get_num_desktops")}).code == 0; });
        QVERIFY2(isManaged, qPrintable(m_manager.program()));
        break;
    }
    m_program.setProcessEnvironment(m_environment);
    m_program.setProcessChannelMode(QProcess::MergedChannels);
    m_program.start(q(SCEPTER_BINARY_DIR "/scepter"), {});
    QVERIFY(m_program.waitForStarted());
}

void FirstRunTest::cleanupTestCase() {
    end(m_program);
    end(m_manager);
    end(m_server);
}

Ran FirstRunTest::run(const QString& program, const QStringList& arguments) const {
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatienceMs)) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString FirstRunTest::windowNamed(const QString& pattern) const {
    const Ran found = run(q("xdotool"), {q("search"), q("--onlyvisible"), q("--name"), pattern});
    return QString::fromLatin1(found.out.split('\n').value(0));
}

bool FirstRunTest::waitForWindow(const QString& pattern) const {
    return eventually([&] { return !windowNamed(pattern).isEmpty(); });
}

void FirstRunTest::press(const char* keys) const {
    run(q("xdotool"), {q("key"), q("--clearmodifiers"), q(keys)});
}

bool FirstRunTest::goTo(const QString& pattern, const char* keys) const {
    // A button that waits for an answer takes no key yet, so one may have to press again.
    return eventually([&] {
        if (!windowNamed(pattern).isEmpty()) return true;
        press(keys);
        return eventually([&] { return !windowNamed(pattern).isEmpty(); }, 5000);
    });
}

QByteArray FirstRunTest::sql(const char* query) const {
    return run(q("sqlite3"), {q("-readonly"), path("data/scepter/ca.scepter"), q(query)})
        .out.trimmed();
}

QString FirstRunTest::url() const {
    const QByteArray saved = sql("SELECT value FROM settings WHERE name = 'responder.port'");
    const QByteArray port = saved.isEmpty() ? QByteArray("8080") : saved;
    return q("http://127.0.0.1:%1/scep/manual").arg(QString::fromLatin1(port));
}

/// For whoever looks into a failure: a picture beside the programs.
void FirstRunTest::keepPicture(const char* name) const {
    if (!QStandardPaths::findExecutable(q("import")).isEmpty())
        run(q("import"), {q("-window"), q("root"),
                          q(SCEPTER_BINARY_DIR "/tests/first-run-") + q(name) + q(".png")});
}

void FirstRunTest::wizard_leadsToARunningResponder() {
    const bool isThere = waitForWindow(q("^Scepter$"));
    if (!isThere) keepPicture("start");
    QVERIFY2(isThere, m_program.readAll().constData());
    run(q("xdotool"), {q("windowfocus"), q("--sync"), windowNamed(q("^Scepter$"))});
    // The window may be there before it takes keys.
    const bool opened = eventually([&] {
        press("ctrl+shift+n");
        return eventually([&] { return !windowNamed(q("New workspace: Workspace")).isEmpty(); },
                          5000);
    });
    if (!opened) keepPicture("start");
    QVERIFY(opened);
    QVERIFY(!QFile::exists(path("data/scepter")));
    QVERIFY(goTo(q("New workspace: CA")));
    QVERIFY(goTo(q("New workspace: Responder")));
    press("alt+h");
    QVERIFY(goTo(q("New workspace: Review")));
    // On a slow machine the page before may have taken Return twice, and then this one the second.
    QVERIFY(goTo(q("New workspace: Responder"), "alt+b"));
    press("alt+h");
    QVERIFY(goTo(q("New workspace: Review")));
    QVERIFY(!QFile::exists(path("data/scepter")));
    press("Return");
    const bool made = waitForWindow(q("^ca — Scepter$"));
    if (!made) keepPicture("review");
    QVERIFY(made);
    QCOMPARE(sql("SELECT name FROM endpoints"), QByteArray("manual"));
    const Ran fetched = [this] {
        Ran ran;
        eventually([&] {
            ran = run(q("pki"), {q("--scepca"), q("--url"), url(), q("--caout"), path("ca.pem"),
                                 q("--raout"), path("ra.pem"), q("--outform"), q("pem")});
            return ran.code == 0;
        });
        return ran;
    }();
    QVERIFY2(fetched.code == 0, fetched.err.constData());
}

void FirstRunTest::device_getsItsCertificateWhenApproved() {
    QVERIFY(QFile::exists(path("ra.pem")));
    const Ran key =
        run(q("openssl"), {q("genpkey"), q("-algorithm"), q("RSA"), q("-out"), path("device.key")});
    QCOMPARE(key.code, 0);
    QProcess client;
    const auto stop = qScopeGuard([&client] { end(client); });
    client.setProcessEnvironment(m_environment);
    client.start(q("pki"), {q("--scep"), q("--url"), url(), q("--in"), path("device.key"),
                            q("--dn"), q("CN=first-device"), q("--cacert-enc"), path("ra.pem"),
                            q("--cacert-sig"), path("ca.pem"), q("--outform"), q("pem"),
                            q("--interval"), q("1"), q("--maxpolltime"), q("120")});
    QVERIFY(client.waitForStarted());
    QVERIFY(eventually([&] { return sql("SELECT count(*) FROM requests") == "1"; }));
    // To the page and its filter, then from control to control: in the list Down takes the first
    // row, and A approves it as soon as it has been read. Elsewhere neither does anything.
    const auto isIssued = [&] {
        return sql("SELECT count(*) FROM certificates WHERE request_id = 1") == "1";
    };
    const bool approved = eventually([&] {
        press("ctrl+2");
        press("ctrl+f");
        for (int control = 0; control < kMostControls; ++control) {
            press("Tab");
            press("Down");
            for (int again = 0; again < kTries; ++again) {
                if (eventually(isIssued, kPollMs * 5)) return true;
                press("a");
            }
        }
        return eventually(isIssued, kPollMs * 20);
    });
    if (!approved) keepPicture("requests");
    QVERIFY(approved);
    QVERIFY(client.waitForFinished(kPatienceMs));
    const QByteArray certificate = client.readAllStandardOutput();
    QVERIFY2(client.exitCode() == 0, client.readAllStandardError().constData());
    QFile file(path("device.pem"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(certificate);
    file.close();
    const Ran verified =
        run(q("openssl"), {q("verify"), q("-CAfile"), path("ca.pem"), path("device.pem")});
    QVERIFY2(verified.code == 0, verified.err.constData());
    const Ran subject =
        run(q("openssl"), {q("x509"), q("-in"), path("device.pem"), q("-noout"), q("-subject")});
    QVERIFY(subject.out.contains("CN = first-device"));
}

QTEST_GUILESS_MAIN(FirstRunTest)

#include "tst_first_run.moc"
