// Strings that BER may write in segments, joined.
#pragma once

#include "asn1/reader.h"

#include <string>
#include <string_view>

namespace scepter::asn1::detail {

std::unexpected<Error> malformed(std::string detail);
/// Asn1Malformed: "not a valid <wanted> at offset n", or "<wanted> missing" for an empty element.
std::unexpected<Error> wrongElement(Element element, std::string_view wanted);

/// True for a type of this universal tag, or for one under an implicit tag.
bool mayBe(Element element, std::uint32_t universalTag);

/// True unless DER wants the type of this constructed element in primitive form.
bool mayBeConstructed(const Node& node);

/// The content octets of a string, segments joined (X.690 sections 8.7 and 8.23). Segments are
/// OCTET STRINGs, or, as some write it, of the type of the whole.
Result<Bytes> joinedContent(Element element, std::uint32_t universalTag);

struct Bits {
    Bytes octets;
    unsigned unused = 0; ///< of the last octet
};

/// A BIT STRING, segments joined (X.690 section 8.6).
Result<Bits> bitsOf(Element element);

} // namespace scepter::asn1::detail
