#include "store/store.h"

#include "base/encoding.h"
#include "base/text.h"
#include "filters.h"
#include "head.h"
#include "json_text.h"
#include "list_query.h"
#include "notice_rows.h"
#include "rows.h"
#include "store_private.h"

namespace scepter::store {

namespace {

using enrollment::CertificateRecord;

// Enough for every relying party that still has to fetch one; what is older is of no use.
constexpr std::int64_t kKeptCrls = 10;

std::string certificateObject(std::int64_t id) {
    return "certificate:" + std::to_string(id);
}

std::string auditDetail(const CertificateRecord& certificate, std::string_view reason) {
    return JsonText()
        .beginObject()
        .name("serial")
        .value(toUpperHex(certificate.serial))
        .member("subject", certificate.subject)
        .member("authority", certificate.authorityId)
        .member("reason", reason)
        .endObject()
        .take();
}

Result<pki::RevokedEntry> readRevoked(const Statement& row) {
    pki::RevokedEntry entry;
    SCEPTER_TRY(serial, fromHex(row.text(0)));
    entry.serial = std::move(serial);
    entry.revokedAt = row.time(1);
    entry.reason = static_cast<pki::RevocationReason>(row.integer(2));
    entry.invalidSince = row.optionalTime(3);
    return entry;
}

Result<std::vector<pki::RevokedEntry>>
readRevokedEntries(Connection& connection, std::int64_t generationId, TimePoint now) {
    // RFC 5280 section 3.3: an entry stays until it was on a CRL issued after the end of validity.
    // One is issued at least once in the lifetime of a CRL.
    auto query = connection.statement(
        "SELECT serial, revoked_at, reason, invalid_since FROM certificates "
        "WHERE revoked_at IS NOT NULL AND generation_id = ? AND not_after + COALESCE("
        "(SELECT a.crl_lifetime FROM generations g JOIN authorities a ON a.id = g.authority_id "
        "WHERE g.id = ?), 0) >= ? ORDER BY id");
    query.bind(generationId).bind(generationId).bind(now);
    return readAll(query, readRevoked);
}

} // namespace

Result<CertificateRecord> Store::certificate(std::int64_t id) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(found, findCertificate(*connection, id));
    if (!found) return fail(ErrorCode::NotFound, "there is no certificate " + std::to_string(id));
    return std::move(*found);
}

Result<CertificateRecord> Store::certificateBySerial(const std::string& serialHex) {
    // fromHex wants whole octets; people leave leading zeros out.
    std::string digits;
    for (const char c : serialHex)
        if (c != ':' && c != ' ' && c != '-') digits += c;
    if (digits.size() % 2 != 0) digits.insert(digits.begin(), '0');
    SCEPTER_TRY(serial, fromHex(digits));
    SCEPTER_TRY(connection, m_p->readers.connection());
    static const std::string kSql = std::string(kSelectCertificate) +
                                    "WHERE c.serial_key = ? AND c.serial = ? ORDER BY c.id DESC "
                                    "LIMIT 1";
    auto query = connection->statement(kSql);
    query.bind(serialKey(serial)).bind(serialText(serial));
    SCEPTER_TRY(found, readOptional(query, readCertificate));
    if (!found) return fail(ErrorCode::NotFound, "there is no certificate of this serial number");
    return std::move(*found);
}

Result<std::vector<CertificateRecord>> Store::certificates(const CertificateFilter& filter) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    SCEPTER_TRY(head, readHead(*connection));
    SCEPTER_TRY(conditions, conditionsOf(*connection, filter));
    ListQuery list(kSelectCertificate, "c.id", std::move(conditions));
    list.after(filter.after).before(filter.before).limit(filter.limit);
    if (!filter.text.empty()) list.newestOf(head.certificates);
    return readList(*connection, list, readCertificate);
}

Result<std::int64_t> Store::unexpiredOf(std::int64_t generationId, TimePoint now) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    auto query = connection->statement("SELECT COUNT(*) FROM certificates WHERE generation_id = ? "
                                       "AND request_id <> 0 AND not_after >= ?");
    SCEPTER_TRY(found, query.bind(generationId).bind(now).next());
    return found ? query.integer(0) : std::int64_t{0};
}

Result<std::int64_t> Store::addCertificate(const CertificateRecord& record,
                                           const std::string& actor) {
    if (record.revokedAt)
        return fail(ErrorCode::InvalidArgument, "a certificate is recorded first, then revoked");
    CertificateRecord added = record;
    const auto work = [&](WriteSession& session) -> Result<void> {
        SCEPTER_CHECK(session.requireUnlocked());
        added.id = ++session.head().certificates;
        SCEPTER_CHECK(insertCertificate(session, added));
        return session.audit(m_p->clock.now(), actor, "certificate.added",
                             certificateObject(added.id), auditDetail(added, {}));
    };
    SCEPTER_CHECK(m_p->writer.call(work));
    return added.id;
}

