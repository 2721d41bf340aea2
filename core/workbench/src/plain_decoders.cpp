// Extensions of plain values, and Microsoft's.
#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"
#include "extension_decoders.h"
#include "pki/extensions.h"

namespace scepter::workbench {

using asn1::Element;

namespace {

constexpr asn1::Oid kSidType{"1.3.6.1.4.1.311.25.2.1"};

} // namespace

Result<void> decodeOctets(Element root, FactList& list) {
    if (!root.is(asn1::tag::kOctetString)) return malformedValue("no OCTET STRING");
    SCEPTER_TRY(octets, asn1::octetStringValue(root));
    list.addHex("Value", octets);
    return {};
}

Result<void> decodeNumber(Element root, FactList& list) {
    if (!root.is(asn1::tag::kInteger)) return malformedValue("no INTEGER");
    if (const auto number = asn1::integerValue(root)) {
        list.add("Value", std::to_string(*number));
        return {};
    }
    SCEPTER_TRY(content, asn1::integerContent(root));
    list.addHex("Value", content);
    return {};
}

Result<void> decodeString(Element root, FactList& list) {
    SCEPTER_TRY(text, asn1::stringValue(root));
    list.add("Value", text);
    return {};
}

Result<void> decodeNull(Element root, FactList& list) {
    if (!root.is(asn1::tag::kNull) || !root.content().empty()) return malformedValue("no NULL");
    list.add("Value", "yes");
    return {};
}

Result<void> decodeTlsFeature(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    for (auto feature = root.firstChild(); feature; feature = feature.nextSibling()) {
        SCEPTER_TRY(number, asn1::integerValue(feature));
        list.add("Feature", std::to_string(number),
                 number == 5    ? "status_request: the server must staple"
                 : number == 17 ? "status_request_v2"
                                : "");
    }
    return {};
}

// GeneralNames with one otherName, whose value is the SID as text in an OCTET STRING.
Result<void> decodeSid(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    for (auto name = root.firstChild(); name; name = name.nextSibling()) {
        SCEPTER_TRY(type, asn1::oidValue(name.child(0)));
        const Element wrapped = name.child(1);
        if (!name.isContext(0) || type != kSidType || wrapped.childCount() != 1)
            return malformedValue("no security identifier");
        SCEPTER_TRY(sid, asn1::octetStringValue(wrapped.firstChild()));
        list.add("SID", textOf(sid));
    }
    return {};
}

// CertificateTemplateOID ::= SEQUENCE { OID, majorVersion INTEGER, minorVersion INTEGER OPTIONAL }
Result<void> decodeTemplate(Element root, FactList& list) {
    SCEPTER_CHECK(checkSequence(root, "the value"));
    asn1::Cursor cursor(root);
    SCEPTER_TRY(id, asn1::oidValue(cursor.take()));
    list.add("Template", id.toText());
    std::string version;
    while (const Element element = cursor.takeIf(asn1::tag::kInteger)) {
        SCEPTER_TRY(number, asn1::integerValue(element));
        if (!version.empty()) version += '.';
        version += std::to_string(number);
    }
    if (!cursor.atEnd()) return malformedValue("something follows the version");
    if (!version.empty()) list.add("Version", version);
    return {};
}

Result<void> decodeApplicationPolicies(Element root, FactList& list) {
    return addPolicies(root, "Usage", pki::extendedKeyUsageName, list);
}

// The low half counts the CA's certificates, the high half its keys (MS-WCCE section 2.2.2.7.8).
Result<void> decodeCaVersion(Element root, FactList& list) {
    if (!root.is(asn1::tag::kInteger)) return malformedValue("no INTEGER");
    SCEPTER_TRY(number, asn1::integerValue(root));
    if (number < 0 || number > 0xFFFFFFFF) return malformedValue("out of range");
    list.add("Certificate", std::to_string(number & 0xFFFF));
    list.add("Key", std::to_string(number >> 16));
    return {};
}

} // namespace scepter::workbench
