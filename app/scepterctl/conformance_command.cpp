// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance_command.h"

#include "base/text.h"
#include "client/conformance.h"
#include "interrupt.h"
#include "output_file.h"
#include "service_options.h"
#include "terminal.h"
#include "views.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cstdio>

#include <unistd.h>

namespace scepter::app {

namespace {

using client::CheckInfo;
using client::CheckResult;
using client::CheckVerdict;
using client::ConformanceOptions;
using client::ConformanceReport;

struct Arguments {
    std::string url;
    std::string caIdentifier;
    CaArguments ca;
    std::string subject = "CN=conformance-{random}";
    std::string key = "rsa:2048";
    ChallengeArguments challenge;
    NetworkArguments network;
    bool abuse = false;
    std::vector<std::string> only;
    bool list = false;
    std::string format;
    std::string out = "-";
    std::string compare;
};

struct Form {
    std::string_view name;
    std::string (*write)(const ConformanceReport&);
};
constexpr std::array kForms{Form{"text", client::toText}, Form{"json", client::toJson},
                            Form{"junit", client::toJunit}, Form{"html", client::toHtml},
                            Form{"markdown", client::toMarkdown}};

Result<Form> formOf(const Context& context, const Arguments& arguments) {
    std::string name = arguments.format;
    if (name.empty()) name = context.json ? "json" : "text";
    const auto* const found = std::ranges::find(kForms, name, &Form::name);
    if (found == kForms.end())
        return fail(ErrorCode::InvalidArgument,
                    "--format takes text, json, junit, html or markdown");
    return *found;
}

Result<void> checkOnly(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const bool known =
            std::ranges::any_of(client::conformanceChecks(), [&](const CheckInfo& info) {
                return info.id == name || info.group == name;
            });
        if (!known)
            return fail(ErrorCode::InvalidArgument,
                        "--only: there is no check or group " + name +
                            "; all are listed by: scepterctl conformance --list");
    }
    return {};
}

Result<ConformanceOptions> optionsOf(const Context& context, const Arguments& arguments) {
    ConformanceOptions options;
    options.service.url = arguments.url;
    options.service.caIdentifier = arguments.caIdentifier;
    SCEPTER_CHECK(setCa(arguments.ca, options.service));
    SCEPTER_CHECK(setPatience(arguments.network, options.service));
    SCEPTER_TRY(http, httpOptionsOf(arguments.network));
    options.http = std::move(http);
    SCEPTER_TRY(challenges, manyChallenges(context, arguments.challenge, arguments.network));
    options.nextChallenge = std::move(challenges);
    if (auto subject = pki::Name::fromText(arguments.subject); !subject)
        return failWith(wrongValue("--subject", subject.error()));
    options.subject = arguments.subject;
    auto key = pki::keySpecFromText(arguments.key);
    if (!key) return failWith(wrongValue("--key", key.error()));
    options.key = *key;
    if (key->type != pki::KeyType::Rsa && !options.nextChallenge)
        return fail(ErrorCode::InvalidArgument,
                    "--key " + arguments.key +
                        " cannot decrypt replies: give a challenge to encrypt them under, or take "
                        "an RSA key");
    options.abuse = arguments.abuse;
    SCEPTER_CHECK(checkOnly(arguments.only));
    options.only = arguments.only;
    return options;
}

/// One line on a terminal; a line for each check otherwise, where much is to be said.
class Progress {
public:
    explicit Progress(const Context& context)
        : m_context(context)
        , m_onTerminal(!context.quiet && ::isatty(STDERR_FILENO) != 0) {}
    ~Progress() {
        if (m_onTerminal && m_done != 0) std::fputs("\r\x1b[K", stderr);
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const CheckResult& result) {
        ++m_done;
        if (m_onTerminal) {
            const std::size_t all = client::conformanceChecks().size();
            std::fprintf(stderr, "\r\x1b[K%zu of %zu  %s", m_done, all,
                         std::string(result.info->id).c_str());
            std::fflush(stderr);
        } else if (m_context.verbose && result.verdict != CheckVerdict::Skipped) {
            m_context.note(std::string(client::toText(result.verdict)) + "  " +
                           std::string(result.info->id) + ", " +
                           std::to_string(result.elapsed.count()) + " ms");
        }
    }

private:
    const Context& m_context;
    bool m_onTerminal = false;
    std::size_t m_done = 0;
};

std::string shown(const std::optional<CheckVerdict>& verdict) {
    return verdict ? std::string(client::toText(*verdict)) : "not made";
}

std::string differencesText(const client::KeptReport& before, const ConformanceReport& report) {
    const auto differences = client::compareReports(before, client::keptReportOf(report));
    std::string text =
        "Compared with " + printable(before.url) + " of " + toIsoText(before.startedAt) + ": ";
    if (differences.empty()) return text + "no verdict has changed.";
    text += std::to_string(differences.size()) +
            (differences.size() == 1 ? " verdict has changed." : " verdicts have changed.");
    for (const auto& one : differences)
        text += "\n  " + printable(one.id) + ": " + shown(one.before) + " -> " + shown(one.after);
    return text;
}

int exitCodeFor(const ConformanceReport& report) {
    if (report.cancelled) return exit_code::kCancelled;
    if (report.unreached) return exit_code::kUnreachable;
    const bool good = report.controlPassed && report.count(CheckVerdict::Fail) == 0;
    return good ? exit_code::kDone : exit_code::kRefused;
}

int listChecks(const Context& context) {
    QJsonArray list;
    std::vector<std::vector<std::string>> rows{{"Check", "Level", "Client", "What"}};
    for (const CheckInfo& info : client::conformanceChecks()) {
        const std::string what = std::string(info.what) + (info.abuse ? " (--abuse)" : "");
        rows.push_back({std::string(info.id), std::string(client::toText(info.level)),
                        std::string(info.client), what});
        list.append(QJsonObject{{QStringLiteral("id"), jsonText(info.id)},
                                {QStringLiteral("group"), jsonText(info.group)},
                                {QStringLiteral("section"), jsonText(info.section)},
                                {QStringLiteral("level"), jsonText(client::toText(info.level))},
                                {QStringLiteral("client"), jsonText(info.client)},
                                {QStringLiteral("what"), jsonText(info.what)},
                                {QStringLiteral("abuse"), info.abuse}});
    }
    context.answer({{QStringLiteral("checks"), list}}, table(rows));
    return exit_code::kDone;
}

Result<std::optional<client::KeptReport>> earlierReport(const std::string& path) {
    if (path.empty()) return std::optional<client::KeptReport>{};
    SCEPTER_TRY(bytes, readFile(path));
    auto report = client::keptReportFromJson(textOf(bytes));
    if (!report)
        return fail(ErrorCode::InvalidArgument, "--compare " + path + ": " + report.error().detail);
    return std::optional(std::move(*report));
}

int runConformance(Context& context, const Arguments& arguments) {
    const Interrupt interrupt; // before the first thread
    if (arguments.list) return listChecks(context);
    if (arguments.url.empty())
        return context.report(
            {ErrorCode::InvalidArgument, "say which service: scepterctl conformance URL", {}, {}});
    const auto form = formOf(context, arguments);
    if (!form) return context.report(form.error());
    const auto before = earlierReport(arguments.compare);
    if (!before) return context.report(before.error());
    if (auto writable = checkWritable(arguments.out); !writable)
        return context.report(writable.error());
    auto options = optionsOf(context, arguments);
    if (!options) return context.report(options.error());
    options->stop = interrupt.token();
    ConformanceReport report;
    {
        Progress progress(context);
        report = client::runConformance(*options, context.clock(),
                                        [&](const CheckResult& result) { progress.show(result); });
    }
    if (auto written = writeFile(arguments.out, bytesOf(form->write(report))); !written)
        return context.report(written.error());
    if (*before) context.note(differencesText(**before, report));
    if (report.unreached) context.explain(*report.unreached);
    return exitCodeFor(report);
}

} // namespace

