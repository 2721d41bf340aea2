// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "base/encoding.h"
#include "base/text.h"
#include "gate_talk_question.h"
#include "pki/crypto.h"
#include "pki/pem.h"

namespace scepter::challenge {

namespace {

constexpr std::string_view kWhom = "the program";
constexpr unsigned kExitHold = 2;
constexpr unsigned kExitTryAgain = 75; // EX_TEMPFAIL of sysexits.h
// The kernel takes 128 KiB for one variable; an honest request needs a fraction.
constexpr std::size_t kMaxVariable = 64 * 1024;

using Environment = std::vector<std::pair<std::string, std::string>>;

/// One a line: a name's text has no line breaks left.
std::string namesText(const pki::Csr& csr) {
    std::string text;
    for (const pki::GeneralName& name : csr.subjectAltNames()) {
        if (!text.empty()) text += '\n';
        text += printable(pki::toText(name));
    }
    return text;
}

Environment environmentOf(const pki::Csr& csr, std::string event) {
    const pki::PublicKey& key = csr.publicKey();
    return {
        {"PATH", "/usr/bin:/bin"},
        {"LC_ALL", "C.UTF-8"},
        {"SCEPTER_EVENT", std::move(event)},
        {"SCEPTER_SUBJECT", printable(csr.subject().toText())},
        {"SCEPTER_SANS", namesText(csr)},
        {"SCEPTER_CSR_SHA256", toHex(pki::digestOf(pki::Digest::Sha256, csr.der()))},
        {"SCEPTER_KEY", std::string(pki::toText(key.type())) + ' ' + std::to_string(key.bits())}};
}

bool fits(const Environment& environment) {
    return std::ranges::all_of(
        environment, [](const auto& variable) { return variable.second.size() <= kMaxVariable; });
}

CommandAsk makeAsk(const CommandGate& settings, Environment environment, std::string input) {
    CommandAsk ask;
    ask.program = settings.program;
    ask.arguments = settings.arguments;
    ask.environment = std::move(environment);
    ask.input = SecretBytes(std::string_view(input));
    wipeMemory(input.data(), input.size());
    ask.timeout = settings.timeout;
    return ask;
}

/// A line's end may have been made printable already.
std::string firstLine(const Told& told, const SecretBytes* challenge) {
    const std::string_view text = trimmed(told.errorText);
    return shownText(text.substr(0, std::min(text.find('\n'), text.find("\\x0A"))), challenge);
}

std::string exitText(unsigned status, const std::string& reason) {
    std::string text = "the program ended with exit code " + std::to_string(status);
    return reason.empty() ? text : text + ": " + reason;
}

Verdict judge(const Reply& reply, const SecretBytes* challenge, bool vouchesForSid) {
    if (!reply) return notReached(kWhom, reply.error());
    const std::string reason = firstLine(*reply, challenge);
    switch (reply->status) {
    case 0: {
        Verdict verdict = Verdict::allow(reason.empty() ? "exit code 0" : reason);
        verdict.grant.sidVouched = vouchesForSid;
        return verdict;
    }
    case 1:
        return Verdict::deny(ErrorCode::GateDenied, reason.empty()
                                                        ? "the program refused the request"
                                                        : "the program refused: " + reason);
    case kExitHold:
        return Verdict::hold(reason.empty() ? "the program leaves it to the operator" : reason);
    case kExitTryAgain:
        return Verdict::later("the program asks to be asked again later" +
                              (reason.empty() ? std::string() : ": " + reason));
    default:
        return Verdict::deny(ErrorCode::GateDenied, exitText(reply->status, reason));
    }
}

Verdict judgeNotice(const Reply& reply, const SecretBytes* challenge) {
    if (!reply) return notReached(kWhom, reply.error());
    const std::string reason = firstLine(*reply, challenge);
    if (reply->status == 0) return Verdict::allow(reason.empty() ? "exit code 0" : reason);
    const std::string text = exitText(reply->status, reason);
    return reply->status == kExitTryAgain ? Verdict::later(text)
                                          : Verdict::deny(ErrorCode::NoticeRefused, text);
}

} // namespace

std::unique_ptr<Conversation> askCommand(const Gate& gate, const GateRequest& request) {
    const auto challenge = challengeText(*request.csr);
    if (!challenge)
        return answered(Verdict::deny(challenge.error().code, challenge.error().detail));
    Environment environment = environmentOf(*request.csr, "authorize");
    environment.emplace_back("SCEPTER_ENDPOINT", printable(request.endpoint));
    environment.emplace_back("SCEPTER_MESSAGE_TYPE", printable(request.messageType));
    environment.emplace_back("SCEPTER_TRANSACTION_ID", printable(request.transactionId));
    environment.emplace_back("SCEPTER_REMOTE_ADDRESS", printable(request.remoteAddress));
    if (request.csr->challengePassword()) environment.emplace_back("SCEPTER_CHALLENGE", *challenge);
    if (!fits(environment))
        return answered(Verdict::deny(ErrorCode::GateDenied,
                                      "the request is too long to be handed to a program"));
    return std::make_unique<OneQuestion>(
        makeAsk(std::get<CommandGate>(gate.settings), std::move(environment),
                pki::toPem("CERTIFICATE REQUEST", request.csr->der())),
        [csr = request.csr, vouches = gate.vouchesForSid](const Reply& reply) {
            return judge(reply, csr->challengePassword(), vouches);
        });
}

std::unique_ptr<Conversation> tellCommand(const Gate& gate, const GateOutcome& outcome) {
    auto csr = pki::Csr::fromDer(outcome.csr);
    if (!csr) return answered(Verdict::deny(ErrorCode::NoticeRefused, csr.error().detail));
    Environment environment = environmentOf(*csr, "outcome");
    environment.emplace_back("SCEPTER_ENDPOINT", printable(outcome.endpoint));
    environment.emplace_back("SCEPTER_TRANSACTION_ID", printable(outcome.transactionId));
    environment.emplace_back("SCEPTER_REMOTE_ADDRESS", printable(outcome.remoteAddress));
    environment.emplace_back("SCEPTER_RESULT", outcome.certificate ? "issued" : "refused");
    std::string input = pki::toPem("CERTIFICATE REQUEST", outcome.csr);
    if (outcome.certificate) {
        input += pki::toPem("CERTIFICATE", *outcome.certificate);
        input += pki::toPem("CERTIFICATE", outcome.issuerCertificate);
    } else {
        environment.emplace_back("SCEPTER_ERROR_CODE", toText(outcome.code));
        environment.emplace_back("SCEPTER_REASON", shownText(outcome.reason, nullptr));
    }
    if (!fits(environment))
        return answered(Verdict::deny(ErrorCode::NoticeRefused,
                                      "the request is too long to be handed to a program"));
    return std::make_unique<OneQuestion>(
        makeAsk(std::get<CommandGate>(gate.settings), std::move(environment), std::move(input)),
        [told = std::move(*csr)](const Reply& reply) {
            return judgeNotice(reply, told.challengePassword());
        });
}

} // namespace scepter::challenge
