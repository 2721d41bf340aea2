// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a load, ready for the wire.
#pragma once

#include "client/load.h"
#include "client/request_plan.h"

#include <functional>
#include <memory>

namespace scepter::client {

struct LoadMessage {
    Bytes bytes;                                     ///< HTTP head and body
    std::shared_ptr<const PreparedRequest> prepared; ///< what its answer is opened with
};

/// Writes enrollments, each a transaction of its own. Immutable once made; thread-safe.
class LoadWriter {
public:
    /// Makes the shared keys. The options and the clock must outlive it. InvalidArgument for a
    /// subject that is none, Cancelled.
    static Result<LoadWriter> make(const LoadOptions& options, const Clock& clock,
                                   ServiceView service);

    /// The one of that number, from 1.
    [[nodiscard]] Result<LoadMessage> write(std::uint64_t number, bool keepPrepared) const;

    [[nodiscard]] const ServiceView& service() const { return m_service; }

private:
    LoadWriter(const LoadOptions& options, const Clock& clock, ServiceView service)
        : m_options(&options)
        , m_clock(&clock)
        , m_service(std::move(service)) {}
    [[nodiscard]] Result<pki::PrivateKey> keyFor(std::uint64_t number) const;

    const LoadOptions* m_options;
    const Clock* m_clock;
    ServiceView m_service;
    std::vector<pki::PrivateKey> m_keys;
};

/// Calls a function for each number below `count`, on as many threads as there are processors;
/// `meanwhile` now and then on this one. The first error ends it; so does stop, with Cancelled.
Result<void> forEachInParallel(std::uint64_t count, const std::stop_token& stop,
                               const std::function<Result<void>(std::uint64_t)>& function,
                               const std::function<void()>& meanwhile = {});

} // namespace scepter::client
