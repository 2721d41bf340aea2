#include "challenge/address_group.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace scepter::challenge {

namespace {

constexpr std::size_t kGroups = 8;
constexpr std::size_t kNetworkGroups = 4;

struct Groups {
    std::array<std::uint16_t, kGroups> values{};
    std::size_t count = 0;
};

// "2001:db8:1" between the ends of the text or its "::"; an empty text has no groups.
std::optional<Groups> groupsOf(std::string_view text) {
    Groups groups;
    while (!text.empty()) {
        const auto colon = text.find(':');
        const std::string_view digits = text.substr(0, colon);
        if (groups.count == kGroups || digits.empty() || digits.size() > 4) return std::nullopt;
        const char* end = digits.data() + digits.size();
        auto& value = groups.values.at(groups.count++);
        const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
        if (error != std::errc{} || stop != end) return std::nullopt;
        if (colon == std::string_view::npos) break;
        text.remove_prefix(colon + 1);
        if (text.empty()) return std::nullopt;
    }
    return groups;
}

std::optional<Groups> parseIpV6(std::string_view address) {
    address = address.substr(0, address.find('%')); // the zone of a link-local one
    const auto gap = address.find("::");
    if (gap == std::string_view::npos) {
        const auto all = groupsOf(address);
        return all && all->count == kGroups ? all : std::nullopt;
    }
    const auto before = groupsOf(address.substr(0, gap));
    const auto after = groupsOf(address.substr(gap + 2));
    if (!before || !after || before->count + after->count >= kGroups) return std::nullopt;
    Groups all = *before;
    all.count = kGroups;
    for (std::size_t i = 0; i < after->count; ++i)
        all.values.at(kGroups - after->count + i) = after->values.at(i);
    return all;
}

} // namespace

std::string addressGroup(std::string_view address) {
    const auto groups = parseIpV6(address);
    if (!groups) return std::string(address);
    std::string text;
    for (std::size_t i = 0; i < kNetworkGroups; ++i) {
        std::array<char, 4> digits{};
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), groups->values.at(i), 16)
                .ptr;
        text.append(digits.data(), end) += ':';
    }
    return text += ":/64";
}

} // namespace scepter::challenge
