// Lists of ids, and the rows behind them.
#include "store/store.h"

#include "filters.h"
#include "head.h"
#include "id_scan.h"
#include "rows.h"
#include "store_private.h"
#include "transaction.h"

#include <algorithm>

namespace scepter::store {

namespace {

using challenge::CodeRecord;
using enrollment::AuditRecord;
using enrollment::CertificateRecord;
using enrollment::RequestRecord;

Result<std::int64_t> numberOf(Connection& connection, std::string_view sql,
                              std::initializer_list<std::int64_t> values = {}) {
    auto query = connection.statement(sql);
    for (const std::int64_t value : values)
        query.bind(value);
    SCEPTER_TRY(found, query.next());
    return found ? query.integer(0) : std::int64_t{0};
}

/// Whether the ids are 1, ..., highest. Nothing of ours removes a row, but a tool of somebody else
/// may have; so they are counted once, in steps, and after that what is new.
Result<bool> isGapless(Connection& connection, const std::string& table, std::int64_t highest,
                       std::atomic<std::int64_t>& known, const GoOn& goOn) {
    constexpr std::int64_t kStep = 16384;
    std::int64_t seen = known.load();
    if (highest <= seen) return true;
    SCEPTER_TRY(last, numberOf(connection, "SELECT MAX(id) FROM " + table));
    SCEPTER_TRY(first, numberOf(connection, "SELECT MIN(id) FROM " + table));
    if (last != highest || first != 1) return false;
    const std::string sql = "SELECT COUNT(*) FROM " + table + " WHERE id > ? AND id <= ?";
    while (seen < highest) {
        if (goOn && !goOn()) return fail(ErrorCode::Cancelled, "the list is not wanted any more");
        const std::int64_t end = std::min(seen + kStep, highest);
        SCEPTER_TRY(rows, numberOf(connection, sql, {seen, end}));
        if (rows != end - seen) return false;
        seen = end;
        known.store(seen);
    }
    return true;
}

/// For tables whose rows the head counts: no row has to be looked at.
Result<bool> isGapless(Connection& connection, const std::string& table, std::int64_t highest,
                       std::int64_t rows) {
    if (rows != highest) return false;
    if (highest == 0) return true;
    SCEPTER_TRY(last, numberOf(connection, "SELECT MAX(id) FROM " + table));
    SCEPTER_TRY(first, numberOf(connection, "SELECT MIN(id) FROM " + table));
    return last == highest && first == 1;
}

/// The range of ids that a filter allows.
template <class Filter> void bound(IdScan& scan, const Filter& filter, std::int64_t highest) {
    scan.along = scan.id;
    scan.low = std::max<std::int64_t>(filter.after, 0);
    scan.high = filter.before > 0 ? std::min(filter.before - 1, highest) : highest;
}

template <class Gapless>
Result<IdList> findIds(Connection& connection, const IdScan& scan, const GoOn& goOn,
                       const Gapless& isGaplessTable) {
    if (scan.where.empty() && scan.kind == KeyKind::None) {
        SCEPTER_TRY(gapless, isGaplessTable());
        if (gapless) return IdList::range(scan.low + 1, scan.high, scan.descending);
    }
    return scanIds(connection, scan, goOn);
}

void sortBy(IdScan& scan, const RequestOrder& order) {
    scan.descending = order.descending;
    switch (order.column) {
    case RequestColumn::Id:
        return;
    case RequestColumn::Subject:
        scan.kind = KeyKind::Text;
        scan.key = "r.subject";
        return;
    case RequestColumn::State:
        scan.kind = KeyKind::Number;
        scan.key = "r.state";
        return;
    case RequestColumn::CreatedAt:
        scan.kind = KeyKind::Number;
        scan.key = "r.created_at";
        return;
    case RequestColumn::Address:
        scan.kind = KeyKind::Address;
        scan.key = "r.remote_address";
        return;
    }
}

void sortBy(IdScan& scan, const CertificateOrder& order) {
    scan.descending = order.descending;
    switch (order.column) {
    case CertificateColumn::Id:
        return;
    case CertificateColumn::Subject:
        scan.kind = KeyKind::Text;
        scan.key = "c.subject";
        return;
    case CertificateColumn::NotAfter:
        scan.kind = KeyKind::Number;
        scan.key = "c.not_after";
        return;
    case CertificateColumn::Serial:
        scan.kind = KeyKind::Hex;
        scan.key = "c.serial";
        return;
    case CertificateColumn::Key:
        scan.kind = KeyKind::Text;
        scan.key = "c.key_text";
        return;
    case CertificateColumn::RevokedAt:
        scan.kind = KeyKind::Number;
        scan.key = "c.revoked_at";
        return;
    }
}

void sortBy(IdScan& scan, const CodeOrder& order, TimePoint now) {
    scan.descending = order.descending;
    switch (order.column) {
    case CodeColumn::Id:
        return;
    case CodeColumn::State: // as CodeRecord::stateAt, in the order of CodeState
        scan.kind = KeyKind::Number;
        scan.key = "CASE WHEN withdrawn <> 0 THEN 3 WHEN uses_left = 0 THEN 1 "
                   "WHEN expires_at <= ? THEN 2 ELSE 0 END";
        scan.keyValue = now;
        return;
    case CodeColumn::ExpiresAt:
        scan.kind = KeyKind::Number;
        scan.key = "expires_at";
        return;
    case CodeColumn::Endpoint:
        scan.kind = KeyKind::Text;
        scan.key = "endpoint";
        return;
    case CodeColumn::Note:
        scan.kind = KeyKind::Text;
        scan.key = "note";
        return;
    case CodeColumn::UsesLeft:
        scan.kind = KeyKind::Number;
        scan.key = "uses_left";
        return;
    }
}

/// Few end soon, and an index knows them: the walk goes along the time instead of the ids.
void walkAlongEnd(IdScan& scan, const CertificateFilter& filter) {
    if (filter.after > 0) scan.where.where("c.id > ?", filter.after);
    if (filter.before > 0) scan.where.where("c.id < ?", filter.before);
    scan.along = "c.not_after";
    scan.low = filter.now.time_since_epoch().count() - 1;
    scan.high = (filter.now + filter.within).time_since_epoch().count();
    scan.step = std::max<std::int64_t>((scan.high - scan.low) / 256, 1);
    scan.maxStep = std::max<std::int64_t>(scan.high - scan.low, 1);
}

template <class T>
Result<std::vector<T>> readByIds(Connection& connection, const std::string& sql,
                                 std::span<const std::int64_t> ids,
                                 Result<T> (*read)(const Statement&)) {
    std::vector<T> records;
    records.reserve(ids.size());
    for (const std::int64_t id : ids) {
        auto query = connection.statement(sql);
        query.bind(id);
        SCEPTER_TRY(record, readOptional(query, read));
        if (record) records.push_back(std::move(*record));
    }
    return records;
}

} // namespace

Result<IdList> Store::requestIds(const RequestFilter& filter, const RequestOrder& order,
                                 const GoOn& goOn) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&]() -> Result<IdList> {
        SCEPTER_TRY(head, readHead(*connection));
        SCEPTER_TRY(conditions, conditionsOf(filter));
        IdScan scan{.from = "requests r", .id = "r.id", .where = std::move(conditions)};
        bound(scan, filter, head.requests);
        sortBy(scan, order);
        return findIds(*connection, scan, goOn, [&] {
            std::int64_t rows = 0;
            for (const std::int64_t count : head.byState)
                rows += count;
            return isGapless(*connection, "requests", head.requests, rows);
        });
    });
}

