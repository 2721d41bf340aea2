// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps.h"

#include "base/append.h"
#include "base/text.h"

#include <charconv>

namespace scepter::client {

namespace {

struct UrlParts {
    std::string_view host; ///< with the port, as in a Host header
    std::string_view target;
    bool tls = false;
};

UrlParts partsOf(std::string_view url) {
    UrlParts parts;
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return parts;
    parts.tls = equalsIgnoringCase(url.substr(0, scheme), "https");
    url.remove_prefix(scheme + 3);
    const std::size_t path = url.find_first_of("/?");
    parts.host = url.substr(0, path);
    if (const auto at = parts.host.rfind('@'); at != std::string_view::npos)
        parts.host.remove_prefix(at + 1);
    parts.target = path == std::string_view::npos ? std::string_view("/") : url.substr(path);
    return parts;
}

inspect::TrafficPeer peerOf(std::string_view host, bool tls) {
    inspect::TrafficPeer peer;
    peer.port = tls ? 443 : 80;
    const std::size_t colon = host.rfind(':');
    const bool hasPort = colon != std::string_view::npos && host.find(']', colon) == host.npos;
    if (hasPort) {
        const std::string_view digits = host.substr(colon + 1);
        std::from_chars(digits.data(), digits.data() + digits.size(), peer.port);
        host = host.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    // A name is no address; it stands in the Host header.
    if (host.find_first_not_of("0123456789.") == host.npos || host.find(':') != host.npos)
        peer.address = host;
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

Bytes requestBytes(const http::ClientRequest& request, const UrlParts& url) {
    std::string head = request.method;
    head.append(" ")
        .append(url.target.starts_with('/') ? "" : "/")
        .append(url.target)
        .append(" HTTP/1.1\r\n");
    addHeader(head, "Host", url.host);
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
    const UrlParts url =
        partsOf(response != nullptr && !response->url.empty() ? response->url : request.url);
    auto raw = std::make_shared<inspect::RawExchange>();
    raw->sentAt = sentAt;
    raw->receivedAt = response != nullptr ? sentAt + response->elapsed : sentAt;
    raw->server = peerOf(url.host, url.tls);
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
