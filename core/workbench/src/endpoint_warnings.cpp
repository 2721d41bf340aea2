#include "endpoint_warnings.h"

namespace scepter::workbench {

void warnOfScepKey(std::vector<std::string>& warnings, const enrollment::EndpointSettings& endpoint,
                   const std::string& authority, const pki::Certificate& ca, bool hasRa) {
    if (hasRa && !endpoint.compatibility.caOnly) return;
    const bool canEncrypt = ca.publicKey().canEncrypt();
    // Without a key, a request is encrypted under a challenge that both sides know beforehand.
    if (!canEncrypt && endpoint.challenge != enrollment::ChallengeMode::Static)
        warnings.push_back("Endpoint " + endpoint.name + " can be used by nobody: the CA of " +
                           authority +
                           " terminates SCEP, and nothing can be encrypted to its key (" +
                           ca.publicKey().toText() +
                           ") without a static challenge. Use an RA, an RSA key or a static "
                           "challenge.");
    unsigned missing = pki::key_usage::kDigitalSignature;
    if (canEncrypt) missing |= pki::key_usage::kKeyEncipherment;
    missing &= ~unsigned{ca.keyUsage().value_or(0xFFFF)};
    if (missing == 0) return;
    std::string names;
    for (const auto& name : pki::keyUsageNames(static_cast<std::uint16_t>(missing)))
        names += (names.empty() ? "" : " and ") + name;
    warnings.push_back("Endpoint " + endpoint.name + " lets the CA of " + authority +
                       " terminate SCEP, whose certificate lacks the key usage " + names +
                       ": clients that look at it will refuse.");
}

void warnOfChallenge(std::vector<std::string>& warnings,
                     const enrollment::EndpointSettings& endpoint) {
    if (endpoint.challenge != enrollment::ChallengeMode::Static || !endpoint.constraints.empty())
        return;
    warnings.push_back("Endpoint " + endpoint.name +
                       " has a static challenge without constraints: whoever knows it can get a "
                       "certificate for any name (VU#971035).");
}

} // namespace scepter::workbench
