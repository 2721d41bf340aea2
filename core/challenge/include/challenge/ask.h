// SPDX-License-Identifier: GPL-3.0-or-later
// What a gate wants to know from somebody else, and what it says in the end. No I/O: the responder
// does the asking.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "challenge/constraints.h"
#include "pki/general_name.h"
#include "pki/name.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace scepter::challenge {

/// Whom to trust and what to show on a TLS connection. Shared by all that is asked of one target,
/// so that connections are kept.
struct AskTls {
    std::vector<std::string> extraRootPems; ///< trusted besides the system's
    std::string clientCertificatePem;       ///< with its chain; empty: none
    SecretBytes clientKeyPem;
};

/// A header; its value may be a secret.
struct AskHeader {
    std::string name;
    SecretBytes value;
};

/// One HTTP request. Redirects are not followed.
struct HttpAsk {
    std::string method = "POST";
    std::string url; ///< absolute, no user information, no secret in it
    std::vector<AskHeader> headers;
    Bytes body;
    std::string contentType; ///< empty: none is sent
    std::shared_ptr<const AskTls> tls;
    /// Hosts that may be asked, "mdm.example" or "mdm.example:8443"; empty: the URL's own only. A
    /// URL that came from somebody else (service discovery) must fit one: "*.example" fits what
    /// ends in ".example".
    std::vector<std::string> allowedHosts;
    Duration timeout = std::chrono::seconds(10); ///< of one try, at most 15 s
    std::size_t maxResponseBytes = 256 * 1024;
    unsigned retries = 0; ///< after no connection, a lost one, or a status of 500 and above
    Duration retryDelay = std::chrono::seconds(1);
};

/// One run of a program, without a shell, in an empty environment but for what is here.
struct CommandAsk {
    std::string program; ///< absolute path
    std::vector<std::string> arguments;
    std::vector<std::pair<std::string, std::string>> environment;
    SecretBytes input; ///< on stdin
    Duration timeout = std::chrono::seconds(10);
    std::size_t maxOutputBytes = 64 * 1024;
};

/// What came back: any HTTP status, any exit code.
struct Told {
    unsigned status = 0; ///< HTTP status, or exit code of a program
    std::string contentType;
    Bytes body;            ///< of a program: its stdout
    std::string errorText; ///< of a program: the beginning of its stderr, printable
};

/// Errors: Unreachable, TimedOut, TlsFailed, LimitExceeded, HttpMalformed, Cancelled,
/// InvalidArgument (a host that is not allowed, a program that is not there), TargetPaused (its
/// circuit is open).
using Reply = Result<Told>;

enum class VerdictKind { Allow, Deny, Hold, RetryLater };
std::string_view toText(VerdictKind kind);

/// What a gate wants to have in the certificate, in place of what the CSR says.
struct Grant {
    bool sidVouched = false; ///< the gate has checked the SID extension or SID URI
    std::optional<pki::Name> subject;
    std::optional<std::vector<pki::GeneralName>> subjectAltNames;
    std::optional<std::vector<asn1::Oid>> extendedKeyUsage;
    std::optional<Duration> validity;
    Constraints constraints; ///< judged by the engine, besides the endpoint's

    bool operator==(const Grant&) const = default;
};

/// What a gate says about a request.
struct Verdict {
    VerdictKind kind = VerdictKind::Deny;
    /// Of Deny and RetryLater: why, for the operator, never a secret; failInfo where the gate knows
    /// better. Deny: ChallengeWrong, ChallengeMissing, ConstraintViolated, GateDenied, ...;
    /// RetryLater: GateUnreachable.
    std::optional<Error> error;
    std::string note;                    ///< for the operator: a result code, an HTTP status
    std::vector<Comparison> comparisons; ///< field by field, as far as the gate tells
    Grant grant;                         ///< of Allow
    /// A token that must be good for one use: its hash and when it ends by itself.
    std::optional<Bytes> singleUseHash;
    TimePoint singleUseUntil;

    static Verdict allow(std::string note = {});
    static Verdict deny(ErrorCode code, std::string detail, std::optional<FailInfo> failInfo = {});
    static Verdict hold(std::string note);
    static Verdict later(std::string detail);
};

/// A talk with the other party, one question after the other. Not thread-safe; used by one thread
/// at a time. Also the way in which an outcome is told to somebody: Allow is then that it was
/// accepted, Deny that it was refused for good, RetryLater that it is worth another try.
class Conversation {
public:
    using Step = std::variant<HttpAsk, CommandAsk, Verdict>;

    virtual ~Conversation() = default;
    /// `reply` is null at first, then the answer to the last step. After a Verdict never again.
    virtual Step next(const Reply* reply, TimePoint now) = 0;
};

} // namespace scepter::challenge
