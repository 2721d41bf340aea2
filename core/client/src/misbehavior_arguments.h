// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of misbehavior, with their defaults.
#pragma once

#include "client/misbehavior.h"

namespace scepter::client {

/// InvalidArgument for one that does not fit; an empty one always fits.
Result<void> checkArgument(const Misbehavior& misbehavior);
/// Of those whose argument is a number; the default for an empty one.
unsigned numberArgument(const Misbehavior& misbehavior);
/// Of those whose argument is a word.
std::string_view wordArgument(const Misbehavior& misbehavior);

} // namespace scepter::client
