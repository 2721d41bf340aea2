// SPDX-License-Identifier: GPL-3.0-or-later
// What the answer of a webhook means.
#pragma once

#include "challenge/ask.h"
#include "challenge/gate.h"

namespace scepter::challenge {

struct WebhookAsked {
    WebhookDialect dialect = WebhookDialect::StepCa;
    bool vouchesForSid = false;             ///< Allow covers the SID, unless the answer says not
    const SecretBytes* challenge = nullptr; ///< is taken out of every text
};

/// Of a question. RetryLater for all that is no clear answer.
Verdict judgeWebhook(const Reply& reply, const WebhookAsked& asked);

/// Of a notice: any 2xx is taken for accepted, whatever it says.
Verdict judgeWebhookNotice(const Reply& reply);

} // namespace scepter::challenge
