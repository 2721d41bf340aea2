#include "scep/client_message.h"

#include <algorithm>

namespace scepter::scep {

namespace {

using pki::Certificate;
using Candidates = std::vector<const Certificate*>;

bool isCa(const Certificate& certificate) {
    if (const auto constraints = certificate.basicConstraints()) return constraints->ca;
    // Version 1 roots carry no extension that would say so.
    return certificate.isSelfIssued();
}

// The usage bits; all of them when the certificate does not restrict its key.
unsigned usageOf(const Certificate& certificate) {
    return certificate.keyUsage().value_or(std::uint16_t{0xFFFF});
}

bool encrypts(const Certificate& certificate) {
    return (usageOf(certificate) & pki::key_usage::kKeyEncipherment) != 0 &&
           certificate.publicKey().canEncrypt();
}

bool signsMessages(const Certificate& certificate) {
    return (usageOf(certificate) & pki::key_usage::kDigitalSignature) != 0;
}

const Certificate* firstWhere(const Candidates& candidates, auto&& fits) {
    const auto found =
        std::ranges::find_if(candidates, [&](const Certificate* one) { return fits(*one); });
    return found == candidates.end() ? nullptr : *found;
}

bool issued(const Certificate& issuer, const Certificate& subject) {
    return issuer.subject().matches(subject.issuer()) &&
           subject.verifySignedBy(issuer.publicKey()).has_value();
}

// The CA that issues: the issuer of the RA certificate; without one, the CA that issued no other CA
// of the answer, which is the lowest of the chain.
const Certificate& issuingCa(const Candidates& authorities, const Certificate* registration,
                             const Certificate& fallback) {
    if (registration != nullptr)
        if (const auto* issuer = firstWhere(
                authorities, [&](const Certificate& ca) { return issued(ca, *registration); }))
            return *issuer;
    const auto* lowest = firstWhere(authorities, [&](const Certificate& ca) {
        return std::ranges::none_of(authorities, [&](const Certificate* other) {
            return other != &ca && !(*other == ca) && !other->isSelfIssued() && issued(ca, *other);
        });
    });
    return lowest != nullptr ? *lowest : fallback;
}

} // namespace

Result<CaRoles> chooseCaRoles(const std::vector<Certificate>& certificates) {
    if (certificates.empty())
        return fail(ErrorCode::InvalidArgument, "no certificates to choose from");
    Candidates authorities;
    Candidates registration;
    for (const Certificate& certificate : certificates)
        (isCa(certificate) ? authorities : registration).push_back(&certificate);

    // A split pair is preferred to a combined certificate, as Apple does.
    const auto* encryptsOnly = firstWhere(
        registration, [](const Certificate& one) { return encrypts(one) && !signsMessages(one); });
    const auto* signsOnly = firstWhere(
        registration, [](const Certificate& one) { return signsMessages(one) && !encrypts(one); });
    const bool split = encryptsOnly != nullptr && signsOnly != nullptr;
    const auto* encryption = split ? encryptsOnly : firstWhere(registration, encrypts);
    const auto* signing = split ? signsOnly : firstWhere(registration, signsMessages);
    const Certificate& ca =
        issuingCa(authorities, encryption != nullptr ? encryption : signing, certificates.front());
    // With a key that cannot encrypt the caller falls back to a password.
    return CaRoles{encryption != nullptr ? *encryption : ca, signing != nullptr ? *signing : ca,
                   ca};
}

CaRoles chooseCaRoles(const std::vector<Certificate>& certificates, const Certificate& recipient) {
    if (isCa(recipient)) return CaRoles{recipient, recipient, recipient};
    Candidates authorities;
    Candidates peers;
    for (const Certificate& certificate : certificates) {
        if (isCa(certificate)) authorities.push_back(&certificate);
        if (!isCa(certificate) && certificate.issuer().matches(recipient.issuer()))
            peers.push_back(&certificate);
    }
    const Certificate& ca = issuingCa(authorities, &recipient, recipient);
    if (signsMessages(recipient)) return CaRoles{recipient, recipient, ca};
    const auto* signing = firstWhere(peers, signsMessages);
    return CaRoles{recipient, signing != nullptr ? *signing : ca, ca};
}

} // namespace scepter::scep
