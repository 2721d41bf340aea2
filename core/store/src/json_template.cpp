#include "store/json.h"

#include "json_reader.h"
#include "json_words.h"

namespace scepter::store {

namespace {

constexpr int kVersion = 1;

QJsonArray oidArray(const std::vector<asn1::Oid>& oids) {
    QJsonArray array;
    for (const asn1::Oid& oid : oids)
        array.append(qt(oid.toText()));
    return array;
}

void writeNames(QJsonObject& object, const authority::Template& value) {
    object.insert(QStringLiteral("subjectPolicy"), qt(toText(value.subjectPolicy)));
    object.insert(QStringLiteral("subjectAttributes"), oidArray(value.subjectAttributes));
    object.insert(QStringLiteral("subjectPattern"), qt(value.subjectPattern));
    object.insert(QStringLiteral("allowEmptySubject"), value.allowEmptySubject);
    QJsonArray types;
    for (const pki::GeneralNameType type : value.sanTypes)
        types.append(qt(pki::toText(type)));
    object.insert(QStringLiteral("sanPolicy"), qt(toText(value.sanPolicy)));
    object.insert(QStringLiteral("sanTypes"), types);
    object.insert(QStringLiteral("sanPatterns"), toArray(value.sanPatterns));
}

void writeUsages(QJsonObject& object, const authority::Template& value) {
    object.insert(QStringLiteral("keyUsagePolicy"), qt(toText(value.keyUsagePolicy)));
    object.insert(QStringLiteral("keyUsage"), toArray(pki::keyUsageNames(value.keyUsage)));
    object.insert(QStringLiteral("extendedKeyUsagePolicy"),
                  qt(toText(value.extendedKeyUsagePolicy)));
    object.insert(QStringLiteral("extendedKeyUsage"), usageArray(value.extendedKeyUsage));
    object.insert(QStringLiteral("extendedKeyUsageAnyFromRequest"),
                  value.extendedKeyUsageAnyFromRequest);
}

void writeExtensions(QJsonObject& object, const authority::Template& value) {
    object.insert(QStringLiteral("basicConstraints"), value.basicConstraints);
    object.insert(QStringLiteral("crlDistributionPoints"), toArray(value.crlDistributionPoints));
    object.insert(QStringLiteral("caIssuers"), toArray(value.caIssuers));
    object.insert(QStringLiteral("ocsp"), toArray(value.ocsp));
    object.insert(QStringLiteral("policies"), oidArray(value.policies));
    object.insert(QStringLiteral("copiedExtensions"), oidArray(value.copiedExtensions));
}

void readNames(ObjectReader& reader, authority::Template& value) {
    reader.readAs("subjectPolicy", value.subjectPolicy, authority::subjectPolicyFromText);
    reader.read("subjectAttributes", value.subjectAttributes);
    reader.read("subjectPattern", value.subjectPattern);
    reader.read("allowEmptySubject", value.allowEmptySubject);
    reader.readAs("sanPolicy", value.sanPolicy, authority::sanPolicyFromText);
    reader.readListAs("sanTypes", value.sanTypes, generalNameTypeFromText);
    reader.read("sanPatterns", value.sanPatterns);
}

void readUsages(ObjectReader& reader, authority::Template& value) {
    reader.readAs("keyUsagePolicy", value.keyUsagePolicy, authority::usagePolicyFromText);
    readKeyUsage(reader, "keyUsage", value.keyUsage);
    reader.readAs("extendedKeyUsagePolicy", value.extendedKeyUsagePolicy,
                  authority::usagePolicyFromText);
    reader.readListAs("extendedKeyUsage", value.extendedKeyUsage, pki::extendedKeyUsageFromText);
    reader.read("extendedKeyUsageAnyFromRequest", value.extendedKeyUsageAnyFromRequest);
}

void readExtensions(ObjectReader& reader, authority::Template& value) {
    reader.read("basicConstraints", value.basicConstraints);
    reader.read("crlDistributionPoints", value.crlDistributionPoints);
    reader.read("caIssuers", value.caIssuers);
    reader.read("ocsp", value.ocsp);
    reader.read("policies", value.policies);
    reader.read("copiedExtensions", value.copiedExtensions);
}

} // namespace

QJsonObject toJson(const authority::Template& value) {
    QJsonObject object{{QStringLiteral("version"), kVersion},
                       {QStringLiteral("name"), qt(value.name)},
                       {QStringLiteral("description"), qt(value.description)},
                       {QStringLiteral("validitySeconds"), secondsOf(value.validity)},
                       {QStringLiteral("backdateSeconds"), secondsOf(value.backdate)},
                       {QStringLiteral("digest"), qt(pki::toText(value.digest))}};
    writeNames(object, value);
    writeUsages(object, value);
    writeExtensions(object, value);
    QJsonArray keys;
    for (const authority::KeyRule& rule : value.keys)
        keys.append(qt(toText(rule)));
    object.insert(QStringLiteral("keys"), keys);
    object.insert(QStringLiteral("renewalWindowSeconds"), secondsOf(value.renewalWindow));
    object.insert(QStringLiteral("renewalMayChangeIdentity"), value.renewalMayChangeIdentity);
    object.insert(QStringLiteral("renewalMayReuseKey"), value.renewalMayReuseKey);
    return object;
}

Result<authority::Template> templateFromJson(const QJsonObject& object) {
    ObjectReader reader(object, "template");
    authority::Template value;
    reader.readVersion(kVersion);
    reader.read("name", value.name);
    reader.read("description", value.description);
    reader.read("validitySeconds", value.validity);
    reader.read("backdateSeconds", value.backdate);
    reader.readAs("digest", value.digest, pki::digestFromText);
    readNames(reader, value);
    readUsages(reader, value);
    readExtensions(reader, value);
    reader.readListAs("keys", value.keys, authority::keyRuleFromText);
    reader.read("renewalWindowSeconds", value.renewalWindow);
    reader.read("renewalMayChangeIdentity", value.renewalMayChangeIdentity);
    reader.read("renewalMayReuseKey", value.renewalMayReuseKey);
    SCEPTER_CHECK(reader.finish());
    return value;
}

} // namespace scepter::store
