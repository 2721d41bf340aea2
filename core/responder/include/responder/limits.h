// The HTTP server's limits as named settings.
#pragma once

#include "base/result.h"
#include "http/server.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::responder {

/// A limit by name, with its value as text: a count or bytes ("65536"), or a time ("10s").
struct NamedLimit {
    std::string name;
    std::string value;

    bool operator==(const NamedLimit&) const = default;
};

/// All limits with their values.
std::vector<NamedLimit> namedLimits(const http::ServerLimits& limits);

/// Sets one: InvalidArgument for an unknown name, and for a value that is no count or time, or is
/// zero.
Result<void> setLimit(http::ServerLimits& limits, std::string_view name, std::string_view value);

} // namespace scepter::responder
