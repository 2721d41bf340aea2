#include "placeholders.h"

#include "base/text.h"

namespace scepter::authority {

namespace {

constexpr std::string_view kAuthority = "{authority}";
constexpr std::string_view kGeneration = "{generation}";

/// Hands the pieces of a pattern out, in order.
Result<void> walk(std::string_view pattern, const std::function<void(std::string_view)>& onText,
                  const std::function<Result<void>(const asn1::Oid&)>& onPlaceholder) {
    while (!pattern.empty()) {
        const auto brace = pattern.find_first_of("{}");
        onText(pattern.substr(0, brace));
        if (brace == std::string_view::npos) break;
        const auto end = pattern.find_first_of("{}", brace + 1);
        if (pattern[brace] == '}' || end == std::string_view::npos || pattern[end] == '{')
            return fail(ErrorCode::InvalidArgument, "the braces of a pattern do not match");
        const std::string_view name = pattern.substr(brace + 1, end - brace - 1);
        const auto attribute = pki::attributeType(name);
        if (!attribute)
            return fail(ErrorCode::InvalidArgument,
                        "\"{" + printable(name) + "}\" is no subject attribute");
        SCEPTER_CHECK(onPlaceholder(*attribute));
        pattern.remove_prefix(end + 1);
    }
    return {};
}

Result<std::string_view> firstValue(const pki::Name& subject, const asn1::Oid& type) {
    for (const pki::Rdn& rdn : subject.rdns())
        for (const pki::NameAttribute& attribute : rdn) {
            if (attribute.type != type) continue;
            const bool isText = attribute.stringTag != 0 || attribute.encoded.empty();
            if (!isText || attribute.value.empty() || !isPlainText(attribute.value))
                return fail(ErrorCode::SubjectRejected, "the subject's " +
                                                            pki::attributeShortName(type) +
                                                            " is not plain text");
            return attribute.value;
        }
    return fail(ErrorCode::SubjectRejected, "the template needs " + pki::attributeShortName(type) +
                                                " of the subject, and the request has none");
}

} // namespace

bool isPlainText(std::string_view text) {
    if (!isUtf8(text)) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 || c == 0x7F) return false;
        // U+0080 to U+009F: the C1 control characters.
        if (c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
    }
    return true;
}

Result<std::string> fillPlaceholders(std::string_view pattern, const pki::Name& subject,
                                     const PlaceholderFilter& filter) {
    std::string filled;
    SCEPTER_CHECK(walk(
        pattern, [&](std::string_view text) { filled += text; },
        [&](const asn1::Oid& attribute) -> Result<void> {
            SCEPTER_TRY(value, firstValue(subject, attribute));
            SCEPTER_TRY(safe, filter(value));
            filled += safe;
            return {};
        }));
    return filled;
}

Result<void> checkPlaceholders(std::string_view pattern) {
    return walk(pattern, [](std::string_view) {}, [](const asn1::Oid&) { return Result<void>(); });
}

bool hasPlaceholders(std::string_view pattern) {
    return pattern.contains('{');
}

std::string fillIssuerPlaceholders(std::string_view address, std::string_view authority,
                                   unsigned generation) {
    const std::string number = std::to_string(generation);
    std::string filled;
    while (!address.empty()) {
        if (address.starts_with(kAuthority)) {
            filled += authority;
            address.remove_prefix(kAuthority.size());
        } else if (address.starts_with(kGeneration)) {
            filled += number;
            address.remove_prefix(kGeneration.size());
        } else {
            filled += address.front();
            address.remove_prefix(1);
        }
    }
    return filled;
}

Result<void> checkIssuerPlaceholders(std::string_view address) {
    if (fillIssuerPlaceholders(address, {}, 0).find_first_of("{}") == std::string::npos) return {};
    return fail(ErrorCode::InvalidArgument,
                "\"" + printable(address) +
                    "\": an address has no placeholders but {authority} and {generation}");
}

} // namespace scepter::authority
