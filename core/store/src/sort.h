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

/// By bytes, then by id. The texts lie one after the other in one buffer.
class TextSorter {
public:
    void add(std::string_view key, std::int64_t id);
    Result<std::vector<std::int64_t>> sorted(bool descending, const GoOn& goOn);

private:
    struct Item {
        std::uint64_t start; ///< the eight bytes that follow what all have in common
        std::size_t offset;
        std::size_t size;
        std::int64_t id;
    };
    [[nodiscard]] std::string_view textOfItem(const Item& item) const {
        return std::string_view(m_text).substr(item.offset, item.size);
    }

    std::string m_text;
    std::vector<Item> m_items;
    std::size_t m_common = 0; ///< how many bytes all of them begin with
};

} // namespace scepter::store
