#include "inspect/finding.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace scepter::inspect {

std::string_view toText(Severity severity) {
    switch (severity) {
    case Severity::Info:
        return "info";
    case Severity::Advice:
        return "advice";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        break;
    }
    return "error";
}

void sortFindings(std::vector<Finding>& findings) {
    // std::stable_sort of g++ 12 uses what clang calls deprecated; the number keeps the order.
    std::vector<std::pair<std::size_t, Finding>> numbered;
    numbered.reserve(findings.size());
    for (Finding& finding : findings)
        numbered.emplace_back(numbered.size(), std::move(finding));
    std::ranges::sort(numbered, [](const auto& a, const auto& b) {
        const auto key = [](const auto& each) {
            return std::tuple(-static_cast<int>(each.second.severity), -each.second.weight,
                              each.first);
        };
        return key(a) < key(b);
    });
    std::ranges::transform(numbered, findings.begin(),
                           [](auto& each) { return std::move(each.second); });
}

} // namespace scepter::inspect
