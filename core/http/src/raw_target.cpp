// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/raw.h"

#include "base/text.h"
#include "http_target/url.h"

#include <QUrl>
#include <algorithm>

namespace scepter::http {

namespace {

/// Control characters and spaces would be other lines, or other words, of the request.
bool isClean(std::string_view text) {
    return std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F;
    });
}

Result<UrlParts> partsOf(std::string_view url) {
    UrlParts parts = splitUrl(url);
    if (!parts.tls && !equalsIgnoringCase(parts.scheme, "http"))
        return fail(ErrorCode::InvalidArgument, "this is not an http:// or https:// URL");
    if (!isClean(url) || url.find('#') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "a character that a URL must not have here");
    return parts;
}

bool has(const std::vector<Header>& headers, std::string_view name) {
    return findHeader(headers, name).has_value();
}

} // namespace

Result<RawTarget> rawTargetOf(std::string_view url, const ClientOptions& options) {
    SCEPTER_TRY(parts, partsOf(url));
    // The name as the network knows it, and the port, are Qt's to find out.
    const QUrl parsed(QStringLiteral("http://") + QString::fromUtf8(parts.authority),
                      QUrl::StrictMode);
    RawTarget target;
    target.host = parsed.host(QUrl::FullyEncoded).toStdString();
    const int port = parsed.port(parts.tls ? 443 : 80);
    if (!parsed.isValid() || target.host.empty() || port <= 0)
        return fail(ErrorCode::InvalidArgument, "the URL names no host and port");
    target.port = static_cast<std::uint16_t>(port);
    target.tls = parts.tls;
    target.extraRootPems = options.extraRootPems;
    target.serverCertificatePem = options.serverCertificatePem;
    target.verify = options.verify;
    target.clientCertificatePem = options.clientCertificatePem;
    target.clientKeyPem = options.clientKeyPem.clone();
    target.clientKeyPassphrase = options.clientKeyPassphrase.clone();
    return target;
}

Result<Bytes> rawBytesOf(const ClientRequest& request) {
    SCEPTER_TRY(parts, partsOf(request.url));
    if (request.method.empty() || !isClean(request.method))
        return fail(ErrorCode::InvalidArgument, "this is no HTTP method");
    std::string head = request.method + ' ' + parts.target + " HTTP/1.1\r\n";
    if (!has(request.headers, "Host")) head.append("Host: ").append(parts.authority).append("\r\n");
    if (!has(request.headers, "User-Agent")) head += "User-Agent: Scepter\r\n";
    if (!has(request.headers, "Accept-Encoding")) head += "Accept-Encoding: identity\r\n";
    for (const Header& header : request.headers) {
        if (header.name.empty() || !isClean(header.name) ||
            header.name.find(':') != std::string::npos ||
            header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            return fail(ErrorCode::InvalidArgument, "a header has a character it must not have");
        head.append(header.name).append(": ").append(header.value).append("\r\n");
    }
    const bool sized =
        has(request.headers, "Content-Length") || has(request.headers, "Transfer-Encoding");
    if (!sized && (!request.body.empty() || (request.method != "GET" && request.method != "HEAD")))
        head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    head += "\r\n";
    Bytes bytes;
    bytes.reserve(head.size() + request.body.size());
    bytes.insert(bytes.end(), head.begin(), head.end());
    bytes.insert(bytes.end(), request.body.begin(), request.body.end());
    return bytes;
}

} // namespace scepter::http
