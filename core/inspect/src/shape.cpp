#include "shape.h"

#include "asn1/oids.h"
#include "asn1/values.h"

#include <array>

namespace scepter::inspect {

namespace {

using asn1::Element;
namespace tag = asn1::tag;

constexpr asn1::Oid kPkcs5{"1.2.840.113549.1.5"};
constexpr asn1::Oid kPkcs12Pbe{"1.2.840.113549.1.12.1"};

bool isTime(Element element) {
    return element.is(tag::kUtcTime) || element.is(tag::kGeneralizedTime);
}

/// A SEQUENCE of SETs of type and value; an empty one too.
bool isName(Element element) {
    if (!element.is(tag::kSequence)) return false;
    for (Element rdn = element.firstChild(); rdn; rdn = rdn.nextSibling())
        if (!rdn.is(tag::kSet) || !rdn.firstChild().is(tag::kSequence) ||
            !rdn.firstChild().firstChild().is(tag::kOid))
            return false;
    return true;
}

bool isAlgorithm(Element element) {
    return element.is(tag::kSequence) && element.firstChild().is(tag::kOid) &&
           element.childCount() <= 2;
}

bool isPublicKey(Element element) {
    return element.is(tag::kSequence) && element.childCount() == 2 &&
           isAlgorithm(element.child(0)) && element.child(1).is(tag::kBitString);
}

bool isContentInfo(Element element) {
    if (element.childCount() < 1 || element.childCount() > 2) return false;
    const auto type = asn1::oidValue(element.firstChild());
    if (!type) return false;
    for (const asn1::Oid& known : {asn1::oids::kData, asn1::oids::kSignedData,
                                   asn1::oids::kEnvelopedData, asn1::oids::kAuthEnvelopedData})
        if (*type == known) return element.childCount() == 1 || element.child(1).isContext(0);
    // PKCS#7's others, by their arc 1.2.840.113549.1.7.
    const ByteView arc = asn1::oids::kData.content().first(8);
    return type->content().size() == 9 && sameBytes(type->content().first(8), arc) &&
           element.child(1).isContext(0);
}

/// Of what is signed: the three-part SEQUENCEs.
Shape signedShape(Element inner) {
    asn1::Cursor cursor(inner);
    const bool hasVersionTag = static_cast<bool>(cursor.takeIfContext(0));
    const Element number = cursor.takeIf(tag::kInteger);
    if (hasVersionTag || (number && isAlgorithm(cursor.peek()))) {
        // A CRL of version 2 begins like a version 1 certificate: INTEGER, algorithm, name; then a
        // time stands where a certificate has two in a SEQUENCE.
        cursor.take();
        if (!isName(cursor.take())) return Shape::Unknown;
        if (!hasVersionTag && isTime(cursor.peek())) return Shape::Crl;
        return isTime(cursor.peek().firstChild()) ? Shape::Certificate : Shape::Unknown;
    }
    if (number)
        return isName(cursor.take()) && isPublicKey(cursor.take()) ? Shape::Csr : Shape::Unknown;
    if (!isAlgorithm(cursor.take()) || !isName(cursor.take())) return Shape::Unknown;
    return isTime(cursor.peek()) ? Shape::Crl : Shape::Unknown;
}

Shape pairShape(Element first, Element second) {
    if (isAlgorithm(first) && second.is(tag::kBitString)) return Shape::PublicKey;
    if (isAlgorithm(first) && second.is(tag::kOctetString)) {
        const auto algorithm = asn1::oidValue(first.firstChild());
        const auto below = [&algorithm](const asn1::Oid& arc) {
            return algorithm && algorithm->content().size() > arc.content().size() &&
                   sameBytes(algorithm->content().first(arc.content().size()), arc.content());
        };
        return below(kPkcs5) || below(kPkcs12Pbe) ? Shape::EncryptedPrivateKey : Shape::Unknown;
    }
    if (isName(first) && first.firstChild() && (second.is(tag::kInteger) || isName(second)))
        return Shape::Lookup;
    return Shape::Unknown;
}

Shape numberedShape(Element element) {
    const Element second = element.child(1);
    const auto version = asn1::integerValue(element.firstChild());
    if (isContentInfo(second) && version && *version == 3) return Shape::Pkcs12;
    if (isAlgorithm(second) && element.child(2).is(tag::kOctetString)) return Shape::PrivateKey;
    if (second.is(tag::kOctetString)) return Shape::PrivateKey;
    bool onlyNumbers = element.childCount() >= 9;
    for (Element child = element.firstChild(); child && onlyNumbers; child = child.nextSibling())
        onlyNumbers = child.is(tag::kInteger);
    return onlyNumbers ? Shape::PrivateKey : Shape::Unknown;
}

/// OCSPRequest: down to the first CertID.
bool isOcspRequest(Element element) {
    asn1::Cursor cursor(element.firstChild());
    cursor.takeIfContext(0);
    cursor.takeIfContext(1);
    const Element id = cursor.peek().firstChild().firstChild();
    return id.childCount() == 4 && isAlgorithm(id.child(0)) && id.child(1).is(tag::kOctetString) &&
           id.child(2).is(tag::kOctetString) && id.child(3).is(tag::kInteger);
}

} // namespace

Shape shapeOf(Element element) {
    if (!element.is(tag::kSequence)) return Shape::Unknown;
    if (isContentInfo(element)) return Shape::ContentInfo;
    const Element first = element.firstChild();
    if (first.is(tag::kEnumerated)) return Shape::OcspResponse;
    if (first.is(tag::kInteger)) return numberedShape(element);
    if (element.childCount() == 3 && isAlgorithm(element.child(1)) &&
        element.child(2).is(tag::kBitString))
        return signedShape(first);
    if (isOcspRequest(element)) return Shape::OcspRequest;
    if (element.childCount() == 2) return pairShape(first, element.child(1));
    return Shape::Unknown;
}

} // namespace scepter::inspect
