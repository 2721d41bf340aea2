#include "store/json.h"

#include "base/encoding.h"
#include "base/text.h"
#include "json_reader.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace scepter::store {

namespace {

using enrollment::CertificateRecord;
using enrollment::RequestRecord;

QJsonValue timeValue(TimePoint time) {
    return qt(toIsoText(time));
}

QJsonValue timeValue(const std::optional<TimePoint>& time) {
    return time ? timeValue(*time) : QJsonValue();
}

QJsonValue idValue(std::int64_t id) {
    return id == 0 ? QJsonValue() : QJsonValue(static_cast<qint64>(id));
}

QJsonValue number(std::int64_t value) {
    return QJsonValue(static_cast<qint64>(value));
}

QJsonArray checksArray(const std::vector<enrollment::Check>& checks) {
    QJsonArray array;
    for (const enrollment::Check& check : checks)
        array.append(QJsonObject{{QStringLiteral("name"), qt(check.name)},
                                 {QStringLiteral("passed"), check.passed},
                                 {QStringLiteral("detail"), qt(check.detail)}});
    return array;
}

QJsonArray comparisonsArray(const std::vector<challenge::Comparison>& comparisons) {
    QJsonArray array;
    for (const challenge::Comparison& item : comparisons)
        array.append(QJsonObject{{QStringLiteral("field"), qt(item.field)},
                                 {QStringLiteral("expected"), qt(item.expected)},
                                 {QStringLiteral("found"), qt(item.found)},
                                 {QStringLiteral("equal"), item.equal}});
    return array;
}

void insertDecision(QJsonObject& object, const RequestRecord& request) {
    object.insert(QStringLiteral("decidedAt"), timeValue(request.decidedAt));
    object.insert(QStringLiteral("decidedBy"), qt(request.decidedBy));
    object.insert(QStringLiteral("error"),
                  request.errorCode ? QJsonValue(qt(toText(*request.errorCode))) : QJsonValue());
    object.insert(QStringLiteral("reason"), qt(request.reason));
    object.insert(QStringLiteral("failInfo"), request.toldFailInfo
                                                  ? QJsonValue(qt(toText(*request.toldFailInfo)))
                                                  : QJsonValue());
    object.insert(QStringLiteral("failInfoText"), qt(request.toldText));
}

std::string_view statusOf(const CertificateRecord& certificate, TimePoint now) {
    if (certificate.revokedAt) return "revoked";
    if (certificate.notAfter < now) return "expired";
    return now < certificate.notBefore ? "notYetValid" : "valid";
}

QJsonObject generationObject(const StoredGeneration& generation) {
    QJsonArray chain;
    for (const Bytes& der : generation.chain)
        chain.append(qt(toBase64(der)));
    return {{QStringLiteral("id"), number(generation.id)},
            {QStringLiteral("number"), static_cast<qint64>(generation.number)},
            {QStringLiteral("state"), qt(toLower(toText(generation.state)))},
            {QStringLiteral("certificate"), qt(toBase64(generation.ca.certificate))},
            {QStringLiteral("csr"), qt(toBase64(generation.csr))},
            {QStringLiteral("chain"), chain},
            {QStringLiteral("raCertificate"),
             generation.ra ? QJsonValue(qt(toBase64(generation.ra->certificate))) : QJsonValue()},
            {QStringLiteral("createdAt"), timeValue(generation.createdAt)}};
}

} // namespace

QJsonObject toJson(const RequestRecord& request) {
    QJsonObject object{
        {QStringLiteral("id"), number(request.id)},
        {QStringLiteral("state"), qt(toLower(toText(request.state)))},
        {QStringLiteral("endpointId"), number(request.key.endpointId)},
        {QStringLiteral("transactionId"), qt(request.key.transactionId)},
        {QStringLiteral("publicKeyHash"), qt(toHex(request.key.publicKeyHash))},
        {QStringLiteral("renewedSerial"), qt(toUpperHex(request.key.renewedSerial))},
        {QStringLiteral("messageType"), qt(scep::toText(request.messageType))},
        {QStringLiteral("sticky"), request.sticky},
        {QStringLiteral("stickyUntil"), timeValue(request.stickyUntil)},
        {QStringLiteral("subject"), qt(request.subject)},
        {QStringLiteral("san"), qt(request.san)},
        {QStringLiteral("key"), qt(request.keyText)},
        {QStringLiteral("csr"), qt(toBase64(request.csr))},
        {QStringLiteral("signer"), qt(request.signerText)},
        {QStringLiteral("signerKeyHash"), qt(toHex(request.signerKeyHash))},
        {QStringLiteral("remoteAddress"), qt(request.remoteAddress)},
        {QStringLiteral("createdAt"), timeValue(request.createdAt)},
        {QStringLiteral("expiresAt"), timeValue(request.expiresAt)},
        {QStringLiteral("checks"), checksArray(request.checks)},
        {QStringLiteral("comparisons"), comparisonsArray(request.comparisons)},
        {QStringLiteral("certificateId"), idValue(request.certificateId)},
        {QStringLiteral("renewedCertificateId"), idValue(request.renewedCertificateId)},
        {QStringLiteral("codeId"), idValue(request.codeId)},
        {QStringLiteral("polls"), number(request.polls)},
        {QStringLiteral("lastPolledAt"), timeValue(request.lastPolledAt)}};
    insertDecision(object, request);
    return object;
}

