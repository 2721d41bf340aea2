#include "shard.h"

#include "connection.h"
#include "response_head.h"

#include <algorithm>

namespace scepter::http {

namespace {

/// An IPv4 address as it is, an IPv6 one as its /64, which is what one host commonly has.
std::array<std::uint8_t, 16> keyOf(const asio::ip::address& address) {
    std::array<std::uint8_t, 16> key{};
    if (address.is_v4()) {
        const auto bytes = address.to_v4().to_bytes();
        key[15] = 4;
        std::copy(bytes.begin(), bytes.end(), key.begin());
    } else {
        const auto bytes = address.to_v6().to_bytes();
        key[15] = 6;
        std::copy(bytes.begin(), bytes.begin() + 8, key.begin());
    }
    return key;
}

/// Deadlines are looked at by one timer per thread, instead of one per connection that each request
/// would set anew. A quarter of the shortest is exact enough.
Duration tickFor(const ServerLimits& limits) {
    const Duration shortest =
        std::min({limits.headerTimeout, limits.bodyTimeout, limits.idleTimeout, limits.writeTimeout,
                  limits.handlerTimeout, limits.tlsHandshakeTimeout, limits.lingerTimeout});
    return std::clamp(shortest / 4, Duration(10), Duration(250));
}

} // namespace

Core::Core(const ServerLimits& limits, std::unique_ptr<TlsContext> tls, const Clock& clock,
           Handler handler, Trouble trouble)
    : m_limits(limits)
    , m_tls(std::move(tls))
    , m_clock(clock)
    , m_handler(std::move(handler))
    , m_trouble(std::move(trouble)) {
}

std::size_t Core::openConnections() const {
    const std::lock_guard lock(m_mutex);
    return m_open;
}

void Core::waitUntilClosed(Duration grace) {
    std::unique_lock lock(m_mutex);
    m_allClosed.wait_for(lock, std::min<Duration>(grace, std::chrono::hours(24)),
                         [this] { return m_open == 0; });
}

void Core::report(ErrorCode code, const std::string& detail) const {
    if (m_trouble) m_trouble(Error{code, detail, {}, std::nullopt});
}

std::unique_ptr<Ticket> Ticket::take(std::shared_ptr<Core> core, const asio::ip::address& peer) {
    const auto key = keyOf(peer);
    const std::lock_guard lock(core->m_mutex);
    if (core->m_open >= core->m_limits.maxConnections) return nullptr;
    auto& ofAddress = core->m_perAddress[key];
    if (ofAddress >= core->m_limits.maxConnectionsPerAddress) {
        if (ofAddress == 0) core->m_perAddress.erase(key);
        return nullptr;
    }
    ++ofAddress;
    ++core->m_open;
    return std::unique_ptr<Ticket>(new Ticket(core, key));
}

Ticket::~Ticket() {
    const std::lock_guard lock(m_core->m_mutex);
    const auto found = m_core->m_perAddress.find(m_key);
    if (found != m_core->m_perAddress.end() && --found->second == 0)
        m_core->m_perAddress.erase(found);
    if (--m_core->m_open == 0) m_core->m_allClosed.notify_all();
}

Shard::Shard(std::shared_ptr<Core> core)
    : m_core(std::move(core))
    , m_tickEvery(tickFor(m_core->m_limits)) {
}

Shard::~Shard() = default;

void Shard::run() {
    while (!m_io.stopped()) {
        try {
            m_io.run();
        } catch (const std::exception& error) {
            // Out of memory in one connection's step; the others go on.
            m_core->report(ErrorCode::Internal,
                           std::string("an HTTP step failed: ") + error.what());
        }
    }
}

void Shard::add(std::shared_ptr<Connection> connection) {
    connection->setIndex(m_connections.size());
    m_connections.push_back(std::move(connection));
    if (!m_ticking) armTick();
}

void Shard::remove(Connection& connection) {
    const std::size_t index = connection.index();
    if (index + 1 != m_connections.size()) {
        m_connections.back()->setIndex(index);
        std::swap(m_connections[index], m_connections.back());
    }
    m_connections.pop_back();
}

void Shard::drain() {
    for (std::size_t i = m_connections.size(); i-- > 0;) {
        const std::shared_ptr<Connection> connection = m_connections[i];
        connection->advance();
    }
}

void Shard::shutDown() {
    while (!m_connections.empty()) {
        const std::shared_ptr<Connection> connection = m_connections.back();
        connection->close();
    }
    m_ticker.cancel();
    m_work.reset();
}

const std::string& Shard::date() {
    const TimePoint now = m_core->m_clock.now();
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (second != m_dateSecond) {
        m_dateSecond = second;
        m_date = httpDate(now);
    }
    return m_date;
}

void Shard::armTick() {
    m_ticking = true;
    m_ticker.expires_after(m_tickEvery);
    m_ticker.async_wait([this](const boost::system::error_code& error) {
        if (!error) tick();
    });
}

void Shard::tick() {
    const SteadyTime now = std::chrono::steady_clock::now();
    // Backwards, because a connection that closes swaps the last one into its place.
    for (std::size_t i = m_connections.size(); i-- > 0;) {
        if (m_connections[i]->deadline() > now) continue;
        const std::shared_ptr<Connection> connection = m_connections[i];
        connection->timeOut();
    }
    m_ticking = false;
    if (!m_connections.empty()) armTick();
}

} // namespace scepter::http
