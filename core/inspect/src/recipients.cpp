// RecipientInfos (RFC 5652 section 6.2).
#include "cms_parts.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/text.h"

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

/// RSAES-OAEP-params (RFC 4055 section 4.1).
void addOaep(Decoding& decoding, NodeId parent, const Part& parameters) {
    const NodeId id = addGroup(decoding, parent, "parameters", parameters, "RSAES-OAEP-params");
    asn1::Cursor cursor(parameters.element);
    const auto field = [&](unsigned number, std::string_view name) {
        const auto tagged = cursor.takeIfContext(number);
        if (tagged) addAlgorithm(decoding, id, name, parameters.with(tagged.firstChild()));
    };
    field(0, "hashAlgorithm");
    field(1, "maskGenAlgorithm");
    field(2, "pSourceAlgorithm");
    if (const auto rest = cursor.take()) addPlain(decoding, id, "rest", parameters.with(rest));
}

/// PBKDF2-params (RFC 8018 appendix A.2).
void addPbkdf2(Decoding& decoding, NodeId parent, const Part& parameters) {
    const NodeId id = addGroup(decoding, parent, "parameters", parameters, "PBKDF2-params");
    asn1::Cursor cursor(parameters.element);
    if (const auto salt = cursor.takeIf(tag::kOctetString))
        addBytes(decoding, id, "salt", parameters.with(salt));
    if (const auto count = cursor.takeIf(tag::kInteger))
        addInteger(decoding, id, "iterationCount", parameters.with(count));
    if (const auto length = cursor.takeIf(tag::kInteger))
        addInteger(decoding, id, "keyLength", parameters.with(length));
    if (const auto prf = cursor.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "prf", parameters.with(prf));
    if (const auto rest = cursor.take()) addPlain(decoding, id, "rest", parameters.with(rest));
}

/// An algorithm whose parameters have names for it.
void addKeyAlgorithm(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const auto oid = asn1::oidValue(part.element.firstChild());
    const Part parameters = part.with(part.element.child(1));
    const bool oaep = oid && *oid == oids::kRsaesOaep;
    if ((!oaep && !(oid && *oid == oids::kPbkdf2)) || !parameters.element.is(tag::kSequence)) {
        addAlgorithm(decoding, parent, name, part);
        return;
    }
    const NodeId id = addGroup(decoding, parent, name, part, asn1::shownOid(*oid));
    addOid(decoding, id, "algorithm", part.with(part.element.firstChild()));
    if (oaep)
        addOaep(decoding, id, parameters);
    else
        addPbkdf2(decoding, id, parameters);
}

NodeId addKeyTransport(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part, "KeyTransRecipientInfo");
    asn1::Cursor cursor(part.element);
    if (const auto version = cursor.takeIf(tag::kInteger))
        addInteger(decoding, id, "version", part.with(version));
    if (const auto rid = cursor.take()) addIdentifier(decoding, id, "rid", part.with(rid));
    if (const auto algorithm = cursor.takeIf(tag::kSequence))
        addKeyAlgorithm(decoding, id, "keyEncryptionAlgorithm", part.with(algorithm));
    if (const auto key = cursor.takeIf(tag::kOctetString))
        addBytes(decoding, id, "encryptedKey", part.with(key));
    if (const auto rest = cursor.take()) addPlain(decoding, id, "rest", part.with(rest));
    return id;
}

NodeId addPassword(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part, "PasswordRecipientInfo");
    asn1::Cursor cursor(part.element);
    if (const auto version = cursor.takeIf(tag::kInteger))
        addInteger(decoding, id, "version", part.with(version));
    if (const auto derivation = cursor.takeIfContext(0))
        addKeyAlgorithm(decoding, id, "keyDerivationAlgorithm", part.with(derivation));
    if (const auto algorithm = cursor.takeIf(tag::kSequence))
        addKeyAlgorithm(decoding, id, "keyEncryptionAlgorithm", part.with(algorithm));
    if (const auto key = cursor.takeIf(tag::kOctetString))
        addBytes(decoding, id, "encryptedKey", part.with(key));
    if (const auto rest = cursor.take()) addPlain(decoding, id, "rest", part.with(rest));
    return id;
}

