// SPDX-License-Identifier: GPL-3.0-or-later
// What must be right in a scenario beyond its form: nothing in a file is passed over in silence.
#include "scenario_words.h"

#include "client/persona.h"
#include "pki/extensions.h"
#include "pki/general_name.h"
#include "pki/name.h"
#include "service_url.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace scepter::client {

namespace {

constexpr unsigned kMostDevices = 10'000;
constexpr unsigned kMostParallel = 64;
constexpr std::size_t kMostSteps = 200;
constexpr unsigned kMostPolls = 1000;

std::unexpected<Error> wrong(const std::string& where, std::string_view why) {
    return fail(ErrorCode::InvalidArgument, where + " " + std::string(why));
}

// As the first device would say it: the marks become digits and letters, which mean nothing
// anywhere.
std::string sample(std::string_view text) {
    return DeviceNames{1, "abcdefgh"}.in(text);
}

Result<void> checkSubject(const std::string& where, const std::string& text) {
    if (auto name = pki::Name::fromText(sample(text)); !name)
        return wrong(where, "is no subject: " + name.error().detail);
    return {};
}

Result<void> checkNames(const std::string& where, const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
        if (auto name = pki::generalNameFromText(sample(text)); !name)
            return wrong(where, "has an item that is no name: " + name.error().detail);
    return {};
}

Result<void> checkCertificate(const std::string& where,
                              const std::map<std::string, std::string>& expected) {
    for (const auto& [name, text] : expected) {
        const std::string path = where + "." + name;
        if (name == kExpectSubject) {
            SCEPTER_CHECK(checkSubject(path, text));
        } else if (name == kExpectSan) {
            SCEPTER_CHECK(checkNames(path, itemsOf(text)));
        } else if (name == kExpectKeyUsage) {
            if (!text.empty() && !pki::keyUsageFromText(text))
                return wrong(path, "takes names as in digitalSignature, keyEncipherment");
        } else if (name == kExpectEku) {
            for (const std::string& item : itemsOf(text))
                if (!pki::extendedKeyUsageFromText(item))
                    return wrong(path, "takes names as in clientAuth, or OIDs");
        } else if (name == kExpectDays) {
            unsigned days = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
            if (error != std::errc{} || end != text.data() + text.size() || days > 100'000)
                return wrong(path, "takes a number of days");
        } else {
            return wrong(path, "is not known");
        }
    }
    return {};
}

Result<void> checkExpectation(const ScenarioStep& step, const std::string& where) {
    const Expectation& expect = step.expect;
    const bool ofReply = expect.status || !expect.failInfo.empty() || !expect.httpStatus.empty() ||
                         !expect.failInfoTextContains.empty();
    if (ofReply && !isOperation(step.kind))
        return wrong(where, "expects what only the answer to a PKIOperation has");
    if (step.kind == StepKind::Wait && expect != Expectation{})
        return wrong(where, "expects something of a wait");
    if (!expect.certificate.empty() && !hasOutcome(step.kind) && step.kind != StepKind::GetCert)
        return wrong(where + ".certificate", "is expected of a step that yields none");
    const bool failure = !expect.failInfo.empty() || !expect.failInfoTextContains.empty();
    if (failure && expect.status && *expect.status != scep::PkiStatus::Failure)
        return wrong(where, "expects a failInfo with another status than FAILURE");
    if (!expect.certificate.empty() &&
        (failure || (expect.status && *expect.status != scep::PkiStatus::Success)))
        return wrong(where, "expects a certificate and no SUCCESS");
    for (const unsigned status : expect.httpStatus)
        if (status < 100 || status > 599) return wrong(where + ".httpStatus", "is no HTTP status");
    return checkCertificate(where + ".certificate", expect.certificate);
}

/// Members that this kind of step does not carry out.
Result<void> checkMembers(const ScenarioStep& step, const std::string& where) {
    const auto only = [&](bool there, bool fits, std::string_view name) -> Result<void> {
        if (there && !fits)
            return wrong(where + "." + std::string(name),
                         "means nothing for " + std::string(toText(step.kind)));
        return {};
    };
    const bool enrollment = isEnrollment(step.kind);
    const ScenarioStep unset;
    SCEPTER_CHECK(only(!step.subject.empty(), enrollment, "subject"));
    SCEPTER_CHECK(only(step.subjectAltNames.has_value(), enrollment, "subjectAltNames"));
    SCEPTER_CHECK(only(!step.misbehaviors.empty(), isOperation(step.kind), "misbehaviors"));
    SCEPTER_CHECK(only(step.type.has_value(), isRenewal(step.kind), "type"));
    SCEPTER_CHECK(only(step.polls != 0, hasOutcome(step.kind), "polls"));
    SCEPTER_CHECK(only(step.pollDelay != unset.pollDelay, hasOutcome(step.kind), "pollDelay"));
    SCEPTER_CHECK(only(!step.of.empty(), needsOutcome(step.kind), "of"));
    SCEPTER_CHECK(only(step.atLife != 0, isRenewal(step.kind), "atLife"));
    SCEPTER_CHECK(only(step.wait != Duration{0}, step.kind == StepKind::Wait, "wait"));
    if (step.kind == StepKind::Wait && step.wait <= Duration{0})
        return wrong(where + ".wait", "is missing: how long?");
    if (step.polls > kMostPolls) return wrong(where + ".polls", "is over 1000");
    if (step.type && *step.type != scep::MessageType::RenewalReq &&
        *step.type != scep::MessageType::UpdateReq && *step.type != scep::MessageType::PkcsReq)
        return wrong(where + ".type", "takes 17, 18 or 19");
    if (step.atLife < 0 || step.atLife > 1) return wrong(where + ".atLife", "takes 0 to 1");
    return {};
}

/// What a step may take of another one of this kind.
Result<bool> canReuse(std::string_view what, StepKind kind, StepKind from) {
    if (what == kReuseChallenge) return isEnrollment(kind) && isEnrollment(from);
    if (what == kReplayNonce) return isOperation(kind) && isOperation(from);
    if (what == kSameTransactionId) return isEnrollment(kind) && isEnrollment(from);
    if (what == kSameKey) return kind == StepKind::Enroll && isEnrollment(from);
    return fail(ErrorCode::InvalidArgument);
}

Result<void> checkReferences(const Scenario& scenario, std::size_t index,
                             const std::string& where) {
    const ScenarioStep& step = scenario.steps[index];
    for (const auto& [what, name] : step.reuse) {
        const std::string path = where + ".reuse." + what;
        const auto from = earlierStep(scenario, index, name);
        if (!from || name.empty()) return wrong(path, "names no earlier step");
        const auto can = canReuse(what, step.kind, scenario.steps[*from].kind);
        if (!can) return wrong(path, "is not known");
        if (!*can)
            return wrong(path, "cannot be taken by " + std::string(toText(step.kind)) + " from " +
                                   std::string(toText(scenario.steps[*from].kind)));
    }
    if (!needsOutcome(step.kind)) return {};
    const auto of = outcomeStep(scenario, index);
    if (!of)
        return wrong(where + ".of", step.of.empty() ? "has no earlier enrollment to stand for"
                                                    : "names no earlier step");
    if (!hasOutcome(scenario.steps[*of].kind))
        return wrong(where + ".of", "names a step that yields no certificate");
    return {};
}

Result<void> checkStep(const Scenario& scenario, std::size_t index) {
    const ScenarioStep& step = scenario.steps[index];
    const std::string where = "steps[" + std::to_string(index) + "]";
    SCEPTER_CHECK(checkMembers(step, where));
    if (!step.subject.empty()) SCEPTER_CHECK(checkSubject(where + ".subject", step.subject));
    if (step.subjectAltNames)
        SCEPTER_CHECK(checkNames(where + ".subjectAltNames", *step.subjectAltNames));
    SCEPTER_CHECK(checkReferences(scenario, index, where));
    return checkExpectation(step, where + ".expect");
}

} // namespace

Result<void> checkScenario(const Scenario& scenario) {
    if (scenario.name.empty()) return wrong("name", "is missing");
    if (!findPersona(scenario.persona)) return wrong("persona", "is not known");
    if (!scenario.url.empty())
        if (auto url = checkServiceUrl(scenario.url); !url)
            return wrong("url", "is not right: " + url.error().detail);
    SCEPTER_CHECK(checkSubject("subject", scenario.subject));
    SCEPTER_CHECK(checkNames("subjectAltNames", scenario.subjectAltNames));
    if (!scenario.ndesUrl.empty() && scenario.challenge != ChallengeSource::NdesPage)
        return wrong("ndesUrl", "means nothing without the challenge \"ndes\"");
    if (scenario.devices == 0 || scenario.devices > kMostDevices)
        return wrong("devices", "takes 1 to 10000");
    if (scenario.parallel == 0 || scenario.parallel > kMostParallel)
        return wrong("parallel", "takes 1 to 64");
    if (scenario.steps.empty()) return wrong("steps", "is empty");
    if (scenario.steps.size() > kMostSteps) return wrong("steps", "has more than 200 items");
    std::set<std::string> names;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const std::string& name = scenario.steps[i].name;
        if (!name.empty() && !names.insert(name).second)
            return wrong("steps[" + std::to_string(i) + "].name", "is that of an earlier step");
        SCEPTER_CHECK(checkStep(scenario, i));
    }
    return {};
}

} // namespace scepter::client
