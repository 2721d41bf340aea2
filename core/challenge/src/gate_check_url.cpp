// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_check_url.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxUrl = 2048;
constexpr std::size_t kMaxHost = 253;
constexpr std::uint16_t kHttps = 443;
constexpr std::uint16_t kHttp = 80;

std::unexpected<Error> invalid(std::string detail) {
    return fail(ErrorCode::InvalidArgument, std::move(detail));
}

bool isUrlChar(char c) {
    return c > ' ' && c < 0x7F && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isHostName(std::string_view host) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c) || c == '-' || c == '.' || c == '_';
    };
    return !host.empty() && host.size() <= kMaxHost && host.front() != '.' &&
           std::ranges::all_of(host, fits) && !host.contains("..");
}

bool isIpV6(std::string_view host) {
    const auto fits = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
    };
    return host.contains(':') && std::ranges::all_of(host, fits);
}

std::optional<unsigned> numberOf(std::string_view digits, unsigned most) {
    unsigned value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (digits.empty() || error != std::errc() || stop != end || value > most) return std::nullopt;
    return value;
}

/// "127.x.y.z" with four numbers, and nothing that only begins so.
bool isIpV4Loopback(std::string_view host) {
    const auto parts = split(host, '.');
    return parts.size() == 4 && parts[0] == "127" &&
           std::ranges::all_of(parts, [](auto part) { return numberOf(part, 255).has_value(); });
}

bool isLoopback(std::string_view host) {
    return host == "localhost" || host == "::1" || isIpV4Loopback(host);
}

struct HostPort {
    std::string host;
    std::optional<std::uint16_t> port;
};

/// "host", "host:port", "[v6]", "[v6]:port".
std::optional<HostPort> hostPort(std::string_view text) {
    HostPort result;
    std::string_view rest;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        result.host = toLower(text.substr(1, end - 1));
        rest = text.substr(end + 1);
        if (!isIpV6(result.host)) return std::nullopt;
    } else {
        const auto colon = text.find(':');
        result.host = toLower(text.substr(0, colon));
        rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
        if (!isHostName(result.host)) return std::nullopt;
    }
    if (rest.empty()) return result;
    const auto port = rest.front() == ':' ? numberOf(rest.substr(1), 65535) : std::nullopt;
    if (!port || *port == 0) return std::nullopt;
    result.port = static_cast<std::uint16_t>(*port);
    return result;
}

bool fits(const UrlParts& url, std::string_view allowed) {
    if (allowed.starts_with("*.")) {
        const std::string suffix = toLower(allowed.substr(1));
        return url.host.size() > suffix.size() && url.host.ends_with(suffix);
    }
    const auto entry = hostPort(allowed);
    return entry && entry->host == url.host && (!entry->port || *entry->port == url.port);
}

} // namespace

Result<UrlParts> checkUrl(std::string_view url) {
    if (url.empty()) return invalid("there is no URL");
    if (url.size() > kMaxUrl) return invalid("a URL has at most 2048 characters");
    if (!std::ranges::all_of(url, isUrlChar))
        return invalid("a URL has no spaces, control characters or \"<>\\^`{|}");
    const auto colon = url.find("://");
    const std::string scheme = toLower(url.substr(0, colon));
    UrlParts parts;
    parts.https = scheme == "https";
    if (colon == std::string_view::npos || (!parts.https && scheme != "http"))
        return invalid("a URL begins with https://");
    std::string_view rest = url.substr(colon + 3);
    if (rest.contains('#')) return invalid("a URL to be asked has no fragment (#)");
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    if (authority.contains('@'))
        return invalid("a URL holds no user and no password: they have fields of their own");
    const auto host = hostPort(authority);
    if (!host) return invalid("a URL without a proper host and port");
    parts.host = host->host;
    parts.port = host->port.value_or(parts.https ? kHttps : kHttp);
    if (!parts.https && !isLoopback(parts.host))
        return invalid("http:// is for this machine alone; others are asked with https://");
    return parts;
}

Result<void> checkHosts(const std::vector<std::string>& hosts) {
    for (const std::string& host : hosts) {
        const bool suffix = host.starts_with("*.") && isHostName(toLower(host.substr(2)));
        if (!suffix && !hostPort(host))
            return invalid("\"" + printable(host) + "\" is not HOST, HOST:PORT or *.SUFFIX");
    }
    return {};
}

bool isAllowed(const UrlParts& url, const std::vector<std::string>& hosts) {
    return hosts.empty() ||
           std::ranges::any_of(hosts, [&](const auto& host) { return fits(url, host); });
}

} // namespace scepter::challenge
