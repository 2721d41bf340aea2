// SPDX-License-Identifier: GPL-3.0-or-later
#include "challenge/gate.h"

#include "base/encoding.h"
#include "jws.h"
#include "pki/pem.h"
#include "token.h"

#include <algorithm>

namespace scepter::challenge {

namespace {

// What answers a header in practice; more would be refused there with no word why.
constexpr std::size_t kMaxHeaderSecret = 8 * 1024;

std::unexpected<Error> invalid(std::string detail) {
    return fail(ErrorCode::InvalidArgument, std::move(detail));
}

/// The secrets of one gate.
class Secrets {
public:
    Secrets(const Gate& gate, const std::vector<GateSecret>& all)
        : m_gate(gate.name)
        , m_all(all) {}

    /// Null when there is none, or an empty one.
    [[nodiscard]] const SecretBytes* find(std::string_view name) const {
        const SecretBytes* found = findSecret(m_all, m_gate, name);
        return found && !found->empty() ? found : nullptr;
    }

private:
    std::string_view m_gate;
    const std::vector<GateSecret>& m_all;
};

bool isHeaderSecret(const SecretBytes& secret) {
    return secret.size() <= kMaxHeaderSecret &&
           std::ranges::all_of(secret.text(), [](char c) { return c > ' ' && c < 0x7F; });
}

bool hasControls(const SecretBytes& secret) {
    return std::ranges::any_of(secret.view(), [](auto c) { return c < 0x20 || c == 0x7F; });
}

Result<void> check(const StaticGate& gate, const Secrets& secrets) {
    for (const StaticChallenge& challenge : gate.challenges)
        if (!secrets.find(challenge.name))
            return invalid("the static challenge \"" + challenge.name + "\" has no text");
    return {};
}

Result<void> check(const CodeGate&, const Secrets&) {
    return {};
}

Result<void> checkSigning(const WebhookGate& gate, const Secrets& secrets) {
    const SecretBytes* key = secrets.find("hmac");
    if (!key) {
        if (gate.dialect == WebhookDialect::Plain) return {};
        return invalid("step-ca's webhooks are signed: the webhook's secret is missing");
    }
    const auto decoded = fromBase64(key->text());
    if (!decoded || decoded->empty())
        return invalid("the webhook's secret is no base64, as step-ca shows it");
    return {};
}

Result<void> checkAuthorization(const WebhookGate& gate, const Secrets& secrets) {
    if (gate.authorization == AskAuthorization::Bearer) {
        const SecretBytes* token = secrets.find("bearer");
        if (!token) return invalid("the webhook's bearer token is missing");
        if (!isHeaderSecret(*token))
            return invalid("a bearer token is ASCII text without spaces and line breaks");
    } else if (gate.authorization == AskAuthorization::Basic) {
        const SecretBytes* password = secrets.find("password");
        if (!password) return invalid("the webhook's password is missing");
        if (hasControls(*password) || password->size() > kMaxHeaderSecret)
            return invalid("a password has no line breaks or other control characters");
    }
    return {};
}

Result<void> checkClientKey(const WebhookGate& gate, const Secrets& secrets) {
    if (gate.clientCertificatePem.empty()) return {};
    const SecretBytes* pem = secrets.find("clientKey");
    if (!pem) return invalid("the key of the client certificate is missing");
    const auto key = pki::PrivateKey::fromPem(pem->text());
    if (!key) return invalid("the key of the client certificate cannot be read");
    SCEPTER_TRY(chain, pki::readCertificates(bytesOf(gate.clientCertificatePem)));
    if (chain.empty() || !(chain.front().publicKey() == key->publicKey()))
        return fail(ErrorCode::InvalidArgument,
                    "the key and the client certificate do not belong together");
    return {};
}

Result<void> check(const WebhookGate& gate, const Secrets& secrets) {
    SCEPTER_CHECK(checkSigning(gate, secrets));
    SCEPTER_CHECK(checkAuthorization(gate, secrets));
    return checkClientKey(gate, secrets);
}

Result<void> check(const IntuneGate&, const Secrets& secrets) {
    if (!secrets.find("appKey")) return invalid("the app key (client secret) is missing");
    return {};
}

Result<void> check(const TokenGate& gate, const Secrets& secrets) {
    const SecretBytes* typed = secrets.find("key");
    if (!typed) {
        if (!gate.keyPems.empty()) return {};
        return invalid("a gate for tokens needs the key of who signs them");
    }
    SCEPTER_TRY(key, sharedKeyOf(*typed));
    if (key.size() < kLeastSharedKey)
        return invalid("a shared key for tokens has at least 32 bytes (RFC 7518 section 3.2)");
    return {};
}

Result<void> check(const CommandGate&, const Secrets&) {
    return {};
}

} // namespace

Result<void> checkGateSecrets(const Gate& gate, const std::vector<GateSecret>& secrets) {
    const Secrets own(gate, secrets);
    return std::visit([&](const auto& settings) { return check(settings, own); }, gate.settings);
}

} // namespace scepter::challenge
