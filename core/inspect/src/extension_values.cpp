// The extensions of RFC 5280, RFC 6960 and RFC 7633.
#include "extension_values.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "asn1/writer.h"
#include "pki/extensions.h"

#include <array>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;
using Text = std::optional<std::string>;

constexpr auto kReasons = std::to_array<std::string_view>(
    {"unspecified", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
     "cessationOfOperation", "certificateHold", "", "removeFromCRL", "privilegeWithdrawn",
     "aACompromise"});

std::string addUsage(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addOid(decoding, parent, name, part);
    const auto usage = asn1::oidValue(part.element);
    if (id == kNoNode || !usage) return {};
    const std::string_view known = asn1::nameOf(*usage);
    return known.empty() ? pki::extendedKeyUsageName(*usage) : std::string(known);
}

/// Gives the text that the issuer wants to be shown.
std::string addNotice(Decoding& decoding, NodeId id, const Part& notice) {
    const NodeId group = addGroup(decoding, id, "userNotice", notice);
    Fields fields(notice);
    if (const Part reference = fields.takeIf(tag::kSequence)) {
        const NodeId node = addGroup(decoding, group, "noticeRef", reference);
        Fields parts(reference);
        if (const Part organization = parts.take())
            addString(decoding, node, "organization", organization);
        if (const Part numbers = parts.take()) addPlain(decoding, node, "noticeNumbers", numbers);
    }
    std::string shown;
    if (const Part text = fields.take())
        shown = valueOf(decoding, addString(decoding, group, "explicitText", text));
    fields.addRest(decoding, group);
    decoding.builder.setValue(group, shown);
    return shown;
}

std::string addQualifier(Decoding& decoding, NodeId parent, std::string_view name,
                         const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    Fields fields(part);
    const Part type = fields.takeIf(tag::kOid);
    if (type) addOid(decoding, id, "policyQualifierId", type);
    if (const Part qualifier = fields.take()) {
        if (qualifier.element.is(tag::kIa5String))
            decoding.builder.setValue(
                id, valueOf(decoding, addString(decoding, id, "cPSuri", qualifier)));
        else if (qualifier.element.is(tag::kSequence))
            decoding.builder.setValue(id, addNotice(decoding, id, qualifier));
        else
            addPlain(decoding, id, "qualifier", qualifier);
    }
    fields.addRest(decoding, id);
    return {};
}

