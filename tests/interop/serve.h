// The programs as an operator runs them: scepterctl on a workspace of its own, and others beside
// it.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStringList>
#include <QTemporaryDir>

#include <csignal>
#include <functional>
#include <memory>

namespace scepter::test {

inline QString q(const char* text) {
    return QString::fromLatin1(text);
}
/// The arguments of a line, between spaces.
inline QStringList words(const char* line) {
    return q(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

inline QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeTo(const QString& path, const QByteArray& content) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// A key of the captures: none has to be generated.
inline QString keyFile(const QString& name) {
    return q(SCEPTER_TEST_DATA "/captures/keys/") + name + q(".key.pem");
}

/// What a program said; the exit code is -1 when it crashed or was killed.
struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    /// For the output of a failed test.
    [[nodiscard]] QByteArray text() const {
        return "exit code " + QByteArray::number(code) + '\n' + out + err;
    }
};

/// Whether a refusal says what happened, why, and what to do.
inline bool hasThreeParts(const Ran& ran) {
    const QList<QByteArray> lines = ran.err.split('\n');
    for (qsizetype i = 0; i + 2 < lines.size(); ++i)
        if (lines[i].startsWith("scepterctl: ") && lines[i + 1].startsWith("  ") &&
            lines[i + 2].startsWith("  "))
            return true;
    qWarning("%s", ran.text().constData());
    return false;
}

/// Whether a command under --json refused for this reason.
inline bool isRefused(const Ran& ran, const char* code, int exitCode = 1) {
    const QJsonObject error = ran.json()[q("error")].toObject();
    if (ran.code == exitCode && error[q("code")].toString() == q(code) &&
        !error[q("summary")].toString().isEmpty() && !error[q("action")].toString().isEmpty() &&
        error.contains(q("why")) && hasThreeParts(ran))
        return true;
    qWarning("%s", ran.text().constData());
    return false;
}

/// The environment without what belongs to the machine's user.
inline QProcessEnvironment cleanEnvironment(const QString& home) {
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"SCEPTER_WORKSPACE", "SCEPTER_PASSPHRASE_FILE", "http_proxy",
                             "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"})
        environment.remove(q(name));
    environment.insert(q("HOME"), home);
    environment.insert(q("XDG_DATA_HOME"), home + q("/data"));
    environment.insert(q("LC_ALL"), q("C.UTF-8"));
    environment.insert(q("USER"), q("tester"));
    return environment;
}

inline Ran finished(QProcess& process, int patience = 60'000) {
    Ran ran;
    if (!process.waitForFinished(patience)) {
        process.kill();
        process.waitForFinished();
        ran.err = "did not end in time\n";
    } else if (process.exitStatus() == QProcess::NormalExit) {
        ran.code = process.exitCode();
    }
    ran.out += process.readAllStandardOutput();
    ran.err += process.readAllStandardError();
    return ran;
}

inline Ran runProgram(const QString& program, const QStringList& arguments,
                      const QProcessEnvironment& environment, const QByteArray& input = {}) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForStarted()) return {-1, {}, "could not be started: " + program.toUtf8()};
    process.write(input);
    process.closeWriteChannel();
    return finished(process);
}

/// A folder with a workspace, and a server on it as long as it lives.
class Serve {
public:
    ~Serve() { stop(); }

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString path(const char* name) const { return path(q(name)); }
    [[nodiscard]] QProcessEnvironment environment() const {
        return cleanEnvironment(m_folder.path());
    }

    /// scepterctl on this workspace.
    [[nodiscard]] Ran ctl(const QStringList& arguments, const QByteArray& input = {}) const {
        return runProgram(program(), QStringList{q("--workspace"), path("lab.scepter")} + arguments,
                          environment(), input);
    }
    /// scepterctl without a word added.
    [[nodiscard]] Ran bare(const QStringList& arguments, const QByteArray& input = {}) const {
        return runProgram(program(), arguments, environment(), input);
    }
    /// The document of a command under --json; empty when it failed.
    [[nodiscard]] QJsonObject ask(const QStringList& arguments) const {
        const Ran ran = ctl(QStringList{q("--json")} + arguments);
        if (ran.code != 0) qWarning("%s", ran.text().constData());
        return ran.code == 0 ? ran.json() : QJsonObject();
    }
    /// A command under --json, as it ended.
    [[nodiscard]] Ran tryJson(const QStringList& arguments) const {
        return ctl(QStringList{q("--json")} + arguments);
    }
    [[nodiscard]] Ran run(const char* other, const QStringList& arguments,
                          const QByteArray& input = {}) const {
        return runProgram(q(other), arguments, environment(), input);
    }
    [[nodiscard]] Ran openssl(const QStringList& arguments, const QByteArray& input = {}) const {
        return run("openssl", arguments, input);
    }

