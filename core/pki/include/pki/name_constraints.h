// Name constraints (RFC 5280 section 4.2.1.10) of one CA against a certificate below it.
#pragma once

#include "pki/certificate.h"

namespace scepter::pki {

/// ChainUntrusted when the issuer's nameConstraints extension forbids a name of `subject`, or when
/// either cannot be read. Without the extension everything is permitted.
Result<void> checkNameConstraints(const Certificate& issuer, const Certificate& subject);

} // namespace scepter::pki
