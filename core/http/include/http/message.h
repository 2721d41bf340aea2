// HTTP requests and responses as the server and its handlers see them.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::http {

struct Header {
    std::string name; ///< as sent
    std::string value;

    bool operator==(const Header&) const = default;
};

/// The value of the first header of that name, whatever its case.
std::optional<std::string> findHeader(const std::vector<Header>& headers, std::string_view name);

/// One whole request. Trailers of a chunked body are dropped, its chunks are joined.
struct Request {
    std::string method;    ///< as sent; any token, not only the well-known ones
    std::string target;    ///< raw, as sent; see http_target/target.h
    unsigned version = 11; ///< 10 or 11
    std::vector<Header> headers;
    Bytes body;
    std::string remoteAddress; ///< numeric, IPv4-mapped addresses as IPv4
    std::uint16_t remotePort = 0;
    std::string localAddress; ///< where it came in, in the same form
    std::uint16_t localPort = 0;
    bool tls = false;
    std::string tlsProtocol; ///< "TLSv1.3"
    std::string tlsCipher;   ///< "TLS_AES_256_GCM_SHA384"
    TimePoint receivedAt;    ///< when its first byte was read

    [[nodiscard]] std::optional<std::string> header(std::string_view name) const {
        return findHeader(headers, name);
    }
};

/// What a handler answers. Date, Content-Length, Connection and Transfer-Encoding are the server's
/// own and are ignored in `headers`, as are headers with a line break in them.
struct Response {
    unsigned status = 200;
    std::string contentType; ///< empty: no such header
    Bytes body;
    std::vector<Header> headers;
    bool close = false; ///< close the connection after this response
    /// Break the connection off (a TCP reset) and send nothing: for those who play a broken server.
    bool reset = false;
    /// Gets the status line and headers as they are sent, with the empty line, on an I/O thread
    /// just before they leave; must not block. Never called when the client has left by then, or
    /// was answered already. May be empty.
    std::function<void(std::string_view head)> leaving;

    /// text/plain in UTF-8, exactly that text.
    static Response text(unsigned status, std::string_view body);
};

} // namespace scepter::http
