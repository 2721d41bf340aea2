// SPDX-License-Identifier: GPL-3.0-or-later
// For each conformance check, what a responder does wrong that the check has to see.
#pragma once

#include "broken_responder.h"

#include <functional>
#include <map>
#include <string>

namespace scepter::test {

/// Breaks one thing of a responder, before it starts or after.
struct Defect {
    std::function<void(BrokenResponder&)> breakIt;
    /// What the check needs that a plain responder does not have; also without the defect.
    std::function<void(BrokenResponder&)> prepare{};
};

/// By the id of the check.
const std::map<std::string, Defect>& conformanceDefects();

} // namespace scepter::test