QJsonObject toJson(const CertificateRecord& certificate, TimePoint now) {
    QJsonObject object{{QStringLiteral("id"), number(certificate.id)},
                       {QStringLiteral("status"), qt(statusOf(certificate, now))},
                       {QStringLiteral("authorityId"), number(certificate.authorityId)},
                       {QStringLiteral("generationId"), number(certificate.generationId)},
                       {QStringLiteral("requestId"), idValue(certificate.requestId)},
                       {QStringLiteral("serial"), qt(toUpperHex(certificate.serial))},
                       {QStringLiteral("subject"), qt(certificate.subject)},
                       {QStringLiteral("san"), qt(certificate.san)},
                       {QStringLiteral("key"), qt(certificate.keyText)},
                       {QStringLiteral("notBefore"), timeValue(certificate.notBefore)},
                       {QStringLiteral("notAfter"), timeValue(certificate.notAfter)},
                       {QStringLiteral("issuedAt"), timeValue(certificate.issuedAt)},
                       {QStringLiteral("der"), qt(toBase64(certificate.der))},
                       {QStringLiteral("revokedAt"), timeValue(certificate.revokedAt)},
                       {QStringLiteral("invalidSince"), timeValue(certificate.invalidSince)}};
    object.insert(QStringLiteral("revocationReason"),
                  certificate.revokedAt ? QJsonValue(qt(pki::toText(certificate.reason)))
                                        : QJsonValue());
    return object;
}

QJsonObject toJson(const challenge::CodeRecord& code, TimePoint now) {
    return {{QStringLiteral("id"), number(code.id)},
            {QStringLiteral("state"), qt(challenge::toText(code.stateAt(now)))},
            {QStringLiteral("note"), qt(code.note)},
            {QStringLiteral("endpoint"),
             code.endpoint.empty() ? QJsonValue() : QJsonValue(qt(code.endpoint))},
            {QStringLiteral("constraints"), toJson(code.constraints)},
            {QStringLiteral("createdAt"), timeValue(code.createdAt)},
            {QStringLiteral("expiresAt"), timeValue(code.expiresAt)},
            {QStringLiteral("usesAllowed"), static_cast<qint64>(code.usesAllowed)},
            {QStringLiteral("usesLeft"), static_cast<qint64>(code.usesLeft)},
            {QStringLiteral("withdrawn"), code.withdrawn},
            {QStringLiteral("lastUsedAt"), timeValue(code.lastUsedAt)},
            {QStringLiteral("createdBy"), qt(code.createdBy)}};
}

QJsonObject toJson(const NoticeRecord& notice) {
    const bool waits = notice.state == NoticeState::Waiting;
    return {{QStringLiteral("id"), number(notice.id)},
            {QStringLiteral("request"), number(notice.requestId)},
            {QStringLiteral("gate"), qt(notice.gate)},
            {QStringLiteral("beforeDelivery"), notice.beforeDelivery},
            {QStringLiteral("state"), qt(toText(notice.state))},
            {QStringLiteral("attempts"), static_cast<qint64>(notice.attempts)},
            {QStringLiteral("createdAt"), timeValue(notice.createdAt)},
            {QStringLiteral("nextAt"), waits ? timeValue(notice.nextAt) : QJsonValue()},
            {QStringLiteral("doneAt"), timeValue(notice.doneAt)},
            {QStringLiteral("lastError"), qt(notice.lastError)}};
}

QJsonObject toJson(const enrollment::AuditRecord& line) {
    const auto detail = jsonObjectFromText(QByteArray::fromStdString(line.detail));
    return {{QStringLiteral("id"), number(line.id)},
            {QStringLiteral("at"), timeValue(line.at)},
            {QStringLiteral("actor"), qt(line.actor)},
            {QStringLiteral("action"), qt(line.action)},
            {QStringLiteral("object"), qt(line.object)},
            {QStringLiteral("detail"), detail ? QJsonValue(*detail) : QJsonValue(qt(line.detail))},
            {QStringLiteral("hash"), qt(toHex(line.hash))}};
}

QJsonObject toJson(const StoredAuthority& authority) {
    QJsonArray generations;
    for (const StoredGeneration& generation : authority.generations)
        generations.append(generationObject(generation));
    return {{QStringLiteral("id"), number(authority.id)},
            {QStringLiteral("name"), qt(authority.name)},
            {QStringLiteral("crlLifetimeSeconds"), secondsOf(authority.crlLifetime)},
            {QStringLiteral("generations"), generations}};
}

QJsonObject toJson(const AuditVerdict& verdict) {
    return {{QStringLiteral("intact"), verdict.intact},
            {QStringLiteral("lines"), number(verdict.lines)},
            {QStringLiteral("firstBadLine"), idValue(verdict.firstBadLine)},
            {QStringLiteral("reason"), qt(verdict.reason)},
            {QStringLiteral("head"), qt(toHex(verdict.head))}};
}

QJsonObject toJson(const Counts& counts) {
    return {{QStringLiteral("pending"), number(counts.pending)},
            {QStringLiteral("issued"), number(counts.issued)},
            {QStringLiteral("refused"), number(counts.refused)},
            {QStringLiteral("failed"), number(counts.failed)},
            {QStringLiteral("expired"), number(counts.expired)},
            {QStringLiteral("certificates"), number(counts.certificates)},
            {QStringLiteral("certificatesValid"), number(counts.certificatesValid)},
            {QStringLiteral("certificatesRevoked"), number(counts.certificatesRevoked)},
            {QStringLiteral("codesUnused"), number(counts.codesUnused)}};
}

} // namespace scepter::store
