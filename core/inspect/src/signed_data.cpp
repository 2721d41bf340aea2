// SignedData (RFC 5652 section 5.1).
#include "cms_parts.h"

#include "asn1/oid_names.h"
#include "asn1/values.h"
#include "base/text.h"

namespace scepter::inspect {

namespace {

namespace tag = asn1::tag;

void addDigestAlgorithms(Decoding& decoding, NodeId parent, const Part& set) {
    if (!set.element.is(tag::kSet)) {
        if (set) addPlain(decoding, parent, "digestAlgorithms", set);
        return;
    }
    const NodeId id = addGroup(decoding, parent, "digestAlgorithms", set);
    std::size_t position = 0;
    for (auto child = set.element.firstChild(); child; child = child.nextSibling())
        if (addAlgorithm(decoding, id, positionName(position++), set.with(child)) == kNoNode)
            return;
}

/// EncapsulatedContentInfo; what is in it becomes a layer, its segments joined.
void addContent(Decoding& decoding, NodeId parent, const Part& part, SignedFacts& facts,
                std::optional<SecretBytes>& layer) {
    const auto type = asn1::oidValue(part.element.firstChild());
    if (!type) {
        if (part) addPlain(decoding, parent, "encapContentInfo", part);
        return;
    }
    const NodeId id = addGroup(decoding, parent, "encapContentInfo", part, asn1::shownOid(*type));
    facts.contentTypeNode =
        addOid(decoding, id, "eContentType", part.with(part.element.firstChild()));
    const Part wrapped = part.with(part.element.child(1));
    if (!wrapped) return;
    const Part octets = part.with(wrapped.element.firstChild());
    auto content = asn1::octetStringValue(octets.element);
    if (!octets || !octets.element.is(tag::kOctetString) || !content) {
        facts.contentNode = addPlain(decoding, id, "eContent", wrapped);
        return;
    }
    const std::size_t size = content->size();
    const std::string segments =
        octets.element.isConstructed()
            ? " in " + std::to_string(octets.element.childCount()) + " segments"
            : std::string();
    facts.contentNode = decoding.builder.add(
        id, "eContent", Kind::Bytes,
        std::to_string(size) + (size == 1 ? " byte" : " bytes") + segments, octets.place());
    if (size > 0) layer = SecretBytes(std::move(*content));
}

void addCertificates(Decoding& decoding, NodeId parent, const Part& set, SignedFacts& facts) {
    const NodeId id = addGroup(decoding, parent, "certificates", set);
    std::size_t position = 0;
    for (auto child = set.element.firstChild(); child; child = child.nextSibling()) {
        const Part part = set.with(child);
        const std::string name = positionName(position++);
        if (!child.is(tag::kSequence)) { // attribute certificates and other formats
            if (addPlain(decoding, id, name, part) == kNoNode) return;
            continue;
        }
        CertificateFacts certificate = addCertificate(decoding, id, name, part);
        if (certificate.node == kNoNode) return;
        if (!certificate.certificate)
            if (auto read = pki::Certificate::fromDer(child.encoded()))
                certificate.certificate = std::move(*read);
        facts.certificates.push_back(std::move(certificate));
    }
}

void addCrls(Decoding& decoding, NodeId parent, const Part& set, SignedFacts& facts) {
    const NodeId id = addGroup(decoding, parent, "crls", set);
    std::size_t position = 0;
    for (auto child = set.element.firstChild(); child; child = child.nextSibling()) {
        const Part part = set.with(child);
        const std::string name = positionName(position++);
        if (!child.is(tag::kSequence)) {
            if (addPlain(decoding, id, name, part) == kNoNode) return;
            continue;
        }
        CrlFacts crl = addCrl(decoding, id, name, part);
        if (crl.node == kNoNode) return;
        if (!crl.crl)
            if (auto read = pki::Crl::fromDer(child.encoded())) crl.crl = std::move(*read);
        if (crl.crl) facts.crls.push_back(std::move(*crl.crl));
    }
}

void addSigners(Decoding& decoding, NodeId parent, const Part& set, SignedFacts& facts) {
    const NodeId id = addGroup(decoding, parent, "signerInfos", set);
    std::size_t position = 0;
    for (auto child = set.element.firstChild(); child; child = child.nextSibling()) {
        SignerFacts signer = addSigner(decoding, id, positionName(position++), set.with(child));
        if (signer.node == kNoNode) return;
        facts.signers.push_back(std::move(signer));
    }
    facts.degenerate = set.element.childCount() == 0;
}

std::string counted(std::size_t count, std::string_view what) {
    std::string text = std::to_string(count);
    text.append(" ").append(what);
    return count == 1 ? text : text + "s";
}

std::string summaryOf(const SignedFacts& facts) {
    std::string text = facts.degenerate ? std::string("certificates only")
                                        : counted(facts.signers.size(), "signer");
    if (!facts.certificates.empty())
        text += ", " + counted(facts.certificates.size(), "certificate");
    if (!facts.crls.empty()) text += ", " + counted(facts.crls.size(), "CRL");
    return text;
}

/// Puts the strict reading beside the tree; where it refuses, the tree says why.
void readStrictly(Decoding& decoding, const Part& info, SignedFacts& facts) {
    const asn1::Tree& tree = *info.element.tree();
    facts.encoding.der = tree.looksLikeDer();
    if (info.element.index() == 0)
        facts.encoding = encodingOf(tree, decoding.builder.bytes(info.buffer).size());
    auto data =
        pki::SignedData::fromDer(info.element.encoded(), asn1Limits(decoding.options.limits));
    if (data) {
        facts.data = std::move(*data);
        return;
    }
    addFailure(decoding, facts.node, info, data.error());
}

} // namespace

void addSignedData(Decoding& decoding, NodeId parent, const Part& info, const Part& content) {
    // Outer ones first: the place is taken before what is inside is decoded.
    const std::size_t index = decoding.facts.signedData.size();
    decoding.facts.signedData.emplace_back();
    SignedFacts facts;
    facts.node = addGroup(decoding, parent, "SignedData", content);
    if (facts.node == kNoNode) {
        decoding.facts.signedData.pop_back();
        return;
    }
    decoding.facts.signedData[index].node = facts.node;

    std::optional<SecretBytes> layer;
    asn1::Cursor cursor(content.element);
    if (const auto version = cursor.takeIf(tag::kInteger))
        addInteger(decoding, facts.node, "version", content.with(version));
    addDigestAlgorithms(decoding, facts.node, content.with(cursor.take()));
    addContent(decoding, facts.node, content.with(cursor.take()), facts, layer);
    if (const auto set = cursor.takeIfContext(0))
        addCertificates(decoding, facts.node, content.with(set), facts);
    if (const auto set = cursor.takeIfContext(1))
        addCrls(decoding, facts.node, content.with(set), facts);
    if (const auto set = cursor.takeIf(tag::kSet))
        addSigners(decoding, facts.node, content.with(set), facts);
    for (auto rest = cursor.take(); rest; rest = cursor.take())
        addPlain(decoding, facts.node, tagName(rest.node()), content.with(rest));
    readStrictly(decoding, info, facts);

    decoding.builder.setValue(facts.node, summaryOf(facts));
    const bool degenerate = facts.degenerate;
    const NodeId contentNode = facts.contentNode;
    decoding.facts.signedData[index] = std::move(facts);
    checkSigners(decoding, index);
    if (degenerate && index == 0 && decoding.facts.subject == Subject::Cms)
        decoding.facts.subject = Subject::Certificates;
    if (layer)
        addLayer(decoding, contentNode, "eContent", std::move(*layer),
                 decoding.builder.buffer(info.buffer).secret);
    noteScepMessage(decoding, index);
}

} // namespace scepter::inspect
