#include "enrollment/approval.h"

#include "enrollment/answer.h"
#include "kept.h"
#include "notices.h"
#include "pki/csr.h"
#include "serial.h"
#include "step.h"

#include <algorithm>

namespace scepter::enrollment {

namespace {

Result<void> checkPending(const RequestRecord& request, TimePoint now) {
    if (request.state != RequestState::Pending)
        return fail(ErrorCode::Conflict, "request " + std::to_string(request.id) + " is " +
                                             std::string(toText(request.state)) + ", not Pending");
    if (request.expiresAt && *request.expiresAt <= now)
        return fail(ErrorCode::RequestExpired, "request " + std::to_string(request.id) +
                                                   " was not decided until " +
                                                   toIsoText(*request.expiresAt));
    return {};
}

// That the old certificate ended while the request was held does not matter: it was valid when it
// signed, and how long the operator took is not the client's doing.
Result<void> checkRenewedAgain(Ledger& ledger, const Setting& setting, const RequestRecord& request,
                               const authority::Adjustments& adjustments,
                               const authority::Plan& plan) {
    if (request.renewedCertificateId == 0) return {};
    SCEPTER_TRY(record, ledger.certificate(request.renewedCertificateId));
    if (!record)
        return fail(ErrorCode::StoreCorrupt, "the certificate that request " +
                                                 std::to_string(request.id) + " renews is missing");
    if (record->revokedAt)
        return fail(ErrorCode::CertificateRevoked,
                    "the certificate that the request renews was revoked at " +
                        toIsoText(*record->revokedAt));
    SCEPTER_TRY(renewed, pki::Certificate::fromDer(record->der));
    if (!setting.recipe->renewalMayReuseKey &&
        renewed.publicKey().fingerprint() == request.key.publicKeyHash)
        return fail(ErrorCode::RenewalKeyReused, "the template wants a new key for a renewal");
    if (setting.recipe->renewalMayChangeIdentity) return {};
    SCEPTER_TRY(identity, compareIdentity(plan, renewed));
    // What the operator set himself is his decision.
    identity.subject.equal = identity.subject.equal || adjustments.subject;
    identity.san.equal = identity.san.equal || adjustments.subjectAltNames;
    return identity.judge();
}

// What the operator sets himself goes before what the gates want.
authority::Adjustments merged(const RequestRecord& request,
                              const authority::Adjustments& adjustments) {
    authority::Adjustments all = adjustmentsOf(request.grant);
    all.sidVouched = all.sidVouched || adjustments.sidVouched;
    if (adjustments.subject) all.subject = adjustments.subject;
    if (adjustments.subjectAltNames) all.subjectAltNames = adjustments.subjectAltNames;
    if (adjustments.extendedKeyUsage) all.extendedKeyUsage = adjustments.extendedKeyUsage;
    if (adjustments.validity) all.validity = adjustments.validity;
    return all;
}

// A client that was told to wait may ask until then: a decision never shortens that.
TimePoint deliveredUntil(const Setting& setting, const RequestRecord& request, TimePoint now) {
    return std::max<TimePoint>(now + setting.endpoint->settings.transactionLifetime,
                               request.stickyUntil);
}

} // namespace

Result<authority::Plan> planForRequest(const Setting& setting, const RequestRecord& request,
                                       const authority::Adjustments& adjustments, TimePoint now) {
    const authority::Generation* generation = setting.authority->current();
    if (generation == nullptr)
        return fail(ErrorCode::AuthorityNotReady, "the authority has no current generation");
    SCEPTER_TRY(csr, pki::Csr::fromDer(request.csr));
    return authority::planCertificate(*setting.recipe, generation->ca.certificate, csr,
                                      merged(request, adjustments), now);
}

Result<DecideRequest> approve(Ledger& ledger, const Setting& setting, const RequestRecord& request,
                              const authority::Adjustments& adjustments, const std::string& actor,
                              TimePoint now) {
    SCEPTER_CHECK(checkPending(request, now));
    SCEPTER_TRY(plan, planForRequest(setting, request, adjustments, now));
    SCEPTER_CHECK(checkRenewedAgain(ledger, setting, request, adjustments, plan));
    const authority::Generation* generation = setting.authority->current();
    SCEPTER_TRY(certificate, authority::issue(plan, generation->ca.key));
    DecideRequest decision;
    decision.requestId = request.id;
    decision.state = RequestState::Issued;
    decision.certificate = recordOf(certificate, setting.authority->id, generation->id, now);
    decision.certificate->requestId = request.id;
    decision.at = now;
    decision.stickyUntil = std::min(deliveredUntil(setting, request, now), certificate.notAfter());
    decision.actor = actor;
    if (!request.sealedCsr.empty())
        decision.notices = noticesFor(setting.endpoint->settings, request.allowedBy, true);
    return decision;
}

Result<DecideRequest> deny(const Setting& setting, const RequestRecord& request,
                           const std::string& reason, FailInfo failInfo, const std::string& actor,
                           TimePoint now) {
    SCEPTER_CHECK(checkPending(request, now));
    const Error error{ErrorCode::DeniedByOperator, reason, {}, failInfo};
    const WireAnswer told = wireAnswer(error);
    DecideRequest decision;
    decision.requestId = request.id;
    decision.state = RequestState::Refused;
    decision.at = now;
    decision.stickyUntil = deliveredUntil(setting, request, now);
    decision.actor = actor;
    decision.errorCode = error.code;
    decision.reason = reason;
    decision.toldFailInfo = told.failInfo;
    decision.toldText = told.failInfoText;
    if (!request.sealedCsr.empty())
        decision.notices = noticesFor(setting.endpoint->settings, request.allowedBy, false);
    return decision;
}

CertificateRecord recordOf(const pki::Certificate& certificate, std::int64_t authorityId,
                           std::int64_t generationId, TimePoint now) {
    CertificateRecord record;
    record.authorityId = authorityId;
    record.generationId = generationId;
    record.serial = magnitudeOf(certificate.serial());
    record.subject = keptText(certificate.subject().toText());
    record.san = keptText(authority::sanText(certificate.subjectAltNames()));
    record.keyText = certificate.publicKey().toText();
    record.notBefore = certificate.notBefore();
    record.notAfter = certificate.notAfter();
    record.issuedAt = now;
    record.der = certificate.der();
    return record;
}

} // namespace scepter::enrollment
