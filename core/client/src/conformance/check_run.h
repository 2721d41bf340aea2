// SPDX-License-Identifier: GPL-3.0-or-later
// What the checks of one run share: the service, the enrollment of the positive control, keys and
// challenges.
#pragma once

#include "http/raw.h"
#include "judgement.h"
#include "reply_view.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace scepter::client {

/// What came back for one request.
struct Attempt {
    std::optional<Error> error{}; ///< nothing came back, or nothing could be sent
    std::optional<http::ClientResponse> response{};
    ReplyView reply{}; ///< of HTTP 200
    /// Of a SUCCESS: the certificate for the key of the request, or the first one.
    std::optional<pki::Certificate> certificate{};

    [[nodiscard]] unsigned http() const { return response ? response->status : 0; }
    [[nodiscard]] bool issued() const { return reply.status() == 0; }
    [[nodiscard]] bool pending() const { return reply.status() == 3; }
    [[nodiscard]] bool failed() const { return reply.status() == 2; }
    [[nodiscard]] bool accepted() const { return issued() || pending(); }
    /// By a FAILURE, or by an HTTP error that can be meant for the message.
    [[nodiscard]] bool refused() const;
    /// HTTP 4xx that is about something else than the message: "not found", "too many requests".
    [[nodiscard]] bool saysNothing() const { return http() / 100 == 4 && !refused(); }
    [[nodiscard]] bool failedWith(FailInfo info) const {
        return failed() && reply.attributes.failInfo == static_cast<int>(info);
    }
    /// "SUCCESS, serial number 01", "FAILURE badAlg: ...", "HTTP 404", "TimedOut: ...".
    [[nodiscard]] std::string text() const;
};

/// The enrollment that all others are compared with.
struct Control {
    pki::PrivateKey key;
    pki::Name subject;
    std::optional<SecretBytes> challenge;
    PreparedRequest sent;
    Attempt attempt;
};

/// How a request differs from a plain one. What is empty changes nothing.
struct Variant {
    std::function<void(EnrollmentRequest&)> request{};
    std::function<void(RequestPlan&)> plan{};
    std::vector<Misbehavior> misbehaviors{};
};

class CheckRun {
public:
    CheckRun(const ConformanceOptions& options, const Clock& clock);

    [[nodiscard]] const ConformanceOptions& options() const { return m_options; }
    [[nodiscard]] TimePoint now() const { return m_clock.now(); }
    Service& service() { return m_service; }
    /// What the run asks with; nothing: without one.
    [[nodiscard]] std::optional<std::string> identifier() const;

    /// The answer to a question by GET, asked once.
    const Result<http::ClientResponse>& asked(const std::string& operation);
    /// The same without the run's identifier; `query` goes behind the operation as it is.
    const Result<http::ClientResponse>& askedPlainly(const std::string& operation,
                                                     const std::string& query);
    /// Of GetCACaps; empty where it was not answered.
    const scep::Capabilities& capabilities();
    /// Of GetCACert; empty where it was not answered.
    const std::vector<pki::Certificate>& certificates();
    /// Nothing when the answer to GetCACert cannot be used.
    std::optional<ServiceView> view();
    /// Whether GetCACaps is still answered.
    bool isAlive();

    /// Makes the enrollment of the control, once.
    Result<Control*> control();
    /// The certificate of the control with its key; nothing: it was not issued.
    std::optional<Identity> identity();
    /// Why a request that carries no challenge, signed by that certificate, cannot be answered by
    /// something encrypted; empty: it can.
    std::string whyUnanswerable();
    /// A FAILURE that every service has: the answer to a CertPoll about nothing. Made once.
    const Attempt& refusal();
    [[nodiscard]] const PreparedRequest& refusedRequest() const { return *m_refusedRequest; }

    Result<pki::PrivateKey> newKey();
    /// A key of which no certificate is wanted.
    Result<pki::PrivateKey> scratchKey();
    /// RSA whatever the run's keys are: for clients that have no other.
    Result<pki::PrivateKey> newRsaKey();
    Result<pki::Name> newSubject() const;
    Result<Identity> selfSigned(const pki::PrivateKey& key);
    /// Somebody whom the service does not know, and to whom it could encrypt.
    Result<Identity> stranger();

    /// A challenge that nothing was issued for; null: none is needed. An error: none is left.
    Result<const SecretBytes*> spareChallenge();
    void spendChallenge() {
        m_spare.reset();
        m_spareSent = false;
    }
    /// A service that uses up the challenge of what it refuses costs one for each check.
    void noteBurning() { m_burns = true; }
    [[nodiscard]] bool needsChallenge() const { return options().nextChallenge != nullptr; }