std::string addPolicy(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    if (id == kNoNode) return {};
    Fields fields(part);
    std::string text = "unreadable";
    if (const Part policy = fields.takeIf(tag::kOid)) {
        addOid(decoding, id, "policyIdentifier", policy);
        if (const auto oid = asn1::oidValue(policy.element)) text = asn1::shownOid(*oid);
    }
    if (const Part qualifiers = fields.takeIf(tag::kSequence)) {
        const NodeId group = addGroup(decoding, id, "policyQualifiers", qualifiers);
        addEach(decoding, group, qualifiers, addQualifier);
    }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

std::string addMapping(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    Fields fields(part);
    std::string text;
    for (const std::string_view field : {"issuerDomainPolicy", "subjectDomainPolicy"})
        if (const Part policy = fields.takeIf(tag::kOid)) {
            addOid(decoding, id, field, policy);
            const auto oid = asn1::oidValue(policy.element);
            text += (text.empty() ? "" : " to ") + (oid ? asn1::shownOid(*oid) : "unreadable");
        }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

std::string addSubtree(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    if (id == kNoNode) return {};
    Fields fields(part);
    std::string text;
    if (const Part base = fields.take()) {
        const NodeId node = addGroup(decoding, id, "base", base);
        addNamedGeneralName(decoding, node, base, &text);
        decoding.builder.setValue(node, text);
    }
    if (const Part least = fields.takeIfContext(0))
        addImplicit(decoding, id, "minimum", least, tag::kInteger);
    if (const Part most = fields.takeIfContext(1))
        addImplicit(decoding, id, "maximum", most, tag::kInteger);
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

std::string addDescription(Decoding& decoding, NodeId parent, std::string_view name,
                           const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    if (id == kNoNode) return {};
    Fields fields(part);
    std::string text = "unreadable";
    if (const Part method = fields.takeIf(tag::kOid)) {
        addOid(decoding, id, "accessMethod", method);
        if (const auto oid = asn1::oidValue(method.element)) text = asn1::shownOid(*oid);
    }
    if (const Part location = fields.take()) {
        std::string where;
        const NodeId node = addGroup(decoding, id, "accessLocation", location);
        addNamedGeneralName(decoding, node, location, &where);
        decoding.builder.setValue(node, where);
        text += " " + where;
    }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
    return text;
}

std::string addAttribute(Decoding& decoding, NodeId parent, std::string_view /*name*/,
                         const Part& part) {
    const auto type = asn1::oidValue(part.element.firstChild());
    const std::string name = type ? asn1::shownOid(*type) : "attribute";
    addPlain(decoding, parent, name, part);
    return name;
}

// ---- one function an extension

Text showKeyUsage(Decoding& decoding, NodeId id, const Part& value) {
    const auto bits = asn1::namedBits(value.element);
    if (!value.element.is(tag::kBitString) || !bits) return {};
    std::string text;
    for (const std::string& name : pki::keyUsageNames(static_cast<std::uint16_t>(*bits & 0x1FF)))
        addWord(text, name);
    if (*bits > 0x1FF) addWord(text, "undefined bits");
    if (text.empty()) text = "none";
    decoding.builder.add(id, "KeyUsage", Kind::Flag, text, value.place());
    return text;
}

Text showBasicConstraints(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "BasicConstraints", value);
    if (group == kNoNode) return {};
    Fields fields(value);
    bool ca = false;
    if (const Part flag = fields.takeIf(tag::kBoolean)) {
        addBoolean(decoding, group, "cA", flag);
        ca = asn1::booleanValue(flag.element).value_or(false);
    }
    std::string text = ca ? "CA" : "not a CA";
    if (const Part length = fields.takeIf(tag::kInteger))
        text += ", path length " +
                valueOf(decoding, addInteger(decoding, group, "pathLenConstraint", length));
    fields.addRest(decoding, group);
    return finish(decoding, group, text);
}

Text showNames(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kSequence)) return {};
    return addGeneralNames(decoding, id, "GeneralNames", value);
}

Text showAuthorityKey(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "AuthorityKeyIdentifier", value);
    if (group == kNoNode) return {};
    Fields fields(value);
    std::string text;
    if (const Part key = fields.takeIfContext(0))
        addWord(text, valueOf(decoding, addOctets(decoding, group, "keyIdentifier", key)));
    if (const Part issuer = fields.takeIfContext(1))
        addWord(text, addGeneralNames(decoding, group, "authorityCertIssuer", issuer));
    if (const Part serial = fields.takeIfContext(2))
        addWord(text, "serial " +
                          valueOf(decoding,
                                  addSerial(decoding, group, "authorityCertSerialNumber", serial)));
    fields.addRest(decoding, group);
    return finish(decoding, group, text);
}

Text showNameConstraints(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "NameConstraints", value);
    if (group == kNoNode) return {};
    Fields fields(value);
    std::string text;
    for (const std::uint32_t number : {0U, 1U})
        if (const Part trees = fields.takeIfContext(number)) {
            const bool permitted = number == 0;
            const NodeId node = addGroup(
                decoding, group, permitted ? "permittedSubtrees" : "excludedSubtrees", trees);
            std::string list = permitted ? "permitted " : "excluded ";
            list += addEach(decoding, node, trees, addSubtree);
            decoding.builder.setValue(node, list);
            addWord(text, list);
        }
    fields.addRest(decoding, group);
    return finish(decoding, group, text);
}

Text showUsagePeriod(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "PrivateKeyUsagePeriod", value);
    if (group == kNoNode) return {};
    Fields fields(value);
    std::string text;
    if (const Part from = fields.takeIfContext(0))
        addWord(text, "from " + valueOf(decoding, addImplicit(decoding, group, "notBefore", from,
                                                              tag::kGeneralizedTime)));
    if (const Part until = fields.takeIfContext(1))
        addWord(text, "until " + valueOf(decoding, addImplicit(decoding, group, "notAfter", until,
                                                               tag::kGeneralizedTime)));
    fields.addRest(decoding, group);
    return finish(decoding, group, text);
}

