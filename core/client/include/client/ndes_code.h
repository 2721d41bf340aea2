// SPDX-License-Identifier: GPL-3.0-or-later
// One-time codes from the admin page of NDES, as a device management fetches them.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/client.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace scepter::client {

/// What the page shows. The code is a secret.
struct NdesCode {
    SecretBytes code;
    bool single = false;               ///< one for all, that does not expire
    std::optional<unsigned> minutes{}; ///< until it expires, where the page says so
    std::string thumbprint{};          ///< MD5 of the CA certificate as shown; empty: not shown
};
/// For people, without the code: "a code, good once and for 60 minutes".
std::string describe(const NdesCode& code);

/// Reads the page: UTF-16LE (with a mark or without, as Windows sends it), UTF-16BE with a mark, or
/// UTF-8. TooManyCodes: the cache of passwords is full. RefusedByServer: the account may not
/// enroll. NotFound: it is another page. LimitExceeded over 256 KiB.
Result<NdesCode> readNdesPage(ByteView page);

struct NdesQuestion {
    std::string url; ///< "https://host/certsrv/mscep_admin/"
    Duration timeout = std::chrono::seconds(15);
};

/// Asks for a new code and reads the page; blocks. Besides the errors of readNdesPage() and of the
/// exchange: LoginWrong for HTTP 401, RefusedByServer for 403, HttpStatus for others.
using NdesExchange = std::function<Result<http::ClientResponse>(const http::ClientRequest&)>;
Result<NdesCode> askNdesCode(const NdesQuestion& question, const NdesExchange& exchange);

/// Who asks. What is pointed to must outlive the call only.
struct NdesLogin {
    const http::ClientOptions& http; ///< of TLS and proxy
    std::string user;                ///< "user@domain" or "DOMAIN\user"
    const SecretBytes* password = nullptr;
};
/// Over the network, with Basic, Digest or NTLM as the server wants it. `stop`: Cancelled.
Result<NdesCode> askNdesCode(const NdesQuestion& question, const NdesLogin& login,
                             const std::stop_token& stop = {});

} // namespace scepter::client
