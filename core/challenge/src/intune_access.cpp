// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_access.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::challenge {

namespace {

// A token is not used in its last minute, in which a slow request might outlive it.
constexpr Duration kMargin = std::chrono::seconds(60);

} // namespace

AccessToken IntuneAccess::token(const std::string& scope, TimePoint now) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_tokens.find(scope);
    return found != m_tokens.end() && now < found->second.until ? found->second.token : nullptr;
}

void IntuneAccess::keep(const std::string& scope, AccessToken token, Duration life, TimePoint now) {
    const std::lock_guard lock(m_mutex);
    m_tokens[scope] = {std::move(token), now + life - std::min(kMargin, life / 2)};
}

void IntuneAccess::drop(const std::string& scope, const AccessToken& token) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_tokens.find(scope);
    if (found != m_tokens.end() && found->second.token == token) m_tokens.erase(found);
}

std::optional<std::string> IntuneAccess::place(std::string_view service) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_places.find(toLower(service));
    if (found == m_places.end()) return std::nullopt;
    return found->second;
}

void IntuneAccess::keepPlaces(std::map<std::string, std::string> places) {
    const std::lock_guard lock(m_mutex);
    m_places = std::move(places);
}

void IntuneAccess::dropPlaces() {
    const std::lock_guard lock(m_mutex);
    m_places.clear();
}

std::shared_ptr<IntuneAccess> makeIntuneAccess(const IntuneGate&) {
    return std::make_shared<IntuneAccess>();
}

} // namespace scepter::challenge
