// SPDX-License-Identifier: GPL-3.0-or-later
// Many keep-alive connections to one server at the least possible cost, for load generators.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/raw.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace scepter::http {

struct LoadClientOptions {
    RawTarget target;
    unsigned connections = 8;
    Duration timeout = std::chrono::seconds(15); ///< of a request, connecting included
    std::size_t maxResponseBytes = std::size_t{1} << 20;
};

/// Why a request got no HTTP response.
enum class LoadFailure {
    Unreachable, ///< no connection
    TlsFailed,
    TimedOut,
    Reset,     ///< the connection ended before the response did
    TooLarge,  ///< the response is beyond maxResponseBytes
    Malformed, ///< that was no HTTP
};
/// "Unreachable", "TlsFailed", "TimedOut", "ConnectionReset", "LimitExceeded", "HttpMalformed".
std::string_view toText(LoadFailure failure);

struct LoadAnswer {
    std::optional<LoadFailure> failure{}; ///< nothing: an HTTP response
    unsigned status = 0;
    ByteView body{}; ///< until the call returns, or sends
};

/// All of it runs on the thread that is in run(), but post() and stop(). Connections are made when
/// first needed and made anew when the server has closed them; a request that meets such a close is
/// sent once more. Names are resolved once. Never through a proxy.
class LoadClient {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;
    using Answered = std::function<void(unsigned connection, const LoadAnswer& answer)>;

    /// InvalidArgument, TlsFailed; Unreachable, TimedOut, Cancelled of the name's resolution.
    static Result<std::unique_ptr<LoadClient>> make(const LoadClientOptions& options,
                                                    const std::stop_token& stop = {});
    ~LoadClient();
    LoadClient(const LoadClient&) = delete;
    LoadClient& operator=(const LoadClient&) = delete;

    /// Called once for each send(), later. It may send at once on the same connection.
    void onAnswer(Answered answered);
    /// Sends on a connection (from 0) whose last request was answered. The bytes, head and body
    /// of one request, must stay where they are until then.
    void send(unsigned connection, ByteView request);
    /// Calls a function at a time, in place of the one before that was not called yet.
    void at(SteadyTime time, std::function<void()> function);

    /// From any thread: calls a function on the one that is in run().
    void post(std::function<void()> function);
    /// Runs until stop().
    void run();
    /// From any thread. What is under way is dropped and not answered.
    void stop();

    /// Connections made so far; not while another thread is in run().
    [[nodiscard]] std::uint64_t connects() const;

private:
    class Impl;
    explicit LoadClient(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace scepter::http
