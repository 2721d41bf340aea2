// SPDX-License-Identifier: GPL-3.0-or-later
// The URL of an HTTP request, cut into its parts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace scepter::http {

/// The parts of a URL as they are written (RFC 3986 section 3); views of the text that was split.
struct UrlParts {
    std::string_view scheme;    ///< empty: the text has no "://", and begins with the authority
    std::string_view user;      ///< "name:password"
    std::string_view authority; ///< host and port, as in a Host header; no user
    std::string_view host;      ///< without the brackets of an IPv6 address
    std::uint16_t port = 80;    ///< where none is written, 443 for https and 80 otherwise
    std::string target;         ///< path and query, no fragment; begins with '/'
    bool tls = false;           ///< https
};

/// Cuts and judges nothing: what is wrong with a part is for its reader to find.
UrlParts splitUrl(std::string_view url);

} // namespace scepter::http
