// The keys of the filter language.
#pragma once

#include "inspect/filter.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace scepter::inspect {

enum class FilterKind : std::uint8_t { Text, Identifier, Number, Finding, Since, Until };

struct FilterKey {
    std::string_view name;
    FilterKind kind;
    std::string_view meaning;
    std::string FilterRow::* text = nullptr;  ///< for Text and Identifier
    std::span<const std::string_view> values; ///< those that are always possible
};

std::span<const FilterKey> filterKeys();
/// Null for none.
const FilterKey* filterKeyNamed(std::string_view name);

/// One term as it stands in the text, for parsing and completion alike. Offsets in bytes.
struct FilterToken {
    std::size_t offset = 0;
    std::size_t end = 0;
    bool negated = false;
    std::string key;           ///< empty: a word
    std::size_t keyOffset = 0; ///< of the key, or of the word
    std::size_t valueOffset = 0;
    std::string_view raw;   ///< the value or the word as written
    bool openQuote = false; ///< a quote has no end
};
std::vector<FilterToken> filterTokens(std::string_view text);

enum class FilterMatch : std::uint8_t { Begins, Within, Whole };
enum class FilterCompare : std::uint8_t { Equal, Less, LessOrEqual, Greater, GreaterOrEqual };

struct FilterValue {
    std::string text; ///< lower case
    FilterMatch match = FilterMatch::Begins;
    FilterCompare compare = FilterCompare::Equal;
    std::uint64_t low = 0; ///< of numbers
    std::uint64_t high = 0;
    std::optional<Duration> ago;
    TimePoint time{};
};

struct FilterTerm {
    const FilterKey* key = nullptr; ///< null: a word
    bool negated = false;
    std::vector<FilterValue> values;
};

} // namespace scepter::inspect
