#include "connection.h"

#include "response_head.h"

#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

namespace scepter::http {

namespace {

/// Response bytes that one writeTimeout must suffice for.
constexpr std::size_t kWriteQuantum = 64 * 1024;
/// What one TLS record holds: a body that fits in with its head is sent as one record.
constexpr std::size_t kTlsRecord = 16 * 1024;

/// Consumed input that is moved out of the way.
constexpr std::size_t kCompactBeyond = 16 * 1024;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

/// The answer that a request still lacks. Whoever drops it answers 500.
class PendingReply {
public:
    PendingReply(std::shared_ptr<Shard> shard, std::weak_ptr<Connection> connection,
                 std::uint64_t number)
        : m_shard(std::move(shard))
        , m_connection(std::move(connection))
        , m_number(number) {}
    PendingReply(const PendingReply&) = delete;
    PendingReply& operator=(const PendingReply&) = delete;
    ~PendingReply() {
        if (m_answered) return;
        try {
            answer(Response::text(500, "the request was not answered\n"));
        } catch (...) {
            // No memory even for that: the handler's deadline answers.
        }
    }

    void answer(Response response) {
        if (m_answered.exchange(true)) return;
        // The connection is touched, and perhaps destroyed, by its own thread only.
        asio::dispatch(m_shard->io(), [connection = m_connection, number = m_number,
                                       response = std::move(response)]() mutable {
            if (const auto alive = connection.lock()) alive->answer(number, std::move(response));
        });
    }

private:
    std::shared_ptr<Shard> m_shard;
    std::weak_ptr<Connection> m_connection;
    std::uint64_t m_number;
    std::atomic<bool> m_answered = false;
};

/// Numeric, IPv4-mapped addresses as IPv4.
std::string shownAddress(const asio::ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

IoResult sendBoth(int socket, std::string_view head, ByteView body) {
    std::array<iovec, 2> parts{iovec{const_cast<char*>(head.data()), head.size()},
                               iovec{const_cast<std::uint8_t*>(body.data()), body.size()}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    ssize_t sent = -1;
    do {
        sent = ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent >= 0) return {IoStatus::Done, static_cast<std::size_t>(sent)};
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {IoStatus::WantWrite, 0};
    return {IoStatus::Failed, 0};
}

} // namespace

Connection::Connection(Shard& shard, Socket socket, std::unique_ptr<Ticket> ticket,
                       const Tcp::endpoint& peer)
    : m_shard(shard)
    , m_socket(std::move(socket))
    , m_ticket(std::move(ticket))
    , m_port(peer.port())
    , m_handshaking(shard.core().m_tls != nullptr) {
    m_address = shownAddress(peer.address());
    boost::system::error_code gone;
    if (const Tcp::endpoint here = m_socket.local_endpoint(gone); !gone) {
        m_localAddress = shownAddress(here.address());
        m_localPort = here.port();
    }
}

Connection::~Connection() {
    leaveHandshake();
    releaseBody();
}

void Connection::start() {
    if (m_shard.core().m_stopped) return; // and with it the last reference
    m_shard.add(shared_from_this());
    boost::system::error_code ignored;
    m_socket.set_option(Tcp::no_delay(true), ignored);
    expire(limits().headerTimeout);
    if (const TlsContext* context = m_shard.core().m_tls.get()) {
        m_tls = TlsSession::accept(*context, m_socket.native_handle());
        if (!m_tls) { // no memory for it
            close();
            return;
        }
        m_state = State::Handshake;
        expire(limits().tlsHandshakeTimeout);
    }
    // Data usually comes with the connection: look before waiting.
    m_readable = true;
    advance();
}

void Connection::advance() {
    if (m_advancing) return;
    const std::shared_ptr<Connection> self = shared_from_this();
    m_advancing = true;
    while (step()) {
    }
    m_advancing = false;
}

/// True when there may be more to do at once.
bool Connection::step() {
    switch (m_state) {
    case State::Handshake:
        return stepHandshake();
    case State::Idle:
        return stepIdle();
    case State::Head:
        return stepHead();
    case State::Body:
        return stepBody();
    case State::Writing:
        return stepWrite();
    case State::Lingering:
        return stepLinger();
    case State::Handling:
    case State::Closed:
        return false;
    }
    return false;
}

bool Connection::stepHandshake() {
    const IoResult result = m_tls->handshake();
    if (result.status == IoStatus::WantRead || result.status == IoStatus::WantWrite)
        return waitFor(result.status);
    leaveHandshake();
    if (result.status != IoStatus::Done) {
        if (!m_tls->isPlainHttp()) {
            close();
            return false;
        }
        m_tls.reset();
        return refuse(400, "this port speaks HTTPS; use an https:// address");
    }
    m_state = State::Idle;
    m_readable = true;
    expire(limits().headerTimeout);
    return true;
}

bool Connection::stepIdle() {
    if (!unread().empty()) return beginHead();
    m_input = {};
    m_consumed = 0;
    const bool draining = m_shard.core().m_draining.load(std::memory_order_relaxed);
    if (!m_readable && !draining && !(m_tls && m_tls->hasPending()))
        return waitFor(IoStatus::WantRead);
    if (fill()) return true;
    if (draining && m_state == State::Idle) close();
    return false;
}

bool Connection::beginHead() {
    if (m_inTurn >= limits().maxPipelined) {
        if (!m_resumed) {
            m_resumed = true;
            asio::post(m_shard.io(), [self = shared_from_this()] {
                self->m_resumed = false;
                self->m_inTurn = 0;
                self->advance();
            });
        }
        return false;
    }
    ++m_inTurn;
    m_receivedAt = m_shard.core().m_clock.now();
    m_scanner.emplace(limits().maxRequestLineBytes, limits().maxHeaderBytes);
    // The first request's deadline runs from the connection's acceptance.
    if (!m_firstRequest) expire(limits().headerTimeout);
    m_firstRequest = false;
    m_state = State::Head;
    return true;
}

bool Connection::stepHead() {
    switch (m_scanner->scan(unread())) {
    case HeadState::Complete:
        return headComplete();
    case HeadState::Malformed:
        return refuse(400, "this is not an HTTP request");
    case HeadState::Folded:
        return refuse(400, "folded headers are not accepted");
    case HeadState::LineTooLong:
        return refuse(414, "the request target is too long");
    case HeadState::HeadersTooLarge:
        return refuse(431, "the headers are too large");
    case HeadState::Incomplete:
        return fill();
    }
    return false;
}

bool Connection::headComplete() {
    m_parser = std::make_unique<RequestParser>(limits());
    const std::string_view head =
        unread().substr(m_scanner->begin(), m_scanner->end() - m_scanner->begin());
    const auto refusal = m_parser->parseHead(head);
    m_consumed += m_scanner->end();
    m_version = m_parser->request().version;
    m_isHead = m_parser->request().method == "HEAD";
    if (refusal) return refuse(refusal->status, refusal->text);
    m_keepAlive = m_parser->keepAlive();
    if (m_parser->isComplete()) return handOver();
    m_state = State::Body;
    expire(limits().bodyTimeout);
    if (m_parser->expectsContinue() && unread().empty())
        queue(std::string(kContinue), {}, AfterWrite::ReadBody);
    return true;
}

bool Connection::stepBody() {
    const RequestParser::Progress progress = m_parser->parseBody(unread());
    m_consumed += progress.used;
    if (progress.refusal) return refuse(progress.refusal->status, progress.refusal->text);
    if (!chargeBody()) return refuse(503, "too much is being uploaded just now");
    return m_parser->isComplete() ? handOver() : fill();
}

bool Connection::handOver() {
    Request request = std::move(m_parser->request());
    m_parser.reset();
    releaseBody();
    request.remoteAddress = m_address;
    request.remotePort = m_port;
    request.localAddress = m_localAddress;
    request.localPort = m_localPort;
    request.receivedAt = m_receivedAt;
    if (m_tls) {
        request.tls = true;
        request.tlsProtocol = m_tls->protocol();
        request.tlsCipher = m_tls->cipher();
    }
    m_state = State::Handling;
    expire(limits().handlerTimeout);
    ++m_number;
    m_shard.core().m_requests.fetch_add(1, std::memory_order_relaxed);
    const auto pending =
        std::make_shared<PendingReply>(m_shard.shared_from_this(), weak_from_this(), m_number);
    try {
        m_shard.core().m_handler(std::move(request), [pending](Response response) {
            pending->answer(std::move(response));
        });
    } catch (const std::exception& error) {
        m_shard.core().report(ErrorCode::Internal,
                              std::string("an HTTP handler failed: ") + error.what());
        pending->answer(Response::text(500, "internal error\n"));
    }
    return true;
}

void Connection::answer(std::uint64_t number, Response response) {
    if (m_state != State::Handling || number != m_number) return;
    if (response.reset) {
        boost::system::error_code ignored;
        m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
        close();
        return;
    }
    const bool keepAlive = m_keepAlive && !response.close &&
                           !m_shard.core().m_draining.load(std::memory_order_relaxed);
    respond(std::move(response), keepAlive);
    advance();
}

void Connection::respond(Response response, bool keepAlive) {
    if (response.status < 200 || response.status > 599)
        response = Response::text(500, "the answer was no HTTP response\n");
    std::string head = responseHead(response, {m_version, keepAlive}, m_shard.date());
    if (response.leaving) response.leaving(head);
    if (m_isHead || isBodyless(response.status)) response.body.clear();
    queue(std::move(head), std::move(response.body),
          keepAlive ? AfterWrite::NextRequest : AfterWrite::Close);
}

/// Answers an error of the peer's, or of ours, and ends the connection after it.
bool Connection::refuse(unsigned status, std::string_view text) {
    m_shard.core().m_rejected.fetch_add(1, std::memory_order_relaxed);
    m_parser.reset();
    releaseBody();
    respond(Response::text(status, std::string(text) + '\n'), false);
    return true;
}

void Connection::queue(std::string head, Bytes body, AfterWrite after) {
    m_outHead = std::move(head);
    m_outBody = std::move(body);
    if (m_tls && m_outHead.size() + m_outBody.size() <= kTlsRecord) {
        m_outHead.append(textOf(m_outBody));
        m_outBody.clear();
    }
    m_written = 0;
    m_writtenAtDeadline = 0;
    m_afterWrite = after;
    m_state = State::Writing;
    expire(limits().writeTimeout);
}

IoResult Connection::write() {
    const bool inHead = m_written < m_outHead.size();
    const std::string_view head =
        std::string_view(m_outHead).substr(inHead ? m_written : m_outHead.size());
    const ByteView body = ByteView(m_outBody).subspan(inHead ? 0 : m_written - m_outHead.size());
    if (!m_tls) return sendBoth(m_socket.native_handle(), head, body);
    return m_tls->write(inHead ? bytesOf(head) : body);
}

bool Connection::stepWrite() {
    const std::size_t total = m_outHead.size() + m_outBody.size();
    while (m_written < total) {
        const IoResult result = write();
        if (result.status == IoStatus::WantRead || result.status == IoStatus::WantWrite)
            return waitFor(result.status);
        if (result.status != IoStatus::Done) {
            close();
            return false;
        }
        m_written += result.bytes;
        if (m_written - m_writtenAtDeadline >= kWriteQuantum) {
            m_writtenAtDeadline = m_written;
            expire(limits().writeTimeout);
        }
    }
    m_outHead = {};
    m_outBody = {};
    switch (m_afterWrite) {
    case AfterWrite::NextRequest:
        return nextRequest();
    case AfterWrite::ReadBody:
        m_state = State::Body;
        expire(limits().bodyTimeout);
        return true;
    case AfterWrite::Close:
        finish();
        return true;
    }
    return false;
}

bool Connection::nextRequest() {
    m_state = State::Idle;
    m_version = 11;
    m_isHead = false;
    expire(limits().idleTimeout);
    return true;
}

/// Closing at once would reset a connection on which the peer still sends, and with that take the
/// answer from it unread (RFC 9112 section 9.6).
void Connection::finish() {
    if (m_tls) m_tls->shutdown();
    boost::system::error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    m_input = {};
    m_consumed = 0;
    m_state = State::Lingering;
    expire(limits().lingerTimeout);
}

/// One read per wake-up, so that a flood costs the others nothing.
bool Connection::stepLinger() {
    const IoResult result = receiveSome(m_socket.native_handle(), m_shard.readBuffer());
    if (result.status == IoStatus::Done || result.status == IoStatus::WantRead)
        return waitFor(IoStatus::WantRead);
    close();
    return false;
}

void Connection::timeOut() {
    if (m_state != State::Lingering) ++m_shard.core().m_timedOut;
    const std::shared_ptr<Connection> self = shared_from_this();
    const bool begun = m_state == State::Head || m_state == State::Body;
    if (begun)
        refuse(408, "the request did not arrive in time");
    else if (m_state == State::Handling)
        refuse(503, "the request was not answered in time");
    else
        close();
    advance();
}

void Connection::close() {
    if (m_state == State::Closed) return;
    const std::shared_ptr<Connection> self = shared_from_this();
    m_state = State::Closed;
    leaveHandshake();
    releaseBody();
    m_parser.reset();
    m_tls.reset();
    boost::system::error_code ignored;
    m_socket.close(ignored);
    m_shard.remove(*this);
    m_ticket.reset();
}

/// Waits until the socket is ready in that direction. Always false: there is nothing to do before.
bool Connection::waitFor(IoStatus status) {
    if (status == IoStatus::WantRead) {
        m_readable = false;
        if (!m_waitsToRead) arm(Socket::wait_read);
    } else if (!m_waitsToWrite) {
        arm(Socket::wait_write);
    }
    return false;
}

void Connection::arm(Tcp::socket::wait_type direction) {
    const bool toRead = direction == Socket::wait_read;
    (toRead ? m_waitsToRead : m_waitsToWrite) = true;
    m_socket.async_wait(
        direction, [self = shared_from_this(), toRead](const boost::system::error_code& error) {
            (toRead ? self->m_waitsToRead : self->m_waitsToWrite) = false;
            if (error) return;
            if (toRead) self->m_readable = true;
            self->m_inTurn = 0;
            self->advance();
        });
}

/// Reads once into the input. True when something came; else waits or has closed.
bool Connection::fill() {
    const std::span<std::uint8_t> buffer = m_shard.readBuffer();
    const IoResult result =
        m_tls ? m_tls->read(buffer) : receiveSome(m_socket.native_handle(), buffer);
    m_readable = false;
    switch (result.status) {
    case IoStatus::Done:
        if (m_consumed == m_input.size()) {
            m_input.clear();
            m_consumed = 0;
        } else if (m_consumed > kCompactBeyond) {
            m_input.erase(0, m_consumed);
            m_consumed = 0;
        }
        m_input.append(textOf(buffer.first(result.bytes)));
        return true;
    case IoStatus::WantRead:
    case IoStatus::WantWrite:
        return waitFor(result.status);
    case IoStatus::Ended:
    case IoStatus::Failed:
        close();
        return false;
    }
    return false;
}

/// Counts what this body holds against what all bodies together may.
bool Connection::chargeBody() {
    const std::size_t size = m_parser->request().body.size();
    const std::size_t grown = size - m_chargedBytes;
    m_chargedBytes = size;
    return m_shard.core().m_bufferedBytes.fetch_add(grown) + grown <= limits().maxBufferedBytes;
}

void Connection::releaseBody() {
    if (m_chargedBytes == 0) return;
    m_shard.core().m_bufferedBytes.fetch_sub(m_chargedBytes);
    m_chargedBytes = 0;
}

void Connection::leaveHandshake() {
    if (!m_handshaking) return;
    m_handshaking = false;
    m_shard.core().m_handshakes.fetch_sub(1);
}

} // namespace scepter::http
