// SPDX-License-Identifier: GPL-3.0-or-later
// What the stand-ins of a window are asked, and what they are told to do wrong.
#include "standin_desk.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

constexpr std::size_t kKeptCalls = 1000;

} // namespace

std::vector<std::string> standInActions(StandInKind kind) {
    if (kind == StandInKind::Mdm) return {"authorize", "outcome"};
    return {"token", "discovery", "validate", "success", "failure", "download", "upload"};
}

std::vector<std::string> standInAnswers(StandInKind kind, std::string_view action) {
    if (kind == StandInKind::Mdm)
        return action == "authorize" ? std::vector<std::string>{"allow", "deny", "hold", "retry"}
                                     : std::vector<std::string>{};
    std::vector<std::string> answers;
    if (action != "validate" && action != "success" && action != "failure") return answers;
    for (std::size_t i = 0; i < challenge::kIntuneCodes; ++i)
        answers.emplace_back(challenge::toText(static_cast<challenge::IntuneCode>(i)));
    return answers;
}

const std::deque<StandInCall>& StandIns::calls(StandInKind kind) const {
    return of(kind).calls;
}

void StandIns::forgetCalls(StandInKind kind) {
    takeCalls(); // what has come before
    of(kind).calls.clear();
    Q_EMIT callsChanged(kind);
}

void StandIns::takeCalls() {
    std::array<bool, kStandInKinds> moved{};
    for (auto& [kind, call] : m_inbox->take()) {
        countFault(kind, call);
        std::deque<StandInCall>& calls = of(kind).calls;
        calls.push_front(std::move(call));
        if (calls.size() > kKeptCalls) calls.pop_back();
        moved.at(static_cast<std::size_t>(kind)) = true;
    }
    for (const StandInKind kind : {StandInKind::Intune, StandInKind::Mdm})
        if (moved.at(static_cast<std::size_t>(kind))) Q_EMIT callsChanged(kind);
}

void StandIns::countFault(StandInKind kind, const StandInCall& call) {
    if (call.fault.empty()) return;
    std::vector<StandInFault>& faults = of(kind).faults;
    const auto met = std::ranges::find_if(faults, [&call](const StandInFault& one) {
        return one.action == call.action && standin::toText(one.fault) == call.fault;
    });
    if (met == faults.end() || met->left == 0) return;
    if (--met->left == 0) faults.erase(met);
    Q_EMIT faultsChanged(kind);
}

const std::vector<StandInFault>& StandIns::faults(StandInKind kind) const {
    return of(kind).faults;
}

void StandIns::setFault(StandInKind kind, const std::string& action, const standin::Fault& fault,
                        unsigned times) {
    takeCalls(); // what met the one before must not count for this one
    std::vector<StandInFault>& faults = of(kind).faults;
    std::erase_if(faults, [&action](const StandInFault& one) { return one.action == action; });
    faults.push_back({action, fault, times});
    applyFault(kind, faults.back());
    Q_EMIT faultsChanged(kind);
}

void StandIns::clearFault(StandInKind kind, const std::string& action) {
    std::erase_if(of(kind).faults,
                  [&action](const StandInFault& one) { return one.action == action; });
    if (m_intune && kind == StandInKind::Intune)
        if (const auto known = standin::intuneActionFromText(action)) m_intune->clearFault(*known);
    if (m_mdm && kind == StandInKind::Mdm)
        if (const auto known = standin::mdmActionFromText(action)) m_mdm->clearFault(*known);
    Q_EMIT faultsChanged(kind);
}

void StandIns::applyFault(StandInKind kind, const StandInFault& fault) {
    if (m_intune && kind == StandInKind::Intune)
        if (const auto known = standin::intuneActionFromText(fault.action))
            m_intune->setFault(*known, fault.fault, fault.left);
    if (m_mdm && kind == StandInKind::Mdm)
        if (const auto known = standin::mdmActionFromText(fault.action))
            m_mdm->setFault(*known, fault.fault, fault.left);
}

void StandIns::requestRevocation(const std::string& serialNumber) {
    if (!m_intune) return;
    m_intune->requestRevocation(serialNumber);
    Q_EMIT callsChanged(StandInKind::Intune);
}

std::vector<challenge::IntuneRevocation> StandIns::openRevocations() const {
    return m_intune ? m_intune->openRevocations() : std::vector<challenge::IntuneRevocation>{};
}

std::vector<challenge::IntuneRevocationResult> StandIns::revocationResults() const {
    return m_intune ? m_intune->revocationResults()
                    : std::vector<challenge::IntuneRevocationResult>{};
}

} // namespace scepter::workbench
