// Answers of a webhook, in both dialects and to a notice.
#include "base/text.h"
#include "webhook_answer.h"

#include <cstdint>
#include <cstdlib>

using namespace scepter;
using namespace scepter::challenge;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void checkText(const std::string& text, const SecretBytes& challenge) {
    require(printable(text) == text);
    require(!text.contains(challenge.text()));
}

void tryAnswer(WebhookDialect dialect, unsigned status, ByteView body) {
    const SecretBytes challenge(std::string_view("swordfish"));
    const Reply reply = Told{status, "application/json", copyOf(body), {}};
    const Verdict verdict = judgeWebhook(reply, {dialect, false, &challenge});
    const bool success = status >= 200 && status < 300;
    require(success || verdict.kind == VerdictKind::RetryLater);
    const bool wantsError =
        verdict.kind == VerdictKind::Deny || verdict.kind == VerdictKind::RetryLater;
    require(verdict.error.has_value() == wantsError);
    require(verdict.kind == VerdictKind::Allow || verdict.grant == Grant{});
    checkText(verdict.note, challenge);
    if (verdict.error) checkText(verdict.error->detail, challenge);
    for (const Comparison& line : verdict.comparisons)
        for (const std::string* text : {&line.field, &line.expected, &line.found})
            checkText(*text, challenge);
    (void)judgeWebhookNotice(reply);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView body(data, size);
    for (const auto dialect : {WebhookDialect::StepCa, WebhookDialect::Plain}) {
        tryAnswer(dialect, 200, body);
        tryAnswer(dialect, 401, body);
    }
    return 0;
}
