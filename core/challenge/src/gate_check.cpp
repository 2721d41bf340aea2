// SPDX-License-Identifier: GPL-3.0-or-later
#include "challenge/gate.h"

#include "base/text.h"
#include "gate_check_url.h"
#include "pki/pem.h"
#include "token.h"

#include <set>

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxName = 64;
constexpr std::size_t kMaxText = 1024;
constexpr std::size_t kMaxArguments = 64;
constexpr Duration kLongestTimeout = std::chrono::seconds(15);
constexpr unsigned kMostRetries = 3;
constexpr Duration kLongestLeeway = std::chrono::minutes(10);
constexpr Duration kLongestLife = std::chrono::hours(24 * 366);

std::unexpected<Error> invalid(std::string detail) {
    return fail(ErrorCode::InvalidArgument, std::move(detail));
}

/// The error of a part, with the part's name before it.
std::unexpected<Error> invalid(std::string_view part, const Error& error) {
    return invalid(std::string(part) + ": " + error.detail);
}

/// Text of one line that is shown, and goes into headers.
bool isPlainText(std::string_view text, std::size_t most) {
    return text.size() <= most && printable(text) == text;
}

bool isHeaderText(std::string_view text) {
    return text.size() <= kMaxText &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7F; });
}

Result<void> checkName(std::string_view name) {
    if (name.empty()) return invalid("a gate needs a name");
    if (!isPlainText(name, kMaxName) || trimmed(name) != name)
        return invalid("a gate's name has at most 64 bytes and no control characters");
    return {};
}

Result<void> checkTimeout(Duration timeout) {
    if (timeout <= Duration::zero() || timeout > kLongestTimeout)
        return invalid("a time-out is more than 0 and at most 15 seconds: the device is waiting");
    return {};
}

Result<void> checkRoots(const std::vector<std::string>& pems) {
    for (const std::string& pem : pems) {
        const auto certificates = pki::readCertificates(bytesOf(pem));
        if (!certificates) return invalid("a trusted root", certificates.error());
        if (certificates->empty()) return invalid("a trusted root holds no certificate");
    }
    return {};
}

Result<void> check(const StaticGate& gate) {
    std::set<std::string_view> names;
    for (const StaticChallenge& challenge : gate.challenges) {
        if (challenge.name.empty() || !isPlainText(challenge.name, kMaxName))
            return invalid("a static challenge needs a name of at most 64 bytes");
        if (!names.insert(challenge.name).second)
            return invalid("two static challenges have the name \"" + challenge.name + "\"");
        if (challenge.validFrom && challenge.validUntil &&
            *challenge.validFrom >= *challenge.validUntil)
            return invalid("the static challenge \"" + challenge.name + "\" ends before it begins");
    }
    return {};
}

Result<void> check(const CodeGate&) {
    return {};
}

Result<void> checkAllowedUrl(std::string_view part, std::string_view url,
                             const std::vector<std::string>& hosts) {
    const auto parts = checkUrl(url);
    if (!parts) return invalid(part, parts.error());
    if (!isAllowed(*parts, hosts))
        return invalid(std::string(part) + ": its host is not among the allowed ones");
    return {};
}

Result<void> check(const WebhookGate& gate) {
    SCEPTER_CHECK(checkHosts(gate.allowedHosts));
    SCEPTER_CHECK(checkAllowedUrl("the webhook's URL", gate.url, gate.allowedHosts));
    if (!gate.notifyUrl.empty())
        SCEPTER_CHECK(checkAllowedUrl("the URL for outcomes", gate.notifyUrl, gate.allowedHosts));
    SCEPTER_CHECK(checkTimeout(gate.timeout));
    SCEPTER_CHECK(checkRoots(gate.rootPems));
    if (gate.retries > kMostRetries) return invalid("a webhook is tried at most 3 times again");
    if (!isHeaderText(gate.webhookId)) return invalid("a webhook's ID is plain ASCII text");
    if (gate.authorization == AskAuthorization::Basic &&
        (gate.user.empty() || gate.user.contains(':') || !isPlainText(gate.user, kMaxText)))
        return invalid("Basic authorization needs a user name, which has no colon");
    if (gate.clientCertificatePem.empty()) return {};
    const auto chain = pki::readCertificates(bytesOf(gate.clientCertificatePem));
    if (!chain) return invalid("the client certificate", chain.error());
    if (chain->empty()) return invalid("the client certificate is no PEM");
    return {};
}

Result<void> check(const IntuneGate& gate) {
    if (gate.tenant.empty() || !isHeaderText(gate.tenant) || gate.tenant.contains('/'))
        return invalid("Intune needs the tenant: its name or ID");
    if (gate.appId.empty() || !isHeaderText(gate.appId))
        return invalid("Intune needs the ID of the app registration");
    for (const std::string* text : {&gate.provider, &gate.graphVersion, &gate.graphScope,
                                    &gate.intuneAppId, &gate.intuneScope, &gate.apiVersion})
        if (!isHeaderText(*text)) return invalid("Intune's settings are plain ASCII text");
    SCEPTER_CHECK(checkAllowedUrl("the sign-in URL", gate.authorityUrl, {}));
    SCEPTER_CHECK(checkAllowedUrl("the Graph URL", gate.graphUrl, {}));
    SCEPTER_CHECK(checkRoots(gate.rootPems));
    if (gate.allowedHosts.empty())
        return invalid("Intune's service is found by asking: say which hosts it may be on");
    SCEPTER_CHECK(checkHosts(gate.allowedHosts));
    return checkTimeout(gate.timeout);
}

Result<void> check(const TokenGate& gate) {
    const auto keys = readSignerKeys(gate.keyPems);
    if (!keys) return invalid("a key for tokens", keys.error());
    if (!isPlainText(gate.issuer, kMaxText) || !isPlainText(gate.audience, kMaxText))
        return invalid("a token's issuer and audience are texts of one line");
    if (gate.leeway < Duration::zero() || gate.leeway > kLongestLeeway)
        return invalid("the leeway for clocks is at most 10 minutes");
    if (gate.longestLife <= Duration::zero() || gate.longestLife > kLongestLife)
        return invalid("a token's longest life is more than 0 and at most 366 days");
    return {};
}

Result<void> check(const CommandGate& gate) {
    const auto holdsNul = [](const std::string& text) { return text.contains('\0'); };
    if (!gate.program.starts_with('/') || holdsNul(gate.program) ||
        gate.program.size() > kMaxText || gate.program.ends_with('/'))
        return invalid("a program is named by its absolute path");
    if (gate.arguments.size() > kMaxArguments || std::ranges::any_of(gate.arguments, holdsNul))
        return invalid("a program has at most 64 arguments, without NUL characters");
    return checkTimeout(gate.timeout);
}

} // namespace

Result<void> checkGate(const Gate& gate) {
    SCEPTER_CHECK(checkName(gate.name));
    return std::visit([](const auto& settings) { return check(settings); }, gate.settings);
}

} // namespace scepter::challenge
