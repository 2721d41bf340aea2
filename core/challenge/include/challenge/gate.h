// SPDX-License-Identifier: GPL-3.0-or-later
// Gates: who decides whether a request may have a certificate.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "challenge/ask.h"
#include "challenge/constraints.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace scepter::challenge {

/// The rules of one static challenge; its text is the gate's secret of the same name. A secret that
/// has no rules is good at any time, for anything.
struct StaticChallenge {
    std::string name;
    Constraints constraints;             ///< what may be asked with it
    std::optional<TimePoint> validFrom;  ///< while a new one is being rolled out
    std::optional<TimePoint> validUntil; ///< of one that is being replaced

    bool operator==(const StaticChallenge&) const = default;
};

struct StaticGate {
    std::vector<StaticChallenge> challenges;
    bool operator==(const StaticGate&) const = default;
};

/// One-time codes of this workspace.
struct CodeGate {
    bool operator==(const CodeGate&) const = default;
};

enum class WebhookDialect { StepCa, Plain };
enum class AskAuthorization { None, Bearer, Basic };

/// Secrets: "hmac" (base64, required by step-ca's dialect), "bearer", "password", "clientKey"
/// (PEM).
struct WebhookGate {
    WebhookDialect dialect = WebhookDialect::StepCa;
    std::string url;
    std::string webhookId; ///< X-Smallstep-Webhook-ID
    AskAuthorization authorization = AskAuthorization::None;
    std::string user; ///< of Basic
    std::string clientCertificatePem;
    std::vector<std::string> rootPems;
    std::vector<std::string> allowedHosts;
    Duration timeout = std::chrono::seconds(10);
    unsigned retries = 1;
    bool asksForRenewals = true; ///< step-ca asks for a renewal as for a first request
    bool notifies = false;       ///< tells the outcome to `notifyUrl`, or `url` when that is empty
    std::string notifyUrl;

    bool operator==(const WebhookGate&) const = default;
};

/// Secrets: "appKey".
struct IntuneGate {
    std::string tenant;
    std::string appId;
    std::string provider; ///< provider name and version, "Scepter 0.1"
    std::string authorityUrl = "https://login.microsoftonline.com";
    std::string graphUrl = "https://graph.microsoft.com";
    std::string graphVersion = "v1.0";
    std::string graphScope = "https://graph.microsoft.com/.default";
    std::string intuneAppId = "0000000a-0000-0000-c000-000000000000";
    std::string intuneScope = "https://api.manage.microsoft.com//.default";
    std::string apiVersion = "2018-02-20";
    std::vector<std::string> rootPems;
    /// Service discovery may name hosts of these only.
    std::vector<std::string> allowedHosts = {"*.manage.microsoft.com", "*.microsoft.com"};
    Duration timeout = std::chrono::seconds(10);
    bool waitForSuccessNotification = true;
    bool pullsRevocations = false;

    bool operator==(const IntuneGate&) const = default;
};

/// JWS in compact form (RFC 7515) with claims (RFC 7519). Secrets: "key", for HS256/384/512: its
/// bytes as they are typed, or in base64 behind "base64:"; at least 32.
struct TokenGate {
    std::vector<std::string> keyPems; ///< public keys or certificates of who may sign
    std::string issuer;               ///< required "iss"; empty: not looked at
    std::string audience;             ///< required among "aud"; empty: the endpoint's name
    Duration leeway = std::chrono::seconds(60);
    Duration longestLife = std::chrono::hours(24 * 7); ///< exp - iat

    bool operator==(const TokenGate&) const = default;
};

/// A program: CSR on stdin (PEM), context in the environment, exit 0 allows.
struct CommandGate {
    std::string program;
    std::vector<std::string> arguments;
    Duration timeout = std::chrono::seconds(10);
    bool notifies = false; ///< runs also with the outcome

    bool operator==(const CommandGate&) const = default;
};

enum class GateKind { Static, Code, Webhook, Intune, Token, Command };
std::string_view toText(GateKind kind); ///< "static", "code", "webhook", ...
std::optional<GateKind> gateKindFromText(std::string_view text);

using GateSettings =
    std::variant<StaticGate, CodeGate, WebhookGate, IntuneGate, TokenGate, CommandGate>;

