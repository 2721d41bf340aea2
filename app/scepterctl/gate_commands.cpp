// SPDX-License-Identifier: GPL-3.0-or-later
// gate list, show, add, set, remove, rule.
#include "base/text.h"
#include "context.h"
#include "gate_options.h"
#include "store/json.h"
#include "terminal.h"
#include "views.h"

#include <algorithm>

namespace scepter::app {

namespace {

struct Arguments {
    std::string endpoint;
    std::string gate;
    std::string rule;
    GateArguments settings;
};

// Of secrets only the names: the gate's own tell what it has.
QJsonArray secretNames(const enrollment::Endpoint& endpoint, const std::string& gate) {
    QJsonArray names;
    for (const auto& secret : endpoint.secrets)
        if (secret.gate == gate) names.append(jsonText(secret.name));
    return names;
}

QJsonObject gateDocument(const enrollment::Endpoint& endpoint, const challenge::Gate& gate) {
    QJsonObject document = store::toJson(gate);
    document[QStringLiteral("secrets")] = secretNames(endpoint, gate.name);
    return document;
}

std::string valueText(const QJsonValue& value) {
    if (value.isBool()) return value.toBool() ? "on" : "off";
    if (value.isDouble()) return std::to_string(value.toInteger());
    if (!value.isArray()) return value.toString().toStdString();
    std::string text;
    for (const QJsonValue one : value.toArray()) {
        if (!text.empty()) text += ", ";
        text += one.isObject()
                    ? one.toObject().value(QLatin1String("name")).toString().toStdString()
                    : one.toString().toStdString();
    }
    return text;
}

std::string gateText(const QJsonObject& document) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (auto member = document.begin(); member != document.end(); ++member)
        lines.emplace_back(member.key().toStdString(), printable(valueText(member.value())));
    return fields(lines);
}

int answerWithList(Context& context, const enrollment::Endpoint& endpoint) {
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{{"GATE", "KIND", "ASKS", "SECRETS"}};
    for (const challenge::Gate& gate : endpoint.settings.gates) {
        array.append(gateDocument(endpoint, gate));
        rows.push_back({gate.name, std::string(toText(gate.kind())), challenge::askedPlace(gate),
                        valueText(secretNames(endpoint, gate.name))});
    }
    const std::string rule(toText(endpoint.settings.gateRule));
    const std::string text = array.isEmpty()
                                 ? "Endpoint " + endpoint.settings.name + " has no gate.\n"
                                 : table(rows) + (array.size() > 1 ? "Rule: " + rule + '\n' : "");
    context.answer({{QStringLiteral("gates"), array}, {QStringLiteral("rule"), jsonText(rule)}},
                   text);
    return exit_code::kDone;
}

int runList(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto endpoint = (*opened)->endpoints().show(arguments.endpoint);
    if (!endpoint) return context.report(endpoint.error());
    return answerWithList(context, *endpoint);
}

Result<challenge::Gate*> findGate(enrollment::EndpointSettings& settings, const std::string& name) {
    const auto found = std::ranges::find(settings.gates, name, &challenge::Gate::name);
    if (found == settings.gates.end())
        return fail(ErrorCode::NotFound, "endpoint " + settings.name + " has no gate " + name);
    return &*found;
}

int runShow(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto endpoint = (*opened)->endpoints().show(arguments.endpoint);
    if (!endpoint) return context.report(endpoint.error());
    const auto gate = findGate(endpoint->settings, arguments.gate);
    if (!gate) return context.report(gate.error());
    const QJsonObject document = gateDocument(*endpoint, **gate);
    context.answer(document, gateText(document));
    return exit_code::kDone;
}

/// Reads an endpoint, lets `change` change it and its secrets, and writes it.
template <class Change>
int changeEndpoint(Context& context, const Arguments& arguments, const Change& change) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto& endpoints = (*opened)->endpoints();
    auto endpoint = endpoints.show(arguments.endpoint);
    if (!endpoint) return context.report(endpoint.error());
    std::vector<std::string> made;
    if (auto changed = change(*endpoint, made); !changed) return context.report(changed.error());
    std::erase_if(endpoint->secrets, [&](const challenge::GateSecret& secret) {
        return !findGate(endpoint->settings, secret.gate);
    });
    if (auto stored = endpoints.update(endpoint->settings, &endpoint->secrets); !stored)
        return context.report(stored.error());
    QJsonArray secrets;
    std::string text;
    for (const std::string& one : made) {
        secrets.append(jsonText(one));
        text += one + '\n';
    }
    if (made.empty()) return answerWithList(context, *endpoint);
    context.answer({{QStringLiteral("endpoint"), jsonText(arguments.endpoint)},
                    {QStringLiteral("madeSecrets"), secrets}},
                   text);
    return exit_code::kDone;
}

