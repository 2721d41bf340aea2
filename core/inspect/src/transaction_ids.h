// The transactionIDs that known clients derive from a public key.
#pragma once

#include "pki/key.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::inspect {

struct DerivedTransactionId {
    std::string_view clients; ///< "Apple", "jscep with SHA-256"
    std::string id;
};

/// Every derivation that is known. Which client does what: seen in recordings (strongSwan, sscep,
/// certmonger) or in their sources (Apple's by its requests, jscep, micromdm).
std::vector<DerivedTransactionId> derivedTransactionIds(const pki::PublicKey& key);

} // namespace scepter::inspect
