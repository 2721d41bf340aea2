#include "inspect/explain.h"

#include "explain_words.h"
#include "scep_words.h"
#include "views.h"

#include "asn1/oid_names.h"
#include "base/encoding.h"
#include "base/text.h"
#include "scep/ids.h"

#include <algorithm>
#include <utility>

namespace scepter::inspect {

namespace {

constexpr std::size_t kShownName = 240;
constexpr std::size_t kMostNames = 20;
constexpr std::size_t kMostFindings = 100;

std::string nameOf(const pki::Name& name) {
    const std::string text = name.toDisplayText();
    return text.empty() ? "(no subject)" : shownText(text, kShownName);
}

/// Collects lines of one part.
class Part {
public:
    explicit Part(std::string heading) { m_part.heading = std::move(heading); }

    void say(std::string text, NodeId place = kNoNode, std::string section = {}) {
        if (!text.empty())
            m_part.lines.push_back({{}, std::move(text), std::move(section), {}, place});
    }
    void field(std::string label, std::string text, NodeId place = kNoNode,
               std::string section = {}) {
        if (!text.empty())
            m_part.lines.push_back(
                {std::move(label), std::move(text), std::move(section), {}, place});
    }
    void meaning(const Meaning& meaning, NodeId place) {
        say(meaning.plain, place);
        if (!meaning.rfc.empty())
            say("The RFC says: \"" + meaning.rfc + "\"", place, meaning.section);
    }
    void finding(const Finding& finding) {
        std::string text = finding.what;
        if (!finding.advice.empty()) text += " " + finding.advice;
        m_part.lines.push_back(
            {{}, std::move(text), finding.section, finding.severity, finding.place});
    }
    void addTo(Explanation& explanation) && {
        if (!m_part.lines.empty()) explanation.parts.push_back(std::move(m_part));
    }

private:
    ExplainedPart m_part;
};

std::string namesText(const std::vector<pki::GeneralName>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i)
        text += (i == 0 ? "" : ", ") + shownText(pki::toText(names[i]), kShownName);
    if (names.size() > kMostNames)
        text += ", and " + std::to_string(names.size() - kMostNames) + " more";
    return text;
}

void describe(Part& part, const CertificateFacts& facts) {
    if (!facts.certificate) {
        part.say("A certificate that could not be read strictly.", facts.node);
        return;
    }
    const pki::Certificate& certificate = *facts.certificate;
    part.field("Subject", nameOf(certificate.subject()), facts.node);
    part.field("Other names", namesText(certificate.subjectAltNames()), facts.node);
    part.field("Issued by", certificate.isSelfIssued() ? "itself" : nameOf(certificate.issuer()),
               facts.node);
    part.field("Serial number", shownText(certificate.serialText(), 48), facts.node);
    part.field("Valid",
               toIsoText(certificate.notBefore()) + " to " + toIsoText(certificate.notAfter()),
               facts.node);
    part.field("Key", certificate.publicKey().toText(), facts.node);
}

// ---- what it is

std::string whatOther(const Inspection& inspection) {
    switch (inspection.facts.subject) {
    case Subject::Cms:
        return "A CMS message (RFC 5652), but no SCEP message: its signer has none of SCEP's "
               "attributes.";
    case Subject::Csr:
        return "A certification request (PKCS#10, RFC 2986): a subject, a public key and wishes, "
               "signed with the key itself.";
    case Subject::Certificate:
        return "An X.509 certificate (RFC 5280).";
    case Subject::Certificates:
        return "Several certificates together, as GetCACert and certificate files have them.";
    case Subject::Crl:
        return "A certificate revocation list (RFC 5280 section 5).";
    case Subject::Ocsp:
        return "A message of the Online Certificate Status Protocol (RFC 6960).";
    case Subject::PrivateKey:
        return "A private key. Whoever has it can act in its owner's name.";
    case Subject::PublicKey:
        return "A public key (SubjectPublicKeyInfo, RFC 5280).";
    case Subject::Pkcs12:
        return "A PKCS#12 file (RFC 7292): certificates and keys under a password.";
    case Subject::Capabilities:
        return "The answer to GetCACaps: what the server says that it can do.";
    case Subject::NdesPage:
        return "The page where Microsoft's NDES shows a challenge password.";
    case Subject::Profile:
        return "A configuration profile (property list), as a device gets it from its management.";
    case Subject::Lookup:
        return "The name of a certificate, as it stands in the envelope of a CertPoll, GetCert or "
               "GetCRL.";
    case Subject::Asn1:
        return "ASN.1 of a kind that is not known here. The structure can be read, not its "
               "meaning.";
    case Subject::Text:
        return "Text without a message in it.";
    case Subject::HttpRequest:
    case Subject::HttpResponse:
    case Subject::ScepMessage:
        return {};
    case Subject::Unknown:
        break;
    }
    return "Bytes of no kind that is known here.";
}

void httpLines(Part& part, const HttpFacts& http) {
    if (http.request) {
        const Meaning meaning = meaningOfOperation(http.operation);
        const std::string what =
            http.operation.empty() ? http.path : "operation " + shownText(http.operation, 80);
        part.say("It came as HTTP " + shownText(http.method, 20) + ", " + shownText(what, 160) +
                     ".",
                 http.node);
        part.say(meaning.plain, http.operationNode, meaning.section);
        return;
    }
    part.say("It came as an HTTP answer with status " + std::to_string(http.status) + ".",
             http.node);
    if (http.status >= 400)
        part.say("The server answered with an error of HTTP itself, so that a client learns no "
                 "pkiStatus and no failInfo from it.",
                 http.statusNode);
}

void whatItIs(const Inspection& inspection, Explanation& explanation) {
    Part part("What it is");
    const Facts& facts = inspection.facts;
    if (isScep(inspection)) {
        const auto& type = facts.scep->attributes.messageType;
        const NodeId place = facts.scep->messageTypeNode;
        if (type) {
            part.say("A SCEP message: " + withNumber(messageTypeWord(*type), *type) + ".", place);
            part.meaning(meaningOfMessageType(*type), place);
        } else {
            part.say("A SCEP message that does not tell its type.", facts.scep->node);
        }
    } else {
        part.say(whatOther(inspection), facts.http ? kNoNode : 0);
    }
    if (facts.http) httpLines(part, *facts.http);
    for (const auto& [place, error] : facts.failures)
        part.say("It can be decoded only up to here: " + error.detail + ".", place);
    if (!facts.cut.empty())
        part.say("There is more in it than the limits of the inspector let in.", facts.cut.front());
    std::move(part).addTo(explanation);
}

// ---- who sent it

void signerLines(Part& part, const SignerFacts& signer) {
    if (!signer.certificate) {
        part.say("The certificate of the signer is not in the message and not known here, so the "
                 "signature could not be checked.",
                 signer.node);
        return;
    }
    const pki::Certificate& certificate = *signer.certificate;
    const NodeId place = signer.certificateNode == kNoNode ? signer.node : signer.certificateNode;
    part.field("Signed by", shownCertificate(certificate), place);
    if (certificate.isSelfIssued())
        part.say(isCa(certificate) ? "The signer is a CA itself."
                                   : "The certificate was made by the client itself: it proves "
                                     "that the sender has the key, and nothing else.",
                 place);
    else
        part.field("Certificate issued by", nameOf(certificate.issuer()), place);
    if (!signer.signature) return;
    if (*signer.signature)
        part.say("The signature holds: nobody changed the message on its way.", signer.node);
    else
        part.say("The signature does not hold: " + signer.signature->error().detail + ".",
                 signer.node);
}

void whoSentIt(const Inspection& inspection, Explanation& explanation) {
    Part part("Who sent it");
    if (const std::string client = guessClient(inspection); !client.empty())
        part.say("By its habits, the client is " + shownText(client, 80) + ".");
    if (inspection.facts.http && inspection.facts.http->request)
        part.field("User-Agent",
                   shownText(inspection.facts.http->header("user-agent"), kShownName));
    if (const SignerFacts* signer = signerOf(inspection)) signerLines(part, *signer);
    std::move(part).addTo(explanation);
}

// ---- to whom

std::string recipientText(const RecipientFacts& recipient) {
    if (recipient.certificate) return shownCertificate(*recipient.certificate);
    if (std::holds_alternative<pki::PasswordRecipient>(recipient.recipient))
        return "whoever knows the password (the challenge), since the key of the client cannot "
               "decrypt";
    if (const auto* key = std::get_if<pki::KeyTransportRecipient>(&recipient.recipient)) {
        if (key->issuer)
            return "a certificate that is not known here: issued by " + nameOf(*key->issuer) +
                   ", serial number " + shownText(toUpperHex(key->serial), 48);
        return "a certificate that is not known here, named by its key identifier";
    }
    return "a recipient of a kind that SCEP does not use";
}

void toWhom(const Inspection& inspection, Explanation& explanation) {
    Part part("For whom it is encrypted");
    for (const EnvelopeFacts& envelope : inspection.facts.envelopes) {
        for (const RecipientFacts& recipient : envelope.recipients)
            part.field("Recipient", recipientText(recipient), recipient.node);
        if (!envelope.openedBy.empty())
            part.say("It was opened with " + shownText(envelope.openedBy, kShownName) + ".",
                     envelope.node);
        else if (envelope.notOpened)
            part.say("A key for it is at hand, but did not open it: " + envelope.notOpened->detail +
                         ".",
                     envelope.node);
        else
            part.say("It stays closed: no key or password for it is at hand. Add one to see what "
                     "is inside.",
                     envelope.node);
    }
    std::move(part).addTo(explanation);
}

// ---- what is asked

void csrLines(Part& part, const CsrFacts& facts) {
    if (!facts.csr) {
        part.say("A CSR that could not be read strictly.", facts.node);
        return;
    }
    const pki::Csr& csr = *facts.csr;
    part.field("Subject", nameOf(csr.subject()),
               facts.subjectNode == kNoNode ? facts.node : facts.subjectNode);
    part.field("Other names", namesText(csr.subjectAltNames()), facts.node);
    part.field("Key", csr.publicKey().toText(), facts.keyNode);
    std::string extensions;
    for (const pki::Extension& extension : csr.requestedExtensions())
        extensions += (extensions.empty() ? "" : ", ") + asn1::shownOid(extension.id);
    part.field("Asked extensions", shownText(extensions), facts.node);
    if (csr.challengePassword() == nullptr)
        part.say("It has no challenge password.", facts.node);
    else
        part.say(csr.challengePassword()->size() == 0
                     ? "It has an empty challenge password."
                     : "It has a challenge password, which is not shown here.",
                 facts.challengeNode, "RFC 8894 section 2.6");
    if (facts.possession)
        part.say(*facts.possession ? "The CSR is signed with its own key: the sender has it."
                                   : "The signature of the CSR does not hold: " +
                                         facts.possession->error().detail + ".",
                 facts.node);
}

void whatIsAsked(const Inspection& inspection, Explanation& explanation) {
    Part part("What is asked for");
    for (const CsrFacts& csr : inspection.facts.csrs)
        csrLines(part, csr);
    for (const LookupFacts& lookup : inspection.facts.lookups) {
        if (lookup.poll) {
            part.field("Certificate for", nameOf(lookup.poll->subject), lookup.node);
            part.field("Asked of", nameOf(lookup.poll->issuer), lookup.node);
        }
        if (lookup.lookup) {
            part.field("Issuer", nameOf(lookup.lookup->issuer), lookup.node);
            part.field("Serial number", shownText(toUpperHex(lookup.lookup->serial), 48),
                       lookup.node);
        }
    }
    std::move(part).addTo(explanation);
}

// ---- what was answered

void statusLines(Part& part, const ScepFacts& scep) {
    const scep::Attributes& attributes = scep.attributes;
    if (attributes.pkiStatus) {
        const int status = *attributes.pkiStatus;
        part.field("pkiStatus", withNumber(pkiStatusWord(status), status), scep.pkiStatusNode);
        part.meaning(meaningOfPkiStatus(status), scep.pkiStatusNode);
    } else {
        part.say("The reply does not tell its pkiStatus.", scep.node, "RFC 8894 section 3.2.1.3");
    }
    if (attributes.failInfo) {
        const int info = *attributes.failInfo;
        part.field("failInfo", withNumber(failInfoWord(info), info), scep.failInfoNode);
        part.meaning(meaningOfFailInfo(info), scep.failInfoNode);
    }
    if (attributes.failInfoText)
        part.field("failInfoText", shownText(*attributes.failInfoText), scep.failInfoNode,
                   "RFC 8894 section 3.2.1.4");
}

void whatWasAnswered(const Inspection& inspection, Explanation& explanation) {
    Part part("What was answered");
    const Facts& facts = inspection.facts;
    if (isReply(inspection)) statusLines(part, *facts.scep);
    if (const SignedFacts* delivered = deliveredOf(inspection))
        if (const CertificateFacts* issued = issuedOf(*delivered)) {
            part.say("A certificate was delivered:", issued->node);
            describe(part, *issued);
        }
    for (const CrlFacts& crl : facts.crls) {
        if (!crl.crl) continue;
        part.field("CRL of", nameOf(crl.crl->issuer), crl.node);
        part.field("Revoked certificates", std::to_string(crl.crl->entries.size()), crl.node);
        part.field("Made", toIsoText(crl.crl->thisUpdate), crl.node);
        if (crl.crl->nextUpdate)
            part.field("Next one due", toIsoText(*crl.crl->nextUpdate), crl.node);
    }
    if (facts.capabilities) {
        std::string words;
        for (const std::string& word : facts.capabilities->capabilities.keywords())
            words += (words.empty() ? "" : ", ") + word;
        part.field("Capabilities", words.empty() ? "none that are known" : shownText(words),
                   facts.capabilities->node, "RFC 8894 section 3.5.2");
    }
    std::move(part).addTo(explanation);
}

void certificatesHere(const Inspection& inspection, Explanation& explanation) {
    Part part("What is in it");
    std::size_t count = 0;
    const auto add = [&](const std::vector<CertificateFacts>& certificates) {
        for (const CertificateFacts& certificate : certificates)
            if (++count <= kMostNames) describe(part, certificate);
    };
    add(inspection.facts.certificates);
    if (!isScep(inspection))
        for (const SignedFacts& data : inspection.facts.signedData)
            add(data.certificates);
    if (count > kMostNames)
        part.say("And " + std::to_string(count - kMostNames) + " more certificates.");
    std::move(part).addTo(explanation);
}

// ---- findings and details

void findings(const Inspection& inspection, Explanation& explanation) {
    const bool failed =
        hasStatus(inspection, 2) ||
        (!inspection.findings.empty() && inspection.findings.front().severity == Severity::Error);
    Part why("Why it failed");
    Part rest(failed ? "What else to mind" : "What to mind");
    std::size_t shown = 0;
    for (const Finding& finding : inspection.findings) {
        if (shown == kMostFindings) break;
        if (failed && shown == 0 && finding.severity >= Severity::Warning)
            why.finding(finding);
        else
            rest.finding(finding);
        ++shown;
    }
    if (inspection.findings.size() > kMostFindings)
        rest.say("And " + std::to_string(inspection.findings.size() - kMostFindings) + " more.");
    if (inspection.findings.empty() && !inspection.tree.empty())
        rest.say("Nothing is wrong with it, as far as can be seen from here.");
    std::move(why).addTo(explanation);
    std::move(rest).addTo(explanation);
}

void algorithmLines(Part& part, const Inspection& inspection) {
    if (const SignerFacts* signer = signerOf(inspection)) {
        part.field("Digest",
                   signer->info.digest ? std::string(pki::toText(*signer->info.digest))
                                       : asn1::shownOid(signer->info.digestOid),
                   signer->digestNode);
        part.field("Signature algorithm", asn1::shownOid(signer->info.signatureOid),
                   signer->signatureAlgorithmNode);
    }
    if (const EnvelopeFacts* envelope = envelopeOf(inspection); envelope && envelope->data)
        part.field("Cipher", asn1::shownOid(envelope->data->cipherOid), envelope->cipherNode);
}

void details(const Inspection& inspection, Explanation& explanation) {
    Part part("Details");
    if (isScep(inspection)) {
        const ScepFacts& scep = *inspection.facts.scep;
        const scep::Attributes& attributes = scep.attributes;
        part.field("transactionID", scep::shownTransactionId(attributes.transactionId),
                   scep.transactionIdNode, "RFC 8894 section 3.2.1.1");
        if (!scep.derivation.empty())
            part.field("transactionID made of", scep.derivation, scep.transactionIdNode);
        const std::string nonces = "RFC 8894 section 3.2.1.5";
        if (attributes.senderNonce)
            part.field("senderNonce", toUpperHex(*attributes.senderNonce), scep.senderNonceNode,
                       nonces);
        if (attributes.recipientNonce)
            part.field("recipientNonce", toUpperHex(*attributes.recipientNonce),
                       scep.recipientNonceNode, nonces);
    }
    algorithmLines(part, inspection);
    if (!inspection.tree.empty()) {
        std::size_t secret = 0;
        for (const Buffer& buffer : inspection.tree.buffers())
            secret += buffer.secret ? 1 : 0;
        part.field("Size", std::to_string(inspection.tree.buffers().front().bytes->size()) +
                               " bytes, " + std::to_string(inspection.tree.buffers().size()) +
                               " layers" +
                               (secret > 0 ? ", " + std::to_string(secret) + " of them decrypted"
                                           : std::string()));
    }
    std::move(part).addTo(explanation);
}

} // namespace

Explanation explain(const Inspection& inspection) {
    Explanation explanation;
    explanation.title = inspection.title;
    if (inspection.tree.empty()) return explanation;
    whatItIs(inspection, explanation);
    whoSentIt(inspection, explanation);
    toWhom(inspection, explanation);
    whatIsAsked(inspection, explanation);
    whatWasAnswered(inspection, explanation);
    certificatesHere(inspection, explanation);
    findings(inspection, explanation);
    details(inspection, explanation);
    return explanation;
}

} // namespace scepter::inspect
