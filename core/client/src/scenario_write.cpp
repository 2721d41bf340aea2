// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/encoding.h"
#include "json_members.h"
#include "scenario_words.h"

namespace scepter::client {

namespace {

std::string durationText(Duration duration) {
    const auto count = duration.count();
    return count % 1000 == 0 ? std::to_string(count / 1000) + "s" : std::to_string(count) + "ms";
}

Json certificateJson(const std::map<std::string, std::string>& expected) {
    Json object = Json::object();
    for (const auto& [name, text] : expected)
        if (name == kExpectDays)
            object[name] = std::stoul(text);
        else
            object[name] = text;
    return object;
}

Json expectationJson(const Expectation& expect) {
    Json object = Json::object();
    if (expect.status) object["status"] = scep::toText(*expect.status);
    for (const FailInfo failInfo : expect.failInfo)
        object["failInfo"].push_back(scepter::toText(failInfo));
    if (!expect.httpStatus.empty()) object["httpStatus"] = expect.httpStatus;
    if (expect.error) object["error"] = scepter::toText(*expect.error);
    if (!expect.failInfoTextContains.empty())
        object["failInfoTextContains"] = expect.failInfoTextContains;
    if (!expect.certificate.empty()) object["certificate"] = certificateJson(expect.certificate);
    return object;
}

Json stepJson(const ScenarioStep& step) {
    const ScenarioStep unset;
    Json object{{"kind", toText(step.kind)}};
    if (!step.name.empty()) object["name"] = step.name;
    if (!step.of.empty()) object["of"] = step.of;
    if (!step.subject.empty()) object["subject"] = step.subject;
    if (step.subjectAltNames) object["subjectAltNames"] = *step.subjectAltNames;
    for (const Misbehavior& misbehavior : step.misbehaviors)
        object["misbehaviors"].push_back(toText(misbehavior));
    for (const auto& [what, from] : step.reuse)
        object["reuse"][what] = from;
    if (step.type) object["type"] = static_cast<int>(*step.type);
    if (step.polls != 0) object["polls"] = step.polls;
    if (step.pollDelay != unset.pollDelay) object["pollDelay"] = durationText(step.pollDelay);
    if (step.atLife != 0) object["atLife"] = step.atLife;
    if (step.wait != Duration{0}) object["wait"] = durationText(step.wait);
    if (step.expect != Expectation{}) object["expect"] = expectationJson(step.expect);
    return object;
}

} // namespace

std::string toJson(const Scenario& scenario) {
    const Scenario unset;
    Json object{{"format", "scepter-scenario"}, {"version", 1}, {"name", scenario.name}};
    const auto add = [&](const char* name, const auto& value, bool said) {
        if (said) object[name] = value;
    };
    add("description", scenario.description, !scenario.description.empty());
    add("url", scenario.url, !scenario.url.empty());
    add("caIdentifier", scenario.caIdentifier, !scenario.caIdentifier.empty());
    add("caFingerprint", toHex(scenario.caFingerprint), !scenario.caFingerprint.empty());
    add("persona", scenario.persona, scenario.persona != unset.persona);
    add("method", toText(scenario.method), scenario.method != unset.method);
    add("subject", scenario.subject, true);
    add("subjectAltNames", scenario.subjectAltNames, !scenario.subjectAltNames.empty());
    add("key", pki::toText(scenario.key), true);
    if (scenario.cipher) object["cipher"] = pki::toText(*scenario.cipher);
    if (scenario.digest) object["digest"] = pki::toText(*scenario.digest);
    add("keyTransport", transportText(scenario.transport), scenario.transport != unset.transport);
    add("challenge", toText(scenario.challenge), true);
    add("ndesUrl", scenario.ndesUrl, !scenario.ndesUrl.empty());
    add("devices", scenario.devices, scenario.devices != unset.devices);
    add("parallel", scenario.parallel, scenario.parallel != unset.parallel);
    add("goOn", scenario.goOn, scenario.goOn);
    object["steps"] = Json::array();
    for (const ScenarioStep& step : scenario.steps)
        object["steps"].push_back(stepJson(step));
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace scepter::client
