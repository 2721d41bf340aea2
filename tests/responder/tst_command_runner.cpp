// Programs that do as they should, and programs that do not.
#include "base/text.h"
#include "command_runner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <unistd.h>

using namespace scepter;
using namespace scepter::responder;
using namespace std::chrono_literals;
using challenge::CommandAsk;
using challenge::Reply;

class TestCommandRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void run_bringsExitCodeAndOutput_data();
    void run_bringsExitCodeAndOutput();
    void run_writesTheInputAndEndsIt();
    void run_doesNotMindInputThatIsNotRead();
    void run_givesTheEnvironmentAndNothingElse();
    void run_givesAnEmptyEnvironment();
    void run_isInTheRootFolder();
    void run_takesArgumentsAsTheyAre();
    void run_givesNoOpenFile();
    void run_makesErrorTextPrintableAndShort();
    void run_doesNotWaitForWhatTheProgramLeavesBehind();
    void run_severalAtOnce();

    void output_withoutEndIsCut_data();
    void output_withoutEndIsCut();
    void output_atTheLimitIsTaken();
    void hanging_isKilledWithAllItStarted();
    void hanging_isKilledThoughItIgnoresSignals();
    void signal_isNoAnswer();
    void program_thatDoesNotStartIsUnreachable();
    void program_mustBeFit_data();
    void program_mustBeFit();
    void text_withAZeroByteIsRefused();
    void destruction_killsAndCallsNobody();

private:
    std::string script(const char* text, const char* name = "script") const;
    QString path(const char* name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    Reply run(const CommandAsk& ask, Duration timeout = 20s);
    pid_t pidIn(const char* name) const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

CommandAsk command(const std::string& program) {
    CommandAsk ask;
    ask.program = program;
    return ask;
}

/// A killed process whose parent has not asked for it yet still has its id.
bool isGone(pid_t process) {
    if (::kill(process, 0) != 0) return true;
    QFile state(QStringLiteral("/proc/%1/stat").arg(process));
    return !state.open(QIODevice::ReadOnly) || state.readAll().contains(") Z ");
}

QByteArray describe(const Reply& reply) {
    return reply ? "exit code " + QByteArray::number(reply->status)
                 : QByteArray::fromStdString(toText(reply.error()));
}

} // namespace

#define VERIFY_ERROR(reply, expected)                                                              \
    do {                                                                                           \
        const Reply& reply_ = (reply);                                                             \
        QVERIFY2(!reply_ && reply_.error().code == (expected), describe(reply_).constData());      \
    } while (false)
#define VERIFY_EXIT(reply, expected)                                                               \
    do {                                                                                           \
        const Reply& reply_ = (reply);                                                             \
        QVERIFY2(reply_ && reply_->status == (expected), describe(reply_).constData());            \
    } while (false)

void TestCommandRunner::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

std::string TestCommandRunner::script(const char* text, const char* name) const {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(text);
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path(name).toStdString();
}

Reply TestCommandRunner::run(const CommandAsk& ask, Duration timeout) {
    CommandRunner runner;
    std::optional<Reply> outcome;
    int calls = 0;
    runner.run(ask, timeout, [&](Reply reply) {
        outcome = std::move(reply);
        ++calls;
    });
    if (outcome) return fail(ErrorCode::Internal, "done was called from within run");
    [&] { QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 20000); }();
    QCoreApplication::sendPostedEvents();
    if (calls != 1) return fail(ErrorCode::Internal, "done was not called once");
    return *outcome;
}

pid_t TestCommandRunner::pidIn(const char* name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
}

void TestCommandRunner::run_bringsExitCodeAndOutput_data() {
    QTest::addColumn<unsigned>("code");
    for (const unsigned code : {0U, 1U, 75U, 255U})
        QTest::addRow("%u", code) << code;
}

void TestCommandRunner::run_bringsExitCodeAndOutput() {
    QFETCH(unsigned, code);
    CommandAsk ask = command(script("#!/bin/sh\necho out\necho err >&2\nexit $1\n"));
    ask.arguments = {std::to_string(code)};
    const Reply reply = run(ask);
    VERIFY_EXIT(reply, code);
    QCOMPARE(textOf(reply->body), std::string_view("out\n"));
    QCOMPARE(reply->errorText, std::string("err"));
}

