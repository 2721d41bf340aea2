#include "support/enroller.h"

#include "base/encoding.h"
#include "pki/crypto.h"
#include "pki/csr.h"
#include "pki/general_name.h"
#include "scep/client_message.h"
#include "scep/ids.h"
#include "workbench/passphrase.h"

#include <QFile>

#include <array>
#include <utility>

namespace scepter::test {

namespace {

// Those of the captures, so that none has to be made.
constexpr std::array kKeyFiles{"sscep-a", "sscep-b", "sscep-c", "sscep-d", "sscep-e",
                               "sscep-f", "sscep-g", "sscep-h", "sscep-i", "strongswan-a"};

Result<pki::PrivateKey> clientKey(const char* name) {
    QFile file(
        QStringLiteral(SCEPTER_TEST_DATA "/captures/keys/%1.key.pem").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, file.fileName().toStdString());
    const QByteArray pem = file.readAll();
    return pki::PrivateKey::fromPem({pem.constData(), static_cast<std::size_t>(pem.size())});
}

Result<pki::Csr> makeCsr(const Enrollment& wish, const pki::PrivateKey& key) {
    const SecretBytes challenge{std::string_view(wish.challenge)};
    pki::CsrFields fields;
    SCEPTER_TRY(subject, pki::Name::fromText(wish.subject));
    fields.subject = std::move(subject);
    if (!wish.challenge.empty()) fields.challengePassword = &challenge;
    std::vector<pki::GeneralName> names;
    for (const std::string& san : wish.sans) {
        SCEPTER_TRY(name, pki::generalNameFromText(san));
        names.push_back(std::move(name));
    }
    if (!names.empty()) fields.extensions.push_back(pki::makeSubjectAltName(names));
    return pki::signCsr(fields, key, pki::Digest::Sha256);
}

} // namespace

Enroller::Enroller(std::unique_ptr<store::Store> store, SecretBytes passphrase, const Clock& clock)
    : m_clock(clock)
    , m_store(std::move(store))
    , m_loader(*m_store, std::move(passphrase))
    , m_crls(*m_store, clock)
    , m_engine(m_store->ledger(), m_store->sealer(),
               [this](std::int64_t authorityId, std::int64_t generationId) -> Result<Bytes> {
                   for (const auto& authority : m_runtime->authorities)
                       if (authority->id == authorityId)
                           return m_crls.current(*authority, generationId);
                   return fail(ErrorCode::AuthorityMissing, "no such authority");
               }) {
}

Result<std::unique_ptr<Enroller>> Enroller::open(const std::string& workspace, const Clock& clock) {
    SCEPTER_TRY(store, store::Store::open(workspace, clock));
    SCEPTER_TRY(passphrase, workbench::findPassphrase(workspace, {}));
    SCEPTER_CHECK(store->unlock(passphrase.view()));
    std::unique_ptr<Enroller> enroller(
        new Enroller(std::move(store), std::move(passphrase), clock));
    SCEPTER_CHECK(enroller->reload());
    for (const char* name : kKeyFiles) {
        SCEPTER_TRY(key, clientKey(name));
        enroller->m_keys.push_back(std::move(key));
    }
    return enroller;
}

Result<void> Enroller::reload() {
    std::vector<Error> problems;
    SCEPTER_TRY(runtime, responder::loadRuntime(*m_store, m_loader, m_runtime.get(), problems));
    if (!problems.empty()) return std::unexpected(problems.front());
    m_runtime = std::move(runtime);
    return {};
}

Result<Bytes> Enroller::message(const Enrollment& wish, const responder::EndpointRuntime& endpoint,
                                const std::string& transactionId) {
    const pki::PrivateKey& key = m_keys.at(wish.key % m_keys.size());
    SCEPTER_TRY(csr, makeCsr(wish, key));
    SCEPTER_TRY(nonce, scep::makeNonce());
    scep::RequestFields fields;
    fields.transactionId = transactionId;
    fields.senderNonce = std::move(nonce);
    fields.payload = csr.der();
    const pki::Certificate& recipient = endpoint.recipients.front().certificate;
    if (wish.renews == 0) {
        SCEPTER_TRY(signer, scep::makeRequestSigner(csr.subject(), key, m_clock.now(),
                                                    pki::Digest::Sha256));
        return scep::encodeRequest(fields, signer, key, recipient);
    }
    fields.type = scep::MessageType::RenewalReq;
    SCEPTER_TRY(record, m_store->certificate(wish.renews));
    SCEPTER_TRY(old, pki::Certificate::fromDer(record.der));
    return scep::encodeRequest(fields, old, m_keys.at(m_keyOf.at(wish.renews)), recipient);
}

Result<Enrolled> Enroller::send(const Enrollment& wish) {
    const auto endpoint = m_runtime->find(wish.path);
    if (!endpoint) return fail(ErrorCode::NotFound, "no endpoint at " + wish.path);
    Enrolled told;
    told.transactionId = wish.transactionId;
    if (told.transactionId.empty()) {
        // As many clients do: the digest of what makes the transaction.
        const std::string text = wish.subject + std::to_string(++m_transactions);
        told.transactionId = toHex(pki::digestOf(pki::Digest::Sha256, bytesOf(text))).substr(0, 40);
    }
    SCEPTER_TRY(sent, message(wish, *endpoint, told.transactionId));
    const enrollment::Arrival arrival{wish.address, m_clock.now()};
    const auto decoded = m_engine.decode(endpoint->setting, endpoint->recipients, sent, arrival);
    auto decision = m_engine.decide(endpoint->setting, decoded, arrival);
    SCEPTER_TRY(stored, settle(*endpoint, decoded, arrival, decision));
    told.requestId = stored.requestId;
    told.certificateId = stored.certificateId;
    told.status = decision.reply.status;
    if (told.certificateId != 0) m_keyOf[told.certificateId] = wish.key % m_keys.size();
    return told;
}

Result<enrollment::ChangeResult> Enroller::settle(const responder::EndpointRuntime& endpoint,
                                                  const scep::Decoded& decoded,
                                                  const enrollment::Arrival& arrival,
                                                  enrollment::Decision& decision) {
    enrollment::ChangeResult outcome;
    if (!decision.change) return outcome;
    if (const auto* poll = std::get_if<enrollment::NotePoll>(&*decision.change))
        outcome.requestId = poll->requestId;
    auto stored = m_store->commit(*decision.change);
    if (stored && stored->requestId != 0) outcome = *stored;
    decision =
        m_engine.settle(endpoint.setting, decoded, arrival, std::move(decision), std::move(stored));
    // A code that was used meanwhile, say: the refusal is recorded then.
    if (decision.change) {
        SCEPTER_TRY(second, m_store->commit(*decision.change));
        if (second.requestId != 0) outcome = second;
    }
    return outcome;
}

} // namespace scepter::test
