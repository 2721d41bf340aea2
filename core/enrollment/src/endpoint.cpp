#include "enrollment/endpoint.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::enrollment {

namespace {

using PresetMaker = Compatibility (*)();

Compatibility makeDefault() {
    return {};
}

// Apple's client takes its algorithms from the capabilities, sends BER and signs with a certificate
// of its own subject: all of that works everywhere. It wants the answer to GetCACert without
// extras.
Compatibility makeApple() {
    Compatibility value;
    value.caCertificates.withRoot = false;
    return value;
}

// Windows takes the thumbprint of a CA in the GetCACert answer: the whole chain has to be in it.
Compatibility makeWindows() {
    Compatibility value;
    value.algorithms.allowSha1 = true;
    return value;
}

Compatibility makeCiscoLegacy() {
    Compatibility value;
    value.algorithms.allowTripleDes = true;
    value.algorithms.allowSha1 = true;
    value.replyWithChain = true;
    return value;
}

// An MDM that enrolls for its devices signs with its own certificate.
Compatibility makeJamfProxy() {
    Compatibility value;
    value.relaxSignerKey = true;
    return value;
}

constexpr std::array<std::pair<std::string_view, PresetMaker>, 6> kPresets{{
    {"default", makeDefault},
    {"apple", makeApple},
    {"windows", makeWindows},
    {"cisco-legacy", makeCiscoLegacy},
    {"jamf-proxy", makeJamfProxy},
    // There is nothing that the RFC allows and the default does not, or the other way round.
    {"strict", makeDefault},
}};

bool isPathCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.~/").find(c) != std::string_view::npos;
}

Result<void> checkPath(const std::string& path) {
    const bool plain = std::all_of(path.begin(), path.end(), isPathCharacter);
    if (path.size() < 2 || path.size() > 200 || path.front() != '/' || path.back() == '/' ||
        !plain || path.find("//") != std::string::npos || path.find("/.") != std::string::npos)
        return fail(ErrorCode::InvalidArgument,
                    "a path starts with '/', does not end with one and has only letters, digits "
                    "and - _ . ~ in between: " +
                        path);
    return {};
}

constexpr std::size_t kMaxGates = 8;

Result<void> checkGates(const EndpointSettings& settings) {
    if (settings.gates.size() > kMaxGates)
        return fail(ErrorCode::InvalidArgument,
                    "an endpoint has at most " + std::to_string(kMaxGates) + " gates");
    for (std::size_t i = 0; i < settings.gates.size(); ++i) {
        SCEPTER_CHECK(challenge::checkGate(settings.gates[i]));
        for (std::size_t j = 0; j < i; ++j)
            if (settings.gates[i].name == settings.gates[j].name)
                return fail(ErrorCode::InvalidArgument,
                            "two gates of an endpoint cannot have the name " +
                                settings.gates[i].name);
    }
    return {};
}

} // namespace

bool EndpointSettings::has(challenge::GateKind kind) const {
    return std::ranges::any_of(gates, [kind](const auto& gate) { return gate.kind() == kind; });
}

bool EndpointSettings::hasOpenStaticChallenge() const {
    if (!constraints.empty()) return false;
    // Beside a static challenge another gate looks at the request.
    if (gateRule == challenge::GateRule::All && gates.size() > 1) return false;
    return std::ranges::any_of(gates, [](const challenge::Gate& gate) {
        const auto* fixed = std::get_if<challenge::StaticGate>(&gate.settings);
        if (fixed == nullptr) return false;
        return fixed->challenges.empty() ||
               std::ranges::any_of(fixed->challenges,
                                   [](const auto& one) { return one.constraints.empty(); });
    });
}

std::string EndpointSettings::gatesText() const {
    if (gates.empty()) return "none";
    std::string text;
    for (const challenge::Gate& gate : gates) {
        if (!text.empty()) text += gateRule == challenge::GateRule::All ? " + " : " or ";
        text += toText(gate.kind());
    }
    return text;
}

bool Endpoint::hasOpenStaticChallenge() const {
    EndpointSettings listed = settings;
    for (challenge::Gate& gate : listed.gates) {
        auto* fixed = std::get_if<challenge::StaticGate>(&gate.settings);
        if (fixed == nullptr) continue;
        for (const challenge::GateSecret& secret : secrets)
            if (secret.gate == gate.name &&
                std::ranges::find(fixed->challenges, secret.name,
                                  &challenge::StaticChallenge::name) == fixed->challenges.end())
                fixed->challenges.push_back({secret.name, {}, {}, {}});
    }
    return listed.hasOpenStaticChallenge();
}

std::vector<SecretBytes> Endpoint::staticSecrets() const {
    std::vector<SecretBytes> texts;
    for (const challenge::Gate& gate : settings.gates) {
        if (gate.kind() != challenge::GateKind::Static) continue;
        for (const challenge::GateSecret& secret : secrets)
            if (secret.gate == gate.name) texts.push_back(secret.value.clone());
    }
    return texts;
}

std::string_view toText(Approval approval) {
    return approval == Approval::Manual ? "manual" : "auto";
}

std::optional<Approval> approvalFromText(std::string_view text) {
    for (const auto approval : {Approval::Automatic, Approval::Manual})
        if (toText(approval) == text) return approval;
    return std::nullopt;
}

std::optional<Compatibility> compatibilityPreset(std::string_view name) {
    for (const auto& [preset, make] : kPresets) {
        if (preset != name) continue;
        Compatibility value = make();
        value.preset = name;
        return value;
    }
    return std::nullopt;
}

std::vector<std::string> compatibilityPresetNames() {
    std::vector<std::string> names;
    for (const auto& [preset, make] : kPresets)
        names.emplace_back(preset);
    return names;
}

Result<void> checkEndpoint(const EndpointSettings& settings) {
    if (settings.name.empty() || settings.name.size() > 64 ||
        !std::all_of(settings.name.begin(), settings.name.end(),
                     [](char c) { return isPathCharacter(c) && c != '/'; }))
        return fail(ErrorCode::InvalidArgument,
                    "an endpoint's name has 1 to 64 letters, digits and - _ . ~");
    SCEPTER_CHECK(checkPath(settings.path));
    for (const std::string& alias : settings.aliases)
        SCEPTER_CHECK(checkPath(alias));
    if (settings.templateName.empty())
        return fail(ErrorCode::InvalidArgument, "an endpoint needs a template");
    if (settings.authorityId <= 0)
        return fail(ErrorCode::InvalidArgument, "an endpoint needs an authority");
    SCEPTER_CHECK(checkGates(settings));
    if (settings.pendingLifetime <= Duration{0} || settings.transactionLifetime <= Duration{0})
        return fail(ErrorCode::InvalidArgument, "lifetimes must be longer than nothing");
    return {};
}

Result<void> checkReachable(const EndpointSettings& settings, const pki::PublicKey& scepKey) {
    if (scepKey.canEncrypt() || settings.has(challenge::GateKind::Static)) return {};
    return fail(ErrorCode::InvalidArgument,
                "nobody could encrypt a request to endpoint " + settings.name + ": its " +
                    scepKey.toText() +
                    " key can only sign, and there is no RA in front of it; have an RA, or a "
                    "static challenge to encrypt under");
}

} // namespace scepter::enrollment
