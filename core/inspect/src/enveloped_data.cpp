// EnvelopedData and AuthEnvelopedData (RFC 5652 section 6, RFC 5083).
#include "cms_parts.h"

#include "asn1/oid_names.h"
#include "asn1/values.h"

namespace scepter::inspect {

namespace {

namespace tag = asn1::tag;

struct ContentNodes {
    NodeId info = kNoNode;
    NodeId encrypted = kNoNode;
};

/// EncryptedContentInfo (RFC 5652 section 6.1).
ContentNodes addContentInfoOf(Decoding& decoding, std::string_view name, const Part& part,
                              EnvelopeFacts& facts) {
    ContentNodes nodes;
    nodes.info = addGroup(decoding, facts.node, name, part);
    asn1::Cursor cursor(part.element);
    if (const auto type = cursor.takeIf(tag::kOid))
        addOid(decoding, nodes.info, "contentType", part.with(type));
    if (const auto algorithm = cursor.takeIf(tag::kSequence)) {
        facts.cipherNode =
            addAlgorithm(decoding, nodes.info, "contentEncryptionAlgorithm", part.with(algorithm));
        if (const auto oid = asn1::oidValue(algorithm.firstChild()))
            decoding.builder.setValue(nodes.info, asn1::shownOid(*oid));
    }
    if (const auto content = cursor.takeIfContext(0)) {
        const auto octets = asn1::octetStringValue(content);
        const std::string size =
            octets ? std::to_string(octets->size()) + " bytes" : std::string("unreadable");
        nodes.encrypted = decoding.builder.add(nodes.info, "encryptedContent", Kind::Bytes, size,
                                               part.with(content).place());
    }
    for (auto rest = cursor.take(); rest; rest = cursor.take())
        addPlain(decoding, nodes.info, tagName(rest.node()), part.with(rest));
    return nodes;
}

void addHead(Decoding& decoding, const Part& content, asn1::Cursor& cursor, EnvelopeFacts& facts) {
    if (const auto version = cursor.takeIf(tag::kInteger))
        addInteger(decoding, facts.node, "version", content.with(version));
    if (const auto originator = cursor.takeIfContext(0))
        addPlain(decoding, facts.node, "originatorInfo", content.with(originator));
    if (const auto recipients = cursor.takeIf(tag::kSet))
        facts.recipients = addRecipients(decoding, facts.node, content.with(recipients));
}

void readStrictly(Decoding& decoding, const Part& info, EnvelopeFacts& facts) {
    const asn1::Tree& tree = *info.element.tree();
    facts.encoding.der = tree.looksLikeDer();
    if (info.element.index() == 0)
        facts.encoding = encodingOf(tree, decoding.builder.bytes(info.buffer).size());
    const ByteView der = info.element.encoded();
    const asn1::Limits limits = asn1Limits(decoding.options.limits);
    auto data = facts.authenticated ? pki::EnvelopedData::fromAuthenticatedDer(der, limits)
                                    : pki::EnvelopedData::fromDer(der, limits);
    if (data)
        facts.data = std::move(*data);
    else
        addFailure(decoding, facts.node, info, data.error());
}

void showState(Decoding& decoding, const EnvelopeFacts& facts) {
    std::string text = facts.data ? asn1::shownOid(facts.data->cipherOid) : std::string("unread");
    if (!facts.openedBy.empty())
        text += ", opened by " + shownText(facts.openedBy);
    else if (facts.notOpened)
        text += ", not opened: " + shownText(facts.notOpened->detail);
    else
        text += ", closed";
    decoding.builder.setValue(facts.node, std::move(text));
}

/// Takes the envelope's place among the facts, so that outer ones come first.
std::size_t reserve(Decoding& decoding) {
    decoding.facts.envelopes.emplace_back();
    return decoding.facts.envelopes.size() - 1;
}

/// Shows what can be opened below its encrypted form; the facts take their place.
void open(Decoding& decoding, const Part& info, EnvelopeFacts facts, std::size_t index,
          NodeId encrypted) {
    readStrictly(decoding, info, facts);
    auto opened = openedContent(decoding, facts);
    showState(decoding, facts);
    decoding.facts.envelopes[index] = std::move(facts);
    if (!opened) return;
    // What decodes below adds facts of its own: the place is looked up again.
    const BufferId layer = addLayer(decoding, encrypted, "decrypted", std::move(*opened), true);
    decoding.facts.envelopes[index].content = layer;
}

/// What both kinds have in front of their ends.
ContentNodes addFront(Decoding& decoding, const Part& content, asn1::Cursor& cursor,
                      EnvelopeFacts& facts) {
    addHead(decoding, content, cursor, facts);
    const auto encrypted = cursor.takeIf(tag::kSequence);
    if (!encrypted) return {};
    return addContentInfoOf(
        decoding, facts.authenticated ? "authEncryptedContentInfo" : "encryptedContentInfo",
        content.with(encrypted), facts);
}

void addRest(Decoding& decoding, const Part& content, asn1::Cursor& cursor,
             const EnvelopeFacts& facts) {
    for (auto rest = cursor.take(); rest; rest = cursor.take())
        addPlain(decoding, facts.node, tagName(rest.node()), content.with(rest));
}

} // namespace

void addEnvelopedData(Decoding& decoding, NodeId parent, const Part& info, const Part& content) {
    EnvelopeFacts facts;
    facts.node = addGroup(decoding, parent, "EnvelopedData", content);
    if (facts.node == kNoNode) return;
    const std::size_t index = reserve(decoding);
    asn1::Cursor cursor(content.element);
    const ContentNodes nodes = addFront(decoding, content, cursor, facts);
    if (const auto attributes = cursor.takeIfContext(1))
        addAttributes(decoding, facts.node, "unprotectedAttrs", content.with(attributes));
    addRest(decoding, content, cursor, facts);
    open(decoding, info, std::move(facts), index, nodes.encrypted);
}

void addAuthEnvelopedData(Decoding& decoding, NodeId parent, const Part& info,
                          const Part& content) {
    EnvelopeFacts facts;
    facts.authenticated = true;
    facts.node = addGroup(decoding, parent, "AuthEnvelopedData", content);
    if (facts.node == kNoNode) return;
    const std::size_t index = reserve(decoding);
    asn1::Cursor cursor(content.element);
    const ContentNodes nodes = addFront(decoding, content, cursor, facts);
    if (const auto attributes = cursor.takeIfContext(1))
        addAttributes(decoding, facts.node, "authAttrs", content.with(attributes));
    if (const auto mac = cursor.takeIf(tag::kOctetString))
        addBytes(decoding, facts.node, "mac", content.with(mac));
    if (const auto attributes = cursor.takeIfContext(2))
        addAttributes(decoding, facts.node, "unauthAttrs", content.with(attributes));
    addRest(decoding, content, cursor, facts);
    open(decoding, info, std::move(facts), index, nodes.encrypted);
}

} // namespace scepter::inspect
