// An operator's decision on a pending request.
#pragma once

#include "authority/issue.h"
#include "enrollment/change.h"
#include "enrollment/engine.h"

namespace scepter::enrollment {

/// What would be issued for a pending request: for the operator to look at.
Result<authority::Plan> planForRequest(const Setting& setting, const RequestRecord& request,
                                       const authority::Adjustments& adjustments, TimePoint now);

/// Issues for a pending request: the change to commit. Conflict when it is not pending any more,
/// RequestExpired when its time is over, and all errors of authority::planCertificate. A renewal is
/// judged again as far as things may have changed since: CertificateRevoked, RenewalKeyReused, and
/// RenewalIdentityChanged for names that the operator has not set himself.
Result<DecideRequest> approve(Ledger& ledger, const Setting& setting, const RequestRecord& request,
                              const authority::Adjustments& adjustments, const std::string& actor,
                              TimePoint now);

/// Refuses a pending request. The reason goes to the client as failInfoText (at most 255 bytes of
/// UTF-8) and to the audit trail.
Result<DecideRequest> deny(const Setting& setting, const RequestRecord& request,
                           const std::string& reason, FailInfo failInfo, const std::string& actor,
                           TimePoint now);

/// The ledger's record of a freshly issued certificate.
CertificateRecord recordOf(const pki::Certificate& certificate, std::int64_t authorityId,
                           std::int64_t generationId, TimePoint now);

} // namespace scepter::enrollment
