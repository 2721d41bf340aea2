#include "csr_attributes.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

constexpr asn1::Oid kRenewalCertificate{"1.3.6.1.4.1.311.13.1"};
constexpr asn1::Oid kNameValuePair{"1.3.6.1.4.1.311.13.2.1"};
constexpr asn1::Oid kCspProvider{"1.3.6.1.4.1.311.13.2.2"};
constexpr asn1::Oid kClientInfo{"1.3.6.1.4.1.311.21.20"};

std::string valueOf(const Decoding& decoding, NodeId id) {
    return id == kNoNode ? std::string() : decoding.builder.node(id).value;
}

std::uint32_t universalTag(asn1::Element element) {
    const bool universal = element.node().tagClass == asn1::TagClass::Universal;
    return element && universal ? element.node().tagNumber : 0;
}

/// The text of a challenge as the strict reader takes it: clients put UTF-8 under tags of strings
/// that cannot hold it.
std::string challengeText(asn1::Element value) {
    const std::string_view raw = textOf(value.content());
    const bool sevenBit = value.is(tag::kPrintableString) || value.is(tag::kIa5String);
    if (sevenBit && !value.isConstructed() && isUtf8(raw)) return shownText(raw);
    const auto text = asn1::stringValue(value);
    return text ? shownText(*text) : shownBytes(value.content());
}

void addChallenge(Decoding& decoding, NodeId attribute, const Part& value, CsrFacts& facts) {
    const std::string text = challengeText(value.element);
    const NodeId id = decoding.builder.add(attribute, "value", Kind::Text, text, value.place());
    decoding.builder.setSecret(id);
    decoding.builder.setValue(attribute, text);
    decoding.builder.setSecret(attribute);
    addNote(decoding, attribute, "stringType", tagName(value.element.node()));
    if (facts.challengeNode != kNoNode) return;
    facts.challengeNode = id;
    facts.challengeTag = universalTag(value.element);
}

/// A SEQUENCE whose fields have these names; gives the texts in one line.
std::string addNamed(Decoding& decoding, NodeId id, const Part& sequence,
                     std::initializer_list<std::string_view> names) {
    Fields fields(sequence);
    std::string text;
    for (const std::string_view name : names)
        if (const Part field = fields.take()) {
            const NodeId node = addPlain(decoding, id, name, field);
            if (node != kNoNode && name != "signature") addWord(text, valueOf(decoding, node));
        }
    fields.addRest(decoding, id);
    return text;
}

std::string addKnownSequence(Decoding& decoding, NodeId attribute, const asn1::Oid& type,
                             const Part& value) {
    const NodeId id = addGroup(decoding, attribute, "value", value);
    std::string text;
    if (type == kNameValuePair)
        text = addNamed(decoding, id, value, {"name", "value"});
    else if (type == kCspProvider)
        text = addNamed(decoding, id, value, {"keySpec", "cspName", "signature"});
    else
        text =
            addNamed(decoding, id, value, {"clientId", "machineName", "userName", "processName"});
    decoding.builder.setValue(id, text);
    return text;
}

bool isExtensionRequest(const asn1::Oid& type) {
    return type == oids::kExtensionRequest || type == oids::kVerisignExtensionRequest ||
           type == oids::kMicrosoftExtensionRequest;
}

std::string addValue(Decoding& decoding, NodeId attribute, const asn1::Oid& type, const Part& value,
                     CsrFacts& facts) {
    const bool sequence = value.element.is(tag::kSequence);
    if (isExtensionRequest(type) && sequence) {
        addExtensions(decoding, attribute, value, &facts.extensions);
        const std::size_t count = value.element.childCount();
        return std::to_string(count) + (count == 1 ? " extension" : " extensions");
    }
    if (type == kRenewalCertificate && sequence) {
        const CertificateFacts old = addCertificate(decoding, attribute, "certificate", value);
        return valueOf(decoding, old.node);
    }
    if (sequence && (type == kNameValuePair || type == kCspProvider || type == kClientInfo))
        return addKnownSequence(decoding, attribute, type, value);
    return valueOf(decoding, addPlain(decoding, attribute, "value", value));
}

void addAttribute(Decoding& decoding, NodeId parent, const Part& part, CsrFacts& facts) {
    Fields fields(part);
    const Part oid = fields.takeIf(tag::kOid);
    const auto type = asn1::oidValue(oid.element);
    if (!type) {
        addPlain(decoding, parent, "attribute", part);
        return;
    }
    const NodeId id = addGroup(decoding, parent, asn1::shownOid(*type), part);
    if (id == kNoNode) return;
    addOid(decoding, id, "type", oid);
    const bool challenge = *type == oids::kChallengePassword;
    if (challenge) ++facts.challenges;
    if (isExtensionRequest(*type)) ++facts.extensionRequests;
    std::string text;
    if (const Part values = fields.takeIf(tag::kSet)) {
        Fields each(values);
        while (const Part value = each.take()) {
            if (decoding.builder.node(id).cut) break;
            if (challenge)
                addChallenge(decoding, id, value, facts);
            else
                addWord(text, addValue(decoding, id, *type, value, facts));
        }
    }
    if (!challenge) decoding.builder.setValue(id, text);
    fields.addRest(decoding, id);
}

} // namespace

void addCsrAttributes(Decoding& decoding, NodeId parent, const Part& attributes, CsrFacts& facts) {
    const NodeId id = addGroup(decoding, parent, "attributes", attributes,
                               std::to_string(attributes.element.childCount()));
    Fields fields(attributes);
    while (id != kNoNode && !decoding.builder.node(id).cut) {
        const Part each = fields.take();
        if (!each) return;
        addAttribute(decoding, id, each, facts);
    }
}

} // namespace scepter::inspect
