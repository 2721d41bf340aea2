// A pattern, or a constraint in text form, and a value: the input's first line and the rest.
#include "challenge/code.h"
#include "challenge/constraints.h"
#include "challenge/pattern.h"
#include "challenge/try_limiter.h"

#include <cstdint>
#include <cstdlib>

using namespace scepter;
using namespace scepter::challenge;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void tryPattern(std::string_view text, std::string_view value) {
    const auto pattern = Pattern::fromText(text);
    if (!pattern) {
        require(pattern.error().code == ErrorCode::InvalidArgument);
        return;
    }
    require(pattern->text() == text);
    for (const bool ignoreCase : {false, true}) {
        const auto matched = pattern->matches(value, ignoreCase);
        require(matched || matched.error().code == ErrorCode::LimitExceeded);
        require(!matched || !*matched || !value.contains('\0'));
    }
    if (pattern->kind() != PatternKind::Exact) return;
    const std::string_view body = text.starts_with("exact:") ? text.substr(6) : text;
    const auto itself = pattern->matches(body);
    require(itself && *itself);
}

void tryConstraints(std::string_view text, std::string_view value) {
    Constraints constraints;
    const bool added = addSubjectConstraint(constraints, text).has_value();
    require(added || constraints.empty());
    for (const SubjectRule& rule : constraints.subject)
        (void)rule.pattern.matches(value);
    (void)addSanConstraint(constraints, text);
    for (const SanRule& rule : constraints.subjectAltNames)
        (void)rule.pattern.matches(value, true);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto end = input.find('\n');
    const std::string_view text = input.substr(0, end);
    const std::string_view value =
        end == std::string_view::npos ? std::string_view() : input.substr(end + 1);
    tryPattern(text, value);
    tryConstraints(text, value);

    const SecretBytes once = normalizedCode(bytesOf(value));
    const SecretBytes twice = normalizedCode(once.view());
    require(sameBytes(once.view(), twice.view()));
    if (const auto limit = tryLimitFromText(text))
        require(tryLimitFromText(toText(*limit)) == limit);
    return 0;
}
