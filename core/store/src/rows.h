// Records to rows and back.
#pragma once

#include "challenge/code.h"
#include "enrollment/endpoint.h"
#include "enrollment/records.h"
#include "pki/crypto.h"
#include "sql.h"
#include "write_session.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::store {

/// 64 bits that an index finds a hash by; the full value in the row decides.
std::int64_t hashKey(ByteView hash);
/// The fingerprints that a certificate is found by.
inline constexpr pki::Digest kFingerprints[] = {pki::Digest::Sha1, pki::Digest::Sha256};
std::int64_t fingerprintKey(pki::Digest digest, ByteView der);
std::int64_t transactionKey(std::int64_t endpointId, std::string_view transactionId);
/// The low 64 bits of a serial number: short serials and random ones fit alike.
std::int64_t serialKey(ByteView magnitude);
/// Lower-case hex without leading zero octets.
std::string serialText(ByteView magnitude);

/// SELECT lists that the readers below understand; FROM and joins included.
extern const std::string_view kSelectRequest;        ///< r: requests, p: request_parts
extern const std::string_view kSelectRequestRow;     ///< r alone: without CSR and checks
extern const std::string_view kSelectCertificate;    ///< c: certificates, p: certificate_parts
extern const std::string_view kSelectCertificateRow; ///< c alone: without DER
extern const std::string_view kSelectCode;           ///< codes
extern const std::string_view kSelectAudit;          ///< audit

Result<enrollment::RequestRecord> readRequest(const Statement& row);
Result<enrollment::CertificateRecord> readCertificate(const Statement& row);
Result<challenge::CodeRecord> readCode(const Statement& row);
Result<enrollment::AuditRecord> readAudit(const Statement& row);

/// `read` over all rows.
template <class T>
Result<std::vector<T>> readAll(Statement& query, Result<T> (*read)(const Statement&)) {
    std::vector<T> records;
    while (true) {
        SCEPTER_TRY(found, query.next());
        if (!found) return records;
        SCEPTER_TRY(record, read(query));
        records.push_back(std::move(record));
    }
}
/// The first row, or nothing.
template <class T>
Result<std::optional<T>> readOptional(Statement& query, Result<T> (*read)(const Statement&)) {
    SCEPTER_TRY(found, query.next());
    if (!found) return std::optional<T>();
    SCEPTER_TRY(record, read(query));
    return std::optional<T>(std::move(record));
}

/// `transactionKey` as below; only a sticky one is found by it.
Result<void> insertRequest(WriteSession& session, const enrollment::RequestRecord& request,
                           std::int64_t transactionKey);
/// As not revoked. Conflict when the authority has a certificate of this serial number.
Result<void> insertCertificate(WriteSession& session,
                               const enrollment::CertificateRecord& certificate);
Result<void> insertCode(WriteSession& session, const challenge::CodeRecord& code);
/// A new code with its audit line; gives its id. AlreadyExists, InvalidArgument.
Result<std::int64_t> mintCode(WriteSession& session, challenge::CodeRecord code, TimePoint at,
                              const std::string& actor);

/// Nothing: it was removed.
Result<std::optional<enrollment::EndpointSettings>> endpointById(Connection& connection,
                                                                 std::int64_t id);

Result<std::optional<enrollment::RequestRecord>> findRequest(Connection& connection,
                                                             std::int64_t id);
Result<std::optional<enrollment::CertificateRecord>> findCertificate(Connection& connection,
                                                                     std::int64_t id);
Result<std::optional<challenge::CodeRecord>> findCode(Connection& connection, std::int64_t id);
/// Sticky transactions alive at `now`, newest first, at most 16. `key` is their transactionKey().
Result<std::vector<enrollment::RequestRecord>> findLive(Connection& connection,
                                                        std::int64_t endpointId,
                                                        const std::string& transactionId,
                                                        std::int64_t key, TimePoint now);

} // namespace scepter::store
