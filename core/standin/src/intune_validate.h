// How the stand-in judges a request.
#pragma once

#include "challenge/constraints.h"
#include "standin/intune_state.h"

namespace scepter::standin {

struct IntuneJudgment {
    challenge::IntuneCode code = challenge::IntuneCode::Unknown;
    std::string description; ///< of a refusal
    std::string subject;
    std::string deviceId;
    std::string profileId;
    std::vector<challenge::Comparison> comparisons;
};

/// Decodes the request (base64 of DER), opens its challenge and compares. A challenge may be judged
/// any number of times, but for one key only.
IntuneJudgment judgeRequest(IntuneState& state, std::string_view base64Csr, TimePoint now);

} // namespace scepter::standin
