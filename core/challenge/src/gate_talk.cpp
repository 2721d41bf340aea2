// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the talk for a gate.
#include "challenge/gate.h"
#include "challenge/intune.h"
#include "command.h"
#include "gate_talk_question.h"
#include "webhook.h"

namespace scepter::challenge {

namespace {

bool notifies(const Gate& gate) {
    if (const auto* webhook = std::get_if<WebhookGate>(&gate.settings)) return webhook->notifies;
    if (const auto* command = std::get_if<CommandGate>(&gate.settings)) return command->notifies;
    return false;
}

std::shared_ptr<const AskTls> tlsOf(const Gate& gate, const GateTools& tools) {
    auto tls = std::make_shared<AskTls>();
    if (const auto* webhook = std::get_if<WebhookGate>(&gate.settings)) {
        tls->extraRootPems = webhook->rootPems;
        const SecretBytes* key = findSecret(tools.secrets, gate.name, "clientKey");
        if (!webhook->clientCertificatePem.empty() && key) {
            tls->clientCertificatePem = webhook->clientCertificatePem;
            tls->clientKeyPem = key->clone();
        }
    } else if (const auto* intune = std::get_if<IntuneGate>(&gate.settings)) {
        tls->extraRootPems = intune->rootPems;
    } else {
        return nullptr;
    }
    return tls;
}

} // namespace

GateTools makeTools(const Gate& gate, const std::vector<GateSecret>& secrets) {
    GateTools tools;
    for (const GateSecret& secret : secrets)
        if (secret.gate == gate.name) tools.secrets.push_back(secret.clone());
    tools.tls = tlsOf(gate, tools);
    if (const auto* intune = std::get_if<IntuneGate>(&gate.settings))
        tools.intune = makeIntuneAccess(*intune);
    return tools;
}

std::unique_ptr<Conversation> askAbout(const Gate& gate, const GateTools& tools,
                                       const GateRequest& request) {
    switch (gate.kind()) {
    case GateKind::Webhook:
        return askWebhook(gate, tools, request);
    case GateKind::Command:
        return askCommand(gate, request);
    case GateKind::Intune:
        return askIntune(std::get<IntuneGate>(gate.settings), tools, request);
    case GateKind::Static:
    case GateKind::Code:
    case GateKind::Token:
        break;
    }
    return answered(Verdict::deny(ErrorCode::Internal, "this kind of gate asks nobody"));
}

NoticeNeed noticeNeed(const Gate& gate, bool issued, bool allowed) {
    if (const auto* intune = std::get_if<IntuneGate>(&gate.settings)) {
        // Intune is told nothing about what it has refused itself, or was never asked about.
        if (!allowed) return NoticeNeed::None;
        return issued && intune->waitForSuccessNotification ? NoticeNeed::BeforeDelivery
                                                            : NoticeNeed::BestEffort;
    }
    // A refusal by a gate is no news to it, and strangers could cause any number of them.
    const bool tell = notifies(gate) && (issued || allowed);
    return tell ? NoticeNeed::BestEffort : NoticeNeed::None;
}

std::unique_ptr<Conversation> tellOutcome(const Gate& gate, const GateTools& tools,
                                          const GateOutcome& outcome) {
    switch (gate.kind()) {
    case GateKind::Webhook:
        return tellWebhook(gate, tools, outcome);
    case GateKind::Command:
        return tellCommand(gate, outcome);
    case GateKind::Intune:
        return tellIntune(std::get<IntuneGate>(gate.settings), tools, outcome);
    case GateKind::Static:
    case GateKind::Code:
    case GateKind::Token:
        break;
    }
    return answered(Verdict::deny(ErrorCode::NoticeRefused, "this kind of gate is told nothing"));
}

} // namespace scepter::challenge
