#include "pages/request_data.h"

#include "pki/csr.h"

namespace scepter::ui {

namespace {

constexpr std::size_t kTrailLines = 20;

std::optional<enrollment::CertificateRecord> certificateOf(workbench::Workbench& workbench,
                                                           std::int64_t id) {
    if (id == 0) return std::nullopt;
    auto rows = workbench.certificates().rows({id});
    if (!rows || rows->empty()) return std::nullopt;
    return std::move(rows->front());
}

void readEndpoint(workbench::Workbench& workbench, RequestData& data) {
    const auto endpoints = workbench.endpoints().list();
    if (!endpoints) return;
    for (const enrollment::EndpointSettings& settings : *endpoints) {
        if (settings.id != data.view.record.key.endpointId) continue;
        data.path = settings.path;
        if (data.view.record.state != enrollment::RequestState::Pending) return;
        if (auto recipe = workbench.endpoints().showTemplate(settings.templateName))
            data.recipe = std::move(*recipe);
    }
}

void readCsr(RequestData& data) {
    const auto csr = pki::Csr::fromDer(data.view.record.csr);
    if (!csr) return;
    data.askedSubject = csr->subject().toText();
    data.askedSans = csr->subjectAltNames();
}

} // namespace

Result<RequestData> readRequest(workbench::Workbench& workbench, std::int64_t id) {
    RequestData data;
    SCEPTER_TRY(view, workbench.requests().show(id));
    data.view = std::move(view);
    readEndpoint(workbench, data);
    readCsr(data);
    data.certificate = certificateOf(workbench, data.view.record.certificateId);
    data.renewed = certificateOf(workbench, data.view.record.renewedCertificateId);
    if (data.certificate)
        if (auto differences = workbench.requests().compareWithIssued(id))
            data.issued = std::move(*differences);
    if (auto news = readNoticesOf(workbench, data.view.record)) data.news = std::move(*news);
    store::AuditFilter filter;
    filter.object = "request:" + std::to_string(id);
    filter.limit = kTrailLines;
    if (auto trail = workbench.audit(filter)) data.trail = std::move(*trail);
    return data;
}

} // namespace scepter::ui
