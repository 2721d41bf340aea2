// A SCEP client for command lines, tests and load.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "client/enrollment.h"
#include "client/service.h"
#include "http/client.h"

#include <functional>
#include <optional>
#include <string>

namespace scepter::client {

/// Talks to one service. Every function blocks its thread until the answer is there or the time is
/// up: never on a GUI thread. Not thread-safe. GetCACaps and GetCACert are asked once, when first
/// needed, and remembered.
///
/// Errors: what http::fetch says, HttpStatus for an answer that is not 2xx, ChainUntrusted and
/// KeyMismatch for a certificate that is not the one asked for, and those of scep/client_message.h.
/// A FAILURE or PENDING of the service is a result.
class ScepClient {
public:
    /// Sends one HTTP request to its end; http::fetch in real life.
    using Exchange = std::function<Result<http::ClientResponse>(const http::ClientRequest&)>;

    /// The clock and what `exchange` refers to must outlive the client.
    ScepClient(ServiceOptions options, const Clock& clock, Exchange exchange);
    /// Over http::fetch.
    ScepClient(ServiceOptions options, const Clock& clock, http::ClientOptions http = {});

    Result<CapabilitiesResult> capabilities();
    Result<CaCertificatesResult> caCertificates();
    /// Verified against the current certificates.
    Result<CaCertificatesResult> nextCaCertificates();

    /// A PKCSReq, signed with a self-signed certificate over the request's key.
    Result<EnrollmentResult> enroll(const EnrollmentRequest& request);
    /// A renewal, signed with `old`: RenewalReq (17), or PKCSReq (19), which many services want.
    /// Without `type`, 17 where GetCACaps lists Renewal, else 19.
    Result<EnrollmentResult> renew(const EnrollmentRequest& request, const Identity& old,
                                   std::optional<scep::MessageType> type = {});
    /// A CertPoll for a transaction that was PENDING. The challenge is needed again where one of
    /// the two keys cannot encrypt (RFC 8894 section 3.1).
    Result<EnrollmentResult> poll(const Transaction& transaction,
                                  const SecretBytes* challenge = nullptr);

    /// The certificate with this serial number (INTEGER content octets) of the issuing CA.
    Result<LookupResult> getCert(const Bytes& serial, const Identity& signer);
    /// The CRL that covers this serial number.
    Result<LookupResult> getCrl(const Bytes& serial, const Identity& signer);

    /// The steps of the last call, also of one that failed.
    [[nodiscard]] const Transcript& transcript() const { return m_transcript; }

private:
    struct Outgoing;

    Result<http::ClientResponse> send(std::string_view step, const http::ClientRequest& request);
    Result<Bytes> ask(std::string_view operation);
    Result<void> needCapabilities();
    Result<void> needCaCertificates();
    Result<void> checkFingerprint(const std::vector<pki::Certificate>& certificates) const;
    Result<Transaction> startTransaction(const EnrollmentRequest& request, const pki::Csr& csr,
                                         std::optional<Identity> signer);
    Result<scep::Reply> exchange(const Outgoing& message);
    Result<EnrollmentResult> submit(const EnrollmentRequest& request,
                                    std::optional<Identity> signer,
                                    std::optional<scep::MessageType> type);
    Result<EnrollmentResult> finish(Transaction transaction, scep::Reply reply);
    Result<LookupResult> lookup(scep::MessageType type, const Bytes& serial,
                                const Identity& signer);
    void note(std::string_view name, Duration elapsed, std::string what);

    ServiceOptions m_options;
    const Clock& m_clock;
    Exchange m_exchange;
    std::optional<CapabilitiesResult> m_capabilities;
    std::optional<CaCertificatesResult> m_ca;
    Transcript m_transcript;
};

} // namespace scepter::client
