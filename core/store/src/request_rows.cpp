#include "rows.h"

#include "base/encoding.h"
#include "json_text.h"
#include "store/json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace scepter::store {

namespace {

using enrollment::RequestRecord;
using enrollment::RequestState;

// RFC 8894 wants one; a client that repeats itself has one too.
constexpr int kMaxLive = 16;

Result<RequestState> readState(const Statement& row, int column) {
    const std::int64_t value = row.integer(column);
    if (value < 0 || value >= static_cast<std::int64_t>(Head::kStates))
        return fail(ErrorCode::StoreCorrupt, "a request of the workspace has an unknown state");
    return static_cast<RequestState>(value);
}

std::optional<ErrorCode> readErrorCode(const Statement& row, int column) {
    if (row.isNull(column)) return std::nullopt;
    const std::string text = row.text(column);
    for (const ErrorCode code : allErrorCodes())
        if (toText(code) == text) return code;
    // Written by a program that knew more codes; the reason beside it still tells.
    return ErrorCode::Internal;
}

bool isNothing(const challenge::Grant& grant) {
    return !grant.sidVouched && !grant.subject && !grant.subjectAltNames &&
           !grant.extendedKeyUsage && !grant.validity;
}

void putGrant(JsonText& json, const challenge::Grant& grant) {
    if (isNothing(grant)) return;
    json.name("grant").beginObject().name("sidVouched").value(grant.sidVouched);
    if (grant.subject) json.name("subject").value(toBase64(grant.subject->der()));
    if (grant.subjectAltNames)
        json.name("sans").value(toBase64(pki::writeGeneralNames(*grant.subjectAltNames)));
    if (grant.extendedKeyUsage) {
        json.name("extendedKeyUsage").beginArray();
        for (const asn1::Oid& oid : *grant.extendedKeyUsage)
            json.value(oid.toText());
        json.endArray();
    }
    if (grant.validity) json.name("validity").value(std::int64_t{grant.validity->count()});
    json.endObject();
}

Result<Bytes> binary(const QJsonObject& object, QLatin1String key) {
    return fromBase64(object.value(key).toString().toStdString());
}

Result<challenge::Grant> readGrant(const QJsonObject& object) {
    challenge::Grant grant;
    grant.sidVouched = object.value(QLatin1String("sidVouched")).toBool();
    if (object.contains(QLatin1String("subject"))) {
        SCEPTER_TRY(der, binary(object, QLatin1String("subject")));
        SCEPTER_TRY(subject, pki::Name::fromDer(der));
        grant.subject = std::move(subject);
    }
    if (object.contains(QLatin1String("sans"))) {
        SCEPTER_TRY(der, binary(object, QLatin1String("sans")));
        SCEPTER_TRY(names, pki::readGeneralNames(der));
        grant.subjectAltNames = std::move(names);
    }
    if (object.contains(QLatin1String("extendedKeyUsage"))) {
        grant.extendedKeyUsage.emplace();
        for (const QJsonValue value : object.value(QLatin1String("extendedKeyUsage")).toArray()) {
            const auto oid = asn1::Oid::fromText(value.toString().toStdString());
            if (!oid) return fail(ErrorCode::StoreCorrupt, "a request has a malformed usage");
            grant.extendedKeyUsage->push_back(*oid);
        }
    }
    if (object.contains(QLatin1String("validity")))
        grant.validity = Duration{object.value(QLatin1String("validity")).toInteger()};
    return grant;
}

std::string detailsOf(const RequestRecord& request) {
    if (request.checks.empty() && request.comparisons.empty() && isNothing(request.grant) &&
        request.allowedBy.empty())
        return {};
    JsonText json;
    json.beginObject();
    putGrant(json, request.grant);
    if (!request.allowedBy.empty()) {
        json.name("allowedBy").beginArray();
        for (const std::string& gate : request.allowedBy)
            json.value(gate);
        json.endArray();
    }
    json.name("checks").beginArray();
    for (const enrollment::Check& check : request.checks)
        json.beginObject()
            .name("name")
            .value(check.name)
            .name("passed")
            .value(check.passed)
            .member("detail", check.detail)
            .endObject();
    json.endArray().name("comparisons").beginArray();
    for (const challenge::Comparison& item : request.comparisons)
        json.beginObject()
            .name("field")
            .value(item.field)
            .member("expected", item.expected)
            .member("found", item.found)
            .name("equal")
            .value(item.equal)
            .endObject();
    return json.endArray().endObject().take();
}

std::string member(const QJsonObject& object, QLatin1String key) {
    return object.value(key).toString().toStdString();
}

Result<void> readDetails(const std::string& text, RequestRecord& request) {
    if (text.empty()) return {};
    SCEPTER_TRY(details, jsonObjectFromText(QByteArray::fromStdString(text)));
    if (details.contains(QLatin1String("grant"))) {
        SCEPTER_TRY(grant, readGrant(details.value(QLatin1String("grant")).toObject()));
        request.grant = std::move(grant);
    }
    for (const QJsonValue value : details.value(QLatin1String("allowedBy")).toArray())
        request.allowedBy.push_back(value.toString().toStdString());
    for (const QJsonValue value : details.value(QLatin1String("checks")).toArray()) {
        const QJsonObject check = value.toObject();
        request.checks.push_back({member(check, QLatin1String("name")),
                                  check.value(QLatin1String("passed")).toBool(),
                                  member(check, QLatin1String("detail"))});
    }
    for (const QJsonValue value : details.value(QLatin1String("comparisons")).toArray()) {
        const QJsonObject item = value.toObject();
        request.comparisons.push_back(
            {member(item, QLatin1String("field")), member(item, QLatin1String("expected")),
             member(item, QLatin1String("found")), item.value(QLatin1String("equal")).toBool()});
    }
    return {};
}

Result<void> readProtocol(const Statement& row, RequestRecord& request) {
    request.key.endpointId = row.integer(1);
    request.key.transactionId = row.text(2);
    request.key.publicKeyHash = row.blob(3);
    request.key.renewedSerial = row.blob(4);
    const auto type = scep::messageTypeFromNumber(static_cast<int>(row.integer(5)));
    if (!type) return fail(ErrorCode::StoreCorrupt, "a request has an unknown message type");
    request.messageType = *type;
    SCEPTER_TRY(state, readState(row, 6));
    request.state = state;
    request.sticky = !row.isNull(7);
    request.stickyUntil = row.time(8);
    return {};
}

Result<void> readDecision(const Statement& row, RequestRecord& request) {
    request.decidedAt = row.optionalTime(17);
    request.decidedBy = row.text(18);
    request.errorCode = readErrorCode(row, 19);
    request.reason = row.text(20);
    if (!row.isNull(21)) {
        const std::int64_t told = row.integer(21);
        if (told < 0 || told > 4)
            return fail(ErrorCode::StoreCorrupt, "a request has an unknown failInfo");
        request.toldFailInfo = static_cast<FailInfo>(told);
    }
    request.toldText = row.text(22);
    return {};
}

/// The columns that an ordinary issued request fills; the others are NULL.
#define SCEPTER_PLAIN_COLUMNS                                                                      \
    "id, endpoint_id, transaction_key, sticky_until, transaction_id, public_key_hash, "            \
    "message_type, state, subject, san, key_text, signer_key_hash, signer_text, remote_address, "  \
    "created_at, decided_at, decided_by, certificate_id, code_id"
#define SCEPTER_PLAIN_VALUES "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
constexpr std::string_view kInsertPlain =
    "INSERT INTO requests(" SCEPTER_PLAIN_COLUMNS ") VALUES (" SCEPTER_PLAIN_VALUES ")";
constexpr std::string_view kInsertAny =
    "INSERT INTO requests(" SCEPTER_PLAIN_COLUMNS
    ", renewed_serial, expires_at, error_code, reason, told_fail_info, told_text, "
    "renewed_certificate_id, release) VALUES (" SCEPTER_PLAIN_VALUES ", ?, ?, ?, ?, ?, ?, ?, ?)";
#undef SCEPTER_PLAIN_COLUMNS
#undef SCEPTER_PLAIN_VALUES

bool hasRareFields(const RequestRecord& request) {
    return !request.key.renewedSerial.empty() || request.expiresAt || request.errorCode ||
           !request.reason.empty() || request.toldFailInfo || !request.toldText.empty() ||
           request.renewedCertificateId != 0 || request.release != enrollment::Release::Free;
}

void bindOrNull(Statement& row, std::int64_t id) {
    id != 0 ? row.bind(id) : row.bindNull();
}

void bindRareFields(Statement& row, const RequestRecord& request) {
    row.bind(request.key.renewedSerial).bind(request.expiresAt);
    request.errorCode ? row.bind(toText(*request.errorCode)) : row.bindNull();
    row.bind(request.reason);
    request.toldFailInfo ? row.bind(std::int64_t{static_cast<std::uint8_t>(*request.toldFailInfo)})
                         : row.bindNull();
    row.bind(request.toldText);
    bindOrNull(row, request.renewedCertificateId);
    bindOrNull(row, static_cast<int>(request.release));
}

Result<void> insertParts(WriteSession& session, const RequestRecord& request) {
    const std::string details = detailsOf(request);
    const bool sealed = !request.sealedChallenge.empty() || !request.sealedCsr.empty();
    auto part = session.statement(
        sealed ? "INSERT INTO request_parts(request_id, csr, details, sealed_challenge, "
                 "sealed_csr) VALUES (?, ?, ?, ?, ?)"
               : "INSERT INTO request_parts(request_id, csr, details) VALUES (?, ?, ?)");
    part.bind(request.id).bind(request.csr).bind(details);
    if (sealed)
        for (const Bytes* secret : {&request.sealedChallenge, &request.sealedCsr})
            secret->empty() ? part.bindNull() : part.bind(*secret);
    return part.run();
}

} // namespace

