#include "authority/template.h"
#include "base/text.h"

#include <array>
#include <charconv>
#include <utility>

namespace scepter::authority {

namespace {

template <class T> using Word = std::pair<T, std::string_view>;

constexpr std::array<Word<SubjectPolicy>, 3> kSubjectPolicies{{
    {SubjectPolicy::Copy, "copy"},
    {SubjectPolicy::Restrict, "restrict"},
    {SubjectPolicy::Override, "override"},
}};
constexpr std::array<Word<SanPolicy>, 4> kSanPolicies{{
    {SanPolicy::Copy, "copy"},
    {SanPolicy::Restrict, "restrict"},
    {SanPolicy::Override, "override"},
    {SanPolicy::Drop, "drop"},
}};
constexpr std::array<Word<UsagePolicy>, 2> kUsagePolicies{{
    {UsagePolicy::Fixed, "fixed"},
    {UsagePolicy::FromRequest, "fromRequest"},
}};
constexpr std::array<Word<pki::KeyType>, 4> kKeyTypes{{
    {pki::KeyType::EcP256, "ec:p256"},
    {pki::KeyType::EcP384, "ec:p384"},
    {pki::KeyType::EcP521, "ec:p521"},
    {pki::KeyType::Ed25519, "ed25519"},
}};

template <class T, std::size_t size>
std::string_view textFor(const std::array<Word<T>, size>& words, T value) {
    for (const auto& [known, word] : words)
        if (known == value) return word;
    return "unknown";
}

template <class T, std::size_t size>
std::optional<T> valueFor(const std::array<Word<T>, size>& words, std::string_view text) {
    for (const auto& [value, word] : words)
        if (equalsIgnoringCase(word, text)) return value;
    return std::nullopt;
}

std::optional<unsigned> bitsFromText(std::string_view text) {
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (error != std::errc{} || end != text.data() + text.size() || bits == 0) return std::nullopt;
    return bits;
}

} // namespace

std::string_view toText(SubjectPolicy policy) {
    return textFor(kSubjectPolicies, policy);
}

std::string_view toText(SanPolicy policy) {
    return textFor(kSanPolicies, policy);
}

std::string_view toText(UsagePolicy policy) {
    return textFor(kUsagePolicies, policy);
}

std::optional<SubjectPolicy> subjectPolicyFromText(std::string_view text) {
    return valueFor(kSubjectPolicies, text);
}

std::optional<SanPolicy> sanPolicyFromText(std::string_view text) {
    return valueFor(kSanPolicies, text);
}

std::optional<UsagePolicy> usagePolicyFromText(std::string_view text) {
    return valueFor(kUsagePolicies, text);
}

std::string toText(const KeyRule& rule) {
    if (rule.type != pki::KeyType::Rsa) return std::string(textFor(kKeyTypes, rule.type));
    std::string text = "rsa:" + std::to_string(rule.minBits);
    if (rule.maxBits != rule.minBits) text += '-' + std::to_string(rule.maxBits);
    return text;
}

Result<KeyRule> keyRuleFromText(std::string_view text) {
    if (const auto type = valueFor(kKeyTypes, text)) return KeyRule{*type};
    if (equalsIgnoringCase(text.substr(0, 4), "rsa:")) {
        const std::string_view range = text.substr(4);
        const auto dash = range.find('-');
        const auto least = bitsFromText(range.substr(0, dash));
        const auto most =
            dash == std::string_view::npos ? least : bitsFromText(range.substr(dash + 1));
        if (least && most && *least <= *most) return KeyRule{pki::KeyType::Rsa, *least, *most};
    }
    return fail(ErrorCode::InvalidArgument,
                "\"" + printable(text) +
                    "\" is no key rule such as rsa:2048-4096, rsa:3072, ec:p256 or ed25519");
}

} // namespace scepter::authority
