// What reading and writing archives share.
#pragma once

#include "inspect/traffic.h"

#include <nlohmann/json.hpp>

namespace scepter::inspect {

/// One entry of an archive as an exchange.
RawExchange harExchange(const nlohmann::json& entry);

} // namespace scepter::inspect
