// The envelope: cipher, recipients, and why it stays closed (RFC 5652 section 6).
#include "rule.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "base/text.h"
#include "pki/extensions.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

template <class Body> void eachEnvelope(const Check& check, Body&& body) {
    for (const EnvelopeFacts& envelope : check.facts.envelopes)
        if (envelope.data) body(envelope, *envelope.data);
}

template <class Recipient, class Body> void eachRecipient(const Check& check, Body&& body) {
    for (const EnvelopeFacts& envelope : check.facts.envelopes)
        for (const RecipientFacts& facts : envelope.recipients)
            if (const auto* recipient = std::get_if<Recipient>(&facts.recipient))
                body(facts, *recipient);
}

NodeId cipherPlace(const EnvelopeFacts& envelope) {
    return envelope.cipherNode == kNoNode ? envelope.node : envelope.cipherNode;
}

void ber(Check& check) {
    for (const EnvelopeFacts& envelope : check.facts.envelopes)
        if (!envelope.encoding.der)
            check.say(envelope.node, "The envelope is BER, not DER.",
                      "Apple writes it so; servers must accept it.");
}

void des(Check& check) {
    eachEnvelope(check, [&check](const EnvelopeFacts& envelope, const pki::EnvelopedData& data) {
        if (data.cipher == pki::Cipher::DesCbc)
            check.say(
                cipherPlace(envelope), "The envelope is encrypted with single DES.",
                "It is broken, and OpenSSL 3 does not open it. Use AES; step-ca's default for "
                "replies has to be changed.");
    });
}

void tripleDes(Check& check) {
    eachEnvelope(check, [&check](const EnvelopeFacts& envelope, const pki::EnvelopedData& data) {
        if (data.cipher == pki::Cipher::TripleDesCbc)
            check.say(cipherPlace(envelope), "The envelope is encrypted with 3DES.",
                      "Use AES; servers may refuse 3DES as badAlg.");
    });
}

void cipherUnknown(Check& check) {
    eachEnvelope(check, [&check](const EnvelopeFacts& envelope, const pki::EnvelopedData& data) {
        if (data.authentication ? !data.authentication->keySize : !data.cipher)
            check.say(cipherPlace(envelope),
                      "The cipher " + asn1::shownOid(data.cipherOid) + " is not spoken here.",
                      "SCEP peers share AES-128-CBC.");
    });
}

void authenticated(Check& check) {
    for (const EnvelopeFacts& envelope : check.facts.envelopes)
        if (envelope.authenticated)
            check.say(envelope.node, "The envelope is an AuthEnvelopedData (GCM).",
                      "The RFC does not know it; SCEP peers want EnvelopedData with AES-CBC.");
}

/// A short tag can be guessed (RFC 5084 section 3.2 allows 12 bytes and more).
void tag(Check& check) {
    eachEnvelope(check, [&check](const EnvelopeFacts& envelope, const pki::EnvelopedData& data) {
        const auto& authentication = data.authentication;
        if (authentication && authentication->keySize && !authentication->tagFits())
            check.say(envelope.node,
                      "The authentication tag has " + std::to_string(authentication->tag.size()) +
                          " bytes where " + std::to_string(authentication->statedTagSize) +
                          " are stated; it has to have as many, and 12 to 16 of them.",
                      "It was cut on the way, or somebody wants it to be guessed: it is not "
                      "opened.");
    });
}

void contentType(Check& check) {
    eachEnvelope(check, [&check](const EnvelopeFacts& envelope, const pki::EnvelopedData& data) {
        if (isScep(check.inspection) && data.contentType != asn1::oids::kData)
            check.say(envelope.node, "The encrypted content is of type " +
                                         asn1::shownOid(data.contentType) + ", not data.");
    });
}

void closed(Check& check) {
    for (const EnvelopeFacts& envelope : check.facts.envelopes)
        if (envelope.openedBy.empty() && !envelope.notOpened)
            check.say(envelope.node, "The envelope stays closed: no key at hand is named in it.",
                      "Add the recipient's key to look inside.");
}

