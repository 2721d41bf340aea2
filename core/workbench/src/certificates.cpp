#include "workbench/certificates.h"

namespace scepter::workbench {

Certificates::Certificates(store::Store& store, const Clock& clock, std::string actor)
    : m_store(store)
    , m_clock(clock)
    , m_actor(std::move(actor)) {
}

Result<std::vector<enrollment::CertificateRecord>>
Certificates::list(store::CertificateFilter filter) {
    filter.now = m_clock.now();
    return m_store.certificates(filter);
}

Result<store::IdList> Certificates::ids(store::CertificateFilter filter,
                                        const store::CertificateOrder& order,
                                        const store::GoOn& goOn) {
    filter.now = m_clock.now();
    return m_store.certificateIds(filter, order, goOn);
}

Result<std::vector<enrollment::CertificateRecord>>
Certificates::rows(const std::vector<std::int64_t>& ids) {
    return m_store.certificatesByIds(ids);
}

Result<enrollment::CertificateRecord> Certificates::byId(std::int64_t id) {
    return m_store.certificate(id);
}

Result<std::vector<enrollment::CertificateRecord>> Certificates::ofRequest(std::int64_t requestId) {
    return m_store.certificatesOfRequest(requestId);
}

Result<std::vector<std::int64_t>> Certificates::renewalsOf(std::int64_t id) {
    return m_store.renewalsOf(id);
}

Result<enrollment::CertificateRecord> Certificates::show(const std::string& serialHex) {
    return m_store.certificateBySerial(serialHex);
}

Result<CertificateWithChain> Certificates::withChain(const std::string& serialHex) {
    SCEPTER_TRY(record, m_store.certificateBySerial(serialHex));
    return withChain(record);
}

Result<CertificateWithChain> Certificates::withChain(std::int64_t id) {
    SCEPTER_TRY(record, m_store.certificate(id));
    return withChain(record);
}

Result<Bytes> Certificates::exportAs(const std::string& serialHex, std::string_view formatId) {
    SCEPTER_TRY(certificate, withChain(serialHex));
    return encode(certificate, formatId);
}

Result<std::vector<ChainLink>> Certificates::chain(const std::string& serialHex) {
    SCEPTER_TRY(whole, withChain(serialHex));
    return judged(whole);
}

Result<std::vector<ChainLink>> Certificates::chain(std::int64_t id) {
    SCEPTER_TRY(whole, withChain(id));
    return judged(whole);
}

Result<std::vector<ChainLink>> Certificates::judged(const CertificateWithChain& whole) {
    std::vector<pki::Certificate> certificates{whole.certificate};
    certificates.insert(certificates.end(), whole.chain.begin(), whole.chain.end());
    std::vector<ChainLink> links = judgeChain(certificates, m_clock.now());
    for (ChainLink& link : links)
        SCEPTER_CHECK(markRevoked(link));
    return links;
}

Result<void> Certificates::revoke(const std::string& serialHex, pki::RevocationReason reason,
                                  std::optional<TimePoint> invalidSince) {
    SCEPTER_TRY(record, m_store.certificateBySerial(serialHex));
    return revoke(record.id, reason, invalidSince);
}

Result<void> Certificates::revoke(std::int64_t id, pki::RevocationReason reason,
                                  std::optional<TimePoint> invalidSince) {
    return m_store.revoke(id, reason, m_clock.now(), invalidSince, m_actor);
}

Result<CertificateWithChain> Certificates::withChain(const enrollment::CertificateRecord& record) {
    SCEPTER_TRY(certificate, pki::Certificate::fromDer(record.der));
    CertificateWithChain whole{std::move(certificate), {}};
    const auto add = [&](const Bytes& der) -> Result<void> {
        SCEPTER_TRY(above, pki::Certificate::fromDer(der));
        whole.chain.push_back(std::move(above));
        return {};
    };
    SCEPTER_TRY(authorities, m_store.authorities());
    for (const auto& authority : authorities) {
        for (const auto& generation : authority.generations) {
            if (generation.id != record.generationId) continue;
            if (generation.ca.certificate != record.der)
                SCEPTER_CHECK(add(generation.ca.certificate));
            for (const Bytes& der : generation.chain)
                SCEPTER_CHECK(add(der));
        }
    }
    return whole;
}

// An outside CA may have a serial number that the ledger knows from another certificate.
Result<void> Certificates::markRevoked(ChainLink& link) {
    const std::string serial = link.certificate.serialText();
    if (serial.starts_with('-')) return {};
    const auto record = m_store.certificateBySerial(serial);
    if (!record && record.error().code == ErrorCode::NotFound) return {};
    if (!record) return failWith(record.error());
    if (record->der != link.certificate.der() || !record->revokedAt) return {};
    link.status = LinkStatus::Revoked;
    link.revokedAt = record->revokedAt;
    link.reason = record->reason;
    return {};
}

} // namespace scepter::workbench
