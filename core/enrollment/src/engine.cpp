#include "enrollment/engine.h"

#include "base/text.h"
#include "enroll.h"
#include "enrollment/answer.h"
#include "lookup.h"
#include "serial.h"
#include "step.h"

#include <algorithm>

namespace scepter::enrollment {

Decision refusal(const Error& error) {
    Decision decision;
    decision.reply = failureReply(error);
    decision.reason = error;
    decision.summary = "refused: " + printable(toText(error));
    return decision;
}

Decision delivery(const Setting& setting, const CertificateRecord& certificate) {
    Decision decision;
    decision.reply.status = scep::PkiStatus::Success;
    decision.reply.certificates.push_back(certificate.der);
    if (setting.endpoint->settings.compatibility.replyWithChain) {
        for (const auto& generation : setting.authority->generations) {
            if (generation.id != certificate.generationId) continue;
            decision.reply.certificates.push_back(generation.ca.certificate.der());
            for (const auto& above : generation.chain)
                decision.reply.certificates.push_back(above.der());
        }
    }
    decision.summary = "issued " + printable(certificate.subject);
    return decision;
}

authority::Adjustments adjustmentsOf(const challenge::Grant& grant) {
    authority::Adjustments adjustments;
    adjustments.sidVouched = grant.sidVouched;
    adjustments.subject = grant.subject;
    adjustments.subjectAltNames = grant.subjectAltNames;
    adjustments.extendedKeyUsage = grant.extendedKeyUsage;
    adjustments.validity = grant.validity;
    return adjustments;
}

Decision pendingAnswer(const std::string& subject) {
    Decision decision;
    decision.reply.status = scep::PkiStatus::Pending;
    decision.summary = "pending " + printable(subject);
    return decision;
}

Result<std::optional<Decision>> answerForExisting(Ledger& ledger, const Setting& setting,
                                                  const RequestRecord& request,
                                                  const std::optional<CertificateRecord>& known,
                                                  TimePoint now) {
    if (request.state == RequestState::Issued) {
        std::optional<CertificateRecord> certificate = known;
        if (!certificate) {
            SCEPTER_TRY(read, ledger.certificate(request.certificateId));
            certificate = std::move(read);
        }
        if (!certificate || certificate->revokedAt || certificate->notAfter <= now)
            return std::optional<Decision>{};
        if (request.release != Release::Free)
            return std::optional(
                refusal({ErrorCode::GateUnreachable,
                         "the certificate of request " + std::to_string(request.id) +
                             " waits until the news of it is accepted",
                         {},
                         {}}));
        return std::optional(delivery(setting, *certificate));
    }
    if (request.state == RequestState::Pending && (!request.expiresAt || *request.expiresAt > now))
        return std::optional(pendingAnswer(request.subject));
    const bool expired =
        request.state == RequestState::Pending || request.state == RequestState::Expired;
    const ErrorCode code =
        expired ? ErrorCode::RequestExpired : request.errorCode.value_or(ErrorCode::Internal);
    return std::optional(refusal(Error{code, request.reason, {}, request.toldFailInfo}));
}

const authority::Generation* issuerAmongOurs(const authority::Authority& authority,
                                             const pki::Certificate& certificate) {
    for (const auto& generation : authority.generations) {
        if (generation.state == authority::GenerationState::Requested) continue;
        const pki::Certificate& ca = generation.ca.certificate;
        if (certificate.issuer() == ca.subject() && certificate.verifySignedBy(ca.publicKey()))
            return &generation;
    }
    return nullptr;
}

Result<std::optional<CertificateRecord>> recordOfSigner(Ledger& ledger, const Setting& setting,
                                                        const pki::Certificate& signer) {
    if (issuerAmongOurs(*setting.authority, signer) == nullptr)
        return std::optional<CertificateRecord>{};
    SCEPTER_TRY(record,
                ledger.certificateBySerial(setting.authority->id, magnitudeOf(signer.serial())));
    if (!record || !sameBytes(record->der, signer.der())) return std::optional<CertificateRecord>{};
    return record;
}

Engine::Engine(Ledger& ledger, const Sealer& sealer, CrlSource crlOf)
    : m_ledger(ledger)
    , m_sealer(sealer)
    , m_crlOf(std::move(crlOf)) {
}

scep::Decoded Engine::decode(const Setting& setting,
                             const std::vector<scep::RecipientKey>& recipients, ByteView message,
                             const Arrival& arrival) {
    const Endpoint& endpoint = *setting.endpoint;
    const bool byKey = std::ranges::any_of(recipients, [](const scep::RecipientKey& recipient) {
        return recipient.certificate.publicKey().canEncrypt();
    });
    if (byKey)
        return scep::decodeRequest(message, recipients, endpoint.settings.compatibility.algorithms);
    std::optional<challenge::TryLimiter::Try> attempt;
    std::string refused;
    // Asked before anything is derived, which costs more than all the rest of a request.
    const auto passwords = [&](const std::string&) {
        auto begun = m_tries.begin(endpoint.settings.name, arrival.remoteAddress,
                                   endpoint.settings.tryLimit, arrival.now);
        if (!begun) {
            refused = begun.error().detail;
            return std::vector<SecretBytes>{};
        }
        attempt.emplace(std::move(*begun));
        return endpoint.staticSecrets();
    };
    scep::Decoded decoded = scep::decodeRequest(
        message, recipients, endpoint.settings.compatibility.algorithms, passwords);
    if (decoded.request || decoded.request.error().code != ErrorCode::DecryptFailed) return decoded;
    if (attempt) {
        attempt->fail();
        decoded.request.error().detail = "the endpoint's challenge does not open the envelope";
    } else if (!refused.empty()) {
        decoded.request.error().detail = "the envelope was not tried: " + refused;
    }
    return decoded;
}

Decision Engine::decide(const Setting& setting, const scep::Decoded& decoded,
                        const Arrival& arrival, const std::vector<GateVerdict>& verdicts) {
    if (!decoded.request) return refusal(decoded.request.error());
    switch (decoded.request->type) {
    case scep::MessageType::PkcsReq:
    case scep::MessageType::RenewalReq:
    case scep::MessageType::UpdateReq:
        return EnrollStep(*this, setting, *decoded.request, decoded.context, arrival, verdicts)
            .run();
    case scep::MessageType::CertPoll:
    case scep::MessageType::GetCert:
    case scep::MessageType::GetCrl:
        return LookupStep(*this, setting, *decoded.request, decoded.context, arrival).run();
    case scep::MessageType::CertRep:
        break;
    }
    return refusal({ErrorCode::MessageTypeUnsupported, "a CertRep is no request", {}, {}});
}

Decision Engine::settle(const Setting& setting, const scep::Decoded& decoded,
                        const Arrival& arrival, Decision decision, Result<ChangeResult> stored) {
    if (!decoded.request) return refusal(decoded.request.error());
    if (!stored) {
        const std::vector<GateVerdict> none;
        EnrollStep step(*this, setting, *decoded.request, decoded.context, arrival, none);
        return step.refuseAfterStore(stored.error());
    }
    decision.change.reset();
    if (!stored->existing) return decision;
    auto answer = answerForExisting(m_ledger, setting, *stored->existing,
                                    stored->existingCertificate, arrival.now);
    if (!answer) return refusal(answer.error());
    if (!*answer)
        return refusal({ErrorCode::CertificateRevoked,
                        "the transaction's certificate is revoked or expired",
                        {},
                        {}});
    (*answer)->replyPassword = std::move(decision.replyPassword);
    (*answer)->change = NotePoll{stored->existing->id, arrival.now};
    return std::move(**answer);
}

} // namespace scepter::enrollment
