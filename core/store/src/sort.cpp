#include "sort.h"

#include <algorithm>

namespace scepter::store {

namespace {

// Some milliseconds of sorting or merging.
constexpr std::size_t kRun = 8192;
constexpr std::size_t kBlock = std::size_t{1} << 20;

Result<void> ask(const GoOn& goOn) {
    if (!goOn || goOn()) return {};
    return fail(ErrorCode::Cancelled, "the list is not wanted any more");
}

/// One pass of a merge sort from below: pairs of runs of `width` items.
template <class Item, class Less>
Result<void> mergePass(const std::vector<Item>& from, std::vector<Item>& to, std::size_t width,
                       const Less& less, const GoOn& goOn) {
    std::size_t written = 0;
    for (std::size_t begin = 0; begin < from.size(); begin += 2 * width) {
        std::size_t left = begin;
        const std::size_t leftEnd = std::min(begin + width, from.size());
        std::size_t right = leftEnd;
        const std::size_t rightEnd = std::min(begin + 2 * width, from.size());
        while (left < leftEnd || right < rightEnd) {
            if (written % kRun == 0) SCEPTER_CHECK(ask(goOn));
            const bool takeRight =
                left == leftEnd || (right < rightEnd && less(from[right], from[left]));
            to[written++] = from[takeRight ? right++ : left++];
        }
    }
    return {};
}

template <class Item, class Less>
Result<void> sortInSteps(std::vector<Item>& items, const Less& less, const GoOn& goOn) {
    for (std::size_t begin = 0; begin < items.size(); begin += kRun) {
        SCEPTER_CHECK(ask(goOn));
        const std::size_t end = std::min(begin + kRun, items.size());
        std::sort(items.begin() + static_cast<std::ptrdiff_t>(begin),
                  items.begin() + static_cast<std::ptrdiff_t>(end), less);
    }
    std::vector<Item> other(items.size() > kRun ? items.size() : 0);
    for (std::size_t width = kRun; width < items.size(); width *= 2) {
        SCEPTER_CHECK(mergePass(items, other, width, less, goOn));
        items.swap(other);
    }
    return {};
}

template <class Item>
Result<std::vector<std::int64_t>> idsOf(const std::vector<Item>& items, bool descending,
                                        const GoOn& goOn) {
    std::vector<std::int64_t> ids;
    ids.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i % kRun == 0) SCEPTER_CHECK(ask(goOn));
        ids.push_back(items[descending ? items.size() - 1 - i : i].id);
    }
    return ids;
}

std::uint64_t startOf(std::string_view text) {
    std::uint64_t start = 0;
    for (std::size_t i = 0; i < sizeof start; ++i)
        start = start << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return start;
}

} // namespace

Result<std::vector<std::int64_t>> NumberSorter::sorted(bool descending, const GoOn& goOn) {
    auto items = std::exchange(m_items, {});
    SCEPTER_CHECK(sortInSteps(items, std::less<>{}, goOn));
    return idsOf(items, descending, goOn);
}

void TextSorter::add(std::string_view key, std::int64_t id) {
    if (m_items.empty()) {
        m_common = key.size();
    } else {
        const std::string_view first = m_items.front().text;
        m_common = std::min(m_common, key.size());
        const auto commonEnd = key.begin() + static_cast<std::ptrdiff_t>(m_common);
        m_common = static_cast<std::size_t>(
            std::mismatch(key.begin(), commonEnd, first.begin()).first - key.begin());
    }
    // A block never grows beyond what it has reserved: its texts stay where they are.
    if (m_blocks.empty() || m_blocks.back().capacity() - m_blocks.back().size() < key.size())
        m_blocks.emplace_back().reserve(std::max(kBlock, key.size()));
    std::string& block = m_blocks.back();
    const std::size_t offset = block.size();
    block += key;
    m_items.push_back({0, std::string_view(block).substr(offset), id});
}

Result<std::vector<std::int64_t>> TextSorter::sorted(bool descending, const GoOn& goOn) {
    auto items = std::exchange(m_items, {});
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i % kRun == 0) SCEPTER_CHECK(ask(goOn));
        items[i].start = startOf(items[i].text.substr(m_common));
    }
    const auto less = [](const Item& a, const Item& b) {
        if (a.start != b.start) return a.start < b.start;
        const int order = a.text.compare(b.text);
        return order != 0 ? order < 0 : a.id < b.id;
    };
    SCEPTER_CHECK(sortInSteps(items, less, goOn));
    return idsOf(items, descending, goOn);
}

} // namespace scepter::store
