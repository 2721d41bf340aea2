// SPDX-License-Identifier: GPL-3.0-or-later
// What the stand-ins of a window do on other threads.
#pragma once

#include "standin/intune_service.h"
#include "standin/mdm_service.h"
#include "workbench/standins.h"
#include "workbench/workbench.h"

#include <functional>
#include <mutex>

namespace scepter::workbench {

/// Calls on their way to the GUI thread. Thread-safe.
class StandIns::Inbox {
public:
    /// `wake` is called on any thread when there is something to take.
    explicit Inbox(std::function<void()> wake)
        : m_wake(std::move(wake)) {}

    void add(StandInKind kind, StandInCall call);
    std::vector<std::pair<StandInKind, StandInCall>> take();
    /// Nobody is woken any more.
    void close();

private:
    std::mutex m_mutex; // around all below
    std::function<void()> m_wake;
    std::vector<std::pair<StandInKind, StandInCall>> m_calls;
    std::int64_t m_lastId = 0;
};

/// The keys of Intune's challenges, and the challenges that were made with them. Thread-safe.
class StandIns::Desk {
public:
    /// Makes what is missing of the secrets, keeps them, and listens.
    Result<std::shared_ptr<Started>> start(Workbench& workbench, StandInKind kind,
                                           const StandInSettings& settings, bool renew,
                                           const Clock& clock);
    /// Made at the first call (a part of a second).
    Result<std::shared_ptr<standin::IntuneState>> state(TimePoint now);
    /// The same, which knows these devices and profiles.
    Result<std::shared_ptr<standin::IntuneState>> stateFor(const IntuneStandIn& settings,
                                                           TimePoint now);

private:
    Result<void> serveIntune(const IntuneStandIn& settings, const Clock& clock, Started& started);
    static Result<void> serveMdm(const MdmStandIn& settings, const Clock& clock, Started& started);

    std::mutex m_mutex; // around all below
    std::shared_ptr<standin::IntuneState> m_state;
};

/// What a start gives.
struct StandIns::Started {
    std::shared_ptr<standin::IntuneService> intune;
    std::shared_ptr<standin::MdmService> mdm;
    StandInSecrets secrets;
    std::string url;
    std::string rootPem;
    challenge::GateSettings gate;
};

StandInCall callOf(const standin::IntuneCall& call);
StandInCall callOf(const standin::MdmCall& call);

} // namespace scepter::workbench
