#include "challenge/try_limiter.h"

#include "base/text.h"
#include "challenge/address_group.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxKeys = 10'000;
constexpr unsigned kMaxTries = 1000;
constexpr std::size_t kMaxTriesAtEndpoint = 100'000;
constexpr Duration kMaxWindow = std::chrono::days{7};

std::size_t triesOfAddress(const TryLimit& limit) {
    return std::min(limit.tries, kMaxTries);
}

std::size_t triesAtEndpoint(const TryLimit& limit) {
    const std::uint64_t tries = std::uint64_t{triesOfAddress(limit)} * limit.endpointFactor;
    return std::clamp<std::size_t>(tries, 1, kMaxTriesAtEndpoint);
}

std::string addressKey(const std::string& endpoint, const std::string& address) {
    std::string key = endpoint;
    key += '\0'; // in no endpoint's name, so that no two pairs make one key
    return key += addressGroup(address);
}

// What lies far ahead was counted before the clock was set back.
void forgetOld(std::deque<TimePoint>& failures, Duration window, TimePoint now) {
    std::erase_if(failures, [&](TimePoint at) { return at <= now - window || at > now + window; });
}

} // namespace

std::string toText(const TryLimit& limit) {
    if (limit.tries == 0) return "off";
    const auto minutes = std::chrono::floor<std::chrono::minutes>(limit.window);
    std::string text = std::to_string(limit.tries) + '/';
    if (minutes == limit.window) return text += std::to_string(minutes.count());
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(limit.window);
    return text += std::to_string(seconds.count()) + 's';
}

Result<TryLimit> tryLimitFromText(std::string_view text) {
    TryLimit limit;
    if (text == "off") {
        limit.tries = 0;
        return limit;
    }
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "a try limit is \"TRIES/MINUTES\" or \"off\"");
    const std::string_view tries = text.substr(0, slash);
    const auto [end, error] =
        std::from_chars(tries.data(), tries.data() + tries.size(), limit.tries);
    if (error != std::errc{} || end != tries.data() + tries.size() || limit.tries == 0 ||
        limit.tries > kMaxTries)
        return fail(ErrorCode::InvalidArgument, "a try limit allows 1 to 1000 tries");
    std::string window(text.substr(slash + 1));
    if (!window.empty() && window.back() >= '0' && window.back() <= '9') window += 'm';
    const auto duration = durationFromText(window);
    if (!duration || *duration <= Duration::zero() || *duration > kMaxWindow)
        return fail(ErrorCode::InvalidArgument, "a try limit's window is 1 minute to 7 days");
    limit.window = *duration;
    return limit;
}

std::size_t TryLimiter::Table::count(const std::string& key, Duration window, TimePoint now) {
    const auto entry = m_entries.find(key);
    if (entry == m_entries.end()) return 0;
    forgetOld(entry->second.failures, window, now);
    const std::size_t count = entry->second.failures.size();
    if (count == 0) erase(entry);
    return count;
}

void TryLimiter::Table::add(const std::string& key, std::size_t keep, Duration window,
                            TimePoint now) {
    const auto [entry, isNew] = m_entries.try_emplace(key);
    Entry& kept = entry->second;
    if (isNew)
        kept.place = m_order.insert(m_order.end(), key);
    else
        m_order.splice(m_order.end(), m_order, kept.place);
    // Forgetting is left to `count` until there are more than can matter.
    kept.failures.push_back(now);
    if (kept.failures.size() > keep) forgetOld(kept.failures, window, now);
    while (kept.failures.size() > keep)
        kept.failures.pop_front();
    if (m_entries.size() > kMaxKeys) erase(m_entries.find(m_order.front()));
}

void TryLimiter::Table::forget(const std::string& key) {
    if (const auto entry = m_entries.find(key); entry != m_entries.end()) erase(entry);
}

void TryLimiter::Table::erase(Entries::iterator entry) {
    m_order.erase(entry->second.place);
    m_entries.erase(entry);
}

TryLimiter::Try::Try(TryLimiter& limiter, std::string endpoint, std::string key,
                     const TryLimit& limit, TimePoint at)
    : m_limiter(&limiter)
    , m_endpoint(std::move(endpoint))
    , m_key(std::move(key))
    , m_limit(limit)
    , m_at(at) {
}

