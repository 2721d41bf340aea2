// SPDX-License-Identifier: GPL-3.0-or-later
// Challenges, and what a request may ask for.
#include "asn1/oids.h"
#include "asn1/writer.h"
#include "base/text.h"
#include "check_run.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;

constexpr auto kWrong = "PKCSReq with a wrong challenge";

Judgement wrong(CheckRun& run) {
    if (!run.needsChallenge()) return skipped("No challenge was given.");
    return run.refuses(kWrong, misbehaving(Kind::WrongChallenge));
}

Judgement missing(CheckRun& run) {
    if (!run.needsChallenge()) return skipped("No challenge was given.");
    return run.refuses("PKCSReq without a challenge", misbehaving(Kind::NoChallenge));
}

// One guess serves two checks: services count them.
Judgement onGuess(CheckRun& run, Judgement (*judge)(const std::string&, const Attempt&)) {
    if (!run.needsChallenge()) return skipped("No challenge was given.");
    if (!run.spareChallenge()) return skipped("No challenge is left.");
    auto random = newTransactionId();
    if (!random) return skipped("There are no random numbers.");
    const std::string guess = "guess-" + *random;
    Variant variant;
    variant.request = [&](EnrollmentRequest& request) {
        request.challenge = SecretBytes(std::string_view(guess));
    };
    return judge(guess, run.tryFresh(variant));
}

Judgement failureNotHttp(CheckRun& run) {
    return onGuess(run, [](const std::string&, const Attempt& attempt) {
        if (isTurnedAway(attempt.http())) return nothingSaid(attempt.http());
        return judged(attempt.http() == 200 && attempt.failed(), kWrong, attempt.text(),
                      "A refused challenge is a FAILURE, not an HTTP error.");
    });
}

Judgement notRepeated(CheckRun& run) {
    return onGuess(run, [](const std::string& guess, const Attempt& attempt) {
        if (!attempt.response) return skipped("It was not answered: " + attempt.text());
        if (attempt.saysNothing()) return nothingSaid(attempt.http());
        const auto told = attempt.reply.attributes.failInfoText.value_or(std::string{});
        const auto body = textOf(attempt.response->body);
        const bool there =
            told.find(guess) != std::string::npos || body.find(guess) != std::string_view::npos;
        return judged(!there, kWrong, there ? "an answer with the challenge in it" : attempt.text(),
                      "The challenge that was sent is repeated in the clear.");
    });
}

// Nothing when the challenges are all the same one.
std::optional<bool> isOneTime(CheckRun& run, const Control& control) {
    const auto spare = run.spareChallenge();
    if (!spare || *spare == nullptr || !control.challenge) return std::nullopt;
    return !equalConstantTime((*spare)->view(), control.challenge->view());
}

Judgement onOneTime(CheckRun& run, Judgement (*judge)(CheckRun&, const Control&)) {
    if (!run.needsChallenge()) return skipped("No challenge was given.");
    const auto made = run.control();
    if (!made || !(*made)->attempt.accepted()) return skipped("There is no enrollment.");
    const auto oneTime = isOneTime(run, **made);
    if (!oneTime) return skipped("No challenge is left.");
    if (!*oneTime) return skipped("The challenge is not for one time.");
    return judge(run, **made);
}

Judgement usedAgain(CheckRun& run) {
    return onOneTime(run, [](CheckRun& on, const Control& control) {
        Variant variant;
        variant.request = [&](EnrollmentRequest& request) {
            request.challenge = control.challenge->clone();
        };
        return on.refuses("PKCSReq for another key with the control's one-time challenge", variant);
    });
}

// Refused for its signature, the same challenge must go on to work.
Judgement notBurnt(CheckRun& run) {
    return onOneTime(run, [](CheckRun& on, const Control&) {
        auto key = on.newKey();
        if (!key) return skipped("No key could be made.");
        const Attempt bad = on.tryFresh(misbehaving(Kind::BadSignature));
        if (!bad.refused()) return skipped("A bad signature is not refused: " + bad.text());
        const Attempt good = on.tryFresh({}, &*key);
        if (good.saysNothing()) return nothingSaid(good.http());
        if (!good.accepted()) {
            on.noteBurning();
            on.spendChallenge();
        }
        return judged(good.accepted(), "a PKCSReq with a bad signature, then a good one",
                      bad.text() + "; " + good.text(),
                      "The challenge is used up by a message that anybody could have broken.");
    });
}

