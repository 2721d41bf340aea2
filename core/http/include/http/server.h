// The HTTP server: plain or TLS, HTTP/1.0 and 1.1, with a limit on everything a peer can spend.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace scepter::http {

/// Answers one request. Called once, from any thread; later calls are ignored, and it may be called
/// after the client has left or the server is gone. The last copy dropped uncalled answers 500.
using Reply = std::function<void(Response)>;

/// Gets each request on an I/O thread and must not block it.
using Handler = std::function<void(Request, Reply)>;

/// Told on an I/O thread when the server meets trouble that no request shows, e.g. that the process
/// is out of file descriptors: once each time it begins.
using Trouble = std::function<void(const Error&)>;

struct ServerLimits {
    /// Method, target and version together; beyond 414. certmonger's GET is 3.7 KB and more.
    std::size_t maxRequestLineBytes = 64 * 1024;
    /// All headers together; beyond 431.
    std::size_t maxHeaderBytes = 32 * 1024;
    /// Beyond 431.
    std::size_t maxHeaders = 100;
    /// Beyond 413, before the body is read if its length was announced.
    std::size_t maxBodyBytes = 1024 * 1024;
    /// Bodies being received, over all connections; beyond 503.
    std::size_t maxBufferedBytes = 256 * 1024 * 1024;

    /// Open connections; beyond, a new one is answered 503 and closed.
    std::size_t maxConnections = 2500;
    /// The same for one address (IPv6: one /64). High, because whole companies come from one NAT or
    /// proxy address; below the total, so that no address keeps all others out.
    std::size_t maxConnectionsPerAddress = 2048;
    /// TLS handshakes under way; a handshake holds some 85 KB.
    std::size_t maxTlsHandshakes = 500;
    /// Pipelined requests that one connection is served before the others get their turn.
    std::size_t maxPipelined = 16;

    /// From the connection's acceptance, or a later request's first byte, to the end of the
    /// headers.
    Duration headerTimeout = std::chrono::seconds(10);
    /// From the end of the headers to the end of the body.
    Duration bodyTimeout = std::chrono::seconds(30);
    /// Between two requests of a connection.
    Duration idleTimeout = std::chrono::seconds(15);
    /// For each 64 KiB of a response.
    Duration writeTimeout = std::chrono::seconds(30);
    /// For the handler's reply; beyond 503.
    Duration handlerTimeout = std::chrono::seconds(60);
    Duration tlsHandshakeTimeout = std::chrono::seconds(10);
    /// How long a peer that was refused may go on sending before it is cut, so that it reads why.
    Duration lingerTimeout = std::chrono::seconds(2);
    /// How long to wait before accepting again when the process is out of descriptors.
    Duration acceptBackoff = std::chrono::milliseconds(100);
};

/// TLS 1.2 and later. Both texts are PEM, or the path of a PEM file.
struct TlsOptions {
    std::string certificatePem; ///< the server's certificate, then its chain
    SecretBytes keyPem;
    SecretBytes keyPassphrase; ///< empty: the key is not encrypted
};

/// A listening server with its own I/O threads. Its functions may be called from any thread but its
/// own I/O threads; destroying it stops it without grace.
class Server {
public:
    struct Statistics {
        std::size_t open = 0;       ///< connections now
        std::uint64_t accepted = 0; ///< connections ever, without the refused
        std::uint64_t refused = 0;  ///< connections beyond a limit
        std::uint64_t requests = 0; ///< requests handed to the handler
        std::uint64_t rejected = 0; ///< requests the server answered itself, with an error
        std::uint64_t timedOut = 0; ///< connections cut at a deadline
        std::uint64_t acceptErrors = 0;
    };

    /// `address` is numeric ("127.0.0.1", "::1", "[::1]"; "::" serves IPv4 too) or "localhost"
    /// (127.0.0.1); port 0 picks a free one. `clock` must outlive the server. AddressInUse when
    /// another socket has the port, AddressNotHere when no interface has the address, PortForbidden
    /// for a port that needs rights, TlsFailed for a certificate or key that does not work,
    /// ListenFailed for the rest.
    static Result<std::unique_ptr<Server>> listen(std::string_view address, std::uint16_t port,
                                                  const ServerLimits& limits,
                                                  std::optional<TlsOptions> tls, unsigned ioThreads,
                                                  const Clock& clock, Handler handler,
                                                  Trouble trouble = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;

    /// "http://127.0.0.1:8080", "https://[::1]:8443"; an any-address shows as its loopback.
    [[nodiscard]] std::string url() const;

    [[nodiscard]] Statistics statistics() const;

    /// Stops accepting, closes idle connections, finishes the requests that have begun, and closes
    /// the rest after `grace`. Blocks until all is closed. A second call does nothing.
    void stop(Duration grace);

private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace scepter::http
