// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/load.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace scepter::client {

namespace {

// Up to 32 us each value has its bucket; above, each doubling is divided into 32.
constexpr unsigned kSubBits = 5;
constexpr std::uint64_t kSub = 1U << kSubBits;

std::size_t bucketOf(std::uint64_t value) {
    if (value < kSub) return static_cast<std::size_t>(value);
    const auto exponent = static_cast<unsigned>(std::bit_width(value)) - 1;
    const std::uint64_t within = (value >> (exponent - kSubBits)) - kSub;
    return static_cast<std::size_t>((exponent - kSubBits + 1) * kSub + within);
}

/// The middle of a bucket.
std::uint64_t valueOf(std::size_t bucket) {
    if (bucket < kSub) return bucket;
    const unsigned shift = static_cast<unsigned>(bucket / kSub) - 1;
    const std::uint64_t low = (kSub + bucket % kSub) << shift;
    return low + ((std::uint64_t{1} << shift) - 1) / 2;
}

} // namespace

void Latencies::add(std::chrono::microseconds latency) {
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(latency.count(), 0));
    ++m_buckets[std::min(bucketOf(value), kBuckets - 1)];
    ++m_count;
    m_worst = std::max(m_worst, latency);
}

std::chrono::microseconds Latencies::percentile(double share) const {
    if (m_count == 0) return {};
    const double wanted = std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(m_count));
    const auto rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, m_count);
    if (rank == m_count) return m_worst;
    std::uint64_t seen = 0;
    std::size_t bucket = 0;
    while (bucket + 1 < kBuckets && seen + m_buckets[bucket] < rank)
        seen += m_buckets[bucket++];
    const std::chrono::microseconds middle(static_cast<std::int64_t>(valueOf(bucket)));
    return std::min(middle, m_worst);
}

} // namespace scepter::client
