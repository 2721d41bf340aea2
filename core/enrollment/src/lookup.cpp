#include "lookup.h"

#include "serial.h"

namespace scepter::enrollment {

LookupStep::LookupStep(Engine& engine, const Setting& setting, const scep::Request& request,
                       const scep::ReplyContext& context, const Arrival& arrival)
    : m_engine(engine)
    , m_setting(setting)
    , m_request(request)
    , m_context(context)
    , m_arrival(arrival) {
}

Decision LookupStep::run() {
    if (!m_request.signer)
        return refusal({ErrorCode::MessageMalformed, "no signer certificate", {}, {}});
    auto decision = [this]() -> Result<Decision> {
        switch (m_request.type) {
        case scep::MessageType::CertPoll:
            return poll();
        case scep::MessageType::GetCert:
            return getCertificate();
        default:
            return getCrl();
        }
    }();
    if (!decision) return refusal(decision.error());
    return std::move(*decision);
}

// The poll is matched by transactionID and by the key that signed the request (RFC 8894 section
// 3.3.3); the names inside are not looked at, since clients fill them in as they like.
Result<Decision> LookupStep::poll() {
    SCEPTER_TRY(transactions,
                m_engine.m_ledger.liveTransactions(m_setting.endpoint->settings.id,
                                                   m_request.transactionId, m_arrival.now));
    const Bytes& signerKey = m_request.signer->publicKey().fingerprint();
    for (const RequestRecord& earlier : transactions) {
        if (earlier.signerKeyHash != signerKey && earlier.key.publicKeyHash != signerKey) continue;
        SCEPTER_TRY(answer, answerForExisting(m_engine.m_ledger, m_setting, earlier, std::nullopt,
                                              m_arrival.now));
        if (!answer) continue;
        if (answer->reply.status == scep::PkiStatus::Success) {
            if (!earlier.sealedChallenge.empty()) {
                SCEPTER_TRY(password,
                            m_engine.m_sealer.unseal(earlier.sealedChallenge, kChallengePurpose));
                answer->replyPassword = std::move(password);
            }
            SCEPTER_CHECK(
                checkEncryptable(answer->replyPassword ? &*answer->replyPassword : nullptr));
        }
        answer->change = NotePoll{earlier.id, m_arrival.now};
        answer->summary += " (poll of request " + std::to_string(earlier.id) + ')';
        return std::move(*answer);
    }
    return fail(ErrorCode::TransactionUnknown, transactions.empty()
                                                   ? "no transaction with this id"
                                                   : "the transaction belongs to another key");
}

// Only holders of a certificate of this CA may ask for certificates (RFC 8894 section 3.3.4).
Result<Decision> LookupStep::getCertificate() {
    SCEPTER_CHECK(checkEncryptable(nullptr));
    SCEPTER_TRY(asker, recordOfSigner(m_engine.m_ledger, m_setting, *m_request.signer));
    if (!asker || asker->revokedAt)
        return fail(ErrorCode::SignerUnknown,
                    "GetCert is not signed with a valid certificate of this CA");
    SCEPTER_CHECK(m_request.signer->checkValidAt(m_arrival.now));
    SCEPTER_TRY(record, m_engine.m_ledger.certificateBySerial(
                            m_setting.authority->id, magnitudeOf(m_request.lookup->serial)));
    if (record) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(record->der));
        if (certificate.issuer().matches(m_request.lookup->issuer)) {
            Decision decision;
            decision.reply.status = scep::PkiStatus::Success;
            decision.reply.certificates.push_back(record->der);
            decision.summary = "delivered certificate " + certificate.serialText();
            return decision;
        }
    }
    return fail(ErrorCode::CertificateUnknown, "no certificate with this issuer and serial number");
}

Result<Decision> LookupStep::getCrl() {
    SCEPTER_CHECK(checkEncryptable(nullptr));
    const authority::Generation* match = nullptr;
    for (const auto& generation : m_setting.authority->generations) {
        if (generation.state == authority::GenerationState::Requested) continue;
        if (!generation.ca.certificate.subject().matches(m_request.lookup->issuer)) continue;
        // Generations share their name: the certificate asked about decides, else the current one.
        if (match == nullptr || generation.state == authority::GenerationState::Current)
            match = &generation;
    }
    if (match == nullptr)
        return fail(ErrorCode::CertificateUnknown, "no CA with the name that GetCRL asks about");
    std::int64_t generationId = match->id;
    SCEPTER_TRY(record, m_engine.m_ledger.certificateBySerial(
                            m_setting.authority->id, magnitudeOf(m_request.lookup->serial)));
    if (record) generationId = record->generationId;
    SCEPTER_TRY(crl, m_engine.m_crlOf(m_setting.authority->id, generationId));
    Decision decision;
    decision.reply.status = scep::PkiStatus::Success;
    decision.reply.crls.push_back(std::move(crl));
    decision.summary = "delivered the CRL";
    return decision;
}

Result<void> LookupStep::checkEncryptable(const SecretBytes* password) {
    return scep::checkReplyCanBeEncrypted(m_context, password);
}

} // namespace scepter::enrollment
