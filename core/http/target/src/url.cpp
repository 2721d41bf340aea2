// SPDX-License-Identifier: GPL-3.0-or-later
#include "http_target/url.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace scepter::http {

namespace {

void splitAuthority(UrlParts& parts) {
    std::string_view host = parts.authority;
    const std::size_t colon = host.rfind(':');
    const std::size_t bracket = host.rfind(']');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        std::from_chars(host.data() + colon + 1, host.data() + host.size(), parts.port);
        host = host.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    parts.host = host;
}

} // namespace

UrlParts splitUrl(std::string_view url) {
    UrlParts parts;
    if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
        parts.scheme = url.substr(0, scheme);
        url.remove_prefix(scheme + 3);
    }
    parts.tls = equalsIgnoringCase(parts.scheme, "https");
    if (parts.tls) parts.port = 443;
    const std::size_t end = std::min(url.find_first_of("/?#"), url.size());
    parts.authority = url.substr(0, end);
    if (const std::size_t user = parts.authority.rfind('@'); user != std::string_view::npos) {
        parts.user = parts.authority.substr(0, user);
        parts.authority.remove_prefix(user + 1);
    }
    splitAuthority(parts);
    const std::string_view rest = url.substr(end, url.find('#', end) - end);
    if (!rest.starts_with('/')) parts.target = '/';
    parts.target += rest;
    return parts;
}

} // namespace scepter::http
