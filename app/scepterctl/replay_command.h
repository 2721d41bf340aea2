// SPDX-License-Identifier: GPL-3.0-or-later
// replay.
#pragma once

#include "context.h"

namespace scepter::app {

void addReplayCommand(CLI::App& program, Context& context, Run& chosen);

} // namespace scepter::app