int runAdd(Context& context, const Arguments& arguments) {
    return changeEndpoint(
        context, arguments,
        [&](enrollment::Endpoint& endpoint, std::vector<std::string>& made) -> Result<void> {
            const auto kind = challenge::gateKindFromText(arguments.settings.kind);
            if (!kind)
                return fail(ErrorCode::InvalidArgument,
                            "--kind takes static, code, webhook, intune, token or command");
            if (findGate(endpoint.settings, arguments.gate))
                return fail(ErrorCode::AlreadyExists, "endpoint " + arguments.endpoint +
                                                          " has a gate " + arguments.gate +
                                                          " already");
            challenge::Gate gate = challenge::gatesOf(*kind).front();
            gate.name = arguments.gate;
            SCEPTER_CHECK(applyGate(arguments.settings, gate));
            SCEPTER_CHECK(applyGateSecrets(arguments.settings, gate, endpoint.secrets, made));
            endpoint.settings.gates.push_back(std::move(gate));
            return {};
        });
}

int runSet(Context& context, const Arguments& arguments) {
    return changeEndpoint(
        context, arguments,
        [&](enrollment::Endpoint& endpoint, std::vector<std::string>& made) -> Result<void> {
            SCEPTER_TRY(gate, findGate(endpoint.settings, arguments.gate));
            SCEPTER_CHECK(applyGate(arguments.settings, *gate));
            return applyGateSecrets(arguments.settings, *gate, endpoint.secrets, made);
        });
}

int runRemove(Context& context, const Arguments& arguments) {
    return changeEndpoint(
        context, arguments,
        [&](enrollment::Endpoint& endpoint, std::vector<std::string>&) -> Result<void> {
            SCEPTER_CHECK(findGate(endpoint.settings, arguments.gate));
            std::erase_if(endpoint.settings.gates,
                          [&](const auto& gate) { return gate.name == arguments.gate; });
            return {};
        });
}

int runRule(Context& context, const Arguments& arguments) {
    return changeEndpoint(
        context, arguments,
        [&](enrollment::Endpoint& endpoint, std::vector<std::string>&) -> Result<void> {
            const auto rule = challenge::gateRuleFromText(arguments.rule);
            if (!rule) return fail(ErrorCode::InvalidArgument, "RULE is all or any");
            endpoint.settings.gateRule = *rule;
            return {};
        });
}

} // namespace

void addGateCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* group = program.add_subcommand("gate", "Who judges the requests of an endpoint");
    group->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    const auto add = [&](const char* name, const char* help, int (*run)(Context&, const Arguments&),
                         bool named) {
        auto* command = group->add_subcommand(name, help);
        command->add_option("ENDPOINT", arguments->endpoint)->required();
        if (named) command->add_option("GATE", arguments->gate)->required();
        onChosen(command, chosen, [&context, arguments, run] { return run(context, *arguments); });
        return command;
    };
    add("list", "The gates of an endpoint", runList, false);
    add("show", "One gate, without its secrets", runShow, true);
    auto* added = add("add", "Put a gate in front of an endpoint", runAdd, true);
    added
        ->add_option("--kind", arguments->settings.kind,
                     "static, code, webhook, intune, token or command")
        ->required();
    addGateOptions(added, arguments->settings);
    addGateOptions(add("set", "Change a gate: what is not named stays", runSet, true),
                   arguments->settings);
    add("remove", "Remove a gate with its secrets", runRemove, true);
    add("rule", "Whether all gates must allow a request, or any of them may", runRule, false)
        ->add_option("RULE", arguments->rule, "all or any")
        ->required();
}

} // namespace scepter::app
