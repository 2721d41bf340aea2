#include "rows.h"

#include "base/encoding.h"
#include "json_reader.h"
#include "pki/crypto.h"
#include "store/json.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace scepter::store {

namespace {

using challenge::CodeRecord;
using enrollment::CertificateRecord;

ByteView withoutLeadingZeros(ByteView magnitude) {
    const auto first = std::ranges::find_if(magnitude, [](std::uint8_t b) { return b != 0; });
    return magnitude.subspan(static_cast<std::size_t>(first - magnitude.begin()));
}

Result<unsigned> readUnsigned(const Statement& row, int column) {
    const std::int64_t value = row.integer(column);
    if (value < 0 || value > std::numeric_limits<unsigned>::max())
        return fail(ErrorCode::StoreCorrupt, "a number of the workspace is out of range");
    return static_cast<unsigned>(value);
}

Result<pki::RevocationReason> readReason(const Statement& row, int column) {
    const std::int64_t value = row.integer(column);
    if (value < 0 || value > 10 || value == 7)
        return fail(ErrorCode::StoreCorrupt, "a revocation reason of the workspace is unknown");
    return static_cast<pki::RevocationReason>(value);
}

} // namespace

#define SCEPTER_CERTIFICATE_COLUMNS                                                                \
    "c.id, c.authority_id, c.generation_id, c.request_id, c.serial, c.subject, c.san, "            \
    "c.key_text, c.not_before, c.not_after, c.issued_at, c.revoked_at, c.reason, "                 \
    "c.invalid_since, "
const std::string_view kSelectCertificate =
    "SELECT " SCEPTER_CERTIFICATE_COLUMNS
    "p.der FROM certificates c JOIN certificate_parts p ON p.certificate_id = c.id ";
const std::string_view kSelectCertificateRow =
    "SELECT " SCEPTER_CERTIFICATE_COLUMNS "NULL FROM certificates c ";
#undef SCEPTER_CERTIFICATE_COLUMNS

const std::string_view kSelectCode =
    "SELECT id, hash, note, endpoint, constraints, created_at, expires_at, uses_allowed, "
    "uses_left, withdrawn, last_used_at, created_by FROM codes ";

std::int64_t hashKey(ByteView hash) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < sizeof key; ++i)
        key = key << 8U | (i < hash.size() ? hash[i] : 0U);
    return static_cast<std::int64_t>(key);
}

std::int64_t fingerprintKey(pki::Digest digest, ByteView der) {
    return hashKey(pki::digestOf(digest, der));
}

std::int64_t transactionKey(std::int64_t endpointId, std::string_view transactionId) {
    Bytes data;
    data.reserve(sizeof endpointId + transactionId.size());
    for (int shift = 56; shift >= 0; shift -= 8)
        data.push_back(static_cast<std::uint8_t>(endpointId >> shift));
    data.insert(data.end(), transactionId.begin(), transactionId.end());
    return hashKey(pki::digestOf(pki::Digest::Sha256, data));
}

std::int64_t serialKey(ByteView magnitude) {
    std::uint64_t key = 0;
    for (const std::uint8_t byte : magnitude)
        key = key << 8U | byte;
    return static_cast<std::int64_t>(key);
}

std::string serialText(ByteView magnitude) {
    return toHex(withoutLeadingZeros(magnitude));
}

Result<CertificateRecord> readCertificate(const Statement& row) {
    CertificateRecord record;
    record.id = row.integer(0);
    record.authorityId = row.integer(1);
    record.generationId = row.integer(2);
    record.requestId = row.integer(3);
    SCEPTER_TRY(serial, fromHex(row.text(4)));
    record.serial = std::move(serial);
    record.subject = row.text(5);
    record.san = row.text(6);
    record.keyText = row.text(7);
    record.notBefore = row.time(8);
    record.notAfter = row.time(9);
    record.issuedAt = row.time(10);
    record.revokedAt = row.optionalTime(11);
    SCEPTER_TRY(reason, readReason(row, 12));
    record.reason = reason;
    record.invalidSince = row.optionalTime(13);
    record.der = row.blob(14);
    return record;
}

