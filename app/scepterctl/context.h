// What all commands of scepterctl share.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "workbench/workbench.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <functional>
#include <memory>
#include <string>

namespace scepter::app {

/// Exit codes of the command line.
namespace exit_code {
inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsage = 2;
inline constexpr int kPending = 3;
inline constexpr int kUnreachable = 4;
inline constexpr int kCancelled = 130;
} // namespace exit_code

/// Global options, the workspace, and where answers go. Lives as long as the program.
class Context {
public:
    std::string workspace; ///< path; filled from the option, the environment or the default
    std::string passphraseFile;
    bool json = false;
    bool quiet = false;
    bool verbose = false;

    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// The operator's name for the audit trail: "operator:NAME".
    [[nodiscard]] static std::string actor();

    /// Opens the workspace.
    Result<std::unique_ptr<workbench::Workbench>> open();

    /// Prints an answer on stdout: the JSON document under --json, else the text.
    void answer(const QJsonObject& document, const std::string& text) const;
    /// The same for an answer that is itself an error: the document holds it, stderr explains it.
    /// Gives the exit code for a refusal.
    int answer(QJsonObject document, const std::string& text, const Error& error) const;
    /// Writes exported content to a file, or as it is to stdout ("-"). Under --json one document
    /// instead: `document` with the format and the path or, for "-", the content. Gives the exit
    /// code.
    int deliver(const std::string& out, const std::string& format, ByteView content,
                QJsonObject document = {}) const;
    /// Prints an error on stderr (under --json on stdout as a document too); gives its exit code.
    int report(const Error& error) const;
    /// Prints it on stderr alone; gives its exit code.
    int explain(const Error& error) const;
    /// For stderr, unless quiet.
    void note(const std::string& text) const;

private:
    SystemClock m_clock;
};

/// What became of each of several things that one command was asked for: every one is tried, and
/// one document tells of all.
class Outcomes {
public:
    /// `done`: name of the member that lists what went well.
    Outcomes(const Context& context, const QString& done)
        : m_context(context)
        , m_name(done) {}
    void add(const QJsonValue& done, const std::string& text);
    /// Explains the error at once.
    void addError(std::int64_t id, const Error& error);
    /// Answers; gives the exit code: of the last error, if there was any.
    [[nodiscard]] int answer() const;

private:
    const Context& m_context;
    QString m_name;
    QJsonArray m_done;
    QJsonArray m_errors;
    std::string m_text;
    int m_exitCode = exit_code::kDone;
};

/// What a command does when it was chosen; gives the exit code.
using Run = std::function<int()>;

/// Registers a command's callback: the last one chosen by the parser is run by main.
void onChosen(CLI::App* command, Run& chosen, Run run);

/// What --limit of a list takes.
inline const CLI::Range kListLimit{1, 10'000};

/// Registers the commands of one area below the program.
void addWorkspaceCommands(CLI::App& program, Context& context, Run& chosen);
void addMaintenanceCommands(CLI::App& program, Context& context, Run& chosen);
void addServeCommand(CLI::App& program, Context& context, Run& chosen);
void addAdminCommands(CLI::App& program, Context& context, Run& chosen);
void addEndpointCommands(CLI::App& program, Context& context, Run& chosen);
void addGateCommands(CLI::App& program, Context& context, Run& chosen);
void addNoticeCommands(CLI::App& program, Context& context, Run& chosen);
void addTemplateCommands(CLI::App& program, Context& context, Run& chosen);
void addRequestCommands(CLI::App& program, Context& context, Run& chosen);
void addAccountCommands(CLI::App& program, Context& context, Run& chosen);
void addCodeCommands(CLI::App& program, Context& context, Run& chosen);
void addCertificateCommands(CLI::App& program, Context& context, Run& chosen);
void addInspectCommand(CLI::App& program, Context& context, Run& chosen);
void addAuthorityCommands(CLI::App& program, Context& context, Run& chosen);

/// An error of reading an option's value, as wrong usage: "--subject: ...".
Error wrongValue(const std::string& option, const Error& error);

/// Reads a whole file, at most 16 MiB; "-" is standard input. FileUnreadable.
Result<Bytes> readFile(const std::string& path);
/// Writes a file in one step; "-" is standard output. FileUnwritable.
Result<void> writeFile(const std::string& path, ByteView bytes);

} // namespace scepter::app
