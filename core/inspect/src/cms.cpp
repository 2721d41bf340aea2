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

constexpr asn1::Oid kDigestedData{"1.2.840.113549.1.7.5"};
constexpr asn1::Oid kEncryptedData{"1.2.840.113549.1.7.6"};

std::string_view typeNameOf(const asn1::Oid& type) {
    if (type == oids::kSignedData) return "SignedData";
    if (type == oids::kEnvelopedData) return "EnvelopedData";
    if (type == oids::kAuthEnvelopedData) return "AuthEnvelopedData";
    if (type == kDigestedData) return "DigestedData";
    if (type == kEncryptedData) return "EncryptedData";
    return "content";
}

/// The layer of an OCTET STRING, also one in segments.
void addJoinedOctets(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const NodeId id = addBytes(decoding, parent, name, part);
    auto octets = asn1::octetStringValue(part.element);
    if (octets && !octets->empty())
        addLayer(decoding, id, name, SecretBytes(std::move(*octets)),
                 decoding.builder.buffer(part.buffer).secret);
}

} // namespace

std::string positionName(std::size_t position) {
    return "[" + std::to_string(position) + "]";
}

NodeId addIdentifier(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    if (part.element.isContext(0)) {
        const NodeId id = addGroup(decoding, parent, name, part, "subject key identifier");
        addBytes(decoding, id, "subjectKeyIdentifier", part);
        return id;
    }
    if (!part.element.is(tag::kSequence) || part.element.childCount() != 2)
        return addPlain(decoding, parent, name, part);
    const NodeId id = addGroup(decoding, parent, name, part, "issuer and serial number");
    addName(decoding, id, "issuer", part.with(part.element.child(0)));
    addSerial(decoding, id, "serialNumber", part.with(part.element.child(1)));
    return id;
}

BufferId addLayer(Decoding& decoding, NodeId parent, std::string_view name, SecretBytes bytes,
                  bool secret) {
    if (parent == kNoNode) return kNoNode;
    const BufferId layer =
        decoding.builder.addBuffer(std::string(name), std::move(bytes), parent, secret);
    if (layer != kNoNode) decodeAny(decoding, parent, layer);
    return layer;
}

const pki::Certificate* knownCertificate(const Keyring* keys,
                                         const std::function<bool(const pki::Certificate&)>& is) {
    if (keys == nullptr) return nullptr;
    for (const HeldKey& held : keys->keys)
        if (held.certificate && is(*held.certificate)) return &*held.certificate;
    for (const pki::Certificate& certificate : keys->known)
        if (is(certificate)) return &certificate;
    return nullptr;
}

NodeId addContentInfo(Decoding& decoding, NodeId parent, std::string_view name, const Part& part) {
    const asn1::Element typeElement = part.element.firstChild();
    const auto type = asn1::oidValue(typeElement);
    if (!type) return addPlain(decoding, parent, name, part);
    const NodeId id = addGroup(decoding, parent, name, part, asn1::shownOid(*type));
    if (id == kNoNode) return id;
    addOid(decoding, id, "contentType", part.with(typeElement));
    const Part explicitTag = part.with(part.element.child(1));
    if (!explicitTag) return id;
    const Part content = part.with(explicitTag.element.firstChild());
    if (!content) {
        addPlain(decoding, id, "content", explicitTag);
    } else if (*type == oids::kSignedData && content.element.is(tag::kSequence)) {
        addSignedData(decoding, id, part, content);
    } else if (*type == oids::kEnvelopedData && content.element.is(tag::kSequence)) {
        addEnvelopedData(decoding, id, part, content);
    } else if (*type == oids::kAuthEnvelopedData && content.element.is(tag::kSequence)) {
        addAuthEnvelopedData(decoding, id, part, content);
    } else if (*type == oids::kData && content.element.is(tag::kOctetString)) {
        addJoinedOctets(decoding, id, "data", content);
    } else {
        addPlain(decoding, id, typeNameOf(*type), content);
    }
    return id;
}

} // namespace scepter::inspect
