// SPDX-License-Identifier: GPL-3.0-or-later
// conformance URL.
#pragma once

#include "context.h"

namespace scepter::app {

void addConformanceCommand(CLI::App& program, Context& context, Run& chosen);

} // namespace scepter::app
