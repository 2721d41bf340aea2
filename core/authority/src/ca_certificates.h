// What CA certificates are made of, for new authorities and for new generations alike.
#pragma once

#include "authority/authority.h"

namespace scepter::authority {

/// How much before now certificates and CRLs begin, for clients whose clock is slow.
inline constexpr Duration kBackdate = std::chrono::minutes{10};

/// KeyUnsupported unless this is RSA of 2048 bits or more, or a named EC curve.
Result<void> checkCaKey(const pki::PublicKey& key);

} // namespace scepter::authority
