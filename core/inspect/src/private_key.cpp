#include "private_key.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "pki/password_encryption.h"

#include <array>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

/// What checking one private key counts as, in iterations.
constexpr std::int64_t kKeyWork = 20'000;
constexpr asn1::Oid kEd448{"1.3.101.113"};
constexpr asn1::Oid kX25519{"1.3.101.110"};
constexpr asn1::Oid kX448{"1.3.101.111"};

void secretNode(Decoding& decoding, NodeId id) {
    decoding.builder.setSecret(id);
}

// RSAPrivateKey (RFC 8017 appendix A.1.2).
std::string addRsaKey(Decoding& decoding, NodeId id, const Part& key) {
    static constexpr auto kNames = std::to_array<std::string_view>(
        {"version", "modulus", "publicExponent", "privateExponent", "prime1", "prime2", "exponent1",
         "exponent2", "coefficient"});
    constexpr std::size_t kFirstSecret = 3;
    Fields fields(key);
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (const Part number = fields.takeIf(tag::kInteger)) {
            const NodeId node = addInteger(decoding, id, kNames.at(i), number);
            if (i >= kFirstSecret) secretNode(decoding, node);
        }
    while (const Part left = fields.take())
        secretNode(decoding, addPlain(decoding, id, "otherPrimeInfos", left, 0));
    return "RSA";
}

// ECPrivateKey (RFC 5915 section 3).
std::string addEcKey(Decoding& decoding, NodeId id, const Part& key) {
    Fields fields(key);
    if (const Part version = fields.takeIf(tag::kInteger))
        addInteger(decoding, id, "version", version);
    if (const Part secret = fields.takeIf(tag::kOctetString))
        secretNode(decoding, addOctets(decoding, id, "privateKey", secret));
    if (const Part curve = fields.takeExplicit(0)) addPlain(decoding, id, "parameters", curve);
    if (const Part half = fields.takeExplicit(1)) addOctets(decoding, id, "publicKey", half);
    while (const Part left = fields.take())
        secretNode(decoding, addPlain(decoding, id, "unexpected", left, 0));
    return "EC";
}

/// The OCTET STRING of PKCS#8, by the algorithm that stands before it.
void addInner(Decoding& decoding, NodeId id, const Part& octets,
              const std::optional<asn1::Oid>& type) {
    if (id == kNoNode) return;
    const Inside inside(decoding, id, octets);
    const Part key = inside.root();
    const bool sequence = key.element.is(tag::kSequence);
    const bool edwards =
        type == oids::kEd25519 || type == kEd448 || type == kX25519 || type == kX448;
    if (sequence && (type == oids::kRsaEncryption || type == oids::kRsaPss)) {
        const NodeId group = addGroup(decoding, id, "RSAPrivateKey", key);
        addRsaKey(decoding, group, key);
        secretNode(decoding, group);
    } else if (sequence && type == oids::kEcPublicKey) {
        const NodeId group = addGroup(decoding, id, "ECPrivateKey", key);
        addEcKey(decoding, group, key);
        secretNode(decoding, group);
    } else if (edwards && key.element.is(tag::kOctetString)) {
        secretNode(decoding, addOctets(decoding, id, "CurvePrivateKey", key));
    }
}

// OneAsymmetricKey (RFC 5958 section 2).
void addPkcs8(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    if (const Part version = fields.takeIf(tag::kInteger)) addVersion(decoding, id, version);
    std::optional<asn1::Oid> type;
    if (const Part algorithm = fields.takeIf(tag::kSequence)) {
        addAlgorithm(decoding, id, "privateKeyAlgorithm", algorithm);
        if (const auto oid = asn1::oidValue(algorithm.element.firstChild())) type = *oid;
    }
    if (const Part octets = fields.takeIf(tag::kOctetString)) {
        const NodeId node = addOctets(decoding, id, "privateKey", octets);
        secretNode(decoding, node);
        addInner(decoding, node, octets, type);
    }
    if (const Part attributes = fields.takeIfContext(0))
        addPlain(decoding, id, "attributes", attributes);
    if (const Part half = fields.takeIfContext(1)) addBytes(decoding, id, "publicKey", half);
    while (const Part left = fields.take())
        secretNode(decoding, addPlain(decoding, id, "unexpected", left, 0));
}

