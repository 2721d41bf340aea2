#include "workbench/requests.h"

#include "enrollment/answer.h"
#include "workbench/request_facts.h"

namespace scepter::workbench {

std::optional<bool> isCollected(const enrollment::RequestRecord& request) {
    if (request.state != enrollment::RequestState::Issued || !request.decidedAt ||
        request.decidedBy == "policy")
        return std::nullopt;
    return request.lastPolledAt && *request.lastPolledAt >= *request.decidedAt;
}

std::string toldOnDenial(const std::string& reason, FailInfo failInfo) {
    return enrollment::wireAnswer({ErrorCode::DeniedByOperator, reason, {}, failInfo}).failInfoText;
}

Requests::Requests(store::Store& store, responder::AuthorityLoader& loader, const Clock& clock,
                   std::string actor)
    : m_store(store)
    , m_loader(loader)
    , m_clock(clock)
    , m_actor(std::move(actor)) {
}

Result<std::vector<enrollment::RequestRecord>> Requests::list(const store::RequestFilter& filter) {
    SCEPTER_CHECK(m_store.expirePending(m_clock.now()));
    return m_store.requests(filter);
}

Result<store::IdList> Requests::ids(const store::RequestFilter& filter,
                                    const store::RequestOrder& order, const store::GoOn& goOn) {
    SCEPTER_CHECK(m_store.expirePending(m_clock.now()));
    return m_store.requestIds(filter, order, goOn);
}

Result<std::vector<enrollment::RequestRecord>>
Requests::rows(const std::vector<std::int64_t>& ids) {
    return m_store.requestsByIds(ids);
}

Result<store::LastHour> Requests::lastHour() {
    return m_store.lastHour(m_clock.now());
}

Result<std::vector<authority::PlanLine>> Requests::plan(std::int64_t id,
                                                        const authority::Adjustments& adjustments) {
    SCEPTER_TRY(record, m_store.request(id));
    SCEPTER_TRY(setting, settingOf(record));
    SCEPTER_TRY(plan, enrollment::planForRequest(setting, record, adjustments, m_clock.now()));
    return std::move(plan.lines);
}

Result<RequestView> Requests::show(std::int64_t id) {
    RequestView view;
    SCEPTER_TRY(record, m_store.request(id));
    view.record = std::move(record);
    SCEPTER_TRY(endpoints, m_store.endpoints());
    for (const auto& endpoint : endpoints)
        if (endpoint.id == view.record.key.endpointId) view.endpoint = endpoint.name;
    if (view.record.state != enrollment::RequestState::Pending) return view;
    auto setting = settingOf(view.record);
    if (!setting) {
        view.planProblem = setting.error();
        return view;
    }
    auto plan = enrollment::planForRequest(*setting, view.record, {}, m_clock.now());
    if (plan)
        view.plan = std::move(plan->lines);
    else
        view.planProblem = plan.error();
    return view;
}

Result<enrollment::CertificateRecord> Requests::approve(std::int64_t id,
                                                        const authority::Adjustments& adjustments) {
    SCEPTER_TRY(record, m_store.request(id));
    SCEPTER_TRY(setting, settingOf(record));
    SCEPTER_TRY(decision, enrollment::approve(m_store.ledger(), setting, record, adjustments,
                                              m_actor, m_clock.now()));
    SCEPTER_TRY(stored, m_store.commit(decision));
    return m_store.certificate(stored.certificateId);
}

Result<std::vector<FactDifference>> Requests::compareWithIssued(std::int64_t id) {
    SCEPTER_TRY(record, m_store.request(id));
    if (record.certificateId == 0)
        return fail(ErrorCode::NotFound, "nothing was issued for request " + std::to_string(id));
    SCEPTER_TRY(issued, m_store.certificate(record.certificateId));
    SCEPTER_TRY(csr, pki::Csr::fromDer(record.csr));
    SCEPTER_TRY(certificate, pki::Certificate::fromDer(issued.der));
    return workbench::compareWithIssued(csr, certificate);
}

Result<void> Requests::deny(std::int64_t id, const std::string& reason, FailInfo failInfo) {
    SCEPTER_TRY(record, m_store.request(id));
    SCEPTER_TRY(setting, settingOf(record));
    SCEPTER_TRY(decision,
                enrollment::deny(setting, record, reason, failInfo, m_actor, m_clock.now()));
    SCEPTER_CHECK(m_store.commit(decision));
    return {};
}

Result<enrollment::Setting> Requests::settingOf(const enrollment::RequestRecord& request) {
    SCEPTER_TRY(endpoints, m_store.endpoints());
    for (const auto& settings : endpoints) {
        if (settings.id != request.key.endpointId) continue;
        SCEPTER_TRY(endpoint, m_store.endpoint(settings.name));
        SCEPTER_TRY(recipe, m_store.certificateTemplate(settings.templateName));
        SCEPTER_TRY(authorities, m_loader.load());
        enrollment::Setting setting;
        setting.endpoint = std::make_shared<const enrollment::Endpoint>(std::move(endpoint));
        for (const auto& one : authorities)
            if (one->id == settings.authorityId) setting.authority = one;
        if (!setting.authority)
            return fail(ErrorCode::AuthorityMissing,
                        "the authority of endpoint " + settings.name + " is gone");
        setting.recipe = std::make_shared<const authority::Template>(
            authority::templateFor(std::move(recipe), *setting.authority));
        return setting;
    }
    return fail(ErrorCode::NotFound, "the endpoint of request " + std::to_string(request.id) +
                                         " is gone: it can only be left to expire");
}

} // namespace scepter::workbench
