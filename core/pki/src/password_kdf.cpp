#include "password_kdf.h"

#include "asn1/oids.h"
#include "asn1/values.h"

#include <array>
#include <limits>

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

struct PrfRow {
    asn1::Oid oid;
    Digest digest = Digest::Sha1;
};

constexpr std::array kPrfs{
    PrfRow{oids::kHmacSha1, Digest::Sha1},
    PrfRow{asn1::Oid{"1.2.840.113549.2.8"}, Digest::Sha224},
    PrfRow{oids::kHmacSha256, Digest::Sha256},
    PrfRow{oids::kHmacSha384, Digest::Sha384},
    PrfRow{oids::kHmacSha512, Digest::Sha512},
};

Result<Digest> readPrf(asn1::Element element) {
    SCEPTER_TRY(oid, readAlgorithmOid(element));
    for (const auto& known : kPrfs)
        if (known.oid == oid) return known.digest;
    return fail(ErrorCode::AlgorithmUnknown, "PBKDF2 with " + oid.toText());
}

Result<std::uint32_t> readCount(asn1::Element element) {
    SCEPTER_TRY(value, asn1::integerValue(element));
    if (value < 1) return fail(ErrorCode::Asn1Malformed, "PBKDF2 counts are positive");
    if (value > std::numeric_limits<std::uint32_t>::max())
        return fail(ErrorCode::LimitExceeded, "a PBKDF2 count beyond 32 bits");
    return static_cast<std::uint32_t>(value);
}

} // namespace

Result<Pbkdf2Parameters> readPbkdf2(asn1::Element parameters) {
    if (!parameters.is(asn1::tag::kSequence))
        return fail(ErrorCode::Asn1Malformed, "PBKDF2 without parameters");
    Pbkdf2Parameters read;
    asn1::Cursor cursor(parameters);
    if (cursor.peek().is(asn1::tag::kSequence))
        return fail(ErrorCode::AlgorithmUnknown, "PBKDF2 with another source of salt");
    const auto salt = cursor.takeIf(asn1::tag::kOctetString);
    if (!salt) return fail(ErrorCode::Asn1Malformed, "PBKDF2 without salt");
    SCEPTER_TRY(saltBytes, asn1::octetStringValue(salt));
    read.salt = std::move(saltBytes);
    SCEPTER_TRY(iterations, readCount(cursor.take()));
    read.iterations = iterations;
    if (auto keySize = cursor.takeIf(asn1::tag::kInteger)) {
        SCEPTER_TRY(size, readCount(keySize));
        read.keySize = size;
    }
    if (auto prf = cursor.takeIf(asn1::tag::kSequence)) {
        SCEPTER_TRY(digest, readPrf(prf));
        read.prf = digest;
    }
    if (!cursor.atEnd()) return fail(ErrorCode::Asn1Malformed, "PBKDF2 parameters");
    return read;
}

void writePbkdf2(asn1::Writer& writer, const Pbkdf2Parameters& parameters) {
    writer.sequence([&] {
        writer.octetString(parameters.salt).integer(parameters.iterations);
        if (parameters.keySize) writer.integer(*parameters.keySize);
        if (parameters.prf == Digest::Sha1) return; // the default
        for (const auto& known : kPrfs)
            if (known.digest == parameters.prf)
                writer.sequence([&] { writer.oid(known.oid).null(); });
    });
}

} // namespace scepter::pki
