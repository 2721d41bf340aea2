#include "pages/endpoint_draft.h"

#include "challenge/static_secret.h"

#include <algorithm>

namespace scepter::ui {

using enrollment::EndpointSettings;

SharedSecrets shareSecrets(const std::vector<challenge::GateSecret>& secrets) {
    return std::make_shared<const std::vector<challenge::GateSecret>>(cloned(secrets));
}

Result<EndpointSettings> storeDraft(workbench::Workbench& workbench, const EndpointSettings& draft,
                                    const std::optional<DraftBase>& base,
                                    const SharedSecrets& secrets) {
    auto& endpoints = workbench.endpoints();
    if (base) {
        const std::string& name = base->settings.name;
        SCEPTER_TRY(all, endpoints.list());
        const auto now = std::ranges::find(all, base->settings.id, &EndpointSettings::id);
        if (now == all.end())
            return fail(ErrorCode::NotFound, "there is no endpoint " + name + " any more");
        SCEPTER_TRY(stored, endpoints.show(now->name));
        if (!(*now == base->settings) || !sameSecrets(stored.secrets, *base->secrets))
            return fail(ErrorCode::Conflict, "endpoint " + name + " was changed elsewhere");
        SCEPTER_CHECK(endpoints.update(draft, secrets.get()));
        return draft;
    }
    SCEPTER_CHECK(endpoints.add(draft, *secrets));
    SCEPTER_TRY(added, endpoints.show(draft.name));
    return added.settings;
}

std::vector<challenge::GateSecret> copySecrets(const EndpointSettings& settings,
                                               const std::vector<challenge::GateSecret>& secrets) {
    std::vector<challenge::GateSecret> copies = cloned(secrets);
    for (challenge::GateSecret& secret : copies) {
        const auto gate = std::ranges::find(settings.gates, secret.gate, &challenge::Gate::name);
        if (gate == settings.gates.end() || gate->kind() != challenge::GateKind::Static) continue;
        if (auto made = challenge::makeStaticSecret()) secret.value = std::move(*made);
    }
    return copies;
}

std::string freeName(const EndpointConfig& config, const std::string& wanted) {
    for (int i = 1;; ++i) {
        const std::string name = i == 1 ? wanted : wanted + "-" + std::to_string(i);
        const bool taken = std::ranges::any_of(
            config.endpoints, [&](const auto& row) { return row.settings.name == name; });
        if (!taken) return name;
    }
}

std::string freePath(const EndpointConfig& config, const std::string& wanted) {
    for (int i = 1;; ++i) {
        const std::string path = i == 1 ? wanted : wanted + "-" + std::to_string(i);
        const bool taken = std::ranges::any_of(config.endpoints, [&](const auto& row) {
            return row.settings.path == path || std::ranges::count(row.settings.aliases, path) > 0;
        });
        if (!taken) return path;
    }
}

} // namespace scepter::ui
