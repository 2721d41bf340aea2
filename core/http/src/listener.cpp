#include "listener.h"

#include "connection.h"
#include "response_head.h"

#include <boost/asio/post.hpp>

namespace scepter::http {

namespace {

constexpr int kBacklog = 4096;

} // namespace

Listener::Listener(std::vector<std::shared_ptr<Shard>> shards)
    : m_shards(std::move(shards))
    , m_core(m_shards.front()->sharedCore())
    , m_acceptor(m_shards.front()->io())
    , m_backoff(m_shards.front()->io()) {
}

Result<void> Listener::open(const Tcp::endpoint& endpoint) {
    SCEPTER_CHECK(openAndBind(m_acceptor, endpoint));
    boost::system::error_code error;
    m_acceptor.listen(kBacklog, error);
    SCEPTER_CHECK(checkListening(error, endpoint));
    m_endpoint = m_acceptor.local_endpoint(error);
    return checkListening(error, endpoint);
}

void Listener::close() {
    boost::system::error_code ignored;
    m_acceptor.close(ignored);
    m_backoff.cancel();
}

void Listener::accept() {
    Shard& shard = *m_shards[m_next];
    m_next = (m_next + 1) % m_shards.size();
    m_acceptor.async_accept(shard.io(),
                            [this, &shard](const boost::system::error_code& error, Socket socket) {
                                accepted(error, std::move(socket), shard);
                            });
}

void Listener::accepted(const boost::system::error_code& error, Socket socket, Shard& shard) {
    if (error == asio::error::operation_aborted || !m_acceptor.is_open()) return;
    if (!error) {
        m_inTrouble = false;
        admit(std::move(socket), shard);
    } else if (error != asio::error::connection_aborted) {
        backOff(error);
        return;
    }
    accept();
}

void Listener::admit(Socket socket, Shard& shard) {
    boost::system::error_code error;
    const Tcp::endpoint peer = socket.remote_endpoint(error);
    if (error) return; // gone already
    closeOnExec(socket.native_handle());
    const bool tls = m_core->m_tls != nullptr;
    if (tls && m_core->m_handshakes >= m_core->m_limits.maxTlsHandshakes) {
        ++m_core->m_refused;
        return;
    }
    auto ticket = Ticket::take(m_core, peer.address());
    if (!ticket) {
        ++m_core->m_refused;
        if (tls) return;
        const Response busy = Response::text(503, "too many connections\n");
        std::string text = responseHead(busy, {}, httpDate(m_core->m_clock.now()));
        text.append(textOf(busy.body));
        sendSome(socket.native_handle(), bytesOf(text));
        // What is unread when a socket is closed makes it a reset, which would take the answer
        // away.
        std::array<std::uint8_t, 4096> discarded{};
        receiveSome(socket.native_handle(), discarded);
        socket.shutdown(Socket::shutdown_send, error);
        return;
    }
    ++m_core->m_accepted;
    if (tls) ++m_core->m_handshakes;
    auto connection =
        std::make_shared<Connection>(shard, std::move(socket), std::move(ticket), peer);
    asio::post(shard.io(), [connection = std::move(connection)] { connection->start(); });
}

/// Out of descriptors or memory: connections wait in the backlog until others have closed.
void Listener::backOff(const boost::system::error_code& error) {
    ++m_core->m_acceptErrors;
    if (!std::exchange(m_inTrouble, true))
        m_core->report(ErrorCode::ListenFailed, "cannot accept connections: " + error.message());
    m_backoff.expires_after(m_core->m_limits.acceptBackoff);
    m_backoff.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled && m_acceptor.is_open()) accept();
    });
}

} // namespace scepter::http
