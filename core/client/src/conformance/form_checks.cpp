// SPDX-License-Identifier: GPL-3.0-or-later
// The form of requests: what has to be taken, and what must not.
#include "asn1/oids.h"
#include "asn1/writer.h"
#include "check_run.h"
#include "pki/crypto.h"

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;

template <Kind kind> Judgement refusesIt(CheckRun& run) {
    return run.refuses("PKCSReq with " + std::string(infoOf(kind).id), misbehaving(kind));
}

template <Kind kind> Judgement acceptsIt(CheckRun& run) {
    return run.accepts("PKCSReq with " + std::string(infoOf(kind).id), misbehaving(kind));
}

Judgement missingMessageType(CheckRun& run) {
    return run.refuses("PKCSReq without messageType",
                       misbehaving(Kind::MissingAttribute, "messageType"));
}

Judgement missingTransactionId(CheckRun& run) {
    return run.refuses("PKCSReq without transactionID",
                       misbehaving(Kind::MissingAttribute, "transactionID"));
}

Judgement unknownMessageType(CheckRun& run) {
    Judgement judgement =
        run.refuses("messageType 99", misbehaving(Kind::UnknownMessageType, "99"));
    if (judgement.kind == Judgement::Kind::Kept && !run.isAlive())
        return broken(judgement.sent, judgement.came, "The service does not answer any more.");
    return judgement;
}

Judgement certRepAsRequest(CheckRun& run) {
    return run.refuses("messageType 3 (CertRep) as a request",
                       misbehaving(Kind::UnknownMessageType, "3"));
}

// Bytes that are no message at all, by POST.
Judgement refusesBytes(CheckRun& run, const std::string& sent, Bytes bytes) {
    const auto made = run.control();
    if (!made) return skipped("There is no request to take the form of.");
    PreparedRequest request = withMessage((*made)->sent, run.options().service.url, bytes);
    const Attempt attempt = run.fetch("PKIOperation", request.http, request);
    return judgeRefusal(sent, attempt);
}

Judgement emptyBody(CheckRun& run) {
    return refusesBytes(run, "a PKIOperation without content", {});
}

Judgement garbage(CheckRun& run) {
    auto random = pki::randomBytes(512);
    if (!random) return skipped("There are no random numbers.");
    return refusesBytes(run, "a PKIOperation of 512 random bytes", std::move(*random));
}

Judgement otherContent(CheckRun& run) {
    const auto made = run.control();
    if (!made) return skipped("There is no request to take the form of.");
    return refusesBytes(run, "a certificate in place of a message",
                        (*made)->sent.transaction.signer.certificate.der());
}

Judgement otherSignerSubject(CheckRun& run) {
    Variant variant;
    const auto made = run.control();
    if (!made) return skipped("There is no request to take the form of.");
    auto signer = run.selfSigned((*made)->key);
    if (!signer) return skipped("No certificate could be made.");
    variant.plan = [&](RequestPlan& plan) { plan.signer = *signer; };
    return run.accepts("PKCSReq whose signer has another subject than the CSR", variant);
}

// A second extensionRequest under the identifier that VeriSign gave it.
Judgement twoExtensionRequests(CheckRun& run) {
    Variant variant;
    variant.request = [&](EnrollmentRequest& request) {
        asn1::Writer extensions;
        pki::writeExtensions(extensions, {pki::makeKeyUsage(pki::key_usage::kDigitalSignature)});
        const Bytes usage = extensions.take();
        asn1::Writer none;
        pki::writeExtensions(none, {pki::makeExtendedKeyUsage({asn1::oids::kEkuClientAuth})});
        pki::CsrFields fields;
        fields.subject = request.subject;
        fields.challengePassword = request.challenge ? &*request.challenge : nullptr;
        fields.attributes = {{asn1::oids::kVerisignExtensionRequest, {usage}},
                             {asn1::oids::kExtensionRequest, {none.take()}}};
        if (auto csr = pki::signCsr(fields, request.key, pki::Digest::Sha256))
            request.csr = std::move(*csr);
    };
    return run.accepts("CSR with two extensionRequest attributes, one of them VeriSign's", variant);
}

} // namespace

