#include "terminal.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::app {

namespace {

// Characters, not bytes: enough for aligning Latin text.
std::size_t widthOf(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

} // namespace

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(printable(row[i])));
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string cell = printable(row[i]);
            line += cell;
            if (i + 1 < row.size()) line.append(widths[i] - widthOf(cell) + 2, ' ');
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    return text;
}

std::string fields(const std::vector<std::pair<std::string, std::string>>& lines) {
    std::size_t width = 0;
    for (const auto& [name, value] : lines)
        if (!value.empty()) width = std::max(width, widthOf(name));
    std::string text;
    for (const auto& [name, value] : lines) {
        if (value.empty()) continue;
        text += name + ':' + std::string(width - widthOf(name) + 1, ' ') + printable(value) + '\n';
    }
    return text;
}

std::string progressBar(double share) {
    constexpr std::size_t kWidth = 20;
    const double whole = std::clamp(share, 0.0, 1.0);
    const auto done = static_cast<std::size_t>(whole * kWidth);
    const std::string percent = std::to_string(static_cast<int>(whole * 100));
    return '[' + std::string(done, '#') + std::string(kWidth - done, '.') + "] " +
           std::string(3 - percent.size(), ' ') + percent + " %";
}

} // namespace scepter::app