void TestCommandRunner::run_writesTheInputAndEndsIt() {
    CommandAsk ask = command("/bin/cat");
    const std::string input(300'000, 'i');
    ask.input = SecretBytes(std::string_view(input));
    ask.maxOutputBytes = input.size();
    const Reply reply = run(ask);
    VERIFY_EXIT(reply, 0U);
    QVERIFY(textOf(reply->body) == input);
}

void TestCommandRunner::run_doesNotMindInputThatIsNotRead() {
    CommandAsk ask = command(script("#!/bin/sh\nexec <&-\nsleep 0.5\necho no\nexit 3\n"));
    ask.input = SecretBytes(std::string_view(std::string(2'000'000, 'i')));
    const Reply reply = run(ask);
    VERIFY_EXIT(reply, 3U);
    QCOMPARE(textOf(reply->body), std::string_view("no\n"));
}

void TestCommandRunner::run_givesTheEnvironmentAndNothingElse() {
    CommandAsk ask = command("/usr/bin/env");
    ask.environment = {{"SCEPTER_SUBJECT", "CN=a b;$(id)\nO=\xC3\xA4"}, {"SCEPTER_EMPTY", ""}};
    const Reply reply = run(ask);
    VERIFY_EXIT(reply, 0U);
    auto lines = split(textOf(reply->body), '\n');
    std::ranges::sort(lines);
    QVERIFY((lines == std::vector<std::string_view>{
                          "", "O=\xC3\xA4", "SCEPTER_EMPTY=", "SCEPTER_SUBJECT=CN=a b;$(id)"}));
}

void TestCommandRunner::run_givesAnEmptyEnvironment() {
    const Reply reply = run(command("/usr/bin/env"));
    VERIFY_EXIT(reply, 0U);
    QVERIFY(reply->body.empty());
}

void TestCommandRunner::run_isInTheRootFolder() {
    const Reply reply = run(command("/bin/pwd"));
    VERIFY_EXIT(reply, 0U);
    QCOMPARE(textOf(reply->body), std::string_view("/\n"));
}

void TestCommandRunner::run_takesArgumentsAsTheyAre() {
    CommandAsk ask = command("/usr/bin/printf");
    ask.arguments = {"%s|", "a b", "$HOME", "`id`", "*", "", "\"'"};
    const Reply reply = run(ask);
    VERIFY_EXIT(reply, 0U);
    QCOMPARE(textOf(reply->body), std::string_view("a b|$HOME|`id`|*||\"'|"));
}

void TestCommandRunner::run_givesNoOpenFile() {
    const int file = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC, as some libraries do
    QVERIFY(file > 2);
    CommandAsk ask = command(script("#!/bin/sh\nset -e\n[ -e /proc/self/fd/0 ]\n"
                                    "if [ -e /proc/self/fd/$1 ]; then exit 9; fi\n"));
    ask.arguments = {std::to_string(file)};
    const Reply reply = run(ask);
    ::close(file);
    VERIFY_EXIT(reply, 0U);
}

void TestCommandRunner::run_makesErrorTextPrintableAndShort() {
    const Reply reply =
        run(command(script("#!/bin/sh\nprintf '\\033[2Jbad\\n' >&2\nhead -c 5000 /dev/zero | "
                           "tr '\\0' x >&2\nexit 2\n")));
    VERIFY_EXIT(reply, 2U);
    QVERIFY(!reply->errorText.contains('\x1B') && !reply->errorText.contains('\n'));
    QVERIFY(reply->errorText.contains("bad"));
    QVERIFY(reply->errorText.size() < 1100);
}

void TestCommandRunner::run_doesNotWaitForWhatTheProgramLeavesBehind() {
    CommandAsk ask = command(script("#!/bin/sh\nsleep 600 &\necho $! > $1\necho done\n"));
    ask.arguments = {path("left").toStdString()};
    const Reply reply = run(ask);
    const pid_t left = pidIn("left");
    QVERIFY(left > 1);
    ::kill(left, SIGKILL);
    VERIFY_EXIT(reply, 0U);
    QCOMPARE(textOf(reply->body), std::string_view("done\n"));
}

void TestCommandRunner::run_severalAtOnce() {
    CommandRunner runner;
    CommandAsk ask = command("/bin/cat");
    ask.input = SecretBytes(std::string_view("x"));
    int good = 0;
    for (int i = 0; i < 20; ++i)
        runner.run(ask, 20s, [&](const Reply& reply) { good += reply && reply->body.size() == 1; });
    QTRY_COMPARE_WITH_TIMEOUT(good, 20, 20000);
}

void TestCommandRunner::output_withoutEndIsCut_data() {
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("stdout") << QByteArray("1");
    QTest::newRow("stderr") << QByteArray("2");
}

void TestCommandRunner::output_withoutEndIsCut() {
    QFETCH(QByteArray, to);
    const QByteArray text = "#!/bin/sh\necho $$ > $1\nwhile :; do echo more; done >&" + to + "\n";
    CommandAsk ask = command(script(text.constData()));
    ask.arguments = {path("pid").toStdString()};
    const Reply reply = run(ask);
    VERIFY_ERROR(reply, ErrorCode::LimitExceeded);
    QVERIFY(reply.error().detail.starts_with("script: "));
    const pid_t process = pidIn("pid");
    QVERIFY(process > 1);
    QTRY_VERIFY(isGone(process));
}

void TestCommandRunner::output_atTheLimitIsTaken() {
    CommandAsk ask = command("/bin/cat");
    ask.input = SecretBytes(std::string_view("12345678"));
    ask.maxOutputBytes = 8;
    VERIFY_EXIT(run(ask), 0U);
    ask.maxOutputBytes = 7;
    VERIFY_ERROR(run(ask), ErrorCode::LimitExceeded);
}

void TestCommandRunner::hanging_isKilledWithAllItStarted() {
    CommandAsk ask = command(script(
        "#!/bin/sh\necho $$ > $1.own\nsleep 600 &\necho $! > $1.child\n: > $1.ready\nwait\n"));
    ask.arguments = {path("pid").toStdString()};
    const Reply reply = run(ask, 1s);
    VERIFY_ERROR(reply, ErrorCode::TimedOut);
    const pid_t own = pidIn("pid.own");
    const pid_t child = pidIn("pid.child");
    QVERIFY(own > 1 && child > 1);
    QTRY_VERIFY(isGone(own));
    QTRY_VERIFY(isGone(child));
}

void TestCommandRunner::hanging_isKilledThoughItIgnoresSignals() {
    CommandAsk ask =
        command(script("#!/bin/sh\ntrap '' TERM HUP INT\necho $$ > $1\nwhile :; do :; done\n"));
    ask.arguments = {path("pid").toStdString()};
    VERIFY_ERROR(run(ask, 500ms), ErrorCode::TimedOut);
    const pid_t process = pidIn("pid");
    QVERIFY(process > 1);
    QTRY_VERIFY(isGone(process));
}

void TestCommandRunner::signal_isNoAnswer() {
    const Reply reply = run(command(script("#!/bin/sh\nkill -SEGV $$\n")));
    VERIFY_ERROR(reply, ErrorCode::Unreachable);
    QCOMPARE(reply.error().detail, std::string("script: the program was ended by signal 11"));
}

void TestCommandRunner::program_thatDoesNotStartIsUnreachable() {
    VERIFY_ERROR(run(command(script("#!/nowhere/interpreter\n"))), ErrorCode::Unreachable);
    VERIFY_ERROR(run(command(script("exit 0\n"))), ErrorCode::Unreachable); // for a shell only
}

void TestCommandRunner::program_mustBeFit_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("relative") << QStringLiteral("script") << QByteArray("absolute");
    QTest::newRow("empty") << QString() << QByteArray("absolute");
    QTest::newRow("missing") << QStringLiteral("%1/missing") << QByteArray("not there");
    QTest::newRow("folder") << QStringLiteral("%1") << QByteArray("regular");
    QTest::newRow("device") << QStringLiteral("/dev/null") << QByteArray("regular");
    QTest::newRow("group may write") << QStringLiteral("%1/group") << QByteArray("written");
    QTest::newRow("others may write") << QStringLiteral("%1/other") << QByteArray("written");
    QTest::newRow("link to such") << QStringLiteral("%1/link") << QByteArray("written");
    QTest::newRow("not executable") << QStringLiteral("%1/plain") << QByteArray("executable");
}

