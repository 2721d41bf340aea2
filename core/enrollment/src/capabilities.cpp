#include "enrollment/capabilities.h"

#include "pki/cms_signed.h"

namespace scepter::enrollment {

scep::Capabilities capabilitiesOf(const EndpointSettings& settings,
                                  const authority::Authority& authority) {
    scep::Capabilities value;
    value.aes = true;
    value.des3 = settings.compatibility.algorithms.allowTripleDes;
    value.getNextCaCert = authority.next() != nullptr;
    value.postPkiOperation = true;
    value.renewal = settings.renewalAllowed;
    value.scepStandard = true;
    value.sha1 = settings.compatibility.algorithms.allowSha1;
    value.sha256 = true;
    value.sha384 = true; // strongSwan 5.9.8 finds AES only beside SHA-384
    value.sha512 = true;
    return value;
}

CaCertificateAnswer caCertificateAnswer(const EndpointSettings& settings,
                                        const authority::Generation& generation) {
    authority::Generation shown = generation;
    if (settings.compatibility.caOnly) shown.ra.reset();
    authority::CaCertificateChoice choice = settings.compatibility.caCertificates;
    // Apple takes a chain of plain CA certificates for an RA answer without a usable RA.
    if (!shown.ra) choice.withChain = false;
    std::vector<Bytes> certificates = authority::caCertificates(shown, choice);
    if (certificates.size() == 1)
        return {std::move(certificates.front()), scep::content_type::kCaCert};
    return {pki::buildDegenerate(certificates, {}), scep::content_type::kCaRaCert};
}

const authority::Identity& scepIdentity(const EndpointSettings& settings,
                                        const authority::Generation& generation) {
    return settings.compatibility.caOnly ? generation.ca : generation.scep();
}

std::vector<scep::RecipientKey> recipientKeys(const EndpointSettings& settings,
                                              const authority::Authority& authority) {
    std::vector<scep::RecipientKey> keys;
    const auto add = [&](const authority::Generation& generation) {
        const authority::Identity& identity = scepIdentity(settings, generation);
        keys.push_back({identity.certificate, identity.key});
    };
    if (const auto* current = authority.current()) add(*current);
    for (const auto& generation : authority.generations)
        if (generation.state != authority::GenerationState::Current &&
            generation.state != authority::GenerationState::Requested)
            add(generation);
    return keys;
}

} // namespace scepter::enrollment
