#include "service_url.h"

#include "base/text.h"
#include "scep/get_message.h"

#include <algorithm>

namespace scepter::client {

namespace {

// RFC 3986 section 2.3: everything but unreserved characters is escaped.
std::string percentEncoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                        "0123456789-._~";
    std::string encoded;
    for (const char c : text) {
        if (kPlain.find(c) != std::string_view::npos) {
            encoded.push_back(c);
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(c);
        encoded.push_back('%');
        encoded.push_back(kDigits[byte >> 4]);
        encoded.push_back(kDigits[byte & 15]);
    }
    return encoded;
}

} // namespace

std::string withoutUser(std::string_view url) {
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
    const std::size_t user = url.substr(0, end).rfind('@');
    if (user == std::string_view::npos || user < begin) return std::string(url);
    return std::string(url.substr(0, begin)).append(url.substr(user + 1));
}

Result<void> checkServiceUrl(std::string_view url) {
    const std::string scheme = toLower(url.substr(0, url.find("://")));
    if ((scheme != "http" && scheme != "https") || url.size() <= scheme.size() + 3)
        return fail(ErrorCode::InvalidArgument,
                    "not an http or https URL: " + printable(withoutUser(url)));
    if (url.find('#') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument,
                    "the URL has a fragment: " + printable(withoutUser(url)));
    return {};
}

std::string operationUrl(std::string_view url, std::string_view operation,
                         const std::optional<std::string>& message) {
    std::string full(url);
    full.push_back(url.find('?') == std::string_view::npos ? '?' : '&');
    full.append("operation=").append(operation);
    if (message) full.append("&message=").append(percentEncoded(*message));
    return full;
}

std::string pkiOperationUrl(std::string_view url, ByteView message) {
    return operationUrl(url, "PKIOperation") + "&message=" + scep::encodeGetMessage(message);
}

} // namespace scepter::client
