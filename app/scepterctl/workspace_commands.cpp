// init, status, audit.
#include "base/encoding.h"
#include "base/text.h"
#include "context.h"
#include "pki/pem.h"
#include "terminal.h"
#include "views.h"
#include "workbench/passphrase.h"
#include "workbench/setup.h"

#include <QDir>
#include <QFileInfo>

#include <csignal>

namespace scepter::app {

namespace {

struct InitArguments {
    std::string caSubject = "CN=Scepter Lab CA";
    std::string caKey = "rsa:3072";
    int caDays = 3650;
    bool noRa = false;
    std::string importFile;
    std::string importKey;
    std::string importPassphraseFile;
    std::string csrFile;
};

Result<void> importInto(workbench::SetupOptions& options, const InitArguments& arguments) {
    SCEPTER_TRY(file, readFile(arguments.importFile));
    Bytes keyFile;
    if (!arguments.importKey.empty()) {
        SCEPTER_TRY(read, readFile(arguments.importKey));
        keyFile = std::move(read);
    }
    const SecretBytes key(std::move(keyFile));
    SecretBytes passphrase;
    if (!arguments.importPassphraseFile.empty()) {
        SCEPTER_TRY(read, workbench::readPassphraseFile(arguments.importPassphraseFile));
        passphrase = std::move(read);
    }
    SCEPTER_TRY(imported, workbench::readCa(file, key.view(), passphrase.view()));
    options.imported = std::move(imported);
    return {};
}

Result<workbench::SetupOptions> setupOptions(const Context& context,
                                             const InitArguments& arguments) {
    workbench::SetupOptions options;
    options.path = context.workspace;
    options.passphraseFile = context.passphraseFile;
    options.caSubject = arguments.caSubject;
    options.caValidity = std::chrono::days{arguments.caDays};
    options.withRa = !arguments.noRa;
    options.forOutsideRoot = !arguments.csrFile.empty();
    options.actor = Context::actor();
    auto subject = pki::Name::fromText(arguments.caSubject);
    if (!subject) return failWith(wrongValue("--ca-subject", subject.error()));
    SCEPTER_TRY(key, pki::keySpecFromText(arguments.caKey));
    options.caKey = key;
    if (!arguments.importFile.empty()) SCEPTER_CHECK(importInto(options, arguments));
    return options;
}

/// Holds SIGINT, SIGTERM and SIGHUP back, so that what they interrupt can be cleaned up first.
class HeldSignals {
public:
    HeldSignals() {
        sigemptyset(&m_signals);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            sigaddset(&m_signals, signal);
        pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    }
    ~HeldSignals() {
        const timespec now{};
        while (sigtimedwait(&m_signals, nullptr, &now) > 0) {
        }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;
    [[nodiscard]] static bool isOneThere() {
        sigset_t waiting;
        sigpending(&waiting);
        return sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1 ||
               sigismember(&waiting, SIGHUP) == 1;
    }

private:
    sigset_t m_signals{};
    sigset_t m_before{};
};

int runInit(Context& context, const InitArguments& arguments) {
    const HeldSignals held;
    auto options = setupOptions(context, arguments);
    if (!options) return context.report(options.error());
    if (auto free = workbench::checkNewWorkspace(*options); !free)
        return context.report(free.error());
    const QFileInfo file(QString::fromStdString(context.workspace));
    if (!QDir().mkpath(file.absolutePath()))
        return context.report({ErrorCode::FileUnwritable,
                               "the folder of " + context.workspace + " cannot be made",
                               {},
                               {}});
    context.note("Making the keys of the CA...");
    const auto goOn = [] { return !HeldSignals::isOneThere(); };
    if (auto made = workbench::makeWorkspace(*options, context.clock(), goOn); !made)
        return context.report(made.error());
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto status = (*opened)->status();
    if (!status) return context.report(status.error());
    std::string text = "Made " + context.workspace + '\n';
    if (context.passphraseFile.empty())
        text += "Its passphrase is in " + workbench::keyFileOf(context.workspace) +
                ": keep it, and keep it apart from backups.\n";
    if (const auto& generations = status->authorities.front().generations;
        !arguments.csrFile.empty()) {
        const std::string pem = pki::toPem("CERTIFICATE REQUEST", generations.front().csr);
        if (arguments.csrFile == "-") {
            context.note(text + "Have this signed by your root, then: scepterctl authority "
                                "install FILE");
            return context.deliver("-", "pem", bytesOf(pem), toJson(*status));
        }
        if (auto written = writeFile(arguments.csrFile, bytesOf(pem)); !written)
            return context.report(written.error());
        text += "Have " + arguments.csrFile +
                " signed by your root, then: scepterctl authority install FILE\n";
    } else {
        text += "CA " + generations.front().ca->subject().toText() + ", SHA-256 fingerprint " +
                fingerprintText(*generations.front().ca) + '\n';
    }
    for (const auto& warning : status->warnings)
        context.note("! " + printable(warning));
    context.answer(toJson(*status), text);
    return exit_code::kDone;
}

std::string statusText(const workbench::Status& status) {
    const auto& counts = status.counts;
    std::string text =
        fields({{"Workspace", status.path},
                {"Requests", std::to_string(counts.pending) + " pending, " +
                                 std::to_string(counts.issued) + " issued, " +
                                 std::to_string(counts.refused) + " refused, " +
                                 std::to_string(counts.failed) + " failed, " +
                                 std::to_string(counts.expired) + " expired"},
                {"Certificates", std::to_string(counts.certificatesValid) + " valid, " +
                                     std::to_string(counts.certificatesRevoked) + " revoked, " +
                                     std::to_string(counts.certificates) + " in all"},
                {"Unused codes", std::to_string(counts.codesUnused)}});
    for (const auto& authority : status.authorities)
        if (const auto* current = authority.current())
            text += "Authority " + authority.name + ": " +
                    printable(current->ca->subject().toText()) + ", valid until " +
                    toIsoText(current->ca->notAfter()) + '\n';
    std::vector<std::vector<std::string>> rows{
        {"ENDPOINT", "PATH", "CHALLENGE", "APPROVAL", "TEMPLATE"}};
    for (const auto& endpoint : status.endpoints)
        rows.push_back({endpoint.name, endpoint.path, endpoint.gatesText(),
                        std::string(toText(endpoint.approval)), endpoint.templateName});
    text += table(rows);
    for (const auto& warning : status.warnings)
        text += "! " + printable(warning) + '\n';
    return text;
}

Error inconsistency(const std::vector<std::string>& problems) {
    std::string detail = "the ledger is not consistent: " + problems.front();
    if (problems.size() > 1)
        detail += ", and " + std::to_string(problems.size() - 1) + " further problems";
    return {ErrorCode::StoreCorrupt, std::move(detail), {}, std::nullopt};
}

int runStatus(Context& context) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto status = (*opened)->status();
    if (!status) return context.report(status.error());
    auto problems = (*opened)->checkConsistency();
    if (!problems) return context.report(problems.error());
    QJsonObject document = toJson(*status);
    document[QStringLiteral("consistent")] = problems->empty();
    document[QStringLiteral("problems")] = jsonTexts(*problems);
    std::string text = statusText(*status);
    for (const auto& problem : *problems)
        text += "!! " + printable(problem) + '\n';
    if (!problems->empty()) return context.answer(document, text, inconsistency(*problems));
    context.answer(document, text);
    return exit_code::kDone;
}

int runAuditList(Context& context, const store::AuditFilter& filter) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto lines = (*opened)->audit(filter);
    if (!lines) return context.report(lines.error());
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{{"LINE", "TIME", "ACTOR", "ACTION", "OBJECT", ""}};
    for (const auto& line : *lines) {
        array.append(toJson(line));
        rows.push_back({std::to_string(line.id), toIsoText(line.at), line.actor, line.action,
                        line.object, line.detail});
    }
    context.answer({{QStringLiteral("audit"), array}}, table(rows));
    return exit_code::kDone;
}

int runAuditVerify(Context& context) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto verdict = (*opened)->verifyAudit();
    if (!verdict) return context.report(verdict.error());
    const QJsonObject document{
        {QStringLiteral("intact"), verdict->intact},
        {QStringLiteral("lines"), static_cast<qint64>(verdict->lines)},
        {QStringLiteral("firstBadLine"), static_cast<qint64>(verdict->firstBadLine)},
        {QStringLiteral("reason"), jsonText(verdict->reason)},
        {QStringLiteral("head"), jsonText(toHex(verdict->head))}};
    if (!verdict->intact) {
        const std::string what = "the audit trail was changed at line " +
                                 std::to_string(verdict->firstBadLine) + ": " + verdict->reason;
        return context.answer(document, 'T' + printable(what.substr(1)) + '\n',
                              {ErrorCode::StoreCorrupt, what, {}, {}});
    }
    context.answer(document, "The audit trail is intact: " + std::to_string(verdict->lines) +
                                 " lines, last hash " + toHex(verdict->head) + '\n');
    return exit_code::kDone;
}

