// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/json.h"

#include "json_reader.h"

namespace scepter::store {

namespace {

using challenge::CommandGate;
using challenge::Gate;
using challenge::GateKind;
using challenge::IntuneGate;
using challenge::StaticChallenge;
using challenge::StaticGate;
using challenge::TokenGate;
using challenge::WebhookGate;

template <class T> struct Word {
    T value;
    std::string_view text;
};

constexpr Word<challenge::WebhookDialect> kDialects[] = {
    {challenge::WebhookDialect::StepCa, "step-ca"}, {challenge::WebhookDialect::Plain, "plain"}};
constexpr Word<challenge::AskAuthorization> kAuthorizations[] = {
    {challenge::AskAuthorization::None, "none"},
    {challenge::AskAuthorization::Bearer, "bearer"},
    {challenge::AskAuthorization::Basic, "basic"}};

template <class T, std::size_t N> QString word(const Word<T> (&words)[N], T value) {
    for (const Word<T>& one : words)
        if (one.value == value) return qt(one.text);
    return {};
}

template <class T, std::size_t N>
void readWord(ObjectReader& reader, std::string_view key, T& value, const Word<T> (&words)[N]) {
    reader.readAs(key, value, [&words](std::string_view text) -> std::optional<T> {
        for (const Word<T>& one : words)
            if (one.text == text) return one.value;
        return std::nullopt;
    });
}

void putTime(QJsonObject& object, QLatin1String key, const std::optional<TimePoint>& time) {
    if (time) object[key] = qt(toIsoText(*time));
}

QJsonObject settingsObject(const StaticGate& gate) {
    QJsonArray challenges;
    for (const StaticChallenge& one : gate.challenges) {
        QJsonObject object{{QStringLiteral("name"), qt(one.name)},
                           {QStringLiteral("constraints"), toJson(one.constraints)}};
        putTime(object, QLatin1String("validFrom"), one.validFrom);
        putTime(object, QLatin1String("validUntil"), one.validUntil);
        challenges.append(object);
    }
    return {{QStringLiteral("challenges"), challenges}};
}

QJsonObject settingsObject(const challenge::CodeGate&) {
    return {};
}

QJsonObject settingsObject(const WebhookGate& gate) {
    return {{QStringLiteral("dialect"), word(kDialects, gate.dialect)},
            {QStringLiteral("url"), qt(gate.url)},
            {QStringLiteral("webhookId"), qt(gate.webhookId)},
            {QStringLiteral("authorization"), word(kAuthorizations, gate.authorization)},
            {QStringLiteral("user"), qt(gate.user)},
            {QStringLiteral("clientCertificate"), qt(gate.clientCertificatePem)},
            {QStringLiteral("roots"), toArray(gate.rootPems)},
            {QStringLiteral("allowedHosts"), toArray(gate.allowedHosts)},
            {QStringLiteral("timeoutSeconds"), secondsOf(gate.timeout)},
            {QStringLiteral("retries"), static_cast<qint64>(gate.retries)},
            {QStringLiteral("asksForRenewals"), gate.asksForRenewals},
            {QStringLiteral("notifies"), gate.notifies},
            {QStringLiteral("notifyUrl"), qt(gate.notifyUrl)}};
}

QJsonObject settingsObject(const IntuneGate& gate) {
    return {{QStringLiteral("tenant"), qt(gate.tenant)},
            {QStringLiteral("appId"), qt(gate.appId)},
            {QStringLiteral("provider"), qt(gate.provider)},
            {QStringLiteral("authorityUrl"), qt(gate.authorityUrl)},
            {QStringLiteral("graphUrl"), qt(gate.graphUrl)},
            {QStringLiteral("graphVersion"), qt(gate.graphVersion)},
            {QStringLiteral("graphScope"), qt(gate.graphScope)},
            {QStringLiteral("intuneAppId"), qt(gate.intuneAppId)},
            {QStringLiteral("intuneScope"), qt(gate.intuneScope)},
            {QStringLiteral("apiVersion"), qt(gate.apiVersion)},
            {QStringLiteral("roots"), toArray(gate.rootPems)},
            {QStringLiteral("allowedHosts"), toArray(gate.allowedHosts)},
            {QStringLiteral("timeoutSeconds"), secondsOf(gate.timeout)},
            {QStringLiteral("waitForSuccessNotification"), gate.waitForSuccessNotification},
            {QStringLiteral("pullsRevocations"), gate.pullsRevocations}};
}

QJsonObject settingsObject(const TokenGate& gate) {
    return {{QStringLiteral("keys"), toArray(gate.keyPems)},
            {QStringLiteral("issuer"), qt(gate.issuer)},
            {QStringLiteral("audience"), qt(gate.audience)},
            {QStringLiteral("leewaySeconds"), secondsOf(gate.leeway)},
            {QStringLiteral("longestLifeSeconds"), secondsOf(gate.longestLife)}};
}

QJsonObject settingsObject(const CommandGate& gate) {
    return {{QStringLiteral("program"), qt(gate.program)},
            {QStringLiteral("arguments"), toArray(gate.arguments)},
            {QStringLiteral("timeoutSeconds"), secondsOf(gate.timeout)},
            {QStringLiteral("notifies"), gate.notifies}};
}

Result<StaticChallenge> readStaticChallenge(const QJsonObject& object) {
    ObjectReader reader(object, "gate.challenges");
    StaticChallenge one;
    reader.read("name", one.name);
    reader.readAs("validFrom", one.validFrom, timeFromIsoText);
    reader.readAs("validUntil", one.validUntil, timeFromIsoText);
    auto constraints = constraintsFromJson(reader.object("constraints"));
    if (constraints)
        one.constraints = std::move(*constraints);
    else
        reader.take(std::move(constraints).error());
    SCEPTER_CHECK(reader.finish());
    return one;
}

StaticGate readStatic(ObjectReader& reader) {
    StaticGate gate;
    for (const QJsonValue value : reader.array("challenges")) {
        auto one = readStaticChallenge(value.toObject());
        if (one)
            gate.challenges.push_back(std::move(*one));
        else
            reader.take(std::move(one).error());
    }
    return gate;
}

WebhookGate readWebhook(ObjectReader& reader) {
    WebhookGate gate;
    readWord(reader, "dialect", gate.dialect, kDialects);
    reader.read("url", gate.url);
    reader.read("webhookId", gate.webhookId);
    readWord(reader, "authorization", gate.authorization, kAuthorizations);
    reader.read("user", gate.user);
    reader.read("clientCertificate", gate.clientCertificatePem);
    reader.read("roots", gate.rootPems);
    reader.read("allowedHosts", gate.allowedHosts);
    reader.read("timeoutSeconds", gate.timeout);
    reader.read("retries", gate.retries);
    reader.read("asksForRenewals", gate.asksForRenewals);
    reader.read("notifies", gate.notifies);
    reader.read("notifyUrl", gate.notifyUrl);
    return gate;
}

IntuneGate readIntune(ObjectReader& reader) {
    IntuneGate gate;
    reader.read("tenant", gate.tenant);
    reader.read("appId", gate.appId);
    reader.read("provider", gate.provider);
    reader.read("authorityUrl", gate.authorityUrl);
    reader.read("graphUrl", gate.graphUrl);
    reader.read("graphVersion", gate.graphVersion);
    reader.read("graphScope", gate.graphScope);
    reader.read("intuneAppId", gate.intuneAppId);
    reader.read("intuneScope", gate.intuneScope);
    reader.read("apiVersion", gate.apiVersion);
    reader.read("roots", gate.rootPems);
    reader.read("allowedHosts", gate.allowedHosts);
    reader.read("timeoutSeconds", gate.timeout);
    reader.read("waitForSuccessNotification", gate.waitForSuccessNotification);
    reader.read("pullsRevocations", gate.pullsRevocations);
    return gate;
}

TokenGate readToken(ObjectReader& reader) {
    TokenGate gate;
    reader.read("keys", gate.keyPems);
    reader.read("issuer", gate.issuer);
    reader.read("audience", gate.audience);
    reader.read("leewaySeconds", gate.leeway);
    reader.read("longestLifeSeconds", gate.longestLife);
    return gate;
}

CommandGate readCommand(ObjectReader& reader) {
    CommandGate gate;
    reader.read("program", gate.program);
    reader.read("arguments", gate.arguments);
    reader.read("timeoutSeconds", gate.timeout);
    reader.read("notifies", gate.notifies);
    return gate;
}

challenge::GateSettings readSettings(ObjectReader& reader, GateKind kind) {
    switch (kind) {
    case GateKind::Static:
        return readStatic(reader);
    case GateKind::Code:
        return challenge::CodeGate{};
    case GateKind::Webhook:
        return readWebhook(reader);
    case GateKind::Intune:
        return readIntune(reader);
    case GateKind::Token:
        return readToken(reader);
    case GateKind::Command:
        return readCommand(reader);
    }
    return challenge::CodeGate{};
}

} // namespace

QJsonObject toJson(const Gate& gate) {
    QJsonObject object =
        std::visit([](const auto& value) { return settingsObject(value); }, gate.settings);
    object[QStringLiteral("name")] = qt(gate.name);
    object[QStringLiteral("kind")] = qt(toText(gate.kind()));
    object[QStringLiteral("vouchesForSid")] = gate.vouchesForSid;
    return object;
}

Result<Gate> gateFromJson(const QJsonObject& object) {
    ObjectReader reader(object, "gate");
    Gate gate;
    std::optional<GateKind> kind;
    reader.read("name", gate.name);
    reader.read("vouchesForSid", gate.vouchesForSid);
    reader.readAs("kind", kind, challenge::gateKindFromText);
    if (kind)
        gate.settings = readSettings(reader, *kind);
    else
        reader.reject("kind", "missing");
    SCEPTER_CHECK(reader.finish());
    return gate;
}

} // namespace scepter::store
