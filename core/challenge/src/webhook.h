// SPDX-License-Identifier: GPL-3.0-or-later
// Asking and telling a webhook, in either dialect.
//
// The plain dialect is described by resources/schemas/webhook-request.schema.json (what we send)
// and webhook-answer.schema.json (what we take). step-ca's is that of its SCEPCHALLENGE and
// NOTIFYING webhooks; "data" of its answer may hold "certificate" and "constraints" as in the plain
// dialect.
#pragma once

#include "challenge/gate.h"

#include <nlohmann/json.hpp>

namespace scepter::challenge {

std::unique_ptr<Conversation> askWebhook(const Gate& gate, const GateTools& tools,
                                         const GateRequest& request);
std::unique_ptr<Conversation> tellWebhook(const Gate& gate, const GateTools& tools,
                                          const GateOutcome& outcome);

/// Members in the order in which they are written.
using JsonOut = nlohmann::ordered_json;

/// The bodies. ChallengeWrong for a challenge that is no text; CsrMalformed, CertificateMalformed.
Result<JsonOut> stepQuestion(const GateRequest& request);
Result<JsonOut> stepNotice(const GateOutcome& outcome, const pki::Csr& csr, TimePoint now);
Result<JsonOut> plainQuestion(const GateRequest& request);
Result<JsonOut> plainNotice(const GateOutcome& outcome, const pki::Csr& csr, TimePoint now);

/// UTF-8 whatever a CSR holds: what is none is escaped.
std::string jsonText(std::string_view text);

} // namespace scepter::challenge
