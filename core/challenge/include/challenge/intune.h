// SPDX-License-Identifier: GPL-3.0-or-later
// Microsoft Intune's SCEP challenge validation, the client's half.
#pragma once

#include "challenge/gate.h"

#include <memory>

namespace scepter::challenge {

std::shared_ptr<IntuneAccess> makeIntuneAccess(const IntuneGate& gate);
std::unique_ptr<Conversation> askIntune(const IntuneGate& gate, const GateTools& tools,
                                        const GateRequest& request);
std::unique_ptr<Conversation> tellIntune(const IntuneGate& gate, const GateTools& tools,
                                         const GateOutcome& outcome);

} // namespace scepter::challenge
