#include "inspect/exchange.h"

#include "views.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "base/encoding.h"
#include "base/text.h"
#include "scep/types.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

/// One pair under examination.
struct Pair {
    const Inspection& request;
    const Inspection& reply;
    const Options& options;
    std::vector<PairFinding>& findings;

    void say(Side side, Severity severity, int weight, std::string_view rule, NodeId place,
             std::string what, std::string advice, std::string_view section) const {
        findings.push_back({side,
                            {std::string(rule), severity, place, std::move(what), std::move(advice),
                             std::string(section), weight}});
    }
};

// ---- transaction and nonces

void checkTransaction(const Pair& pair) {
    const ScepFacts& asked = *pair.request.facts.scep;
    const ScepFacts& answered = *pair.reply.facts.scep;
    if (asked.attributes.transactionId != answered.attributes.transactionId)
        pair.say(
            Side::Reply, Severity::Error, 90, "exchange.transaction", answered.transactionIdNode,
            "The reply does not repeat the request's transactionID.",
            "A client drops it. Copy the transactionID byte for byte.", "RFC 8894 section 3.2.1.1");
    const auto& sent = asked.attributes.senderNonce;
    const auto& returned = answered.attributes.recipientNonce;
    if (sent && returned && *sent != *returned)
        pair.say(Side::Reply, Severity::Error, 88, "exchange.nonce.recipient",
                 answered.recipientNonceNode,
                 "The recipientNonce of the reply is not the senderNonce of the request.",
                 "A client must reject it: it may be the answer to another request, or a replay.",
                 "RFC 8894 section 3.2.1.5");
    if (sent && !returned)
        pair.say(Side::Reply, Severity::Error, 70, "exchange.nonce.missing", answered.node,
                 "The reply does not return the nonce of the request.",
                 "Send the request's senderNonce as recipientNonce.", "RFC 8894 section 3.2.1.5");
    if (sent && answered.attributes.senderNonce == sent)
        pair.say(Side::Reply, Severity::Warning, 0, "exchange.nonce.copied",
                 answered.senderNonceNode,
                 "The server sent the client's own nonce as its senderNonce.",
                 "step-ca and micromdm do so. A server should make a fresh one.",
                 "RFC 8894 section 3.2.1.5");
}

// ---- signer and algorithms

bool isKnown(const Keyring& keys, const pki::Certificate& certificate) {
    return std::ranges::find(keys.known, certificate) != keys.known.end() ||
           std::ranges::any_of(keys.keys, [&certificate](const HeldKey& held) {
               return held.certificate == certificate;
           });
}

void checkReplySigner(const Pair& pair) {
    const SignerFacts* signer = signerOf(pair.reply);
    const Keyring* keys = pair.options.keys;
    if (signer == nullptr || !signer->certificate || keys == nullptr ||
        serverCertificates(pair.options).empty() || pair.reply.facts.redacted ||
        isKnown(*keys, *signer->certificate))
        return;
    pair.say(Side::Reply, Severity::Error, 80, "exchange.signer", signer->node,
             "The reply is signed by " + shownCertificate(*signer->certificate) +
                 ", which is not among the certificates of GetCACert.",
             "Sign with the CA's or RA's certificate that GetCACert lists; clients compare it byte "
             "for byte.",
             "RFC 8894 section 3.3.2");
}

void checkAlgorithms(const Pair& pair) {
    const SignerFacts* asked = signerOf(pair.request);
    const SignerFacts* answered = signerOf(pair.reply);
    if (asked != nullptr && answered != nullptr && asked->info.digest && answered->info.digest &&
        *answered->info.digest < *asked->info.digest)
        pair.say(Side::Reply, Severity::Advice, 0, "exchange.digest", answered->digestNode,
                 "The reply uses a weaker digest (" +
                     std::string(pki::toText(*answered->info.digest)) + ") than the request (" +
                     std::string(pki::toText(*asked->info.digest)) + ").",
                 "Answer in the algorithms that the client used.", "RFC 8894 section 3.5.2");
    const EnvelopeFacts* sent = envelopeOf(pair.request);
    const EnvelopeFacts* returned = envelopeOf(pair.reply);
    if (sent == nullptr || returned == nullptr || !sent->data || !returned->data) return;
    if (sent->data->cipher && returned->data->cipher &&
        *returned->data->cipher < *sent->data->cipher)
        pair.say(Side::Reply, Severity::Warning, 0, "exchange.cipher", returned->cipherNode,
                 "The reply uses a weaker cipher (" + asn1::shownOid(returned->data->cipherOid) +
                     ") than the request (" + asn1::shownOid(sent->data->cipherOid) + ").",
                 "Answer AES to an AES request.", "RFC 8894 section 3.5.2");
}

