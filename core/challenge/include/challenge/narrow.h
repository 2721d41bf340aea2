// SPDX-License-Identifier: GPL-3.0-or-later
// Constraints within constraints.
#pragma once

#include "base/result.h"
#include "challenge/constraints.h"

namespace scepter::challenge {

/// What satisfies `wanted` and also `limits`: never more than `limits` permits. ConstraintViolated
/// when that cannot be said: a pattern that is not one of the limits' nor a plain value that fits
/// one of them, an attribute or SAN type that the limits do not list, or nothing that both permit.
Result<Constraints> narrowed(const Constraints& limits, const Constraints& wanted);

} // namespace scepter::challenge
