#include "conditions.h"

#include "base/text.h"

namespace scepter::store {

namespace {

// A database has a limit for patterns of its own, which would look like damage.
constexpr std::size_t kMaxText = 1000;

std::string likeCondition(std::string_view column) {
    return "lower(" + std::string(column) + ") LIKE ? ESCAPE '\\'";
}

} // namespace

Conditions& Conditions::where(std::string_view condition) {
    if (!m_sql.empty()) m_sql += " AND ";
    m_sql += condition;
    return *this;
}

Conditions& Conditions::where(std::string_view condition, std::int64_t value) {
    m_values.emplace_back(value);
    return where(condition);
}

Conditions& Conditions::where(std::string_view condition, TimePoint value) {
    return where(condition, static_cast<std::int64_t>(value.time_since_epoch().count()));
}

Conditions& Conditions::where(std::string_view condition, std::string_view value) {
    m_values.emplace_back(std::string(value));
    return where(condition);
}

Conditions& Conditions::oneOf(std::string_view column, const std::vector<std::int64_t>& values) {
    if (values.empty()) return *this;
    std::string condition(column);
    condition += " IN (";
    for (std::size_t i = 0; i < values.size(); ++i) {
        condition += i == 0 ? "?" : ", ?";
        m_values.emplace_back(values[i]);
    }
    return where(condition + ')');
}

void Conditions::bindTo(Statement& statement) const {
    for (const auto& value : m_values) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            statement.bind(*number);
        else
            statement.bind(std::get<std::string>(value));
    }
}

AnyOf& AnyOf::contains(std::string_view column, std::string_view text) {
    return holds(likeCondition(column), patternOf(text));
}

AnyOf& AnyOf::equals(std::string_view column, std::int64_t value) {
    if (!m_sql.empty()) m_sql += " OR ";
    m_sql += std::string(column) + " = ?";
    m_values.emplace_back(value);
    return *this;
}

AnyOf& AnyOf::holds(std::string_view condition, std::string_view value) {
    if (!m_sql.empty()) m_sql += " OR ";
    m_sql += condition;
    m_values.emplace_back(std::string(value));
    return *this;
}

void AnyOf::addTo(Conditions& conditions) const {
    for (const auto& value : m_values)
        conditions.m_values.push_back(value);
    conditions.where('(' + m_sql + ')');
}

Result<std::string> wantedText(std::string_view text) {
    const std::string_view wanted = trimmed(text);
    if (wanted.size() > kMaxText)
        return fail(ErrorCode::InvalidArgument, "the text to look for is too long");
    return std::string(wanted);
}

std::string patternOf(std::string_view text, bool anywhere) {
    std::string pattern = anywhere ? "%" : "";
    for (const char c : toLower(text)) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

} // namespace scepter::store
