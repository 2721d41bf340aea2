// SPDX-License-Identifier: GPL-3.0-or-later
// load: many enrollments at once.
#pragma once

#include "context.h"

namespace scepter::app {

void addLoadCommand(CLI::App& program, Context& context, Run& chosen);

} // namespace scepter::app
