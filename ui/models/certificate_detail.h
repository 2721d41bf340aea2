// All that is shown about one certificate.
#pragma once

#include "workbench/workbench.h"

#include <QString>

#include <optional>
#include <vector>

namespace scepter::ui {

/// A certificate with what is around it in the workspace.
struct CertificateDetail {
    enrollment::CertificateRecord record; ///< with its DER
    pki::Certificate certificate;
    std::vector<workbench::ChainLink> chain; ///< leaf first
    std::string authority;                   ///< empty: not known any more
    unsigned generation = 0;
    std::int64_t renews = 0; ///< the certificate that it renews; 0: none
    /// Requests that renew it, newest first; at most kMaxRenewals of renewalCount.
    std::vector<enrollment::RequestRecord> renewals;
    std::size_t renewalCount = 0;

    static constexpr std::size_t kMaxRenewals = 10;
};

/// Blocks on the store: not for the GUI thread.
Result<CertificateDetail> readCertificate(workbench::Workbench& workbench, std::int64_t id);

/// The certificates themselves, in the order of the ids, as one thing to export: alone with its
/// chain, several without. Blocks on the store.
Result<workbench::Exportable> readForExport(workbench::Workbench& workbench,
                                            const std::vector<std::int64_t>& ids,
                                            const store::GoOn& goOn);

/// "Valid for another 340 days of 365 days." and its kin.
QString validityWords(const enrollment::CertificateRecord& record, TimePoint now);
/// How much of the validity is over, 0 to 100.
int validityPercent(const enrollment::CertificateRecord& record, TimePoint now);

} // namespace scepter::ui
