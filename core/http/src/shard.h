// What connections share: with all others (Core), and with those of one I/O thread (Shard).
#pragma once

#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/server.h"
#include "tls.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace scepter::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
/// Bound to the concrete executor: the polymorphic one costs an indirection per operation.
using Socket = asio::basic_stream_socket<Tcp, asio::io_context::executor_type>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>,
                                         asio::io_context::executor_type>;
using SteadyTime = std::chrono::steady_clock::time_point;

class Connection;

/// Settings, counters and the handler. Outlives every connection and every reply.
class Core {
public:
    Core(const ServerLimits& limits, std::unique_ptr<TlsContext> tls, const Clock& clock,
         Handler handler, Trouble trouble);

    const ServerLimits m_limits;
    const std::unique_ptr<TlsContext> m_tls;
    const Clock& m_clock;
    const Handler m_handler;

    std::atomic<bool> m_draining = false; ///< no new requests
    std::atomic<bool> m_stopped = false;  ///< no connections
    std::atomic<std::size_t> m_bufferedBytes = 0;
    std::atomic<std::size_t> m_handshakes = 0;
    std::atomic<std::uint64_t> m_accepted = 0;
    std::atomic<std::uint64_t> m_refused = 0;
    std::atomic<std::uint64_t> m_requests = 0;
    std::atomic<std::uint64_t> m_rejected = 0;
    std::atomic<std::uint64_t> m_timedOut = 0;
    std::atomic<std::uint64_t> m_acceptErrors = 0;

    [[nodiscard]] std::size_t openConnections() const;
    /// Blocks until no connection is open, or `grace` has passed.
    void waitUntilClosed(Duration grace);
    void report(ErrorCode code, const std::string& detail) const;

private:
    friend class Ticket;
    const Trouble m_trouble;
    mutable std::mutex m_mutex;
    std::condition_variable m_allClosed;
    std::size_t m_open = 0;
    std::map<std::array<std::uint8_t, 16>, std::size_t> m_perAddress;
};

/// The right of one connection to exist: counted while held.
class Ticket {
public:
    /// Nothing beyond a limit.
    static std::unique_ptr<Ticket> take(std::shared_ptr<Core> core, const asio::ip::address& peer);
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

private:
    Ticket(std::shared_ptr<Core> core, const std::array<std::uint8_t, 16>& key)
        : m_core(std::move(core))
        , m_key(key) {}
    std::shared_ptr<Core> m_core;
    std::array<std::uint8_t, 16> m_key;
};

/// One I/O thread's share: its event loop and its connections. Everything but the loop itself is
/// touched by that thread alone.
class Shard : public std::enable_shared_from_this<Shard> {
public:
    explicit Shard(std::shared_ptr<Core> core);
    ~Shard();

    Core& core() { return *m_core; }
    const std::shared_ptr<Core>& sharedCore() const { return m_core; }
    asio::io_context& io() { return m_io; }
    /// Runs the loop until it was shut down.
    void run();

    void add(std::shared_ptr<Connection> connection);
    void remove(Connection& connection);
    void drain();
    /// Closes all connections and lets the loop end.
    void shutDown();

    std::span<std::uint8_t> readBuffer() { return m_readBuffer; }
    /// The Date header, made once a second.
    const std::string& date();

private:
    void armTick();
    void tick();

    // First, so that it is destroyed last: after whatever its queue still holds.
    const std::shared_ptr<Core> m_core;
    asio::io_context m_io{1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work{m_io.get_executor()};
    Timer m_ticker{m_io};
    Duration m_tickEvery;
    bool m_ticking = false;
    std::vector<std::shared_ptr<Connection>> m_connections;
    std::array<std::uint8_t, 16 * 1024> m_readBuffer{};
    std::chrono::sys_seconds m_dateSecond{std::chrono::seconds(-1)};
    std::string m_date;
};

} // namespace scepter::http
