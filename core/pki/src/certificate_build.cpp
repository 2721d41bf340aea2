#include "pki/certificate.h"

#include "asn1/writer.h"
#include "pki/crypto.h"
#include "signed_parts.h"

#include <algorithm>

namespace scepter::pki {
namespace {

// RFC 5280 section 4.1.2.2: positive, and at most 20 octets with the sign octet counted.
constexpr std::size_t kMaxSerialOctets = 20;

Result<void> checkFields(const CertificateFields& fields) {
    const ByteView serial = withoutLeadingZeros(fields.serial);
    if (serial.empty() || (serial.size() == 1 && serial[0] == 0))
        return fail(ErrorCode::InvalidArgument, "a serial number must be positive");
    if (serial.size() + ((serial[0] & 0x80) != 0 ? 1 : 0) > kMaxSerialOctets)
        return fail(ErrorCode::InvalidArgument, "the serial number takes more than 20 octets");
    if (fields.notAfter < fields.notBefore)
        return fail(ErrorCode::InvalidArgument, "notAfter is before notBefore");
    return {};
}

Bytes writeToBeSigned(const CertificateFields& fields, const SignatureAlgorithm& algorithm) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.context(0, [&] { writer.integer(2); });
        writer.unsignedInteger(fields.serial);
        writeSignatureAlgorithm(writer, algorithm);
        writer.raw(fields.issuer.der());
        writer.sequence([&] {
            writer.time(fields.notBefore);
            writer.time(fields.notAfter);
        });
        writer.raw(fields.subject.der());
        writer.raw(fields.spki);
        if (!fields.extensions.empty())
            writer.context(3, [&] { writeExtensions(writer, fields.extensions); });
    });
    return writer.take();
}

} // namespace

Result<Certificate> signCertificate(const CertificateFields& fields, const PrivateKey& issuerKey,
                                    Digest digest) {
    SCEPTER_CHECK(checkFields(fields));
    SCEPTER_TRY(algorithm, algorithmToSign(issuerKey, digest));
    SCEPTER_TRY(der, signAndWrap(writeToBeSigned(fields, algorithm), issuerKey, algorithm));
    return Certificate::fromDer(der);
}

Result<Bytes> randomSerial() {
    SCEPTER_TRY(serial, randomBytes(16));
    // The top bit off keeps it positive, the next one on keeps its length.
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7F) | 0x40);
    return serial;
}

} // namespace scepter::pki
