// SPDX-License-Identifier: GPL-3.0-or-later
// How a request is sent.
#include "base/encoding.h"
#include "service_url.h"
#include "write_request_parts.h"

namespace scepter::client {

namespace {

constexpr std::size_t kLine = 64;

// Base64 as this client puts it into a URL.
std::string encodedMessage(const GetStyle& style, ByteView message) {
    const std::string base64 = toBase64(message);
    std::string text;
    for (std::size_t i = 0; i < base64.size(); ++i) {
        if (style.lines && i > 0 && i % kLine == 0) text.append("%0A");
        const char c = base64[i];
        if (style.escaped.find(c) == std::string_view::npos)
            text.push_back(c);
        else
            text.append(c == '+' ? "%2B" : c == '/' ? "%2F" : "%3D");
    }
    if (style.lastLine) text.append("%0A");
    return text;
}

std::string getUrl(const Writing& writing, ByteView message) {
    const GetStyle& style = writing.style().get;
    const std::string encoded = encodedMessage(style, message);
    if (!style.messageFirst)
        return operationUrl(writing.service.url, "PKIOperation", {}) + "&message=" + encoded;
    std::string url = writing.service.url;
    url.push_back(url.find('?') == std::string::npos ? '?' : '&');
    return url + "message=" + encoded + "&operation=PKIOperation";
}

} // namespace

Result<http::ClientRequest> requestFor(const Writing& writing, ByteView message) {
    const Method method = writing.service.method;
    const bool post = method == Method::Post ||
                      (method == Method::Auto && postsTo(writing.persona, writing.capabilities()));
    if (!post && writing.faults.has(MisbehaviorKind::SlowBody))
        return fail(ErrorCode::InvalidArgument, "a GET has no body that could be slow");
    SCEPTER_CHECK(checkServiceUrl(writing.service.url));
    http::ClientRequest request;
    request.method = post ? "POST" : "GET";
    request.headers = writing.style().headers;
    if (!post) {
        request.url = getUrl(writing, message);
        return request;
    }
    request.url = operationUrl(writing.service.url, "PKIOperation", {});
    if (!writing.style().contentType.empty())
        request.headers.push_back({"Content-Type", std::string(writing.style().contentType)});
    request.body = copyOf(message);
    return request;
}

} // namespace scepter::client
