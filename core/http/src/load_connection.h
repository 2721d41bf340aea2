// SPDX-License-Identifier: GPL-3.0-or-later
// One connection of the load client: a state machine over a non-blocking socket.
#pragma once

#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "http/load_client.h"
#include "resolve.h"
#include "response_reader.h"
#include "tls.h"

#include <array>
#include <vector>

namespace scepter::http {

/// What the connections of a client share.
struct LoadShared {
    boost::asio::io_context io{1};
    std::string host{};
    std::vector<SocketAddress> addresses{};
    std::unique_ptr<TlsContext> tls{}; ///< null: plain
    Duration timeout{0};
    std::size_t maxResponseBytes = 0;
    LoadClient::Answered answered{};
    std::uint64_t connects = 0;
    std::array<std::uint8_t, 16 * 1024> buffer{};
};

/// On the client's thread only. Outlives the handlers that it gives to Asio.
class LoadConnection {
public:
    LoadConnection(LoadShared& shared, unsigned index);
    ~LoadConnection() = default;
    LoadConnection(const LoadConnection&) = delete;
    LoadConnection& operator=(const LoadConnection&) = delete;

    void send(ByteView request);
    /// Ends a request whose time is up.
    void expire(LoadClient::SteadyTime now);

private:
    using Tcp = boost::asio::ip::tcp;
    using Socket = boost::asio::basic_stream_socket<Tcp, boost::asio::io_context::executor_type>;
    enum class State { Closed, Connecting, Handshaking, Sending, Receiving, Idle, Failing };

    void open();
    void connectNext();
    void connected();
    void advance();
    bool stepHandshake();
    bool stepSend();
    bool stepReceive();
    void watchIdle();
    void finish();
    void broken();
    void fail(LoadFailure failure);
    void close();
    IoResult read();
    void armRead();
    void armWrite();

    LoadShared& m_shared;
    const unsigned m_index;
    Socket m_socket;
    std::unique_ptr<TlsSession> m_tls;
    ResponseReader m_reader;
    State m_state = State::Closed;
    LoadClient::SteadyTime m_deadline{};
    ByteView m_request;
    std::size_t m_sent = 0;
    std::size_t m_address = 0;      ///< the next to try
    std::uint64_t m_generation = 0; ///< of the socket: handlers of an older one do nothing
    bool m_reused = false;          ///< the connection has served a request before
    bool m_waitsToRead = false;
    bool m_waitsToWrite = false;
};

} // namespace scepter::http