Text showAttributes(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "SubjectDirectoryAttributes", value);
    if (group == kNoNode) return {};
    return finish(decoding, group, addEach(decoding, group, value, addAttribute));
}

Text showReason(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kEnumerated)) return {};
    std::string text = reasonText(value.element);
    decoding.builder.add(id, "CRLReason", Kind::Number, text, value.place());
    return text;
}

Text showTime(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId node =
        asn1::timeValue(value.element) ? addTime(decoding, id, "time", value) : kNoNode;
    return node == kNoNode ? Text() : valueOf(decoding, node);
}

Text showOid(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kOid)) return {};
    return valueOf(decoding, addOid(decoding, id, "value", value));
}

Text showFeatures(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "Features", value);
    if (group == kNoNode) return {};
    return finish(
        decoding, group,
        addEach(decoding, group, value,
                [](Decoding& inner, NodeId parent, std::string_view name, const Part& part) {
                    const NodeId node = addInteger(inner, parent, name, part);
                    std::string text = valueOf(inner, node);
                    if (text == "5") text = "status_request (5)";
                    if (text == "17") text = "status_request_v2 (17)";
                    inner.builder.setValue(node, text);
                    return text;
                }));
}

Text showAcceptable(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "AcceptableResponses", value);
    if (group == kNoNode) return {};
    return finish(decoding, group, addEach(decoding, group, value, addUsage));
}

struct Known {
    asn1::Oid oid;
    ShowValue show;
};

constexpr auto kKnown = std::to_array<Known>({
    {oids::kSubjectKeyIdentifier, showOctets},
    {oids::kKeyUsage, showKeyUsage},
    {oids::kSubjectAltName, showNames},
    {oids::kIssuerAltName, showNames},
    {oids::kBasicConstraints, showBasicConstraints},
    {oids::kCrlNumber, showNumber},
    {oids::kCrlReason, showReason},
    {oids::kInvalidityDate, showTime},
    {oids::kNameConstraints, showNameConstraints},
    {oids::kCrlDistributionPoints, showPoints},
    {oids::kCertificatePolicies, showPolicies},
    {oids::kAuthorityKeyIdentifier, showAuthorityKey},
    {oids::kExtendedKeyUsage, showUsages},
    {oids::kAuthorityInfoAccess, showAccess},
    {asn1::Oid{"2.5.29.9"}, showAttributes},
    {asn1::Oid{"2.5.29.16"}, showUsagePeriod},
    {asn1::Oid{"2.5.29.23"}, showOid},
    {asn1::Oid{"2.5.29.27"}, showNumber},
    {asn1::Oid{"2.5.29.28"}, showIssuingPoint},
    {asn1::Oid{"2.5.29.29"}, showNames},
    {asn1::Oid{"2.5.29.33"}, showMappings},
    {asn1::Oid{"2.5.29.36"}, showPolicyConstraints},
    {asn1::Oid{"2.5.29.46"}, showPoints},
    {asn1::Oid{"2.5.29.54"}, showNumber},
    {asn1::Oid{"2.5.29.56"}, showNull},
    {asn1::Oid{"1.3.6.1.5.5.7.1.11"}, showAccess},
    {asn1::Oid{"1.3.6.1.5.5.7.1.24"}, showFeatures},
    {asn1::Oid{"1.3.6.1.5.5.7.48.1.2"}, showOctets},
    {asn1::Oid{"1.3.6.1.5.5.7.48.1.4"}, showAcceptable},
    {asn1::Oid{"1.3.6.1.5.5.7.48.1.5"}, showNull},
    {asn1::Oid{"1.3.6.1.5.5.7.48.1.6"}, showTime},
});

} // namespace

NodeId sequenceGroup(Decoding& decoding, NodeId id, std::string_view name, const Part& value) {
    return value.element.is(tag::kSequence) ? addGroup(decoding, id, name, value) : kNoNode;
}

Text finish(Decoding& decoding, NodeId group, std::string text) {
    decoding.builder.setValue(group, text);
    return text;
}

