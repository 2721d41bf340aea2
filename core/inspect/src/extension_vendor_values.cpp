// The extensions of Microsoft, Netscape, Apple and Certificate Transparency.
#include "extension_values.h"

#include "asn1/oid_names.h"
#include "asn1/oids.h"
#include "asn1/values.h"

#include <array>

namespace scepter::inspect {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;
using Text = std::optional<std::string>;

constexpr auto kNetscapeTypes =
    std::to_array<std::string_view>({"SSL Client", "SSL Server", "S/MIME", "Object Signing",
                                     "Unused", "SSL CA", "S/MIME CA", "Object Signing CA"});

// GeneralNames with an otherName that holds the SID as text in an OCTET STRING (MS-WCCE section
// 2.2.2.7.7.4).
Text showSid(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kSequence)) return {};
    const NodeId group = addGroup(decoding, id, "NTDS_CA_SECURITY_EXT", value);
    std::string list;
    Fields names(value);
    while (const Part name = names.take()) {
        const NodeId node = addGroup(decoding, group, "otherName", name);
        if (node == kNoNode) break;
        Fields fields(name);
        if (const Part type = fields.takeIf(tag::kOid)) addOid(decoding, node, "type-id", type);
        const Part octets = fields.takeExplicit(0);
        const auto text = asn1::octetStringValue(octets.element);
        if (octets && text) {
            const std::string sid = shownText(textOf(*text));
            decoding.builder.add(node, "SID", Kind::Text, sid, octets.place());
            decoding.builder.setValue(node, sid);
            addWord(list, sid);
        } else if (octets) {
            addPlain(decoding, node, "value", octets);
        }
        fields.addRest(decoding, node);
    }
    decoding.builder.setValue(group, list);
    return list;
}

// CertificateTemplateOID (MS-WCCE section 2.2.2.7.7.2).
Text showTemplate(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kSequence)) return {};
    const NodeId group = addGroup(decoding, id, "CertificateTemplateOID", value);
    Fields fields(value);
    std::string text;
    if (const Part oid = fields.takeIf(tag::kOid)) {
        addOid(decoding, group, "templateID", oid);
        if (const auto read = asn1::oidValue(oid.element)) text = read->toText();
    }
    std::string version;
    for (const std::string_view name : {"templateMajorVersion", "templateMinorVersion"})
        if (const Part number = fields.takeIf(tag::kInteger))
            version += (version.empty() ? "" : ".") +
                       valueOf(decoding, addInteger(decoding, group, name, number));
    fields.addRest(decoding, group);
    if (!version.empty()) text += ", version " + version;
    decoding.builder.setValue(group, text);
    return text;
}

// The low half counts the CA's certificates, the high half its keys (MS-WCCE section 2.2.2.7.8).
Text showCaVersion(Decoding& decoding, NodeId id, const Part& value) {
    const auto number = asn1::integerValue(value.element);
    if (!value.element.is(tag::kInteger) || !number) return {};
    std::string text = "certificate " + std::to_string(*number & 0xFFFF) + ", key " +
                       std::to_string(*number >> 16 & 0xFFFF);
    decoding.builder.add(id, "value", Kind::Number, text, value.place());
    return text;
}

Text showNetscapeType(Decoding& decoding, NodeId id, const Part& value) {
    const auto bits = asn1::namedBits(value.element);
    if (!value.element.is(tag::kBitString) || !bits) return {};
    std::string text;
    for (std::size_t i = 0; i < kNetscapeTypes.size(); ++i)
        if ((*bits >> i & 1U) != 0) addWord(text, kNetscapeTypes.at(i));
    decoding.builder.add(id, "NetscapeCertType", Kind::Flag, text, value.place());
    return text;
}

std::size_t numberAt(ByteView bytes, std::size_t at, std::size_t size) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < size; ++i)
        number = number << 8U | bytes[at + i];
    return number;
}

