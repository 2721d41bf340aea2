// Issued certificates.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "pki/crl.h"
#include "store/store.h"
#include "workbench/certificate_facts.h"
#include "workbench/formats.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::workbench {

/// Lists, exports and revokes certificates.
class Certificates {
public:
    Certificates(store::Store& store, const Clock& clock, std::string actor);

    Result<std::vector<enrollment::CertificateRecord>> list(store::CertificateFilter filter);
    /// For lists of any length: see store::Store::certificateIds.
    Result<store::IdList> ids(store::CertificateFilter filter, const store::CertificateOrder& order,
                              const store::GoOn& goOn);
    Result<std::vector<enrollment::CertificateRecord>> rows(const std::vector<std::int64_t>& ids);
    /// With its DER.
    Result<enrollment::CertificateRecord> byId(std::int64_t id);
    /// What was issued for a request, and before that the certificates that it renews.
    Result<std::vector<enrollment::CertificateRecord>> ofRequest(std::int64_t requestId);
    /// Requests that renew it, newest first.
    Result<std::vector<std::int64_t>> renewalsOf(std::int64_t id);
    Result<enrollment::CertificateRecord> show(const std::string& serialHex);
    /// With what is above it, for workbench::encode and suggestedFileName.
    Result<CertificateWithChain> withChain(const std::string& serialHex);
    Result<CertificateWithChain> withChain(std::int64_t id);
    /// Bytes of a file in one of the formats for certificates. Errors of encode, and NotFound.
    Result<Bytes> exportAs(const std::string& serialHex, std::string_view formatId);
    /// From the certificate to the root as far as it is known here, each judged by its signature,
    /// the time now and what this workspace has revoked.
    Result<std::vector<ChainLink>> chain(const std::string& serialHex);
    Result<std::vector<ChainLink>> chain(std::int64_t id);
    /// By id: authorities may have given the same serial number. AlreadyRevoked, NotFound.
    Result<void> revoke(std::int64_t id, pki::RevocationReason reason,
                        std::optional<TimePoint> invalidSince);
    Result<void> revoke(const std::string& serialHex, pki::RevocationReason reason,
                        std::optional<TimePoint> invalidSince);

private:
    Result<CertificateWithChain> withChain(const enrollment::CertificateRecord& record);
    Result<std::vector<ChainLink>> judged(const CertificateWithChain& whole);
    Result<void> markRevoked(ChainLink& link);

    store::Store& m_store;
    const Clock& m_clock;
    std::string m_actor;
};

} // namespace scepter::workbench
