// Parameters of algorithms by their names: PSS, OAEP, PBES2, PBKDF2, scrypt, PKCS#12, ciphers.
#include "x509.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/text.h"
#include "pki/algorithms.h"

#include <array>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

constexpr asn1::Oid kPbes2{"1.2.840.113549.1.5.13"};
constexpr asn1::Oid kPbmac1{"1.2.840.113549.1.5.14"};
constexpr asn1::Oid kScrypt{"1.3.6.1.4.1.11591.4.11"};
constexpr asn1::Oid kPkcs12Arc{"1.2.840.113549.1.12.1"};
constexpr asn1::Oid kPkcs5Arc{"1.2.840.113549.1.5"};

using Show = void (*)(Decoding&, NodeId, const Part&);

bool isBelow(const asn1::Oid& oid, const asn1::Oid& arc) {
    const std::size_t size = arc.content().size();
    return oid.content().size() > size && sameBytes(oid.content().first(size), arc.content());
}

/// An AlgorithmIdentifier under an explicit tag, or what it is when it is left out.
std::string addTagged(Decoding& decoding, NodeId id, Fields& fields, std::uint32_t number,
                      std::string_view name, std::string_view otherwise) {
    const Part found = fields.takeExplicit(number);
    if (!found) {
        addNote(decoding, id, name, std::string(otherwise) + " (default)");
        return std::string(otherwise);
    }
    addAlgorithm(decoding, id, name, found);
    const auto oid = asn1::oidValue(found.element.firstChild());
    const auto inner = asn1::oidValue(found.element.child(1).firstChild());
    if (!oid) return "unreadable";
    return inner ? asn1::shownOid(*oid) + " with " + asn1::shownOid(*inner) : asn1::shownOid(*oid);
}

// RSASSA-PSS-params (RFC 4055 section 3.1).
void addPss(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    const std::string hash = addTagged(decoding, id, fields, 0, "hashAlgorithm", "sha1");
    const std::string mask =
        addTagged(decoding, id, fields, 1, "maskGenAlgorithm", "mgf1 with sha1");
    std::string salt = "20";
    if (const Part size = fields.takeExplicit(2)) {
        const NodeId node = addInteger(decoding, id, "saltLength", size);
        if (node != kNoNode) salt = decoding.builder.node(node).value;
    } else {
        addNote(decoding, id, "saltLength", "20 (default)");
    }
    if (const Part trailer = fields.takeExplicit(3))
        addInteger(decoding, id, "trailerField", trailer);
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, hash + ", " + mask + ", salt of " + salt + " bytes");
}

// RSAES-OAEP-params (RFC 4055 section 4.1).
void addOaep(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    const std::string hash = addTagged(decoding, id, fields, 0, "hashFunc", "sha1");
    const std::string mask = addTagged(decoding, id, fields, 1, "maskGenFunc", "mgf1 with sha1");
    if (const Part source = fields.takeExplicit(2))
        addAlgorithm(decoding, id, "pSourceFunc", source);
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, hash + ", " + mask);
}

void addPbes2(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    std::string text;
    for (const std::string_view name : {"keyDerivationFunc", "encryptionScheme"})
        if (const Part found = fields.takeIf(tag::kSequence)) {
            addAlgorithm(decoding, id, name, found);
            const auto oid = asn1::oidValue(found.element.firstChild());
            addWord(text, oid ? asn1::shownOid(*oid) : "unreadable");
        }
    fields.addRest(decoding, id);
    decoding.builder.setValue(id, text);
}

void addPbkdf2(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    if (const Part salt = fields.takeIf(tag::kOctetString)) addOctets(decoding, id, "salt", salt);
    if (const Part count = fields.takeIf(tag::kInteger))
        addInteger(decoding, id, "iterationCount", count);
    if (const Part size = fields.takeIf(tag::kInteger)) addInteger(decoding, id, "keyLength", size);
    if (const Part prf = fields.takeIf(tag::kSequence))
        addAlgorithm(decoding, id, "prf", prf);
    else
        addNote(decoding, id, "prf", "hmacWithSHA1 (default)");
    fields.addRest(decoding, id);
}

void addScrypt(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    if (const Part salt = fields.takeIf(tag::kOctetString)) addOctets(decoding, id, "salt", salt);
    for (const std::string_view name :
         {"costParameter", "blockSize", "parallelizationParameter", "keyLength"})
        if (const Part number = fields.takeIf(tag::kInteger))
            addInteger(decoding, id, name, number);
    fields.addRest(decoding, id);
}

// PBEParameter (RFC 8018 appendix A.3) and pkcs-12PbeParams (RFC 7292 appendix C).
void addPbe(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    if (const Part salt = fields.takeIf(tag::kOctetString)) addOctets(decoding, id, "salt", salt);
    if (const Part count = fields.takeIf(tag::kInteger))
        addInteger(decoding, id, "iterations", count);
    fields.addRest(decoding, id);
}

void addGcm(Decoding& decoding, NodeId id, const Part& part) {
    Fields fields(part);
    if (const Part nonce = fields.takeIf(tag::kOctetString))
        addOctets(decoding, id, "aes-nonce", nonce);
    if (const Part size = fields.takeIf(tag::kInteger))
        addInteger(decoding, id, "aes-ICVlen", size);
    fields.addRest(decoding, id);
}

Show showOf(const asn1::Oid& oid) {
    if (oid == oids::kRsaPss) return addPss;
    if (oid == oids::kRsaesOaep) return addOaep;
    if (oid == kPbes2) return addPbes2;
    if (oid == oids::kPbkdf2) return addPbkdf2;
    if (oid == kScrypt) return addScrypt;
    if (oid == oids::kAes128Gcm || oid == oids::kAes192Gcm || oid == oids::kAes256Gcm)
        return addGcm;
    if (oid == kPbmac1) return nullptr;
    if (isBelow(oid, kPkcs12Arc) || isBelow(oid, kPkcs5Arc)) return addPbe;
    return nullptr;
}

} // namespace

void addAlgorithmParameters(Decoding& decoding, NodeId id, const asn1::Oid& algorithm,
                            const Part& parameters) {
    const asn1::Element element = parameters.element;
    const Show show = element.is(tag::kSequence) ? showOf(algorithm) : nullptr;
    if (show) {
        const NodeId group = addGroup(decoding, id, "parameters", parameters);
        if (group != kNoNode) show(decoding, group, parameters);
    } else if (element.is(tag::kOid)) {
        addOid(decoding, id, algorithm == oids::kEcPublicKey ? "namedCurve" : "parameters",
               parameters);
    } else if (element.is(tag::kOctetString)) {
        addOctets(decoding, id, "iv", parameters);
    } else if (element.is(tag::kSequence) && algorithm == oids::kMgf1) {
        addAlgorithm(decoding, id, "parameters", parameters);
    } else {
        addPlain(decoding, id, "parameters", parameters);
    }
    if (algorithm != oids::kRsaPss && algorithm != oids::kEcPublicKey) return;
    const std::string text = asn1::shownOid(algorithm);
    const NodeId last = decoding.builder.node(id == kNoNode ? 0 : id).lastChild;
    if (id != kNoNode && last != kNoNode)
        decoding.builder.setValue(id, text + ", " + decoding.builder.node(last).value);
}

} // namespace scepter::inspect
