#include "admin_service.h"

#include "base/text.h"
#include "responder/admin.h"

#include <algorithm>

namespace scepter::responder {

namespace {

bool isToken(std::string_view name) {
    return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
}

bool isPath(std::string_view path) {
    return path.size() > 1 && path.size() <= 200 && path.front() == '/' && path.back() != '/' &&
           std::ranges::all_of(path, [](char c) {
               return c > ' ' && c < '\x7F' && c != '?' && c != '#' && c != '%';
           });
}

bool isTaken(std::string_view path) {
    const std::string lower = toLower(path);
    return lower.starts_with("/api/") || lower.starts_with("/certsrv/") || lower == "/healthz";
}

} // namespace

http::ServerLimits adminLimits() {
    http::ServerLimits limits;
    limits.maxRequestLineBytes = 8 * 1024;
    limits.maxHeaderBytes = 16 * 1024;
    limits.maxBodyBytes = 64 * 1024;
    limits.maxBufferedBytes = 4 * 1024 * 1024;
    limits.maxConnections = 256;
    limits.maxConnectionsPerAddress = 128;
    limits.maxTlsHandshakes = 64;
    return limits;
}

Result<void> checkAdminOptions(const AdminOptions& options) {
    if (!options.tls && !isLoopback(options.address))
        return fail(ErrorCode::InvalidArgument,
                    "the admin listener needs TLS on " + options.address +
                        ": passwords and codes go over it; plain HTTP is for 127.0.0.1 and ::1");
    if (!isPath(options.jamfPath) || isTaken(options.jamfPath))
        return fail(ErrorCode::InvalidArgument,
                    "Jamf's path begins with '/', as in /jamf/SCEPChallenge, and is no other's");
    if (!isToken(options.jamfHeader))
        return fail(ErrorCode::InvalidArgument, "Jamf's header is a name as X-Scepter-Token");
    if (!options.jamfOpenAccount.empty() && !isLoopback(options.address))
        return fail(ErrorCode::InvalidArgument,
                    "an account without a password is for callers on this machine: the admin "
                    "listener must be at 127.0.0.1 or ::1");
    return {};
}

class AdminServer::Private {
public:
    Private(store::Store& store, const Clock& clock, Log& log, AdminOptions options)
        : service(store, clock, log, std::move(options)) {}

    void stop(Duration grace) {
        if (server) server->stop(grace);
        service.finish();
    }

    AdminService service;
    std::unique_ptr<http::Server> server;
};

AdminServer::AdminServer(std::unique_ptr<Private> p)
    : m_p(std::move(p)) {
}

AdminServer::~AdminServer() {
    m_p->stop(Duration{0});
}

Result<std::unique_ptr<AdminServer>> AdminServer::start(store::Store& store, const Clock& clock,
                                                        Log& log, AdminOptions options) {
    SCEPTER_CHECK(checkAdminOptions(options));
    const std::string address = options.address;
    const std::uint16_t port = options.port;
    const http::ServerLimits limits = options.limits;
    auto tls = std::move(options.tls);
    options.tls.reset(); // the key is needed by the server alone
    auto p = std::make_unique<Private>(store, clock, log, std::move(options));
    auto server = http::Server::listen(
        address, port, limits, std::move(tls), 1, clock,
        [service = &p->service](http::Request request, http::Reply reply) {
            service->handle(std::move(request), std::move(reply));
        },
        [&log](const Error& trouble) {
            log.write(LogLevel::Error, "admin listener in trouble", {{"reason", toText(trouble)}});
        });
    if (!server) return failWith(std::move(server));
    p->server = std::move(*server);
    return std::unique_ptr<AdminServer>(new AdminServer(std::move(p)));
}

std::string AdminServer::url() const {
    return m_p->server->url();
}
std::uint16_t AdminServer::port() const {
    return m_p->server->port();
}
void AdminServer::stop(Duration grace) {
    m_p->stop(grace);
}

} // namespace scepter::responder
