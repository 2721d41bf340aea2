// Everything the detail of a request shows, read in one go.
#pragma once

#include "authority/template.h"
#include "models/notice_model.h"
#include "workbench/workbench.h"

#include <optional>
#include <vector>

namespace scepter::ui {

struct RequestData {
    workbench::RequestView view;
    std::string path;                              ///< of the endpoint; empty when that is gone
    std::optional<authority::Template> recipe;     ///< of a Pending one, if it is still there
    std::string askedSubject;                      ///< RFC 4514, as the CSR asks
    std::vector<pki::GeneralName> askedSans;       ///< as the CSR asks
    std::vector<workbench::FactDifference> issued; ///< requested beside issued; of an Issued one
    std::optional<enrollment::CertificateRecord> certificate; ///< without DER
    std::optional<enrollment::CertificateRecord> renewed;     ///< without DER
    std::vector<NoticeRow> news;                              ///< who is told of the outcome
    std::vector<enrollment::AuditRecord> trail;               ///< newest first
};

/// Blocks on the store: not for the GUI thread. Parts that cannot be read are left out; errors of
/// Requests::show.
Result<RequestData> readRequest(workbench::Workbench& workbench, std::int64_t id);

} // namespace scepter::ui
