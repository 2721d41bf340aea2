// Redacted bundles, as writeBundle makes them.
#pragma once

#include "inspect/traffic.h"

#include <string_view>

namespace scepter::inspect {

bool looksLikeBundle(std::string_view text);
Result<Traffic> readBundle(ByteView file, const TrafficLimits& limits);

} // namespace scepter::inspect
