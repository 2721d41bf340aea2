#include "base/text.h"
#include "challenge/constraints.h"

#include <algorithm>
#include <array>

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxConstraintText = 8192;

/// Splits at every ',' that has no '\' before it; "\," becomes ",". Any other '\' stays, so that
/// regular expressions keep theirs.
std::vector<std::string> splitAtCommas(std::string_view text) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',') {
            parts.back() += ',';
            ++i;
        } else if (text[i] == ',') {
            parts.emplace_back();
        } else {
            parts.back() += text[i];
        }
    }
    return parts;
}

Result<Pattern> patternOf(std::string_view text) {
    if (text.empty())
        return fail(ErrorCode::InvalidArgument,
                    "a constraint needs a pattern (\"exact:\" for an empty value)");
    return Pattern::fromText(text);
}

Result<SubjectRule> subjectRule(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos)
        return fail(ErrorCode::InvalidArgument,
                    "\"" + printable(text) + "\" is not ATTRIBUTE=PATTERN");
    const std::string_view name = trimmed(text.substr(0, equals));
    const auto attribute = pki::attributeType(name);
    if (!attribute)
        return fail(ErrorCode::InvalidArgument,
                    "\"" + printable(name) + "\" is no subject attribute");
    SCEPTER_TRY(pattern, patternOf(trimmed(text.substr(equals + 1))));
    return SubjectRule{*attribute, std::move(pattern), true};
}

std::optional<pki::GeneralNameType> sanType(std::string_view name) {
    using enum pki::GeneralNameType;
    for (const auto type : {Email, Dns, Uri, Ip, DirectoryName, RegisteredId, Upn, Other})
        if (equalsIgnoringCase(name, pki::toText(type))) return type;
    return std::nullopt;
}

} // namespace

Result<void> addSubjectConstraint(Constraints& constraints, std::string_view text) {
    if (text.size() > kMaxConstraintText)
        return fail(ErrorCode::InvalidArgument, "a subject constraint has at most 8192 bytes");
    if (text.starts_with("re:")) {
        if (constraints.subjectText)
            return fail(ErrorCode::InvalidArgument,
                        "there is an expression over the whole subject already");
        SCEPTER_TRY(pattern, Pattern::fromText(text));
        constraints.subjectText = std::move(pattern);
        return {};
    }
    std::vector<SubjectRule> rules;
    for (const std::string& part : splitAtCommas(text)) {
        SCEPTER_TRY(rule, subjectRule(part));
        rules.push_back(std::move(rule));
    }
    std::ranges::move(rules, std::back_inserter(constraints.subject));
    return {};
}

Result<void> addSanConstraint(Constraints& constraints, std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "\"" + printable(text) + "\" is not TYPE:PATTERN");
    const std::string_view name = trimmed(text.substr(0, colon));
    const auto type = sanType(name);
    if (!type)
        return fail(ErrorCode::InvalidArgument,
                    "\"" + printable(name) +
                        "\" is not one of email, dns, uri, ip, dirname, rid, upn, other");
    SCEPTER_TRY(pattern, patternOf(trimmed(text.substr(colon + 1))));
    constraints.subjectAltNames.push_back({*type, std::move(pattern)});
    return {};
}

} // namespace scepter::challenge
