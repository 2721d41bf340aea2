#include "inspect/exchange.h"

#include "decoder.h"
#include "scep_words.h"
#include "views.h"

#include "base/text.h"
#include "scep/ids.h"

namespace scepter::inspect {

namespace {

constexpr std::size_t kShownName = 160;

std::string nameText(const pki::Name& name) {
    const std::string text = name.toDisplayText();
    return shownText(text.empty() ? "(empty subject)" : text, kShownName);
}

std::string typeText(int number) {
    const std::string_view word = messageTypeWord(number);
    return word == "unknown" ? withNumber(word, number) : std::string(word);
}

std::string numberText(std::string_view word, int number) {
    return word == "unknown" ? withNumber(word, number) : std::string(word);
}

std::string scepTitle(const Inspection& inspection) {
    const scep::Attributes& attributes = inspection.facts.scep->attributes;
    std::string title =
        attributes.messageType ? typeText(*attributes.messageType) : "SCEP message without a type";
    if (attributes.pkiStatus)
        title += " " + numberText(pkiStatusWord(*attributes.pkiStatus), *attributes.pkiStatus);
    if (attributes.failInfo)
        title += " " + numberText(failInfoWord(*attributes.failInfo), *attributes.failInfo);
    if (!attributes.transactionId.empty())
        title += ", transaction " + scep::shownTransactionId(attributes.transactionId);
    return title;
}

std::string cmsTitle(const Facts& facts) {
    if (!facts.signedData.empty())
        return facts.signedData.front().degenerate ? "CMS certificates" : "CMS signed data";
    if (!facts.envelopes.empty())
        return facts.envelopes.front().authenticated ? "CMS authenticated envelope"
                                                     : "CMS envelope";
    return "CMS content";
}

std::string certificatesTitle(const Facts& facts) {
    std::size_t certificates = facts.certificates.size();
    std::size_t crls = facts.crls.size();
    for (const SignedFacts& data : facts.signedData) {
        certificates += data.certificates.size();
        crls += data.crls.size();
    }
    std::string title =
        std::to_string(certificates) + (certificates == 1 ? " certificate" : " certificates");
    if (crls > 0) title += ", " + std::to_string(crls) + (crls == 1 ? " CRL" : " CRLs");
    return title;
}

std::string certificateTitle(const Facts& facts) {
    if (facts.certificates.empty() || !facts.certificates.front().certificate) return "certificate";
    return "certificate of " + nameText(facts.certificates.front().certificate->subject());
}

std::string csrTitle(const Inspection& inspection) {
    const CsrFacts* csr = csrOf(inspection);
    return csr == nullptr ? "CSR" : "CSR of " + nameText(csr->csr->subject());
}

std::string crlTitle(const Facts& facts) {
    if (facts.crls.empty() || !facts.crls.front().crl) return "CRL";
    return "CRL of " + nameText(facts.crls.front().crl->issuer);
}

std::string lookupTitle(const Facts& facts) {
    if (facts.lookups.empty()) return "name of a certificate";
    return facts.lookups.front().poll ? "IssuerAndSubject" : "IssuerAndSerialNumber";
}

std::string capabilitiesTitle(const Facts& facts) {
    std::string words;
    if (facts.capabilities)
        for (const std::string& word : facts.capabilities->capabilities.keywords())
            words += (words.empty() ? "" : ", ") + word;
    return words.empty() ? "GetCACaps answer" : "GetCACaps answer: " + shownText(words, kShownName);
}

std::string httpTitle(const Inspection& inspection) {
    const HttpFacts& http = *inspection.facts.http;
    std::string title =
        http.request
            ? shownText(http.method + " " + (http.operation.empty() ? http.path : http.operation),
                        kShownName)
            : "HTTP " + std::to_string(http.status);
    if (isScep(inspection))
        title += ": " + scepTitle(inspection);
    else if (inspection.facts.capabilities)
        title += ": " + capabilitiesTitle(inspection.facts);
    else if (!http.request && !inspection.facts.certificates.empty())
        title += ": " + certificateTitle(inspection.facts);
    else if (!http.request && !inspection.facts.signedData.empty())
        title += ": " + certificatesTitle(inspection.facts);
    return title;
}

std::string subjectOf(const Inspection& inspection) {
    const Facts& facts = inspection.facts;
    if (const CsrFacts* csr = csrOf(inspection)) return nameText(csr->csr->subject());
    if (const SignedFacts* delivered = deliveredOf(inspection))
        if (const CertificateFacts* issued = issuedOf(*delivered))
            return nameText(issued->certificate->subject());
    for (const LookupFacts& lookup : facts.lookups) {
        if (lookup.poll) return nameText(lookup.poll->subject);
        if (lookup.lookup) return nameText(lookup.lookup->issuer);
    }
    if (!facts.certificates.empty() && facts.certificates.front().certificate)
        return nameText(facts.certificates.front().certificate->subject());
    if (!facts.crls.empty() && facts.crls.front().crl)
        return nameText(facts.crls.front().crl->issuer);
    if (const SignerFacts* signer = signerOf(inspection); signer != nullptr && signer->certificate)
        return nameText(signer->certificate->subject());
    for (const SignedFacts& data : facts.signedData)
        for (const CertificateFacts& certificate : data.certificates)
            if (certificate.certificate) return nameText(certificate.certificate->subject());
    return {};
}

} // namespace

std::string titleOf(const Inspection& inspection) {
    const Facts& facts = inspection.facts;
    switch (facts.subject) {
    case Subject::ScepMessage:
        return facts.scep ? scepTitle(inspection) : "SCEP message";
    case Subject::Cms:
        return cmsTitle(facts);
    case Subject::Csr:
        return csrTitle(inspection);
    case Subject::Certificate:
        return certificateTitle(facts);
    case Subject::Certificates:
        return certificatesTitle(facts);
    case Subject::Crl:
        return crlTitle(facts);
    case Subject::Ocsp:
        return "OCSP message";
    case Subject::PrivateKey:
        return "private key";
    case Subject::PublicKey:
        return "public key";
    case Subject::Pkcs12:
        return "PKCS#12";
    case Subject::Capabilities:
        return capabilitiesTitle(facts);
    case Subject::HttpRequest:
    case Subject::HttpResponse:
        return facts.http ? httpTitle(inspection) : "HTTP message";
    case Subject::NdesPage:
        return "NDES page";
    case Subject::Profile:
        return "configuration profile";
    case Subject::Lookup:
        return lookupTitle(facts);
    case Subject::Asn1:
        return "ASN.1";
    case Subject::Text:
        return "text";
    case Subject::Unknown:
        break;
    }
    return "unknown bytes";
}

Summary summarize(const Inspection& inspection) {
    const Facts& facts = inspection.facts;
    Summary summary;
    if (facts.http) summary.operation = shownText(facts.http->operation, kShownName);
    if (facts.scep) {
        const scep::Attributes& attributes = facts.scep->attributes;
        if (summary.operation.empty()) summary.operation = "PKIOperation";
        if (attributes.messageType) summary.messageType = typeText(*attributes.messageType);
        if (attributes.pkiStatus)
            summary.pkiStatus =
                numberText(pkiStatusWord(*attributes.pkiStatus), *attributes.pkiStatus);
        if (attributes.failInfo)
            summary.failInfo = numberText(failInfoWord(*attributes.failInfo), *attributes.failInfo);
        if (attributes.failInfoText) summary.failInfoText = shownText(*attributes.failInfoText);
        summary.transactionId = scep::shownTransactionId(attributes.transactionId);
    } else if (facts.capabilities && summary.operation.empty()) {
        summary.operation = "GetCACaps";
    }
    summary.client = guessClient(inspection);
    summary.subject = subjectOf(inspection);
    if (!inspection.findings.empty()) {
        summary.severity = toText(inspection.findings.front().severity);
        summary.finding = inspection.findings.front().rule;
    }
    return summary;
}

} // namespace scepter::inspect
