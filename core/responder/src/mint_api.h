// SPDX-License-Identifier: GPL-3.0-or-later
// The REST calls' forms.
#pragma once

#include "admin_mint.h"
#include "http/message.h"

#include <optional>
#include <string_view>

namespace scepter::responder {

/// The document that describes the calls (OpenAPI 3.0).
std::string_view openApiDocument();

/// Of POST /api/v1/codes. EncodingMalformed for what is no JSON object, InvalidArgument with the
/// member's name for all else.
Result<MintWish> readMintWish(ByteView body);

http::Response mintedAnswer(const std::vector<MintedCode>& minted);
http::Response codeAnswer(const challenge::CodeRecord& code, TimePoint now);

/// application/problem+json (RFC 9457) for an error.
http::Response problem(const Error& error);
http::Response problem(unsigned status, std::string_view title, std::string_view detail,
                       std::string_view code);

/// The number in "/api/v1/codes/17"; nothing for any other path.
std::optional<std::int64_t> codeIdIn(std::string_view path);

} // namespace scepter::responder
