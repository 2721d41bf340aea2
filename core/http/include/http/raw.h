// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes sent to a server as they are, for tests of servers: what no HTTP library would send.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "http/client.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::http {

/// Where to connect, and as whom.
struct RawTarget {
    std::string host; ///< name or address, without brackets
    std::uint16_t port = 80;
    bool tls = false;
    std::vector<std::string> extraRootPems; ///< trusted besides the system's
    std::string serverCertificatePem;       ///< as in ClientOptions
    bool verify = true;                     ///< of TLS
    std::string clientCertificatePem;       ///< of TLS, with its chain; empty: none
    SecretBytes clientKeyPem;
    SecretBytes clientKeyPassphrase;
};
/// Of an http or https URL, with what the options say of TLS. InvalidArgument.
Result<RawTarget> rawTargetOf(std::string_view url, const ClientOptions& options = {});

struct RawRequest {
    Bytes bytes;                                 ///< head and body
    std::size_t pieceSize = 0;                   ///< bytes sent at a time; 0: all at once
    Duration pieceDelay{0};                      ///< between pieces
    bool endAfter = false;                       ///< shut the sending side down after the last byte
    Duration timeout = std::chrono::seconds(15); ///< for all of it
    std::size_t maxResponseBytes = std::size_t{4} << 20;
};

/// The bytes of a request as Client would send it: Host, User-Agent, Accept-Encoding and
/// Content-Length are added unless they are there. The target stays as the URL has it.
/// InvalidArgument.
Result<Bytes> rawBytesOf(const ClientRequest& request);

/// Connects, sends and reads one response to its end. `Content-Length`, chunked and close-delimited
/// bodies are read. Goes to the server directly, never through a proxy. Errors: Unreachable,
/// TimedOut, TlsFailed, LimitExceeded, HttpMalformed (not HTTP, or cut short), Cancelled; a server
/// that ends the connection before the first byte is Unreachable. One that answers before it was
/// sent everything is heard. Blocks: never on a GUI thread.
Result<ClientResponse> sendRaw(const RawTarget& target, const RawRequest& request,
                               std::stop_token stop = {});

/// A connection that stays open until this is destroyed.
class HeldConnection {
public:
    class Impl;
    explicit HeldConnection(std::unique_ptr<Impl> impl);
    ~HeldConnection();
    HeldConnection(const HeldConnection&) = delete;
    HeldConnection& operator=(const HeldConnection&) = delete;
    HeldConnection(HeldConnection&&) noexcept;
    HeldConnection& operator=(HeldConnection&&) noexcept;

private:
    std::unique_ptr<Impl> m_impl;
};

/// Connects and sends, and listens to nothing. The same errors while the bytes are not sent; a
/// server that ends the connection before that is Unreachable. Blocks: never on a GUI thread.
Result<HeldConnection> holdRaw(const RawTarget& target, const RawRequest& request,
                               std::stop_token stop = {});

} // namespace scepter::http
