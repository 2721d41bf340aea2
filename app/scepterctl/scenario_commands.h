// SPDX-License-Identifier: GPL-3.0-or-later
// scenario run, check, list, show.
#pragma once

#include "context.h"

namespace scepter::app {

void addScenarioCommands(CLI::App& program, Context& context, Run& chosen);

} // namespace scepter::app
