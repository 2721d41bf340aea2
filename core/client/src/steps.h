// SPDX-License-Identifier: GPL-3.0-or-later
// What the transcript keeps of an HTTP exchange.
#pragma once

#include "client/enrollment.h"
#include "http/client.h"

#include <memory>
#include <string>

namespace scepter::client {

/// The exchange as its bytes went, as far as the network stack tells: the head of the request is
/// the one that was handed to it. `response` may be null.
std::shared_ptr<inspect::RawExchange> rawExchangeOf(const http::ClientRequest& request,
                                                    const http::ClientResponse* response,
                                                    TimePoint sentAt);

/// "POST, HTTP 200, 1102 bytes, application/x-pki-message".
std::string describe(const http::ClientRequest& request, const http::ClientResponse& response);

/// Words in a row, cut where they would fill a page.
std::string joined(const std::vector<std::string>& words);

} // namespace scepter::client
