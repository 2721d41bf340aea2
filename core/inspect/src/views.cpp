#include "views.h"

#include "base/text.h"
#include "pki/extensions.h"
#include "scep/types.h"

#include <algorithm>
#include <array>

namespace scepter::inspect {

namespace {

/// 8-4-4-4-12 hex digits, as Apple names the certificate that signs its requests.
bool isUuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
        if (dash ? c != '-' : !hex) return false;
    }
    return true;
}

std::string clientOfAgent(std::string_view agent) {
    constexpr auto kAgents = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"cfnetwork", "Apple"},
        {"darwin", "Apple"},
        {"profiled", "Apple"},
        {"mdmclient", "Apple"},
        {"ndes client", "Windows"},
        {"msie", "Windows"},
        {"certmonger", "certmonger"},
        {"java/", "jscep"},
        {"cisco", "Cisco"},
        {"okhttp", "Android"},
        {"dalvik", "Android"},
    });
    const std::string lower = toLower(agent);
    for (const auto& [word, client] : kAgents)
        if (lower.find(word) != std::string::npos) return std::string(client);
    return {};
}

std::string clientOfSigner(const Inspection& inspection) {
    const SignerFacts* signer = signerOf(inspection);
    if (signer == nullptr || !signer->certificate || !signer->certificate->isSelfIssued())
        return {};
    const auto name = signer->certificate->subject().commonName();
    if (!name) return {};
    if (*name == "SCEP SIGNER") return "micromdm scepclient";
    return isUuid(*name) ? "Apple" : "";
}

constexpr int kUnfit = 100;

/// Less is better.
int rankOf(const pki::Certificate& certificate, TimePoint now) {
    if (!certificate.publicKey().canEncrypt() ||
        !mayUse(certificate, pki::key_usage::kKeyEncipherment))
        return kUnfit;
    int rank = isCa(certificate) ? 2 : 0;
    if (!certificate.keyUsage()) rank += 1;
    if (!certificate.checkValidAt(now)) rank += 10;
    return rank;
}

/// Whose certificate it is: a CA's own name, or that of who issued it.
const pki::Name& authorityOf(const pki::Certificate& certificate) {
    return isCa(certificate) ? certificate.subject() : certificate.issuer();
}

} // namespace

const SignedFacts* outerOf(const Inspection& inspection) {
    const Facts& facts = inspection.facts;
    if (!facts.scep || facts.scep->outer >= facts.signedData.size()) return nullptr;
    return &facts.signedData[facts.scep->outer];
}

const SignerFacts* signerOf(const Inspection& inspection) {
    const SignedFacts* outer = outerOf(inspection);
    return outer == nullptr || outer->signers.empty() ? nullptr : &outer->signers.front();
}

const EnvelopeFacts* envelopeOf(const Inspection& inspection) {
    const auto& envelopes = inspection.facts.envelopes;
    return envelopes.empty() ? nullptr : &envelopes.front();
}

const CsrFacts* csrOf(const Inspection& inspection) {
    const auto& csrs = inspection.facts.csrs;
    const auto found =
        std::ranges::find_if(csrs, [](const CsrFacts& csr) { return csr.csr.has_value(); });
    return found == csrs.end() ? nullptr : &*found;
}

const SignedFacts* deliveredOf(const Inspection& inspection) {
    if (!isReply(inspection)) return nullptr;
    const Facts& facts = inspection.facts;
    for (std::size_t i = facts.scep->outer + 1; i < facts.signedData.size(); ++i)
        if (facts.signedData[i].degenerate) return &facts.signedData[i];
    return nullptr;
}

const CertificateFacts* issuedOf(const SignedFacts& delivered) {
    for (const CertificateFacts& certificate : delivered.certificates)
        if (certificate.certificate && !isCa(*certificate.certificate)) return &certificate;
    for (const CertificateFacts& certificate : delivered.certificates)
        if (certificate.certificate) return &certificate;
    return nullptr;
}

