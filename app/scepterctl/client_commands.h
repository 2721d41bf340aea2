// The client half of the command line: any SCEP server.
#pragma once

#include "context.h"

namespace scepter::app {

void addClientCommands(CLI::App& program, Context& context, Run& chosen);

} // namespace scepter::app
