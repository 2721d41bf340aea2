// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_tokens.h"

#include "base/encoding.h"
#include "base/text.h"
#include "http_target/target.h"
#include "json_fields.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::standin {

namespace {

constexpr std::size_t kMostTokens = 10'000;

struct Form {
    std::string grantType;
    std::string appId;
    SecretBytes appKey;
    std::string scope;
};

Form readForm(const http::Request& request) {
    Form form;
    for (const std::string_view pair : split(textOf(request.body), '&')) {
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string name = http::percentDecode(pair.substr(0, equals), true);
        std::string value = http::percentDecode(pair.substr(equals + 1), true);
        if (name == "grant_type") form.grantType = value;
        if (name == "client_id") form.appId = value;
        if (name == "scope") form.scope = value;
        if (name == "client_secret") form.appKey = SecretBytes(std::string_view(value));
        wipeMemory(value.data(), value.size());
    }
    const std::string header = request.header("Authorization").value_or(std::string());
    if (!form.appKey.empty() || !toLower(header).starts_with("basic ")) return form;
    const auto pair = fromBase64(std::string_view(header).substr(6));
    const std::string_view text = pair ? textOf(*pair) : std::string_view{};
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        form.appId = http::percentDecode(text.substr(0, colon), true);
        form.appKey =
            SecretBytes(std::string_view(http::percentDecode(text.substr(colon + 1), true)));
    }
    return form;
}

std::optional<IntuneScope> scopeFrom(std::string_view text) {
    if (text == "https://graph.microsoft.com/.default") return IntuneScope::Graph;
    if (text == "https://api.manage.microsoft.com//.default" ||
        text == "https://api.manage.microsoft.com/.default")
        return IntuneScope::Intune;
    return std::nullopt;
}

IntuneTokens::Answer refuse(unsigned status, const char* error, const char* description) {
    return {status, dumpJson({{"error", error}, {"error_description", description}}), error};
}

} // namespace

IntuneTokens::Answer IntuneTokens::give(const std::string& tenant, const http::Request& request,
                                        TimePoint now) {
    const Form form = readForm(request);
    if (!equalsIgnoringCase(tenant, m_options.tenant))
        return refuse(400, "invalid_request", "AADSTS90002: no such tenant");
    if (form.grantType != "client_credentials")
        return refuse(400, "unsupported_grant_type", "AADSTS70003: not this grant type");
    if (!equalsIgnoringCase(form.appId, m_options.appId))
        return refuse(400, "unauthorized_client", "AADSTS700016: no such application");
    const auto digest = [](ByteView key) { return pki::digestOf(pki::Digest::Sha256, key); };
    if (m_options.appKey.empty() ||
        !equalConstantTime(digest(form.appKey.view()), digest(m_options.appKey.view())))
        return refuse(401, "invalid_client", "AADSTS7000215: not the client secret");
    const auto scope = scopeFrom(form.scope);
    if (!scope) return refuse(400, "invalid_scope", "AADSTS70011: no such scope");
    const auto random = pki::randomBytes(48);
    if (!random) return refuse(500, "server_error", "no random numbers");
    const std::string token = toBase64Url(*random);
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_given, [&](const auto& entry) { return entry.second.until <= now; });
    if (m_given.size() >= kMostTokens) m_given.clear();
    m_given[digest(bytesOf(token))] = {*scope, now + m_options.tokenLife};
    const auto life = std::chrono::floor<std::chrono::seconds>(m_options.tokenLife).count();
    return {200,
            dumpJson({{"token_type", "Bearer"},
                      {"expires_in", life},
                      {"ext_expires_in", life},
                      {"access_token", token}}),
            {}};
}

bool IntuneTokens::accepts(const http::Request& request, IntuneScope scope, TimePoint now) {
    const std::string header = request.header("Authorization").value_or(std::string());
    if (!toLower(std::string_view(header).substr(0, 7)).starts_with("bearer ")) return false;
    const Bytes digest =
        pki::digestOf(pki::Digest::Sha256, bytesOf(trimmed(std::string_view(header).substr(7))));
    const std::lock_guard lock(m_mutex);
    const auto found = m_given.find(digest);
    return found != m_given.end() && found->second.scope == scope && now < found->second.until;
}

void IntuneTokens::revokeAll() {
    const std::lock_guard lock(m_mutex);
    m_given.clear();
}

} // namespace scepter::standin
