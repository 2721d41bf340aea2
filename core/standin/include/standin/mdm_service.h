// SPDX-License-Identifier: GPL-3.0-or-later
// A stand-in for an MDM with codes of its own, which answers our webhook.
//
// One URL takes both dialects: step-ca's SCEPCHALLENGE and NOTIFYING bodies, and the plain one
// (resources/schemas/webhook-request.schema.json). A device is known by its code; its request must
// ask for the subject and the alternative names that the MDM has for it.
#pragma once

#include "base/clock.h"
#include "base/secret.h"
#include "challenge/constraints.h"
#include "challenge/gate.h"
#include "http/server.h"
#include "standin/faults.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::standin {

struct MdmDevice {
    std::string id;
    Bytes codeHash; ///< SHA-256 of its code, see hashOfCode
    /// RFC 4514 text, compared as text; empty: any.
    std::string subject;
    /// Compared as sets; nothing: any.
    std::optional<std::vector<pki::GeneralName>> subjectAltNames;
    std::optional<TimePoint> validUntil; ///< of the code

    bool operator==(const MdmDevice&) const = default;
};
Bytes hashOfCode(ByteView code);

/// A list of {"id", "code", "subject", "subjectAltNames": ["DNS:a.example"], "validUntil"}. Strict:
/// EncodingMalformed names what is wrong, and repeats no code.
Result<std::vector<MdmDevice>> mdmDevicesFromJson(std::string_view json);

struct MdmServiceOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: a free one
    std::optional<http::TlsOptions> tls;
    SecretBytes hmacSecret; ///< base64, as configured at the webhook; empty: not looked at
    std::string webhookId;  ///< wanted in X-Smallstep-Webhook-ID; empty: any
    challenge::AskAuthorization authorization = challenge::AskAuthorization::None;
    std::string user;       ///< of Basic
    SecretBytes credential; ///< password or bearer token
    bool singleUse = true;  ///< a code is good for one key
};

enum class MdmActionKind { Authorize, Outcome };
/// "authorize", "outcome".
std::string_view toText(MdmActionKind action);
std::optional<MdmActionKind> mdmActionFromText(std::string_view text);

/// One call as the operator sees it.
struct MdmCall {
    TimePoint at;
    MdmActionKind action = MdmActionKind::Authorize;
    std::optional<challenge::WebhookDialect> dialect; ///< nothing: the body was neither
    std::string remoteAddress;
    std::string transactionId;
    std::string deviceId; ///< empty: the code is nobody's
    std::string subject;
    unsigned status = 200;
    std::string decision; ///< "allow", "deny"; of an outcome "issued", "refused"
    std::string reason;
    std::string fault; ///< that was played; empty: none
    std::vector<challenge::Comparison> comparisons;
};

/// Thread-safe. Destroying it stops serving.
class MdmService {
public:
    /// InvalidArgument for an HMAC secret that is no base64; errors of http::Server::listen.
    /// `clock` must outlive it.
    static Result<std::unique_ptr<MdmService>>
    start(MdmServiceOptions options, std::vector<MdmDevice> devices, const Clock& clock);
    ~MdmService();
    MdmService(const MdmService&) = delete;
    MdmService& operator=(const MdmService&) = delete;

    /// "http://127.0.0.1:8090/webhook"; any path does.
    [[nodiscard]] std::string url() const;
    void setDevices(std::vector<MdmDevice> devices);
    [[nodiscard]] std::vector<MdmDevice> devices() const;

    /// FaultKind::Code answers "allow", "deny" (plain: also "hold" and "retry") in place of the
    /// MDM's own judgment.
    void setFault(MdmActionKind action, Fault fault, unsigned times = 0);
    void clearFault(MdmActionKind action);

    /// The last 1000 calls, oldest first.
    [[nodiscard]] std::vector<MdmCall> calls() const;
    [[nodiscard]] std::size_t count(MdmActionKind action) const;
    /// Called on an I/O thread after each call; before the first one.
    void onCall(std::function<void(const MdmCall&)> told);

private:
    class Impl;
    explicit MdmService(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace scepter::standin
