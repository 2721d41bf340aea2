// A ledger of any size, at once.
#pragma once

#include "store/store.h"

namespace scepter::bench {

/// When the first of them was issued.
inline constexpr TimePoint kGrowthStart{std::chrono::milliseconds{1'790'000'000'000}};

/// The n-th issued request with its certificate, all different. The certificate's DER is not one.
enrollment::RecordRequest issuedRequest(std::int64_t n, std::int64_t codeId);

/// Puts issuedRequest(from) up to issuedRequest(to - 1) into the ledger, as fast as it goes.
Result<void> growLedger(store::Store& store, std::int64_t from, std::int64_t to);

} // namespace scepter::bench
