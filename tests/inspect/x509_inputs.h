// What the tests of certificates and their kin share: inputs made by the openssl command line, and
// the two readings of each compared byte range by byte range.
#pragma once

#include "../pki/x509_support.h"
#include "compared.h"
#include "inspect/inspect.h"

#include <map>
#include <set>
#include <tuple>

namespace scepter::test {

using inspect::Inspection;
using inspect::kNoNode;
using inspect::NodeId;
using inspect::Place;

/// Offset, header length and content length of an element.
using Range = std::tuple<std::size_t, std::size_t, std::size_t>;

struct Line {
    Range range;
    bool constructed = false;
    QByteArray type; ///< "OBJECT"
};

/// The lines of `openssl asn1parse` over some bytes.
inline std::vector<Line> asn1parse(const OpenSslTool& tool, const QByteArray& der) {
    static const QRegularExpression pattern(
        QStringLiteral("^ *(\\d+):d=\\d+ +hl=(\\d+) l= *(\\d+) (cons|prim): (.*?) *(?::.*)?$"));
    std::vector<Line> lines;
    const QList<QByteArray> text =
        tool.run(QStringLiteral("asn1parse -inform DER"), der).split('\n');
    for (const QByteArray& each : text) {
        const auto match = pattern.match(QString::fromLatin1(each));
        if (!match.hasMatch()) continue;
        lines.push_back({{match.captured(1).toULongLong(), match.captured(2).toULongLong(),
                          match.captured(3).toULongLong()},
                         match.captured(4) == QLatin1String("cons"),
                         match.captured(5).trimmed().toLatin1()});
    }
    return lines;
}

inline std::string valueOf(const Inspection& inspection, std::string_view name, NodeId below = 0) {
    const NodeId id = inspection.tree.find(name, below);
    return id == kNoNode ? "(no " + std::string(name) + ")" : inspection.tree.node(id).value;
}
inline QByteArray shown(const Inspection& inspection, std::string_view name, NodeId below = 0) {
    return toQt(valueOf(inspection, name, below));
}

/// Compares each element that a tree names with what asn1parse says of the same bytes: the offset,
/// the length of the header and that of the content. Primitive elements that the tree does not
/// name are told too, but for the types of attributes in names.
class RangeCheck {
public:
    RangeCheck(const OpenSslTool& tool, const Inspection& inspection)
        : m_tool(tool)
        , m_inspection(inspection) {}

    /// Empty when all agree.
    QByteArray differences(NodeId start = 0) {
        Compared::ranges(m_inspection);
        const auto& nodes = m_inspection.tree.nodes();
        for (NodeId id = start; id < nodes.size(); ++id)
            if (nodes[id].place.header > 0) check(id);
        return m_text;
    }
    [[nodiscard]] std::size_t compared() const { return m_compared; }

private:
    using Window = std::pair<inspect::BufferId, std::size_t>; // where the bytes begin

    /// The bytes that were parsed around a node: those of the nearest string above it, or the
    /// buffer.
    Window windowOf(NodeId id) const {
        const auto& tree = m_inspection.tree;
        const auto& place = tree.node(id).place;
        for (NodeId above = tree.node(id).parent; above != kNoNode;
             above = tree.node(above).parent) {
            const auto& outer = tree.node(above).place;
            if (outer.buffer != place.buffer) break;
            if (outer.header == 0 || outer == place) continue;
            const std::uint8_t tag = tree.bytes(outer)[0];
            const bool string = tag == 0x04 || tag == 0x03;
            if (string && outer.offset + outer.header <= place.offset)
                return {place.buffer, outer.offset + outer.header + (tag == 0x03 ? 1 : 0)};
        }
        return {place.buffer, 0};
    }
    const std::set<Range>& rangesOf(const Window& window, NodeId id) {
        auto found = m_ranges.find(window);
        if (found != m_ranges.end()) return found->second;
        const ByteView all = m_inspection.tree.buffers()[window.first].bytes->view();
        std::size_t end = all.size();
        for (NodeId above = m_inspection.tree.node(id).parent; above != kNoNode;
             above = m_inspection.tree.node(above).parent) {
            const auto& outer = m_inspection.tree.node(above).place;
            if (outer.buffer == window.first && outer.header > 0 &&
                outer.offset + outer.header <= window.second) {
                end = outer.offset + outer.size;
                break;
            }
        }
        std::set<Range>& ranges = m_ranges[window];
        for (const Line& line :
             asn1parse(m_tool, toQt(all.subspan(window.second, end - window.second))))
            ranges.insert(line.range);
        return ranges;
    }
    void check(NodeId id) {
        const auto& node = m_inspection.tree.node(id);
        const Window window = windowOf(id);
        const Range range{node.place.offset - window.second, node.place.header,
                          node.place.size - node.place.header};
        ++m_compared;
        if (rangesOf(window, id).contains(range)) return;
        m_text += toQt(m_inspection.tree.path(id)) + " at " +
                  QByteArray::number(node.place.offset) + "\n";
    }

    const OpenSslTool& m_tool;
    const Inspection& m_inspection;
    std::map<Window, std::set<Range>> m_ranges;
    QByteArray m_text;
    std::size_t m_compared = 0;
};

/// Primitive elements of the outermost layer that no node stands for. OIDs are left out: those in
/// names are told by the names of nodes.
inline QByteArray missing(const OpenSslTool& tool, const Inspection& inspection) {
    std::set<Range> shown;
    for (const auto& node : inspection.tree.nodes())
        if (node.place.buffer == 0 && node.place.header > 0)
            shown.insert(
                {node.place.offset, node.place.header, node.place.size - node.place.header});
    QByteArray text;
    for (const Line& line : asn1parse(tool, toQt(inspection.tree.buffers()[0].bytes->view())))
        if (!line.constructed && line.type != "OBJECT" && !shown.contains(line.range))
            text += QByteArray::number(std::get<0>(line.range)) + " " + line.type + "\n";
    return text;
}

inline QByteArray failures(const Inspection& inspection) {
    QByteArray text;
    for (const auto& [node, error] : inspection.facts.failures)
        text += toQt(inspection.tree.path(node)) + ": " + toQt(toText(error)) + "\n";
    return text;
}

/// Every byte range stands inside its buffer, and children inside their parents' buffers.
inline bool rangesAreInside(const Inspection& inspection) {
    const auto& buffers = inspection.tree.buffers();
    for (const auto& node : inspection.tree.nodes()) {
        const Place& place = node.place;
        if (place.size == 0) continue;
        if (place.buffer >= buffers.size()) return false;
        const std::size_t all = buffers[place.buffer].bytes->size();
        if (place.offset > all || place.size > all - place.offset || place.header > place.size)
            return false;
    }
    return true;
}

/// The text behind "label" in the lines of a program's output; "(none)" without it.
inline QByteArray field(const QByteArray& text, const QByteArray& label) {
    for (const QByteArray& line : text.split('\n'))
        if (const qsizetype at = line.indexOf(label); at >= 0)
            return line.mid(at + label.size()).trimmed();
    return "(none)";
}

} // namespace scepter::test
