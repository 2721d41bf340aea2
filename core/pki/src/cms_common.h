// What SignedData and EnvelopedData have in common. Not seen outside core/pki.
#pragma once

#include "asn1/oid.h"
#include "asn1/reader.h"
#include "asn1/writer.h"
#include "base/result.h"
#include "pki/certificate.h"

#include <optional>

namespace scepter::pki {

/// SignerIdentifier and RecipientIdentifier: IssuerAndSerialNumber or [0] SubjectKeyIdentifier.
struct CmsIdentifier {
    std::optional<Name> issuer;
    Bytes serial;
    std::optional<Bytes> subjectKeyIdentifier;
};

Result<CmsIdentifier> readCmsIdentifier(asn1::Element element);
/// True when the identifier names this certificate. Serial numbers compare by magnitude, as some
/// clients drop or add a leading zero octet.
bool identifies(const std::optional<Name>& issuer, ByteView serial,
                const std::optional<Bytes>& subjectKeyIdentifier, const Certificate& certificate);
void writeIssuerAndSerial(asn1::Writer& writer, const Certificate& certificate);

/// The element inside ContentInfo's [0]; CmsUnsupported for another content type.
Result<asn1::Element> contentOf(const asn1::Tree& tree, const asn1::Oid& wantedType);

/// Malformed pieces are a malformed CMS: Asn1Malformed, Asn1Truncated and NameMalformed become
/// CmsMalformed.
Error asCmsError(Error error);

inline std::unexpected<Error> malformedCms(std::string detail) {
    return fail(ErrorCode::CmsMalformed, std::move(detail));
}

} // namespace scepter::pki