NodeId addRecipientNode(Decoding& decoding, NodeId parent, std::string_view name,
                        const Part& part) {
    constexpr std::string_view kOthers[] = {"KeyAgreeRecipientInfo", "KEKRecipientInfo",
                                            "PasswordRecipientInfo", "OtherRecipientInfo"};
    if (part.element.is(tag::kSequence)) return addKeyTransport(decoding, parent, name, part);
    if (part.element.isContext(3)) return addPassword(decoding, parent, name, part);
    const NodeId id = addPlain(decoding, parent, name, part);
    for (unsigned kind = 1; kind <= 4; ++kind)
        if (part.element.isContext(kind))
            decoding.builder.setValue(id, std::string(kOthers[kind - 1]));
    return id;
}

/// Whom it is for, as far as that is known here.
std::string whoIs(const RecipientFacts& facts) {
    if (std::holds_alternative<pki::PasswordRecipient>(facts.recipient)) return "a password";
    const auto* transport = std::get_if<pki::KeyTransportRecipient>(&facts.recipient);
    if (transport == nullptr) return "a recipient of another kind";
    std::string who;
    if (facts.certificate) {
        who = shownText(facts.certificate->subject().toDisplayText()) + ", serial number " +
              shownText(facts.certificate->serialText(), 48);
    } else if (transport->issuer) {
        who = "serial number " + shownText(toUpperHex(transport->serial), 48) + " of " +
              shownText(transport->issuer->toDisplayText()) + ", which is not known here";
    } else {
        who = "a key that is not known here";
    }
    if (!facts.keyLabel.empty()) who += " (key: " + shownText(facts.keyLabel) + ")";
    return who;
}

void findRecipient(const Keyring* keys, RecipientFacts& facts) {
    const auto* transport = std::get_if<pki::KeyTransportRecipient>(&facts.recipient);
    if (transport == nullptr || keys == nullptr) return;
    const auto* certificate = knownCertificate(
        keys, [transport](const pki::Certificate& known) { return transport->names(known); });
    if (certificate != nullptr) facts.certificate = *certificate;
    for (const HeldKey& held : keys->keys) {
        const bool named = held.certificate
                               ? transport->names(*held.certificate)
                               : transport->subjectKeyIdentifier ==
                                     std::optional(held.key.publicKey().keyIdentifier());
        const bool same =
            certificate != nullptr && held.key.publicKey() == certificate->publicKey();
        if (!named && !same) continue;
        facts.keyLabel = held.label.empty() ? std::string("a key") : held.label;
        return;
    }
}

} // namespace

std::vector<RecipientFacts> addRecipients(Decoding& decoding, NodeId parent, const Part& set) {
    std::vector<RecipientFacts> all;
    const NodeId id = addGroup(decoding, parent, "recipientInfos", set);
    std::size_t position = 0;
    for (auto child = set.element.firstChild(); child && id != kNoNode;
         child = child.nextSibling()) {
        const Part part = set.with(child);
        RecipientFacts facts;
        facts.node = addRecipientNode(decoding, id, positionName(position++), part);
        if (facts.node == kNoNode) break;
        auto read = pki::readRecipient(child);
        if (!read) {
            addFailure(decoding, facts.node, part, read.error());
            continue;
        }
        facts.recipient = std::move(*read);
        findRecipient(decoding.options.keys, facts);
        decoding.builder.setValue(facts.node,
                                  decoding.builder.node(facts.node).value + ": " + whoIs(facts));
        all.push_back(std::move(facts));
    }
    return all;
}

} // namespace scepter::inspect