#define SCEPTER_REQUEST_COLUMNS                                                                    \
    "r.id, r.endpoint_id, r.transaction_id, r.public_key_hash, r.renewed_serial, "                 \
    "r.message_type, r.state, r.transaction_key, r.sticky_until, r.subject, r.san, r.key_text, "   \
    "r.signer_key_hash, r.signer_text, r.remote_address, r.created_at, r.expires_at, "             \
    "r.decided_at, r.decided_by, r.error_code, r.reason, r.told_fail_info, r.told_text, "          \
    "r.certificate_id, r.renewed_certificate_id, r.code_id, r.polls, r.last_polled_at, "           \
    "r.release, "
const std::string_view kSelectRequest =
    "SELECT " SCEPTER_REQUEST_COLUMNS "p.csr, p.sealed_challenge, p.details, p.sealed_csr "
    "FROM requests r JOIN request_parts p ON p.request_id = r.id ";
const std::string_view kSelectRequestRow =
    "SELECT " SCEPTER_REQUEST_COLUMNS "NULL, NULL, '', NULL FROM requests r ";
#undef SCEPTER_REQUEST_COLUMNS

Result<RequestRecord> readRequest(const Statement& row) {
    RequestRecord request;
    request.id = row.integer(0);
    SCEPTER_CHECK(readProtocol(row, request));
    request.subject = row.text(9);
    request.san = row.text(10);
    request.keyText = row.text(11);
    request.signerKeyHash = row.blob(12);
    request.signerText = row.text(13);
    request.remoteAddress = row.text(14);
    request.createdAt = row.time(15);
    request.expiresAt = row.optionalTime(16);
    SCEPTER_CHECK(readDecision(row, request));
    request.certificateId = row.integer(23);
    request.renewedCertificateId = row.integer(24);
    request.codeId = row.integer(25);
    request.polls = row.integer(26);
    request.lastPolledAt = row.optionalTime(27);
    if (!row.isNull(28)) {
        const std::int64_t release = row.integer(28);
        if (release < 0 || release > static_cast<int>(enrollment::Release::Refused))
            return fail(ErrorCode::StoreCorrupt, "a request has an unknown release");
        request.release = static_cast<enrollment::Release>(release);
    }
    request.csr = row.blob(29);
    request.sealedChallenge = row.blob(30);
    SCEPTER_CHECK(readDetails(row.text(31), request));
    request.sealedCsr = row.blob(32);
    return request;
}

