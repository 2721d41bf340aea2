// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/service.h"

#include "base/encoding.h"
#include "base/text.h"
#include "hide_challenge.h"
#include "http/raw.h"
#include "issued.h"
#include "service_url.h"
#include "steps.h"

#include <algorithm>
#include <chrono>

namespace scepter::client {

namespace {

// A SCEP answer is a few kilobytes; a GetCACert answer or a CRL may be more.
constexpr std::size_t kMaxResponse = std::size_t{4} << 20;
constexpr std::size_t kSlowPiece = 64;

std::optional<pki::Digest> digestOfSize(std::size_t size) {
    for (const pki::Digest digest :
         {pki::Digest::Sha1, pki::Digest::Sha256, pki::Digest::Sha384, pki::Digest::Sha512})
        if (pki::sizeOf(digest) == size) return digest;
    return std::nullopt;
}

std::string statusText(const scep::Reply& reply) {
    std::string text(scep::toText(reply.status));
    if (reply.failInfo) text.append(" ").append(scepter::toText(*reply.failInfo));
    if (!reply.failInfoText.empty()) text.append(": ").append(printable(reply.failInfoText));
    return text;
}

Error statusError(std::string_view step, unsigned status) {
    return {ErrorCode::HttpStatus,
            std::string(step) + " was answered with HTTP " + std::to_string(status),
            {},
            std::nullopt};
}

bool wentThrough(const http::ClientResponse& response) {
    return response.status / 100 == 2;
}

scep::ReplyCheck contentTypeCheck(const http::ClientResponse& response) {
    const std::string type =
        toLower(response.contentType.substr(0, response.contentType.find(';')));
    return {"reply.content-type", "RFC 8894 section 4.3",
            trimmed(type) == scep::content_type::kPkiMessage, true,
            type.empty() ? "no Content-Type" : printable(response.contentType)};
}

} // namespace

Result<Bytes> fingerprintFromText(std::string_view text) {
    auto bytes = fromHex(text);
    if (!bytes || !digestOfSize(bytes->size()))
        return fail(ErrorCode::InvalidArgument,
                    "takes a SHA-1, SHA-256, SHA-384 or SHA-512 in hex");
    return std::move(*bytes);
}

bool gotNoAnswer(const Error& error) {
    return error.code == ErrorCode::Unreachable || error.code == ErrorCode::TimedOut;
}

std::optional<scep::PkiStatus> Answer::status() const {
    if (!report.reply) return std::nullopt;
    return report.reply->status;
}

const Error* Answer::problem() const {
    if (error) return &*error;
    return report.error ? &*report.error : nullptr;
}

class Service::Impl {
public:
    Impl(ServiceOptions options, const Clock& clock, Exchange exchange, std::stop_token stop)
        : m_options(std::move(options))
        , m_clock(clock)
        , m_exchange(std::move(exchange))
        , m_stop(std::move(stop)) {}
    Impl(ServiceOptions options, const Clock& clock, http::ClientOptions http, std::stop_token stop)
        : m_options(std::move(options))
        , m_clock(clock)
        , m_stop(std::move(stop))
        , m_http(http.clone())
        , m_fetcher(std::make_unique<http::Fetcher>(std::move(http))) {
        m_exchange = [this](const http::ClientRequest& request) {
            return m_fetcher->fetch(request, m_stop);
        };
    }

    [[nodiscard]] const Persona& persona() const {
        return m_options.persona != nullptr ? *m_options.persona : ownPersona();
    }

    void note(Step step) {
        if (m_told) m_told(step);
        m_transcript.push_back(std::move(step));
    }
    void note(std::string_view name, std::string what) {
        Step step;
        step.name = name;
        step.what = std::move(what);
        note(std::move(step));
    }

