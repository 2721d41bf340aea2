#include "store/lists.h"

#include <algorithm>

namespace scepter::store {

IdList IdList::range(std::int64_t first, std::int64_t last, bool newestFirst) {
    IdList list;
    list.m_newestFirst = newestFirst;
    list.m_first = first;
    list.m_last = std::max(last, first - 1);
    return list;
}

IdList IdList::ascending(std::vector<std::int64_t> ids, bool newestFirst) {
    IdList list;
    list.m_kind = Kind::Ascending;
    list.m_newestFirst = newestFirst;
    list.m_ids = std::move(ids);
    return list;
}

IdList IdList::inOrder(std::vector<std::int64_t> ids) {
    IdList list;
    list.m_kind = Kind::Other;
    list.m_newestFirst = false;
    list.m_ids = std::move(ids);
    return list;
}

std::size_t IdList::size() const {
    if (m_kind == Kind::Range) return static_cast<std::size_t>(m_last - m_first + 1);
    return m_ids.size();
}

std::int64_t IdList::at(std::size_t row) const {
    if (m_kind == Kind::Range) return m_first + static_cast<std::int64_t>(turned(row));
    return m_ids[turned(row)];
}

std::optional<std::size_t> IdList::rowOf(std::int64_t id) const {
    if (m_kind == Kind::Range) {
        if (id < m_first || id > m_last) return std::nullopt;
        return turned(static_cast<std::size_t>(id - m_first));
    }
    const auto found = m_kind == Kind::Ascending ? std::ranges::lower_bound(m_ids, id)
                                                 : std::ranges::find(m_ids, id);
    if (found == m_ids.end() || *found != id) return std::nullopt;
    return turned(static_cast<std::size_t>(found - m_ids.begin()));
}

void IdList::addNewer(const IdList& newer) {
    if (newer.empty()) return;
    if (empty()) {
        *this = newer;
        return;
    }
    if (m_kind == Kind::Range && newer.m_kind == Kind::Range && newer.m_first == m_last + 1) {
        m_last = newer.m_last;
        return;
    }
    if (m_kind == Kind::Range) {
        std::vector<std::int64_t> ids;
        ids.reserve(size() + newer.size());
        for (std::int64_t id = m_first; id <= m_last; ++id)
            ids.push_back(id);
        *this = ascending(std::move(ids), m_newestFirst);
    }
    const std::size_t count = newer.size();
    for (std::size_t i = 0; i < count; ++i)
        m_ids.push_back(newer.at(newer.m_newestFirst ? count - 1 - i : i));
}

} // namespace scepter::store
