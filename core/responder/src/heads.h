// Heads of messages as they may be recorded.
#pragma once

#include "http/message.h"

#include "http_target/target.h"

#include <string>
#include <string_view>

namespace scepter::responder {

/// Header lines as they were sent, with "(hidden)" for values that may be secret.
std::string recordedHeaders(const std::vector<http::Header>& headers);
/// The same for a whole head: its first line stays.
std::string recordedHead(std::string_view head);
/// Path and query as they were sent. Of the query only what `isShown` says by its index; the rest
/// is "(hidden)".
std::string recordedTarget(const http::Target& target, const std::vector<bool>& isShown);

} // namespace scepter::responder