Result<CodeRecord> readCode(const Statement& row) {
    CodeRecord record;
    record.id = row.integer(0);
    record.hash = row.blob(1);
    record.note = row.text(2);
    record.endpoint = row.text(3);
    if (const std::string text = row.text(4); !text.empty()) {
        SCEPTER_TRY(object, jsonObjectFromText(QByteArray::fromStdString(text)));
        SCEPTER_TRY(constraints, constraintsFromJson(object));
        record.constraints = std::move(constraints);
    }
    record.createdAt = row.time(5);
    record.expiresAt = row.time(6);
    SCEPTER_TRY(usesAllowed, readUnsigned(row, 7));
    record.usesAllowed = usesAllowed;
    SCEPTER_TRY(usesLeft, readUnsigned(row, 8));
    record.usesLeft = usesLeft;
    record.withdrawn = row.integer(9) != 0;
    record.lastUsedAt = row.optionalTime(10);
    record.createdBy = row.text(11);
    return record;
}

Result<void> insertCertificate(WriteSession& session, const CertificateRecord& certificate) {
    auto row = session.statement(
        "INSERT INTO certificates(id, authority_id, generation_id, request_id, serial_key, serial, "
        "subject, san, key_text, not_before, not_after, issued_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    row.bind(certificate.id).bind(certificate.authorityId).bind(certificate.generationId);
    row.bind(certificate.requestId).bind(serialKey(certificate.serial));
    row.bind(serialText(certificate.serial)).bind(certificate.subject).bind(certificate.san);
    row.bind(certificate.keyText).bind(certificate.notBefore).bind(certificate.notAfter);
    row.bind(certificate.issuedAt);
    if (auto inserted = row.run(); !inserted) {
        Error error = std::move(inserted).error();
        if (error.code == ErrorCode::Conflict)
            error.detail = "the authority has a certificate with this serial number already";
        return failWith(std::move(error));
    }
    {
        auto part = session.statement("INSERT INTO certificate_parts(certificate_id, der) "
                                      "VALUES (?, ?)");
        SCEPTER_CHECK(part.bind(certificate.id).bind(certificate.der).run());
    }
    auto prints = session.statement("INSERT INTO fingerprints(print_key, certificate_id) "
                                    "VALUES (?, ?), (?, ?)");
    for (const pki::Digest digest : kFingerprints)
        prints.bind(fingerprintKey(digest, certificate.der)).bind(certificate.id);
    return prints.run();
}

Result<void> insertCode(WriteSession& session, const CodeRecord& code) {
    std::string constraints;
    if (!code.constraints.empty())
        constraints =
            QJsonDocument(toJson(code.constraints)).toJson(QJsonDocument::Compact).toStdString();
    auto row = session.statement(
        "INSERT INTO codes(id, hash_key, hash, note, endpoint, constraints, created_at, "
        "expires_at, uses_allowed, uses_left, withdrawn, last_used_at, created_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    row.bind(code.id).bind(hashKey(code.hash)).bind(code.hash).bind(code.note);
    row.bind(code.endpoint).bind(constraints).bind(code.createdAt).bind(code.expiresAt);
    row.bind(std::int64_t{code.usesAllowed}).bind(std::int64_t{code.usesLeft});
    row.bind(std::int64_t{code.withdrawn ? 1 : 0}).bind(code.lastUsedAt).bind(code.createdBy);
    return row.run();
}

Result<std::optional<CertificateRecord>> findCertificate(Connection& connection, std::int64_t id) {
    static const std::string kSql = std::string(kSelectCertificate) + "WHERE c.id = ?";
    auto query = connection.statement(kSql);
    query.bind(id);
    return readOptional(query, readCertificate);
}

Result<std::optional<CodeRecord>> findCode(Connection& connection, std::int64_t id) {
    static const std::string kSql = std::string(kSelectCode) + "WHERE id = ?";
    auto query = connection.statement(kSql);
    query.bind(id);
    return readOptional(query, readCode);
}

} // namespace scepter::store
