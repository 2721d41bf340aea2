// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/load_client.h"

#include "load_connection.h"

#include <algorithm>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace scepter::http {

namespace asio = boost::asio;

namespace {

using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>,
                                         asio::io_context::executor_type>;

/// How late a time-out may come.
Duration tickOf(Duration timeout) {
    return std::clamp<Duration>(timeout / 20, std::chrono::milliseconds(5),
                                std::chrono::milliseconds(100));
}

} // namespace

class LoadClient::Impl {
public:
    void addConnections(unsigned count) {
        m_connections.reserve(count);
        for (unsigned i = 0; i < count; ++i)
            m_connections.push_back(std::make_unique<LoadConnection>(m_shared, i));
    }
    void armTick() {
        m_ticker.expires_after(tickOf(m_shared.timeout));
        m_ticker.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            const SteadyTime now = std::chrono::steady_clock::now();
            for (const auto& connection : m_connections)
                connection->expire(now);
            armTick();
        });
    }

    LoadShared m_shared; // first: destroyed last, after what waits in its queue
    asio::executor_work_guard<asio::io_context::executor_type> m_work{m_shared.io.get_executor()};
    Timer m_ticker{m_shared.io};
    Timer m_timer{m_shared.io};
    std::uint64_t m_timers = 0;
    std::vector<std::unique_ptr<LoadConnection>> m_connections;
};

std::string_view toText(LoadFailure failure) {
    switch (failure) {
    case LoadFailure::Unreachable:
        return "Unreachable";
    case LoadFailure::TlsFailed:
        return "TlsFailed";
    case LoadFailure::TimedOut:
        return "TimedOut";
    case LoadFailure::Reset:
        return "ConnectionReset";
    case LoadFailure::TooLarge:
        return "LimitExceeded";
    case LoadFailure::Malformed:
        return "HttpMalformed";
    }
    return "";
}

Result<std::unique_ptr<LoadClient>> LoadClient::make(const LoadClientOptions& options,
                                                     const std::stop_token& stop) {
    if (options.connections == 0 || options.timeout <= Duration{0})
        return fail(ErrorCode::InvalidArgument, "a load needs connections and time");
    auto impl = std::make_unique<Impl>();
    LoadShared& shared = impl->m_shared;
    shared.host = options.target.host;
    shared.timeout = options.timeout;
    shared.maxResponseBytes = options.maxResponseBytes;
    SCEPTER_TRY(addresses, resolve(options.target.host, options.target.port,
                                   std::chrono::steady_clock::now() + options.timeout, stop));
    shared.addresses = std::move(addresses);
    if (options.target.tls) {
        SCEPTER_TRY(context, TlsContext::makeClient(options.target));
        shared.tls = std::move(context);
    }
    impl->addConnections(options.connections);
    return std::unique_ptr<LoadClient>(new LoadClient(std::move(impl)));
}

LoadClient::LoadClient(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
}
LoadClient::~LoadClient() = default;

void LoadClient::onAnswer(Answered answered) {
    m_impl->m_shared.answered = std::move(answered);
}

void LoadClient::send(unsigned connection, ByteView request) {
    m_impl->m_connections[connection]->send(request);
}

void LoadClient::at(SteadyTime time, std::function<void()> function) {
    // Its predecessor may be in the queue already, past cancelling.
    const std::uint64_t number = ++m_impl->m_timers;
    m_impl->m_timer.expires_at(time);
    m_impl->m_timer.async_wait([impl = m_impl.get(), number, function = std::move(function)](
                                   const boost::system::error_code& error) {
        if (!error && number == impl->m_timers) function();
    });
}

void LoadClient::post(std::function<void()> function) {
    asio::post(m_impl->m_shared.io, std::move(function));
}

void LoadClient::run() {
    m_impl->armTick();
    m_impl->m_shared.io.run();
}

void LoadClient::stop() {
    m_impl->m_shared.io.stop();
}

std::uint64_t LoadClient::connects() const {
    return m_impl->m_shared.connects;
}

} // namespace scepter::http
