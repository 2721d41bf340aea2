// SPDX-License-Identifier: GPL-3.0-or-later
#include "challenge/gate.h"

#include <algorithm>
#include <array>

namespace scepter::challenge {

namespace {

constexpr std::array<std::string_view, 4> kVerdicts = {"allow", "deny", "hold", "retryLater"};
constexpr std::array<std::string_view, 6> kKinds = {"static", "code",  "webhook",
                                                    "intune", "token", "command"};
constexpr std::array<std::string_view, 2> kRules = {"all", "any"};

template <class Value, std::size_t N>
std::optional<Value> valueOf(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto found = std::ranges::find(names, text);
    if (found == names.end()) return std::nullopt;
    return static_cast<Value>(found - names.begin());
}

} // namespace

std::string_view toText(VerdictKind kind) {
    return kVerdicts[static_cast<std::size_t>(kind)];
}

std::string_view toText(GateKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<GateKind> gateKindFromText(std::string_view text) {
    return valueOf<GateKind>(kKinds, text);
}

std::string_view toText(GateRule rule) {
    return kRules[static_cast<std::size_t>(rule)];
}

std::optional<GateRule> gateRuleFromText(std::string_view text) {
    return valueOf<GateRule>(kRules, text);
}

Verdict Verdict::allow(std::string note) {
    Verdict verdict;
    verdict.kind = VerdictKind::Allow;
    verdict.note = std::move(note);
    return verdict;
}

Verdict Verdict::deny(ErrorCode code, std::string detail, std::optional<FailInfo> failInfo) {
    Verdict verdict;
    verdict.kind = VerdictKind::Deny;
    verdict.error = Error{code, std::move(detail), {}, failInfo};
    return verdict;
}

Verdict Verdict::hold(std::string note) {
    Verdict verdict;
    verdict.kind = VerdictKind::Hold;
    verdict.note = std::move(note);
    return verdict;
}

Verdict Verdict::later(std::string detail) {
    Verdict verdict;
    verdict.kind = VerdictKind::RetryLater;
    verdict.error = Error{ErrorCode::GateUnreachable, std::move(detail), {}, {}};
    return verdict;
}

bool Gate::asks() const {
    const GateKind what = kind();
    return what == GateKind::Webhook || what == GateKind::Intune || what == GateKind::Command;
}

std::vector<Gate> gatesOf(GateKind kind) {
    Gate gate;
    gate.name = toText(kind);
    switch (kind) {
    case GateKind::Static:
        gate.settings = StaticGate{};
        break;
    case GateKind::Code:
        gate.settings = CodeGate{};
        break;
    case GateKind::Webhook:
        gate.settings = WebhookGate{};
        break;
    case GateKind::Intune:
        gate.settings = IntuneGate{};
        break;
    case GateKind::Token:
        gate.settings = TokenGate{};
        break;
    case GateKind::Command:
        gate.settings = CommandGate{};
        break;
    }
    return {std::move(gate)};
}

std::vector<GateSecret> staticGateSecrets(std::vector<SecretBytes> texts) {
    std::vector<GateSecret> secrets;
    for (SecretBytes& text : texts)
        secrets.push_back({std::string(toText(GateKind::Static)),
                           std::to_string(secrets.size() + 1), std::move(text)});
    return secrets;
}

std::string askedPlace(const Gate& gate) {
    if (const auto* webhook = std::get_if<WebhookGate>(&gate.settings)) return webhook->url;
    if (const auto* intune = std::get_if<IntuneGate>(&gate.settings)) return intune->authorityUrl;
    if (const auto* command = std::get_if<CommandGate>(&gate.settings)) return command->program;
    return {};
}

const SecretBytes* findSecret(const std::vector<GateSecret>& secrets, std::string_view gate,
                              std::string_view name) {
    const auto found = std::ranges::find_if(secrets, [&](const GateSecret& secret) {
        return secret.gate == gate && secret.name == name;
    });
    return found == secrets.end() ? nullptr : &found->value;
}

} // namespace scepter::challenge
