// SPDX-License-Identifier: GPL-3.0-or-later
// What came of a step, held against what was expected.
#pragma once

#include "scenario_words.h"

namespace scepter::client {

/// What came of a step.
struct Found {
    std::optional<scep::PkiStatus> status{}; ///< of a reply that could be read
    std::optional<FailInfo> failInfo{};
    std::string failInfoText{};
    unsigned httpStatus = 0;                       ///< 0: no HTTP response, or no PKIOperation
    std::optional<Error> problem{};                ///< what a strict client fails on
    std::optional<pki::Certificate> certificate{}; ///< that was issued or looked up
    std::string what{};                            ///< for people, of what has no status
    bool cancelled = false;

    static Found of(const Answer& answer);
    static Found of(Error error);
    /// For people: "FAILURE badRequest: ...".
    [[nodiscard]] std::string text() const;
};

struct Judgment {
    bool passed = false;
    std::string expected;
    std::string why; ///< of what did not pass
};

/// `device`: what the names in the expected certificate mean.
Judgment judge(const ScenarioStep& step, const Found& found, const DeviceNames& device);

} // namespace scepter::client
