// Sorting ids by a key, a million of them, without keeping who waits for a cancellation.
#pragma once

#include "base/result.h"
#include "store/lists.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::store {

/// By number, then by id.
class NumberSorter {
public:
    /// How many will come, at most; memory is only taken for those that do.
    void expect(std::size_t items) { m_items.reserve(items); }
    void add(std::int64_t key, std::int64_t id) { m_items.push_back({key, id}); }
    /// Cancelled. Leaves nothing behind.
    Result<std::vector<std::int64_t>> sorted(bool descending, const GoOn& goOn);

private:
    struct Item {
        std::int64_t key;
        std::int64_t id;
        auto operator<=>(const Item&) const = default;
    };
    std::vector<Item> m_items;
};

/// By bytes, then by id.
class TextSorter {
public:
    void expect(std::size_t items) { m_items.reserve(items); }
    void add(std::string_view key, std::int64_t id);
    Result<std::vector<std::int64_t>> sorted(bool descending, const GoOn& goOn);

private:
    struct Item {
        std::uint64_t start;   ///< the eight bytes that follow what all have in common
        std::string_view text; ///< in m_blocks
        std::int64_t id;
    };

    /// The texts, one after the other: a string of its own for each would be twice the memory, and
    /// one buffer that grows would be copied for longer than anybody should wait.
    std::vector<std::string> m_blocks;
    std::vector<Item> m_items;
    std::size_t m_common = 0; ///< how many bytes all of them begin with
};

} // namespace scepter::store
