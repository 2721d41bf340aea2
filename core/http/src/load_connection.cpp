// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_connection.h"

#include <boost/asio/post.hpp>

#include <cstring>

namespace scepter::http {

namespace asio = boost::asio;

LoadConnection::LoadConnection(LoadShared& shared, unsigned index)
    : m_shared(shared)
    , m_index(index)
    , m_socket(shared.io)
    , m_reader(shared.maxResponseBytes, false) {
}

void LoadConnection::send(ByteView request) {
    m_request = request;
    m_sent = 0;
    m_reader.begin();
    m_deadline = std::chrono::steady_clock::now() + m_shared.timeout;
    if (m_state != State::Idle) {
        open();
        return;
    }
    m_reused = true;
    m_state = State::Sending;
    advance();
}

void LoadConnection::expire(LoadClient::SteadyTime now) {
    const bool waits =
        m_state != State::Closed && m_state != State::Idle && m_state != State::Failing;
    if (waits && now >= m_deadline) fail(LoadFailure::TimedOut);
}

void LoadConnection::open() {
    close();
    m_reused = false;
    m_address = 0;
    m_state = State::Connecting;
    connectNext();
}

void LoadConnection::connectNext() {
    close();
    if (m_address == m_shared.addresses.size()) {
        fail(LoadFailure::Unreachable);
        return;
    }
    const SocketAddress& address = m_shared.addresses[m_address++];
    Tcp::endpoint endpoint;
    endpoint.resize(address.size);
    std::memcpy(endpoint.data(), address.get(), address.size);
    boost::system::error_code error;
    m_socket.open(endpoint.protocol(), error);
    if (!error) m_socket.non_blocking(true, error);
    if (error) { // out of descriptors, or no such family here
        connectNext();
        return;
    }
    m_socket.set_option(Tcp::no_delay(true), error);
    m_socket.async_connect(
        endpoint, [this, generation = m_generation](const boost::system::error_code& failed) {
            if (generation != m_generation || m_state != State::Connecting) return;
            if (failed)
                connectNext();
            else
                connected();
        });
}

void LoadConnection::connected() {
    ++m_shared.connects;
    m_state = State::Sending;
    if (m_shared.tls) {
        m_tls = TlsSession::connect(*m_shared.tls, m_socket.native_handle(), m_shared.host);
        if (!m_tls) {
            fail(LoadFailure::TlsFailed);
            return;
        }
        m_state = State::Handshaking;
    }
    advance();
}

/// Goes on as far as it can without waiting.
void LoadConnection::advance() {
    bool goesOn = true;
    while (goesOn) {
        switch (m_state) {
        case State::Handshaking:
            goesOn = stepHandshake();
            break;
        case State::Sending:
            goesOn = stepSend();
            break;
        case State::Receiving:
            goesOn = stepReceive();
            break;
        default:
            goesOn = false;
        }
    }
}

bool LoadConnection::stepHandshake() {
    const IoResult result = m_tls->handshake();
    switch (result.status) {
    case IoStatus::Done:
        m_state = State::Sending;
        return true;
    case IoStatus::WantRead:
        armRead();
        return false;
    case IoStatus::WantWrite:
        armWrite();
        return false;
    default:
        fail(LoadFailure::TlsFailed);
        return false;
    }
}

bool LoadConnection::stepSend() {
    while (m_sent < m_request.size()) {
        const ByteView rest = m_request.subspan(m_sent);
        const IoResult result =
            m_tls ? m_tls->write(rest) : sendSome(m_socket.native_handle(), rest);
        if (result.status == IoStatus::WantWrite || result.status == IoStatus::WantRead) {
            // The server may answer before it has read everything.
            armWrite();
            return stepReceive();
        }
        // What it said before it stopped listening is still read.
        if (result.status != IoStatus::Done) break;
        m_sent += result.bytes;
    }
    m_state = State::Receiving;
    // The answer is not here yet: do not ask the system for it in vain.
    if (m_sent == m_request.size()) armRead();
    return m_sent < m_request.size();
}

/// True while there is more to do at once.
bool LoadConnection::stepReceive() {
    const IoResult result = read();
    switch (result.status) {
    case IoStatus::Done:
        if (const auto taken = m_reader.take(ByteView(m_shared.buffer).first(result.bytes)); !taken)
            fail(taken.error().code == ErrorCode::LimitExceeded ? LoadFailure::TooLarge
                                                                : LoadFailure::Malformed);
        else if (m_reader.isComplete())
            finish();
        else
            return true;
        return false;
    case IoStatus::WantRead:
        armRead();
        return false;
    case IoStatus::WantWrite:
        armWrite();
        return false;
    default:
        broken();
        return false;
    }
}

IoResult LoadConnection::read() {
    return m_tls ? m_tls->read(m_shared.buffer)
                 : receiveSome(m_socket.native_handle(), m_shared.buffer);
}

/// The response is whole.
void LoadConnection::finish() {
    if (m_reader.keepsAlive() && m_sent == m_request.size()) {
        m_state = State::Idle;
    } else {
        close();
        m_state = State::Closed;
    }
    m_shared.answered(m_index, {std::nullopt, m_reader.status(), m_reader.body()});
    if (m_state == State::Idle) armRead();
}

/// An idle connection became readable: its end, or what nobody asked for. In TLS also session
/// tickets, which come after the handshake.
void LoadConnection::watchIdle() {
    const IoResult result = read();
    if (result.status == IoStatus::WantRead) {
        armRead();
        return;
    }
    close();
    m_state = State::Closed;
}

/// The server ended the connection, or it broke.
void LoadConnection::broken() {
    if (m_reused && !m_reader.hasBegun()) {
        // It was closed for idleness while the request was on its way (RFC 9112 section 9.3.1).
        m_sent = 0;
        open();
        return;
    }
    // A body without a length ends with the connection.
    if (m_reader.hasBegun() && m_reader.end()) {
        finish();
        return;
    }
    fail(LoadFailure::Reset);
}

void LoadConnection::fail(LoadFailure failure) {
    close();
    m_state = State::Failing;
    // Never from within send().
    asio::post(m_shared.io, [this, failure] {
        m_state = State::Closed;
        m_shared.answered(m_index, {failure, 0, {}});
    });
}

void LoadConnection::close() {
    ++m_generation;
    m_waitsToRead = false;
    m_waitsToWrite = false;
    m_tls.reset();
    boost::system::error_code ignored;
    m_socket.close(ignored);
}

void LoadConnection::armRead() {
    if (m_waitsToRead) return;
    m_waitsToRead = true;
    m_socket.async_wait(Tcp::socket::wait_read,
                        [this, generation = m_generation](const boost::system::error_code& error) {
                            if (generation != m_generation || error) return;
                            m_waitsToRead = false;
                            if (m_state == State::Idle)
                                watchIdle();
                            else
                                advance();
                        });
}

void LoadConnection::armWrite() {
    if (m_waitsToWrite) return;
    m_waitsToWrite = true;
    m_socket.async_wait(Tcp::socket::wait_write,
                        [this, generation = m_generation](const boost::system::error_code& error) {
                            if (generation != m_generation || error) return;
                            m_waitsToWrite = false;
                            if (m_state != State::Idle) advance();
                        });
}

} // namespace scepter::http
