// SPDX-License-Identifier: GPL-3.0-or-later
// transactionIDs, repetitions and polls.
#include "base/text.h"
#include "check_run.h"
#include "scep/ids.h"

namespace scepter::client {

namespace {

constexpr auto kGranted = "PKCSReq of the positive control";
constexpr auto kRefused = "CertPoll about an unknown transaction";

std::string shown(const std::string& id) {
    return id.empty() ? "no transactionID" : "transactionID " + scep::shownTransactionId(id);
}

Judgement returned(CheckRun& run) {
    const auto made = run.control();
    if (!made || !(*made)->attempt.reply.isSigned)
        return skipped("There is no CertRep to look at.");
    const std::string& id = (*made)->attempt.reply.attributes.transactionId;
    return judged(id == (*made)->sent.transaction.transactionId, kGranted, shown(id),
                  "The reply is for another transaction.");
}

Judgement inFailure(CheckRun& run) {
    const Attempt& refusal = run.refusal();
    if (!refusal.reply.isSigned) return skipped("There is no FAILURE to look at.");
    const std::string& id = refusal.reply.attributes.transactionId;
    return judged(id == run.refusedRequest().transaction.transactionId, kRefused, shown(id),
                  "The FAILURE is for another transaction.");
}

// Judges the answer to a later message about the control's transaction.
Judgement sameOutcome(const Control& control, const std::string& sent, const Attempt& attempt) {
    if (control.attempt.pending())
        return judgeTaken(attempt.accepted(), sent, attempt, "A held request is not found again.");
    const bool same = attempt.certificate && control.attempt.certificate &&
                      *attempt.certificate == *control.attempt.certificate;
    return judgeTaken(same, sent, attempt,
                      attempt.issued() ? "Another certificate was issued for the same transaction."
                                       : "The certificate cannot be had again.");
}

Judgement repeat(CheckRun& run) {
    const auto made = run.control();
    if (!made) return skipped("There is no request to repeat.");
    return sameOutcome(**made, "the same PKCSReq again", run.send((*made)->sent));
}

Result<PreparedRequest> pollFor(CheckRun& run, const Transaction& transaction) {
    RequestPlan plan;
    plan.type = scep::MessageType::CertPoll;
    plan.transaction = &transaction;
    SCEPTER_TRY(made, run.control());
    plan.challenge = made->challenge ? &*made->challenge : nullptr;
    return run.service().prepare(plan);
}

Judgement pollOwn(CheckRun& run, bool whilePending) {
    const auto made = run.control();
    if (!made || !(*made)->attempt.accepted()) return skipped("There is no transaction.");
    if ((*made)->attempt.pending() != whilePending)
        return skipped(whilePending ? "The service issues at once."
                                    : "The service holds requests for a decision.");
    const auto prepared = pollFor(run, (*made)->sent.transaction);
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    return sameOutcome(**made, "CertPoll about the control's transaction", run.send(*prepared));
}

Judgement pollIssued(CheckRun& run) {
    if (run.identity())
        if (auto why = run.whyUnanswerable(); !why.empty()) return skipped(std::move(why));
    return pollOwn(run, false);
}

Judgement pollPending(CheckRun& run) {
    return pollOwn(run, true);
}

Judgement pollUnknown(CheckRun& run) {
    return judgeRefusal(kRefused, run.refusal());
}

Judgement pollStranger(CheckRun& run) {
    const auto made = run.control();
    if (!made) return skipped("There is no transaction.");
    auto signer = run.stranger();
    if (!signer) return skipped("No certificate could be made.");
    Transaction other = (*made)->sent.transaction;
    other.key = signer->key;
    other.signer = *signer;
    const auto prepared = pollFor(run, other);
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    return judgeRefusal("CertPoll about the control's transaction, signed by another key",
                        run.send(*prepared));
}

Judgement otherKey(CheckRun& run) {
    const auto made = run.control();
    if (!made) return skipped("There is no transaction.");
    Variant variant;
    variant.plan = [&](RequestPlan& plan) {
        plan.transactionId = (*made)->sent.transaction.transactionId;
    };
    return run.refuses("PKCSReq for another key under the control's transactionID", variant);
}

// A CertPoll costs nothing and comes back under the id that it was sent with.
Judgement takesId(CheckRun& run, const std::string& id) {
    auto key = run.scratchKey();
    if (!key) return skipped("There is no key.");
    auto signer = run.selfSigned(*key);
    if (!signer) return skipped("No certificate could be made.");
    Transaction transaction = run.refusedRequest().transaction;
    transaction.transactionId = id;
    transaction.key = *key;
    transaction.signer = *signer;
    const auto prepared = pollFor(run, transaction);
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    const Attempt attempt = run.send(*prepared);
    if (attempt.saysNothing()) return nothingSaid(attempt.http());
    return judged(attempt.reply.isSigned && attempt.reply.attributes.transactionId == id,
                  "CertPoll under the transactionID " + scep::shownTransactionId(id),
                  attempt.text() + ", " + shown(attempt.reply.attributes.transactionId),
                  "It is not answered with a CertRep under this transactionID.");
}

template <class Make> Judgement onId(CheckRun& run, Make make) {
    if (run.refusal().error) return skipped("A CertPoll is not answered: " + run.refusal().text());
    const auto unique = newTransactionId();
    return unique ? takesId(run, make(*unique)) : skipped("There are no random numbers.");
}

Judgement base64Id(CheckRun& run) {
    return onId(run, [](const std::string& unique) { return unique.substr(0, 24) + "+a/b="; });
}

Judgement decimalId(CheckRun& run) {
    return onId(run, [](const std::string& unique) {
        std::string digits;
        for (int round = 0; round < 3; ++round)
            for (const char one : unique)
                digits += static_cast<char>('0' + static_cast<unsigned char>(one) % 10);
        return digits.substr(0, 77);
    });
}

Judgement spaceId(CheckRun& run) {
    return onId(run, [](const std::string&) { return std::string("SSCEP transactionId"); });
}

} // namespace

const std::vector<CheckRow>& transactionChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"transaction.id-returned", "transactions", "RFC 8894 section 3.2.1.1", Must, "",
          "The reply has the request's transactionID."},
         returned},
        {{"transaction.id-in-failure", "transactions", "RFC 8894 section 3.2.1.1", Must, "",
          "A FAILURE has the request's transactionID too."},
         inFailure},
        {{"transaction.repeat", "transactions", "RFC 8894 section 3.2.1.1", Should, "",
          "A repeated PKCSReq gets the same outcome, not a second certificate."},
         repeat},
        {{"transaction.other-key", "transactions", "RFC 8894 section 3.2.1.1", Should, "",
          "A transactionID that is taken is refused to another key."},
         otherKey},
        {{"transaction.poll-pending", "transactions", "RFC 8894 section 4.4", Must, "",
          "A CertPoll about a held request finds it."},
         pollPending},
        {{"transaction.poll-issued", "transactions", "RFC 8894 section 4.4", Leniency, "",
          "A CertPoll gets a certificate whose delivery was lost."},
         pollIssued},
        {{"transaction.poll-unknown", "transactions", "RFC 8894 section 4.4", Must, "",
          "A CertPoll about an unknown transaction is refused."},
         pollUnknown},
        {{"transaction.poll-stranger", "transactions", "RFC 8894 section 3.3.3", Must, "",
          "A CertPoll signed by another key gets nothing."},
         pollStranger},
        {{"transaction.base64-id", "transactions", "micromdm scepclient, observed",
          Interoperability, "scepclient", "A transactionID may be base64, with + / and =."},
         base64Id},
        {{"transaction.decimal-id", "transactions", "certmonger 0.79.17, observed",
          Interoperability, "certmonger", "A transactionID may be 77 decimal digits."},
         decimalId},
        {{"transaction.space-in-id", "transactions", "sscep 0.10.0, observed", Interoperability,
          "sscep", "A transactionID may contain a space."},
         spaceId},
    };
    return kRows;
}

} // namespace scepter::client
