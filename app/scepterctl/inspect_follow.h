// inspect --follow.
#pragma once

#include "context.h"
#include "inspect/filter.h"

#include <cstddef>

namespace scepter::app {

struct FollowOptions {
    inspect::Filter filter;
    std::size_t last = 10; ///< how many of those that are there already come first
    bool json = false;     ///< one document a line
};

/// Prints the exchanges of the workspace as they are recorded, a line each, until SIGINT or
/// SIGTERM, or until nobody reads any more. Gives the exit code.
int followTraffic(Context& context, const FollowOptions& options);

} // namespace scepter::app
