// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_talk.h"

#include "base/encoding.h"
#include "base/text.h"
#include "intune_json.h"
#include "intune_url.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxTokenSize = 16 * 1024;
constexpr std::size_t kMaxServices = 1000;
constexpr Duration kDefaultLife = std::chrono::minutes(5);
constexpr Duration kLongestLife = std::chrono::hours(24);

bool succeeded(const Told& told) {
    return told.status >= 200 && told.status < 300;
}

// A random UUID (RFC 4122 version 4); empty when the system has no random numbers.
std::string makeUuid() {
    auto random = pki::randomBytes(16);
    if (!random) return {};
    (*random)[6] = static_cast<std::uint8_t>(((*random)[6] & 0x0F) | 0x40);
    (*random)[8] = static_cast<std::uint8_t>(((*random)[8] & 0x3F) | 0x80);
    std::string text = toHex(*random);
    for (const std::size_t at : {20U, 16U, 12U, 8U})
        text.insert(at, 1, '-');
    return text;
}

/// "expires_in" as a number, or as a text with one.
Duration lifeIn(const nlohmann::json& object) {
    Duration life = kDefaultLife;
    const auto found = object.find("expires_in");
    if (found != object.end() && found->is_number()) {
        const double seconds = std::clamp(found->get<double>(), 0.0, 86400.0);
        life = std::chrono::seconds(static_cast<long>(seconds));
    } else if (found != object.end() && found->is_string()) {
        life = durationFromText(found->get<std::string>()).value_or(kDefaultLife);
    }
    return std::clamp(life, Duration::zero(), kLongestLife);
}

/// The word of an OAuth error (RFC 6749 section 5.2): it says what is wrong and holds no secret.
std::string oauthError(const Told& told) {
    const auto object = readObject(told.body);
    const std::string word = object ? textOf(*object, "error") : std::string();
    return word.empty() ? "HTTP status " + std::to_string(told.status) : shown(word);
}

Verdict tokenRefused(const Told& told) {
    Verdict verdict =
        Verdict::later(told.status < 500 ? "Entra refused the app key: " + oauthError(told)
                                         : "Entra gives no token: " + oauthError(told));
    verdict.note = "HTTP " + std::to_string(told.status);
    return verdict;
}

Verdict discoveryRefused(const Told& told) {
    const std::string answered = "discovery answered " + std::to_string(told.status);
    const bool forbidden = told.status == 401 || told.status == 403;
    Verdict verdict =
        Verdict::later(forbidden ? "Application.Read.All is missing: " + answered
                                 : "Graph does not tell where Intune is: " + answered);
    verdict.note = "HTTP " + std::to_string(told.status);
    return verdict;
}

} // namespace

Verdict actionFailed(std::string_view service, const Told& told) {
    std::string detail = std::string(service) + " answered " + std::to_string(told.status);
    if (succeeded(told))
        detail += " without a code that can be read";
    else if (told.status == 401 || told.status == 403)
        detail += ": the app may lack the permission scep_challenge_provider";
    Verdict verdict = Verdict::later(std::move(detail));
    verdict.note = "HTTP " + std::to_string(told.status);
    return verdict;
}

IntuneTalk::IntuneTalk(IntuneGate gate, const GateTools& tools, IntuneAction action)
    : m_gate(std::move(gate))
    , m_tls(tools.tls)
    , m_access(tools.intune ? tools.intune : makeIntuneAccess(m_gate))
    , m_action(std::move(action)) {
    const auto key = std::ranges::find(tools.secrets, "appKey", &GateSecret::name);
    if (key != tools.secrets.end()) m_appKey = key->value.clone();
}

