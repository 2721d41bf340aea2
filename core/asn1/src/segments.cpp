#include "segments.h"

namespace scepter::asn1::detail {

namespace {

/// Adds the content of one primitive BIT STRING; only the last may leave bits unused.
bool appendBits(Bits& bits, ByteView content) {
    if (bits.unused != 0 || content.empty() || content[0] > 7) return false;
    if (content.size() == 1 && content[0] != 0) return false;
    bits.unused = content[0];
    bits.octets.insert(bits.octets.end(), content.begin() + 1, content.end());
    return true;
}

} // namespace

std::unexpected<Error> malformed(std::string detail) {
    return fail(ErrorCode::Asn1Malformed, std::move(detail));
}

std::unexpected<Error> wrongElement(Element element, std::string_view wanted) {
    if (!element) return malformed(std::string(wanted).append(" missing"));
    return malformed(std::string("not a valid ")
                         .append(wanted)
                         .append(" at offset ")
                         .append(std::to_string(element.offset())));
}

bool mayBe(Element element, std::uint32_t universalTag) {
    return element.is(universalTag) || (element && element.node().tagClass != TagClass::Universal);
}

bool mayBeConstructed(const Node& node) {
    if (node.tagClass != TagClass::Universal) return true;
    switch (node.tagNumber) {
    case tag::kSequence:
    case tag::kSet:
    case 8:  // EXTERNAL
    case 11: // EMBEDDED PDV
    case 29: // CHARACTER STRING
        return true;
    default:
        return false;
    }
}

Result<Bytes> joinedContent(Element element, std::uint32_t universalTag) {
    const Node& whole = element.node();
    if (!whole.constructed) return copyOf(element.content());
    const std::vector<Node>& nodes = element.tree()->nodes();
    const std::size_t end = whole.contentOffset + whole.contentSize;
    Bytes joined;
    joined.reserve(whole.contentSize);
    for (std::size_t i = element.index() + 1; i < nodes.size() && nodes[i].offset < end; ++i) {
        const Node& segment = nodes[i];
        if (segment.tagClass != TagClass::Universal ||
            (segment.tagNumber != tag::kOctetString && segment.tagNumber != universalTag))
            return wrongElement(Element(element.tree(), static_cast<std::uint32_t>(i)),
                                "string segment");
        if (segment.constructed) continue;
        const ByteView content =
            element.tree()->buffer().subspan(segment.contentOffset, segment.contentSize);
        joined.insert(joined.end(), content.begin(), content.end());
    }
    return joined;
}

Result<Bits> bitsOf(Element element) {
    if (!mayBe(element, tag::kBitString)) return wrongElement(element, "BIT STRING");
    Bits bits;
    if (!element.isConstructed()) {
        if (!appendBits(bits, element.content())) return wrongElement(element, "BIT STRING");
        return bits;
    }
    const std::vector<Node>& nodes = element.tree()->nodes();
    const std::size_t end = element.node().contentOffset + element.node().contentSize;
    for (std::uint32_t i = element.index() + 1; i < nodes.size() && nodes[i].offset < end; ++i) {
        const Element segment(element.tree(), i);
        if (!segment.is(tag::kBitString)) return wrongElement(segment, "BIT STRING segment");
        if (!segment.isConstructed() && !appendBits(bits, segment.content()))
            return wrongElement(segment, "BIT STRING segment");
    }
    return bits;
}

} // namespace scepter::asn1::detail
