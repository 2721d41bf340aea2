// UTF-16 as some Windows services send it.
#pragma once

#include "base/bytes.h"

#include <string>

namespace scepter::inspect {

/// With a byte order mark, or markup in Latin letters: every second byte is zero.
bool looksLikeUtf16Le(ByteView bytes);
/// A byte order mark is left out; what is no UTF-16 becomes U+FFFD.
std::string utf8FromUtf16Le(ByteView bytes);
void appendUtf8(std::string& text, std::uint32_t codePoint);

} // namespace scepter::inspect
