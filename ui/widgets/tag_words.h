// The header of an ASN.1 element in words.
#pragma once

#include "base/bytes.h"

#include <QString>

namespace scepter::ui {

/// How many of the header's bytes are the tag: one, or as many as a long tag number takes.
std::size_t tagOctets(ByteView element, std::size_t header);

/// "OBJECT IDENTIFIER, tag 06, length 9"; "[0] of the context, tag A0, length 521"; an indefinite
/// length is said. Empty without a header.
QString tagWords(ByteView element, std::size_t header);

} // namespace scepter::ui
