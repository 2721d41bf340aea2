// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/scenario.h"

#include <array>

namespace scepter::client {

namespace {

struct ScenarioText {
    std::string_view id;
    std::string_view json;
};

constexpr ScenarioText kTexts[] = {
#include "scenario_texts.inc"
};

/// The scenarios, and views of their names.
struct BuiltIn {
    BuiltIn() {
        for (const ScenarioText& text : kTexts)
            if (auto scenario = scenarioFromJson(text.json))
                scenarios.push_back(std::move(*scenario));
        if (scenarios.size() != std::size(kTexts)) return; // a test says so
        for (std::size_t i = 0; i < scenarios.size(); ++i)
            list.push_back({kTexts[i].id, scenarios[i].name, scenarios[i].description});
    }
    std::vector<Scenario> scenarios;
    std::vector<BuiltInScenario> list;
};

const BuiltIn& builtIn() {
    static const BuiltIn all;
    return all;
}

} // namespace

const std::vector<BuiltInScenario>& builtInScenarios() {
    return builtIn().list;
}

Result<Scenario> builtInScenario(std::string_view id) {
    for (const ScenarioText& text : kTexts)
        if (text.id == id) return scenarioFromJson(text.json);
    return fail(ErrorCode::NotFound, "there is no built-in scenario of that name");
}

} // namespace scepter::client
