// PKCS#12 (RFC 7292): the structure always, what is encrypted where a password at hand opens it.
#include "private_key.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "pki/password_encryption.h"

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

constexpr asn1::Oid kEncryptedData{"1.2.840.113549.1.7.6"};
constexpr asn1::Oid kKeyBag{"1.2.840.113549.1.12.10.1.1"};
constexpr asn1::Oid kShroudedKeyBag{"1.2.840.113549.1.12.10.1.2"};
constexpr asn1::Oid kCertBag{"1.2.840.113549.1.12.10.1.3"};
constexpr asn1::Oid kCrlBag{"1.2.840.113549.1.12.10.1.4"};
constexpr asn1::Oid kSecretBag{"1.2.840.113549.1.12.10.1.5"};
constexpr asn1::Oid kSafeContentsBag{"1.2.840.113549.1.12.10.1.6"};
constexpr asn1::Oid kX509Certificate{"1.2.840.113549.1.9.22.1"};
constexpr asn1::Oid kX509Crl{"1.2.840.113549.1.9.23.1"};
constexpr unsigned kMaxNesting = 4;

void addSafeContents(Decoding& decoding, NodeId parent, const Part& part, unsigned nesting);

// CertBag and CRLBag: a type, and the thing in an OCTET STRING under [0].
void addValueBag(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    Fields fields(part);
    const Part oid = fields.takeIf(tag::kOid);
    if (oid) addOid(decoding, id, name == "CRLBag" ? "crlId" : "certId", oid);
    const Part octets = fields.takeExplicit(0);
    fields.addRest(decoding, id);
    if (!octets) return;
    const NodeId value =
        addOctets(decoding, id, name == "CRLBag" ? "crlValue" : "certValue", octets);
    const auto type = asn1::oidValue(oid.element);
    if (value == kNoNode || !type) return;
    const Inside inside(decoding, value, octets);
    if (!inside.root()) return;
    if (*type == kX509Certificate) {
        auto facts = addCertificate(decoding, value, "certificate", inside.root());
        decoding.builder.setValue(id, decoding.builder.node(value).value);
        if (facts.certificate)
            decoding.builder.setValue(id, facts.certificate->subject().toDisplayText());
        if (facts.node != kNoNode) decoding.facts.certificates.push_back(std::move(facts));
    } else if (*type == kX509Crl) {
        auto facts = addCrl(decoding, value, "CRL", inside.root());
        if (facts.node != kNoNode) decoding.facts.crls.push_back(std::move(facts));
    }
    inside.addRest(decoding, value);
}

void addSecretBag(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "SecretBag", part);
    decoding.builder.setSecret(id);
    Fields fields(part);
    if (const Part type = fields.takeIf(tag::kOid)) addOid(decoding, id, "secretTypeId", type);
    while (const Part value = fields.take())
        decoding.builder.setSecret(addPlain(decoding, id, "secretValue", value, 0));
}

void addBagAttributes(Decoding& decoding, NodeId parent, const Part& set) {
    const NodeId id = addGroup(decoding, parent, "bagAttributes", set);
    Fields fields(set);
    std::string text;
    while (const Part each = fields.take()) {
        const auto type = asn1::oidValue(each.element.firstChild());
        const NodeId attribute =
            addGroup(decoding, id, type ? asn1::shownOid(*type) : "attribute", each);
        if (attribute == kNoNode) return;
        Fields parts(each);
        if (const Part oid = parts.takeIf(tag::kOid)) addOid(decoding, attribute, "attrId", oid);
        Fields values(parts.takeIf(tag::kSet));
        while (const Part value = values.take()) {
            const NodeId node = addPlain(decoding, attribute, "value", value);
            if (node == kNoNode) return;
            decoding.builder.setValue(attribute, decoding.builder.node(node).value);
        }
        parts.addRest(decoding, attribute);
        addWord(text, decoding.builder.node(attribute).value);
    }
    decoding.builder.setValue(id, text);
}

