// The URLs of a SCEP service's operations (RFC 8894 section 4.1).
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::client {

/// InvalidArgument for what is not http or https.
Result<void> checkServiceUrl(std::string_view url);
/// Without the name and password that a URL may have: for reports and messages.
std::string withoutUser(std::string_view url);
/// A query that is there stays in front.
std::string withQuery(std::string_view url, std::string_view query);
/// As withQuery(); with `message`, the parameter is there, maybe empty.
std::string operationUrl(std::string_view url, std::string_view operation,
                         const std::optional<std::string>& message = {});
/// A PKIOperation by GET, escaped as RFC 3986 wants it.
std::string pkiOperationUrl(std::string_view url, ByteView message);

} // namespace scepter::client
