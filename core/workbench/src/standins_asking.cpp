// SPDX-License-Identifier: GPL-3.0-or-later
// What a window asks of its stand-ins.
#include "standin/intune_state.h"
#include "standin_desk.h"
#include "workbench/endpoints.h"
#include "workbench/session.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

const char* secretName(StandInKind kind) {
    return kind == StandInKind::Intune ? "appKey" : "hmac";
}

/// The first profile that a device has, or the one of this name.
Result<standin::ScepProfile> profileFor(const IntuneStandIn& settings, const std::string& device,
                                        const std::string& profile) {
    for (const standin::ScepProfile& one : settings.profiles)
        if ((profile.empty() || one.id == profile) && one.isFor(device)) return one;
    return fail(ErrorCode::NotFound, "device " + device + " has no such profile");
}

Result<standin::Device> deviceOf(const IntuneStandIn& settings, const std::string& id) {
    const auto found = std::ranges::find(settings.devices, id, &standin::Device::id);
    if (found == settings.devices.end()) return fail(ErrorCode::NotFound, "no device " + id);
    return *found;
}

} // namespace

std::string standInGateName(StandInKind kind) {
    return "standin-" + std::string(toText(kind));
}

Answer<Result<StandIns::Minted>> StandIns::mint(const std::string& deviceId,
                                                const std::string& profileId) {
    return m_session.ask([desk = m_desk, settings = m_settings.intune, deviceId, profileId,
                          &clock = m_session.clock()](Workbench&) -> Result<Minted> {
        SCEPTER_TRY(state, desk->stateFor(settings, clock.now()));
        SCEPTER_TRY(sealed, state->makeChallenge(deviceId, profileId, clock.now()));
        // It says itself what it expects.
        const auto xml = standin::openChallenge(sealed.text(), state->keys());
        if (!xml) return fail(ErrorCode::Internal, "the new challenge does not open");
        SCEPTER_TRY(expected, standin::challengeFromXml(xml->view()));
        return Minted{std::make_shared<const SecretBytes>(std::move(sealed)), std::move(expected)};
    });
}

Answer<Result<standin::IntuneChallenge>> StandIns::preview(const std::string& deviceId,
                                                           const std::string& profileId) {
    return m_session.ask(
        [desk = m_desk, settings = m_settings.intune, deviceId, profileId,
         &clock = m_session.clock()](Workbench&) -> Result<standin::IntuneChallenge> {
            SCEPTER_TRY(device, deviceOf(settings, deviceId));
            SCEPTER_TRY(profile, profileFor(settings, deviceId, profileId));
            SCEPTER_TRY(state, desk->state(clock.now()));
            return state->expectedOf(device, profile, clock.now());
        });
}

Answer<Result<std::shared_ptr<const SecretBytes>>>
StandIns::askJamf(const QString& title, std::shared_ptr<const standin::JamfQuestion> question) {
    using Given = std::shared_ptr<const SecretBytes>;
    return m_session.run(
        title,
        [question = std::move(question), &clock = m_session.clock()](Workbench&,
                                                                     JobControl&) -> Result<Given> {
            SCEPTER_TRY(code, standin::askJamfChallenge(*question, clock.now()));
            return std::make_shared<const SecretBytes>(std::move(code));
        },
        false);
}

Answer<Result<void>> StandIns::useFor(StandInKind kind, const std::string& endpoint, bool alone) {
    const Party& party = of(kind);
    const bool runs = party.view.state == State::Running;
    return m_session.ask([kind, endpoint, alone, runs, settings = party.gate,
                          secret = party.secrets.secret](Workbench& workbench) -> Result<void> {
        if (!runs) return fail(ErrorCode::Conflict, "the stand-in does not run");
        SCEPTER_TRY(stored, workbench.endpoints().show(endpoint));
        challenge::Gate gate;
        gate.name = standInGateName(kind);
        gate.settings = settings;
        auto& gates = stored.settings.gates;
        if (alone) {
            gates.clear();
            stored.secrets.clear();
        }
        const auto before = std::ranges::find(gates, gate.name, &challenge::Gate::name);
        std::erase_if(stored.secrets, [&gate](const auto& one) { return one.gate == gate.name; });
        stored.secrets.push_back({gate.name, secretName(kind), secret->clone()});
        if (before == gates.end())
            gates.push_back(std::move(gate));
        else
            *before = std::move(gate);
        return workbench.endpoints().update(stored.settings, &stored.secrets);
    });
}

} // namespace scepter::workbench
