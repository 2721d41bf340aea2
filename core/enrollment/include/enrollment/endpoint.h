// Endpoints: one SCEP URL with its own rules.
#pragma once

#include "authority/authority.h"
#include "base/result.h"
#include "base/secret.h"
#include "challenge/constraints.h"
#include "challenge/gate.h"
#include "challenge/try_limiter.h"
#include "pki/algorithms.h"
#include "scep/server_message.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::enrollment {

enum class Approval { Automatic, Manual };
std::string_view toText(Approval approval);
std::optional<Approval> approvalFromText(std::string_view text);

/// Switches for clients that need something else than the modern default.
struct Compatibility {
    std::string preset = "default";
    scep::AlgorithmPolicy algorithms;
    bool relaxSignerKey = false; ///< the signer's key may differ from the CSR's: MDM proxies
    bool caOnly = false;         ///< the CA key terminates SCEP, even where there is an RA
    bool replyWithChain = false; ///< CertRep holds the CA chain after the issued certificate
    authority::CaCertificateChoice caCertificates;

    bool operator==(const Compatibility&) const = default;
};

/// Presets: "default" (no exception from RFC 8894), "strict" (another name for the same), "apple",
/// "windows", "cisco-legacy", "jamf-proxy". Nothing for any other name.
std::optional<Compatibility> compatibilityPreset(std::string_view name);
std::vector<std::string> compatibilityPresetNames();

/// An endpoint without its secrets: a value.
struct EndpointSettings {
    std::int64_t id = 0;
    std::string name;
    std::string path;                 ///< "/scep"; starts with '/', no '/' at the end
    std::vector<std::string> aliases; ///< further paths that answer as this one
    std::int64_t authorityId = 0;
    std::string templateName;
    /// Who judges the challenge, and the request with it. None: whoever reaches the path may ask.
    std::vector<challenge::Gate> gates = challenge::gatesOf(challenge::GateKind::Code);
    challenge::GateRule gateRule = challenge::GateRule::All;
    Approval approval = Approval::Automatic;
    Approval renewalApproval = Approval::Automatic;
    bool renewalAllowed = true;
    Compatibility compatibility;
    challenge::Constraints constraints;
    challenge::TryLimit tryLimit;
    Duration pendingLifetime = std::chrono::days{7};     ///< then a pending request expires
    Duration transactionLifetime = std::chrono::days{1}; ///< how long a repeat is recognized

    [[nodiscard]] bool has(challenge::GateKind kind) const;
    /// True when a static challenge alone gets a certificate for any name (VU#971035), as far as
    /// the rules tell; Endpoint knows more.
    [[nodiscard]] bool hasOpenStaticChallenge() const;
    /// "none", "code", "static + webhook", "code or token"
    [[nodiscard]] std::string gatesText() const;
    bool operator==(const EndpointSettings&) const = default;
};

/// InvalidArgument with the reason: empty name, malformed path, no template, ...
Result<void> checkEndpoint(const EndpointSettings& settings);

/// InvalidArgument when no client could encrypt a request to this endpoint: its SCEP key (of the
/// RA, or of the CA where that terminates SCEP) cannot decrypt, and only a static challenge could
/// take its place (RFC 8894 section 3.1).
Result<void> checkReachable(const EndpointSettings& settings, const pki::PublicKey& scepKey);

/// An endpoint as it runs. Immutable once shared.
struct Endpoint {
    EndpointSettings settings;
    std::vector<challenge::GateSecret> secrets; ///< of all its gates

    /// True also for a static challenge that is among the secrets and not among the rules.
    [[nodiscard]] bool hasOpenStaticChallenge() const;
    /// The texts of its static challenges, in order.
    [[nodiscard]] std::vector<SecretBytes> staticSecrets() const;
};

} // namespace scepter::enrollment