    /// The control's transaction once more, in another form.
    Result<PreparedRequest> repeat(const Variant& variant);
    /// A request of its own, with a challenge that holds. `key`: null: the scratch key.
    Result<PreparedRequest> fresh(const Variant& variant, const pki::PrivateKey* key = nullptr);
    Attempt send(const PreparedRequest& request);
    /// Of fresh(): a challenge that is used up is not sent again.
    Attempt sendFresh(const PreparedRequest& request);
    /// The same message in another HTTP request; what comes is read as the answer to `of`.
    Attempt fetch(std::string_view step, http::ClientRequest request, const PreparedRequest& of);
    /// Whether the server may be met directly, as raw bytes do.
    [[nodiscard]] bool mayBeRaw() const {
        return m_options.http.proxyUse != http::ProxyUse::Explicit;
    }
    Attempt raw(std::string_view step, http::RawRequest request, const PreparedRequest& of);
    /// Connections that have sent this and stay open: as many as the server lets be made.
    std::vector<http::HeldConnection> hold(const Bytes& sent, unsigned count);

    /// A form that has to be taken: sent as a repetition of the control, and as an enrollment of
    /// its own where that was refused.
    Judgement accepts(const std::string& sent, const Variant& variant);
    /// A request that, but for one thing, would be granted.
    Judgement refuses(const std::string& sent, const Variant& variant,
                      const pki::PrivateKey* key = nullptr);
    /// The same, for who wants to see the answer.
    Attempt tryFresh(const Variant& variant, const pki::PrivateKey* key = nullptr);
    /// An enrollment that has to be granted: once more with a new challenge, where the first one
    /// had been sent before with something that was refused. A service may use up what it refuses.
    Attempt tryGranted(const std::function<Attempt()>& attempt);
    /// A whole enrollment as another client makes it, from its first question on.
    Attempt enrollAs(const Persona& persona, const pki::PrivateKey& key);

    /// The steps since it was asked last; with each exchange goes what was in its envelopes, which
    /// nobody could open later.
    Transcript takeTranscript();

private:
    /// What was in an envelope of these steps.
    struct Opened {
        std::size_t begin = 0;
        std::size_t end = 0;
        inspect::OpenedLayer layer;
    };

    Result<PreparedRequest> prepare(EnrollmentRequest request, const std::string& transactionId,
                                    const Variant& variant);
    const Result<http::ClientResponse>& askedOnce(const std::string& operation,
                                                  const std::string& url);
    /// The steps from `begin` on are about it.
    Attempt read(std::size_t begin, Result<http::ClientResponse> response,
                 const PreparedRequest& of);
    Attempt readResponse(Result<http::ClientResponse> response, const PreparedRequest& of);

    const ConformanceOptions& m_options;
    const Clock& m_clock;
    Service m_service;
    std::map<std::string, Result<http::ClientResponse>> m_asked;
    std::vector<Opened> m_opened; ///< of the steps not taken yet
    std::optional<scep::Capabilities> m_capabilities;
    std::optional<std::vector<pki::Certificate>> m_certificates;
    std::optional<Control> m_control;
    std::optional<Error> m_controlError;
    std::optional<Attempt> m_refusal;
    std::optional<PreparedRequest> m_refusedRequest;
    std::optional<pki::PrivateKey> m_scratch;
    std::optional<Identity> m_stranger;
    std::optional<SecretBytes> m_spare;
    bool m_spareSent = false; ///< with something that was refused
    bool m_burns = false;
};

/// A request with another message in it.
PreparedRequest withMessage(PreparedRequest request, const std::string& url, Bytes message);
/// A PKCSReq around another envelope, signed anew.
Result<PreparedRequest> withEnvelope(PreparedRequest request, const std::string& url,
                                     ByteView envelope);
/// "Error: ..." as an attempt that could not be made.
Attempt failedAttempt(Error error);
/// A judgement on what had to be refused: it was, and by no fault of the server.
Judgement judgeRefusal(const std::string& sent, const Attempt& attempt);
/// Kept where `holds`; else skipped where the answer says nothing of the message, or broken.
Judgement judgeTaken(bool holds, const std::string& sent, const Attempt& attempt, std::string why);
/// Skipped, since the answer says nothing of the message.
Judgement nothingSaid(unsigned status);
/// HTTP 4xx that says nothing of the service at all: a login, a limit of requests.
bool isTurnedAway(unsigned status);
/// A random transactionID.
Result<std::string> newTransactionId();
/// One misbehavior.
Variant misbehaving(MisbehaviorKind kind, std::string argument = {});

} // namespace scepter::client
