#include "constraint_options.h"

#include "context.h"
#include "pki/extensions.h"
#include "pki/name.h"
#include "views.h"

#include <array>
#include <utility>

namespace scepter::app {

namespace {

// As in the key rules of a template.
constexpr std::array<std::pair<pki::KeyType, std::string_view>, 5> kKeyTypes{{
    {pki::KeyType::Rsa, "rsa"},
    {pki::KeyType::EcP256, "ec:p256"},
    {pki::KeyType::EcP384, "ec:p384"},
    {pki::KeyType::EcP521, "ec:p521"},
    {pki::KeyType::Ed25519, "ed25519"},
}};

constexpr const char* kPatterns =
    "Patterns: TEXT is exactly that; with * or ? it is a wildcard pattern (* any text, ? one "
    "character); exact:TEXT is that text even with * or ? in it; re:EXPRESSION is a regular "
    "expression (PCRE2) over the whole value. A comma in a pattern is written \\, .";

std::string keyTypeText(pki::KeyType type) {
    for (const auto& [known, word] : kKeyTypes)
        if (known == type) return std::string(word);
    return std::string(pki::toText(type));
}

Result<std::vector<pki::KeyType>> keyTypesFrom(const std::vector<std::string>& words) {
    std::vector<pki::KeyType> types;
    for (const auto& text : words) {
        bool known = false;
        for (const auto& [type, word] : kKeyTypes) {
            if (word != text) continue;
            types.push_back(type);
            known = true;
        }
        if (!known)
            return fail(ErrorCode::InvalidArgument,
                        "--key-type takes rsa, ec:p256, ec:p384, ec:p521 or ed25519, not " + text);
    }
    return types;
}

std::vector<std::string> subjectTexts(const challenge::Constraints& constraints) {
    std::vector<std::string> texts;
    if (constraints.subjectText) texts.push_back(constraints.subjectText->text());
    for (const auto& rule : constraints.subject)
        texts.push_back(pki::attributeShortName(rule.attribute) + '=' + rule.pattern.text());
    return texts;
}

std::vector<std::string> sanTexts(const challenge::Constraints& constraints) {
    std::vector<std::string> texts;
    for (const auto& rule : constraints.subjectAltNames)
        texts.push_back(std::string(pki::toText(rule.type)) + ':' + rule.pattern.text());
    return texts;
}

std::vector<std::string> keyTypeTexts(const challenge::Constraints& constraints) {
    std::vector<std::string> texts;
    for (const auto type : constraints.keyTypes)
        texts.push_back(keyTypeText(type));
    return texts;
}

std::vector<std::string> extendedKeyUsageTexts(const challenge::Constraints& constraints) {
    std::vector<std::string> texts;
    for (const auto& usage : *constraints.extendedKeyUsage)
        texts.push_back(pki::extendedKeyUsageName(usage));
    return texts;
}

void addPart(std::string& text, const std::string& name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    if (!text.empty()) text += "; ";
    text += name;
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i > 0 ? ", " : " ") + values[i];
}

} // namespace

void addConstraintOptions(CLI::App* command, ConstraintArguments& arguments) {
    command->add_option("--subject", arguments.subjects,
                        "Only this subject: ATTRIBUTE=PATTERN, as in CN=kiosk-*,O=Example, or "
                        "re:EXPRESSION over the whole subject");
    command->add_option("--san", arguments.sans,
                        "Only these SANs: TYPE:PATTERN, as in dns:*.lab.example or "
                        "email:re:.*@example\\.org; types are dns, email, uri, ip, upn, dirname, "
                        "rid, other");
    command->add_flag("--any-attribute", arguments.anyAttribute,
                      "Permit subject attributes that no --subject names; without it, a --subject "
                      "permits no other");
    command->add_flag("--any-san", arguments.anySan,
                      "Permit SANs of types that no --san names; without it, a --subject or --san "
                      "permits no other");
    command->add_option("--key-type", arguments.keyTypes,
                        "Only these keys: rsa, ec:p256, ec:p384, ec:p521, ed25519");
    command->add_option("--min-rsa-bits", arguments.minRsaBits, "Only RSA keys as long as this")
        ->check(CLI::Range(1024, 16384));
    command->add_option("--key-usage", arguments.keyUsage,
                        "The request asks for no other than these, as in "
                        "digitalSignature,keyEncipherment");
    command->add_option("--eku", arguments.extendedKeyUsage,
                        "The request asks for no other than these: clientAuth, serverAuth, ... or "
                        "an OID");
    command->footer(kPatterns);
}

