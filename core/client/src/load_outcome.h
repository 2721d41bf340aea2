// SPDX-License-Identifier: GPL-3.0-or-later
// What became of one request of a load.
#pragma once

#include "client/request_plan.h"
#include "http/load_client.h"

#include <string>

namespace scepter::client {

struct LoadOutcome {
    enum class Kind { Issued, Pending, Error } kind = Kind::Error;
    std::string error{}; ///< "FAILURE badRequest", "HTTP 503", "TimedOut", "NonceMismatch"
};

/// By the pkiStatus attribute alone: neither signature nor envelope is looked at.
LoadOutcome outcomeByStatus(const http::LoadAnswer& answer);
/// As a strict client: signature, attributes, envelope, certificate and chain.
LoadOutcome outcomeByCheck(const http::LoadAnswer& answer, const PreparedRequest& request,
                           const ServiceView& service, TimePoint now);

} // namespace scepter::client
