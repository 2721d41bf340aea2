#include "lab.h"

#include "workbench/setup.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcessEnvironment>

#include <csignal>
#include <cstdlib>
#include <grp.h>
#include <sys/resource.h>
#include <unistd.h>

namespace scepter::faults {

namespace {

constexpr int kPatience = 60000;
constexpr unsigned kNobody = 65534;

void prepare(QProcess& process, const BeforeStart& before) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("SCEPTER_WORKSPACE"));
    environment.remove(QStringLiteral("SCEPTER_PASSPHRASE_FILE"));
    environment.insert(QStringLiteral("USER"), QStringLiteral("tester"));
    process.setProcessEnvironment(environment);
    if (before) process.setChildProcessModifier(before);
}

} // namespace

BeforeStart fileSizeLimit(std::size_t bytes) {
    return [bytes] {
        const rlimit limit{bytes, bytes};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) std::_Exit(126);
    };
}

BeforeStart openFileLimit(unsigned soft, unsigned hard) {
    return [soft, hard] {
        const rlimit limit{soft, hard};
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) std::_Exit(126);
    };
}

BeforeStart asNobody() {
    return [] {
        if (::geteuid() != 0) return;
        if (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)
            std::_Exit(126);
    };
}

QJsonObject Outcome::json() const {
    return QJsonDocument::fromJson(out).object();
}

QString Outcome::errorCode() const {
    return json().value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString();
}

QByteArray Outcome::text() const {
    return "exit code " + QByteArray::number(exitCode) + "\n" + out + err;
}

QString scepterctl() {
    return QStringLiteral(SCEPTER_BINARY_DIR "/scepterctl");
}

Outcome runProgram(const QString& program, const QStringList& arguments,
                   const BeforeStart& before) {
    QProcess process;
    prepare(process, before);
    process.start(program, arguments);
    process.closeWriteChannel();
    Outcome outcome;
    if (process.waitForFinished(kPatience) && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

Lab::Lab(bool made) {
    if (!made) return;
    workbench::SetupOptions options;
    options.path = path().toStdString();
    options.caKey = {pki::KeyType::Rsa, 2048};
    if (const auto done = workbench::makeWorkspace(options, m_clock); !done)
        m_error = toText(done.error());
}

std::unique_ptr<workbench::Workbench> Lab::open() {
    auto opened = workbench::Workbench::open(path().toStdString(), {}, "operator:tester", m_clock);
    if (opened) return std::move(*opened);
    m_error = toText(opened.error());
    return nullptr;
}

Result<std::vector<workbench::MintedCode>> Lab::mint(std::size_t count) {
    constexpr std::size_t kAtOnce = 1000;
    const auto bench = open();
    if (!bench) return fail(ErrorCode::StoreUnavailable, m_error);
    std::vector<workbench::MintedCode> all;
    while (all.size() < count) {
        workbench::MintOrder order;
        order.count = static_cast<unsigned>(std::min(kAtOnce, count - all.size()));
        SCEPTER_TRY(minted, bench->codes().mint(order));
        std::move(minted.begin(), minted.end(), std::back_inserter(all));
    }
    return all;
}

Outcome Lab::run(const QStringList& arguments, const BeforeStart& before) const {
    return runProgram(scepterctl(), QStringList{QStringLiteral("--workspace"), path()} + arguments,
                      before);
}

QString Lab::complaints() const {
    QStringList complaints;
    const Outcome status = run({QStringLiteral("--json"), QStringLiteral("status")});
    if (status.exitCode != 0 || !status.json().value(QLatin1String("consistent")).toBool())
        complaints << QString::fromUtf8("status: " + status.text());
    const Outcome audit =
        run({QStringLiteral("--json"), QStringLiteral("audit"), QStringLiteral("verify")});
    if (audit.exitCode != 0 || !audit.json().value(QLatin1String("intact")).toBool())
        complaints << QString::fromUtf8("audit verify: " + audit.text());
    const Outcome sqlite =
        runProgram(QStringLiteral("sqlite3"), {path(), QStringLiteral("PRAGMA integrity_check")});
    if (sqlite.out.trimmed() != "ok") complaints << QString::fromUtf8("SQLite: " + sqlite.text());
    return complaints.join(u'\n');
}

QStringList Lab::files() const {
    return QDir(folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                                    QDir::Name);
}

Server::Server(const QString& workspace, const BeforeStart& before, const QStringList& more) {
    prepare(m_process, before);
    // Not a pipe: nobody reads it while the server works, and it would fill.
    m_process.setStandardErrorFile(m_logFolder.filePath(QStringLiteral("log")));
    m_process.start(scepterctl(),
                    QStringList{QStringLiteral("--workspace"), workspace, QStringLiteral("serve"),
                                QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")} +
                        more);
    m_process.closeWriteChannel();
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(kPatience)) return;
    const QByteArray line = m_process.readLine().trimmed();
    if (line.startsWith("listening on ")) m_port = line.mid(line.lastIndexOf(':') + 1).toUShort();
}

Server::~Server() {
    if (m_process.state() == QProcess::NotRunning) return;
    kill();
    m_process.waitForFinished(kPatience);
}

void Server::kill() const {
    // A process id of 0 would be this process and all its children.
    if (const auto process = static_cast<pid_t>(pid()); process > 0) ::kill(process, SIGKILL);
}

int Server::end(bool terminate) {
    if (terminate) m_process.terminate();
    if (!m_process.waitForFinished(kPatience)) return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QByteArray Server::log() const {
    QFile file(m_logFolder.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace scepter::faults
