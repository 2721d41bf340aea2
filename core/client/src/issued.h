// SPDX-License-Identifier: GPL-3.0-or-later
// Is what a service answered what was asked for?
#pragma once

#include "client/service.h"

namespace scepter::client {

/// Looks at what came with a SUCCESS: the certificate for the key of the request and its way to a
/// CA of the service, the certificate with the serial number asked for, or the CRL. Adds its checks
/// to the report, and what it found to the answer. KeyMismatch, ChainUntrusted,
/// CertificateUnknown, MessageMalformed and what pki::buildChain says become the report's error
/// unless it has one. The CA's clock may be an hour ahead of `now`.
void examineIssued(Answer& answer, const PreparedRequest& request, const ServiceView& service,
                   TimePoint now);

} // namespace scepter::client