void addInit(CLI::App& program, Context& context, Run& chosen) {
    auto* init =
        program.add_subcommand("init", "Make a workspace: a CA, an RA and the lab endpoints");
    auto arguments = std::make_shared<InitArguments>();
    init->add_option("--ca-subject", arguments->caSubject, "Name of the CA")->capture_default_str();
    init->add_option("--ca-key", arguments->caKey,
                     "rsa:2048 to rsa:4096, ec:p256, ec:p384, ec:p521")
        ->capture_default_str();
    init->add_option("--ca-days", arguments->caDays, "How long the CA is valid")
        ->capture_default_str()
        ->check(CLI::Range(1, 36500));
    init->add_flag("--no-ra", arguments->noRa, "Let the CA key terminate SCEP itself");
    auto* import = init->add_option("--import", arguments->importFile,
                                    "Take over an existing CA: PEM (certificates, key) or PKCS#12");
    init->add_option("--import-key", arguments->importKey,
                     "The CA's key, where it is in another file")
        ->needs(import);
    init->add_option("--import-passphrase-file", arguments->importPassphraseFile,
                     "File with the passphrase of the key or the PKCS#12")
        ->needs(import);
    init->add_option("--csr", arguments->csrFile,
                     "Have an outside root sign the CA: write its CSR to this file")
        ->excludes(import);
    onChosen(init, chosen, [&context, arguments] { return runInit(context, *arguments); });
}

} // namespace

void addWorkspaceCommands(CLI::App& program, Context& context, Run& chosen) {
    addInit(program, context, chosen);
    auto* status = program.add_subcommand("status", "Counts, authorities, endpoints, warnings");
    onChosen(status, chosen, [&context] { return runStatus(context); });

    auto* audit = program.add_subcommand("audit", "The audit trail");
    audit->require_subcommand(1);
    auto* list = audit->add_subcommand("list", "Its lines, newest first");
    auto filter = std::make_shared<store::AuditFilter>();
    list->add_option("--text", filter->text, "Only lines with this text");
    list->add_option("--limit", filter->limit, "How many")
        ->check(kListLimit)
        ->capture_default_str();
    list->add_option("--after", filter->before, "Go on after this line of the list");
    onChosen(list, chosen, [&context, filter] { return runAuditList(context, *filter); });
    auto* verify = audit->add_subcommand("verify", "Check its hash chain");
    onChosen(verify, chosen, [&context] { return runAuditVerify(context); });
}

} // namespace scepter::app
