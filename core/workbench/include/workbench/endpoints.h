// Endpoints and templates.
#pragma once

#include "authority/template.h"
#include "base/result.h"
#include "base/secret.h"
#include "enrollment/endpoint.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// Lists and changes endpoints and templates.
class Endpoints {
public:
    Endpoints(store::Store& store, std::string actor);

    Result<std::vector<enrollment::EndpointSettings>> list();
    /// With the secrets of its gates.
    Result<enrollment::Endpoint> show(const std::string& name);
    /// AlreadyExists for a name or path in use, InvalidArgument (also for one that no client could
    /// reach, see enrollment::checkReachable), NotFound for its template. An authorityId of 0 means
    /// the only authority there is.
    Result<void> add(enrollment::EndpointSettings settings,
                     const std::vector<challenge::GateSecret>& secrets);
    Result<void> update(const enrollment::EndpointSettings& settings,
                        const std::vector<challenge::GateSecret>* secrets);
    Result<void> remove(const std::string& name);
    /// What add and update check first, for settings that are not saved: `id` 0 for new ones.
    Result<void> check(const enrollment::EndpointSettings& settings);

    Result<std::vector<authority::Template>> templates();
    Result<authority::Template> showTemplate(const std::string& name);
    Result<void> addTemplate(const authority::Template& value);
    Result<void> updateTemplate(const authority::Template& value);
    Result<void> removeTemplate(const std::string& name);

private:
    store::Store& m_store;
    std::string m_actor;
};

} // namespace scepter::workbench