Result<void> insertRequest(WriteSession& session, const RequestRecord& request,
                           std::int64_t transactionKey) {
    auto row = session.statement(hasRareFields(request) ? kInsertAny : kInsertPlain);
    row.bind(request.id).bind(request.key.endpointId);
    request.sticky ? row.bind(transactionKey) : row.bindNull();
    row.bind(request.stickyUntil).bind(request.key.transactionId).bind(request.key.publicKeyHash);
    row.bind(std::int64_t{static_cast<int>(request.messageType)});
    row.bind(std::int64_t{static_cast<int>(request.state)}).bind(request.subject);
    row.bind(request.san).bind(request.keyText).bind(request.signerKeyHash);
    row.bind(request.signerText).bind(request.remoteAddress).bind(request.createdAt);
    row.bind(request.decidedAt).bind(request.decidedBy);
    bindOrNull(row, request.certificateId);
    bindOrNull(row, request.codeId);
    if (hasRareFields(request)) bindRareFields(row, request);
    SCEPTER_CHECK(row.run());
    return insertParts(session, request);
}

Result<std::optional<RequestRecord>> findRequest(Connection& connection, std::int64_t id) {
    static const std::string kSql = std::string(kSelectRequest) + "WHERE r.id = ?";
    auto query = connection.statement(kSql);
    query.bind(id);
    return readOptional(query, readRequest);
}

Result<std::vector<RequestRecord>> findLive(Connection& connection, std::int64_t endpointId,
                                            const std::string& transactionId, std::int64_t key,
                                            TimePoint now) {
    // One column first: mostly there is nothing, and a wide row costs thrice as much to ask for.
    std::vector<std::int64_t> ids;
    {
        auto query = connection.statement("SELECT id FROM requests WHERE transaction_key = ? AND "
                                          "sticky_until > ? ORDER BY id DESC LIMIT 64");
        query.bind(key).bind(now);
        while (true) {
            SCEPTER_TRY(found, query.next());
            if (!found) break;
            ids.push_back(query.integer(0));
        }
    }
    std::vector<RequestRecord> live;
    for (const std::int64_t id : ids) {
        SCEPTER_TRY(request, findRequest(connection, id));
        if (!request || request->key.endpointId != endpointId ||
            request->key.transactionId != transactionId)
            continue;
        // An expired one goes on to say so: what its client is told must not turn with the sweep.
        if (request->state == RequestState::Failed) continue;
        live.push_back(std::move(*request));
        if (live.size() == kMaxLive) break;
    }
    return live;
}

} // namespace scepter::store
