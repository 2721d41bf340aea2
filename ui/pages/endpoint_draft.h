// An endpoint that is edited, on its way into the store.
#pragma once

#include "models/endpoint_config.h"

#include <memory>
#include <optional>

namespace scepter::ui {

/// The secrets of all gates, on their way between threads.
using SharedSecrets = std::shared_ptr<const std::vector<challenge::GateSecret>>;
SharedSecrets shareSecrets(const std::vector<challenge::GateSecret>& secrets);

/// What a draft began with.
struct DraftBase {
    enrollment::EndpointSettings settings;
    SharedSecrets secrets;
};

/// Stores a draft unless somebody else has changed the endpoint, or its secrets, meanwhile:
/// Conflict. Gives it as it is stored. Without a base it is a new one. Not for a GUI thread.
Result<enrollment::EndpointSettings> storeDraft(workbench::Workbench& workbench,
                                                const enrollment::EndpointSettings& draft,
                                                const std::optional<DraftBase>& base,
                                                const SharedSecrets& secrets);

/// A copy asks the same services, but has static challenges of its own.
std::vector<challenge::GateSecret> copySecrets(const enrollment::EndpointSettings& settings,
                                               const std::vector<challenge::GateSecret>& secrets);

/// One that no endpoint has: the wanted one, or with a number after it.
std::string freeName(const EndpointConfig& config, const std::string& wanted);
std::string freePath(const EndpointConfig& config, const std::string& wanted);

} // namespace scepter::ui
