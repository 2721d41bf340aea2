// A lab without sockets and files: messages in, decisions out.
#pragma once

#include "authority/authority.h"
#include "authority/template.h"
#include "base/clock.h"
#include "challenge/code.h"
#include "enrollment/approval.h"
#include "enrollment/capabilities.h"
#include "enrollment/engine.h"
#include "pki/crypto.h"
#include "pki/csr.h"
#include "pki/seal.h"
#include "scep/client_message.h"
#include "scep/ids.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace scepter::test {

class ManualClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return time; }
    TimePoint time = *timeFromIsoText("2026-11-22T12:00:00Z");
};

/// The ledger as maps, with the same rules as the store.
class MemoryLedger final : public enrollment::Ledger {
public:
    std::map<std::int64_t, enrollment::RequestRecord> requests;
    std::map<std::int64_t, enrollment::CertificateRecord> certificates;
    std::map<std::int64_t, challenge::CodeRecord> codes;
    std::map<std::int64_t, std::string> endpoints{{1, "scep"}, {2, "signing"}};

    Result<std::vector<enrollment::RequestRecord>>
    liveTransactions(std::int64_t endpointId, const std::string& id, TimePoint now) override {
        std::vector<enrollment::RequestRecord> found;
        for (auto it = requests.rbegin(); it != requests.rend(); ++it)
            if (it->second.key.endpointId == endpointId && it->second.key.transactionId == id &&
                it->second.sticky && it->second.stickyUntil > now &&
                it->second.state != enrollment::RequestState::Failed && found.size() < 16)
                found.push_back(it->second);
        return found;
    }
    Result<std::optional<enrollment::CertificateRecord>> certificate(std::int64_t id) override {
        const auto found = certificates.find(id);
        if (found == certificates.end()) return std::optional<enrollment::CertificateRecord>{};
        return std::optional(found->second);
    }
    Result<std::optional<enrollment::CertificateRecord>>
    certificateBySerial(std::int64_t authorityId, const Bytes& serial) override {
        for (const auto& [id, record] : certificates)
            if (record.authorityId == authorityId && record.serial == serial)
                return std::optional(record);
        return std::optional<enrollment::CertificateRecord>{};
    }
    Result<std::optional<challenge::CodeRecord>> codeByHash(const Bytes& hash) override {
        for (const auto& [id, record] : codes)
            if (record.hash == hash) return std::optional(record);
        return std::optional<challenge::CodeRecord>{};
    }
    Result<std::optional<enrollment::RequestRecord>> request(std::int64_t id) override {
        const auto found = requests.find(id);
        if (found == requests.end()) return std::optional<enrollment::RequestRecord>{};
        return std::optional(found->second);
    }
    Result<std::optional<challenge::CodeRecord>> code(std::int64_t id) override {
        const auto found = codes.find(id);
        if (found == codes.end()) return std::optional<challenge::CodeRecord>{};
        return std::optional(found->second);
    }
    Result<std::optional<std::string>> endpointName(std::int64_t id) override {
        const auto found = endpoints.find(id);
        return found == endpoints.end() ? std::nullopt : std::optional(found->second);
    }
    /// What the sweep does.
    void expirePending(TimePoint now) {
        for (auto& [id, request] : requests) {
            if (request.state != enrollment::RequestState::Pending || !request.expiresAt ||
                *request.expiresAt > now)
                continue;
            request.state = enrollment::RequestState::Expired;
            request.decidedAt = now;
            request.decidedBy = "policy";
            request.sealedChallenge.clear();
        }
    }