/// The public half, and where it is known.
void addPublicHalf(Decoding& decoding, NodeId id, ByteView der) {
    if (id == kNoNode || decoding.passwordRounds < kKeyWork) return;
    decoding.passwordRounds -= kKeyWork;
    const auto key = pki::PrivateKey::fromDer(der);
    if (!key) {
        addProblem(decoding, id, key.error());
        return;
    }
    const pki::PublicKey half = key->publicKey();
    decoding.builder.setValue(id, half.toText());
    const NodeId node = addNote(decoding, id, "public half", half.toText(), Kind::Group);
    addNote(decoding, node, "SHA-256 fingerprint", toColonHex(half.fingerprint()), Kind::Bytes);
    addNote(decoding, node, "keyIdentifier", toColonHex(half.keyIdentifier()), Kind::Bytes);
    const Keyring* keys = decoding.options.keys;
    if (!keys) return;
    for (const pki::Certificate& known : keys->known)
        if (known.publicKey() == half)
            addNote(decoding, node, "certificate", known.subject().toDisplayText(), Kind::Name);
    for (const HeldKey& held : keys->keys)
        if (held.key.publicKey() == half) addNote(decoding, node, "held as", held.label);
}

bool opensToAsn1(const Result<SecretBytes>& content) {
    if (!content) return false;
    const auto tree = asn1::Tree::parse(content->view(), asn1Limits(Limits{}));
    return tree && tree->root().is(tag::kSequence);
}

} // namespace

Opened openWithKeyring(Decoding& decoding, ByteView algorithm, ByteView encrypted, bool tryEmpty) {
    const Keyring* keys = decoding.options.keys;
    const bool none = !keys || keys->passwords.empty();
    if (none && !tryEmpty) return {{}, "no password is at hand"};
    const auto cost = pki::passwordCost(algorithm);
    if (!cost) return {{}, cost.error().detail};
    const auto attempt = [&](ByteView password) -> std::optional<SecretBytes> {
        decoding.passwordRounds -= *cost * (password.empty() ? 2 : 1);
        if (decoding.passwordRounds < 0) return std::nullopt;
        auto content = pki::openWithPassword(algorithm, encrypted, password);
        if (!opensToAsn1(content)) return std::nullopt;
        return std::move(*content);
    };
    if (keys)
        for (const SecretBytes& password : keys->passwords)
            if (auto content = attempt(password.view())) return {std::move(content), {}};
    if (tryEmpty)
        if (auto content = attempt({})) return {std::move(content), {}};
    if (decoding.passwordRounds < 0) return {{}, "opening it takes too much work"};
    return {{}, none ? "no password is at hand" : "none of the passwords at hand opens it"};
}

NodeId addEncryptedKey(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                       bool tryEmpty) {
    const NodeId id = addGroup(decoding, parent, name, part, "encrypted");
    if (id == kNoNode) return id;
    Fields fields(part);
    const Part algorithm = fields.takeIf(tag::kSequence);
    if (algorithm) addAlgorithm(decoding, id, "encryptionAlgorithm", algorithm);
    const Part octets = fields.takeIf(tag::kOctetString);
    const NodeId data = octets ? addOctets(decoding, id, "encryptedData", octets) : kNoNode;
    fields.addRest(decoding, id);
    const auto encrypted = asn1::octetStringValue(octets.element);
    if (!algorithm || !encrypted || data == kNoNode) return id;
    Opened opened = openWithKeyring(decoding, algorithm.element.encoded(), *encrypted, tryEmpty);
    if (!opened.content) {
        addNote(decoding, id, "notOpened", opened.why);
        return id;
    }
    decoding.builder.setValue(id, "encrypted, opened with a password");
    const BufferId layer =
        decoding.builder.addBuffer("decrypted", std::move(*opened.content), data, true);
    if (layer != kNoNode) {
        const auto plain =
            asn1::Tree::parse(decoding.builder.bytes(layer), asn1Limits(decoding.builder.limits()));
        if (plain) addPrivateKey(decoding, data, {layer, plain->root()});
    }
    return id;
}

NodeId addPrivateKey(Decoding& decoding, NodeId parent, const Part& part) {
    const asn1::Element second = part.element.child(1);
    if (part.element.firstChild().is(tag::kSequence) && second.is(tag::kOctetString))
        return addEncryptedKey(decoding, parent, "EncryptedPrivateKeyInfo", part, false);
    const bool pkcs8 = second.is(tag::kSequence);
    const bool ec = second.is(tag::kOctetString);
    const NodeId id = addGroup(decoding, parent,
                               pkcs8 ? "PrivateKeyInfo"
                               : ec  ? "ECPrivateKey"
                                     : "RSAPrivateKey",
                               part);
    if (id == kNoNode) return id;
    secretNode(decoding, id);
    if (pkcs8)
        addPkcs8(decoding, id, part);
    else
        decoding.builder.setValue(id, ec ? addEcKey(decoding, id, part)
                                         : addRsaKey(decoding, id, part));
    addPublicHalf(decoding, id, part.element.encoded());
    return id;
}

} // namespace scepter::inspect
