// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_options.h"

#include "base/encoding.h"
#include "base/text.h"
#include "challenge/static_secret.h"
#include "context.h"
#include "option_values.h"

#include <algorithm>
#include <charconv>

namespace scepter::app {

namespace {

using challenge::GateKind;

Result<void> setText(const std::string& text, std::string& target) {
    if (!text.empty()) target = text;
    return {};
}

Result<void> setTime(std::string_view option, const std::string& text,
                     std::optional<TimePoint>& target) {
    if (text.empty()) return {};
    if (text == "none") {
        target.reset();
        return {};
    }
    const auto time = timeFromIsoText(text);
    if (!time) return wrongOption(option, "a time as in 2026-12-31T23:59:59Z, or none");
    target = *time;
    return {};
}

Result<void> setNumber(std::string_view option, const std::string& text, unsigned& target) {
    if (text.empty()) return {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
    if (error != std::errc{} || end != text.data() + text.size())
        return wrongOption(option, "a number");
    return {};
}

Result<std::string> readText(const std::string& path) {
    SCEPTER_TRY(bytes, readFile(path));
    return std::string(textOf(bytes));
}

Result<void> setFile(const std::string& path, std::string& target) {
    if (path.empty()) return {};
    SCEPTER_TRY(text, readText(path));
    target = std::move(text);
    return {};
}

Result<void> setFiles(const std::vector<std::string>& paths, std::vector<std::string>& target) {
    if (paths.empty()) return {};
    target.clear();
    for (const std::string& path : paths) {
        SCEPTER_TRY(text, readText(path));
        target.push_back(std::move(text));
    }
    return {};
}

Result<void> apply(const GateArguments& arguments, challenge::StaticGate& gate) {
    if (arguments.challenge.empty()) return {};
    auto found =
        std::ranges::find(gate.challenges, arguments.challenge, &challenge::StaticChallenge::name);
    if (found == gate.challenges.end())
        found = gate.challenges.insert(found, {arguments.challenge, {}, {}, {}});
    if (arguments.noConstraints) found->constraints = {};
    SCEPTER_CHECK(setTime("--valid-from", arguments.validFrom, found->validFrom));
    SCEPTER_CHECK(setTime("--valid-until", arguments.validUntil, found->validUntil));
    return applyConstraints(arguments.constraints, found->constraints);
}

Result<void> apply(const GateArguments&, challenge::CodeGate&) {
    return {};
}

Result<void> apply(const GateArguments& arguments, challenge::WebhookGate& gate) {
    if (arguments.dialect == "step-ca")
        gate.dialect = challenge::WebhookDialect::StepCa;
    else if (arguments.dialect == "plain")
        gate.dialect = challenge::WebhookDialect::Plain;
    else if (!arguments.dialect.empty())
        return wrongOption("--dialect", "step-ca or plain");
    if (arguments.authorization == "none")
        gate.authorization = challenge::AskAuthorization::None;
    else if (arguments.authorization == "bearer")
        gate.authorization = challenge::AskAuthorization::Bearer;
    else if (arguments.authorization == "basic")
        gate.authorization = challenge::AskAuthorization::Basic;
    else if (!arguments.authorization.empty())
        return wrongOption("--authorization", "none, bearer or basic");
    SCEPTER_CHECK(setText(arguments.url, gate.url));
    SCEPTER_CHECK(setText(arguments.webhookId, gate.webhookId));
    SCEPTER_CHECK(setText(arguments.user, gate.user));
    SCEPTER_CHECK(setFile(arguments.clientCertificate, gate.clientCertificatePem));
    SCEPTER_CHECK(setFiles(arguments.roots, gate.rootPems));
    if (!arguments.allowedHosts.empty()) gate.allowedHosts = arguments.allowedHosts;
    SCEPTER_CHECK(setDuration("--timeout", arguments.timeout, gate.timeout));
    SCEPTER_CHECK(setNumber("--retries", arguments.retries, gate.retries));
    SCEPTER_CHECK(setSwitch("--renewals", arguments.renewals, gate.asksForRenewals));
    SCEPTER_CHECK(setSwitch("--notify", arguments.notify, gate.notifies));
    return setText(arguments.notifyUrl, gate.notifyUrl);
}

Result<void> apply(const GateArguments& arguments, challenge::IntuneGate& gate) {
    SCEPTER_CHECK(setText(arguments.tenant, gate.tenant));
    SCEPTER_CHECK(setText(arguments.appId, gate.appId));
    SCEPTER_CHECK(setText(arguments.provider, gate.provider));
    SCEPTER_CHECK(setText(arguments.authorityUrl, gate.authorityUrl));
    SCEPTER_CHECK(setText(arguments.graphUrl, gate.graphUrl));
    SCEPTER_CHECK(setText(arguments.graphScope, gate.graphScope));
    SCEPTER_CHECK(setText(arguments.intuneScope, gate.intuneScope));
    SCEPTER_CHECK(setFiles(arguments.roots, gate.rootPems));
    if (!arguments.allowedHosts.empty()) gate.allowedHosts = arguments.allowedHosts;
    SCEPTER_CHECK(setDuration("--timeout", arguments.timeout, gate.timeout));
    SCEPTER_CHECK(
        setSwitch("--wait-for-success", arguments.waitForSuccess, gate.waitForSuccessNotification));
    return setSwitch("--revocations", arguments.revocations, gate.pullsRevocations);
}

Result<void> apply(const GateArguments& arguments, challenge::TokenGate& gate) {
    SCEPTER_CHECK(setFiles(arguments.keys, gate.keyPems));
    SCEPTER_CHECK(setText(arguments.issuer, gate.issuer));
    SCEPTER_CHECK(setText(arguments.audience, gate.audience));
    SCEPTER_CHECK(setDuration("--leeway", arguments.leeway, gate.leeway));
    return setDuration("--longest-life", arguments.longestLife, gate.longestLife);
}

Result<void> apply(const GateArguments& arguments, challenge::CommandGate& gate) {
    SCEPTER_CHECK(setText(arguments.program, gate.program));
    if (!arguments.programArguments.empty()) gate.arguments = arguments.programArguments;
    SCEPTER_CHECK(setDuration("--timeout", arguments.timeout, gate.timeout));
    return setSwitch("--notify", arguments.notify, gate.notifies);
}

void putSecret(std::vector<challenge::GateSecret>& secrets, const std::string& gate,
               const std::string& name, SecretBytes value) {
    const auto found = std::ranges::find_if(
        secrets, [&](const auto& secret) { return secret.gate == gate && secret.name == name; });
    if (found != secrets.end())
        found->value = std::move(value);
    else
        secrets.push_back({gate, name, std::move(value)});
}

Result<void> putSecretFile(std::vector<challenge::GateSecret>& secrets, const std::string& gate,
                           const std::string& option) {
    const auto equal = option.find('=');
    if (equal == std::string::npos || equal == 0)
        return wrongOption("--secret-file", "NAME=FILE, as in hmac=secret.txt");
    SCEPTER_TRY(file, readFile(option.substr(equal + 1)));
    const SecretBytes content(std::move(file));
    const std::string_view secret = trimmed(content.text());
    if (secret.empty()) return fail(ErrorCode::InvalidArgument, "a secret must not be empty");
    putSecret(secrets, gate, option.substr(0, equal), SecretBytes(secret));
    return {};
}

} // namespace

void addGateOptions(CLI::App* command, GateArguments& arguments) {
    const auto text = [&](const char* name, std::string& target, const char* help) {
        command->add_option(name, target, help);
    };
    text("--vouches-for-sid", arguments.vouchesForSid,
         "on: what it allows may have the SID extension or a SID URI");
    command->add_option("--secret-file", arguments.secretFiles,
                        "NAME=FILE: a static challenge of that name; hmac, bearer, password or "
                        "clientKey of a webhook; appKey of Intune; key of tokens (HS256)");
    command->add_option("--random-secret", arguments.randomSecrets,
                        "NAME: the same, made at random and printed once");
    command->add_option("--forget-secret", arguments.forgotten, "NAME: the same, removed");
    text("--for", arguments.challenge,
         "Static challenge whose time and constraints the other options set");
    text("--valid-from", arguments.validFrom, "From when it is accepted: a time, or none");
    text("--valid-until", arguments.validUntil, "Until when it is accepted: a time, or none");
    addConstraintOptions(command, arguments.constraints);
    command->add_flag("--no-constraints", arguments.noConstraints,
                      "Drop the constraints of the static challenge first");
    text("--dialect", arguments.dialect, "Of a webhook: step-ca or plain");
    text("--url", arguments.url, "Of a webhook: where it is asked, https");
    text("--webhook-id", arguments.webhookId, "Sent as X-Smallstep-Webhook-ID");
    text("--authorization", arguments.authorization, "none, bearer or basic");
    text("--user", arguments.user, "User name for basic");
    text("--client-cert", arguments.clientCertificate, "File with the client's certificate (PEM)");
    command->add_option("--root", arguments.roots,
                        "File with a root that is trusted besides the system's (PEM)");
    command->add_option("--allow-host", arguments.allowedHosts,
                        "Hosts that may be asked; without it, the URL's own");
    text("--timeout", arguments.timeout, "How long to wait for an answer, at most 15s");
    text("--retries", arguments.retries, "Tries after a lost connection or a server's error");
    text("--renewals", arguments.renewals, "on: renewals are asked about too");
    text("--notify", arguments.notify, "on: told of outcomes");
    text("--notify-url", arguments.notifyUrl, "Where outcomes are told; without it, --url");
    text("--tenant", arguments.tenant, "Of Intune: the tenant");
    text("--app-id", arguments.appId, "Of Intune: the app's id");
    text("--provider", arguments.provider, "Of Intune: the name and version we call ourselves");
    text("--authority-url", arguments.authorityUrl, "Of Intune: where tokens come from");
    text("--graph-url", arguments.graphUrl, "Of Intune: where the service is looked up");
    text("--graph-scope", arguments.graphScope, "Of Intune: scope of the token for that");
    text("--intune-scope", arguments.intuneScope, "Of Intune: scope of the token for the service");
    text("--wait-for-success", arguments.waitForSuccess,
         "Of Intune: on: a certificate leaves only when Intune has accepted the news of it");
    text("--revocations", arguments.revocations,
         "Of Intune: on: asks every five minutes what to revoke");
    command->add_option("--key", arguments.keys,
                        "Of tokens: file with a public key or certificate of the signer (PEM)");
    text("--issuer", arguments.issuer, "Of tokens: who must have issued them");
    text("--audience", arguments.audience, "Of tokens: for whom; without it, the endpoint's name");
    text("--leeway", arguments.leeway, "Of tokens: how far clocks may differ");
    text("--longest-life", arguments.longestLife, "Of tokens: the longest life that is accepted");
    text("--program", arguments.program, "Absolute path of the program that judges");
    command->add_option("--argument", arguments.programArguments, "Argument of the program");
}

Result<void> applyGate(const GateArguments& arguments, challenge::Gate& gate) {
    SCEPTER_CHECK(setSwitch("--vouches-for-sid", arguments.vouchesForSid, gate.vouchesForSid));
    return std::visit([&](auto& settings) { return apply(arguments, settings); }, gate.settings);
}

Result<void> applyGateSecrets(const GateArguments& arguments, const challenge::Gate& gate,
                              std::vector<challenge::GateSecret>& secrets,
                              std::vector<std::string>& made) {
    for (const std::string& name : arguments.forgotten)
        std::erase_if(secrets, [&](const auto& secret) {
            return secret.gate == gate.name && secret.name == name;
        });
    for (const std::string& option : arguments.secretFiles)
        SCEPTER_CHECK(putSecretFile(secrets, gate.name, option));
    for (const std::string& name : arguments.randomSecrets) {
        SCEPTER_TRY(secret, challenge::makeStaticSecret());
        // An HMAC key is kept in base64, as whoever checks it has it.
        const bool isKey = name == "hmac" || name == "key";
        SecretBytes kept = isKey ? SecretBytes(toBase64(secret.view())) : std::move(secret);
        made.push_back(name + ": " + std::string(kept.text()));
        putSecret(secrets, gate.name, name, std::move(kept));
    }
    return {};
}

} // namespace scepter::app