// ---- recipients

void checkReplyRecipient(const Pair& pair) {
    const SignerFacts* signer = signerOf(pair.request);
    const EnvelopeFacts* envelope = envelopeOf(pair.reply);
    if (signer == nullptr || !signer->certificate || envelope == nullptr) return;
    for (const RecipientFacts& recipient : envelope->recipients) {
        const auto* transport = std::get_if<pki::KeyTransportRecipient>(&recipient.recipient);
        if (transport == nullptr || transport->names(*signer->certificate)) return;
    }
    if (envelope->recipients.empty()) return;
    pair.say(Side::Reply, Severity::Error, 85, "exchange.reply.recipient",
             envelope->recipients.front().node,
             "The reply is not encrypted to the certificate that signed the request (" +
                 shownCertificate(*signer->certificate) + ").",
             "Encrypt to the request's signer certificate: for a renewal that is the old one.",
             "RFC 8894 section 3.1");
}

// ---- what was issued

void checkIssuedNames(const Pair& pair, const pki::Csr& csr, const CertificateFacts& issued) {
    const pki::Certificate& certificate = *issued.certificate;
    if (!certificate.subject().matches(csr.subject()))
        pair.say(Side::Reply, Severity::Warning, 0, "exchange.certificate.subject", issued.node,
                 "The certificate's subject is " +
                     shownText(certificate.subject().toDisplayText()) + ", the CSR asked for " +
                     shownText(csr.subject().toDisplayText()) + ".",
                 "A CA may change it, but some clients refuse that.", "RFC 8894 section 3.3.2");
    // Each is looked up among the others.
    constexpr std::size_t kMostNames = 256;
    const auto asked = csr.subjectAltNames();
    const auto given = certificate.subjectAltNames();
    if (asked.size() > kMostNames || given.size() > kMostNames) return;
    std::string missing;
    std::string added;
    const auto list = [](std::string& text, const pki::GeneralName& name) {
        if (text.size() < 400)
            text += (text.empty() ? "" : ", ") + shownText(pki::toText(name), 120);
    };
    for (const auto& name : asked)
        if (std::ranges::find(given, name) == given.end()) list(missing, name);
    for (const auto& name : given)
        if (std::ranges::find(asked, name) == asked.end()) list(added, name);
    if (missing.empty() && added.empty()) return;
    std::string what = "The certificate's alternative names are not those of the CSR:";
    if (!missing.empty()) what += " without " + missing + (added.empty() ? "." : ";");
    if (!added.empty()) what += " with " + added + " on top.";
    pair.say(Side::Reply, Severity::Warning, 0, "exchange.certificate.san", issued.node,
             std::move(what), "Look at the CA's template.", "RFC 5280 section 4.2.1.6");
}

void checkIssuedExtensions(const Pair& pair, const pki::Csr& csr, const CertificateFacts& issued) {
    std::string missing;
    for (const pki::Extension& extension : csr.requestedExtensions())
        if (extension.id != asn1::oids::kSubjectAltName &&
            pki::findExtension(issued.certificate->extensions(), extension.id) == nullptr &&
            missing.size() < 400)
            missing += (missing.empty() ? "" : ", ") + asn1::shownOid(extension.id);
    if (!missing.empty())
        pair.say(Side::Reply, Severity::Info, 0, "exchange.certificate.extensions", issued.node,
                 "The CSR asked for extensions that the certificate does not have: " + missing +
                     ".",
                 {}, "RFC 2986");
}

/// Behind the leaf each certificate should be the issuer of the one before.
void checkOrder(const Pair& pair, const SignedFacts& delivered, const CertificateFacts& issued) {
    if (&delivered.certificates.front() != &issued)
        pair.say(Side::Reply, Severity::Warning, 0, "exchange.chain.leaf", issued.node,
                 "The issued certificate is not the first one in the reply.",
                 "Apple takes the first certificate for the issued one.", "RFC 8894 section 3.3.2");
    for (std::size_t i = 1; i < delivered.certificates.size(); ++i) {
        const auto& before = delivered.certificates[i - 1].certificate;
        const auto& after = delivered.certificates[i].certificate;
        if (!before || !after || before->issuer().matches(after->subject())) continue;
        pair.say(Side::Reply, Severity::Advice, 0, "exchange.chain.order",
                 delivered.certificates[i].node,
                 "The certificates of the reply do not stand in the order of the chain.",
                 "Write the issued certificate, then its issuer, and so on.",
                 "RFC 8894 section 3.3.2");
        return;
    }
}