void addConformanceCommand(CLI::App& program, Context& context, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    Arguments& a = *arguments;
    auto* command = program.add_subcommand(
        "conformance", "Check what a SCEP service does against RFC 8894 and clients' needs");
    command->add_option("URL", a.url, "The server's SCEP URL");
    command->add_option("--ca-identifier", a.caIdentifier, "The message of GetCACert and others");
    addFingerprintOption(*command, a.ca);
    addRecipientOption(*command, a.ca);
    addChallengeOptions(*command, a.challenge, ChallengeUse::ManyEnrollments);
    command->add_option("--subject", a.subject, "Of the certificates; {random} is new each time")
        ->capture_default_str();
    command
        ->add_option("--key", a.key,
                     "rsa:2048; ec:p256 or ed25519, which need a challenge that replies are "
                     "encrypted under")
        ->capture_default_str();
    command->add_flag("--abuse", a.abuse,
                      "Also what strains a service: for its owners, not for others");
    command->add_option("--only", a.only, "A check or group of --list, besides the control");
    command->add_flag("--list", a.list, "List the checks, without a service");
    command->add_option("--format", a.format, "text, json, junit, html or markdown");
    command->add_option("--out", a.out, "File for the report; - is standard output")
        ->capture_default_str();
    command->add_option("--compare", a.compare,
                        "An earlier report in JSON: say what has changed since");
    addNetworkOptions(*command, a.network);
    addRetriesOption(*command, a.network);
    onChosen(command, chosen,
             [&context, arguments] { return runConformance(context, *arguments); });
}

} // namespace scepter::app
