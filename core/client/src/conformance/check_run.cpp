// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_run.h"

#include "../hide_challenge.h"
#include "../service_url.h"
#include "../steps.h"
#include "base/encoding.h"
#include "base/text.h"
#include "pki/crypto.h"
#include "scep/ids.h"

#include <algorithm>

namespace scepter::client {

namespace {

constexpr std::size_t kMaxAnswer = std::size_t{4} << 20;

EnrollmentRequest requestFor(pki::PrivateKey key, pki::Name subject, const SecretBytes* challenge) {
    EnrollmentRequest request{std::move(key), std::move(subject), {}, {}, {}, {}, {}, {}, {}};
    if (challenge != nullptr) request.challenge = challenge->clone();
    return request;
}

} // namespace

CheckRun::CheckRun(const ConformanceOptions& options, const Clock& clock)
    : m_options(options)
    , m_clock(clock)
    , m_service(options.service, clock, options.http.clone(), options.stop) {
}

std::optional<std::string> CheckRun::identifier() const {
    const std::string& text = m_options.service.caIdentifier;
    return text.empty() ? std::nullopt : std::optional(text);
}

const Result<http::ClientResponse>& CheckRun::asked(const std::string& operation) {
    return askedOnce(operation, operationUrl(m_options.service.url, operation, identifier()));
}

const Result<http::ClientResponse>& CheckRun::askedPlainly(const std::string& operation,
                                                           const std::string& query) {
    return askedOnce(operation, operationUrl(m_options.service.url, operation) + query);
}

const Result<http::ClientResponse>& CheckRun::askedOnce(const std::string& operation,
                                                        const std::string& url) {
    if (const auto known = m_asked.find(url); known != m_asked.end()) return known->second;
    http::ClientRequest request;
    request.url = url;
    request.timeout = m_options.service.timeout;
    request.maxResponseBytes = kMaxAnswer;
    return m_asked.emplace(url, m_service.fetch(operation, std::move(request))).first->second;
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

Result<pki::PrivateKey> CheckRun::newRsaKey() {
    SCEPTER_TRY(key, newKey());
    return key.publicKey().canEncrypt() ? Result<pki::PrivateKey>(std::move(key))
                                        : pki::PrivateKey::generate({});
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

Result<Identity> CheckRun::stranger() {
    if (!m_stranger) {
        SCEPTER_TRY(scratch, scratchKey());
        SCEPTER_TRY(key, scratch.publicKey().canEncrypt()
                             ? Result<pki::PrivateKey>(std::move(scratch))
                             : pki::PrivateKey::generate({}));
        SCEPTER_TRY(made, selfSigned(key));
        m_stranger = std::move(made);
    }
    return *m_stranger;
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

std::string CheckRun::whyUnanswerable() {
    const auto own = identity();
    if (!own) return "There is no certificate to ask with.";
    if (!own->key.publicKey().canEncrypt())
        return "The client's key cannot decrypt, and there is no challenge to encrypt a reply "
               "under.";
    return {};
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

Attempt CheckRun::read(std::size_t begin, Result<http::ClientResponse> response,
                       const PreparedRequest& of) {
    Attempt attempt = readResponse(std::move(response), of);
    const std::size_t end = m_service.transcript().size();
    if (of.opened) m_opened.push_back({begin, end, *of.opened});
    const ReplyView& reply = attempt.reply;
    if (reply.envelope && !reply.opened.empty())
        m_opened.push_back(
            {begin,
             end,
             {pki::digestOf(pki::Digest::Sha256, reply.envelope->encryptedContent), reply.opened}});
    return attempt;
}

Transcript CheckRun::takeTranscript() {
    Transcript steps = m_service.takeTranscript();
    std::map<std::shared_ptr<const inspect::RawExchange>, std::shared_ptr<inspect::RawExchange>>
        copies; // an exchange that several steps share stays one
    for (const Opened& one : std::exchange(m_opened, {})) {
        for (std::size_t i = one.begin; i < std::min(one.end, steps.size()); ++i) {
            if (!steps[i].exchange) continue;
            auto& copy = copies[steps[i].exchange];
            if (!copy) copy = std::make_shared<inspect::RawExchange>(*steps[i].exchange);
            if (std::ranges::find(copy->opened, one.layer) == copy->opened.end())
                copy->opened.push_back(one.layer);
        }
    }
    for (Step& step : steps)
        if (const auto copy = copies.find(step.exchange); copy != copies.end())
            step.exchange = copy->second;
    return steps;
}

Attempt CheckRun::readResponse(Result<http::ClientResponse> response, const PreparedRequest& of) {
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
    const std::size_t begin = m_service.transcript().size();
    Answer answer = m_service.send(request);
    if (answer.error) return read(begin, failWith(std::move(*answer.error)), request);
    return read(begin, std::move(*answer.response), request);
}

Attempt CheckRun::fetch(std::string_view step, http::ClientRequest request,
                        const PreparedRequest& of) {
    request.timeout = m_options.service.timeout;
    request.maxResponseBytes = kMaxAnswer;
    const std::size_t begin = m_service.transcript().size();
    auto response = m_service.fetch(step, std::move(request));
    return read(begin, std::move(response), of);
}

Attempt CheckRun::raw(std::string_view step, http::RawRequest request, const PreparedRequest& of) {
    auto target = http::rawTargetOf(m_options.service.url, m_options.http);
    if (!target) return failedAttempt(std::move(target).error());
    request.timeout = m_options.service.timeout;
    const std::size_t begin = m_service.transcript().size();
    const TimePoint sentAt = now();
    const auto start = std::chrono::steady_clock::now();
    auto response = http::sendRaw(*target, request, m_options.stop);
    Step done;
    done.name = step;
    done.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    done.what =
        response ? "HTTP " + std::to_string(response->status) : printable(toText(response.error()));
    done.state = response ? StepState::Passed : StepState::Failed;
    if (!response) done.error = response.error();
    http::ClientRequest asked;
    asked.url = m_options.service.url;
    const auto exchange = rawExchangeOf(asked, response ? &*response : nullptr, sentAt);
    exchange->request = std::move(request.bytes);
    done.exchange = exchange;
    m_service.note(std::move(done));
    return read(begin, std::move(response), of);
}

std::vector<http::HeldConnection> CheckRun::hold(const Bytes& sent, unsigned count) {
    std::vector<http::HeldConnection> held;
    Step done;
    done.name = "connections";
    const auto start = std::chrono::steady_clock::now();
    if (const auto target = http::rawTargetOf(m_options.service.url, m_options.http)) {
        http::RawRequest request;
        request.bytes = sent;
        request.timeout = m_options.service.timeout;
        while (held.size() < count) {
            auto connection = http::holdRaw(*target, request, m_options.stop);
            if (!connection) break;
            held.push_back(std::move(*connection));
        }
    }
    done.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    done.what = std::to_string(held.size()) + " held open";
    done.state = StepState::Passed;
    m_service.note(std::move(done));
    return held;
}

Attempt CheckRun::tryFresh(const Variant& variant, const pki::PrivateKey* key) {
    auto prepared = fresh(variant, key);
    return prepared ? sendFresh(*prepared) : failedAttempt(std::move(prepared).error());
}

Attempt CheckRun::sendFresh(const PreparedRequest& request) {
    Attempt attempt = send(request);
    if (attempt.accepted() || m_burns) spendChallenge();
    return attempt;
}

Attempt CheckRun::tryGranted(const std::function<Attempt()>& attempt) {
    const bool sentBefore = m_spareSent;
    Attempt first = attempt();
    if (first.accepted() || first.saysNothing() || !sentBefore) return first;
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
    const std::size_t begin = m_service.transcript().size();
    const auto noteAll = [&] {
        for (Step& step : other.takeTranscript())
            m_service.note(std::move(step));
    };
    const auto attempt = [&]() -> Result<Attempt> {
        SCEPTER_TRY(subject, newSubject());
        SCEPTER_TRY(challenge, spareChallenge());
        m_spareSent = challenge != nullptr;
        const EnrollmentRequest request = requestFor(key, std::move(subject), challenge);
        RequestPlan plan;
        plan.enrollment = &request;
        SCEPTER_TRY(prepared, other.prepare(plan));
        Answer answer = other.send(prepared);
        noteAll();
        if (answer.error) return failWith(std::move(*answer.error));
        return read(begin, std::move(*answer.response), prepared);
    }();
    noteAll();
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
    return judgeTaken(attempt.accepted(), sent, attempt, "It was not accepted.");
}

Judgement CheckRun::refuses(const std::string& sent, const Variant& variant,
                            const pki::PrivateKey* key) {
    if (!spareChallenge()) return skipped("No challenge is left.");
    auto prepared = fresh(variant, key);
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    return judgeRefusal(sent, sendFresh(*prepared));
}

} // namespace scepter::client
