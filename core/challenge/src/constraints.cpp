#include "challenge/constraints.h"

#include "asn1/oids.h"
#include "base/shorten.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace scepter::challenge {

namespace {

using pki::GeneralName;
using pki::GeneralNameType;

// An honest request has a handful; matching must end in a time that the sender does not choose.
constexpr std::size_t kMaxSans = 256;
constexpr std::size_t kMaxSubjectAttributes = 64;
constexpr std::size_t kMaxFoundSize = 500;
// The authority drops these unless a gate vouches for them, and never issues them otherwise.
constexpr std::string_view kSidUri = "tag:microsoft.com,2022-09-14:sid:";

/// What a pattern says about a value; a step limit that was hit ends all further matching, or one
/// request could spend it once for each of its names.
enum class Fit { Yes, No, TooComplex };

Fit fitOf(const Result<bool>& matched) {
    if (!matched) return Fit::TooComplex;
    return *matched ? Fit::Yes : Fit::No;
}

template <class T> bool contains(const std::vector<T>& values, const T& value) {
    return std::ranges::find(values, value) != values.end();
}

/// Lower case after the last '@'; all of it stays as it is without one.
std::string withLowerDomain(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos) return std::string(text);
    return std::string(text.substr(0, at)) + toLower(text.substr(at));
}

Fit fitsEither(const Pattern& pattern, std::string_view value, std::string_view otherForm) {
    const Fit fit = fitOf(pattern.matches(value));
    if (fit != Fit::No || value == otherForm) return fit;
    return fitOf(pattern.matches(otherForm));
}

/// Only the domain of a mail address is without case (RFC 5280 section 7.5).
Fit fitsEmail(const Pattern& pattern, std::string_view value) {
    const std::string folded = withLowerDomain(value);
    if (pattern.kind() == PatternKind::Regex) return fitsEither(pattern, value, folded);
    const auto foldedPattern = Pattern::fromText(withLowerDomain(pattern.text()));
    if (!foldedPattern) return Fit::No;
    return fitsEither(*foldedPattern, folded, value);
}

Fit fitsDns(const Pattern& pattern, std::string_view value) {
    if (pattern.kind() == PatternKind::Regex) return fitsEither(pattern, value, toLower(value));
    return fitOf(pattern.matches(value, true));
}

Fit fitsSan(const Pattern& pattern, const GeneralName& name) {
    switch (name.type) {
    case GeneralNameType::Dns:
        return fitsDns(pattern, name.value);
    case GeneralNameType::Email:
        return fitsEmail(pattern, name.value);
    default:
        return fitOf(pattern.matches(name.value));
    }
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator = ", ") {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) text += separator;
        text += part;
        if (text.size() > kMaxFoundSize) break;
    }
    return text;
}

std::string shown(const std::vector<std::string>& values) {
    return shortened(printable(joined(values)), kMaxFoundSize);
}

constexpr std::string_view kGivenUp = " (too complex to judge)";

void compareSubjectText(const Pattern& pattern, const pki::Csr& csr,
                        std::vector<Comparison>& result) {
    const std::string text = csr.subject().toText();
    const Fit fit = fitOf(pattern.matches(text));
    std::string found = shortened(printable(text), kMaxFoundSize);
    if (fit == Fit::TooComplex) found += kGivenUp;
    result.push_back({"Subject", pattern.text(), std::move(found), fit == Fit::Yes});
}

std::vector<const pki::NameAttribute*> attributesOf(const pki::Name& subject,
                                                    const asn1::Oid& type) {
    std::vector<const pki::NameAttribute*> found;
    for (const pki::Rdn& rdn : subject.rdns())
        for (const pki::NameAttribute& attribute : rdn)
            if (attribute.type == type) found.push_back(&attribute);
    return found;
}

/// A value that is no string has no text, and must not pass for an empty one.
bool isText(const pki::NameAttribute& attribute) {
    return attribute.stringTag != 0 || attribute.encoded.empty();
}

std::string valueText(const pki::NameAttribute& attribute) {
    return isText(attribute) ? attribute.value : "(not a string)";
}

Fit fitsRule(const SubjectRule& rule, const pki::NameAttribute& attribute) {
    if (!isText(attribute)) return Fit::No;
    return rule.attribute == asn1::oids::kEmailAddress
               ? fitsEmail(rule.pattern, attribute.value)
               : fitOf(rule.pattern.matches(attribute.value));
}

