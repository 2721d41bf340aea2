// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_commands.h"

#include "base/text.h"
#include "client/scenario.h"
#include "interrupt.h"
#include "output_file.h"
#include "save_traffic.h"
#include "service_options.h"
#include "terminal.h"
#include "views.h"

#include <QJsonDocument>

#include <filesystem>

namespace scepter::app {

namespace {

using client::Scenario;
using client::ScenarioReport;

struct RunArguments {
    std::string scenario;
    std::string url;
    std::string persona;
    unsigned devices = 0;
    unsigned parallel = 0;
    ChallengeArguments challenge;
    CaArguments ca;
    NetworkArguments network;
    std::string junit;
    std::string report;
    TrafficFile traffic;
};

/// A file, or the name of a built-in one.
Result<Scenario> readScenario(const std::string& name) {
    std::error_code ignored;
    if (name != "-" && !std::filesystem::exists(name, ignored)) {
        auto scenario = client::builtInScenario(name);
        if (!scenario)
            return fail(ErrorCode::InvalidArgument,
                        name + " is neither a file nor in the list of: scepterctl scenario list");
        return scenario;
    }
    SCEPTER_TRY(bytes, readFile(name));
    auto scenario = client::scenarioFromJson(textOf(bytes));
    if (scenario) return scenario;
    return fail(ErrorCode::InvalidArgument, name + ": " + scenario.error().detail);
}

Result<void> prepare(const Context& context, const RunArguments& arguments, Scenario& scenario,
                     client::ScenarioRun& run) {
    if (!arguments.url.empty()) scenario.url = arguments.url;
    if (!arguments.persona.empty()) {
        SCEPTER_CHECK(setPersona(arguments.persona, run.service));
        scenario.persona = arguments.persona;
    }
    if (arguments.devices != 0) scenario.devices = arguments.devices;
    if (arguments.parallel != 0) scenario.parallel = arguments.parallel;
    if (scenario.url.empty())
        return fail(ErrorCode::InvalidArgument, "the scenario names no server: say --url URL");
    SCEPTER_TRY(http, httpOptionsOf(arguments.network));
    run.http = std::move(http);
    SCEPTER_CHECK(setCa(arguments.ca, run.service));
    SCEPTER_CHECK(setPatience(arguments.network, run.service));
    SCEPTER_CHECK(checkTrafficFile(arguments.traffic));
    SCEPTER_CHECK(checkWritable(arguments.report));
    SCEPTER_CHECK(checkWritable(arguments.junit));
    return setChallenges(context, arguments.challenge, scenario, run);
}

Result<void> writeReports(const Context& context, const RunArguments& arguments,
                          const ScenarioReport& report) {
    if (!arguments.report.empty())
        SCEPTER_CHECK(writeFile(arguments.report, bytesOf(client::toJson(report))));
    if (!arguments.junit.empty())
        SCEPTER_CHECK(writeFile(arguments.junit, bytesOf(client::toJunit(report))));
    if (arguments.traffic.path.empty()) return {};
    client::Transcript steps;
    for (const client::StepReport& step : report.steps)
        steps.insert(steps.end(), step.transcript.begin(), step.transcript.end());
    return saveTraffic(context, arguments.traffic, exchangesOf(steps));
}

QJsonObject documentOf(const std::string& json) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

int runScenario(Context& context, const RunArguments& arguments) {
    const Interrupt interrupt; // before the first thread
    auto scenario = readScenario(arguments.scenario);
    if (!scenario) {
        context.report(scenario.error());
        return exit_code::kUsage;
    }
    client::ScenarioRun run;
    run.stop = interrupt.token();
    if (auto prepared = prepare(context, arguments, *scenario, run); !prepared)
        return context.report(prepared.error());
    client::ScenarioWatch watch;
    if (context.verbose)
        watch.note = [&context](const client::Step& step) {
            context.note("  " + step.name + ", " + std::to_string(step.elapsed.count()) +
                         " ms: " + printable(step.what));
        };
    auto report = client::runScenario(*scenario, run, context.clock(), watch);
    if (!report) return context.report(report.error());
    if (auto written = writeReports(context, arguments, *report); !written)
        return context.report(written.error());
    context.answer(documentOf(client::toJson(*report)), client::toText(*report));
    if (report->cancelled) return exit_code::kCancelled;
    return report->passed() ? exit_code::kDone : exit_code::kRefused;
}

int checkScenarios(Context& context, const std::vector<std::string>& files) {
    QJsonArray list;
    std::string text;
    bool good = true;
    for (const std::string& file : files) {
        const auto scenario = readScenario(file);
        good &= scenario.has_value();
        QJsonObject one{{QStringLiteral("file"), jsonText(file)},
                        {QStringLiteral("good"), scenario.has_value()}};
        if (scenario) {
            one[QStringLiteral("name")] = jsonText(scenario->name);
            one[QStringLiteral("steps")] = static_cast<qint64>(scenario->steps.size());
            text += printable(file) + ": " + printable(scenario->name) + ", " +
                    std::to_string(scenario->steps.size()) +
                    (scenario->steps.size() == 1 ? " step\n" : " steps\n");
        } else {
            one[QStringLiteral("wrong")] = jsonText(printable(scenario.error().detail));
            context.explain(scenario.error());
        }
        list.append(one);
    }
    context.answer({{QStringLiteral("scenarios"), list}}, text);
    return good ? exit_code::kDone : exit_code::kUsage;
}

int listScenarios(Context& context) {
    QJsonArray list;
    std::vector<std::vector<std::string>> rows{{"Name", "What it does"}};
    for (const client::BuiltInScenario& one : client::builtInScenarios()) {
        rows.push_back({std::string(one.id), std::string(one.description)});
        list.append(QJsonObject{{QStringLiteral("id"), jsonText(one.id)},
                                {QStringLiteral("name"), jsonText(one.name)},
                                {QStringLiteral("description"), jsonText(one.description)}});
    }
    context.answer({{QStringLiteral("scenarios"), list}}, table(rows));
    return exit_code::kDone;
}

int showScenario(Context& context, const std::string& name) {
    auto scenario = client::builtInScenario(name);
    if (!scenario) return context.report(scenario.error());
    const std::string json = client::toJson(*scenario);
    context.answer(documentOf(json), json);
    return exit_code::kDone;
}

void addRun(CLI::App& scenario, Context& context, Run& chosen) {
    auto arguments = std::make_shared<RunArguments>();
    RunArguments& a = *arguments;
    auto* run = scenario.add_subcommand("run", "Play a scenario against a server and judge it");
    run->add_option("SCENARIO", a.scenario, "A file, or a name of scenario list")->required();
    run->add_option("--url", a.url, "The server's SCEP URL, in place of the scenario's");
    addRecipientOption(*run, a.ca);
    addPersonaOption(*run, a.persona);
    run->add_option("--devices", a.devices, "How many devices, in place of the scenario's")
        ->check(CLI::Range(1, 10'000));
    run->add_option("--parallel", a.parallel, "Devices at a time, in place of the scenario's")
        ->check(CLI::Range(1, 64));
    addChallengeOptions(*run, a.challenge, ChallengeUse::Scenario);
    addNetworkOptions(*run, a.network);
    addRetriesOption(*run, a.network);
    run->add_option("--junit", a.junit, "Write a report as JUnit XML to this file");
    run->add_option("--report", a.report, "Write a report as JSON to this file");
    addTrafficOptions(*run, a.traffic);
    onChosen(run, chosen, [&context, arguments] { return runScenario(context, *arguments); });
}

} // namespace

void addScenarioCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* scenario = program.add_subcommand("scenario", "Test enrollments from files");
    scenario->require_subcommand(1);
    addRun(*scenario, context, chosen);

    auto files = std::make_shared<std::vector<std::string>>();
    auto* check = scenario->add_subcommand("check", "Check scenario files, without a server");
    check->add_option("FILE", *files, "Scenarios as JSON")->required();
    onChosen(check, chosen, [&context, files] { return checkScenarios(context, *files); });

    auto* list = scenario->add_subcommand("list", "List the scenarios that are built in");
    onChosen(list, chosen, [&context] { return listScenarios(context); });

    auto name = std::make_shared<std::string>();
    auto* show = scenario->add_subcommand("show", "Print a built-in scenario, to be changed");
    show->add_option("NAME", *name, "As in scenario list")->required();
    onChosen(show, chosen, [&context, name] { return showScenario(context, *name); });
}

} // namespace scepter::app
