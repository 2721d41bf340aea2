// SPDX-License-Identifier: GPL-3.0-or-later
// The other party in a lab, as a window runs it: a stand-in for Intune, one for an MDM, and Jamf as
// a caller.
#pragma once

#include "challenge/gate.h"
#include "challenge/intune.h"
#include "standin/faults.h"
#include "standin/intune_challenge.h"
#include "standin/jamf.h"
#include "workbench/answer.h"
#include "workbench/standin_settings.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::standin {
class IntuneService;
class IntuneState;
} // namespace scepter::standin

namespace scepter::workbench {

class Session;

/// How a stand-in is.
struct StandInView {
    enum class State { Stopped, Starting, Running, Stopping, Failed };
    State state = State::Stopped;
    std::string url;            ///< while Running; of an MDM with its path
    bool exposed = false;       ///< listens on another address than loopback
    std::optional<Error> error; ///< of Failed
    std::string rootPem;        ///< while Running with TLS: what callers must trust

    bool operator==(const StandInView&) const = default;
};

/// One call that a stand-in has answered.
struct StandInCall {
    std::int64_t id = 0; ///< in the order they came; unique in this process
    TimePoint at;
    std::string action; ///< "validate", "authorize", ...
    std::string remoteAddress;
    std::string transactionId;
    std::string deviceId;  ///< empty: it is not known
    std::string profileId; ///< of Intune
    std::string subject;   ///< of the CSR
    std::string caller;    ///< of Intune: what the caller calls itself
    std::string activityId;
    unsigned status = 200;
    std::string answer; ///< Intune's code, or the MDM's decision; empty: none
    std::string reason;
    std::string fault; ///< that was played; empty: none
    std::vector<challenge::Comparison> comparisons;

    bool operator==(const StandInCall&) const = default;
};

/// A fault that is set for an action.
struct StandInFault {
    std::string action;
    standin::Fault fault;
    unsigned left = 0; ///< for so many calls; 0: for all, until it is cleared

    bool operator==(const StandInFault&) const = default;
};

/// The actions that a stand-in knows: "token", "validate", ...
std::vector<std::string> standInActions(StandInKind kind);
/// What it can be told to answer to an action in place of its own judgment, as in "code:NAME".
std::vector<std::string> standInAnswers(StandInKind kind, std::string_view action);
/// The name of the gate that useFor() makes.
std::string standInGateName(StandInKind kind);
/// Lives on the GUI thread beside its Session, which makes it; every function returns at once.
/// Settings are read at the beginning; until isKnown() they are the defaults and nothing starts.
/// They are kept in the workspace with every change. Calls, faults, revocations, and the keys of
/// Intune's challenges last as long as this object.
class StandIns : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StandIns)

public:
    using State = StandInView::State;

    explicit StandIns(Session& session);
    /// Stops what runs: some milliseconds.
    ~StandIns() override;

    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] const StandInSettings& settings() const { return m_settings; }
    /// Holds at once for a running stand-in, but for where it listens and who is let in: that holds
    /// from its next start on.
    void setSettings(StandInSettings settings);

    [[nodiscard]] const StandInView& view(StandInKind kind) const { return of(kind).view; }
    void start(StandInKind kind);
    void stop(StandInKind kind);
    /// App key, or HMAC secret; null until the first start has made it.
    [[nodiscard]] std::shared_ptr<const SecretBytes> secret(StandInKind kind) const;
    /// Makes another one, at the next start: gates that have the old one are not let in any more.
    void renewSecret(StandInKind kind);

    /// The last 1000, newest first.
    [[nodiscard]] const std::deque<StandInCall>& calls(StandInKind kind) const;
    void forgetCalls(StandInKind kind);

    [[nodiscard]] const std::vector<StandInFault>& faults(StandInKind kind) const;
    /// In place of the one that is set for this action. `times` 0: for all calls.
    void setFault(StandInKind kind, const std::string& action, const standin::Fault& fault,
                  unsigned times);
    void clearFault(StandInKind kind, const std::string& action);

    struct Minted {
        std::shared_ptr<const SecretBytes> challenge;
        standin::IntuneChallenge expected; ///< what it says
    };
    /// A challenge of Intune, also while the stand-in is stopped. NotFound, InvalidArgument (a
    /// variable that the device lacks).
    Answer<Result<Minted>> mint(const std::string& deviceId, const std::string& profileId);
    /// What a challenge would say.
    Answer<Result<standin::IntuneChallenge>> preview(const std::string& deviceId,
                                                     const std::string& profileId);

    /// Asks for the revocation of a certificate, while Intune's stand-in runs.
    void requestRevocation(const std::string& serialNumber);
    [[nodiscard]] std::vector<challenge::IntuneRevocation> openRevocations() const;
    [[nodiscard]] std::vector<challenge::IntuneRevocationResult> revocationResults() const;

    /// Asks for a code as Jamf does; a job that is listed under `title`.
    Answer<Result<std::shared_ptr<const SecretBytes>>>
    askJamf(const QString& title, std::shared_ptr<const standin::JamfQuestion> question);

    /// Makes an endpoint ask this stand-in, which must run: in place of all its gates (`alone`), or
    /// beside them. A gate that asked it before is set up anew. Conflict while it is stopped, and
    /// errors of Endpoints::update.
    Answer<Result<void>> useFor(StandInKind kind, const std::string& endpoint, bool alone);

    /// Stops all without waiting; nothing may be called after that.
    void close();

Q_SIGNALS:
    void settingsChanged();
    /// They were not read, or not kept.
    void settingsFailed(const scepter::Error& error);
    void viewChanged(scepter::workbench::StandInKind kind);
    /// Calls came, at most 20 times a second, or were forgotten; revocations may have moved too.
    void callsChanged(scepter::workbench::StandInKind kind);
    void faultsChanged(scepter::workbench::StandInKind kind);

private:
    class Inbox;
    class Desk;
    struct Started;
    struct Party {
        StandInView view;
        StandInSecrets secrets;
        bool renew = false;    ///< the secret, at the next start
        bool stopSoon = false; ///< once it has started
        std::deque<StandInCall> calls;
        std::vector<StandInFault> faults;
        challenge::GateSettings gate; ///< while Running
    };
    [[nodiscard]] Party& of(StandInKind kind) { return m_parties[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const Party& of(StandInKind kind) const {
        return m_parties[static_cast<std::size_t>(kind)];
    }
    void read();
    void keep();
    void apply();
    void finishStart(StandInKind kind, const Result<std::shared_ptr<Started>>& started);
    void setView(StandInKind kind, StandInView view);
    void applyFault(StandInKind kind, const StandInFault& fault);
    void takeCalls();
    void countFault(StandInKind kind, const StandInCall& call);

    Session& m_session;
    StandInSettings m_settings;
    bool m_known = false;
    bool m_closing = false;
    bool m_keeping = false;
    bool m_keepAgain = false;
    std::array<Party, kStandInKinds> m_parties;
    std::shared_ptr<Inbox> m_inbox;
    std::shared_ptr<Desk> m_desk; ///< makes challenges
    QTimer m_soon;
    std::shared_ptr<standin::IntuneService> m_intune; ///< null while it does not run
    std::shared_ptr<standin::MdmService> m_mdm;
};

} // namespace scepter::workbench
