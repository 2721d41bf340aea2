#include "inspect/copy.h"

#include "asn1/oids.h"
#include "asn1/reader.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/hex_dump.h"
#include "base/text.h"
#include "inspect/report.h"
#include "pki/name.h"
#include "pki/pem.h"
#include "shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::inspect {

namespace {

using Json = nlohmann::json;

constexpr auto kFormatTexts = std::to_array<std::pair<CopyFormat, std::string_view>>({
    {CopyFormat::Value, "value"},
    {CopyFormat::Hex, "hex"},
    {CopyFormat::HexDump, "hexDump"},
    {CopyFormat::Base64, "base64"},
    {CopyFormat::Der, "der"},
    {CopyFormat::Pem, "pem"},
    {CopyFormat::Text, "text"},
    {CopyFormat::Json, "json"},
});

constexpr std::string_view kEllipsis = "…";

// ---- secrets

struct Range {
    BufferId buffer = 0;
    std::size_t from = 0;
    std::size_t to = 0;
};

bool overlap(const Place& place, const Range& range) {
    return place.size > 0 && place.buffer == range.buffer && place.offset < range.to &&
           range.from < place.offset + place.size;
}

/// Where the bytes of a secret stand: in its own buffer, and in those that it was made of by
/// decoding. What it was decrypted from does not show it.
std::vector<Range> rangesOf(const Tree& tree, const Place& secret) {
    std::vector<Range> ranges{
        {secret.buffer, secret.offset, secret.offset + std::max<std::size_t>(secret.size, 1)}};
    BufferId buffer = secret.buffer;
    while (buffer < tree.buffers().size()) {
        const Buffer& layer = tree.buffers()[buffer];
        if (layer.from == kNoNode) break;
        const Place& place = tree.node(layer.from).place;
        if (place.buffer >= buffer) break; // layers are made of earlier ones
        if (layer.secret && !tree.buffers()[place.buffer].secret && !tree.node(layer.from).secret)
            break;
        ranges.push_back({place.buffer, place.offset, place.offset + place.size});
        buffer = place.buffer;
    }
    return ranges;
}

bool bytesShowSecret(const Tree& tree, const Place& place) {
    if (place.size == 0) return false;
    return std::ranges::any_of(tree.nodes(), [&](const Node& node) {
        if (!node.secret || node.place.size == 0) return false;
        return std::ranges::any_of(rangesOf(tree, node.place),
                                   [&](const Range& range) { return overlap(place, range); });
    });
}

bool isBelow(const Tree& tree, NodeId id, NodeId above) {
    for (; id != kNoNode; id = tree.node(id).parent)
        if (id == above) return true;
    return false;
}

// ---- values

bool isReadable(ByteView bytes) {
    const std::string_view text = textOf(bytes);
    return isUtf8(text) && std::ranges::all_of(text, [](char c) {
               return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t';
           });
}

/// All of a text that the tree shows cut.
std::string wholeText(const Tree& tree, const Node& node) {
    const ByteView bytes = tree.bytes(node.place);
    if (node.place.header == 0)
        return isReadable(bytes) ? std::string(trimmed(textOf(bytes))) : printable(textOf(bytes));
    if (const auto element = asn1::Tree::parse(bytes))
        if (const auto text = asn1::stringValue(element->root())) return printable(*text);
    return {};
}

std::string wholeName(ByteView bytes) {
    const auto element = asn1::Tree::parse(bytes);
    if (!element) return {};
    const auto name = pki::Name::fromElement(element->root());
    return name ? printable(name->toDisplayText()) : std::string();
}

std::string wholeValue(const Tree& tree, const Node& node) {
    if (!node.value.ends_with(kEllipsis)) return node.value;
    std::string whole;
    switch (node.kind) {
    case Kind::Text:
        whole = wholeText(tree, node);
        break;
    case Kind::Bytes:
    case Kind::Number: {
        const ByteView content = tree.content(node.place);
        whole = shownBytes(content, content.size());
        break;
    }
    case Kind::Name:
        whole = wholeName(tree.bytes(node.place));
        break;
    default:
        break;
    }
    return whole.empty() ? node.value : whole;
}

// ---- what the bytes are

/// The label by which programs know the thing (RFC 7468), and the usual suffix of its files.
struct Label {
    std::string_view pem;
    std::string_view suffix;
};

Label privateKeyLabel(asn1::Element root) {
    if (root.child(1).is(asn1::tag::kSequence)) return {"PRIVATE KEY", "key"};
    return root.child(1).is(asn1::tag::kOctetString) ? Label{"EC PRIVATE KEY", "key"}
                                                     : Label{"RSA PRIVATE KEY", "key"};
}

Label labelOf(const asn1::Tree& tree) {
    const asn1::Element root = tree.root();
    const Shape shape = shapeOf(root);
    if (shape == Shape::ContentInfo) {
        // BER is usual in CMS, and PEM of it too.
        const auto type = asn1::oidValue(root.firstChild());
        if (type == asn1::oids::kAuthEnvelopedData) return {"CMS", "p7m"};
        return {"PKCS7", type == asn1::oids::kSignedData ? "p7b" : "p7m"};
    }
    if (!tree.looksLikeDer()) return {};
    switch (shape) {
    case Shape::Certificate:
        return {"CERTIFICATE", "crt"};
    case Shape::Csr:
        return {"CERTIFICATE REQUEST", "csr"};
    case Shape::Crl:
        return {"X509 CRL", "crl"};
    case Shape::PublicKey:
        return {"PUBLIC KEY", "pub"};
    case Shape::PrivateKey:
        return privateKeyLabel(root);
    case Shape::EncryptedPrivateKey:
        return {"ENCRYPTED PRIVATE KEY", "key"};
    case Shape::Pkcs12:
        return {"", "p12"};
    default:
        return {};
    }
}

/// Whether the bytes are one whole element, and what it is.
struct ElementFacts {
    bool whole = false;
    Label label;
};

ElementFacts elementFacts(ByteView bytes) {
    ElementFacts facts;
    if (bytes.size() < 2) return facts;
    const auto tree = asn1::Tree::parse(bytes, {bytes.size(), 200'000, 64});
    if (!tree) return facts;
    facts.whole = true;
    facts.label = labelOf(*tree);
    return facts;
}

Json jsonOf(const Tree& tree, NodeId id, bool secrets) {
    const Node& node = tree.node(id);
    Json object = Json::object();
    object["name"] = node.name;
    if (node.secret) object["secret"] = true;
    if ((!node.secret || secrets) && !node.value.empty()) object["value"] = node.value;
    if (node.cut) object["cut"] = true;
    if (node.place.size > 0) {
        object["layer"] = node.place.buffer;
        object["offset"] = node.place.offset;
        object["header"] = node.place.header;
        object["size"] = node.place.size;
    }
    if (node.firstChild == kNoNode) return object;
    Json fields = Json::array();
    for (NodeId child = node.firstChild; child != kNoNode; child = tree.node(child).nextSibling)
        fields.push_back(jsonOf(tree, child, secrets));
    object["fields"] = std::move(fields);
    return object;
}

Copied textOutcome(std::string text, bool secret, std::string_view suffix = "txt") {
    Copied copied;
    copied.bytes = SecretBytes(std::string_view(text));
    wipeMemory(text.data(), text.size());
    copied.secret = secret;
    copied.suffix = suffix;
    return copied;
}

Copied madeOf(const Tree& tree, NodeId id, CopyFormat format, bool secret, bool secrets) {
    const Node& node = tree.node(id);
    const ByteView bytes = tree.bytes(node.place);
    switch (format) {
    case CopyFormat::Value:
        return textOutcome(wholeValue(tree, node), secret);
    case CopyFormat::Hex:
        return textOutcome(shownBytes(bytes, bytes.size()), secret);
    case CopyFormat::HexDump:
        return textOutcome(hexDump(bytes), secret);
    case CopyFormat::Base64:
        return textOutcome(toBase64(bytes), secret, "b64");
    case CopyFormat::Der: {
        Copied copied;
        copied.bytes = SecretBytes(bytes);
        copied.binary = true;
        copied.secret = secret;
        const std::string_view suffix = elementFacts(bytes).label.suffix;
        copied.suffix = suffix.empty() ? "der" : suffix;
        return copied;
    }
    case CopyFormat::Pem:
        return textOutcome(pki::toPem(elementFacts(bytes).label.pem, bytes), secret, "pem");
    case CopyFormat::Text: {
        ReportOptions options;
        options.secrets = secrets;
        return textOutcome(nodeReport(tree, id, options), secret);
    }
    case CopyFormat::Json:
        break;
    }
    return textOutcome(nodeJson(tree, id, secrets), secret, "json");
}

bool isOfBytes(CopyFormat format) {
    return format != CopyFormat::Value && format != CopyFormat::Text && format != CopyFormat::Json;
}

} // namespace

std::string_view toText(CopyFormat format) {
    for (const auto& [known, text] : kFormatTexts)
        if (known == format) return text;
    return "value";
}

bool showsSecret(const Tree& tree, NodeId id) {
    if (id >= tree.nodes().size()) return false;
    const auto& nodes = tree.nodes();
    for (NodeId each = id; each < nodes.size(); ++each)
        if (nodes[each].secret && isBelow(tree, each, id)) return true;
    return bytesShowSecret(tree, nodes[id].place);
}

std::vector<CopyChoice> copyChoices(const Tree& tree, NodeId id) {
    std::vector<CopyChoice> choices;
    if (id >= tree.nodes().size()) return choices;
    const Node& node = tree.node(id);
    if (!node.value.empty()) choices.push_back({CopyFormat::Value, node.secret, {}});
    if (const ByteView bytes = tree.bytes(node.place); !bytes.empty()) {
        const bool secret = node.secret || bytesShowSecret(tree, node.place);
        for (const CopyFormat format : {CopyFormat::Hex, CopyFormat::HexDump, CopyFormat::Base64})
            choices.push_back({format, secret, {}});
        const ElementFacts facts = elementFacts(bytes);
        if (facts.whole) choices.push_back({CopyFormat::Der, secret, {}});
        if (!facts.label.pem.empty())
            choices.push_back({CopyFormat::Pem, secret, std::string(facts.label.pem)});
    }
    choices.push_back({CopyFormat::Text, false, {}});
    choices.push_back({CopyFormat::Json, false, {}});
    return choices;
}

Result<Copied> copyNode(const Tree& tree, NodeId id, CopyFormat format, bool secrets) {
    if (id >= tree.nodes().size()) return fail(ErrorCode::NotFound, "there is no such field");
    const auto choices = copyChoices(tree, id);
    const auto choice = std::ranges::find(choices, format, &CopyChoice::format);
    if (choice == choices.end())
        return fail(ErrorCode::NotSupported,
                    "the field cannot be had as " + std::string(toText(format)));
    if (choice->secret && !secrets)
        return fail(ErrorCode::InvalidArgument, "the field shows a secret");
    const bool secret = isOfBytes(format) || format == CopyFormat::Value
                            ? choice->secret
                            : secrets && showsSecret(tree, id);
    return madeOf(tree, id, format, secret, secrets);
}

std::string nodeJson(const Tree& tree, NodeId id, bool secrets) {
    if (id >= tree.nodes().size()) return {};
    return jsonOf(tree, id, secrets).dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace scepter::inspect
