// SPDX-License-Identifier: GPL-3.0-or-later
// URLs and hosts in a gate's settings.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::challenge {

struct UrlParts {
    bool https = false;
    std::string host; ///< lower case, an IPv6 address without its brackets
    std::uint16_t port = 0;
};

/// InvalidArgument unless it is an absolute https URL, or an http one to "localhost" or a loopback
/// address, without user information and fragment.
Result<UrlParts> checkUrl(std::string_view url);

/// Each is "host", "host:port" or "*.suffix"; InvalidArgument for another.
Result<void> checkHosts(const std::vector<std::string>& hosts);

/// An empty list allows every host.
bool isAllowed(const UrlParts& url, const std::vector<std::string>& hosts);

} // namespace scepter::challenge
