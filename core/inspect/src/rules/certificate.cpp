// Certificates, those of GetCACert above all (RFC 5280, RFC 8894 section 4.2).
#include "rule.h"

#include "base/text.h"
#include "pki/extensions.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

using pki::Certificate;

/// Every certificate in sight; of a request's signer only what its own rules say.
template <class Body> void eachCertificate(const Check& check, Body&& body) {
    for (const CertificateFacts& facts : check.facts.certificates)
        if (facts.certificate) body(facts, *facts.certificate);
    if (isRequest(check.inspection)) return;
    for (const SignedFacts& data : check.facts.signedData)
        for (const CertificateFacts& facts : data.certificates)
            if (facts.certificate) body(facts, *facts.certificate);
}

/// The certificates of an answer to GetCACert: alone or without signer, a CA among them.
std::vector<const CertificateFacts*> caAnswer(const Check& check) {
    std::vector<const CertificateFacts*> all;
    if (isScep(check.inspection)) return all;
    const auto& data = check.facts.signedData;
    if (!data.empty() && !data.front().degenerate) return all;
    const auto& certificates = data.empty() ? check.facts.certificates : data.front().certificates;
    // The rules compare each with each: real answers have three or four.
    constexpr std::size_t kMost = 24;
    for (const CertificateFacts& facts : certificates)
        if (facts.certificate && all.size() < kMost) all.push_back(&facts);
    const bool ca = std::ranges::any_of(
        all, [](const CertificateFacts* facts) { return isCa(*facts->certificate); });
    return ca ? all : std::vector<const CertificateFacts*>{};
}

void unreadable(Check& check) {
    const auto look = [&check](const std::vector<CertificateFacts>& all) {
        for (const CertificateFacts& facts : all)
            if (!facts.certificate)
                check.say(facts.node, "The certificate cannot be read strictly.",
                          "Peers may refuse it.");
    };
    look(check.facts.certificates);
    for (const SignedFacts& data : check.facts.signedData)
        look(data.certificates);
}

void expired(Check& check) {
    eachCertificate(check, [&check](const CertificateFacts& facts, const Certificate& certificate) {
        if (certificate.notAfter() < check.options.now)
            check.say(facts.node,
                      "The certificate expired on " + toIsoText(certificate.notAfter()) + ".");
    });
}

void notYet(Check& check) {
    eachCertificate(check, [&check](const CertificateFacts& facts, const Certificate& certificate) {
        if (check.options.now < certificate.notBefore())
            check.say(facts.node,
                      "The certificate is valid from " + toIsoText(certificate.notBefore()) + ".",
                      "A device whose clock is behind refuses it.");
    });
}

void sha1(Check& check) {
    eachCertificate(check, [&check](const CertificateFacts& facts, const Certificate& certificate) {
        const auto* algorithm = certificate.signatureAlgorithm();
        if (algorithm != nullptr && algorithm->scheme != pki::SignatureScheme::Ed25519 &&
            algorithm->digest == pki::Digest::Sha1 && !certificate.isSelfIssued())
            check.say(facts.node, "The certificate is signed with SHA-1.",
                      "Current systems refuse it.");
    });
}

void algorithmUnknown(Check& check) {
    eachCertificate(check, [&check](const CertificateFacts& facts, const Certificate& certificate) {
        if (certificate.signatureAlgorithm() == nullptr)
            check.say(
                facts.node,
                "The certificate is signed with MD5 or an algorithm that is not spoken here.");
    });
}

void keySmall(Check& check) {
    eachCertificate(check, [&check](const CertificateFacts& facts, const Certificate& certificate) {
        constexpr unsigned kLeast = 2048;
        const pki::PublicKey& key = certificate.publicKey();
        if (key.type() == pki::KeyType::Rsa && key.bits() < kLeast)
            check.say(facts.node,
                      "The certificate's key has " + std::to_string(key.bits()) + " bits only.");
    });
}

void serialLong(Check& check) {
    eachCertificate(check, [&check](const CertificateFacts& facts, const Certificate& certificate) {
        constexpr std::size_t kMost = 20;
        if (certificate.serial().size() > kMost)
            check.say(facts.node, "The serial number has more than 20 bytes.",
                      "RFC 5280 allows 20; some systems refuse more.");
    });
}

void serialNegative(Check& check) {
    eachCertificate(check, [&check](const CertificateFacts& facts, const Certificate& certificate) {
        const Bytes& serial = certificate.serial();
        const bool zero = std::ranges::all_of(serial, [](std::uint8_t byte) { return byte == 0; });
        if (zero || (!serial.empty() && (serial.front() & 0x80U) != 0))
            check.say(facts.node, "The serial number is zero or negative.",
                      "It has to be a positive number.");
    });
}

/// Apple wants a candidate with digitalSignature and keyEncipherment, or one of each.
void appleUsage(Check& check) {
    const auto all = caAnswer(check);
    if (all.empty()) return;
    const auto anyWith = [&all](std::uint16_t bit) {
        return std::ranges::any_of(all, [bit](const CertificateFacts* facts) {
            const auto usage = facts->certificate->keyUsage();
            return usage && (*usage & bit) != 0;
        });
    };
    if (anyWith(pki::key_usage::kDigitalSignature) && anyWith(pki::key_usage::kKeyEncipherment))
        return;
    check.say(all.front()->node,
              "No certificate has both digitalSignature and keyEncipherment in its keyUsage, nor "
              "is there one for each.",
              "Apple devices fail with errSecKeyUsageIncorrect (-67731). Give them to the CA's "
              "certificate, or put an RA in front.");
}

