// What the tests of the inspector share: keyrings, trees in words, and openssl's reading of them.
#pragma once

#include "../pki/cms_support.h"
#include "compared.h"

#include "inspect/exchange.h"
#include "inspect/inspect.h"

#include <QRegularExpression>

#include <functional>
#include <set>
#include <tuple>

namespace scepter::test {

using inspect::Inspection;
using inspect::NodeId;

inline inspect::Options optionsWith(const inspect::Keyring& keys,
                                    const char* now = "2026-11-22T12:00:00Z") {
    inspect::Options options;
    options.keys = &keys;
    options.now = at(now);
    return options;
}

inline pki::Certificate captureCertificate(const QByteArray& file) {
    return pki::readCertificates(fromQt(captureFile(file))).value().front();
}

/// The value of the first node with this name; "(none)" when there is none.
inline std::string valueOf(const Inspection& inspection, std::string_view name, NodeId below = 0) {
    const NodeId id = inspection.tree.find(name, below);
    return id == inspect::kNoNode ? "(none)" : inspection.tree.node(id).value;
}

/// The content octets of the first node with this name.
inline Bytes contentOf(const Inspection& inspection, std::string_view name) {
    const NodeId id = inspection.tree.find(name);
    if (id == inspect::kNoNode) return {};
    return copyOf(inspection.tree.content(inspection.tree.node(id).place));
}

inline std::string treeText(const Inspection& inspection, NodeId id = 0, unsigned depth = 0) {
    const inspect::Node& node = inspection.tree.node(id);
    std::string text(2 * std::size_t{depth}, ' ');
    text += node.name + ": " + node.value + "\n";
    for (const NodeId child : inspection.tree.children(id))
        text += treeText(inspection, child, depth + 1);
    return text;
}

inline bool hasFinding(const std::vector<inspect::Finding>& findings, std::string_view rule) {
    return std::ranges::find(findings, rule, &inspect::Finding::rule) != findings.end();
}

inline QByteArray rulesOf(const std::vector<inspect::Finding>& findings) {
    QByteArray rules;
    for (const inspect::Finding& finding : findings)
        rules += toQt(finding.rule) + ' ';
    return rules;
}

/// Offset, header and content size; the size is nothing where openssl prints "inf".
using Range = std::tuple<std::size_t, std::size_t, std::optional<std::size_t>>;

/// Every element that `openssl asn1parse` lists.
inline std::set<Range> asn1parseRanges(const OpenSslTool& tool, ByteView der) {
    static const QRegularExpression kLine(
        QStringLiteral("^\\s*(\\d+):d=\\s*\\d+\\s+hl=(\\d+) l=\\s*(\\d+|inf)\\s"));
    std::set<Range> ranges;
    const QByteArray output = tool.runList(
        {QStringLiteral("asn1parse"), QStringLiteral("-inform"), QStringLiteral("DER")}, toQt(der));
    for (const QByteArray& line : output.split('\n')) {
        const auto match = kLine.match(QString::fromUtf8(line));
        if (!match.hasMatch()) continue;
        std::optional<std::size_t> size;
        if (match.captured(3) != u"inf") size = match.captured(3).toULongLong();
        ranges.insert({match.captured(1).toULongLong(), match.captured(2).toULongLong(), size});
    }
    return ranges;
}

/// What openssl sees in a buffer; inside of strings it looks only when told to.
class SeenElements {
public:
    SeenElements(const OpenSslTool& tool, ByteView der)
        : m_tool(tool)
        , m_der(der)
        , m_ranges(asn1parseRanges(tool, der)) {}

    [[nodiscard]] bool empty() const { return m_ranges.empty(); }
    bool holds(const inspect::Place& place) {
        return sees(place) || (lookInside(place) && holds(place));
    }

private:
    [[nodiscard]] bool sees(const inspect::Place& place) const {
        return m_ranges.contains({place.offset, place.header, place.size - place.header}) ||
               m_ranges.contains({place.offset, place.header, std::nullopt});
    }

