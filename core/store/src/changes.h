// The enrollment path's changes, inside a writing transaction.
#pragma once

#include "enrollment/change.h"
#include "write_session.h"

namespace scepter::store {

/// Both refuse before they write anything, so they need no savepoint. They fill in the ids.
Result<enrollment::ChangeResult> applyRecord(WriteSession& session,
                                             enrollment::RecordRequest& change);
Result<enrollment::ChangeResult> applyDecision(WriteSession& session,
                                               enrollment::DecideRequest& change);

/// Moves what is over its time from Pending to Expired, at most `limit`; gives the count. Forgets
/// sealed challenges whose transaction nobody can repeat any more.
Result<std::int64_t> applyExpiry(WriteSession& session, TimePoint now, std::int64_t limit);

} // namespace scepter::store
