#include "challenge/try_limiter.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

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
    return key += address;
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

Result<void> TryLimiter::check(const std::string& endpoint, const std::string& address,
                               const TryLimit& limit, TimePoint now) {
    if (limit.tries == 0) return {};
    const std::lock_guard lock(m_mutex);
    if (m_byAddress.count(addressKey(endpoint, address), limit.window, now) >=
        triesOfAddress(limit))
        return fail(ErrorCode::TooManyTries,
                    "too many wrong challenges from this address (limit " + toText(limit) + ')');
    if (m_byEndpoint.count(endpoint, limit.window, now) >= triesAtEndpoint(limit))
        return fail(ErrorCode::TooManyTries, "too many wrong challenges at this endpoint (limit " +
                                                 toText(limit) + " for one address)");
    return {};
}

void TryLimiter::recordFailure(const std::string& endpoint, const std::string& address,
                               const TryLimit& limit, TimePoint now) {
    if (limit.tries == 0) return;
    const std::lock_guard lock(m_mutex);
    m_byAddress.add(addressKey(endpoint, address), triesOfAddress(limit), limit.window, now);
    m_byEndpoint.add(endpoint, triesAtEndpoint(limit), limit.window, now);
}

void TryLimiter::recordSuccess(const std::string& endpoint, const std::string& address) {
    const std::lock_guard lock(m_mutex);
    m_byAddress.forget(addressKey(endpoint, address));
}

} // namespace scepter::challenge
