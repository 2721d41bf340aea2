// Places on the web, as far as a talk looks at them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::challenge {

/// Who is asked.
struct Origin {
    bool secure = false;
    std::string host; ///< lower case, IPv6 without brackets
    std::uint16_t port = 0;

    [[nodiscard]] bool isLoopback() const;
};

/// Of an http or https URL; nothing for another scheme, user information, or a host that is none.
std::optional<Origin> originOf(std::string_view url);
/// "host", "host:port" or "*.suffix".
bool fitsAny(const Origin& origin, const std::vector<std::string>& allowedHosts);
/// One slash between both, whether or not the base ends with one.
std::string joinUrl(std::string_view base, std::string_view path);
/// For application/x-www-form-urlencoded and path segments: everything but unreserved characters
/// (RFC 3986 section 2.3) is escaped.
std::string formEncode(std::string_view text);

} // namespace scepter::challenge
