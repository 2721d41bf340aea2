#include "enrollment/approval.h"

#include "enrollment/answer.h"
#include "pki/csr.h"
#include "serial.h"

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

} // namespace

Result<authority::Plan> planForRequest(const Setting& setting, const RequestRecord& request,
                                       const authority::Adjustments& adjustments, TimePoint now) {
    const authority::Generation* generation = setting.authority->current();
    if (generation == nullptr)
        return fail(ErrorCode::AuthorityNotReady, "the authority has no current generation");
    SCEPTER_TRY(csr, pki::Csr::fromDer(request.csr));
    return authority::planCertificate(*setting.recipe, generation->ca.certificate, csr, adjustments,
                                      now);
}

Result<DecideRequest> approve(const Setting& setting, const RequestRecord& request,
                              const authority::Adjustments& adjustments, const std::string& actor,
                              TimePoint now) {
    SCEPTER_CHECK(checkPending(request, now));
    SCEPTER_TRY(plan, planForRequest(setting, request, adjustments, now));
    const authority::Generation* generation = setting.authority->current();
    SCEPTER_TRY(certificate, authority::issue(plan, generation->ca.key));
    DecideRequest decision;
    decision.requestId = request.id;
    decision.state = RequestState::Issued;
    decision.certificate = recordOf(certificate, setting.authority->id, generation->id, now);
    decision.certificate->requestId = request.id;
    decision.at = now;
    decision.stickyUntil = std::min<TimePoint>(now + setting.endpoint->settings.transactionLifetime,
                                               certificate.notAfter());
    decision.actor = actor;
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
    decision.stickyUntil = now + setting.endpoint->settings.transactionLifetime;
    decision.actor = actor;
    decision.errorCode = error.code;
    decision.reason = reason;
    decision.toldFailInfo = told.failInfo;
    decision.toldText = told.failInfoText;
    return decision;
}

CertificateRecord recordOf(const pki::Certificate& certificate, std::int64_t authorityId,
                           std::int64_t generationId, TimePoint now) {
    CertificateRecord record;
    record.authorityId = authorityId;
    record.generationId = generationId;
    record.serial = magnitudeOf(certificate.serial());
    record.subject = certificate.subject().toText();
    record.san = authority::sanText(certificate.subjectAltNames());
    record.keyText = certificate.publicKey().toText();
    record.notBefore = certificate.notBefore();
    record.notAfter = certificate.notAfter();
    record.issuedAt = now;
    record.der = certificate.der();
    return record;
}

} // namespace scepter::enrollment
