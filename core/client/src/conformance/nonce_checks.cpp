// SPDX-License-Identifier: GPL-3.0-or-later
// senderNonce and recipientNonce.
#include "base/encoding.h"
#include "check_run.h"
#include "pki/crypto.h"
#include "scep/ids.h"

namespace scepter::client {

namespace {

constexpr auto kGranted = "PKCSReq of the positive control";
constexpr auto kRefused = "CertPoll about an unknown transaction";

std::string shown(const std::optional<Bytes>& nonce) {
    return nonce ? std::to_string(nonce->size()) + " bytes, " + toHex(*nonce) : "none";
}

template <class Judge> Judgement onControl(CheckRun& run, Judge judge) {
    const auto made = run.control();
    if (!made || !(*made)->attempt.reply.isSigned)
        return skipped("There is no CertRep to look at.");
    return judge(**made, (*made)->attempt.reply.attributes);
}

Judgement repeated(CheckRun& run) {
    return onControl(run, [](const Control& control, const scep::Attributes& attributes) {
        return judged(attributes.recipientNonce == control.sent.senderNonce, kGranted,
                      "recipientNonce: " + shown(attributes.recipientNonce),
                      "The recipientNonce is not the senderNonce of the request.");
    });
}

Judgement inFailure(CheckRun& run) {
    const Attempt& refusal = run.refusal();
    if (!refusal.reply.isSigned) return skipped("There is no FAILURE to look at.");
    const auto& nonce = refusal.reply.attributes.recipientNonce;
    return judged(nonce == run.refusedRequest().senderNonce, kRefused,
                  "recipientNonce: " + shown(nonce),
                  "The recipientNonce is not the senderNonce of the request.");
}

Judgement present(CheckRun& run) {
    return onControl(run, [](const Control&, const scep::Attributes& attributes) {
        return judged(attributes.senderNonce && attributes.senderNonce->size() == scep::kNonceSize,
                      kGranted, "senderNonce: " + shown(attributes.senderNonce),
                      "The reply has no senderNonce of 16 bytes.");
    });
}

Judgement notCopied(CheckRun& run) {
    return onControl(run, [](const Control& control, const scep::Attributes& attributes) {
        if (!attributes.senderNonce) return skipped("The reply has no senderNonce.");
        return judged(*attributes.senderNonce != control.sent.senderNonce, kGranted,
                      "senderNonce: " + shown(attributes.senderNonce),
                      "The reply gives the client's nonce out as its own.");
    });
}

Judgement newEachTime(CheckRun& run) {
    return onControl(run, [&](const Control&, const scep::Attributes& attributes) {
        const auto& other = run.refusal().reply.attributes.senderNonce;
        if (!attributes.senderNonce || !other) return skipped("There are no two senderNonces.");
        return judged(*attributes.senderNonce != *other, "a PKCSReq and a CertPoll",
                      "senderNonce: " + shown(other), "Two replies have the same senderNonce.");
    });
}

Judgement shortNonce(CheckRun& run) {
    auto nonce = pki::randomBytes(8);
    if (!nonce) return skipped("There are no random numbers.");
    Variant variant;
    variant.plan = [&](RequestPlan& plan) { plan.senderNonce = *nonce; };
    const auto prepared = run.repeat(variant);
    if (!prepared) return skipped("It could not be made.");
    const Attempt attempt = run.send(*prepared);
    const std::string sent = "PKCSReq with a senderNonce of 8 bytes";
    // A service that does not know repetitions refuses this one, and still returns the nonce.
    if (!attempt.reply.isSigned) return judgeTaken(false, sent, attempt, "There is no CertRep.");
    return judged(attempt.reply.attributes.recipientNonce == *nonce, sent,
                  "recipientNonce: " + shown(attempt.reply.attributes.recipientNonce),
                  "The recipientNonce is not the senderNonce of the request.");
}

Judgement missing(CheckRun& run) {
    return run.refuses("PKCSReq without senderNonce",
                       misbehaving(MisbehaviorKind::MissingAttribute, "senderNonce"));
}

} // namespace

const std::vector<CheckRow>& nonceChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"nonce.recipient-repeated", "nonces", "RFC 8894 section 3.2.1.5", Must, "",
          "The reply returns the request's nonce."},
         repeated},
        {{"nonce.in-failure", "nonces", "RFC 8894 section 3.2.1.5", Must, "",
          "A FAILURE returns the request's nonce too."},
         inFailure},
        {{"nonce.sender-present", "nonces", "RFC 8894 section 3.2.1.5", Must, "",
          "The reply has a senderNonce of 16 bytes."},
         present},
        {{"nonce.sender-not-copied", "nonces", "RFC 8894 section 3.2.1.5", Should, "",
          "The senderNonce of the reply is not that of the request."},
         notCopied},
        {{"nonce.sender-new", "nonces", "RFC 8894 section 3.2.1.5", Should, "",
          "Each reply has a senderNonce of its own."},
         newEachTime},
        {{"nonce.short", "nonces", "OpenXPKI; old clients", Leniency, "",
          "A nonce of 8 bytes is returned as it is."},
         shortNonce},
        {{"nonce.missing", "nonces", "RFC 8894 section 3.2.1.5", Must, "",
          "A request without a senderNonce is refused."},
         missing},
    };
    return kRows;
}

} // namespace scepter::client