TryLimiter::Try::Try(Try&& other) noexcept
    : m_limiter(std::exchange(other.m_limiter, nullptr))
    , m_endpoint(std::move(other.m_endpoint))
    , m_key(std::move(other.m_key))
    , m_limit(other.m_limit)
    , m_at(other.m_at) {
}

TryLimiter::Try::~Try() {
    if (m_limiter != nullptr) m_limiter->finish(*this, false);
}

void TryLimiter::Try::fail() {
    if (m_limiter != nullptr) m_limiter->finish(*this, true);
    m_limiter = nullptr;
}

Result<TryLimiter::Try> TryLimiter::begin(const std::string& endpoint, const std::string& address,
                                          const TryLimit& limit, TimePoint now) {
    std::string key = addressKey(endpoint, address);
    std::unique_lock lock(m_mutex);
    if (limit.tries != 0) {
        SCEPTER_CHECK(checkFailures(endpoint, key, limit, now));
        while (mayReachLimit(endpoint, key, limit, now)) {
            m_finished.wait(lock);
            SCEPTER_CHECK(checkFailures(endpoint, key, limit, now));
        }
    }
    ++m_underWay[key];
    ++m_underWay[endpoint];
    return Try(*this, endpoint, std::move(key), limit, now);
}

Result<void> TryLimiter::check(const std::string& endpoint, const std::string& address,
                               const TryLimit& limit, TimePoint now) {
    if (limit.tries == 0) return {};
    const std::lock_guard lock(m_mutex);
    return checkFailures(endpoint, addressKey(endpoint, address), limit, now);
}

void TryLimiter::recordFailure(const std::string& endpoint, const std::string& address,
                               const TryLimit& limit, TimePoint now) {
    if (limit.tries == 0) return;
    const std::lock_guard lock(m_mutex);
    addFailure(endpoint, addressKey(endpoint, address), limit, now);
}

void TryLimiter::recordSuccess(const std::string& endpoint, const std::string& address) {
    const std::lock_guard lock(m_mutex);
    m_byAddress.forget(addressKey(endpoint, address));
}

Result<void> TryLimiter::checkFailures(const std::string& endpoint, const std::string& key,
                                       const TryLimit& limit, TimePoint now) {
    if (m_byAddress.count(key, limit.window, now) >= triesOfAddress(limit))
        return fail(ErrorCode::TooManyTries,
                    "too many wrong challenges from this address (limit " + toText(limit) + ')');
    if (m_byEndpoint.count(endpoint, limit.window, now) >= triesAtEndpoint(limit))
        return fail(ErrorCode::TooManyTries, "too many wrong challenges at this endpoint (limit " +
                                                 toText(limit) + " for one address)");
    return {};
}

bool TryLimiter::mayReachLimit(const std::string& endpoint, const std::string& key,
                               const TryLimit& limit, TimePoint now) {
    return m_byAddress.count(key, limit.window, now) + underWay(key) >= triesOfAddress(limit) ||
           m_byEndpoint.count(endpoint, limit.window, now) + underWay(endpoint) >=
               triesAtEndpoint(limit);
}

void TryLimiter::addFailure(const std::string& endpoint, const std::string& key,
                            const TryLimit& limit, TimePoint now) {
    m_byAddress.add(key, triesOfAddress(limit), limit.window, now);
    m_byEndpoint.add(endpoint, triesAtEndpoint(limit), limit.window, now);
}

std::size_t TryLimiter::underWay(const std::string& key) const {
    const auto found = m_underWay.find(key);
    return found == m_underWay.end() ? 0 : found->second;
}

void TryLimiter::finish(const Try& done, bool failed) {
    {
        const std::lock_guard lock(m_mutex);
        takeBack(done.m_key);
        takeBack(done.m_endpoint);
        if (failed && done.m_limit.tries != 0)
            addFailure(done.m_endpoint, done.m_key, done.m_limit, done.m_at);
    }
    m_finished.notify_all();
}

void TryLimiter::takeBack(const std::string& key) {
    const auto found = m_underWay.find(key);
    if (found != m_underWay.end() && --found->second == 0) m_underWay.erase(found);
}

} // namespace scepter::challenge
