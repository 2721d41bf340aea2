#include "models/certificate_detail.h"

#include "models/certificate_model.h"
#include "widgets/texts.h"

#include <algorithm>

namespace scepter::ui {

namespace {

Result<void> addIssuer(workbench::Workbench& workbench, CertificateDetail& detail) {
    SCEPTER_TRY(authorities, workbench.authorities().list());
    for (const auto& authority : authorities)
        for (const auto& generation : authority.generations)
            if (generation.id == detail.record.generationId) {
                detail.authority = authority.name;
                detail.generation = generation.number;
            }
    return {};
}

Result<void> addRelations(workbench::Workbench& workbench, CertificateDetail& detail) {
    if (detail.record.requestId != 0) {
        SCEPTER_TRY(requests, workbench.requests().rows({detail.record.requestId}));
        if (!requests.empty()) detail.renews = requests.front().renewedCertificateId;
    }
    SCEPTER_TRY(renewals, workbench.certificates().renewalsOf(detail.record.id));
    detail.renewalCount = renewals.size();
    renewals.resize(std::min(renewals.size(), CertificateDetail::kMaxRenewals));
    SCEPTER_TRY(rows, workbench.requests().rows(renewals));
    detail.renewals = std::move(rows);
    return {};
}

} // namespace

Result<CertificateDetail> readCertificate(workbench::Workbench& workbench, std::int64_t id) {
    SCEPTER_TRY(record, workbench.certificates().byId(id));
    SCEPTER_TRY(certificate, pki::Certificate::fromDer(record.der));
    SCEPTER_TRY(chain, workbench.certificates().chain(id));
    CertificateDetail detail{.record = std::move(record),
                             .certificate = std::move(certificate),
                             .chain = std::move(chain),
                             .authority = {},
                             .renewals = {}};
    SCEPTER_CHECK(addIssuer(workbench, detail));
    SCEPTER_CHECK(addRelations(workbench, detail));
    return detail;
}

Result<workbench::Exportable> readForExport(workbench::Workbench& workbench,
                                            const std::vector<std::int64_t>& ids,
                                            const store::GoOn& goOn) {
    if (ids.size() == 1) {
        SCEPTER_TRY(whole, workbench.certificates().withChain(ids.front()));
        return whole;
    }
    std::vector<pki::Certificate> certificates;
    certificates.reserve(ids.size());
    for (const std::int64_t id : ids) {
        if (goOn && !goOn()) return fail(ErrorCode::Cancelled, "the export was cancelled");
        SCEPTER_TRY(record, workbench.certificates().byId(id));
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(record.der));
        certificates.push_back(std::move(certificate));
    }
    return certificates;
}

QString validityWords(const enrollment::CertificateRecord& record, TimePoint now) {
    const QString all = lengthText(record.notAfter - record.notBefore);
    if (record.revokedAt)
        return CertificateModel::tr("Revoked %1: %2.")
            .arg(relativeTime(*record.revokedAt, now), reasonWords(record.reason));
    if (record.notAfter <= now)
        return CertificateModel::tr("Expired %1, after %2.")
            .arg(relativeTime(record.notAfter, now), all);
    if (record.notBefore > now)
        return CertificateModel::tr("Valid from %1 on, for %2.")
            .arg(relativeTime(record.notBefore, now), all);
    return CertificateModel::tr("Valid for another %1, of %2 in all.")
        .arg(lengthText(record.notAfter - now), all);
}

int validityPercent(const enrollment::CertificateRecord& record, TimePoint now) {
    if (now >= record.notAfter || record.notAfter <= record.notBefore) return 100;
    if (now <= record.notBefore) return 0;
    return static_cast<int>(100 * (now - record.notBefore) / (record.notAfter - record.notBefore));
}

} // namespace scepter::ui
