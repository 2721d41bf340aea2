// Changing generations (RFC 8894 section 4.7).
#pragma once

#include "authority/authority.h"

namespace scepter::authority {

/// How a CA was made, so that the next one is like it: subject, validity, path length, key usage
/// and the digest of its signature (SHA-256 in place of a weak one).
CaRequest requestLike(const pki::Certificate& ca);

/// Everything that a next generation needs: same subject and validity as the current CA has, new
/// key; for a root it is self-signed. `raKey` null: CA-only.
struct NextGeneration {
    Identity ca;
    std::vector<pki::Certificate> chain;
    std::optional<Identity> ra;
};

/// Makes the next generation of a self-signed authority. NotSupported when the current CA was
/// signed by an outside root: then makeCaCsr comes first. Conflict when there is a next one
/// already.
Result<NextGeneration> makeNextGeneration(const Authority& authority, const pki::PrivateKey& caKey,
                                          const pki::PrivateKey* raKey, TimePoint now);

/// The states after the switch: the next becomes current, the current becomes retired.
/// NoNextGeneration; AuthorityNotReady when the next one is not valid yet at `now`.
Result<Authority> switchOver(Authority authority, TimePoint now);

} // namespace scepter::authority
