// Lists: conditions that are put together, newest first, a page at a time.
#pragma once

#include "rows.h"
#include "sql.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace scepter::store {

/// WHERE ... ORDER BY id DESC LIMIT. Few different texts come of it, so they stay prepared.
class ListQuery {
public:
    /// `select` up to WHERE; `id` is the column that orders.
    ListQuery(std::string_view select, std::string_view id);

    ListQuery& where(std::string_view condition);
    ListQuery& where(std::string_view condition, std::int64_t value);
    ListQuery& where(std::string_view condition, TimePoint value);
    ListQuery& before(std::int64_t id);
    /// Any of the columns holds the text, ASCII letters in any case; only among the newest 100 000
    /// rows, whose highest id is given. Nothing when the text is empty.
    ListQuery& containing(std::string_view text, const std::vector<std::string_view>& columns,
                          std::int64_t highestId);
    ListQuery& limit(std::size_t rows);

    [[nodiscard]] std::string sql() const;
    void bindTo(Statement& statement) const;

private:
    void add(std::string_view condition);

    std::string m_sql;
    std::string m_id;
    std::string m_order;
    bool m_hasWhere = false;
    std::vector<std::variant<std::int64_t, std::string>> m_values;
    std::int64_t m_limit = 0;
};

template <class T>
Result<std::vector<T>> readList(Connection& connection, const ListQuery& list,
                                Result<T> (*read)(const Statement&)) {
    auto query = connection.statement(list.sql());
    list.bindTo(query);
    return readAll(query, read);
}

} // namespace scepter::store
