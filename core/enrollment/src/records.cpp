#include "enrollment/records.h"

#include "base/text.h"

#include <array>
#include <utility>

namespace scepter::enrollment {

namespace {

constexpr std::array<std::pair<RequestState, std::string_view>, 5> kStates{{
    {RequestState::Pending, "Pending"},
    {RequestState::Issued, "Issued"},
    {RequestState::Refused, "Refused"},
    {RequestState::Failed, "Failed"},
    {RequestState::Expired, "Expired"},
}};

} // namespace

std::string_view toText(RequestState state) {
    for (const auto& [value, text] : kStates)
        if (value == state) return text;
    return "Failed";
}

std::optional<RequestState> requestStateFromText(std::string_view text) {
    for (const auto& [value, name] : kStates)
        if (equalsIgnoringCase(name, text)) return value;
    return std::nullopt;
}

} // namespace scepter::enrollment
