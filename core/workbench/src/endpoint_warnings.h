// What is unwise about an endpoint that works.
#pragma once

#include "enrollment/endpoint.h"
#include "pki/certificate.h"
#include "workbench/warning.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// Whether clients can send requests to an endpoint: with the certificate that terminates SCEP.
std::vector<Warning> warningsOfScepKey(const enrollment::EndpointSettings& endpoint,
                                       const std::string& authority, const pki::Certificate& ca,
                                       bool hasRa);
/// Whether its challenge proves anything. Without its secrets the rules alone tell.
std::vector<Warning> warningsOfChallenge(const enrollment::Endpoint& endpoint);

} // namespace scepter::workbench
