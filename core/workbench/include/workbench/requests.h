// Pending requests and what became of them.
#pragma once

#include "authority/issue.h"
#include "base/clock.h"
#include "base/result.h"
#include "enrollment/approval.h"
#include "responder/authority_loader.h"
#include "store/store.h"
#include "workbench/certificate_facts.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// A request with what would be issued for it: for a Pending one the plan, line by line; else
/// empty.
struct RequestView {
    enrollment::RequestRecord record;
    std::string endpoint;
    std::vector<authority::PlanLine> plan;
    std::optional<Error> planProblem; ///< why nothing could be issued as it stands
};

/// Whether the client has come for the certificate of a request that an operator approved: it has
/// asked since the decision, and every answer then carries the certificate. SCEP has no receipt
/// (RFC 8894 section 7.4), so this is as much as can be known. Nothing for all other requests:
/// where nobody has to decide, the certificate leaves in the answer to the request itself.
std::optional<bool> isCollected(const enrollment::RequestRecord& request);

/// The failInfoText that Requests::deny() gives the client for a reason: cut to 255 bytes of UTF-8.
std::string toldOnDenial(const std::string& reason, FailInfo failInfo);

/// Lists and decides requests.
class Requests {
public:
    Requests(store::Store& store, responder::AuthorityLoader& loader, const Clock& clock,
             std::string actor);

    Result<std::vector<enrollment::RequestRecord>> list(const store::RequestFilter& filter);
    /// For lists of any length: see store::Store::requestIds.
    Result<store::IdList> ids(const store::RequestFilter& filter, const store::RequestOrder& order,
                              const store::GoOn& goOn);
    Result<std::vector<enrollment::RequestRecord>> rows(const std::vector<std::int64_t>& ids);
    Result<store::LastHour> lastHour();
    Result<RequestView> show(std::int64_t id);
    /// What would be issued with these changes of the operator's. Errors as of approve().
    Result<std::vector<authority::PlanLine>> plan(std::int64_t id,
                                                  const authority::Adjustments& adjustments);
    /// Issues; gives the certificate's record. Conflict when somebody else has decided.
    Result<enrollment::CertificateRecord> approve(std::int64_t id,
                                                  const authority::Adjustments& adjustments);
    /// Requested beside issued, over all that both hold. NotFound when nothing was issued.
    Result<std::vector<FactDifference>> compareWithIssued(std::int64_t id);
    Result<void> deny(std::int64_t id, const std::string& reason, FailInfo failInfo);

private:
    Result<enrollment::Setting> settingOf(const enrollment::RequestRecord& request);

    store::Store& m_store;
    responder::AuthorityLoader& m_loader;
    const Clock& m_clock;
    std::string m_actor;
};

} // namespace scepter::workbench
