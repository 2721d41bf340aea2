// Lists, newest first, a page at a time.
#pragma once

#include "conditions.h"
#include "rows.h"
#include "sql.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::store {

/// WHERE ... ORDER BY id DESC LIMIT.
class ListQuery {
public:
    /// `select` up to WHERE; `id` is the column that orders.
    ListQuery(std::string_view select, std::string_view id, Conditions conditions);

    /// 0: no bound.
    ListQuery& after(std::int64_t id);
    ListQuery& before(std::int64_t id);
    /// Only among the newest 100 000 rows, whose highest id is given: for what no index finds.
    ListQuery& newestOf(std::int64_t highestId);
    ListQuery& limit(std::size_t rows);

    [[nodiscard]] std::string sql() const;
    void bindTo(Statement& statement) const;

private:
    std::string m_select;
    std::string m_id;
    Conditions m_conditions;
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