void addBagValue(Decoding& decoding, NodeId id, const asn1::Oid& type, const Part& value,
                 unsigned nesting) {
    const bool sequence = value.element.is(tag::kSequence);
    if (sequence && type == kKeyBag)
        addPrivateKey(decoding, id, value);
    else if (sequence && type == kShroudedKeyBag)
        addEncryptedKey(decoding, id, "PKCS8ShroudedKeyBag", value, true);
    else if (sequence && type == kCertBag)
        addValueBag(decoding, id, "CertBag", value);
    else if (sequence && type == kCrlBag)
        addValueBag(decoding, id, "CRLBag", value);
    else if (sequence && type == kSecretBag)
        addSecretBag(decoding, id, value);
    else if (sequence && type == kSafeContentsBag && nesting < kMaxNesting)
        addSafeContents(decoding, id, value, nesting + 1);
    else
        addPlain(decoding, id, "bagValue", value);
}

void addBag(Decoding& decoding, NodeId parent, std::size_t index, const Part& part,
            unsigned nesting) {
    const NodeId id = addGroup(decoding, parent, "[" + std::to_string(index) + "]", part);
    if (id == kNoNode) return;
    Fields fields(part);
    const Part oid = fields.takeIf(tag::kOid);
    if (oid) addOid(decoding, id, "bagId", oid);
    const auto type = asn1::oidValue(oid.element);
    if (type) decoding.builder.setValue(id, asn1::shownOid(*type));
    const Part value = fields.takeExplicit(0);
    if (value && type) addBagValue(decoding, id, *type, value, nesting);
    if (const Part attributes = fields.takeIf(tag::kSet))
        addBagAttributes(decoding, id, attributes);
    fields.addRest(decoding, id);
}

void addSafeContents(Decoding& decoding, NodeId parent, const Part& part, unsigned nesting) {
    const std::size_t count = part.element.childCount();
    const NodeId id = addGroup(decoding, parent, "SafeContents", part,
                               std::to_string(count) + (count == 1 ? " bag" : " bags"));
    Fields fields(part);
    for (std::size_t i = 0; id != kNoNode && !decoding.builder.node(id).cut; ++i) {
        const Part bag = fields.take();
        if (!bag) return;
        addBag(decoding, id, i, bag, nesting);
    }
}

/// EncryptedData (RFC 5652 section 8), and when it opens the bags in a layer of their own.
void addEncryptedSafe(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "EncryptedData", part, "encrypted");
    Fields fields(part);
    if (const Part version = fields.takeIf(tag::kInteger))
        addInteger(decoding, id, "version", version);
    const Part info = fields.takeIf(tag::kSequence);
    if (!info || id == kNoNode) return fields.addRest(decoding, id);
    const NodeId group = addGroup(decoding, id, "encryptedContentInfo", info);
    Fields parts(info);
    if (const Part type = parts.takeIf(tag::kOid)) addOid(decoding, group, "contentType", type);
    const Part algorithm = parts.takeIf(tag::kSequence);
    if (algorithm) addAlgorithm(decoding, group, "contentEncryptionAlgorithm", algorithm);
    const Part content = parts.takeIfContext(0);
    const NodeId data = content ? addOctets(decoding, group, "encryptedContent", content) : kNoNode;
    parts.addRest(decoding, group);
    fields.addRest(decoding, id);
    const auto encrypted = asn1::octetStringValue(content.element);
    if (!algorithm || data == kNoNode || !encrypted) return;
    Opened opened = openWithKeyring(decoding, algorithm.element.encoded(), *encrypted, true);
    if (!opened.content) {
        addNote(decoding, id, "notOpened", opened.why);
        return;
    }
    decoding.builder.setValue(id, "encrypted, opened with a password");
    const BufferId layer =
        decoding.builder.addBuffer("decrypted", std::move(*opened.content), data, true);
    if (layer == kNoNode) return;
    const auto plain =
        asn1::Tree::parse(decoding.builder.bytes(layer), asn1Limits(decoding.builder.limits()));
    if (plain) addSafeContents(decoding, data, {layer, plain->root()}, 0);
}

