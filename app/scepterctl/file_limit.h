// How many files this process may have open, and what that means for the server's limits.
#pragma once

#include "http/server.h"

#include <cstddef>
#include <string>

namespace scepter::app {

/// Raises the soft limit on open files to the hard one; gives what holds then.
std::size_t raiseFileLimit();

/// Fits the connections to the files: a reserve stays for the workspace and the log, so that it is
/// not SQLite that runs out. Unless it was chosen, the share of one address leaves a fifth of the
/// connections to others. Gives a sentence about what was lowered; empty when nothing was.
std::string fitConnections(http::ServerLimits& limits, std::size_t files, bool perAddressChosen);

} // namespace scepter::app
