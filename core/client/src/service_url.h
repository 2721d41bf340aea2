// URLs of a SCEP service (RFC 8894 section 4.1).
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace scepter::client {

/// InvalidArgument unless it is an http or https URL without a fragment.
Result<void> checkServiceUrl(std::string_view url);
/// URL?operation=OP, and &message=TEXT unless the text is empty.
std::string operationUrl(std::string_view url, std::string_view operation, std::string_view text);
/// URL?operation=PKIOperation&message=BASE64.
std::string pkiOperationUrl(std::string_view url, ByteView message);

} // namespace scepter::client