IntuneTalk::Next IntuneTalk::next(const Reply* reply, TimePoint now) {
    if (reply != nullptr) {
        if (!*reply) return unreachable(reply->error());
        const Told& told = **reply;
        Ending ending;
        switch (m_waiting) {
        case Waiting::GraphToken:
            m_graphTokenIsNew = true;
            ending = takeToken(told, m_gate.graphScope, m_graphToken, now);
            break;
        case Waiting::IntuneToken:
            m_intuneTokenIsNew = true;
            ending = takeToken(told, m_gate.intuneScope, m_intuneToken, now);
            break;
        case Waiting::Discovery:
            ending = takeDiscovery(told);
            break;
        case Waiting::Action:
            if (!wantsNewToken(told)) return told;
            break;
        case Waiting::Nothing:
            break;
        }
        if (ending) return std::move(*ending);
    }
    Step step = goOn(now);
    if (auto* verdict = std::get_if<Verdict>(&step)) return std::move(*verdict);
    return std::get<HttpAsk>(std::move(step));
}

IntuneTalk::Step IntuneTalk::goOn(TimePoint now) {
    if (m_appKey.empty()) return Verdict::later("this gate has no app key (secret \"appKey\")");
    if (m_place.empty()) m_place = m_access->place(m_action.service).value_or(std::string());
    if (m_place.empty()) {
        if (!m_graphToken) m_graphToken = m_access->token(m_gate.graphScope, now);
        if (!m_graphToken) return askToken(Waiting::GraphToken, m_gate.graphScope);
        return askDiscovery();
    }
    if (!m_intuneToken) m_intuneToken = m_access->token(m_gate.intuneScope, now);
    if (!m_intuneToken) return askToken(Waiting::IntuneToken, m_gate.intuneScope);
    return askAction();
}

HttpAsk IntuneTalk::askToken(Waiting which, const std::string& scope) {
    m_waiting = which;
    HttpAsk ask;
    ask.url = joinUrl(m_gate.authorityUrl, '/' + formEncode(m_gate.tenant) + "/oauth2/v2.0/token");
    ask.contentType = "application/x-www-form-urlencoded";
    std::string body = "grant_type=client_credentials&client_id=" + formEncode(m_gate.appId) +
                       "&scope=" + formEncode(scope) + "&client_secret=";
    std::string key = formEncode(m_appKey.text());
    body += key;
    ask.body = copyOf(bytesOf(body));
    wipeMemory(body.data(), body.size());
    wipeMemory(key.data(), key.size());
    ask.tls = m_tls;
    ask.timeout = m_gate.timeout;
    ask.maxResponseBytes = 64 * 1024;
    return ask;
}

HttpAsk IntuneTalk::bearing(const AccessToken& token, std::string url) const {
    HttpAsk ask;
    ask.url = std::move(url);
    SecretBytes bearer = SecretBytes::ofSize(7 + token->size());
    std::ranges::copy(bytesOf("Bearer "), bearer.data());
    std::ranges::copy(token->view(), bearer.data() + 7);
    ask.headers.push_back({"Authorization", std::move(bearer)});
    ask.headers.push_back({"client-request-id", SecretBytes(std::string_view(m_activity))});
    ask.tls = m_tls;
    ask.timeout = m_gate.timeout;
    return ask;
}

HttpAsk IntuneTalk::askDiscovery() {
    m_waiting = Waiting::Discovery;
    m_activity = makeUuid();
    HttpAsk ask =
        bearing(m_graphToken,
                joinUrl(m_gate.graphUrl, '/' + m_gate.graphVersion + "/servicePrincipals/appId=" +
                                             m_gate.intuneAppId + "/endpoints"));
    ask.method = "GET";
    return ask;
}

IntuneTalk::Step IntuneTalk::askAction() {
    m_waiting = Waiting::Action;
    m_activity = makeUuid();
    HttpAsk ask = bearing(m_intuneToken, joinUrl(m_place, m_action.path));
    ask.headers.push_back({"api-version", SecretBytes(std::string_view(m_action.apiVersion))});
    if (!m_gate.provider.empty())
        ask.headers.push_back({"User-Agent", SecretBytes(std::string_view(m_gate.provider))});
    ask.contentType = "application/json";
    ask.body = copyOf(bytesOf(m_action.body));
    ask.allowedHosts = m_gate.allowedHosts;
    return ask;
}

