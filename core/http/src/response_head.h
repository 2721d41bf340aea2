// The status line and headers of a response.
#pragma once

#include "base/clock.h"
#include "http/message.h"

#include <string>
#include <string_view>

namespace scepter::http {

struct ResponseFraming {
    unsigned version = 11;
    bool keepAlive = false;
};

/// True when a response of that status never has a body (RFC 9110 section 6.4.1).
bool isBodyless(unsigned status);

/// Everything up to and with the empty line. Headers of the response that are not header-shaped, or
/// are the server's own, are left out. `date` is an IMF-fixdate.
std::string responseHead(const Response& response, const ResponseFraming& framing,
                         std::string_view date);

/// IMF-fixdate of RFC 9110 section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string httpDate(TimePoint time);

} // namespace scepter::http
