// The message parameter of a PKIOperation sent by GET (RFC 8894 section 4.1).
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace scepter::scep {

/// Decodes the raw, still percent-encoded value of `message=`: base64 or base64url, with line
/// breaks (raw or %0A), unescaped '+' and '/', spaces in place of '+', padding present or not.
/// Observed in sscep, jscep, certmonger, macOS and Cisco IOS. EncodingMalformed, LimitExceeded.
Result<Bytes> decodeGetMessage(std::string_view rawValue, std::size_t maxBytes);

/// Encodes a message for a GET: base64, with '+', '/' and '=' percent-encoded.
std::string encodeGetMessage(ByteView message);

} // namespace scepter::scep
