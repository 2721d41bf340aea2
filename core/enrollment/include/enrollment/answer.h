// What a client is told.
#pragma once

#include "base/error.h"
#include "enrollment/records.h"
#include "scep/server_message.h"

#include <string>
#include <vector>

namespace scepter::enrollment {

/// The one function that turns an Error into what goes on the wire: pkiStatus FAILURE, failInfo, a
/// failInfoText that helps an honest user and tells an attacker nothing about secrets, and the HTTP
/// status for when no CertRep can be made.
struct WireAnswer {
    FailInfo failInfo = FailInfo::BadRequest;
    std::string failInfoText;
    unsigned httpStatus = 400;

    bool operator==(const WireAnswer&) const = default;
};
WireAnswer wireAnswer(const Error& error);

/// The CertRep fields for an error.
scep::ReplyFields failureReply(const Error& error);

} // namespace scepter::enrollment
