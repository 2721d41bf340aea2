// PKCSReq, RenewalReq and UpdateReq.
#pragma once

#include "authority/issue.h"
#include "challenge/try_limiter.h"
#include "step.h"

namespace scepter::enrollment {

/// One enrollment request on its way through the checks. Lives for one decision.
class EnrollStep {
public:
    EnrollStep(Engine& engine, const Setting& setting, const scep::Request& request,
               const scep::ReplyContext& context, const Arrival& arrival,
               const std::vector<GateVerdict>& verdicts);

    Decision run();
    /// The refusal when the store did not take the change (a code used meanwhile, a full disk).
    Decision refuseAfterStore(const Error& error);

private:
    // enroll.cpp
    Result<void> checkPossession();
    Result<std::optional<Decision>> findEarlier();
    Result<Decision> decideNew();
    Result<Decision> issueOrHold(const authority::Plan& plan);
    Result<void> preparePassword();
    Result<void> keepCsr(RequestRecord& record);
    RequestRecord newRecord(RequestState state);
    Decision refuse(const Error& error);
    void countTry(ErrorCode why);
    void check(std::string name, bool passed, const std::string& detail = {});
    [[nodiscard]] bool isRenewal() const { return m_renewed.has_value(); }

    // renewal.cpp
    Result<void> identifySigner();
    Result<void> identifyIssued(CertificateRecord record);
    Result<void> checkOtherSigner(std::string_view issuedHow);
    Result<void> checkRenewal();
    Result<void> checkSameIdentity(const authority::Plan& plan);

    // challenge_gate.cpp
    /// Afterwards m_question is set when somebody has to be asked first.
    Result<void> authorize();
    Result<void> judgeAll(const std::vector<const challenge::Gate*>& gates);
    Result<void> judgeAny(const std::vector<const challenge::Gate*>& gates);
    [[nodiscard]] std::vector<const challenge::Gate*> gatesToPass() const;
    /// Nothing: somebody has to be asked first.
    std::optional<challenge::Verdict> judge(const challenge::Gate& gate);
    challenge::Verdict judgeStatic(const challenge::Gate& gate);
    challenge::Verdict judgeCode();
    challenge::Verdict judgeRenewalCode();
    std::optional<challenge::Verdict> judgeByAsking(const challenge::Gate& gate);
    Result<void> take(const challenge::Gate& gate, challenge::Verdict verdict);
    [[nodiscard]] challenge::GateRequest gateRequest() const;
    Result<void> checkConstraints();
    Result<void> compareFirstCode();
    [[nodiscard]] const SecretBytes* typed() const;

    Engine& m_engine;
    const Setting& m_setting;
    const EndpointSettings& m_settings;
    const scep::Request& m_request;
    const scep::ReplyContext& m_context;
    const Arrival& m_arrival;

    TransactionKey m_key;
    std::optional<CertificateRecord> m_renewed;
    std::int64_t m_firstCode = 0; ///< of a renewal: the code of the first enrollment
    std::optional<challenge::CodeRecord> m_code;
    /// While a challenge is judged; what becomes of it is known when the request is refused.
    std::optional<challenge::TryLimiter::Try> m_try;
    bool m_challengeVerified = false;
    std::optional<SecretBytes> m_password;
    Bytes m_sealedPassword;
    const std::vector<GateVerdict>& m_verdicts;
    std::optional<Question> m_question;
    std::vector<std::string> m_allowedBy; ///< names of gates
    challenge::Grant m_grant;
    bool m_hold = false; ///< a gate wants the operator to decide
    std::vector<TokenUse> m_tokens;
    std::vector<Check> m_checks;
    std::vector<challenge::Comparison> m_comparisons;
    std::vector<challenge::Comparison> m_bound; ///< by what the gates have bound it to
};

} // namespace scepter::enrollment
