// SPDX-License-Identifier: GPL-3.0-or-later
// Who may renew what.
#include "base/text.h"
#include "check_run.h"
#include "pki/crypto.h"
#include "scep/ids.h"

#include <algorithm>

namespace scepter::client {

namespace {

using scep::MessageType;

constexpr auto kNoCertificate = "There is no certificate to renew.";
constexpr auto kNotMade = "No certificate could be made.";

/// A renewal: what differs from one that ought to be granted.
struct Wish {
    MessageType type = MessageType::RenewalReq;
    std::optional<Identity> signer{}; ///< in place of the certificate that is renewed
    std::optional<pki::Name> subject{};
    bool sameKey = false;
    std::string transactionId{};
    bool withChallenge = false;
};

Result<PreparedRequest> prepare(CheckRun& run, const Wish& wish) {
    const auto own = run.identity();
    if (!own) return fail(ErrorCode::NotFound, kNoCertificate);
    SCEPTER_TRY(made, run.control());
    SCEPTER_TRY(key, wish.sameKey ? Result<pki::PrivateKey>(own->key) : run.newKey());
    EnrollmentRequest request{std::move(key),
                              wish.subject.value_or(own->certificate.subject()),
                              own->certificate.subjectAltNames(),
                              {},
                              {},
                              {},
                              {},
                              {},
                              {}};
    if (wish.withChallenge && made->challenge) request.challenge = made->challenge->clone();
    RequestPlan plan;
    plan.type = wish.type;
    plan.enrollment = &request;
    plan.signer = wish.signer ? *wish.signer : *own;
    plan.transactionId = wish.transactionId;
    if (plan.transactionId.empty()) {
        SCEPTER_TRY(id, newTransactionId());
        plan.transactionId = std::move(id);
    }
    return run.service().prepare(plan);
}

Attempt renew(CheckRun& run, const Wish& wish) {
    auto prepared = prepare(run, wish);
    return prepared ? run.send(*prepared) : failedAttempt(std::move(prepared).error());
}

// The dialect that the service is sure to know.
MessageType dialect(CheckRun& run) {
    return run.capabilities().renewal ? MessageType::RenewalReq : MessageType::PkcsReq;
}

Judgement granted(CheckRun& run, const std::string& sent, const Wish& wish) {
    if (auto why = run.whyUnanswerable(); !why.empty()) return skipped(std::move(why));
    const Attempt attempt = renew(run, wish);
    return judgeTaken(attempt.accepted(), sent, attempt, "The renewal is not granted.");
}

Judgement denied(CheckRun& run, const std::string& sent, const Wish& wish) {
    if (!run.identity()) return skipped(kNoCertificate);
    auto prepared = prepare(run, wish);
    if (!prepared) return skipped("It could not be made: " + printable(toText(prepared.error())));
    return judgeRefusal(sent, run.send(*prepared));
}

Judgement type17(CheckRun& run) {
    if (!run.capabilities().renewal) return skipped("Renewal is not listed.");
    return granted(run, "RenewalReq (17) signed by the control's certificate", {});
}

Judgement type19(CheckRun& run) {
    return granted(run, "PKCSReq (19) signed by the control's certificate, without a challenge",
                   {.type = MessageType::PkcsReq});
}

template <class Judge> Judgement onRenewed(CheckRun& run, Judge judge) {
    if (auto why = run.whyUnanswerable(); !why.empty()) return skipped(std::move(why));
    const auto own = run.identity();
    const Attempt attempt = renew(run, {.type = dialect(run)});
    if (!attempt.certificate) return skipped("No renewal was issued: " + attempt.text());
    return judge(*own, attempt);
}

Judgement newCertificate(CheckRun& run) {
    return onRenewed(run, [](const Identity& own, const Attempt& attempt) {
        const pki::Certificate& issued = *attempt.certificate;
        const bool isNew = issued.serial() != own.certificate.serial() &&
                           !(issued.publicKey() == own.certificate.publicKey());
        return judged(isNew, "a renewal with a new key", attempt.text(),
                      "The certificate is the old one, or for the old key.");
    });
}

Judgement encryptedToSigner(CheckRun& run) {
    return onRenewed(run, [](const Identity& own, const Attempt& attempt) {
        const auto& envelope = attempt.reply.envelope;
        const bool named =
            envelope && std::ranges::any_of(envelope->recipients, [&](const auto& one) {
                const auto* byKey = std::get_if<pki::KeyTransportRecipient>(&one);
                return byKey != nullptr && byKey->names(own.certificate);
            });
        return judged(named, "a renewal with a new key", attempt.text(),
                      "The reply is not encrypted for the certificate that signed the request.");
    });
}

// Observed of certmonger's resubmit: key, transactionID and challenge stay.
Judgement sameKey(CheckRun& run) {
    const auto own = run.identity();
    if (!own) return skipped(kNoCertificate);
    const auto made = run.control();
    if (!(*made)->challenge)
        if (auto why = run.whyUnanswerable(); !why.empty()) return skipped(std::move(why));
    const Attempt attempt = renew(run, {.type = MessageType::PkcsReq,
                                        .sameKey = true,
                                        .transactionId = (*made)->sent.transaction.transactionId,
                                        .withChallenge = true});
    const char* sent = "PKCSReq with the key, transactionID and challenge of the control, signed "
                       "by its certificate";
    if (attempt.pending()) return kept(sent, attempt.text());
    const bool isNew =
        attempt.certificate && attempt.certificate->serial() != own->certificate.serial();
    return judgeTaken(isNew, sent, attempt,
                      attempt.certificate ? "The old certificate was delivered again."
                                          : "It is not taken as a renewal.");
}

Judgement stranger(CheckRun& run, MessageType type, const std::string& sent) {
    auto signer = run.stranger();
    if (!signer) return skipped(kNotMade);
    return denied(run, sent, {.type = type, .signer = *signer});
}

Judgement selfSignedStranger(CheckRun& run) {
    return stranger(run, MessageType::RenewalReq, "RenewalReq signed by a self-signed certificate");
}

Judgement updateByStranger(CheckRun& run) {
    return stranger(run, MessageType::UpdateReq,
                    "messageType 18 signed by a self-signed certificate");
}

// The names of the control's certificate and its issuer, signed by anybody.
Judgement forgedIssuer(CheckRun& run) {
    const auto own = run.identity();
    if (!own) return skipped(kNoCertificate);
    const auto anybody = run.stranger();
    auto serial = pki::randomSerial();
    if (!anybody || !serial) return skipped(kNotMade);
    const pki::PrivateKey& key = anybody->key;
    const pki::CertificateFields fields{
        std::move(*serial),
        own->certificate.issuer(),
        own->certificate.subject(),
        own->certificate.notBefore(),
        own->certificate.notAfter(),
        key.publicKey().spki(),
        {pki::makeKeyUsage(pki::key_usage::kDigitalSignature | pki::key_usage::kKeyEncipherment)}};
    auto forged = pki::signCertificate(fields, key, pki::Digest::Sha256);
    if (!forged) return skipped(kNotMade);
    return denied(run, "RenewalReq signed by a certificate that only claims to be of the CA",
                  {.signer = Identity{std::move(*forged), key}});
}

Judgement otherIdentity(CheckRun& run) {
    if (auto why = run.whyUnanswerable(); !why.empty()) return skipped(std::move(why));
    auto subject = run.newSubject();
    if (!subject) return skipped("There is no other name.");
    return denied(run, "a renewal that asks for another subject",
                  {.type = dialect(run), .subject = *subject});
}

} // namespace

const std::vector<CheckRow>& renewalChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"renewal.type-17", "renewal", "RFC 8894 sections 2.5 and 3.3.1", Must, "",
          "A RenewalReq is granted where Renewal is listed."},
         type17},
        {{"renewal.type-19", "renewal", "certmonger, sscep, jscep and Apple, observed",
          Interoperability, "certmonger",
          "A PKCSReq signed by a certificate of the CA is a renewal."},
         type19},
        {{"renewal.new-certificate", "renewal", "RFC 8894 section 2.5", Must, "",
          "A renewal yields a new certificate for the new key."},
         newCertificate},
        {{"renewal.encrypted-to-signer", "renewal", "RFC 8894 section 3.2.2", Must, "",
          "The reply to a renewal is encrypted for the old certificate."},
         encryptedToSigner},
        {{"renewal.same-key", "renewal", "certmonger 0.79.17, observed", Interoperability,
          "certmonger", "A renewal under the old transactionID and key gets a new certificate."},
         sameKey},
        {{"renewal.stranger", "renewal", "RFC 8894 section 2.4", Must, "",
          "A RenewalReq by a self-signed certificate is refused."},
         selfSignedStranger},
        {{"renewal.forged-issuer", "renewal", "RFC 8894 section 2.4", Must, "",
          "A RenewalReq by a certificate with a forged issuer is refused."},
         forgedIssuer},
        {{"renewal.update-by-stranger", "renewal", "SCEP drafts before 2014", Must, "",
          "The old messageType 18 is no way around that."},
         updateByStranger},
        {{"renewal.other-identity", "renewal", "RFC 8894 section 7.6", Should, "",
          "A renewal for another subject is refused."},
         otherIdentity},
    };
    return kRows;
}

} // namespace scepter::client
