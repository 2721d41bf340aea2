#include "keys.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::size_t kMost = 50;

bool beginsWith(std::string_view text, std::string_view start) {
    return text.size() >= start.size() && equalsIgnoringCase(text.substr(0, start.size()), start);
}

/// With quotes where the language would take it for something else.
std::string written(std::string_view value) {
    if (!value.empty() && value.find_first_of(" \t,\"\\") == std::string_view::npos &&
        std::string_view("~=<>").find(value[0]) == std::string_view::npos)
        return std::string(value);
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') text.push_back('\\');
        text.push_back(c);
    }
    return text.append("\"");
}

void addKeys(std::vector<Completion>& found, std::string_view typed, std::size_t offset) {
    for (const FilterKey& key : filterKeys())
        if (beginsWith(key.name, typed))
            found.push_back(
                {offset, typed.size(), std::string(key.name) + ":", std::string(key.meaning)});
}

/// The last value of a list is the one that is typed.
void addValues(std::vector<Completion>& found, const FilterToken& token, std::size_t cursor,
               const FilterWords& seen) {
    const FilterKey* known = filterKeyNamed(token.key);
    if (known == nullptr) return;
    const FilterKey& key = *known;
    std::string_view typed = token.raw.substr(0, cursor - token.valueOffset);
    std::size_t offset = token.valueOffset;
    // A comma within quotes ends nothing, but a value so far typed in quotes is completed whole.
    const std::size_t quote = typed.rfind('"');
    const std::size_t comma = typed.rfind(',');
    if (comma != std::string_view::npos && (quote == std::string_view::npos || comma > quote)) {
        typed.remove_prefix(comma + 1);
        offset += comma + 1;
    }
    std::string_view start = typed;
    if (start.starts_with('~') || start.starts_with('=')) {
        start.remove_prefix(1);
        ++offset;
    }
    const std::size_t replaced = start.size();
    if (start.starts_with('"')) start.remove_prefix(1);
    const auto add = [&](std::string_view value) {
        const auto same = [&](const Completion& one) { return one.text == written(value); };
        if (beginsWith(value, start) && found.size() < kMost && std::ranges::none_of(found, same))
            found.push_back({offset, replaced, written(value), std::string(key.meaning)});
    };
    for (const std::string_view value : key.values)
        add(value);
    for (const auto& [name, values] : seen)
        if (name == key.name)
            for (const std::string& value : values)
                add(value);
}

} // namespace

std::vector<Completion> completions(std::string_view text, std::size_t cursor,
                                    const FilterWords& seen) {
    cursor = std::min(cursor, text.size());
    std::vector<Completion> found;
    // What is behind the cursor stays as it is.
    const std::vector<FilterToken> tokens = filterTokens(text.substr(0, cursor));
    if (tokens.empty() || tokens.back().end < cursor) {
        addKeys(found, {}, cursor);
        return found;
    }
    const FilterToken& token = tokens.back();
    if (!token.key.empty())
        addValues(found, token, cursor, seen);
    else if (token.raw.find('"') == std::string_view::npos)
        addKeys(found, token.raw, token.keyOffset);
    return found;
}

} // namespace scepter::inspect
