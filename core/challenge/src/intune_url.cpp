// SPDX-License-Identifier: GPL-3.0-or-later
#include "intune_url.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace scepter::challenge {

namespace {

std::optional<std::uint16_t> portFrom(std::string_view text) {
    std::uint16_t port = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || stop != text.data() + text.size() || port == 0) return std::nullopt;
    return port;
}

bool isHost(std::string_view host) {
    return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == ':' || c == '_';
    });
}

/// Cuts "host:port" or "[v6]:port"; the port stays as it was where there is none.
bool readAuthority(std::string_view authority, Origin& origin) {
    std::string_view rest;
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        if (end == std::string_view::npos) return false;
        origin.host = toLower(authority.substr(1, end - 1));
        rest = authority.substr(end + 1);
    } else {
        const auto colon = authority.find(':');
        origin.host = toLower(authority.substr(0, colon));
        rest = colon == std::string_view::npos ? std::string_view{} : authority.substr(colon);
    }
    if (!isHost(origin.host)) return false;
    if (rest.empty()) return true;
    const auto port = rest.front() == ':' ? portFrom(rest.substr(1)) : std::nullopt;
    origin.port = port.value_or(0);
    return port.has_value();
}

bool fits(const Origin& origin, std::string_view allowed) {
    if (allowed.starts_with("*."))
        return origin.host.size() > allowed.size() - 1 &&
               origin.host.ends_with(toLower(allowed.substr(1)));
    Origin wanted;
    if (!readAuthority(allowed, wanted)) return false;
    return wanted.host == origin.host && (wanted.port == 0 || wanted.port == origin.port);
}

} // namespace

bool Origin::isLoopback() const {
    // Four numbers: "127.example" is a name that anybody may own.
    const bool numeric =
        std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return host == "localhost" || host == "::1" || (numeric && host.starts_with("127."));
}

std::optional<Origin> originOf(std::string_view url) {
    // A backslash is a slash to some readers of URLs, and spaces are passed over by others.
    const bool plain = std::ranges::all_of(
        url, [](char c) { return c > ' ' && c < 0x7F && c != '\\' && c != '"'; });
    if (!plain) return std::nullopt;
    Origin origin;
    if (const std::string scheme = toLower(url.substr(0, 8)); scheme == "https://") {
        origin.secure = true;
        origin.port = 443;
        url.remove_prefix(8);
    } else if (scheme.starts_with("http://")) {
        origin.port = 80;
        url.remove_prefix(7);
    } else {
        return std::nullopt;
    }
    const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
    if (authority.find('@') != std::string_view::npos) return std::nullopt;
    if (!readAuthority(authority, origin)) return std::nullopt;
    return origin;
}

bool fitsAny(const Origin& origin, const std::vector<std::string>& allowedHosts) {
    return std::ranges::any_of(allowedHosts,
                               [&](const std::string& allowed) { return fits(origin, allowed); });
}

std::string joinUrl(std::string_view base, std::string_view path) {
    while (base.ends_with('/'))
        base.remove_suffix(1);
    return std::string(base).append(path);
}

std::string formEncode(std::string_view text) {
    std::string encoded;
    encoded.reserve(text.size() * 3); // a secret leaves no outgrown copies behind
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            encoded += c;
        else
            encoded.append(1, '%').append(toUpperHex(bytesOf({&c, 1})));
    }
    return encoded;
}

} // namespace scepter::challenge
