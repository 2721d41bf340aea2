// endpoint list, show, add, set, remove.
#include "base/text.h"
#include "challenge/static_secret.h"
#include "constraint_options.h"
#include "context.h"
#include "enrollment/endpoint.h"
#include "option_values.h"
#include "terminal.h"
#include "views.h"

#include <array>
#include <tuple>
#include <utility>

namespace scepter::app {

namespace {

/// Options of add and set: what was not given stays as it is.
struct Arguments {
    std::string name;
    std::string path;
    std::vector<std::string> aliases;
    std::string challenge;
    std::string approval;
    std::string renewalApproval;
    std::string renewal;
    std::string recipe;
    std::string authority;
    std::string compatibility;
    std::string tryLimit;
    std::string pendingLifetime;
    std::string transactionLifetime;
    std::string secretFile;
    ConstraintArguments constraints;
    std::string caOnly;
    std::string chainInReply;
    std::string relaxSignerKey;
    std::string tripleDes;
    std::string sha1;
    std::string caCertificates;
    bool noConstraints = false;
};

constexpr std::array<std::pair<std::string_view, authority::CaCertificateChoice>, 3>
    kCaCertificates{
        {{"full", {true, true}}, {"no-root", {true, false}}, {"no-chain", {false, false}}}};

// "none", "code", "static" (a random secret) or "static:SECRET".
Result<void> applyChallenge(const std::string& text, enrollment::EndpointSettings& settings,
                            std::vector<SecretBytes>& secrets, bool& secretsGiven) {
    const std::string kind = text.substr(0, text.find(':'));
    const auto gate = challenge::gateKindFromText(kind);
    const bool plain = gate == challenge::GateKind::Static || gate == challenge::GateKind::Code;
    if (kind != "none" && !plain)
        return fail(ErrorCode::InvalidArgument,
                    "--challenge takes none, code, static or static:SECRET; for other kinds there "
                    "is \"gate add\"");
    settings.gates = gate ? challenge::gatesOf(*gate) : std::vector<challenge::Gate>{};
    secretsGiven = true;
    if (gate != challenge::GateKind::Static) return {};
    if (const auto colon = text.find(':'); colon != std::string::npos) {
        if (colon + 1 == text.size())
            return fail(ErrorCode::InvalidArgument, "a static challenge must not be empty");
        secrets.emplace_back(std::string_view(text).substr(colon + 1));
        return {};
    }
    SCEPTER_TRY(made, challenge::makeStaticSecret());
    secrets.push_back(std::move(made));
    return {};
}

Result<void> applySecretFile(const Arguments& arguments,
                             const enrollment::EndpointSettings& settings,
                             std::vector<SecretBytes>& secrets, bool& secretsGiven) {
    if (arguments.secretFile.empty()) return {};
    if (settings.gates != challenge::gatesOf(challenge::GateKind::Static) ||
        arguments.challenge.find(':') != std::string::npos)
        return fail(ErrorCode::InvalidArgument,
                    "--secret-file goes with a static challenge that is not given otherwise");
    SCEPTER_TRY(file, readFile(arguments.secretFile));
    const SecretBytes content(std::move(file));
    const std::string_view secret = trimmed(content.text());
    if (secret.empty())
        return fail(ErrorCode::InvalidArgument, "a static challenge must not be empty");
    secrets.clear();
    secrets.emplace_back(secret);
    secretsGiven = true;
    return {};
}

Result<void> applyPolicies(const Arguments& arguments, enrollment::EndpointSettings& settings) {
    for (const auto& [option, text, target] :
         {std::tuple{"--approval", arguments.approval, &settings.approval},
          std::tuple{"--renewal-approval", arguments.renewalApproval, &settings.renewalApproval}}) {
        if (text.empty()) continue;
        const auto approval = enrollment::approvalFromText(text);
        if (!approval)
            return fail(ErrorCode::InvalidArgument, std::string(option) + " takes auto or manual");
        *target = *approval;
    }
    SCEPTER_CHECK(setSwitch("--renewal", arguments.renewal, settings.renewalAllowed));
    if (!arguments.tryLimit.empty()) {
        SCEPTER_TRY(limit, challenge::tryLimitFromText(arguments.tryLimit));
        settings.tryLimit = limit;
    }
    SCEPTER_CHECK(
        setDuration("--pending-lifetime", arguments.pendingLifetime, settings.pendingLifetime));
    SCEPTER_CHECK(setDuration("--transaction-lifetime", arguments.transactionLifetime,
                              settings.transactionLifetime));
    if (arguments.noConstraints) settings.constraints = {};
    return applyConstraints(arguments.constraints, settings.constraints);
}

Result<void> applyCompatibility(const Arguments& arguments,
                                enrollment::EndpointSettings& settings) {
    if (!arguments.compatibility.empty()) {
        const auto preset = enrollment::compatibilityPreset(arguments.compatibility);
        if (!preset) {
            std::string names;
            for (const auto& name : enrollment::compatibilityPresetNames())
                names += (names.empty() ? "" : ", ") + name;
            return fail(ErrorCode::InvalidArgument, "--compat takes one of " + names);
        }
        settings.compatibility = *preset;
    }
    auto& value = settings.compatibility;
    for (const auto& [option, text, target] :
         {std::tuple{"--ca-only", &arguments.caOnly, &value.caOnly},
          std::tuple{"--chain-in-reply", &arguments.chainInReply, &value.replyWithChain},
          std::tuple{"--relax-signer-key", &arguments.relaxSignerKey, &value.relaxSignerKey},
          std::tuple{"--triple-des", &arguments.tripleDes, &value.algorithms.allowTripleDes},
          std::tuple{"--sha1", &arguments.sha1, &value.algorithms.allowSha1}}) {
        SCEPTER_CHECK(setSwitch(option, *text, *target));
    }
    if (arguments.caCertificates.empty()) return {};
    for (const auto& [word, choice] : kCaCertificates) {
        if (word != arguments.caCertificates) continue;
        value.caCertificates = choice;
        return {};
    }
    return fail(ErrorCode::InvalidArgument, "--ca-certificates takes full, no-root or no-chain");
}

Result<void> apply(workbench::Workbench& workbench, const Arguments& arguments,
                   enrollment::EndpointSettings& settings, std::vector<SecretBytes>& secrets,
                   bool& secretsGiven) {
    if (!arguments.path.empty()) settings.path = arguments.path;
    if (!arguments.aliases.empty()) settings.aliases = arguments.aliases;
    if (!arguments.recipe.empty()) settings.templateName = arguments.recipe;
    if (!arguments.authority.empty()) {
        SCEPTER_TRY(authority, workbench.authorities().show(arguments.authority));
        settings.authorityId = authority.id;
    }
    if (!arguments.challenge.empty())
        SCEPTER_CHECK(applyChallenge(arguments.challenge, settings, secrets, secretsGiven));
    SCEPTER_CHECK(applySecretFile(arguments, settings, secrets, secretsGiven));
    SCEPTER_CHECK(applyPolicies(arguments, settings));
    return applyCompatibility(arguments, settings);
}

std::string caCertificatesText(const authority::CaCertificateChoice& choice) {
    if (!choice.withChain) return "RA and CA alone";
    return choice.withRoot ? "" : "without the root";
}

std::string endpointText(const enrollment::EndpointSettings& settings) {
    std::string aliases;
    for (const auto& alias : settings.aliases)
        aliases += (aliases.empty() ? "" : " ") + alias;
    const auto& compatibility = settings.compatibility;
    std::string weak;
    if (compatibility.algorithms.allowTripleDes) weak = "3DES";
    if (compatibility.algorithms.allowSha1) weak += weak.empty() ? "SHA-1" : ", SHA-1";
    return fields(
        {{"Endpoint", settings.name},
         {"Path", settings.path},
         {"Also answers at", aliases},
         {"Challenge", settings.gatesText()},
         {"Approval", std::string(toText(settings.approval))},
         {"Renewal",
          settings.renewalAllowed ? std::string(toText(settings.renewalApproval)) : "not allowed"},
         {"Template", settings.templateName},
         {"Compatibility", settings.compatibility.preset},
         {"Also accepts", weak},
         {"Signer's key", compatibility.relaxSignerKey ? "may be another than the CSR's" : ""},
         {"SCEP ends at", compatibility.caOnly ? "the CA's key" : ""},
         {"Replies", compatibility.replyWithChain ? "with the CA chain" : ""},
         {"GetCACert", caCertificatesText(compatibility.caCertificates)},
         {"Constraints", constraintsText(settings.constraints)},
         {"Failed tries", toText(settings.tryLimit)},
         {"Pending for", durationText(settings.pendingLifetime)},
         {"Repeats for", durationText(settings.transactionLifetime)}});
}

int runList(Context& context) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto endpoints = (*opened)->endpoints().list();
    if (!endpoints) return context.report(endpoints.error());
    QJsonArray array;
    std::vector<std::vector<std::string>> rows{
        {"NAME", "PATH", "CHALLENGE", "APPROVAL", "TEMPLATE", "COMPATIBILITY"}};
    for (const auto& one : *endpoints) {
        array.append(toJson(one));
        rows.push_back({one.name, one.path, one.gatesText(), std::string(toText(one.approval)),
                        one.templateName, one.compatibility.preset});
    }
    context.answer({{QStringLiteral("endpoints"), array}}, table(rows));
    return exit_code::kDone;
}

int showEndpoint(Context& context, workbench::Workbench& workbench, const std::string& name) {
    auto endpoint = workbench.endpoints().show(name);
    if (!endpoint) return context.report(endpoint.error());
    QJsonObject document = toJson(endpoint->settings);
    std::string text = endpointText(endpoint->settings);
    // The operator asked for it by name; logs and lists never have it.
    if (const auto secrets = endpoint->staticSecrets(); !secrets.empty()) {
        const auto& secret = secrets.front();
        document[QStringLiteral("secret")] = jsonText(secret.text());
        text += "Secret: " + std::string(secret.text()) + '\n';
    }
    context.answer(document, text);
    return exit_code::kDone;
}

int runShow(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    return showEndpoint(context, **opened, arguments.name);
}

// What `status` says of this endpoint, at the moment when it can still be made otherwise.
void noteWarnings(const Context& context, workbench::Workbench& workbench,
                  const std::string& name) {
    const auto status = workbench.status();
    if (!status) return;
    for (const auto& warning : status->warnings)
        if (warning.starts_with("Endpoint " + name + ' ')) context.note("! " + printable(warning));
}

int runAdd(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    enrollment::EndpointSettings settings;
    settings.name = arguments.name;
    settings.templateName = authority::labTemplate().name;
    std::vector<SecretBytes> secrets;
    bool secretsGiven = false;
    if (auto applied = apply(**opened, arguments, settings, secrets, secretsGiven); !applied)
        return context.report(applied.error());
    if (auto added =
            (*opened)->endpoints().add(settings, challenge::staticGateSecrets(std::move(secrets)));
        !added)
        return context.report(added.error());
    noteWarnings(context, **opened, arguments.name);
    return showEndpoint(context, **opened, arguments.name);
}

int runSet(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto endpoint = (*opened)->endpoints().show(arguments.name);
    if (!endpoint) return context.report(endpoint.error());
    enrollment::EndpointSettings settings = endpoint->settings;
    std::vector<SecretBytes> secrets;
    bool secretsGiven = false;
    if (auto applied = apply(**opened, arguments, settings, secrets, secretsGiven); !applied)
        return context.report(applied.error());
    const auto gateSecrets = challenge::staticGateSecrets(std::move(secrets));
    auto changed = (*opened)->endpoints().update(settings, secretsGiven ? &gateSecrets : nullptr);
    if (!changed) return context.report(changed.error());
    noteWarnings(context, **opened, arguments.name);
    return showEndpoint(context, **opened, arguments.name);
}

int runRemove(Context& context, const Arguments& arguments) {
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    if (auto removed = (*opened)->endpoints().remove(arguments.name); !removed)
        return context.report(removed.error());
    context.answer({{QStringLiteral("removed"), jsonText(arguments.name)}},
                   "Removed endpoint " + arguments.name + '\n');
    return exit_code::kDone;
}

void addOptions(CLI::App* command, Arguments& arguments) {
    command->add_option("--path", arguments.path, "Its URL path, as in /scep/phones");
    command->add_option("--alias", arguments.aliases, "Further paths that answer the same");
    command->add_option("--challenge", arguments.challenge,
                        "none, code, static (a random secret, or --secret-file) or static:SECRET "
                        "(visible to other users of this machine)");
    command->add_option("--secret-file", arguments.secretFile,
                        "File with the secret of a static challenge; - is standard input");
    command->add_option("--approval", arguments.approval, "auto or manual");
    command->add_option("--renewal-approval", arguments.renewalApproval, "auto or manual");
    command->add_option("--renewal", arguments.renewal, "on or off");
    command->add_option("--template", arguments.recipe, "Certificate template");
    command->add_option("--authority", arguments.authority, "Authority; not needed with only one");
    command->add_option("--compat", arguments.compatibility,
                        "default (RFC 8894 without exceptions; strict is another name for it), "
                        "apple, windows, cisco-legacy or jamf-proxy; what follows changes one "
                        "switch of it");
    command->add_option("--triple-des", arguments.tripleDes, "on: 3DES is accepted");
    command->add_option("--sha1", arguments.sha1, "on: SHA-1 is accepted");
    command->add_option("--relax-signer-key", arguments.relaxSignerKey,
                        "on: a request may be signed with another key than the CSR's");
    command->add_option("--ca-certificates", arguments.caCertificates,
                        "What GetCACert answers: full (RA, CA and what is above), no-root or "
                        "no-chain");
    command->add_option("--try-limit", arguments.tryLimit,
                        "Failed challenges allowed per address: TRIES/MINUTES or off");
    command->add_option("--pending-lifetime", arguments.pendingLifetime,
                        "How long a request may wait for approval");
    command->add_option("--transaction-lifetime", arguments.transactionLifetime,
                        "How long a repeated request gets the same answer");
    addConstraintOptions(command, arguments.constraints);
    command->add_option("--ca-only", arguments.caOnly, "on: the CA key terminates SCEP");
    command->add_option("--chain-in-reply", arguments.chainInReply,
                        "on: replies hold the CA chain too");
}

} // namespace

void addEndpointCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* endpoint = program.add_subcommand("endpoint", "SCEP URLs and their rules");
    endpoint->require_subcommand(1);
    auto* list = endpoint->add_subcommand("list", "All endpoints");
    onChosen(list, chosen, [&context] { return runList(context); });

    auto arguments = std::make_shared<Arguments>();
    const auto add = [&](const char* name, const char* help,
                         int (*run)(Context&, const Arguments&)) {
        auto* command = endpoint->add_subcommand(name, help);
        command->add_option("NAME", arguments->name)->required();
        onChosen(command, chosen, [&context, arguments, run] { return run(context, *arguments); });
        return command;
    };
    add("show", "One endpoint, with its static challenge", runShow);
    addOptions(add("add", "Make an endpoint", runAdd), *arguments);
    auto* set = add("set", "Change an endpoint: what is not named stays", runSet);
    addOptions(set, *arguments);
    set->add_flag("--no-constraints", arguments->noConstraints, "Drop all constraints first");
    add("remove", "Remove an endpoint", runRemove);
}

} // namespace scepter::app
