#include "endpoint_warnings.h"

namespace scepter::workbench {

std::vector<Warning> warningsOfScepKey(const enrollment::EndpointSettings& endpoint,
                                       const std::string& authority, const pki::Certificate& ca,
                                       bool hasRa) {
    std::vector<Warning> warnings;
    if (hasRa && !endpoint.compatibility.caOnly) return warnings;
    const bool canEncrypt = ca.publicKey().canEncrypt();
    // Without a key, a request is encrypted under a challenge that both sides know beforehand.
    if (!canEncrypt && !endpoint.has(challenge::GateKind::Static))
        warnings.push_back({Warning::Kind::UnreachableKey, endpoint.name, authority,
                            ca.publicKey().toText(), std::nullopt});
    unsigned missing = pki::key_usage::kDigitalSignature;
    if (canEncrypt) missing |= pki::key_usage::kKeyEncipherment;
    missing &= ~unsigned{ca.keyUsage().value_or(0xFFFF)};
    if (missing == 0) return warnings;
    std::string names;
    for (const auto& name : pki::keyUsageNames(static_cast<std::uint16_t>(missing)))
        names += (names.empty() ? "" : " and ") + name;
    warnings.push_back(
        {Warning::Kind::KeyUsageMissing, endpoint.name, authority, names, std::nullopt});
    return warnings;
}

std::vector<Warning> warningsOfChallenge(const enrollment::Endpoint& endpoint) {
    if (!endpoint.hasOpenStaticChallenge()) return {};
    return {{Warning::Kind::OpenStaticChallenge, endpoint.settings.name, {}, {}, std::nullopt}};
}

} // namespace scepter::workbench
