// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/standins.h"

#include "standin/intune_state.h"
#include "standin_desk.h"
#include "workbench/endpoints.h"
#include "workbench/session.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

constexpr int kCallsEveryMs = 50;

} // namespace

StandIns::StandIns(Session& session)
    : m_session(session)
    , m_inbox(std::make_shared<Inbox>([this] {
        QMetaObject::invokeMethod(
            this, [this] { m_soon.isActive() ? void() : m_soon.start(); }, Qt::QueuedConnection);
    }))
    , m_desk(std::make_shared<Desk>()) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCallsEveryMs);
    connect(&m_soon, &QTimer::timeout, this, &StandIns::takeCalls);
    read();
}

StandIns::~StandIns() {
    close();
}

void StandIns::close() {
    m_closing = true;
    m_inbox->close();
    m_intune.reset();
    m_mdm.reset();
}

void StandIns::read() {
    using Read = std::pair<StandInSettings, std::array<StandInSecrets, kStandInKinds>>;
    m_session
        .ask([](Workbench& workbench) -> Result<Read> {
            SCEPTER_TRY(settings, workbench.standIns());
            SCEPTER_TRY(intune, workbench.standInSecrets(StandInKind::Intune));
            SCEPTER_TRY(mdm, workbench.standInSecrets(StandInKind::Mdm));
            return Read{std::move(settings), {std::move(intune), std::move(mdm)}};
        })
        .then(this, [this](const Result<Read>& answer) {
            if (m_closing) return;
            if (!answer) {
                Q_EMIT settingsFailed(answer.error());
                return;
            }
            m_settings = answer->first;
            for (std::size_t i = 0; i < kStandInKinds; ++i)
                m_parties.at(i).secrets = answer->second.at(i);
            m_known = true;
            Q_EMIT settingsChanged();
        });
}

void StandIns::setSettings(StandInSettings settings) {
    if (!m_known || settings == m_settings) return;
    m_settings = std::move(settings);
    apply();
    keep();
    Q_EMIT settingsChanged();
}

void StandIns::keep() {
    if (std::exchange(m_keeping, true)) {
        m_keepAgain = true;
        return;
    }
    m_session
        .ask([settings = m_settings](Workbench& workbench) {
            return workbench.setStandIns(settings);
        })
        .then(this, [this](const Result<void>& answer) {
            m_keeping = false;
            if (!answer) Q_EMIT settingsFailed(answer.error());
            if (std::exchange(m_keepAgain, false)) keep();
        });
}

// Lists that hold an id twice are refused where they are kept, and say so there.
void StandIns::apply() {
    if (m_mdm) m_mdm->setDevices(m_settings.mdm.devices);
    if (!m_intune) return;
    (void)m_intune->state().setDevices(m_settings.intune.devices);
    (void)m_intune->state().setProfiles(m_settings.intune.profiles);
}

void StandIns::setView(StandInKind kind, StandInView view) {
    if (view == of(kind).view) return;
    of(kind).view = std::move(view);
    Q_EMIT viewChanged(kind);
}

std::shared_ptr<const SecretBytes> StandIns::secret(StandInKind kind) const {
    return of(kind).renew ? nullptr : of(kind).secrets.secret;
}

void StandIns::renewSecret(StandInKind kind) {
    of(kind).renew = true;
    Q_EMIT viewChanged(kind);
}

void StandIns::start(StandInKind kind) {
    Party& party = of(kind);
    const bool idle = party.view.state == State::Stopped || party.view.state == State::Failed;
    if (m_closing || !m_known || !idle) return;
    const StandInPlace& place =
        kind == StandInKind::Intune ? m_settings.intune.place : m_settings.mdm.place;
    StandInView view;
    view.state = State::Starting;
    view.exposed = !isLoopback(place.address);
    setView(kind, std::move(view));
    using Given = std::shared_ptr<Started>;
    m_session
        .ask([kind, desk = m_desk, settings = m_settings, renew = party.renew,
              &clock = m_session.clock()](Workbench& workbench) {
            return desk->start(workbench, kind, settings, renew, clock);
        })
        .then(this, [this, kind](const Result<Given>& answer) { finishStart(kind, answer); });
}

void StandIns::finishStart(StandInKind kind, const Result<std::shared_ptr<Started>>& started) {
    if (m_closing) return;
    Party& party = of(kind);
    StandInView view = party.view;
    if (!started) {
        view.state = State::Failed;
        view.error = started.error();
        party.stopSoon = false;
        m_session.log().write(
            LogLevel::Error, "stand-in not started",
            {{"standin", std::string(toText(kind))}, {"reason", started.error().detail}});
        setView(kind, std::move(view));
        return;
    }
    const Started& made = **started;
    const auto tell = [inbox = m_inbox, kind](const auto& call) { inbox->add(kind, callOf(call)); };
    m_intune = kind == StandInKind::Intune ? made.intune : m_intune;
    m_mdm = kind == StandInKind::Mdm ? made.mdm : m_mdm;
    if (made.intune) made.intune->onCall(tell);
    if (made.mdm) made.mdm->onCall(tell);
    apply(); // devices may have changed meanwhile
    for (const StandInFault& fault : party.faults)
        applyFault(kind, fault);
    party.secrets = made.secrets;
    party.renew = false;
    party.gate = made.gate;
    view.state = State::Running;
    view.url = made.url;
    view.rootPem = made.rootPem;
    m_session.log().info("stand-in listening",
                         {{"standin", std::string(toText(kind))}, {"url", view.url}});
    setView(kind, std::move(view));
    if (std::exchange(party.stopSoon, false)) stop(kind);
}

void StandIns::stop(StandInKind kind) {
    Party& party = of(kind);
    party.stopSoon = party.view.state == State::Starting;
    if (party.view.state != State::Running) return;
    StandInView view;
    view.state = State::Stopping;
    setView(kind, std::move(view));
    std::shared_ptr<void> service;
    if (kind == StandInKind::Intune)
        service = std::exchange(m_intune, nullptr);
    else
        service = std::exchange(m_mdm, nullptr);
    m_session
        .ask([service](Workbench&) mutable -> Result<bool> {
            service.reset();
            return true;
        })
        .then(this, [this, kind](const Result<bool>&) {
            if (m_closing) return;
            setView(kind, {});
            m_session.log().info("stand-in stopped", {{"standin", std::string(toText(kind))}});
        });
}

} // namespace scepter::workbench
