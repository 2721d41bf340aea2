#include "workbench/certificates.h"

#include "pki/cms_signed.h"
#include "pki/pem.h"

namespace scepter::workbench {

std::optional<CertificateFormat> certificateFormatFromText(std::string_view text) {
    if (text == "pem") return CertificateFormat::Pem;
    if (text == "der") return CertificateFormat::Der;
    if (text == "p7b") return CertificateFormat::P7b;
    if (text == "chain") return CertificateFormat::Chain;
    return std::nullopt;
}

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

Result<Bytes> Certificates::exportAs(const std::string& serialHex, CertificateFormat format) {
    SCEPTER_TRY(record, m_store.certificateBySerial(serialHex));
    if (format == CertificateFormat::Der) return std::move(record.der);
    if (format == CertificateFormat::Pem)
        return copyOf(bytesOf(pki::toPem("CERTIFICATE", record.der)));
    SCEPTER_TRY(chain, chainOf(record));
    if (format == CertificateFormat::P7b) return pki::buildDegenerate(chain, {});
    std::string text;
    for (const Bytes& der : chain)
        text += pki::toPem("CERTIFICATE", der);
    return copyOf(bytesOf(text));
}

Result<void> Certificates::revoke(const std::string& serialHex, pki::RevocationReason reason,
                                  std::optional<TimePoint> invalidSince) {
    SCEPTER_TRY(record, m_store.certificateBySerial(serialHex));
    return m_store.revoke(record.id, reason, m_clock.now(), invalidSince, m_actor);
}

Result<std::vector<Bytes>> Certificates::chainOf(const enrollment::CertificateRecord& record) {
    std::vector<Bytes> chain{record.der};
    SCEPTER_TRY(authorities, m_store.authorities());
    for (const auto& authority : authorities) {
        for (const auto& generation : authority.generations) {
            if (generation.id != record.generationId) continue;
            if (generation.ca.certificate != record.der) chain.push_back(generation.ca.certificate);
            chain.insert(chain.end(), generation.chain.begin(), generation.chain.end());
        }
    }
    return chain;
}

} // namespace scepter::workbench
