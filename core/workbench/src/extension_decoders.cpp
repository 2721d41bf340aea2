#include "extension_decoders.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "pki/extensions.h"
#include "pki/general_name.h"

#include <array>

namespace scepter::workbench {

namespace {

namespace oids = asn1::oids;
using asn1::Element;

constexpr asn1::Oid kCps{"1.3.6.1.5.5.7.2.1"};
constexpr asn1::Oid kUserNotice{"1.3.6.1.5.5.7.2.2"};
constexpr asn1::Oid kAnyPolicy{"2.5.29.32.0"};
constexpr std::string_view kSidUri = "tag:microsoft.com,2022-09-14:sid:";

constexpr std::array<std::string_view, 9> kReasonNames{
    "unused",      "keyCompromise",        "cACompromise",    "affiliationChanged",
    "superseded",  "cessationOfOperation", "certificateHold", "privilegeWithdrawn",
    "aACompromise"};

void addTo(std::string& list, std::string_view word) {
    if (!list.empty()) list += ", ";
    list += word;
}

std::string noteOf(const pki::GeneralName& name) {
    if (name.type == pki::GeneralNameType::Uri && name.value.starts_with(kSidUri))
        return "SID of an account (Microsoft)";
    if (name.type != pki::GeneralNameType::Other) return {};
    const auto tree = asn1::Tree::parse(name.der);
    if (!tree || !tree->root().isContext(0)) return "the DER in hex";
    const auto type = asn1::oidValue(tree->root().firstChild());
    return type ? "otherName of type " + type->toText() + ", the DER in hex" : "the DER in hex";
}

/// With a label the value tells the type ("DNS:a.example"), without one the name does.
Result<void> addGeneralName(FactList& list, Element element, std::string_view label = {}) {
    SCEPTER_TRY(name, pki::readGeneralName(element));
    const std::string text = pki::toText(name);
    const std::size_t colon = text.find(':');
    if (label.empty())
        list.add(text.substr(0, colon), name.value, noteOf(name));
    else
        list.add(label, text, noteOf(name));
    return {};
}

Result<void> addGeneralNames(FactList& list, Element parent, std::string_view label = {}) {
    if (!parent.isConstructed() || parent.childCount() == 0)
        return malformedValue("no general names");
    for (auto name = parent.firstChild(); name; name = name.nextSibling())
        SCEPTER_CHECK(addGeneralName(list, name, label));
    return {};
}

// ReasonFlags, a BIT STRING under an implicit tag.
Result<std::string> reasonNames(Element element) {
    const ByteView content = element.content();
    if (element.isConstructed() || content.empty() || content[0] > 7)
        return malformedValue("reasons are no bit string");
    std::string text;
    for (std::size_t bit = 0; bit < kReasonNames.size() && bit / 8 + 1 < content.size(); ++bit)
        if ((content[bit / 8 + 1] >> (7 - bit % 8) & 1) != 0) addTo(text, kReasonNames[bit]);
    return text.empty() ? "none" : text;
}

// DistributionPointName: a CHOICE of [0] fullName and [1] nameRelativeToCRLIssuer.
Result<void> addPointName(FactList& list, Element wrapped) {
    const Element choice = wrapped.firstChild();
    if (choice.isContext(0)) return addGeneralNames(list, choice);
    if (!choice.isContext(1)) return malformedValue("a distribution point of an unknown kind");
    list.addDump("Relative to the issuer", choice.encoded());
    return {};
}

Result<bool> implicitBoolean(Element element) {
    if (element.isConstructed() || element.content().size() != 1)
        return malformedValue("a flag is no BOOLEAN");
    return element.content()[0] != 0;
}

std::string accessMethod(const asn1::Oid& method) {
    if (method == oids::kAdOcsp) return "OCSP";
    if (method == oids::kAdCaIssuers) return "CA issuers";
    if (method == asn1::Oid("1.3.6.1.5.5.7.48.3")) return "Time stamping";
    if (method == asn1::Oid("1.3.6.1.5.5.7.48.5")) return "CA repository";
    return method.toText();
}

// UserNotice ::= SEQUENCE { noticeRef OPTIONAL, explicitText DisplayText OPTIONAL }
void addNotice(FactList& list, Element notice) {
    for (auto part = notice.firstChild(); part; part = part.nextSibling()) {
        const auto text = asn1::stringValue(part);
        if (text)
            list.add("Notice", *text);
        else
            list.addDump("Notice reference", part.encoded());
    }
}

Result<void> addQualifier(FactList& list, Element info) {
    SCEPTER_CHECK(checkSequence(info, "a policy qualifier"));
    SCEPTER_TRY(type, asn1::oidValue(info.child(0)));
    const Element value = info.child(1);
    if (type == kCps) {
        SCEPTER_TRY(uri, asn1::stringValue(value));
        list.add("Practice statement", uri);
    } else if (type == kUserNotice) {
        addNotice(list, value);
    } else {
        list.addDump("Qualifier " + type.toText(), value.encoded());
    }
    return {};
}

std::string policyName(const asn1::Oid& policy) {
    return policy == kAnyPolicy ? "anyPolicy" : policy.toText();
}

Result<void> addSubtrees(FactList& list, Element subtrees, std::string_view label) {
    for (auto subtree = subtrees.firstChild(); subtree; subtree = subtree.nextSibling()) {
        SCEPTER_CHECK(checkSequence(subtree, "a subtree"));
        SCEPTER_CHECK(addGeneralName(list, subtree.firstChild(), label));
    }
    return {};
}

} // namespace

std::unexpected<Error> malformedValue(std::string_view detail) {
    return fail(ErrorCode::Asn1Malformed, std::string(detail));
}

Result<void> checkSequence(Element element, std::string_view what) {
    if (!element.is(asn1::tag::kSequence))
        return malformedValue(std::string(what) + " is not a SEQUENCE");
    return {};
}

Result<void> decodeKeyUsage(Element root, FactList& list) {
    SCEPTER_TRY(bits, pki::readKeyUsage(root.encoded()));
    std::string text;
    for (const std::string& name : pki::keyUsageNames(bits))
        addTo(text, name);
    constexpr unsigned kDefined = 0x1FF;
    list.add("Usage", text.empty() ? "none" : text,
             (bits & ~kDefined) != 0 ? "with bits that nobody has defined" : "");
    return {};
}

Result<void> decodeExtendedKeyUsage(Element root, FactList& list) {
    SCEPTER_TRY(usages, pki::readExtendedKeyUsage(root.encoded()));
    for (const asn1::Oid& usage : usages) {
        const std::string name = pki::extendedKeyUsageName(usage);
        const std::string oid = usage.toText();
        list.add("Usage", name, name == oid ? "" : oid);
    }
    return {};
}

Result<void> decodeNames(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    return addGeneralNames(list, root);
}

Result<void> decodeBasicConstraints(Element root, FactList& list) {
    SCEPTER_TRY(constraints, pki::readBasicConstraints(root.encoded()));
    list.add("CA", constraints.ca ? "yes" : "no");
    if (constraints.pathLength)
        list.add("Path length", std::to_string(*constraints.pathLength),
                 constraints.ca ? "" : "has no meaning without CA");
    return {};
}

Result<void> decodeAuthorityKeyIdentifier(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    asn1::Cursor cursor(root);
    if (const Element identifier = cursor.takeIfContext(0)) {
        SCEPTER_TRY(octets, asn1::octetStringValue(identifier));
        list.addHex("Key identifier", octets);
    }
    if (const Element issuer = cursor.takeIfContext(1))
        SCEPTER_CHECK(addGeneralNames(list, issuer, "Issuer"));
    if (const Element serial = cursor.takeIfContext(2))
        list.addHex("Serial number", serial.content());
    if (!cursor.atEnd()) return malformedValue("something follows the last field");
    return {};
}

Result<void> decodeDistributionPoints(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    for (auto point = root.firstChild(); point; point = point.nextSibling()) {
        SCEPTER_CHECK(checkSequence(point, "a distribution point"));
        asn1::Cursor cursor(point);
        if (const Element name = cursor.takeIfContext(0)) SCEPTER_CHECK(addPointName(list, name));
        if (const Element reasons = cursor.takeIfContext(1)) {
            SCEPTER_TRY(text, reasonNames(reasons));
            list.add("Reasons", text);
        }
        if (const Element issuer = cursor.takeIfContext(2))
            SCEPTER_CHECK(addGeneralNames(list, issuer, "CRL issuer"));
        if (!cursor.atEnd()) return malformedValue("something follows a distribution point");
    }
    return {};
}

Result<void> decodeIssuingDistributionPoint(Element root, FactList& list) {
    static constexpr std::array<std::string_view, 6> kFields{
        "", "Only end entities", "Only CAs", "", "Indirect", "Only attribute certificates"};
    SCEPTER_CHECK(checkSequence(root, "the value"));
    for (auto field = root.firstChild(); field; field = field.nextSibling()) {
        const std::uint32_t number = field.node().tagNumber;
        if (!field.isContext(number) || number >= kFields.size())
            return malformedValue("a field of an unknown kind");
        if (number == 0) {
            SCEPTER_CHECK(addPointName(list, field));
        } else if (number == 3) {
            SCEPTER_TRY(text, reasonNames(field));
            list.add("Only reasons", text);
        } else {
            SCEPTER_TRY(flag, implicitBoolean(field));
            list.add(kFields[number], flag ? "yes" : "no");
        }
    }
    return {};
}

Result<void> decodeAccess(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    for (auto access = root.firstChild(); access; access = access.nextSibling()) {
        SCEPTER_CHECK(checkSequence(access, "an access description"));
        SCEPTER_TRY(method, asn1::oidValue(access.child(0)));
        SCEPTER_CHECK(addGeneralName(list, access.child(1), accessMethod(method)));
    }
    return {};
}

Result<void> addPolicies(Element root, std::string_view label,
                         std::string (*nameOf)(const asn1::Oid& policy), FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    for (auto policy = root.firstChild(); policy; policy = policy.nextSibling()) {
        SCEPTER_CHECK(checkSequence(policy, "a policy"));
        SCEPTER_TRY(id, asn1::oidValue(policy.child(0)));
        const std::string name = nameOf(id);
        const std::string oid = id.toText();
        list.add(label, name, name == oid ? "" : oid);
        const Element qualifiers = policy.child(1);
        for (auto info = qualifiers.firstChild(); info; info = info.nextSibling())
            SCEPTER_CHECK(addQualifier(list, info));
    }
    return {};
}

Result<void> decodePolicies(Element root, FactList& list) {
    return addPolicies(root, "Policy", policyName, list);
}

Result<void> decodePolicyMappings(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    for (auto mapping = root.firstChild(); mapping; mapping = mapping.nextSibling()) {
        SCEPTER_TRY(issuers, asn1::oidValue(mapping.child(0)));
        SCEPTER_TRY(subjects, asn1::oidValue(mapping.child(1)));
        list.add(policyName(issuers), policyName(subjects));
    }
    return {};
}

Result<void> decodePolicyConstraints(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    for (auto field = root.firstChild(); field; field = field.nextSibling()) {
        const bool require = field.isContext(0);
        if ((!require && !field.isContext(1)) || field.content().empty())
            return malformedValue("a field of an unknown kind");
        list.add(require ? "Require explicit policy after" : "Inhibit policy mapping after",
                 "0x" + toHex(field.content()), "certificates");
    }
    return {};
}

Result<void> decodeNameConstraints(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    asn1::Cursor cursor(root);
    if (const Element permitted = cursor.takeIfContext(0))
        SCEPTER_CHECK(addSubtrees(list, permitted, "Permitted"));
    if (const Element excluded = cursor.takeIfContext(1))
        SCEPTER_CHECK(addSubtrees(list, excluded, "Excluded"));
    if (!cursor.atEnd()) return malformedValue("something follows the last field");
    return {};
}

} // namespace scepter::workbench
