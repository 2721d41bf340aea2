// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation with one SCEP service, every step of it kept: what ScepClient, scenarios, the
// conformance checks and the load generator are made of.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "client/request_plan.h"
#include "scep/reply_report.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace scepter::client {

struct ServiceOptions {
    std::string url{};          ///< "http://host/scep", its query is kept; empty: for fetch() alone
    std::string caIdentifier{}; ///< the message parameter of GetCACaps, GetCACert, GetNextCACert
    Method method = Method::Auto;
    Duration timeout = std::chrono::seconds(15); ///< for each HTTP exchange
    /// Digest of a certificate that GetCACert must contain: SHA-1, SHA-256, SHA-384 or SHA-512,
    /// told apart by size. Empty: whatever it answers is believed.
    Bytes caFingerprint{};
    /// Digest, as above, of the certificate of GetCACert to encrypt to: NotFound where none has it.
    /// Empty: the persona chooses.
    Bytes encryptTo{};
    const Persona* persona = nullptr; ///< null: our own
    unsigned retries = 0;             ///< of an exchange that gotNoAnswer(): the same bytes again
};

/// Whether nothing came back: Unreachable, TimedOut.
bool gotNoAnswer(const Error& error);

/// A fingerprint in hex: SHA-1, SHA-256, SHA-384 or SHA-512. InvalidArgument.
Result<Bytes> fingerprintFromText(std::string_view text);

/// What came back for a PKIOperation. Exactly one of `error` and `response` is there.
struct Answer {
    std::optional<Error> error{}; ///< no HTTP response: Unreachable, TimedOut, TlsFailed, ...
    std::optional<http::ClientResponse> response{};
    scep::ReplyReport report; ///< of a response with status 200; else its error is HttpStatus
    /// Of a Success: the certificate for the key of the request (or the one GetCert asked for), its
    /// issuers lowest first, or the CRL.
    std::optional<pki::Certificate> certificate{};
    std::vector<pki::Certificate> chain{};
    std::optional<pki::Crl> crl{};
    Duration elapsed{0};

    /// Nothing when no reply could be read.
    [[nodiscard]] std::optional<scep::PkiStatus> status() const;
    /// The first thing that a strict client fails on, whatever part it is of.
    [[nodiscard]] const Error* problem() const;
};

/// Blocks its thread in every function: never on a GUI thread. Not thread-safe. GetCACaps and
/// GetCACert are asked when first needed, in the persona's order, and remembered.
class Service {
public:
    /// Sends one HTTP request to its end; in real life over http::Fetcher.
    using Exchange = std::function<Result<http::ClientResponse>(const http::ClientRequest&)>;

    /// The clock and what `exchange` refers to must outlive it. `stop` ends a wait with Cancelled.
    Service(ServiceOptions options, const Clock& clock, Exchange exchange,
            std::stop_token stop = {});
    /// Over Qt's network stack; connections are kept between requests.
    Service(ServiceOptions options, const Clock& clock, http::ClientOptions http = {},
            std::stop_token stop = {});
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    Service(Service&&) noexcept;
    Service& operator=(Service&&) noexcept;

    Result<CapabilitiesResult> capabilities();     ///< asks anew
    Result<CaCertificatesResult> caCertificates(); ///< asks anew
    /// Verified against the current certificates.
    Result<CaCertificatesResult> nextCaCertificates();

    /// What a request is written with; asks first what the persona asks.
    Result<ServiceView> view();
    /// view() and writeRequest().
    Result<PreparedRequest> prepare(const RequestPlan& plan);
    /// Sends it and looks at all of the answer. Every step is in the transcript.
    Answer send(const PreparedRequest& request);
    /// Any HTTP request, noted as a step.
    Result<http::ClientResponse> fetch(std::string_view step, http::ClientRequest request);
    /// A note among the steps.
    void note(Step step);

    [[nodiscard]] const ServiceOptions& options() const;
    [[nodiscard]] const Persona& persona() const;
    /// The steps since it was cleared.
    [[nodiscard]] const Transcript& transcript() const;
    Transcript takeTranscript();
    /// Called after each step, on this thread.
    void onStep(std::function<void(const Step&)> told);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace scepter::client
