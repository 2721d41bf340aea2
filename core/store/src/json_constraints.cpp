#include "store/json.h"

#include "json_reader.h"
#include "json_words.h"

namespace scepter::store {

namespace {

constexpr int kVersion = 1;

using challenge::Constraints;
using challenge::Pattern;

QJsonArray subjectRules(const Constraints& constraints) {
    QJsonArray rules;
    for (const challenge::SubjectRule& rule : constraints.subject)
        rules.append(QJsonObject{{QStringLiteral("attribute"), qt(rule.attribute.toText())},
                                 {QStringLiteral("pattern"), qt(rule.pattern.text())},
                                 {QStringLiteral("required"), rule.required}});
    return rules;
}

QJsonArray sanRules(const Constraints& constraints) {
    QJsonArray rules;
    for (const challenge::SanRule& rule : constraints.subjectAltNames)
        rules.append(QJsonObject{{QStringLiteral("type"), qt(pki::toText(rule.type))},
                                 {QStringLiteral("pattern"), qt(rule.pattern.text())}});
    return rules;
}

std::optional<Pattern> readPattern(ObjectReader& reader) {
    std::optional<Pattern> pattern;
    reader.readAs("pattern", pattern, Pattern::fromText);
    if (!pattern) reader.reject("pattern", "missing");
    return pattern;
}

Result<challenge::SubjectRule> readSubjectRule(const QJsonObject& object) {
    ObjectReader reader(object, "constraints.subject");
    asn1::Oid attribute;
    bool required = true;
    reader.readAs("attribute", attribute,
                  [](const std::string& text) { return asn1::Oid::fromText(text); });
    if (attribute.empty()) reader.reject("attribute", "missing");
    reader.read("required", required);
    auto pattern = readPattern(reader);
    SCEPTER_CHECK(reader.finish());
    return challenge::SubjectRule{attribute, std::move(*pattern), required};
}

Result<challenge::SanRule> readSanRule(const QJsonObject& object) {
    ObjectReader reader(object, "constraints.subjectAltNames");
    std::optional<pki::GeneralNameType> type;
    reader.readAs("type", type, generalNameTypeFromText);
    if (!type) reader.reject("type", "missing");
    auto pattern = readPattern(reader);
    SCEPTER_CHECK(reader.finish());
    return challenge::SanRule{*type, std::move(*pattern)};
}

template <class Rule, class Read>
void readRules(ObjectReader& reader, std::string_view key, std::vector<Rule>& rules, Read read) {
    for (const QJsonValue& item : reader.array(key)) {
        if (!item.isObject()) return reader.reject(key, "not a list of rules");
        auto rule = read(item.toObject());
        if (!rule) return reader.take(std::move(rule).error());
        rules.push_back(std::move(*rule));
    }
}

} // namespace

QJsonObject toJson(const Constraints& constraints) {
    QJsonObject object{{QStringLiteral("version"), kVersion}};
    if (constraints.subjectText)
        object.insert(QStringLiteral("subjectText"), qt(constraints.subjectText->text()));
    object.insert(QStringLiteral("subject"), subjectRules(constraints));
    object.insert(QStringLiteral("onlyListedSubjectAttributes"),
                  constraints.onlyListedSubjectAttributes);
    object.insert(QStringLiteral("subjectAltNames"), sanRules(constraints));
    object.insert(QStringLiteral("onlyListedSans"), constraints.onlyListedSans);
    object.insert(QStringLiteral("sanRequired"), constraints.sanRequired);
    QJsonArray types;
    for (const pki::KeyType type : constraints.keyTypes)
        types.append(qt(pki::toText(type)));
    object.insert(QStringLiteral("keyTypes"), types);
    if (constraints.minRsaBits)
        object.insert(QStringLiteral("minRsaBits"), static_cast<qint64>(*constraints.minRsaBits));
    if (constraints.keyUsage)
        object.insert(QStringLiteral("keyUsage"),
                      toArray(pki::keyUsageNames(*constraints.keyUsage)));
    if (constraints.extendedKeyUsage)
        object.insert(QStringLiteral("extendedKeyUsage"),
                      usageArray(*constraints.extendedKeyUsage));
    return object;
}

Result<Constraints> constraintsFromJson(const QJsonObject& object) {
    ObjectReader reader(object, "constraints");
    Constraints constraints;
    reader.readVersion(kVersion);
    reader.readAs("subjectText", constraints.subjectText, Pattern::fromText);
    readRules(reader, "subject", constraints.subject, readSubjectRule);
    reader.read("onlyListedSubjectAttributes", constraints.onlyListedSubjectAttributes);
    readRules(reader, "subjectAltNames", constraints.subjectAltNames, readSanRule);
    reader.read("onlyListedSans", constraints.onlyListedSans);
    reader.read("sanRequired", constraints.sanRequired);
    reader.readListAs("keyTypes", constraints.keyTypes, keyTypeFromWord);
    if (reader.has("minRsaBits")) reader.read("minRsaBits", constraints.minRsaBits.emplace());
    if (reader.has("keyUsage")) readKeyUsage(reader, "keyUsage", constraints.keyUsage.emplace());
    if (reader.has("extendedKeyUsage"))
        reader.readListAs("extendedKeyUsage", constraints.extendedKeyUsage.emplace(),
                          pki::extendedKeyUsageFromText);
    SCEPTER_CHECK(reader.finish());
    return constraints;
}

} // namespace scepter::store
