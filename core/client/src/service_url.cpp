#include "service_url.h"

#include "base/text.h"
#include "http_target/target.h"
#include "http_target/url.h"
#include "scep/get_message.h"

namespace scepter::client {

std::string withoutUser(std::string_view url) {
    const http::UrlParts parts = http::splitUrl(url);
    if (parts.user.data() == nullptr) return std::string(url);
    const auto offset = [&](std::string_view part) {
        return static_cast<std::size_t>(part.data() - url.data());
    };
    return std::string(url.substr(0, offset(parts.user)))
        .append(url.substr(offset(parts.authority)));
}

Result<void> checkServiceUrl(std::string_view url) {
    const http::UrlParts parts = http::splitUrl(url);
    const bool web = parts.tls || equalsIgnoringCase(parts.scheme, "http");
    if (!web || parts.authority.empty())
        return fail(ErrorCode::InvalidArgument,
                    "not an http or https URL: " + printable(withoutUser(url)));
    if (url.find('#') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument,
                    "the URL has a fragment: " + printable(withoutUser(url)));
    return {};
}

std::string withQuery(std::string_view url, std::string_view query) {
    std::string full(url);
    full.push_back(url.find('?') == std::string_view::npos ? '?' : '&');
    return full.append(query);
}

std::string operationUrl(std::string_view url, std::string_view operation,
                         const std::optional<std::string>& message) {
    std::string full = withQuery(url, "operation=").append(operation);
    if (message) full.append("&message=").append(http::percentEncode(*message));
    return full;
}

std::string pkiOperationUrl(std::string_view url, ByteView message) {
    return operationUrl(url, "PKIOperation") + "&message=" + scep::encodeGetMessage(message);
}

} // namespace scepter::client
