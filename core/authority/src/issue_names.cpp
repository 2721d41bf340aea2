#include "base/shorten.h"
#include "base/text.h"
#include "placeholders.h"
#include "plan_parts.h"
#include "template_rules.h"

#include <algorithm>

namespace scepter::authority {

namespace {

using pki::GeneralName;
using pki::GeneralNameType;

constexpr std::size_t kMaxSubjectSize = 8192;
constexpr std::size_t kMaxSubjectAttributes = 64;
constexpr std::size_t kMaxSans = 256;
constexpr std::size_t kMaxSansSize = 16384;
constexpr std::size_t kMaxLineText = 2000;
constexpr std::string_view kSidUri = "tag:microsoft.com,2022-09-14:sid:";

Result<void> checkAttribute(const pki::NameAttribute& attribute) {
    const std::string type = pki::attributeShortName(attribute.type);
    if (attribute.stringTag == 0)
        return fail(ErrorCode::SubjectRejected, "the subject's " + type + " is not a string");
    if (!isPlainText(attribute.value))
        return fail(ErrorCode::SubjectRejected,
                    "the subject's " + type + " has a control character");
    return {};
}

/// What holds for any subject, wherever it comes from.
Result<void> checkSubject(const pki::Name& subject) {
    if (subject.der().size() > kMaxSubjectSize)
        return fail(ErrorCode::SubjectRejected, "the subject has more than 8192 bytes");
    std::size_t attributes = 0;
    for (const pki::Rdn& rdn : subject.rdns())
        for (const pki::NameAttribute& attribute : rdn) {
            if (++attributes > kMaxSubjectAttributes)
                return fail(ErrorCode::SubjectRejected, "the subject has more than 64 attributes");
            SCEPTER_CHECK(checkAttribute(attribute));
        }
    return {};
}

Result<void> checkRestricted(const pki::Name& subject, const std::vector<asn1::Oid>& allowed,
                             ErrorCode code) {
    for (const pki::Rdn& rdn : subject.rdns())
        for (const pki::NameAttribute& attribute : rdn)
            if (std::ranges::find(allowed, attribute.type) == allowed.end())
                return fail(code, "the template does not allow " +
                                      pki::attributeShortName(attribute.type) + " in a subject");
    return {};
}

Result<pki::Name> subjectByTemplate(const Planning& planning) {
    const Template& recipe = planning.recipe;
    if (recipe.subjectPolicy == SubjectPolicy::Override)
        return fillSubjectPattern(recipe.subjectPattern, planning.csr.subject());
    if (recipe.subjectPolicy == SubjectPolicy::Restrict)
        SCEPTER_CHECK(checkRestricted(planning.csr.subject(), recipe.subjectAttributes,
                                      ErrorCode::SubjectRejected));
    return planning.csr.subject();
}

Result<pki::Name> adjustedSubject(const Planning& planning, const pki::Name& subject) {
    const Template& recipe = planning.recipe;
    if (recipe.subjectPolicy == SubjectPolicy::Restrict)
        SCEPTER_CHECK(
            checkRestricted(subject, recipe.subjectAttributes, ErrorCode::InvalidArgument));
    if (recipe.subjectPolicy == SubjectPolicy::Override) {
        SCEPTER_TRY(fixed, subjectByTemplate(planning));
        if (!fixed.matches(subject))
            return fail(ErrorCode::InvalidArgument,
                        "the template decides the subject, it cannot be changed");
    }
    return subject;
}

/// Any spelling that some reader might take for a SID.
bool isSidUri(const GeneralName& name) {
    return name.type == GeneralNameType::Uri &&
           equalsIgnoringCase(trimmed(name.value).substr(0, kSidUri.size()), kSidUri);
}

Result<void> checkSanTypes(const std::vector<GeneralName>& names, const Template& recipe,
                           ErrorCode code) {
    if (recipe.sanPolicy != SanPolicy::Restrict) return {};
    for (const GeneralName& name : names)
        if (!isSidUri(name) &&
            std::ranges::find(recipe.sanTypes, name.type) == recipe.sanTypes.end())
            return fail(code, "the template does not allow a SAN of type " +
                                  std::string(pki::toText(name.type)));
    return {};
}

Result<std::vector<GeneralName>> sansByTemplate(const Planning& planning,
                                                std::vector<GeneralName> asked) {
    std::vector<GeneralName> names;
    switch (planning.recipe.sanPolicy) {
    case SanPolicy::Drop:
        return names;
    case SanPolicy::Override:
        for (const std::string& pattern : planning.recipe.sanPatterns) {
            SCEPTER_TRY(name, fillSanPattern(pattern, planning.csr.subject()));
            names.push_back(std::move(name));
        }
        return names;
    case SanPolicy::Restrict:
        SCEPTER_CHECK(checkSanTypes(asked, planning.recipe, ErrorCode::SanRejected));
        break;
    case SanPolicy::Copy:
        break;
    }
    return asked;
}

Result<std::vector<GeneralName>> adjustedSans(const Planning& planning,
                                              const std::vector<GeneralName>& names) {
    const SanPolicy policy = planning.recipe.sanPolicy;
    SCEPTER_CHECK(checkSanTypes(names, planning.recipe, ErrorCode::InvalidArgument));
    if (policy == SanPolicy::Drop && !names.empty())
        return fail(ErrorCode::InvalidArgument, "the template drops SANs, none can be added");
    if (policy == SanPolicy::Override) {
        SCEPTER_TRY(fixed, sansByTemplate(planning, {}));
        if (fixed != names)
            return fail(ErrorCode::InvalidArgument,
                        "the template decides the SANs, they cannot be changed");
    }
    return names;
}

Result<void> checkSans(const std::vector<GeneralName>& names) {
    if (names.size() > kMaxSans)
        return fail(ErrorCode::SanRejected,
                    std::to_string(names.size()) + " SANs; at most 256 are issued");
    std::size_t size = 0;
    for (const GeneralName& name : names) {
        SCEPTER_CHECK(checkSan(name));
        size += name.der.size();
    }
    if (size > kMaxSansSize)
        return fail(ErrorCode::SanRejected, "the SANs have more than 16384 bytes");
    return {};
}

void dropSids(std::vector<GeneralName>& names, bool vouched, std::vector<PlanLine>& lines) {
    if (vouched) return;
    for (const GeneralName& name : names)
        if (isSidUri(name)) {
            lines.push_back({"SID", lineText(name.value), {}, true});
            break;
        }
    std::erase_if(names, isSidUri);
}

bool hasWildcard(const std::vector<GeneralName>& names) {
    return std::ranges::any_of(names, [](const GeneralName& name) {
        return name.type == GeneralNameType::Dns && name.value.contains('*');
    });
}

/// "a, DNS:b" in one name must not look like two names.
void appendName(std::string& text, const GeneralName& name) {
    const std::string shown = pki::toText(name);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i] == ',' && i + 1 < shown.size() && shown[i + 1] == ' ') text += '\\';
        text += shown[i];
    }
}

} // namespace

