// The CSR (RFC 2986, RFC 8894 section 2.4).
#include "rule.h"

#include "asn1/oids.h"
#include "base/text.h"
#include "pki/extensions.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;

template <class Body> void eachCsr(const Check& check, Body&& body) {
    for (const CsrFacts& facts : check.facts.csrs)
        if (facts.csr) body(facts, *facts.csr);
}

NodeId or2(NodeId first, NodeId second) {
    return first == kNoNode ? second : first;
}

void unreadable(Check& check) {
    for (const CsrFacts& facts : check.facts.csrs)
        if (!facts.csr)
            check.say(facts.node, "The CSR cannot be read.", "Make a new one; servers refuse it.");
}

void possession(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr&) {
        if (facts.possession && !facts.possession->has_value())
            check.say(facts.node,
                      "The CSR's own signature does not hold: " +
                          shownText(facts.possession->error().detail) + ".",
                      "It proves that the sender has the key: sign the CSR with the key in it.");
    });
}

void encoding(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr&) {
        if (!facts.encoding.der) check.say(facts.node, "The CSR is BER, not DER.");
    });
}

void trailing(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr&) {
        if (facts.encoding.trailing > 0)
            check.say(facts.node, std::to_string(facts.encoding.trailing) +
                                      " bytes behind the end of the CSR.");
    });
}

void challengeEmpty(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        if (csr.challengePassword() != nullptr && csr.challengePassword()->empty())
            check.say(or2(facts.challengeNode, facts.node), "The challenge is empty.",
                      "Leave the attribute out, or fill it.");
    });
}

void challengeType(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        if (csr.challengePassword() != nullptr && facts.challengeTag != 0 &&
            facts.challengeTag != asn1::tag::kPrintableString &&
            facts.challengeTag != asn1::tag::kUtf8String)
            check.say(or2(facts.challengeNode, facts.node),
                      "The challenge is neither a PrintableString nor a UTF8String.",
                      "Servers may not find it.");
    });
}

void challengeMany(Check& check) {
    for (const CsrFacts& facts : check.facts.csrs)
        if (facts.challenges > 1)
            check.say(or2(facts.challengeNode, facts.node),
                      "The CSR has " + std::to_string(facts.challenges) + " challenges.",
                      "Which one counts is not defined: servers refuse it.");
}

void challengeLong(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        constexpr std::size_t kMost = 255;
        if (csr.challengePassword() != nullptr && csr.challengePassword()->size() > kMost)
            check.say(or2(facts.challengeNode, facts.node),
                      "The challenge is longer than 255 characters.",
                      "Intune's is; a server must not enforce the limit.");
    });
}

void subjectEmpty(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        if (csr.subject().empty())
            check.say(or2(facts.subjectNode, facts.node), "The CSR has an empty subject.",
                      "Then subjectAltName has to be there and critical.");
    });
}

void subjectNone(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        if (csr.subject().empty() && csr.subjectAltNames().empty())
            check.say(or2(facts.subjectNode, facts.node), "The CSR names nobody.",
                      "Give it a subject or a subjectAltName.");
    });
}

void subjectControls(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        for (const pki::Rdn& rdn : csr.subject().rdns())
            for (const pki::NameAttribute& attribute : rdn)
                if (std::ranges::any_of(attribute.value, [](char c) {
                        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
                    })) {
                    check.say(or2(facts.subjectNode, facts.node),
                              "The subject has control characters in it.",
                              "They broke the index of several CAs: refuse it.");
                    return;
                }
    });
}

void sanMissing(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        const auto names = csr.subject().values(oids::kCommonName);
        const bool host = std::ranges::any_of(names, [](const std::string& name) {
            return name.find('.') != std::string::npos && name.find(' ') == std::string::npos &&
                   name.find('@') == std::string::npos;
        });
        if (host && csr.subjectAltNames().empty())
            check.say(facts.node, "The common name is a host's, and there is no subjectAltName.",
                      "TLS clients look at subjectAltName alone.");
    });
}

void keySmall(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        constexpr unsigned kLeast = 2048;
        const pki::PublicKey& key = csr.publicKey();
        if (key.type() == pki::KeyType::Rsa && key.bits() < kLeast)
            check.say(or2(facts.keyNode, facts.node),
                      "The key has " + std::to_string(key.bits()) + " bits only.",
                      "Use RSA 2048 or more; servers refuse it as badAlg.");
    });
}

void keyKind(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        if (csr.publicKey().type() == pki::KeyType::Other)
            check.say(or2(facts.keyNode, facts.node),
                      "The key is of a kind that is not spoken here.");
        else if (!csr.publicKey().canEncrypt())
            check.say(or2(facts.keyNode, facts.node),
                      "The key is " + csr.publicKey().toText() + ".",
                      "Most SCEP peers take RSA alone; the reply cannot be encrypted to it.");
    });
}

