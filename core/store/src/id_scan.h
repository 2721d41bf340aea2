// All ids of a table that match, in any order, in steps short enough to be cancelled.
#pragma once

#include "conditions.h"
#include "sql.h"
#include "store/lists.h"

#include <string>

namespace scepter::store {

/// How the sort key of a row is to be compared.
enum class KeyKind {
    None, ///< by id
    Number,
    Text,
    Hex,    ///< by value: longer ones are greater
    Address ///< IPv4 before IPv6 before anything else, each by value
};

struct IdScan {
    std::string from; ///< "requests r"
    std::string id;   ///< "r.id"
    Conditions where;
    std::string key{}; ///< an expression; NULL counts as the least number or the empty text
    std::optional<TimePoint> keyValue{}; ///< for a placeholder in it
    KeyKind kind = KeyKind::None;
    bool descending = true;

    /// The column whose range is walked over, and the range: above `low`, up to `high`.
    std::string along{};
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t step = 2048; ///< how much of it at first
    std::int64_t maxStep = 65536;
};

/// Cancelled when `goOn` says so: it is asked every few milliseconds.
Result<IdList> scanIds(Connection& connection, const IdScan& scan, const GoOn& goOn);

} // namespace scepter::store
