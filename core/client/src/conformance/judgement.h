// SPDX-License-Identifier: GPL-3.0-or-later
// What a check has found.
#pragma once

#include "client/conformance.h"

#include <string>
#include <utility>
#include <vector>

namespace scepter::client {

class CheckRun;

/// Whether the rule of a check was kept; its level makes a verdict of that.
struct Judgement {
    enum class Kind { Kept, Broken, Skipped };
    Kind kind = Kind::Skipped;
    std::string sent{};
    std::string came{};
    std::string reason{};
};

inline Judgement kept(std::string sent, std::string came) {
    return {Judgement::Kind::Kept, std::move(sent), std::move(came), {}};
}
inline Judgement broken(std::string sent, std::string came, std::string reason) {
    return {Judgement::Kind::Broken, std::move(sent), std::move(came), std::move(reason)};
}
inline Judgement skipped(std::string reason) {
    return {Judgement::Kind::Skipped, {}, {}, std::move(reason)};
}
/// Kept where `holds`, else broken for that reason.
inline Judgement judged(bool holds, std::string sent, std::string came, std::string reason) {
    return holds ? kept(std::move(sent), std::move(came))
                 : broken(std::move(sent), std::move(came), std::move(reason));
}

/// One line of a group's table.
struct CheckRow {
    CheckInfo info;
    Judgement (*judge)(CheckRun& run) = nullptr;
};

/// The groups, in the order in which they are made.
const std::vector<CheckRow>& controlChecks();
const std::vector<CheckRow>& capabilityChecks();
const std::vector<CheckRow>& caCertificateChecks();
const std::vector<CheckRow>& enrollmentChecks();
const std::vector<CheckRow>& replyChecks();
const std::vector<CheckRow>& challengeChecks();
const std::vector<CheckRow>& formChecks();
const std::vector<CheckRow>& algorithmChecks();
const std::vector<CheckRow>& nonceChecks();
const std::vector<CheckRow>& transactionChecks();
const std::vector<CheckRow>& failInfoChecks();
const std::vector<CheckRow>& policyChecks();
const std::vector<CheckRow>& renewalChecks();
const std::vector<CheckRow>& lookupChecks();
const std::vector<CheckRow>& rolloverChecks();
const std::vector<CheckRow>& httpChecks();
const std::vector<CheckRow>& clientChecks();
const std::vector<CheckRow>& limitChecks();

} // namespace scepter::client
