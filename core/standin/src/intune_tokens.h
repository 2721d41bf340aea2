// Access tokens of the stand-in.
#pragma once

#include "base/clock.h"
#include "base/secret.h"
#include "http/message.h"
#include "standin/intune_service.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace scepter::standin {

enum class IntuneScope { Graph, Intune };

/// Gives tokens for the app key and knows those that it gave. Thread-safe.
class IntuneTokens {
public:
    /// The options must outlive it.
    explicit IntuneTokens(const IntuneServiceOptions& options)
        : m_options(options) {}

    struct Answer {
        unsigned status = 200;
        std::string body;  ///< JSON
        std::string error; ///< OAuth's word, empty when a token was given
    };
    /// POST /{tenant}/oauth2/v2.0/token with client credentials, as a form or with Basic.
    Answer give(const std::string& tenant, const http::Request& request, TimePoint now);
    /// Whether the request bears a token for this.
    [[nodiscard]] bool accepts(const http::Request& request, IntuneScope scope, TimePoint now);
    void revokeAll();

private:
    struct Given {
        IntuneScope scope = IntuneScope::Graph;
        TimePoint until;
    };

    const IntuneServiceOptions& m_options;
    std::mutex m_mutex;             // around all below
    std::map<Bytes, Given> m_given; ///< by the SHA-256 of the token
};

} // namespace scepter::standin
