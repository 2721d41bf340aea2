// SignerInfo and its attributes (RFC 5652 section 5.3, RFC 8894 section 3.2.1).
#include "cms_parts.h"
#include "scep_words.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

constexpr asn1::Oid kAlgorithmProtection{"1.2.840.113549.1.9.52"};
constexpr asn1::Oid kCountersignature{"1.2.840.113549.1.9.6"};
constexpr std::size_t kShownOctets = 64;

std::optional<int> decimal(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || text.front() == '-' || error != std::errc() ||
        end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::string wordText(const asn1::Oid& type, const std::string& text) {
    const auto number = decimal(text);
    if (!number) return shownText(text);
    if (type == oids::kMessageType) return withNumber(messageTypeWord(*number), *number);
    if (type == oids::kPkiStatus) return withNumber(pkiStatusWord(*number), *number);
    if (type == oids::kFailInfo) return withNumber(failInfoWord(*number), *number);
    return shownText(text);
}

/// What an attribute says, on one line.
std::string meaningOf(const asn1::Oid& type, asn1::Element value) {
    if (value.is(tag::kOid))
        if (const auto oid = asn1::oidValue(value)) return asn1::shownOid(*oid);
    if (value.is(tag::kUtcTime) || value.is(tag::kGeneralizedTime))
        if (const auto time = asn1::timeValue(value)) return toIsoText(*time);
    if (value.is(tag::kOctetString))
        if (const auto octets = asn1::octetStringValue(value))
            return shownBytes(*octets, kShownOctets);
    if (value.node().tagClass == asn1::TagClass::Universal)
        if (const auto text = asn1::stringValue(value)) return wordText(type, *text);
    return value ? tagName(value.node()) : std::string("no value");
}

Kind kindOf(asn1::Element value) {
    if (value.is(tag::kOid)) return Kind::Oid;
    if (value.is(tag::kUtcTime) || value.is(tag::kGeneralizedTime)) return Kind::Time;
    if (value.is(tag::kOctetString)) return Kind::Bytes;
    return value.isConstructed() || !value ? Kind::Group : Kind::Text;
}

/// CMSAlgorithmProtection (RFC 6211 section 2).
void addAlgorithmProtection(Decoding& decoding, NodeId parent, std::string_view name,
                            const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    asn1::Cursor cursor(part.element);
    if (const auto digest = cursor.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "digestAlgorithm", part.with(digest));
    if (const auto signature = cursor.takeIfContext(1))
        addAlgorithm(decoding, id, "signatureAlgorithm", part.with(signature));
    if (const auto mac = cursor.takeIfContext(2))
        addAlgorithm(decoding, id, "macAlgorithm", part.with(mac));
    if (const auto rest = cursor.take()) addPlain(decoding, id, "rest", part.with(rest));
}

void addAttributeValue(Decoding& decoding, NodeId parent, std::string_view name,
                       const asn1::Oid& type, const Part& value) {
    if (type == kAlgorithmProtection && value.element.is(tag::kSequence))
        addAlgorithmProtection(decoding, parent, name, value);
    else if (type == kCountersignature && value.element.is(tag::kSequence))
        addSigner(decoding, parent, name, value);
    else
        addPlain(decoding, parent, name, value);
}

AttributeFacts factsOf(NodeId node, const asn1::Oid& type, asn1::Element values) {
    AttributeFacts facts;
    facts.node = node;
    facts.type = type;
    facts.values = values.childCount();
    if (const auto first = values.firstChild()) {
        const asn1::Node& read = first.node();
        if (read.tagClass == asn1::TagClass::Universal) facts.tag = read.tagNumber;
        facts.size = read.contentSize;
        facts.longLength = read.indefinite || read.contentOffset - read.offset > 2;
    }
    return facts;
}

NodeId addAttribute(Decoding& decoding, NodeId parent, const Part& part,
                    std::vector<AttributeFacts>* found) {
    const Part typePart = part.with(part.element.child(0));
    const Part values = part.with(part.element.child(1));
    const auto type = asn1::oidValue(typePart.element);
    if (!type || !values.element.is(tag::kSet))
        return addPlain(decoding, parent, "Attribute", part);
    const asn1::Element first = values.element.firstChild();
    const NodeId id = decoding.builder.add(parent, asn1::shownOid(*type), kindOf(first),
                                           meaningOf(*type, first), part.place());
    if (id == kNoNode) return id;
    addOid(decoding, id, "attrType", typePart);
    const NodeId set = addGroup(decoding, id, "attrValues", values);
    std::size_t position = 0;
    for (auto value = first; value && set != kNoNode; value = value.nextSibling())
        addAttributeValue(decoding, set, positionName(position++), *type, values.with(value));
    if (found != nullptr) found->push_back(factsOf(id, *type, values.element));
    return id;
}

bool sortedAsDer(asn1::Element set) {
    for (auto child = set.firstChild(); child && child.nextSibling(); child = child.nextSibling())
        if (std::ranges::lexicographical_compare(child.nextSibling().encoded(), child.encoded()))
            return false;
    return true;
}

} // namespace

NodeId addAttributes(Decoding& decoding, NodeId parent, std::string_view name, const Part& set,
                     std::vector<AttributeFacts>* found) {
    const NodeId id = addGroup(decoding, parent, name, set);
    for (auto child = set.element.firstChild(); child && id != kNoNode; child = child.nextSibling())
        if (addAttribute(decoding, id, set.with(child), found) == kNoNode) break;
    return id;
}

SignerFacts addSigner(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    SignerFacts facts;
    facts.node = addGroup(decoding, parent, name, part);
    asn1::Cursor cursor(part.element);
    if (const auto version = cursor.takeIf(tag::kInteger))
        addInteger(decoding, facts.node, "version", part.with(version));
    if (const auto sid = cursor.take()) addIdentifier(decoding, facts.node, "sid", part.with(sid));
    if (const auto digest = cursor.takeIf(tag::kSequence))
        facts.digestNode = addAlgorithm(decoding, facts.node, "digestAlgorithm", part.with(digest));
    if (const auto attributes = cursor.takeIfContext(0)) {
        addAttributes(decoding, facts.node, "signedAttrs", part.with(attributes),
                      &facts.attributes);
        facts.attributesSorted = sortedAsDer(attributes);
    }
    if (const auto algorithm = cursor.takeIf(tag::kSequence))
        facts.signatureAlgorithmNode =
            addAlgorithm(decoding, facts.node, "signatureAlgorithm", part.with(algorithm));
    if (const auto signature = cursor.takeIf(tag::kOctetString))
        addBytes(decoding, facts.node, "signature", part.with(signature));
    if (const auto attributes = cursor.takeIfContext(1))
        addAttributes(decoding, facts.node, "unsignedAttrs", part.with(attributes));
    for (auto rest = cursor.take(); rest; rest = cursor.take())
        if (addPlain(decoding, facts.node, tagName(rest.node()), part.with(rest)) == kNoNode) break;
    return facts;
}

} // namespace scepter::inspect
