#include "fact_list.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/hex_dump.h"
#include "base/shorten.h"
#include "base/text.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

// As for CRLs, the largest things that are shown.
constexpr asn1::Limits kLimits{std::size_t{32} << 20, 1'500'000, 64};

std::string cutNote(std::size_t shown, std::size_t all, std::string_view note) {
    std::string text =
        "the first " + std::to_string(shown) + " of " + std::to_string(all) + " bytes";
    if (!note.empty()) text.append("; ").append(note);
    return text;
}

std::string_view stringTypeName(std::uint32_t stringTag) {
    switch (stringTag) {
    case asn1::tag::kUtf8String:
        return "UTF8String";
    case asn1::tag::kPrintableString:
        return "PrintableString";
    case asn1::tag::kT61String:
        return "T61String";
    case asn1::tag::kIa5String:
        return "IA5String";
    case asn1::tag::kBmpString:
        return "BMPString";
    case asn1::tag::kUniversalString:
        return "UniversalString";
    case asn1::tag::kNumericString:
        return "NumericString";
    case asn1::tag::kVisibleString:
        return "VisibleString";
    default:
        return "no text";
    }
}

void addRsaNumbers(FactList& list, ByteView keyBits) {
    const auto tree = asn1::Tree::parse(keyBits);
    if (!tree) return list.addDump("Key", keyBits, "malformed: " + tree.error().detail);
    const auto modulus = asn1::integerContent(tree->root().child(0));
    const auto exponent = asn1::integerContent(tree->root().child(1));
    if (!modulus || !exponent) return list.addDump("Key", keyBits, "malformed");
    ByteView magnitude = *modulus;
    if (magnitude.size() > 1 && magnitude.front() == 0) magnitude = magnitude.subspan(1);
    list.addHex("Modulus", magnitude);
    if (const auto number = asn1::integerValue(tree->root().child(1)))
        list.add("Exponent", std::to_string(*number));
    else
        list.addHex("Exponent", *exponent);
}

std::string_view curveName(pki::KeyType type) {
    switch (type) {
    case pki::KeyType::EcP256:
        return "P-256";
    case pki::KeyType::EcP384:
        return "P-384";
    case pki::KeyType::EcP521:
        return "P-521";
    default:
        return {};
    }
}

} // namespace

void FactList::startGroup(std::string name, bool critical) {
    m_group = printable(name);
    m_critical = critical;
}

void FactList::push(std::string_view name, std::string value, bool monospace, std::string note) {
    if (m_facts.size() >= kMaxFacts) {
        ++m_leftOut;
        return;
    }
    m_facts.push_back(
        {m_group, printable(name), std::move(value), monospace, m_critical, printable(note)});
}

void FactList::add(std::string_view name, std::string_view value, std::string_view note) {
    if (value.size() <= kMaxText) return push(name, printable(value), false, std::string(note));
    const std::size_t size = cutPoint(value, kMaxText);
    push(name, printable(value.substr(0, size)), false, cutNote(size, value.size(), note));
}

void FactList::addHex(std::string_view name, ByteView bytes, std::string_view note) {
    if (bytes.size() <= kMaxHexBytes) return push(name, toColonHex(bytes), true, std::string(note));
    push(name, toColonHex(bytes.first(kMaxHexBytes)), true,
         cutNote(kMaxHexBytes, bytes.size(), note));
}

void FactList::addDump(std::string_view name, ByteView bytes, std::string_view note) {
    const ByteView shown = bytes.first(std::min(bytes.size(), kMaxHexBytes));
    std::string dump = hexDump(shown);
    if (!dump.empty()) dump.pop_back(); // the last line break
    push(name, std::move(dump), true,
         shown.size() == bytes.size() ? std::string(note)
                                      : cutNote(shown.size(), bytes.size(), note));
}

void FactList::cutTo(std::size_t size) {
    if (size <= m_facts.size()) {
        m_facts.resize(size);
        m_leftOut = 0;
    } else {
        m_leftOut = size - m_facts.size();
    }
}

Facts FactList::take() {
    if (m_leftOut > 0)
        m_facts.push_back({"Not shown",
                           "Fields",
                           std::to_string(m_leftOut) + " more are not shown",
                           false,
                           false,
                           {}});
    return std::move(m_facts);
}

void addNameFacts(FactList& list, std::string group, const pki::Name& name) {
    list.startGroup(std::move(group));
    if (name.empty()) list.add("Name", "(empty)");
    for (const auto& rdn : name.rdns()) {
        for (std::size_t i = 0; i < rdn.size(); ++i) {
            const pki::NameAttribute& attribute = rdn[i];
            std::string note(stringTypeName(attribute.stringTag));
            if (i > 0) note += ", together with the line above";
            const std::string type = pki::attributeShortName(attribute.type);
            if (attribute.stringTag != 0)
                list.add(type, attribute.value, note);
            else
                list.addHex(type, attribute.encoded, note);
        }
    }
}

void addKeyFacts(FactList& list, const pki::PublicKey& key) {
    list.startGroup("Public key");
    const auto tree = asn1::Tree::parse(key.spki());
    const auto bits = tree ? asn1::bitStringBytes(tree->root().child(1)) : Result<Bytes>(Bytes{});
    const Bytes keyBits = bits ? *bits : Bytes{};
    const std::string_view curve = curveName(key.type());
    if (key.type() == pki::KeyType::Rsa) {
        list.add("Algorithm", "RSA");
        list.add("Size", std::to_string(key.bits()) + " bits");
        addRsaNumbers(list, keyBits);
    } else if (!curve.empty()) {
        list.add("Algorithm", "EC");
        list.add("Curve", curve);
        list.add("Size", std::to_string(key.bits()) + " bits");
        list.addHex("Point", keyBits);
    } else {
        list.add("Algorithm", key.type() == pki::KeyType::Ed25519 ? "Ed25519" : key.toText());
        list.addHex("Key", keyBits);
    }
    list.addHex("SPKI SHA-256", key.fingerprint());
    list.addHex("Key identifier", key.keyIdentifier(), "SHA-1 of the key's bits");
}

void addSignatureAlgorithm(FactList& list, ByteView signedDer) {
    const auto tree = asn1::Tree::parse(signedDer, kLimits);
    if (!tree) return list.add("Signature algorithm", "(unreadable)", tree.error().detail);
    const asn1::Element element = tree->root().child(1);
    if (const auto algorithm = pki::readSignatureAlgorithm(element))
        return list.add("Signature algorithm", pki::toText(*algorithm));
    const auto oid = pki::readAlgorithmOid(element);
    if (oid && *oid == asn1::oids::kMd5WithRsa)
        return list.add("Signature algorithm", "md5WithRSAEncryption", "too weak to be checked");
    list.add("Signature algorithm", oid ? oid->toText() : "(unreadable)", "not known here");
}

void addSignatureFacts(FactList& list, ByteView signedDer) {
    list.startGroup("Signature");
    addSignatureAlgorithm(list, signedDer);
    const auto tree = asn1::Tree::parse(signedDer, kLimits);
    const auto value = tree ? asn1::bitStringBytes(tree->root().child(2)) : Result<Bytes>(Bytes{});
    if (!value) return list.add("Value", "(unreadable)", value.error().detail);
    list.add("Size", std::to_string(value->size()) + " bytes");
    list.addHex("Value", *value);
}

void addFingerprints(FactList& list, ByteView der) {
    list.startGroup("Fingerprints");
    list.addHex("SHA-256", pki::digestOf(pki::Digest::Sha256, der));
    list.addHex("SHA-1", pki::digestOf(pki::Digest::Sha1, der));
}

} // namespace scepter::workbench