std::string lineText(std::string_view text) {
    return printable(shortened(text, kMaxLineText));
}

std::string sanText(const std::vector<GeneralName>& names) {
    std::string text;
    for (const GeneralName& name : names) {
        if (text.size() > kMaxLineText) return lineText(text);
        if (!text.empty()) text += ", ";
        appendName(text, name);
    }
    return lineText(text);
}

Result<pki::Name> planSubject(const Planning& planning, std::vector<PlanLine>& lines) {
    const auto& adjusted = planning.adjustments.subject;
    SCEPTER_TRY(subject,
                adjusted ? adjustedSubject(planning, *adjusted) : subjectByTemplate(planning));
    SCEPTER_CHECK(checkSubject(subject));
    if (subject.empty() && !planning.recipe.allowEmptySubject)
        return fail(ErrorCode::SubjectRejected, "the subject is empty");
    const pki::Name& asked = planning.csr.subject();
    lines.push_back(
        {"Subject", lineText(asked.toText()), lineText(subject.toText()), !(asked == subject)});
    return subject;
}

Result<std::vector<GeneralName>> planSans(const Planning& planning, std::vector<PlanLine>& lines) {
    const std::vector<GeneralName> asked = planning.csr.subjectAltNames();
    const auto& adjusted = planning.adjustments.subjectAltNames;
    std::vector<PlanLine> sidLines;
    std::vector<GeneralName> candidates = adjusted ? *adjusted : asked;
    dropSids(candidates, planning.adjustments.sidVouched, sidLines);
    SCEPTER_TRY(names, adjusted ? adjustedSans(planning, candidates)
                                : sansByTemplate(planning, std::move(candidates)));
    SCEPTER_CHECK(checkSans(names));
    if (!asked.empty() || !names.empty()) {
        std::string issued = sanText(names);
        if (hasWildcard(names)) issued += " (with a wildcard)";
        lines.push_back({"SAN", sanText(asked), std::move(issued), asked != names});
    }
    std::ranges::move(sidLines, std::back_inserter(lines));
    return names;
}

} // namespace scepter::authority