const std::vector<CheckRow>& formChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"form.ber", "form", "Apple and jscep, observed", Interoperability, "Apple",
          "Messages in BER, with indefinite lengths, are read."},
         acceptsIt<Kind::Ber>},
        {{"form.unsorted-attributes", "form", "step-ca issue 1723", Leniency, "",
          "Signed attributes out of DER order are taken as they were signed."},
         acceptsIt<Kind::UnsortedAttributes>},
        {{"form.expired-signer", "form", "clients with a wrong clock", Leniency, "",
          "The dates of a self-signed signer certificate are not looked at."},
         acceptsIt<Kind::ExpiredSigner>},
        {{"form.other-signer-subject", "form", "Apple SecSCEP.c", Interoperability, "Apple",
          "The self-signed signer may have another subject than the CSR."},
         otherSignerSubject},
        {{"form.two-extension-requests", "form", "RFC 8894 section 2.3; VeriSign's drafts",
          Leniency, "", "A CSR may carry VeriSign's extensionRequest beside the standard one."},
         twoExtensionRequests},
        {{"form.bad-signature", "form", "RFC 8894 section 3.2", Must, "",
          "A message whose signature does not hold is refused."},
         refusesIt<Kind::BadSignature>},
        {{"form.two-signers", "form", "RFC 8894 section 3.1", Must, "",
          "A message with two signers is refused."},
         refusesIt<Kind::TwoSigners>},
        {{"form.no-signed-attributes", "form", "RFC 8894 section 3.2.1", Must, "",
          "A message without signed attributes is refused."},
         refusesIt<Kind::NoSignedAttributes>},
        {{"form.repeated-attribute", "form", "RFC 5652 section 5.3", Must, "",
          "A message with an attribute twice is refused."},
         refusesIt<Kind::RepeatedAttribute>},
        {{"form.missing-message-type", "form", "RFC 8894 section 3.2.1.2", Must, "",
          "A message without messageType is refused."},
         missingMessageType},
        {{"form.missing-transaction-id", "form", "RFC 8894 section 3.2.1.1", Must, "",
          "A message without transactionID is refused."},
         missingTransactionId},
        {{"form.unknown-message-type", "form", "RFC 8894 section 3.2.1.2", Must, "",
          "A messageType that nobody knows is refused and harms nothing."},
         unknownMessageType},
        {{"form.certrep-as-request", "form", "RFC 8894 section 3.2.1.2", Must, "",
          "A CertRep is no request."},
         certRepAsRequest},
        {{"form.wrong-recipient", "form", "RFC 8894 section 3.2.2", Must, "",
          "An envelope for somebody else is refused."},
         refusesIt<Kind::WrongRecipient>},
        {{"form.empty-envelope", "form", "RFC 8894 section 3.2.2", Must, "",
          "A PKCSReq without an envelope is refused."},
         refusesIt<Kind::EmptyEnvelope>},
        {{"form.garbage-payload", "form", "RFC 8894 section 3.3.1", Must, "",
          "An envelope with something else than a CSR is refused."},
         refusesIt<Kind::GarbagePayload>},
        {{"form.trailing-bytes", "form", "servers, observed", Should, "",
          "Bytes after the message make it another one: it is refused."},
         refusesIt<Kind::TrailingBytes>},
        {{"form.truncated", "form", "RFC 8894 section 4.1", Must, "",
          "A message that was cut is refused, without HTTP 5xx."},
         refusesIt<Kind::Truncated>},
        {{"form.empty-body", "form", "RFC 8894 section 4.1", Must, "",
          "A PKIOperation without content is refused, without HTTP 5xx."},
         emptyBody},
        {{"form.garbage", "form", "RFC 8894 section 4.1", Must, "",
          "Random bytes are refused, without HTTP 5xx."},
         garbage},
        {{"form.other-content", "form", "RFC 8894 section 3.1", Must, "",
          "DER that is no SignedData is refused, without HTTP 5xx."},
         otherContent},
    };
    return kRows;
}

} // namespace scepter::client
