#include "responder/runtime.h"

#include "authority/issue.h"

#include <array>
#include <string_view>

#include <algorithm>

namespace scepter::responder {

namespace {

constexpr std::array<std::string_view, 2> kAppended{"/pkiclient.exe", "/mscep.dll"};

bool dropSuffix(std::string& path, std::string_view suffix) {
    if (path.size() <= suffix.size() || !path.ends_with(suffix)) return false;
    path.resize(path.size() - suffix.size());
    return true;
}

bool sameSecrets(const std::vector<challenge::GateSecret>& a,
                 const std::vector<challenge::GateSecret>& b) {
    return std::ranges::equal(a, b, [](const auto& one, const auto& other) {
        return one.gate == other.gate && one.name == other.name &&
               equalConstantTime(one.value.view(), other.value.view());
    });
}

std::shared_ptr<const enrollment::GateToolbox> toolsFor(const enrollment::Endpoint& endpoint,
                                                        const Runtime* before) {
    const auto old = before ? before->endpoint(endpoint.settings.id) : nullptr;
    if (old && old->setting.endpoint->settings.gates == endpoint.settings.gates &&
        sameSecrets(old->setting.endpoint->secrets, endpoint.secrets))
        return old->setting.tools;
    auto tools = std::make_shared<enrollment::GateToolbox>();
    for (const challenge::Gate& gate : endpoint.settings.gates)
        if (gate.asks()) tools->emplace(gate.name, challenge::makeTools(gate, endpoint.secrets));
    if (tools->empty()) return nullptr;
    return tools;
}

Result<std::shared_ptr<const EndpointRuntime>> makeEndpoint(store::Store& store,
                                                            const Authorities& authorities,
                                                            const std::string& name,
                                                            const Runtime* before) {
    auto runtime = std::make_shared<EndpointRuntime>();
    SCEPTER_TRY(endpoint, store.endpoint(name));
    SCEPTER_TRY(recipe, store.certificateTemplate(endpoint.settings.templateName));
    const enrollment::EndpointSettings settings = endpoint.settings;
    runtime->setting.tools = toolsFor(endpoint, before);
    runtime->setting.endpoint = std::make_shared<const enrollment::Endpoint>(std::move(endpoint));
    for (const auto& authority : authorities)
        if (authority->id == settings.authorityId) runtime->setting.authority = authority;
    if (!runtime->setting.authority)
        return fail(ErrorCode::AuthorityMissing, "endpoint " + name + " has no authority");
    const authority::Authority& authority = *runtime->setting.authority;
    runtime->setting.recipe = std::make_shared<const authority::Template>(
        authority::templateFor(std::move(recipe), authority));
    runtime->recipients = enrollment::recipientKeys(settings, authority);
    runtime->capabilities = enrollment::capabilitiesOf(settings, authority).toText();
    if (const auto* current = authority.current()) {
        runtime->caCertificates = enrollment::caCertificateAnswer(settings, *current);
        const auto& identity = enrollment::scepIdentity(settings, *current);
        runtime->signer =
            scep::ReplySigner{identity.certificate, identity.key, {identity.certificate.der()}};
    }
    return std::shared_ptr<const EndpointRuntime>(std::move(runtime));
}

} // namespace

std::shared_ptr<const EndpointRuntime> Runtime::find(const std::string& path) const {
    std::string rest = path;
    for (int appended = 0; appended < 4; ++appended) {
        while (rest.size() > 1 && rest.back() == '/')
            rest.pop_back();
        if (const auto found = byPath.find(rest); found != byPath.end()) return found->second;
        bool dropped = false;
        for (const std::string_view suffix : kAppended)
            dropped = dropped || dropSuffix(rest, suffix);
        if (!dropped) return nullptr;
    }
    return nullptr;
}

std::shared_ptr<const authority::Authority> Runtime::authority(const std::string& name) const {
    for (const auto& one : authorities)
        if (one->name == name) return one;
    return nullptr;
}

std::shared_ptr<const EndpointRuntime> Runtime::endpoint(std::int64_t id) const {
    for (const auto& [path, one] : byPath)
        if (one->setting.endpoint->settings.id == id) return one;
    return nullptr;
}

Result<std::shared_ptr<const Runtime>> loadRuntime(store::Store& store, AuthorityLoader& loader,
                                                   const Runtime* before,
                                                   std::vector<Error>& problems) {
    auto runtime = std::make_shared<Runtime>();
    SCEPTER_TRY(version, store.configurationVersion());
    runtime->configurationVersion = version;
    SCEPTER_TRY(authorities, loader.load());
    runtime->authorities = std::move(authorities);
    SCEPTER_TRY(endpoints, store.endpoints());
    for (const auto& settings : endpoints) {
        auto endpoint = makeEndpoint(store, runtime->authorities, settings.name, before);
        if (!endpoint) {
            problems.push_back(endpoint.error());
            continue;
        }
        runtime->byPath[settings.path] = *endpoint;
        for (const auto& alias : settings.aliases)
            runtime->byPath.emplace(alias, *endpoint);
    }
    return std::shared_ptr<const Runtime>(std::move(runtime));
}

} // namespace scepter::responder
