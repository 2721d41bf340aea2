// SPDX-License-Identifier: GPL-3.0-or-later
// Notices and used tokens inside a writing transaction.
#pragma once

#include "enrollment/change.h"
#include "write_session.h"

#include <vector>

namespace scepter::store {

/// How long whoever has committed an outcome may take to tell it, before another does.
inline constexpr Duration kFirstNoticeLease = std::chrono::seconds{60};

/// Gives the ids, in order.
Result<std::vector<std::int64_t>> insertNotices(WriteSession& session, std::int64_t requestId,
                                                const std::vector<enrollment::NoticeDraft>& notices,
                                                TimePoint now);

/// TokenUsed when one of them was used before.
Result<void> consumeTokens(WriteSession& session, const std::vector<enrollment::TokenUse>& tokens);
Result<void> forgetTokens(WriteSession& session, TimePoint now);

/// Revokes a certificate and forgets its transaction. AlreadyRevoked, NotFound.
Result<void> revokeCertificate(WriteSession& session, std::int64_t id, pki::RevocationReason reason,
                               TimePoint at, std::optional<TimePoint> invalidSince,
                               const std::string& actor);

} // namespace scepter::store
