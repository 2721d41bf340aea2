#include "challenge/static_secret.h"
#include "enroll.h"

namespace scepter::enrollment {

Result<void> EnrollStep::authorize() {
    const SecretBytes* typed = m_request.csr->challengePassword();
    if (typed != nullptr && typed->empty()) typed = nullptr;
    if (isRenewal() && typed == nullptr) return checkConstraints();
    if (m_settings.challenge == ChallengeMode::None) return checkConstraints();

    SCEPTER_TRY(attempt, m_engine.m_tries.begin(m_settings.name, m_arrival.remoteAddress,
                                                m_settings.tryLimit, m_arrival.now));
    m_try.emplace(std::move(attempt));
    const auto accepted = isRenewal() ? authorizeRenewal(typed) : checkChallenge(typed);
    check("Challenge", accepted.has_value(),
          accepted ? std::string{} : std::string(toText(accepted.error().code)));
    SCEPTER_CHECK(accepted);
    m_try.reset();
    m_challengeVerified = true;
    return checkConstraints();
}

// A renewal is authorized by its signer; a challenge that is there all the same must be a right
// one. certmonger keeps the code of the first enrollment inside: that it is used up does not
// matter. Right is thus a code that is good here now, or one that was used here: by the first
// enrollment of this certificate, or being bound to this endpoint.
Result<void> EnrollStep::authorizeRenewal(const SecretBytes* typed) {
    if (m_settings.challenge == ChallengeMode::Static)
        return challenge::checkStatic(typed->view(), m_setting.endpoint->staticSecrets);
    SCEPTER_TRY(code, m_engine.m_ledger.codeByHash(m_engine.m_sealer.hashCode(typed->view())));
    if (!code) return fail(ErrorCode::ChallengeWrong, "the renewal carries an unknown code");
    const bool usedHere = code->usesLeft < code->usesAllowed &&
                          (code->id == m_firstCode || code->endpoint == m_settings.name);
    return usedHere ? Result<void>{} : checkUsableHere(*code);
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
    SCEPTER_CHECK(checkUsableHere(*code));
    m_code = std::move(code);
    return {};
}

Result<void> EnrollStep::checkUsableHere(const challenge::CodeRecord& code) {
    auto usable = challenge::checkUsable(code, m_settings.name, m_arrival.now);
    if (!usable)
        usable.error().detail = "code #" + std::to_string(code.id) + ": " + usable.error().detail;
    return usable;
}

Result<void> EnrollStep::checkConstraints() {
    auto comparisons = challenge::compare(m_settings.constraints, *m_request.csr);
    if (m_code) {
        auto bound = challenge::compare(m_code->constraints, *m_request.csr);
        comparisons.insert(comparisons.end(), bound.begin(), bound.end());
    }
    m_comparisons.insert(m_comparisons.end(), comparisons.begin(), comparisons.end());
    SCEPTER_CHECK(compareFirstCode());
    if (challenge::allEqual(m_comparisons)) return {};
    return fail(ErrorCode::ConstraintViolated, challenge::firstDifference(m_comparisons));
}

// What a code was bound to outlives it: who got an RSA key and TLS client usage by it must not
// renew into more. The subject is held by checkSameIdentity, to what was issued.
Result<void> EnrollStep::compareFirstCode() {
    if (m_firstCode == 0) return {};
    SCEPTER_TRY(code, m_engine.m_ledger.code(m_firstCode));
    if (!code) return {};
    challenge::Constraints bound = code->constraints;
    bound.subjectText.reset();
    bound.subject.clear();
    bound.onlyListedSubjectAttributes = false;
    if (m_setting.recipe->renewalMayChangeIdentity) {
        bound.subjectAltNames.clear();
        bound.onlyListedSans = false;
        bound.sanRequired = false;
    }
    const auto comparisons = challenge::compare(bound, *m_request.csr);
    m_comparisons.insert(m_comparisons.end(), comparisons.begin(), comparisons.end());
    return {};
}

} // namespace scepter::enrollment
