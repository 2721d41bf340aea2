// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded requests sent again, and how the answers compare.
#pragma once

#include "client/service.h"
#include "inspect/compare_answers.h"
#include "inspect/keyring.h"
#include "inspect/traffic.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::client {

/// The request of a recorded exchange as it is sent again.
struct ReplayRequest {
    std::string name; ///< "GetCACert", "PKCSReq"
    http::ClientRequest http;
    std::string shownUrl; ///< where it goes, for people: no user, no query
};

/// Method, query, header fields and body are those of the recording. What belongs to a connection
/// (RFC 9110 section 7.6.1), lengths and Expect are left out; Host follows the target. Cookies and
/// logins go to nobody but the server that they were recorded with. What http::ClientRequest says
/// of URLs holds: a space, which none may have, goes out escaped.
///
/// `url`: scheme, host, port and path that it goes to; a query there stays in front of the recorded
/// one. Empty: where it went, by its absolute target or Host field, else by the server's address.
///
/// NotSupported for what cannot be sent as it was: no SCEP request (neither an operation nor a SCEP
/// message), another method than GET and POST, a GET with a body, a fragment, and a redacted one
/// that holds a message, or has no `url` to go to. HttpMalformed for a request that is not all
/// there. LimitExceeded for more than 1 MiB of body, 64 KiB of target or 100 header fields of 32
/// KiB. InvalidArgument for a bad `url`. No I/O; thread-safe.
Result<ReplayRequest> replayRequest(const inspect::RawExchange& recorded,
                                    std::string_view url = {});

/// A request that was sent again.
struct Replayed {
    /// Its name is "Sent again: PKCSReq"; Failed with `error` where nothing was answered, Failed
    /// without one where the answer is not as it was recorded.
    Step step;
    std::string url;                                       ///< ReplayRequest::shownUrl
    std::optional<inspect::AnswerComparison> comparison{}; ///< nothing: no answer

    [[nodiscard]] bool same() const { return comparison && comparison->same(); }
};

/// Sends it with the service's network settings, to its URL, or, where that is empty, to the
/// recorded one. `keys` opens replies and may be null. It changes things: a request is answered
/// again, a code used up. Blocks: never on a GUI thread. The errors of replayRequest(), and
/// InvalidArgument for a URL that cannot be sent as it is: then nothing was sent.
Result<Replayed> sendAgain(Service& service, const inspect::RawExchange& recorded,
                           const inspect::Keyring* keys);

} // namespace scepter::client
