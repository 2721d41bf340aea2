#include "admin_guards.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>

namespace scepter::responder {

namespace {

std::string_view withoutBrackets(std::string_view host) {
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        return host.substr(1, host.size() - 2);
    return host;
}

/// What follows a scheme, whatever its case.
std::optional<std::string_view> after(std::string_view scheme, std::string_view header) {
    if (header.size() <= scheme.size() || header[scheme.size()] != ' ' ||
        !equalsIgnoringCase(header.substr(0, scheme.size()), scheme))
        return std::nullopt;
    return trimmed(header.substr(scheme.size() + 1));
}

Shown passwordIn(std::string_view base64) {
    auto decoded = fromBase64(base64);
    if (!decoded) return Nothing{};
    const SecretBytes pair(std::move(*decoded));
    const auto colon = pair.text().find(':');
    if (colon == std::string_view::npos || colon == 0) return Nothing{};
    return PasswordShown{std::string(pair.text().substr(0, colon)),
                         SecretBytes(pair.text().substr(colon + 1))};
}

} // namespace

bool isLoopback(std::string_view host) {
    host = withoutBrackets(host);
    if (host == "::1" || equalsIgnoringCase(host, "localhost")) return true;
    return host.starts_with("127.") && std::ranges::count(host, '.') == 3 &&
           std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

std::string hostOf(std::string_view header) {
    header = trimmed(header);
    const auto bracket = header.rfind(']');
    const auto colon = header.rfind(':');
    const bool hasPort =
        colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    return toLower(hasPort ? header.substr(0, colon) : header);
}

bool namesUs(const http::Request& request, const AdminOptions& options) {
    if (!isLoopback(options.address) && options.hostNames.empty()) return true;
    const auto header = request.header("Host");
    // HTTP/1.0 has none, and no browser speaks it.
    if (!header) return request.version < 11;
    const std::string host = hostOf(*header);
    if (isLoopback(options.address) ? isLoopback(host)
                                    : withoutBrackets(host) == request.localAddress)
        return true;
    return std::ranges::any_of(options.hostNames,
                               [&](const std::string& name) { return toLower(name) == host; });
}

bool isForeign(const http::Request& request) {
    if (const auto site = request.header("Sec-Fetch-Site");
        site && *site != "same-origin" && *site != "none")
        return true;
    const auto origin = request.header("Origin");
    if (!origin) return false;
    const std::string own =
        (request.tls ? "https://" : "http://") + request.header("Host").value_or("");
    return !equalsIgnoringCase(*origin, own);
}

bool isFromHere(const http::Request& request) {
    for (const std::string_view name : {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"})
        if (request.header(name)) return false;
    const auto host = request.header("Host");
    return isLoopback(request.remoteAddress) && (!host || isLoopback(hostOf(*host)));
}

Shown shownBy(const http::Request& request) {
    const auto header = request.header("Authorization");
    if (!header) return Nothing{};
    if (const auto pair = after("Basic", *header)) return passwordIn(*pair);
    if (const auto token = after("Bearer", *header)) return TokenShown{SecretBytes(*token)};
    return Nothing{};
}

void harden(http::Response& response) {
    response.headers.push_back({"Cache-Control", "no-store"});
    response.headers.push_back({"X-Content-Type-Options", "nosniff"});
    response.headers.push_back(
        {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"});
    response.headers.push_back({"Referrer-Policy", "no-referrer"});
}

} // namespace scepter::responder
