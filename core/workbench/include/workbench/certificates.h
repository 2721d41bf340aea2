// Issued certificates.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "pki/crl.h"
#include "store/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::workbench {

/// Formats of an exported certificate: clipboard and file share them.
enum class CertificateFormat { Pem, Der, P7b, Chain };
std::optional<CertificateFormat> certificateFormatFromText(std::string_view text);

/// Lists, exports and revokes certificates.
class Certificates {
public:
    Certificates(store::Store& store, const Clock& clock, std::string actor);

    Result<std::vector<enrollment::CertificateRecord>> list(store::CertificateFilter filter);
    /// For lists of any length: see store::Store::certificateIds.
    Result<store::IdList> ids(store::CertificateFilter filter,
                              const store::CertificateOrder& order, const store::GoOn& goOn);
    Result<std::vector<enrollment::CertificateRecord>> rows(const std::vector<std::int64_t>& ids);
    /// With its DER.
    Result<enrollment::CertificateRecord> byId(std::int64_t id);
    /// What was issued for a request, and before that the certificates that it renews.
    Result<std::vector<enrollment::CertificateRecord>> ofRequest(std::int64_t requestId);
    /// Requests that renew it, newest first.
    Result<std::vector<std::int64_t>> renewalsOf(std::int64_t id);
    Result<enrollment::CertificateRecord> show(const std::string& serialHex);
    /// Bytes of a file. Chain is PEM from the certificate to the root; P7b is certs-only CMS of the
    /// same.
    Result<Bytes> exportAs(const std::string& serialHex, CertificateFormat format);
    Result<void> revoke(const std::string& serialHex, pki::RevocationReason reason,
                        std::optional<TimePoint> invalidSince);

private:
    Result<std::vector<Bytes>> chainOf(const enrollment::CertificateRecord& record);

    store::Store& m_store;
    const Clock& m_clock;
    std::string m_actor;
};

} // namespace scepter::workbench
