#include "workbench/endpoints.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

std::vector<std::string> pathsOf(const enrollment::EndpointSettings& settings) {
    std::vector<std::string> paths = settings.aliases;
    paths.push_back(settings.path);
    return paths;
}

// While nothing is issued yet there is nothing to judge by.
Result<void> checkReachable(const enrollment::EndpointSettings& settings,
                            const store::StoredAuthority& authority) {
    const auto current =
        std::find_if(authority.generations.begin(), authority.generations.end(),
                     [](const auto& g) { return g.state == authority::GenerationState::Current; });
    if (current == authority.generations.end()) return {};
    const bool byCa = settings.compatibility.caOnly || !current->ra;
    SCEPTER_TRY(certificate, pki::Certificate::fromDer(byCa ? current->ca.certificate
                                                            : current->ra->certificate));
    return enrollment::checkReachable(settings, certificate.publicKey());
}

Result<void> checkSecrets(const enrollment::EndpointSettings& settings,
                          const std::vector<challenge::GateSecret>& secrets) {
    for (const challenge::Gate& gate : settings.gates)
        SCEPTER_CHECK(challenge::checkGateSecrets(gate, secrets));
    return {};
}

} // namespace

Endpoints::Endpoints(store::Store& store, std::string actor)
    : m_store(store)
    , m_actor(std::move(actor)) {
}

Result<std::vector<enrollment::EndpointSettings>> Endpoints::list() {
    return m_store.endpoints();
}

Result<enrollment::Endpoint> Endpoints::show(const std::string& name) {
    return m_store.endpoint(name);
}

Result<void> Endpoints::add(enrollment::EndpointSettings settings,
                            const std::vector<challenge::GateSecret>& secrets) {
    if (settings.authorityId == 0) {
        SCEPTER_TRY(authorities, m_store.authorities());
        if (authorities.size() != 1)
            return fail(ErrorCode::InvalidArgument, "name the authority of the endpoint");
        settings.authorityId = authorities.front().id;
    }
    SCEPTER_CHECK(check(settings));
    SCEPTER_CHECK(checkSecrets(settings, secrets));
    SCEPTER_CHECK(m_store.addEndpoint(settings, secrets, m_actor));
    return {};
}

Result<void> Endpoints::update(const enrollment::EndpointSettings& settings,
                               const std::vector<challenge::GateSecret>* secrets) {
    SCEPTER_CHECK(check(settings));
    if (secrets) {
        SCEPTER_CHECK(checkSecrets(settings, *secrets));
    } else {
        // It may be about to get another name.
        SCEPTER_TRY(all, m_store.endpoints());
        const auto stored = std::ranges::find(all, settings.id, &enrollment::EndpointSettings::id);
        if (stored == all.end())
            return fail(ErrorCode::NotFound, "there is no endpoint " + settings.name);
        SCEPTER_TRY(kept, m_store.endpoint(stored->name));
        SCEPTER_CHECK(checkSecrets(settings, kept.secrets));
    }
    return m_store.updateEndpoint(settings, secrets, m_actor);
}

Result<void> Endpoints::remove(const std::string& name) {
    return m_store.removeEndpoint(name, m_actor);
}

Result<std::vector<authority::Template>> Endpoints::templates() {
    return m_store.templates();
}

Result<authority::Template> Endpoints::showTemplate(const std::string& name) {
    return m_store.certificateTemplate(name);
}

Result<void> Endpoints::addTemplate(const authority::Template& value) {
    SCEPTER_CHECK(authority::checkTemplate(value));
    return m_store.addTemplate(value, m_actor);
}

Result<void> Endpoints::updateTemplate(const authority::Template& value) {
    SCEPTER_CHECK(authority::checkTemplate(value));
    return m_store.updateTemplate(value, m_actor);
}

Result<void> Endpoints::removeTemplate(const std::string& name) {
    return m_store.removeTemplate(name, m_actor);
}

Result<void> Endpoints::check(const enrollment::EndpointSettings& settings) {
    SCEPTER_CHECK(enrollment::checkEndpoint(settings));
    SCEPTER_CHECK(m_store.certificateTemplate(settings.templateName));
    SCEPTER_TRY(authorities, m_store.authorities());
    const auto authority =
        std::find_if(authorities.begin(), authorities.end(),
                     [&](const auto& one) { return one.id == settings.authorityId; });
    if (authority == authorities.end())
        return fail(ErrorCode::AuthorityMissing,
                    "there is no authority " + std::to_string(settings.authorityId));
    SCEPTER_CHECK(checkReachable(settings, *authority));
    SCEPTER_TRY(others, m_store.endpoints());
    for (const auto& other : others) {
        if (other.id == settings.id) continue;
        if (other.name == settings.name)
            return fail(ErrorCode::AlreadyExists,
                        "there is an endpoint named " + settings.name + " already");
        const auto taken = pathsOf(other);
        for (const auto& path : pathsOf(settings))
            if (std::find(taken.begin(), taken.end(), path) != taken.end())
                return fail(ErrorCode::AlreadyExists,
                            "endpoint " + other.name + " answers at " + path + " already");
    }
    return {};
}

} // namespace scepter::workbench
