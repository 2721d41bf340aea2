// What belongs together: requests, codes and certificates.
#include "store/store.h"

#include "base/encoding.h"
#include "filters.h"
#include "rows.h"
#include "store_private.h"
#include "transaction.h"

namespace scepter::store {

namespace {

using enrollment::CertificateRecord;

// A device that renews each week has 52 a year.
constexpr std::size_t kMaxChain = 100;

Result<std::vector<std::int64_t>> readIds(Statement& query) {
    std::vector<std::int64_t> ids;
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return ids;
        ids.push_back(query.integer(0));
    }
}

/// What was issued for a request, and what it renews; 0 for none.
struct Links {
    std::int64_t certificate = 0;
    std::int64_t renewed = 0;
};

Result<std::optional<Links>> linksOf(Connection& connection, std::int64_t requestId) {
    auto query = connection.statement(
        "SELECT certificate_id, renewed_certificate_id FROM requests WHERE id = ?");
    SCEPTER_TRY(found, query.bind(requestId).next());
    if (!found) return std::optional<Links>();
    return std::optional(Links{query.integer(0), query.integer(1)});
}

Result<std::vector<CertificateRecord>> readChain(Connection& connection, std::int64_t requestId) {
    std::vector<CertificateRecord> chain;
    SCEPTER_TRY(links, linksOf(connection, requestId));
    if (!links)
        return fail(ErrorCode::NotFound, "there is no request " + std::to_string(requestId));
    std::int64_t next = links->certificate != 0 ? links->certificate : links->renewed;
    std::int64_t last = 0;
    while (next != 0 && chain.size() < kMaxChain) {
        // A renewed certificate is older than what renews it: so this ends.
        if (last != 0 && next >= last) break;
        last = next;
        SCEPTER_TRY(certificate, findCertificate(connection, next));
        if (!certificate) break;
        next = 0;
        if (certificate->requestId == requestId) {
            next = links->renewed;
        } else if (certificate->requestId != 0) {
            SCEPTER_TRY(older, linksOf(connection, certificate->requestId));
            if (older) next = older->renewed;
        }
        chain.push_back(std::move(*certificate));
    }
    return chain;
}

} // namespace

Result<std::vector<std::int64_t>> Store::requestsOfCode(std::int64_t codeId) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query = connection->statement(
        "SELECT id FROM requests WHERE code_id = ? ORDER BY id DESC LIMIT 1000");
    query.bind(codeId);
    return readIds(query);
}

Result<std::vector<std::int64_t>> Store::renewalsOf(std::int64_t certificateId) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query = connection->statement("SELECT id FROM requests WHERE renewed_certificate_id = ? "
                                       "ORDER BY id DESC LIMIT 1000");
    query.bind(certificateId);
    return readIds(query);
}

Result<std::vector<CertificateRecord>> Store::certificatesOfRequest(std::int64_t requestId) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return inSnapshot(*connection, [&] { return readChain(*connection, requestId); });
}

Result<CertificateRecord> Store::certificateByFingerprint(const std::string& hex) {
    SCEPTER_TRY(fingerprint, fromHex(hex));
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(ids, findFingerprint(*connection, fingerprint));
    if (ids.empty())
        return fail(ErrorCode::NotFound, "there is no certificate with this fingerprint");
    SCEPTER_TRY(found, findCertificate(*connection, ids.back()));
    if (!found) return fail(ErrorCode::StoreCorrupt, "a fingerprint has no certificate");
    return std::move(*found);
}

} // namespace scepter::store