    /// One exchange, tried again where nothing came back. `step` gets what is to be noted of it.
    Result<http::ClientResponse> exchange(std::string_view name, const http::ClientRequest& request,
                                          Duration pieceDelay, Step& step) {
        SCEPTER_CHECK(checkServiceUrl(m_options.url.empty() ? request.url : m_options.url));
        for (unsigned tried = 0;; ++tried) {
            step = {};
            step.name = name;
            const TimePoint sentAt = m_clock.now();
            const auto start = std::chrono::steady_clock::now();
            auto response =
                m_stop.stop_requested()
                    ? Result<http::ClientResponse>(fail(ErrorCode::Cancelled, "cancelled"))
                : pieceDelay > Duration{0} && m_fetcher ? slowly(request, pieceDelay)
                                                        : m_exchange(request);
            step.elapsed =
                std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
            step.exchange = rawExchangeOf(request, response ? &*response : nullptr, sentAt);
            if (response) {
                step.state = StepState::Passed;
                step.what = describe(request, *response);
                return response;
            }
            step.state = StepState::Failed;
            step.what = toText(response.error());
            step.error = response.error();
            if (!gotNoAnswer(response.error()) || tried >= m_options.retries) return response;
            note(std::move(step));
        }
    }

    Result<http::ClientResponse> fetch(std::string_view name, http::ClientRequest request) {
        request.timeout = m_options.timeout;
        request.maxResponseBytes = kMaxResponse;
        Step step;
        auto response = exchange(name, request, Duration{0}, step);
        if (response && !wentThrough(*response)) {
            step.state = StepState::Failed;
            step.error = statusError(name, response->status);
        }
        // A URL that is none was never sent.
        if (step.exchange) note(std::move(step));
        return response;
    }

    Result<Bytes> ask(std::string_view operation) {
        http::ClientRequest request;
        request.url = operationUrl(m_options.url, operation,
                                   messageOf(persona(), operation, m_options.caIdentifier));
        request.headers = headersOf(persona());
        SCEPTER_TRY(response, fetch(operation, std::move(request)));
        if (!wentThrough(response)) return failWith(statusError(operation, response.status));
        return std::move(response.body);
    }

    Result<void> askCapabilities() {
        CapabilitiesResult result;
        auto body = ask("GetCACaps");
        if (body) {
            result.answered = true;
            result.text = textOf(*body);
            result.capabilities = scep::Capabilities::fromText(result.text);
            note("capabilities", joined(result.capabilities.keywords()));
        } else if (body.error().code != ErrorCode::HttpStatus) {
            return failWith(std::move(body));
        } else {
            note("capabilities", "the service does not tell");
            result.refusal = std::move(body).error();
        }
        m_capabilities = std::move(result);
        return {};
    }

    Result<void> askCaCertificates() {
        SCEPTER_TRY(body, ask("GetCACert"));
        SCEPTER_TRY(certificates, scep::readCaCertificates(body));
        SCEPTER_CHECK(checkFingerprint(certificates));
        SCEPTER_TRY(roles, rolesAmong(certificates));
        note("CA", std::to_string(certificates.size()) + " certificates, CA " +
                       printable(roles.ca.subject().toDisplayText()) +
                       ", encrypting to serial number " + roles.encryption.serialText());
        m_ca = CaCertificatesResult{std::move(certificates), std::move(roles), {}};
        return {};
    }

    Result<void> askFirst() {
        if (!m_asked) {
            for (const FirstQuestion& question : questionsOf(persona())) {
                if (question.operation == "GetCACaps" && !m_capabilities)
                    SCEPTER_CHECK(askCapabilities());
                if (question.operation == "GetCACert" && !m_ca) SCEPTER_CHECK(askCaCertificates());
            }
            m_asked = true;
        }
        if (!m_ca) SCEPTER_CHECK(askCaCertificates());
        return {};
    }

    Result<ServiceView> view() {
        SCEPTER_CHECK(askFirst());
        ServiceView view{m_options.url, m_ca->certificates, *m_ca->roles,
                         std::nullopt,  m_options.method,   m_clock.now()};
        if (m_capabilities && m_capabilities->answered)
            view.capabilities = m_capabilities->capabilities;
        return view;
    }

    Answer send(const PreparedRequest& request) {
        Answer answer;
        http::ClientRequest http = request.http;
        http.timeout = m_options.timeout;
        http.maxResponseBytes = kMaxResponse;
        Step step;
        auto response = exchange(scep::toText(request.type), http, request.pieceDelay, step);
        answer.elapsed = step.elapsed;
        if (!response) {
            answer.error = std::move(response).error();
            if (step.exchange) note(std::move(step));
            return answer;
        }
        answer.response = std::move(*response);
        const std::shared_ptr<const inspect::RawExchange> raw = withOpened(step.exchange, request);
        step.exchange = raw;
        if (!wentThrough(*answer.response)) {
            answer.report.error = statusError(step.name, answer.response->status);
            step.state = StepState::Failed;
            step.error = answer.report.error;
            note(std::move(step));
            return answer;
        }
        note(std::move(step));
        examine(answer, request, raw);
        return answer;
    }

