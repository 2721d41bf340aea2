#include "challenge/static_secret.h"
#include "enroll.h"

namespace scepter::enrollment {

Result<void> EnrollStep::authorize() {
    const SecretBytes* typed = m_request.csr->challengePassword();
    if (typed != nullptr && typed->empty()) typed = nullptr;
    if (isRenewal() && typed == nullptr) return checkConstraints();
    if (m_settings.challenge == ChallengeMode::None) return checkConstraints();

    SCEPTER_CHECK(m_engine.m_tries.check(m_settings.name, m_arrival.remoteAddress,
                                         m_settings.tryLimit, m_arrival.now));
    const auto accepted = isRenewal() ? authorizeRenewal(typed) : checkChallenge(typed);
    check("Challenge", accepted.has_value(),
          accepted ? std::string{} : std::string(toText(accepted.error().code)));
    SCEPTER_CHECK(accepted);
    return checkConstraints();
}

// A renewal is authorized by its signer; a challenge that is there all the same must be a right
// one. certmonger keeps the code of the first enrollment inside: that it is used up does not
// matter.
Result<void> EnrollStep::authorizeRenewal(const SecretBytes* typed) {
    if (m_settings.challenge == ChallengeMode::Static)
        return challenge::checkStatic(typed->view(), m_setting.endpoint->staticSecrets);
    SCEPTER_TRY(code, m_engine.m_ledger.codeByHash(m_engine.m_sealer.hashCode(typed->view())));
    if (!code) return fail(ErrorCode::ChallengeWrong, "the renewal carries an unknown code");
    return {};
}

Result<void> EnrollStep::checkChallenge(const SecretBytes* typed) {
    if (typed == nullptr) return fail(ErrorCode::ChallengeMissing, "the CSR has no challenge");
    if (m_settings.challenge == ChallengeMode::Static)
        return challenge::checkStatic(typed->view(), m_setting.endpoint->staticSecrets);
    return checkCode(*typed);
}

Result<void> EnrollStep::checkCode(const SecretBytes& typed) {
    SCEPTER_TRY(code, m_engine.m_ledger.codeByHash(m_engine.m_sealer.hashCode(typed.view())));
    if (!code) return fail(ErrorCode::ChallengeWrong, "no such code");
    const std::string which = "code #" + std::to_string(code->id);
    if (auto usable = challenge::checkUsable(*code, m_settings.name, m_arrival.now); !usable) {
        Error error = usable.error();
        error.detail = which + ": " + error.detail;
        return failWith(std::move(error));
    }
    m_code = std::move(code);
    return {};
}

Result<void> EnrollStep::checkConstraints() {
    auto comparisons = challenge::compare(m_settings.constraints, *m_request.csr);
    if (m_code) {
        auto bound = challenge::compare(m_code->constraints, *m_request.csr);
        comparisons.insert(comparisons.end(), bound.begin(), bound.end());
    }
    const bool equal = challenge::allEqual(comparisons);
    m_comparisons.insert(m_comparisons.end(), comparisons.begin(), comparisons.end());
    if (equal) return {};
    return fail(ErrorCode::ConstraintViolated, challenge::firstDifference(comparisons));
}

} // namespace scepter::enrollment
