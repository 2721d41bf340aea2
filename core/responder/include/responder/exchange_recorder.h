// The newest exchanges, in memory.
#pragma once

#include "responder/exchange.h"

#include <atomic>
#include <deque>
#include <limits>
#include <mutex>
#include <string_view>
#include <vector>

namespace scepter::responder {

/// Keeps exchanges up to a number and a size; beyond either the oldest are dropped. Nothing is
/// written anywhere. Thread-safe. What a list gives stays good after it was dropped here.
class ExchangeRecorder {
public:
    struct Limits {
        std::size_t count = 5000;
        std::size_t bytes = 64 * 1024 * 1024; ///< bodies and texts together, about

        bool operator==(const Limits&) const = default;
    };
    struct State {
        std::size_t count = 0;
        std::size_t bytes = 0;
        std::uint64_t dropped = 0; ///< for want of room, ever; cleared ones do not count
        std::int64_t firstId = 0;  ///< of what is kept; 0: nothing
        std::int64_t lastId = 0;
    };
    using Kept = std::shared_ptr<const Exchange>;

    ExchangeRecorder();
    explicit ExchangeRecorder(const Limits& limits);
    ExchangeRecorder(const ExchangeRecorder&) = delete;
    ExchangeRecorder& operator=(const ExchangeRecorder&) = delete;
    ~ExchangeRecorder() = default;

    /// Keeps it and gives its new id. One that alone is beyond the limit on bytes is dropped.
    std::int64_t record(Exchange exchange);
    /// Forgets all. Ids go on from where they were.
    void clear();
    [[nodiscard]] Limits limits() const;
    void setLimits(const Limits& limits);

    /// Grows with each change: cheap to ask whether there is something new.
    [[nodiscard]] std::uint64_t mark() const { return m_mark.load(std::memory_order_acquire); }
    [[nodiscard]] State state() const;

    /// Null when it was dropped, or never was.
    [[nodiscard]] Kept find(std::int64_t id) const;
    /// Those with first <= id <= last, oldest first.
    [[nodiscard]] std::vector<Kept>
    list(std::int64_t first, std::int64_t last = std::numeric_limits<std::int64_t>::max()) const;
    /// Those about one request of the ledger, oldest first; none for 0.
    [[nodiscard]] std::vector<Kept> ofRequest(std::int64_t requestId) const;
    /// Those of one transactionID, as sent, at any endpoint, oldest first; none for an empty one.
    [[nodiscard]] std::vector<Kept> ofTransaction(std::string_view transactionId) const;

private:
    struct Entry {
        Kept exchange;
        std::size_t bytes = 0;
    };
    template <class Predicate> std::vector<Kept> listWhere(const Predicate& matches) const;
    std::vector<Entry> dropBeyondLimits();

    mutable std::mutex m_mutex; // around all but the mark
    Limits m_limits;
    std::deque<Entry> m_entries; // ids without gaps
    std::size_t m_bytes = 0;
    std::uint64_t m_dropped = 0;
    std::int64_t m_lastId = 0;
    std::atomic<std::uint64_t> m_mark = 0;
};

} // namespace scepter::responder
