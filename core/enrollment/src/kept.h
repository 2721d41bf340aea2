// How much of what a client sends is kept.
#pragma once

#include "enrollment/records.h"

#include <string>

namespace scepter::enrollment {

/// A CSR larger than this is refused: no honest one is near it, and a held one lies in the ledger.
inline constexpr std::size_t kMaxCsr = 64 * 1024;
/// A larger CSR is not kept for a request that was refused, which anybody can have for nothing.
inline constexpr std::size_t kMaxRefusedCsr = 16 * 1024;
/// Names and reasons in records: lists, searches and the audit trail carry them.
inline constexpr std::size_t kMaxText = 1024;

/// At most `limit` bytes, cut between UTF-8 characters and ending in "..." when it was cut.
std::string keptText(std::string text, std::size_t limit = kMaxText);

/// Cuts the texts and lists of a record, and drops the CSR of a refused one that is too large; a
/// check line says so. Certificates and CSRs themselves are never cut.
void keepWithinLimits(RequestRecord& request);

} // namespace scepter::enrollment
