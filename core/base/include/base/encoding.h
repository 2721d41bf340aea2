// Hex and base64.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace scepter {

/// Lower-case hex, no separators.
std::string toHex(ByteView bytes);
std::string toUpperHex(ByteView bytes);
/// "9C:1B:…", upper case, as fingerprints are shown.
std::string toColonHex(ByteView bytes);

/// Accepts both cases and separators ':', '-' and white space between bytes.
Result<Bytes> fromHex(std::string_view text);

/// RFC 4648 section 4, padded, one line.
std::string toBase64(ByteView bytes);
/// RFC 4648 section 5, unpadded.
std::string toBase64Url(ByteView bytes);

/// Accepts both alphabets, white space and line breaks anywhere, padding present or absent.
/// Refuses any other character, data after padding, and a single left-over character.
Result<Bytes> fromBase64(std::string_view text);

} // namespace scepter
