// What all talks with Intune share.
#pragma once

#include "challenge/intune.h"

#include <map>
#include <mutex>

namespace scepter::challenge {

using AccessToken = std::shared_ptr<const SecretBytes>;

/// Access tokens by scope, and where the services are. Thread-safe.
class IntuneAccess {
public:
    /// Null when there is none that is good for a while.
    [[nodiscard]] AccessToken token(const std::string& scope, TimePoint now) const;
    void keep(const std::string& scope, AccessToken token, Duration life, TimePoint now);
    /// Forgets it, unless another has taken its place.
    void drop(const std::string& scope, const AccessToken& token);

    /// The base URI of a service, whatever the case of its name.
    [[nodiscard]] std::optional<std::string> place(std::string_view service) const;
    /// Names in lower case.
    void keepPlaces(std::map<std::string, std::string> places);
    void dropPlaces();

private:
    struct Kept {
        AccessToken token;
        TimePoint until;
    };

    mutable std::mutex m_mutex; // around all below
    std::map<std::string, Kept> m_tokens;
    std::map<std::string, std::string> m_places;
};

} // namespace scepter::challenge
