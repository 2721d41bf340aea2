#include "list_query.h"

#include <algorithm>

namespace scepter::store {

namespace {

constexpr std::int64_t kSearchedRows = 100'000;
constexpr std::size_t kMaxPage = 10'000;

} // namespace

ListQuery::ListQuery(std::string_view select, std::string_view id, Conditions conditions)
    : m_select(select)
    , m_id(id)
    , m_conditions(std::move(conditions)) {
    limit(50);
}

ListQuery& ListQuery::after(std::int64_t id) {
    if (id > 0) m_conditions.where(m_id + " > ?", id);
    return *this;
}

ListQuery& ListQuery::before(std::int64_t id) {
    if (id > 0) m_conditions.where(m_id + " < ?", id);
    return *this;
}

ListQuery& ListQuery::newestOf(std::int64_t highestId) {
    m_conditions.where(m_id + " > ?", highestId - kSearchedRows);
    return *this;
}

ListQuery& ListQuery::limit(std::size_t rows) {
    m_limit = static_cast<std::int64_t>(std::clamp<std::size_t>(rows, 1, kMaxPage));
    return *this;
}

std::string ListQuery::sql() const {
    std::string sql = m_select;
    if (!m_conditions.empty()) sql += " WHERE " + m_conditions.sql();
    return sql + " ORDER BY " + m_id + " DESC LIMIT ?";
}

void ListQuery::bindTo(Statement& statement) const {
    m_conditions.bindTo(statement);
    statement.bind(m_limit);
}

} // namespace scepter::store
