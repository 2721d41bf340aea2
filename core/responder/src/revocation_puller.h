// SPDX-License-Identifier: GPL-3.0-or-later
// Revokes what Intune wants to have revoked.
#pragma once

#include "base/log.h"
#include "challenge/intune.h"
#include "responder/asker.h"
#include "responder/runtime.h"
#include "store/store.h"
#include "worker_pool.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace scepter::responder {

/// Asks each Intune gate that is set up for it, every some minutes, which certificates to revoke,
/// revokes them and says what came of it. Thread-safe; what it refers to must outlive it.
class RevocationPuller {
public:
    using RuntimeSource = std::function<std::shared_ptr<const Runtime>()>;
    RevocationPuller(store::Store& store, Asker& asker, WorkerPool& pool, const Clock& clock,
                     Log& log, RuntimeSource runtime);

    /// Begins with what is due. Never blocks on the network.
    void pullDue();

private:
    struct Pull;
    void pull(const EndpointRuntime& endpoint, const challenge::Gate& gate);
    void revoke(const std::shared_ptr<Pull>& pull);
    challenge::IntuneRevocationResult revokeOne(const Pull& pull,
                                                const challenge::IntuneRevocation& wanted);

    store::Store& m_store;
    Asker& m_asker;
    WorkerPool& m_pool;
    const Clock& m_clock;
    Log& m_log;
    RuntimeSource m_runtime;
    std::mutex m_mutex;
    std::map<std::string, TimePoint> m_next; ///< by endpoint id and gate
};

} // namespace scepter::responder
