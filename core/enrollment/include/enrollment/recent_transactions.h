// A guess at which transactions are repeats.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

namespace scepter::enrollment {

/// Remembers the transactions that came lately: one hash in each of a fixed number of places, half
/// a megabyte. Forgets when two fall on one place, and knows nothing of other processes or of the
/// time before a restart: a hint about what is worth asking the ledger, never an answer.
/// Thread-safe.
class RecentTransactions {
public:
    RecentTransactions();
    /// Remembers it; true when it was there.
    bool noteAndTell(std::int64_t endpointId, std::string_view transactionId);

private:
    std::unique_ptr<std::atomic<std::uint64_t>[]> m_places;
};

} // namespace scepter::enrollment
