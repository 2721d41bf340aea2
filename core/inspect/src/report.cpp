#include "inspect/report.h"

namespace scepter::inspect {

namespace {

constexpr std::string_view kHidden = "(hidden)";

class Writer {
public:
    Writer(const Inspection& inspection, const ReportOptions& options)
        : m_inspection(inspection)
        , m_options(options) {}

    std::string write() {
        if (!m_inspection.title.empty()) line(0, bold(m_inspection.title));
        findings();
        fields();
        return std::move(m_text);
    }

private:
    [[nodiscard]] std::string colored(std::string_view code, std::string_view text) const {
        if (!m_options.color) return std::string(text);
        return std::string("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
    }
    [[nodiscard]] std::string bold(std::string_view text) const { return colored("1", text); }

    void line(std::size_t depth, std::string_view text) {
        m_text.append(2 * depth, ' ').append(text).push_back('\n');
    }

    [[nodiscard]] std::string severity(Severity value) const {
        const std::string_view code = value == Severity::Error     ? "31"
                                      : value == Severity::Warning ? "33"
                                                                   : "36";
        return colored(code, toText(value));
    }

    void findings() {
        for (const Finding& finding : m_inspection.findings) {
            std::string text = severity(finding.severity) + ": " + finding.what;
            if (!finding.advice.empty()) text += " " + finding.advice;
            text += " [" + finding.rule;
            if (!finding.section.empty()) text += ", " + finding.section;
            line(0, text + "]");
        }
        if (!m_inspection.findings.empty()) m_text += '\n';
    }

    /// Without recursion: input decides how deep it goes.
    void fields() {
        const Tree& tree = m_inspection.tree;
        if (tree.empty()) return;
        NodeId id = tree.node(0).firstChild;
        std::size_t depth = 0;
        BufferId buffer = 0;
        while (id != kNoNode) {
            const Node& node = tree.node(id);
            if (node.place.size > 0 && node.place.buffer != buffer) {
                buffer = node.place.buffer;
                const Buffer& layer = tree.buffers()[buffer];
                line(depth,
                     colored("2", "--- " + layer.name + (layer.secret ? " (was encrypted)" : "") +
                                      ", " + std::to_string(layer.bytes->size()) + " bytes"));
            }
            line(depth, field(node));
            if (node.firstChild != kNoNode) {
                id = node.firstChild;
                ++depth;
                continue;
            }
            while (id != kNoNode && tree.node(id).nextSibling == kNoNode) {
                id = tree.node(id).parent;
                if (id == kNoNode || depth == 0) return;
                --depth;
            }
            id = tree.node(id).nextSibling;
        }
    }

    [[nodiscard]] std::string field(const Node& node) const {
        std::string text = colored(node.kind == Kind::Group ? "1" : "0", node.name);
        if (node.secret && !m_options.secrets)
            text.append(": ").append(kHidden);
        else if (!node.value.empty())
            text += ": " + node.value;
        if (node.cut) text += " (more than the limits show)";
        if (m_options.places && node.place.size > 0)
            text += colored("2", "  @" + std::to_string(node.place.offset) + " " +
                                     std::to_string(node.place.header) + "+" +
                                     std::to_string(node.place.size - node.place.header));
        return text;
    }

    const Inspection& m_inspection;
    const ReportOptions& m_options;
    std::string m_text;
};

} // namespace

std::string textReport(const Inspection& inspection, const ReportOptions& options) {
    return Writer(inspection, options).write();
}

} // namespace scepter::inspect
