#include "cms_common.h"

#include "asn1/oids.h"
#include "asn1/values.h"

namespace scepter::pki {

namespace {

ByteView withoutLeadingZeros(ByteView number) {
    while (number.size() > 1 && number.front() == 0)
        number = number.subspan(1);
    return number;
}

} // namespace

Result<CmsIdentifier> readCmsIdentifier(asn1::Element element) {
    CmsIdentifier identifier;
    if (element.isContext(0)) {
        SCEPTER_TRY(keyIdentifier, asn1::octetStringValue(element));
        identifier.subjectKeyIdentifier = std::move(keyIdentifier);
        return identifier;
    }
    if (!element.is(asn1::tag::kSequence) || element.childCount() != 2)
        return malformedCms("no IssuerAndSerialNumber");
    SCEPTER_TRY(issuer, Name::fromElement(element.child(0)));
    SCEPTER_TRY(serial, asn1::integerContent(element.child(1)));
    identifier.issuer = std::move(issuer);
    identifier.serial = std::move(serial);
    return identifier;
}

bool identifies(const std::optional<Name>& issuer, ByteView serial,
                const std::optional<Bytes>& subjectKeyIdentifier, const Certificate& certificate) {
    if (issuer)
        return sameBytes(withoutLeadingZeros(serial), withoutLeadingZeros(certificate.serial())) &&
               issuer->matches(certificate.issuer());
    if (!subjectKeyIdentifier) return false;
    const auto stated = certificate.subjectKeyIdentifier();
    return *subjectKeyIdentifier == (stated ? *stated : certificate.publicKey().keyIdentifier());
}

void writeIssuerAndSerial(asn1::Writer& writer, const Certificate& certificate) {
    constexpr std::uint8_t kIntegerIdentifier = 0x02;
    writer.sequence([&] {
        writer.raw(certificate.issuer().der());
        writer.primitive(kIntegerIdentifier, certificate.serial());
    });
}

Result<asn1::Element> contentOf(const asn1::Tree& tree, const asn1::Oid& wantedType) {
    const auto root = tree.root();
    if (!root.is(asn1::tag::kSequence) || root.childCount() < 1)
        return malformedCms("no ContentInfo");
    SCEPTER_TRY(type, asn1::oidValue(root.child(0)));
    if (type != wantedType)
        return fail(ErrorCode::CmsUnsupported, "a ContentInfo of type " + type.toText());
    const auto content = root.child(1);
    if (root.childCount() != 2 || !content.isContext(0) || content.childCount() != 1 ||
        !content.firstChild().is(asn1::tag::kSequence))
        return malformedCms("a ContentInfo without its content");
    return content.firstChild();
}

Error asCmsError(Error error) {
    if (error.code == ErrorCode::Asn1Malformed || error.code == ErrorCode::Asn1Truncated ||
        error.code == ErrorCode::NameMalformed)
        error.code = ErrorCode::CmsMalformed;
    return error;
}

} // namespace scepter::pki
