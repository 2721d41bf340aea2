#include "command_runner.h"

#include "base/shorten.h"
#include "base/text.h"

#include <QFileInfo>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace scepter::responder {

namespace {

constexpr std::size_t kErrorTextBytes = 1024;

QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool hasZero(std::string_view text) {
    return text.find('\0') != std::string_view::npos;
}

/// How errors name a program: without its folder and its arguments.
std::string nameOf(const std::string& program) {
    return printable(std::string_view(program).substr(program.rfind('/') + 1));
}

Result<void> checkFile(const std::string& program) {
    const QFileInfo file(toQt(program));
    const auto refuse = [&](const char* why) {
        return fail(ErrorCode::InvalidArgument, nameOf(program) + ": the program " + why);
    };
    if (!file.isAbsolute()) return refuse("is no absolute path");
    if (!file.exists()) return refuse("is not there");
    if (!file.isFile()) return refuse("is no regular file");
    if (file.permissions() & (QFile::WriteGroup | QFile::WriteOther))
        return refuse("may be written by others than its owner");
    if (!file.isExecutable()) return refuse("is not executable");
    return {};
}

/// In the new process, before the program: only what a signal handler may do is allowed here.
void setApart() {
    ::setsid();
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    // Sockets of the service above all: a program that goes on running would keep its port.
#ifdef CLOSE_RANGE_CLOEXEC
    if (::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
#endif
    const long most = std::clamp(::sysconf(_SC_OPEN_MAX), 256L, 65536L);
    for (int file = STDERR_FILENO + 1; file < most; ++file)
        ::fcntl(file, F_SETFD, FD_CLOEXEC);
}

QProcessEnvironment environmentOf(const challenge::CommandAsk& ask) {
    QProcessEnvironment environment;
    for (const auto& [name, value] : ask.environment)
        environment.insert(toQt(name), toQt(value));
    return environment;
}

} // namespace

/// One program. Stays until it has ended, also when its answer was given before that.
class CommandRunner::Run final : public QObject {
public:
    Run(std::set<Run*>& all, const challenge::CommandAsk& ask, Done done);
    ~Run() override;
    void start(const challenge::CommandAsk& ask, Duration timeout);
    void refuse(const Error& why);

private:
    void read();
    void failedToStart();
    void ended(int exitCode, QProcess::ExitStatus status);
    void kill(ErrorCode code, const std::string& why);
    void killAll();
    void answer(challenge::Reply reply);
    void leave();

    std::set<Run*>& m_all;
    std::string m_name;
    std::size_t m_maxBytes;
    Done m_done;
    QProcess m_process;
    QTimer m_timer;
    Bytes m_output;
    Bytes m_errorOutput;
};

CommandRunner::Run::Run(std::set<Run*>& all, const challenge::CommandAsk& ask, Done done)
    : m_all(all)
    , m_name(nameOf(ask.program))
    , m_maxBytes(ask.maxOutputBytes)
    , m_done(std::move(done)) {
    m_all.insert(this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { kill(ErrorCode::TimedOut, "did not end in time"); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Run::read);
    connect(&m_process, &QProcess::readyReadStandardError, this, &Run::read);
    connect(&m_process, &QProcess::finished, this, &Run::ended);
    // Queued: it may come from within start().
    connect(&m_process, &QProcess::errorOccurred, this, &Run::failedToStart, Qt::QueuedConnection);
}

CommandRunner::Run::~Run() {
    constexpr int kPatience = 2000; // a killed process is gone at once, unless its disk hangs
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning) return;
    killAll();
    m_process.waitForFinished(kPatience);
}

void CommandRunner::Run::start(const challenge::CommandAsk& ask, Duration timeout) {
    QStringList arguments;
    for (const std::string& argument : ask.arguments)
        arguments << toQt(argument);
    m_process.setProgram(toQt(ask.program));
    m_process.setArguments(arguments);
    m_process.setWorkingDirectory(QStringLiteral("/"));
    m_process.setProcessEnvironment(environmentOf(ask));
    m_process.setChildProcessModifier(setApart);
    m_timer.start(timeout);
    m_process.start();
    const std::string_view input = ask.input.text();
    m_process.write(input.data(), static_cast<qint64>(input.size()));
    m_process.closeWriteChannel();
}

void CommandRunner::Run::refuse(const Error& why) {
    QMetaObject::invokeMethod(
        this,
        [this, why] {
            answer(failWith(why));
            leave();
        },
        Qt::QueuedConnection);
}

void CommandRunner::Run::read() {
    const QByteArray output = m_process.readAllStandardOutput();
    const QByteArray errors = m_process.readAllStandardError();
    if (!m_done) return;
    m_output.insert(m_output.end(), output.begin(), output.end());
    m_errorOutput.insert(m_errorOutput.end(), errors.begin(), errors.end());
    if (m_output.size() > m_maxBytes || m_errorOutput.size() > m_maxBytes)
        kill(ErrorCode::LimitExceeded, "wrote more than " + std::to_string(m_maxBytes) + " bytes");
}

void CommandRunner::Run::failedToStart() {
    // Others, as a program that does not read its input, are no reason not to hear its answer.
    if (m_process.error() != QProcess::FailedToStart) return;
    answer(fail(ErrorCode::Unreachable, m_name + ": the program does not start"));
    leave();
}

void CommandRunner::Run::ended(int exitCode, QProcess::ExitStatus status) {
    read();
    if (status == QProcess::CrashExit)
        answer(fail(ErrorCode::Unreachable,
                    m_name + ": the program was ended by signal " + std::to_string(exitCode)));
    challenge::Told told;
    told.status = static_cast<unsigned>(exitCode);
    told.errorText = printable(shortened(trimmed(textOf(m_errorOutput)), kErrorTextBytes));
    told.body = std::move(m_output);
    answer(std::move(told));
    leave();
}

void CommandRunner::Run::kill(ErrorCode code, const std::string& why) {
    if (!m_done) return;
    killAll();
    answer(fail(code, m_name + ": the program " + why));
}

void CommandRunner::Run::killAll() {
    // Its own session is its own process group; until it has one, the process alone.
    const auto process = static_cast<pid_t>(m_process.processId());
    if (process > 1) ::kill(-process, SIGKILL);
    m_process.kill();
}

void CommandRunner::Run::answer(challenge::Reply reply) {
    m_timer.stop();
    if (const Done done = std::exchange(m_done, nullptr)) done(std::move(reply));
}

void CommandRunner::Run::leave() {
    m_all.erase(this);
    deleteLater();
}

CommandRunner::~CommandRunner() {
    const std::set<Run*> runs = std::exchange(m_runs, {});
    for (Run* run : runs)
        delete run;
}

Result<void> CommandRunner::check(const challenge::CommandAsk& ask) {
    if (hasZero(ask.program) || std::ranges::any_of(ask.arguments, hasZero))
        return fail(ErrorCode::InvalidArgument, "a program's argument has a zero byte in it");
    for (const auto& [name, value] : ask.environment)
        if (name.empty() || hasZero(name) || name.contains('=') || hasZero(value))
            return fail(ErrorCode::InvalidArgument,
                        "an environment variable has a character it must not have");
    return checkFile(ask.program);
}

void CommandRunner::run(const challenge::CommandAsk& ask, Duration timeout, Done done) {
    auto* const run = new Run(m_runs, ask, std::move(done));
    if (auto checked = check(ask); !checked) {
        run->refuse(checked.error());
        return;
    }
    run->start(ask, timeout);
}

} // namespace scepter::responder