void noEncryption(Check& check) {
    const auto all = caAnswer(check);
    if (all.empty() || std::ranges::any_of(all, [](const CertificateFacts* facts) {
            return facts->certificate->publicKey().canEncrypt() &&
                   mayUse(*facts->certificate, pki::key_usage::kKeyEncipherment);
        }))
        return;
    check.say(all.front()->node, "Nothing can be encrypted to any of these certificates.",
              "Clients need an RSA certificate that may encipher keys: put an RSA RA in front.");
}

void raExpired(Check& check) {
    for (const CertificateFacts* facts : caAnswer(check))
        if (!isCa(*facts->certificate) && !facts->certificate->checkValidAt(check.options.now))
            check.say(facts->node, "The RA's certificate is not valid now.",
                      "No client can enroll: issue a new one.");
}

void raForeign(Check& check) {
    const auto all = caAnswer(check);
    for (const CertificateFacts* facts : all) {
        const Certificate& certificate = *facts->certificate;
        if (certificate.isSelfIssued()) continue;
        const bool issued = std::ranges::any_of(all, [&](const CertificateFacts* other) {
            return isCa(*other->certificate) &&
                   other->certificate->subject().matches(certificate.issuer()) &&
                   (check.facts.redacted ||
                    certificate.verifySignedBy(other->certificate->publicKey()).has_value());
        });
        if (!issued)
            check.say(facts->node,
                      "The issuer of " + shownCertificate(certificate) + " is not in the answer.",
                      "Windows wants the RA to be issued by the CA that signs the certificates.");
    }
}

void caAlone(Check& check) {
    const auto all = caAnswer(check);
    if (all.size() == 1 && !check.facts.signedData.empty())
        check.say(all.front()->node, "One certificate, but as a list of CMS.",
                  "Answer a single certificate as DER with application/x-x509-ca-cert.");
}

void chainOrder(Check& check) {
    const auto all = caAnswer(check);
    std::vector<const Certificate*> cas;
    for (const CertificateFacts* facts : all)
        if (isCa(*facts->certificate)) cas.push_back(&*facts->certificate);
    for (std::size_t i = 1; i < cas.size(); ++i)
        if (!cas[i - 1]->issuer().matches(cas[i]->subject())) {
            check.say(all.front()->node,
                      "The CA certificates do not stand in the order of the "
                      "chain.",
                      "Write the issuing CA first and the root last.");
            return;
        }
}

void raOrder(Check& check) {
    const auto all = caAnswer(check);
    bool caSeen = false;
    for (const CertificateFacts* facts : all) {
        if (!isCa(*facts->certificate) && caSeen) {
            check.say(facts->node, "The RA's certificate stands behind the CA's.",
                      "Some clients take the first certificate for the one to encrypt to.");
            return;
        }
        caSeen = caSeen || isCa(*facts->certificate);
    }
}

void twice(Check& check) {
    for (const SignedFacts& data : check.facts.signedData) {
        const auto& all = data.certificates;
        for (std::size_t i = 1; i < std::min<std::size_t>(all.size(), 64); ++i)
            if (all[i].certificate &&
                std::find_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i),
                             [&](const CertificateFacts& other) {
                                 return other.certificate == all[i].certificate;
                             }) != all.begin() + static_cast<std::ptrdiff_t>(i))
                check.say(all[i].node, "The same certificate is there twice.");
    }
}

constexpr std::string_view kProfile = "RFC 5280 section 4.1";
constexpr std::string_view kAnswer = "RFC 8894 section 4.2.1";
constexpr Rule kRules[] = {
    {"certificate.unreadable", Severity::Warning, kProfile, unreadable},
    {"certificate.expired", Severity::Warning, "RFC 5280 section 4.1.2.5", expired},
    {"certificate.early", Severity::Warning, "RFC 5280 section 4.1.2.5", notYet},
    {"certificate.sha1", Severity::Warning, "RFC 8894 section 2.9", sha1},
    {"certificate.signature.unknown", Severity::Warning, kProfile, algorithmUnknown},
    {"certificate.key.small", Severity::Warning, kProfile, keySmall},
    {"certificate.serial.long", Severity::Advice, "RFC 5280 section 4.1.2.2", serialLong},
    {"certificate.serial.sign", Severity::Advice, "RFC 5280 section 4.1.2.2", serialNegative},
    {"certificate.twice", Severity::Advice, kAnswer, twice},
    {"cacert.usage", Severity::Warning, "Apple", appleUsage},
    {"cacert.encryption", Severity::Error, "RFC 8894 section 3.1", noEncryption, 52},
    {"cacert.ra.expired", Severity::Error, kAnswer, raExpired, 51},
    {"cacert.ra.issuer", Severity::Warning, "Windows", raForeign},
    {"cacert.alone", Severity::Advice, "RFC 8894 section 4.2.1.1", caAlone},
    {"cacert.order", Severity::Advice, kAnswer, chainOrder},
    {"cacert.ra.order", Severity::Advice, kAnswer, raOrder},
};

} // namespace

std::span<const Rule> certificateRules() {
    return kRules;
}

} // namespace scepter::inspect
