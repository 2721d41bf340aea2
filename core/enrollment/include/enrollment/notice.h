// SPDX-License-Identifier: GPL-3.0-or-later
// What those are told who asked for outcomes.
#pragma once

#include "enrollment/change.h"
#include "enrollment/endpoint.h"
#include "enrollment/ledger.h"
#include "enrollment/records.h"

#include <string>
#include <vector>

namespace scepter::enrollment {

/// Who of an endpoint's gates is told: of the certificate that was issued, or else that there is
/// none, because the request was refused or nobody decided in time.
std::vector<NoticeDraft> noticesFor(const EndpointSettings& settings,
                                    const std::vector<std::string>& allowedBy, bool issued);

/// The CSR of a request as it came, with its challenge: kept sealed while somebody has to be told
/// of the outcome. NotFound when it is not kept any more.
Result<Bytes> csrForNotices(const Sealer& sealer, const RequestRecord& request);

} // namespace scepter::enrollment
