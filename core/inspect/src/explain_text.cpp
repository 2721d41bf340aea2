#include "inspect/explain.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

/// Code points: near enough to columns for what we write.
std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

/// Breaks at spaces; what has none stays whole. Later lines stand below the first word.
void addWrapped(std::string& out, std::string_view first, std::string_view text,
                std::size_t width) {
    const std::string indent(columns(first), ' ');
    out += first;
    std::size_t used = columns(first);
    bool atStart = true;
    for (const std::string_view word : split(text, ' ')) {
        const std::size_t size = columns(word);
        if (!atStart && used + 1 + size > width) {
            out += '\n' + indent;
            used = indent.size();
            atStart = true;
        }
        if (!atStart) {
            out += ' ';
            ++used;
        }
        out += word;
        used += size;
        atStart = false;
    }
    out += '\n';
}

std::string bulletOf(const ExplainedLine& line) {
    if (line.severity) return "- " + std::string(toText(*line.severity)) + ": ";
    return line.label.empty() ? std::string() : line.label + ": ";
}

} // namespace

std::string explanationText(const Explanation& explanation, std::size_t width) {
    std::string out;
    if (!explanation.title.empty()) {
        addWrapped(out, {}, explanation.title, width);
        out += std::string(std::min(columns(explanation.title), width), '=') + '\n';
    }
    for (const ExplainedPart& part : explanation.parts) {
        out += '\n' + part.heading + '\n' + std::string(columns(part.heading), '-') + '\n';
        for (const ExplainedLine& line : part.lines)
            addWrapped(out, bulletOf(line),
                       line.section.empty() ? line.text : line.text + " [" + line.section + "]",
                       width);
    }
    return out;
}

} // namespace scepter::inspect
