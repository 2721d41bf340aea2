// SPDX-License-Identifier: GPL-3.0-or-later
#include "webhook_answer.h"

#include "gate_json.h"
#include "gate_talk_question.h"

#include <array>

namespace scepter::challenge {

namespace {

constexpr std::string_view kWhom = "the webhook";
constexpr std::size_t kMaxBody = 256 * 1024;
constexpr std::size_t kMaxMessage = 8192;

std::string statusText(unsigned status) {
    return "the webhook answered " + std::to_string(status);
}

std::string_view hintFor(unsigned status) {
    switch (status) {
    case 401:
    case 403:
        return ": check its secret, its token or password, and the client certificate";
    case 404:
    case 405:
    case 410:
        return ": check its URL";
    case 429:
        return ": it is asked too often";
    default:
        return status >= 300 && status < 400 ? ": redirects are not followed" : "";
    }
}

bool isSuccess(unsigned status) {
    return status >= 200 && status < 300;
}

/// `why` may name a member that is not ours.
Verdict unclear(unsigned status, const std::string& why, const WebhookAsked& asked) {
    return Verdict::later(statusText(status) +
                          " with what cannot be read: " + shownText(why, asked.challenge));
}

/// "because ..." of a refusal; never empty.
std::string refusal(const std::string& reason) {
    return reason.empty() ? "the webhook refused the request" : "the webhook refused: " + reason;
}

/// step-ca's {"code","message"}, or a bare text as some hooks write it.
std::string stepReason(const Json& answer, const SecretBytes* challenge) {
    const auto error = answer.find("error");
    if (error == answer.end()) return {};
    if (error->is_string()) return shownText(error->get_ref<const std::string&>(), challenge);
    JsonObject reader(*error, "error");
    const std::string code = reader.text("code", kMaxMessage).value_or("");
    const std::string message = reader.text("message", kMaxMessage).value_or("");
    const bool both = !code.empty() && !message.empty();
    return shownText(code + (both ? ": " : "") + message, challenge);
}

Verdict judgeStep(const Json& answer, unsigned status, const WebhookAsked& asked) {
    JsonObject reader(answer, {});
    const bool allowed = reader.flag("allow").value_or(false);
    if (auto read = reader.finish(); !read) return unclear(status, read.error().detail, asked);
    if (!allowed)
        return Verdict::deny(ErrorCode::GateDenied, refusal(stepReason(answer, asked.challenge)));
    const Json* data = reader.find("data");
    const bool hasParts = data && data->is_object(); // others have data for templates of their own
    JsonObject parts(hasParts ? *data : answer, "data");
    auto grant = readGrant(hasParts ? parts.find("certificate") : nullptr,
                           hasParts ? parts.find("constraints") : nullptr, asked.vouchesForSid);
    if (!grant) return unclear(status, "data." + grant.error().detail, asked);
    Verdict verdict = Verdict::allow(statusText(status));
    verdict.grant = std::move(*grant);
    return verdict;
}

std::optional<VerdictKind> decisionOf(std::string_view word) {
    constexpr std::array<std::string_view, 4> kWords = {"allow", "deny", "hold", "retry"};
    const auto found = std::ranges::find(kWords, word);
    if (found == kWords.end()) return std::nullopt;
    return static_cast<VerdictKind>(found - kWords.begin());
}

Verdict plainVerdict(VerdictKind kind, const std::string& reason, std::optional<FailInfo> failInfo,
                     unsigned status) {
    switch (kind) {
    case VerdictKind::Allow:
        return Verdict::allow(reason.empty() ? statusText(status) : reason);
    case VerdictKind::Deny:
        return Verdict::deny(ErrorCode::GateDenied, refusal(reason), failInfo);
    case VerdictKind::Hold:
        return Verdict::hold(reason.empty() ? "the webhook leaves it to the operator" : reason);
    case VerdictKind::RetryLater:
        break;
    }
    return Verdict::later("the webhook asks to be asked again later" +
                          (reason.empty() ? std::string() : ": " + reason));
}

Verdict judgePlain(const Json& answer, unsigned status, const WebhookAsked& asked) {
    JsonObject reader(answer, {});
    const auto kind = decisionOf(reader.text("decision", kMaxMessage).value_or(""));
    if (!kind) reader.reject("decision", "it is not one of allow, deny, hold, retry");
    const std::string reason =
        shownText(reader.text("reason", kMaxMessage).value_or(""), asked.challenge);
    std::optional<FailInfo> failInfo;
    if (const auto word = reader.text("failInfo", kMaxMessage)) {
        failInfo = failInfoFromText(*word);
        if (!failInfo) reader.reject("failInfo", "it is none of RFC 8894");
    }
    if (auto read = reader.finish(); !read) return unclear(status, read.error().detail, asked);

    Verdict verdict = plainVerdict(*kind, reason, failInfo, status);
    if (const Json* list = reader.find("comparisons")) {
        auto lines = readComparisons(*list);
        if (!lines) return unclear(status, lines.error().detail, asked);
        for (Comparison& line : *lines) {
            for (std::string* text : {&line.field, &line.expected, &line.found})
                *text = shownText(*text, asked.challenge);
            verdict.comparisons.push_back(std::move(line));
        }
    }
    if (*kind != VerdictKind::Allow) return verdict;
    auto grant =
        readGrant(reader.find("certificate"), reader.find("constraints"), asked.vouchesForSid);
    if (!grant) return unclear(status, grant.error().detail, asked);
    verdict.grant = std::move(*grant);
    return verdict;
}

} // namespace

Verdict judgeWebhook(const Reply& reply, const WebhookAsked& asked) {
    if (!reply) return notReached(kWhom, reply.error());
    const Told& told = *reply;
    if (!isSuccess(told.status))
        return Verdict::later(statusText(told.status) + std::string(hintFor(told.status)));
    if (told.body.size() > kMaxBody) return unclear(told.status, "it is too long", asked);
    const auto answer = parseJsonObject(textOf(told.body));
    if (!answer) return unclear(told.status, answer.error().detail, asked);
    return asked.dialect == WebhookDialect::StepCa ? judgeStep(*answer, told.status, asked)
                                                   : judgePlain(*answer, told.status, asked);
}

Verdict judgeWebhookNotice(const Reply& reply) {
    if (!reply) return notReached(kWhom, reply.error());
    const unsigned status = reply->status;
    if (isSuccess(status)) return Verdict::allow(statusText(status));
    // What another try cannot change; all else may be a secret or a server that is being mended.
    for (const unsigned final : {400U, 410U, 413U, 415U, 422U})
        if (status == final)
            return Verdict::deny(ErrorCode::NoticeRefused,
                                 statusText(status) + std::string(hintFor(status)));
    return Verdict::later(statusText(status) + std::string(hintFor(status)));
}

} // namespace scepter::challenge
