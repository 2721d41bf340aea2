#include "enrollment/recent_transactions.h"

#include <functional>

namespace scepter::enrollment {

namespace {

constexpr std::size_t kPlaces = std::size_t{1} << 16;

} // namespace

RecentTransactions::RecentTransactions()
    : m_places(std::make_unique<std::atomic<std::uint64_t>[]>(kPlaces)) {
}

bool RecentTransactions::noteAndTell(std::int64_t endpointId, std::string_view transactionId) {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15; // 2^64 by the golden ratio
    const std::uint64_t hash = std::hash<std::string_view>{}(transactionId) ^
                               (static_cast<std::uint64_t>(endpointId) * kSpread);
    return m_places[hash % kPlaces].exchange(hash, std::memory_order_relaxed) == hash;
}

} // namespace scepter::enrollment