Result<IdList> Store::certificateIds(const CertificateFilter& filter, const CertificateOrder& order,
                                     const GoOn& goOn) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&]() -> Result<IdList> {
        SCEPTER_TRY(head, readHead(*connection));
        SCEPTER_TRY(conditions, conditionsOf(*connection, filter));
        IdScan scan{.from = "certificates c", .id = "c.id", .where = std::move(conditions)};
        bound(scan, filter, head.certificates);
        if (filter.status == CertificateFilter::Status::Ending) walkAlongEnd(scan, filter);
        sortBy(scan, order);
        return findIds(*connection, scan, goOn, [&] {
            return isGapless(*connection, "certificates", head.certificates,
                             m_p->gapless.certificates, goOn);
        });
    });
}

Result<IdList> Store::codeIds(const CodeFilter& filter, const CodeOrder& order, const GoOn& goOn) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&]() -> Result<IdList> {
        SCEPTER_TRY(head, readHead(*connection));
        SCEPTER_TRY(conditions, conditionsOf(*m_p->dialect, filter));
        IdScan scan{.from = "codes", .id = "id", .where = std::move(conditions)};
        bound(scan, filter, head.codes);
        sortBy(scan, order, filter.now);
        return findIds(*connection, scan, goOn, [&] {
            return isGapless(*connection, "codes", head.codes, m_p->gapless.codes, goOn);
        });
    });
}

Result<IdList> Store::auditIds(const AuditFilter& filter, const AuditOrder& order,
                               const GoOn& goOn) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&]() -> Result<IdList> {
        SCEPTER_TRY(head, readHead(*connection));
        SCEPTER_TRY(conditions, conditionsOf(filter));
        IdScan scan{.from = "audit", .id = "id", .where = std::move(conditions)};
        bound(scan, filter, head.auditLines);
        scan.descending = order.descending;
        // A line that is missing is what audit verify is for.
        return findIds(*connection, scan, goOn, [&] {
            return isGapless(*connection, "audit", head.auditLines, head.auditLines);
        });
    });
}

Result<std::vector<RequestRecord>> Store::requestsByIds(std::span<const std::int64_t> ids,
                                                        Detail detail) {
    static const std::string kRow = std::string(kSelectRequestRow) + "WHERE r.id = ?";
    static const std::string kWhole = std::string(kSelectRequest) + "WHERE r.id = ?";
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] {
        return readByIds(*connection, detail == Detail::Row ? kRow : kWhole, ids, readRequest);
    });
}

Result<std::vector<CertificateRecord>> Store::certificatesByIds(std::span<const std::int64_t> ids,
                                                                Detail detail) {
    static const std::string kRow = std::string(kSelectCertificateRow) + "WHERE c.id = ?";
    static const std::string kWhole = std::string(kSelectCertificate) + "WHERE c.id = ?";
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] {
        return readByIds(*connection, detail == Detail::Row ? kRow : kWhole, ids, readCertificate);
    });
}

Result<std::vector<CodeRecord>> Store::codesByIds(std::span<const std::int64_t> ids) {
    static const std::string kSql = std::string(kSelectCode) + "WHERE id = ?";
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] { return readByIds(*connection, kSql, ids, readCode); });
}

Result<std::vector<AuditRecord>> Store::auditByIds(std::span<const std::int64_t> ids) {
    static const std::string kSql = std::string(kSelectAudit) + "WHERE id = ?";
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] { return readByIds(*connection, kSql, ids, readAudit); });
}

} // namespace scepter::store
