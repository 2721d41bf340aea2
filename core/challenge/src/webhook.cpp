// SPDX-License-Identifier: GPL-3.0-or-later
#include "webhook.h"

#include "base/encoding.h"
#include "base/text.h"
#include "gate_talk_question.h"
#include "pki/crypto.h"
#include "webhook_answer.h"

namespace scepter::challenge {

namespace {

AskHeader header(std::string name, std::string_view value) {
    return {std::move(name), SecretBytes(value)};
}

/// Nothing with AskAuthorization::None.
std::optional<AskHeader> authorizationOf(const Gate& gate, const WebhookGate& settings,
                                         const GateTools& tools) {
    const auto secret = [&](std::string_view name) {
        const SecretBytes* found = findSecret(tools.secrets, gate.name, name);
        return found ? found->clone() : SecretBytes();
    };
    SecretBytes value;
    if (settings.authorization == AskAuthorization::Bearer) {
        const SecretBytes token = secret("bearer");
        Bytes text = copyOf(bytesOf("Bearer "));
        text.insert(text.end(), token.view().begin(), token.view().end());
        value = SecretBytes(std::move(text));
    } else if (settings.authorization == AskAuthorization::Basic) {
        const SecretBytes password = secret("password");
        Bytes pair = copyOf(bytesOf(settings.user + ':'));
        pair.insert(pair.end(), password.view().begin(), password.view().end());
        const SecretBytes both(std::move(pair));
        std::string encoded = "Basic " + toBase64(both.view());
        value = SecretBytes(std::string_view(encoded));
        wipeMemory(encoded.data(), encoded.size());
    } else {
        return std::nullopt;
    }
    return AskHeader{"Authorization", std::move(value)};
}

/// The signature over the body as it is sent.
Result<void> sign(HttpAsk& ask, const Gate& gate, const WebhookGate& settings,
                  const GateTools& tools) {
    const bool isStep = settings.dialect == WebhookDialect::StepCa;
    const SecretBytes* secret = findSecret(tools.secrets, gate.name, "hmac");
    if (!secret || secret->empty()) {
        if (!isStep) return {};
        return fail(ErrorCode::InvalidArgument, "the webhook has no secret to sign with");
    }
    auto decoded = fromBase64(secret->text());
    if (!decoded || decoded->empty())
        return fail(ErrorCode::InvalidArgument, "the webhook's secret is no base64");
    const SecretBytes key(std::move(*decoded));
    ask.headers.push_back(header(isStep ? "X-Smallstep-Signature" : "X-Scepter-Signature",
                                 toHex(pki::hmacSha256(key.view(), ask.body))));
    return {};
}

Result<HttpAsk> makeAsk(const Gate& gate, const GateTools& tools, const std::string& url,
                        const JsonOut& body) {
    const auto& settings = std::get<WebhookGate>(gate.settings);
    HttpAsk ask;
    ask.url = url;
    ask.body = copyOf(bytesOf(body.dump(-1, ' ', false, JsonOut::error_handler_t::replace)));
    SCEPTER_CHECK(sign(ask, gate, settings, tools));
    if (settings.dialect == WebhookDialect::StepCa)
        ask.headers.push_back(header("X-Smallstep-Webhook-ID", settings.webhookId));
    else
        ask.contentType = "application/json";
    if (auto authorization = authorizationOf(gate, settings, tools))
        ask.headers.push_back(std::move(*authorization));
    ask.tls = tools.tls;
    ask.allowedHosts = settings.allowedHosts;
    ask.timeout = settings.timeout;
    ask.retries = settings.retries;
    return ask;
}

/// What no webhook has to be asked for.
Verdict notAsked(const Error& error) {
    if (error.code == ErrorCode::ChallengeWrong)
        return Verdict::deny(error.code, error.detail, error.failInfo);
    return Verdict::later(error.detail);
}

/// The signature and the time in the body are those of the moment when it is sent: a notice may
/// have waited in the queue.
class NoticeTalk final : public Conversation {
public:
    NoticeTalk(Gate gate, GateTools tools, GateOutcome outcome)
        : m_gate(std::move(gate))
        , m_tools(std::move(tools))
        , m_outcome(std::move(outcome)) {}

    Step next(const Reply* reply, TimePoint now) override {
        if (reply) return judgeWebhookNotice(*reply);
        auto ask = question(now);
        if (ask) return std::move(*ask);
        return Verdict::deny(ErrorCode::NoticeRefused, ask.error().detail);
    }

private:
    [[nodiscard]] Result<HttpAsk> question(TimePoint now) const {
        const auto& settings = std::get<WebhookGate>(m_gate.settings);
        SCEPTER_TRY(csr, pki::Csr::fromDer(m_outcome.csr));
        SCEPTER_TRY(body, settings.dialect == WebhookDialect::StepCa
                              ? stepNotice(m_outcome, csr, now)
                              : plainNotice(m_outcome, csr, now));
        return makeAsk(m_gate, m_tools,
                       settings.notifyUrl.empty() ? settings.url : settings.notifyUrl, body);
    }

    Gate m_gate;
    GateTools m_tools;
    GateOutcome m_outcome;
};

GateTools copyOf(const GateTools& tools) {
    GateTools copy;
    for (const GateSecret& secret : tools.secrets)
        copy.secrets.push_back(secret.clone());
    copy.tls = tools.tls;
    return copy;
}

} // namespace

std::string jsonText(std::string_view text) {
    return isUtf8(text) ? std::string(text) : printable(text);
}

std::unique_ptr<Conversation> askWebhook(const Gate& gate, const GateTools& tools,
                                         const GateRequest& request) {
    const auto& settings = std::get<WebhookGate>(gate.settings);
    if (request.signerCertificate && !settings.asksForRenewals)
        return answered(Verdict::allow("the webhook is not asked about renewals"));
    const auto body =
        settings.dialect == WebhookDialect::StepCa ? stepQuestion(request) : plainQuestion(request);
    if (!body) return answered(notAsked(body.error()));
    auto ask = makeAsk(gate, tools, settings.url, *body);
    if (!ask) return answered(notAsked(ask.error()));
    return std::make_unique<OneQuestion>(std::move(*ask), [dialect = settings.dialect,
                                                           vouches = gate.vouchesForSid,
                                                           csr = request.csr](const Reply& reply) {
        return judgeWebhook(reply, {dialect, vouches, csr->challengePassword()});
    });
}

std::unique_ptr<Conversation> tellWebhook(const Gate& gate, const GateTools& tools,
                                          const GateOutcome& outcome) {
    return std::make_unique<NoticeTalk>(gate, copyOf(tools), outcome);
}

} // namespace scepter::challenge
