// CertPoll, GetCert and GetCRL.
#pragma once

#include "step.h"

namespace scepter::enrollment {

/// One look-up on its way through the checks. Lives for one decision.
class LookupStep {
public:
    LookupStep(Engine& engine, const Setting& setting, const scep::Request& request,
               const scep::ReplyContext& context, const Arrival& arrival);

    Decision run();

private:
    Result<Decision> poll();
    Result<Decision> getCertificate();
    Result<Decision> getCrl();
    Result<void> checkEncryptable(const SecretBytes* password);

    Engine& m_engine;
    const Setting& m_setting;
    const scep::Request& m_request;
    const scep::ReplyContext& m_context;
    const Arrival& m_arrival;
};

} // namespace scepter::enrollment
