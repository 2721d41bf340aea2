#include "tls.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

namespace scepter::http {

namespace {

using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using X509Ptr = std::unique_ptr<X509, FreeWith<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;

IoResult resultOfSystemCall(ssize_t returned, bool reading) {
    if (returned > 0) return {IoStatus::Done, static_cast<std::size_t>(returned)};
    if (returned == 0) return {reading ? IoStatus::Ended : IoStatus::Done, 0};
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return {reading ? IoStatus::WantRead : IoStatus::WantWrite, 0};
    return {IoStatus::Failed, 0};
}

// OpenSSL's own socket BIO writes without MSG_NOSIGNAL, so that a client who leaves would raise
// SIGPIPE in whatever process we are part of.
int socketOf(BIO* bio) {
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

int bioWrite(BIO* bio, const char* data, int size) {
    BIO_clear_retry_flags(bio);
    if (size <= 0) return 0;
    const IoResult result = sendSome(socketOf(bio), {reinterpret_cast<const std::uint8_t*>(data),
                                                     static_cast<std::size_t>(size)});
    if (result.status == IoStatus::WantWrite) BIO_set_retry_write(bio);
    return result.status == IoStatus::Done ? static_cast<int>(result.bytes) : -1;
}

int bioRead(BIO* bio, char* data, int size) {
    BIO_clear_retry_flags(bio);
    if (size <= 0) return 0;
    const IoResult result = receiveSome(
        socketOf(bio), {reinterpret_cast<std::uint8_t*>(data), static_cast<std::size_t>(size)});
    if (result.status == IoStatus::WantRead) BIO_set_retry_read(bio);
    if (result.status == IoStatus::Ended) return 0;
    return result.status == IoStatus::Done ? static_cast<int>(result.bytes) : -1;
}

long bioControl(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BioMethodPtr makeBioMethod() {
    BioMethodPtr method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "scepter socket"));
    if (!method || BIO_meth_set_write(method.get(), &bioWrite) != 1 ||
        BIO_meth_set_read(method.get(), &bioRead) != 1 ||
        BIO_meth_set_ctrl(method.get(), &bioControl) != 1)
        return nullptr;
    return method;
}

Error tlsError(std::string detail) {
    Error error{ErrorCode::TlsFailed, std::move(detail), {}, std::nullopt};
    while (const unsigned long code = ERR_get_error()) {
        const char* reason = ERR_reason_error_string(code);
        error.chain.emplace_back(reason != nullptr ? reason : "unknown OpenSSL error");
    }
    return error;
}

std::unexpected<Error> failTls(std::string detail) {
    return std::unexpected(tlsError(std::move(detail)));
}

bool isPem(std::string_view text) {
    return text.find("-----BEGIN") != std::string_view::npos;
}

/// As PKCS#8 ("BEGIN ENCRYPTED PRIVATE KEY") or in the older way ("Proc-Type: 4,ENCRYPTED").
bool isEncrypted(std::string_view pem) {
    return pem.find("ENCRYPTED") != std::string_view::npos;
}

/// The text itself if it is PEM, else what the file of that name holds.
Result<SecretBytes> pemOf(std::string_view textOrPath, std::string_view what) {
    if (isPem(textOrPath)) return SecretBytes(textOrPath);
    std::ifstream file{std::string(textOrPath), std::ios::binary};
    Bytes content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    SecretBytes pem(std::move(content));
    if (!file || !isPem(pem.text()))
        return fail(ErrorCode::TlsFailed,
                    "the TLS " + std::string(what) + " is neither PEM nor a readable PEM file");
    return pem;
}

BioPtr readerOf(const SecretBytes& pem) {
    return BioPtr(BIO_new_mem_buf(pem.view().data(), static_cast<int>(pem.size())));
}

int givePassphrase(char* buffer, int size, int, void* user) {
    const auto& passphrase = *static_cast<const SecretBytes*>(user);
    if (passphrase.empty() || size < 0 || passphrase.size() > static_cast<std::size_t>(size))
        return -1;
    std::copy(passphrase.view().begin(), passphrase.view().end(), buffer);
    return static_cast<int>(passphrase.size());
}

Bytes derOf(const X509* certificate) {
    Bytes der(static_cast<std::size_t>(std::max(i2d_X509(certificate, nullptr), 0)));
    std::uint8_t* at = der.data();
    i2d_X509(certificate, &at);
    return der;
}

/// DER of the first one.
Result<Bytes> firstCertificate(const std::string& text) {
    const SecretBytes pem{std::string_view(text)};
    const BioPtr reader = readerOf(pem);
    const X509Ptr first(reader ? PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)
                               : nullptr);
    if (!first) return failTls("the server's certificate is not a PEM certificate");
    return derOf(first.get());
}

Result<void> useCertificates(SSL_CTX* context, const TlsOptions& options) {
    SCEPTER_TRY(pem, pemOf(options.certificatePem, "certificate"));
    const BioPtr reader = readerOf(pem);
    const X509Ptr leaf(reader ? PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)
                              : nullptr);
    if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1)
        return failTls("the TLS certificate does not load");
    while (const X509Ptr link{PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)})
        if (SSL_CTX_add1_chain_cert(context, link.get()) != 1)
            return failTls("the TLS certificate chain does not load");
    const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (!ended) return failTls("the TLS certificate chain does not load");
    ERR_clear_error();
    return {};
}

