// Gates in words, and how they differ.
#include "models/endpoint_config.h"

#include "models/endpoint_config_words.h"
#include "models/pem_words.h"
#include "widgets/constraint_words.h"
#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <set>

namespace scepter::ui {

namespace {

using challenge::Gate;
using challenge::GateSecret;
class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::EndpointConfig)
};

QString marks(const std::vector<std::string>& pems) {
    std::vector<std::string> all;
    for (const std::string& pem : pems)
        all.push_back(pemMark(pem).toStdString());
    return joined(all);
}

QString timeWords(const std::optional<TimePoint>& time) {
    return time ? QLocale::c().toString(toDateTime(*time), QStringLiteral("yyyy-MM-dd HH:mm:ss"))
                : QString();
}

QString challengeText(const challenge::StaticChallenge& one) {
    QStringList parts{text(one.name)};
    if (one.validFrom) parts.append(Words::tr("from %1").arg(timeWords(one.validFrom)));
    if (one.validUntil) parts.append(Words::tr("until %1").arg(timeWords(one.validUntil)));
    if (!one.constraints.empty()) parts.append(constraintsShort(one.constraints));
    return parts.join(QLatin1Char(' '));
}

SettingTexts textsOf(const challenge::StaticGate& gate) {
    QStringList all;
    for (const challenge::StaticChallenge& one : gate.challenges)
        all.append(challengeText(one));
    return {{Words::tr("Static challenges"), all.join(QStringLiteral("; "))}};
}

SettingTexts textsOf(const challenge::CodeGate&) {
    return {};
}

SettingTexts textsOf(const challenge::WebhookGate& gate) {
    return {
        {Words::tr("Dialect"), dialectWords(gate.dialect)},
        {Words::tr("URL"), text(gate.url)},
        {Words::tr("Webhook ID"), text(gate.webhookId)},
        {Words::tr("Authorization"), authorizationWords(gate.authorization)},
        {Words::tr("User"), text(gate.user)},
        {Words::tr("Client certificate"), pemMark(gate.clientCertificatePem)},
        {Words::tr("Trusted roots"), marks(gate.rootPems)},
        {Words::tr("Allowed hosts"), joined(gate.allowedHosts)},
        {Words::tr("Time-out"), exactly(gate.timeout)},
        {Words::tr("Retries"), QString::number(gate.retries)},
        {Words::tr("Asks for renewals"), yesNo(gate.asksForRenewals)},
        {Words::tr("Is told the outcome"), yesNo(gate.notifies)},
        {Words::tr("URL for outcomes"), text(gate.notifyUrl)},
    };
}

SettingTexts textsOf(const challenge::IntuneGate& gate) {
    return {
        {Words::tr("Tenant"), text(gate.tenant)},
        {Words::tr("App ID"), text(gate.appId)},
        {Words::tr("Provider"), text(gate.provider)},
        {Words::tr("Sign-in URL"), text(gate.authorityUrl)},
        {Words::tr("Graph URL"), text(gate.graphUrl)},
        {Words::tr("Graph version"), text(gate.graphVersion)},
        {Words::tr("Graph scope"), text(gate.graphScope)},
        {Words::tr("App ID of Intune"), text(gate.intuneAppId)},
        {Words::tr("Intune scope"), text(gate.intuneScope)},
        {Words::tr("API version"), text(gate.apiVersion)},
        {Words::tr("Trusted roots"), marks(gate.rootPems)},
        {Words::tr("Allowed hosts"), joined(gate.allowedHosts)},
        {Words::tr("Time-out"), exactly(gate.timeout)},
        {Words::tr("Waits for the success notification"), yesNo(gate.waitForSuccessNotification)},
        {Words::tr("Takes revocations"), yesNo(gate.pullsRevocations)},
    };
}

SettingTexts textsOf(const challenge::TokenGate& gate) {
    return {
        {Words::tr("Keys"), marks(gate.keyPems)},
        {Words::tr("Issuer"), text(gate.issuer)},
        {Words::tr("Audience"), text(gate.audience)},
        {Words::tr("Leeway"), exactly(gate.leeway)},
        {Words::tr("Longest life"), exactly(gate.longestLife)},
    };
}

SettingTexts textsOf(const challenge::CommandGate& gate) {
    return {
        {Words::tr("Program"), text(gate.program)},
        {Words::tr("Arguments"), joined(gate.arguments)},
        {Words::tr("Time-out"), exactly(gate.timeout)},
        {Words::tr("Is told the outcome"), yesNo(gate.notifies)},
    };
}

QString quotedName(const std::string& name) {
    return Words::tr("Gate “%1”").arg(text(name));
}

const Gate* find(const std::vector<Gate>& gates, const std::string& name) {
    const auto found = std::ranges::find(gates, name, &Gate::name);
    return found == gates.end() ? nullptr : &*found;
}