void sha1(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        const auto* algorithm = csr.signatureAlgorithm();
        if (algorithm != nullptr && algorithm->scheme != pki::SignatureScheme::Ed25519 &&
            algorithm->digest == pki::Digest::Sha1)
            check.say(facts.node, "The CSR is signed with SHA-1.", "Use SHA-256.");
    });
}

void algorithmUnknown(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        if (csr.signatureAlgorithm() == nullptr)
            check.say(facts.node,
                      "The CSR is signed with MD5 or another algorithm that nobody accepts.",
                      "Use SHA-256.");
    });
}

void extensionRequests(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        const auto count =
            std::ranges::count_if(csr.attributes(), [](const pki::CsrAttribute& attribute) {
                return attribute.type == oids::kExtensionRequest ||
                       attribute.type == oids::kVerisignExtensionRequest ||
                       attribute.type == oids::kMicrosoftExtensionRequest;
            });
        if (count > 1)
            check.say(facts.node,
                      "The CSR asks for extensions in " + std::to_string(count) + " attributes.",
                      "Servers look at one of them, not all at the same.");
    });
}

void oldExtensionRequest(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        for (const pki::CsrAttribute& attribute : csr.attributes())
            if (attribute.type == oids::kVerisignExtensionRequest ||
                attribute.type == oids::kMicrosoftExtensionRequest)
                check.say(facts.node,
                          "Extensions are asked for under an older identifier than "
                          "extensionRequest.",
                          "Not every server looks there.");
    });
}

/// Microsoft's security identifier: strong certificate mapping logs a user on by it.
void sid(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        const bool inName =
            std::ranges::any_of(csr.subjectAltNames(), [](const pki::GeneralName& name) {
                return name.type == pki::GeneralNameType::Uri &&
                       name.value.starts_with("tag:microsoft.com,2022-09-14:sid:");
            });
        if (!inName &&
            pki::findExtension(csr.requestedExtensions(), oids::kMicrosoftSid) == nullptr)
            return;
        check.say(facts.node, "The CSR asks for a Windows security identifier (SID).",
                  "Whoever chooses it can log on as that user: drop it unless the challenge was "
                  "made for it.");
    });
}

void asksForCa(Check& check) {
    eachCsr(check, [&check](const CsrFacts& facts, const pki::Csr& csr) {
        const auto* extension =
            pki::findExtension(csr.requestedExtensions(), oids::kBasicConstraints);
        if (extension == nullptr) return;
        const auto constraints = pki::readBasicConstraints(extension->value);
        if (constraints && constraints->ca)
            check.say(facts.node, "The CSR asks to become a CA.",
                      "Never issue that by SCEP without looking.");
    });
}

constexpr std::string_view kCsr = "RFC 2986 section 4";
constexpr std::string_view kChallenge = "RFC 8894 section 2.4";
constexpr Rule kRules[] = {
    {"csr.unreadable", Severity::Error, kCsr, unreadable, 57},
    {"csr.possession", Severity::Error, kCsr, possession, 56},
    {"csr.ber", Severity::Advice, kCsr, encoding},
    {"csr.trailing", Severity::Warning, kCsr, trailing},
    {"csr.challenge.empty", Severity::Advice, kChallenge, challengeEmpty},
    {"csr.challenge.type", Severity::Advice, "RFC 2985 section 5.4.1", challengeType},
    {"csr.challenge.many", Severity::Error, "RFC 2985 section 5.4.1", challengeMany, 54},
    {"csr.challenge.long", Severity::Info, "Intune", challengeLong},
    {"csr.subject.empty", Severity::Advice, "RFC 5280 section 4.1.2.6", subjectEmpty},
    {"csr.subject.none", Severity::Warning, "RFC 5280 section 4.1.2.6", subjectNone},
    {"csr.subject.controls", Severity::Warning, "", subjectControls},
    {"csr.san.missing", Severity::Advice, "RFC 9525 section 2", sanMissing},
    {"csr.key.small", Severity::Error, "RFC 8894 section 2.9", keySmall, 53},
    {"csr.key.kind", Severity::Warning, "RFC 8894 section 3.1", keyKind},
    {"csr.signature.sha1", Severity::Warning, "RFC 8894 section 2.9", sha1},
    {"csr.signature.unknown", Severity::Error, "RFC 8894 section 2.9", algorithmUnknown, 53},
    {"csr.extensions.many", Severity::Warning, "RFC 2985 section 5.4.2", extensionRequests},
    {"csr.extensions.old", Severity::Info, "RFC 2985 section 5.4.2", oldExtensionRequest},
    {"csr.sid", Severity::Warning, "Intune", sid},
    {"csr.ca", Severity::Warning, "RFC 5280 section 4.2.1.9", asksForCa},
};

} // namespace

std::span<const Rule> csrRules() {
    return kRules;
}

} // namespace scepter::inspect