void addSafe(Decoding& decoding, NodeId parent, std::size_t index, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "[" + std::to_string(index) + "]", part);
    if (id == kNoNode) return;
    Fields fields(part);
    const Part oid = fields.takeIf(tag::kOid);
    if (oid) addOid(decoding, id, "contentType", oid);
    const auto type = asn1::oidValue(oid.element);
    if (type) decoding.builder.setValue(id, asn1::shownOid(*type));
    const Part content = fields.takeExplicit(0);
    if (content && type == oids::kData) {
        const NodeId data = addOctets(decoding, id, "content", content);
        const Inside inside(decoding, data, content);
        if (inside.root().element.is(tag::kSequence) && data != kNoNode)
            addSafeContents(decoding, data, inside.root(), 0);
        inside.addRest(decoding, data);
    } else if (content && type == kEncryptedData) {
        addEncryptedSafe(decoding, id, content);
    } else if (content) {
        addPlain(decoding, id, "content", content);
    }
    fields.addRest(decoding, id);
}

/// The ContentInfo with the AuthenticatedSafe in it.
void addAuthSafe(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "authSafe", part);
    if (id == kNoNode) return;
    const auto type = asn1::oidValue(part.element.firstChild());
    if (!type || *type != oids::kData) {
        addContentInfo(decoding, id, "ContentInfo", part); // under a signature
        return;
    }
    Fields fields(part);
    addOid(decoding, id, "contentType", fields.take());
    if (const Part content = fields.takeExplicit(0)) {
        const NodeId data = addOctets(decoding, id, "content", content);
        const Inside inside(decoding, data, content);
        const Part safes = inside.root();
        const NodeId list = safes.element.is(tag::kSequence)
                                ? addGroup(decoding, data, "AuthenticatedSafe", safes)
                                : kNoNode;
        Fields each(safes);
        for (std::size_t i = 0; list != kNoNode && !decoding.builder.node(list).cut; ++i) {
            const Part safe = each.take();
            if (!safe) break;
            addSafe(decoding, list, i, safe);
        }
        inside.addRest(decoding, data);
    }
    fields.addRest(decoding, id);
}

void addMac(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "macData", part);
    Fields fields(part);
    if (const Part info = fields.takeIf(tag::kSequence)) {
        const NodeId mac = addGroup(decoding, id, "mac", info);
        Fields parts(info);
        if (const Part algorithm = parts.takeIf(tag::kSequence))
            addAlgorithm(decoding, mac, "digestAlgorithm", algorithm);
        if (const Part digest = parts.takeIf(tag::kOctetString))
            addOctets(decoding, mac, "digest", digest);
        parts.addRest(decoding, mac);
    }
    if (const Part salt = fields.takeIf(tag::kOctetString))
        addOctets(decoding, id, "macSalt", salt);
    if (const Part count = fields.takeIf(tag::kInteger))
        addInteger(decoding, id, "iterations", count);
    else
        addNote(decoding, id, "iterations", "1 (default)");
    fields.addRest(decoding, id);
}

/// "holds with a password at hand", or why not.
std::string macOutcome(Decoding& decoding, ByteView file) {
    const auto cost = pki::macCost(file);
    if (!cost) return "not checked: " + cost.error().detail;
    if (*cost == 0) return "there is none";
    const auto holds = [&](ByteView password) {
        decoding.passwordRounds -= *cost * (password.empty() ? 2 : 1);
        return decoding.passwordRounds >= 0 && pki::checkMac(file, password).has_value();
    };
    if (const Keyring* keys = decoding.options.keys)
        for (const SecretBytes& password : keys->passwords)
            if (holds(password.view())) return "holds with a password at hand";
    if (holds({})) return "holds with an empty password";
    return decoding.passwordRounds < 0 ? "not checked: it takes too much work"
                                       : "no password at hand makes it hold";
}

} // namespace

NodeId addPkcs12(Decoding& decoding, NodeId parent, const Part& part) {
    const NodeId id = addGroup(decoding, parent, "PFX", part);
    if (id == kNoNode) return id;
    Fields fields(part);
    if (const Part version = fields.takeIf(tag::kInteger))
        addInteger(decoding, id, "version", version);
    if (const Part safe = fields.takeIf(tag::kSequence)) addAuthSafe(decoding, id, safe);
    if (const Part mac = fields.takeIf(tag::kSequence)) addMac(decoding, id, mac);
    fields.addRest(decoding, id);
    addNote(decoding, id, "integrity", macOutcome(decoding, part.element.encoded()), Kind::Flag);
    return id;
}

} // namespace scepter::inspect