Result<void> applyConstraints(const ConstraintArguments& arguments,
                              challenge::Constraints& constraints) {
    for (const auto& subject : arguments.subjects)
        SCEPTER_CHECK(challenge::addSubjectConstraint(constraints, subject));
    for (const auto& san : arguments.sans)
        SCEPTER_CHECK(challenge::addSanConstraint(constraints, san));
    // Who is bound to a name must not get others beside it: a code for a kiosk would make a
    // certificate for a server, or with a UPN one for an administrator.
    if (!arguments.sans.empty() || !arguments.subjects.empty()) constraints.onlyListedSans = true;
    if (!arguments.subjects.empty() && !constraints.subject.empty())
        constraints.onlyListedSubjectAttributes = true;
    if (arguments.anySan) constraints.onlyListedSans = false;
    if (arguments.anyAttribute) constraints.onlyListedSubjectAttributes = false;
    if (!arguments.keyTypes.empty()) {
        SCEPTER_TRY(types, keyTypesFrom(arguments.keyTypes));
        constraints.keyTypes = std::move(types);
    }
    if (arguments.minRsaBits > 0) constraints.minRsaBits = arguments.minRsaBits;
    if (!arguments.keyUsage.empty()) {
        auto bits = pki::keyUsageFromText(arguments.keyUsage);
        if (!bits) return failWith(wrongValue("--key-usage", bits.error()));
        constraints.keyUsage = *bits;
    }
    if (arguments.extendedKeyUsage.empty()) return {};
    std::vector<asn1::Oid> usages;
    for (const auto& name : arguments.extendedKeyUsage) {
        auto usage = pki::extendedKeyUsageFromText(name);
        if (!usage) return failWith(wrongValue("--eku", usage.error()));
        usages.push_back(*usage);
    }
    constraints.extendedKeyUsage = std::move(usages);
    return {};
}

QJsonObject toJson(const challenge::Constraints& constraints) {
    QJsonObject object;
    const auto add = [&](const QString& name, const std::vector<std::string>& values) {
        if (!values.empty()) object[name] = jsonTexts(values);
    };
    add(QStringLiteral("subject"), subjectTexts(constraints));
    add(QStringLiteral("san"), sanTexts(constraints));
    if (constraints.onlyListedSubjectAttributes)
        object[QStringLiteral("onlyListedSubjectAttributes")] = true;
    if (constraints.onlyListedSans) object[QStringLiteral("onlyListedSans")] = true;
    add(QStringLiteral("keyTypes"), keyTypeTexts(constraints));
    if (constraints.minRsaBits)
        object[QStringLiteral("minRsaBits")] = static_cast<int>(*constraints.minRsaBits);
    if (constraints.keyUsage)
        object[QStringLiteral("keyUsage")] = jsonTexts(pki::keyUsageNames(*constraints.keyUsage));
    if (constraints.extendedKeyUsage)
        object[QStringLiteral("extendedKeyUsage")] = jsonTexts(extendedKeyUsageTexts(constraints));
    return object;
}

std::string constraintsText(const challenge::Constraints& constraints) {
    std::string text;
    addPart(text, "subject", subjectTexts(constraints));
    addPart(text, "SAN", sanTexts(constraints));
    if (constraints.onlyListedSubjectAttributes) addPart(text, "no other", {"attribute"});
    if (constraints.onlyListedSans) addPart(text, "no other", {"SAN"});
    addPart(text, "keys", keyTypeTexts(constraints));
    if (constraints.minRsaBits)
        addPart(text, "RSA of at least", {std::to_string(*constraints.minRsaBits) + " bits"});
    if (constraints.keyUsage) addPart(text, "key usage", pki::keyUsageNames(*constraints.keyUsage));
    if (constraints.extendedKeyUsage) addPart(text, "EKU", extendedKeyUsageTexts(constraints));
    if (!text.empty()) return text;
    return constraints.empty() ? "none" : "yes";
}

} // namespace scepter::app
