// A SCEP client that takes nothing but right answers: for command lines and tests.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "client/enrollment.h"
#include "client/service.h"

#include <optional>
#include <vector>

namespace scepter::client {

/// Talks to one service, over a Service that it owns. Every function blocks its thread until the
/// answer is there or the time is up: never on a GUI thread. Not thread-safe. GetCACaps and
/// GetCACert are asked once, when first needed, and remembered.
///
/// Errors: what http::fetch says, HttpStatus for an answer that is not 2xx, ChainUntrusted and
/// KeyMismatch for a certificate that is not the one asked for, and those of scep/client_message.h.
/// A FAILURE or PENDING of the service is a result.
class ScepClient {
public:
    using Exchange = Service::Exchange;

    /// The clock and what `exchange` refers to must outlive the client.
    ScepClient(ServiceOptions options, const Clock& clock, Exchange exchange);
    /// Over Qt's network stack. `stop` ends a wait with Cancelled.
    ScepClient(ServiceOptions options, const Clock& clock, http::ClientOptions http = {},
               std::stop_token stop = {});

    Result<CapabilitiesResult> capabilities();
    Result<CaCertificatesResult> caCertificates();
    /// Verified against the current certificates.
    Result<CaCertificatesResult> nextCaCertificates();

    /// A PKCSReq, signed with a self-signed certificate as the persona makes it.
    Result<EnrollmentResult> enroll(const EnrollmentRequest& request);
    /// A renewal, signed with `old`: RenewalReq (17), or PKCSReq (19), which many services want.
    /// Without `type` as the persona does: ours takes 17 where GetCACaps lists Renewal, else 19.
    Result<EnrollmentResult> renew(const EnrollmentRequest& request, const Identity& old,
                                   std::optional<scep::MessageType> type = {});
    /// A CertPoll for a transaction that was PENDING. The challenge is needed again where one of
    /// the two keys cannot encrypt (RFC 8894 section 3.1). The result has the transaction that was
    /// given, whatever the misbehaviors made of it. InvalidArgument for one that does not fit.
    Result<EnrollmentResult> poll(const Transaction& transaction,
                                  const SecretBytes* challenge = nullptr,
                                  const std::vector<Misbehavior>& misbehaviors = {});

    /// The certificate with this serial number (INTEGER content octets) of the issuing CA.
    /// InvalidArgument for misbehavior that does not fit.
    Result<LookupResult> getCert(const Bytes& serial, const Identity& signer,
                                 const std::vector<Misbehavior>& misbehaviors = {});
    /// The CRL that covers this serial number. InvalidArgument as above.
    Result<LookupResult> getCrl(const Bytes& serial, const Identity& signer,
                                const std::vector<Misbehavior>& misbehaviors = {});

    /// The steps of the last call, also of one that failed.
    [[nodiscard]] const Transcript& transcript() const { return m_service.transcript(); }

private:
    Result<EnrollmentResult> submit(const RequestPlan& plan);
    Result<LookupResult> lookup(scep::MessageType type, const Bytes& serial, const Identity& signer,
                                const std::vector<Misbehavior>& misbehaviors);

    Service m_service;
};

} // namespace scepter::client
