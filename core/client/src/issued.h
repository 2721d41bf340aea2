// Is what a service answered what was asked for?
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "pki/certificate.h"

#include <vector>

namespace scepter::client {

struct Issued {
    pki::Certificate certificate;
    std::vector<pki::Certificate> chain; ///< its issuers, lowest first
};

/// Finds the certificate for `key` among those of a reply, and its way to one of `authorities`.
/// KeyMismatch; ChainUntrusted and what else pki::buildChain says. The CA's clock may be an hour
/// ahead of `now`.
Result<Issued> checkIssued(const std::vector<Bytes>& certificates, const pki::PublicKey& key,
                           const std::vector<pki::Certificate>& authorities, TimePoint now);

} // namespace scepter::client