    /// Has openssl read the innermost OCTET or BIT STRING around a place; false when it was before,
    /// or there is none.
    bool lookInside(const inspect::Place& place) {
        std::optional<Range> innermost;
        for (const Range& range : m_ranges) {
            const auto& [offset, header, size] = range;
            const std::uint8_t tag = m_der[offset];
            if (!size || (tag != 0x03 && tag != 0x04)) continue;
            const bool around = offset + header <= place.offset &&
                                place.offset + place.size <= offset + header + *size;
            if (around && (!innermost || *size < std::get<2>(*innermost))) innermost = range;
        }
        if (!innermost || !m_read.insert(*innermost).second) return false;
        const auto& [offset, header, size] = *innermost;
        const std::size_t unused = m_der[offset] == 0x03 ? 1 : 0;
        const std::size_t begin = offset + header + unused;
        for (const auto& [inner, innerHeader, innerSize] :
             asn1parseRanges(m_tool, m_der.subspan(begin, *size - unused)))
            m_ranges.insert({begin + inner, innerHeader, innerSize});
        return true;
    }

    const OpenSslTool& m_tool;
    ByteView m_der;
    std::set<Range> m_ranges;
    std::set<Range> m_read;
};

/// The first node that does not stand where openssl sees an element; empty when all do. `checked`
/// counts the nodes.
inline QByteArray misplacedNode(const OpenSslTool& tool, const Inspection& inspection,
                                std::size_t& checked) {
    Compared::ranges(inspection);
    std::vector<SeenElements> seen;
    for (const inspect::Buffer& buffer : inspection.tree.buffers())
        seen.emplace_back(tool, buffer.bytes->view());
    for (NodeId id = 0; id < inspection.tree.nodes().size(); ++id) {
        const inspect::Place& place = inspection.tree.node(id).place;
        if (place.header == 0 || seen[place.buffer].empty()) continue;
        ++checked;
        if (!seen[place.buffer].holds(place))
            return toQt(inspection.tree.path(id)) + " at " + QByteArray::number(place.offset);
    }
    return {};
}

/// What `openssl cms -cmsout -print` says of object identifiers and serial numbers, in its order,
/// without what it says of the certificates.
inline QStringList printedFields(const OpenSslTool& tool, const char* file) {
    static const QRegularExpression kOid(QStringLiteral(
        "^\\s+(algorithm|object|contentType|eContentType): .*\\((\\d+(?:\\.\\d+)+)\\)$"));
    static const QRegularExpression kSerial(
        QStringLiteral("^\\s+serialNumber: (0x)?([0-9A-Fa-f]+)"));
    const QByteArray output =
        tool.run(QStringLiteral("cms -cmsout -print -noout -inform DER -in ") + tool.path(file));
    QStringList fields;
    bool inCertificates = false;
    for (const QByteArray& line : output.split('\n')) {
        const QString text = QString::fromUtf8(line);
        if (text == u"    certificates:") inCertificates = true;
        if (text == u"    crls:") inCertificates = false;
        if (inCertificates) continue;
        if (const auto match = kOid.match(text); match.hasMatch()) fields << match.captured(2);
        const auto serial = kSerial.match(text);
        if (!serial.hasMatch()) continue;
        // Short ones are printed in decimal.
        QString hex = serial.captured(1).isEmpty()
                          ? QString::number(serial.captured(2).toULongLong(), 16)
                          : serial.captured(2);
        if (hex.size() % 2 != 0) hex.prepend(u'0');
        fields << hex.toUpper();
    }
    return fields;
}

/// The same of our tree.
inline QStringList shownFields(const Inspection& inspection) {
    static const QRegularExpression kOid(QStringLiteral("(\\d+(?:\\.\\d+)+)\\)?$"));
    static const std::set<std::string> kOidNames{"algorithm", "attrType", "contentType",
                                                 "eContentType"};
    Compared::fields(inspection);
    const inspect::Tree& tree = inspection.tree;
    QStringList fields;
    std::function<void(NodeId)> walk = [&](NodeId id) {
        const inspect::Node& node = tree.node(id);
        if (node.place.buffer != 0 || node.name == "certificates" || node.name == "parameters" ||
            node.name == "attrValues")
            return;
        const QString value = QString::fromStdString(node.value);
        // An attribute contentType has children; the field contentType has none.
        if (kOidNames.contains(node.name) && node.firstChild == inspect::kNoNode)
            fields << kOid.match(value).captured(1);
        if (node.name == "serialNumber") fields << value;
        for (const NodeId child : tree.children(id))
            walk(child);
    };
    walk(0);
    return fields;
}

} // namespace scepter::test
