#include "decoder.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/text.h"
#include "pki/general_name.h"
#include "pki/name.h"

#include <array>
#include <utility>

namespace scepter::inspect {

namespace {

constexpr std::size_t kShownIntegerBytes = 32;

constexpr auto kTagNames = std::to_array<std::pair<std::uint32_t, std::string_view>>({
    {asn1::tag::kBoolean, "BOOLEAN"},
    {asn1::tag::kInteger, "INTEGER"},
    {asn1::tag::kBitString, "BIT STRING"},
    {asn1::tag::kOctetString, "OCTET STRING"},
    {asn1::tag::kNull, "NULL"},
    {asn1::tag::kOid, "OBJECT IDENTIFIER"},
    {asn1::tag::kEnumerated, "ENUMERATED"},
    {asn1::tag::kUtf8String, "UTF8String"},
    {asn1::tag::kSequence, "SEQUENCE"},
    {asn1::tag::kSet, "SET"},
    {asn1::tag::kNumericString, "NumericString"},
    {asn1::tag::kPrintableString, "PrintableString"},
    {asn1::tag::kT61String, "T61String"},
    {asn1::tag::kIa5String, "IA5String"},
    {asn1::tag::kUtcTime, "UTCTime"},
    {asn1::tag::kGeneralizedTime, "GeneralizedTime"},
    {asn1::tag::kVisibleString, "VisibleString"},
    {asn1::tag::kUniversalString, "UniversalString"},
    {asn1::tag::kBmpString, "BMPString"},
});

/// A node for a value that may not be readable: then it says so, and shows the bytes.
template <class Value, class Shown>
NodeId addValue(Decoding& decoding, NodeId parent, std::string_view name, Kind kind,
                const Part& part, const Result<Value>& value, Shown&& shown) {
    if (value) return decoding.builder.add(parent, name, kind, shown(*value), part.place());
    const NodeId id = decoding.builder.add(parent, name, Kind::Bytes,
                                           shownBytes(part.element.content()), part.place());
    if (id != kNoNode) decoding.facts.failures.emplace_back(id, value.error());
    return id;
}

std::string integerText(const Bytes& content) {
    if (content.size() <= 8) {
        std::uint64_t value = (content[0] & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
        for (const std::uint8_t byte : content)
            value = value << 8U | byte;
        return std::to_string(static_cast<std::int64_t>(value));
    }
    return shownBytes(content, kShownIntegerBytes);
}

} // namespace

Place Part::place() const {
    const asn1::Node& node = element.node();
    return {buffer, base + node.offset, node.contentOffset - node.offset, node.totalSize};
}

asn1::Limits asn1Limits(const Limits& limits) {
    // Reading is cheap next to showing, and a CRL is known as one by what stands behind its list.
    constexpr std::size_t kReadForOneShown = 16;
    return {limits.bytes, limits.nodes * kReadForOneShown, limits.depth};
}

Encoding encodingOf(const asn1::Tree& tree, std::size_t bufferSize) {
    return {tree.looksLikeDer(), bufferSize - tree.root().size()};
}

Encoding encodingOf(const Part& part) {
    if (!part) return {};
    const auto& nodes = part.element.tree()->nodes();
    const std::uint32_t first = part.element.index();
    const std::size_t end = part.element.offset() + part.element.size();
    bool der = true;
    for (std::size_t i = first; i < nodes.size() && nodes[i].offset < end && der; ++i) {
        const asn1::Node& node = nodes[i];
        const bool mayHold = node.tagClass != asn1::TagClass::Universal ||
                             node.tagNumber == asn1::tag::kSequence ||
                             node.tagNumber == asn1::tag::kSet;
        der = !node.indefinite && node.minimalLength && (!node.constructed || mayHold);
    }
    const bool alone = first == 0 && part.base == 0;
    return {der, alone ? part.element.tree()->buffer().size() - part.element.size() : 0};
}

std::string tagName(const asn1::Node& node) {
    const std::string number = std::to_string(node.tagNumber);
    switch (node.tagClass) {
    case asn1::TagClass::Context:
        return "[" + number + "]";
    case asn1::TagClass::Application:
        return "[APPLICATION " + number + "]";
    case asn1::TagClass::Private:
        return "[PRIVATE " + number + "]";
    case asn1::TagClass::Universal:
        break;
    }
    for (const auto& [tag, name] : kTagNames)
        if (tag == node.tagNumber) return std::string(name);
    return "[UNIVERSAL " + number + "]";
}

NodeId addGroup(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                std::string value) {
    return decoding.builder.add(parent, name, Kind::Group, std::move(value), part.place());
}

NodeId addOid(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return addValue(decoding, parent, name, Kind::Oid, part, asn1::oidValue(part.element),
                    [](const asn1::Oid& oid) {
                        const std::string_view known = asn1::nameOf(oid);
                        const std::string dotted = oid.toText();
                        return known.empty() ? dotted : std::string(known) + " (" + dotted + ")";
                    });
}

NodeId addInteger(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return addValue(decoding, parent, name, Kind::Number, part, asn1::integerContent(part.element),
                    integerText);
}

NodeId addBoolean(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return addValue(decoding, parent, name, Kind::Flag, part, asn1::booleanValue(part.element),
                    [](bool value) { return std::string(value ? "true" : "false"); });
}

NodeId addTime(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return addValue(decoding, parent, name, Kind::Time, part, asn1::timeValue(part.element),
                    [](TimePoint time) { return toIsoText(time); });
}

NodeId addString(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                 std::uint32_t universalTag) {
    const Result<std::string> text =
        universalTag == 0 ? asn1::stringValue(part.element)
                          : asn1::stringFromContent(universalTag, part.element.content());
    return addValue(decoding, parent, name, Kind::Text, part, text,
                    [](const std::string& value) { return shownText(value); });
}

NodeId addBytes(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    return decoding.builder.add(parent, name, Kind::Bytes, shownBytes(part.element.content()),
                                part.place());
}

NodeId addAlgorithm(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    asn1::Cursor cursor(part.element);
    const asn1::Element oid = cursor.takeIf(asn1::tag::kOid);
    const auto value = asn1::oidValue(oid);
    const NodeId id = addGroup(decoding, parent, name, part,
                               value ? asn1::shownOid(*value) : std::string("unreadable"));
    if (oid) addOid(decoding, id, "algorithm", part.with(oid));
    if (const asn1::Element parameters = cursor.take()) {
        if (value)
            addAlgorithmParameters(decoding, id, *value, part.with(parameters));
        else
            addPlain(decoding, id, "parameters", part.with(parameters));
    }
    return id;
}

NodeId addName(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const auto read = pki::Name::fromElement(part.element);
    const NodeId id =
        decoding.builder.add(parent, name, Kind::Name,
                             !read ? std::string("unreadable")
                                   : shownText(read->empty() ? "(empty)" : read->toDisplayText()),
                             part.place());
    for (asn1::Element rdn = part.element.firstChild(); rdn; rdn = rdn.nextSibling())
        for (asn1::Element pair = rdn.firstChild(); pair; pair = pair.nextSibling()) {
            const auto type = asn1::oidValue(pair.firstChild());
            const Part value = part.with(pair.child(1));
            if (!type || !value) {
                addPlain(decoding, id, "attribute", part.with(pair));
                continue;
            }
            const NodeId attribute = addString(decoding, id, asn1::shownOid(*type), value);
            (void)attribute;
        }
    return id;
}

NodeId addGeneralName(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const auto read = pki::readGeneralName(part.element);
    return addValue(decoding, parent, name, Kind::Name, part, read,
                    [](const pki::GeneralName& value) { return shownText(pki::toText(value)); });
}

NodeId addPlain(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                unsigned depth) {
    const asn1::Element element = part.element;
    if (element.isConstructed()) {
        const NodeId id = addGroup(decoding, parent, name, part, tagName(element.node()));
        if (depth == 0) {
            if (element.firstChild()) decoding.builder.setCut(id);
            return id;
        }
        for (asn1::Element child = element.firstChild(); child && id != kNoNode;
             child = child.nextSibling())
            addPlain(decoding, id, tagName(child.node()), part.with(child), depth - 1);
        return id;
    }
    if (element.is(asn1::tag::kOid)) return addOid(decoding, parent, name, part);
    if (element.is(asn1::tag::kInteger) || element.is(asn1::tag::kEnumerated))
        return addInteger(decoding, parent, name, part);
    if (element.is(asn1::tag::kBoolean)) return addBoolean(decoding, parent, name, part);
    if (element.is(asn1::tag::kUtcTime) || element.is(asn1::tag::kGeneralizedTime))
        return addTime(decoding, parent, name, part);
    if (element.is(asn1::tag::kNull))
        return decoding.builder.add(parent, name, Kind::Text, "NULL", part.place());
    if (element.node().tagClass == asn1::TagClass::Universal && asn1::stringValue(element))
        return addString(decoding, parent, name, part);
    return addBytes(decoding, parent, name, part);
}

NodeId addFailure(Decoding& decoding, NodeId parent, const Part& part, const Error& error) {
    const NodeId id = decoding.builder.add(parent, "unreadable", Kind::Bytes,
                                           shownText(error.detail), part.place());
    if (id != kNoNode) decoding.facts.failures.emplace_back(id, error);
    return id;
}

} // namespace scepter::inspect
