// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_words.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace scepter::client {

namespace {

constexpr std::array<std::string_view, 10> kKinds{"caps",    "ca-cert", "enroll",   "poll",
                                                  "renew",   "rekey",   "get-cert", "get-crl",
                                                  "next-ca", "wait"};
constexpr std::array<std::string_view, 3> kSources{"none", "value", "ndes"};
constexpr std::array<std::string_view, 3> kMethods{"auto", "get", "post"};
constexpr std::array<std::string_view, 2> kTransports{"pkcs1", "oaep"};

template <class T, std::size_t size>
std::optional<T> found(const std::array<std::string_view, size>& words, std::string_view text) {
    const auto at = std::ranges::find(words, text);
    if (at == words.end()) return std::nullopt;
    return static_cast<T>(at - words.begin());
}

} // namespace

std::string_view toText(StepKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<StepKind> stepKindFromText(std::string_view text) {
    return found<StepKind>(kKinds, text);
}

std::string_view toText(ChallengeSource source) {
    return kSources[static_cast<std::size_t>(source)];
}

std::optional<ChallengeSource> challengeSourceFromText(std::string_view text) {
    return found<ChallengeSource>(kSources, text);
}

std::string_view toText(Method method) {
    return kMethods[static_cast<std::size_t>(method)];
}

std::optional<Method> methodFromText(std::string_view text) {
    return found<Method>(kMethods, text);
}

std::string_view transportText(pki::KeyTransport transport) {
    return kTransports[static_cast<std::size_t>(transport)];
}

std::optional<pki::KeyTransport> transportFromText(std::string_view text) {
    return found<pki::KeyTransport>(kTransports, text);
}

std::optional<scep::PkiStatus> statusFromText(std::string_view text) {
    for (const auto status :
         {scep::PkiStatus::Success, scep::PkiStatus::Failure, scep::PkiStatus::Pending})
        if (scep::toText(status) == text) return status;
    return std::nullopt;
}

std::optional<ErrorCode> errorCodeFromText(std::string_view text) {
    for (const ErrorCode code : allErrorCodes())
        if (scepter::toText(code) == text) return code;
    return std::nullopt;
}

bool isRenewal(StepKind kind) {
    return kind == StepKind::Renew || kind == StepKind::Rekey;
}

bool isEnrollment(StepKind kind) {
    return kind == StepKind::Enroll || isRenewal(kind);
}

bool hasOutcome(StepKind kind) {
    return isEnrollment(kind) || kind == StepKind::Poll;
}

bool isOperation(StepKind kind) {
    return hasOutcome(kind) || kind == StepKind::GetCert || kind == StepKind::GetCrl;
}

bool needsOutcome(StepKind kind) {
    return isOperation(kind) && kind != StepKind::Enroll;
}

bool isHarmful(const ScenarioStep& step) {
    return std::ranges::any_of(step.misbehaviors,
                               [](const Misbehavior& one) { return !infoOf(one.kind).harmless; });
}

std::string nameOf(const ScenarioStep& step) {
    return step.name.empty() ? std::string(toText(step.kind)) : step.name;
}

std::optional<std::size_t> earlierStep(const Scenario& scenario, std::size_t before,
                                       std::string_view name) {
    for (std::size_t i = before; i-- > 0;)
        if (scenario.steps[i].name == name) return i;
    return std::nullopt;
}

std::optional<std::size_t> outcomeStep(const Scenario& scenario, std::size_t index) {
    const std::string& name = scenario.steps[index].of;
    if (!name.empty()) return earlierStep(scenario, index, name);
    for (std::size_t i = index; i-- > 0;)
        if (hasOutcome(scenario.steps[i].kind)) return i;
    return std::nullopt;
}

std::string DeviceNames::in(std::string_view text) const {
    std::string made;
    while (!text.empty()) {
        const auto replace = [&](std::string_view mark, std::string_view by) {
            if (!text.starts_with(mark)) return false;
            made += by;
            text.remove_prefix(mark.size());
            return true;
        };
        if (replace("{n}", std::to_string(number)) || replace("{random}", random)) continue;
        made += text.front();
        text.remove_prefix(1);
    }
    return made;
}

std::vector<std::string> itemsOf(std::string_view text) {
    std::vector<std::string> items;
    for (const std::string_view part : split(text, ','))
        if (const auto item = trimmed(part); !item.empty()) items.emplace_back(item);
    return items;
}

} // namespace scepter::client
