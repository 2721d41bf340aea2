#include "models/endpoint_config.h"

#include "base/text.h"
#include "models/endpoint_config_words.h"
#include "widgets/constraint_words.h"
#include "widgets/texts.h"
#include "workbench/error_text.h"

#include <QCoreApplication>
#include <algorithm>

namespace scepter::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::EndpointConfig)
};

template <class Values, class Name> QString named(const Values& values, Name name) {
    std::vector<std::string> all;
    for (const auto& value : values)
        all.emplace_back(name(value));
    return joined(all);
}

QString dotted(const std::vector<asn1::Oid>& oids) {
    return named(oids, [](const asn1::Oid& oid) { return oid.toText(); });
}

QString tryLimitWords(const challenge::TryLimit& limit) {
    if (limit.tries == 0) return Words::tr("no limit");
    return Words::tr("%n wrong guess(es) in %1", nullptr, static_cast<int>(limit.tries))
        .arg(exactly(limit.window));
}

QString certificatesWords(const authority::CaCertificateChoice& choice) {
    if (!choice.withChain) return Words::tr("nothing above the CA");
    return choice.withRoot ? Words::tr("the whole chain") : Words::tr("the chain without its root");
}

std::string noteOf(const Error& error) {
    const workbench::ErrorText words = workbench::errorText(error);
    return words.why.empty() ? words.summary : words.why;
}

QString problemWith(const enrollment::EndpointSettings& probe) {
    const auto checked = enrollment::checkEndpoint(probe);
    return checked ? QString() : sentenceOf(checked.error().detail);
}

} // namespace

QString yesNo(bool value) {
    return value ? Words::tr("yes") : Words::tr("no");
}

QString joined(const std::vector<std::string>& parts) {
    QStringList all;
    for (const std::string& part : parts)
        all.append(text(part));
    return all.isEmpty() ? Words::tr("none") : all.join(QStringLiteral(", "));
}

