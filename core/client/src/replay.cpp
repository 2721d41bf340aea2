// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/replay.h"

#include "base/text.h"
#include "http_target/target.h"
#include "http_target/url.h"
#include "inspect/recorded_request.h"
#include "service_url.h"

#include <algorithm>
#include <array>
#include <span>

namespace scepter::client {

namespace {

using inspect::RecordedRequest;

// SCEP messages have a few kilobytes.
constexpr std::size_t kMostBody = std::size_t{1} << 20;
constexpr std::size_t kMostTarget = std::size_t{64} << 10;
constexpr std::size_t kMostFields = 100;
constexpr std::size_t kMostFieldBytes = std::size_t{32} << 10;

bool isOneOf(std::string_view name, std::span<const std::string_view> names) {
    return std::ranges::any_of(
        names, [name](std::string_view each) { return equalsIgnoringCase(each, name); });
}

/// Of the connection, or made anew for the target.
bool isDropped(std::string_view name, std::string_view connection) {
    static constexpr std::array<std::string_view, 13> kDropped{"Connection",
                                                               "Content-Length",
                                                               "Expect",
                                                               "Host",
                                                               "HTTP2-Settings",
                                                               "Keep-Alive",
                                                               "Proxy-Authenticate",
                                                               "Proxy-Authorization",
                                                               "Proxy-Connection",
                                                               "TE",
                                                               "Trailer",
                                                               "Transfer-Encoding",
                                                               "Upgrade"};
    if (isOneOf(name, kDropped)) return true;
    const auto named = split(connection, ',');
    return std::ranges::any_of(
        named, [name](std::string_view each) { return equalsIgnoringCase(trimmed(each), name); });
}

bool isLogin(std::string_view name) {
    static constexpr std::array<std::string_view, 2> kLogins{"Authorization", "Cookie"};
    return isOneOf(name, kLogins);
}

std::unexpected<Error> cannot(std::string why) {
    return fail(ErrorCode::NotSupported, std::move(why));
}

/// "host:8080" that nothing else hides in.
bool isAuthority(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("-._~:[]").find(c) != std::string_view::npos;
    });
}

bool hasPort(std::string_view authority) {
    const std::size_t colon = authority.rfind(':');
    return colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
}

std::string bracketed(const std::string& address) {
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

/// As it is sent to a proxy (RFC 9112 section 3.2.2).
bool isAbsolute(std::string_view target) {
    return !target.starts_with('/') && target.find("://") != std::string_view::npos;
}

/// "http://host:8080".
std::string serverOf(const http::UrlParts& url) {
    return toLower(std::string(url.scheme).append("://").append(url.authority));
}

/// serverOf() where it went.
Result<std::string> originOf(const inspect::RawExchange& recorded, const RecordedRequest& request) {
    if (isAbsolute(request.target)) {
        const http::UrlParts parts = http::splitUrl(request.target);
        if (!isAuthority(parts.authority))
            return cannot("the recording does not say where it went; name a URL");
        return serverOf(parts);
    }
    const inspect::TrafficPeer& server = recorded.server;
    std::string authority = request.field("Host");
    if (authority.empty()) authority = bracketed(server.address);
    if (server.port == 0 || !isAuthority(authority))
        return cannot("the recording does not say where it went; name a URL");
    // Some clients leave the port out of their Host field.
    const std::uint16_t usual = recorded.tls ? 443 : 80;
    if (!hasPort(authority) && server.port != usual) authority += ":" + std::to_string(server.port);
    return (recorded.tls ? "https://" : "http://") + authority;
}

/// The other URL with the recorded query.
std::string redirected(std::string_view url, std::string_view resource) {
    const std::size_t question = resource.find('?');
    if (question == std::string_view::npos || question + 1 == resource.size())
        return std::string(url);
    return withQuery(url, resource.substr(question + 1));
}

std::string shownUrlOf(std::string_view url) {
    return printable(withoutUser(url.substr(0, url.find('?'))));
}

Result<std::vector<http::Header>> headersOf(const RecordedRequest& request, bool sameServer) {
    if (request.fields.size() > kMostFields)
        return fail(ErrorCode::LimitExceeded,
                    "the request has more than " + std::to_string(kMostFields) + " header fields");
    std::vector<http::Header> headers;
    std::size_t bytes = 0;
    for (const auto& [name, value] : request.fields) {
        bytes += name.size() + value.size();
        if (isDropped(name, request.field("Connection")) || (isLogin(name) && !sameServer))
            continue;
        // One line says the same as several (RFC 9110 section 5.3).
        const auto known = std::ranges::find_if(headers, [&name](const http::Header& header) {
            return equalsIgnoringCase(header.name, name);
        });
        if (known == headers.end())
            headers.push_back({name, value});
        else
            known->value += ", " + value;
    }
    if (bytes > kMostFieldBytes)
        return fail(ErrorCode::LimitExceeded, "the header fields have more than " +
                                                  std::to_string(kMostFieldBytes) + " bytes");
    return headers;
}

/// Whether it can be sent with what is left of it.
Result<void> checkRedacted(const inspect::RawExchange& recorded, const RecordedRequest& request,
                           std::string_view url) {
    if (!recorded.redacted) return {};
    const auto target = http::parseTarget(request.target);
    if (!request.body.empty() || !target || target->rawValue("message"))
        return cannot("the recording is redacted: the message that was sent is not in it");
    if (url.empty())
        return cannot("the recording is redacted: it does not say where it went; name a URL");
    return {};
}

Result<std::string> nameOf(const inspect::RawExchange& recorded) {
    const inspect::Inspection read =
        inspect::inspect(recorded.request, optionsFor(recorded, {}), inspect::Hint::HttpRequest);
    const inspect::Summary summary = summarize(read);
    if (!summary.messageType.empty()) return summary.messageType;
    if (!summary.operation.empty()) return summary.operation;
    return cannot("it is no SCEP request");
}

Result<RecordedRequest> readRequest(const inspect::RawExchange& recorded) {
    if (recorded.request.empty())
        return fail(ErrorCode::HttpMalformed, "the request is not in the recording");
    SCEPTER_TRY(request, inspect::recordedRequest(recorded.request, kMostBody));
    if (request.method != "GET" && request.method != "POST")
        return cannot("only GET and POST are sent again");
    if (request.method == "GET" && !request.body.empty())
        return cannot("a GET with a body is not sent again");
    if (request.target.find('#') != std::string::npos)
        return cannot("a target with a fragment is not sent again");
    if (request.target.size() > kMostTarget)
        return fail(ErrorCode::LimitExceeded,
                    "the target has more than " + std::to_string(kMostTarget) + " bytes");
    return request;
}

} // namespace

