// What comes in over a webhook, in either dialect.
#pragma once

#include "challenge/gate.h"
#include "json_fields.h"
#include "standin/mdm_service.h"

namespace scepter::standin {

struct MdmRequest {
    challenge::WebhookDialect dialect = challenge::WebhookDialect::StepCa;
    MdmActionKind action = MdmActionKind::Authorize;
    std::string transactionId;
    std::optional<pki::Csr> csr; ///< with an outcome in the plain dialect there is none
    std::string subject;
    SecretBytes code;
    bool issued = false; ///< of an outcome
    std::string reason;  ///< of an outcome that is a refusal
};

/// EncodingMalformed with what is wrong.
Result<MdmRequest> readMdmRequest(ByteView body);

} // namespace scepter::standin
