#include "x509.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "transaction_ids.h"

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

std::size_t bitsOf(ByteView magnitude) {
    while (!magnitude.empty() && magnitude.front() == 0)
        magnitude = magnitude.subspan(1);
    if (magnitude.empty()) return 0;
    std::size_t top = 0;
    for (unsigned octet = magnitude.front(); octet > 0; octet >>= 1U)
        ++top;
    return (magnitude.size() - 1) * 8 + top;
}

// RSAPublicKey (RFC 8017 appendix A.1.1).
std::string addRsa(Decoding& decoding, NodeId id, const Part& string) {
    const Inside inside(decoding, id, string);
    const Part key = inside.root();
    if (!key.element.is(tag::kSequence)) {
        inside.addRest(decoding, id);
        return {};
    }
    const NodeId group = addGroup(decoding, id, "RSAPublicKey", key);
    Fields fields(key);
    std::string text;
    if (const Part modulus = fields.takeIf(tag::kInteger)) {
        addInteger(decoding, group, "modulus", modulus);
        text = "RSA " + std::to_string(bitsOf(modulus.element.content()));
    }
    if (const Part exponent = fields.takeIf(tag::kInteger))
        addInteger(decoding, group, "publicExponent", exponent);
    fields.addRest(decoding, group);
    decoding.builder.setValue(group, text);
    inside.addRest(decoding, id);
    return text;
}

// ECPoint (RFC 5480 section 2.2): a form octet, and one or two coordinates.
void addPoint(Decoding& decoding, NodeId id, const Part& string) {
    const Inside inside(decoding, id, string);
    const ByteView point = inside.bytes();
    if (point.size() < 3) return;
    const std::uint8_t form = point.front();
    const bool whole = form == 4 && point.size() % 2 == 1;
    const bool compressed = form == 2 || form == 3;
    decoding.builder.add(id, "form", Kind::Number,
                         whole        ? "uncompressed (4)"
                         : compressed ? "compressed (" + std::to_string(form) + ")"
                                      : "unknown (" + std::to_string(form) + ")",
                         inside.place(0, 1));
    if (!whole && !compressed) return;
    const std::size_t size = whole ? (point.size() - 1) / 2 : point.size() - 1;
    decoding.builder.add(id, "x", Kind::Bytes, shownBytes(point.subspan(1, size)),
                         inside.place(1, size));
    if (whole)
        decoding.builder.add(id, "y", Kind::Bytes, shownBytes(point.subspan(1 + size)),
                             inside.place(1 + size, size));
}

void addDerived(Decoding& decoding, NodeId id, const pki::PublicKey& key) {
    if (key.bits() > 0) addNote(decoding, id, "bits", std::to_string(key.bits()), Kind::Number);
    addNote(decoding, id, "SHA-256 fingerprint", toColonHex(key.fingerprint()), Kind::Bytes);
    addNote(decoding, id, "keyIdentifier", toColonHex(key.keyIdentifier()), Kind::Bytes);
    const NodeId group =
        addNote(decoding, id, "transactionIDs", "as clients derive them from it", Kind::Group);
    for (const DerivedTransactionId& derived : derivedTransactionIds(key))
        addNote(decoding, group, derived.clients, derived.id);
}

} // namespace

NodeId addPublicKey(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addGroup(decoding, parent, name, part);
    if (id == kNoNode) return id;
    Fields fields(part);
    std::string text;
    std::optional<asn1::Oid> type;
    if (const Part algorithm = fields.takeIf(tag::kSequence)) {
        const NodeId node = addAlgorithm(decoding, id, "algorithm", algorithm);
        if (node != kNoNode) text = decoding.builder.node(node).value;
        if (const auto oid = asn1::oidValue(algorithm.element.firstChild())) type = *oid;
    }
    if (const Part bits = fields.takeIf(tag::kBitString)) {
        const NodeId node = addOctets(decoding, id, "subjectPublicKey", bits);
        if (type == oids::kRsaEncryption || type == oids::kRsaPss) {
            const std::string size = addRsa(decoding, node, bits);
            if (!size.empty()) text = size;
        } else if (type == oids::kEcPublicKey) {
            addPoint(decoding, node, bits);
        }
    }
    fields.addRest(decoding, id);
    auto key = pki::PublicKey::fromSpki(part.element.encoded());
    if (!key)
        if (const auto der = asn1::toDer(part.element)) key = pki::PublicKey::fromSpki(*der);
    if (!key) {
        addProblem(decoding, id, key.error());
    } else {
        if (key->type() != pki::KeyType::Other) text = key->toText();
        addDerived(decoding, id, *key);
    }
    decoding.builder.setValue(id, text);
    return id;
}

} // namespace scepter::inspect