void TestCommandRunner::program_mustBeFit() {
    QFETCH(QString, program);
    QFETCH(QByteArray, why);
    constexpr auto kOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    for (const char* name : {"group", "other", "plain"})
        script("#!/bin/sh\nexit 0\n", name);
    QVERIFY(QFile::setPermissions(path("group"), kOwner | QFile::WriteGroup));
    QVERIFY(QFile::setPermissions(path("other"), kOwner | QFile::WriteOther));
    QVERIFY(QFile::setPermissions(path("plain"), QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(QFile::link(path("other"), path("link")));

    const CommandAsk ask =
        command(program.replace(QLatin1String("%1"), m_dir->path()).toStdString());
    const Reply reply = run(ask);
    VERIFY_ERROR(reply, ErrorCode::InvalidArgument);
    QVERIFY2(reply.error().detail.contains(why.toStdString()), describe(reply).constData());
}

void TestCommandRunner::text_withAZeroByteIsRefused() {
    const std::string zero("a\0b", 3);
    CommandAsk ask = command("/bin/cat");
    ask.arguments = {zero};
    VERIFY_ERROR(run(ask), ErrorCode::InvalidArgument);
    ask.arguments.clear();
    ask.environment = {{"NAME", zero}};
    VERIFY_ERROR(run(ask), ErrorCode::InvalidArgument);
    ask.environment = {{"NA=ME", "value"}};
    VERIFY_ERROR(run(ask), ErrorCode::InvalidArgument);
    ask.environment = {{"", "value"}};
    VERIFY_ERROR(run(ask), ErrorCode::InvalidArgument);
    VERIFY_ERROR(run(command(std::string("/bin/cat\0x", 10))), ErrorCode::InvalidArgument);
}

void TestCommandRunner::destruction_killsAndCallsNobody() {
    CommandAsk ask = command(script("#!/bin/sh\necho $$ > $1\nsleep 600\n"));
    ask.arguments = {path("pid").toStdString()};
    bool called = false;
    {
        CommandRunner runner;
        runner.run(ask, 20s, [&](const Reply&) { called = true; });
        QTRY_VERIFY_WITH_TIMEOUT(pidIn("pid") > 1, 20000);
    }
    QVERIFY(isGone(pidIn("pid")));
    QCoreApplication::sendPostedEvents();
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(TestCommandRunner)
#include "tst_command_runner.moc"