Comparison compareRule(const SubjectRule& rule, const pki::Name& subject) {
    Comparison line{
        "Subject " + pki::attributeShortName(rule.attribute), rule.pattern.text(), {}, false};
    const auto attributes = attributesOf(subject, rule.attribute);
    line.equal = !attributes.empty() || !rule.required;
    bool givenUp = attributes.size() > kMaxSubjectAttributes;
    std::vector<std::string> values;
    for (const pki::NameAttribute* attribute : attributes) {
        values.push_back(valueText(*attribute));
        if (givenUp) continue;
        const Fit fit = fitsRule(rule, *attribute);
        givenUp = fit == Fit::TooComplex;
        line.equal = line.equal && fit == Fit::Yes;
    }
    line.equal = line.equal && !givenUp;
    line.found = shown(values);
    if (givenUp) line.found += kGivenUp;
    return line;
}

void compareUnlisted(const Constraints& constraints, const pki::Name& subject,
                     std::vector<Comparison>& result) {
    std::vector<asn1::Oid> reported;
    for (const pki::Rdn& rdn : subject.rdns())
        for (const pki::NameAttribute& attribute : rdn) {
            const auto listed = [&](const SubjectRule& rule) {
                return rule.attribute == attribute.type;
            };
            if (std::ranges::any_of(constraints.subject, listed)) continue;
            if (contains(reported, attribute.type)) continue;
            if (reported.size() == kMaxSubjectAttributes) return;
            reported.push_back(attribute.type);
            result.push_back({"Subject " + pki::attributeShortName(attribute.type), "absent",
                              shown({valueText(attribute)}), false});
        }
}

void compareSubject(const Constraints& constraints, const pki::Csr& csr,
                    std::vector<Comparison>& result) {
    if (constraints.subjectText) compareSubjectText(*constraints.subjectText, csr, result);
    for (const SubjectRule& rule : constraints.subject)
        result.push_back(compareRule(rule, csr.subject()));
    if (constraints.onlyListedSubjectAttributes)
        compareUnlisted(constraints, csr.subject(), result);
}

constexpr std::array kSanTypes{GeneralNameType::Email,         GeneralNameType::Dns,
                               GeneralNameType::Uri,           GeneralNameType::Ip,
                               GeneralNameType::DirectoryName, GeneralNameType::RegisteredId,
                               GeneralNameType::Upn,           GeneralNameType::Other};

std::string sanField(GeneralNameType type) {
    return "SAN " + std::string(pki::toText(type));
}

Fit fitsAnyRule(const std::vector<const SanRule*>& rules, const GeneralName& name) {
    for (const SanRule* rule : rules) {
        const Fit fit = fitsSan(rule->pattern, name);
        if (fit != Fit::No) return fit;
    }
    return Fit::No;
}

/// All SANs of one type, against the rules for this type.
Comparison compareSanType(GeneralNameType type, const std::vector<const SanRule*>& rules,
                          const std::vector<const GeneralName*>& names) {
    Comparison line{sanField(type), {}, {}, true};
    std::vector<std::string> patterns;
    for (const SanRule* rule : rules)
        patterns.push_back(rule->pattern.text());
    line.expected = joined(patterns, " or ");

    std::vector<std::string> values;
    std::vector<std::string> unfit;
    bool givenUp = false;
    for (const GeneralName* name : names) {
        values.push_back(name->value);
        const Fit fit = fitsAnyRule(rules, *name);
        if (fit != Fit::Yes) unfit.push_back(name->value);
        givenUp = fit == Fit::TooComplex;
        if (givenUp) break;
    }
    line.equal = unfit.empty();
    line.found = shown(line.equal ? values : unfit);
    if (givenUp) line.found += kGivenUp;
    return line;
}

void compareSanTypes(const Constraints& constraints, const std::vector<GeneralName>& names,
                     std::vector<Comparison>& result) {
    for (const GeneralNameType type : kSanTypes) {
        std::vector<const SanRule*> rules;
        for (const SanRule& rule : constraints.subjectAltNames)
            if (rule.type == type) rules.push_back(&rule);
        std::vector<const GeneralName*> ofType;
        for (const GeneralName& name : names)
            if (name.type == type) ofType.push_back(&name);

        if (!rules.empty()) {
            result.push_back(compareSanType(type, rules, ofType));
        } else if (constraints.onlyListedSans && !ofType.empty()) {
            std::vector<std::string> values;
            for (const GeneralName* name : ofType)
                values.push_back(name->value);
            result.push_back({sanField(type), "absent", shown(values), false});
        }
    }
}

