// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/raw.h"

#include "resolve.h"
#include "response_reader.h"
#include "tls.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace scepter::http {

namespace {

using Steady = std::chrono::steady_clock;

class Descriptor {
public:
    explicit Descriptor(int descriptor = -1)
        : m_descriptor(descriptor) {}
    ~Descriptor() { reset(-1); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void reset(int descriptor) {
        if (m_descriptor >= 0) ::close(m_descriptor);
        m_descriptor = descriptor;
    }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

std::string systemText(int error) {
    return std::error_code(error, std::generic_category()).message();
}

int pollTimeout(Steady::time_point until) {
    using std::chrono::milliseconds;
    const auto left = std::chrono::ceil<milliseconds>(until - Steady::now()).count();
    return static_cast<int>(std::clamp<milliseconds::rep>(left, 0, 60'000));
}

} // namespace

class HeldConnection::Impl {
public:
    Descriptor socket;
    std::unique_ptr<TlsContext> context;
    std::unique_ptr<TlsSession> tls;
};

HeldConnection::HeldConnection(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
}
HeldConnection::~HeldConnection() = default;
HeldConnection::HeldConnection(HeldConnection&&) noexcept = default;
HeldConnection& HeldConnection::operator=(HeldConnection&&) noexcept = default;

namespace {

/// One connection, one request, one response.
class RawExchange {
public:
    RawExchange(const RawTarget& target, const RawRequest& request, std::stop_token stop)
        : m_target(target)
        , m_request(request)
        , m_stop(std::move(stop))
        , m_begun(Steady::now())
        , m_deadline(m_begun + request.timeout)
        , m_reader(request.maxResponseBytes) {
        m_reader.begin(textOf(request.bytes).starts_with("HEAD "));
    }

    Result<ClientResponse> run();
    Result<HeldConnection> hold();

private:
    template <class T> Result<T> onConnection(Result<T> (RawExchange::*work)());
    Result<void> connect();
    Result<void> connectTo(const SocketAddress& address);
    Result<void> handshake();
    Result<ClientResponse> talk();
    Result<HeldConnection> sendOnly();
    void sendWhatIsDue();
    IoResult write(ByteView bytes);
    void endSending();
    /// True when nothing more will come.
    Result<bool> receive();
    Result<ClientResponse> cutShort();
    ClientResponse response();
    Result<void> wait(short events, Steady::time_point until);

    const RawTarget& m_target;
    const RawRequest& m_request;
    const std::stop_token m_stop;
    const Steady::time_point m_begun;
    const Steady::time_point m_deadline;
    ResponseReader m_reader;
    Descriptor m_wake;
    std::unique_ptr<HeldConnection::Impl> m_connection = std::make_unique<HeldConnection::Impl>();

    std::size_t m_sent = 0;
    std::size_t m_pieceEnd = 0;
    Steady::time_point m_nextPiece{};
    bool m_sending = true;
    bool m_wantsWrite = false;
    bool m_broken = false; ///< by the other side, without an end
};

Result<ClientResponse> RawExchange::run() {
    return onConnection(&RawExchange::talk);
}

Result<HeldConnection> RawExchange::hold() {
    return onConnection(&RawExchange::sendOnly);
}

template <class T> Result<T> RawExchange::onConnection(Result<T> (RawExchange::*work)()) {
    if (m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "cancelled");
    m_wake.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (m_wake.get() < 0) return fail(ErrorCode::Internal, systemText(errno));
    const std::stop_callback wake(m_stop,
                                  [descriptor = m_wake.get()] { ::eventfd_write(descriptor, 1); });
    SCEPTER_CHECK(connect());
    if (m_target.tls) SCEPTER_CHECK(handshake());
    return (this->*work)();
}

/// Until the socket is ready for one of the events, or has failed, or `until` has come.
Result<void> RawExchange::wait(short events, Steady::time_point until) {
    std::array<pollfd, 2> polled{pollfd{m_connection->socket.get(), events, 0},
                                 pollfd{m_wake.get(), POLLIN, 0}};
    const int ready =
        ::poll(polled.data(), polled.size(), pollTimeout(std::min(until, m_deadline)));
    if (ready < 0 && errno != EINTR) return fail(ErrorCode::Internal, systemText(errno));
    if (m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "cancelled");
    if (Steady::now() >= m_deadline) return fail(ErrorCode::TimedOut, "no whole answer in time");
    return {};
}

Result<void> RawExchange::connect() {
    SCEPTER_TRY(addresses, resolve(m_target.host, m_target.port, m_deadline, m_stop));
    Result<void> connected = fail(ErrorCode::Unreachable);
    for (const SocketAddress& address : addresses) {
        connected = connectTo(address);
        if (connected || connected.error().code != ErrorCode::Unreachable) break;
    }
    return connected;
}

Result<void> RawExchange::connectTo(const SocketAddress& address) {
    m_connection->socket.reset(
        ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (m_connection->socket.get() < 0) return fail(ErrorCode::Unreachable, systemText(errno));
    const int on = 1;
    ::setsockopt(m_connection->socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(m_connection->socket.get(), address.get(), address.size) == 0) return {};
    if (errno != EINPROGRESS) return fail(ErrorCode::Unreachable, systemText(errno));
    pollfd connecting{m_connection->socket.get(), POLLOUT, 0};
    do {
        SCEPTER_CHECK(wait(POLLOUT, m_deadline));
    } while (::poll(&connecting, 1, 0) == 0);
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_connection->socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return fail(ErrorCode::Unreachable, systemText(error));
    return {};
}

Result<void> RawExchange::handshake() {
    SCEPTER_TRY(context, TlsContext::makeClient(m_target));
    m_connection->context = std::move(context);
    m_connection->tls =
        TlsSession::connect(*m_connection->context, m_connection->socket.get(), m_target.host);
    if (!m_connection->tls) return fail(ErrorCode::TlsFailed, "no TLS session for this host");
    while (true) {
        const IoResult result = m_connection->tls->handshake();
        if (result.status == IoStatus::Done) return {};
        if (result.status == IoStatus::Failed || result.status == IoStatus::Ended)
            return failWith(m_connection->tls->handshakeError());
        SCEPTER_CHECK(wait(result.status == IoStatus::WantRead ? POLLIN : POLLOUT, m_deadline));
    }
}

/// Sends and listens at once: a server may refuse what it has not read to the end.
Result<ClientResponse> RawExchange::talk() {
    m_nextPiece = Steady::now();
    while (true) {
        m_wantsWrite = false;
        sendWhatIsDue();
        SCEPTER_TRY(ended, receive());
        if (m_reader.isComplete()) return response();
        if (ended) return cutShort();
        SCEPTER_CHECK(wait(static_cast<short>(POLLIN | (m_wantsWrite ? POLLOUT : 0)),
                           m_sending && !m_wantsWrite ? m_nextPiece : m_deadline));
    }
}

Result<HeldConnection> RawExchange::sendOnly() {
    m_nextPiece = Steady::now();
    while (true) {
        m_wantsWrite = false;
        sendWhatIsDue();
        if (!m_sending) break;
        SCEPTER_CHECK(wait(m_wantsWrite ? POLLOUT : 0, m_wantsWrite ? m_deadline : m_nextPiece));
    }
    if (m_sent < m_request.bytes.size())
        return fail(ErrorCode::Unreachable, "the server closed the connection before all was sent");
    return HeldConnection(std::move(m_connection));
}

void RawExchange::sendWhatIsDue() {
    const ByteView bytes = m_request.bytes;
    while (m_sending) {
        if (m_sent == m_pieceEnd) {
            if (m_sent == bytes.size()) return endSending();
            if (Steady::now() < m_nextPiece) return;
            const std::size_t left = bytes.size() - m_sent;
            m_pieceEnd += m_request.pieceSize == 0 ? left : std::min(left, m_request.pieceSize);
        }
        const IoResult result = write(bytes.subspan(m_sent, m_pieceEnd - m_sent));
        if (result.status == IoStatus::WantWrite || result.status == IoStatus::WantRead) {
            m_wantsWrite = true; // for WantRead too: TLS without renegotiation has none here
            return;
        }
        // What the server has answered before it stopped listening is still read.
        if (result.status != IoStatus::Done) m_sending = false;
        m_sent += result.bytes;
        if (m_sent == m_pieceEnd) m_nextPiece = Steady::now() + m_request.pieceDelay;
    }
}

IoResult RawExchange::write(ByteView bytes) {
    return m_connection->tls ? m_connection->tls->write(bytes)
                             : sendSome(m_connection->socket.get(), bytes);
}

void RawExchange::endSending() {
    m_sending = false;
    if (!m_request.endAfter) return;
    if (m_connection->tls) m_connection->tls->shutdown();
    ::shutdown(m_connection->socket.get(), SHUT_WR);
}

Result<bool> RawExchange::receive() {
    std::array<std::uint8_t, 16 * 1024> buffer{};
    while (!m_reader.isComplete()) {
        const IoResult result = m_connection->tls ? m_connection->tls->read(buffer)
                                                  : receiveSome(m_connection->socket.get(), buffer);
        switch (result.status) {
        case IoStatus::Done:
            SCEPTER_CHECK(m_reader.take(ByteView(buffer).first(result.bytes)));
            break;
        case IoStatus::WantRead:
            return false;
        case IoStatus::WantWrite:
            m_wantsWrite = true;
            return false;
        case IoStatus::Failed:
            m_broken = true;
            return true;
        case IoStatus::Ended:
            return true;
        }
    }
    return true;
}

Result<ClientResponse> RawExchange::cutShort() {
    if (!m_reader.hasBegun())
        return fail(ErrorCode::Unreachable, m_broken
                                                ? "the server broke the connection off unanswered"
                                                : "the server closed the connection unanswered");
    if (m_broken) return fail(ErrorCode::HttpMalformed, "the response was cut short");
    SCEPTER_CHECK(m_reader.end());
    return response();
}

ClientResponse RawExchange::response() {
    ClientResponse response;
    response.status = m_reader.status();
    response.headers = std::move(m_reader.headers());
    response.contentType = response.header("Content-Type").value_or("");
    response.body = std::move(m_reader.body());
    if (m_connection->tls) {
        response.serverCertificate = m_connection->tls->peerCertificate();
        response.tlsProtocol = m_connection->tls->protocol();
    }
    response.elapsed = std::chrono::duration_cast<Duration>(Steady::now() - m_begun);
    return response;
}

} // namespace

Result<HeldConnection> holdRaw(const RawTarget& target, const RawRequest& request,
                               std::stop_token stop) {
    return RawExchange(target, request, std::move(stop)).hold();
}

Result<ClientResponse> sendRaw(const RawTarget& target, const RawRequest& request,
                               std::stop_token stop) {
    return RawExchange(target, request, std::move(stop)).run();
}

} // namespace scepter::http
