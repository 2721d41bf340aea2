// SPDX-License-Identifier: GPL-3.0-or-later
// Codes for others: a listener of its own for who has an account.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "challenge/try_limiter.h"
#include "http/server.h"
#include "store/store.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::responder {

/// Limits for a handful of callers with small requests.
http::ServerLimits adminLimits();

struct AdminOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8090; ///< 0 picks a free one
    std::optional<http::TlsOptions> tls;
    http::ServerLimits limits = adminLimits();
    /// Names by which it is called besides its addresses: what stands before a reverse proxy.
    std::vector<std::string> hostNames;
    std::string jamfPath = "/jamf/SCEPChallenge";
    /// A header that may have an account's token in place of Authorization.
    std::string jamfHeader = "X-Scepter-Token";
    /// The account of callers from this machine that show nothing; empty: there is none. Only for
    /// a loopback address.
    std::string jamfOpenAccount;
    /// Wrong passwords and tokens of one address.
    challenge::TryLimit tryLimit{5, std::chrono::minutes{10}, 1000};
    /// How long a password that was right need not be compared again.
    Duration rememberFor = std::chrono::seconds{60};
    /// Passwords waiting to be compared; more get 503.
    std::size_t maxQueuedLogins = 32;
};

/// InvalidArgument: plain HTTP beyond this machine, a path or a header that cannot be, an open
/// account where others could reach it.
Result<void> checkAdminOptions(const AdminOptions& options);

/// "CN={serialNumber},O=Example": InvalidArgument when it is no such text. See
/// store::AccountSettings::deviceSubject.
Result<void> checkDeviceSubject(std::string_view text);

/// Serves the NDES page, Jamf's webhook and the REST calls of one workspace, which must be
/// unlocked. Passwords are compared two at a time, on threads of its own. Its functions may be
/// called from any thread; store, clock and log must outlive it.
class AdminServer {
public:
    /// Errors of checkAdminOptions() and http::Server::listen().
    static Result<std::unique_ptr<AdminServer>> start(store::Store& store, const Clock& clock,
                                                      Log& log, AdminOptions options);
    ~AdminServer();
    AdminServer(const AdminServer&) = delete;
    AdminServer& operator=(const AdminServer&) = delete;

    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::uint16_t port() const;
    /// As http::Server::stop.
    void stop(Duration grace);

private:
    class Private;
    explicit AdminServer(std::unique_ptr<Private> p);
    std::unique_ptr<Private> m_p;
};

} // namespace scepter::responder
