// scepterctl: everything the window does, for scripts.
#include "client_commands.h"
#include "conformance_command.h"
#include "context.h"
#include "load_command.h"
#include "replay_command.h"
#include "scenario_commands.h"
#include "standin_commands.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace {

using namespace scepter::app;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::string defaultWorkspace() {
    std::string named = environment("SCEPTER_WORKSPACE");
    if (!named.empty()) return named;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                           QStringLiteral("/scepter");
    return QDir(folder).filePath(QStringLiteral("lab.scepter")).toStdString();
}

void addGlobals(CLI::App& program, Context& context) {
    program
        .add_option("--workspace", context.workspace,
                    "Workspace file (default: $SCEPTER_WORKSPACE, else lab.scepter in your "
                    "data folder)")
        ->default_val(defaultWorkspace());
    program
        .add_option("--passphrase-file", context.passphraseFile,
                    "File with the passphrase (default: $SCEPTER_PASSPHRASE_FILE, else the "
                    "key file beside the workspace)")
        ->default_val(environment("SCEPTER_PASSPHRASE_FILE"));
    program.add_flag("--json", context.json, "Answer with one JSON document");
    program.add_flag("-q,--quiet", context.quiet, "Say less");
    program.add_flag("-v,--verbose", context.verbose, "Say more");
    program.set_version_flag("--version", std::string("scepterctl " SCEPTER_VERSION));
    program.set_help_all_flag("--help-all", "Help for all commands");
    program.require_subcommand(1);
    program.fallthrough();
}

/// Ended by these, a command would leave half of what it makes; the write that fails is reported.
void ignoreWriteSignals() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

int usage(const CLI::App& program, const CLI::ParseError& error) {
    program.exit(error, std::cout, std::cerr);
    return exit_code::kUsage;
}

} // namespace

int main(int argc, char** argv) {
    ignoreWriteSignals();
    const QCoreApplication application(argc, argv);
    Context context;
    Run chosen;
    CLI::App program("Scepter's command line: a SCEP certificate authority and its workbench.",
                     "scepterctl");
    addGlobals(program, context);
    addWorkspaceCommands(program, context, chosen);
    addMaintenanceCommands(program, context, chosen);
    addServeCommand(program, context, chosen);
    addAdminCommands(program, context, chosen);
    addEndpointCommands(program, context, chosen);
    addGateCommands(program, context, chosen);
    addNoticeCommands(program, context, chosen);
    addTemplateCommands(program, context, chosen);
    addRequestCommands(program, context, chosen);
    addAccountCommands(program, context, chosen);
    addCodeCommands(program, context, chosen);
    addCertificateCommands(program, context, chosen);
    addAuthorityCommands(program, context, chosen);
    addClientCommands(program, context, chosen);
    addScenarioCommands(program, context, chosen);
    addConformanceCommand(program, context, chosen);
    addInspectCommand(program, context, chosen);
    addReplayCommand(program, context, chosen);
    addLoadCommand(program, context, chosen);
    addStandinCommands(program, context, chosen);
    try {
        program.parse(argc, argv);
    } catch (const CLI::RequiredError& error) {
        // A word that is no command is what is wrong, not that there is none.
        const std::vector<std::string> extras = program.remaining(true);
        if (extras.empty() || extras.front().starts_with('-')) return usage(program, error);
        return usage(program, CLI::ExtrasError(extras));
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == 0;
        program.exit(error, std::cout, std::cerr);
        return asked ? exit_code::kDone : exit_code::kUsage;
    }
    return chosen ? chosen() : exit_code::kUsage;
}
