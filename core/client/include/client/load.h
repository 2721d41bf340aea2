// SPDX-License-Identifier: GPL-3.0-or-later
// Many enrollments at once against one service, and how long they take.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "client/service.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace scepter::client {

enum class LoadMessages {
    Prebuilt, ///< all requests are written before the first is sent, and kept in memory
    Live,     ///< each is written when its turn comes, its answer opened and checked
};

struct LoadOptions {
    ServiceOptions service;
    http::ClientOptions http; ///< of GetCACaps and GetCACert, and its TLS settings of all
    LoadMessages messages = LoadMessages::Prebuilt;
    unsigned clients = 8; ///< connections, at most 1024
    /// 0: until the time is up. Pre-built ones need a number, or a time and a rate.
    std::uint64_t requests = 1000;
    Duration time{0}; ///< 0: until the requests are done
    double rate = 0;  ///< requests a second (open loop); 0: as fast as answers come
    Duration ramp{0}; ///< clients (or the rate) grow to their number over this time
    std::string subject = "CN=load-{n}"; ///< {n}: the number of the request, from 1
    pki::KeySpec key;
    unsigned keys = 8; ///< that the requests share; 0: one for each request
    /// Null: without. Asked for each request while it is written, from several threads.
    std::function<Result<SecretBytes>()> nextChallenge{};
    std::optional<std::int64_t> serverPid{}; ///< its CPU time is read from the system
    std::stop_token stop{};
};

/// Latencies in logarithmic buckets: no sample is kept, percentiles are within 3 %.
class Latencies {
public:
    void add(std::chrono::microseconds latency);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// 0 < share <= 1. Zero when nothing was added.
    [[nodiscard]] std::chrono::microseconds percentile(double share) const;
    [[nodiscard]] std::chrono::microseconds worst() const { return m_worst; }

private:
    static constexpr std::size_t kBuckets = 1024; ///< up to 2^36 us, 19 hours
    std::array<std::uint64_t, kBuckets> m_buckets{};
    std::uint64_t m_count = 0;
    std::chrono::microseconds m_worst{0};
};

/// One second of it, for plots.
struct LoadSecond {
    unsigned second = 0;   ///< from the start
    Duration length{1000}; ///< the last one may be shorter
    std::uint64_t sent = 0;
    std::uint64_t issued = 0;
    std::uint64_t other = 0; ///< refused, pending or failed
    std::chrono::microseconds median{0};
    std::chrono::microseconds p99{0};
    unsigned clients = 0; ///< that take part by then
};

struct LoadReport {
    std::string url{}; ///< without a user
    LoadMessages messages = LoadMessages::Prebuilt;
    unsigned clients = 0;
    double rate = 0;
    TimePoint startedAt{};      ///< of sending
    Duration elapsed{0};        ///< the same
    Duration preparing{0};      ///< keys, and all that is written before
    std::uint64_t planned = 0;  ///< requests to send; 0: as many as the time allows
    std::uint64_t prepared = 0; ///< requests written so far
    std::uint64_t sent = 0;
    std::uint64_t issued = 0;
    std::uint64_t pending = 0;
    std::uint64_t missed = 0;   ///< due by the rate before the end, but no client was free
    std::uint64_t connects = 0; ///< connections made
    std::map<std::string, std::uint64_t> errors{}; ///< "FAILURE badRequest", "HTTP 503", "TimedOut"
    Latencies latencies; ///< of what was answered or timed out, from when it was due
    std::vector<LoadSecond> seconds{};
    std::optional<double> serverCpuSeconds{}; ///< while sending
    double ownCpuSeconds = 0;                 ///< of the generator's threads while sending
    bool cancelled = false;

    [[nodiscard]] double perSecond() const;       ///< issued
    [[nodiscard]] std::uint64_t answered() const; ///< or failed
};

/// Blocks. `told` is called some ten times a second, on another thread, with what is done so far,
/// and not after the end. Goes to the service directly, never through a proxy. A client that gets
/// no answer pauses for 100 ms. Cancelling gives the report so far; before sending has begun:
/// Cancelled. Errors: InvalidArgument, LimitExceeded (pre-built requests beyond 2 GiB), NotFound
/// (the server's process), those of the first questions, of writing requests and of nextChallenge.
Result<LoadReport> runLoad(const LoadOptions& options, const Clock& clock,
                           const std::function<void(const LoadReport&)>& told = {});

std::string toText(const LoadReport& report);
std::string toJson(const LoadReport& report);
std::string toCsv(const LoadReport& report); ///< a line for each second
std::string toSvg(const LoadReport& report); ///< latency and throughput over time; loads nothing

} // namespace scepter::client
