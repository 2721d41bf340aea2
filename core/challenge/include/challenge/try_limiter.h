// Limits failed challenge tries per address and per endpoint.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace scepter::challenge {

/// At most `tries` failures in `window` for one address at one endpoint, and `tries` times
/// `endpointFactor` for all addresses together.
struct TryLimit {
    unsigned tries = 10; ///< 0: no limit
    Duration window = std::chrono::minutes{10};
    unsigned endpointFactor = 20;

    bool operator==(const TryLimit&) const = default;
};

/// "10/10" (tries/minutes) and "off"; what `endpoint set --try-limit` takes. A window that is not
/// of whole minutes has its unit, "10/90s". At most 1000 tries, a window of at most 7 days.
std::string toText(const TryLimit& limit);
Result<TryLimit> tryLimitFromText(std::string_view text);

/// Counts failures in memory, bounded: the address whose last failure is the oldest is forgotten
/// beyond 10 000. Addresses of one IPv6 /64 count as one. Thread-safe.
class TryLimiter {
public:
    /// A try under way, which counts against the limit until it is over. Without fail() it leaves
    /// no trace. Must not outlive its limiter; a thread must not begin a second one before it.
    class Try {
    public:
        Try(Try&& other) noexcept;
        Try(const Try&) = delete;
        Try& operator=(Try&&) = delete;
        Try& operator=(const Try&) = delete;
        ~Try();
        /// The guess was wrong.
        void fail();

    private:
        friend class TryLimiter;
        Try(TryLimiter& limiter, std::string endpoint, std::string key, const TryLimit& limit,
            TimePoint at);

        TryLimiter* m_limiter;
        std::string m_endpoint;
        std::string m_key;
        TryLimit m_limit;
        TimePoint m_at;
    };

    /// TooManyTries while the limit is reached. Where tries under way might reach it, it waits for
    /// their outcome: so many guesses at once are no more than one after the other, and honest
    /// clients behind one address are not in each other's way.
    Result<Try> begin(const std::string& endpoint, const std::string& address,
                      const TryLimit& limit, TimePoint now);

    /// The same without a try. Does not count by itself.
    Result<void> check(const std::string& endpoint, const std::string& address,
                       const TryLimit& limit, TimePoint now);
    void recordFailure(const std::string& endpoint, const std::string& address,
                       const TryLimit& limit, TimePoint now);
    /// A success forgets the address's failures at this endpoint.
    void recordSuccess(const std::string& endpoint, const std::string& address);

private:
    /// Failures by key, with the keys in the order of their last failure.
    class Table {
    public:
        /// Failures of this key within the window that ends at `now`.
        std::size_t count(const std::string& key, Duration window, TimePoint now);
        /// Adds one and keeps the newest `keep`.
        void add(const std::string& key, std::size_t keep, Duration window, TimePoint now);
        void forget(const std::string& key);

    private:
        struct Entry {
            std::deque<TimePoint> failures;
            std::list<std::string>::iterator place; ///< in m_order
        };
        using Entries = std::map<std::string, Entry>;
        void erase(Entries::iterator entry);

        Entries m_entries;
        std::list<std::string> m_order; ///< least recently failed first
    };

    Result<void> checkFailures(const std::string& endpoint, const std::string& key,
                               const TryLimit& limit, TimePoint now);
    [[nodiscard]] bool mayReachLimit(const std::string& endpoint, const std::string& key,
                                     const TryLimit& limit, TimePoint now);
    void addFailure(const std::string& endpoint, const std::string& key, const TryLimit& limit,
                    TimePoint now);
    std::size_t underWay(const std::string& key) const;
    void finish(const Try& done, bool failed);
    void takeBack(const std::string& key);

    std::mutex m_mutex; // around all below
    std::condition_variable m_finished;
    Table m_byAddress;
    Table m_byEndpoint;
    std::map<std::string, std::size_t> m_underWay; ///< tries, by both kinds of keys
};

} // namespace scepter::challenge