Judgement utf8(CheckRun& run) {
    if (!run.needsChallenge()) return skipped("No challenge was given.");
    Variant variant;
    variant.request = [](EnrollmentRequest& request) {
        asn1::Writer value;
        value.utf8String(request.challenge ? request.challenge->text() : std::string_view{});
        pki::CsrFields fields;
        fields.subject = request.subject;
        fields.attributes = {{asn1::oids::kChallengePassword, {value.take()}}};
        if (auto csr = pki::signCsr(fields, request.key, pki::Digest::Sha256))
            request.csr = std::move(*csr);
    };
    return run.accepts("PKCSReq with the challenge as UTF8String", variant);
}

Judgement csrSignature(CheckRun& run) {
    return run.refuses("CSR with a bad signature", misbehaving(Kind::BadCsrSignature));
}

Judgement signerOtherKey(CheckRun& run) {
    return run.refuses("PKCSReq signed by another key than the CSR's",
                       misbehaving(Kind::OtherKeyThanCsr));
}

template <class Holds>
Judgement notGranted(CheckRun& run, const std::string& sent, Kind kind, Holds holds,
                     const char* why) {
    if (!run.spareChallenge()) return skipped("No challenge is left.");
    auto key = run.newKey();
    if (!key) return skipped("No key could be made.");
    const Attempt attempt = run.tryFresh(misbehaving(kind), &*key);
    if (!attempt.certificate) {
        if (attempt.pending()) return skipped("The request is held for a decision.");
        return judgeRefusal(sent, attempt);
    }
    return judged(holds(*attempt.certificate), sent, attempt.text(), why);
}

Judgement sidExtension(CheckRun& run) {
    return notGranted(
        run, "CSR that asks for Microsoft's SID extension", Kind::SidExtension,
        [](const pki::Certificate& issued) {
            return pki::findExtension(issued.extensions(), asn1::oids::kMicrosoftSid) == nullptr;
        },
        "The extension was issued: with it a device logs in as any user of the domain.");
}

Judgement caExtension(CheckRun& run) {
    return notGranted(
        run, "CSR that asks for CA:TRUE", Kind::CaExtension,
        [](const pki::Certificate& issued) {
            return !issued.basicConstraints().value_or(pki::BasicConstraints{}).ca;
        },
        "A certificate of a CA was issued.");
}

} // namespace

const std::vector<CheckRow>& challengeChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"challenge.not-burnt", "challenges", "RFC 8894 section 7.3", Should, "",
          "A one-time challenge outlives a message whose signature does not hold."},
         notBurnt},
        {{"challenge.wrong", "challenges", "RFC 8894 section 2.4", Must, "",
          "A wrong challenge is refused."},
         wrong},
        {{"challenge.missing", "challenges", "RFC 8894 section 2.4", Must, "",
          "A request without a challenge is refused where one is needed."},
         missing},
        {{"challenge.failure-not-http", "challenges", "RFC 8894 section 3.3.2.2", Must, "",
          "A refused challenge is answered with a FAILURE."},
         failureNotHttp},
        {{"challenge.not-repeated", "challenges", "RFC 8894 section 7.3", Must, "",
          "No answer repeats a challenge."},
         notRepeated},
        {{"challenge.used-again", "challenges", "RFC 8894 section 7.3", Must, "",
          "A one-time challenge works once."},
         usedAgain},
        {{"challenge.utf8", "challenges", "RFC 2985 section 5.4.1; Apple", Interoperability,
          "Apple", "A challenge may be a UTF8String."},
         utf8},
    };
    return kRows;
}

const std::vector<CheckRow>& policyChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"policy.csr-signature", "policy", "RFC 8894 section 2.3", Must, "",
          "A CSR without proof of possession is refused."},
         csrSignature},
        {{"policy.signer-other-key", "policy", "RFC 8894 section 2.3", Should, "",
          "A PKCSReq is signed with the key of its CSR."},
         signerOtherKey},
        {{"policy.sid-extension", "policy", "Microsoft KB5014754", Interoperability, "Windows",
          "Microsoft's SID extension is not copied from a CSR."},
         sidExtension},
        {{"policy.ca-extension", "policy", "RFC 5280 section 4.2.1.9", Must, "",
          "CA:TRUE is not copied from a CSR."},
         caExtension},
    };
    return kRows;
}

} // namespace scepter::client
