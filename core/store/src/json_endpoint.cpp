#include "store/json.h"

#include "json_reader.h"

namespace scepter::store {

namespace {

constexpr int kVersion = 2;

using enrollment::Compatibility;

QJsonObject compatibilityObject(const Compatibility& value) {
    return {{QStringLiteral("preset"), qt(value.preset)},
            {QStringLiteral("allowTripleDes"), value.algorithms.allowTripleDes},
            {QStringLiteral("allowSha1"), value.algorithms.allowSha1},
            {QStringLiteral("relaxSignerKey"), value.relaxSignerKey},
            {QStringLiteral("caOnly"), value.caOnly},
            {QStringLiteral("replyWithChain"), value.replyWithChain},
            {QStringLiteral("caCertificatesWithChain"), value.caCertificates.withChain},
            {QStringLiteral("caCertificatesWithRoot"), value.caCertificates.withRoot}};
}

Result<Compatibility> readCompatibility(const QJsonObject& object) {
    ObjectReader reader(object, "endpoint.compatibility");
    Compatibility value;
    reader.read("preset", value.preset);
    reader.read("allowTripleDes", value.algorithms.allowTripleDes);
    reader.read("allowSha1", value.algorithms.allowSha1);
    reader.read("relaxSignerKey", value.relaxSignerKey);
    reader.read("caOnly", value.caOnly);
    reader.read("replyWithChain", value.replyWithChain);
    reader.read("caCertificatesWithChain", value.caCertificates.withChain);
    reader.read("caCertificatesWithRoot", value.caCertificates.withRoot);
    SCEPTER_CHECK(reader.finish());
    return value;
}

QJsonObject tryLimitObject(const challenge::TryLimit& limit) {
    return {{QStringLiteral("tries"), static_cast<qint64>(limit.tries)},
            {QStringLiteral("windowSeconds"), secondsOf(limit.window)},
            {QStringLiteral("endpointFactor"), static_cast<qint64>(limit.endpointFactor)}};
}

Result<challenge::TryLimit> readTryLimit(const QJsonObject& object) {
    ObjectReader reader(object, "endpoint.tryLimit");
    challenge::TryLimit limit;
    reader.read("tries", limit.tries);
    reader.read("windowSeconds", limit.window);
    reader.read("endpointFactor", limit.endpointFactor);
    SCEPTER_CHECK(reader.finish());
    return limit;
}

// The first version had one challenge for all: "none", "static" or "code".
void readGates(ObjectReader& reader, enrollment::EndpointSettings& settings) {
    std::string challenge;
    reader.read("challenge", challenge);
    if (!reader.has("gates")) {
        if (challenge.empty()) return;
        settings.gates.clear();
        if (challenge == "none") return;
        if (const auto kind = challenge::gateKindFromText(challenge))
            settings.gates = challenge::gatesOf(*kind);
        else
            reader.reject("challenge", "\"" + challenge + "\" is not known here");
        return;
    }
    settings.gates.clear();
    for (const QJsonValue value : reader.array("gates")) {
        auto gate = gateFromJson(value.toObject());
        if (gate)
            settings.gates.push_back(std::move(*gate));
        else
            reader.take(std::move(gate).error());
    }
    reader.readAs("gateRule", settings.gateRule, challenge::gateRuleFromText);
}

template <class T, class Read>
void readPart(ObjectReader& reader, std::string_view key, T& value, Read read) {
    auto part = read(reader.object(key));
    if (part)
        value = std::move(*part);
    else
        reader.take(std::move(part).error());
}

} // namespace

QJsonObject toJson(const enrollment::EndpointSettings& settings) {
    QJsonArray gates;
    for (const challenge::Gate& gate : settings.gates)
        gates.append(toJson(gate));
    return {
        {QStringLiteral("version"), kVersion},
        {QStringLiteral("name"), qt(settings.name)},
        {QStringLiteral("path"), qt(settings.path)},
        {QStringLiteral("aliases"), toArray(settings.aliases)},
        {QStringLiteral("authorityId"), static_cast<qint64>(settings.authorityId)},
        {QStringLiteral("template"), qt(settings.templateName)},
        {QStringLiteral("challenge"), qt(settings.gatesText())},
        {QStringLiteral("gates"), gates},
        {QStringLiteral("gateRule"), qt(toText(settings.gateRule))},
        {QStringLiteral("approval"), qt(toText(settings.approval))},
        {QStringLiteral("renewalApproval"), qt(toText(settings.renewalApproval))},
        {QStringLiteral("renewalAllowed"), settings.renewalAllowed},
        {QStringLiteral("compatibility"), compatibilityObject(settings.compatibility)},
        {QStringLiteral("constraints"), toJson(settings.constraints)},
        {QStringLiteral("tryLimit"), tryLimitObject(settings.tryLimit)},
        {QStringLiteral("pendingLifetimeSeconds"), secondsOf(settings.pendingLifetime)},
        {QStringLiteral("transactionLifetimeSeconds"), secondsOf(settings.transactionLifetime)}};
}

Result<enrollment::EndpointSettings> endpointFromJson(const QJsonObject& object) {
    ObjectReader reader(object, "endpoint");
    enrollment::EndpointSettings settings;
    reader.readVersion(kVersion);
    reader.read("name", settings.name);
    reader.read("path", settings.path);
    reader.read("aliases", settings.aliases);
    reader.read("authorityId", settings.authorityId);
    reader.read("template", settings.templateName);
    readGates(reader, settings);
    reader.readAs("approval", settings.approval, enrollment::approvalFromText);
    reader.readAs("renewalApproval", settings.renewalApproval, enrollment::approvalFromText);
    reader.read("renewalAllowed", settings.renewalAllowed);
    readPart(reader, "compatibility", settings.compatibility, readCompatibility);
    readPart(reader, "constraints", settings.constraints, constraintsFromJson);
    readPart(reader, "tryLimit", settings.tryLimit, readTryLimit);
    reader.read("pendingLifetimeSeconds", settings.pendingLifetime);
    reader.read("transactionLifetimeSeconds", settings.transactionLifetime);
    SCEPTER_CHECK(reader.finish());
    return settings;
}

} // namespace scepter::store
