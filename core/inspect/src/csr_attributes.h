// Attributes of PKCS#10 requests.
#pragma once

#include "x509.h"

namespace scepter::inspect {

/// The [0] of a request: each attribute by its name, values by their meaning; notes challenges and
/// extensions in the facts.
void addCsrAttributes(Decoding& decoding, NodeId parent, const Part& attributes, CsrFacts& facts);

} // namespace scepter::inspect