QStringList changesOf(const Gate& before, const Gate& after) {
    if (before == after) return {};
    QStringList changes;
    if (before.kind() == after.kind()) {
        changes = changesBetween(settingTexts(before), settingTexts(after));
    } else {
        changes.append(Words::tr("%1 → %2", "a kind of gate becomes another")
                           .arg(challengeWords(before.kind()), challengeWords(after.kind())));
    }
    if (changes.isEmpty()) changes.append(Words::tr("settings"));
    for (QString& change : changes)
        change = quotedName(after.name) + QStringLiteral(": ") + change;
    return changes;
}

/// Names in order, as far as the others know them too.
std::vector<std::string> commonNames(const std::vector<Gate>& gates,
                                     const std::vector<Gate>& others) {
    std::vector<std::string> names;
    for (const Gate& gate : gates)
        if (find(others, gate.name) != nullptr) names.push_back(gate.name);
    return names;
}

/// A gate that only has another name now: the same place and kind.
bool isRenamed(const std::vector<Gate>& before, const std::vector<Gate>& after, std::size_t at) {
    return before.size() == after.size() && before[at].kind() == after[at].kind() &&
           find(before, after[at].name) == nullptr && find(after, before[at].name) == nullptr;
}

} // namespace

SettingTexts settingTexts(const Gate& gate) {
    SettingTexts texts =
        std::visit([](const auto& settings) { return textsOf(settings); }, gate.settings);
    texts.prepend({Words::tr("Name"), text(gate.name)});
    texts.append({Words::tr("Vouches for the SID"), yesNo(gate.vouchesForSid)});
    return texts;
}

QStringList gateChanges(const enrollment::EndpointSettings& before,
                        const enrollment::EndpointSettings& after) {
    QStringList changes;
    for (std::size_t i = 0; i < after.gates.size(); ++i) {
        const Gate& gate = after.gates[i];
        if (const Gate* was = find(before.gates, gate.name); was != nullptr)
            changes.append(changesOf(*was, gate));
        else if (isRenamed(before.gates, after.gates, i))
            changes.append(changesOf(before.gates[i], gate));
        else
            changes.append(Words::tr("%1 is new", "a gate").arg(quotedName(gate.name)));
    }
    for (std::size_t i = 0; i < before.gates.size(); ++i)
        if (find(after.gates, before.gates[i].name) == nullptr &&
            !isRenamed(before.gates, after.gates, i))
            changes.append(
                Words::tr("%1 is removed", "a gate").arg(quotedName(before.gates[i].name)));
    if (commonNames(before.gates, after.gates) != commonNames(after.gates, before.gates))
        changes.append(Words::tr("The order of the gates"));
    if (before.gateRule != after.gateRule)
        changes.append(
            QStringLiteral("%1: %2 → %3")
                .arg(Words::tr("Rule"), ruleWords(before.gateRule), ruleWords(after.gateRule)));
    return changes;
}

bool sameSecrets(const std::vector<GateSecret>& a, const std::vector<GateSecret>& b) {
    if (a.size() != b.size()) return false;
    bool same = true;
    for (const GateSecret& secret : a) {
        const SecretBytes* other = challenge::findSecret(b, secret.gate, secret.name);
        same = other != nullptr && equalConstantTime(secret.value.view(), other->view()) && same;
    }
    return same;
}

std::vector<GateSecret> cloned(const std::vector<GateSecret>& secrets) {
    std::vector<GateSecret> copies;
    copies.reserve(secrets.size());
    for (const GateSecret& secret : secrets)
        copies.push_back(secret.clone());
    return copies;
}

QStringList secretChanges(const std::vector<GateSecret>& before,
                          const std::vector<GateSecret>& after) {
    const auto of = [](const std::vector<GateSecret>& all, const std::string& gate) {
        std::vector<GateSecret> own;
        for (const GateSecret& secret : all)
            if (secret.gate == gate) own.push_back(secret.clone());
        return own;
    };
    std::set<std::string> gates;
    for (const auto* all : {&before, &after})
        for (const GateSecret& secret : *all)
            gates.insert(secret.gate);
    QStringList changes;
    for (const std::string& gate : gates)
        if (!sameSecrets(of(before, gate), of(after, gate)))
            changes.append(Words::tr("The secrets of gate “%1”").arg(text(gate)));
    return changes;
}

QString ruleWords(challenge::GateRule rule) {
    return rule == challenge::GateRule::All ? Words::tr("All of them must allow")
                                            : Words::tr("One that allows is enough");
}

QString dialectWords(challenge::WebhookDialect dialect) {
    return dialect == challenge::WebhookDialect::StepCa ? Words::tr("As step-ca asks")
                                                        : Words::tr("Plain JSON");
}

QString authorizationWords(challenge::AskAuthorization authorization) {
    switch (authorization) {
    case challenge::AskAuthorization::None:
        return Words::tr("None", "authorization");
    case challenge::AskAuthorization::Bearer:
        return Words::tr("Bearer token");
    case challenge::AskAuthorization::Basic:
        return Words::tr("User and password");
    }
    return {};
}

} // namespace scepter::ui
