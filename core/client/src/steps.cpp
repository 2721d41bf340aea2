// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps.h"

#include "base/append.h"
#include "base/text.h"
#include "http_target/url.h"

namespace scepter::client {

namespace {

inspect::TrafficPeer peerOf(const http::UrlParts& url) {
    inspect::TrafficPeer peer;
    peer.port = url.port;
    // A name is no address; it stands in the Host header.
    if (url.host.find_first_not_of("0123456789.") == std::string_view::npos ||
        url.host.find(':') != std::string_view::npos)
        peer.address = url.host;
    return peer;
}

void addHeader(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

Bytes messageOf(std::string head, ByteView body) {
    head.append("\r\n");
    Bytes message = copyOf(bytesOf(head));
    append(message, body);
    return message;
}

Bytes requestBytes(const http::ClientRequest& request, const http::UrlParts& url) {
    std::string head = request.method + " " + url.target + " HTTP/1.1\r\n";
    addHeader(head, "Host", url.authority);
    for (const http::Header& header : request.headers)
        addHeader(head, header.name, header.value);
    if (request.method == "POST")
        addHeader(head, "Content-Length", std::to_string(request.body.size()));
    return messageOf(std::move(head), request.body);
}

Bytes responseBytes(const http::ClientResponse& response) {
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + "\r\n";
    bool sized = false;
    for (const http::Header& header : response.headers) {
        // The body is kept without its transfer coding.
        if (equalsIgnoringCase(header.name, "Transfer-Encoding")) continue;
        sized = sized || equalsIgnoringCase(header.name, "Content-Length");
        addHeader(head, header.name, header.value);
    }
    if (response.headers.empty() && !response.contentType.empty())
        addHeader(head, "Content-Type", response.contentType);
    if (!sized) addHeader(head, "Content-Length", std::to_string(response.body.size()));
    return messageOf(std::move(head), response.body);
}

} // namespace

std::shared_ptr<inspect::RawExchange> rawExchangeOf(const http::ClientRequest& request,
                                                    const http::ClientResponse* response,
                                                    TimePoint sentAt) {
    const http::UrlParts url =
        http::splitUrl(response != nullptr && !response->url.empty() ? response->url : request.url);
    auto raw = std::make_shared<inspect::RawExchange>();
    raw->sentAt = sentAt;
    raw->receivedAt = response != nullptr ? sentAt + response->elapsed : sentAt;
    raw->server = peerOf(url);
    raw->tls = url.tls;
    raw->request = requestBytes(request, url);
    if (response != nullptr) raw->response = responseBytes(*response);
    return raw;
}

std::string describe(const http::ClientRequest& request, const http::ClientResponse& response) {
    return request.method + ", HTTP " + std::to_string(response.status) + ", " +
           std::to_string(response.body.size()) + " bytes, " +
           (response.contentType.empty() ? "no Content-Type" : printable(response.contentType));
}

std::string joined(const std::vector<std::string>& words) {
    constexpr std::size_t kMaxShown = 300;
    std::string text;
    for (const std::string& word : words) {
        if (text.size() + word.size() > kMaxShown) return text + " ...";
        text.append(text.empty() ? "" : " ").append(printable(word));
    }
    return text;
}

} // namespace scepter::client
