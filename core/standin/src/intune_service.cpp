// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/intune_service.h"

#include "intune_desk.h"

namespace scepter::standin {

namespace {

constexpr unsigned kThreads = 2;

} // namespace

class IntuneService::Impl {
public:
    Impl(IntuneServiceOptions options, std::shared_ptr<IntuneState> state, const Clock& clock)
        : m_desk(std::move(options), std::move(state), clock) {}

    IntuneDesk m_desk;
    std::unique_ptr<http::Server> m_server; ///< last: it calls the desk
};

IntuneService::IntuneService(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
}

// Nobody may be waiting for an answer that is held back when the server ends.
IntuneService::~IntuneService() {
    m_impl->m_desk.faults().clearAll();
}

Result<std::unique_ptr<IntuneService>> IntuneService::start(IntuneServiceOptions options,
                                                            std::shared_ptr<IntuneState> state,
                                                            const Clock& clock) {
    const std::string address = options.address;
    const std::uint16_t port = options.port;
    std::optional<http::TlsOptions> tls = std::exchange(options.tls, std::nullopt);
    auto impl = std::make_unique<Impl>(std::move(options), std::move(state), clock);
    http::ServerLimits limits;
    limits.handlerTimeout = std::chrono::hours(24); // for what is held back
    SCEPTER_TRY(server, http::Server::listen(
                            address, port, limits, std::move(tls), kThreads, clock,
                            [desk = &impl->m_desk](http::Request request, http::Reply reply) {
                                desk->handle(std::move(request), std::move(reply));
                            }));
    const std::string& named = impl->m_desk.options().publicUrl;
    impl->m_desk.setPlace(named.empty() ? server->url() : named);
    impl->m_server = std::move(server);
    return std::unique_ptr<IntuneService>(new IntuneService(std::move(impl)));
}

std::string IntuneService::url() const {
    return m_impl->m_server->url();
}

IntuneState& IntuneService::state() {
    return m_impl->m_desk.state();
}

challenge::IntuneGate IntuneService::gate() const {
    const IntuneServiceOptions& options = m_impl->m_desk.options();
    const std::string place = options.publicUrl.empty() ? url() : options.publicUrl;
    challenge::IntuneGate gate;
    gate.tenant = options.tenant;
    gate.appId = options.appId;
    gate.provider = "Scepter";
    gate.authorityUrl = place;
    gate.graphUrl = place;
    const auto scheme = place.find("://");
    const std::string_view rest = std::string_view(place).substr(scheme + 3);
    gate.allowedHosts = {std::string(rest.substr(0, rest.find('/')))};
    return gate;
}

void IntuneService::setFault(IntuneActionKind action, Fault fault, unsigned times) {
    m_impl->m_desk.faults().set(std::string(toText(action)), std::move(fault), times);
}

void IntuneService::clearFault(IntuneActionKind action) {
    m_impl->m_desk.faults().clear(std::string(toText(action)));
}

void IntuneService::revokeTokens() {
    m_impl->m_desk.tokens().revokeAll();
}

void IntuneService::requestRevocation(std::string serialNumber, std::string issuerName) {
    m_impl->m_desk.requestRevocation(std::move(serialNumber), std::move(issuerName));
}

std::vector<challenge::IntuneRevocation> IntuneService::openRevocations() const {
    return m_impl->m_desk.openRevocations();
}

std::vector<challenge::IntuneRevocationResult> IntuneService::revocationResults() const {
    return m_impl->m_desk.revocationResults();
}

std::vector<IntuneCall> IntuneService::calls() const {
    return m_impl->m_desk.calls();
}

std::size_t IntuneService::count(IntuneActionKind action) const {
    return m_impl->m_desk.count(action);
}

void IntuneService::onCall(std::function<void(const IntuneCall&)> told) {
    m_impl->m_desk.onCall(std::move(told));
}

} // namespace scepter::standin