    Result<CaCertificatesResult> nextCaCertificates() {
        if (!m_ca) SCEPTER_CHECK(askCaCertificates());
        SCEPTER_TRY(body, ask("GetNextCACert"));
        SCEPTER_TRY(next, scep::readNextCaCertificates(body, m_ca->certificates));
        note("next CA", std::to_string(next.size()) + " certificates");
        return CaCertificatesResult{std::move(next), std::nullopt, m_transcript};
    }

    ServiceOptions m_options;
    const Clock& m_clock;
    Exchange m_exchange;
    std::stop_token m_stop;
    http::ClientOptions m_http;               ///< of the fetcher
    std::unique_ptr<http::Fetcher> m_fetcher; ///< null: somebody else's exchange
    bool m_asked = false;
    std::optional<CapabilitiesResult> m_capabilities;
    std::optional<CaCertificatesResult> m_ca;
    Transcript m_transcript;
    std::function<void(const Step&)> m_told;

private:
    Result<http::ClientResponse> slowly(const http::ClientRequest& request, Duration delay) {
        SCEPTER_TRY(target, http::rawTargetOf(request.url, m_http));
        SCEPTER_TRY(bytes, http::rawBytesOf(request));
        http::RawRequest slow;
        slow.bytes = std::move(bytes);
        slow.pieceSize = kSlowPiece;
        slow.pieceDelay = delay;
        // What we spend on being slow is not the server's time.
        const auto pieces = static_cast<Duration::rep>(slow.bytes.size() / kSlowPiece + 1);
        slow.timeout = request.timeout + delay * pieces;
        slow.maxResponseBytes = request.maxResponseBytes;
        return http::sendRaw(target, slow, m_stop);
    }

    /// The first with this fingerprint; null: none has it.
    static Result<const pki::Certificate*>
    withFingerprint(const std::vector<pki::Certificate>& certificates, const Bytes& wanted) {
        const auto digest = digestOfSize(wanted.size());
        if (!digest)
            return fail(ErrorCode::InvalidArgument, "no digest has the size of the fingerprint");
        const auto found = std::ranges::find_if(certificates, [&](const pki::Certificate& one) {
            return one.fingerprint(*digest) == wanted;
        });
        return found == certificates.end() ? nullptr : &*found;
    }

    Result<void> checkFingerprint(const std::vector<pki::Certificate>& certificates) const {
        const Bytes& wanted = m_options.caFingerprint;
        if (wanted.empty()) return {};
        SCEPTER_TRY(found, withFingerprint(certificates, wanted));
        if (found != nullptr) return {};
        return fail(ErrorCode::ChainUntrusted,
                    "no certificate of GetCACert has the fingerprint " + toColonHex(wanted));
    }

    /// A recipient that is named overrules the persona.
    [[nodiscard]] Result<scep::CaRoles>
    rolesAmong(const std::vector<pki::Certificate>& certificates) const {
        const Bytes& wanted = m_options.encryptTo;
        if (wanted.empty()) return rolesFor(persona(), certificates);
        SCEPTER_TRY(recipient, withFingerprint(certificates, wanted));
        if (recipient == nullptr)
            return fail(ErrorCode::NotFound, "no certificate of GetCACert has the fingerprint " +
                                                 toColonHex(wanted) + " to encrypt to");
        return scep::chooseCaRoles(certificates, *recipient);
    }

    // Nobody but the service can open the request: what is in it is kept beside its bytes.
    static std::shared_ptr<const inspect::RawExchange>
    withOpened(const std::shared_ptr<const inspect::RawExchange>& raw,
               const PreparedRequest& request) {
        if (!request.opened) return raw;
        auto copy = std::make_shared<inspect::RawExchange>(*raw);
        copy->opened.push_back(*request.opened);
        return copy;
    }

