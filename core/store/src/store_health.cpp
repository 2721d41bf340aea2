#include "store/store.h"

#include "dialect.h"
#include "head.h"
#include "store_private.h"
#include "transaction.h"

#include <array>
#include <tuple>

namespace scepter::store {

namespace {

using enrollment::RequestState;

Result<std::int64_t> countOf(Connection& connection, std::string_view sql,
                             std::optional<TimePoint> now = {}) {
    auto query = connection.statement(sql);
    if (now) query.bind(*now);
    SCEPTER_TRY(found, query.next());
    return found ? query.integer(0) : std::int64_t{0};
}

struct Rule {
    std::string_view sql; ///< gives the number or name of each offender
    std::string_view before;
    std::string_view after;
};

constexpr Rule kRules[] = {
    {"SELECT r.id FROM requests r LEFT JOIN certificates c ON c.id = r.certificate_id "
     "WHERE r.state = 1 AND c.id IS NULL LIMIT 20",
     "request ", " is issued, its certificate is missing"},
    {"SELECT c.id FROM certificates c LEFT JOIN certificate_parts p ON p.certificate_id = c.id "
     "WHERE p.certificate_id IS NULL LIMIT 20",
     "certificate ", " has no content"},
    {"SELECT r.id FROM requests r LEFT JOIN request_parts p ON p.request_id = r.id "
     "WHERE p.request_id IS NULL LIMIT 20",
     "request ", " has no content"},
    {"SELECT c.id FROM certificates c LEFT JOIN requests r ON r.id = c.request_id "
     "WHERE c.request_id <> 0 AND (r.id IS NULL OR r.certificate_id IS NULL OR "
     "r.certificate_id <> c.id) LIMIT 20",
     "certificate ", " was issued for a request that does not have it"},
    {"SELECT serial FROM certificates GROUP BY authority_id, serial HAVING COUNT(*) > 1 LIMIT 20",
     "serial number ", " was issued more than once"},
    {"SELECT id FROM codes WHERE uses_left < 0 OR uses_left > uses_allowed LIMIT 20", "code ",
     " has an impossible number of uses"},
    // Requests that got in by a code, against what the code was good for.
    {"SELECT c.id FROM codes c JOIN (SELECT code_id, COUNT(*) AS uses FROM requests "
     "WHERE code_id IS NOT NULL AND renewed_certificate_id IS NULL AND state IN (0, 1) "
     "GROUP BY code_id) u ON u.code_id = c.id "
     "WHERE u.uses > c.uses_allowed - c.uses_left LIMIT 20",
     "code ", " was used more often than it says"},
};

Result<void> check(Connection& connection, const Rule& rule, std::vector<std::string>& found) {
    auto query = connection.statement(rule.sql);
    while (true) {
        SCEPTER_TRY(more, query.next());
        if (!more) return {};
        found.push_back(std::string(rule.before) + query.text(0) + std::string(rule.after));
    }
}

Result<void> checkCounters(Connection& connection, std::vector<std::string>& found) {
    SCEPTER_TRY(head, readHead(connection));
    auto query = connection.statement("SELECT state, COUNT(*) FROM requests GROUP BY state");
    std::array<std::int64_t, Head::kStates> real{};
    while (true) {
        SCEPTER_TRY(more, query.next());
        if (!more) break;
        const std::int64_t state = query.integer(0);
        if (state >= 0 && state < static_cast<std::int64_t>(real.size()))
            real[static_cast<std::size_t>(state)] = query.integer(1);
        else
            found.push_back("requests have the unknown state " + std::to_string(state));
    }
    if (real != head.byState) found.emplace_back("the counts of requests are not right");
    for (const auto& [sql, highest] : {std::pair{"SELECT MAX(id) FROM requests", head.requests},
                                       {"SELECT MAX(id) FROM certificates", head.certificates},
                                       {"SELECT MAX(id) FROM codes", head.codes}}) {
        SCEPTER_TRY(last, countOf(connection, sql));
        if (last > highest) found.emplace_back("an id is beyond the last one that was given");
    }
    for (const auto& [sql, wanted, problem] :
         {std::tuple{"SELECT COUNT(*) FROM requests", head.requests, "requests are missing"},
          {"SELECT COUNT(*) FROM certificates", head.certificates, "certificates are missing"},
          {"SELECT COUNT(*) FROM codes", head.codes, "codes are missing"},
          {"SELECT COUNT(*) FROM fingerprints", 2 * head.certificates,
           "fingerprints of certificates are missing"}}) {
        SCEPTER_TRY(rows, countOf(connection, sql));
        if (rows != wanted) found.emplace_back(problem);
    }
    SCEPTER_TRY(revoked, countOf(connection, "SELECT COUNT(*) FROM certificates "
                                             "WHERE revoked_at IS NOT NULL"));
    if (revoked != head.revoked) found.emplace_back("the count of revocations is not right");
    return {};
}

Result<Counts> readCounts(Connection& connection, TimePoint now) {
    SCEPTER_TRY(head, readHead(connection));
    Counts counts;
    counts.pending = head.count(RequestState::Pending);
    counts.issued = head.count(RequestState::Issued);
    counts.refused = head.count(RequestState::Refused);
    counts.failed = head.count(RequestState::Failed);
    counts.expired = head.count(RequestState::Expired);
    counts.certificates = head.certificates;
    counts.certificatesRevoked = head.revoked;
    SCEPTER_TRY(ended,
                countOf(connection, "SELECT COUNT(*) FROM certificates WHERE not_after < ?", now));
    SCEPTER_TRY(revokedAlive, countOf(connection,
                                      "SELECT COUNT(*) FROM certificates WHERE revoked_at IS NOT "
                                      "NULL AND not_after + 0 >= ?",
                                      now));
    counts.certificatesValid = head.certificates - ended - revokedAlive;
    SCEPTER_TRY(unused, countOf(connection,
                                "SELECT COUNT(*) FROM codes WHERE withdrawn = 0 AND uses_left > 0 "
                                "AND expires_at > ?",
                                now));
    counts.codesUnused = unused;
    return counts;
}

} // namespace

Result<Counts> Store::counts(TimePoint now) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] { return readCounts(*connection, now); });
}

Result<std::vector<std::string>> Store::checkConsistency() {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&]() -> Result<std::vector<std::string>> {
        SCEPTER_TRY(found, m_p->dialect->integrity(*connection));
        for (const Rule& rule : kRules)
            SCEPTER_CHECK(check(*connection, rule, found));
        SCEPTER_CHECK(checkCounters(*connection, found));
        return found;
    });
}

} // namespace scepter::store
