#include "enroll.h"

#include "authority/issue.h"
#include "base/text.h"
#include "enrollment/answer.h"
#include "enrollment/approval.h"
#include "kept.h"
#include "notices.h"
#include "serial.h"

#include <algorithm>

namespace scepter::enrollment {

namespace {

// Refusals that one address may leave in the ledger: more of them are only logged, so that nobody
// fills the disk with requests that could never succeed.
constexpr challenge::TryLimit kRecordedRefusals{
    .tries = 60, .window = std::chrono::minutes{10}, .endpointFactor = 50};

/// Refusals that may be a guess at a challenge.
bool countsAsTry(ErrorCode code) {
    switch (code) {
    case ErrorCode::ChallengeMissing:
    case ErrorCode::ChallengeWrong:
    case ErrorCode::CodeUsed:
    case ErrorCode::CodeExpired:
    case ErrorCode::CodeWithdrawn:
    case ErrorCode::CodeOtherEndpoint:
    case ErrorCode::ChallengeNotYetValid:
    case ErrorCode::ChallengeExpired:
    case ErrorCode::GateDenied:
        return true;
    default:
        return false;
    }
}

std::string requestedSan(const pki::Csr& csr) {
    return authority::sanText(csr.subjectAltNames());
}

} // namespace

EnrollStep::EnrollStep(Engine& engine, const Setting& setting, const scep::Request& request,
                       const scep::ReplyContext& context, const Arrival& arrival,
                       const std::vector<GateVerdict>& verdicts)
    : m_engine(engine)
    , m_setting(setting)
    , m_settings(setting.endpoint->settings)
    , m_request(request)
    , m_context(context)
    , m_arrival(arrival)
    , m_verdicts(verdicts) {
}

Decision EnrollStep::run() {
    if (!m_request.csr || !m_request.signer)
        return refusal({ErrorCode::MessageMalformed, "the request carries no CSR", {}, {}});
    m_key.endpointId = m_settings.id;
    m_key.transactionId = m_request.transactionId;
    m_key.publicKeyHash = m_request.csr->publicKey().fingerprint();

    if (const std::size_t size = m_request.csr->der().size(); size > kMaxCsr)
        return refuse({ErrorCode::LimitExceeded,
                       "the CSR has " + std::to_string(size) + " bytes, " +
                           std::to_string(kMaxCsr) + " are allowed",
                       {},
                       {}});
    if (auto possession = checkPossession(); !possession) return refuse(possession.error());
    if (auto signer = identifySigner(); !signer) return refuse(signer.error());
    // The store finds a repeat in any case, and refuses to record it twice. Asking the ledger first
    // is worth its price only where a repeat is likely.
    if (m_engine.m_recent.noteAndTell(m_key.endpointId, m_key.transactionId)) {
        auto earlier = findEarlier();
        if (!earlier) return refuse(earlier.error());
        if (*earlier) return std::move(**earlier);
    }
    auto decision = decideNew();
    if (decision) return std::move(*decision);
    // What refuses a new request (its code is used up) is often the doing of the same one.
    auto earlier = findEarlier();
    if (!earlier) {
        // A guess under a transactionID that is taken is one all the same.
        countTry(decision.error().code);
        return refuse(earlier.error());
    }
    if (*earlier) return std::move(**earlier);
    return refuse(decision.error());
}

void EnrollStep::countTry(ErrorCode why) {
    if (!countsAsTry(why)) return;
    if (m_try) {
        m_try->fail();
        m_try.reset();
        return;
    }
    m_engine.m_tries.recordFailure(m_settings.name, m_arrival.remoteAddress, m_settings.tryLimit,
                                   m_arrival.now);
}

Result<void> EnrollStep::checkPossession() {
    const pki::Csr& csr = *m_request.csr;
    const pki::SignatureAlgorithm* algorithm = csr.signatureAlgorithm();
    const bool weak = algorithm != nullptr && algorithm->scheme != pki::SignatureScheme::Ed25519 &&
                      algorithm->digest == pki::Digest::Sha1;
    if (weak && !m_settings.compatibility.algorithms.allowSha1)
        return fail(ErrorCode::AlgorithmForbidden, "the CSR is signed with SHA-1");
    // Mostly it is the signer's key, which verified the message a moment ago.
    const pki::PublicKey& signerKey = m_request.signer->publicKey();
    auto verified = signerKey == csr.publicKey() ? csr.verifyWith(signerKey) : csr.verify();
    check("CSR signature", verified.has_value());
    if (verified) return {};
    if (verified.error().code == ErrorCode::SignatureInvalid)
        return fail(ErrorCode::ProofOfPossessionInvalid, "the signature of the CSR does not match");
    return verified;
}

Result<std::optional<Decision>> EnrollStep::findEarlier() {
    SCEPTER_TRY(transactions, m_engine.m_ledger.liveTransactions(m_settings.id, m_key.transactionId,
                                                                 m_arrival.now));
    for (const RequestRecord& earlier : transactions) {
        if (earlier.key.renewedSerial != m_key.renewedSerial) continue;
        if (earlier.key.publicKeyHash != m_key.publicKeyHash)
            return fail(ErrorCode::TransactionConflict,
                        "transactionID is in use for another key, by request " +
                            std::to_string(earlier.id));
        SCEPTER_TRY(answer, answerForExisting(m_engine.m_ledger, m_setting, earlier, std::nullopt,
                                              m_arrival.now));
        if (!answer) continue;
        SCEPTER_CHECK(preparePassword());
        answer->replyPassword = std::move(m_password);
        answer->change = NotePoll{earlier.id, m_arrival.now};
        answer->summary += " (repeat of request " + std::to_string(earlier.id) + ')';
        return answer;
    }
    return std::optional<Decision>{};
}

Result<Decision> EnrollStep::decideNew() {
    SCEPTER_CHECK(authorize());
    if (m_question) {
        Decision decision;
        decision.question = std::move(m_question);
        decision.summary = "asks gate " + printable(decision.question->gate);
        return decision;
    }
    if (isRenewal()) SCEPTER_CHECK(checkRenewal());
    const authority::Generation* generation = m_setting.authority->current();
    if (generation == nullptr)
        return fail(ErrorCode::AuthorityNotReady, "the authority has no current generation");
    SCEPTER_TRY(plan,
                authority::planCertificate(*m_setting.recipe, generation->ca.certificate,
                                           *m_request.csr, adjustmentsOf(m_grant), m_arrival.now));
    if (isRenewal()) SCEPTER_CHECK(checkSameIdentity(plan));
    SCEPTER_CHECK(preparePassword());
    return issueOrHold(plan);
}

Result<void> EnrollStep::preparePassword() {
    const SecretBytes* typed = m_request.csr->challengePassword();
    const bool usable = typed != nullptr && !typed->empty();
    SCEPTER_CHECK(scep::checkReplyCanBeEncrypted(m_context, usable ? typed : nullptr));
    if (scep::signerCanDecrypt(m_context)) return {};
    m_password = typed->clone();
    SCEPTER_TRY(sealed, m_engine.m_sealer.seal(typed->view(), kChallengePurpose));
    m_sealedPassword = std::move(sealed);
    return {};
}

Result<Decision> EnrollStep::issueOrHold(const authority::Plan& plan) {
    const Approval approval = isRenewal() ? m_settings.renewalApproval : m_settings.approval;
    RecordRequest change;
    Decision decision;
    change.tokens = m_tokens;
    if (m_hold || approval == Approval::Manual) {
        change.request = newRecord(RequestState::Pending);
        change.request.expiresAt = m_arrival.now + m_settings.pendingLifetime;
        change.request.stickyUntil = *change.request.expiresAt + m_settings.transactionLifetime;
        for (const auto& line : plan.lines)
            if (line.changed) check(line.field, false, line.requested + " -> " + line.issued);
        change.request.checks = m_checks;
        change.request.grant = m_grant;
        if (wantsOutcome(m_settings, m_allowedBy)) {
            change.request.allowedBy = m_allowedBy;
            SCEPTER_CHECK(keepCsr(change.request));
        }
        keepWithinLimits(change.request);
        decision = pendingAnswer(change.request.subject);
    } else {
        const authority::Generation& generation = *m_setting.authority->current();
        SCEPTER_TRY(certificate, authority::issue(plan, generation.ca.key));
        change.request = newRecord(RequestState::Issued);
        change.request.checks.clear();
        keepWithinLimits(change.request);
        change.request.decidedAt = m_arrival.now;
        change.request.decidedBy = "policy";
        change.request.stickyUntil = std::min<TimePoint>(
            m_arrival.now + m_settings.transactionLifetime, certificate.notAfter());
        change.certificate =
            recordOf(certificate, m_setting.authority->id, generation.id, m_arrival.now);
        change.notices = noticesFor(m_settings, m_allowedBy, true);
        if (!change.notices.empty()) SCEPTER_CHECK(keepCsr(change.request));
        if (holdsDelivery(change.notices)) change.request.release = Release::Waiting;
        decision = delivery(m_setting, *change.certificate);
    }
    decision.change = std::move(change);
    decision.replyPassword = std::move(m_password);
    if (m_challengeVerified)
        m_engine.m_tries.recordSuccess(m_settings.name, m_arrival.remoteAddress);
    return decision;
}

Result<void> EnrollStep::keepCsr(RequestRecord& record) {
    SCEPTER_TRY(sealed, m_engine.m_sealer.seal(m_request.csr->der(), kNoticePurpose));
    record.sealedCsr = std::move(sealed);
    return {};
}

RequestRecord EnrollStep::newRecord(RequestState state) {
    const pki::Csr& csr = *m_request.csr;
    RequestRecord record;
    record.key = m_key;
    record.messageType = m_request.type;
    record.state = state;
    record.sticky = state == RequestState::Issued || state == RequestState::Pending;
    record.stickyUntil = m_arrival.now;
    record.subject = csr.subject().toText();
    record.san = requestedSan(csr);
    record.keyText = csr.publicKey().toText();
    record.csr = csr.redactedDer();
    record.signerKeyHash = m_request.signer->publicKey().fingerprint();
    record.signerText = m_request.signer->subject().toText();
    record.sealedChallenge = m_sealedPassword;
    record.remoteAddress = m_arrival.remoteAddress;
    record.createdAt = m_arrival.now;
    record.checks = m_checks;
    record.comparisons = m_comparisons;
    record.renewedCertificateId = m_renewed ? m_renewed->id : 0;
    if (state != RequestState::Refused) record.codeId = m_code ? m_code->id : m_firstCode;
    return record;
}

Decision EnrollStep::refuse(const Error& error) {
    Decision decision = refusal(error);
    // A fault of ours is no outcome: the client is asked to come again.
    if (wireAnswer(error).retryAfter) return decision;
    const std::string endpoint = m_settings.name;
    countTry(error.code);
    if (!m_engine.m_recordedRefusals.check(endpoint, m_arrival.remoteAddress, kRecordedRefusals,
                                           m_arrival.now))
        return decision;
    m_engine.m_recordedRefusals.recordFailure(endpoint, m_arrival.remoteAddress, kRecordedRefusals,
                                              m_arrival.now);
    RecordRequest change;
    change.request = newRecord(RequestState::Refused);
    change.request.sealedChallenge.clear();
    change.request.decidedAt = m_arrival.now;
    change.request.decidedBy = "policy";
    change.request.errorCode = error.code;
    change.request.reason = printable(error.detail);
    keepWithinLimits(change.request);
    change.request.toldFailInfo = decision.reply.failInfo;
    change.request.toldText = decision.reply.failInfoText;
    auto notices = noticesFor(m_settings, m_allowedBy, false);
    if (!notices.empty() && keepCsr(change.request)) change.notices = std::move(notices);
    decision.change = std::move(change);
    return decision;
}

Decision EnrollStep::refuseAfterStore(const Error& error) {
    if (!m_request.csr || !m_request.signer) return refusal(error);
    m_key.endpointId = m_settings.id;
    m_key.transactionId = m_request.transactionId;
    m_key.publicKeyHash = m_request.csr->publicKey().fingerprint();
    const bool ofRequest =
        error.code == ErrorCode::TransactionConflict || error.code == ErrorCode::CodeUsed ||
        error.code == ErrorCode::CodeExpired || error.code == ErrorCode::CodeWithdrawn ||
        error.code == ErrorCode::CertificateRevoked || error.code == ErrorCode::TooManyPending ||
        error.code == ErrorCode::TokenUsed;
    return ofRequest ? refuse(error) : refusal(error);
}

void EnrollStep::check(std::string name, bool passed, const std::string& detail) {
    m_checks.push_back({std::move(name), passed, printable(detail)});
}

} // namespace scepter::enrollment
