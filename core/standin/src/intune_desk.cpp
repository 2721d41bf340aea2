// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_desk.h"

#include "base/shorten.h"
#include "base/text.h"
#include "http_target/target.h"

#include <algorithm>

namespace scepter::standin {

namespace {

constexpr std::size_t kKeptCalls = 1000;
constexpr std::string_view kScepPlace = "/ScepRequestValidationFEService";
constexpr std::string_view kRevocationPlace = "/PkiConnectorFEService";
constexpr std::array<std::string_view, 7> kActions = {"token",   "discovery", "validate", "success",
                                                      "failure", "download",  "upload"};

struct ActionPath {
    std::string_view place;
    std::string_view end;
    IntuneActionKind action;
};
constexpr std::array<ActionPath, 5> kPaths = {
    {{kScepPlace, "/ScepActions/validateRequest", IntuneActionKind::Validate},
     {kScepPlace, "/ScepActions/successNotification", IntuneActionKind::Success},
     {kScepPlace, "/ScepActions/failureNotification", IntuneActionKind::Failure},
     {kRevocationPlace, "/CertificateAuthorityRequests/downloadRevocationRequests",
      IntuneActionKind::DownloadRevocations},
     {kRevocationPlace, "/CertificateAuthorityRequests/uploadRevocationResults",
      IntuneActionKind::UploadRevocations}}};

std::string pathOf(const http::Request& request) {
    const auto target = http::parseTarget(request.target);
    return target ? target->path : std::string();
}

} // namespace

std::string_view toText(IntuneActionKind action) {
    return kActions[static_cast<std::size_t>(action)];
}

std::optional<IntuneActionKind> intuneActionFromText(std::string_view text) {
    const auto found = std::ranges::find(kActions, text);
    if (found == kActions.end()) return std::nullopt;
    return static_cast<IntuneActionKind>(found - kActions.begin());
}

http::Response answerJson(const Json& json) {
    http::Response response;
    response.contentType = "application/json; charset=utf-8";
    response.body = copyOf(bytesOf(dumpJson(json)));
    return response;
}

http::Response answerCode(IntuneCall& call, std::string_view code, std::string description) {
    call.code = std::string(code);
    call.description = description;
    return answerJson({{"code", call.code}, {"errorDescription", std::move(description)}});
}

http::Response answerStatus(IntuneCall& call, unsigned status, std::string description) {
    call.status = status;
    call.description = std::move(description);
    return http::Response::text(status, call.description + '\n');
}

std::string textIn(const Json& object, const char* member) {
    const auto found = object.is_object() ? object.find(member) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

IntuneDesk::IntuneDesk(IntuneServiceOptions options, std::shared_ptr<IntuneState> state,
                       const Clock& clock)
    : m_options(std::move(options))
    , m_state(std::move(state))
    , m_clock(clock)
    , m_tokens(m_options) {
}

std::optional<IntuneDesk::Route> IntuneDesk::routeOf(const http::Request& request) const {
    const std::string path = toLower(pathOf(request));
    const bool posted = request.method == "POST";
    constexpr std::string_view kTokenEnd = "/oauth2/v2.0/token";
    if (posted && path.ends_with(kTokenEnd) && path.size() > kTokenEnd.size() + 1)
        return Route{IntuneActionKind::Token, path.substr(1, path.size() - kTokenEnd.size() - 1)};
    const std::string services =
        "/serviceprincipals/appid=" + toLower(challenge::IntuneGate{}.intuneAppId) + "/endpoints";
    if (request.method == "GET" && path.ends_with(services))
        return Route{IntuneActionKind::Discovery, {}};
    if (!posted) return std::nullopt;
    for (const auto& [place, end, action] : kPaths)
        if (path == toLower(std::string(place).append(end))) return Route{action, {}};
    return std::nullopt;
}

std::optional<http::Response> IntuneDesk::metadata(const http::Request& request) const {
    const std::string path = toLower(pathOf(request));
    const std::string documents =
        '/' + toLower(m_options.tenant) + "/v2.0/.well-known/openid-configuration";
    if (request.method != "GET") return std::nullopt;
    const std::string here = place();
    if (path == documents)
        return answerJson(
            {{"token_endpoint", here + '/' + m_options.tenant + "/oauth2/v2.0/token"},
             {"authorization_endpoint", here + '/' + m_options.tenant + "/oauth2/v2.0/authorize"},
             {"issuer", here + '/' + m_options.tenant + "/v2.0"},
             {"token_endpoint_auth_methods_supported",
              {"client_secret_post", "client_secret_basic"}}});
    if (path != "/common/discovery/instance") return std::nullopt;
    const auto scheme = here.find("://");
    const std::string host = scheme == std::string::npos ? here : here.substr(scheme + 3);
    Json entry{{"preferred_network", host}, {"preferred_cache", host}};
    entry["aliases"] = Json::array({host});
    return answerJson({{"tenant_discovery_endpoint", here + documents},
                       {"api-version", "1.1"},
                       {"metadata", Json::array({std::move(entry)})}});
}

void IntuneDesk::handle(http::Request request, http::Reply reply) {
    const auto route = routeOf(request);
    if (!route) {
        auto document = metadata(request);
        return reply(document ? std::move(*document) : http::Response::text(404, "not found\n"));
    }
    IntuneCall call;
    call.at = m_clock.now();
    call.action = route->action;
    call.remoteAddress = request.remoteAddress;
    call.activityId =
        printable(shortened(request.header("client-request-id").value_or(std::string()), 64));
    const std::string action(toText(route->action));
    const auto fault = m_faults.take(action);
    if (!fault) {
        http::Response response = answer(request, *route, call);
        record(call);
        return reply(std::move(response));
    }
    call.fault = toText(*fault);
    if (fault->kind == FaultKind::Code) {
        http::Response response = answerCode(call, fault->code, "as the stand-in was told");
        record(call);
        return reply(std::move(response));
    }
    if (fault->kind != FaultKind::Slow) {
        if (fault->kind == FaultKind::Status) call.status = fault->status;
        record(call);
        return m_faults.play(action, *fault, std::move(reply), {});
    }
    // Judged when it is answered: a token may expire meanwhile.
    auto shared = std::make_shared<const http::Request>(std::move(request));
    m_faults.play(action, *fault, std::move(reply), [this, shared, route = *route, call]() mutable {
        http::Response response = answer(*shared, route, call);
        record(call);
        return response;
    });
}

http::Response IntuneDesk::answer(const http::Request& request, const Route& route,
                                  IntuneCall& call) {
    if (route.action == IntuneActionKind::Token) return answerToken(request, route, call);
    const bool isDiscovery = route.action == IntuneActionKind::Discovery;
    const IntuneScope scope = isDiscovery ? IntuneScope::Graph : IntuneScope::Intune;
    if (!m_tokens.accepts(request, scope, m_clock.now()))
        return answerStatus(call, 401, "no access token, or one that is good no longer");
    return isDiscovery ? discovery() : act(request, call);
}

http::Response IntuneDesk::answerToken(const http::Request& request, const Route& route,
                                       IntuneCall& call) {
    const IntuneTokens::Answer given = m_tokens.give(route.tenant, request, m_clock.now());
    call.status = given.status;
    call.description = given.error;
    http::Response response;
    response.status = given.status;
    response.contentType = "application/json; charset=utf-8";
    response.body = copyOf(bytesOf(given.body));
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

http::Response IntuneDesk::discovery() const {
    const std::string here = place();
    const auto entry = [&](std::string_view name, std::string_view place) {
        return Json{{"providerName", std::string(name)}, {"uri", here + std::string(place)}};
    };
    return answerJson(
        {{"value", Json::array({entry(challenge::kIntuneValidationService, kScepPlace),
                                entry(challenge::kIntuneRevocationService, kRevocationPlace)})}});
}

void IntuneDesk::setPlace(std::string url) {
    const std::lock_guard lock(m_mutex);
    m_place = std::move(url);
}

std::string IntuneDesk::place() const {
    const std::lock_guard lock(m_mutex);
    return m_place;
}

void IntuneDesk::record(const IntuneCall& call) {
    std::function<void(const IntuneCall&)> told;
    {
        const std::lock_guard lock(m_mutex);
        ++m_counts.at(static_cast<std::size_t>(call.action));
        if (m_calls.size() >= kKeptCalls) m_calls.pop_front();
        m_calls.push_back(call);
        told = m_told;
    }
    if (told) told(call);
}

void IntuneDesk::onCall(std::function<void(const IntuneCall&)> told) {
    const std::lock_guard lock(m_mutex);
    m_told = std::move(told);
}

std::vector<IntuneCall> IntuneDesk::calls() const {
    const std::lock_guard lock(m_mutex);
    return {m_calls.begin(), m_calls.end()};
}

std::size_t IntuneDesk::count(IntuneActionKind action) const {
    const std::lock_guard lock(m_mutex);
    return m_counts.at(static_cast<std::size_t>(action));
}

} // namespace scepter::standin
