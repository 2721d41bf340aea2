// What is unwise about an endpoint that works, in sentences.
#pragma once

#include "enrollment/endpoint.h"
#include "pki/certificate.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// Whether clients can send requests to an endpoint: with the certificate that terminates SCEP.
void warnOfScepKey(std::vector<std::string>& warnings, const enrollment::EndpointSettings& endpoint,
                   const std::string& authority, const pki::Certificate& ca, bool hasRa);
/// Whether its challenge proves anything.
void warnOfChallenge(std::vector<std::string>& warnings,
                     const enrollment::EndpointSettings& endpoint);

} // namespace scepter::workbench