    Result<enrollment::ChangeResult> commit(const enrollment::Change& change) {
        if (const auto* record = std::get_if<enrollment::RecordRequest>(&change))
            return record_(*record);
        if (const auto* decide = std::get_if<enrollment::DecideRequest>(&change))
            return decide_(*decide);
        ++requests[std::get<enrollment::NotePoll>(change).requestId].polls;
        return enrollment::ChangeResult{};
    }

private:
    Result<enrollment::ChangeResult> record_(const enrollment::RecordRequest& change) {
        enrollment::RequestRecord request = change.request;
        if (request.sticky) {
            auto live = liveTransactions(request.key.endpointId, request.key.transactionId,
                                         request.createdAt);
            for (const auto& one : *live) {
                if (one.key == request.key)
                    return enrollment::ChangeResult{
                        one.id,
                        one.certificateId,
                        one,
                        one.certificateId != 0 ? std::optional(certificates[one.certificateId])
                                               : std::nullopt,
                        {}};
                if (one.key.renewedSerial == request.key.renewedSerial)
                    return fail(ErrorCode::TransactionConflict, "another key");
            }
        }
        if (isRevoked(request.renewedCertificateId) && request.sticky)
            return fail(ErrorCode::CertificateRevoked, "revoked");
        if (request.codeId != 0 && request.renewedCertificateId == 0) {
            auto& code = codes[request.codeId];
            SCEPTER_CHECK(
                challenge::checkUsable(code, endpoints[request.key.endpointId], request.createdAt));
            --code.usesLeft;
            code.lastUsedAt = request.createdAt;
        }
        request.id = ++m_lastId;
        if (change.certificate) request.certificateId = add(*change.certificate, request.id);
        requests[request.id] = request;
        return enrollment::ChangeResult{request.id, request.certificateId, {}, {}, {}};
    }
    Result<enrollment::ChangeResult> decide_(const enrollment::DecideRequest& change) {
        auto& request = requests[change.requestId];
        if (request.state != enrollment::RequestState::Pending)
            return fail(ErrorCode::Conflict, "decided");
        if (change.certificate && isRevoked(request.renewedCertificateId))
            return fail(ErrorCode::CertificateRevoked, "revoked");
        request.state = change.state;
        request.stickyUntil = change.stickyUntil;
        request.errorCode = change.errorCode;
        request.reason = change.reason;
        request.toldFailInfo = change.toldFailInfo;
        if (change.certificate) request.certificateId = add(*change.certificate, request.id);
        return enrollment::ChangeResult{request.id, request.certificateId, {}, {}, {}};
    }
    [[nodiscard]] bool isRevoked(std::int64_t certificateId) const {
        const auto found = certificates.find(certificateId);
        return found != certificates.end() && found->second.revokedAt;
    }
    std::int64_t add(enrollment::CertificateRecord record, std::int64_t requestId) {
        record.id = ++m_lastId;
        record.requestId = requestId;
        certificates[record.id] = record;
        return record.id;
    }

    std::int64_t m_lastId = 0;
};

class TestSealer final : public enrollment::Sealer {
public:
    Result<Bytes> seal(ByteView secret, std::string_view purpose) const override {
        return pki::seal(m_key, secret, purpose);
    }
    Result<SecretBytes> unseal(ByteView sealed, std::string_view purpose) const override {
        return pki::unseal(m_key, sealed, purpose);
    }
    [[nodiscard]] Bytes hashCode(ByteView code) const override {
        return challenge::hashOf(code, m_key);
    }

private:
    Bytes m_key = Bytes(32, 7);
};

/// Keys are made once for all tests: they cost most of the time.
struct Keys {
    pki::PrivateKey ca = *pki::PrivateKey::generate({});
    pki::PrivateKey ra = *pki::PrivateKey::generate({});
    pki::PrivateKey device = *pki::PrivateKey::generate({});
    pki::PrivateKey other = *pki::PrivateKey::generate({});
    pki::PrivateKey ec = *pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    pki::PrivateKey foreign = *pki::PrivateKey::generate({});
};

/// What a client does in one message.
struct Wish {
    scep::MessageType type = scep::MessageType::PkcsReq;
    std::string transactionId = "T-1";
    std::string subject = "CN=device-1,O=Example";
    std::vector<std::string> sans = {};
    std::string challenge = {};
    pki::Digest digest = pki::Digest::Sha256;
    pki::Cipher cipher = pki::Cipher::Aes256Cbc;
    const pki::PrivateKey* key = nullptr;        ///< of the CSR
    const pki::PrivateKey* signerKey = nullptr;  ///< null: that of the CSR
    std::optional<pki::Certificate> signer = {}; ///< nothing: self-signed
    std::optional<Bytes> payload = {};           ///< instead of a CSR
    std::string envelopePassword = {};           ///< for a CA that cannot decrypt
};

/// A CA with one endpoint, a ledger and an engine.
class Lab {
public:
    /// With `signOnly` the CA has an EC key, and no RA.
    explicit Lab(const Keys& keys, bool signOnly = false);

    /// Sends a message through decode, decide, commit and settle.
    enrollment::Decision send(const Wish& wish);
    /// The first half only, to race two.
    std::pair<scep::Decoded, enrollment::Decision> decide(const Wish& wish);
    enrollment::Decision settle(const scep::Decoded& decoded, enrollment::Decision decision);
    Bytes message(const Wish& wish);
    pki::Certificate certificateIn(const enrollment::Decision& decision);
    /// Mints a code bound to constraints.
    std::string mint(unsigned uses = 1, const challenge::Constraints& constraints = {});
    void apply(); ///< takes over changes of settings, recipe, secrets
    [[nodiscard]] enrollment::Setting setting() const { return m_setting; }
    [[nodiscard]] enrollment::Arrival arrival() const { return {address, clock.now()}; }

    const Keys& keys;
    ManualClock clock;
    MemoryLedger ledger;
    TestSealer sealer;
    enrollment::EndpointSettings settings;
    authority::Template recipe = authority::labTemplate();
    std::vector<std::string> secrets;
    authority::Authority authority;
    std::string address = "10.0.0.9";
    enrollment::Engine engine;

private:
    enrollment::Setting m_setting;
    std::vector<scep::RecipientKey> m_recipients;
};

