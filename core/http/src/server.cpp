#include "http/server.h"

#include "address.h"
#include "listener.h"

#include <boost/asio/post.hpp>
#include <thread>

namespace scepter::http {

namespace {

std::string urlOf(const Tcp::endpoint& endpoint, bool tls) {
    asio::ip::address address = endpoint.address();
    if (address.is_unspecified())
        address = address.is_v4() ? asio::ip::address(asio::ip::address_v4::loopback())
                                  : asio::ip::address(asio::ip::address_v6::loopback());
    const std::string host =
        address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
    return (tls ? "https://" : "http://") + host + ":" + std::to_string(endpoint.port());
}

} // namespace

class Server::Impl {
public:
    Impl(std::shared_ptr<Core> core, unsigned ioThreads);
    ~Impl() { stop(Duration::zero()); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Result<void> start(const Tcp::endpoint& endpoint);
    void stop(Duration grace);

    std::shared_ptr<Core> m_core;
    Tcp::endpoint m_endpoint;

private:
    std::vector<std::shared_ptr<Shard>> m_shards;
    std::unique_ptr<Listener> m_listener;
    std::vector<std::thread> m_threads;
    std::mutex m_stopping;
};

Server::Impl::Impl(std::shared_ptr<Core> core, unsigned ioThreads)
    : m_core(std::move(core)) {
    for (unsigned i = 0; i < std::max(ioThreads, 1U); ++i)
        m_shards.push_back(std::make_shared<Shard>(m_core));
}

Result<void> Server::Impl::start(const Tcp::endpoint& endpoint) {
    m_listener = std::make_unique<Listener>(m_shards);
    SCEPTER_CHECK(m_listener->open(endpoint));
    m_endpoint = m_listener->endpoint();
    m_listener->start();
    for (const auto& shard : m_shards)
        m_threads.emplace_back([shard] { shard->run(); });
    return {};
}

void Server::Impl::stop(Duration grace) {
    const std::lock_guard lock(m_stopping);
    if (m_threads.empty()) return;
    m_core->m_draining = true;
    asio::post(m_shards.front()->io(), [this] { m_listener->close(); });
    for (const auto& shard : m_shards)
        asio::post(shard->io(), [shard = shard.get()] { shard->drain(); });
    m_core->waitUntilClosed(grace);
    m_core->m_stopped = true;
    // The loops run empty rather than being stopped: an accept in flight holds a socket of another
    // shard, which must not be found in this one's queue when that shard is gone.
    for (const auto& shard : m_shards)
        asio::post(shard->io(), [shard = shard.get()] { shard->shutDown(); });
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
}

Server::Server(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(std::string_view address, std::uint16_t port,
                                               const ServerLimits& limits,
                                               std::optional<TlsOptions> tls, unsigned ioThreads,
                                               const Clock& clock, Handler handler,
                                               Trouble trouble) {
    SCEPTER_TRY(numeric, addressFrom(address));
    std::unique_ptr<TlsContext> context;
    if (tls) {
        SCEPTER_TRY(made, TlsContext::make(*tls));
        context = std::move(made);
    }
    try {
        auto core = std::make_shared<Core>(limits, std::move(context), clock, std::move(handler),
                                           std::move(trouble));
        auto impl = std::make_unique<Impl>(std::move(core), ioThreads);
        SCEPTER_CHECK(impl->start(Tcp::endpoint(numeric, port)));
        return std::unique_ptr<Server>(new Server(std::move(impl)));
    } catch (const std::exception& error) {
        // Asio throws where the system has no descriptor or thread left to give.
        return fail(ErrorCode::ListenFailed,
                    std::string("the server cannot start: ") + error.what());
    }
}

std::uint16_t Server::port() const {
    return m_impl->m_endpoint.port();
}

std::string Server::url() const {
    return urlOf(m_impl->m_endpoint, m_impl->m_core->m_tls != nullptr);
}

Server::Statistics Server::statistics() const {
    const Core& core = *m_impl->m_core;
    return {core.openConnections(), core.m_accepted, core.m_refused,     core.m_requests,
            core.m_rejected,        core.m_timedOut, core.m_acceptErrors};
}

void Server::stop(Duration grace) {
    m_impl->stop(grace);
}

} // namespace scepter::http
