#include "asn1/oid_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::asn1 {

namespace {

using Named = std::pair<std::string_view, std::string_view>;

/// Sorted by the dotted text.
constexpr auto kNames = std::to_array<Named>({
#include "oid_table.inc"
});
static_assert(std::ranges::is_sorted(kNames, {}, &Named::first));

} // namespace

std::string_view nameOf(const Oid& oid) {
    const std::string dotted = oid.toText();
    const auto found = std::ranges::lower_bound(kNames, dotted, {}, &Named::first);
    return found != kNames.end() && found->first == dotted ? found->second : std::string_view();
}

std::string shownOid(const Oid& oid) {
    const std::string_view name = nameOf(oid);
    return name.empty() ? oid.toText() : std::string(name);
}

} // namespace scepter::asn1
