#include "list_query.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::store {

namespace {

constexpr std::int64_t kSearchedRows = 100'000;
constexpr std::size_t kMaxPage = 10'000;

std::string likePattern(std::string_view text) {
    std::string pattern = "%";
    for (const char c : toLower(text)) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

} // namespace

ListQuery::ListQuery(std::string_view select, std::string_view id)
    : m_sql(select)
    , m_id(id)
    , m_order(" ORDER BY " + std::string(id) + " DESC LIMIT ?") {
    limit(50);
}

void ListQuery::add(std::string_view condition) {
    m_sql += m_hasWhere ? " AND " : " WHERE ";
    m_sql += condition;
    m_hasWhere = true;
}

ListQuery& ListQuery::where(std::string_view condition) {
    add(condition);
    return *this;
}

ListQuery& ListQuery::where(std::string_view condition, std::int64_t value) {
    add(condition);
    m_values.emplace_back(value);
    return *this;
}

ListQuery& ListQuery::where(std::string_view condition, TimePoint value) {
    return where(condition, static_cast<std::int64_t>(value.time_since_epoch().count()));
}

ListQuery& ListQuery::before(std::int64_t id) {
    return id > 0 ? where(m_id + " < ?", id) : *this;
}

ListQuery& ListQuery::containing(std::string_view text,
                                 const std::vector<std::string_view>& columns,
                                 std::int64_t highestId) {
    if (text.empty()) return *this;
    where(m_id + " > ?", highestId - kSearchedRows);
    std::string condition;
    for (const std::string_view column : columns) {
        condition += condition.empty() ? "(" : " OR ";
        condition += "lower(" + std::string(column) + ") LIKE ? ESCAPE '\\'";
        m_values.emplace_back(likePattern(text));
    }
    add(condition + ")");
    return *this;
}

ListQuery& ListQuery::limit(std::size_t rows) {
    m_limit = static_cast<std::int64_t>(std::clamp<std::size_t>(rows, 1, kMaxPage));
    return *this;
}

std::string ListQuery::sql() const {
    return m_sql + m_order;
}

void ListQuery::bindTo(Statement& statement) const {
    for (const auto& value : m_values) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            statement.bind(*number);
        else
            statement.bind(std::get<std::string>(value));
    }
    statement.bind(m_limit);
}

} // namespace scepter::store
