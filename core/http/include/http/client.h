// The HTTP client, on Qt's network stack: system proxy, TLS, Basic and NTLM.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace scepter::http {

enum class ProxyUse {
    System, ///< as the desktop or the environment says; never for loopback addresses
    None,
    Explicit ///< ClientOptions::proxyUrl
};

struct ClientOptions {
    std::vector<std::string> extraRootPems; ///< trusted besides the system's
    /// The server must show exactly this certificate (the first, its chain may follow), whatever
    /// names, dates and issuer it has. Empty: the roots decide.
    std::string serverCertificatePem;
    std::string clientCertificatePem; ///< with its chain; empty: none
    SecretBytes clientKeyPem;         ///< RSA or EC, PKCS#8 or traditional
    SecretBytes clientKeyPassphrase;
    ProxyUse proxyUse = ProxyUse::System;
    std::string proxyUrl; ///< "http://user:password@host:3128" or "socks5://host:1080"
    bool verify = true;   ///< false accepts any server certificate
    /// For a server that asks for a login by 401: Basic, Digest or NTLM, the strongest that it
    /// lists. Sent once for each request; what is not accepted is a response with 401. Empty: none.
    std::string user; ///< for NTLM also "DOMAIN\user"
    SecretBytes password;

    /// A second copy, secrets and all.
    [[nodiscard]] ClientOptions clone() const;
};

/// The target of `url` goes out as it is written here: raw '+', '/' and '=' stay raw, "%2B", "%0A"
/// and all other escapes stay escaped. Qt's URL class permits itself only what RFC 3986
/// section 6.2.2 calls equivalent: hex digits become upper case ("%2b" goes as "%2B"), escaped
/// unreserved characters are unescaped ("%41"), and characters no URL may have ('"', '<', space)
/// are escaped. ClientResponse::url tells what was sent. A path with dot segments, or beginning
/// with "//", would become another path and is refused with InvalidArgument.
struct ClientRequest {
    std::string method = "GET";
    std::string url;
    /// Sent as given. "User-Agent: Scepter" and "Accept-Encoding: identity" are added unless they
    /// are here. A POST without Content-Type goes without one.
    std::vector<Header> headers;
    Bytes body;
    Duration timeout = std::chrono::seconds(15); ///< for the whole exchange
    std::size_t maxResponseBytes = 4 * 1024 * 1024;
};

struct ClientResponse {
    unsigned status = 0;
    std::vector<Header> headers; ///< in the order received; repeated names are joined by ", "
    std::string contentType;     ///< as received, with parameters
    Bytes body;
    std::string url;         ///< as sent
    Bytes serverCertificate; ///< DER; empty without TLS
    std::string tlsProtocol; ///< "TLSv1.3"; empty without TLS
    Duration elapsed{0};

    [[nodiscard]] std::optional<std::string> header(std::string_view name) const {
        return findHeader(headers, name);
    }
};

/// Sends requests from the thread that made it, which must run a Qt event loop; not thread-safe.
/// Keeps connections alive between requests, at most six to one server at a time: a load generator
/// uses several clients. Follows no redirect, keeps no cookie, caches nothing.
class Client {
public:
    using Done = std::function<void(Result<ClientResponse>)>;

    /// Options that do not work (bad PEM, bad proxy URL) fail each request with InvalidArgument or
    /// TlsFailed.
    explicit Client(const ClientOptions& options = {});
    /// Drops what is under way: its `done` is never called.
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Calls `done` once, later, from the event loop. Any status is a response, 400 and above too.
    /// Errors: Unreachable, TimedOut, TlsFailed, LimitExceeded (the response is too large),
    /// HttpMalformed (not HTTP, or cut short), InvalidArgument (URL, method or header), Cancelled.
    void send(const ClientRequest& request, Done done);

    /// Ends what is under way with Cancelled.
    void cancelAll();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// A client with a thread of its own, for those who block: command line programs, scenarios, tests.
/// Never on a GUI thread. Connections are kept between requests. Thread-safe.
class Fetcher {
public:
    explicit Fetcher(ClientOptions options = {});
    ~Fetcher();
    Fetcher(const Fetcher&) = delete;
    Fetcher& operator=(const Fetcher&) = delete;

    /// One request to its end. `stop` ends the wait with Cancelled; errors of Client::send().
    Result<ClientResponse> fetch(const ClientRequest& request, const std::stop_token& stop = {});

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// One request with a client of its own, blocking: never on a GUI thread.
Result<ClientResponse> fetch(const ClientRequest& request, const ClientOptions& options = {});

} // namespace scepter::http
