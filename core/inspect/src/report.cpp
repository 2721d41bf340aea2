#include "inspect/report.h"

namespace scepter::inspect {

namespace {

constexpr std::string_view kHidden = "(hidden)";

class Writer {
public:
    Writer(const Tree& tree, const ReportOptions& options)
        : m_tree(tree)
        , m_options(options) {}

    std::string write(const Inspection& inspection) {
        if (!inspection.title.empty()) line(0, bold(inspection.title));
        findings(inspection.findings);
        if (!m_tree.empty()) fields(m_tree.node(0).firstChild, kNoNode, 0);
        return std::move(m_text);
    }
    /// A node and what is below it.
    std::string write(NodeId id) {
        if (id >= m_tree.nodes().size()) return {};
        line(0, field(m_tree.node(id)));
        fields(m_tree.node(id).firstChild, id, m_tree.node(id).place.buffer);
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

    void findings(const std::vector<Finding>& all) {
        for (const Finding& finding : all) {
            std::string text = severity(finding.severity) + ": " + finding.what;
            if (!finding.advice.empty()) text += " " + finding.advice;
            text += " [" + finding.rule;
            if (!finding.section.empty()) text += ", " + finding.section;
            line(0, text + "]");
        }
        if (!all.empty()) m_text += '\n';
    }

    /// `id`, its next siblings and all below them; `above` is where they end. Without recursion:
    /// input decides how deep it goes.
    void fields(NodeId id, NodeId above, BufferId buffer) {
        const std::size_t outer = above == kNoNode ? 0 : 1;
        std::size_t depth = outer;
        while (id != kNoNode) {
            const Node& node = m_tree.node(id);
            if (node.place.size > 0 && node.place.buffer != buffer) {
                buffer = node.place.buffer;
                const Buffer& layer = m_tree.buffers()[buffer];
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
            while (m_tree.node(id).nextSibling == kNoNode) {
                id = m_tree.node(id).parent;
                if (id == kNoNode || id == above || depth == outer) return;
                --depth;
            }
            id = m_tree.node(id).nextSibling;
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

    const Tree& m_tree;
    const ReportOptions& m_options;
    std::string m_text;
};

} // namespace

std::string textReport(const Inspection& inspection, const ReportOptions& options) {
    return Writer(inspection.tree, options).write(inspection);
}

std::string nodeReport(const Tree& tree, NodeId id, const ReportOptions& options) {
    return Writer(tree, options).write(id);
}

} // namespace scepter::inspect
