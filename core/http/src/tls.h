// TLS for both sides, on a non-blocking socket. No buffers of its own beyond OpenSSL's, which are
// released while a connection is idle.
#pragma once

#include "base/result.h"
#include "http/raw.h"
#include "http/server.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <span>
#include <string>
#include <vector>

namespace scepter::http {

template <auto function> struct FreeWith {
    template <class T> void operator()(T* pointer) const { function(pointer); }
};
using SslContextPtr = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, FreeWith<SSL_free>>;
using BioMethodPtr = std::unique_ptr<BIO_METHOD, FreeWith<BIO_meth_free>>;

enum class IoStatus { Done, WantRead, WantWrite, Ended, Failed };

struct IoResult {
    IoStatus status = IoStatus::Failed;
    std::size_t bytes = 0;
};

/// Reads or writes what the socket takes at once. A broken peer is a result, never a signal.
IoResult receiveSome(int socket, std::span<std::uint8_t> buffer);
IoResult sendSome(int socket, std::span<const std::uint8_t> bytes);

/// The certificate and the settings. Immutable once made; shared by all sessions, which it
/// outlives.
class TlsContext {
public:
    static Result<std::unique_ptr<TlsContext>> make(const TlsOptions& options);
    /// The client's side: whom it believes, and who it is.
    static Result<std::unique_ptr<TlsContext>> makeClient(const RawTarget& target);

private:
    friend class TlsSession;
    TlsContext(SslContextPtr context, BioMethodPtr bioMethod)
        : m_bioMethod(std::move(bioMethod))
        , m_context(std::move(context)) {}

    BioMethodPtr m_bioMethod;
    SslContextPtr m_context;
    Bytes m_serverCertificate; ///< the one to be shown; empty: the roots decide
};

/// One TLS connection over a socket that the caller owns.
class TlsSession {
public:
    static std::unique_ptr<TlsSession> accept(const TlsContext& context, int socket);
    /// As client; the server must be `host`, a name or an address. Null: no memory, or no host.
    static std::unique_ptr<TlsSession> connect(const TlsContext& context, int socket,
                                               const std::string& host);

    IoResult handshake();
    IoResult read(std::span<std::uint8_t> buffer);
    IoResult write(std::span<const std::uint8_t> bytes);
    /// Sends close_notify, if it can at once.
    void shutdown();

    /// Bytes are here already; the socket will not become readable for them.
    [[nodiscard]] bool hasPending() const;
    /// The failed handshake was a plain HTTP request.
    [[nodiscard]] bool isPlainHttp() const { return m_isPlainHttp; }
    [[nodiscard]] std::string protocol() const;
    [[nodiscard]] std::string cipher() const;
    [[nodiscard]] Bytes peerCertificate() const; ///< DER; empty when there is none
    /// Why the handshake failed: TlsFailed.
    [[nodiscard]] Error handshakeError() const { return m_handshakeError; }

private:
    static std::unique_ptr<TlsSession> over(const TlsContext& context, int socket);
    explicit TlsSession(SslPtr ssl)
        : m_ssl(std::move(ssl)) {}
    IoResult resultOf(int returned, std::size_t bytes);

    SslPtr m_ssl;
    Bytes m_expected; ///< what the server must show; empty: it was verified
    bool m_isPlainHttp = false;
    bool m_isBroken = false;
    Error m_handshakeError{ErrorCode::TlsFailed, "the TLS handshake failed", {}, std::nullopt};
};

} // namespace scepter::http
