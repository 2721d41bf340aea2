#include "challenge/narrow.h"

#include <algorithm>

namespace scepter::challenge {

namespace {

template <class T> bool contains(const std::vector<T>& values, const T& value) {
    return std::ranges::find(values, value) != values.end();
}

std::unexpected<Error> wider(const std::string& what) {
    return fail(ErrorCode::ConstraintViolated, what + " is more than the account permits");
}

std::string_view plainValue(const Pattern& pattern) {
    std::string_view text = pattern.text();
    if (constexpr std::string_view kExact = "exact:"; text.starts_with(kExact))
        text.remove_prefix(kExact.size());
    return text;
}

/// Whether all that fits `wanted` fits `limit`. A pattern within a pattern is not looked into.
bool isWithin(const Pattern& wanted, const Pattern& limit) {
    if (wanted == limit) return true;
    if (wanted.kind() != PatternKind::Exact) return false;
    const auto matched = limit.matches(plainValue(wanted));
    return matched && *matched;
}

Result<void> narrowSubject(Constraints& result, const Constraints& limits,
                           const Constraints& wanted) {
    if (wanted.subjectText) {
        if (limits.subjectText && !isWithin(*wanted.subjectText, *limits.subjectText))
            return wider("the subject");
        result.subjectText = wanted.subjectText;
    }
    // Each rule must hold, so that more rules permit less; but for what they let in by being named.
    for (const SubjectRule& rule : wanted.subject) {
        const bool listed = std::ranges::any_of(limits.subject, [&](const SubjectRule& known) {
            return known.attribute == rule.attribute;
        });
        if (limits.onlyListedSubjectAttributes && !listed)
            return wider("the attribute " + pki::attributeShortName(rule.attribute));
        if (!contains(result.subject, rule)) result.subject.push_back(rule);
    }
    result.onlyListedSubjectAttributes |= wanted.onlyListedSubjectAttributes;
    return {};
}

Result<void> narrowSans(Constraints& result, const Constraints& limits, const Constraints& wanted) {
    const auto names = [](const std::vector<SanRule>& rules, pki::GeneralNameType type) {
        return std::ranges::any_of(rules, [&](const SanRule& rule) { return rule.type == type; });
    };
    // One rule of a type is enough for a name, so those of the limits must go where there are
    // wanted ones.
    for (const SanRule& rule : wanted.subjectAltNames) {
        const std::string what = "a SAN of type " + std::string(pki::toText(rule.type));
        if (!names(limits.subjectAltNames, rule.type)) {
            if (limits.onlyListedSans) return wider(what);
            continue;
        }
        const bool within = std::ranges::any_of(limits.subjectAltNames, [&](const SanRule& limit) {
            return limit.type == rule.type && isWithin(rule.pattern, limit.pattern);
        });
        if (!within) return wider(what);
    }
    std::erase_if(result.subjectAltNames, [&](const SanRule& rule) {
        return wanted.onlyListedSans || names(wanted.subjectAltNames, rule.type);
    });
    result.subjectAltNames.insert(result.subjectAltNames.end(), wanted.subjectAltNames.begin(),
                                  wanted.subjectAltNames.end());
    result.onlyListedSans |= wanted.onlyListedSans;
    result.sanRequired |= wanted.sanRequired;
    return {};
}

Result<void> narrowKeys(Constraints& result, const Constraints& wanted) {
    if (!wanted.keyTypes.empty() && !result.keyTypes.empty()) {
        std::erase_if(result.keyTypes,
                      [&](pki::KeyType type) { return !contains(wanted.keyTypes, type); });
        if (result.keyTypes.empty()) return wider("the key's type");
    } else if (!wanted.keyTypes.empty()) {
        result.keyTypes = wanted.keyTypes;
    }
    if (wanted.minRsaBits)
        result.minRsaBits = std::max(result.minRsaBits.value_or(0U), *wanted.minRsaBits);
    return {};
}

void narrowUsages(Constraints& result, const Constraints& wanted) {
    if (wanted.keyUsage)
        result.keyUsage =
            static_cast<std::uint16_t>(result.keyUsage.value_or(0xFFFF) & *wanted.keyUsage);
    if (!wanted.extendedKeyUsage) return;
    if (!result.extendedKeyUsage) {
        result.extendedKeyUsage = wanted.extendedKeyUsage;
        return;
    }
    std::erase_if(*result.extendedKeyUsage, [&](const asn1::Oid& usage) {
        return !contains(*wanted.extendedKeyUsage, usage);
    });
}

} // namespace

Result<Constraints> narrowed(const Constraints& limits, const Constraints& wanted) {
    Constraints result = limits;
    SCEPTER_CHECK(narrowSubject(result, limits, wanted));
    SCEPTER_CHECK(narrowSans(result, limits, wanted));
    SCEPTER_CHECK(narrowKeys(result, wanted));
    narrowUsages(result, wanted);
    return result;
}

} // namespace scepter::challenge