/// One gate of an endpoint, without its secrets: a value.
struct Gate {
    std::string name; ///< unique at its endpoint
    GateSettings settings;
    bool vouchesForSid = false; ///< its Allow covers the SID extension and SID URIs

    [[nodiscard]] GateKind kind() const { return static_cast<GateKind>(settings.index()); }
    /// True when the network or a program has to be asked.
    [[nodiscard]] bool asks() const;
    bool operator==(const Gate&) const = default;
};

/// One gate with the settings that its kind begins with, named as its kind.
std::vector<Gate> gatesOf(GateKind kind);

/// All: each gate must allow. Any: one is enough.
enum class GateRule { All, Any };
std::string_view toText(GateRule rule);
std::optional<GateRule> gateRuleFromText(std::string_view text);

/// A secret of a gate.
struct GateSecret {
    std::string gate;
    std::string name;
    SecretBytes value;

    [[nodiscard]] GateSecret clone() const { return {gate, name, value.clone()}; }
};

/// Secrets of a static gate named as gatesOf() names it, called "1", "2", ...
std::vector<GateSecret> staticGateSecrets(std::vector<SecretBytes> texts);

/// Null when there is none.
const SecretBytes* findSecret(const std::vector<GateSecret>& secrets, std::string_view gate,
                              std::string_view name);

/// InvalidArgument with the reason: no name, a URL that is not https (loopback may be http) or has
/// user information, a time-out over 15 s, a program that is no absolute path, no key.
Result<void> checkGate(const Gate& gate);
/// The same for what is missing among the secrets.
Result<void> checkGateSecrets(const Gate& gate, const std::vector<GateSecret>& secrets);

/// Where a gate asks: a URL, or the path of a program; empty for one that asks nobody.
std::string askedPlace(const Gate& gate);

/// What a gate is asked about.
struct GateRequest {
    std::string endpoint;    ///< its name
    std::string messageType; ///< "PKCSReq", "RenewalReq", "UpdateReq"
    std::string transactionId;
    std::string remoteAddress;
    std::shared_ptr<const pki::Csr> csr;
    std::optional<Bytes> signerCertificate; ///< of a renewal: DER
    TimePoint now;
};

/// What came of a request, for those who want to be told.
struct GateOutcome {
    std::int64_t id = 0; ///< of the notice: the same for each attempt to tell it
    TimePoint now;
    Bytes csr; ///< DER as it came, with the challenge
    std::string endpoint;
    std::string transactionId;
    std::string remoteAddress;
    std::optional<Bytes> certificate;     ///< DER; nothing: it was refused
    Bytes issuerCertificate;              ///< DER, beside `certificate`
    ErrorCode code = ErrorCode::Internal; ///< of a refusal
    std::string reason;                   ///< of a refusal, no secret
};

/// What all talks of one process with Intune share: access tokens and the service's place. See
/// challenge/intune.h.
class IntuneAccess;

/// What a gate needs while it runs: secrets and shared state; built when the configuration is read.
struct GateTools {
    std::vector<GateSecret> secrets; ///< of this gate
    std::shared_ptr<const AskTls> tls;
    std::shared_ptr<IntuneAccess> intune;
};

/// The tools of a gate that asks.
GateTools makeTools(const Gate& gate, const std::vector<GateSecret>& secrets);

/// Starts the talk about a request, for a gate that asks.
std::unique_ptr<Conversation> askAbout(const Gate& gate, const GateTools& tools,
                                       const GateRequest& request);

/// Whether a gate wants to know an outcome.
enum class NoticeNeed { None, BestEffort, BeforeDelivery };
/// `issued`, or refused; `allowed`: the gate had allowed it.
NoticeNeed noticeNeed(const Gate& gate, bool issued, bool allowed);
/// Starts telling it.
std::unique_ptr<Conversation> tellOutcome(const Gate& gate, const GateTools& tools,
                                          const GateOutcome& outcome);

/// Judges a token at once: it needs nobody else. `secrets` are those of this gate alone.
Verdict judgeToken(const TokenGate& gate, const std::vector<GateSecret>& secrets,
                   const SecretBytes* typed, const GateRequest& request);
/// The same for a gate among others: finds its secret in `secrets`, and its Allow vouches for the
/// SID where the gate does.
Verdict judgeToken(const Gate& gate, const std::vector<GateSecret>& secrets,
                   const SecretBytes* typed, const GateRequest& request);

} // namespace scepter::challenge
