// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_run.h"

#include "../hide_challenge.h"
#include "../service_url.h"
#include "base/encoding.h"
#include "base/shorten.h"
#include "base/text.h"
#include "pki/crypto.h"
#include "scep/ids.h"

#include <algorithm>

namespace scepter::client {

namespace {

constexpr std::size_t kMaxShown = 300;
constexpr std::size_t kMaxAnswer = std::size_t{4} << 20;

std::string failureText(const ReplyView& reply) {
    std::string text = "FAILURE";
    if (const auto info = reply.attributes.failInfo) {
        const bool known = *info >= 0 && *info <= static_cast<int>(FailInfo::BadCertId);
        text += ' ';
        text += known ? std::string(toText(static_cast<FailInfo>(*info)))
                      : "failInfo " + std::to_string(*info);
    }
    if (const auto& why = reply.attributes.failInfoText; why && !why->empty())
        text += ": " + printable(shortened(*why, kMaxShown));
    return text;
}

EnrollmentRequest requestFor(pki::PrivateKey key, pki::Name subject, const SecretBytes* challenge) {
    EnrollmentRequest request{std::move(key), std::move(subject), {}, {}, {}, {}, {}, {}, {}};
    if (challenge != nullptr) request.challenge = challenge->clone();
    return request;
}

std::string successText(const Attempt& attempt) {
    if (attempt.certificate) return "SUCCESS, serial number " + attempt.certificate->serialText();
    if (!attempt.reply.crls.empty()) return "SUCCESS with a CRL";
    return attempt.reply.envelopeError
               ? "SUCCESS that cannot be opened: " + printable(toText(*attempt.reply.envelopeError))
               : "SUCCESS with nothing in it";
}

} // namespace

std::string Attempt::text() const {
    if (error) return printable(shortened(toText(*error), kMaxShown));
    if (!response) return "nothing";
    if (!reply.status()) {
        std::string text = "HTTP " + std::to_string(response->status);
        if (response->status == 200) text += " without a CertRep";
        return text;
    }
    if (issued()) return successText(*this);
    if (pending()) return "PENDING";
    if (failed()) return failureText(reply);
    return "pkiStatus " + std::to_string(*reply.status());
}

Attempt failedAttempt(Error error) {
    Attempt attempt;
    attempt.error = std::move(error);
    return attempt;
}

PreparedRequest withMessage(PreparedRequest request, const std::string& url, Bytes message) {
    if (request.http.method == "GET")
        request.http.url = pkiOperationUrl(url, message);
    else
        request.http.body = message;
    request.message = std::move(message);
    return request;
}

Judgement judgeRefusal(const std::string& sent, const Attempt& attempt) {
    if (attempt.error) return broken(sent, attempt.text(), "It was not answered.");
    if (attempt.accepted()) return broken(sent, attempt.text(), "It was accepted.");
    if (attempt.refused()) return kept(sent, attempt.text());
    return broken(sent, attempt.text(), "The answer is no refusal: a FAILURE or HTTP 4xx is.");
}

Result<std::string> newTransactionId() {
    SCEPTER_TRY(random, pki::randomBytes(16));
    return toUpperHex(random);
}

Variant misbehaving(MisbehaviorKind kind, std::string argument) {
    return {{}, {}, {{kind, std::move(argument)}}};
}

CheckRun::CheckRun(const ConformanceOptions& options, const Clock& clock)
    : m_options(options)
    , m_clock(clock)
    , m_service(options.service, clock, options.http.clone(), options.stop) {
}

std::optional<std::string> CheckRun::identifier() const {
    const std::string& text = m_options.service.caIdentifier;
    return text.empty() ? std::nullopt : std::optional(text);
}

const Result<http::ClientResponse>& CheckRun::asked(const std::string& operation,
                                                    const std::string& query) {
    const std::string name = operation + query;
    if (const auto known = m_asked.find(name); known != m_asked.end()) return known->second;
    http::ClientRequest request;
    request.url = operationUrl(m_options.service.url, operation,
                               query.empty() ? identifier() : std::nullopt) +
                  query;
    request.timeout = m_options.service.timeout;
    request.maxResponseBytes = kMaxAnswer;
    return m_asked.emplace(name, m_service.fetch(operation, std::move(request))).first->second;
}

const scep::Capabilities& CheckRun::capabilities() {
    if (!m_capabilities) {
        const auto& answer = asked("GetCACaps");
        const bool answered = answer && answer->status == 200;
        m_capabilities =
            answered ? scep::Capabilities::fromText(textOf(answer->body)) : scep::Capabilities{};
    }
    return *m_capabilities;
}

const std::vector<pki::Certificate>& CheckRun::certificates() {
    if (!m_certificates) {
        m_certificates.emplace();
        const auto& answer = asked("GetCACert");
        if (answer && answer->status == 200)
            if (auto read = scep::readCaCertificates(answer->body))
                m_certificates = std::move(*read);
    }
    return *m_certificates;
}

std::optional<ServiceView> CheckRun::view() {
    auto view = m_service.view();
    return view ? std::optional(std::move(*view)) : std::nullopt;
}

bool CheckRun::isAlive() {
    http::ClientRequest request;
    request.url = operationUrl(m_options.service.url, "GetCACaps", identifier());
    request.timeout = m_options.service.timeout;
    const auto answer = m_service.fetch("GetCACaps", std::move(request));
    return answer && answer->status / 100 != 5;
}

Result<pki::PrivateKey> CheckRun::newKey() {
    return m_options.makeKey ? m_options.makeKey() : pki::PrivateKey::generate(m_options.key);
}

Result<pki::PrivateKey> CheckRun::scratchKey() {
    if (!m_scratch) {
        SCEPTER_TRY(key, newKey());
        m_scratch = std::move(key);
    }
    return *m_scratch;
}

Result<pki::Name> CheckRun::newSubject() const {
    SCEPTER_TRY(random, pki::randomBytes(6));
    std::string text = m_options.subject;
    constexpr std::string_view kMark = "{random}";
    const std::string hex = toHex(random);
    for (std::size_t at = text.find(kMark); at != std::string::npos;
         at = text.find(kMark, at + hex.size()))
        text.replace(at, kMark.size(), hex);
    return pki::Name::fromText(text);
}

Result<Identity> CheckRun::selfSigned(const pki::PrivateKey& key) {
    SCEPTER_TRY(subject, newSubject());
    SCEPTER_TRY(certificate, scep::makeRequestSigner(subject, key, now(), pki::Digest::Sha256));
    return Identity{std::move(certificate), key};
}

Result<const SecretBytes*> CheckRun::spareChallenge() {
    if (!m_options.nextChallenge) return nullptr;
    if (!m_spare) {
        SCEPTER_TRY(next, m_options.nextChallenge());
        m_spare = std::move(next);
    }
    return &*m_spare;
}

Result<Control*> CheckRun::control() {
    if (m_control) return &*m_control;
    if (m_controlError) return failWith(*m_controlError);
    const auto make = [this]() -> Result<Control> {
        SCEPTER_TRY(key, newKey());
        SCEPTER_TRY(subject, newSubject());
        SCEPTER_TRY(challenge, spareChallenge());
        std::optional<SecretBytes> kept;
        if (challenge != nullptr) kept = challenge->clone();
        SCEPTER_TRY(id, newTransactionId());
        SCEPTER_TRY(prepared, prepare(requestFor(key, subject, challenge), id, {}));
        Attempt attempt = send(prepared);
        if (attempt.accepted()) spendChallenge();
        return Control{std::move(key), std::move(subject), std::move(kept), std::move(prepared),
                       std::move(attempt)};
    };
    auto made = make();
    if (!made) {
        m_controlError = made.error();
        return failWith(std::move(made));
    }
    m_control = std::move(*made);
    return &*m_control;
}

std::optional<Identity> CheckRun::identity() {
    const auto made = control();
    if (!made || !(*made)->attempt.certificate) return std::nullopt;
    return Identity{*(*made)->attempt.certificate, (*made)->key};
}

const Attempt& CheckRun::refusal() {
    if (m_refusal) return *m_refusal;
    const auto make = [this]() -> Result<Attempt> {
        SCEPTER_TRY(key, scratchKey());
        SCEPTER_TRY(signer, selfSigned(key));
        SCEPTER_TRY(id, newTransactionId());
        Transaction transaction{.transactionId = id,
                                .key = key,
                                .signer = signer,
                                .subject = signer.certificate.subject()};
        RequestPlan plan;
        plan.type = scep::MessageType::CertPoll;
        plan.transaction = &transaction;
        SCEPTER_TRY(prepared, m_service.prepare(plan));
        m_refusedRequest = std::move(prepared);
        return send(*m_refusedRequest);
    };
    auto made = make();
    m_refusal = made ? std::move(*made) : failedAttempt(made.error());
    return *m_refusal;
}

Result<PreparedRequest> CheckRun::prepare(EnrollmentRequest request,
                                          const std::string& transactionId,
                                          const Variant& variant) {
    if (variant.request) variant.request(request);
    RequestPlan plan;
    plan.enrollment = &request;
    plan.transactionId = transactionId;
    plan.misbehaviors = variant.misbehaviors;
    if (variant.plan) variant.plan(plan);
    return m_service.prepare(plan);
}

Result<PreparedRequest> CheckRun::repeat(const Variant& variant) {
    SCEPTER_TRY(made, control());
    return prepare(
        requestFor(made->key, made->subject, made->challenge ? &*made->challenge : nullptr),
        made->sent.transaction.transactionId, variant);
}

Result<PreparedRequest> CheckRun::fresh(const Variant& variant, const pki::PrivateKey* key) {
    SCEPTER_TRY(scratch, key != nullptr ? Result<pki::PrivateKey>(*key) : scratchKey());
    SCEPTER_TRY(subject, newSubject());
    SCEPTER_TRY(challenge, spareChallenge());
    m_spareSent = challenge != nullptr;
    SCEPTER_TRY(id, newTransactionId());
    return prepare(requestFor(std::move(scratch), std::move(subject), challenge), id, variant);
}

Attempt CheckRun::read(Result<http::ClientResponse> response, const PreparedRequest& of) {
    Attempt attempt;
    if (!response) {
        attempt.error = std::move(response).error();
        return attempt;
    }
    attempt.response = std::move(*response);
    if (attempt.http() != 200) return attempt;
    attempt.reply = viewReply(attempt.response->body, certificates(), of.transaction.signer.key,
                              of.challenge.get());
    if (auto& told = attempt.reply.attributes.failInfoText)
        hideChallenge(*told, of.challenge.get());
    if (!attempt.issued() || attempt.reply.certificates.empty()) return attempt;
    const auto& all = attempt.reply.certificates;
    const auto found = std::ranges::find_if(all, [&](const pki::Certificate& one) {
        return one.publicKey() == of.transaction.key.publicKey();
    });
    attempt.certificate = found == all.end() ? all.front() : *found;
    return attempt;
}

Attempt CheckRun::send(const PreparedRequest& request) {
    Answer answer = m_service.send(request);
    if (answer.error) return failedAttempt(std::move(*answer.error));
    return read(std::move(*answer.response), request);
}

Attempt CheckRun::fetch(std::string_view step, http::ClientRequest request,
                        const PreparedRequest& of) {
    request.timeout = m_options.service.timeout;
    request.maxResponseBytes = kMaxAnswer;
    return read(m_service.fetch(step, std::move(request)), of);
}

Attempt CheckRun::raw(std::string_view step, http::RawRequest request, const PreparedRequest& of) {
    auto target = http::rawTargetOf(m_options.service.url);
    if (!target) return failedAttempt(std::move(target).error());
    target->extraRootPems = m_options.http.extraRootPems;
    target->verify = m_options.http.verify;
    request.timeout = m_options.service.timeout;
    const auto start = std::chrono::steady_clock::now();
    auto response = http::sendRaw(*target, request, m_options.stop);
    Step done;
    done.name = step;
    done.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    done.what =
        response ? "HTTP " + std::to_string(response->status) : printable(toText(response.error()));
    done.state = response ? StepState::Passed : StepState::Failed;
    if (!response) done.error = response.error();
    m_service.note(std::move(done));
    return read(std::move(response), of);
}

Attempt CheckRun::tryFresh(const Variant& variant, const pki::PrivateKey* key) {
    auto prepared = fresh(variant, key);
    if (!prepared) return failedAttempt(std::move(prepared).error());
    Attempt attempt = send(*prepared);
    if (attempt.accepted() || m_burns) spendChallenge();
    return attempt;
}

Attempt CheckRun::tryGranted(const std::function<Attempt()>& attempt) {
    const bool sentBefore = m_spareSent;
    Attempt first = attempt();
    if (first.accepted() || !sentBefore) return first;
    spendChallenge();
    Attempt second = attempt();
    if (!second.accepted()) return first;
    noteBurning();
    return second;
}

Attempt CheckRun::enrollAs(const Persona& persona, const pki::PrivateKey& key) {
    ServiceOptions options = m_options.service;
    options.persona = &persona;
    options.method = Method::Auto;
    Service other(options, m_clock, m_options.http.clone(), m_options.stop);
    const auto attempt = [&]() -> Result<Attempt> {
        SCEPTER_TRY(subject, newSubject());
        SCEPTER_TRY(challenge, spareChallenge());
        m_spareSent = challenge != nullptr;
        const EnrollmentRequest request = requestFor(key, std::move(subject), challenge);
        RequestPlan plan;
        plan.enrollment = &request;
        SCEPTER_TRY(prepared, other.prepare(plan));
        Answer answer = other.send(prepared);
        if (answer.error) return failWith(std::move(*answer.error));
        return read(std::move(*answer.response), prepared);
    }();
    for (Step& step : other.takeTranscript())
        m_service.note(std::move(step));
    if (attempt && (attempt->accepted() || m_burns)) spendChallenge();
    return attempt ? *attempt : failedAttempt(attempt.error());
}

Judgement CheckRun::accepts(const std::string& sent, const Variant& variant) {
    auto prepared = repeat(variant);
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    Attempt attempt = send(*prepared);
    if (attempt.accepted()) return kept(sent, attempt.text());
    if (!spareChallenge())
        return skipped("It was refused as a repetition (" + attempt.text() +
                       "), and no challenge is left to enroll anew.");
    auto key = newKey();
    if (!key) return skipped("No key could be made: " + printable(toText(key.error())));
    attempt = tryGranted([&] { return tryFresh(variant, &*key); });
    return judged(attempt.accepted(), sent, attempt.text(), "It was not accepted.");
}

Judgement CheckRun::refuses(const std::string& sent, const Variant& variant,
                            const pki::PrivateKey* key) {
    if (!spareChallenge()) return skipped("No challenge is left.");
    auto prepared = fresh(variant, key);
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    const Attempt attempt = send(*prepared);
    if (attempt.accepted() || m_burns) spendChallenge();
    return judgeRefusal(sent, attempt);
}

} // namespace scepter::client
