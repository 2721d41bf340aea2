// Patterns that a property of a request must fit.
#pragma once

#include "base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace scepter::challenge {

enum class PatternKind { Exact, Wildcard, Regex };

/// A compiled pattern; copies share it. Thread-safe.
class Pattern {
public:
    /// Text form: "re:EXPRESSION" is a regular expression (PCRE2, anchored at both ends, Unicode);
    /// "exact:TEXT" is that text; any other text with '*' or '?' is a wildcard pattern, without
    /// them it is exact. InvalidArgument for an expression that does not compile, or over 1 KiB.
    static Result<Pattern> fromText(std::string_view text);

    [[nodiscard]] PatternKind kind() const;
    [[nodiscard]] const std::string& text() const; ///< as given
    /// Whole-value match. Exact and wildcard compare ASCII letters without case when `ignoreCase`.
    /// LimitExceeded when a regular expression needs too many steps: the caller must refuse.
    [[nodiscard]] Result<bool> matches(std::string_view value, bool ignoreCase = false) const;

    bool operator==(const Pattern& other) const { return text() == other.text(); }

private:
    struct Data;
    explicit Pattern(std::shared_ptr<const Data> data)
        : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

} // namespace scepter::challenge
