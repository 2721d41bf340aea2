// What a client is told.
#pragma once

#include "base/error.h"
#include "enrollment/records.h"
#include "scep/server_message.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace scepter::enrollment {

/// The one function that turns an Error into what goes on the wire: pkiStatus FAILURE, failInfo, a
/// failInfoText that helps an honest user and tells an attacker nothing about secrets, and the HTTP
/// status for when no CertRep can be made. A fault of the server says nothing about the request: a
/// FAILURE would end a transaction that may succeed in a moment, so `retryAfter` asks for the HTTP
/// status in its place.
struct WireAnswer {
    FailInfo failInfo = FailInfo::BadRequest;
    std::string failInfoText;
    unsigned httpStatus = 400;
    std::optional<std::chrono::seconds> retryAfter; ///< then no CertRep, even where one can be made

    bool operator==(const WireAnswer&) const = default;
};
WireAnswer wireAnswer(const Error& error);

/// The CertRep fields for an error.
scep::ReplyFields failureReply(const Error& error);

} // namespace scepter::enrollment