Result<void> revokeCertificate(WriteSession& session, std::int64_t id, pki::RevocationReason reason,
                               TimePoint at, std::optional<TimePoint> invalidSince,
                               const std::string& actor) {
    SCEPTER_TRY(certificate, findCertificate(session.connection(), id));
    if (!certificate)
        return fail(ErrorCode::NotFound, "there is no certificate " + std::to_string(id));
    if (certificate->revokedAt)
        return fail(ErrorCode::AlreadyRevoked, "revoked at " + toIsoText(*certificate->revokedAt));
    auto update = session.statement("UPDATE certificates SET revoked_at = ?, reason = ?, "
                                    "invalid_since = ? WHERE id = ? AND revoked_at IS NULL");
    update.bind(at).bind(std::int64_t{static_cast<std::uint8_t>(reason)}).bind(invalidSince);
    SCEPTER_CHECK(update.bind(id).run());
    // A repeat of the enrollment must not get the revoked certificate again.
    auto forget = session.statement("UPDATE requests SET transaction_key = NULL WHERE id = ?");
    SCEPTER_CHECK(forget.bind(certificate->requestId).run());
    ++session.head().revoked;
    return session.audit(at, actor, "certificate.revoked", certificateObject(id),
                         auditDetail(*certificate, pki::toText(reason)));
}

Result<void> Store::revoke(std::int64_t id, pki::RevocationReason reason, TimePoint at,
                           std::optional<TimePoint> invalidSince, const std::string& actor) {
    return m_p->configure([&](WriteSession& session) {
        return revokeCertificate(session, id, reason, at, invalidSince, actor);
    });
}

Result<std::vector<pki::RevokedEntry>> Store::revokedEntries(std::int64_t generationId,
                                                             TimePoint now) {
    SCEPTER_TRY(connection, m_p->readers.connection());
    return readRevokedEntries(*connection, generationId, now);
}

Result<CrlDraft> Store::draftCrl(std::int64_t generationId, TimePoint now) {
    CrlDraft draft;
    const auto work = [&](WriteSession& session) -> Result<void> {
        auto update =
            session.statement("UPDATE generations SET crl_number = crl_number + 1 WHERE id = ?");
        SCEPTER_CHECK(update.bind(generationId).run());
        auto query = session.statement("SELECT crl_number FROM generations WHERE id = ?");
        SCEPTER_TRY(found, query.bind(generationId).next());
        if (!found)
            return fail(ErrorCode::NotFound,
                        "there is no generation " + std::to_string(generationId));
        draft.number = query.integer(0);
        SCEPTER_TRY(entries, readRevokedEntries(session.connection(), generationId, now));
        draft.entries = std::move(entries);
        return {};
    };
    SCEPTER_CHECK(m_p->writer.call(work));
    return draft;
}

Result<void> Store::putCrl(const StoredCrl& crl, const std::string& actor) {
    return m_p->writer.call([&](WriteSession& session) -> Result<void> {
        auto known =
            session.statement("SELECT number FROM crls WHERE generation_id = ? AND number = ?");
        SCEPTER_TRY(found, known.bind(crl.generationId).bind(crl.number).next());
        if (found)
            return fail(ErrorCode::AlreadyExists,
                        "there is a CRL " + std::to_string(crl.number) + " already");
        auto insert = session.statement("INSERT INTO crls(generation_id, number, this_update, "
                                        "next_update, der) VALUES (?, ?, ?, ?, ?)");
        insert.bind(crl.generationId).bind(crl.number).bind(crl.thisUpdate).bind(crl.nextUpdate);
        SCEPTER_CHECK(insert.bind(crl.der).run());
        auto old = session.statement("DELETE FROM crls WHERE generation_id = ? AND number <= ?");
        SCEPTER_CHECK(old.bind(crl.generationId).bind(crl.number - kKeptCrls).run());
        return session.audit(
            m_p->clock.now(), actor, "crl.published",
            "generation:" + std::to_string(crl.generationId),
            JsonText().beginObject().name("number").value(crl.number).endObject().take());
    });
}

Result<std::optional<StoredCrl>> Store::latestCrl(std::int64_t generationId, Detail detail) {
    constexpr std::string_view kRow = "SELECT number, this_update, next_update FROM crls "
                                      "WHERE generation_id = ? ORDER BY number DESC LIMIT 1";
    constexpr std::string_view kWhole = "SELECT number, this_update, next_update, der FROM crls "
                                        "WHERE generation_id = ? ORDER BY number DESC LIMIT 1";
    SCEPTER_TRY(connection, m_p->readers.connection());
    const bool whole = detail == Detail::Whole;
    auto query = connection->statement(whole ? kWhole : kRow);
    SCEPTER_TRY(found, query.bind(generationId).next());
    if (!found) return std::optional<StoredCrl>();
    return std::optional(StoredCrl{generationId, query.integer(0), query.time(1), query.time(2),
                                   whole ? query.blob(3) : Bytes()});
}

} // namespace scepter::store
