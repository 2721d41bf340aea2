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
    Prebuilt, ///< all requests are written before the first is sent
    Live,     ///< each is written when its turn comes, its answer opened and checked
};

struct LoadOptions {
    ServiceOptions service;
    http::ClientOptions http; ///< of GetCACaps and GetCACert, and its TLS settings of all
    LoadMessages messages = LoadMessages::Prebuilt;
    unsigned clients = 8;          ///< connections, at most 1024
    std::uint64_t requests = 1000; ///< 0: until the time is up
    Duration time{0};              ///< 0: until the requests are done
    double rate = 0;               ///< requests a second (open loop); 0: as fast as answers come
    Duration ramp{0};              ///< clients (or the rate) grow to their number over this time
    std::string subject = "CN=load-{n}";
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
    void add(const Latencies& other);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// 0 < share <= 1. Zero when nothing was added.
    [[nodiscard]] std::chrono::microseconds percentile(double share) const;
    [[nodiscard]] std::chrono::microseconds worst() const { return m_worst; }

private:
    static constexpr std::size_t kBuckets = 1024;
    std::array<std::uint64_t, kBuckets> m_buckets{};
    std::uint64_t m_count = 0;
    std::chrono::microseconds m_worst{0};
};

/// One second of it, for plots.
struct LoadSecond {
    unsigned second = 0; ///< from the start
    std::uint64_t sent = 0;
    std::uint64_t issued = 0;
    std::uint64_t other = 0; ///< refused, pending or failed
    std::chrono::microseconds median{0};
    std::chrono::microseconds p99{0};
    unsigned clients = 0;
};

struct LoadReport {
    std::string url{};
    TimePoint startedAt{};
    Duration elapsed{0};
    Duration preparing{0};
    std::uint64_t sent = 0;
    std::uint64_t issued = 0;
    std::uint64_t pending = 0;
    std::map<std::string, std::uint64_t> errors{}; ///< "FAILURE badRequest", "HTTP 503", "TimedOut"
    Latencies latencies;
    std::vector<LoadSecond> seconds{};
    std::optional<double> serverCpuSeconds{};
    double ownCpuSeconds = 0; ///< while sending
    bool cancelled = false;

    [[nodiscard]] double perSecond() const; ///< issued
};

/// Blocks. `told` is called some ten times a second, on another thread, with what is done so far.
/// Errors: those of the first questions, and of writing requests.
Result<LoadReport> runLoad(const LoadOptions& options, const Clock& clock,
                           const std::function<void(const LoadReport&)>& told = {});

std::string toText(const LoadReport& report);
std::string toJson(const LoadReport& report);
std::string toCsv(const LoadReport& report); ///< a line for each second
std::string toSvg(const LoadReport& report); ///< latency and throughput over time; loads nothing

} // namespace scepter::client
