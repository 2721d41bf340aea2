// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of scenarios have in common.
#pragma once

#include "client/scenario.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::client {

/// Names of ScenarioStep::reuse and Expectation::certificate.
inline constexpr std::string_view kReuseChallenge = "reuse-challenge";
inline constexpr std::string_view kReplayNonce = "replay-nonce";
inline constexpr std::string_view kSameTransactionId = "same-transaction-id";
inline constexpr std::string_view kSameKey = "same-key";
inline constexpr std::string_view kExpectSubject = "subject";
inline constexpr std::string_view kExpectSan = "san";
inline constexpr std::string_view kExpectKeyUsage = "keyUsage";
inline constexpr std::string_view kExpectEku = "eku";
inline constexpr std::string_view kExpectDays = "days";

std::optional<ChallengeSource> challengeSourceFromText(std::string_view text);
std::string_view toText(Method method);
std::optional<Method> methodFromText(std::string_view text);
std::string_view transportText(pki::KeyTransport transport);
std::optional<pki::KeyTransport> transportFromText(std::string_view text);
std::optional<scep::PkiStatus> statusFromText(std::string_view text);
std::optional<ErrorCode> errorCodeFromText(std::string_view text);

bool isEnrollment(StepKind kind); ///< Enroll, Renew, Rekey
bool isRenewal(StepKind kind);    ///< Renew, Rekey
bool hasOutcome(StepKind kind);   ///< a certificate may come of it: those and Poll
bool isOperation(StepKind kind);  ///< a PKIOperation
bool needsOutcome(StepKind kind); ///< Poll, Renew, Rekey, GetCert, GetCrl
/// Something in it that a server ought to refuse.
bool isHarmful(const ScenarioStep& step);

/// What reports and references call it.
std::string nameOf(const ScenarioStep& step);
/// The earlier step with this name; nothing: there is none.
std::optional<std::size_t> earlierStep(const Scenario& scenario, std::size_t before,
                                       std::string_view name);
/// The step that `of` stands for.
std::optional<std::size_t> outcomeStep(const Scenario& scenario, std::size_t index);

/// The text for one device: "{n}" and "{random}" replaced.
struct DeviceNames {
    unsigned number = 1;
    std::string random;

    [[nodiscard]] std::string in(std::string_view text) const;
};

/// Comma-separated items, trimmed, without empty ones.
std::vector<std::string> itemsOf(std::string_view text);

} // namespace scepter::client
