#include "client/scep_client.h"

namespace scepter::client {

using scep::MessageType;

ScepClient::ScepClient(ServiceOptions options, const Clock& clock, Exchange exchange)
    : m_service(std::move(options), clock, std::move(exchange)) {
}

ScepClient::ScepClient(ServiceOptions options, const Clock& clock, http::ClientOptions http,
                       std::stop_token stop)
    : m_service(std::move(options), clock, std::move(http), std::move(stop)) {
}

Result<CapabilitiesResult> ScepClient::capabilities() {
    m_service.takeTranscript();
    return m_service.capabilities();
}

Result<CaCertificatesResult> ScepClient::caCertificates() {
    m_service.takeTranscript();
    return m_service.caCertificates();
}

Result<CaCertificatesResult> ScepClient::nextCaCertificates() {
    m_service.takeTranscript();
    return m_service.nextCaCertificates();
}

Result<EnrollmentResult> ScepClient::submit(const RequestPlan& plan) {
    SCEPTER_TRY(prepared, m_service.prepare(plan));
    Answer answer = m_service.send(prepared);
    if (const Error* problem = answer.problem()) return failWith(*problem);
    scep::Reply& reply = *answer.report.reply;
    return EnrollmentResult{.status = reply.status,
                            .certificate = std::move(answer.certificate),
                            .chain = std::move(answer.chain),
                            .failInfo = reply.failInfo,
                            .failInfoText = std::move(reply.failInfoText),
                            .transaction = std::move(prepared.transaction),
                            .transcript = m_service.transcript()};
}

Result<EnrollmentResult> ScepClient::enroll(const EnrollmentRequest& request) {
    m_service.takeTranscript();
    RequestPlan plan;
    plan.enrollment = &request;
    plan.misbehaviors = request.misbehaviors;
    return submit(plan);
}

Result<EnrollmentResult> ScepClient::renew(const EnrollmentRequest& request, const Identity& old,
                                           std::optional<MessageType> type) {
    if (type && *type != MessageType::RenewalReq && *type != MessageType::UpdateReq &&
        *type != MessageType::PkcsReq)
        return fail(ErrorCode::InvalidArgument, "a renewal is of messageType 17, 18 or 19");
    m_service.takeTranscript();
    SCEPTER_TRY(view, m_service.view());
    RequestPlan plan;
    plan.type = type.value_or(
        renewalTypeFor(m_service.persona(), view.capabilities ? &*view.capabilities : nullptr));
    plan.enrollment = &request;
    plan.signer = old;
    plan.misbehaviors = request.misbehaviors;
    return submit(plan);
}

Result<EnrollmentResult> ScepClient::poll(const Transaction& transaction,
                                          const SecretBytes* challenge,
                                          const std::vector<Misbehavior>& misbehaviors) {
    m_service.takeTranscript();
    RequestPlan plan;
    plan.type = MessageType::CertPoll;
    plan.transaction = &transaction;
    plan.challenge = challenge;
    plan.misbehaviors = misbehaviors;
    auto result = submit(plan);
    if (result) result->transaction = transaction;
    return result;
}

Result<LookupResult> ScepClient::lookup(MessageType type, const Bytes& serial,
                                        const Identity& signer,
                                        const std::vector<Misbehavior>& misbehaviors) {
    RequestPlan plan;
    plan.type = type;
    plan.serial = serial;
    plan.signer = signer;
    plan.misbehaviors = misbehaviors;
    m_service.takeTranscript();
    SCEPTER_TRY(prepared, m_service.prepare(plan));
    Answer answer = m_service.send(prepared);
    if (const Error* problem = answer.problem()) return failWith(*problem);
    scep::Reply& reply = *answer.report.reply;
    LookupResult result;
    result.status = reply.status;
    result.certificate = std::move(answer.certificate);
    result.crl = std::move(answer.crl);
    result.failInfo = reply.failInfo;
    result.failInfoText = std::move(reply.failInfoText);
    result.transcript = m_service.transcript();
    return result;
}

Result<LookupResult> ScepClient::getCert(const Bytes& serial, const Identity& signer,
                                         const std::vector<Misbehavior>& misbehaviors) {
    return lookup(MessageType::GetCert, serial, signer, misbehaviors);
}

Result<LookupResult> ScepClient::getCrl(const Bytes& serial, const Identity& signer,
                                        const std::vector<Misbehavior>& misbehaviors) {
    return lookup(MessageType::GetCrl, serial, signer, misbehaviors);
}

} // namespace scepter::client
