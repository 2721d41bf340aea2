#include "http/message.h"

#include "base/text.h"

namespace scepter::http {

std::optional<std::string> findHeader(const std::vector<Header>& headers, std::string_view name) {
    for (const Header& header : headers)
        if (equalsIgnoringCase(header.name, name)) return header.value;
    return std::nullopt;
}

Response Response::text(unsigned status, std::string_view body) {
    Response response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = copyOf(bytesOf(body));
    return response;
}

} // namespace scepter::http
