#include "workbench/certificate_facts.h"

#include <iterator>
#include <list>
#include <map>
#include <utility>

namespace scepter::workbench {

namespace {

using Key = std::pair<std::string, std::string>; ///< group and name

/// The values that one field has on both sides, in order.
struct Field {
    Key key;
    std::vector<std::string> left;
    std::vector<std::string> right;
};

std::string shownValue(const Fact& fact) {
    return fact.critical ? fact.value + " (critical)" : fact.value;
}

/// The fields of both sides in one order.
class Merge {
public:
    void addLeft(const Facts& facts) {
        for (const Fact& fact : facts)
            place(fact, m_fields.end())->left.push_back(shownValue(fact));
    }

    // A new field goes behind the one before it on its own side, within its group, or else behind
    // all of the group that is before it.
    void addRight(const Facts& facts) {
        auto after = m_fields.begin();
        bool first = true;
        for (const Fact& fact : facts) {
            auto before = first ? m_fields.begin() : std::next(after);
            if (!first && after->key.first != fact.group) before = endOfGroup(after);
            after = place(fact, before);
            after->right.push_back(shownValue(fact));
            first = false;
        }
    }

    [[nodiscard]] const std::list<Field>& fields() const { return m_fields; }

private:
    using Place = std::list<Field>::iterator;

    Place place(const Fact& fact, Place before) {
        Key key{fact.group, fact.name};
        const auto known = m_places.find(key);
        if (known != m_places.end()) return known->second;
        // A group that is there already stays together.
        if (const auto group = m_lastOfGroup.find(fact.group);
            group != m_lastOfGroup.end() &&
            (before == m_fields.begin() || std::prev(before)->key.first != fact.group))
            before = std::next(group->second);
        const Place placed = m_fields.insert(before, Field{key, {}, {}});
        m_places.emplace(std::move(key), placed);
        const auto last = m_lastOfGroup.find(fact.group);
        if (last == m_lastOfGroup.end())
            m_lastOfGroup.emplace(fact.group, placed);
        else if (std::next(last->second) == placed)
            last->second = placed;
        return placed;
    }

    Place endOfGroup(Place member) { return std::next(m_lastOfGroup.at(member->key.first)); }

    std::list<Field> m_fields;
    std::map<Key, Place> m_places;
    std::map<std::string, Place> m_lastOfGroup;
};

/// Pairs what is equal, then the rest in order.
void pairValues(const Field& field, std::vector<FactDifference>& lines) {
    std::multimap<std::string_view, std::size_t> open;
    for (std::size_t i = 0; i < field.right.size(); ++i)
        open.emplace(field.right[i], i);
    std::vector<bool> taken(field.right.size());
    std::vector<bool> paired(field.left.size());
    for (std::size_t i = 0; i < field.left.size(); ++i) {
        const auto same = open.find(field.left[i]);
        if (same == open.end()) continue;
        paired[i] = true;
        taken[same->second] = true;
        open.erase(same);
    }
    std::size_t next = 0;
    const auto nextFree = [&] {
        while (next < taken.size() && taken[next])
            ++next;
        return next < taken.size() ? field.right[next++] : std::string();
    };
    const auto& [group, name] = field.key;
    for (std::size_t i = 0; i < field.left.size(); ++i)
        lines.push_back({group, name, field.left[i], paired[i] ? field.left[i] : nextFree(),
                         static_cast<bool>(paired[i])});
    for (; next < taken.size(); ++next)
        if (!taken[next]) lines.push_back({group, name, {}, field.right[next], false});
}

} // namespace

std::vector<FactDifference> compareFacts(const Facts& left, const Facts& right) {
    Merge merge;
    merge.addLeft(left);
    merge.addRight(right);
    std::vector<FactDifference> lines;
    for (const Field& field : merge.fields())
        pairValues(field, lines);
    return lines;
}

} // namespace scepter::workbench
