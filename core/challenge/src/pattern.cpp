#include "challenge/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/text.h"

#include <array>
#include <cstdint>

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxPatternSize = 1024;
constexpr std::size_t kMaxValueSize = 4096;
// Enough for any honest expression over 4 KiB, and over within a few milliseconds.
constexpr std::uint32_t kMatchLimit = 100'000;
constexpr std::uint32_t kDepthLimit = 10'000;
constexpr std::uint32_t kHeapLimitKib = 8 * 1024;
constexpr std::uint32_t kParenthesesLimit = 50;

template <auto freeFunction> struct Freer {
    template <class T> void operator()(T* handle) const { freeFunction(handle); }
};
using CodePtr = std::unique_ptr<pcre2_code, Freer<pcre2_code_free>>;
using CompileContextPtr = std::unique_ptr<pcre2_compile_context, Freer<pcre2_compile_context_free>>;
using MatchContextPtr = std::unique_ptr<pcre2_match_context, Freer<pcre2_match_context_free>>;
using MatchDataPtr = std::unique_ptr<pcre2_match_data, Freer<pcre2_match_data_free>>;

PCRE2_SPTR codeUnits(std::string_view text) {
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

std::string libraryText(int error) {
    std::array<PCRE2_UCHAR, 160> buffer{};
    if (pcre2_get_error_message(error, buffer.data(), buffer.size()) < 0)
        return "PCRE2 error " + std::to_string(error);
    return reinterpret_cast<const char*>(buffer.data());
}

Result<CodePtr> compileExpression(std::string_view expression) {
    const CompileContextPtr context(pcre2_compile_context_create(nullptr));
    if (!context) return fail(ErrorCode::Internal, "no memory for a regular expression");
    pcre2_set_parens_nest_limit(context.get(), kParenthesesLimit);
    pcre2_set_max_pattern_length(context.get(), kMaxPatternSize);

    // \C could end a match within a character; it has no place in a policy.
    constexpr std::uint32_t kOptions = PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_ENDANCHORED |
                                       PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
    int error = 0;
    PCRE2_SIZE offset = 0;
    CodePtr code(pcre2_compile(codeUnits(expression), expression.size(), kOptions, &error, &offset,
                               context.get()));
    if (!code)
        return fail(ErrorCode::InvalidArgument,
                    "the regular expression does not compile at offset " + std::to_string(offset) +
                        ": " + libraryText(error));
    return code;
}

Result<MatchContextPtr> makeMatchContext() {
    MatchContextPtr context(pcre2_match_context_create(nullptr));
    if (!context) return fail(ErrorCode::Internal, "no memory for a regular expression");
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_depth_limit(context.get(), kDepthLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimitKib);
    return context;
}

bool sameCharacter(char a, char b, bool ignoreCase) {
    if (a == b) return true;
    if (!ignoreCase) return false;
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return lower(a) == lower(b);
}

/// Where the UTF-8 character that starts at `at` ends.
std::size_t afterCharacter(std::string_view text, std::size_t at) {
    do {
        ++at;
    } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

/// Going back to the last '*' alone is enough, so the cost is at most the product of both sizes.
bool fitsWildcard(std::string_view pattern, std::string_view value, bool ignoreCase) {
    std::size_t p = 0;
    std::size_t v = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (v < value.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = v;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            v = afterCharacter(value, v);
        } else if (p < pattern.size() && sameCharacter(pattern[p], value[v], ignoreCase)) {
            ++p;
            ++v;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            resume = afterCharacter(value, resume);
            v = resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

} // namespace

struct Pattern::Data {
    PatternKind kind = PatternKind::Exact;
    std::string text;
    std::string_view body; ///< `text` without its prefix
    CodePtr code;
    MatchContextPtr limits;

    [[nodiscard]] Result<bool> fitsExpression(std::string_view value) const;
};

Result<bool> Pattern::Data::fitsExpression(std::string_view value) const {
    const MatchDataPtr match(pcre2_match_data_create(1, nullptr));
    if (!match) return fail(ErrorCode::LimitExceeded, "no memory to match a regular expression");
    const int outcome =
        pcre2_match(code.get(), codeUnits(value), value.size(), 0, 0, match.get(), limits.get());
    if (outcome >= 0) return true;
    if (outcome == PCRE2_ERROR_NOMATCH) return false;
    return fail(ErrorCode::LimitExceeded,
                "the regular expression was given up: " + libraryText(outcome));
}

Result<Pattern> Pattern::fromText(std::string_view text) {
    if (text.size() > kMaxPatternSize)
        return fail(ErrorCode::InvalidArgument, "a pattern has at most 1024 bytes");
    if (!isUtf8(text) || text.contains('\0'))
        return fail(ErrorCode::InvalidArgument, "a pattern is UTF-8 text without NUL");

    auto data = std::make_shared<Data>();
    data->text = text;
    data->body = data->text;
    if (data->body.starts_with("re:")) {
        data->kind = PatternKind::Regex;
        data->body.remove_prefix(3);
        SCEPTER_TRY(code, compileExpression(data->body));
        SCEPTER_TRY(limits, makeMatchContext());
        data->code = std::move(code);
        data->limits = std::move(limits);
    } else if (data->body.starts_with("exact:")) {
        data->body.remove_prefix(6);
    } else if (data->body.find_first_of("*?") != std::string_view::npos) {
        data->kind = PatternKind::Wildcard;
    }
    return Pattern(std::move(data));
}

PatternKind Pattern::kind() const {
    return m_data->kind;
}

const std::string& Pattern::text() const {
    return m_data->text;
}

Result<bool> Pattern::matches(std::string_view value, bool ignoreCase) const {
    if (value.size() > kMaxValueSize)
        return fail(ErrorCode::LimitExceeded, "a value of more than 4096 bytes is not matched");
    // A NUL ends the text for many a reader, who then sees another name than was judged here.
    if (value.contains('\0') || !isUtf8(value)) return false;
    switch (m_data->kind) {
    case PatternKind::Regex:
        return m_data->fitsExpression(value);
    case PatternKind::Wildcard:
        return fitsWildcard(m_data->body, value, ignoreCase);
    case PatternKind::Exact:
        break;
    }
    return ignoreCase ? equalsIgnoringCase(m_data->body, value) : m_data->body == value;
}

} // namespace scepter::challenge