Result<void> useKey(SSL_CTX* context, const TlsOptions& options) {
    SCEPTER_TRY(pem, pemOf(options.keyPem.text(), "key"));
    const BioPtr reader = readerOf(pem);
    SecretBytes passphrase = options.keyPassphrase.clone();
    const KeyPtr key(
        reader ? PEM_read_bio_PrivateKey(reader.get(), nullptr, &givePassphrase, &passphrase)
               : nullptr);
    if (!key && isEncrypted(pem.text()))
        return failTls(
            "the TLS key is encrypted, and the passphrase is missing or does not open it");
    if (!key) return failTls("the TLS key does not load");
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1)
        return failTls("the TLS key does not belong to the certificate");
    return {};
}

/// Either side's: TLS 1.2 and later, and nothing that has been attacked.
void useSettings(SSL_CTX* context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
}

Result<void> trustRoots(SSL_CTX* context, const std::vector<std::string>& extraRootPems) {
    if (SSL_CTX_set_default_verify_paths(context) != 1)
        return failTls("the system's root certificates do not load");
    for (const std::string& text : extraRootPems) {
        const SecretBytes pem{std::string_view(text)};
        const BioPtr reader = readerOf(pem);
        std::size_t found = 0;
        while (const X509Ptr root{
            reader ? PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr) : nullptr}) {
            if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), root.get()) != 1)
                return failTls("an extra root does not load");
            ++found;
        }
        if (found == 0) return failTls("an extra root is not a PEM certificate");
        ERR_clear_error(); // the end of the text
    }
    return {};
}

} // namespace

IoResult receiveSome(int socket, std::span<std::uint8_t> buffer) {
    ssize_t received = -1;
    do {
        received = ::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
    } while (received < 0 && errno == EINTR);
    return resultOfSystemCall(received, true);
}