Result<ReplayRequest> replayRequest(const inspect::RawExchange& recorded, std::string_view url) {
    if (!url.empty()) SCEPTER_CHECK(checkServiceUrl(url));
    SCEPTER_TRY(request, readRequest(recorded));
    SCEPTER_TRY(name, nameOf(recorded));
    SCEPTER_CHECK(checkRedacted(recorded, request, url));
    const auto origin = originOf(recorded, request);
    if (url.empty() && !origin) return failWith(origin.error());
    ReplayRequest replay;
    replay.name = std::move(name);
    const std::string resource =
        isAbsolute(request.target) ? http::splitUrl(request.target).target : request.target;
    replay.http.url = url.empty() ? *origin + resource : redirected(url, resource);
    replay.shownUrl = shownUrlOf(replay.http.url);
    const bool sameServer =
        !recorded.redacted && origin &&
        serverOf(http::splitUrl(*origin)) == serverOf(http::splitUrl(replay.http.url));
    SCEPTER_TRY(headers, headersOf(request, sameServer));
    replay.http.method = request.method;
    replay.http.headers = std::move(headers);
    replay.http.body = std::move(request.body);
    return replay;
}

Result<Replayed> sendAgain(Service& service, const inspect::RawExchange& recorded,
                           const inspect::Keyring* keys) {
    SCEPTER_TRY(request, replayRequest(recorded, service.options().url));
    const auto response = service.fetch(request.name, std::move(request.http));
    if (!response && response.error().code == ErrorCode::InvalidArgument)
        return failWith(response.error());
    Replayed replayed;
    replayed.url = std::move(request.shownUrl);
    replayed.step = service.transcript().back();
    replayed.step.name = "Sent again: " + request.name;
    if (!response) return replayed;
    auto sent = std::make_shared<inspect::RawExchange>(*replayed.step.exchange);
    // The same bytes: what was in them is known.
    if (!recorded.redacted) sent->opened = recorded.opened;
    inspect::Options options;
    options.keys = keys;
    replayed.comparison =
        compareAnswers(readExchange(recorded, options), readExchange(*sent, options));
    replayed.step.exchange = std::move(sent);
    replayed.step.error.reset();
    replayed.step.state = replayed.same() ? StepState::Passed : StepState::Failed;
    replayed.step.what += ": " + toText(*replayed.comparison);
    return replayed;
}

} // namespace scepter::client
