// What an endpoint announces.
#pragma once

#include "authority/authority.h"
#include "enrollment/endpoint.h"
#include "scep/capabilities.h"

#include <string_view>
#include <vector>

namespace scepter::enrollment {

/// GetCACaps of an endpoint (RFC 8894 section 3.5.2): AES, POSTPKIOperation, SCEPStandard and
/// SHA-256/384/512 always; DES3 and SHA-1 by compatibility; Renewal where it is allowed;
/// GetNextCACert while there is a next generation.
scep::Capabilities capabilitiesOf(const EndpointSettings& settings,
                                  const authority::Authority& authority);

/// The answer to GetCACert: body and content type. One certificate goes alone as
/// application/x-x509-ca-cert, several as application/x-x509-ca-ra-cert.
struct CaCertificateAnswer {
    Bytes body;
    std::string_view contentType;
};
CaCertificateAnswer caCertificateAnswer(const EndpointSettings& settings,
                                        const authority::Generation& generation);

/// Who signs this endpoint's replies and opens its envelopes: the RA, or the CA in CA-only mode.
const authority::Identity& scepIdentity(const EndpointSettings& settings,
                                        const authority::Generation& generation);
/// All identities that envelopes may be encrypted to, the current one first.
std::vector<scep::RecipientKey> recipientKeys(const EndpointSettings& settings,
                                              const authority::Authority& authority);

} // namespace scepter::enrollment
