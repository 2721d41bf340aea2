// The SCEP service: what is served, and by whom.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "enrollment/engine.h"
#include "http/server.h"
#include "responder/authority_loader.h"
#include "responder/crl_keeper.h"
#include "responder/exchange_recorder.h"
#include "responder/runtime.h"
#include "responder/statistics.h"
#include "responder/target_status.h"
#include "responder/traffic_recorder.h"
#include "store/store.h"

#include <memory>
#include <optional>
#include <string>

namespace scepter::responder {

struct ResponderOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; ///< 0 picks a free one
    std::optional<http::TlsOptions> tls;
    http::ServerLimits limits;
    unsigned ioThreads = 1;
    unsigned workers = 0;                   ///< crypto threads; 0: one for each core
    std::size_t maxQueuedOperations = 4096; ///< PKIOperations waiting for a worker; more get 503
    /// A change of configuration by another process is seen after at most this long.
    Duration configurationDelay = std::chrono::milliseconds{20};
    /// Gets each exchange just before its answer leaves; must outlive the responder. Null: nothing
    /// is recorded. Not among them: what is no HTTP and what the HTTP server refuses or answers
    /// itself (limits, time-outs), and health checks. Where the HTTP server has given up on a slow
    /// answer, the record shows the answer that came too late.
    ExchangeRecorder* recorder = nullptr;
    /// The same exchanges, kept on disk beside the workspace for everybody who opens it. Nothing,
    /// or TrafficMode::Off: they are not.
    std::optional<TrafficSettings> traffic;
    /// The crypto threads run at a lower priority than the rest of the process, so that a window in
    /// it goes on moving under load. On Linux; elsewhere it changes nothing.
    bool yieldToWindow = false;

    /// A second copy, with the TLS key.
    [[nodiscard]] ResponderOptions clone() const;
};

/// Serves one workspace. Its functions may be called from any thread; the store, loader, clock and
/// log must outlive it.
class Responder {
public:
    /// Loads the configuration and listens. AddressInUse, AddressNotHere, PortForbidden,
    /// ListenFailed, TlsFailed, and what the store and the loader answer.
    static Result<std::unique_ptr<Responder>> start(store::Store& store, AuthorityLoader& loader,
                                                    const Clock& clock, Log& log,
                                                    ResponderOptions options);
    /// Stops without grace.
    ~Responder();
    Responder(const Responder&) = delete;
    Responder& operator=(const Responder&) = delete;

    [[nodiscard]] std::string url() const; ///< "http://127.0.0.1:8080"
    [[nodiscard]] std::uint16_t port() const;
    /// At any time, also while stop() runs in another thread.
    [[nodiscard]] ResponderStatistics statistics() const;
    /// Whom gates have asked so far, and whether asking is paused. At any time.
    [[nodiscard]] std::vector<TargetStatus> targets() const;
    /// Ends the pause of a target.
    void tryNow(const std::string& target);
    /// Finishes what is in flight, at most `grace`, then closes. Blocks, also a second call until
    /// the first is done: not for a GUI thread, which follows it by statistics().
    void stop(Duration grace);

private:
    class Private;
    explicit Responder(std::unique_ptr<Private> p);
    std::unique_ptr<Private> m_p;
};

} // namespace scepter::responder
