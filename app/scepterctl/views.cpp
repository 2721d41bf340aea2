#include "views.h"

#include "base/encoding.h"
#include "base/text.h"
#include "constraint_options.h"

namespace scepter::app {

namespace {

QJsonArray toJson(const std::vector<enrollment::Check>& checks) {
    QJsonArray array;
    for (const auto& check : checks)
        array.append(QJsonObject{{QStringLiteral("name"), jsonText(check.name)},
                                 {QStringLiteral("passed"), check.passed},
                                 {QStringLiteral("detail"), jsonText(check.detail)}});
    return array;
}

QJsonArray toJson(const std::vector<challenge::Comparison>& comparisons) {
    QJsonArray array;
    for (const auto& one : comparisons)
        array.append(QJsonObject{{QStringLiteral("field"), jsonText(one.field)},
                                 {QStringLiteral("expected"), jsonText(one.expected)},
                                 {QStringLiteral("found"), jsonText(one.found)},
                                 {QStringLiteral("equal"), one.equal}});
    return array;
}

template <class Values, class Text> QJsonArray texts(const Values& values, Text text) {
    QJsonArray array;
    for (const auto& value : values)
        array.append(jsonText(text(value)));
    return array;
}

QJsonValue jsonNumber(std::int64_t value) {
    return QJsonValue(static_cast<qint64>(value));
}

QJsonObject toJson(const pki::Certificate& certificate) {
    return {{QStringLiteral("subject"), jsonText(certificate.subject().toText())},
            {QStringLiteral("serial"), jsonText(certificate.serialText())},
            {QStringLiteral("key"), jsonText(certificate.publicKey().toText())},
            {QStringLiteral("notBefore"), jsonTime(certificate.notBefore())},
            {QStringLiteral("notAfter"), jsonTime(certificate.notAfter())},
            {QStringLiteral("sha256"), jsonText(fingerprintText(certificate))}};
}

} // namespace

QJsonValue jsonText(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonValue jsonTime(TimePoint time) {
    return jsonText(toIsoText(time));
}

QJsonValue jsonTime(const std::optional<TimePoint>& time) {
    return time ? jsonTime(*time) : QJsonValue(QJsonValue::Null);
}

QJsonArray jsonTexts(const std::vector<std::string>& values) {
    return texts(values, [](const std::string& text) { return text; });
}

QJsonObject toJson(const enrollment::RequestRecord& request) {
    QJsonObject object{
        {QStringLiteral("id"), jsonNumber(request.id)},
        {QStringLiteral("state"), jsonText(toText(request.state))},
        {QStringLiteral("transactionID"), jsonText(request.key.transactionId)},
        {QStringLiteral("messageType"), jsonText(toText(request.messageType))},
        {QStringLiteral("subject"), jsonText(request.subject)},
        {QStringLiteral("san"), jsonText(request.san)},
        {QStringLiteral("key"), jsonText(request.keyText)},
        {QStringLiteral("signer"), jsonText(request.signerText)},
        {QStringLiteral("renews"), jsonText(toUpperHex(request.key.renewedSerial))},
        {QStringLiteral("address"), jsonText(request.remoteAddress)},
        {QStringLiteral("createdAt"), jsonTime(request.createdAt)},
        {QStringLiteral("expiresAt"), jsonTime(request.expiresAt)},
        {QStringLiteral("decidedAt"), jsonTime(request.decidedAt)},
        {QStringLiteral("decidedBy"), jsonText(request.decidedBy)},
        {QStringLiteral("reason"), jsonText(request.reason)},
        {QStringLiteral("toldText"), jsonText(request.toldText)},
        {QStringLiteral("certificateId"), jsonNumber(request.certificateId)},
        {QStringLiteral("codeId"), jsonNumber(request.codeId)},
        {QStringLiteral("polls"), jsonNumber(request.polls)},
        {QStringLiteral("lastPolledAt"), jsonTime(request.lastPolledAt)},
    };
    if (const auto collected = workbench::isCollected(request))
        object[QStringLiteral("collected")] = *collected;
    if (request.errorCode)
        object[QStringLiteral("errorCode")] = jsonText(toText(*request.errorCode));
    if (request.toldFailInfo)
        object[QStringLiteral("failInfo")] = jsonText(toText(*request.toldFailInfo));
    return object;
}

QJsonObject toJson(const workbench::RequestView& view) {
    QJsonObject object = toJson(view.record);
    object[QStringLiteral("endpoint")] = jsonText(view.endpoint);
    object[QStringLiteral("checks")] = toJson(view.record.checks);
    object[QStringLiteral("comparisons")] = toJson(view.record.comparisons);
    QJsonArray plan;
    for (const auto& line : view.plan)
        plan.append(QJsonObject{{QStringLiteral("field"), jsonText(line.field)},
                                {QStringLiteral("requested"), jsonText(line.requested)},
                                {QStringLiteral("issued"), jsonText(line.issued)},
                                {QStringLiteral("changed"), line.changed}});
    object[QStringLiteral("plan")] = plan;
    if (view.planProblem)
        object[QStringLiteral("planProblem")] = jsonText(toText(*view.planProblem));
    return object;
}

QJsonObject toJson(const enrollment::CertificateRecord& certificate, TimePoint now) {
    QJsonObject object{
        {QStringLiteral("id"), jsonNumber(certificate.id)},
        {QStringLiteral("serial"), jsonText(hexSerial(certificate.serial))},
        {QStringLiteral("subject"), jsonText(certificate.subject)},
        {QStringLiteral("san"), jsonText(certificate.san)},
        {QStringLiteral("key"), jsonText(certificate.keyText)},
        {QStringLiteral("status"), jsonText(certificateStatus(certificate, now))},
        {QStringLiteral("notBefore"), jsonTime(certificate.notBefore)},
        {QStringLiteral("notAfter"), jsonTime(certificate.notAfter)},
        {QStringLiteral("issuedAt"), jsonTime(certificate.issuedAt)},
        {QStringLiteral("requestId"), jsonNumber(certificate.requestId)},
        {QStringLiteral("revokedAt"), jsonTime(certificate.revokedAt)},
    };
    if (certificate.revokedAt)
        object[QStringLiteral("reason")] = jsonText(toText(certificate.reason));
    return object;
}

QJsonObject toJson(const challenge::CodeRecord& code, TimePoint now) {
    return {{QStringLiteral("id"), jsonNumber(code.id)},
            {QStringLiteral("state"), jsonText(toText(code.stateAt(now)))},
            {QStringLiteral("endpoint"), jsonText(code.endpoint)},
            {QStringLiteral("note"), jsonText(code.note)},
            {QStringLiteral("createdAt"), jsonTime(code.createdAt)},
            {QStringLiteral("expiresAt"), jsonTime(code.expiresAt)},
            {QStringLiteral("usesAllowed"), static_cast<int>(code.usesAllowed)},
            {QStringLiteral("usesLeft"), static_cast<int>(code.usesLeft)},
            {QStringLiteral("lastUsedAt"), jsonTime(code.lastUsedAt)},
            {QStringLiteral("createdBy"), jsonText(code.createdBy)},
            {QStringLiteral("bound"), !code.constraints.empty()},
            {QStringLiteral("constraints"), toJson(code.constraints)}};
}

QJsonObject toJson(const enrollment::EndpointSettings& endpoint) {
    const auto& compatibility = endpoint.compatibility;
    return {{QStringLiteral("name"), jsonText(endpoint.name)},
            {QStringLiteral("path"), jsonText(endpoint.path)},
            {QStringLiteral("aliases"), jsonTexts(endpoint.aliases)},
            {QStringLiteral("template"), jsonText(endpoint.templateName)},
            {QStringLiteral("challenge"), jsonText(endpoint.gatesText())},
            {QStringLiteral("approval"), jsonText(toText(endpoint.approval))},
            {QStringLiteral("renewalApproval"), jsonText(toText(endpoint.renewalApproval))},
            {QStringLiteral("renewal"), endpoint.renewalAllowed},
            {QStringLiteral("compatibility"), jsonText(compatibility.preset)},
            {QStringLiteral("tripleDes"), compatibility.algorithms.allowTripleDes},
            {QStringLiteral("sha1"), compatibility.algorithms.allowSha1},
            {QStringLiteral("relaxSignerKey"), compatibility.relaxSignerKey},
            {QStringLiteral("caOnly"), compatibility.caOnly},
            {QStringLiteral("replyWithChain"), compatibility.replyWithChain},
            {QStringLiteral("caChain"), compatibility.caCertificates.withChain},
            {QStringLiteral("caRoot"), compatibility.caCertificates.withRoot},
            {QStringLiteral("constrained"), !endpoint.constraints.empty()},
            {QStringLiteral("constraints"), toJson(endpoint.constraints)},
            {QStringLiteral("tryLimit"), jsonText(toText(endpoint.tryLimit))},
            {QStringLiteral("pendingLifetime"), jsonText(durationText(endpoint.pendingLifetime))},
            {QStringLiteral("transactionLifetime"),
             jsonText(durationText(endpoint.transactionLifetime))}};
}

QJsonObject toJson(const authority::Template& value) {
    const auto oidText = [](const asn1::Oid& oid) { return oid.toText(); };
    return {
        {QStringLiteral("name"), jsonText(value.name)},
        {QStringLiteral("description"), jsonText(value.description)},
        {QStringLiteral("validity"), jsonText(durationText(value.validity))},
        {QStringLiteral("backdate"), jsonText(durationText(value.backdate))},
        {QStringLiteral("digest"), jsonText(toText(value.digest))},
        {QStringLiteral("subject"), jsonText(toText(value.subjectPolicy))},
        {QStringLiteral("subjectAttributes"),
         texts(value.subjectAttributes,
               [](const asn1::Oid& oid) { return pki::attributeShortName(oid); })},
        {QStringLiteral("subjectPattern"), jsonText(value.subjectPattern)},
        {QStringLiteral("san"), jsonText(toText(value.sanPolicy))},
        {QStringLiteral("sanTypes"),
         texts(value.sanTypes, [](auto type) { return std::string(toText(type)); })},
        {QStringLiteral("sanPatterns"), jsonTexts(value.sanPatterns)},
        {QStringLiteral("keyUsagePolicy"), jsonText(toText(value.keyUsagePolicy))},
        {QStringLiteral("keyUsage"), jsonTexts(pki::keyUsageNames(value.keyUsage))},
        {QStringLiteral("extendedKeyUsagePolicy"), jsonText(toText(value.extendedKeyUsagePolicy))},
        {QStringLiteral("extendedKeyUsage"),
         texts(value.extendedKeyUsage, pki::extendedKeyUsageName)},
        {QStringLiteral("anyExtendedKeyUsage"), value.extendedKeyUsageAnyFromRequest},
        {QStringLiteral("keys"), texts(value.keys, [](const auto& rule) { return toText(rule); })},
        {QStringLiteral("crlDistributionPoints"), jsonTexts(value.crlDistributionPoints)},
        {QStringLiteral("caIssuers"), jsonTexts(value.caIssuers)},
        {QStringLiteral("ocsp"), jsonTexts(value.ocsp)},
        {QStringLiteral("policies"), texts(value.policies, oidText)},
        {QStringLiteral("copiedExtensions"), texts(value.copiedExtensions, oidText)},
        {QStringLiteral("renewalWindow"), jsonText(durationText(value.renewalWindow))},
        {QStringLiteral("renewalMayChangeIdentity"), value.renewalMayChangeIdentity},
        {QStringLiteral("renewalMayReuseKey"), value.renewalMayReuseKey}};
}

QJsonObject toJson(const workbench::AuthorityView& authority) {
    QJsonArray generations;
    for (const auto& one : authority.generations) {
        QJsonObject object{{QStringLiteral("number"), static_cast<int>(one.number)},
                           {QStringLiteral("state"), jsonText(toText(one.state))}};
        if (one.ca) object[QStringLiteral("ca")] = toJson(*one.ca);
        if (one.ca && one.state != authority::GenerationState::Dropped) {
            object[QStringLiteral("caPath")] =
                jsonText(workbench::caPath(authority.name, one.number));
            object[QStringLiteral("crlPath")] =
                jsonText(workbench::crlPath(authority.name, one.number));
        }
        if (one.ra) object[QStringLiteral("ra")] = toJson(*one.ra);
        QJsonArray chain;
        for (const auto& above : one.chain)
            chain.append(toJson(above));
        object[QStringLiteral("chain")] = chain;
        if (one.crl)
            object[QStringLiteral("crl")] =
                QJsonObject{{QStringLiteral("number"), jsonNumber(one.crl->number)},
                            {QStringLiteral("thisUpdate"), jsonTime(one.crl->thisUpdate)},
                            {QStringLiteral("nextUpdate"), jsonTime(one.crl->nextUpdate)}};
        generations.append(object);
    }
    return {{QStringLiteral("name"), jsonText(authority.name)},
            {QStringLiteral("crlLifetime"), jsonText(durationText(authority.crlLifetime))},
            {QStringLiteral("generations"), generations}};
}

QJsonObject toJson(const enrollment::AuditRecord& line) {
    return {{QStringLiteral("id"), jsonNumber(line.id)},
            {QStringLiteral("at"), jsonTime(line.at)},
            {QStringLiteral("actor"), jsonText(line.actor)},
            {QStringLiteral("action"), jsonText(line.action)},
            {QStringLiteral("object"), jsonText(line.object)},
            {QStringLiteral("detail"), jsonText(line.detail)},
            {QStringLiteral("hash"), jsonText(toHex(line.hash))}};
}

QJsonObject toJson(const workbench::Status& status) {
    const auto& counts = status.counts;
    QJsonArray authorities;
    for (const auto& one : status.authorities)
        authorities.append(toJson(one));
    QJsonArray endpoints;
    for (const auto& one : status.endpoints)
        endpoints.append(toJson(one));
    return {{QStringLiteral("workspace"), jsonText(status.path)},
            {QStringLiteral("requests"),
             QJsonObject{{QStringLiteral("pending"), jsonNumber(counts.pending)},
                         {QStringLiteral("issued"), jsonNumber(counts.issued)},
                         {QStringLiteral("refused"), jsonNumber(counts.refused)},
                         {QStringLiteral("failed"), jsonNumber(counts.failed)},
                         {QStringLiteral("expired"), jsonNumber(counts.expired)}}},
            {QStringLiteral("certificates"),
             QJsonObject{{QStringLiteral("all"), jsonNumber(counts.certificates)},
                         {QStringLiteral("valid"), jsonNumber(counts.certificatesValid)},
                         {QStringLiteral("revoked"), jsonNumber(counts.certificatesRevoked)}}},
            {QStringLiteral("codesUnused"), jsonNumber(counts.codesUnused)},
            {QStringLiteral("authorities"), authorities},
            {QStringLiteral("endpoints"), endpoints},
            {QStringLiteral("warnings"), jsonTexts(status.warnings)}};
}

std::string durationText(Duration duration) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    if (seconds != 0 && seconds % 86400 == 0) return std::to_string(seconds / 86400) + 'd';
    if (seconds != 0 && seconds % 3600 == 0) return std::to_string(seconds / 3600) + 'h';
    if (seconds != 0 && seconds % 60 == 0) return std::to_string(seconds / 60) + 'm';
    return std::to_string(seconds) + 's';
}

std::string requestStatus(const enrollment::RequestRecord& request) {
    std::string text(toText(request.state));
    if (!workbench::isCollected(request).value_or(true)) text += ", not collected";
    return text;
}

std::string hexSerial(const Bytes& serial) {
    return serial.empty() ? "00" : toUpperHex(serial);
}

std::string certificateStatus(const enrollment::CertificateRecord& certificate, TimePoint now) {
    if (certificate.revokedAt) return "Revoked";
    if (certificate.notAfter <= now) return "Expired";
    return "Valid";
}

std::string fingerprintText(const pki::Certificate& certificate) {
    return toColonHex(certificate.fingerprint());
}

} // namespace scepter::app