bool isScep(const Inspection& inspection) {
    return outerOf(inspection) != nullptr;
}

bool isReply(const Inspection& inspection) {
    if (!isScep(inspection)) return false;
    const scep::Attributes& attributes = inspection.facts.scep->attributes;
    if (attributes.messageType)
        return *attributes.messageType == static_cast<int>(scep::MessageType::CertRep);
    return attributes.pkiStatus.has_value();
}

bool isRequest(const Inspection& inspection) {
    return isScep(inspection) && !isReply(inspection);
}

bool hasType(const Inspection& inspection, int messageType) {
    return isScep(inspection) && inspection.facts.scep->attributes.messageType == messageType;
}

bool hasStatus(const Inspection& inspection, int pkiStatus) {
    return isReply(inspection) && inspection.facts.scep->attributes.pkiStatus == pkiStatus;
}

bool asksForCertificate(const Inspection& inspection) {
    return hasType(inspection, 17) || hasType(inspection, 18) || hasType(inspection, 19);
}

bool isCa(const pki::Certificate& certificate) {
    const auto constraints = certificate.basicConstraints();
    return constraints && constraints->ca;
}

bool isSelfSigned(const pki::Certificate& certificate, bool redacted) {
    return certificate.isSelfIssued() &&
           (redacted || certificate.verifySignedBy(certificate.publicKey()).has_value());
}

bool mayUse(const pki::Certificate& certificate, std::uint16_t bits) {
    const auto usage = certificate.keyUsage();
    return !usage || (*usage & bits) != 0;
}

std::string shownCertificate(const pki::Certificate& certificate) {
    const std::string subject = certificate.subject().toDisplayText();
    return shownText(subject.empty() ? "(empty subject)" : subject, 200) + ", serial number " +
           shownText(certificate.serialText(), 48);
}

std::vector<const pki::Certificate*> serverCertificates(const Options& options) {
    std::vector<const pki::Certificate*> all;
    if (options.keys == nullptr) return all;
    for (const pki::Certificate& certificate : options.keys->served)
        all.push_back(&certificate);
    if (options.sentHere)
        for (const pki::Certificate& certificate : options.keys->own)
            all.push_back(&certificate);
    return all;
}

const pki::Certificate* encryptionCertificate(const Options& options,
                                              const RecipientFacts& recipient) {
    const auto* transport = std::get_if<pki::KeyTransportRecipient>(&recipient.recipient);
    if (transport == nullptr || options.keys == nullptr) return nullptr;
    const auto server = serverCertificates(options);
    auto candidates = server;
    for (const HeldKey& held : options.keys->keys)
        if (held.certificate) candidates.push_back(&*held.certificate);
    for (const pki::Certificate& certificate : options.keys->known)
        candidates.push_back(&certificate);
    const pki::Name* authority = nullptr;
    if (recipient.certificate)
        authority = &authorityOf(*recipient.certificate);
    else if (transport->issuer)
        authority = &*transport->issuer;
    std::erase_if(candidates, [authority](const pki::Certificate* one) {
        return authority == nullptr || !authorityOf(*one).matches(*authority);
    });
    const auto rank = [&options](const pki::Certificate* one) { return rankOf(*one, options.now); };
    for (const auto& some : {candidates, server}) {
        const auto best = std::ranges::min_element(some, {}, rank);
        if (best != some.end() && rank(*best) < kUnfit) return *best;
    }
    return nullptr;
}

std::string guessClient(const Inspection& inspection) {
    const Facts& facts = inspection.facts;
    if (facts.scep && !facts.scep->client.empty()) return facts.scep->client;
    if (isReply(inspection)) return {};
    if (facts.http && facts.http->request)
        if (std::string client = clientOfAgent(facts.http->header("user-agent")); !client.empty())
            return client;
    return clientOfSigner(inspection);
}

} // namespace scepter::inspect