NodeId addImplicit(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                   std::uint32_t universalTag) {
    const Bytes encoded =
        asn1::Writer()
            .primitive(static_cast<std::uint8_t>(universalTag), part.element.content())
            .take();
    const auto tree = asn1::Tree::parse(encoded);
    if (part.element.isConstructed() || !tree) return addPlain(decoding, parent, name, part);
    const asn1::Element element = tree->root();
    std::string text;
    Kind kind = Kind::Text;
    if (universalTag == tag::kGeneralizedTime) {
        const auto time = asn1::timeValue(element);
        kind = Kind::Time;
        text = time ? toIsoText(*time) : "unreadable";
    } else if (universalTag == tag::kBoolean) {
        const auto flag = asn1::booleanValue(element);
        kind = Kind::Flag;
        text = !flag ? "unreadable" : *flag ? "true" : "false";
    } else {
        const auto number = asn1::integerValue(element);
        kind = Kind::Number;
        text = number ? std::to_string(*number) : serialText(element.content());
    }
    return decoding.builder.add(parent, name, kind, std::move(text), part.place());
}

std::string valueOf(const Decoding& decoding, NodeId id) {
    return id == kNoNode ? std::string() : decoding.builder.node(id).value;
}

std::string addEach(Decoding& decoding, NodeId id, const Part& sequence,
                    std::string (*add)(Decoding& decoding, NodeId parent, std::string_view name,
                                       const Part& part)) {
    std::string list;
    if (id == kNoNode) return list;
    Fields fields(sequence);
    for (std::size_t i = 0; !decoding.builder.node(id).cut; ++i) {
        const Part each = fields.take();
        if (!each) break;
        const std::string text = add(decoding, id, "[" + std::to_string(i) + "]", each);
        if (!text.empty()) addWord(list, text);
    }
    return list;
}

Text showOctets(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kOctetString)) return {};
    return valueOf(decoding, addOctets(decoding, id, "value", value));
}

Text showNumber(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kInteger)) return {};
    return valueOf(decoding, addInteger(decoding, id, "value", value));
}

Text showString(Decoding& decoding, NodeId id, const Part& value) {
    if (!asn1::stringValue(value.element)) return {};
    return valueOf(decoding, addString(decoding, id, "value", value));
}

Text showNull(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kNull)) return {};
    addPlain(decoding, id, "value", value);
    return "yes";
}

Text showUsages(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "ExtKeyUsageSyntax", value);
    if (group == kNoNode) return {};
    return finish(decoding, group, addEach(decoding, group, value, addUsage));
}

Text showPolicies(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "CertificatePolicies", value);
    if (group == kNoNode) return {};
    return finish(decoding, group, addEach(decoding, group, value, addPolicy));
}

Text showMappings(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "PolicyMappings", value);
    if (group == kNoNode) return {};
    return finish(decoding, group, addEach(decoding, group, value, addMapping));
}

Text showPolicyConstraints(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "PolicyConstraints", value);
    if (group == kNoNode) return {};
    Fields fields(value);
    std::string text;
    for (const std::uint32_t number : {0U, 1U})
        if (const Part field = fields.takeIfContext(number)) {
            const std::string name = number == 0 ? "requireExplicitPolicy" : "inhibitPolicyMapping";
            addWord(text, name + " " +
                              valueOf(decoding,
                                      addImplicit(decoding, group, name, field, tag::kInteger)));
        }
    fields.addRest(decoding, group);
    return finish(decoding, group, text);
}

Text showAccess(Decoding& decoding, NodeId id, const Part& value) {
    const NodeId group = sequenceGroup(decoding, id, "AuthorityInfoAccessSyntax", value);
    if (group == kNoNode) return {};
    return finish(decoding, group, addEach(decoding, group, value, addDescription));
}

std::string reasonText(asn1::Element element) {
    const auto reason = asn1::integerValue(element);
    if (!reason) return "unreadable";
    const std::string number = std::to_string(*reason);
    if (*reason < 0 || *reason >= static_cast<std::int64_t>(kReasons.size()) ||
        kReasons.at(static_cast<std::size_t>(*reason)).empty())
        return "undefined (" + number + ")";
    return std::string(kReasons.at(static_cast<std::size_t>(*reason))) + " (" + number + ")";
}

ShowValue showValueOf(const asn1::Oid& extension) {
    for (const Known& known : kKnown)
        if (known.oid == extension) return known.show;
    return vendorValueOf(extension);
}

} // namespace scepter::inspect
