// workspace backup, restore, passphrase.
#include "base/text.h"
#include "context.h"
#include "terminal.h"
#include "views.h"
#include "workbench/maintenance.h"
#include "workbench/passphrase.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace scepter::app {

namespace {

struct BackupArguments {
    std::string file;
    bool withKey = false;
};

int runBackup(Context& context, const BackupArguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto done = (*opened)->maintenance().backup(arguments.file, arguments.withKey);
    if (!done) return context.report(done.error());
    QJsonObject document{{QStringLiteral("path"), jsonText(arguments.file)}};
    std::string text = "Backed up to " + printable(arguments.file) + '\n';
    if (arguments.withKey) {
        const std::string keyFile = workbench::keyFileOf(arguments.file);
        document[QStringLiteral("keyFile")] = jsonText(keyFile);
        text += "Its passphrase is in " + printable(keyFile) +
                ": whoever gets both files has the keys of the CA.\n";
    } else {
        text += "It opens with the workspace's passphrase, which is not in it.\n";
    }
    context.answer(document, text);
    return exit_code::kDone;
}

struct RestoreArguments {
    std::string file;
    bool replace = false;
    bool withdrawCodes = false;
};

std::string restoredText(const std::string& path, const workbench::Restored& restored,
                         bool withdrawCodes) {
    const auto& facts = restored.facts;
    std::string text =
        "Restored " + printable(path) + " as it was at " + toIsoText(facts.lastChange) + '\n' +
        "What was done after that is not in it: certificates that were issued cannot be looked up "
        "or revoked here, and revocations are not on its CRLs.\n" +
        "CRL numbers go on far beyond the last one that may have been published.\n";
    if (withdrawCodes)
        text += "Withdrawn codes: " + std::to_string(facts.codesWithdrawn) + '\n';
    else if (facts.codesUnused > 0)
        text += "! Codes that count as unused, and may have been used since: " +
                std::to_string(facts.codesUnused) +
                ". See scepterctl code list; --withdraw-codes withdraws them all.\n";
    if (facts.pending > 0)
        text += "! Pending requests, which may have been decided since: " +
                std::to_string(facts.pending) + '\n';
    if (!restored.before.empty())
        text += "The workspace that was there is now " + printable(restored.before) + '\n';
    if (!restored.keyFileBefore.empty())
        text += "Its key file is now " + printable(restored.keyFileBefore) + '\n';
    return text;
}

int runRestore(Context& context, const RestoreArguments& arguments) {
    workbench::RestoreOptions options;
    options.backup = arguments.file;
    options.target = context.workspace;
    options.passphraseFile = context.passphraseFile;
    options.replace = arguments.replace;
    options.withdrawCodes = arguments.withdrawCodes;
    options.actor = Context::actor();
    const QFileInfo file(QString::fromStdString(context.workspace));
    if (!QDir().mkpath(file.absolutePath()))
        return context.report({ErrorCode::FileUnwritable,
                               "the folder of " + context.workspace + " cannot be made",
                               {},
                               {}});
    auto restored = workbench::restore(options, context.clock());
    if (!restored) return context.report(restored.error());
    const auto& facts = restored->facts;
    QJsonObject document{
        {QStringLiteral("path"), jsonText(context.workspace)},
        {QStringLiteral("lastChange"), jsonText(toIsoText(facts.lastChange))},
        {QStringLiteral("auditLines"), static_cast<qint64>(facts.auditLines)},
        {QStringLiteral("certificates"), static_cast<qint64>(facts.certificates)},
        {QStringLiteral("pending"), static_cast<qint64>(facts.pending)},
        {QStringLiteral("codesUnused"), static_cast<qint64>(facts.codesUnused)},
        {QStringLiteral("codesWithdrawn"), static_cast<qint64>(facts.codesWithdrawn)}};
    if (!restored->before.empty()) document[QStringLiteral("before")] = jsonText(restored->before);
    if (!restored->keyFileBefore.empty())
        document[QStringLiteral("keyFileBefore")] = jsonText(restored->keyFileBefore);
    context.answer(document, restoredText(context.workspace, *restored, arguments.withdrawCodes));
    return exit_code::kDone;
}

/// The terminal with its echo off, as long as this lives.
class QuietTerminal {
public:
    QuietTerminal()
        : m_fd(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
        if (m_fd < 0 || ::tcgetattr(m_fd, &m_before) != 0) return;
        termios quiet = m_before;
        // An interruption is read as a character, so that the echo comes back before the end.
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
        m_isQuiet = ::tcsetattr(m_fd, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal() {
        if (m_isQuiet) ::tcsetattr(m_fd, TCSAFLUSH, &m_before);
        if (m_fd >= 0) ::close(m_fd);
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
    [[nodiscard]] bool isQuiet() const { return m_isQuiet; }

    /// One line. Cancelled at the end of input.
    [[nodiscard]] Result<SecretBytes> ask(std::string_view question) const {
        say(question);
        SecretBytes buffer = SecretBytes::ofSize(1024);
        std::size_t size = 0;
        while (size < buffer.size()) {
            const ssize_t got = ::read(m_fd, buffer.data() + size, 1);
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0 || buffer.data()[size] == kInterrupt)
                return fail(ErrorCode::Cancelled, "no passphrase was entered");
            if (buffer.data()[size] == '\n') break;
            ++size;
        }
        say("\n");
        return SecretBytes(buffer.view().first(size));
    }

private:
    static constexpr std::uint8_t kInterrupt = 3;

    void say(std::string_view text) const {
        [[maybe_unused]] const ssize_t written = ::write(m_fd, text.data(), text.size());
    }

    int m_fd;
    termios m_before{};
    bool m_isQuiet = false;
};

Result<SecretBytes> askForPassphrase() {
    const QuietTerminal terminal;
    if (!terminal.isQuiet())
        return fail(ErrorCode::InvalidArgument,
                    "there is no terminal to ask for the new passphrase: name a file with "
                    "--new-passphrase-file, or use --random");
    SCEPTER_TRY(first, terminal.ask("New passphrase: "));
    SCEPTER_TRY(second, terminal.ask("Once more: "));
    if (!equalConstantTime(first.view(), second.view()))
        return fail(ErrorCode::InvalidArgument, "the two passphrases are not the same");
    return first;
}

struct PassphraseArguments {
    std::string file;
    bool random = false;
    bool toKeyFile = false;
};

Result<workbench::NewPassphrase> newPassphrase(const PassphraseArguments& arguments) {
    workbench::NewPassphrase next;
    next.intoKeyFile = arguments.toKeyFile || arguments.random;
    if (arguments.random) return next;
    SCEPTER_TRY(text, arguments.file.empty() ? askForPassphrase()
                                             : workbench::readPassphraseFile(arguments.file));
    next.text = std::move(text);
    return next;
}

int runPassphrase(Context& context, const PassphraseArguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto current = workbench::findPassphrase(context.workspace, context.passphraseFile);
    if (!current) return context.report(current.error());
    auto next = newPassphrase(arguments);
    if (!next) return context.report(next.error());
    auto changed = (*opened)->maintenance().changePassphrase(*current, std::move(*next));
    if (!changed) return context.report(changed.error());
    const std::string keyFile = workbench::keyFileOf(context.workspace);
    std::string text = "The passphrase was changed.\n";
    QString fate = QStringLiteral("untouched");
    if (changed->keyFile == workbench::KeyFile::WrittenBeside) {
        fate = QStringLiteral("writtenBeside");
        text += "It is in " + printable(keyFile) +
                ".new, which opens the workspace too: the key file could not be replaced.\n";
    } else if (changed->keyFile == workbench::KeyFile::Written) {
        fate = QStringLiteral("written");
        text += "It is in " + printable(keyFile) + ": keep it, and keep it apart from backups.\n";
    } else {
        if (changed->keyFile == workbench::KeyFile::Removed) {
            fate = QStringLiteral("removed");
            text += printable(keyFile) + " with the old one was removed.\n";
        }
        text += "Keep it: without it the workspace cannot be opened.\n";
    }
    text += "Backups that were made before open with the old one. A server that runs goes on with "
            "the keys it has; restart it before the next rollover.\n";
    QJsonObject document{{QStringLiteral("path"), jsonText(context.workspace)},
                         {QStringLiteral("keyFile"), jsonText(keyFile)},
                         {QStringLiteral("keyFileIs"), fate}};
    if (changed->trouble) {
        text += "Not all of it went well: " + printable(changed->trouble->detail) + "\n";
        document.insert(QStringLiteral("trouble"), jsonText(changed->trouble->detail));
    }
    context.answer(document, text);
    return exit_code::kDone;
}

void addBackup(CLI::App& workspace, Context& context, Run& chosen) {
    auto* backup = workspace.add_subcommand("backup", "Copy it while it is in use");
    auto arguments = std::make_shared<BackupArguments>();
    backup->add_option("FILE", arguments->file, "Where to; must not be there")->required();
    backup->add_flag("--with-key", arguments->withKey,
                     "Copy the key file too, to FILE.key: both together open everything");
    onChosen(backup, chosen, [&context, arguments] { return runBackup(context, *arguments); });
}

void addRestore(CLI::App& workspace, Context& context, Run& chosen) {
    auto* restore =
        workspace.add_subcommand("restore", "Check a backup and put it in the workspace's place");
    auto arguments = std::make_shared<RestoreArguments>();
    restore->add_option("FILE", arguments->file, "The backup; it is only read")->required();
    restore->add_flag("--replace", arguments->replace,
                      "If there is a workspace: keep it as ....before-restore-TIME");
    restore->add_flag("--withdraw-codes", arguments->withdrawCodes,
                      "Withdraw all unused codes, as some may have been used since");
    onChosen(restore, chosen, [&context, arguments] { return runRestore(context, *arguments); });
}

void addPassphrase(CLI::App& workspace, Context& context, Run& chosen) {
    auto* passphrase = workspace.add_subcommand(
        "passphrase", "Change its passphrase; asks on the terminal for the new one");
    auto arguments = std::make_shared<PassphraseArguments>();
    auto* file = passphrase->add_option("--new-passphrase-file", arguments->file,
                                        "File with the new one in its first line");
    passphrase
        ->add_flag("--random", arguments->random, "Make a random one and put it into the key file")
        ->excludes(file);
    passphrase->add_flag("--to-key-file", arguments->toKeyFile,
                         "Put the new one into the workspace's key file");
    onChosen(passphrase, chosen,
             [&context, arguments] { return runPassphrase(context, *arguments); });
}

} // namespace

void addMaintenanceCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* workspace =
        program.add_subcommand("workspace", "Back up, restore, change the passphrase");
    workspace->require_subcommand(1);
    addBackup(*workspace, context, chosen);
    addRestore(*workspace, context, chosen);
    addPassphrase(*workspace, context, chosen);
}

} // namespace scepter::app
