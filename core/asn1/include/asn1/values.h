// Values out of elements. Every function answers Asn1Malformed for a wrong tag or content.
#pragma once

#include "asn1/oid.h"
#include "asn1/reader.h"
#include "base/clock.h"

#include <string>

namespace scepter::asn1 {

Result<bool> booleanValue(Element element);
/// An INTEGER (or ENUMERATED) that fits 64 bits.
Result<std::int64_t> integerValue(Element element);
/// The content octets of an INTEGER, as they stand (two's complement, big-endian); refuses empty.
Result<Bytes> integerContent(Element element);
Result<Oid> oidValue(Element element);
/// OCTET STRING, primitive or constructed (BER segments are joined), also under an implicit context
/// tag: only other universal types are refused, and segments below that are not OCTET STRINGs.
Result<Bytes> octetStringValue(Element element);
/// BIT STRING with a whole number of bytes (RFC 5280 signatures and keys); refuses unused bits.
Result<Bytes> bitStringBytes(Element element);
/// BIT STRING as named bits: bit 0 is the first bit. Bits past 63 are refused.
Result<std::uint64_t> namedBits(Element element);
/// Any character string type as UTF-8. T61 is read as Latin-1; BMP and Universal are converted.
Result<std::string> stringValue(Element element);
/// The same for a given universal tag and content octets (implicitly tagged strings).
Result<std::string> stringFromContent(std::uint32_t universalTag, ByteView content);
/// UTCTime (years 1950 to 2049) or GeneralizedTime, in UTC, with or without seconds.
Result<TimePoint> timeValue(Element element);

/// The DER form of a BER element: definite lengths, strings joined. The order of SETs is kept as it
/// is unless `sortSets`. A string under an implicit tag stays in segments: only its reader knows
/// that it is one. Values (BOOLEAN, INTEGER, times) stay as they are. Asn1Malformed where no DER
/// exists: segments of other types, a constructed INTEGER.
Result<Bytes> toDer(Element element, bool sortSets = false);

} // namespace scepter::asn1
