// SPDX-License-Identifier: GPL-3.0-or-later
// Tells outcomes to those who asked for them, until they have accepted.
#pragma once

#include "base/log.h"
#include "responder/asker.h"
#include "responder/runtime.h"
#include "store/store.h"
#include "worker_pool.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace scepter::responder {

/// Works off the notices of the store. A notice is written together with its outcome; it is told
/// right then, and again later where that failed, by whichever process comes first. Thread-safe;
/// what it refers to must outlive it.
class NewsTeller {
public:
    using RuntimeSource = std::function<std::shared_ptr<const Runtime>()>;
    NewsTeller(store::Store& store, Asker& asker, WorkerPool& pool, const Clock& clock, Log& log,
               RuntimeSource runtime);

    /// What became of a certificate that waits for its news to be accepted.
    struct Released {
        enrollment::Release release = enrollment::Release::Waiting;
        std::string reason; ///< of what was not accepted, for the operator
    };
    using Done = std::function<void(Released)>;
    /// On a worker: tells all that waits about a request, and calls `done` on a worker when those
    /// have answered that the certificate waits for.
    void tell(std::int64_t requestId, Done done);
    /// Tells what is due. From any thread that may wait for the store.
    void tellDue();

private:
    struct Round;
    void start(const store::NoticeRecord& notice, const std::shared_ptr<Round>& round);
    void settle(const store::NoticeRecord& notice, const challenge::Verdict& verdict,
                const std::shared_ptr<Round>& round);
    Result<challenge::GateOutcome> outcomeOf(const store::NoticeRecord& notice,
                                             const EndpointRuntime& endpoint,
                                             const enrollment::RequestRecord& request) const;

    store::Store& m_store;
    Asker& m_asker;
    WorkerPool& m_pool;
    const Clock& m_clock;
    Log& m_log;
    RuntimeSource m_runtime;
};

/// When an attempt that failed is made again: the number of attempts so far gives the pause.
/// Nothing when it is given up: after some minutes for one that a device waits for, after some
/// days for others.
std::optional<Duration> pauseAfter(unsigned attempts, bool beforeDelivery);

} // namespace scepter::responder