void notOpened(Check& check) {
    for (const EnvelopeFacts& envelope : check.facts.envelopes)
        if (envelope.notOpened)
            check.say(envelope.node,
                      "The key is at hand, but the envelope does not open: " +
                          shownText(envelope.notOpened->detail) + ".",
                      "It was encrypted to another key of the same name, or damaged.");
}

/// A request to somebody else, where one of ours was to be expected.
void wrongRecipient(Check& check) {
    const EnvelopeFacts* envelope = envelopeOf(check.inspection);
    const auto* wanted = encryptionCertificate(check.options.keys, check.options.now);
    // In a redacted one it has another name than the certificates at hand.
    if (check.facts.redacted || !isRequest(check.inspection) || envelope == nullptr ||
        !envelope->openedBy.empty() || wanted == nullptr || envelope->recipients.empty())
        return;
    const RecipientFacts* other = nullptr;
    for (const RecipientFacts& facts : envelope->recipients) {
        const auto* recipient = std::get_if<pki::KeyTransportRecipient>(&facts.recipient);
        if (recipient == nullptr || !facts.keyLabel.empty() || recipient->names(*wanted)) return;
        other = &facts;
    }
    const std::string to = other->certificate ? shownCertificate(*other->certificate)
                                              : std::string("a certificate that is not known here");
    check.say(other->node,
              "The request is encrypted to " + to + "; it should have been " +
                  shownCertificate(*wanted) + ".",
              "The client has an old or wrong answer of GetCACert, or chose the CA's certificate "
              "where an RA's is there.");
}

void recipientUsage(Check& check) {
    eachRecipient<pki::KeyTransportRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::KeyTransportRecipient&) {
            if (facts.certificate && !mayUse(*facts.certificate, pki::key_usage::kKeyEncipherment))
                check.say(facts.node,
                          "The recipient's certificate may not encipher keys: " +
                              shownCertificate(*facts.certificate) + ".",
                          "Choose the certificate of GetCACert that has keyEncipherment.");
        });
}

void recipientExpired(Check& check) {
    eachRecipient<pki::KeyTransportRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::KeyTransportRecipient&) {
            if (facts.certificate && !facts.certificate->isSelfIssued() &&
                !facts.certificate->checkValidAt(check.options.now))
                check.say(facts.node,
                          "The recipient's certificate is not valid now: " +
                              shownCertificate(*facts.certificate) + ".",
                          "Load the answer of GetCACert again.");
        });
}

void recipientMany(Check& check) {
    for (const EnvelopeFacts& envelope : check.facts.envelopes)
        if (envelope.recipients.size() > 1)
            check.say(envelope.node,
                      "The envelope has " + std::to_string(envelope.recipients.size()) +
                          " recipients.",
                      "Many servers look at the first alone.");
}

void recipientKind(Check& check) {
    eachRecipient<pki::OtherRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::OtherRecipient&) {
            check.say(facts.node, "A recipient of a kind that SCEP does not use.",
                      "Servers know RSA key transport, a few also passwords.");
        });
}

void recipientPassword(Check& check) {
    eachRecipient<pki::PasswordRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::PasswordRecipient&) {
            check.say(facts.node, "The envelope is for a password: the challenge, where a key "
                                  "cannot encrypt.");
        });
}

void passwordRounds(Check& check) {
    constexpr std::uint32_t kFew = 10'000;
    eachRecipient<pki::PasswordRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::PasswordRecipient& recipient) {
            if (recipient.iterations < kFew)
                check.say(facts.node,
                          "The password is stretched by " + std::to_string(recipient.iterations) +
                              " rounds only.",
                          "Whoever sees the message can try many passwords a second.");
        });
}

