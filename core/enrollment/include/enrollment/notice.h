// SPDX-License-Identifier: GPL-3.0-or-later
// What those are told who asked for outcomes.
#pragma once

#include "enrollment/ledger.h"
#include "enrollment/records.h"

namespace scepter::enrollment {

/// The CSR of a request as it came, with its challenge: kept sealed while somebody has to be told
/// of the outcome. NotFound when it is not kept any more.
Result<Bytes> csrForNotices(const Sealer& sealer, const RequestRecord& request);

} // namespace scepter::enrollment