    void examine(Answer& answer, const PreparedRequest& request,
                 const std::shared_ptr<const inspect::RawExchange>& raw) {
        const auto certificates = m_ca ? m_ca->certificates : std::vector<pki::Certificate>{};
        answer.report = scep::examineReply(
            answer.response->body,
            {request.transaction.transactionId, request.senderNonce, certificates},
            request.transaction.signer.key, request.challenge.get());
        if (auto& reply = answer.report.reply) {
            hideChallenge(reply->failInfoText, request.challenge.get());
            if (auto& told = reply->attributes.failInfoText)
                hideChallenge(*told, request.challenge.get());
        }
        answer.report.checks.insert(answer.report.checks.begin(),
                                    contentTypeCheck(*answer.response));
        Step step;
        step.name = "CertRep";
        step.exchange = raw;
        step.checks = answer.report.checks;
        step.error = answer.report.error;
        step.state = answer.report.error ? StepState::Failed : StepState::Passed;
        step.what =
            answer.report.error ? toText(*answer.report.error) : statusText(*answer.report.reply);
        note(std::move(step));
        if (answer.status() != scep::PkiStatus::Success || !m_ca) return;
        const std::size_t before = answer.report.checks.size();
        const bool strict = !answer.report.error;
        ServiceView view{m_options.url,    m_ca->certificates, *m_ca->roles, {},
                         m_options.method, m_clock.now()};
        examineIssued(answer, request, view, m_clock.now());
        noteIssued(answer, before, strict);
    }

    void noteIssued(const Answer& answer, std::size_t before, bool strict) {
        Step step;
        step.name = answer.crl ? "CRL" : "certificate";
        step.checks.assign(answer.report.checks.begin() + static_cast<std::ptrdiff_t>(before),
                           answer.report.checks.end());
        if (strict && answer.report.error) {
            step.error = answer.report.error;
            step.what = toText(*answer.report.error);
        } else if (answer.certificate) {
            step.what = "serial number " + answer.certificate->serialText() + ", " +
                        printable(answer.certificate->subject().toDisplayText());
        } else if (answer.crl) {
            step.what = "of " + printable(answer.crl->issuer.toDisplayText());
        }
        step.state = step.error ? StepState::Failed : StepState::Passed;
        note(std::move(step));
    }
};

Service::Service(ServiceOptions options, const Clock& clock, Exchange exchange,
                 std::stop_token stop)
    : m_impl(
          std::make_unique<Impl>(std::move(options), clock, std::move(exchange), std::move(stop))) {
}
Service::Service(ServiceOptions options, const Clock& clock, http::ClientOptions http,
                 std::stop_token stop)
    : m_impl(std::make_unique<Impl>(std::move(options), clock, std::move(http), std::move(stop))) {
}
Service::~Service() = default;
Service::Service(Service&&) noexcept = default;
Service& Service::operator=(Service&&) noexcept = default;

Result<CapabilitiesResult> Service::capabilities() {
    SCEPTER_CHECK(m_impl->askCapabilities());
    CapabilitiesResult result = *m_impl->m_capabilities;
    result.transcript = m_impl->m_transcript;
    return result;
}

Result<CaCertificatesResult> Service::caCertificates() {
    SCEPTER_CHECK(m_impl->askCaCertificates());
    CaCertificatesResult result = *m_impl->m_ca;
    result.transcript = m_impl->m_transcript;
    return result;
}

Result<CaCertificatesResult> Service::nextCaCertificates() {
    return m_impl->nextCaCertificates();
}

Result<ServiceView> Service::view() {
    return m_impl->view();
}

Result<PreparedRequest> Service::prepare(const RequestPlan& plan) {
    SCEPTER_TRY(view, m_impl->view());
    return writeRequest(plan, view, m_impl->persona());
}

Answer Service::send(const PreparedRequest& request) {
    return m_impl->send(request);
}

Result<http::ClientResponse> Service::fetch(std::string_view step, http::ClientRequest request) {
    return m_impl->fetch(step, std::move(request));
}

void Service::note(Step step) {
    m_impl->note(std::move(step));
}

const ServiceOptions& Service::options() const {
    return m_impl->m_options;
}
const Persona& Service::persona() const {
    return m_impl->persona();
}
const Transcript& Service::transcript() const {
    return m_impl->m_transcript;
}
Transcript Service::takeTranscript() {
    return std::exchange(m_impl->m_transcript, {});
}
void Service::onStep(std::function<void(const Step&)> told) {
    m_impl->m_told = std::move(told);
}

} // namespace scepter::client
