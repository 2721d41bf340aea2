// What the rows of a list must be like, put together from filters.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sql.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace scepter::store {

/// Conditions joined by AND, with their values. Few different texts come of it, so that the
/// statements stay prepared.
class Conditions {
public:
    Conditions& where(std::string_view condition);
    Conditions& where(std::string_view condition, std::int64_t value);
    Conditions& where(std::string_view condition, TimePoint value);
    Conditions& where(std::string_view condition, std::string_view value);
    /// One of several numbers; all when there are none.
    Conditions& oneOf(std::string_view column, const std::vector<std::int64_t>& values);

    [[nodiscard]] bool empty() const { return m_sql.empty(); }
    /// "a = ? AND b = ?"
    [[nodiscard]] const std::string& sql() const { return m_sql; }
    void bindTo(Statement& statement) const;

private:
    friend class AnyOf;
    std::string m_sql;
    std::vector<std::variant<std::int64_t, std::string>> m_values;
};

/// Alternatives, of which one must hold.
class AnyOf {
public:
    AnyOf& contains(std::string_view column, std::string_view text);
    AnyOf& equals(std::string_view column, std::int64_t value);
    AnyOf& holds(std::string_view condition, std::string_view value);

    void addTo(Conditions& conditions) const;

private:
    std::string m_sql;
    std::vector<std::variant<std::int64_t, std::string>> m_values;
};

/// A text that somebody looks for: trimmed. InvalidArgument for one that is longer than anything
/// here could hold.
Result<std::string> wantedText(std::string_view text);

/// For LIKE ? ESCAPE '\': the text anywhere, or at the beginning; lower case.
std::string patternOf(std::string_view text, bool anywhere = true);

} // namespace scepter::store
