// Everything that the responder answers from, as one immutable value.
#pragma once

#include "base/result.h"
#include "enrollment/capabilities.h"
#include "enrollment/engine.h"
#include "responder/authority_loader.h"
#include "store/store.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace scepter::responder {

/// One endpoint, ready to serve.
struct EndpointRuntime {
    enrollment::Setting setting;
    std::vector<scep::RecipientKey> recipients;
    std::string capabilities;
    enrollment::CaCertificateAnswer caCertificates;
    /// Signs the replies; empty while the authority has no current generation.
    std::optional<scep::ReplySigner> signer;
};

/// The whole configuration at one moment. Never changed, only replaced.
struct Runtime {
    std::int64_t configurationVersion = 0;
    std::unordered_map<std::string, std::shared_ptr<const EndpointRuntime>> byPath;
    Authorities authorities;

    /// The endpoint that a request path means: its path or an alias, with or without a slash at the
    /// end and what clients append ("/pkiclient.exe", "/mscep.dll", "/mscep.dll/pkiclient.exe").
    [[nodiscard]] std::shared_ptr<const EndpointRuntime> find(const std::string& path) const;
    /// Null when there is none.
    [[nodiscard]] std::shared_ptr<const EndpointRuntime> endpoint(std::int64_t id) const;
    [[nodiscard]] std::shared_ptr<const authority::Authority>
    authority(const std::string& name) const;
};

/// Reads the store's configuration. An endpoint that cannot serve (its template is gone, say) is
/// left out and reported in `problems`. What gates have learnt goes on from `before` (null at
/// first): access tokens, open connections.
Result<std::shared_ptr<const Runtime>> loadRuntime(store::Store& store, AuthorityLoader& loader,
                                                   const Runtime* before,
                                                   std::vector<Error>& problems);

} // namespace scepter::responder