void checkIssued(const Pair& pair) {
    const SignedFacts* delivered = deliveredOf(pair.reply);
    if (delivered == nullptr || !asksForCertificate(pair.request)) return;
    const CertificateFacts* issued = issuedOf(*delivered);
    const CsrFacts* csr = csrOf(pair.request);
    if (issued == nullptr || csr == nullptr) return;
    if (issued->certificate->publicKey() == csr->csr->publicKey()) {
        checkIssuedNames(pair, *csr->csr, *issued);
        checkIssuedExtensions(pair, *csr->csr, *issued);
    } else {
        pair.say(Side::Reply, Severity::Error, 75, "exchange.certificate.key", issued->node,
                 "The certificate is for another key than the CSR's.",
                 "The client cannot use it. A CA must certify the key of the CSR.",
                 "RFC 8894 section 3.3.2");
    }
    checkOrder(pair, *delivered, *issued);
}

void checkLookup(const Pair& pair) {
    const auto& lookups = pair.request.facts.lookups;
    const SignedFacts* delivered = deliveredOf(pair.reply);
    if (lookups.empty() || !lookups.front().lookup || delivered == nullptr) return;
    const scep::IssuerAndSerial& asked = *lookups.front().lookup;
    constexpr int kGetCert = 21;
    constexpr int kGetCrl = 22;
    const auto isAsked = [&asked](const CertificateFacts& facts) {
        return facts.certificate && facts.certificate->issuer().matches(asked.issuer) &&
               facts.certificate->serial() == asked.serial;
    };
    if (hasType(pair.request, kGetCert) && !delivered->certificates.empty() &&
        std::ranges::none_of(delivered->certificates, isAsked))
        pair.say(Side::Reply, Severity::Error, 75, "exchange.getcert", delivered->node,
                 "The reply does not hold the certificate that was asked for.", {},
                 "RFC 8894 section 3.3.4");
    if (hasType(pair.request, kGetCrl) &&
        std::ranges::none_of(delivered->crls, [&asked](const pki::Crl& crl) {
            return crl.issuer.matches(asked.issuer);
        }))
        pair.say(Side::Reply, Severity::Error, 75, "exchange.getcrl", delivered->node,
                 "The reply does not hold a CRL of the issuer that was asked for.", {},
                 "RFC 8894 section 3.3.5");
}

void checkKinds(const Pair& pair) {
    if (!isReply(pair.reply))
        pair.say(Side::Reply, Severity::Error, 92, "exchange.reply.type",
                 pair.reply.facts.scep->messageTypeNode, "The answer is not a CertRep.", {},
                 "RFC 8894 section 3.3.2");
    if (isReply(pair.request))
        pair.say(Side::Request, Severity::Error, 92, "exchange.request.type",
                 pair.request.facts.scep->messageTypeNode, "A CertRep was sent as a request.", {},
                 "RFC 8894 section 3.3");
}

/// A request that got no SCEP message back, where one was due.
void checkAnswered(const Pair& pair) {
    if (!isScep(pair.request) || isScep(pair.reply)) return;
    std::string what = "The answer to the SCEP message is no SCEP message";
    if (pair.reply.facts.http && pair.reply.facts.http->status != 0)
        what += " but HTTP " + std::to_string(pair.reply.facts.http->status);
    pair.say(Side::Reply, Severity::Error, 93, "exchange.reply.none", 0, what + ".",
             "A refusal is a CertRep with pkiStatus FAILURE; look into the server's log.",
             "RFC 8894 section 4.3");
}

} // namespace

std::vector<PairFinding> checkExchange(const Inspection& request, const Inspection& reply,
                                       const Options& options) {
    std::vector<PairFinding> findings;
    const Pair pair{request, reply, options, findings};
    checkAnswered(pair);
    if (isScep(request) && isScep(reply)) {
        checkKinds(pair);
        checkTransaction(pair);
        checkReplySigner(pair);
        checkAlgorithms(pair);
        checkReplyRecipient(pair);
        checkIssued(pair);
        checkLookup(pair);
    }
    std::ranges::stable_sort(findings, [](const PairFinding& a, const PairFinding& b) {
        const Finding& x = a.finding;
        const Finding& y = b.finding;
        return x.severity != y.severity ? x.severity > y.severity : x.weight > y.weight;
    });
    return findings;
}

} // namespace scepter::inspect
