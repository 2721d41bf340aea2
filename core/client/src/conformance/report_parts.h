// SPDX-License-Identifier: GPL-3.0-or-later
// What all forms of a conformance report are made of.
#pragma once

#include "client/conformance.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::client {

inline constexpr std::array kVerdicts{CheckVerdict::Fail, CheckVerdict::Finding, CheckVerdict::Pass,
                                      CheckVerdict::Skipped};

/// "MUST", "interoperability (Apple)".
std::string levelText(const CheckInfo& info);
/// "1 failed, 2 findings, 80 passed, 4 skipped".
std::string countsText(const ConformanceReport& report);
/// "passed", "failed: 3 checks", "not made: ...".
std::string outcomeText(const ConformanceReport& report);
/// For XML and HTML: markup escaped, control characters made visible.
std::string escaped(std::string_view text);

} // namespace scepter::client