IntuneTalk::Ending IntuneTalk::takeToken(const Told& told, const std::string& scope,
                                         AccessToken& token, TimePoint now) {
    if (!succeeded(told)) return tokenRefused(told);
    const auto object = readObject(told.body);
    std::string text = object ? textOf(*object, "access_token") : std::string();
    const bool good = !text.empty() && text.size() <= kMaxTokenSize &&
                      std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
    if (!good) return Verdict::later("Entra answered without a token that can be used");
    token = std::make_shared<const SecretBytes>(std::string_view(text));
    wipeMemory(text.data(), text.size());
    m_access->keep(scope, token, lifeIn(*object), now);
    return std::nullopt;
}

IntuneTalk::Ending IntuneTalk::takeDiscovery(const Told& told) {
    if (succeeded(told)) return takePlaces(told.body);
    if (told.status == 401) {
        m_access->drop(m_gate.graphScope, m_graphToken);
        if (!m_graphTokenIsNew) {
            m_graphToken.reset();
            return std::nullopt;
        }
    }
    return discoveryRefused(told);
}

IntuneTalk::Ending IntuneTalk::takePlaces(ByteView body) {
    const auto object = readObject(body);
    const auto list = object ? object->find("value") : nlohmann::json::const_iterator();
    if (!object || list == object->end() || !list->is_array() || list->size() > kMaxServices)
        return Verdict::later("discovery answered something that is no list of services");
    std::map<std::string, std::string> places;
    std::string refused;
    const std::string wanted = toLower(m_action.service);
    for (const nlohmann::json& entry : *list) {
        if (!entry.is_object()) continue;
        std::string name = toLower(textOf(entry, "providerName"));
        if (name.empty()) name = toLower(textOf(entry, "serviceName"));
        std::string uri = textOf(entry, "uri");
        if (mayAsk(uri))
            places.emplace(std::move(name), std::move(uri));
        else if (name == wanted)
            refused = shown(uri);
    }
    const auto found = places.find(wanted);
    if (found == places.end() && !refused.empty())
        return Verdict::later("discovery names a place that this gate may not ask: " + refused);
    if (found == places.end())
        return Verdict::later("discovery names no service " + std::string(m_action.service));
    m_place = found->second;
    m_access->keepPlaces(std::move(places));
    return std::nullopt;
}

bool IntuneTalk::mayAsk(std::string_view url) const {
    const auto place = originOf(url);
    if (url.find_first_of("?#") != std::string_view::npos) return false;
    if (!place || (!place->secure && !place->isLoopback())) return false;
    if (!m_gate.allowedHosts.empty()) return fitsAny(*place, m_gate.allowedHosts);
    const auto graph = originOf(m_gate.graphUrl);
    return graph && graph->host == place->host && graph->port == place->port;
}

bool IntuneTalk::wantsNewToken(const Told& told) {
    if (succeeded(told)) return false;
    const bool again = told.status == 401 && !m_intuneTokenIsNew;
    if (told.status == 401) m_access->drop(m_gate.intuneScope, m_intuneToken);
    if (again)
        m_intuneToken.reset();
    else
        m_access->dropPlaces();
    return again;
}

Verdict IntuneTalk::unreachable(const Error& error) {
    std::string who = "Entra";
    if (m_waiting == Waiting::Discovery) who = "Graph";
    if (m_waiting == Waiting::Action) who = "Intune";
    // The next talk looks anew where the service is, unless nobody was asked.
    if (m_waiting == Waiting::Action && error.code != ErrorCode::TargetPaused)
        m_access->dropPlaces();
    std::string detail =
        who + (error.code == ErrorCode::TimedOut ? " did not answer in time" : " was not reached");
    if (!error.detail.empty()) detail += ": " + error.detail;
    Verdict verdict = Verdict::later(std::move(detail));
    verdict.note = std::string(toText(error.code));
    return verdict;
}

} // namespace scepter::challenge