inline Lab::Lab(const Keys& k, bool signOnly)
    : keys(k)
    , engine(ledger, sealer, [this](std::int64_t, std::int64_t) -> Result<Bytes> {
        auto crl =
            authority::makeCrl(*authority.current(), 1, {}, std::chrono::days{7}, clock.now());
        if (!crl) return failWith(std::move(crl));
        return crl->der;
    }) {
    authority::CaRequest request;
    request.subject = *pki::Name::fromText("CN=Test CA");
    const pki::PrivateKey& caKey = signOnly ? keys.ec : keys.ca;
    const auto root = *authority::makeRoot(request, caKey, clock.now() - std::chrono::days{30});
    const authority::Identity ca{root, caKey};
    const auto ra = *authority::makeRa(*pki::Name::fromText("CN=Test RA"), keys.ra.publicKey(), ca,
                                       std::chrono::days{365}, clock.now() - std::chrono::days{30});
    authority.id = 1;
    authority.name = "lab";
    authority.generations.push_back(
        {1, 1, authority::GenerationState::Current, ca, {}, authority::Identity{ra, keys.ra}});
    if (signOnly) authority.generations.front().ra.reset();
    settings.id = 1;
    settings.name = "scep";
    settings.path = "/scep";
    settings.authorityId = 1;
    settings.templateName = recipe.name;
    settings.gates = challenge::gatesOf(challenge::GateKind::Static);
    secrets = {"right"};
    apply();
}

inline void Lab::apply() {
    auto endpoint = std::make_shared<enrollment::Endpoint>();
    endpoint->settings = settings;
    std::vector<SecretBytes> texts;
    for (const auto& secret : secrets)
        texts.emplace_back(std::string_view(secret));
    endpoint->secrets = challenge::staticGateSecrets(std::move(texts));
    m_setting.endpoint = endpoint;
    m_setting.recipe = std::make_shared<const authority::Template>(recipe);
    m_setting.authority = std::make_shared<const authority::Authority>(authority);
    m_recipients = enrollment::recipientKeys(settings, authority);
}

inline Bytes Lab::message(const Wish& wish) {
    const pki::PrivateKey& key = wish.key != nullptr ? *wish.key : keys.device;
    const pki::PrivateKey& signerKey = wish.signerKey != nullptr ? *wish.signerKey : key;
    const SecretBytes challenge{std::string_view(wish.challenge)};
    pki::CsrFields fields;
    fields.subject = *pki::Name::fromText(wish.subject);
    if (!wish.challenge.empty()) fields.challengePassword = &challenge;
    std::vector<pki::GeneralName> names;
    for (const auto& san : wish.sans)
        names.push_back(*pki::generalNameFromText(san));
    if (!names.empty()) fields.extensions.push_back(pki::makeSubjectAltName(names));
    const auto csr = *pki::signCsr(fields, key, wish.digest);
    const auto signer =
        wish.signer ? *wish.signer
                    : *scep::makeRequestSigner(fields.subject, signerKey, clock.now(), wish.digest);
    scep::RequestFields request;
    request.type = wish.type;
    request.transactionId = wish.transactionId;
    request.senderNonce = *scep::makeNonce();
    request.payload = wish.payload ? ByteView(*wish.payload) : csr.der();
    request.cipher = wish.cipher;
    request.digest = wish.digest;
    const SecretBytes password{std::string_view(wish.envelopePassword)};
    return *scep::encodeRequest(request, signer, signerKey, authority.current()->scep().certificate,
                                wish.envelopePassword.empty() ? nullptr : &password);
}

inline std::pair<scep::Decoded, enrollment::Decision> Lab::decide(const Wish& wish) {
    auto decoded = engine.decode(m_setting, m_recipients, message(wish), arrival());
    auto decision = engine.decide(m_setting, decoded, arrival());
    return {std::move(decoded), std::move(decision)};
}

inline enrollment::Decision Lab::settle(const scep::Decoded& decoded,
                                        enrollment::Decision decision) {
    if (!decision.change) return decision;
    auto stored = ledger.commit(*decision.change);
    auto settled =
        engine.settle(m_setting, decoded, arrival(), std::move(decision), std::move(stored));
    if (settled.change) (void)ledger.commit(*settled.change);
    return settled;
}

inline enrollment::Decision Lab::send(const Wish& wish) {
    auto [decoded, decision] = decide(wish);
    return settle(decoded, std::move(decision));
}

inline pki::Certificate Lab::certificateIn(const enrollment::Decision& decision) {
    return *pki::Certificate::fromDer(decision.reply.certificates.at(0));
}

inline std::string Lab::mint(unsigned uses, const challenge::Constraints& constraints) {
    const auto code = *challenge::makeCode();
    challenge::CodeRecord record;
    record.id = static_cast<std::int64_t>(ledger.codes.size()) + 100;
    record.hash = sealer.hashCode(code.view());
    record.constraints = constraints;
    record.createdAt = clock.now();
    record.expiresAt = clock.now() + std::chrono::hours{1};
    record.usesAllowed = uses;
    record.usesLeft = uses;
    ledger.codes[record.id] = record;
    return std::string(code.text());
}

} // namespace scepter::test