/// An empty list is how some clients ask for none.
bool asksForSans(const pki::Csr& csr) {
    static constexpr std::array<std::uint8_t, 2> kNoNames{0x30, 0x00};
    const auto* extension =
        pki::findExtension(csr.requestedExtensions(), asn1::oids::kSubjectAltName);
    return extension && !sameBytes(extension->value, kNoNames);
}

void compareSans(const Constraints& constraints, const pki::Csr& csr,
                 std::vector<Comparison>& result) {
    if (constraints.subjectAltNames.empty() && !constraints.onlyListedSans &&
        !constraints.sanRequired)
        return;
    std::vector<GeneralName> names = csr.subjectAltNames();
    if (names.empty() && asksForSans(csr)) {
        result.push_back({"SAN", "well-formed names", "(malformed)", false});
        return;
    }
    std::erase_if(names, [](const GeneralName& name) {
        return name.type == GeneralNameType::Uri && name.value.starts_with(kSidUri);
    });
    if (names.size() > kMaxSans) {
        result.push_back({"SAN", "at most " + std::to_string(kMaxSans) + " names",
                          std::to_string(names.size()) + " names", false});
        return;
    }
    if (constraints.sanRequired)
        result.push_back({"SAN", "at least one", names.empty() ? "" : std::to_string(names.size()),
                          !names.empty()});
    compareSanTypes(constraints, names, result);
}

void compareKey(const Constraints& constraints, const pki::Csr& csr,
                std::vector<Comparison>& result) {
    const pki::PublicKey& key = csr.publicKey();
    if (!constraints.keyTypes.empty()) {
        std::vector<std::string> expected;
        for (const pki::KeyType type : constraints.keyTypes)
            expected.emplace_back(pki::toText(type));
        result.push_back({"Key", joined(expected, " or "), key.toText(),
                          contains(constraints.keyTypes, key.type())});
    }
    if (constraints.minRsaBits && key.type() == pki::KeyType::Rsa)
        result.push_back({"Key", "RSA " + std::to_string(*constraints.minRsaBits) + " or longer",
                          key.toText(), key.bits() >= *constraints.minRsaBits});
}

void compareKeyUsage(std::uint16_t allowed, const pki::Csr& csr, std::vector<Comparison>& result) {
    Comparison line{"Key usage", joined(pki::keyUsageNames(allowed)), {}, true};
    const auto* extension = pki::findExtension(csr.requestedExtensions(), asn1::oids::kKeyUsage);
    if (extension) {
        const auto asked = pki::readKeyUsage(extension->value);
        line.equal = asked && (*asked & ~allowed) == 0;
        line.found = asked ? joined(pki::keyUsageNames(*asked)) : "(malformed)";
    }
    result.push_back(std::move(line));
}

std::string usagesText(const std::vector<asn1::Oid>& usages) {
    std::vector<std::string> names;
    for (const asn1::Oid& usage : usages) {
        names.push_back(pki::extendedKeyUsageName(usage));
        if (names.size() == kMaxSans) break;
    }
    return shown(names);
}

void compareExtendedKeyUsage(const std::vector<asn1::Oid>& allowed, const pki::Csr& csr,
                             std::vector<Comparison>& result) {
    Comparison line{"EKU", usagesText(allowed), {}, true};
    const auto* extension =
        pki::findExtension(csr.requestedExtensions(), asn1::oids::kExtendedKeyUsage);
    if (extension) {
        const auto asked = pki::readExtendedKeyUsage(extension->value);
        line.equal = asked && std::ranges::all_of(*asked, [&](const asn1::Oid& usage) {
                         return contains(allowed, usage);
                     });
        line.found = asked ? usagesText(*asked) : "(malformed)";
    }
    result.push_back(std::move(line));
}

} // namespace

std::vector<Comparison> compare(const Constraints& constraints, const pki::Csr& csr) {
    std::vector<Comparison> result;
    compareSubject(constraints, csr, result);
    compareSans(constraints, csr, result);
    compareKey(constraints, csr, result);
    if (constraints.keyUsage) compareKeyUsage(*constraints.keyUsage, csr, result);
    if (constraints.extendedKeyUsage)
        compareExtendedKeyUsage(*constraints.extendedKeyUsage, csr, result);
    return result;
}

bool allEqual(const std::vector<Comparison>& comparisons) {
    return std::ranges::all_of(comparisons, &Comparison::equal);
}

std::string firstDifference(const std::vector<Comparison>& comparisons) {
    const auto first = std::ranges::find(comparisons, false, &Comparison::equal);
    if (first == comparisons.end()) return {};
    return first->field + ": expected " + first->expected + ", found " +
           (first->found.empty() ? "nothing" : first->found) + '.';
}

} // namespace scepter::challenge
