#include "extension_values.h"

#include "asn1/oid_names.h"
#include "asn1/values.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

std::string shownName(const asn1::Element& oid) {
    const auto type = asn1::oidValue(oid);
    return type ? asn1::shownOid(*type) : "extension";
}

/// For what is no ASN.1, against RFC 5280: Apple's attestation writes text as it is.
std::string shownRaw(ByteView bytes) {
    const bool text = std::ranges::all_of(
        bytes, [](std::uint8_t octet) { return octet >= 0x20 && octet < 0x7F; });
    return text ? shownText(textOf(bytes)) : shownBytes(bytes);
}

/// Shows the value below its OCTET STRING, and gives it in short.
std::string addInside(Decoding& decoding, NodeId octets, const Inside& inside,
                      const std::optional<asn1::Oid>& type) {
    const ShowValue known = type ? showValueOf(*type) : nullptr;
    if (!known && !inside.isWhole()) return shownRaw(inside.bytes());
    std::optional<std::string> text;
    if (known && inside.root()) text = known(decoding, octets, inside.root());
    if (!text && inside.root()) {
        const NodeId plain =
            addPlain(decoding, octets, tagName(inside.root().element.node()), inside.root());
        if (plain != kNoNode) text = decoding.builder.node(plain).value;
        if (known)
            addProblem(decoding, octets,
                       Error{ErrorCode::Asn1Malformed, "the value is not of its type", {}, {}});
    }
    inside.addRest(decoding, octets);
    return text.value_or("unreadable");
}

void addExtension(Decoding& decoding, NodeId parent, const Part& part,
                  std::vector<std::pair<asn1::Oid, NodeId>>* found) {
    Fields fields(part);
    const Part oid = fields.takeIf(asn1::tag::kOid);
    if (!oid) {
        addPlain(decoding, parent, "extension", part);
        return;
    }
    const NodeId id = addGroup(decoding, parent, shownName(oid.element), part);
    if (id == kNoNode) return;
    const auto type = asn1::oidValue(oid.element);
    if (type && found) found->emplace_back(*type, id);
    addOid(decoding, id, "extnID", oid);
    bool critical = false;
    if (const Part flag = fields.takeIf(asn1::tag::kBoolean)) {
        addBoolean(decoding, id, "critical", flag);
        critical = asn1::booleanValue(flag.element).value_or(false);
    }
    if (const Part octets = fields.takeIf(asn1::tag::kOctetString)) {
        const NodeId value = decoding.builder.add(
            id, "extnValue", Kind::Bytes, shownBytes(octets.element.content()), octets.place());
        const Inside inside(decoding, value, octets);
        std::string text =
            addInside(decoding, value, inside, type ? std::optional(*type) : std::nullopt);
        if (critical) text += text.empty() ? "(critical)" : " (critical)";
        decoding.builder.setValue(id, std::move(text));
    }
    fields.addRest(decoding, id);
}

} // namespace

void addExtensions(Decoding& decoding, NodeId parent, const Part& sequence,
                   std::vector<std::pair<asn1::Oid, NodeId>>* found) {
    const std::size_t count = sequence.element.childCount();
    const NodeId id = addGroup(decoding, parent, "extensions", sequence, std::to_string(count));
    Fields fields(sequence);
    while (id != kNoNode) {
        const Part each = fields.take();
        if (!each || decoding.builder.node(id).cut) return;
        addExtension(decoding, id, each, found);
    }
}

} // namespace scepter::inspect
