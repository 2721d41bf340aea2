// Making generations, for a new workspace and for a rollover.
#pragma once

#include "authority/authority.h"
#include "base/result.h"
#include "responder/authority_loader.h"
#include "store/records.h"
#include "workbench/authorities.h"

namespace scepter::workbench {

/// The key kind that an existing key is of, to make another one like it.
pki::KeySpec keySpecLike(const pki::PublicKey& key);

/// "CN=Scepter Lab CA RA", next to the CA's other attributes.
Result<pki::Name> raNameFor(const pki::Name& ca);

/// An RA for a CA: new key, certificate by the CA, as long as the CA is valid.
Result<authority::Identity> makeRaFor(const authority::Identity& ca, const pki::KeySpec& key,
                                      TimePoint now, const GoOn& goOn);

/// A generation as the store wants it, keys sealed.
Result<store::StoredGeneration> storedGeneration(const responder::AuthorityLoader& loader,
                                                 const authority::Identity& ca,
                                                 const std::vector<pki::Certificate>& chain,
                                                 const std::optional<authority::Identity>& ra,
                                                 TimePoint now);

} // namespace scepter::workbench
