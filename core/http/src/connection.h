// One connection of the server: a state machine over a non-blocking socket.
#pragma once

#include "head_scanner.h"
#include "request_parser.h"
#include "shard.h"

#include <optional>

namespace scepter::http {

/// Lives on its shard's thread; only answers come from elsewhere, and are posted there. Holds no
/// buffer while it waits for a request.
class Connection final : public std::enable_shared_from_this<Connection> {
public:
    Connection(Shard& shard, Socket socket, std::unique_ptr<Ticket> ticket,
               const Tcp::endpoint& peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();
    /// Goes on as far as it can without waiting.
    void advance();
    /// The handler's reply to the request of that number; ignored when it comes too late.
    void answer(std::uint64_t number, Response response);
    void timeOut();
    void close();

    [[nodiscard]] SteadyTime deadline() const { return m_deadline; }
    [[nodiscard]] std::size_t index() const { return m_index; }
    void setIndex(std::size_t index) { m_index = index; }

private:
    enum class State { Handshake, Idle, Head, Body, Handling, Writing, Lingering, Closed };
    enum class AfterWrite { NextRequest, ReadBody, Close };

    bool step();
    bool stepHandshake();
    bool stepIdle();
    bool stepHead();
    bool stepBody();
    bool stepWrite();
    bool stepLinger();

    bool beginHead();
    bool headComplete();
    bool handOver();
    bool nextRequest();
    void finish();

    void respond(Response response, bool keepAlive);
    bool refuse(unsigned status, std::string_view text);
    void queue(std::string head, Bytes body, AfterWrite after);

    bool waitFor(IoStatus status);
    void arm(Tcp::socket::wait_type direction);
    bool fill();
    IoResult write();
    void expire(Duration after) { m_deadline = std::chrono::steady_clock::now() + after; }
    bool chargeBody();
    void releaseBody();
    void leaveHandshake();
    [[nodiscard]] const ServerLimits& limits() const { return m_shard.core().m_limits; }
    [[nodiscard]] std::string_view unread() const {
        return std::string_view(m_input).substr(m_consumed);
    }

    Shard& m_shard;
    Socket m_socket;
    std::unique_ptr<Ticket> m_ticket;
    std::unique_ptr<TlsSession> m_tls;
    std::string m_address;
    std::uint16_t m_port;
    std::string m_localAddress;
    std::uint16_t m_localPort = 0;
    bool m_handshaking; // holds one of the handshakes that Listener::admit counted

    State m_state = State::Idle;
    SteadyTime m_deadline{};
    std::size_t m_index = 0;
    bool m_advancing = false;
    bool m_readable = false;
    bool m_waitsToRead = false;
    bool m_waitsToWrite = false;
    bool m_firstRequest = true;
    bool m_resumed = false; // posted to itself, for fairness
    std::size_t m_inTurn = 0;

    std::string m_input;
    std::size_t m_consumed = 0;
    std::optional<HeadScanner> m_scanner;
    std::unique_ptr<RequestParser> m_parser;
    TimePoint m_receivedAt;
    std::size_t m_chargedBytes = 0;
    std::uint64_t m_number = 0; // of the request being handled
    unsigned m_version = 11;
    bool m_isHead = false;
    bool m_keepAlive = false;

    std::string m_outHead;
    Bytes m_outBody;
    std::size_t m_written = 0;
    std::size_t m_writtenAtDeadline = 0;
    AfterWrite m_afterWrite = AfterWrite::Close;
};

} // namespace scepter::http
