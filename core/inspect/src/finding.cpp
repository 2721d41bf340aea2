#include "inspect/finding.h"

#include <algorithm>

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
    std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
        return a.severity != b.severity ? a.severity > b.severity : a.weight > b.weight;
    });
}

} // namespace scepter::inspect
