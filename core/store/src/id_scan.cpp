#include "id_scan.h"

#include "base/text.h"
#include "sort.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include <arpa/inet.h>

namespace scepter::store {

namespace {

using SteadyClock = std::chrono::steady_clock;

// A step is made longer or shorter until it takes about this long.
constexpr std::chrono::milliseconds kShortStep{3};
constexpr std::chrono::milliseconds kLongStep{8};
constexpr int kRowsBetweenQuestions = 1024;

std::string addressKey(const std::string& text) {
    in_addr four{};
    if (::inet_pton(AF_INET, text.c_str(), &four) == 1)
        return '4' + std::string(reinterpret_cast<const char*>(&four), sizeof four);
    in6_addr six{};
    if (::inet_pton(AF_INET6, text.c_str(), &six) == 1)
        return '6' + std::string(reinterpret_cast<const char*>(&six), sizeof six);
    return 'x' + text;
}

std::string textKey(KeyKind kind, const std::string& text) {
    switch (kind) {
    case KeyKind::Hex:
        return static_cast<char>(std::min<std::size_t>(text.size(), 127)) + text;
    case KeyKind::Address:
        return addressKey(text);
    default:
        return toLower(text);
    }
}

Result<void> ask(const GoOn& goOn) {
    if (!goOn || goOn()) return {};
    return fail(ErrorCode::Cancelled, "the list is not wanted any more");
}

std::string sqlOf(const IdScan& scan) {
    std::string sql = "SELECT " + scan.id;
    if (scan.kind != KeyKind::None) sql += ", " + scan.key;
    sql += " FROM " + scan.from + " WHERE " + scan.along + " > ? AND " + scan.along + " <= ?";
    if (!scan.where.empty()) sql += " AND " + scan.where.sql();
    return sql;
}

/// Calls `take` for every row of one step.
template <class Take>
Result<void> readStep(Connection& connection, const IdScan& scan, const std::string& sql,
                      std::int64_t low, std::int64_t high, const GoOn& goOn, const Take& take) {
    auto query = connection.statement(sql);
    if (scan.keyValue) query.bind(*scan.keyValue);
    query.bind(low).bind(high);
    scan.where.bindTo(query);
    for (int rows = 1;; ++rows) {
        SCEPTER_TRY(found, query.next());
        if (!found) return {};
        take(query);
        if (rows % kRowsBetweenQuestions == 0) SCEPTER_CHECK(ask(goOn));
    }
}

template <class Take>
Result<void> readAllSteps(Connection& connection, const IdScan& scan, const GoOn& goOn,
                          const Take& take) {
    const std::string sql = sqlOf(scan);
    std::int64_t low = scan.low;
    std::int64_t step = scan.step;
    while (low < scan.high) {
        SCEPTER_CHECK(ask(goOn));
        const std::int64_t high = scan.high - low <= step ? scan.high : low + step;
        const auto begin = SteadyClock::now();
        SCEPTER_CHECK(readStep(connection, scan, sql, low, high, goOn, take));
        const auto took = SteadyClock::now() - begin;
        if (took < kShortStep) step = std::min(step * 2, scan.maxStep);
        if (took > kLongStep) step = std::max<std::int64_t>(step / 2, 1);
        low = high;
    }
    return {};
}

/// A walk along the ids knows how many there can be.
std::size_t mostRows(const IdScan& scan) {
    if (scan.along != scan.id || scan.high <= scan.low) return 0;
    return static_cast<std::size_t>(std::min<std::int64_t>(scan.high - scan.low, 1 << 24));
}

Result<IdList> byNumber(Connection& connection, const IdScan& scan, const GoOn& goOn) {
    NumberSorter sorter;
    sorter.expect(mostRows(scan));
    SCEPTER_CHECK(readAllSteps(connection, scan, goOn, [&](const Statement& row) {
        sorter.add(row.isNull(1) ? std::numeric_limits<std::int64_t>::min() : row.integer(1),
                   row.integer(0));
    }));
    SCEPTER_TRY(ids, sorter.sorted(scan.descending, goOn));
    return IdList::inOrder(std::move(ids));
}

Result<IdList> byText(Connection& connection, const IdScan& scan, const GoOn& goOn) {
    TextSorter sorter;
    sorter.expect(mostRows(scan));
    SCEPTER_CHECK(readAllSteps(connection, scan, goOn, [&](const Statement& row) {
        sorter.add(textKey(scan.kind, row.text(1)), row.integer(0));
    }));
    SCEPTER_TRY(ids, sorter.sorted(scan.descending, goOn));
    return IdList::inOrder(std::move(ids));
}

Result<IdList> byId(Connection& connection, const IdScan& scan, const GoOn& goOn) {
    NumberSorter sorter;
    std::vector<std::int64_t> ids;
    bool ascending = true;
    SCEPTER_CHECK(readAllSteps(connection, scan, goOn, [&](const Statement& row) {
        const std::int64_t id = row.integer(0);
        ascending = ascending && (ids.empty() || ids.back() < id);
        ids.push_back(id);
    }));
    if (ascending) return IdList::ascending(std::move(ids), scan.descending);
    for (const std::int64_t id : ids)
        sorter.add(0, id);
    SCEPTER_TRY(sorted, sorter.sorted(false, goOn));
    return IdList::ascending(std::move(sorted), scan.descending);
}

} // namespace

Result<IdList> scanIds(Connection& connection, const IdScan& scan, const GoOn& goOn) {
    switch (scan.kind) {
    case KeyKind::None:
        return byId(connection, scan, goOn);
    case KeyKind::Number:
        return byNumber(connection, scan, goOn);
    default:
        return byText(connection, scan, goOn);
    }
}

} // namespace scepter::store
