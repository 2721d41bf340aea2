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
    /// By a FAILURE, or by HTTP 4xx.
    [[nodiscard]] bool refused() const { return failed() || http() / 100 == 4; }
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

    /// The answer to a question by GET, asked once. `query` goes behind the operation as it is.
    const Result<http::ClientResponse>& asked(const std::string& operation,
                                              const std::string& query = {});
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
    /// A FAILURE that every service has: the answer to a CertPoll about nothing. Made once.
    const Attempt& refusal();
    [[nodiscard]] const PreparedRequest& refusedRequest() const { return *m_refusedRequest; }

    Result<pki::PrivateKey> newKey();
    /// A key of which no certificate is wanted.
    Result<pki::PrivateKey> scratchKey();
    Result<pki::Name> newSubject() const;
    Result<Identity> selfSigned(const pki::PrivateKey& key);

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
    /// The same message in another HTTP request; what comes is read as the answer to `of`.
    Attempt fetch(std::string_view step, http::ClientRequest request, const PreparedRequest& of);
    Attempt raw(std::string_view step, http::RawRequest request, const PreparedRequest& of);

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

private:
    Result<PreparedRequest> prepare(EnrollmentRequest request, const std::string& transactionId,
                                    const Variant& variant);
    [[nodiscard]] std::optional<std::string> identifier() const;
    Attempt read(Result<http::ClientResponse> response, const PreparedRequest& of);

    const ConformanceOptions& m_options;
    const Clock& m_clock;
    Service m_service;
    std::map<std::string, Result<http::ClientResponse>> m_asked;
    std::optional<scep::Capabilities> m_capabilities;
    std::optional<std::vector<pki::Certificate>> m_certificates;
    std::optional<Control> m_control;
    std::optional<Error> m_controlError;
    std::optional<Attempt> m_refusal;
    std::optional<PreparedRequest> m_refusedRequest;
    std::optional<pki::PrivateKey> m_scratch;
    std::optional<SecretBytes> m_spare;
    bool m_spareSent = false; ///< with something that was refused
    bool m_burns = false;
};

/// A request with another message in it.
PreparedRequest withMessage(PreparedRequest request, const std::string& url, Bytes message);
/// "Error: ..." as an attempt that could not be made.
Attempt failedAttempt(Error error);
/// A judgement on what had to be refused: it was, and by no fault of the server.
Judgement judgeRefusal(const std::string& sent, const Attempt& attempt);
/// A random transactionID.
Result<std::string> newTransactionId();
/// One misbehavior.
Variant misbehaving(MisbehaviorKind kind, std::string argument = {});

} // namespace scepter::client
