#include "inspect/structure.h"

#include "decoder.h"

#include "asn1/oid_names.h"
#include "asn1/values.h"
#include "base/encoding.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::size_t kShownContent = 256;

/// The content octets of a string that may hold ASN.1 itself, and where they begin; a BIT STRING
/// begins with the count of unused bits. Empty for anything else.
ByteView insideOf(asn1::Element element, std::size_t& skipped) {
    if (element.isConstructed()) return {};
    ByteView content = element.content();
    skipped = 0;
    if (element.is(asn1::tag::kBitString) && content.size() > 1 && content[0] == 0) {
        skipped = 1;
        content = content.subspan(1);
    } else if (!element.is(asn1::tag::kOctetString)) {
        return {};
    }
    // The smallest element that is worth it; most keys and digests fail here.
    return content.size() < 2 ? ByteView() : content;
}

std::string padded(std::size_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), ' ') + digits;
}

std::string valueText(asn1::Element element) {
    if (element.is(asn1::tag::kOid))
        if (const auto oid = asn1::oidValue(element)) return asn1::shownOid(*oid);
    if (element.is(asn1::tag::kBoolean))
        if (const auto value = asn1::booleanValue(element)) return *value ? "true" : "false";
    if (element.is(asn1::tag::kInteger) || element.is(asn1::tag::kEnumerated)) {
        if (const auto value = asn1::integerValue(element)) return std::to_string(*value);
        return shownBytes(element.content(), kShownContent);
    }
    if (element.is(asn1::tag::kUtcTime) || element.is(asn1::tag::kGeneralizedTime))
        return shownText(textOf(element.content()));
    if (element.is(asn1::tag::kNull)) return {};
    if (element.node().tagClass == asn1::TagClass::Universal)
        if (const auto text = asn1::stringValue(element)) return shownText(*text);
    return shownBytes(element.content());
}

/// Writes the elements of a layer into a tree of nodes. Without recursion over siblings; over depth
/// the reader's limit holds.
class Writer {
public:
    Writer(TreeBuilder& builder, BufferId buffer)
        : m_builder(builder)
        , m_buffer(buffer) {}

    void write(NodeId parent, asn1::Element element, std::size_t base, unsigned layer) {
        const asn1::Node& node = element.node();
        const Place place{m_buffer, base + node.offset, node.contentOffset - node.offset,
                          node.totalSize};
        const Kind kind = element.isConstructed() ? Kind::Group : Kind::Text;
        const NodeId id =
            m_builder.add(parent, tagName(node), kind,
                          element.isConstructed() ? std::string() : valueText(element), place);
        if (id == kNoNode) return;
        for (asn1::Element child = element.firstChild(); child; child = child.nextSibling())
            write(id, child, base, layer);
        inside(id, element, base, layer);
    }

private:
    void inside(NodeId parent, asn1::Element element, std::size_t base, unsigned layer) {
        std::size_t skipped = 0;
        const ByteView content = insideOf(element, skipped);
        if (content.empty() || layer + 1 >= m_builder.limits().layers) return;
        const auto tree = asn1::Tree::parse(content, asn1Limits(m_builder.limits()));
        // Random bytes can look like one short element: only what is made of several, or is text or
        // a number in full, is taken for ASN.1.
        if (!tree ||
            (tree->nodes().size() < 2 && !tree->root().is(asn1::tag::kOid) &&
             !tree->root().is(asn1::tag::kBitString) && !tree->root().is(asn1::tag::kOctetString)))
            return;
        write(parent, tree->root(), base + element.node().contentOffset + skipped, layer + 1);
    }

    TreeBuilder& m_builder;
    BufferId m_buffer;
};

} // namespace

Tree structureOf(ByteView bytes, const Limits& limits) {
    TreeBuilder builder(limits);
    const BufferId buffer = builder.addBuffer("layer", SecretBytes(bytes), kNoNode, false);
    const NodeId root =
        builder.add(kNoNode, "ASN.1", Kind::Group, {},
                    buffer == kNoNode ? Place{} : Place{buffer, 0, 0, bytes.size()});
    if (buffer == kNoNode) {
        builder.setCut(root);
        return std::move(builder).finish();
    }
    const auto partial = asn1::Tree::parsePartial(builder.bytes(buffer), asn1Limits(limits));
    if (partial.tree.root()) Writer(builder, buffer).write(root, partial.tree.root(), 0, 0);
    if (partial.stoppedAt < bytes.size()) {
        const std::string why = partial.error ? partial.error->detail : "bytes after the element";
        builder.add(root, "rest", Kind::Bytes, why,
                    Place{buffer, partial.stoppedAt, 0, bytes.size() - partial.stoppedAt});
    }
    return std::move(builder).finish();
}

std::string structureText(ByteView bytes, const Limits& limits) {
    std::string text;
    const auto partial = asn1::Tree::parsePartial(bytes, asn1Limits(limits));
    std::vector<std::size_t> ends; ///< of the elements that are open
    for (std::uint32_t i = 0; i < partial.tree.nodes().size(); ++i) {
        const asn1::Element element(&partial.tree, i);
        const asn1::Node& node = element.node();
        while (!ends.empty() && node.offset >= ends.back())
            ends.pop_back();
        const std::size_t header = node.contentOffset - node.offset;
        text += padded(node.offset, 5) + ":d=" + std::to_string(ends.size());
        text += ends.size() < 10 ? "  hl=" : " hl=";
        text += std::to_string(header);
        text += node.indefinite ? " l=inf  " : " l=" + padded(node.contentSize, 4) + " ";
        text += node.constructed ? "cons: " : "prim: ";
        text += std::string(ends.size(), ' ') + tagName(node);
        if (!node.constructed)
            if (const std::string value = valueText(element); !value.empty()) text += "  :" + value;
        text += '\n';
        if (node.constructed) ends.push_back(node.offset + node.totalSize);
    }
    if (partial.error)
        text +=
            "error at " + std::to_string(partial.stoppedAt) + ": " + partial.error->detail + '\n';
    return text;
}

} // namespace scepter::inspect