    bool init(const QStringList& more = {q("--ca-key"), q("rsa:2048")}) const {
        const Ran ran = ctl(QStringList{q("init")} + more);
        if (ran.code != 0) qWarning("%s", ran.text().constData());
        return ran.code == 0;
    }

    /// Starts the server on a free port.
    bool start(const QStringList& more = {}) {
        return startAs(QStringList{q("--listen"), q("127.0.0.1:0")} + more);
    }
    /// Starts the server where the workspace says, or these arguments.
    bool startAs(const QStringList& arguments) {
        m_server = std::make_unique<QProcess>();
        m_server->setProcessEnvironment(environment());
        m_server->setStandardErrorFile(path("serve.log"), QIODevice::Append);
        m_server->start(program(),
                        QStringList{q("--workspace"), path("lab.scepter"), q("-v"), q("serve")} +
                            arguments);
        QByteArray line;
        while (!line.endsWith('\n') && m_server->waitForReadyRead(20'000))
            line += m_server->readLine();
        const QByteArray begin = "listening on ";
        if (!line.startsWith(begin)) {
            qWarning("no server: %s%s", line.constData(), log().constData());
            return false;
        }
        m_url = QString::fromLatin1(line.mid(begin.size()).trimmed());
        return true;
    }

    /// Where its admin listener is, after a start with --admin-listen; asked once for each start.
    [[nodiscard]] QString adminUrl() const {
        QByteArray line;
        while (!line.endsWith('\n') &&
               (m_server->canReadLine() || m_server->waitForReadyRead(20'000)))
            line += m_server->readLine();
        const QByteArray begin = "admin listening on ";
        return line.startsWith(begin) ? QString::fromLatin1(line.mid(begin.size()).trimmed())
                                      : QString();
    }

    /// Ends the server as systemd does; gives its exit code.
    int stop() {
        if (!m_server || m_server->state() == QProcess::NotRunning) return -1;
        m_server->terminate();
        const Ran ran = finished(*m_server, 20'000);
        return ran.code;
    }
    [[nodiscard]] bool isRunning() const {
        return m_server && m_server->state() == QProcess::Running;
    }
    [[nodiscard]] qint64 processId() const { return m_server->processId(); }
    bool interrupt() const {
        return ::kill(static_cast<pid_t>(m_server->processId()), SIGINT) == 0;
    }
    int wait() { return finished(*m_server, 20'000).code; }

    [[nodiscard]] QString url(const char* path = "") const { return m_url + q(path); }
    [[nodiscard]] QByteArray log() const { return contentOf(path("serve.log")); }

    /// Who the programs run as.
    [[nodiscard]] QString user() const {
        return QString::fromUtf8(run("id", {q("--user"), q("--name")}).out.trimmed());
    }

    /// GET or, with a body, POST; by curl, which fails on 400 and above.
    [[nodiscard]] Ran curl(const QString& target, const QStringList& more = {}) const {
        return run("curl", QStringList{q("--silent"), q("--show-error"), q("--fail"),
                                       q("--max-time"), q("20")} +
                               more + QStringList{target});
    }

    /// Mints one code.
    [[nodiscard]] QString mint(const QStringList& more = {}) const {
        const Ran ran = ctl(QStringList{q("code"), q("mint")} + more);
        return ran.code == 0 ? QString::fromLatin1(ran.out.trimmed()) : QString();
    }

    /// Writes the CA certificate to ca.pem.
    bool exportCa() const {
        return ctl({q("authority"), q("export"), q("--chain"), q("--out"), path("ca.pem")}).code ==
               0;
    }
    /// openssl's judgement of a certificate, by ca.pem.
    [[nodiscard]] Ran verify(const QString& certificate, const QStringList& more = {}) const {
        return openssl(QStringList{q("verify"), q("-x509_strict"), q("-CAfile"), path("ca.pem")} +
                       more + QStringList{certificate});
    }
    [[nodiscard]] QString publicKeyOf(const QString& certificate) const {
        return QString::fromLatin1(
            openssl({q("x509"), q("-noout"), q("-pubkey"), q("-in"), certificate}).out);
    }
    [[nodiscard]] QString publicKeyOfKey(const QString& key) const {
        return QString::fromLatin1(openssl({q("pkey"), q("-pubout"), q("-in"), key}).out);
    }

    /// Asks again until it holds; nothing else tells when another process has done something.
    static bool eventually(const std::function<bool()>& holds, int patience = 20'000) {
        QElapsedTimer timer;
        timer.start();
        while (!holds())
            if (timer.elapsed() > patience) return false;
        return true;
    }

private:
    static QString program() { return q(SCEPTER_BINARY_DIR "/scepterctl"); }

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_server;
    QString m_url;
};

} // namespace scepter::test
