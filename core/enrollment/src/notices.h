// SPDX-License-Identifier: GPL-3.0-or-later
// Who is told of an outcome.
#pragma once

#include "enrollment/change.h"
#include "enrollment/engine.h"
#include "enrollment/notice.h"

#include <string>
#include <vector>

namespace scepter::enrollment {

inline constexpr std::string_view kNoticePurpose = "csr for notices";

/// True when some outcome of a request that is held would be told to somebody.
bool wantsOutcome(const EndpointSettings& settings, const std::vector<std::string>& allowedBy);
bool holdsDelivery(const std::vector<NoticeDraft>& notices);

} // namespace scepter::enrollment
