// Everything that a CSR holds, in words, and how it compares with what was issued for it.
#pragma once

#include "pki/csr.h"
#include "workbench/certificate_facts.h"

#include <vector>

namespace scepter::workbench {

/// Where a CSR comes from: the ledger keeps it without its challengePassword, so that its signature
/// can no longer be checked.
enum class CsrOrigin { Complete, Ledger };

/// Of a challengePassword it is only said that there is one.
Facts csrFacts(const pki::Csr& csr, CsrOrigin origin = CsrOrigin::Complete);

/// Requested (left) against issued (right): subject, key, validity and extensions.
std::vector<FactDifference> compareWithIssued(const pki::Csr& csr,
                                              const pki::Certificate& certificate);

} // namespace scepter::workbench
