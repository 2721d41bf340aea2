// A workspace, the programs that work on it, and the faults that happen to them.
#pragma once

#include "base/clock.h"
#include "workbench/workbench.h"

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <string>

namespace scepter::faults {

/// What a child process does to itself before it becomes the program. Only system calls.
using BeforeStart = std::function<void()>;

/// No file of the process grows past this: what it writes beyond fails with EFBIG.
BeforeStart fileSizeLimit(std::size_t bytes);
/// The process may have so many files open, and may raise that to `hard`.
BeforeStart openFileLimit(unsigned soft, unsigned hard);
/// The process is nobody, where it is started by root.
BeforeStart asNobody();

/// What a command left behind.
struct Outcome {
    int exitCode = -1; ///< -1: it crashed or never ended
    QByteArray out;
    QByteArray err;

    /// The one JSON document on stdout; empty when there is anything else.
    [[nodiscard]] QJsonObject json() const;
    /// error.code of the document.
    [[nodiscard]] QString errorCode() const;
    /// For failure messages.
    [[nodiscard]] QByteArray text() const;
};

QString scepterctl();

/// Runs a program to its end.
Outcome runProgram(const QString& program, const QStringList& arguments,
                   const BeforeStart& before = {});

/// A workspace in a folder of its own, with the lab endpoints and RSA-2048 keys.
class Lab {
public:
    /// Without `made`, the folder alone.
    explicit Lab(bool made = true);

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("lab.scepter")); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] const std::string& error() const { return m_error; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// Opened in this process; null when it cannot be, then see error().
    std::unique_ptr<workbench::Workbench> open();
    /// Mints codes for any endpoint.
    Result<std::vector<workbench::MintedCode>> mint(std::size_t count);
    /// scepterctl on this workspace.
    [[nodiscard]] Outcome run(const QStringList& arguments, const BeforeStart& before = {}) const;
    /// Everything that is wrong with the workspace, by `status`, `audit verify` and SQLite itself.
    [[nodiscard]] QString complaints() const;
    /// What is in the folder, sorted.
    [[nodiscard]] QStringList files() const;

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::string m_error;
};

/// A `scepterctl serve` on a free port.
class Server {
public:
    explicit Server(const QString& workspace, const BeforeStart& before = {},
                    const QStringList& more = {});
    ~Server();

    /// Whether it listens; else log() says why not.
    [[nodiscard]] bool isReady() const { return m_port != 0; }
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    /// SIGKILL, from any thread.
    void kill() const;
    /// Waits until it is gone; SIGTERM first when asked. Its exit code, -1 when it was killed.
    int end(bool terminate);
    /// What it wrote on stderr so far.
    [[nodiscard]] QByteArray log() const;

private:
    QTemporaryDir m_logFolder;
    QProcess m_process;
    std::uint16_t m_port = 0;
};

} // namespace scepter::faults