IoResult sendSome(int socket, std::span<const std::uint8_t> bytes) {
    ssize_t sent = -1;
    do {
        sent = ::send(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return resultOfSystemCall(sent, false);
}

Result<std::unique_ptr<TlsContext>> TlsContext::make(const TlsOptions& options) {
    ERR_clear_error();
    SslContextPtr context(SSL_CTX_new(TLS_server_method()));
    BioMethodPtr bioMethod = makeBioMethod();
    if (!context || !bioMethod) return failTls("no TLS context");
    if (SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
        return failTls("TLS 1.2 is not available");
    useSettings(context.get());
    SCEPTER_CHECK(useCertificates(context.get(), options));
    SCEPTER_CHECK(useKey(context.get(), options));
    return std::unique_ptr<TlsContext>(new TlsContext(std::move(context), std::move(bioMethod)));
}

Result<std::unique_ptr<TlsContext>> TlsContext::makeClient(const RawTarget& target) {
    ERR_clear_error();
    SslContextPtr context(SSL_CTX_new(TLS_client_method()));
    BioMethodPtr bioMethod = makeBioMethod();
    if (!context || !bioMethod) return failTls("no TLS context");
    if (SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
        return failTls("TLS 1.2 is not available");
    useSettings(context.get());
    SCEPTER_CHECK(trustRoots(context.get(), target.extraRootPems));
    Bytes expected;
    if (!target.serverCertificatePem.empty()) {
        SCEPTER_TRY(read, firstCertificate(target.serverCertificatePem));
        expected = std::move(read);
    }
    const bool verify = target.verify && expected.empty();
    SSL_CTX_set_verify(context.get(), verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    if (!target.clientCertificatePem.empty()) {
        const TlsOptions identity{target.clientCertificatePem, target.clientKeyPem.clone(),
                                  target.clientKeyPassphrase.clone()};
        SCEPTER_CHECK(useCertificates(context.get(), identity));
        SCEPTER_CHECK(useKey(context.get(), identity));
    }
    std::unique_ptr<TlsContext> made(new TlsContext(std::move(context), std::move(bioMethod)));
    made->m_serverCertificate = std::move(expected);
    return made;
}

std::unique_ptr<TlsSession> TlsSession::over(const TlsContext& context, int socket) {
    SslPtr ssl(SSL_new(context.m_context.get()));
    BioPtr bio(BIO_new(context.m_bioMethod.get()));
    if (!ssl || !bio) return nullptr;
    BIO_set_data(bio.get(), reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio.get(), 1);
    BIO* const owned = bio.release();
    SSL_set_bio(ssl.get(), owned, owned); // takes the one reference for both directions
    return std::unique_ptr<TlsSession>(new TlsSession(std::move(ssl)));
}

std::unique_ptr<TlsSession> TlsSession::accept(const TlsContext& context, int socket) {
    std::unique_ptr<TlsSession> session = over(context, socket);
    if (session) SSL_set_accept_state(session->m_ssl.get());
    return session;
}

std::unique_ptr<TlsSession> TlsSession::connect(const TlsContext& context, int socket,
                                                const std::string& host) {
    std::unique_ptr<TlsSession> session = over(context, socket);
    if (!session || host.empty()) return nullptr;
    session->m_expected = context.m_serverCertificate;
    SSL* const ssl = session->m_ssl.get();
    SSL_set_connect_state(ssl);
    // RFC 6066 section 3: no address in server_name.
    const bool isAddress = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
    ERR_clear_error();
    if (isAddress) return session;
    // SSL_set_tlsext_host_name without its old-style cast.
    std::string name = host;
    const long named =
        SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    if (named != 1 || SSL_set1_host(ssl, host.c_str()) != 1) return nullptr;
    return session;
}

IoResult TlsSession::handshake() {
    ERR_clear_error();
    const IoResult result = resultOf(SSL_do_handshake(m_ssl.get()), 0);
    if (result.status == IoStatus::Failed || result.status == IoStatus::Ended) {
        m_isPlainHttp = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
        const long verified = SSL_get_verify_result(m_ssl.get());
        m_handshakeError =
            tlsError(verified == X509_V_OK ? "the TLS handshake failed"
                                           : X509_verify_cert_error_string(verified));
    }
    if (result.status == IoStatus::Done && !m_expected.empty() && peerCertificate() != m_expected) {
        m_handshakeError = {ErrorCode::TlsFailed,
                            "the server shows another certificate than the one that it must have",
                            {},
                            std::nullopt};
        return {IoStatus::Failed, 0};
    }
    return result;
}

IoResult TlsSession::read(std::span<std::uint8_t> buffer) {
    ERR_clear_error();
    std::size_t bytes = 0;
    const int returned = SSL_read_ex(m_ssl.get(), buffer.data(), buffer.size(), &bytes);
    return resultOf(returned, bytes);
}

IoResult TlsSession::write(std::span<const std::uint8_t> bytes) {
    if (bytes.empty()) return {IoStatus::Done, 0};
    ERR_clear_error();
    std::size_t written = 0;
    const int returned = SSL_write_ex(m_ssl.get(), bytes.data(), bytes.size(), &written);
    return resultOf(returned, written);
}

void TlsSession::shutdown() {
    if (m_isBroken || SSL_is_init_finished(m_ssl.get()) == 0) return;
    ERR_clear_error();
    SSL_shutdown(m_ssl.get());
    ERR_clear_error();
}

bool TlsSession::hasPending() const {
    return SSL_has_pending(m_ssl.get()) == 1;
}
std::string TlsSession::protocol() const {
    return SSL_get_version(m_ssl.get());
}
std::string TlsSession::cipher() const {
    return SSL_get_cipher_name(m_ssl.get());
}

Bytes TlsSession::peerCertificate() const {
    const X509Ptr certificate(SSL_get1_peer_certificate(m_ssl.get()));
    return certificate ? derOf(certificate.get()) : Bytes();
}

IoResult TlsSession::resultOf(int returned, std::size_t bytes) {
    if (returned > 0) return {IoStatus::Done, bytes};
    switch (SSL_get_error(m_ssl.get(), returned)) {
    case SSL_ERROR_WANT_READ:
        return {IoStatus::WantRead, 0};
    case SSL_ERROR_WANT_WRITE:
        return {IoStatus::WantWrite, 0};
    case SSL_ERROR_ZERO_RETURN:
        return {IoStatus::Ended, 0};
    default:
        m_isBroken = true;
        return {IoStatus::Failed, 0};
    }
}

} // namespace scepter::http
