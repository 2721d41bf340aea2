#include "pki/crl.h"

#include "asn1/oids.h"
#include "asn1/writer.h"
#include "signed_parts.h"

namespace scepter::pki {
namespace {

Result<void> checkEntry(const RevokedEntry& entry) {
    if (entry.serial.empty())
        return fail(ErrorCode::InvalidArgument, "a revoked entry has no serial number");
    // RFC 5280 section 5.3.1: in delta CRLs only.
    if (entry.reason == RevocationReason::RemoveFromCrl)
        return fail(ErrorCode::InvalidArgument, "removeFromCRL has no place in a complete CRL");
    return {};
}

std::vector<Extension> entryExtensions(const RevokedEntry& entry) {
    std::vector<Extension> extensions;
    if (entry.reason != RevocationReason::Unspecified) {
        asn1::Writer value;
        value.enumerated(static_cast<std::int64_t>(entry.reason));
        extensions.push_back({asn1::oids::kCrlReason, false, value.take()});
    }
    if (entry.invalidSince) {
        asn1::Writer value;
        value.generalizedTime(*entry.invalidSince);
        extensions.push_back({asn1::oids::kInvalidityDate, false, value.take()});
    }
    return extensions;
}

void writeEntry(asn1::Writer& writer, const RevokedEntry& entry) {
    const std::vector<Extension> extensions = entryExtensions(entry);
    writer.sequence([&] {
        writer.unsignedInteger(entry.serial);
        writer.time(entry.revokedAt);
        if (!extensions.empty()) writeExtensions(writer, extensions);
    });
}

std::vector<Extension> crlExtensions(const Certificate& issuer, std::int64_t number) {
    const auto identifier = issuer.subjectKeyIdentifier();
    asn1::Writer value;
    value.integer(number);
    return {
        makeAuthorityKeyIdentifier(identifier ? *identifier : issuer.publicKey().keyIdentifier()),
        {asn1::oids::kCrlNumber, false, value.take()},
    };
}

// RFC 5280 section 5.1.2.
Bytes writeToBeSigned(const Crl& crl, const SignatureAlgorithm& algorithm) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.integer(1);
        writeSignatureAlgorithm(writer, algorithm);
        writer.raw(crl.issuer.der());
        writer.time(crl.thisUpdate);
        writer.time(*crl.nextUpdate);
        if (!crl.entries.empty())
            writer.sequence([&] {
                for (const RevokedEntry& entry : crl.entries)
                    writeEntry(writer, entry);
            });
        writer.context(0, [&] { writeExtensions(writer, crl.extensions); });
    });
    return writer.take();
}

} // namespace

Result<Crl> signCrl(const Certificate& issuer, const PrivateKey& issuerKey, Digest digest,
                    std::int64_t number, TimePoint thisUpdate, TimePoint nextUpdate,
                    const std::vector<RevokedEntry>& entries) {
    if (!(issuerKey.publicKey() == issuer.publicKey()))
        return fail(ErrorCode::KeyMismatch, "the key is not that of the issuer's certificate");
    if (number < 0) return fail(ErrorCode::InvalidArgument, "a CRL number cannot be negative");
    if (nextUpdate < thisUpdate)
        return fail(ErrorCode::InvalidArgument, "nextUpdate is before thisUpdate");
    for (const RevokedEntry& entry : entries)
        SCEPTER_CHECK(checkEntry(entry));
    SCEPTER_TRY(algorithm, algorithmToSign(issuerKey, digest));
    Crl crl;
    crl.issuer = issuer.subject();
    crl.thisUpdate = thisUpdate;
    crl.nextUpdate = nextUpdate;
    crl.number = number;
    crl.entries = entries;
    crl.extensions = crlExtensions(issuer, number);
    SCEPTER_TRY(der, signAndWrap(writeToBeSigned(crl, algorithm), issuerKey, algorithm));
    crl.der = std::move(der);
    return crl;
}

} // namespace scepter::pki
