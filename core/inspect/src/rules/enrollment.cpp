// Whether a message holds what its type needs, and whether its signer may send it (RFC 8894
// sections 2.3 and 3.3).
#include "rule.h"

#include "base/text.h"
#include "pki/extensions.h"

namespace scepter::inspect {

namespace {

constexpr int kSuccess = 0;

/// Opened or not, an envelope is there and its content can be judged.
bool isOpened(const Check& check) {
    const EnvelopeFacts* envelope = envelopeOf(check.inspection);
    return envelope != nullptr && !envelope->openedBy.empty();
}

/// Runs for a request with a signer whose certificate is here.
template <class Body> void withRequestSigner(Check& check, Body&& body) {
    const SignerFacts* signer = signerOf(check.inspection);
    if (isRequest(check.inspection) && signer != nullptr && signer->certificate)
        body(*signer, *signer->certificate);
}

NodeId placeOf(const SignerFacts& signer) {
    return signer.certificateNode == kNoNode ? signer.node : signer.certificateNode;
}

void plainContent(Check& check) {
    const SignedFacts* outer = outerOf(check.inspection);
    if (outer == nullptr || !outer->data || outer->data->content.empty() ||
        !check.facts.envelopes.empty())
        return;
    check.say(outer->contentNode == kNoNode ? outer->node : outer->contentNode,
              "The content of the message is not an envelope.",
              "Encrypt it: what is inside, a challenge too, can be read by everybody on the way.");
}

void payload(Check& check) {
    if (!isOpened(check)) return;
    const NodeId place = envelopeOf(check.inspection)->node;
    const auto lookup = [&check](bool poll) {
        for (const LookupFacts& facts : check.facts.lookups)
            if (poll ? facts.poll.has_value() : facts.lookup.has_value()) return true;
        return false;
    };
    if (asksForCertificate(check.inspection) && check.facts.csrs.empty())
        check.say(place, "The envelope holds no CSR.");
    else if (hasType(check.inspection, 20) && !lookup(true))
        check.say(place, "The envelope of a CertPoll holds no IssuerAndSubject.");
    else if ((hasType(check.inspection, 21) || hasType(check.inspection, 22)) && !lookup(false))
        check.say(place, "The envelope holds no IssuerAndSerialNumber.");
}

void replyEnvelope(Check& check) {
    if (isReply(check.inspection) && !hasStatus(check.inspection, kSuccess) &&
        !check.facts.envelopes.empty())
        check.say(check.facts.envelopes.front().node, "An envelope in a reply that is no SUCCESS.",
                  "Only SUCCESS has one.");
}

void replyEmpty(Check& check) {
    if (!hasStatus(check.inspection, kSuccess) || !isOpened(check)) return;
    const SignedFacts* delivered = deliveredOf(check.inspection);
    if (delivered == nullptr || (delivered->certificates.empty() && delivered->crls.empty()))
        check.say(envelopeOf(check.inspection)->node,
                  "SUCCESS, but neither a certificate nor a CRL is in it.");
}

void replyExtra(Check& check) {
    const SignedFacts* delivered = deliveredOf(check.inspection);
    if (delivered != nullptr && delivered->certificates.size() > 1)
        check.say(delivered->node,
                  "The reply has " + std::to_string(delivered->certificates.size()) +
                      " certificates.",
                  "Newer Apple devices lose their order, and Juniper forbids the CA's; Cisco VPN "
                  "wants it. Make it a setting.");
}

void replyLeaf(Check& check) {
    const SignedFacts* delivered = deliveredOf(check.inspection);
    if (delivered == nullptr || delivered->certificates.empty()) return;
    const CertificateFacts* issued = issuedOf(*delivered);
    if (issued != nullptr && issued != &delivered->certificates.front())
        check.say(issued->node, "The issued certificate does not stand first.",
                  "Apple takes the first certificate for the issued one.");
}

void replyAttributes(Check& check) {
    if (!isReply(check.inspection)) return;
    const SignerFacts* signer = signerOf(check.inspection);
    if (signer != nullptr && signer->certificate &&
        !mayUse(*signer->certificate, pki::key_usage::kDigitalSignature))
        check.say(placeOf(*signer),
                  "The reply's signer may not sign (no digitalSignature in "
                  "keyUsage).",
                  "Apple then takes it for no signing certificate.");
}

void signerKey(Check& check) {
    withRequestSigner(check, [&check](const SignerFacts& signer,
                                      const pki::Certificate& certificate) {
        const CsrFacts* csr = csrOf(check.inspection);
        if (csr == nullptr || hasType(check.inspection, 17) ||
            !isSelfSigned(certificate, check.facts.redacted) ||
            certificate.publicKey() == csr->csr->publicKey())
            return;
        check.say(placeOf(signer), "The self-signed signer has another key than the CSR.",
                  "Servers refuse it unless an MDM signs for its devices: it proves nothing about "
                  "the CSR's key.");
    });
}

void signerSubject(Check& check) {
    withRequestSigner(check, [&check](const SignerFacts& signer,
                                      const pki::Certificate& certificate) {
        const CsrFacts* csr = csrOf(check.inspection);
        if (csr == nullptr || !certificate.isSelfIssued() ||
            certificate.subject().matches(csr->csr->subject()))
            return;
        check.say(placeOf(signer),
                  "The signer's subject (" + shownText(certificate.subject().toDisplayText(), 120) +
                      ") is not the CSR's.",
                  "Apple and micromdm do so: compare keys, never names.");
    });
}

void signerUsage(Check& check) {
    withRequestSigner(
        check, [&check](const SignerFacts& signer, const pki::Certificate& certificate) {
            if (!mayUse(certificate, pki::key_usage::kDigitalSignature))
                check.say(placeOf(signer), "The signer's certificate may not sign.",
                          "Give it digitalSignature and keyEncipherment.");
            if (!mayUse(certificate, pki::key_usage::kKeyEncipherment))
                check.say(
                    placeOf(signer),
                    "The signer's certificate may not encipher keys: the reply is encrypted to it.",
                    "Give it digitalSignature and keyEncipherment.");
        });
}

void signerCannotEncrypt(Check& check) {
    withRequestSigner(check, [&check](const SignerFacts& signer,
                                      const pki::Certificate& certificate) {
        if (!certificate.publicKey().canEncrypt())
            check.say(placeOf(signer),
                      "Nothing can be encrypted to the signer's key (" +
                          certificate.publicKey().toText() + ").",
                      "The reply needs a password recipient with the challenge, which few peers "
                      "know; sign the message with an RSA key.");
    });
}

void signerExpired(Check& check) {
    withRequestSigner(
        check, [&check](const SignerFacts& signer, const pki::Certificate& certificate) {
            if (certificate.isSelfIssued() || certificate.checkValidAt(check.options.now)) return;
            check.say(placeOf(signer), "The certificate that signed the request is not valid now.",
                      "A renewal must come before the old certificate expires.");
        });
}

void signerSerial(Check& check) {
    withRequestSigner(check,
                      [&check](const SignerFacts& signer, const pki::Certificate& certificate) {
                          constexpr std::size_t kMost = 20;
                          if (certificate.isSelfIssued() && certificate.serial().size() > kMost + 1)
                              check.say(placeOf(signer),
                                        "The signer's serial number has " +
                                            std::to_string(certificate.serial().size()) + " bytes.",
                                        "sscep does so; RFC 5280 allows 20.");
                      });
}

void renewalSelfSigned(Check& check) {
    withRequestSigner(check, [&check](const SignerFacts& signer,
                                      const pki::Certificate& certificate) {
        if (hasType(check.inspection, 17) && isSelfSigned(certificate, check.facts.redacted))
            check.say(placeOf(signer), "A RenewalReq signed by a self-signed certificate.",
                      "Sign it with the certificate that is to be renewed; servers must refuse it "
                      "otherwise.");
    });
}

void renewalAsRequest(Check& check) {
    withRequestSigner(check, [&check](const SignerFacts& signer,
                                      const pki::Certificate& certificate) {
        if (hasType(check.inspection, 19) && !certificate.isSelfIssued())
            check.say(placeOf(signer),
                      "A renewal as PKCSReq: it is signed with an issued certificate.",
                      "sscep, jscep, certmonger and Apple renew so; servers have to accept both.");
    });
}

void renewalChallenge(Check& check) {
    withRequestSigner(check, [&check](const SignerFacts&, const pki::Certificate& certificate) {
        const CsrFacts* csr = csrOf(check.inspection);
        if (csr != nullptr && !certificate.isSelfIssued() &&
            csr->csr->challengePassword() != nullptr && !csr->csr->challengePassword()->empty())
            check.say(csr->challengeNode == kNoNode ? csr->node : csr->challengeNode,
                      "A renewal with a challenge inside.",
                      "Leave it out: a one-time code is used up, and a server that checks it "
                      "refuses.");
    });
}

void renewalSubject(Check& check) {
    withRequestSigner(check, [&check](const SignerFacts& signer,
                                      const pki::Certificate& certificate) {
        const CsrFacts* csr = csrOf(check.inspection);
        if (csr == nullptr || certificate.isSelfIssued() ||
            certificate.subject().matches(csr->csr->subject()))
            return;
        check.say(placeOf(signer), "The renewal asks for another subject than its certificate has.",
                  "A server has to refuse it, or any certificate could become any other.");
    });
}

void challengeMissing(Check& check) {
    withRequestSigner(check, [&check](const SignerFacts&, const pki::Certificate& certificate) {
        const CsrFacts* csr = csrOf(check.inspection);
        if (csr != nullptr && certificate.isSelfIssued() &&
            csr->csr->challengePassword() == nullptr)
            check.say(csr->node, "The request has no challenge.",
                      "It can only be approved by an operator.");
    });
}

constexpr std::string_view kContent = "RFC 8894 section 3.3";
constexpr std::string_view kReply = "RFC 8894 section 3.3.2";
constexpr std::string_view kSigner = "RFC 8894 section 2.3";
constexpr Rule kRules[] = {
    {"enroll.plain", Severity::Error, "RFC 8894 section 3.1", plainContent, 67},
    {"enroll.payload", Severity::Error, kContent, payload, 61},
    {"enroll.reply.envelope", Severity::Warning, kReply, replyEnvelope},
    {"enroll.reply.empty", Severity::Error, kReply, replyEmpty, 60},
    {"enroll.reply.many", Severity::Advice, kReply, replyExtra},
    {"enroll.reply.leaf", Severity::Warning, "Apple", replyLeaf},
    {"enroll.reply.signer", Severity::Warning, "Apple", replyAttributes},
    {"enroll.signer.key", Severity::Error, kSigner, signerKey, 58},
    {"enroll.signer.subject", Severity::Info, kSigner, signerSubject},
    {"enroll.signer.usage", Severity::Warning, kSigner, signerUsage},
    {"enroll.signer.encrypt", Severity::Warning, "RFC 8894 section 3.1", signerCannotEncrypt},
    {"enroll.signer.expired", Severity::Warning, kSigner, signerExpired},
    {"enroll.signer.serial", Severity::Info, "sscep", signerSerial},
    {"enroll.renewal.self-signed", Severity::Error, kSigner, renewalSelfSigned, 59},
    {"enroll.renewal.type", Severity::Info, kSigner, renewalAsRequest},
    {"enroll.renewal.challenge", Severity::Advice, "RFC 8894 section 2.4", renewalChallenge},
    {"enroll.renewal.subject", Severity::Warning, "RFC 8894 section 7.6", renewalSubject},
    {"enroll.challenge.missing", Severity::Info, "RFC 8894 section 2.4", challengeMissing},
};

} // namespace

std::span<const Rule> enrollmentRules() {
    return kRules;
}

} // namespace scepter::inspect
