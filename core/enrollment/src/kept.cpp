#include "kept.h"

#include "base/shorten.h"

#include <utility>

namespace scepter::enrollment {

namespace {

constexpr std::string_view kEllipsis = "...";
constexpr std::size_t kMaxLines = 64;

// A CSR may name thousands of things; the first ones tell what it is about.
template <class Line> std::size_t cutLines(std::vector<Line>& lines) {
    if (lines.size() <= kMaxLines) return 0;
    const std::size_t left = lines.size() - kMaxLines;
    lines.erase(lines.begin() + kMaxLines, lines.end());
    return left;
}

} // namespace

std::string keptText(std::string text, std::size_t limit) {
    if (text.size() <= limit) return text;
    return shortened(text, limit - kEllipsis.size(), kEllipsis);
}

void keepWithinLimits(RequestRecord& request) {
    for (std::string* text : {&request.subject, &request.san, &request.signerText, &request.reason})
        *text = keptText(std::move(*text));
    const std::size_t left = cutLines(request.checks) + cutLines(request.comparisons);
    for (Check& check : request.checks) {
        check.name = keptText(std::move(check.name));
        check.detail = keptText(std::move(check.detail));
    }
    for (challenge::Comparison& line : request.comparisons) {
        line.field = keptText(std::move(line.field));
        line.expected = keptText(std::move(line.expected));
        line.found = keptText(std::move(line.found));
    }
    if (left != 0)
        request.checks.push_back({"More", false, std::to_string(left) + " lines are not kept"});
    if (request.state != RequestState::Refused || request.csr.size() <= kMaxRefusedCsr) return;
    request.checks.push_back(
        {"CSR kept", false, "no: it has " + std::to_string(request.csr.size()) + " bytes"});
    request.csr.clear();
}

} // namespace scepter::enrollment
