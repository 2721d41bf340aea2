#include "rows.h"
#include "store_private.h"

namespace scepter::store {

Result<std::vector<enrollment::RequestRecord>>
LedgerReader::liveTransactions(std::int64_t endpointId, const std::string& transactionId,
                               TimePoint now) {
    SCEPTER_TRY(connection, m_readers.connection());
    return findLive(*connection, endpointId, transactionId,
                    transactionKey(endpointId, transactionId), now);
}

Result<std::optional<enrollment::CertificateRecord>> LedgerReader::certificate(std::int64_t id) {
    SCEPTER_TRY(connection, m_readers.connection());
    return findCertificate(*connection, id);
}

Result<std::optional<enrollment::CertificateRecord>>
LedgerReader::certificateBySerial(std::int64_t authorityId, const Bytes& serial) {
    static const std::string kSql =
        std::string(kSelectCertificate) +
        "WHERE c.serial_key = ? AND c.authority_id = ? AND c.serial = ?";
    SCEPTER_TRY(connection, m_readers.connection());
    auto query = connection->statement(kSql);
    query.bind(serialKey(serial)).bind(authorityId).bind(serialText(serial));
    return readOptional(query, readCertificate);
}

Result<std::optional<challenge::CodeRecord>> LedgerReader::codeByHash(const Bytes& hash) {
    static const std::string kSql =
        std::string(kSelectCode) + "WHERE hash_key = ? AND hash = ? ORDER BY id DESC LIMIT 1";
    SCEPTER_TRY(connection, m_readers.connection());
    auto query = connection->statement(kSql);
    query.bind(hashKey(hash)).bind(hash);
    return readOptional(query, readCode);
}

Result<std::optional<enrollment::RequestRecord>> LedgerReader::request(std::int64_t id) {
    SCEPTER_TRY(connection, m_readers.connection());
    return findRequest(*connection, id);
}

Result<std::optional<challenge::CodeRecord>> LedgerReader::code(std::int64_t id) {
    SCEPTER_TRY(connection, m_readers.connection());
    return findCode(*connection, id);
}

Result<std::optional<std::string>> LedgerReader::endpointName(std::int64_t id) {
    SCEPTER_TRY(connection, m_readers.connection());
    auto query = connection->statement("SELECT name FROM endpoints WHERE id = ?");
    SCEPTER_TRY(found, query.bind(id).next());
    return found ? std::optional(query.text(0)) : std::nullopt;
}

} // namespace scepter::store