void passwordCost(Check& check) {
    eachRecipient<pki::PasswordRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::PasswordRecipient& recipient) {
            if (recipient.iterations > pki::kMaxPasswordIterations)
                check.say(facts.node, "The password takes " + std::to_string(recipient.iterations) +
                                          " rounds: more than is computed here.");
        });
}

void oaep(Check& check) {
    eachRecipient<pki::KeyTransportRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::KeyTransportRecipient& recipient) {
            if (recipient.transport == pki::KeyTransport::RsaOaep)
                check.say(facts.node, "The key is encrypted with RSAES-OAEP.",
                          "Windows sends it; several servers know PKCS#1 v1.5 alone.");
        });
}

void oaepDigests(Check& check) {
    eachRecipient<pki::KeyTransportRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::KeyTransportRecipient& recipient) {
            if (recipient.transport == pki::KeyTransport::RsaOaep &&
                recipient.oaepDigest != recipient.oaepMgfDigest)
                check.say(facts.node, "OAEP with two different digests.",
                          "Several libraries assume the same for both.");
        });
}

void transportUnknown(Check& check) {
    eachRecipient<pki::KeyTransportRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::KeyTransportRecipient& recipient) {
            if (!recipient.transport)
                check.say(facts.node, "The key is encrypted by an algorithm that is not spoken "
                                      "here.");
        });
}

void keyIdentifier(Check& check) {
    eachRecipient<pki::KeyTransportRecipient>(
        check, [&check](const RecipientFacts& facts, const pki::KeyTransportRecipient& recipient) {
            if (recipient.subjectKeyIdentifier)
                check.say(facts.node, "The recipient is named by its key identifier.",
                          "Several servers compare issuer and serial number alone.");
        });
}

constexpr std::string_view kEnvelope = "RFC 8894 section 3.1";
constexpr std::string_view kAlgorithms = "RFC 8894 section 2.9";
constexpr Rule kRules[] = {
    {"envelope.ber", Severity::Info, "RFC 5652 section 6.1", ber},
    {"envelope.cipher.des", Severity::Error, kAlgorithms, des, 71},
    {"envelope.cipher.des3", Severity::Warning, kAlgorithms, tripleDes},
    {"envelope.cipher.unknown", Severity::Error, kAlgorithms, cipherUnknown, 71},
    {"envelope.authenticated", Severity::Warning, kEnvelope, authenticated},
    {"envelope.tag", Severity::Error, "RFC 5084 section 3.2", tag, 78},
    {"envelope.content.type", Severity::Warning, kEnvelope, contentType},
    {"envelope.closed", Severity::Info, kEnvelope, closed},
    {"envelope.not-opened", Severity::Error, kEnvelope, notOpened, 77},
    {"envelope.recipient.wrong", Severity::Error, kEnvelope, wrongRecipient, 95},
    {"envelope.recipient.usage", Severity::Warning, kEnvelope, recipientUsage},
    {"envelope.recipient.expired", Severity::Warning, kEnvelope, recipientExpired},
    {"envelope.recipient.many", Severity::Advice, kEnvelope, recipientMany},
    {"envelope.recipient.kind", Severity::Error, kEnvelope, recipientKind, 70},
    {"envelope.recipient.key-identifier", Severity::Advice, kEnvelope, keyIdentifier},
    {"envelope.password", Severity::Info, kEnvelope, recipientPassword},
    {"envelope.password.rounds", Severity::Advice, "RFC 8018 section 4.2", passwordRounds},
    {"envelope.password.cost", Severity::Error, "RFC 8018 section 4.2", passwordCost, 69},
    {"envelope.oaep", Severity::Info, kAlgorithms, oaep},
    {"envelope.oaep.digests", Severity::Advice, "RFC 8017 section 7.1", oaepDigests},
    {"envelope.transport", Severity::Error, kAlgorithms, transportUnknown, 70},
};

} // namespace

std::span<const Rule> envelopeRules() {
    return kRules;
}

} // namespace scepter::inspect
