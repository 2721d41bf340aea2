#include "widgets/constraint_words.h"

#include "widgets/texts.h"

#include "asn1/oids.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace scepter::ui {

namespace {

namespace oids = asn1::oids;
using challenge::Constraints;
using challenge::Pattern;
using challenge::PatternKind;
using pki::GeneralNameType;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::ConstraintWords)
};

struct AttributeText {
    asn1::Oid type;
    const char* words;
};

constexpr std::array kAttributes{
    AttributeText{oids::kCommonName,
                  QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords", "common name (CN)")},
    AttributeText{oids::kOrganization,
                  QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords", "organization (O)")},
    AttributeText{oids::kOrganizationalUnit,
                  QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords", "organizational unit (OU)")},
    AttributeText{oids::kSerialNumber, QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords",
                                                         "serial number (serialNumber)")},
    AttributeText{oids::kUserId,
                  QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords", "user id (UID)")},
    AttributeText{oids::kEmailAddress, QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords",
                                                         "e-mail address (emailAddress)")},
    AttributeText{oids::kCountry, QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords", "country (C)")},
    AttributeText{oids::kState,
                  QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords", "state or province (ST)")},
    AttributeText{oids::kLocality,
                  QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords", "locality (L)")},
    AttributeText{oids::kDomainComponent,
                  QT_TRANSLATE_NOOP("scepter::ui::ConstraintWords", "domain component (DC)")},
};

QString quoted(const QString& value) {
    return Words::tr("“%1”", "a quoted value").arg(value);
}

/// "is “a”", "fits “a*”"
QString fits(const Pattern& pattern) {
    const QString pure = text(pattern.text());
    switch (pattern.kind()) {
    case PatternKind::Regex:
        return Words::tr("fits the expression %1").arg(quoted(pure.mid(3)));
    case PatternKind::Wildcard:
        return Words::tr("fits %1", "a pattern").arg(quoted(pure));
    case PatternKind::Exact:
        break;
    }
    const QString value = pure.startsWith(QStringLiteral("exact:")) ? pure.mid(6) : pure;
    return value.isEmpty() ? Words::tr("is empty")
                           : Words::tr("is %1", "a value").arg(quoted(value));
}

QString anyOf(const QStringList& parts) {
    return parts.join(Words::tr(" or ", "between two choices"));
}

QStringList usageNames(const std::vector<asn1::Oid>& usages) {
    QStringList names;
    for (const asn1::Oid& usage : usages)
        names.append(text(pki::extendedKeyUsageName(usage)));
    return names;
}

QStringList keyUsageList(std::uint16_t bits) {
    QStringList names;
    for (const std::string& name : pki::keyUsageNames(bits))
        names.append(text(name));
    return names;
}

QStringList keyTypeList(const Constraints& constraints) {
    QStringList names;
    for (const pki::KeyType type : constraints.keyTypes)
        names.append(keyTypeWords(type));
    return names;
}

std::vector<GeneralNameType> sanTypes(const Constraints& constraints) {
    std::vector<GeneralNameType> types;
    for (const auto& rule : constraints.subjectAltNames)
        if (std::ranges::find(types, rule.type) == types.end()) types.push_back(rule.type);
    return types;
}

/// "fits “a*” or is “b”": all rules of one type of SAN.
QString sanFits(const Constraints& constraints, GeneralNameType type) {
    QStringList parts;
    for (const auto& rule : constraints.subjectAltNames)
        if (rule.type == type) parts.append(fits(rule.pattern));
    return anyOf(parts);
}

void addSubjectFacts(const Constraints& constraints, QList<ConstraintFact>& facts) {
    if (constraints.subjectText)
        facts.append({Words::tr("whole subject"), fits(*constraints.subjectText)});
    for (const auto& rule : constraints.subject)
        facts.append(
            {attributeWords(rule.attribute),
             rule.required
                 ? fits(rule.pattern)
                 : Words::tr("%1, if there is one", "fits a pattern").arg(fits(rule.pattern))});
    if (constraints.onlyListedSubjectAttributes)
        facts.append({Words::tr("other parts of the subject"), Words::tr("are not permitted")});
}

void addSanFacts(const Constraints& constraints, QList<ConstraintFact>& facts) {
    if (constraints.sanRequired)
        facts.append({Words::tr("list of alternative names (SAN)"), Words::tr("is not empty")});
    for (const GeneralNameType type : sanTypes(constraints))
        facts.append({Words::tr("every %1 (SAN)", "a DNS name").arg(sanTypeWords(type)),
                      sanFits(constraints, type)});
    if (constraints.onlyListedSans)
        facts.append(
            {Words::tr("other kinds of alternative names (SAN)"), Words::tr("are not permitted")});
}

void addKeyFacts(const Constraints& constraints, QList<ConstraintFact>& facts) {
    if (!constraints.keyTypes.empty())
        facts.append(
            {Words::tr("key"),
             Words::tr("is of the type %1", "RSA or EC").arg(anyOf(keyTypeList(constraints)))});
    if (constraints.minRsaBits)
        facts.append({Words::tr("RSA key"), Words::tr("has at least %n bits", nullptr,
                                                      static_cast<int>(*constraints.minRsaBits))});
    const auto noneBut = [](const QStringList& names) {
        return names.isEmpty()
                   ? Words::tr("asks for nothing")
                   : Words::tr("asks for nothing but %1").arg(QLocale().createSeparatedList(names));
    };
    if (constraints.keyUsage)
        facts.append({Words::tr("key usage"), noneBut(keyUsageList(*constraints.keyUsage))});
    if (constraints.extendedKeyUsage)
        facts.append({Words::tr("extended key usage (EKU)"),
                      noneBut(usageNames(*constraints.extendedKeyUsage))});
}

} // namespace

QString attributeWords(const asn1::Oid& attribute) {
    for (const AttributeText& known : kAttributes)
        if (known.type == attribute) return Words::tr(known.words);
    return text(pki::attributeShortName(attribute));
}

QString sanTypeWords(GeneralNameType type) {
    switch (type) {
    case GeneralNameType::Email:
        return Words::tr("e-mail address");
    case GeneralNameType::Dns:
        return Words::tr("DNS name");
    case GeneralNameType::Uri:
        return Words::tr("URI");
    case GeneralNameType::Ip:
        return Words::tr("IP address");
    case GeneralNameType::DirectoryName:
        return Words::tr("directory name");
    case GeneralNameType::RegisteredId:
        return Words::tr("registered id");
    case GeneralNameType::Upn:
        return Words::tr("user principal name");
    case GeneralNameType::Other:
        return Words::tr("other name");
    }
    return {};
}

QString keyTypeWords(pki::KeyType type) {
    switch (type) {
    case pki::KeyType::Rsa:
        return QStringLiteral("RSA");
    case pki::KeyType::EcP256:
        return QStringLiteral("EC P-256");
    case pki::KeyType::EcP384:
        return QStringLiteral("EC P-384");
    case pki::KeyType::EcP521:
        return QStringLiteral("EC P-521");
    case pki::KeyType::Ed25519:
        return QStringLiteral("Ed25519");
    case pki::KeyType::Other:
        return Words::tr("another type", "of key");
    }
    return {};
}

QList<ConstraintFact> constraintFacts(const Constraints& constraints) {
    QList<ConstraintFact> facts;
    addSubjectFacts(constraints, facts);
    addSanFacts(constraints, facts);
    addKeyFacts(constraints, facts);
    return facts;
}

QString constraintsSentence(const Constraints& constraints) {
    if (constraints.empty()) return Words::tr("Any request.");
    QStringList clauses;
    const QList<ConstraintFact> facts = constraintFacts(constraints);
    for (const ConstraintFact& fact : facts)
        clauses.append(
            Words::tr("%1 %2", "a field, and what it is like").arg(fact.name, fact.rule));
    return Words::tr("Only requests like this: %1.", "a list of 'common name fits a*'")
        .arg(clauses.join(Words::tr("; ", "between two rules")));
}

QString constraintsShort(const Constraints& constraints) {
    if (constraints.empty()) return Words::tr("any", "request");
    QStringList parts;
    if (constraints.subjectText) parts.append(text(constraints.subjectText->text()));
    for (const auto& rule : constraints.subject)
        parts.append(text(pki::attributeShortName(rule.attribute)) + QLatin1Char('=') +
                     text(rule.pattern.text()));
    for (const auto& rule : constraints.subjectAltNames)
        parts.append(text(pki::toText(rule.type)) + QLatin1Char(':') + text(rule.pattern.text()));
    if (!constraints.keyTypes.empty()) parts.append(anyOf(keyTypeList(constraints)));
    if (constraints.minRsaBits)
        parts.append(QStringLiteral("RSA ≥ %1").arg(*constraints.minRsaBits));
    if (constraints.keyUsage || constraints.extendedKeyUsage)
        parts.append(Words::tr("usages", "are limited"));
    if (constraints.sanRequired) parts.append(Words::tr("a SAN"));
    const bool lists = !constraints.subject.empty() || !constraints.subjectAltNames.empty();
    if (!lists && (constraints.onlyListedSubjectAttributes || constraints.onlyListedSans))
        parts.append(Words::tr("no names", "may be in the request"));
    // What is open stands out, since it lets a code for one thing be used for another.
    if (lists && !constraints.onlyListedSans) parts.append(Words::tr("any other SAN"));
    return parts.join(QStringLiteral(", "));
}

} // namespace scepter::ui
