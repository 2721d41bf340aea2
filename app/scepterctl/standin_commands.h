// The other party in a lab: Intune, an MDM with codes of its own, Jamf.
#pragma once

#include "context.h"

namespace scepter::app {

void addStandinCommands(CLI::App& program, Context& context, Run& chosen);

} // namespace scepter::app
