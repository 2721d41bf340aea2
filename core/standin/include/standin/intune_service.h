// SPDX-License-Identifier: GPL-3.0-or-later
// A stand-in for Intune on this machine: what a SCEP server of others asks in Microsoft's cloud.
//
// It serves the token endpoint (with the two documents that Microsoft's client libraries ask for
// first), Graph's service discovery, ScepActions and the revocation requests. Paths and answers are
// those of Intune; the challenges are of our own form (standin/intune_challenge.h). Where Intune
// has no code for what is wrong (the hash of the request's signature, a notification about a
// request that was never validated) it answers Unknown with a description.
#pragma once

#include "challenge/gate.h"
#include "challenge/intune.h"
#include "http/server.h"
#include "standin/faults.h"
#include "standin/intune_state.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::standin {

enum class IntuneActionKind {
    Token,
    Discovery,
    Validate,
    Success,
    Failure,
    DownloadRevocations,
    UploadRevocations
};
/// "token", "discovery", "validate", "success", "failure", "download", "upload".
std::string_view toText(IntuneActionKind action);
std::optional<IntuneActionKind> intuneActionFromText(std::string_view text);

struct IntuneServiceOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: a free one
    std::optional<http::TlsOptions> tls;
    std::string publicUrl; ///< what discovery names; empty: the server's own
    std::string tenant = "lab.example";
    std::string appId = "5ce97e12-0000-4000-8000-000000000001";
    SecretBytes appKey;
    Duration tokenLife = std::chrono::hours(1);
};

/// One call as the operator sees it.
struct IntuneCall {
    TimePoint at;
    IntuneActionKind action = IntuneActionKind::Validate;
    std::string remoteAddress;
    std::string activityId; ///< client-request-id
    std::string caller;     ///< callerInfo
    std::string transactionId;
    std::string deviceId; ///< where the challenge could be read
    std::string profileId;
    std::string subject; ///< of the CSR
    unsigned status = 200;
    std::string code; ///< as answered; empty: none
    std::string description;
    std::string fault; ///< that was played; empty: none
    std::vector<challenge::Comparison> comparisons;
};

/// Thread-safe. Destroying it stops serving.
class IntuneService {
public:
    /// Errors of http::Server::listen. `clock` must outlive it.
    static Result<std::unique_ptr<IntuneService>>
    start(IntuneServiceOptions options, std::shared_ptr<IntuneState> state, const Clock& clock);
    ~IntuneService();
    IntuneService(const IntuneService&) = delete;
    IntuneService& operator=(const IntuneService&) = delete;

    [[nodiscard]] std::string url() const;
    [[nodiscard]] IntuneState& state();
    /// Settings of a gate that asks this service; its secret "appKey" is the options' one.
    [[nodiscard]] challenge::IntuneGate gate() const;

    /// Faults and canned codes (FaultKind::Code), for the next `times` calls or all (0).
    void setFault(IntuneActionKind action, Fault fault, unsigned times = 0);
    void clearFault(IntuneActionKind action);
    /// All tokens given so far are good no longer.
    void revokeTokens();

    /// Asks for the revocation of a certificate; the serial number as the notification told it.
    void requestRevocation(std::string serialNumber, std::string issuerName = {});
    /// What is still waited for, and what came of others.
    [[nodiscard]] std::vector<challenge::IntuneRevocation> openRevocations() const;
    [[nodiscard]] std::vector<challenge::IntuneRevocationResult> revocationResults() const;

    /// The last 1000 calls, oldest first.
    [[nodiscard]] std::vector<IntuneCall> calls() const;
    /// How many calls of an action there were.
    [[nodiscard]] std::size_t count(IntuneActionKind action) const;
    /// Called on an I/O thread after each call; before the first one.
    void onCall(std::function<void(const IntuneCall&)> told);

private:
    class Impl;
    explicit IntuneService(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace scepter::standin
