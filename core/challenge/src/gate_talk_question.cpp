// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_talk_question.h"

#include "asn1/oids.h"
#include "base/shorten.h"
#include "base/text.h"

namespace scepter::challenge {

namespace {

constexpr std::size_t kMaxShown = 400;
// A shorter one would be found in honest words.
constexpr std::size_t kLeastHidden = 4;

} // namespace

OneQuestion::OneQuestion(Step question, Judge judge)
    : m_question(std::move(question))
    , m_judge(std::move(judge)) {
}

Conversation::Step OneQuestion::next(const Reply* reply, TimePoint) {
    if (!reply) return std::move(m_question);
    return m_judge(*reply);
}

std::unique_ptr<Conversation> answered(Verdict verdict) {
    return std::make_unique<OneQuestion>(std::move(verdict), [](const Reply&) {
        return Verdict::later("an answer to a question that was not asked");
    });
}

std::string shownText(std::string_view text, const SecretBytes* challenge) {
    std::string shown(text);
    if (challenge && challenge->size() >= kLeastHidden)
        for (auto at = shown.find(challenge->text()); at != std::string::npos;
             at = shown.find(challenge->text(), at))
            shown.replace(at, challenge->size(), "...");
    return shortened(printable(trimmed(shown)), kMaxShown);
}

Verdict notReached(std::string_view whom, const Error& error) {
    const bool paused = error.code == ErrorCode::TargetPaused;
    std::string detail(whom);
    detail += paused ? " is not asked for a while after failures" : " could not be asked";
    Verdict verdict = Verdict::later(detail + ": " + error.detail);
    verdict.error->chain.emplace_back(toText(error.code));
    verdict.error->chain.insert(verdict.error->chain.end(), error.chain.begin(), error.chain.end());
    return verdict;
}

Result<std::string> challengeText(const pki::Csr& csr) {
    const SecretBytes* challenge = csr.challengePassword();
    if (!challenge) return std::string();
    const std::string_view text = challenge->text();
    if (!isUtf8(text) || text.contains('\0'))
        return fail(ErrorCode::ChallengeWrong, "the challenge is no text that can be handed on");
    return std::string(text);
}

std::optional<std::uint16_t> askedKeyUsage(const pki::Csr& csr) {
    const auto* extension = pki::findExtension(csr.requestedExtensions(), asn1::oids::kKeyUsage);
    if (!extension) return std::nullopt;
    const auto bits = pki::readKeyUsage(extension->value);
    return bits ? std::optional(*bits) : std::nullopt;
}

std::vector<asn1::Oid> askedExtendedKeyUsage(const pki::Csr& csr) {
    const auto* extension =
        pki::findExtension(csr.requestedExtensions(), asn1::oids::kExtendedKeyUsage);
    if (!extension) return {};
    return pki::readExtendedKeyUsage(extension->value).value_or(std::vector<asn1::Oid>());
}

} // namespace scepter::challenge