QString exactly(Duration length) {
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(length).count();
    if (seconds % 86'400 == 0 && seconds != 0)
        return Words::tr("%n day(s)", nullptr, static_cast<int>(seconds / 86'400));
    if (seconds % 3600 == 0 && seconds != 0)
        return Words::tr("%n hour(s)", nullptr, static_cast<int>(seconds / 3600));
    if (seconds % 60 == 0 && seconds != 0)
        return Words::tr("%n minute(s)", nullptr, static_cast<int>(seconds / 60));
    return Words::tr("%n second(s)", nullptr, static_cast<int>(seconds));
}

const EndpointRow* EndpointConfig::endpoint(std::int64_t id) const {
    const auto found =
        std::ranges::find_if(endpoints, [&](const auto& row) { return row.settings.id == id; });
    return found == endpoints.end() ? nullptr : &*found;
}

const authority::Template* EndpointConfig::recipe(const std::string& name) const {
    const auto found = std::ranges::find(templates, name, &authority::Template::name);
    return found == templates.end() ? nullptr : &*found;
}

std::string EndpointConfig::authorityName(std::int64_t id) const {
    const auto found = std::ranges::find(authorities, id, &AuthorityName::id);
    return found == authorities.end() ? std::string() : found->name;
}

std::vector<std::string> EndpointConfig::usersOf(const std::string& recipe) const {
    std::vector<std::string> users;
    for (const EndpointRow& row : endpoints)
        if (row.settings.templateName == recipe) users.push_back(row.settings.name);
    return users;
}

Result<EndpointConfig> readEndpointConfig(workbench::Workbench& workbench) {
    EndpointConfig config;
    SCEPTER_TRY(authorities, workbench.authorities().list());
    for (const auto& one : authorities)
        config.authorities.push_back({one.id, one.name});
    SCEPTER_TRY(templates, workbench.endpoints().templates());
    config.templates = std::move(templates);
    SCEPTER_TRY(endpoints, workbench.endpoints().list());
    for (auto& settings : endpoints) {
        EndpointRow row{settings, config.authorityName(settings.authorityId), {}, false};
        const auto preview = workbench.previewEndpoint(settings);
        if (preview) {
            for (const Error& error : preview->problems)
                row.notes.push_back(noteOf(error));
            row.unusable = !preview->problems.empty();
            row.notes.insert(row.notes.end(), preview->warnings.begin(), preview->warnings.end());
        } else {
            row.notes.push_back(noteOf(preview.error()));
            row.unusable = true;
        }
        config.endpoints.push_back(std::move(row));
    }
    return config;
}

SettingTexts settingTexts(const enrollment::EndpointSettings& settings,
                          const EndpointConfig& config) {
    const auto& compatibility = settings.compatibility;
    return {
        {Words::tr("Name"), text(settings.name)},
        {Words::tr("Path"), text(settings.path)},
        {Words::tr("Further paths"), joined(settings.aliases)},
        {Words::tr("Authority"), text(config.authorityName(settings.authorityId))},
        {Words::tr("Template"), text(settings.templateName)},
        {Words::tr("Approval"), approvalWords(settings.approval)},
        {Words::tr("Wrong guesses"), tryLimitWords(settings.tryLimit)},
        {Words::tr("Renewal allowed"), yesNo(settings.renewalAllowed)},
        {Words::tr("Approval of renewals"), approvalWords(settings.renewalApproval)},
        {Words::tr("A pending request expires after"), exactly(settings.pendingLifetime)},
        {Words::tr("A repeat is recognized for"), exactly(settings.transactionLifetime)},
        {Words::tr("Constraints"), constraintsSentence(settings.constraints)},
        {Words::tr("Compatibility"), presetWords(compatibility.preset)},
        {Words::tr("3DES"), yesNo(compatibility.algorithms.allowTripleDes)},
        {Words::tr("SHA-1"), yesNo(compatibility.algorithms.allowSha1)},
        {Words::tr("Signed by another key"), yesNo(compatibility.relaxSignerKey)},
        {Words::tr("The CA answers itself"), yesNo(compatibility.caOnly)},
        {Words::tr("Reply with chain"), yesNo(compatibility.replyWithChain)},
        {Words::tr("GetCACert"), certificatesWords(compatibility.caCertificates)},
    };
}

SettingTexts settingTexts(const authority::Template& recipe) {
    const auto typeName = [](pki::GeneralNameType type) { return pki::toText(type); };
    return {
        {Words::tr("Name"), text(recipe.name)},
        {Words::tr("Description"), text(recipe.description)},
        {Words::tr("Validity"), exactly(recipe.validity)},
        {Words::tr("Backdating"), exactly(recipe.backdate)},
        {Words::tr("Digest"), text(pki::toText(recipe.digest))},
        {Words::tr("Subject"), subjectPolicyWords(recipe.subjectPolicy)},
        {Words::tr("Subject attributes"), named(recipe.subjectAttributes, pki::attributeShortName)},
        {Words::tr("Subject pattern"), text(recipe.subjectPattern)},
        {Words::tr("Empty subject"), yesNo(recipe.allowEmptySubject)},
        {Words::tr("Alternative names"), sanPolicyWords(recipe.sanPolicy)},
        {Words::tr("Types of alternative names"), named(recipe.sanTypes, typeName)},
        {Words::tr("Patterns of alternative names"), joined(recipe.sanPatterns)},
        {Words::tr("Source of key usage"), usagePolicyWords(recipe.keyUsagePolicy)},
        {Words::tr("Key usage"), joined(pki::keyUsageNames(recipe.keyUsage))},
        {Words::tr("Source of extended key usage"),
         usagePolicyWords(recipe.extendedKeyUsagePolicy)},
        {Words::tr("Extended key usage"),
         named(recipe.extendedKeyUsage, pki::extendedKeyUsageName)},
        {Words::tr("Any extended key usage"), yesNo(recipe.extendedKeyUsageAnyFromRequest)},
        {Words::tr("Keys"), keyWords(recipe.keys)},
        {Words::tr("Basic constraints"), yesNo(recipe.basicConstraints)},
        {Words::tr("CRL addresses"), joined(recipe.crlDistributionPoints)},
        {Words::tr("CA certificate addresses"), joined(recipe.caIssuers)},
        {Words::tr("OCSP addresses"), joined(recipe.ocsp)},
        {Words::tr("Policies"), dotted(recipe.policies)},
        {Words::tr("Copied extensions"), dotted(recipe.copiedExtensions)},
        {Words::tr("Renewal window"), exactly(recipe.renewalWindow)},
        {Words::tr("Renewal may change names"), yesNo(recipe.renewalMayChangeIdentity)},
        {Words::tr("Renewal may keep the key"), yesNo(recipe.renewalMayReuseKey)},
    };
}

QStringList changesBetween(const SettingTexts& before, const SettingTexts& after) {
    QStringList changes;
    for (qsizetype i = 0; i < std::min(before.size(), after.size()); ++i) {
        if (before.at(i) == after.at(i)) continue;
        const QString was = before.at(i).value.isEmpty() ? Words::tr("none") : before.at(i).value;
        const QString is = after.at(i).value.isEmpty() ? Words::tr("none") : after.at(i).value;
        changes.append(QStringLiteral("%1: %2 → %3").arg(after.at(i).name, was, is));
    }
    return changes;
}

QString sentenceOf(const std::string& detail) {
    QString sentence = text(printable(detail));
    if (sentence.isEmpty()) return sentence;
    sentence[0] = sentence.at(0).toUpper();
    return sentence.endsWith(QLatin1Char('.')) ? sentence : sentence + QLatin1Char('.');
}

QString challengeWords(std::optional<challenge::GateKind> kind) {
    if (!kind) return Words::tr("No challenge");
    switch (*kind) {
    case challenge::GateKind::Static:
        return Words::tr("Static challenge");
    case challenge::GateKind::Code:
        return Words::tr("One-time codes");
    case challenge::GateKind::Webhook:
        return Words::tr("Webhook");
    case challenge::GateKind::Intune:
        return Words::tr("Intune");
    case challenge::GateKind::Token:
        return Words::tr("Signed token");
    case challenge::GateKind::Command:
        return Words::tr("Program");
    }
    return {};
}

QString gatesWords(const enrollment::EndpointSettings& settings) {
    if (settings.gates.empty()) return challengeWords(std::nullopt);
    QStringList words;
    for (const challenge::Gate& gate : settings.gates)
        words.append(challengeWords(gate.kind()));
    return settings.gateRule == challenge::GateRule::All
               ? words.join(QStringLiteral(" + "))
               //: Between two kinds of challenge of which one is enough.
               : words.join(Words::tr(" or "));
}

QString approvalWords(enrollment::Approval approval) {
    return approval == enrollment::Approval::Manual ? Words::tr("By the operator")
                                                    : Words::tr("Automatic");
}

QString subjectPolicyWords(authority::SubjectPolicy policy) {
    switch (policy) {
    case authority::SubjectPolicy::Copy:
        return Words::tr("As the request asks");
    case authority::SubjectPolicy::Restrict:
        return Words::tr("As the request asks, listed attributes only");
    case authority::SubjectPolicy::Override:
        return Words::tr("Made from a pattern");
    }
    return {};
}

QString sanPolicyWords(authority::SanPolicy policy) {
    switch (policy) {
    case authority::SanPolicy::Copy:
        return Words::tr("As the request asks");
    case authority::SanPolicy::Restrict:
        return Words::tr("As the request asks, chosen types only");
    case authority::SanPolicy::Override:
        return Words::tr("Made from patterns");
    case authority::SanPolicy::Drop:
        return Words::tr("None");
    }
    return {};
}

QString usagePolicyWords(authority::UsagePolicy policy) {
    return policy == authority::UsagePolicy::Fixed
               ? Words::tr("Always these")
               : Words::tr("What the request asks, of these only");
}

QString presetWords(const std::string& name) {
    if (name == "default") return Words::tr("Default");
    if (name == "apple") return Words::tr("Apple devices");
    if (name == "windows") return Words::tr("Windows");
    if (name == "cisco-legacy") return Words::tr("Cisco, older devices");
    if (name == "jamf-proxy") return Words::tr("Jamf as a SCEP proxy");
    if (name == "strict") return Words::tr("Strict RFC 8894");
    return text(name);
}

QString keyRuleWords(const authority::KeyRule& rule) {
    switch (rule.type) {
    case pki::KeyType::Rsa:
        return rule.minBits == rule.maxBits
                   ? Words::tr("RSA %1").arg(rule.minBits)
                   : Words::tr("RSA %1 to %2").arg(rule.minBits).arg(rule.maxBits);
    case pki::KeyType::EcP256:
        return Words::tr("EC P-256");
    case pki::KeyType::EcP384:
        return Words::tr("EC P-384");
    case pki::KeyType::EcP521:
        return Words::tr("EC P-521");
    case pki::KeyType::Ed25519:
        return Words::tr("Ed25519");
    case pki::KeyType::Other:
        break;
    }
    return Words::tr("an unknown kind");
}

QString keyWords(const std::vector<authority::KeyRule>& rules) {
    return named(rules,
                 [](const authority::KeyRule& rule) { return keyRuleWords(rule).toStdString(); });
}

QString nameProblem(const std::string& name) {
    enrollment::EndpointSettings probe;
    probe.name = name;
    probe.path = "/scep";
    probe.templateName = "template";
    probe.authorityId = 1;
    return problemWith(probe);
}

QString pathProblem(const std::string& path) {
    enrollment::EndpointSettings probe;
    probe.name = "name";
    probe.path = path;
    probe.templateName = "template";
    probe.authorityId = 1;
    return problemWith(probe);
}

} // namespace scepter::ui