// SerializedSCT (RFC 6962 section 3.2): version, log, time, extensions, signature.
std::string addSct(Decoding& decoding, NodeId parent, std::size_t index, const Place& whole,
                   ByteView sct) {
    constexpr std::size_t kLogSize = 32;
    constexpr std::size_t kTimeAt = 1 + kLogSize;
    constexpr std::size_t kTimeSize = 8;
    const NodeId id = decoding.builder.add(parent, "[" + std::to_string(index) + "]", Kind::Group,
                                           shownBytes(sct), whole);
    if (id == kNoNode || sct.size() < kTimeAt + kTimeSize) return {};
    const auto piece = [&whole](std::size_t at, std::size_t size) {
        return Place{whole.buffer, whole.offset + at, 0, size};
    };
    decoding.builder.add(id, "version", Kind::Number, "v" + std::to_string(sct[0] + 1),
                         piece(0, 1));
    decoding.builder.add(id, "logID", Kind::Bytes, shownBytes(sct.subspan(1, kLogSize)),
                         piece(1, kLogSize));
    // Beyond the year 9999 it is no time any more.
    constexpr std::size_t kLastTime = 253'402'300'799'999;
    const std::size_t time = numberAt(sct, kTimeAt, kTimeSize);
    const std::string when =
        time > kLastTime
            ? "unreadable"
            : toIsoText(TimePoint(std::chrono::milliseconds(static_cast<std::int64_t>(time))));
    decoding.builder.add(id, "timestamp", Kind::Time, when, piece(kTimeAt, kTimeSize));
    const std::size_t rest = sct.size() - kTimeAt - kTimeSize;
    if (rest > 0)
        decoding.builder.add(id, "extensions and signature", Kind::Bytes,
                             shownBytes(sct.subspan(kTimeAt + kTimeSize)),
                             piece(kTimeAt + kTimeSize, rest));
    decoding.builder.setValue(id, when);
    return when;
}

// SignedCertificateTimestampList: TLS vectors in an OCTET STRING.
Text showScts(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kOctetString) || value.element.isConstructed()) return {};
    const NodeId list = addOctets(decoding, id, "SignedCertificateTimestampList", value);
    const ByteView bytes = value.element.content();
    const std::size_t base = value.base + value.element.node().contentOffset;
    std::size_t count = 0;
    for (std::size_t at = 2; list != kNoNode && at + 2 <= bytes.size(); ++count) {
        const std::size_t size = numberAt(bytes, at, 2);
        at += 2;
        if (size > bytes.size() - at) break;
        addSct(decoding, list, count, Place{value.buffer, base + at, 0, size},
               bytes.subspan(at, size));
        at += size;
    }
    return std::to_string(count) + (count == 1 ? " timestamp" : " timestamps");
}

Text showCapabilities(Decoding& decoding, NodeId id, const Part& value) {
    if (!value.element.is(tag::kSequence)) return {};
    const NodeId group = addGroup(decoding, id, "SMIMECapabilities", value);
    std::string text =
        addEach(decoding, group, value,
                [](Decoding& inner, NodeId parent, std::string_view name, const Part& part) {
                    return valueOf(inner, addAlgorithm(inner, parent, name, part));
                });
    decoding.builder.setValue(group, text);
    return text;
}

struct Known {
    asn1::Oid oid;
    ShowValue show;
};

constexpr auto kKnown = std::to_array<Known>({
    {oids::kMicrosoftSid, showSid},
    {oids::kMicrosoftTemplateName, showString},
    {oids::kMicrosoftTemplate, showTemplate},
    {asn1::Oid{"1.3.6.1.4.1.311.21.1"}, showCaVersion},
    {asn1::Oid{"1.3.6.1.4.1.311.21.2"}, showOctets},
    {asn1::Oid{"1.3.6.1.4.1.311.21.10"}, showPolicies},
    {asn1::Oid{"1.3.6.1.4.1.311.21.11"}, showMappings},
    {asn1::Oid{"1.3.6.1.4.1.311.21.12"}, showPolicyConstraints},
    {asn1::Oid{"1.3.6.1.4.1.11129.2.4.2"}, showScts},
    {asn1::Oid{"1.3.6.1.4.1.11129.2.4.3"}, showNull},
    {asn1::Oid{"1.3.6.1.4.1.11129.2.4.5"}, showScts},
    {asn1::Oid{"1.2.840.113549.1.9.15"}, showCapabilities},
    {asn1::Oid{"2.16.840.1.113730.1.1"}, showNetscapeType},
    {asn1::Oid{"2.16.840.1.113730.1.2"}, showString},
    {asn1::Oid{"2.16.840.1.113730.1.3"}, showString},
    {asn1::Oid{"2.16.840.1.113730.1.4"}, showString},
    {asn1::Oid{"2.16.840.1.113730.1.7"}, showString},
    {asn1::Oid{"2.16.840.1.113730.1.8"}, showString},
    {asn1::Oid{"2.16.840.1.113730.1.12"}, showString},
    {asn1::Oid{"2.16.840.1.113730.1.13"}, showString},
});

} // namespace

ShowValue vendorValueOf(const asn1::Oid& extension) {
    for (const Known& known : kKnown)
        if (known.oid == extension) return known.show;
    return nullptr;
}

} // namespace scepter::inspect
